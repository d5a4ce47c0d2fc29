//! Draws the sheet of a list that people keep (units, register, decisions) or print (status): one table.

use super::measure::Letters;
use super::paper::PrintedRow;
use super::style::{self, Styles};
use super::{WriteError, letter, new_book, paper, put, same_bytes};
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

/// The first column of the right half of a letter: the national heading needs this width.
fn middle(list: &List) -> u16 {
    const WIDE: u32 = 48;
    let mut wide = 0;
    let widths = list.heads.iter().enumerate().skip(1).rev();
    let enough = widths.map(|(column, (_, width))| (column, *width)).find(|(_, width)| {
        wide += width;
        wide >= WIDE
    });
    enough.map_or(1, |(column, _)| u16::try_from(column).unwrap_or(1))
}

fn draw(book: &mut Workbook, list: &List, styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(list.sheet.as_str())?;
    if list.hidden {
        sheet.set_very_hidden(true);
    }
    let title = styles.title.clone().set_align(FormatAlign::Left).unset_text_wrap();
    let middle = middle(list);
    let last = u16::try_from(list.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut at = 0;
    if let Some(office) = &list.office {
        letter::draw_heading(sheet, [office, "Số: ………"], [middle, last], styles)?;
        at = letter::HEADING + 1;
        sheet.merge_range(at, 0, at, last, &list.title.to_uppercase(), &styles.title)?;
    } else {
        sheet.write_string_with_format(at, 0, list.title.to_uppercase(), &title)?;
    }
    at += 1;
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
    let end = at;
    if list.office.is_some() {
        let receivers = ["- Lãnh đạo (để báo cáo);", "- Các đơn vị có tên trong danh sách;", "- Lưu: VT."];
        letter::draw_end(sheet, at + 2, ("NGƯỜI LẬP BIỂU", &receivers), [middle, last], styles)?;
        // the signature stays below the last line
        if let Some(line) = rows.last_mut() {
            line.leads = true;
        }
        at += 2 + letter::END;
        rows.push(PrintedRow { row: end + 1, high: (1 + letter::END) * ONE_ROW, leads: false });
    }
    if list.open {
        for column in 0..=last {
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
    sheet.autofilter(top, 0, end.max(top + 1), last)?;
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
