//! Receipts: what was done so that a form could be read that is not quite as its blank.
//!
//! A receipt is no mistake of the sender's. It says where the reader used its judgement, so that the
//! officer can look there first.

use crate::script::Script;

/// What was done while reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// Text in a code from before Unicode was read as its font shows it.
    OldFont(Script),
}

impl Receipt {
    /// The id of the general rule that explains it.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::OldFont(_) => "old-font",
        }
    }
}
