//! The trial of rules: a dry run of a new or changed rule on reports that were sent before.
//!
//! It takes the form as it is defined now, the form before, and the reports read with the new one. It says on which
//! reports a rule would have found something. Nothing is written.

use phuluc_check::{Checker, FilledForm, Finding, Submission};
use phuluc_form::{Form, Period, RowId, Rule, unit};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// The result of a trial.
#[derive(Debug)]
pub struct Trial {
    /// The rules that were tried.
    pub rules: Vec<TriedRule>,
    /// The number of reports with the form.
    pub reports: usize,
    /// The number of reports without the form, or with another version of it.
    pub without: usize,
    /// The number of reports that were there before, as in a round and in its consolidated workbook.
    pub repeated: usize,
}

/// A rule that was tried.
#[derive(Debug)]
pub struct TriedRule {
    /// The rule.
    pub rule: Rule,
    /// The kind of its novelty.
    pub novelty: Novelty,
    /// The number of reports on which blanks leave it open.
    pub open: usize,
    /// The reports with findings.
    pub fired: Vec<Fired>,
}

/// The novelty of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// The rule is new.
    New,
    /// Its demand or its scope has changed.
    Changed,
    /// It is unchanged.
    None,
}

/// A report with findings of a rule.
#[derive(Debug)]
pub struct Fired {
    /// The unit, or the file if it names none.
    pub on: String,
    /// Its period.
    pub period: Option<Period>,
    /// The findings.
    pub findings: Vec<Finding>,
}

/// Tries the new or changed rules of a form, or all rules if none is. Each report comes with its path. The report of
/// the period before is searched among all of them.
pub fn trial(
    form: &Form,
    before: Option<&Form>,
    reports: &[(String, Submission)],
    checker: &Checker,
) -> Trial {
    let novelties: Vec<Novelty> = form.rules.iter().map(|rule| novelty(rule, before)).collect();
    let is_any_new = novelties.iter().any(|novelty| *novelty != Novelty::None);
    let tried =
        form.rules.iter().zip(novelties).filter(|(_, novelty)| !is_any_new || *novelty != Novelty::None);
    let mut rules: Vec<TriedRule> = tried
        .map(|(rule, novelty)| TriedRule { rule: rule.clone(), novelty, open: 0, fired: Vec::new() })
        .collect();
    let (mut with, mut without, mut repeated) = (0, 0, 0);
    let mut seen = HashSet::new();
    for (path, submission) in reports {
        let filled = submission
            .form(&form.id)
            .filter(|filled| filled.form.version == form.version && !filled.is_blank());
        let Some(filled) = filled else {
            without += 1;
            continue;
        };
        let unit = submission.unit.as_deref().map(unit::key);
        if unit.is_some_and(|unit| !seen.insert((unit, submission.period, figures(filled)))) {
            repeated += 1;
            continue;
        }
        with += 1;
        let previous = reports.iter().map(|(_, other)| other).find(|other| other.is_before(submission));
        let checked = checker.check(submission, previous);
        for tried in &mut rules {
            let id = tried.rule.id.as_str();
            let findings: Vec<Finding> =
                checked.findings.iter().filter(|finding| finding.rule == id).cloned().collect();
            tried.open += usize::from(checked.open.iter().any(|open| open.rule == id));
            if !findings.is_empty() {
                let on = submission.unit.clone().unwrap_or_else(|| path.clone());
                tried.fired.push(Fired { on, period: submission.period, findings });
            }
        }
    }
    Trial { rules, reports: with, without, repeated }
}

/// The figures of a form, in an order that does not depend on that of its rows.
fn figures(filled: &FilledForm) -> Vec<(&RowId, usize, Decimal)> {
    let written = filled.rows.iter().flat_map(|row| {
        let entries = row.entries.written();
        entries.filter_map(|(column, entry)| Some((&row.id, column, entry.value()?.normalize())))
    });
    let mut figures: Vec<_> = written.collect();
    figures.sort_unstable();
    figures
}

/// The novelty of a rule relative to the form before.
fn novelty(rule: &Rule, before: Option<&Form>) -> Novelty {
    let Some(old) = before.and_then(|form| form.rules.iter().find(|old| old.id == rule.id)) else {
        return Novelty::New;
    };
    let is_same = old.that == rule.that
        && (old.each, &old.columns, &old.rows, &old.except)
            == (rule.each, &rule.columns, &rule.rows, &rule.except)
        && (old.severity, old.trial) == (rule.severity, rule.trial);
    if is_same { Novelty::None } else { Novelty::Changed }
}
