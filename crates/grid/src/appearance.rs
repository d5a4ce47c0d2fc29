//! The appearance of a sheet, for those who draw it as its sender sees it: widths of columns, and of cells the fill,
//! the weight of the letters and where they stand. No check depends on it.
//!
//! It is noted only for the part of a sheet that people look at first ([`MOST_ROWS`], [`MOST_COLUMNS`]), so that a
//! file cannot make it large.

use super::cell_address::At;
use serde::{Deserialize, Serialize};

/// The numbers of rows and columns from the upper left corner whose appearance is noted.
pub const MOST_ROWS: u32 = 600;
/// See [`MOST_ROWS`].
pub const MOST_COLUMNS: u32 = 60;
/// The most kinds of cells, and the most ranges of columns, that are noted.
const MOST_KINDS: usize = 1000;
/// The width of a column that has none, in pixels.
const USUAL_WIDTH: u32 = 64;

/// The appearance of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// The width of columns without one of their own, in pixels, if the sheet says it.
    usual_width: Option<u32>,
    /// The widths of columns, from first to last, in pixels.
    widths: Vec<(u32, u32, u32)>,
    /// The kinds of cells, each once.
    kinds: Vec<CellAppearance>,
    /// The cells in a row that look alike, from first to last, with the index of their kind.
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    from: At,
    last: u32,
    kind: usize,
}

/// The appearance of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellAppearance {
    /// The colour that fills it, if one does.
    pub fill: Option<Colour>,
    /// The colour of its letters, if they have one of their own.
    pub letters: Option<Colour>,
    /// Whether its letters are bold.
    pub is_bold: bool,
    /// Whether its text goes on in further lines.
    pub wraps: bool,
    /// The side of the cell at which its content stands; `None` if that depends on the content.
    pub side: Option<Side>,
}

/// The side of a cell at which its content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// On the left.
    Left,
    /// In the middle.
    Middle,
    /// On the right.
    Right,
}

/// A colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colour(pub [u8; 3]);

impl Appearance {
    /// Whether the widths of columns are known.
    pub const fn has_widths(&self) -> bool {
        self.usual_width.is_some() || !self.widths.is_empty()
    }

    /// The width of a column in pixels.
    pub fn width(&self, column: u32) -> u32 {
        let own = self.widths.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
        own.map_or(self.usual_width.unwrap_or(USUAL_WIDTH), |(_, _, width)| *width)
    }

    /// The appearance of a cell.
    pub fn cell(&self, at: At) -> CellAppearance {
        let next = self.runs.partition_point(|run| run.from <= at);
        let run = next.checked_sub(1).and_then(|index| self.runs.get(index));
        let run = run.filter(|run| run.from.row == at.row && at.column <= run.last);
        run.and_then(|run| self.kinds.get(run.kind)).copied().unwrap_or_default()
    }

    /// Notes the width of columns that have none of their own.
    pub(super) const fn set_usual_width(&mut self, width: u32) {
        self.usual_width = Some(width);
    }

    /// Notes the width of columns.
    pub(super) fn add_columns(&mut self, first: u32, last: u32, width: u32) {
        if first < MOST_COLUMNS && self.widths.len() < MOST_KINDS {
            self.widths.push((first, last, width));
        }
    }

    /// Notes a cell. Cells come row by row; one that comes out of order is left out.
    pub(super) fn add(&mut self, at: At, cell: CellAppearance) {
        if cell == CellAppearance::default() || at.row >= MOST_ROWS || at.column >= MOST_COLUMNS {
            return;
        }
        if let Some(run) = self.runs.last_mut() {
            let end = At { row: run.from.row, column: run.last };
            if at <= end {
                return;
            }
            let continues = at.row == end.row && at.column == end.column + 1;
            if continues && self.kinds.get(run.kind) == Some(&cell) {
                run.last = at.column;
                return;
            }
        }
        let known = self.kinds.iter().position(|kind| *kind == cell);
        let kind = known.unwrap_or(self.kinds.len());
        if kind == MOST_KINDS {
            return;
        }
        if known.is_none() {
            self.kinds.push(cell);
        }
        self.runs.push(Run { from: at, last: at.column, kind });
    }
}

impl Colour {
    /// Whether white letters are easier to read on it than black ones.
    pub fn is_dark(self) -> bool {
        let [red, green, blue] = self.0.map(u32::from);
        red * 299 + green * 587 + blue * 114 < 128_000
    }
}

#[cfg(test)]
mod tests {
    use super::{Appearance, CellAppearance, Colour};
    use crate::At;

    #[test]
    fn cells_that_look_alike_are_one_run() {
        let filled = CellAppearance { fill: Some(Colour([255, 255, 0])), ..CellAppearance::default() };
        let bold = CellAppearance { is_bold: true, ..CellAppearance::default() };
        let mut sheet = Appearance::default();
        let places =
            [(0, 1, filled), (0, 2, filled), (0, 3, bold), (0, 5, bold), (2, 0, filled), (1, 0, bold)];
        for (row, column, cell) in places {
            sheet.add(At { row, column }, cell);
        }
        assert_eq!((sheet.runs.len(), sheet.kinds.len()), (4, 2));
        let at = |row, column| sheet.cell(At { row, column });
        assert_eq!(
            [at(0, 0), at(0, 2), at(0, 3), at(0, 4), at(0, 5)],
            [CellAppearance::default(), filled, bold, CellAppearance::default(), bold]
        );
        // what comes out of order is left out
        assert_eq!(
            [at(2, 0), at(1, 0), at(2, 1)],
            [filled, CellAppearance::default(), CellAppearance::default()]
        );
    }

    #[test]
    fn a_column_without_a_width_has_the_usual_one() {
        let mut sheet = Appearance::default();
        assert!(!sheet.has_widths());
        sheet.add_columns(1, 2, 100);
        assert_eq!([0, 1, 2, 3].map(|column| sheet.width(column)), [64, 100, 100, 64]);
        sheet.set_usual_width(80);
        assert_eq!(sheet.width(3), 80);
    }

    #[test]
    fn white_letters_stand_on_dark_fills() {
        assert_eq!(
            [[0, 0, 0], [31, 78, 121], [255, 192, 0], [255, 255, 255]].map(|it| Colour(it).is_dark()),
            [true, true, false, false]
        );
    }
}
