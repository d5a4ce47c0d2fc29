//! What the sheets of the consolidated workbook draw alike: the title, a table, and a total in one cell.

use super::sheet_names::MIXED_PERIODS;
use crate::book::style::{self, Styles};
use crate::book::{Put, put};
use crate::consolidate::{Cell, Consolidation, Total};
use crate::number::vietnamese;
use crate::words;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// A total as one cell shows it.
pub(super) fn shown(cell: &Cell) -> Put {
    match &cell.total {
        Total::Sum(value) | Total::Max(value) | Total::Same { value, .. } => Put::Number(*value),
        Total::Share { value: Some(value), .. } => Put::Percent(*value),
        Total::Share { value: None, .. } => Put::State("không phát sinh".to_owned()),
        Total::Codes(codes) => {
            let counts = codes
                .iter()
                .map(|(code, label, count)| format!("{}: {count} đơn vị", code_named(*code, label)));
            Put::Text(counts.collect::<Vec<_>>().join("; "))
        }
        Total::List => Put::State("xem từng đơn vị".to_owned()),
        Total::Nothing => Put::State("chưa có số liệu".to_owned()),
        Total::OutOfScope => Put::State("không thuộc phạm vi".to_owned()),
        Total::NotConsolidated => Put::State("không tổng hợp".to_owned()),
    }
}

/// A code with its meaning.
pub(super) fn code_named(code: Decimal, label: &str) -> String {
    let meaning = if label.is_empty() { "mã không có trong danh sách" } else { label };
    format!("{} ({meaning})", vietnamese(code))
}

/// `3/4 đơn vị`.
pub(super) fn share_of_units(cell: &Cell) -> Put {
    match cell.of {
        0 => Put::Empty,
        of => Put::Text(format!("{}/{of} đơn vị", cell.given)),
    }
}

/// The title of a sheet and the round; gives the next free row.
pub(super) fn draw_title(
    sheet: &mut Worksheet,
    title: &str,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let left = |format: &Format| format.clone().set_align(FormatAlign::Left);
    let mut unwrapped = left(&styles.title);
    unwrapped = unwrapped.unset_text_wrap();
    sheet.write_string_with_format(0, 0, title.to_uppercase(), &unwrapped)?;
    sheet.write_string_with_format(1, 0, &consolidation.round.title, &styles.text)?;
    if consolidation.mixed_periods {
        let mark = words::capital(MIXED_PERIODS);
        sheet.write_string_with_format(2, 0, mark, &left(&styles.mark).unset_text_wrap())?;
    } else if let Some(period) = consolidation.round.period {
        sheet.write_string_with_format(2, 0, format!("Kỳ báo cáo: {period}"), &styles.text)?;
    }
    Ok(4)
}

/// A table from a row on; gives the next free row.
pub(super) fn draw_table(
    sheet: &mut Worksheet,
    top: u32,
    header: &[&str],
    lines: &[Vec<Put>],
    widths: &[u32],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (column, label) in (0..).zip(header) {
        sheet.write_string_with_format(top, column, *label, &styles.header)?;
    }
    sheet.set_row_height(top, style::height(header.iter().copied().zip(widths.iter().copied())))?;
    let mut at = top + 1;
    for line in lines {
        for (column, value) in (0..).zip(line) {
            put(sheet, at, column, value, &styles.label)?;
        }
        sheet.set_row_height(at, style::height(line.iter().map(Put::text).zip(widths.iter().copied())))?;
        at += 1;
    }
    Ok(at)
}

/// Gives the first columns of a sheet their widths.
pub(super) fn set_widths(sheet: &mut Worksheet, widths: &[u32]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}
