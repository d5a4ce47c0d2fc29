//! The text for people: one block a finding, in the manner of a good compiler.

use super::widths;
use crate::words;
use crate::words::{CheckMessage, DecisionMessage, FindingMessage, Label, Lang, TotalMessage};
use anstyle::{AnsiColor, Style};
use phuluc_check::{Finding, Location, Skipped, wording};
use phuluc_form::{Severity, capital};
use phuluc_round::{FileReport, FileStatus};
use std::fmt::Write as _;

/// All files, each with its findings, and a summary if there is more than one.
pub fn check(files: &[FileReport], lang: Lang) -> String {
    let mut text = String::new();
    for file in files {
        one(&mut text, file, lang);
        text.push('\n');
    }
    if files.len() > 1 {
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
            .map(|severity| files.iter().map(|file| file.checked.count(severity)).sum());
        let line = words::say(lang, CheckMessage::Counts { errors, warnings, notes });
        let (all, noun) = (words::say(lang, Label::InAll), words::say(lang, Label::Files));
        put(&mut text, &format!("{BOLD}{all}: {} {noun}, {line}.{BOLD:#}", files.len()));
    }
    text
}

/// How many lines a list has before it says how many more there are; JSON has them all.
const LISTED: usize = 40;
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

fn put(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn one(text: &mut String, file: &FileReport, lang: Lang) {
    put(text, &format!("{BOLD}{}{BOLD:#}", file.path));
    let unknown_unit = words::say(lang, Label::UnknownUnit);
    let forms = file.submission.as_ref().map_or(&[][..], |submission| &submission.forms);
    if let Some(submission) = &file.submission {
        let unit = submission.unit.as_deref().unwrap_or(&unknown_unit);
        let shorts: Vec<&str> = forms.iter().map(|form| form.form.short.as_str()).collect();
        put(
            text,
            &format!(
                "{unit}, {}: {}",
                words::say(lang, TotalMessage::Period(submission.period)),
                shorts.join(", ")
            ),
        );
    }
    for adjusted in file.submission.iter().flat_map(|submission| &submission.adjusted) {
        put(text, &words::adjusted(lang, adjusted));
    }
    for finding in &file.checked.findings {
        text.push('\n');
        let title = words::title(lang, finding, forms);
        put_finding(text, finding, &title, lang);
    }
    put_open(text, file, lang);
    let checked = &file.checked;
    let counts = words::say(
        lang,
        CheckMessage::Counts {
            errors: checked.count(Severity::Error),
            warnings: checked.count(Severity::Warning),
            notes: checked.count(Severity::Note),
        },
    );
    text.push('\n');
    if file.status() == FileStatus::Unreadable {
        return;
    }
    let submission = file.submission.as_ref();
    let level = submission.and_then(|submission| submission.level);
    let blank = forms.iter().map(|form| form.blanks(level)).sum();
    let relations =
        words::say(lang, CheckMessage::Relations { holding: checked.holds, open: checked.open.len(), blank });
    put(text, &format!("{BOLD}{counts}.{BOLD:#} {relations}"));
}

fn put_finding(text: &mut String, finding: &Finding, title: &str, lang: Lang) {
    let color = match finding.severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    let color = color.on_default().bold();
    let severity = words::say(lang, CheckMessage::Severity(finding.severity));
    put(text, &format!("{color}{severity}{color:#} [{}] {BOLD}{title}{BOLD:#}", finding.rule));
    put(text, &format!("  {}", words::message(lang, finding)));
    let mut related: Vec<&Location> = finding.related.iter().collect();
    related.sort_by_key(|place| (place.labels.foreign, place.on_form.previous, place.on_sheet.at));
    related.splice(0..0, finding.place());
    if !finding.related.is_empty() {
        put_places(text, &related, lang);
    }
    let may_mend = words::say(lang, Label::MayMend);
    for suggestion in &finding.suggestions {
        let why = words::say(lang, FindingMessage::Reason(suggestion));
        put(
            text,
            &format!("  {may_mend}: {} ({why}).", words::say(lang, FindingMessage::Suggestion(suggestion))),
        );
    }
    put(text, &format!("  {}: {}", words::say(lang, Label::Todo), words::todo(lang, finding)));
    if let Some(decision) = &finding.decided {
        put(
            text,
            &format!("  {BOLD}{}.{BOLD:#}", capital(&words::say(lang, DecisionMessage::Decision(decision)))),
        );
    }
}

/// The places that take part, with their cells and answers in columns.
fn put_places(text: &mut String, places: &[&Location], lang: Lang) {
    let lines: Vec<[String; 3]> = places
        .iter()
        .map(|place| {
            let cell = place.on_sheet.at.map_or_else(|| "–".to_owned(), |at| at.to_string());
            let mut label = match (place.labels.coded, place.labels.by_row) {
                (true, true) => format!("{} {}", place.on_form.row, place.labels.row),
                (true, false) => {
                    format!("{} {}, {}", place.on_form.row, place.labels.row, place.labels.column)
                }
                (false, true) => place.labels.row.clone(),
                (false, false) if place.labels.under.is_some() && !place.labels.row.is_empty() => {
                    format!("{}, {}", place.labels.row, place.labels.column)
                }
                (false, false) => place.labels.column.clone(),
            };
            if place.labels.foreign || place.on_form.previous {
                label = wording::place(lang, place);
            }
            [cell, shortened(&label), wording::answer(lang, place)]
        })
        .collect();
    let [cells, labels, answers] = widths(&lines);
    for [cell, label, answer] in lines.iter().take(LISTED) {
        let line = format!("{cell:<cells$}  {label:<labels$}  {answer:>answers$}");
        put(text, &format!("    {DIM}|{DIM:#} {line}"));
    }
    if lines.len() > LISTED {
        put(text, &format!("    {DIM}|{DIM:#} … (+{})", lines.len() - LISTED));
    }
}

/// A label of at most 60 characters.
fn shortened(label: &str) -> String {
    if label.chars().count() <= 60 {
        return label.to_owned();
    }
    let mut text: String = label.chars().take(59).collect();
    text.push('…');
    text
}

fn put_open(text: &mut String, file: &FileReport, lang: Lang) {
    let open = &file.checked.open;
    if !open.is_empty() {
        let _ = write!(text, "\n{BOLD}{} ({}):{BOLD:#}\n", words::say(lang, Label::NotCheckable), open.len());
        for open in open.iter().take(LISTED) {
            put(text, &format!("  - {}.", words::say(lang, CheckMessage::Open(open))));
        }
        if open.len() > LISTED {
            put(text, &format!("  - … (+{})", open.len() - LISTED));
        }
    }
    // a rule without its row is no news: a total row may stand alone
    let skipped: Vec<&(String, Skipped)> =
        file.checked.skipped.iter().filter(|(_, why)| *why != Skipped::NoRow).collect();
    if !skipped.is_empty() {
        let _ =
            write!(text, "\n{BOLD}{} ({}):{BOLD:#}\n", words::say(lang, Label::NotLookedAt), skipped.len());
        // many rules may lack the same form; which they are is in the JSON
        let mut reasons: Vec<(&Skipped, Vec<&str>)> = Vec::new();
        for (rule, why) in skipped {
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, rules)) => rules.push(rule),
                None => reasons.push((why, vec![rule])),
            }
        }
        for (why, rules) in reasons {
            let rules = match rules.as_slice() {
                [rule] => (*rule).to_owned(),
                rules => format!("{} {}", rules.len(), words::say(lang, Label::Rules)),
            };
            put(text, &format!("  - {rules}: {}.", words::say(lang, CheckMessage::Skipped(why))));
        }
    }
}
