//! The sheets of lists: the findings and the sources.

use super::{FINDINGS, SOURCES, draw_table, draw_title, set_widths};
use crate::answer::Answer;
use crate::book::Put;
use crate::book::style::{self, Styles};
use crate::consolidate::Consolidation;
use crate::submission::FilledForm;
use crate::words::said::Said;
use crate::words::{self, Lang};
use rust_xlsxwriter::{Workbook, XlsxError};

pub(super) fn answer(
    filled: &FilledForm,
    row: usize,
    column: usize,
    level: Option<crate::unit::Level>,
) -> Put {
    let entry = &filled.rows[row].entries[column];
    match &entry.answer {
        Answer::Number(figure) => Put::Number(figure.value),
        Answer::Nil => Put::State("không phát sinh".to_owned()),
        Answer::Blank if filled.is_out_of_scope(row, level) => Put::State("không thuộc phạm vi".to_owned()),
        Answer::Blank => Put::State("chưa nhập".to_owned()),
        Answer::Text(text) => Put::Text(text.clone()),
        Answer::Unreadable(_) => Put::State(format!("không đọc được: “{}”", entry.raw)),
    }
}

pub(super) fn draw_findings(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let words = Lang::Vi.words();
    let mut lines: Vec<Vec<Put>> = Vec::new();
    for member in &consolidation.members {
        for report in &member.reports {
            for finding in &report.checked.findings {
                let (sheet, at) = finding.cell();
                let suggestions: Vec<String> =
                    finding.suggestions.iter().map(|suggestion| words.suggestion(suggestion)).collect();
                lines.push(vec![
                    Put::Number((lines.len() + 1).into()),
                    Put::Text(member.unit.name.clone()),
                    Put::Text(report.path.clone()),
                    sheet.map_or(Put::Empty, |sheet| Put::Text(sheet.to_owned())),
                    at.map_or(Put::Empty, |at| Put::Text(at.to_string())),
                    Put::Text(words.severity(finding.severity).to_owned()),
                    Put::Text(words::message(words, finding)),
                    Put::Text(suggestions.join("; hoặc ")),
                    Put::Text(words::todo(words, finding)),
                    Put::Text(finding.rule.clone()),
                    finding.decided.as_ref().map_or(Put::Empty, |decision| {
                        Put::Text(words::capital(&Lang::Vi.say(&Said::Decision(decision))))
                    }),
                ]);
            }
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(FINDINGS)?;
    let header = [
        "STT",
        "Đơn vị",
        "Tệp",
        "Trang tính",
        "Ô",
        "Mức độ",
        "Nội dung",
        "Có thể sửa",
        "Cách xử lý",
        "Quy tắc",
        "Quyết định",
    ];
    let at = draw_title(sheet, "Nội dung cần xem lại", consolidation, styles)?;
    let widths = [6, 18, 24, 14, 8, 13, 60, 36, 44, 26, 36];
    set_widths(sheet, &widths)?;
    draw_table(sheet, at, &header, &lines, &widths, styles)?;
    style::page(sheet, true);
    Ok(())
}

pub(super) fn draw_sources(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut lines: Vec<Vec<Put>> = Vec::new();
    for member in &consolidation.members {
        let missing: Vec<&str> = member.missing.iter().map(crate::form::FormId::as_str).collect();
        let mut standing = Lang::Vi.words().standing(member.standing);
        if let Some(verdict) = member.accepted().or(member.returned()) {
            standing.push_str(&format!("; {}", Lang::Vi.say(&Said::Decision(verdict))));
        }
        let line = |path: &str, sha256: &str, period: String, forms: String, sending: String| {
            vec![
                Put::Text(member.unit.name.clone()),
                Put::Text(standing.clone()),
                Put::Text(if member.included { "có" } else { "không" }.to_owned()),
                Put::Text(period),
                Put::Text(forms),
                Put::Text(missing.join(", ")),
                Put::Text(path.to_owned()),
                Put::Text(sha256.to_owned()),
                Put::Text(sending),
            ]
        };
        if member.reports.is_empty() {
            lines.push(line("", "", String::new(), String::new(), String::new()));
        }
        for (report, number) in member.reports.iter().zip(&member.numbers) {
            let submission = report.submission.as_ref();
            let received = member.sendings.iter().find(|sending| sending.number == *number);
            let received = received.and_then(|sending| sending.received);
            let sending =
                received.map_or_else(|| number.to_string(), |received| format!("{number} ({received})"));
            let period = submission.and_then(|submission| submission.period);
            let forms: Vec<String> = submission
                .map(|submission| {
                    submission.forms.iter().map(|form| format!("{} {}", form.form.id, form.form.version))
                })
                .into_iter()
                .flatten()
                .collect();
            let period = Lang::Vi.words().period(period);
            lines.push(line(
                &report.path,
                report.sha256.as_deref().unwrap_or_default(),
                period,
                forms.join(", "),
                sending,
            ));
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(SOURCES)?;
    let header = [
        "Đơn vị",
        "Tình trạng",
        "Cộng vào tổng",
        "Kỳ báo cáo",
        "Biểu đã gửi",
        "Biểu còn thiếu",
        "Tệp",
        "SHA-256",
        "Lần gửi (thời điểm nhận)",
    ];
    let at = draw_title(sheet, "Nguồn số liệu", consolidation, styles)?;
    let widths = [22, 22, 16, 40, 40, 34, 30, 68, 34];
    set_widths(sheet, &widths)?;
    let at = draw_table(sheet, at, &header, &lines, &widths, styles)? + 1;
    let forms = consolidation.forms.iter().map(|total| {
        let form = &total.form;
        [form.id.as_str(), &form.version, &form.short, &form.basis, &form.fingerprint]
            .map(|text| Put::Text(text.to_owned()))
            .to_vec()
    });
    let header = ["Biểu", "Phiên bản", "Tên", "Căn cứ", "Dấu vân tay của định nghĩa"];
    let at = draw_table(sheet, at, &header, &forms.collect::<Vec<_>>(), &widths, styles)?;
    let program = format!("Lập bằng phuluc {}.", env!("CARGO_PKG_VERSION"));
    sheet.write_string_with_format(at + 1, 0, program, &styles.text)?;
    style::page(sheet, true);
    Ok(())
}
