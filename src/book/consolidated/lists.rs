//! The sheets of lists: every unit's values side by side, the findings, the sources.

use super::{BY_UNIT, FINDINGS, SOURCES, draw_table, draw_title, set_widths, share_of_units, shown};
use crate::answer::Answer;
use crate::book::style::{self, Styles};
use crate::book::{Put, put};
use crate::consolidate::{Consolidation, FormTotal, Member, Standing, TotalRow};
use crate::decision::Adjustment;
use crate::form::Kind;
use crate::submission::FilledForm;
use crate::words::said::Said;
use crate::words::{self, Lang};
use rust_xlsxwriter::{Note, Workbook, XlsxError};

const BY_UNIT_WIDTHS: [u32; 6] = [12, 11, 50, 26, 24, 12];

pub(super) fn draw_by_unit(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(BY_UNIT)?;
    let fixed = ["Biểu", "Mục, dòng", "Chỉ tiêu", "Cột", "Tổng hợp", "Số đơn vị"];
    let members = &consolidation.members;
    let top = draw_title(sheet, "Số liệu theo từng đơn vị", consolidation, styles)?;
    for (column, label) in (0..).zip(fixed) {
        sheet.merge_range(top, column, top + 1, column, label, &styles.header)?;
    }
    for (column, member) in (6..).zip(members) {
        sheet.write_string_with_format(top, column, &member.unit.name, &styles.header)?;
        sheet.write_string_with_format(
            top + 1,
            column,
            Lang::Vi.words().standing(member.standing),
            &styles.numbers,
        )?;
        sheet.set_column_width(column, 16)?;
    }
    let mut at = top + 2;
    for total in &consolidation.forms {
        for row in &total.rows {
            for (column, cell) in row.cells.iter().enumerate() {
                // what is said in words beside scores and criteria has its own sheet
                let in_words = |kind: &Kind| matches!(kind, Kind::Text | Kind::Document);
                let fixed = row.role.fixed();
                if total.form.added_lines && total.form.kind(fixed, column).is_some_and(in_words) {
                    continue;
                }
                let Some(cell) = cell.as_ref().filter(|_| total.present[column]) else { continue };
                let head = [
                    Put::Text(total.form.short.clone()),
                    Put::Text(if row.fixed() { row.id.to_string() } else { String::new() }),
                    Put::Text(row.label.clone()),
                    Put::Text(total.form.columns[column].say.clone()),
                    shown(cell),
                    share_of_units(cell),
                ];
                for (at_column, value) in (0..).zip(&head) {
                    let format = if at_column == 4 { &styles.value } else { &styles.label };
                    put(sheet, at, at_column, value, format)?;
                }
                for (at_column, index) in (6..).zip(0..members.len()) {
                    let value = unit_value(&members[index], total, row, column, total.owing.contains(&index));
                    put(sheet, at, at_column, &value, &styles.value)?;
                    if let Some(adjusted) = adjustment(&members[index], total, row, column) {
                        let note = Note::new(words::adjusted(adjusted, Lang::Vi)).add_author_prefix(false);
                        sheet.insert_note(at, at_column, &note)?;
                    }
                }
                let texts = head.iter().map(Put::text).zip(BY_UNIT_WIDTHS);
                sheet.set_row_height(at, style::height(texts))?;
                at += 1;
            }
        }
    }
    set_widths(sheet, &BY_UNIT_WIDTHS)?;
    sheet.set_row_height(top, style::height(members.iter().map(|member| (member.unit.name.as_str(), 16))))?;
    sheet.set_row_height(top + 1, 30)?;
    sheet.set_freeze_panes(top + 2, 6)?;
    sheet.set_repeat_rows(top, top + 1)?;
    style::page(sheet, true);
    Ok(())
}

/// What one unit says at one place, its state in words where there is no figure.
fn unit_value(member: &Member, total: &FormTotal, row: &TotalRow, column: usize, owes: bool) -> Put {
    let state = |text: &str| Put::State(text.to_owned());
    if !owes {
        return state("không yêu cầu");
    }
    let Some((report, filled)) = member.form(&total.form.id) else {
        return match member.standing {
            Standing::Unreadable => state("tệp không đọc được"),
            _ => state("chưa báo cáo"),
        };
    };
    let Some(line) = filled.rows.iter().position(|line| line.id == row.id) else {
        return state("không có dòng");
    };
    let level = report.submission.as_ref().and_then(|submission| submission.level).or(member.unit.level);
    answer(filled, line, column, level)
}

/// The adjustment of a unit's figure at a place, if there was one.
fn adjustment<'m>(
    member: &'m Member,
    total: &FormTotal,
    row: &TotalRow,
    column: usize,
) -> Option<&'m Adjustment> {
    let (report, _) = member.form(&total.form.id)?;
    let mut adjusted = report.submission.as_ref()?.adjusted.iter();
    adjusted.find(|adjusted| {
        let place = &adjusted.place;
        (&place.form, &place.row, &place.column) == (&total.form.id, &row.id, &total.form.columns[column].id)
    })
}

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
        let line = |path: &str, sha256: &str, period: String, forms: String, sending: String| {
            vec![
                Put::Text(member.unit.name.clone()),
                Put::Text(Lang::Vi.words().standing(member.standing)),
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
