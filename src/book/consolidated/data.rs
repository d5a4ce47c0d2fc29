//! The sheet “Dữ liệu”: every value as read, one a line, in a real Excel table for Power Query and filters.
//!
//! One table a form when they do not fit on one sheet together.

use super::{DATA, draw_title};
use crate::answer::{Answer, State};
use crate::book::style::{self, Styles};
use crate::book::{WriteError, float};
use crate::consolidate::{Consolidation, Member};
use crate::form::FormId;
use crate::ledger::{Head, Line};
use crate::report::FileReport;
use crate::submission::{Entry, FilledForm};
use crate::words;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

/// The columns of the table.
pub(crate) const HEADS: [Head; 15] = [
    Head { label: "Đơn vị", width: 20, required: true },
    Head { label: "Biểu", width: 16, required: true },
    Head { label: "Mục, dòng", width: 10, required: true },
    Head { label: "Chỉ tiêu", width: 44, required: true },
    Head { label: "Cột", width: 20, required: true },
    Head { label: "Trạng thái", width: 16, required: true },
    Head { label: "Giá trị", width: 14, required: true },
    Head { label: "Ghi trong tệp", width: 20, required: true },
    Head { label: "Cộng vào tổng", width: 9, required: false },
    Head { label: "Tệp", width: 28, required: true },
    Head { label: "Trang tính", width: 16, required: true },
    Head { label: "Ô", width: 8, required: true },
    Head { label: "SHA-256", width: 30, required: false },
    Head { label: "STT đơn vị", width: 8, required: true },
    Head { label: "STT", width: 8, required: true },
];
/// Of these, the figure's.
const VALUE: u16 = 6;
/// Of these, those behind the texts: the unit's number in the sources, and the line's own.
const NUMBERS: [u16; 2] = [13, 14];
/// The state of a blank that is not asked of the unit.
pub(crate) const OUT_OF_SCOPE: &str = "không thuộc phạm vi";
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
    unit: usize,
    member: &'c Member,
    report: &'c FileReport,
    filled: &'c FilledForm,
    row: usize,
    column: usize,
}

/// The values of one form or of all: every place that takes an answer, and whatever stands elsewhere.
fn values<'c>(consolidation: &'c Consolidation, form: Option<&'c FormId>) -> impl Iterator<Item = Value<'c>> {
    let members = consolidation.members.iter().enumerate();
    let reports =
        members.flat_map(|(unit, member)| member.reports.iter().map(move |report| (unit, member, report)));
    let forms = reports.flat_map(|(unit, member, report)| {
        let forms = report.submission.iter().flat_map(|submission| &submission.forms);
        forms.map(move |filled| (unit, member, report, filled))
    });
    let wanted = forms.filter(move |(.., filled)| form.is_none_or(|form| filled.form.id == *form));
    wanted.flat_map(|(unit, member, report, filled)| {
        places(filled).map(move |(row, column)| Value { unit, member, report, filled, row, column })
    })
}

/// The places of a form that have a line: all that take an answer, and whatever stands elsewhere.
fn places(filled: &FilledForm) -> impl Iterator<Item = (usize, usize)> {
    let columns = filled.form.columns.len();
    let places = (0..filled.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)));
    places.filter(|&(row, column)| {
        let takes_one = filled.present[column] && filled.kind(row, column).is_some();
        takes_one || filled.rows[row].entries[column].answer.is_given()
    })
}

/// How many lines a report has.
pub(super) fn count(report: &FileReport) -> usize {
    let forms = report.submission.iter().flat_map(|submission| &submission.forms);
    forms.map(|filled| places(filled).count()).sum()
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
    for (column, head) in (0..).zip(HEADS) {
        sheet.set_column_width(column, head.width)?;
    }
    let mut at = TOP;
    for value in values(consolidation, form) {
        at += 1;
        draw_value(sheet, at, &value)?;
    }
    let columns: Vec<TableColumn> =
        HEADS.iter().map(|head| TableColumn::new().set_header(head.label)).collect();
    let table = Table::new().set_name(table).set_columns(&columns).set_style(TableStyle::Light9);
    let right = u16::try_from(HEADS.len() - 1).unwrap_or(u16::MAX);
    // a table has at least one line
    sheet.add_table(TOP, 0, at.max(TOP + 1), right, &table)?;
    sheet.set_freeze_panes(TOP + 1, 1)?;
    sheet.set_repeat_rows(TOP, TOP)?;
    style::page(sheet, true);
    Ok(())
}

fn draw_value(sheet: &mut Worksheet, at: u32, value: &Value<'_>) -> Result<(), XlsxError> {
    let Value { unit, member, report, filled, row, column } = value;
    let filled_row = &filled.rows[*row];
    let entry = &filled_row.entries[*column];
    let level = report.submission.as_ref().and_then(|submission| submission.level).or(member.unit.level);
    let cell = entry.at.map(|at| at.to_string()).unwrap_or_default();
    let texts = [
        member.unit.name.as_str(),
        filled.form.id.as_str(),
        filled_row.id.as_str(),
        filled_row.label.as_str(),
        filled.form.columns[*column].id.as_str(),
        state(entry, filled.is_out_of_scope(*row, level)),
        "",
        entry.raw.as_str(),
        if member.included { "có" } else { "không" },
        report.path.as_str(),
        filled.sheet.as_str(),
        cell.as_str(),
        report.sha256.as_deref().unwrap_or_default(),
    ];
    for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(at, column, clipped(text))?;
    }
    if let Answer::Number(figure) = &entry.answer {
        sheet.write_number(at, VALUE, float(figure.value))?;
    }
    for (column, number) in NUMBERS.into_iter().zip([Decimal::from(unit + 1), Decimal::from(at - TOP)]) {
        sheet.write_number(at, column, float(number))?;
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
        State::Blank if out_of_scope => OUT_OF_SCOPE,
        state => words::state(state),
    }
}

/// A line as it is read again one level up.
pub(crate) struct Datum {
    pub form: String,
    pub row: String,
    pub label: String,
    pub column: String,
    pub state: String,
    pub value: Option<Decimal>,
    pub raw: String,
    pub file: String,
    pub sheet: String,
    pub cell: String,
    /// The unit's number in the sources.
    pub unit: usize,
    /// The line's own, from 1.
    pub number: usize,
}

impl Datum {
    pub fn read(line: &Line<'_>) -> Option<Self> {
        let texts: [String; 15] = std::array::from_fn(|index| line.text(index));
        let [_, form, row, label, column, state, value, raw, _, file, sheet, cell, _, unit, number] = texts;
        let value = if value.is_empty() { None } else { line.figure(VALUE.into()) };
        let (unit, number) = (unit.parse().ok()?, number.parse().ok()?);
        Some(Self { form, row, label, column, state, value, raw, file, sheet, cell, unit, number })
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
