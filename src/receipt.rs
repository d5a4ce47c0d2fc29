//! Receipts: what was done so that a form could be read that is not quite as its blank.
//!
//! A receipt is no mistake of the sender's. It says where the reader used its judgement, so that the
//! officer can look there first.

use crate::grid::At;
use crate::legacy_encoding::Encoding;
use crate::locate::Basis;

/// What was done while reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// Text in a code from before Unicode was read as its font shows it.
    OldFont(Encoding),
    /// The rows of one form were read from several sheets, by name.
    Joined(Vec<String>),
    /// Columns were found though they are not labelled as printed: the foot of the header, the column,
    /// and what stands above it.
    Columns(Vec<(At, String, String)>),
    /// Rows were found that do not stand where they are printed.
    Rows {
        /// The rows, in the form's order.
        rows: Vec<AlignedRows>,
        /// How sure it is that the table is this form, in percent: the mean over all its rows of how well
        /// code and label agree.
        confidence: u8,
    },
}

/// Rows of a form that follow one another on the sheet, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignedRows {
    /// The first row in the blank form, from 1.
    pub printed: u32,
    /// The first row on the sheet, from 1.
    pub at: u32,
    /// How many they are.
    pub count: u32,
    /// By what they were found.
    pub basis: Basis,
    /// Whether they stand elsewhere than their neighbours.
    pub moved: bool,
}

impl Receipt {
    /// The id of the general rule that explains it.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::OldFont(_) => "old-font",
            Self::Joined(_) => "form-joined",
            Self::Columns(_) => "columns-aligned",
            Self::Rows { .. } => "rows-aligned",
        }
    }
}

impl AlignedRows {
    /// A single row.
    pub const fn new(printed: u32, at: u32, basis: Basis, moved: bool) -> Self {
        Self { printed, at, count: 1, basis, moved }
    }

    /// Whether a row comes next in the form and on the sheet, found in the same way.
    pub fn is_followed_by(&self, printed: u32, at: u32, basis: Basis, moved: bool) -> bool {
        printed == self.printed + self.count
            && at == self.at + self.count
            && basis == self.basis
            && moved == self.moved
    }

    /// Takes the next row in.
    pub const fn extend(&mut self) {
        self.count += 1;
    }

    /// How much further down the rows stand than in the blank form.
    pub fn shift(&self) -> i64 {
        i64::from(self.at) - i64::from(self.printed)
    }

    /// Whether they were found otherwise than by code and label in their place.
    pub fn needed_judgement(&self) -> bool {
        self.moved || self.basis != Basis::CodeAndLabel
    }
}
