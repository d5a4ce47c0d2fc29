//! The verdict on every place of a drawn report: right, reported, refused, lost in silence or wrong in silence. The
//! last two must never occur.
//!
//! It takes a drawn report, and the answers and findings from its bytes.

use super::reports::{Meaning, Place, Report, report};
use crate::support::builder::CHECKER;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::forms;
use phuluc::check::{Answer, Entry, Finding, FindingKind, Subject, Submission};
use phuluc::form::{Lang, Severity, match_key};
use rust_decimal::Decimal;
use std::fmt;
use std::sync::Arc;

/// A change that senders make to a report. It says whether the report had a place for it.
pub(crate) type Change = fn(&mut Report, &mut Chance) -> bool;

/// The verdicts on the places of reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Judged {
    /// The number of reports that were judged.
    pub reports: usize,
    pub right: usize,
    /// Places that were not read or are doubtful, and that a note or warning reports.
    pub said: usize,
    /// Places that were not read, and that an error reports.
    pub refused: usize,
    pub lost_in_silence: Vec<String>,
    pub wrong_in_silence: Vec<String>,
}

impl Judged {
    pub fn add(&mut self, other: Self) {
        self.reports += other.reports;
        self.right += other.right;
        self.said += other.said;
        self.refused += other.refused;
        self.lost_in_silence.extend(other.lost_in_silence);
        self.wrong_in_silence.extend(other.wrong_in_silence);
    }

    /// Counts a place where nothing was read, or something else than is meant. `said` is the gravest finding about
    /// it.
    fn not_right(&mut self, place: &str, found: Option<Decimal>, said: Option<Severity>) {
        match (said, found) {
            (Some(Severity::Error), _) => self.refused += 1,
            (Some(Severity::Warning | Severity::Note), _) => self.said += 1,
            (None, Some(found)) => self.wrong_in_silence.push(format!("{place} read as {found}")),
            (None, None) => self.lost_in_silence.push(place.to_owned()),
        }
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reports, right, said, refused, lost_in_silence, wrong_in_silence } = self;
        let (lost, wrong) = (lost_in_silence.len(), wrong_in_silence.len());
        write!(f, "{reports:>7} {right:>7} {said:>7} {refused:>7} {lost:>7} {wrong:>7}")
    }
}

/// Reads a report, and gives what the general rules find in it. The rules of the form are left out, because random
/// figures break them all.
pub(crate) fn read(report: &Report) -> (Submission, Vec<Finding>) {
    let read = CHECKER.read(&report.sheets());
    let mut without_rules = read.clone();
    for filled in &mut without_rules.forms {
        Arc::make_mut(&mut filled.form).rules.clear();
    }
    let found = CHECKER.check(&without_rules, None).findings;
    (read, found)
}

/// Judges every place of a report.
pub(crate) fn judge(report: &Report) -> Judged {
    let (read, found) = read(report);
    let mut judged = Judged { reports: 1, ..Judged::default() };
    if report.must_be_said && found.is_empty() {
        judged.lost_in_silence.push("nothing is said".to_owned());
    }
    judge_heading(report, &read, &found, &mut judged);
    let form = read.form(&report.form.id);
    let entry_at = |(row, column): &Place| {
        let filled = form?;
        let row = &filled.rows[filled.row(&row.as_str().into())?];
        Some(row.entries.get(filled.form.column(&column.as_str().into())?))
    };
    for (place, meant) in &report.meant {
        let entry = entry_at(place);
        let name = format!("{}.{} {meant:?}", place.0, place.1);
        let said = said(report, place, entry.as_ref(), &found);
        match (entry.as_ref().map(|entry| entry.answer), meant) {
            (Some(Answer::Number(figure)), Meaning::Figure(value)) if figure.value == *value => {
                judged.right += 1;
            }
            (Some(Answer::Nil), Meaning::Nil) | (Some(Answer::Blank), Meaning::Blank) => judged.right += 1,
            (Some(Answer::Number(figure)), _) => judged.not_right(&name, Some(figure.value), said),
            // a zero that nobody meant
            (Some(Answer::Nil), _) => judged.not_right(&name, Some(Decimal::ZERO), said),
            _ => judged.not_right(&name, None, said),
        }
    }
    for place in &report.said_at {
        if let Some(entry) = entry_at(place)
            && names(&found, place, Some(&entry)).is_none()
        {
            judged.lost_in_silence.push(format!("{}.{} is not named", place.0, place.1));
        }
    }
    // figures at places that mean nothing
    let rows = form.iter().flat_map(|filled| filled.rows.iter().map(move |row| (filled, row)));
    for (filled, row) in rows {
        for (column, entry) in filled.form.columns.iter().zip(row.entries.iter()) {
            let place = (row.id.to_string(), column.id.to_string());
            if let Some(value) = entry.value()
                && !report.meant.contains_key(&place)
            {
                let said = said(report, &place, Some(&entry), &found);
                judged.not_right(&format!("{}.{} that is none", place.0, place.1), Some(value), said);
            }
        }
    }
    judged
}

