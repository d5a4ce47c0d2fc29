//! A survey of a workbook: which cells are not empty, and what the reader does not tell about them.
//!
//! Takes the bytes; gives for every sheet the places of all cells that hold something, with their
//! formats, fonts, formulas and merged ranges. It looks at the file for itself, without calamine, so
//! that a cell that calamine loses, and be it one in a million, is noticed: what is delivered must
//! stand exactly where something was surveyed.

pub(super) mod ods;
pub(super) mod xls;
pub(super) mod xlsb;
pub(super) mod xlsx;

use super::cell_address::{At, LAST};
use super::formula::Formula;
use super::limits::MAX_CELLS;
use super::number_format::NumberFormat;
use super::read_error::{Malformed, ReadError};
use crate::legacy_encoding::Encoding;
use std::collections::BTreeMap;

/// What was seen in a workbook.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The sheets in their order.
    pub sheets: Vec<SurveyedSheet>,
    /// The formats that cells refer to.
    pub formats: Vec<CellFormat>,
}

/// What was seen on a sheet.
#[derive(Debug, Default)]
pub(super) struct SurveyedSheet {
    /// The cells that are not empty.
    pub cells: BTreeMap<At, SurveyedCell>,
    /// The merged ranges.
    pub merges: Vec<(At, At)>,
}

/// What was seen of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SurveyedCell {
    /// Whether it has a value, or only a formula without a result.
    pub given: bool,
    /// The formula that put it there.
    pub formula: Option<Formula>,
    /// Its format, by number.
    pub format: usize,
    /// The error that it shows.
    pub error: Option<String>,
}

/// A format of cells, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellFormat {
    /// How numbers are shown.
    pub number: NumberFormat,
    /// The encoding of text, as its font says.
    pub encoding: Encoding,
}

impl SurveyedSheet {
    /// Notes a cell.
    pub fn add(
        &mut self,
        at: At,
        mark: SurveyedCell,
        sheet: &str,
        left: &mut usize,
    ) -> Result<(), ReadError> {
        if at.row > LAST.row || at.column > LAST.column {
            return Err(ReadError::Malformed(Malformed::OutsideGrid(at.to_string())));
        }
        *left = left.checked_sub(1).ok_or(ReadError::TooMuch)?;
        match self.cells.insert(at, mark) {
            None => Ok(()),
            Some(_) => Err(ReadError::Malformed(Malformed::TwinCells(sheet.to_owned(), at))),
        }
    }

    /// How many cells a workbook may still have.
    pub const fn limit() -> usize {
        MAX_CELLS
    }
}

impl CellFormat {
    /// The format of a number format's text and a font's name.
    pub fn new(number: &str, font: Option<&str>) -> Self {
        Self {
            number: NumberFormat::new(number),
            encoding: font.map_or(Encoding::Unicode, Encoding::of_font),
        }
    }
}

/// The text of the built-in number formats; those of dates calamine knows.
pub(super) const fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        _ => "General",
    }
}
