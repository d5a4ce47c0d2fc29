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

use super::error::{Odd, ReadError};
use super::{At, MAX_CELLS};
use crate::script::Script;
use std::collections::BTreeMap;

/// The last row and column that Excel has, from 0.
pub(super) const LAST: At = At { row: 1_048_575, column: 16_383 };

/// What was seen in a workbook.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The sheets in their order.
    pub sheets: Vec<Surveyed>,
    /// The formats that cells refer to.
    pub formats: Vec<Format>,
}

/// What was seen on a sheet.
#[derive(Debug, Default)]
pub(super) struct Surveyed {
    /// The cells that are not empty.
    pub cells: BTreeMap<At, Mark>,
    /// The merged ranges.
    pub merges: Vec<(At, At)>,
}

/// What was seen of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Whether it has a value, or only a formula without a result.
    pub given: bool,
    /// Whether a formula put it there.
    pub formula: bool,
    /// Its format, by number.
    pub format: usize,
    /// The error that it shows.
    pub error: Option<String>,
}

/// A format of cells, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Format {
    /// Whether numbers are shown times 100.
    pub percent: bool,
    /// The code in which text is written, as its font says.
    pub script: Script,
}

impl Surveyed {
    /// Notes a cell.
    pub fn add(&mut self, at: At, mark: Mark, sheet: &str, left: &mut usize) -> Result<(), ReadError> {
        if at.row > LAST.row || at.column > LAST.column {
            return Err(ReadError::Odd(Odd::OutsideGrid(at.to_string())));
        }
        *left = left.checked_sub(1).ok_or(ReadError::TooMuch)?;
        match self.cells.insert(at, mark) {
            None => Ok(()),
            Some(_) => Err(ReadError::Odd(Odd::TwinCells(sheet.to_owned(), at))),
        }
    }

    /// How many cells a workbook may still have.
    pub const fn limit() -> usize {
        MAX_CELLS
    }
}

impl Format {
    /// The format of a number format's text and a font's name.
    pub fn new(number: &str, font: Option<&str>) -> Self {
        Self { percent: shows_percent(number), script: font.map_or(Script::Unicode, Script::of_font) }
    }
}

/// The text of the built-in number formats that show percentages: the only ones that matter here.
pub(super) const fn built_in(id: u32) -> &'static str {
    match id {
        9 => "0%",
        10 => "0.00%",
        _ => "General",
    }
}

/// Whether a number format multiplies by 100: a `%` that is neither quoted nor escaped.
pub(super) fn shows_percent(format: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::shows_percent;

    #[test]
    fn only_a_bare_percent_sign_multiplies() {
        assert!(shows_percent("0.00%"));
        assert!(shows_percent("0\"tỷ lệ\"%"));
        assert!(!shows_percent("0\"%\""));
        assert!(!shows_percent("0\\%"));
        assert!(!shows_percent("General"));
    }
}
