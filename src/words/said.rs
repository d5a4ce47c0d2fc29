//! The sentences about a round, each named once with the figures in it.

use crate::ledger::{Flaw, LedgerProblems};
use crate::moment::Moment;
use crate::period::Period;
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
}

/// All that is wrong with a list, a line each.
pub fn ledger_problems(problems: &LedgerProblems, lang: Lang) -> Vec<String> {
    let line = |problem: &crate::ledger::LedgerProblem| {
        let cell = problem.at.map(|at| at.to_string());
        let at = Said::FlawAt { file: &problems.file, sheet: &problems.sheet, cell: cell.as_deref() };
        let flaw = lang.say(&Said::Flaw(&problem.flaw));
        let stop = if flaw.ends_with('?') { "" } else { "." };
        format!("{}: {flaw}{stop}", lang.say(&at))
    };
    problems.list.iter().map(line).collect()
}
