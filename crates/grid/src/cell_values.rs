//! The values of the cells of an `.xlsb`, `.xls` or `.ods`, as calamine reads them. No other file uses calamine.
//!
//! It takes the bytes of an inspected workbook and its survey, and gives its sheets. A cell that only the survey or
//! only calamine found makes the file unreadable, because a report that is read in part is worse than one that is
//! sent again.

use super::appearance::Appearance;
use super::cell_address::At;
use super::comment;
use super::limits::MAX_SHEETS;
use super::marks::{Look, Marks};
use super::read_error::ReadError;
use super::sheet::{Cell, Content, LeftOut, Sheet};
use super::survey::{CellFormat, Survey, SurveyedCell, SurveyedSheet};
use crate::{day_number, legacy_text, number};
use calamine::{
    Data, ExcelDateTime, Ods, Range, Reader, SheetType, SheetVisible, Xls, XlsError, XlsOptions, Xlsb,
};
use phuluc_form::Encoding;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Cursor;

/// A code page in which every byte is a letter.
const ANY_PAGE: u16 = 1252;

type Bytes<'b> = Cursor<&'b [u8]>;
type Values = BTreeMap<At, Content>;

/// Reads all worksheets of an `.xlsb`.
pub(super) fn of_xlsb(bytes: &[u8], survey: Survey) -> Result<Vec<Sheet>, ReadError> {
    let mut book: Xlsb<Bytes> = Reader::new(Cursor::new(bytes)).map_err(damaged)?;
    let era = day_number::since_1900(book.has_1904_epoch());
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

/// Reads all worksheets of an `.xls`.
pub(super) fn of_xls(bytes: &[u8], survey: Survey) -> Result<Vec<Sheet>, ReadError> {
    let (mut book, is_page_known) = match open_xls(bytes, survey.code_page) {
        Err(XlsError::Cfb(_)) if survey.code_page.is_none() => {
            (open_xls(bytes, Some(ANY_PAGE)).map_err(damaged)?, false)
        }
        book => (book.map_err(damaged)?, true),
    };
    let era = day_number::since_1900(book.has_1904_epoch());
    let listed = book.sheets_metadata().to_vec();
    let mut sheets =
        collect(&listed, survey, |name| Ok(values_of(&book.worksheet_range(name).map_err(damaged)?, era)))?;
    if !is_page_known {
        sheets.iter_mut().for_each(without_unknown_letters);
    }
    Ok(sheets)
}

fn open_xls(bytes: &[u8], code_page: Option<u16>) -> Result<Xls<Bytes<'_>>, XlsError> {
    let mut options = XlsOptions::default();
    options.force_codepage = code_page;
    Xls::new_with_options(Cursor::new(bytes), options)
}

/// Puts the sign for an unknown letter in the place of every letter that the code pages have differently. Figures
/// and English words are the same in all of them.
fn without_unknown_letters(sheet: &mut Sheet) {
    sheet.name = without_unknown(&sheet.name);
    for (_, cell) in &mut sheet.cells {
        if let Content::Text(text) = &cell.content {
            cell.content = Content::Text(without_unknown(text).into());
        }
        cell.marks = cell.marks.map(without_unknown);
    }
}

