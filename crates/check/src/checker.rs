//! The front door of reading and checking: made once, it reads and checks any number of workbooks.

use crate::check;
use crate::check::{Checked, PreparedRules, SentBefore};
use crate::locate::Finder;
use crate::submission::Submission;
use phuluc_form::{Catalogue, Period};
use phuluc_grid::Sheet;

/// Reads and checks submissions, and keeps between them what is the same for all.
///
/// Several threads may share one; what it keeps changes no result.
#[derive(Debug)]
pub struct Checker {
    finder: Finder,
    rules: PreparedRules,
}

impl Checker {
    /// A checker that knows these forms.
    pub fn new(catalogue: Catalogue) -> Self {
        Self { finder: Finder::new(catalogue), rules: PreparedRules::default() }
    }

    /// The forms.
    pub const fn catalogue(&self) -> &Catalogue {
        self.finder.catalogue()
    }

    /// What forms are found with.
    pub const fn finder(&self) -> &Finder {
        &self.finder
    }

    /// Reads the forms on the sheets of one workbook.
    pub fn read(&self, sheets: &[Sheet]) -> Submission {
        Submission::read(sheets, &self.finder)
    }

    /// The same for a report that is expected for a period, as those of a round are.
    pub fn read_expecting(&self, sheets: &[Sheet], period: Option<Period>) -> Submission {
        Submission::read_expecting(sheets, &self.finder, period)
    }

    /// Checks a submission; `previous` is the one of the period before.
    pub fn check(&self, submission: &Submission, previous: Option<&Submission>) -> Checked {
        self.check_beside(submission, SentBefore::of(previous))
    }

    /// Checks a submission beside those that the unit sent before.
    pub fn check_beside(&self, submission: &Submission, earlier: SentBefore<'_>) -> Checked {
        check::check_prepared(submission, earlier, &self.rules)
    }
}
