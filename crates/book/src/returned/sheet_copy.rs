//! Draws a sender's sheet anew, with every cell at its place, in our formats and with marks.
//!
//! The reader keeps the cells of a workbook but not its formats, so the formats are ours. Formulas that can be
//! recalculated stay; others come back as their results.

use super::cell_note;
use super::material::Marks;
use crate::style::Styles;
use crate::{fitting, float, paper, style};
use phuluc_check::FilledForm;
use phuluc_form::{Holds, Kind, Severity};
use phuluc_grid::{At, Cell, Content, Recalculator, Sheet};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The most merged ranges that are kept; no form has as many.
const MOST_MERGES: usize = 2_000;
/// The number of rows and columns behind the last cell in which merged ranges are kept.
const NEAR: u32 = 100;

/// The place of a form on a sheet.
struct FormOnSheet<'f> {
    form: &'f FilledForm,
    /// The first row of the header.
    top: u32,
    /// The first row below the header.
    body: u32,
    bottom: u32,
    /// The sheet columns with the form's columns.
    columns: BTreeMap<u32, usize>,
}

/// Draws a sheet of a workbook that has the sheets `sheets`. `keeps_names` says whether all of them go back under
/// their names, so that formulas may refer to other sheets.
pub(super) fn draw<'f>(
    worksheet: &mut Worksheet,
    (sheet, sheets): (&Sheet, &[Sheet]),
    keeps_names: bool,
    forms: impl Iterator<Item = &'f FilledForm>,
    marks: &Marks,
) -> Result<(), XlsxError> {
    let styles = Styles::new();
    let recalculator = Recalculator::new(sheets);
    let tables: Vec<FormOnSheet<'_>> = forms.filter_map(|form| FormOnSheet::of(form, &sheet.name)).collect();
    let mut widths: BTreeMap<u32, u32> = BTreeMap::new();
    for table in &tables {
        widths.extend(table.columns.iter().map(|(at, column)| (*at, width(table.form, *column))));
    }
    for (column, width) in &widths {
        worksheet.set_column_width(short(*column), *width)?;
    }
    for (from, to) in apart(sheet) {
        let mut format = format(from, sheet.get(from), &tables, &styles);
        if is_title(from, to, &tables) {
            format = format.set_align(FormatAlign::Center).set_text_wrap();
        }
        worksheet.merge_range(from.row, short(from.column), to.row, short(to.column), "", &format)?;
    }
    let mut heights: BTreeMap<u32, u32> = BTreeMap::new();
    for (at, cell) in sheet.cells() {
        let mark = marks.get(&at);
        let mut format = format(at, Some(cell), &tables, &styles);
        if sheet.merges().iter().any(|(from, to)| *from == at && is_title(*from, *to, &tables)) {
            format = format.set_align(FormatAlign::Center).set_text_wrap();
        }
        let format = marked(format, mark.map(|(severity, _)| *severity));
        let formula = cell.formula.as_ref().filter(|_| recalculator.value(sheet, at).is_some());
        match formula
            .and_then(phuluc_grid::Formula::in_place)
            .filter(|text| keeps_names || !text.contains('!'))
        {
            Some(text) => {
                let written = Formula::new(&*text).set_result(result(cell));
                worksheet.write_formula_with_format(at.row, short(at.column), written, &format)?;
            }
            None => put(worksheet, at, cell, &format)?,
        }
        // the heading runs over the columns beside it, so only cells of a table need the height of their text
        if tables.iter().any(|table| table.holds(at)) {
            let is_merged = sheet.merges().iter().any(|(from, _)| *from == at);
            let width = if is_merged { 60 } else { widths.get(&at.column).copied().unwrap_or(12) };
            let height = style::height([(&*cell.shown(), width)]);
            let most = heights.entry(at.row).or_insert(height);
            *most = (*most).max(height);
        }
    }
    for (row, height) in heights {
        worksheet.set_row_height(row, height)?;
    }
    draw_blanks(worksheet, sheet, &tables, marks, &styles)?;
    for (at, (_, text)) in marks {
        cell_note::insert(worksheet, *at, text)?;
    }
    if let Some(table) = tables.first() {
        paper::official(worksheet, &widths.values().copied().collect::<Vec<_>>());
        worksheet.set_repeat_rows(table.top, table.body.saturating_sub(1))?;
        worksheet.set_freeze_panes(table.body, 0)?;
    }
    worksheet.set_hidden(!sheet.visible);
    Ok(())
}

