//! A finding as a whole in words: its message, suggestions, the decision about it, and what to do.

use super::message::{DecisionMessage, DiagnosisMessage, FindingMessage};
use super::say::say;
use phuluc_check::{AdjustedBy, Adjustment, Checked, Diagnosis, FilledForm, Finding, FindingKind, wording};
use phuluc_form::{Lang, Rule, Severity, capital};

/// The length from which a message leaves less likely explanations out, since messages are read on a telephone.
const LONGEST: usize = 400;
/// How many less likely explanations are said.
const LESS_LIKELY: usize = 3;

/// The whole message of a finding: the place, what stands there, what it should be, by how much.
pub fn message(lang: Lang, finding: &Finding) -> String {
    if let FindingKind::PassedOn(found) = &finding.kind {
        return found.message.clone();
    }
    let subject = wording::subject(lang, &finding.subject);
    let wrong = say(lang, FindingMessage::Wrong(finding));
    let mut text = if subject.is_empty() { capital(&wrong) } else { format!("{subject}: {wrong}") };
    text.push('.');
    // a diagnosis says better where to look
    let agrees_with = if finding.diagnosis.is_some() { &[][..] } else { &finding.agrees_with };
    if let (Some(reported), [(title, _), ..]) = (finding.place(), agrees_with) {
        let others = &finding.related;
        text.push(' ');
        text.push_str(&say(lang, FindingMessage::LookElsewhere { reported, title, others }));
    }
    text
}

/// An adjusted figure: the place, what stands there, what counts instead, and whose figure that is.
pub fn adjusted(lang: Lang, adjustment: &Adjustment) -> String {
    let (place, from) = (wording::place(lang, &adjustment.place), wording::answer(lang, &adjustment.place));
    let (place, from, to) = (&place, &from, &wording::figure(lang, adjustment.to));
    match &adjustment.by {
        AdjustedBy::Decision(decision) => say(lang, DecisionMessage::Adjusted { place, from, to, decision }),
        AdjustedBy::Others(source) => {
            let from = adjustment.place.shown.answer.is_given().then_some(from.as_str());
            say(lang, DecisionMessage::GivenByOthers { place, from, to, source })
        }
    }
}

/// The diagnosis of a finding in one line, for a workbook; empty if it has none.
pub fn suggestions(finding: &Finding, checked: &Checked) -> String {
    match (&finding.kind, checked.diagnosis_of(finding)) {
        (FindingKind::PassedOn(found), _) => found.suggestions.clone(),
        (_, Some(diagnosis)) => {
            let of_it = checked.findings.iter().filter(|other| other.diagnosis == finding.diagnosis);
            self::diagnosis(Lang::Vi, diagnosis, of_it)
        }
        (_, None) => String::new(),
    }
}

/// A diagnosis in one or two sentences, for the findings that it explains.
pub fn diagnosis<'f>(
    lang: Lang,
    diagnosis: &Diagnosis,
    findings: impl Iterator<Item = &'f Finding>,
) -> String {
    let severities: Vec<Severity> = findings.map(|finding| finding.severity).collect();
    let all_errors = severities.iter().all(|severity| *severity == Severity::Error);
    let findings = severities.len();
    let mut text = say(lang, DiagnosisMessage::Whole { diagnosis, findings, all_errors });
    text.push('.');
    let others = diagnosis.explanations.get(diagnosis.tied..).unwrap_or_default();
    if !others.is_empty() {
        let others = &others[..others.len().min(LESS_LIKELY)];
        let instead = format!(" {}.", say(lang, DiagnosisMessage::Instead(others)));
        if text.chars().count() + instead.chars().count() <= LONGEST {
            text.push_str(&instead);
        }
    }
    text
}

/// The decision about a finding, in words.
pub fn decided(lang: Lang, finding: &Finding) -> Option<String> {
    match &finding.kind {
        FindingKind::PassedOn(found) => found.decided.clone(),
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
    let rule = rules.find(|rule| rule.id.as_str() == finding.rule);
    rule.map(|rule| titled(lang, rule)).unwrap_or_default()
}

/// The title of a rule of a form, with a remark if it is on trial.
pub fn titled(lang: Lang, rule: &Rule) -> String {
    rule.title.clone() + on_trial(lang, rule)
}

/// The remark after the title of a rule that is on trial.
const fn on_trial(lang: Lang, rule: &Rule) -> &'static str {
    match (lang, rule.trial) {
        (_, false) => "",
        (Lang::Vi, true) => " (quy tắc đang thử)",
        (Lang::En, true) => " (on trial)",
    }
}
