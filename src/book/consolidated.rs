//! The consolidated workbook: totals in each form's own layout, every unit's values side by side,
//! the findings, and the sources.

mod comparison;
mod data;
mod gathered;
mod history;
mod ledger;
mod lists;
mod overview;
mod scores;
mod sentences;
mod shares;
mod totals;

pub(crate) use data::{Datum, HEADS as DATA_HEADS, OUT_OF_SCOPE};
pub(crate) use lists::{COUNTED, FINDING_HEADS, FindingLine, SOURCE_HEADS, SourceLine, WITHIN};

use super::style::{self, Styles};
use super::{Put, WriteError, add_identity, lines, new_book, put};
use crate::consolidate::{Cell, Consolidation, FormTotal, Total};
use crate::identity::{self, Identity};
use crate::number::vietnamese;
use crate::words;
pub use data::LongTable;
use ledger::Ledger;
use lists::Places;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};
use std::io::{Cursor, Seek, Write};

/// The sheet of all values as read, one a line.
pub const DATA: &str = "Dữ liệu";
/// The sheet of every unit's values.
pub const BY_UNIT: &str = "Theo đơn vị";
/// What follows a form's sheet name on the sheet of the lines that units added to it.
const BY_LINE: &str = " - lý do";
/// The sheet of findings.
pub const FINDINGS: &str = "Cần sửa";
/// The sheet of sources.
pub const SOURCES: &str = "Nguồn số liệu";
/// What is written over totals of different periods.
pub const MIXED_PERIODS: &str = "khác kỳ báo cáo, chỉ để kiểm thử";

/// How many values one sheet holds below title and header, with room for a few more by hand.
pub const MOST_VALUES: usize = 1_048_000;

/// Writes a consolidation.
///
/// # Errors
/// If Excel does not allow it.
pub fn write(consolidation: &Consolidation) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Cursor::new(Vec::new());
    write_within(consolidation, MOST_VALUES, &mut bytes)?;
    Ok(bytes.into_inner())
}

/// The same into a file, with sheets of at most so many values; gives the forms with more than a sheet holds,
/// whose values stand beside the workbook.
///
/// # Errors
/// If Excel does not allow it, or the file cannot be written.
pub fn write_within(
    consolidation: &Consolidation,
    most: usize,
    out: impl Write + Seek,
) -> Result<Vec<LongTable<'_>>, WriteError> {
    let mut book = new_book()?;
    let styles = Styles::new();
    let names = sheet_names(consolidation);
    let ledger = Ledger::new(consolidation);
    let sentences = sentences::sentences(consolidation, &ledger);
    let sheet = book.add_worksheet();
    sheet.set_name(overview::OVERVIEW)?;
    overview::draw(sheet, consolidation, &ledger, &sentences, &styles)?;
    let mut wide = Vec::new();
    for (index, (total, name)) in consolidation.forms.iter().zip(&names).enumerate() {
        let place = book.worksheets().len() + 1;
        let sheet = book.add_worksheet();
        sheet.set_name(name.as_str())?;
        // neither documents nor scores add up: they are gathered, and set side by side
        if total.form.document_column().is_some() {
            gathered::draw(sheet, consolidation, total, &styles)?;
        } else if total.form.bands.is_some() {
            wide.push(scores::draw(sheet, place, consolidation, total, &styles)?);
            let sheet = book.add_worksheet();
            // a sheet's name holds 31 characters
            let name: String = name.chars().take(31 - BY_LINE.chars().count()).collect();
            sheet.set_name(format!("{name}{BY_LINE}"))?;
            gathered::draw(sheet, consolidation, total, &styles)?;
        } else {
            totals::draw(sheet, consolidation, index, &ledger, &styles)?;
        }
    }
    sentences::draw(&mut book, consolidation, &sentences, &styles)?;
    comparison::draw(&mut book, consolidation, &ledger, &styles)?;
    wide.push(ledger.draw(&mut book, &names, &styles)?);
    let counts = data::counts(consolidation);
    let (long, beside) = data::draw(&mut book, consolidation, &counts, most, &styles)?;
    let one_table = long.len() == 1 && beside.is_empty();
    let places = Places { ledger: &ledger, counts: &counts, one_table };
    lists::draw_findings(&mut book, consolidation, &styles)?;
    history::draw_sendings(&mut book, consolidation, &styles)?;
    history::draw_decisions(&mut book, consolidation, &styles)?;
    lists::draw_sources(&mut book, consolidation, &places, &styles)?;
    let identity = Identity {
        unit: consolidation.round.receiver.clone(),
        period: consolidation.round.period,
        consolidated: true,
        ..Identity::default()
    };
    add_identity(&mut book, &identity)?;
    // lines and columns of figures repeat themselves: more effort would hardly make them smaller
    book.set_zip_compression_level(3);
    let drawn = book.save_to_buffer()?;
    // what was drawn of thousands of units is not needed once more while their lines are written
    drop(book);
    lines::put(&drawn, &wide, long, out)?;
    Ok(beside)
}

/// Whether a sheet holds figures that are worked out from the units' own: totals, shares, and these side by side.
pub(crate) fn is_reckoned(sheet: &str) -> bool {
    let listed = [overview::OVERVIEW, sentences::SENTENCES, comparison::COMPARISON, FINDINGS, SOURCES];
    let kept = [history::SENDINGS, history::DECISIONS, identity::SHEET];
    !listed.contains(&sheet) && !kept.contains(&sheet) && !sheet.starts_with(DATA)
}

/// Each form's own sheet name; with its version where a round has several.
fn sheet_names(consolidation: &Consolidation) -> Vec<String> {
    let forms = &consolidation.forms;
    let twice = |total: &FormTotal| forms.iter().filter(|other| other.form.id == total.form.id).count() > 1;
    forms
        .iter()
        .map(|total| {
            let sheet = &total.form.sheet;
            if twice(total) { format!("{sheet} ({})", total.form.version) } else { sheet.clone() }
        })
        .collect()
}

/// A total as one cell shows it.
fn shown(cell: &Cell) -> Put {
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
fn code_named(code: Decimal, label: &str) -> String {
    let meaning = if label.is_empty() { "mã không có trong danh sách" } else { label };
    format!("{} ({meaning})", vietnamese(code))
}

/// `3/4 đơn vị`.
fn share_of_units(cell: &Cell) -> Put {
    match cell.of {
        0 => Put::Empty,
        of => Put::Text(format!("{}/{of} đơn vị", cell.given)),
    }
}

/// The title of a sheet and the round; gives the next free row.
fn draw_title(
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
fn draw_table(
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

fn set_widths(sheet: &mut Worksheet, widths: &[u32]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}
