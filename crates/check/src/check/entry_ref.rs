//! A definite place: which entry of which form a rule means.

use foldhash::fast::RandomState;
use phuluc_form::Interval;
use std::collections::HashMap;

/// An entry of a form of this submission, or of the one of the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    /// Whether it is of the submission of the period before.
    pub previous: bool,
    /// The form, by index in the submission.
    pub form: usize,
    /// The row, by index in the form.
    pub row: usize,
    /// The column, by index in the form.
    pub column: usize,
}

/// What blank entries must hold by the rules that solve for them.
pub type Implied = HashMap<EntryRef, Interval, RandomState>;
