//! Reading workbooks: from bytes to grids of cells. The only module that knows calamine.
//!
//! Takes the bytes of a file; gives its sheets with every cell that is not empty, streamed, so that
//! a sheet with two cells at its far corners costs two cells and not its bounding box. Positions
//! count from 0; people see them as `C12` ([`At`]).

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 50 * 1024 * 1024;
/// The most sheets that a workbook may have.
pub const MAX_SHEETS: usize = 256;
/// The most cells that a workbook may have in all.
pub const MAX_CELLS: usize = 2_000_000;

/// Why a file could not be read as a workbook.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system did not hand the file over; the message is its own.
    #[error("the file cannot be opened: {0}")]
    NotOpened(String),
    /// Nothing in it.
    #[error("the file is empty (0 bytes)")]
    Empty,
    /// Larger than any real report.
    #[error("the file has {0} bytes, more than the {MAX_BYTES} that are read")]
    TooLarge(usize),
    /// An old Excel workbook, or a new one with a password: both look like this.
    #[error("an Excel 97-2003 workbook or one with a password, not .xlsx")]
    OleFile,
    /// Something else under a spreadsheet's name.
    #[error("not an .xlsx workbook")]
    NotAWorkbook,
    /// More sheets or cells than any real report.
    #[error("more than {MAX_SHEETS} sheets or {MAX_CELLS} cells")]
    TooMuch,
    /// Two sheets of one name: calamine would give the first one's cells twice.
    #[error("two sheets are named {0:?}")]
    TwinSheets(String),
    /// Damaged or incomplete.
    #[error("damaged or incomplete: {0}")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A position on a sheet, from (0, 0) for `A1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// Whether its number format shows a percentage: 0.75 stands for 75%.
    pub percent: bool,
    /// Whether a formula put it there.
    pub formula: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, as typed.
    Text(String),
    /// A number, to the 15 digits that Excel keeps.
    Number(Decimal),
    /// A date, as Excel's day number.
    Date(Decimal),
    /// True or false, or a number beyond what a report holds.
    Other(String),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula without a result.
    NotCalculated,
}

/// A sheet: its name and its cells.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name, as typed.
    pub name: String,
    /// Whether people can see it.
    pub visible: bool,
    cells: BTreeMap<At, Cell>,
    merges: Vec<(At, At)>,
}

impl Cell {
    /// A cell without format or formula.
    pub const fn plain(content: Content) -> Self {
        Self { content, percent: false, formula: false }
    }

    /// What stands in it, as text.
    pub fn shown(&self) -> String {
        match &self.content {
            Content::Text(text) | Content::Other(text) | Content::Error(text) => text.clone(),
            Content::Number(value) if self.percent => match crate::number::as_percent(*value) {
                Ok(percent) => format!("{percent}%"),
                Err(_) => value.to_string(),
            },
            Content::Number(value) => value.normalize().to_string(),
            Content::Date(day) => date(*day).unwrap_or_else(|| day.normalize().to_string()),
            Content::NotCalculated => String::new(),
        }
    }
}

impl Sheet {
    /// A sheet of the given cells, for tests and for what is made in memory.
    pub fn new(name: &str, cells: impl IntoIterator<Item = (At, Cell)>) -> Self {
        let cells = cells.into_iter().collect();
        Self { name: name.to_owned(), visible: true, cells, merges: Vec::new() }
    }

    /// The same sheet with some cells put over its own.
    #[must_use]
    pub fn with(mut self, cells: impl IntoIterator<Item = (At, Cell)>) -> Self {
        self.cells.extend(cells);
        self
    }

    /// The cell there, unless it is empty.
    pub fn get(&self, at: At) -> Option<&Cell> {
        self.cells.get(&at)
    }

    /// The text there, tidied; empty if the cell is.
    pub fn text(&self, at: At) -> String {
        self.get(at).map(|cell| crate::fold::tidy(&cell.shown())).unwrap_or_default()
    }

    /// The text of the merged range that covers the position, or of the cell itself.
    pub fn covering_text(&self, at: At) -> String {
        let covers = |(from, to): &&(At, At)| {
            (from.row..=to.row).contains(&at.row) && (from.column..=to.column).contains(&at.column)
        };
        self.text(self.merges.iter().find(covers).map_or(at, |(from, _)| *from))
    }

    /// The merged ranges, by their corners.
    pub fn merges(&self) -> &[(At, At)] {
        &self.merges
    }

    /// All cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (At, &Cell)> {
        self.cells.iter().map(|(at, cell)| (*at, cell))
    }

    /// The cells of one row.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (At, &Cell)> {
        let of_row = At { row, column: 0 }..=At { row, column: u32::MAX };
        self.cells.range(of_row).map(|(at, cell)| (*at, cell))
    }

    /// The last row that is not empty.
    pub fn last_row(&self) -> Option<u32> {
        self.cells.keys().next_back().map(|at| at.row)
    }
}

/// Reads all sheets of a workbook.
///
/// # Errors
/// If the bytes are no `.xlsx` workbook, a damaged one, or larger than any real report.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    match bytes {
        [] => return Err(ReadError::Empty),
        _ if bytes.len() > MAX_BYTES => return Err(ReadError::TooLarge(bytes.len())),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(ReadError::OleFile),
        [b'P', b'K', ..] => {}
        _ => return Err(ReadError::NotAWorkbook),
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    if listed.len() > MAX_SHEETS {
        return Err(ReadError::TooMuch);
    }
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut left = MAX_CELLS;
    for (name, visible) in listed {
        if sheets.iter().any(|earlier| earlier.name == name) {
            return Err(ReadError::TwinSheets(name));
        }
        let merges = book.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        let merges = merges.iter().map(|range| (at(range.start), at(range.end))).collect();
        let cells = read_cells(&mut book, &name, &mut left)?;
        sheets.push(Sheet { name, visible, cells, merges });
    }
    Ok(sheets)
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

