//! Draws the sheet of a list that people keep (units, register, decisions) or print (status): one table.

use super::measure::Letters;
use super::paper::PrintedRow;
use super::style::{self, Styles};
use super::{WriteError, new_book, paper, put, same_bytes};
use phuluc_grid::{CellValue, List};
use rust_xlsxwriter::{DataValidation, FormatAlign, Workbook, XlsxError};

/// The number of empty lines below the written ones that are ready to be filled in.
const READY: u32 = 500;

/// The height of a row with one line, in points.
const ONE_ROW: u32 = 15;

/// Writes a workbook with a sheet for each list.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(lists: &[List]) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let styles = Styles::new();
    for list in lists {
        draw(&mut book, list, &styles)?;
    }
    same_bytes::saved(&mut book)
}

fn draw(book: &mut Workbook, list: &List, styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(list.sheet.as_str())?;
    if list.hidden {
        sheet.set_very_hidden(true);
    }
    let title = styles.title.clone().set_align(FormatAlign::Left).unset_text_wrap();
    sheet.write_string_with_format(0, 0, list.title.to_uppercase(), &title)?;
    let mut at = 1;
    for remark in &list.remarks {
        sheet.write_string_with_format(at, 0, remark, &styles.text.clone().set_italic())?;
        at += 1;
    }
    at += 1;
    let top = at;
    for (column, (label, width)) in (0..).zip(&list.heads) {
        sheet.write_string_with_format(top, column, label, &styles.header)?;
        sheet.set_column_width(column, *width)?;
    }
    let widths = || list.heads.iter().map(|(_, width)| *width);
    let labels = list.heads.iter().map(|(label, _)| label.as_str());
    let head = style::height_of(labels.zip(widths()), Letters::Bold);
    sheet.set_row_height(top, head)?;
    let above = PrintedRow { row: 0, high: (top + 1) * ONE_ROW, leads: true };
    let mut rows = vec![above, PrintedRow { row: top, high: head, leads: true }];
    // codes, hashes and dates are texts, so that Excel turns none of them into numbers
    let text = styles.label.clone().set_num_format("@");
    for line in &list.lines {
        at += 1;
        for (column, value) in (0..).zip(line) {
            let format = if matches!(value, CellValue::Number(_)) { &styles.label } else { &text };
            put(sheet, at, column, value, format)?;
        }
        let high = style::height(line.iter().map(CellValue::text).zip(widths()));
        sheet.set_row_height(at, high)?;
        rows.push(PrintedRow { row: at, high, leads: false });
    }
    let last_column = u16::try_from(list.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if list.open {
        for column in 0..=last_column {
            let width = list.heads[usize::from(column)].1;
            sheet.set_column_format(column, &styles.text.clone().set_num_format("@").set_text_wrap())?;
            sheet.set_column_width(column, width)?;
        }
        for (column, words) in &list.choices {
            let validation = DataValidation::new().allow_list_strings(words)?.set_error_title("Chưa đúng")?;
            let validation = validation.set_error_message("Chọn một mục trong danh sách.")?;
            sheet.add_data_validation(top + 1, *column, at + READY, *column, &validation)?;
        }
    }
    sheet.autofilter(top, 0, at.max(top + 1), last_column)?;
    sheet.set_freeze_panes(top + 1, 0)?;
    sheet.set_repeat_rows(top, top)?;
    let widths: Vec<u32> = widths().collect();
    if list.open {
        // people add lines, and pages would no longer end where they should
        paper::official(sheet, &widths);
    } else {
        paper::official_of(sheet, &widths, &rows, head)?;
    }
    Ok(())
}