fn without_unknown(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii() { letter } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// Reads all worksheets of an `.ods`.
pub(super) fn of_ods(bytes: &[u8], survey: Survey) -> Result<Vec<Sheet>, ReadError> {
    let mut book: Ods<Bytes> = Reader::new(Cursor::new(bytes)).map_err(damaged)?;
    let listed = book.sheets_metadata().to_vec();
    collect(&listed, survey, |name| {
        Ok(values_of(&book.worksheet_range(name).map_err(damaged)?, Decimal::ZERO))
    })
}

/// Joins the values and the survey of every worksheet.
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
        let visible = sheet.visible == SheetVisible::Visible;
        // Excel never has two sheets whose names differ only in case
        if sheets.iter().any(|other| other.name.to_lowercase() == sheet.name.to_lowercase()) {
            return Err(ReadError::TwinSheets(sheet.name.clone()));
        }
        let left_out = surveyed.left_out.or(match sheet.typ {
            SheetType::WorkSheet => None,
            SheetType::ChartSheet => Some(LeftOut::Chart),
            SheetType::DialogSheet => Some(LeftOut::Dialog),
            SheetType::MacroSheet => Some(LeftOut::Macro),
            SheetType::Vba => Some(LeftOut::Module),
        });
        if left_out.is_some() {
            sheets.push(Sheet { name: sheet.name.clone(), visible, left_out, ..Sheet::default() });
            continue;
        }
        let SurveyedSheet { cells: surveyed, merges, hidden, comments, left_out: _ } = surveyed;
        let (mut cells, mut encoding) =
            join_cells(values(&sheet.name)?, &surveyed, &survey.formats, &sheet.name)?;
        if encoding == Encoding::Unicode {
            encoding = legacy_text::decode_without_font(&mut cells);
        }
        sheets.push(Sheet {
            name: sheet.name.clone(),
            visible,
            encoding,
            cells,
            merges,
            hidden,
            left_out: None,
            appearance: Appearance::default(),
            may_look_otherwise: Vec::new(),
            comments: comment::in_order(comments),
        });
    }
    if sheets.iter().all(|sheet| sheet.left_out.is_some()) {
        return Err(ReadError::Damaged("no sheet of cells".to_owned()));
    }
    Ok(sheets)
}

/// The cells of a sheet, each joined with its survey, and the encoding of old text among them.
fn join_cells(
    mut values: Values,
    surveyed: &BTreeMap<At, SurveyedCell>,
    formats: &[CellFormat],
    sheet: &str,
) -> Result<(Vec<(At, Cell)>, Encoding), ReadError> {
    let (mut cells, mut encoding) = (Vec::with_capacity(surveyed.len()), Encoding::Unicode);
    let unlisted = CellFormat::unlisted(formats);
    for (&at, cell) in surveyed {
        let format = formats.get(cell.format).unwrap_or(&unlisted).clone();
        let mut marks = Marks::whole(format.struck, format.unseen);
        let content = match (cell.value.clone().or(values.remove(&at)), &cell.error) {
            (_, Some(error)) => Content::Error(error.clone()),
            (Some(Content::Text(text)), None) => {
                if let Some(looks) = &cell.looks {
                    let own = Look { struck: format.struck, ..Look::default() };
                    marks = Marks::of_looks(&text, own, looks)
                        .map(|text| format.encoding.to_unicode(text).into_owned());
                }
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
        cells.push((at, Cell { content, format: format.number, formula: cell.formula.clone(), marks }));
    }
    // the survey saw no cell for the values that are left; only calamine counts an empty text as a cell
    match values.into_iter().find(|(_, content)| !is_blank(content)) {
        Some((at, _)) => Err(ReadError::Lost { sheet: sheet.to_owned(), at }),
        None => Ok((cells, encoding)),
    }
}

fn is_blank(content: &Content) -> bool {
    matches!(content, Content::Text(text) if text.trim().is_empty())
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
        Data::Float(value) => match number::of_double(value) {
            Some(number) => Content::Number(number),
            None => Content::Other(value.to_string()),
        },
        Data::Bool(value) => Content::Other(if value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(date) => day(date, era),
        Data::DateTimeIso(text) => match day_number::of_iso(&text) {
            Some(day) => Content::Date(day),
            None => Content::Other(text),
        },
        Data::DurationIso(text) => Content::Other(text),
        Data::Error(error) => Content::Error(error.to_string()),
    })
}

fn day(date: ExcelDateTime, era: Decimal) -> Content {
    let day = number::of_double(date.as_f64()).and_then(|day| day.checked_add(era));
    day.map_or_else(|| Content::Other(date.as_f64().to_string()), Content::Date)
}

fn at((row, column): (u32, u32)) -> At {
    At { row, column }
}

fn damaged(error: impl Display) -> ReadError {
    ReadError::Damaged(error.to_string())
}
