//! Messages about a diagnosis.

use phuluc_check::{Change, Diagnosis, Explanation};

/// A message about a diagnosis.
#[derive(Clone, Copy, Debug)]
pub enum DiagnosisMessage<'m> {
    /// The diagnosis in one sentence without a full stop: the cell, the change, what it mends.
    Whole {
        /// The diagnosis.
        diagnosis: &'m Diagnosis,
        /// The number of findings that it explains.
        findings: usize,
        /// Whether all of these are errors.
        all_errors: bool,
    },
    /// The less likely explanations.
    Instead(&'m [Explanation]),
    /// Why a change is likely; empty if there is nothing to say.
    Why(&'m Change),
    /// An item of a list has the same cause as the item of this number.
    SameCause(usize),
}
