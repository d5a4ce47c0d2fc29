//! The findings of a file as text for people: a block for each finding, in the manner of a good compiler.
//!
//! It takes file reports. It gives styled text: the unit and its forms, the diagnoses and findings, and a summary
//! over several files.

use super::{blanks, widths};
use crate::words;
use crate::words::{CheckMessage, DecisionMessage, Label, Lang, TotalMessage};
use anstyle::{AnsiColor, Style};
use phuluc_check::{FilledForm, Finding, Location, Skipped, Story, wording};
use phuluc_form::{Severity, capital, visible};
use phuluc_round::{FileReport, FileStatus};
use std::fmt::Write as _;

/// The findings of all files, and a summary if there is more than one file.
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
        put_styled(&mut text, &format!("{BOLD}{all}: {} {noun}, {line}.{BOLD:#}", files.len()));
    }
    text
}

/// How many lines a list has before it only says how many more there are. JSON has them all.
const LISTED: usize = 40;
/// How many findings with the same diagnosis, and notes of one rule, are shown in full; if there are more, only the
/// first is. `FEW` is the same for warnings of one rule, and for places of one finding.
const UNFOLDED: usize = 3;
const FEW: usize = 10;
/// How many suspects are shown of a finding with many places.
const MATTER: usize = 3;
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Puts a line without styles, its control characters made visible.
fn put(text: &mut String, line: &str) {
    put_styled(text, &visible(line));
}

