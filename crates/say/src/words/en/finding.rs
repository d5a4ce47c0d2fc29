//! Sentences about a finding, in English.

use super::name::{cell, ratio};
use crate::words::message::FindingMessage;
use crate::words::message::finding::all_percent;
use phuluc_check::{FindingKind, Location, Relation, Suggestion, shown, shown_bound, spelled, wording};
use phuluc_form::{Atom, Expr, Lang, Statement, number};
use rust_decimal::Decimal;

pub(super) fn say(message: &FindingMessage<'_>) -> String {
    match message {
        FindingMessage::Wrong(finding) => wrong(&finding.kind, finding.place()),
        FindingMessage::LookElsewhere { reported, title, others } => look_elsewhere(reported, title, others),
        FindingMessage::Suggestion(suggestion) => self::suggestion(suggestion),
        FindingMessage::Reason(suggestion) => reason(suggestion),
    }
}

fn wrong(kind: &FindingKind, at: Option<&Location>) -> String {
    match kind {
        FindingKind::Relation(relation) => self::relation(relation),
        FindingKind::Implication { statement, missing } => implication(statement, missing),
        FindingKind::General(found) => found.say(Lang::En, at),
        FindingKind::PassedOn(found) => found.message.clone(),
    }
}

fn relation(relation: &Relation) -> String {
    let Relation { left, cmp, right, reported, expected } = relation;
    let percent = matches!(right, Expr::Percent(..)) || all_percent(left);
    let unit = if percent { "%" } else { "" };
    let figure = |value: Decimal| format!("{}{unit}", number::english(value));
    let left = match (left, relation.shown_reported(percent)) {
        (Expr::Place(_), Some(value)) => figure(value),
        (_, Some(value)) => format!("{} = {}", spelled(left, &cell, &ratio), figure(value)),
        (_, None) => spelled(left, &cell, &ratio),
    };
    let side = spelled(right, &cell, &ratio);
    let Some(expected) = expected else {
        return format!("{left} reported as {side}, but there is nothing to take a share of");
    };
    let value = match (shown(*expected, percent), expected.lo(), expected.hi()) {
        (Some(value), ..) => figure(value),
        (None, Some(lo), _) if reported.hi().is_some_and(|hi| hi < lo) => {
            format!("at least {}", figure(shown_bound(lo, percent)))
        }
        (None, _, Some(hi)) => format!("at most {}", figure(shown_bound(hi, percent))),
        (None, ..) => "something else".to_owned(),
    };
    let off = match relation.difference(percent) {
        Some(difference) => format!(" (off by {})", number::english(difference)),
        None => String::new(),
    };
    format!("{left} reported, must be {} {side} = {value}{off}", cmp.sign())
}

fn implication(statement: &Statement<Location>, missing: &[Location]) -> String {
    let when: Vec<String> = statement.when.iter().map(held).collect();
    let then: Vec<String> = if missing.is_empty() {
        statement.then.iter().map(held).collect()
    } else {
        missing.iter().map(|place| format!("{} is blank", cell(place))).collect()
    };
    format!("{} but {}", when.join(", "), then.join(", "))
}

/// What the report holds at the places of an atom.
fn held(atom: &Atom<Location>) -> String {
    match atom {
        Atom::Given(place) | Atom::Compare { left: Expr::Place(place), .. } => {
            format!("{} holds {}", cell(place), answer(place))
        }
        Atom::Missing(place) => format!("{} must be blank, not {}", cell(place), answer(place)),
        Atom::Compare { left, .. } => spelled(left, &cell, &ratio),
        Atom::Reads { place, words, is } => {
            format!("{} {} “{words}”", cell(place), if *is { "is" } else { "is not" })
        }
        Atom::Any(alternatives) => {
            let any = alternatives.iter().map(|atoms| atoms.iter().map(held).collect::<Vec<_>>().join(", "));
            format!("none holds of: {}", any.collect::<Vec<_>>().join("; "))
        }
    }
}

fn look_elsewhere(reported: &Location, title: &str, others: &[Location]) -> String {
    let others: Vec<String> = others.iter().map(cell).collect();
    format!(
        "{} is probably right (it agrees with “{title}”). Look first at {}.",
        cell(reported),
        others.join(", ")
    )
}

fn suggestion(suggestion: &Suggestion) -> String {
    let Suggestion { place, to, .. } = suggestion;
    format!("{} from {} to {}", cell(place), answer(place), number::english(*to))
}

fn reason(suggestion: &Suggestion) -> String {
    match (suggestion.mends, suggestion.digits) {
        (0 | 1, 1) => "one digit, and no other relation breaks".to_owned(),
        (0 | 1, _) => "no other relation breaks".to_owned(),
        (mends, _) => format!("{mends} relations hold again"),
    }
}

fn answer(place: &Location) -> String {
    wording::answer(Lang::En, place)
}
