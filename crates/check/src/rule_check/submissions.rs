//! The submissions that rules may look at, and the entries in them.

use super::entry_ref::EntryRef;
use crate::submission::{Entry, FilledForm, Submission};
use phuluc_form::{Level, WhichReport};

/// A submission, and those that the unit sent before.
#[derive(Clone, Copy, Debug)]
pub struct Submissions<'s> {
    /// The submission that is checked.
    pub current: &'s Submission,
    /// The submissions that the unit sent before.
    pub earlier: SentBefore<'s>,
    /// Set for a workbook that is not filled in yet. Of columns joined by `|`, the one at this index is meant, and
    /// columns without answers are not skipped.
    pub choice_in_blank: Option<usize>,
}

/// The submissions that a unit sent before, as far as rules ask for them.
#[derive(Clone, Copy, Debug, Default)]
pub struct SentBefore<'s> {
    /// The submission on the period before.
    pub before: Option<&'s Submission>,
    /// The submission on the same period a year ago.
    pub last_year: Option<&'s Submission>,
    /// The other submissions since the year began, the latest first; `None` if one of them is missing.
    pub of_year: Option<&'s [&'s Submission]>,
}

impl<'s> SentBefore<'s> {
    /// Only the submission on the period before.
    pub fn of(before: Option<&'s Submission>) -> Self {
        Self { before, ..Self::default() }
    }

    /// The index of last year's first form among the forms of all earlier submissions.
    pub(super) fn first_of_last_year(self) -> usize {
        self.before.map_or(0, |before| before.forms.len())
    }

    /// The index of the first form of the submissions since the year began.
    pub(super) fn first_of_year(self) -> usize {
        self.first_of_last_year() + self.last_year.map_or(0, |last_year| last_year.forms.len())
    }

    /// A form by its index among the forms of all earlier submissions, and which of them it belongs to.
    fn form(self, index: usize) -> Option<(WhichReport, &'s FilledForm)> {
        let before = self.before.into_iter().flat_map(|before| &before.forms);
        let last_year = self.last_year.into_iter().flat_map(|last_year| &last_year.forms);
        let of_year = self.of_year.unwrap_or_default().iter().flat_map(|of_year| &of_year.forms);
        let mut all = before
            .map(|form| (WhichReport::Before, form))
            .chain(last_year.map(|form| (WhichReport::LastYear, form)))
            .chain(of_year.map(|form| (WhichReport::Year, form)));
        all.nth(index)
    }
}

impl<'s> Submissions<'s> {
    /// The forms of this submission, or of the one on the period before.
    pub fn forms(self, previous: bool) -> &'s [FilledForm] {
        if previous { self.earlier.before.map_or(&[], |before| &before.forms) } else { &self.current.forms }
    }

    /// The form of an entry. Entries of earlier submissions are only made if their form exists.
    pub fn form(self, entry_ref: EntryRef) -> &'s FilledForm {
        if entry_ref.is_earlier {
            let found = self.earlier.form(entry_ref.form);
            found.expect("an entry is named of a form that is there").1
        } else {
            &self.current.forms[entry_ref.form]
        }
    }

    /// The report that an entry belongs to.
    pub fn which(self, entry_ref: EntryRef) -> WhichReport {
        let found = self.earlier.form(entry_ref.form).filter(|_| entry_ref.is_earlier);
        found.map_or(WhichReport::Now, |(which, _)| which)
    }

    /// The content of an entry.
    pub fn entry(self, entry_ref: EntryRef) -> Entry<'s> {
        self.form(entry_ref).rows[entry_ref.row].entries.get(entry_ref.column)
    }

    /// The level of the unit.
    pub const fn level(self) -> Option<Level> {
        self.current.level
    }

    /// Whether the form does not ask the unit for an entry.
    pub fn is_out_of_scope(self, entry_ref: EntryRef) -> bool {
        self.form(entry_ref).is_out_of_scope(entry_ref.row, self.level())
    }

    /// The one of some columns that is meant in a row: the first with an answer, or else the last.
    pub fn chosen_column(self, filled: &FilledForm, row: usize, columns: &[usize]) -> Option<usize> {
        let entries = &filled.rows[row].entries;
        let chosen = match self.choice_in_blank {
            Some(choice) => columns.get(choice),
            None => columns.iter().find(|column| entries.get(**column).answer.is_given()),
        };
        chosen.or(columns.last()).copied()
    }
}
