//! The values of all cells, as calamine reads them. No other file uses calamine.
//!
//! Takes the bytes of a workbook whose package was inspected, and its survey; gives its sheets. A cell
//! that only the survey or only calamine found makes the file unreadable: a report that is read in part
//! is worse than one that is sent again.

use super::cell_address::At;
use super::limits::MAX_SHEETS;
use super::marks::Marks;
use super::read_error::ReadError;
use super::sheet::{Cell, Content, Sheet};
use super::survey::{CellFormat, Survey, SurveyedCell, SurveyedSheet};
use crate::file_kind::FileKind;
use crate::identity;
use calamine::{Data, ExcelDateTime, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};
use chrono::NaiveDate;
use phuluc_form::Encoding;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Cursor;

/// Days between the first day of Excel's calendar and that of old Macs.
const DAYS_TO_1904: Decimal = Decimal::from_parts(1462, 0, 0, false, 0);

type Bytes<'b> = Cursor<&'b [u8]>;
type Values = BTreeMap<At, Content>;

/// Reads all worksheets.
pub(super) fn sheets(bytes: &[u8], kind: FileKind, survey: Survey) -> Result<Vec<Sheet>, ReadError> {
    let bytes = Cursor::new(bytes);
    match kind {
        FileKind::Xlsx => {
            let mut book: Xlsx<Bytes> = Reader::new(bytes).map_err(damaged)?;
            let era = era(book.has_1904_epoch());
            let listed = book.sheets_metadata().to_vec();
            let mut sheets = collect(&listed, survey, |name| {
                let mut values = Values::new();
                let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
                while let Some(cell) = cells.next_cell().map_err(damaged)? {
                    put(&mut values, at(cell.get_position()), cell.get_value().clone().into(), era);
                }
                Ok(values)
            })?;
            // some mail programs and editors drop hidden sheets, others drop properties; one of the two is enough
            if !sheets.iter().any(|sheet| sheet.name == identity::SHEET) {
                let properties = book.workbook_properties().map(|found| found.custom_properties);
                sheets.extend(identity::sheet_of(&properties.unwrap_or_default().into_iter().collect()));
            }
            Ok(sheets)
        }
        FileKind::Xlsb => {
            let mut book: Xlsb<Bytes> = Reader::new(bytes).map_err(damaged)?;
            let era = era(book.has_1904_epoch());
            let listed = book.sheets_metadata().to_vec();
            collect(&listed, survey, |name| {
                let mut values = Values::new();
                let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
                while let Some(cell) = cells.next_cell().map_err(damaged)? {
                    put(&mut values, at(cell.get_position()), cell.get_value().clone().into(), era);
                }
                Ok(values)
            })
        }
        FileKind::Xls => {
            let mut book: Xls<Bytes> = Reader::new(bytes).map_err(damaged)?;
            let era = era(book.has_1904_epoch());
            let listed = book.sheets_metadata().to_vec();
            collect(&listed, survey, |name| Ok(values_of(&book.worksheet_range(name).map_err(damaged)?, era)))
        }
        FileKind::Ods => {
            let mut book: Ods<Bytes> = Reader::new(bytes).map_err(damaged)?;
            let listed = book.sheets_metadata().to_vec();
            collect(&listed, survey, |name| {
                Ok(values_of(&book.worksheet_range(name).map_err(damaged)?, Decimal::ZERO))
            })
        }
    }
}

/// Puts the values and the survey of every worksheet together.
fn collect(
    listed: &[calamine::Sheet],
    survey: Survey,
    mut values: impl FnMut(&str) -> Result<Values, ReadError>,
) -> Result<Vec<Sheet>, ReadError> {
    if listed.len() > MAX_SHEETS {
        return Err(ReadError::TooMuch);
    }
    if listed.len() != survey.sheets.len() {
        return Err(ReadError::Damaged("the list of sheets".to_owned()));
    }
    let mut sheets: Vec<Sheet> = Vec::new();
    for (sheet, surveyed) in listed.iter().zip(survey.sheets) {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        // Excel has no two sheets whose names differ in case alone
        if sheets.iter().any(|other| other.name.to_lowercase() == sheet.name.to_lowercase()) {
            return Err(ReadError::TwinSheets(sheet.name.clone()));
        }
        let SurveyedSheet { cells: surveyed, merges, hidden } = surveyed;
        let (mut cells, mut encoding) =
            join_cells(values(&sheet.name)?, &surveyed, &survey.formats, &sheet.name)?;
        if encoding == Encoding::Unicode {
            encoding = decode_without_font(&mut cells);
        }
        let visible = sheet.visible == SheetVisible::Visible;
        sheets.push(Sheet { name: sheet.name.clone(), visible, encoding, cells, merges, hidden });
    }
    Ok(sheets)
}

