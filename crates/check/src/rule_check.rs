//! The check of a submission: every edit rule of its forms, and the general rules at every place.
//!
//! It takes a submission, and the unit's earlier ones if there are any. It gives findings, and the rules that could
//! not be checked, with the reason. A rule is broken only if no filling of the blanks makes it hold. If some fillings
//! do and some do not, it is not checkable.
//!
//! In the words of the field, a rule is an *edit rule* (`prepared_rules`, `resolve`, `evaluate`). Saying which cell is
//! probably wrong is *error localisation* (`diagnose`). A blank for which the rules leave one figure is *imputed*
//! (`solve`). Any other blank is *item non-response*, and is reported as such.

mod as_written;
mod check_input;
mod checked;
mod diagnose;
mod divisions_by_nought;
mod entry_ref;
mod evaluate;
mod form_shape;
mod prepared_rules;
mod resolve;
mod rule_findings;
mod solve;
mod submissions;

use crate::finding::Finding;
use crate::general_rules;
use crate::submission::Submission;
use phuluc_form::{Rule, RuleId};
use std::collections::BTreeMap;

pub use check_input::{CheckInput, RuleAt};
pub use checked::{Checked, HeldRule, OpenRule, RightlyBlank, Story};
pub use entry_ref::{EntryRef, Implied};
pub use evaluate::{EntryChange, Estimate, Truth};
pub(crate) use form_shape::FormShape;
pub use prepared_rules::{PreparedForms, PreparedRules};
pub(crate) use resolve::RuleResolver;
pub use resolve::{Noughts, Skipped};
pub use submissions::SentBefore;
pub(crate) use submissions::Submissions;

/// Checks a submission; `previous` is the one on the period before.
pub fn check(submission: &Submission, previous: Option<&Submission>) -> Checked {
    check_beside(submission, SentBefore::of(previous))
}

/// Checks a submission together with those that the unit sent before.
pub fn check_beside(submission: &Submission, earlier: SentBefore<'_>) -> Checked {
    check_prepared(submission, earlier, &PreparedRules::default())
}

/// Checks with rules that may be prepared already for other submissions. That changes only the time it takes.
pub(crate) fn check_prepared(
    submission: &Submission,
    earlier: SentBefore<'_>,
    rules: &PreparedRules,
) -> Checked {
    let prepared = rules.of(submission);
    let unsolved = CheckInput::new(submission, None, &prepared).beside(earlier);
    let implied = unsolved.solved();
    let input = unsolved.with_implied(&implied);
    let mut checked = Checked { findings: submission.notices.clone(), ..Checked::default() };
    for filled in &submission.forms {
        checked.findings.extend(general_rules::check(filled, submission.level, submission.period));
    }
    let all = judged(input, &mut checked.skipped);
    let mut noughts: BTreeMap<&RuleId, Noughts> = BTreeMap::new();
    for (rule_at, truth) in &all {
        match truth {
            Truth::Broken => {}
            Truth::Holds => {
                let says_something = !input.is_condition_unmet(rule_at) && !input.is_not_asked(rule_at);
                checked.rules_that_hold += usize::from(says_something);
                checked.rightly_blank.add(input.result_of_nothing(rule_at));
            }
            // a text that does not mention a figure leaves nothing open
            Truth::Open(_) if input.is_not_mentioned(rule_at) => {}
            Truth::Open(unknown) if input.divides_by_nought(rule_at, unknown) => {
                checked.rightly_blank.add(input.result_of_nothing(rule_at));
                input.add_noughts(noughts.entry(&rule_at.rule.id).or_default(), rule_at);
            }
            // a rule that solves for blanks has solved a single one, so that nothing is open
            Truth::Open(unknown) if rule_at.rule.solve && unknown.len() < 2 => {}
            Truth::Open(unknown) => match input.left_blank(rule_at) {
                Some(finding) => checked.findings.push(finding),
                None => checked.open.push(input.open(rule_at, unknown)),
            },
        }
    }
    let noughts = noughts.into_iter();
    checked.skipped.extend(noughts.map(|(rule, cells)| (rule.to_string(), Skipped::DividesByNought(cells))));
    let mut of_rules = Vec::new();
    for (rule, (rule_at, _)) in all.iter().enumerate().filter(|(_, (_, truth))| *truth == Truth::Broken) {
        of_rules.push((rule, checked.findings.len()));
        checked.findings.push(input.finding(rule_at, &all));
    }
    checked.diagnoses = diagnose::diagnose(input, &all, &mut checked.findings, &of_rules);
    sort(&mut checked.findings, submission);
    checked
}

/// The rules that apply to a submission and hold.
pub fn held(submission: &Submission, previous: Option<&Submission>) -> Vec<HeldRule> {
    let prepared = PreparedForms::new(submission);
    let unsolved = CheckInput::new(submission, previous, &prepared);
    let implied = unsolved.solved();
    let input = unsolved.with_implied(&implied);
    let judged = judged(input, &mut Vec::new()).into_iter();
    let holding = judged.filter(|(rule_at, truth)| {
        *truth == Truth::Holds && !input.is_condition_unmet(rule_at) && !input.is_not_asked(rule_at)
    });
    holding.filter_map(|(rule_at, _)| input.held(&rule_at)).collect()
}

/// Every rule at every row and column where it applies, with its truth there. Notes in `skipped` why others do not
/// apply.
fn judged<'s>(input: CheckInput<'s>, skipped: &mut Vec<(String, Skipped)>) -> Vec<(RuleAt<'s>, Truth)> {
    let mut all = Vec::new();
    for (form, filled) in input.submissions.current.forms.iter().enumerate() {
        for (index, rule) in filled.form.rules.iter().enumerate() {
            for rule_at in input.rule_everywhere(form, index) {
                match rule_at {
                    Ok(rule_at) => {
                        let truth = input.judging(rule).truth(&rule_at.statement);
                        all.push((rule_at, truth));
                    }
                    Err(why) => note_skipped(skipped, rule, why),
                }
            }
        }
    }
    all
}

fn note_skipped(skipped: &mut Vec<(String, Skipped)>, rule: &Rule, why: Skipped) {
    if !skipped.iter().any(|(id, other)| *id == *rule.id.as_str() && *other == why) {
        skipped.push((rule.id.to_string(), why));
    }
}

/// Sorts findings by sheet, row and column. Findings about the whole file or sheet come first.
fn sort(findings: &mut [Finding], submission: &Submission) {
    findings.sort_by_cached_key(|finding| {
        let (sheet, at) = finding.cell();
        let sheet = sheet.map(|sheet| submission.forms.iter().position(|form| form.stands_on(sheet)));
        let row = finding.row().and_then(|id| {
            let form = submission.forms.iter().find(|form| Some(&form.form.id) == finding.form())?;
            form.row(id)
        });
        (sheet, row, at, finding.rule.clone())
    });
}
