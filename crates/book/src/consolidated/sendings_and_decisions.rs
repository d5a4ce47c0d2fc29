//! The history behind the totals: the sendings of each unit, the figures that a newer one would change, and the
//! decisions.

use super::shared_by_sheets::{draw_table, draw_working_title, set_widths};
use crate::paper;
use crate::style::Styles;
use phuluc_check::{Decision, wording};
use phuluc_form::{Severity, capital};
use phuluc_grid::CellValue;
use phuluc_round::{Consolidation, Member, Misfit, Sending, sending};
use phuluc_say::{DecisionMessage, Lang, words};
use rust_xlsxwriter::{Workbook, XlsxError};

/// The sheet of sendings.
pub const SENDINGS: &str = "Các lần gửi";
/// The sheet of decisions.
pub const DECISIONS: &str = "Xử lý";

fn text(text: impl Into<String>) -> CellValue {
    let text = text.into();
    if text.is_empty() { CellValue::Empty } else { CellValue::Text(text) }
}

/// Every sending, and where two of one unit differ; drawn once any unit has sent more than once, or a sending was set aside.
pub(super) fn draw_sendings(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let has_history = |member: &&Member| member.sendings.len() > 1 || member.set_aside().next().is_some();
    if !consolidation.members.iter().any(|member| has_history(&member)) {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(SENDINGS)?;
    let top = draw_working_title(sheet, "Các lần gửi báo cáo", consolidation, styles)?;
    let widths = [24, 9, 24, 40, 16, 40, 16, 16, 40];
    set_widths(sheet, &widths)?;
    let mut lines = Vec::new();
    for member in consolidation.members.iter().filter(has_history) {
        lines.extend(member.sendings.iter().map(|sending| sending_line(member, sending)));
    }
    let header = ["Đơn vị", "Lần gửi", "Thời điểm nhận", "Tệp", "Số lỗi", "Biểu được tính"];
    let at = draw_table(sheet, top, &header, &lines, &widths, styles)? + 1;
    let mut lines = Vec::new();
    for member in &consolidation.members {
        for pair in member.sendings.windows(2) {
            lines.extend(changes(member, &pair[0], &pair[1]));
        }
        lines.extend(contested(member));
    }
    let header = ["Đơn vị", "Lần gửi", "Biểu", "Chỉ tiêu", "Ô", "Cột", "Lần trước", "Lần này", "Ghi chú"];
    draw_table(sheet, at, &header, &lines, &widths, styles)?;
    paper::working(sheet, widths.iter().sum(), u16::try_from(widths.len()).unwrap_or(u16::MAX))
}

fn sending_line(member: &Member, sending: &Sending) -> Vec<CellValue> {
    let files: Vec<&str> = sending.files.iter().map(|file| file.path.as_str()).collect();
    let errors: usize = sending.files.iter().map(|file| file.checked.count(Severity::Error)).sum();
    let counted = sending.files.iter().filter_map(|file| file.submission.as_ref()).flat_map(|s| &s.forms);
    let counted =
        counted.filter(|form| member.included && member.counted(&form.form.id) == Some(sending.number));
    let forms: Vec<&str> = counted.map(|form| form.form.short.as_str()).collect();
    let forms = match member.unusable(sending) {
        _ if !forms.is_empty() => forms.join(", "),
        Some(why) => format!("không tính: {}", words::say(Lang::Vi, DecisionMessage::CannotCount(why))),
        None if sending.passes_on() || !member.included => String::new(),
        None => "đã được thay thế".to_owned(),
    };
    vec![
        text(member.unit.name.as_str()),
        CellValue::Number(sending.number.into()),
        text(sending.received.map(|moment| moment.to_string()).unwrap_or_default()),
        text(files.join("\n")),
        CellValue::Number(errors.into()),
        text(forms),
    ]
}

/// Where a sending differs from the one before, cell by cell.
fn changes(member: &Member, before: &Sending, after: &Sending) -> Vec<Vec<CellValue>> {
    let mut lines = Vec::new();
    for id in after.forms() {
        let (Some((_, old)), Some((_, new))) = (before.form(id), after.form(id)) else { continue };
        for change in sending::changes(old, new) {
            let place = change.after.as_ref().unwrap_or(&change.before);
            lines.push(vec![
                text(member.unit.name.as_str()),
                CellValue::Number(after.number.into()),
                text(place.labels.form.as_str()),
                text(place.labels.row.as_str()),
                text(place.on_sheet.at.map(|at| at.to_string()).unwrap_or_default()),
                text(place.labels.column.as_str()),
                text(wording::answer(Lang::Vi, &change.before)),
                text(
                    change
                        .after
                        .as_ref()
                        .map_or_else(|| "không có dòng".to_owned(), |after| wording::answer(Lang::Vi, after)),
                ),
                CellValue::Empty,
            ]);
        }
    }
    lines
}

/// Forms on which somebody should decide: another sending may have been meant to count.
fn contested(member: &Member) -> Vec<Vec<CellValue>> {
    let mut lines = Vec::new();
    for contest in &member.contested {
        let form = member.short(&contest.form);
        let said = words::say(Lang::Vi, DecisionMessage::Contested { form: &form, contest });
        let mut line =
            vec![text(member.unit.name.as_str()), CellValue::Number(contest.other.into()), text(form)];
        line.resize(8, CellValue::Empty);
        line.push(text(said));
        lines.push(line);
    }
    lines
}

fn decision_line(unit: &str, decision: &Decision, why: Option<&Misfit>) -> Vec<CellValue> {
    vec![
        text(unit),
        text(capital(&words::say(Lang::Vi, DecisionMessage::Ruling(&decision.ruling)))),
        text(decision.sending.map(|number| number.to_string()).unwrap_or_default()),
        text(decision.who.as_str()),
        text(decision.when.to_string()),
        text(decision.basis.as_str()),
        text(decision.remark.as_str()),
        text(why.map_or_else(String::new, |why| {
            let why = words::say(Lang::Vi, DecisionMessage::Misfit { unit, why });
            format!("không còn khớp với số liệu, nội dung hoặc lần gửi nào: {why}")
        })),
    ]
}

/// The decisions about the round's units, and those that match nothing any more.
pub(super) fn draw_decisions(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut lines: Vec<Vec<CellValue>> = Vec::new();
    for member in &consolidation.members {
        for decision in &member.decisions {
            let unmatched = consolidation.unmatched.iter().find(|(other, _)| other == decision);
            lines.push(decision_line(&member.unit.name, decision, unmatched.map(|(_, why)| why)));
        }
    }
    for (decision, why) in &consolidation.unmatched {
        if !consolidation.members.iter().any(|member| member.decisions.contains(decision)) {
            let unit = consolidation.round.units.get(decision.unit).map_or("", |unit| unit.name.as_str());
            lines.push(decision_line(unit, decision, Some(why)));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(DECISIONS)?;
    let top = draw_working_title(sheet, "Xử lý số liệu báo cáo", consolidation, styles)?;
    let widths = [24, 60, 9, 26, 26, 40, 26, 36];
    set_widths(sheet, &widths)?;
    let header = [
        "Đơn vị",
        "Quyết định",
        "Lần gửi",
        "Người quyết định",
        "Thời điểm",
        "Căn cứ",
        "Ghi chú",
        "Cần xem lại",
    ];
    draw_table(sheet, top, &header, &lines, &widths, styles)?;
    paper::working(sheet, widths.iter().sum(), u16::try_from(widths.len()).unwrap_or(u16::MAX))
}
