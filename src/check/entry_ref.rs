//! A definite place: which entry of which form a rule means.

use crate::interval::Interval;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// An entry of a form of this submission, or of the one of the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntryRef {
    pub previous: bool,
    pub form: usize,
    pub row: usize,
    pub column: usize,
}

/// What blank entries must hold by the rules that solve for them.
pub(crate) type Implied = HashMap<EntryRef, Interval, RandomState>;
