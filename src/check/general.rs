//! The general rules that look at one place at a time; their manuals are in [`crate::general`].

use crate::answer::Answer;
use crate::finding::{Finding, Location, Notice, Subject};
use crate::form::{Holds, Kind, RowId};
use crate::normalise::match_key;
use crate::submission::{FilledForm, Role};
use crate::unit::Level;
use std::collections::HashMap;

/// What is wrong at single places of a form.
pub(super) fn check(filled: &FilledForm, level: Option<Level>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in 0..filled.rows.len() {
        for column in (0..filled.form.columns.len()).filter(|&column| filled.form.takes_answers(column)) {
            if let Some(notice) = notice(filled, row, column, level) {
                let place = Location::of(filled, row, column, level, false);
                findings.push(Finding::general(Subject::Place(Box::new(place)), notice));
            }
        }
    }
    findings.extend(repeated_keys(filled));
    findings
}

fn notice(filled: &FilledForm, row: usize, column: usize, level: Option<Level>) -> Option<Notice> {
    let entry = &filled.rows[row].entries.get(column);
    let Some(kind) = filled.kind(row, column) else {
        return entry.answer.is_given().then_some(Notice::ValueInHeading);
    };
    match &entry.answer {
        Answer::Unreadable(unreadable) => Some(Notice::NotRead((**unreadable).clone())),
        Answer::Number(figure) if figure.value.is_sign_negative() => Some(Notice::Negative),
        Answer::Number(figure) => match kind {
            Kind::Choice(choices) if !choices.iter().any(|choice| choice.code == figure.value) => {
                let allowed = choices.iter().map(|choice| (choice.code, choice.label.clone()));
                Some(Notice::CodeNotAllowed { allowed: allowed.collect() })
            }
            // nought of anything is nought, whoever's row it is and whatever it is measured in
            _ if figure.value.is_zero() => None,
            _ if filled.is_out_of_scope(row, level) => {
                Some(Notice::ValueOutOfScope(level.unwrap_or(filled.form.sent_by)))
            }
            _ => measure_changed(filled, row),
        },
        Answer::Nil | Answer::Blank | Answer::Text(_) => None,
    }
}

/// A figure under another unit of measure cannot be added to those of other units.
fn measure_changed(filled: &FilledForm, row: usize) -> Option<Notice> {
    let printed = &filled.form.fixed_rows()[filled.rows[row].fixed()?];
    // a list of codes printed there is often written in another order
    let printed = printed.measured_in.as_ref().filter(|_| !matches!(printed.kind, Kind::Choice(_)))?;
    let column = filled.form.column_holding(&Holds::Measure)?;
    let found = filled.rows[row].entries.get(column).raw();
    let changed = !found.is_empty() && *found != **printed && match_key(&found) != match_key(printed);
    changed.then(|| Notice::MeasureChanged { printed: printed.clone(), found: found.into_owned() })
}

/// Open rows of one name: a lĩnh vực written twice.
fn repeated_keys(filled: &FilledForm) -> Vec<Finding> {
    let mut findings = Vec::new();
    let line = |row: usize| {
        let at = filled.rows[row].entries.iter().find_map(|entry| entry.at);
        at.map_or(0, |at| at.row + 1)
    };
    let mut seen: HashMap<&RowId, usize> = HashMap::new();
    for (second, row) in filled.rows.iter().enumerate().filter(|(_, row)| row.role == Role::Open) {
        let first = *seen.entry(&row.id).or_insert(second);
        if first != second {
            let (form, short) = (filled.form.id.clone(), filled.form.short.clone());
            let at = row.entries.iter().find_map(|entry| entry.at);
            let subject = Subject::Form {
                form,
                short,
                sheet: filled.sheet_of(second).to_owned(),
                row: Some(row.id.clone()),
                at,
            };
            let readings = [first, second].map(|row| answers(filled, row));
            let readings = Some(readings).filter(|[first, second]| first != second);
            let (first, second) = (line(first), line(second));
            let notice = Notice::RowTwice { row: row.id.clone(), first, second, readings };
            findings.push(Finding::general(subject, notice));
        }
    }
    findings
}

/// What a row says in the columns of answers that are there.
fn answers(filled: &FilledForm, row: usize) -> Vec<String> {
    let entries = filled.rows[row].entries.iter().enumerate();
    let answers = entries.filter(|(column, _)| filled.present[*column] && filled.form.takes_answers(*column));
    answers.map(|(_, entry)| entry.raw().into_owned()).collect()
}
