//! What a check found: findings, rules that blanks leave open, rules that were skipped.

use super::cursor::Skipped;
use crate::diagnosis::Diagnosis;
use crate::finding::{Finding, Location};
use phuluc_form::{ColumnId, RowId, RuleId, Severity};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Rules that do not hold, by form, row and column.
    pub findings: Vec<Finding>,
    /// What probably went wrong, the gravest first; each finding says which of them explains it.
    pub diagnoses: Vec<Diagnosis>,
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

/// Findings that are told together, as one mistake explains them, or a finding by itself.
#[derive(Clone, Debug)]
pub struct Story<'c> {
    /// What probably went wrong.
    pub diagnosis: Option<&'c Diagnosis>,
    /// What it explains, the gravest first.
    pub findings: Vec<&'c Finding>,
}

impl Story<'_> {
    /// How grave it is: as its gravest finding.
    pub fn severity(&self) -> Severity {
        self.findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Note)
    }
}

impl Checked {
    /// What is to be told, errors before warnings before notes; of as grave ones those with a diagnosis first.
    pub fn stories(&self) -> Vec<Story<'_>> {
        let mut explained: Vec<Vec<&Finding>> = vec![Vec::new(); self.diagnoses.len()];
        let mut others: Vec<&Finding> = Vec::new();
        for finding in &self.findings {
            match finding.diagnosis.and_then(|index| explained.get_mut(index)) {
                Some(of_it) => of_it.push(finding),
                None => others.push(finding),
            }
        }
        let mut stories: Vec<Story<'_>> = Vec::new();
        for (diagnosis, mut findings) in self.diagnoses.iter().zip(explained) {
            findings.sort_by_key(|finding| Reverse(finding.severity));
            // decisions and other sendings may have taken all of them away
            if !findings.is_empty() {
                stories.push(Story { diagnosis: Some(diagnosis), findings });
            }
        }
        stories.extend(others.into_iter().map(|finding| Story { diagnosis: None, findings: vec![finding] }));
        stories.sort_by_key(|story| Reverse(story.severity()));
        stories
    }

    /// The diagnosis that explains a finding.
    pub fn diagnosis_of(&self, finding: &Finding) -> Option<&Diagnosis> {
        self.diagnoses.get(finding.diagnosis?)
    }

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