/// Judges the sender and the period, which count as two places.
fn judge_heading(report: &Report, read: &Submission, found: &[Finding], judged: &mut Judged) {
    let names_sender = read.unit.as_deref().map(|unit| match_key(unit).ends_with("xa vi du 01"));
    let is_said = |rules: &[&str]| found.iter().any(|finding| rules.contains(&finding.rule.as_str()));
    match (report.has_unit, names_sender) {
        (true, Some(true)) => judged.right += 1,
        (false, None) if is_said(&["unit-unknown"]) => judged.right += 1,
        (_, None) if is_said(&["unit-unknown"]) => judged.said += 1,
        // if nothing at all was read, the places tell it
        (_, None) if read.forms.is_empty() => {}
        (_, unit) => judged.wrong_in_silence.push(format!("the unit: {unit:?} {:?}", read.unit)),
    }
    let unknown = ["period-unknown", "identity-differs", "only-other-period"];
    match (report.period, read.period) {
        (meant, read) if meant == read && (meant.is_some() || is_said(&unknown)) => judged.right += 1,
        (_, None) if is_said(&unknown) => judged.said += 1,
        (_, Some(_)) if is_said(&["period-in-words", "identity-differs", "other-period-left-out"]) => {
            judged.said += 1;
        }
        (_, None) if read.period.is_none() && read.forms.is_empty() => {}
        (_, period) => judged.wrong_in_silence.push(format!("the period: {period:?}")),
    }
}

/// The severity of the gravest finding about a place, if there is any.
fn said(report: &Report, place: &Place, entry: Option<&Entry<'_>>, found: &[Finding]) -> Option<Severity> {
    let named = names(found, place, entry);
    if report.touched.contains(place) && entry.is_some_and(|entry| entry.at.is_some()) {
        return named;
    }
    // a finding about the whole table is about each of its places
    let of_table = found.iter().filter(|finding| {
        !OF_HEADING.contains(&finding.rule.as_str())
            && match &finding.subject {
                Subject::File | Subject::Sheet(_) | Subject::Cell(_) => true,
                Subject::Form { row, .. } => row.as_ref().is_none_or(|row| row.as_str() == place.0),
                Subject::Place(_) => false,
            }
    });
    named.max(of_table.map(|finding| finding.severity).max())
}

/// Rules about the heading of a table, which say nothing about its figures.
const OF_HEADING: [&str; 5] =
    ["unit-unknown", "period-unknown", "period-in-words", "not-in-force", "identity-differs"];

/// The severity of the gravest finding that names a place by row and column, or by its cell.
fn names(found: &[Finding], place: &Place, entry: Option<&Entry<'_>>) -> Option<Severity> {
    let at = entry.and_then(|entry| entry.at).map(|at| at.to_string());
    let names_it = |finding: &&Finding| {
        let of_place = finding.place().is_some_and(|location| {
            location.on_form.row.as_str() == place.0 && location.on_form.column.as_str() == place.1
        });
        let sentence = match &finding.kind {
            FindingKind::General(found) => found.say(Lang::Vi, finding.place()),
            FindingKind::Relation(_) | FindingKind::Implication { .. } | FindingKind::PassedOn(_) => {
                String::new()
            }
        };
        let cells = sentence.split(|c: char| !c.is_alphanumeric());
        let of_row =
            matches!(&finding.subject, Subject::Form { row: Some(row), .. } if row.as_str() == place.0);
        of_place || of_row || at.as_deref().is_some_and(|at| cells.into_iter().any(|word| word == at))
    };
    found.iter().filter(names_it).map(|finding| finding.severity).max()
}

/// A report without changes is read whole and raises no finding.
#[test]
fn a_clean_report_is_read_whole_in_every_layout() {
    for (seed, form) in (0..8).flat_map(|seed| forms().into_iter().map(move |form| (seed, form))) {
        let report = report(form, &mut Chance::new(seed));
        let (submission, _) = read(&report);
        let mut said: Vec<&str> = submission.notices.iter().map(|finding| finding.rule.as_str()).collect();
        // a form of the districts is reported as out of date
        said.retain(|rule| *rule != "not-in-force" || form.to.is_none());
        assert_eq!(said, Vec::<&str>::new(), "{} {seed}", form.id);
        // the sender and the period count as places, too
        let whole = Judged { reports: 1, right: report.meant.len() + 2, ..Judged::default() };
        assert_eq!(judge(&report), whole, "{} {seed}", form.id);
    }
}
