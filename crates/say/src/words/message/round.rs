//! Messages about a round as a whole.

use phuluc_form::{Moment, Period};
use phuluc_round::attachments::OtherFile;
use phuluc_round::{Difference, Manifest, OtherPacks};

/// The next step of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Staff fill in the list of units.
    ListUnits,
    /// Staff make the workbooks for the units.
    HandOut,
    /// Staff send the workbooks out and wait for reports.
    Await,
    /// Staff take in this number of files that somebody put into the folder by hand.
    TakeIn(usize),
    /// Staff name the senders of this number of files.
    NameSenders(usize),
    /// Staff find the files of this number of units again.
    FindFiles(usize),
    /// Staff make workbooks to send back to this number of units with errors.
    SendBack(usize),
    /// Staff send the workbooks with remarks back to this number of units.
    AwaitCorrected(usize),
    /// Staff send the workbooks with remarks back from this folder, or from the round's own; how many units that
    /// concerns is not known.
    AwaitResent(Option<String>),
    /// Staff decide between sendings of this number of units.
    Decide(usize),
    /// Staff remind this number of units that have not sent everything.
    Remind(usize),
    /// Staff look at the status of the round.
    Look,
    /// Staff consolidate the round.
    Consolidate,
    /// Staff close the round.
    Close,
    /// The round is closed; staff may verify it.
    Verify,
    /// Staff put back what differs from the closed round, and verify again.
    PutBack,
    /// Nothing is left to do.
    Nothing,
}

/// A message about a round as a whole, from its making to its closing.
#[derive(Clone, Copy, Debug)]
pub enum RoundMessage<'m> {
    /// A round was made.
    Made {
        /// Its folder.
        folder: &'m str,
        /// Its period.
        period: Period,
        /// The moment by which reports must have arrived.
        due: Moment,
        /// The number of units.
        units: usize,
        /// The number of forms.
        forms: usize,
    },
    /// A list was written for the figures that others are to give.
    OutsidePrepared {
        /// The list.
        file: &'m str,
        /// The number of figures.
        figures: usize,
    },
    /// The round uses other packs of forms than those that it was made with.
    OtherPacks {
        /// The difference.
        other: &'m OtherPacks,
        /// Whether the packs in use were named on the command line.
        named: bool,
        /// The round, as people name it.
        round: &'m str,
    },
    /// The page is served at this address.
    Serving(&'m str),
    /// The workbooks to hand out were written.
    BlanksWritten {
        /// The number of workbooks written.
        written: usize,
        /// The number of workbooks that were there before and were left alone.
        kept: usize,
        /// The number of figures that they carry over from the round before.
        carried: usize,
        /// The names of workbooks in the folder that are no unit's.
        of_nobody: &'m [String],
        /// Their folder.
        folder: &'m str,
    },
    /// The names of workbooks in the folder of blanks that are no unit's.
    BlanksOfNobody(&'m [String]),
    /// How far the reading of files is.
    Reading {
        /// The number of files read.
        done: usize,
        /// The number of all files.
        of: usize,
    },
    /// The next step.
    Next {
        /// The step.
        step: &'m NextStep,
        /// The round, as it is named on the command line.
        round: &'m str,
    },
    /// The path of a file that is not in the register.
    NotInRegister(&'m str),
    /// A copy of a registered file.
    Copy {
        /// The copy.
        path: &'m str,
        /// The registered file.
        original: &'m str,
    },
    /// A file that the register does not have and that cannot be taken in.
    CannotBeTakenIn {
        /// The file.
        path: &'m str,
        /// The reason.
        why: &'m str,
    },
    /// The path of a file that cannot be read when the round is closed.
    NotHashed(&'m str),
    /// Files or folders that stand in a folder and are not read.
    PassedOver {
        /// Their paths, as a list.
        paths: &'m str,
        /// The reason.
        why: PassedOver,
    },
    /// The path of a file that was written.
    Written(&'m str),
    /// That no unit has figures that a chart could show, and the folder that stays as it is.
    NoCharts(&'m str),
    /// A file that was written earlier and says nothing any more was deleted.
    NoLongerNeeded(&'m str),
    /// A round was consolidated.
    Consolidated {
        /// The workbook that everybody opens.
        workbook: &'m str,
        /// The complete one beside it, if that is a brief one.
        complete: Option<&'m str>,
        /// Whether there are findings in it.
        has_findings: bool,
    },
    /// Workbooks to send back were written.
    ReturnsWritten {
        /// The number of workbooks.
        files: usize,
        /// Their folder.
        folder: &'m str,
    },
    /// Earlier workbooks to send back were moved to another folder.
    ReturnsSetAside {
        /// Their names.
        names: &'m [String],
        /// The folder.
        folder: &'m str,
    },
    /// A workbook to send back could not be written.
    ReturnFailed {
        /// The sender.
        unit: &'m str,
        /// The reason.
        why: &'m str,
    },
    /// A blank was written.
    BlankWritten {
        /// Its path.
        path: &'m str,
        /// The short names of its forms.
        forms: &'m str,
    },
    /// A form in a blank is not in force in the blank's period.
    BlankNotInForce {
        /// The name of the form.
        form: &'m str,
        /// How long it is in force, and what replaces it.
        why: &'m str,
    },
    /// Figures of the period before were carried over into a blank.
    CarriedOver {
        /// The number of figures.
        figures: usize,
    },
    /// A unit whose report was sent back and has not come again.
    ReturnedOpen {
        /// The unit.
        unit: &'m str,
    },
    /// The path of a file whose unit is not known.
    UnitUnknown(&'m str),
    /// The path of a lock that an earlier run left behind and that was taken over.
    LockTakenOver(&'m str),
    /// The cut-off of the data is still to come.
    BeforeCutOff(Moment),
    /// A round was closed.
    Closed {
        /// The moment.
        at: Moment,
        /// The record.
        manifest: &'m Manifest,
        /// The file of the record.
        file: &'m str,
    },
    /// A closed round was verified.
    Verified {
        /// The record of the round.
        manifest: &'m Manifest,
        /// Whether everything is unchanged.
        same: bool,
    },
    /// A difference between a closed round and its record.
    Difference(&'m Difference),
}

/// Why a file or folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedOver {
    /// It is a file of a kind from which no figures are read.
    OfKind(OtherFile),
    /// It is an archive or a mail, which are opened only when they are taken into a round.
    Packed,
    /// It is a link to a folder that contains it.
    LeadsBack,
}

impl PassedOver {
    /// The reason for a file whose name is not that of a workbook.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "zip" | "eml" => Self::Packed,
            _ => Self::OfKind(OtherFile::of_name(name).unwrap_or(OtherFile::Unknown)),
        }
    }
}