/// Draws the empty cells of tables with their borders, and marks those where something is missing.
fn draw_blanks(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    tables: &[FormOnSheet<'_>],
    marks: &Marks,
    styles: &Styles,
) -> Result<(), XlsxError> {
    for table in tables {
        for row in table.body..=table.bottom {
            for &column in table.columns.keys() {
                let at = At { row, column };
                if sheet.get(at).is_none() && !is_merged(sheet, at) {
                    let mark = marks.get(&at).map(|(severity, _)| *severity);
                    let format = marked(format(at, None, tables, styles), mark);
                    worksheet.write_blank(row, short(column), &format)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether a cell is in a merged range.
fn is_merged(sheet: &Sheet, at: At) -> bool {
    sheet.merges().iter().any(|(from, to)| {
        (from.row..=to.row).contains(&at.row) && (from.column..=to.column).contains(&at.column)
    })
}

/// Whether a merged range covers the whole width of a table above it, as a title does.
fn is_title(from: At, to: At, tables: &[FormOnSheet<'_>]) -> bool {
    tables.iter().any(|table| {
        let columns = table.columns.first_key_value().zip(table.columns.last_key_value());
        let covers =
            columns.is_some_and(|((first, _), (last, _))| from.column <= *first && *last <= to.column);
        from.row < table.top && covers
    })
}

/// The merged ranges that Excel allows: of more than one cell, and without overlaps.
fn apart(sheet: &Sheet) -> Vec<(At, At)> {
    let columns = sheet.cells().map(|(at, _)| at.column).max().unwrap_or(0);
    // of a column that is merged as a whole only the part near the cells matters
    let last = At { row: sheet.last_row().unwrap_or(0) + NEAR, column: columns + NEAR };
    let within = |to: &At| At { row: to.row.min(last.row), column: to.column.min(last.column) };
    let mut kept: Vec<(At, At)> = Vec::new();
    let merges = sheet.merges().iter().take(MOST_MERGES).map(|(from, to)| (from, within(to)));
    for (from, to) in
        merges.filter(|(from, to)| from.row <= to.row && from.column <= to.column && *from != to)
    {
        let overlaps = kept.iter().any(|(a, b)| {
            a.row <= to.row && from.row <= b.row && a.column <= to.column && from.column <= b.column
        });
        if !overlaps {
            kept.push((*from, to));
        }
    }
    kept
}

impl<'f> FormOnSheet<'f> {
    fn of(form: &'f FilledForm, sheet: &str) -> Option<Self> {
        let mut columns = BTreeMap::new();
        let mut rows = Vec::new();
        for (_, row) in form.rows.iter().enumerate().filter(|(row, _)| form.sheet_of(*row) == sheet) {
            for (column, entry) in row.entries.iter().enumerate() {
                if let Some(at) = entry.at {
                    columns.insert(at.column, column);
                    rows.push(at.row);
                }
            }
        }
        let (body, bottom) = (*rows.iter().min()?, *rows.iter().max()?);
        let header = form.form.header_rows() + usize::from(form.form.column_numbers);
        let top = body.saturating_sub(u32::try_from(header).unwrap_or(0));
        Some(Self { form, top, body, bottom, columns })
    }

    fn holds(&self, at: At) -> bool {
        (self.top..=self.bottom).contains(&at.row) && self.columns.contains_key(&at.column)
    }
}

fn width(form: &FilledForm, column: usize) -> u32 {
    match &form.form.columns[column].holds {
        Holds::Code => 8,
        Holds::Label => 50,
        Holds::Measure => 18,
        Holds::Note => 26,
        Holds::Value(Kind::Text) => 36,
        Holds::ByRow | Holds::Value(_) => 14,
    }
}

fn format(at: At, cell: Option<&Cell>, tables: &[FormOnSheet<'_>], styles: &Styles) -> Format {
    let Some(table) = tables.iter().find(|table| table.holds(at)) else {
        return styles.text.clone();
    };
    if at.row < table.body {
        return styles.header.clone();
    }
    let column = table.columns.get(&at.column).copied();
    let is_figure = column.is_some_and(|column| table.form.form.takes_answers(column));
    let format = if is_figure { styles.value.clone() } else { styles.label.clone() };
    match cell {
        Some(cell) if cell.is_percent() => format.set_num_format("0.00%"),
        Some(Cell { content: Content::Number(value), format: shown, .. })
            if shown.has_percent_sign(*value) =>
        {
            format.set_num_format("0.##\"%\"")
        }
        Some(Cell { content: Content::Date(_), .. }) => format.set_num_format("dd/mm/yyyy"),
        _ => format,
    }
}

/// Marks a format with a thick border and a colour, so that the mark can be seen on paper, too. The note tells the
/// finding.
fn marked(format: Format, severity: Option<Severity>) -> Format {
    let color = match severity {
        None => return format,
        Some(Severity::Error) => "#F8CBAD",
        Some(Severity::Warning) => "#FFE699",
        Some(Severity::Note) => "#DDEBF7",
    };
    format.set_background_color(color).set_border(FormatBorder::Thick)
}

fn put(worksheet: &mut Worksheet, at: At, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    let (row, column) = (at.row, short(at.column));
    match &cell.content {
        Content::Text(_) | Content::Other(_) | Content::Error(_) => {
            let text = cell.shown();
            let format = if text.contains('\n') { format.clone().set_text_wrap() } else { format.clone() };
            worksheet.write_string_with_format(row, column, fitting(&text), &format)?;
        }
        Content::Number(value) => {
            worksheet.write_number_with_format(row, column, float(*value), format)?;
        }
        Content::Date(day) => {
            worksheet.write_number_with_format(row, column, float(*day), format)?;
        }
        Content::NotCalculated => {
            worksheet.write_blank(row, column, format)?;
        }
    }
    Ok(())
}

/// The stored result of a formula.
fn result(cell: &Cell) -> String {
    match &cell.content {
        Content::Number(value) | Content::Date(value) => value.normalize().to_string(),
        Content::NotCalculated => String::new(),
        Content::Text(_) | Content::Other(_) | Content::Error(_) => cell.shown().into_owned(),
    }
}

fn short(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
