//! The result of a check: findings, diagnoses, rules that blanks leave open, rules that were skipped.

use super::resolve::Skipped;
use crate::diagnosis::Diagnosis;
use crate::finding::{Finding, Location};
use crate::submission::FilledForm;
use phuluc_form::{ColumnId, FormId, Level, RowId, RuleId, Severity};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The result of a check.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The findings, by sheet, row and column.
    pub findings: Vec<Finding>,
    /// The diagnoses, the gravest first. Each finding has the index of its diagnosis.
    pub diagnoses: Vec<Diagnosis>,
    /// The rules that cannot be decided because of blanks.
    pub open: Vec<OpenRule>,
    /// The ids of rules that could not be checked at all, with the reason.
    pub skipped: Vec<(String, Skipped)>,
    /// The places that are rightly blank.
    pub rightly_blank: RightlyBlank,
    /// The number of rules, counted at each place, that apply and hold; [`held`](super::held) lists them.
    pub rules_that_hold: usize,
}

/// The places of a submission, by form, row and column, that are rightly blank: results of divisions by 0.
#[derive(Clone, Debug, Default)]
pub struct RightlyBlank(BTreeMap<FormId, BTreeSet<(usize, usize)>>);

impl RightlyBlank {
    pub(super) fn add(&mut self, place: Option<(FormId, usize, usize)>) {
        if let Some((form, row, column)) = place {
            self.0.entry(form).or_default().insert((row, column));
        }
    }

    /// The blanks of a form that its unit has to fill in, by row and column.
    pub fn wanted(&self, form: &FilledForm, level: Option<Level>) -> Vec<(usize, usize)> {
        let mut blanks = form.blanks(level);
        if let Some(right) = self.0.get(&form.form.id) {
            blanks.retain(|place| !right.contains(place));
        }
        blanks
    }
}

/// A rule that holds at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRule {
    /// The id of the rule.
    pub rule: RuleId,
    /// The row of its first place.
    pub row: RowId,
    /// The column of its first place.
    pub column: ColumnId,
}

/// A rule that cannot be decided because of blanks.
#[derive(Clone, Debug)]
pub struct OpenRule {
    /// The id of the rule.
    pub rule: String,
    /// The title of the rule, which says what it demands.
    pub title: String,
    /// The rule's first place.
    pub place: Location,
    /// The places that are not known.
    pub unknown: Vec<Location>,
    /// The figure that the only unknown place must hold for the rule to hold; `None` if there are several places or
    /// figures.
    pub implied: Option<Decimal>,
}

/// Findings that are told together because one mistake explains them, or a single finding.
#[derive(Clone, Debug)]
pub struct Story<'c> {
    /// The diagnosis of the mistake, if there is one.
    pub diagnosis: Option<&'c Diagnosis>,
    /// The findings that it explains, the gravest first.
    pub findings: Vec<&'c Finding>,
}

impl Story<'_> {
    /// The severity of the gravest finding.
    pub fn severity(&self) -> Severity {
        self.findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Note)
    }
}

impl Checked {
    /// What is to be told: errors before warnings before notes. Among equally grave stories those with a diagnosis
    /// come first.
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
            // decisions and other sendings may have removed all findings
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

    /// The gravest severity found, without findings that somebody accepted as explained.
    pub fn worst(&self) -> Option<Severity> {
        self.undecided().map(|finding| finding.severity).max()
    }

    /// The number of findings of this severity, without those that somebody accepted as explained.
    pub fn count(&self, severity: Severity) -> usize {
        self.undecided().filter(|finding| finding.severity == severity).count()
    }

    /// The findings that nobody accepted as explained.
    pub fn undecided(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.is_decided())
    }
}
