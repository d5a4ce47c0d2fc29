//! What is to be said about a file as it came, whatever stands in it.

use crate::consolidate::Refusal;
use crate::parcel::Kind;

/// Something strange about a file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Which unit sent the file is not certain.
    UnitDoubtful {
        /// The name in the file, if there is one.
        said: Option<String>,
        /// The units that may be meant.
        may_be: Vec<String>,
    },
    /// The file is named for another unit than its content is of.
    NamedForOther {
        /// The unit whose report it is.
        here: String,
        /// The unit in its name.
        file_name: String,
    },
    /// The same bytes came before.
    SameFileAgain {
        /// The file.
        first: String,
        /// The sending.
        number: u32,
    },
    /// No figures are read from a file of this kind.
    NotTaken(Kind),
    /// All figures are those of the period before.
    SameAsBefore {
        /// How many figures.
        figures: usize,
    },
    /// The file is not what it was when it came.
    ChangedSinceReceipt,
    /// A consolidated workbook whose figures cannot be taken over.
    NotTakenOver(Refusal),
    /// A unit's figures came by two ways, and those of this file are not counted.
    CameTwice {
        /// The unit.
        unit: String,
        /// The file whose figures count.
        counted: String,
    },
}

impl Oddity {
    /// The general rule that it comes from.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::UnitDoubtful { .. } => "unit-doubtful",
            Self::NamedForOther { .. } => "named-for-other",
            Self::SameFileAgain { .. } => "file-repeated",
            Self::NotTaken(_) => "file-not-taken",
            Self::SameAsBefore { .. } => "same-as-before",
            Self::ChangedSinceReceipt => "file-changed",
            Self::NotTakenOver(_) => "consolidated-not-taken-over",
            Self::CameTwice { .. } => "unit-came-twice",
        }
    }
}
