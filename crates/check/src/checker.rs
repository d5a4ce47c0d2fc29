//! The checker, the front door of the crate: it is made once, and reads and checks any number of workbooks.

use crate::locate::Finder;
use crate::rule_check;
use crate::rule_check::{Checked, PreparedRules, SentBefore};
use crate::submission::Submission;
use phuluc_form::{Catalogue, Period};
use phuluc_grid::Sheet;

/// Reads and checks submissions, and keeps prepared rules from one to the next.
///
/// Several threads may share one. What it keeps changes no result.
#[derive(Debug)]
pub struct Checker {
    finder: Finder,
    rules: PreparedRules,
}

impl Checker {
    /// A checker for the forms of a catalogue.
    pub fn new(catalogue: Catalogue) -> Self {
        Self { finder: Finder::new(catalogue), rules: PreparedRules::default() }
    }

    /// The catalogue of its forms.
    pub const fn catalogue(&self) -> &Catalogue {
        self.finder.catalogue()
    }

    /// The finder of its forms on sheets.
    pub const fn finder(&self) -> &Finder {
        &self.finder
    }

    /// Reads the forms on the sheets of one workbook.
    pub fn read(&self, sheets: &[Sheet]) -> Submission {
        Submission::read(sheets, &self.finder)
    }

    /// Reads the forms on the sheets of one workbook, which should report on `period`, as in a round.
    pub fn read_expecting(&self, sheets: &[Sheet], period: Option<Period>) -> Submission {
        Submission::read_expecting(sheets, &self.finder, period)
    }

    /// Checks a submission; `previous` is the one on the period before.
    pub fn check(&self, submission: &Submission, previous: Option<&Submission>) -> Checked {
        self.check_beside(submission, SentBefore::of(previous))
    }

    /// Checks a submission together with those that the unit sent before.
    pub fn check_beside(&self, submission: &Submission, earlier: SentBefore<'_>) -> Checked {
        rule_check::check_prepared(submission, earlier, &self.rules)
    }
}
