//! Drawing that all sheets of the consolidated workbook share: the title, a table, and a total in one cell.

use crate::measure::Letters;
use crate::style::Styles;
use crate::{paper, put, style};
use phuluc_check::{Answer, FilledForm};
use phuluc_form::{Level, capital, vietnamese};
use phuluc_grid::{CellValue, Column};
use phuluc_round::{
    ConsolidatedCell, ConsolidatedRow, Consolidation, FormTotal, Total, UnitAnswer, is_left_to_others,
};
use phuluc_say::{Lang, MIXED_PERIODS, TotalMessage, words};
use rust_decimal::Decimal;
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

/// What units write who have nothing to count: it counts as given.
pub(super) const NONE: [&str; 2] = ["không phát sinh", "biểu không có cột"];
/// What units write whom a row does not concern.
pub(super) const OUT_OF_SCOPE: &str = "không thuộc phạm vi";

/// A total as one cell shows it.
pub fn shown(cell: &ConsolidatedCell) -> CellValue {
    match &cell.total {
        Total::Sum(value) | Total::Max(value) | Total::Same { value, .. } => CellValue::Number(*value),
        Total::Share { value: Some(value), .. } => CellValue::Percent(*value),
        Total::Share { value: None, .. } => CellValue::State("không phát sinh".to_owned()),
        Total::Codes(codes) => {
            let counts = codes
                .iter()
                .map(|(code, label, count)| format!("{}: {count} đơn vị", code_named(*code, label)));
            CellValue::Text(counts.collect::<Vec<_>>().join("; "))
        }
        Total::Differing(counts) => {
            let counts =
                counts.iter().map(|(value, count)| format!("{}: {count} đơn vị", vietnamese(*value)));
            CellValue::Text(counts.collect::<Vec<_>>().join("; "))
        }
        Total::List => CellValue::State("xem từng đơn vị".to_owned()),
        Total::Nothing => CellValue::State("chưa có số liệu".to_owned()),
        Total::OutOfScope => CellValue::State("không thuộc phạm vi".to_owned()),
        Total::NotConsolidated => CellValue::State("không tổng hợp".to_owned()),
    }
}

/// What a unit says as one cell shows it, its state in words where there is no figure.
pub fn stated(said: &UnitAnswer<'_>) -> CellValue {
    let state = match said {
        UnitAnswer::Figure(figure) => return CellValue::Number(*figure),
        UnitAnswer::Text(text) => return CellValue::Text((*text).to_owned()),
        UnitAnswer::Nothing(gap) => return CellValue::State(words::say(Lang::Vi, TotalMessage::Gap(*gap))),
        UnitAnswer::Nil => NONE[0],
        UnitAnswer::NoColumn => NONE[1],
        UnitAnswer::OutOfScope => OUT_OF_SCOPE,
        UnitAnswer::NoRow => "không có dòng",
        UnitAnswer::NotAsked => "không yêu cầu",
    };
    CellValue::State(state.to_owned())
}

/// The number that a form prints before a row; nothing if it prints none, as ids are the definition's own.
pub(super) fn number_of(total: &FormTotal, row: &ConsolidatedRow) -> String {
    let Some(printed) = row.role.fixed().map(|index| &total.form.fixed_rows()[index]) else {
        return String::new();
    };
    if printed.is_coded() { printed.id.to_string() } else { printed.code.clone().unwrap_or_default() }
}

/// Whether the form asks nobody for a figure at a place, and nobody gave one.
pub(super) fn is_left_out(total: &FormTotal, row: &ConsolidatedRow, column: usize) -> bool {
    let printed = row.role.fixed();
    let is_empty = row.cells[column].as_ref().is_some_and(|cell| cell.given == 0);
    is_empty && !total.form.is_asked(printed, column) && total.form.fixed(printed, column).is_none()
}

/// A code with its meaning.
pub(super) fn code_named(code: Decimal, label: &str) -> String {
    let meaning = if label.is_empty() { "mã không có trong danh sách" } else { label };
    format!("{} ({meaning})", vietnamese(code))
}

