//! Why nothing of a consolidated workbook of the level below can be taken over.

use phuluc_grid::At;

/// The reason why nothing of a consolidated workbook can be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A list, or one of its columns, is missing.
    NoList(String),
    /// A value in a list cannot be understood.
    NotUnderstood {
        /// The sheet.
        sheet: String,
        /// The row, from 1.
        line: u32,
    },
    /// A list lacks lines or has additional ones.
    Lines {
        /// The sheet.
        sheet: &'static str,
        /// The unit of these lines.
        unit: String,
        /// The expected number of lines.
        said: usize,
        /// The number of lines found.
        found: usize,
    },
    /// A form is not defined here in this version.
    UnknownForm(String),
    /// It is a brief workbook, which has no unit's figures.
    Brief,
    /// The totals could not be recalculated.
    NotWorkedOut,
    /// A cell differs from the sum of the units' figures.
    Changed {
        /// The sheet.
        sheet: String,
        /// The cell.
        at: At,
        /// The value in the cell.
        here: String,
        /// The recalculated value.
        expected: String,
    },
}
