//! The submissions that rules look at, and the entries in them.

use super::entry_ref::EntryRef;
use crate::submission::{Entry, FilledForm, Submission};
use phuluc_form::Level;

/// A submission, and the one of the period before.
#[derive(Clone, Copy, Debug)]
pub struct Submissions<'s> {
    /// The submission that is checked.
    pub current: &'s Submission,
    /// The one of the period before, if there is one.
    pub previous: Option<&'s Submission>,
    /// Set for a workbook that is yet to be filled: of columns joined by `|` the one at this index is
    /// meant, and columns without any answer are not passed over.
    pub unfilled: Option<usize>,
}

impl<'s> Submissions<'s> {
    /// The forms of this submission, or those of the one before.
    pub fn forms(self, previous: bool) -> &'s [FilledForm] {
        if previous { self.previous.map_or(&[], |previous| &previous.forms) } else { &self.current.forms }
    }

    /// The form of an entry; an entry of the period before is only named when there is that form.
    pub fn form(self, entry_ref: EntryRef) -> &'s FilledForm {
        &self.forms(entry_ref.previous)[entry_ref.form]
    }

    /// What stands at an entry.
    pub fn entry(self, entry_ref: EntryRef) -> Entry<'s> {
        self.form(entry_ref).rows[entry_ref.row].entries.get(entry_ref.column)
    }

    /// The level of the unit.
    pub const fn level(self) -> Option<Level> {
        self.current.level
    }

    /// Whether an entry is not asked of the unit.
    pub fn is_out_of_scope(self, entry_ref: EntryRef) -> bool {
        self.form(entry_ref).is_out_of_scope(entry_ref.row, self.level())
    }

    /// Which of some columns of a row is meant: the first in which something is given, or the last one.
    pub fn chosen_column(self, filled: &FilledForm, row: usize, columns: &[usize]) -> Option<usize> {
        let entries = &filled.rows[row].entries;
        let chosen = match self.unfilled {
            Some(choice) => columns.get(choice),
            None => columns.iter().find(|column| entries.get(**column).answer.is_given()),
        };
        chosen.or(columns.last()).copied()
    }
}
