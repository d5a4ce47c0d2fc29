//! The sheet with the totals of one form, drawn exactly as the official appendix.
//!
//! Working tables stand on other sheets; a line beside the page leads there.

use super::agreement::{self, AgreementNote};
use super::by_unit::ByUnit;
use super::explained::Explained;
use super::shared_by_sheets::is_left_out;
use crate::form_sheet::Signatures;
use crate::style::Styles;
use crate::{FormSheet, Heading, Look, SheetRow, form_sheet, paper, put};
use phuluc_check::Role;
use phuluc_form::{Holds, capital, match_key};
use phuluc_grid::CellValue;
use phuluc_round::{ConsolidatedRow, Consolidation, FormTotal, Total};
use phuluc_say::MIXED_PERIODS;
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};
use std::collections::BTreeSet;

pub(super) fn draw(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    index: usize,
    by_unit: &ByUnit<'_>,
    explained: &Explained,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let total = &consolidation.forms[index];
    let rows = total.rows.iter().enumerate().map(|(at, row)| {
        let printed = row.role.fixed().map(|index| &total.form.fixed_rows()[index]);
        let look = match row.role {
            Role::Total => Look::Total,
            Role::Fixed(_) if printed.is_some_and(|row| row.heading) => Look::Heading,
            Role::Fixed(_) | Role::Open | Role::Added(_) => Look::Plain,
        };
        SheetRow { cells: total_cells(total, index, at, by_unit), look }
    });
    let folded = unfilled(total);
    let form_sheet = FormSheet {
        form: &total.form,
        present: total.present.clone(),
        heading: heading(consolidation),
        rows: rows.collect(),
        beside: Vec::new(),
        below: Vec::new(),
        folded: folded.clone(),
        notes: footnotes(explained.notes(index)),
    };
    let drawn = form_sheet::draw(sheet, &form_sheet, styles)?;
    for note in explained.notes(index) {
        form_sheet::mark(sheet, &form_sheet, (note.row, note.column), &note.text, styles)?;
    }
    let columns = total.present.iter().filter(|present| **present).count();
    let last = u16::try_from(columns).unwrap_or(u16::MAX) - 1;
    let bottom = sign(sheet, drawn.end, last, consolidation, styles)?;
    form_sheet::set_page(sheet, &form_sheet, &drawn, bottom)?;
    sheet.set_print_area(0, 0, bottom, last)?;
    beside(sheet, last, (index, total), &folded, explained, styles)?;
    if total.form.sparse || folded.len() == total.rows.len() {
        // it quotes a report, or nobody filled it: there is nothing to sign
        paper::leave_out(sheet, last + 1)?;
    }
    Ok(())
}

/// How many notes stand below a table in full; all stand where the totals are explained.
const NOTES: usize = 8;

/// What is printed below a table about totals that do not agree: every cell that is marked has its word.
fn footnotes(notes: &[AgreementNote]) -> Vec<String> {
    let texts = agreement::texts(notes);
    let more = texts.len().saturating_sub(NOTES);
    // a single one that is left takes no more room than the words for it
    let more = if more == 1 { 0 } else { more };
    let (full, rest) = texts.split_at(texts.len() - more);
    let mut lines: Vec<String> = full.iter().map(|text| format!("* {text}")).collect();
    if !rest.is_empty() {
        let places = rest.iter().map(|text| text.split_once(": ").map_or(text.as_str(), |(place, _)| place));
        lines.push(format!("* Cũng chưa khớp: {}.", places.collect::<Vec<_>>().join("; ")));
    }
    lines
}

/// The heading of a consolidated form.
pub(super) fn heading(consolidation: &Consolidation) -> Heading {
    let receiver = consolidation.round.receiver.as_deref();
    Heading {
        right: [format!("Đơn vị báo cáo: {}", receiver.unwrap_or("…")), "Đơn vị nhận báo cáo: …".to_owned()],
        period: consolidation.round.period,
        mark: consolidation.mixed_periods.then(|| capital(MIXED_PERIODS)),
        attached: Some(receiver.unwrap_or("…").to_owned()),
    }
}

/// The height of what [`draw_heading`] draws, in points.
pub(super) const HEADING: u32 = 158;

