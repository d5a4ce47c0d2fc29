//! What people read: every sentence of the program, in Vietnamese and in English.
//!
//! The Vietnamese follows what officers say and write; a word that a province wants otherwise is
//! changed in `vi.rs` alone. Labels, titles and manuals that a form's definition holds are shown as
//! they stand there, in either language.

mod en;
pub mod message;
mod problems;
mod vi;

pub use message::{
    DecisionMessage, DefinitionMessage, DraftMessage, IntakeMessage, Label, ListMessage, Message,
    RoundMessage, StatusMessage,
};
pub use problems::{advice, definition_problems, list_problems, mistakes_as};

use crate::catalogue::Catalogue;
use crate::check::{Open, Skipped};
use crate::consolidate::{Gap, Member, Standing};
use crate::draft::Draft;
use crate::finding::{Finding, Location, Problem, Subject, Suggestion};
use crate::form::Form;
use crate::general::Manual;
use crate::grid::ReadError;
use crate::period::Period;
use crate::rule::{Expr, Rule, Severity};
use crate::text::capital;
use rust_decimal::Decimal;

pub use crate::lang::Lang;

impl Lang {
    /// The language's words.
    pub fn words(self) -> &'static dyn Words {
        match self {
            Self::Vi => &vi::Vi,
            Self::En => &en::En,
        }
    }
}

/// What a message is called in a language.
pub fn say<'m>(lang: Lang, message: impl Into<Message<'m>>) -> String {
    let message = message.into();
    match lang {
        Lang::Vi => vi::say(&message),
        Lang::En => en::say(&message),
    }
}

/// A draft of a definition, with its remarks in a language.
pub fn draft(lang: Lang, draft: &Draft) -> String {
    draft.text(&|note| say(lang, DraftMessage::Note(note)))
}

