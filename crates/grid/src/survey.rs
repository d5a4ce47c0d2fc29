//! A survey of a workbook: where its cells are that are not empty, and what calamine does not tell of them.
//!
//! Takes the bytes; gives for every sheet the addresses of all cells that hold something, with their
//! formats, fonts and formulas, and the merged ranges. The survey reads the file without calamine. So it
//! notices every cell that calamine loses: calamine's values must stand exactly where the survey saw cells.

pub(super) mod ods;
pub(super) mod xls;
pub(super) mod xlsb;

use super::cell_address::{At, LAST};
use super::formula::Formula;
use super::hidden::Hidden;
use super::limits::MAX_CELLS;
use super::marks::{Look, Looks, Position};
use super::number_format::NumberFormat;
use super::read_error::{Malformed, ReadError};
use super::sheet::Content;
use phuluc_form::Encoding;
use std::collections::BTreeMap;

/// What the survey saw in a workbook.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The sheets in their order.
    pub sheets: Vec<SurveyedSheet>,
    /// The formats that cells refer to.
    pub formats: Vec<CellFormat>,
}

/// What the survey saw on a sheet.
#[derive(Debug, Default)]
pub(super) struct SurveyedSheet {
    /// The cells that are not empty.
    pub cells: BTreeMap<At, SurveyedCell>,
    /// The merged ranges.
    pub merges: Vec<(At, At)>,
    /// The rows and columns that are not shown.
    pub hidden: Hidden,
}

/// What the survey saw of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SurveyedCell {
    /// Whether it has a value; a cell with only a formula has none.
    pub given: bool,
    /// The formula that put it there.
    pub formula: Option<Formula>,
    /// The index of its format.
    pub format: usize,
    /// The error value that it shows.
    pub error: Option<String>,
    /// Where its text changes its look, if it does.
    pub looks: Option<Looks>,
    /// Its value, if calamine does not deliver it.
    pub value: Option<Content>,
}

/// How a cell shows numbers and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellFormat {
    /// How numbers are shown.
    pub number: NumberFormat,
    /// The encoding of text, as its font says.
    pub encoding: Encoding,
    /// Whether text and numbers are struck through.
    pub struck: bool,
}

/// What matters of a font.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    /// Its name.
    pub name: Option<String>,
    /// How text in it looks.
    pub look: Look,
}

impl SurveyedSheet {
    /// Notes a cell.
    pub fn add(
        &mut self,
        at: At,
        cell: SurveyedCell,
        sheet: &str,
        left: &mut usize,
    ) -> Result<(), ReadError> {
        if at.row > LAST.row || at.column > LAST.column {
            return Err(ReadError::Malformed(Malformed::OutsideGrid(at.to_string())));
        }
        *left = left.checked_sub(1).ok_or(ReadError::TooMuch)?;
        match self.cells.insert(at, cell) {
            None => Ok(()),
            Some(_) => Err(ReadError::Malformed(Malformed::TwinCells(sheet.to_owned(), at))),
        }
    }

    /// How many cells a workbook may have.
    pub const fn limit() -> usize {
        MAX_CELLS
    }
}

impl CellFormat {
    /// The format for the code of a number format and a font.
    pub fn new(number: &str, font: Option<&Font>) -> Self {
        let name = font.and_then(|font| font.name.as_deref());
        Self {
            number: NumberFormat::new(number),
            encoding: name.map_or(Encoding::Unicode, Encoding::of_font),
            struck: font.is_some_and(|font| font.look.struck),
        }
    }
}

/// Where text stands in its line, as `.xls` and `.xlsb` number it.
fn escapement(number: Option<u16>) -> Position {
    match number {
        Some(1) => Position::Raised,
        Some(2) => Position::Lowered,
        _ => Position::Level,
    }
}