/// Draws what stands above the table of a sheet that is printed and whose columns are not the form's: the form and the
/// unit, in blocks that meet at a column, the title and the period; gives the first row of the table.
pub(super) fn draw_heading(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    total: &FormTotal,
    title: &str,
    [middle, last]: [u16; 2],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let heading = heading(consolidation);
    sheet.merge_range(0, 0, 0, middle - 1, &total.form.short, &styles.left.clone().set_bold())?;
    sheet.merge_range(0, middle, 0, last, &heading.right[0], &styles.right)?;
    sheet.merge_range(1, 0, 1, middle - 1, total.form.printed_basis(), &styles.left.clone().set_italic())?;
    sheet.merge_range(1, middle, 1, last, &heading.right[1], &styles.right)?;
    sheet.set_row_height(0, 18)?.set_row_height(1, 50)?;
    sheet.merge_range(3, 0, 3, last, &title.to_uppercase(), &styles.title)?;
    let period = heading.period.map_or_else(String::new, |period| format!("(Kỳ báo cáo: {period})"));
    sheet.merge_range(4, 0, 4, last, &period, &styles.period)?;
    let attached = heading.attached.as_deref().map(form_sheet::attached).unwrap_or_default();
    match &heading.mark {
        Some(mark) => sheet.merge_range(5, 0, 5, last, mark, &styles.mark)?,
        None => sheet.merge_range(5, 0, 5, last, &attached, &styles.period)?,
    };
    Ok(7)
}

/// Who made and who signs a consolidated form; gives the last row.
pub(super) fn sign(
    sheet: &mut Worksheet,
    at: u32,
    last: u16,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let receiver = match_key(consolidation.round.receiver.as_deref().unwrap_or_default());
    let is_committee = ["UBND", "Ủy ban nhân dân"].iter().any(|name| receiver.starts_with(&match_key(name)));
    let signatures = Signatures {
        date: "……………, ngày … tháng … năm 20…",
        made: ["NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"],
        signed: if is_committee {
            ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
        } else {
            ["THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu, ghi rõ họ tên)"]
        },
    };
    let format = styles.text.clone().set_align(FormatAlign::Center).set_bold().set_text_wrap();
    form_sheet::sign(sheet, at, last, &signatures, &format)
}

/// What stands beside the page: the way to who is in these totals, and how many rows are folded away.
fn beside(
    sheet: &mut Worksheet,
    last: u16,
    (index, total): (usize, &FormTotal),
    folded: &BTreeSet<usize>,
    explained: &Explained,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let at = last + 2;
    sheet.set_column_width(last + 1, 2)?.set_column_width(at, 44)?;
    let link = CellValue::Link("Đơn vị nào có, đơn vị nào thiếu".to_owned(), explained.cell_of(index));
    let format = styles.text.clone().set_text_wrap();
    put(sheet, 0, at, &link, &format)?;
    if !folded.is_empty() {
        let out = folded.iter().filter(|row| is_out_of_scope(&total.rows[**row])).count();
        let counts = [
            (folded.len() - out, "chỉ tiêu chưa đơn vị nào có số liệu"),
            (out, "chỉ tiêu không thuộc phạm vi báo cáo của các đơn vị"),
        ];
        let said =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        let said = said.collect::<Vec<_>>().join(" và ");
        let text = format!("{said} được gấp lại; bấm dấu + ở lề trái để mở.");
        sheet.write_string_with_format(1, at, text, &format)?;
    }
    Ok(())
}

/// Whether a row concerns none of the units that owe the form.
fn is_out_of_scope(row: &ConsolidatedRow) -> bool {
    let mut cells = row.cells.iter().flatten().peekable();
    cells.peek().is_some() && cells.all(|cell| matches!(cell.total, Total::OutOfScope))
}

/// The rows in which no unit has anything, and headings with only such rows under them.
fn unfilled(total: &FormTotal) -> BTreeSet<usize> {
    let own: Vec<bool> = total.rows.iter().map(is_filled).collect();
    (0..total.rows.len()).filter(|&at| !has_filled(total, &own, at)).collect()
}

fn is_filled(row: &ConsolidatedRow) -> bool {
    row.cells.iter().flatten().any(|cell| cell.given > 0)
}

/// Whether a row or any below it is filled.
fn has_filled(total: &FormTotal, own: &[bool], at: usize) -> bool {
    let Role::Fixed(index) = total.rows[at].role else { return own[at] };
    own[at] || total.form.rows_under(index).iter().any(|&under| has_filled(total, own, under))
}

fn total_cells(total: &FormTotal, index: usize, at: usize, by_unit: &ByUnit<'_>) -> Vec<CellValue> {
    let (form, row) = (&total.form, &total.rows[at]);
    let printed = row.role.fixed().map(|index| &form.fixed_rows()[index]);
    (0..form.columns.len())
        .map(|column| match (&form.columns[column].holds, &row.cells[column]) {
            // lines that units added are numbered as they come
            (Holds::Code, _) if row.role == Role::Open => CellValue::Text((at + 1).to_string()),
            (Holds::Code, _) => {
                printed.and_then(|row| row.code.clone()).map_or(CellValue::Empty, CellValue::Text)
            }
            (Holds::Label, _) => CellValue::Text(row.label.clone()),
            (Holds::Measure, _) => {
                printed.and_then(|row| row.measured_in.clone()).map_or(CellValue::Empty, CellValue::Text)
            }
            (_, Some(_)) if is_left_out(total, row, column) => CellValue::Empty,
            (_, Some(_)) => by_unit.printed(index, at, column),
            (_, None) => CellValue::Empty,
        })
        .collect()
}
