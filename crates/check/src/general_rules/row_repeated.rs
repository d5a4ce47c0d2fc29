//! A row that occurs twice: a printed row, or two rows with one name that the sender added.
//!
//! Raised while a form is read from its sheet (printed rows), and by the check on each form (added rows).

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use crate::submission::{FilledForm, Role};
use phuluc_form::{Lang, RowId, Severity};
use phuluc_grid::At;
use std::collections::HashMap;

/// A row that occurs twice.
#[derive(Clone, Debug)]
pub struct RowRepeated {
    /// The upper of the two sheet rows, from 1.
    pub first: u32,
    /// The lower of the two sheet rows, from 1.
    pub second: u32,
    /// The answers of both rows, if they differ.
    pub readings: Option<[Vec<String>; 2]>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "row-repeated",
    severity: Severity::Error,
    vi: Manual {
        title: "Một dòng có hai lần",
        why: "Không biết dòng nào đúng; cộng cả hai thì tính trùng.",
        example: "Lĩnh vực Đất đai có ở dòng 12, ghi 30, và ở dòng 15, ghi 31.",
        todo: "Gộp hoặc xóa dòng thừa.",
    },
    en: Manual {
        title: "a row stands twice",
        why: "which one is right cannot be known, and adding both counts twice",
        example: "one field in row 12 with 30 and in row 15 with 31",
        todo: "merge them or delete one",
    },
};

impl GeneralFinding for RowRepeated {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { first, second, readings } = self;
        match (lang, readings) {
            (Lang::Vi, None) => {
                format!("dòng {first} và dòng {second} của trang tính cùng là một chỉ tiêu, ghi như nhau")
            }
            (Lang::En, None) => {
                format!("sheet rows {first} and {second} are the same row and say the same")
            }
            (Lang::Vi, Some(readings)) => {
                let [above, below] = readings.each_ref().map(|cells| wording::as_written(cells, "trống"));
                format!(
                    "dòng {first} và dòng {second} của trang tính cùng là một chỉ tiêu nhưng ghi khác nhau: dòng {first} ghi {above}, dòng {second} ghi {below}"
                )
            }
            (Lang::En, Some(readings)) => {
                let [above, below] = readings.each_ref().map(|cells| wording::as_written(cells, "blank"));
                format!(
                    "sheet rows {first} and {second} are the same row: row {first} says {above}, row {second} says {below}"
                )
            }
        }
    }
}

impl RowRepeated {
    /// The finding about two rows, counted from 1, with their answers.
    pub(crate) fn new([first, second]: [u32; 2], readings: [Vec<String>; 2]) -> Self {
        let readings = Some(readings).filter(|[first, second]| first != second);
        Self { first, second, readings }
    }
}

/// Checks the added rows of a form for equal names, such as a field of work that was written twice.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let filled = form.filled;
    let mut findings = Vec::new();
    let mut seen: HashMap<&RowId, usize> = HashMap::new();
    for (second, row) in filled.rows.iter().enumerate().filter(|(_, row)| row.role == Role::Open) {
        let first = *seen.entry(&row.id).or_insert(second);
        if first != second {
            let lines = [first, second].map(|row| first_cell(filled, row).map_or(0, |at| at.row + 1));
            let repeated = RowRepeated::new(lines, [first, second].map(|row| answers(filled, row)));
            let (sheet, at) = (filled.sheet_of(second), first_cell(filled, second));
            findings.push(Finding::in_row(&filled.form, sheet, Some(&row.id), at, repeated));
        }
    }
    findings
}

fn first_cell(filled: &FilledForm, row: usize) -> Option<At> {
    filled.rows[row].entries.iter().find_map(|entry| entry.at)
}

/// The answers of a row in the columns that the sheet has.
fn answers(filled: &FilledForm, row: usize) -> Vec<String> {
    let entries = filled.rows[row].entries.iter().enumerate();
    let answers = entries.filter(|(column, _)| filled.present[*column] && filled.form.takes_answers(*column));
    answers.map(|(_, entry)| entry.raw().into_owned()).collect()
}
