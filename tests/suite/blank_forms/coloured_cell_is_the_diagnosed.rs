//! The cell that a blank colours is the one that the diagnosis names.
//!
//! Blanks are filled with the figures of consistent reports, with one slip each, and written. What their formulas colour
//! is held beside what the check says of the same workbook.

use crate::diagnosing::shares_of_planted_slips::consistent::{self, Dice};
use crate::diagnosing::shares_of_planted_slips::plant::{self, At, Planted, value};
use crate::support::builder::FINDER;
use phuluc::author::{Blank, Order};
use phuluc::book;
use phuluc::check::{Checked, Diagnosis, Mistake, Role, Submission, rule_check};
use phuluc::grid::{self, Content, WORKINGS};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A cell by its form and address.
type Named = (String, String);

/// The column of the workings that lists what is coloured.
const WRONG: u32 = 11;

/// A blank with the figures of a report.
fn blank_of(report: &Submission) -> Blank {
    let forms = report.forms.iter().map(|filled| Arc::clone(&filled.form)).collect();
    let order = Order { forms, unit: report.unit.clone(), period: report.period, ..Order::default() };
    let mut blank = Blank::new(order).unwrap();
    let mut answers: Vec<(At, Content)> = Vec::new();
    for (form, filled) in report.forms.iter().enumerate() {
        let mut open = (0..).filter(|row| is_open(&blank, form, *row));
        for row in 0..filled.rows.len() {
            let own = match filled.rows[row].role {
                Role::Open => open.next(),
                _ => blank.submission.forms[form].row(&filled.rows[row].id),
            };
            let Some(own) = own else { continue };
            for column in 0..filled.form.columns.len() {
                if let Some(figure) = value(report, (form, row, column)) {
                    answers.push(((form, own, column), Content::Number(figure)));
                }
            }
        }
    }
    let inputs = blank.inputs();
    answers.retain(|((form, row, column), _)| {
        inputs.iter().any(|input| (input.form, input.row, input.column) == (*form, *row, *column))
    });
    blank.fill(answers);
    blank
}

fn is_open(blank: &Blank, form: usize, row: usize) -> bool {
    blank.submission.forms[form].rows[row].role == Role::Open
}

/// What the workings list as coloured.
fn coloured(sheets: &[grid::Sheet]) -> BTreeSet<Named> {
    let workings = sheets.iter().find(|sheet| sheet.name == WORKINGS).unwrap();
    let lines = workings.cells().filter(|(at, cell)| at.column == WRONG && !cell.shown().is_empty());
    let named = lines.map(|(at, cell)| {
        let key = workings.text(grid::At { row: at.row, column: 0 }).into_owned();
        (key.split('|').next().unwrap().to_owned(), cell.shown().into_owned())
    });
    named.collect()
}

/// The cells between which the diagnoses cannot decide; `None` if one of them is of several cells.
fn named(checked: &Checked) -> Option<BTreeSet<Named>> {
    let mut named = BTreeSet::new();
    for explanation in checked.diagnoses.iter().flat_map(Diagnosis::named) {
        let [change] = explanation.changes.as_slice() else { return None };
        if !matches!(explanation.mistake, Mistake::Cell) {
            return None;
        }
        named.insert((change.place.on_form.form.to_string(), change.place.on_sheet.at?.to_string()));
    }
    Some(named)
}

#[test]
fn the_cell_that_the_diagnosis_names_is_coloured() {
    let pairs = consistent::pairs(2, 7).unwrap();
    let mut dice = Dice(11);
    let (mut tried, mut alike, mut within) = (0, 0, 0);
    for turn in 0..68 {
        let pair = dice.one(&pairs).unwrap();
        let mut report = pair.now.clone();
        let kind = Planted::ALL[turn % Planted::ALL.len()];
        if plant::plant(&mut report, &pair.before, kind, &mut dice).is_none() {
            continue;
        }
        let sheets = grid::read(&book::blank::write(&blank_of(&report)).unwrap()).unwrap();
        let checked = rule_check::check(&Submission::read(&sheets, &FINDER), None);
        let Some(named) = named(&checked).filter(|named| !named.is_empty()) else { continue };
        let coloured = coloured(&sheets);
        tried += 1;
        alike += usize::from(named == coloured);
        within += usize::from(named.is_subset(&coloured));
    }
    assert!(tried > 30, "{tried} slips prove little");
    // formulas do not know which slip of typing is the likelier, nor that a blank follows
    assert!(within * 100 >= tried * 90, "{within} of {tried} are coloured");
    assert!(alike * 100 >= tried * 75, "{alike} of {tried} are coloured alone");
}
