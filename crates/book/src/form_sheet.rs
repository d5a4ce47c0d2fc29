//! A form drawn on a sheet, in the places of [`phuluc_grid::sheet_layout`].

use super::style::{self, Styles};
use super::{FormSheet, Look, put};
use phuluc_form::{Form, Holds, Kind};
use phuluc_grid::{CellValue, HEADING_ROWS, SheetLayout};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// The widest table, in characters, that is still legible on an upright page.
const PORTRAIT: u32 = 130;
/// How wide a block is, in characters, that holds the name of a unit in one line.
const ONE_LINE: u32 = 56;

/// Draws a form; gives the first row below it.
pub(super) fn draw(
    sheet: &mut Worksheet,
    form_sheet: &FormSheet<'_>,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let FormSheet { form, present, rows, beside, below, .. } = form_sheet;
    let layout = SheetLayout::new(form, |column| present[column]);
    let width = column(layout.columns.len());
    let widths = widths(form, &layout, beside.len());
    for (sheet_column, width) in (0..).zip(&widths) {
        sheet.set_column_width(sheet_column, *width)?;
    }
    draw_heading(sheet, form_sheet, &widths, styles)?;
    draw_header(sheet, form_sheet, &layout, &widths, styles)?;

    let mut at = layout.body;
    for (index, row) in rows.iter().enumerate() {
        for (sheet_column, &form_column) in (0..).zip(&layout.columns) {
            let format = format(form, form_column, row.look, styles);
            put(sheet, at, sheet_column, &row.cells[form_column], &format)?;
        }
        for (sheet_column, (_, values)) in (width..).zip(beside) {
            let value = values.get(index).unwrap_or(&CellValue::Empty);
            put(sheet, at, sheet_column, value, &looking(&styles.label, row.look))?;
        }
        let own = layout.columns.iter().map(|&column| row.cells[column].text());
        let texts = own.chain(beside.iter().map(|(_, values)| values.get(index).map_or("", CellValue::text)));
        sheet.set_row_height(at, style::height(texts.zip(widths.iter().copied())))?;
        at += 1;
    }
    at += 1;
    for line in below {
        for (sheet_column, value) in (0..).zip(line) {
            if *value != CellValue::Empty {
                put(sheet, at, sheet_column, value, &styles.text)?;
            }
        }
        at += 1;
    }
    style::page(sheet, widths.iter().sum::<u32>() > PORTRAIT);
    sheet.set_repeat_rows(HEADING_ROWS, layout.body - 1)?;
    sheet.set_freeze_panes(layout.body, column(label_column(form, &layout)) + 1)?;
    Ok(at)
}

fn draw_heading(
    sheet: &mut Worksheet,
    form_sheet: &FormSheet<'_>,
    widths: &[u32],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (form, heading) = (form_sheet.form, &form_sheet.heading);
    let last = column(widths.len()) - 1;
    // the code stands over the label column, the unit over the rest
    let left = if last > 6 { 3 } else { 1 };
    let code = form.code.as_ref().map_or_else(|| form.short.clone(), |code| format!("Biểu số {code}"));
    sheet.merge_range(0, 0, 0, left, &code, &styles.left.clone().set_bold())?;
    sheet.merge_range(0, left + 1, 0, last, &heading.right[0], &styles.right)?;
    sheet.merge_range(1, 0, 1, left, &form.basis, &styles.left.clone().set_italic())?;
    sheet.merge_range(1, left + 1, 1, last, &heading.right[1], &styles.right)?;
    // the unit's name is often typed in later, and may take two lines
    let right: u32 = widths[usize::from(left) + 1..].iter().sum();
    sheet.set_row_height(0, if right < ONE_LINE { 34 } else { 18 })?;
    sheet.set_row_height(1, 34)?;
    sheet.merge_range(3, 0, 3, last, &form.title.to_uppercase(), &styles.title)?;
    // capitals of size 14 are a little wider than the characters that widths are counted in
    let lines = (form.title.chars().count() * 23).div_ceil(widths.iter().sum::<u32>() as usize * 20);
    sheet.set_row_height(3, u32::try_from(lines.clamp(2, 5) * 19).unwrap_or(38))?;
    let period = heading.period.map_or_else(String::new, |period| format!("(Kỳ báo cáo: {period})"));
    sheet.merge_range(4, 0, 4, last, &period, &styles.period)?;
    sheet.merge_range(5, 0, 5, last, heading.mark.as_deref().unwrap_or_default(), &styles.mark)?;
    if let Some(measure) = &form.measure {
        sheet.merge_range(6, 0, 6, last, &format!("Đơn vị tính: {measure}"), &styles.measure)?;
    }
    Ok(())
}

fn draw_header(
    sheet: &mut Worksheet,
    form_sheet: &FormSheet<'_>,
    layout: &SheetLayout,
    widths: &[u32],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let bottom = layout.numbers.unwrap_or(layout.body) - 1;
    for row in HEADING_ROWS..=bottom {
        let of_row = layout.header.iter().filter(|(from, to, _)| from.row == row && to.row == row);
        let texts = of_row.map(|(from, to, label)| {
            (label.as_str(), widths[from.column as usize..=to.column as usize].iter().sum::<u32>())
        });
        let height = style::height(texts);
        sheet.set_row_height(row, if row == bottom { height.max(48) } else { height })?;
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
    for (sheet_column, (label, _)) in (width..).zip(&form_sheet.beside) {
        if HEADING_ROWS == bottom {
            sheet.write_string_with_format(bottom, sheet_column, label, &styles.header)?;
        } else {
            sheet.merge_range(HEADING_ROWS, sheet_column, bottom, sheet_column, label, &styles.header)?;
        }
    }
    if let Some(numbers) = layout.numbers {
        for number in 0..width {
            let text = format!("({})", number + 1);
            sheet.write_string_with_format(numbers, number, &text, &styles.numbers)?;
        }
    }
    Ok(())
}

/// The widths of the form's columns and of those beside it, in characters.
fn widths(form: &Form, layout: &SheetLayout, beside: usize) -> Vec<u32> {
    let own = layout.columns.iter().map(|&column| match form.columns[column].holds {
        Holds::Code => 7,
        Holds::Label if layout.columns.len() > 8 => 30,
        Holds::Label => 52,
        Holds::Measure => 16,
        Holds::Value(Kind::Document) => 70,
        Holds::Note | Holds::Value(Kind::Text) => 34,
        // a form of few columns leaves room for the unit and the signatures above and below them
        Holds::Value(_) | Holds::ByRow if layout.columns.len() < 5 => 20,
        Holds::Value(_) | Holds::ByRow => 12,
    });
    own.chain([14, 12, 12, 44].into_iter().take(beside)).collect()
}

fn format(form: &Form, form_column: usize, look: Look, styles: &Styles) -> Format {
    let base = match &form.columns[form_column].holds {
        Holds::Code | Holds::Measure => &styles.label.clone().set_align(FormatAlign::Center).set_indent(0),
        Holds::Label | Holds::Note | Holds::Value(Kind::Text | Kind::Document) => &styles.label,
        Holds::Value(_) | Holds::ByRow => &styles.value,
    };
    looking(base, look)
}

fn looking(base: &Format, look: Look) -> Format {
    match look {
        Look::Plain => base.clone(),
        Look::Heading => base.clone().set_bold(),
        Look::Total => base.clone().set_bold().set_background_color("#F2F2F2"),
        Look::Remark => base.clone().set_italic().set_font_size(10),
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
