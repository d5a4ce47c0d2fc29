//! The sheet “Dữ liệu”: every value as read, one a line, in a real Excel table for Power Query and filters.
//!
//! One table a form when they do not fit on one sheet together.

use super::{DATA, draw_title};
use crate::answer::{Answer, State};
use crate::book::style::{self, Styles};
use crate::book::{WriteError, float};
use crate::consolidate::{Consolidation, Member};
use crate::form::FormId;
use crate::report::FileReport;
use crate::submission::{Entry, FilledForm};
use crate::words;
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

/// The columns of the table.
const COLUMNS: [(&str, u32); 13] = [
    ("Đơn vị", 20),
    ("Biểu", 16),
    ("Mục, dòng", 10),
    ("Chỉ tiêu", 44),
    ("Cột", 20),
    ("Trạng thái", 16),
    ("Giá trị", 14),
    ("Ghi trong tệp", 20),
    ("Cộng vào tổng", 9),
    ("Tệp", 28),
    ("Trang tính", 16),
    ("Ô", 8),
    ("SHA-256", 30),
];
/// The line of the table's header.
const TOP: u32 = 4;
/// How many values one sheet holds below title and header, with room for a few more by hand.
const MOST: usize = 1_048_000;

/// Draws one table of all values, or one a form.
pub(super) fn draw(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<(), WriteError> {
    draw_within(book, consolidation, styles, MOST)
}

fn draw_within(
    book: &mut Workbook,
    consolidation: &Consolidation,
    styles: &Styles,
    most: usize,
) -> Result<(), WriteError> {
    if values(consolidation, None).count() <= most {
        draw_table(book, consolidation, None, DATA, "tblDuLieu", styles)?;
        return Ok(());
    }
    let mut forms: Vec<&FormId> = consolidation.forms.iter().map(|total| &total.form.id).collect();
    forms.dedup();
    for form in forms {
        let count = values(consolidation, Some(form)).count();
        if count > most {
            return Err(WriteError::TooManyValues { form: form.to_string(), count });
        }
        // a sheet's name holds 31 characters
        let name: String = format!("{DATA} {form}").chars().take(31).collect();
        let table = format!("tblDuLieu_{}", form.as_str().replace('-', "_"));
        draw_table(book, consolidation, Some(form), &name, &table, styles)?;
    }
    Ok(())
}

/// A value with where it comes from.
struct Value<'c> {
    member: &'c Member,
    report: &'c FileReport,
    filled: &'c FilledForm,
    row: usize,
    column: usize,
}

/// The values of one form or of all: every place that takes an answer, and whatever stands elsewhere.
fn values<'c>(consolidation: &'c Consolidation, form: Option<&'c FormId>) -> impl Iterator<Item = Value<'c>> {
    let reports = consolidation
        .members
        .iter()
        .flat_map(|member| member.reports.iter().map(move |report| (member, report)));
    let forms = reports.flat_map(|(member, report)| {
        let forms = report.submission.iter().flat_map(|submission| &submission.forms);
        forms.map(move |filled| (member, report, filled))
    });
    let wanted = forms.filter(move |(.., filled)| form.is_none_or(|form| filled.form.id == *form));
    wanted.flat_map(|(member, report, filled)| {
        let columns = filled.form.columns.len();
        let places =
            (0..filled.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)));
        let is_value = |&(row, column): &(usize, usize)| {
            let takes_one = filled.present[column] && filled.kind(row, column).is_some();
            takes_one || filled.rows[row].entries[column].answer.is_given()
        };
        places.filter(is_value).map(move |(row, column)| Value { member, report, filled, row, column })
    })
}

fn draw_table(
    book: &mut Workbook,
    consolidation: &Consolidation,
    form: Option<&FormId>,
    name: &str,
    table: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    draw_title(sheet, "Dữ liệu của các đơn vị", consolidation, styles)?;
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    let mut at = TOP;
    for value in values(consolidation, form) {
        at += 1;
        draw_value(sheet, at, &value)?;
    }
    let columns: Vec<TableColumn> =
        COLUMNS.iter().map(|(label, _)| TableColumn::new().set_header(*label)).collect();
    let table = Table::new().set_name(table).set_columns(&columns).set_style(TableStyle::Light9);
    let right = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    // a table has at least one line
    sheet.add_table(TOP, 0, at.max(TOP + 1), right, &table)?;
    sheet.set_freeze_panes(TOP + 1, 1)?;
    sheet.set_repeat_rows(TOP, TOP)?;
    style::page(sheet, true);
    Ok(())
}

fn draw_value(sheet: &mut Worksheet, at: u32, value: &Value<'_>) -> Result<(), XlsxError> {
    let Value { member, report, filled, row, column } = value;
    let filled_row = &filled.rows[*row];
    let entry = &filled_row.entries[*column];
    let level = report.submission.as_ref().and_then(|submission| submission.level).or(member.unit.level);
    let cell = entry.at.map(|at| at.to_string()).unwrap_or_default();
    let texts = [
        (0, member.unit.name.as_str()),
        (1, filled.form.id.as_str()),
        (2, filled_row.id.as_str()),
        (3, filled_row.label.as_str()),
        (4, filled.form.columns[*column].id.as_str()),
        (5, state(entry, filled.is_out_of_scope(*row, level))),
        (7, entry.raw.as_str()),
        (8, if member.included { "có" } else { "không" }),
        (9, report.path.as_str()),
        (10, filled.sheet.as_str()),
        (11, cell.as_str()),
        (12, report.sha256.as_deref().unwrap_or_default()),
    ];
    for (column, text) in texts {
        if !text.is_empty() {
            sheet.write_string(at, column, clipped(text))?;
        }
    }
    if let Answer::Number(figure) = &entry.answer {
        sheet.write_number(at, 6, float(figure.value))?;
    }
    Ok(())
}

/// A cell of Excel holds 32,767 characters.
fn clipped(text: &str) -> &str {
    text.char_indices().nth(32_767).map_or(text, |(end, _)| &text[..end])
}

/// One of the states of a place, in words.
const fn state(entry: &Entry, out_of_scope: bool) -> &'static str {
    match entry.answer.state() {
        State::Blank if out_of_scope => "không thuộc phạm vi",
        state => words::state(state),
    }
}

#[cfg(test)]
mod tests {
    use super::clipped;

    #[test]
    fn texts_are_cut_to_what_a_cell_holds() {
        assert_eq!(clipped("chưa nhập"), "chưa nhập");
        assert_eq!(clipped(&"ệ".repeat(40_000)).chars().count(), 32_767);
    }
}