fn read_cells(book: &mut Book<'_>, sheet: &str, left: &mut usize) -> Result<BTreeMap<At, Cell>, ReadError> {
    let mut cells = BTreeMap::new();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
        let Some(content) = content(cell.get_value()) else { continue };
        *left = left.checked_sub(1).ok_or(ReadError::TooMuch)?;
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let percent = format.is_some_and(|format| shows_percent(&format.format_code));
        cells.insert(at(cell.get_position()), Cell { content, percent, formula: false });
    }
    drop(reader);
    // the reader gives either styles or formulas, so formulas take a second pass
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Some(formula) = reader.next_formula().map_err(damaged)? {
        // a cell without a formula comes as an empty one
        if formula.get_value().is_empty() {
            continue;
        }
        let missing = || Cell::plain(Content::NotCalculated);
        cells.entry(at(formula.get_position())).or_insert_with(missing).formula = true;
    }
    Ok(cells)
}

/// The date of Excel's day number, which counts from 1900 and takes that year for a leap year.
fn date(day: Decimal) -> Option<String> {
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let date = first.checked_add_days(Days::new(day.trunc().to_u64()?))?;
    Some(crate::period::date(date))
}

/// Whether a number format multiplies by 100: a `%` that is neither quoted nor escaped.
fn shows_percent(format: &str) -> bool {
    let mut chars = format.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            // the sign after these is shown, padded or repeated as it is
            '\\' | '_' | '*' if !quoted => {
                chars.next();
            }
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

fn content(value: &DataRef<'_>) -> Option<Content> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => Content::Text(text.clone()),
        DataRef::SharedString(text) => Content::Text((*text).to_owned()),
        DataRef::Int(number) => Content::Number((*number).into()),
        // Excel keeps and shows 15 digits; what a double holds beyond them is no one's figure
        DataRef::Float(number) => match Decimal::from_f64(*number).and_then(|value| value.round_sf(15)) {
            Some(value) => Content::Number(value),
            None => Content::Other(number.to_string()),
        },
        DataRef::Bool(value) => Content::Other(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) => match Decimal::from_f64(date.as_f64()) {
            Some(value) => Content::Date(value),
            None => Content::Other(date.as_f64().to_string()),
        },
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Content::Other(text.clone()),
        DataRef::Error(error) => Content::Error(error.to_string()),
    })
}

fn at((row, column): (u32, u32)) -> At {
    At { row, column }
}

fn damaged(error: calamine::XlsxError) -> ReadError {
    ReadError::Damaged(Box::new(error))
}

impl At {
    /// The position of a name such as `C12` or `$C$12`.
    pub fn named(name: &str) -> Option<Self> {
        let name: String = name.trim().chars().filter(|c| *c != '$').collect();
        let digits = name.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) =
            name.split_at_checked(digits).filter(|(letters, _)| (1..=3).contains(&letters.len()))?;
        let row = row.parse::<u32>().ok().filter(|row| (1..=1_048_576).contains(row))?;
        let value =
            |letter: char| letter.is_ascii_alphabetic().then(|| u32::from(letter.to_ascii_uppercase()) - 64);
        let column = letters.chars().try_fold(0, |sum: u32, letter| Some(sum * 26 + value(letter)?))?;
        (1..=16_384).contains(&column).then(|| Self { row: row - 1, column: column - 1 })
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        f.pad(&format!("{letters}{}", self.row + 1))
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{At, Cell, Content, MAX_BYTES, ReadError, read, shows_percent};

    #[test]
    fn only_a_bare_percent_sign_multiplies() {
        assert!(shows_percent("0.00%"));
        assert!(shows_percent("0\"tỷ lệ\"%"));
        assert!(!shows_percent("0\"%\""));
        assert!(!shows_percent("0\\%"));
        assert!(!shows_percent("General"));
    }

    #[test]
    fn a_date_is_shown_as_one() {
        let cell = Cell::plain(Content::Date(46300.into()));
        assert_eq!(cell.shown(), "05/10/2026");
    }

    #[test]
    fn positions_are_written_as_excel_writes_them() {
        let name = |row, column| At { row, column }.to_string();
        assert_eq!(name(11, 2), "C12");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(1_048_575, 16_383), "XFD1048576");
        assert_eq!(At::named("$c$12"), Some(At { row: 11, column: 2 }));
        assert_eq!(At::named("XFD1048576"), Some(At { row: 1_048_575, column: 16_383 }));
        assert!(
            ["", "12", "C", "C0", "XFE1", "Ô C12", "ABCDEFGH1"].iter().all(|name| At::named(name).is_none())
        );
    }

    #[test]
    fn what_is_no_workbook_is_named_as_what_it_is() {
        assert!(matches!(read(b""), Err(ReadError::Empty)));
        assert!(matches!(read(&vec![b'P'; MAX_BYTES + 1]), Err(ReadError::TooLarge(_))));
        assert!(matches!(read(b"<html>"), Err(ReadError::NotAWorkbook)));
        assert!(matches!(read(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]), Err(ReadError::OleFile)));
        assert!(matches!(read(b"PK\x03\x04 half a download"), Err(ReadError::Damaged(_))));
    }
}
