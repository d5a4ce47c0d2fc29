//! The cell that a blank colours is the one that the diagnosis names.
//!
//! Blanks are filled with the figures of consistent reports, with one slip each, and written. What their formulas colour
//! is held beside what the check says of the same workbook.

use crate::diagnosing::shares_of_planted_slips::consistent::{self, Dice};
use crate::diagnosing::shares_of_planted_slips::plant::{self, At, Planted, value};
use crate::support::builder::{CATALOGUE, FINDER};
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

/// The cells that are typed into.
fn inputs(blank: &Blank) -> BTreeSet<Named> {
    let inputs = blank.inputs().into_iter().filter_map(|input| {
        let row = blank.plan(input.form).positions[input.row].drawn()?;
        let column = blank.sheet_column(input.form, input.column)?;
        let form = blank.submission.forms[input.form].form.id.to_string();
        Some((form, grid::At { row, column }.to_string()))
    });
    inputs.collect()
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
        let blank = blank_of(&report);
        let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
        let locked: Vec<Named> = coloured(&sheets).difference(&inputs(&blank)).cloned().collect();
        assert_eq!(locked, Vec::new(), "{kind:?}: nobody can correct these");
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

/// A percentage that the workbook works out is locked, so the line about wrong cells names what was typed.
#[test]
fn a_wrong_percentage_is_named_by_the_figures_that_give_it() {
    let form = CATALOGUE.in_force(&"cchc-2025-02".into(), None).unwrap();
    let order = Order { forms: vec![Arc::clone(form)], ..Order::default() };
    let mut blank = Blank::new(order).unwrap();
    let column = form.value_column().unwrap();
    let at = |row: &str| (0, blank.submission.forms[0].row(&row.into()).unwrap(), column);
    // 3 of 30 were handled, and the two are typed in each other's place
    let answers = [(at("2.2.1"), Content::Number(3.into())), (at("2.2.2"), Content::Number(30.into()))];
    blank.fill(answers);
    let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
    let coloured: Vec<String> = coloured(&sheets).into_iter().map(|(_, cell)| cell).collect();
    assert_eq!(coloured, ["D16", "D17"]);
    let checks = sheets.iter().find(|sheet| sheet.name == "Kiểm tra").unwrap();
    let line =
        checks.cells().find(|(_, cell)| cell.shown().starts_with("Ô nào cũng là một con số")).unwrap().0;
    assert_eq!(checks.text(grid::At { column: 3, ..line }), "D17");
}
