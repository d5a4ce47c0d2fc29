//! What a check found: findings, rules that blanks leave open, rules that were skipped.

use super::cursor::Skipped;
use crate::finding::{Finding, Location};
use phuluc_form::{ColumnId, RowId, RuleId, Severity};
use rust_decimal::Decimal;

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Rules that do not hold, by form, row and column.
    pub findings: Vec<Finding>,
    /// Rules that blanks leave open.
    pub open: Vec<OpenRule>,
    /// Rules that could not be looked at.
    pub skipped: Vec<(String, Skipped)>,
    /// How many rules were looked at and hold; [`held`](super::held) says which.
    pub holds: usize,
}

/// A rule that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRule {
    /// The rule.
    pub rule: RuleId,
    /// The row of its first place.
    pub row: RowId,
    /// The column of its first place.
    pub column: ColumnId,
}

/// A rule that blanks leave open.
#[derive(Clone, Debug)]
pub struct OpenRule {
    /// The rule.
    pub rule: String,
    /// What it demands.
    pub title: String,
    /// The rule's first place.
    pub place: Location,
    /// The places that would have to be known.
    pub unknown: Vec<Location>,
    /// What the only unknown place would have to be for the rule to hold, if it is one place and one figure.
    pub implied: Option<Decimal>,
}

impl Checked {
    /// The worst severity found, but for what somebody accepted as explained.
    pub fn worst(&self) -> Option<Severity> {
        self.undecided().map(|finding| finding.severity).max()
    }

    /// How many findings have this severity, but for what somebody accepted as explained.
    pub fn count(&self, severity: Severity) -> usize {
        self.undecided().filter(|finding| finding.severity == severity).count()
    }

    /// The findings that nobody has accepted as explained.
    pub fn undecided(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.is_decided())
    }
}
