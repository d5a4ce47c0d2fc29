//! What is said about what people decide.

use phuluc_check::{Decision, Ruling};

/// Something that is said about a decision.
#[derive(Clone, Copy, Debug)]
pub enum DecisionMessage<'m> {
    /// What was decided.
    Ruling(&'m Ruling),
    /// What was decided, by whom, when, on which basis.
    Decision(&'m Decision),
    /// A figure was adjusted.
    Adjusted {
        /// The place.
        place: &'m str,
        /// What stands there.
        from: &'m str,
        /// What counts.
        to: &'m str,
        /// The decision.
        decision: &'m Decision,
    },
    /// A decision was recorded.
    Recorded {
        /// The unit.
        unit: &'m str,
        /// What was decided.
        ruling: &'m str,
        /// The list of decisions.
        file: &'m str,
    },
    /// A decision matches nothing any more.
    Unmatched {
        /// The unit.
        unit: &'m str,
        /// The decision.
        decision: &'m Decision,
    },
    /// Of two sendings the newer has errors, so somebody should decide.
    Contested {
        /// The one that counts.
        counted: u32,
        /// The newer.
        newer: u32,
    },
}