/// What a unit says at a place of its own form.
pub(super) fn answer(filled: &FilledForm, row: usize, column: usize, level: Option<Level>) -> CellValue {
    let entry = &filled.rows[row].entries.get(column);
    match &entry.answer {
        Answer::Number(figure) => CellValue::Number(figure.value),
        Answer::Nil => CellValue::State("không phát sinh".to_owned()),
        Answer::Blank if filled.is_out_of_scope(row, level) || is_left_to_others(filled, row, column) => {
            CellValue::State(OUT_OF_SCOPE.to_owned())
        }
        Answer::Blank => CellValue::State("chưa nhập".to_owned()),
        Answer::Text(text) => CellValue::Text(text.to_string()),
        Answer::Unreadable(_) => CellValue::State(format!("không đọc được: “{}”", entry.raw())),
    }
}

/// `3/4 đơn vị`; nothing if no unit is asked for it.
pub(super) fn share_of_units(cell: &ConsolidatedCell) -> String {
    match cell.of {
        0 => String::new(),
        of => format!("{}/{of} đơn vị", cell.given),
    }
}

/// The title of a sheet and the round; gives the next free row.
pub(super) fn draw_title(
    sheet: &mut Worksheet,
    title: &str,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let [title_format, mark_format] = [&styles.title, &styles.mark]
        .map(|format| format.clone().set_align(FormatAlign::Left).unset_text_wrap());
    sheet.write_string_with_format(0, 0, title.to_uppercase(), &title_format)?;
    sheet.write_string_with_format(1, 0, &consolidation.round.title, &styles.text)?;
    if consolidation.mixed_periods {
        let mark = capital(MIXED_PERIODS);
        sheet.write_string_with_format(2, 0, mark, &mark_format)?;
    } else if let Some(period) = consolidation.round.period {
        sheet.write_string_with_format(2, 0, format!("Kỳ báo cáo: {period}"), &styles.text)?;
    }
    Ok(4)
}

/// The same on a sheet that staff work with, which says that it does not print unasked.
pub(super) fn draw_working_title(
    sheet: &mut Worksheet,
    title: &str,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let top = draw_title(sheet, title, consolidation, styles)?;
    let grey = styles.text.clone().set_italic().set_font_color("#595959");
    sheet.write_string_with_format(top - 1, 0, paper::NOT_PRINTED, &grey)?;
    Ok(top)
}

/// A table from a row on; gives the next free row.
pub(super) fn draw_table(
    sheet: &mut Worksheet,
    top: u32,
    header: &[&str],
    lines: &[Vec<CellValue>],
    widths: &[u32],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (column, label) in (0..).zip(header) {
        sheet.write_string_with_format(top, column, *label, &styles.header)?;
    }
    let labels = header.iter().copied().zip(widths.iter().copied());
    sheet.set_row_height(top, style::height_of(labels, Letters::Bold))?;
    let mut at = top + 1;
    for line in lines {
        for (column, value) in (0..).zip(line) {
            put(sheet, at, column, value, &styles.label)?;
        }
        sheet.set_row_height(
            at,
            style::height(line.iter().map(CellValue::text).zip(widths.iter().copied())),
        )?;
        at += 1;
    }
    Ok(at)
}

/// A list under its headings; gives the next free row.
pub(super) fn draw_list<C: Column>(
    sheet: &mut Worksheet,
    top: u32,
    lines: &[Vec<CellValue>],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let widths: Vec<u32> = C::ALL.iter().map(|column| column.head().width).collect();
    let labels: Vec<&str> = C::ALL.iter().map(|column| column.head().label).collect();
    set_widths(sheet, &widths)?;
    draw_table(sheet, top, &labels, lines, &widths, styles)
}

/// The page of a list that staff look things up in.
pub(super) fn list_page<C: Column>(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = u16::try_from(C::ALL.len()).unwrap_or(u16::MAX);
    paper::working(sheet, C::ALL.iter().map(|column| column.head().width).sum(), columns)
}

/// Gives the first columns of a sheet their widths.
pub(super) fn set_widths(sheet: &mut Worksheet, widths: &[u32]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}