/// The cells of a sheet, each with what the survey knows of it, and the encoding of old text among them.
fn join_cells(
    mut values: Values,
    surveyed: &BTreeMap<At, SurveyedCell>,
    formats: &[CellFormat],
    sheet: &str,
) -> Result<(Vec<(At, Cell)>, Encoding), ReadError> {
    let (mut cells, mut encoding) = (Vec::with_capacity(surveyed.len()), Encoding::Unicode);
    for (&at, cell) in surveyed {
        let format = formats.get(cell.format).cloned().unwrap_or_default();
        let content = match (values.remove(&at), &cell.error) {
            (_, Some(error)) => Content::Error(error.clone()),
            (Some(Content::Text(text)), None) => {
                let shown = format.encoding.to_unicode(&text);
                if encoding == Encoding::Unicode && *shown != *text {
                    encoding = format.encoding;
                }
                Content::Text((*shown).into())
            }
            (Some(content), None) => content,
            (None, None) if cell.given => return Err(ReadError::Lost { sheet: sheet.to_owned(), at }),
            (None, None) => Content::NotCalculated,
        };
        let marks = match &cell.marks {
            Some(marks) => marks.map(|text| format.encoding.to_unicode(text).into_owned()),
            None => Marks::whole(format.struck),
        };
        cells.push((at, Cell { content, format: format.number, formula: cell.formula.clone(), marks }));
    }
    // the survey did not see the values that are left; an empty text is a cell to calamine alone
    match values.into_iter().find(|(_, content)| *content != Content::Text("".into())) {
        Some((at, _)) => Err(ReadError::Lost { sheet: sheet.to_owned(), at }),
        None => Ok((cells, encoding)),
    }
}

/// Turns old text whose font was lost into Unicode; fonts get lost when cells are copied to another workbook.
pub(super) fn decode_without_font(cells: &mut [(At, Cell)]) -> Encoding {
    let texts = cells.iter().filter_map(|(_, cell)| match &cell.content {
        Content::Text(text) => Some((&**text, text.legacy_encoding())),
        _ => None,
    });
    let encoding = Encoding::of_texts(texts);
    if encoding == Encoding::Unicode {
        return encoding;
    }
    for (_, cell) in cells {
        if let Content::Text(text) = &mut cell.content {
            *text = (*encoding.to_unicode(text)).into();
        }
    }
    encoding
}

fn values_of(range: &Range<Data>, era: Decimal) -> Values {
    let mut values = Values::new();
    let (row, column) = range.start().unwrap_or_default();
    for (down, right, value) in range.used_cells() {
        // a range is no larger than a sheet
        let (down, right) =
            (u32::try_from(down).unwrap_or(u32::MAX), u32::try_from(right).unwrap_or(u32::MAX));
        let at = At { row: row.saturating_add(down), column: column.saturating_add(right) };
        put(&mut values, at, value.clone(), era);
    }
    values
}

fn put(values: &mut Values, at: At, value: Data, era: Decimal) {
    if let Some(content) = content(value, era) {
        values.insert(at, content);
    }
}

fn content(value: Data, era: Decimal) -> Option<Content> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => Content::Text(text.into()),
        Data::Int(number) => Content::Number(number.into()),
        Data::Float(value) => number(value),
        Data::Bool(value) => Content::Other(if value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(date) => day(date, era),
        Data::DateTimeIso(text) => match iso_day(&text) {
            Some(day) => Content::Date(day),
            None => Content::Other(text),
        },
        Data::DurationIso(text) => Content::Other(text),
        Data::Error(error) => Content::Error(error.to_string()),
    })
}

/// A number to 15 digits. Excel keeps and shows no more, so nobody typed what a double holds beyond them.
pub(super) fn number(number: f64) -> Content {
    // straight from the double: to round what was rounded before turns 0,…7044|57 into 0,…705
    let value = Decimal::from_scientific(&format!("{number:.14e}")).ok();
    // what is smaller than a decimal's last place is dust
    match value.or_else(|| Decimal::from_f64(number)) {
        Some(value) => Content::Number(value.normalize()),
        None => Content::Other(number.to_string()),
    }
}

fn day(date: ExcelDateTime, era: Decimal) -> Content {
    let day = Decimal::from_f64(date.as_f64()).and_then(|day| day.checked_add(era));
    day.map_or_else(|| Content::Other(date.as_f64().to_string()), Content::Date)
}

/// The day number of a date as `OpenDocument` writes it: 2026-10-05, with or without a time.
fn iso_day(text: &str) -> Option<Decimal> {
    let date = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    Some(Decimal::from((date - first).num_days()))
}

fn era(is_1904: bool) -> Decimal {
    if is_1904 { DAYS_TO_1904 } else { Decimal::ZERO }
}

fn at((row, column): (u32, u32)) -> At {
    At { row, column }
}

fn damaged(error: impl Display) -> ReadError {
    ReadError::Damaged(error.to_string())
}
