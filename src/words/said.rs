//! The sentences about a round, each named once with the figures in it.

use crate::consolidate::Standing;
use crate::draft::Size;
use crate::finding::{Decision, Ruling};
use crate::list::{Flaw, ListProblems};
use crate::manifest::{Difference, Manifest};
use crate::moment::Moment;
use crate::period::Period;
use crate::status::{UnitStatus, Until};
use crate::words::Lang;

/// Something that is said about a round.
#[derive(Clone, Copy, Debug)]
pub enum Said<'s> {
    /// Where a flaw of a list is: file, sheet and cell.
    FlawAt {
        /// The file.
        file: &'s str,
        /// The sheet.
        sheet: &'s str,
        /// The cell.
        cell: Option<&'s str>,
    },
    /// The heading of a mistake in `round.toml`.
    Mistake,
    /// What is wrong there.
    Flaw(&'s Flaw),
    /// How many files of how many units were taken in.
    TakenIn {
        /// How many files.
        files: usize,
        /// Of how many units.
        units: usize,
        /// The register.
        register: &'s str,
    },
    /// A file that was taken in.
    TakenFile {
        /// Its unit.
        unit: &'s str,
        /// The sending.
        number: u32,
        /// Where it is now.
        path: &'s str,
        /// The name under which it came.
        original: &'s str,
    },
    /// The unit is not asked for anything in this round.
    OwesNothing,
    /// A file was checked.
    Checked {
        /// How many errors it has.
        errors: usize,
    },
    /// What a sending changes in a form.
    Changed {
        /// The form.
        form: &'s str,
        /// The sending before.
        number: u32,
        /// In how many places.
        places: usize,
    },
    /// The heading of files whose unit is not known.
    UnitsUnknown(usize),
    /// The heading of lines to be pasted into the list of units.
    Paste,
    /// The heading of what was not taken in.
    NotTaken(usize),
    /// Two sendings of which the newer has errors.
    Contested {
        /// The one that counts.
        counted: u32,
        /// The newer.
        newer: u32,
    },
    /// What was decided.
    Ruling(&'s Ruling),
    /// A decision: what, by whom, when, on which basis.
    Decision(&'s Decision),
    /// A figure that was adjusted.
    Adjusted {
        /// The place.
        place: &'s str,
        /// What stands there.
        from: &'s str,
        /// What counts.
        to: &'s str,
        /// The decision.
        decision: &'s Decision,
    },
    /// A decision was recorded.
    Decided {
        /// The unit.
        unit: &'s str,
        /// What was decided.
        ruling: &'s str,
        /// The list of decisions.
        file: &'s str,
    },
    /// A decision that matches nothing any more.
    Unmatched {
        /// The unit.
        unit: &'s str,
        /// The decision.
        decision: &'s Decision,
    },
    /// How far the reading is.
    Reading {
        /// How many files were read.
        done: usize,
        /// How many there are.
        of: usize,
    },
    /// A file that the register does not have.
    NotInRegister(&'s str),
    /// A file was written.
    Written(&'s str),
    /// The moment up to which a round is counted, and its due time.
    StatusAt {
        /// The moment.
        at: Moment,
        /// The due time.
        due: Option<Moment>,
    },
    /// How many units have sent everything.
    Completeness(&'s str),
    /// How many had in time.
    Timeliness(&'s str),
    /// Where a unit stands.
    Standing(&'s UnitStatus<'s>),
    /// How late a unit is.
    Late {
        /// By how many seconds.
        seconds: i64,
        /// Whether all has come by now.
        complete: bool,
    },
    /// A unit may send later.
    Extended {
        /// Until when.
        until: Moment,
        /// By which document.
        by: Option<&'s str>,
    },
    /// The heading of reminders.
    Reminders,
    /// To a unit of which forms have not come.
    RemindMissing {
        /// Now.
        at: Moment,
        /// The forms.
        forms: &'s [&'s str],
        /// The unit, as letters address it.
        unit: &'s str,
        /// Until when it is asked to send.
        until: Until,
    },
    /// To a unit whose files cannot be used.
    RemindUnusable {
        /// Why not.
        standing: Standing,
        /// The forms.
        forms: &'s [&'s str],
        /// The unit, as letters address it.
        unit: &'s str,
        /// Until when it is asked to send.
        until: Until,
    },
    /// To a unit whose report was sent back.
    RemindReturned {
        /// When.
        when: Moment,
        /// The unit, as letters address it.
        unit: &'s str,
        /// Until when it is asked to send.
        until: Until,
    },
    /// To a unit whose report has errors.
    RemindErrors {
        /// How many.
        errors: usize,
        /// When it came.
        received: Option<Moment>,
        /// The unit, as letters address it.
        unit: &'s str,
        /// Until when it is asked to send.
        until: Until,
    },
    /// Workbooks to send back were written.
    ReturnsWritten {
        /// How many.
        files: usize,
        /// Into which folder.
        folder: &'s str,
    },
    /// A report that was sent back and has not come again.
    ReturnedOpen {
        /// The unit.
        unit: &'s str,
    },
    /// A file whose unit is not known.
    OfNobody(&'s str),
    /// A round was closed.
    Closed {
        /// When.
        at: Moment,
        /// How many files it is made of.
        files: usize,
        /// The record.
        file: &'s str,
    },
    /// A closed round was looked at again.
    Verified {
        /// Its record.
        manifest: &'s Manifest,
        /// Whether all is as it was.
        same: bool,
    },
    /// What is not as it was.
    Difference(&'s Difference),
    /// A round was made.
    RoundMade {
        /// Its folder.
        folder: &'s str,
        /// Its period.
        period: Period,
        /// Until when reports must have come.
        due: Moment,
        /// How many units it has.
        units: usize,
        /// How many forms it asks for.
        forms: usize,
    },
    /// The workbooks to hand out were written.
    BlanksWritten {
        /// How many.
        written: usize,
        /// How many were there before and were left as they are.
        kept: usize,
        /// How many figures of the round before they carry over.
        carried: usize,
        /// Into which folder.
        folder: &'s str,
    },
    /// Definitions were looked over, and have no errors.
    DefinitionsChecked {
        /// Where they are.
        folder: &'s str,
        /// How many.
        definitions: usize,
        /// How much advice was given.
        advice: usize,
    },
    /// A definition was drafted.
    Drafted {
        /// Its file.
        path: &'s str,
        /// How much there is of it.
        size: Size,
    },
    /// A line of a blank that is not in the draft.
    NotDrafted {
        /// The sheet.
        sheet: &'s str,
        /// The line's number.
        line: u32,
        /// What stands there.
        text: &'s str,
    },
    /// A sheet on which there is no form.
    NoFormOn(&'s str),
    /// What to do with drafts.
    DraftNext {
        /// Their folder.
        folder: &'s str,
    },
}

/// All that is wrong with a list, a line each.
pub fn list_problems(problems: &ListProblems, lang: Lang) -> Vec<String> {
    let line = |problem: &crate::list::ListProblem| {
        let cell = problem.at.map(|at| at.to_string());
        let at = Said::FlawAt { file: &problems.file, sheet: &problems.sheet, cell: cell.as_deref() };
        let flaw = lang.say(&Said::Flaw(&problem.flaw));
        let stop = if flaw.ends_with('?') { "" } else { "." };
        format!("{}: {flaw}{stop}", lang.say(&at))
    };
    problems.list.iter().map(line).collect()
}
