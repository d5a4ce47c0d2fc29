//! Draws a form on a sheet, in the layout of [`phuluc_grid::sheet_layout`].
//!
//! It takes a form with the value of each cell. It draws the heading, the header, the rows and the signatures, and
//! sets up the page. Blanks and totals share it.

use super::measure::Letters;
use super::paper::PrintedRow;
use super::style::{self, Styles};
use super::{FormSheet, Look, measure, paper, put, write};
use phuluc_form::{Form, Holds, Kind};
use phuluc_grid::{CellValue, HEADING_ROWS, SheetLayout};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// The width in characters that a block needs to show a unit's name in one line.
const ONE_LINE: u32 = 56;
/// The height of an empty row, in points.
const SPACE: u32 = 6;
/// The height of a row with one line, in points.
const ONE_ROW: u32 = 15;

/// The extent of a form that was drawn.
pub(super) struct Drawn {
    /// The first row below the form.
    pub end: u32,
    /// The first row below its table and notes.
    below: u32,
    /// Its rows, without those that are folded away. The lines above the table are one row.
    rows: Vec<PrintedRow>,
    /// The height of the header, which every page repeats. It is also in the second of `rows`.
    head: u32,
}

/// Draws a form.
pub(super) fn draw(
    sheet: &mut Worksheet,
    form_sheet: &FormSheet<'_>,
    styles: &Styles,
) -> Result<Drawn, XlsxError> {
    let FormSheet { form, present, rows, beside, below, notes, .. } = form_sheet;
    let layout = SheetLayout::new(form, |column| present[column]);
    let widths = widths(form_sheet, &layout);
    let width = column(layout.columns.len());
    for (sheet_column, width) in (0..).zip(&widths) {
        sheet.set_column_width(sheet_column, *width)?;
    }
    let heading = draw_heading(sheet, form_sheet, &widths, styles)?;
    let head = draw_header(sheet, &layout, &widths, styles)?;
    let mut printed = vec![
        PrintedRow { row: 0, high: heading, leads: true },
        PrintedRow { row: HEADING_ROWS, high: head, leads: true },
    ];

    let mut at = layout.body;
    for (sheet_column, (label, _)) in (width..).zip(beside) {
        if HEADING_ROWS + 1 == layout.body {
            sheet.write_string_with_format(HEADING_ROWS, sheet_column, label, &styles.header)?;
        } else {
            let bottom = layout.body - 1;
            sheet.merge_range(HEADING_ROWS, sheet_column, bottom, sheet_column, label, &styles.header)?;
        }
    }
    for (index, row) in rows.iter().enumerate() {
        for (sheet_column, &form_column) in (0..).zip(&layout.columns) {
            let value = &row.cells[form_column];
            let format = format(form, form_column, row.look, styles);
            let is_figures = matches!(form.columns[form_column].holds, Holds::Value(_) | Holds::ByRow);
            // words in place of a figure are centred, because nobody adds them up
            let format = if is_figures && is_words(value) {
                format.set_align(FormatAlign::Center).set_indent(0)
            } else {
                format
            };
            put(sheet, at, sheet_column, value, &format)?;
        }
        for (sheet_column, (_, values)) in (width..).zip(beside) {
            let value = values.get(index).unwrap_or(&CellValue::Empty);
            put(sheet, at, sheet_column, value, &looking(&styles.label, row.look))?;
        }
        let texts = layout.columns.iter().map(|&column| row.cells[column].text());
        let letters = if matches!(row.look, Look::Plain) { Letters::Plain } else { Letters::Bold };
        let high = style::height_of(texts.zip(widths.iter().copied()), letters);
        sheet.set_row_height(at, high)?;
        if !form_sheet.folded.contains(&index) {
            printed.push(PrintedRow { row: at, high, leads: matches!(row.look, Look::Heading) });
        }
        at += 1;
    }
    fold(sheet, layout.body, &form_sheet.folded)?;
    let last = column(widths.len()) - 1;
    let all: u32 = widths.iter().sum();
    for note in notes {
        let format = styles.text.clone().set_italic().set_text_wrap().set_align(FormatAlign::Top);
        sheet.merge_range(at, 0, at, last, note, &format)?;
        let high = style::height([(note.as_str(), all)]);
        sheet.set_row_height(at, high)?;
        printed.push(PrintedRow { row: at, high, leads: false });
        at += 1;
    }
    // every page repeats the header, so the last one gets a row of the table above its signatures
    for row in printed.iter_mut().rev().take(notes.len() + 1) {
        row.leads = true;
    }
    let under = at;
    at += 1;
    for line in below {
        for (sheet_column, value) in (0..).zip(line).filter(|(_, value)| **value != CellValue::Empty) {
            put(sheet, at, sheet_column, value, &styles.text)?;
        }
        at += 1;
    }
    sheet.set_repeat_rows(HEADING_ROWS, layout.body - 1)?;
    sheet.set_freeze_panes(layout.body, column(label_column(form, &layout)) + 1)?;
    Ok(Drawn { end: at, below: under, rows: printed, head })
}

