//! What is said about a finding as a whole: its message, what may mend it, what was decided, what to do.

use super::message::{DecisionMessage, FindingMessage};
use super::say::say;
use phuluc_check::{Adjustment, FilledForm, Finding, Problem, wording};
use phuluc_form::{Lang, capital};

/// The whole message of a finding: where, what stands there, what it should be, by how much.
pub fn message(lang: Lang, finding: &Finding) -> String {
    if let Problem::PassedOn(found) = &finding.problem {
        return found.message.clone();
    }
    let subject = wording::subject(lang, &finding.subject);
    let problem = say(lang, FindingMessage::Problem(finding));
    let mut text = if subject.is_empty() { capital(&problem) } else { format!("{subject}: {problem}") };
    text.push('.');
    if let (Some(reported), [(title, holds_at), ..]) = (finding.place(), finding.agrees_with.as_slice()) {
        let others = &finding.related;
        text.push(' ');
        text.push_str(&say(lang, FindingMessage::LookElsewhere { reported, title, holds_at, others }));
    }
    text
}

/// A figure that was adjusted: where, from what to what, by whose decision.
pub fn adjusted(lang: Lang, adjustment: &Adjustment) -> String {
    let (place, from) = (wording::place(lang, &adjustment.place), wording::answer(lang, &adjustment.place));
    let (to, decision) = (wording::figure(lang, adjustment.to), adjustment.decision.as_ref());
    say(lang, DecisionMessage::Adjusted { place: &place, from: &from, to: &to, decision })
}

/// What may mend a finding, in one line of a workbook.
pub fn suggestions(finding: &Finding) -> String {
    if let Problem::PassedOn(found) = &finding.problem {
        return found.suggestions.clone();
    }
    let suggestions = finding.suggestions.iter();
    let suggestions = suggestions.map(|suggestion| say(Lang::Vi, FindingMessage::Suggestion(suggestion)));
    suggestions.collect::<Vec<_>>().join("; hoặc ")
}

/// What was decided about a finding.
pub fn decided(lang: Lang, finding: &Finding) -> Option<String> {
    match &finding.problem {
        Problem::PassedOn(found) => found.decided.clone(),
        _ => {
            finding.decided.as_ref().map(|decision| capital(&say(lang, DecisionMessage::Decision(decision))))
        }
    }
}

/// What to do about a finding.
pub fn todo(lang: Lang, finding: &Finding) -> String {
    match (&finding.todo, phuluc_round::named(&finding.rule)) {
        (Some(todo), _) => todo.clone(),
        (None, Some(rule)) => rule.manual(lang).todo.to_owned(),
        (None, None) => String::new(),
    }
}

/// The title of the rule that a finding comes from.
pub fn title(lang: Lang, finding: &Finding, forms: &[FilledForm]) -> String {
    if let Some(rule) = phuluc_round::named(&finding.rule) {
        return rule.manual(lang).title.to_owned();
    }
    let mut rules = forms.iter().flat_map(|form| &form.form.rules);
    rules.find(|rule| rule.id.as_str() == finding.rule).map(|rule| rule.title.clone()).unwrap_or_default()
}
