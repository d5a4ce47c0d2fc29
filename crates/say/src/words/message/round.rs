//! Messages about a round as a whole.

use phuluc_form::{Moment, Period};
use phuluc_round::attachments::OtherFile;
use phuluc_round::{Difference, Manifest, OtherPacks};

/// A step of a round that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// The list of units is to be filled in.
    ListUnits,
    /// Workbooks are to be made for the units.
    HandOut,
    /// They are to be sent out, and reports awaited.
    Await,
    /// So many files were put there by hand and are to be taken in.
    TakeIn(usize),
    /// The senders of so many files are to be named.
    NameSenders(usize),
    /// So many units have something to mend.
    SendBack(usize),
    /// What was made is to be sent back to so many units.
    AwaitCorrected(usize),
    /// What was made is to be sent back to whoever has something to mend.
    AwaitResent,
    /// So many units have not sent all.
    Remind(usize),
    /// It is to be looked where the round stands.
    Look,
    /// The round can be consolidated.
    Consolidate,
    /// The round can be closed.
    Close,
    /// It is closed, and can be verified.
    Verify,
    /// Nothing is left to do.
    Nothing,
}

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
    /// What comes next.
    Next {
        /// Which step.
        step: NextStep,
        /// The round, as it is named on the command line.
        round: &'m str,
    },
    /// A file that the register does not have.
    NotInRegister(&'m str),
    /// A file that the register does not have and that cannot be taken in.
    CannotBeTakenIn {
        /// The file.
        path: &'m str,
        /// Why.
        why: &'m str,
    },
    /// A file of a round that cannot be read when it is closed.
    NotHashed(&'m str),
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
    /// Earlier workbooks to send back were moved aside.
    ReturnsSetAside {
        /// Their names.
        names: &'m [String],
        /// Into which folder.
        folder: &'m str,
    },
    /// A sender's workbook to send back could not be written.
    ReturnFailed {
        /// The sender.
        unit: &'m str,
        /// Why.
        why: &'m str,
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