/// What was decided about a unit and stands, a line each; what the level below decided, in its own words.
pub fn decided_about(lang: Lang, member: &Member) -> Option<String> {
    let below = member.below.iter().filter_map(|below| below.decided.clone());
    let here = member.decisions.iter().map(|decision| say(lang, DecisionMessage::Decision(decision)));
    let lines: Vec<String> = below.chain(here).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Everything that is said, in one language.
pub trait Words {
    /// A figure.
    fn figure(&self, value: Decimal) -> String;
    /// Lỗi, Cần xem lại, Lưu ý.
    fn severity(&self, severity: Severity) -> &'static str;
    /// How many relations hold, how many are not checkable, how many places are blank.
    fn relations(&self, holding: usize, open: usize, blank: usize) -> String;
    /// How many findings there are of each severity.
    fn counts(&self, errors: usize, warnings: usize, notes: usize) -> String;
    /// Where a place is.
    fn place(&self, place: &Location) -> String;
    /// Where a finding is.
    fn subject(&self, subject: &Subject) -> String;
    /// What stands at a place.
    fn answer(&self, place: &Location) -> String;
    /// What is wrong: found, expected, difference.
    fn problem(&self, problem: &Problem, at: Option<&Location>) -> String;
    /// Why another cell than the reported total is likelier to be wrong; empty if nothing says so.
    fn borne_out(&self, finding: &Finding) -> String;
    /// A change that would mend it.
    fn suggestion(&self, suggestion: &Suggestion) -> String;
    /// Why that change is likely.
    fn suggestion_why(&self, suggestion: &Suggestion) -> String;
    /// A rule that blanks leave open.
    fn open(&self, open: &Open) -> String;
    /// A rule that could not be looked at.
    fn skipped(&self, skipped: &Skipped) -> String;
    /// The manual of a general rule.
    fn manual(&self, rule: &crate::general::GeneralRule) -> Manual;
    /// What a rule of a form demands, as a sentence.
    fn rule(&self, catalogue: &Catalogue, form: &Form, rule: &Rule) -> String;
    /// What a blank means to a rule.
    fn blanks(&self, catalogue: &Catalogue, form: &Form, rule: &Rule) -> String;
    /// Why a file could not be read.
    fn read_error(&self, error: &ReadError) -> String;
    /// Where a unit stands in a round.
    fn standing(&self, standing: Standing) -> String;
    /// Why a unit is not in a total.
    fn gap(&self, gap: Gap) -> &'static str;
    /// How many units of how many.
    fn of_units(&self, given: usize, of: usize) -> String;
    /// A period.
    fn period(&self, period: Option<Period>) -> String;
}

/// The whole message of a finding: where, what stands there, what it should be, by how much.
pub fn message(words: &dyn Words, finding: &Finding) -> String {
    if let Problem::PassedOn(found) = &finding.problem {
        return found.message.clone();
    }
    let subject = words.subject(&finding.subject);
    let problem = words.problem(&finding.problem, finding.place());
    let borne_out = words.borne_out(finding);
    let mut text = if subject.is_empty() { capital(&problem) } else { format!("{subject}: {problem}") };
    text.push('.');
    if !borne_out.is_empty() {
        text.push(' ');
        text.push_str(&borne_out);
    }
    text
}

/// A figure that was adjusted: where, from what to what, by whose decision.
pub fn adjusted(adjustment: &crate::finding::Adjustment, lang: Lang) -> String {
    let words = lang.words();
    let (place, from) = (words.place(&adjustment.place), words.answer(&adjustment.place));
    let (to, decision) = (words.figure(adjustment.to), adjustment.decision.as_ref());
    say(lang, DecisionMessage::Adjusted { place: &place, from: &from, to: &to, decision })
}

/// What may mend a finding, in one line.
pub(crate) fn suggestions(words: &dyn Words, finding: &Finding) -> String {
    if let Problem::PassedOn(found) = &finding.problem {
        return found.suggestions.clone();
    }
    let suggestions = finding.suggestions.iter().map(|suggestion| words.suggestion(suggestion));
    suggestions.collect::<Vec<_>>().join("; hoặc ")
}

/// What was decided about a finding.
pub(crate) fn decided(finding: &Finding, lang: Lang) -> Option<String> {
    match &finding.problem {
        Problem::PassedOn(found) => found.decided.clone(),
        _ => {
            finding.decided.as_ref().map(|decision| capital(&say(lang, DecisionMessage::Decision(decision))))
        }
    }
}

/// What to do about a finding.
pub fn todo(words: &dyn Words, finding: &Finding) -> String {
    match (&finding.todo, crate::general::named(&finding.rule)) {
        (Some(todo), _) => todo.clone(),
        (None, Some(rule)) => words.manual(rule).todo.to_owned(),
        (None, None) => String::new(),
    }
}

/// The title of the rule that a finding comes from.
pub fn title(words: &dyn Words, finding: &Finding, forms: &[crate::submission::FilledForm]) -> String {
    if let Some(rule) = crate::general::named(&finding.rule) {
        return words.manual(rule).title.to_owned();
    }
    let mut rules = forms.iter().flat_map(|form| &form.form.rules);
    rules.find(|rule| rule.id.as_str() == finding.rule).map(|rule| rule.title.clone()).unwrap_or_default()
}

/// The state of a value in workbooks, which are always in Vietnamese.
pub(crate) const fn state(state: crate::answer::State) -> &'static str {
    use crate::answer::State;
    match state {
        State::Number => "có số liệu",
        State::Nil => "không phát sinh",
        State::Blank => "chưa nhập",
        State::Text => "chữ",
        State::Unreadable => "không đọc được",
        State::Derived => "số tính được",
    }
}

/// The standing of these words, as workbooks hold it.
pub(crate) fn standing(text: &str) -> Option<Standing> {
    let words = Lang::Vi.words();
    let errors = text.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or_default();
    let all = [
        Standing::NotSubmitted,
        Standing::Unreadable,
        Standing::OtherUnit,
        Standing::OtherPeriod,
        Standing::Fails(errors),
        Standing::Passes,
    ];
    all.into_iter().find(|standing| words.standing(*standing) == text)
}

/// Whether a side is nothing but percentages.
fn all_percent(side: &Expr<Location>) -> bool {
    let places = side.places();
    !places.is_empty() && places.iter().all(|place| place.shown.percent)
}