/// Whether a value is words, or a formula whose result is words.
fn is_words(value: &CellValue) -> bool {
    match value {
        CellValue::Text(_) | CellValue::State(_) => true,
        CellValue::Formula(_, result) => is_words(result),
        CellValue::Empty | CellValue::Number(_) | CellValue::Percent(_) | CellValue::Link(..) => false,
    }
}

/// Marks a figure of a form that was drawn, with a note that tells why.
pub(super) fn mark(
    sheet: &mut Worksheet,
    form_sheet: &FormSheet<'_>,
    (row, form_column): (usize, usize),
    why: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let layout = SheetLayout::new(form_sheet.form, |column| form_sheet.present[column]);
    let Some(place) = layout.columns.iter().position(|&column| column == form_column) else { return Ok(()) };
    let (line, sheet_column) = (&form_sheet.rows[row], column(place));
    let at = layout.body + u32::try_from(row).unwrap_or(u32::MAX);
    let value = &line.cells[form_column];
    let shown = match value {
        CellValue::Percent(_) => "0.00",
        CellValue::Formula(_, result) if matches!(**result, CellValue::Percent(_)) => "0.00",
        CellValue::Number(figure) if figure.normalize().scale() > 0 => "#,##0.##",
        _ => "#,##0",
    };
    let format = format(form_sheet.form, form_column, line.look, styles);
    let format = format.set_num_format(format!("{shown}\"*\"")).set_bold().set_font_color("#C00000");
    write(sheet, at, sheet_column, value, &format)?;
    let lines = u32::try_from(why.chars().count() / 48 + 2).unwrap_or(u32::MAX).clamp(3, 20);
    let note = crate::note(why).set_author("phuluc");
    sheet.insert_note(at, sheet_column, &note.set_width(340).set_height(lines * 18))?;
    Ok(())
}

/// Sets up the page of a form's sheet. `bottom` is the last row of its signatures.
pub(super) fn set_page(
    sheet: &mut Worksheet,
    form_sheet: &FormSheet<'_>,
    drawn: &Drawn,
    bottom: u32,
) -> Result<(), XlsxError> {
    let layout = SheetLayout::new(form_sheet.form, |column| form_sheet.present[column]);
    // the block of signatures counts as one row, because it stays on one page
    let high = (bottom.saturating_sub(drawn.below) + 1) * ONE_ROW;
    let signed = PrintedRow { row: drawn.below, high, leads: false };
    let rows = drawn.rows.iter().copied().chain([signed]).collect::<Vec<_>>();
    paper::official_of(sheet, &widths(form_sheet, &layout), &rows, drawn.head)?;
    Ok(())
}

/// Folds rows away. Neighbouring rows form one group.
fn fold(sheet: &mut Worksheet, top: u32, folded: &BTreeSet<usize>) -> Result<(), XlsxError> {
    let folded: Vec<u32> = folded.iter().filter_map(|row| u32::try_from(*row).ok()).collect();
    for run in folded.chunk_by(|a, b| a + 1 == *b) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            sheet.group_rows_collapsed(top + first, top + last)?;
        }
    }
    Ok(())
}

