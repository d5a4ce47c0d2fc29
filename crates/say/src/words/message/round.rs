//! What is said about a round as a whole.

use phuluc_form::{Moment, Period};
use phuluc_round::attachments::OtherFile;
use phuluc_round::{Difference, Manifest, OtherPacks};

/// Something that is said about a round, from its making to its closing.
#[derive(Clone, Copy, Debug)]
pub enum RoundMessage<'m> {
    /// A round was made.
    Made {
        /// Its folder.
        folder: &'m str,
        /// Its period.
        period: Period,
        /// Until when reports must have come.
        due: Moment,
        /// How many units it has.
        units: usize,
        /// How many forms it asks for.
        forms: usize,
    },
    /// A round is worked on with other packs of forms than it was begun with.
    OtherPacks(&'m OtherPacks),
    /// The page can be opened, at this address.
    Serving(&'m str),
    /// The workbooks to hand out were written.
    BlanksWritten {
        /// How many.
        written: usize,
        /// How many were there before and were left as they are.
        kept: usize,
        /// How many figures of the round before they carry over.
        carried: usize,
        /// Into which folder.
        folder: &'m str,
    },
    /// How far the reading is.
    Reading {
        /// How many files were read.
        done: usize,
        /// How many there are.
        of: usize,
    },
    /// A file that the register does not have.
    NotInRegister(&'m str),
    /// What stands in a folder and is not read.
    PassedOver {
        /// The paths, as a list.
        paths: &'m str,
        /// Why.
        why: PassedOver,
    },
    /// A file was written.
    Written(&'m str),
    /// Workbooks to send back were written.
    ReturnsWritten {
        /// How many.
        files: usize,
        /// Into which folder.
        folder: &'m str,
    },
    /// A blank was written.
    BlankWritten {
        /// Where it is.
        path: &'m str,
        /// The forms in it, as people call them.
        forms: &'m str,
    },
    /// Figures of the period before were carried over into a blank.
    CarriedOver {
        /// How many.
        figures: usize,
    },
    /// A report that was sent back and has not come again.
    ReturnedOpen {
        /// The unit.
        unit: &'m str,
    },
    /// A file whose unit is not known.
    UnitUnknown(&'m str),
    /// A lock was taken over from a process that is gone.
    LockTakenOver(&'m str),
    /// Data still counts up to a moment that is to come.
    BeforeCutOff(Moment),
    /// A round was closed.
    Closed {
        /// When.
        at: Moment,
        /// How many files it is made of.
        files: usize,
        /// The record.
        file: &'m str,
    },
    /// A closed round was looked at again.
    Verified {
        /// Its record.
        manifest: &'m Manifest,
        /// Whether all is as it was.
        same: bool,
    },
    /// What is not as it was.
    Difference(&'m Difference),
}

/// Why something in a folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedOver {
    /// No figures are read from files of its kind.
    OfKind(OtherFile),
    /// It is an archive or a mail, which are opened where they are taken into a round.
    Packed,
    /// It is a link to a folder that it stands in.
    LeadsBack,
}

impl PassedOver {
    /// Why a file is not read that is no workbook by its name.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "zip" | "eml" => Self::Packed,
            _ => Self::OfKind(OtherFile::of_name(name).unwrap_or(OtherFile::Unknown)),
        }
    }
}
