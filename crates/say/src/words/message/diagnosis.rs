//! Messages about a diagnosis.

use phuluc_check::{Change, Diagnosis, Explanation};

/// Something that is said about a diagnosis.
#[derive(Clone, Copy, Debug)]
pub enum DiagnosisMessage<'m> {
    /// The whole of it in one sentence without its full stop: which cell, from what to what, what that mends.
    Whole {
        /// The diagnosis.
        diagnosis: &'m Diagnosis,
        /// How many findings it explains.
        findings: usize,
        /// Whether all that it explains are errors.
        all_errors: bool,
    },
    /// What else may have gone wrong, less likely.
    Instead(&'m [Explanation]),
    /// Why a change is likely; empty if there is nothing to say.
    Why(&'m Change),
    /// That an item of a list has the same cause as the one of this number.
    SameCause(usize),
}