/// The signatures below a form: the preparer's lines, of which the second is in brackets, and the head's.
pub(super) struct Signatures<'s> {
    /// The line of place and date.
    pub date: &'s str,
    pub made: [&'s str; 2],
    pub signed: [&'s str; 2],
}

/// Draws the signatures from row `at` on. `last` is the last column. Gives the last row, with room to sign.
pub(super) fn sign(
    sheet: &mut Worksheet,
    at: u32,
    last: u16,
    signatures: &Signatures<'_>,
    format: &Format,
) -> Result<u32, XlsxError> {
    // the left block begins in the first column, from which no form reads names
    let right = right_block(last);
    let left = 1.min(right - 1);
    let italic = format.clone().set_italic().unset_bold();
    across(sheet, at, [right, last], signatures.date, &italic)?;
    for (index, row) in (at + 1..).take(2).enumerate() {
        let made = if index == 0 { format } else { &italic };
        across(sheet, row, [0, left], signatures.made[index], made)?;
        let signed = signatures.signed[index];
        let format = if signed.starts_with('(') { &italic } else { format };
        across(sheet, row, [right, last], signed, format)?;
    }
    // leave room for stamp and signature
    Ok(at + 5)
}

/// The first column of the block at the right of the heading, on a sheet with the last column `last`.
pub(super) const fn right_block(last: u16) -> u16 {
    match last {
        0 | 1 => 1,
        2..=6 => 2,
        _ => 4,
    }
}

/// Writes a text across columns of a row. To Excel a single column is no range to merge.
pub(super) fn across(
    sheet: &mut Worksheet,
    row: u32,
    [left, right]: [u16; 2],
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if left == right {
        sheet.write_string_with_format(row, left, text, format)?;
    } else {
        sheet.merge_range(row, left, row, right, text, format)?;
    }
    Ok(())
}

/// Draws the lines above the table. Gives their height.
fn draw_heading(
    sheet: &mut Worksheet,
    form_sheet: &FormSheet<'_>,
    widths: &[u32],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let (form, heading) = (form_sheet.form, &form_sheet.heading);
    let last = column(widths.len()) - 1;
    // the code stands above the label column, the unit above the others
    let left = right_block(last) - 1;
    let code = form.code.as_ref().map_or_else(|| form.short.clone(), |code| format!("Biểu số {code}"));
    across(sheet, 0, [0, left], &code, &styles.left.clone().set_bold())?;
    across(sheet, 0, [left + 1, last], &heading.right[0], &styles.right)?;
    across(sheet, 1, [0, left], form.printed_basis(), &styles.left.clone().set_italic())?;
    across(sheet, 1, [left + 1, last], &heading.right[1], &styles.right)?;
    // the unit's name is often typed in later, and may need two lines
    let (left_width, right_width) = widths.split_at(usize::from(left) + 1);
    let [left_width, right_width]: [u32; 2] = [left_width, right_width].map(|widths| widths.iter().sum());
    let unit = if right_width < ONE_LINE { 34 } else { 18 };
    let texts = [(form.printed_basis(), left_width), (heading.right[1].as_str(), right_width)];
    let basis = style::height(texts).max(34);
    sheet.set_row_height(0, unit)?;
    sheet.set_row_height(1, basis)?;
    sheet.merge_range(3, 0, 3, last, &form.title.to_uppercase(), &styles.title)?;
    let lines = measure::lines(&form.title.to_uppercase(), widths.iter().sum(), Letters::Title);
    let title = lines.clamp(1, 6) * 19;
    sheet.set_row_height(3, title)?;
    let period = heading.period.map_or_else(String::new, |period| format!("(Kỳ báo cáo: {period})"));
    sheet.merge_range(4, 0, 4, last, &period, &styles.period)?;
    match (&heading.mark, &heading.attached) {
        (Some(mark), _) => sheet.merge_range(5, 0, 5, last, mark, &styles.mark)?,
        (None, Some(whose)) => sheet.merge_range(5, 0, 5, last, &attached(whose), &styles.period)?,
        (None, None) => sheet.merge_range(5, 0, 5, last, "", &styles.mark)?,
    };
    let measured = if let Some(measure) = &form.measure {
        sheet.merge_range(6, 0, 6, last, &format!("Đơn vị tính: {measure}"), &styles.measure)?;
        ONE_ROW
    } else {
        // a little space above the table
        sheet.set_row_height(6, SPACE)?;
        SPACE
    };
    sheet.set_row_height(2, SPACE)?;
    Ok(unit + basis + title + 2 * ONE_ROW + SPACE + measured)
}

/// The line that says that the form is attached to a report, with number and date left open.
pub(super) fn attached(whose: &str) -> String {
    format!("(Kèm theo Báo cáo số …/BC-… ngày … tháng … năm … của {whose})")
}

/// Draws the header of the table. Gives its height.
fn draw_header(
    sheet: &mut Worksheet,
    layout: &SheetLayout,
    widths: &[u32],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let bottom = layout.numbers.unwrap_or(layout.body) - 1;
    let mut head = 0;
    for row in HEADING_ROWS..=bottom {
        let of_row = layout.header.iter().filter(|(from, to, _)| from.row == row && to.row == row);
        let texts = of_row.map(|(from, to, label)| {
            (label.as_str(), widths[from.column as usize..=to.column as usize].iter().sum::<u32>())
        });
        let height = style::height_of(texts, Letters::Bold);
        let height = if row == bottom { height.max(34) } else { height };
        sheet.set_row_height(row, height)?;
        head += height;
    }
    for (from, to, label) in &layout.header {
        let (left, right) = (column_u32(from.column), column_u32(to.column));
        if from == to {
            sheet.write_string_with_format(from.row, left, label, &styles.header)?;
        } else {
            sheet.merge_range(from.row, left, to.row, right, label, &styles.header)?;
        }
    }
    let width = column(layout.columns.len());
    if let Some(numbers) = layout.numbers {
        for number in 0..width {
            let text = format!("({})", number + 1);
            sheet.write_string_with_format(numbers, number, &text, &styles.numbers)?;
        }
    }
    Ok(head + if layout.numbers.is_some() { ONE_ROW } else { 0 })
}

/// The width that an empty column of notes lends to the figures beside it.
const LENT: u32 = 8;

/// The widths of the columns, in characters. If words stand in place of figures and all notes are empty, the figures
/// get some of the notes' width.
fn widths(form_sheet: &FormSheet<'_>, layout: &SheetLayout) -> Vec<u32> {
    let FormSheet { form, rows, .. } = form_sheet;
    let mut widths = usual_widths(form, layout);
    let place = |of: &dyn Fn(&Holds) -> bool| {
        layout.columns.iter().position(|&column| of(&form.columns[column].holds))
    };
    let notes = place(&|holds| matches!(holds, Holds::Note));
    let Some((notes, figures)) = notes.zip(place(&|holds| matches!(holds, Holds::ByRow))) else {
        return widths;
    };
    let cells = |place: usize| rows.iter().map(move |row| &row.cells[layout.columns[place]]);
    let is_free = cells(notes).all(|cell| *cell == CellValue::Empty);
    let longest = cells(figures).filter(|cell| is_words(cell)).map(|cell| cell.text().chars().count()).max();
    if is_free && longest.is_some_and(|longest| longest > widths[figures] as usize) {
        widths[notes] -= LENT;
        widths[figures] += LENT;
    }
    widths
}

fn usual_widths(form: &Form, layout: &SheetLayout) -> Vec<u32> {
    let many = layout.columns.len() > 8;
    let own = layout.columns.iter().map(|&column| match form.columns[column].holds {
        Holds::Code => 7,
        Holds::Label if many => 30,
        Holds::Label => 38,
        Holds::Measure => 13,
        Holds::Value(Kind::Document) => 60,
        Holds::Note | Holds::Value(Kind::Text) => 22,
        // a form with few columns needs width for the unit and the signatures
        Holds::Value(_) | Holds::ByRow if layout.columns.len() < 5 => 20,
        Holds::Value(_) | Holds::ByRow if many => 11,
        Holds::Value(_) | Holds::ByRow => 16,
    });
    own.collect()
}

fn format(form: &Form, form_column: usize, look: Look, styles: &Styles) -> Format {
    let base = match &form.columns[form_column].holds {
        Holds::Code | Holds::Measure => &styles.label.clone().set_align(FormatAlign::Center).set_indent(0),
        Holds::Label | Holds::Note | Holds::Value(Kind::Text | Kind::Document) => &styles.label,
        Holds::Value(_) | Holds::ByRow => &styles.value,
    };
    looking(base, look)
}

/// The format with a row's look.
fn looking(base: &Format, look: Look) -> Format {
    match look {
        Look::Plain => base.clone(),
        Look::Heading => base.clone().set_bold(),
        Look::Total => base.clone().set_bold().set_background_color("#F2F2F2"),
    }
}

fn label_column(form: &Form, layout: &SheetLayout) -> usize {
    let label = form.column_holding(&Holds::Label);
    layout.columns.iter().position(|&column| Some(column) == label).unwrap_or(0)
}

fn column(n: usize) -> u16 {
    u16::try_from(n).expect("a form has fewer columns than a sheet")
}

fn column_u32(n: u32) -> u16 {
    u16::try_from(n).expect("a form has fewer columns than a sheet")
}
