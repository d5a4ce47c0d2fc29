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
