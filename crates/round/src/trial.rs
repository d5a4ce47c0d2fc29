//! Trying rules: on how many reports that were sent a new or changed rule would have found something, and on whom.
//!
//! Takes a form as its definition now says, the same as it was, and reports read with the new one. Nothing is written.

use phuluc_check::{Checker, Finding, Submission};
use phuluc_form::{Form, Rule};

/// What became of a form's rules on past reports.
#[derive(Debug)]
pub struct Trial {
    /// The rules that were tried.
    pub rules: Vec<TriedRule>,
    /// How many reports have the form.
    pub reports: usize,
    /// How many have it not, or in another version.
    pub without: usize,
}

/// A rule that was tried.
#[derive(Debug)]
pub struct TriedRule {
    /// The rule.
    pub rule: Rule,
    /// What is new about it.
    pub novelty: Novelty,
    /// On how many reports blanks leave it open.
    pub open: usize,
    /// The reports on which it found something.
    pub fired: Vec<Fired>,
}

/// What is new about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// All of it.
    New,
    /// What it demands, or where.
    Changed,
    /// Nothing.
    None,
}

/// A report on which a rule found something.
#[derive(Debug)]
pub struct Fired {
    /// The unit, or the file if it names none.
    pub on: String,
    /// What it found.
    pub findings: Vec<Finding>,
}

/// Tries the rules of a form that are new or changed; all of them if none is. Each report comes with its path; the
/// report of the period before is looked for among all of them.
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
    let (mut with, mut without) = (0, 0);
    for (path, submission) in reports {
        let has_it = submission
            .form(&form.id)
            .is_some_and(|filled| filled.form.version == form.version && !filled.is_blank());
        if !has_it {
            without += 1;
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
                tried.fired.push(Fired { on, findings });
            }
        }
    }
    Trial { rules, reports: with, without }
}

/// What is new about a rule beside the form as it was.
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
