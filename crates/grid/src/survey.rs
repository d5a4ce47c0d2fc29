//! The survey of a workbook: the positions of its non-empty cells, and what calamine does not tell about them.
//!
//! It takes the bytes. For every sheet it gives the addresses of all cells that hold something, with their formats,
//! fonts and formulas, and the merged ranges. The survey reads the file without calamine. So it notices every cell
//! that calamine loses: calamine's values must stand exactly where the survey saw cells.

pub(super) mod ods;
pub(super) mod xls;
pub(super) mod xlsb;

use super::appearance::{CellAppearance, Colour};
use super::cell_address::{At, LAST};
use super::colour;
use super::comment::Comment;
use super::formula::Formula;
use super::hidden::Hidden;
use super::limits::MAX_CELLS;
use super::marks::{Look, Looks, Position};
use super::number_format::NumberFormat;
use super::read_error::{Malformed, ReadError};
use super::sheet::{Content, LeftOut};
use phuluc_form::Encoding;
use std::collections::BTreeMap;

/// The survey of a workbook.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The sheets, in their order.
    pub sheets: Vec<SurveyedSheet>,
    /// The formats that cells refer to by index.
    pub formats: Vec<CellFormat>,
    /// The code page of the texts, if it is not the one that the file names.
    pub code_page: Option<u16>,
}

/// The survey of a sheet.
#[derive(Debug, Default)]
pub(super) struct SurveyedSheet {
    /// The non-empty cells.
    pub cells: BTreeMap<At, SurveyedCell>,
    /// The merged ranges.
    pub merges: Vec<(At, At)>,
    /// The hidden rows and columns.
    pub hidden: Hidden,
    /// The comments on its cells.
    pub comments: Vec<Comment>,
    /// The reason why it has no cells, if the survey knows one.
    pub left_out: Option<LeftOut>,
}

/// The survey of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SurveyedCell {
    /// Whether it has a value. A cell with only a formula has none.
    pub given: bool,
    /// Its formula, if it has one.
    pub formula: Option<Formula>,
    /// The index of its format.
    pub format: usize,
    /// The error value that it shows, if it shows one.
    pub error: Option<String>,
    /// The places where its text changes its look, if it does.
    pub looks: Option<Looks>,
    /// Its value, if calamine does not deliver it.
    pub value: Option<Content>,
}

/// The format of a cell for numbers and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellFormat {
    /// The number format.
    pub number: NumberFormat,
    /// The encoding of text, by the font.
    pub encoding: Encoding,
    /// Whether text and numbers are struck through.
    pub struck: bool,
    /// Whether its letters cannot be seen, because of their colour or their size.
    pub unseen: bool,
    /// The appearance of the cell, if it is read.
    pub appearance: CellAppearance,
}

/// The facts about a font that matter here.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    /// Its name.
    pub name: Option<String>,
    /// The look of text in it.
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

    /// The most cells of a workbook.
    pub const fn limit() -> usize {
        MAX_CELLS
    }
}

/// The ground of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing fills it.
    #[default]
    White,
    /// A colour fills it; `None` if it is not known which.
    Filled(Option<Colour>),
}

impl Ground {
    /// Whether letters of a colour are not seen on it. Black letters, and those of which nothing is said, are seen on
    /// what is not filled.
    pub fn hides(self, letters: Option<Colour>) -> bool {
        let ground = match self {
            Self::White => Some(colour::WHITE),
            Self::Filled(colour) => colour,
        };
        letters.zip(ground).is_some_and(|(letters, ground)| colour::are_alike(letters, ground))
    }
}

impl CellFormat {
    /// The format of a cell that names one outside this list. A workbook without any shows everything unformatted.
    pub fn unlisted(listed: &[Self]) -> Self {
        let number = if listed.is_empty() { NumberFormat::GENERAL } else { NumberFormat::missing() };
        Self { number, ..Self::default() }
    }

    /// The format made of the code of a number format and a font.
    pub fn new(number: &str, font: Option<&Font>) -> Self {
        let name = font.and_then(|font| font.name.as_deref());
        Self {
            number: NumberFormat::new(number),
            encoding: name.map_or(Encoding::Unicode, Encoding::of_font),
            struck: font.is_some_and(|font| font.look.struck),
            unseen: font.is_some_and(|font| font.look.unseen),
            appearance: CellAppearance::default(),
        }
    }
}

/// Whether letters of this size, in twentieths of a point, are so small that nobody sees them.
fn are_dots(size: Option<u16>) -> bool {
    size.is_some_and(|size| (1..=40).contains(&size))
}

/// The position of text in its line, from its number in `.xls` and `.xlsb`.
fn escapement(number: Option<u16>) -> Position {
    match number {
        Some(1) => Position::Raised,
        Some(2) => Position::Lowered,
        _ => Position::Level,
    }
}
