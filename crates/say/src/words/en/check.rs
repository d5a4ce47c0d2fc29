//! Sentences about the check of a file, in English.

use super::name::cell;
use crate::words::message::CheckMessage;
use crate::words::noughts::noughts;
use phuluc_check::{NAMED, OpenRule, Skipped, wording};
use phuluc_form::{Lang, Severity, number};

pub(super) fn say(message: &CheckMessage<'_>) -> String {
    match message {
        CheckMessage::Severity(severity) => self::severity(*severity).to_owned(),
        CheckMessage::Counts { errors, warnings, notes } => {
            format!("errors: {errors}, warnings: {warnings}, notes: {notes}")
        }
        CheckMessage::Relations { holding, open, blank } => {
            format!("relations: {holding} hold, {open} not checkable; blank: {blank}")
        }
        CheckMessage::Alike { findings, cells, .. } => format!("and {findings} more of this kind: {cells}"),
        CheckMessage::Folded { findings, cells } => format!("and {findings} more of the same cause: {cells}"),
        CheckMessage::Blanks { form, cells } => format!("{form}: {cells}"),
        CheckMessage::Open(open) => self::open(open),
        CheckMessage::Skipped(skipped) => self::skipped(skipped),
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn open(open: &OpenRule) -> String {
    let unknown: Vec<String> = open
        .unknown
        .iter()
        .take(NAMED)
        .map(|place| format!("{} {}", cell(place), wording::answer(Lang::En, place)))
        .collect();
    let mut text =
        format!("{}: {} ({})", wording::place(Lang::En, &open.place), open.title, unknown.join(", "));
    if let (Some(implied), [only]) = (open.implied, open.unknown.as_slice()) {
        text.push_str(&format!("; if the others are right, {} is {}", cell(only), number::english(implied)));
    }
    text
}

fn skipped(skipped: &Skipped) -> String {
    match skipped {
        Skipped::NoForm(form) => format!("the form {form} is not in the file"),
        Skipped::NoPrevious => "no report of the period before to compare with (--previous)".to_owned(),
        Skipped::EmptyColumn(column) => format!("nothing is filled in in the column “{column}”"),
        Skipped::DividesByNought(cells) => format!("it divides by 0{}", noughts(cells)),
        Skipped::NoLastYear => {
            "no report of the same period last year to compare with (--previous)".to_owned()
        }
        Skipped::NoYear => "not every report since the year began is there to add up (--previous)".to_owned(),
        Skipped::NoRow => "the form has no such row".to_owned(),
    }
}
