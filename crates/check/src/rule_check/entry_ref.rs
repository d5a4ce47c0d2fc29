//! References to entries: the definite places that rules mean.

use foldhash::fast::RandomState;
use phuluc_form::Interval;
use std::collections::HashMap;

/// An entry of a form of this submission, or of an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    /// Whether it belongs to an earlier submission.
    pub is_earlier: bool,
    /// The index of the form in the submission. For earlier ones it counts the forms of all of them.
    pub form: usize,
    /// The index of the row in the form.
    pub row: usize,
    /// The index of the column in the form.
    pub column: usize,
}

/// The ranges that blank entries must lie in by the rules that solve for them.
pub type Implied = HashMap<EntryRef, Interval, RandomState>;
