//! A document whose number and date are out of order with the others of its series.
//!
//! Raised by the check, on each form that has a column of documents.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::general_rules::stages::FormInSubmission;
use chrono::{Datelike, NaiveDate};
use phuluc_form::{Document, Lang, Severity, date};
use phuluc_grid::At;
use std::collections::BTreeMap;

/// A document whose number and date contradict others of its series.
#[derive(Clone, Debug)]
pub struct DocumentOrder {
    /// The document.
    pub document: DatedDocument,
    /// The documents of the series that it contradicts.
    pub others: Vec<DatedDocument>,
}

/// A document by its number and sign, and its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedDocument {
    /// Number and sign: `64/TB-UBND`.
    pub reference: String,
    /// The date.
    pub date: NaiveDate,
    /// Its row in the form.
    row: usize,
    /// Its cell.
    pub at: Option<At>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "document-order",
    severity: Severity::Warning,
    vi: Manual {
        title: "Số văn bản và ngày ban hành không theo thứ tự",
        why: "Văn bản cùng loại trong một năm được lấy số theo ngày: số sau không thể có ngày trước.",
        example: "Thông báo 64 ngày 04/7/2023, trong khi Thông báo 63 ngày 24/7/2023.",
        todo: "Mở sổ văn bản đi, xem ô nào chép sai số hoặc ngày.",
    },
    en: Manual {
        title: "a document whose number and date are out of order",
        why: "documents of one kind are numbered day by day within a year: a later number cannot have an earlier date",
        example: "announcement 64 of 4 July, announcement 63 of 24 July",
        todo: "look the document up and mend its number or date",
    },
};

impl GeneralFinding for DocumentOrder {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { document: DatedDocument { reference, date: day, .. }, others } = self;
        match lang {
            Lang::Vi => {
                let others = others.iter().map(|other| {
                    let at = other.at.map_or_else(String::new, |at| format!(" (ô {at})"));
                    format!("{}{at} lại ghi ngày {}", other.reference, date(other.date))
                });
                let others = others.collect::<Vec<_>>().join(", ");
                format!("{reference} ghi ngày {}, {others}", date(*day))
            }
            Lang::En => {
                let others = others.iter().map(|other| format!("{} of {}", other.reference, other.date));
                let others = others.collect::<Vec<_>>().join(", ");
                format!("{reference} of {day}, but {others}: out of order")
            }
        }
    }
}

/// Checks the column of documents of a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let column = form.filled.form.document_column().unwrap_or_default();
    let wrong = out_of_order(form.documents()).into_iter();
    let findings = wrong.map(|(row, mut wrong)| {
        for other in &mut wrong.others {
            other.at = form.filled.rows[other.row].entries.get(column).at;
        }
        form.finding_about_document(row, wrong)
    });
    findings.collect()
}

/// A document of a series: its number, its date, and its row.
type Dated = (u32, NaiveDate, usize);

/// The documents whose number and date contradict the rest of their series: numbers with one sign are given in the
/// order of dates within a year.
///
/// The longest run in order counts as right. Each document outside it is reported, with those that it contradicts.
fn out_of_order(documents: &[(usize, Document)]) -> Vec<(usize, DocumentOrder)> {
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
        for (index, document) in dated.iter().enumerate().filter(|(index, _)| !run.contains(index)) {
            let others = run.iter().map(|&index| &dated[index]).filter(|other| disagree(document, other));
            let others = others.map(|other| DatedDocument::new(other, sign)).collect();
            let document = DatedDocument::new(document, sign);
            wrong.push((dated[index].2, DocumentOrder { document, others }));
        }
    }
    wrong.sort_by_key(|(row, ..)| *row);
    wrong
}

impl DatedDocument {
    fn new((number, date, row): &Dated, sign: &str) -> Self {
        Self { reference: format!("{number:02}/{sign}"), date: *date, row: *row, at: None }
    }
}

fn disagree(a: &Dated, b: &Dated) -> bool {
    match a.0.cmp(&b.0) {
        std::cmp::Ordering::Equal => a.1 != b.1,
        order => a.1 != b.1 && a.1.cmp(&b.1) != order,
    }
}

/// The longest run of documents that do not contradict each other, by index; the earliest among equally long ones.
fn longest_run(dated: &[Dated]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (index, document) in dated.iter().enumerate() {
        // the documents are sorted by number, so agreeing with the one before means agreeing with all before it
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
    use phuluc_form::Document;

    #[track_caller]
    fn case(lines: &[&str], expected: &[(&str, usize)]) {
        let documents: Vec<(usize, Document)> =
            lines.iter().map(|line| Document::read(line).unwrap()).enumerate().collect();
        let wrong = out_of_order(&documents);
        let wrong: Vec<(&str, usize)> =
            wrong.iter().map(|(_, wrong)| (wrong.document.reference.as_str(), wrong.others.len())).collect();
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
                // another year, another sign, another type: each is another series
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