/// Puts a line with styles. Text from files must be made visible before.
fn put_styled(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn one(text: &mut String, file: &FileReport, lang: Lang) {
    put_styled(text, &format!("{BOLD}{}{BOLD:#}", visible(&file.path)));
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
    for told in told(&file.checked.stories()) {
        text.push('\n');
        match told {
            Told::Story(story) => put_story(text, story, forms, lang),
            Told::Listed(findings) => put_listed(text, &findings, forms, lang),
            Told::Alike(findings) => put_alike(text, &findings, forms, lang),
        }
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
    let blank = blanks::count(file);
    let relations = words::say(
        lang,
        CheckMessage::Relations { holding: checked.rules_that_hold, open: checked.open.len(), blank },
    );
    let counts = if lang == Lang::Vi { capital(&counts) } else { counts };
    put_styled(text, &format!("{BOLD}{counts}.{BOLD:#} {relations}"));
    for line in blanks::lines(file, lang) {
        put(text, &format!("  - {line}"));
    }
}

/// What is told in one block.
enum Told<'s, 'f> {
    Story(&'s Story<'f>),
    /// Findings of one rule, each said in one line, with one advice.
    Listed(Vec<&'f Finding>),
    /// Notes or warnings of one rule, if there are too many to show each.
    Alike(Vec<&'f Finding>),
}

/// The blocks in the order of the stories. Findings of one rule are told once, where the first of them stands: each in
/// its line, or, of many notes or warnings, only the first, because who has read some of them knows the rest. Errors
/// are never folded.
fn told<'s, 'f>(stories: &'s [Story<'f>]) -> Vec<Told<'s, 'f>> {
    let mut told = Vec::new();
    let mut gathered: Vec<(&str, Severity)> = Vec::new();
    for story in stories {
        let Some(finding) = alone(story) else {
            told.push(Told::Story(story));
            continue;
        };
        let kind = (finding.rule.as_str(), finding.severity);
        if gathered.contains(&kind) {
            continue;
        }
        let alike = stories.iter().filter_map(alone);
        let alike: Vec<&Finding> = alike.filter(|it| (it.rule.as_str(), it.severity) == kind).collect();
        let most = match finding.severity {
            Severity::Note => UNFOLDED,
            Severity::Warning => FEW,
            Severity::Error => usize::MAX,
        };
        let is_one_line = |other: &&Finding| other.related.is_empty() && other.todo == finding.todo;
        if alike.len() > most {
            gathered.push(kind);
            told.push(Told::Alike(alike));
        } else if alike.len() > 1 && alike.iter().all(is_one_line) {
            gathered.push(kind);
            told.push(Told::Listed(alike));
        } else {
            told.push(Told::Story(story));
        }
    }
    told
}

/// The finding of a story that has no diagnosis, no other finding and no decision.
fn alone<'f>(story: &Story<'f>) -> Option<&'f Finding> {
    match (story.diagnosis, story.findings.as_slice()) {
        (None, [finding]) if !finding.is_decided() => Some(*finding),
        _ => None,
    }
}

/// Puts findings of one rule, with its heading and its advice once.
fn put_listed(text: &mut String, findings: &[&Finding], forms: &[FilledForm], lang: Lang) {
    let [first, ..] = findings else { return };
    put_heading(text, first, forms, "", lang);
    for finding in findings {
        put(text, &format!("  {}", words::message(lang, finding)));
    }
    put(text, &format!("  {}: {}", words::say(lang, Label::Todo), words::todo(lang, first)));
}

/// Puts the first of many findings of one rule, and the cells of the others.
fn put_alike(text: &mut String, findings: &[&Finding], forms: &[FilledForm], lang: Lang) {
    let [first, others @ ..] = findings else { return };
    put_finding(text, first, &[], forms, "", lang);
    let cells = cells_of(others, forms, lang);
    let at_cells = others.iter().all(|finding| finding.cell().1.is_some());
    let alike = CheckMessage::Alike { findings: others.len(), cells: &cells, at_cells };
    put_dim(text, &words::say(lang, alike));
}

/// Puts a diagnosis and beneath it the findings that it explains, or else the findings by themselves.
fn put_story(text: &mut String, story: &Story<'_>, forms: &[FilledForm], lang: Lang) {
    let Some(diagnosis) = story.diagnosis else {
        for finding in &story.findings {
            put_finding(text, finding, &[], forms, "", lang);
        }
        return;
    };
    let whole = words::diagnosis(lang, diagnosis, story.findings.iter().copied());
    let color = color(story.severity());
    put_styled(text, &format!("{color}→{color:#} {BOLD}{}{BOLD:#}", visible(&whole)));
    let changes = diagnosis.explanations.iter().flat_map(|explanation| &explanation.changes);
    let suspects: Vec<&Location> = changes.map(|change| &change.place).collect();
    let unfolded = if story.findings.len() > UNFOLDED { 1 } else { story.findings.len() };
    for finding in &story.findings[..unfolded] {
        put_finding(text, finding, &suspects, forms, "  ", lang);
    }
    let folded = &story.findings[unfolded..];
    if !folded.is_empty() {
        let cells = cells_of(folded, forms, lang);
        put_dim(text, &words::say(lang, CheckMessage::Folded { findings: folded.len(), cells: &cells }));
    }
}

fn put_dim(text: &mut String, line: &str) {
    put_styled(text, &format!("  {DIM}{}{DIM:#}", visible(line)));
}

/// The cells of findings that are not shown in full, each once, and what is found where there is no cell.
fn cells_of(findings: &[&Finding], forms: &[FilledForm], lang: Lang) -> String {
    let mut places: Vec<(String, Option<String>)> = Vec::new();
    for finding in findings {
        let of_form = finding.form().and_then(|id| forms.iter().find(|filled| filled.form.id == *id));
        let home = of_form.map(|filled| filled.form.short.clone());
        let home = home.or_else(|| finding.cell().0.map(str::to_owned)).unwrap_or_default();
        let cell = match (finding.place(), finding.cell().1) {
            (Some(place), Some(at)) => Some(wording::cell_on_sheet(lang, place, at)),
            (None, Some(at)) => Some(at.to_string()),
            (_, None) => None,
        };
        if !places.contains(&(home.clone(), cell.clone())) {
            places.push((home, cell));
        }
    }
    // where there are several forms, a cell is named with its form
    let is_one = places.iter().all(|(home, _)| *home == places[0].0);
    let mut last = None;
    let mut cells = String::new();
    for (home, cell) in places.iter().take(LISTED) {
        let is_new = last != Some(home) && (!is_one || cell.is_none());
        cells.push_str(match (cells.is_empty(), is_new) {
            (true, _) => "",
            (false, true) => "; ",
            (false, false) => ", ",
        });
        match cell {
            Some(cell) if is_new && !home.is_empty() => cells.push_str(&format!("{home}: {cell}")),
            Some(cell) => cells.push_str(cell),
            None => cells.push_str(home),
        }
        last = Some(home);
    }
    if places.len() > LISTED {
        cells.push_str(&format!(", … (+{})", places.len() - LISTED));
    }
    cells
}

fn color(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// Puts the severity, the rule and its title.
fn put_heading(text: &mut String, finding: &Finding, forms: &[FilledForm], indent: &str, lang: Lang) {
    let title = words::title(lang, finding, forms);
    let color = color(finding.severity);
    let severity = words::say(lang, CheckMessage::Severity(finding.severity));
    let (rule, title) = (visible(&finding.rule), visible(&title));
    put_styled(text, &format!("{indent}{color}{severity}{color:#} [{rule}] {BOLD}{title}{BOLD:#}"));
}

fn put_finding(
    text: &mut String,
    finding: &Finding,
    suspects: &[&Location],
    forms: &[FilledForm],
    indent: &str,
    lang: Lang,
) {
    put_heading(text, finding, forms, indent, lang);
    put(text, &format!("{indent}  {}", words::message(lang, finding)));
    let mut related: Vec<&Location> = finding.related.iter().collect();
    related.sort_by_key(|place| (place.labels.foreign, place.on_form.previous, place.on_sheet.at));
    related.splice(0..0, finding.place());
    if !finding.related.is_empty() {
        put_places(text, &related, suspects, indent, lang);
    }
    put(text, &format!("{indent}  {}: {}", words::say(lang, Label::Todo), words::todo(lang, finding)));
    if let Some(decision) = &finding.decided {
        let decision = capital(&words::say(lang, DecisionMessage::Decision(decision)));
        put_styled(text, &format!("{indent}  {BOLD}{}.{BOLD:#}", visible(&decision)));
    }
}

/// Puts the places that a finding compares, with cells and answers in columns. Of many places only those that matter
/// are put.
fn put_places(text: &mut String, places: &[&Location], suspects: &[&Location], indent: &str, lang: Lang) {
    let is_suspect = |place: &Location| {
        suspects
            .iter()
            .any(|suspect| (&suspect.on_form, &suspect.on_sheet) == (&place.on_form, &place.on_sheet))
    };
    let mut shown: Vec<&Location> = places.to_vec();
    if places.len() > FEW {
        let first = places.first().copied();
        let suspected = places.iter().skip(1).filter(|place| is_suspect(place)).take(MATTER).copied();
        shown = first.into_iter().chain(suspected).collect();
        let others = places.iter().filter(|place| !is_suspect(place)).skip(1);
        let room = FEW.saturating_sub(shown.len());
        shown.extend(others.take(if shown.len() > 2 { 0 } else { room }).copied());
    }
    let lines: Vec<[String; 3]> = shown
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
    for [cell, label, answer] in &lines {
        let line = format!("{cell:<cells$}  {label:<labels$}  {answer:>answers$}");
        put_styled(text, &format!("{indent}    {DIM}|{DIM:#} {}", visible(&line)));
    }
    if places.len() > shown.len() {
        put_styled(text, &format!("{indent}    {DIM}|{DIM:#} … (+{})", places.len() - shown.len()));
    }
}

/// A label, cut to at most 60 characters.
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
    // a rule whose row the form lacks is not worth a line: a total row may stand alone
    let skipped: Vec<&(String, Skipped)> =
        file.checked.skipped.iter().filter(|(_, why)| *why != Skipped::NoRow).collect();
    if !skipped.is_empty() {
        let _ =
            write!(text, "\n{BOLD}{} ({}):{BOLD:#}\n", words::say(lang, Label::NotLookedAt), skipped.len());
        // many rules may lack the same form; the JSON names them
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
