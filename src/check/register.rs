//! The general rules of registers: documents without number or date, malformed, or out of order.
//!
//! Their manuals are in [`crate::general`].

use crate::document::Document;
use crate::finding::{DatedDocument, Finding, Location, Notice, Subject};
use crate::form::Kind;
use crate::submission::FilledForm;
use crate::unit::Level;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// What is wrong with the documents of a form.
pub(super) fn check(filled: &FilledForm, level: Option<Level>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(column) = filled.form.document_column() else { return findings };
    let finding = |row: usize, notice| {
        let place = Location::of(filled, row, column, level, false);
        Finding::general(Subject::Place(Box::new(place)), notice)
    };
    let documents = documents(filled);
    for (row, document) in &documents {
        if document.number.is_none() {
            findings.push(finding(*row, Notice::DocumentWithoutNumber));
        }
        if document.date.is_none() {
            findings.push(finding(*row, Notice::DocumentWithoutDate));
        }
        if document.malformed {
            let reference = document.reference().unwrap_or_default();
            findings.push(finding(*row, Notice::DocumentMalformed { reference }));
        }
        if let (Some(own), Some(found)) = (document.sign_of_its_type(), document.sign.clone()) {
            findings.push(finding(*row, Notice::DocumentSign { kind: document.kind, own, found }));
        }
    }
    for (row, document, others) in out_of_order(&documents) {
        findings.push(finding(row, Notice::DocumentOrder { document, others }));
    }
    findings
}

/// The documents of a form, by row.
pub(crate) fn documents(filled: &FilledForm) -> Vec<(usize, Document)> {
    let Some(column) = filled.form.document_column() else { return Vec::new() };
    let is_asked = |row: &usize| matches!(filled.kind(*row, column), Some(Kind::Document));
    let rows = (0..filled.rows.len()).filter(is_asked);
    rows.filter_map(|row| Some((row, Document::read(&filled.rows[row].entries.get(column).raw())?))).collect()
}

/// A document of a series: its number, its date, and its row.
type Dated = (u32, NaiveDate, usize);

/// The documents whose number and date disagree with the rest of their series: numbers of one sign
/// are given in the order of the days of a year.
///
/// The longest run in order is right; what is not in it is pointed out, with those it disagrees with.
fn out_of_order(documents: &[(usize, Document)]) -> Vec<(usize, DatedDocument, Vec<DatedDocument>)> {
    let mut series: BTreeMap<(&str, i32), Vec<Dated>> = BTreeMap::new();
    for (row, document) in documents {
        if let (Some(number), Some(sign), Some(date)) = (document.number, &document.sign, document.date) {
            series.entry((sign.as_str(), date.year())).or_default().push((number, date, *row));
        }
    }
    let mut wrong = Vec::new();
    for ((sign, _), mut dated) in series {
        dated.sort_by_key(|(number, date, row)| (*number, *date, *row));
        let run = longest_run(&dated);
        let named = |(number, date, _): &Dated| DatedDocument {
            reference: format!("{number:02}/{sign}"),
            date: *date,
        };
        for (index, document) in dated.iter().enumerate().filter(|(index, _)| !run.contains(index)) {
            let disagrees = |other: &&Dated| disagree(document, other);
            let others: Vec<DatedDocument> =
                run.iter().map(|&index| &dated[index]).filter(disagrees).map(named).collect();
            wrong.push((dated[index].2, named(document), others));
        }
    }
    wrong.sort_by_key(|(row, ..)| *row);
    wrong
}

fn disagree(a: &Dated, b: &Dated) -> bool {
    match a.0.cmp(&b.0) {
        std::cmp::Ordering::Equal => a.1 != b.1,
        order => a.1 != b.1 && a.1.cmp(&b.1) != order,
    }
}

/// The longest run of documents of which no two disagree, by index; of equally long ones, the earliest.
fn longest_run(dated: &[Dated]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (index, document) in dated.iter().enumerate() {
        // in order of number, agreeing with the one before is agreeing with all before it
        let before = (0..index).filter(|&earlier| !disagree(&dated[earlier], document));
        let before = before.max_by_key(|&earlier| (best[earlier].0, std::cmp::Reverse(earlier)));
        best.push((before.map_or(1, |earlier| best[earlier].0 + 1), before));
    }
    let end = (0..best.len()).max_by_key(|&index| (best[index].0, std::cmp::Reverse(index)));
    let mut run: Vec<usize> = std::iter::successors(end, |&index| best[index].1).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::{Dated, longest_run, out_of_order};
    use crate::document::Document;

    #[track_caller]
    fn case(lines: &[&str], expected: &[(&str, usize)]) {
        let documents: Vec<(usize, Document)> =
            lines.iter().map(|line| Document::read(line).unwrap()).enumerate().collect();
        let wrong = out_of_order(&documents);
        let wrong: Vec<(&str, usize)> =
            wrong.iter().map(|(_, document, others)| (document.reference.as_str(), others.len())).collect();
        assert_eq!(wrong, expected);
    }

    #[test]
    fn numbers_follow_the_days_within_a_year_and_a_sign() {
        case(
            &[
                "Thông báo số 61/TB-UBND ngày 29/5/2023",
                "Thông báo số 63/TB-UBND ngày 24/7/2023",
                "Thông báo số 62/TB-UBND ngày 12/7/2023",
                "Thông báo số 64/TB-UBND ngày 04/7/2023",
                // another year, another sign, another type: other series
                "Thông báo số 99/TB-UBND ngày 01/01/2022",
                "Thông báo số 98/TB-BCĐ ngày 02/01/2023",
                "Kế hoạch số 97/KH-UBND ngày 02/01/2023",
            ],
            &[("64/TB-UBND", 2)],
        );
        // one number with two dates
        case(
            &["Quyết định số 142/QĐ-UBND ngày 01/10/2021", "Quyết định số 142/QĐ-UBND ngày 07/10/2021"],
            &[("142/QĐ-UBND", 1)],
        );
        // the same document twice, and two on one day
        case(
            &[
                "Quyết định số 102/QĐ-UBND ngày 24/7/2023",
                "Quyết định số 102/QĐ-UBND ngày 24/7/2023",
                "Quyết định số 103/QĐ-UBND ngày 24/7/2023",
            ],
            &[],
        );
    }

    #[test]
    fn the_earliest_of_equal_runs_is_taken() {
        let day = |day| chrono::NaiveDate::from_ymd_opt(2023, 7, day).unwrap();
        let dated: Vec<Dated> = vec![(1, day(9), 0), (2, day(3), 1)];
        assert_eq!(longest_run(&dated), [0]);
    }
}
