//! The only figures that some cells of a blank admit, written as lists in a column of the hidden sheet, for cells to
//! choose from.

use super::formula::fixed;
use super::validation::Admitted;
use crate::float;
use phuluc_author::Blank;
use phuluc_check::EntryRef;
use phuluc_form::Choice;
use phuluc_grid::WORKINGS;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The column of the lists on the hidden sheet.
const COLUMN: u16 = 17;
/// The column of the periods to choose from.
const PERIODS: u16 = 18;

/// Writes the lists and the periods.
pub(super) fn draw(
    sheet: &mut Worksheet,
    lists: &[Vec<Choice>],
    periods: &[String],
) -> Result<(), XlsxError> {
    for (row, step) in (1..).zip(lists.iter().flatten()) {
        sheet.write_number(row, COLUMN, float(step.code))?;
    }
    for (row, period) in (1..).zip(periods) {
        sheet.write_string(row, PERIODS, period)?;
    }
    Ok(())
}

/// The range of the periods to choose from, as a formula; `None` if there are none.
pub(super) fn periods(blank: &Blank) -> Option<String> {
    let count = blank.order.periods.len();
    let column = u32::from(PERIODS);
    (count > 0).then(|| format!("={WORKINGS}!{}:{}", fixed(1, column), fixed(row(count), column)))
}

/// The only figures that a place admits, with their range; `None` if it admits others.
pub(super) fn at(lists: &[Vec<Choice>], blank: &Blank, spot: EntryRef) -> Option<Admitted> {
    let steps = of_place(blank, spot)?;
    let at = lists.iter().position(|list| *list == steps)?;
    let first = 1 + lists[..at].iter().map(|list| row(list.len())).sum::<u32>();
    let last = first + row(steps.len()) - 1;
    let column = u32::from(COLUMN);
    let range = format!("={WORKINGS}!{}:{}", fixed(first, column), fixed(last, column));
    Some(Admitted { steps, range })
}

/// The different lists of admitted figures in a blank.
pub(super) fn lists(blank: &Blank) -> Vec<Vec<Choice>> {
    let mut lists: Vec<Vec<Choice>> = Vec::new();
    for input in blank.inputs() {
        let spot = EntryRef { is_earlier: false, form: input.form, row: input.row, column: input.column };
        lists.extend(of_place(blank, spot).filter(|steps| !lists.contains(steps)));
    }
    lists
}

/// The only figures that a place admits: the steps of a criterion, or its maximum and 0 if the criterion may not
/// apply.
fn of_place(blank: &Blank, spot: EntryRef) -> Option<Vec<Choice>> {
    let filled = blank.filled(spot.form);
    let steps = filled.form.steps(filled.rows[spot.row].fixed(), spot.column);
    if !steps.is_empty() {
        return Some(steps.to_vec());
    }
    let printed = filled.as_printed(spot.row, spot.column).filter(|_| filled.may_be_reduced(spot.row))?;
    let admitted = [(printed, ""), (Decimal::ZERO, "không áp dụng")];
    Some(admitted.map(|(code, label)| Choice { code, label: label.to_owned() }).into())
}

fn row(n: usize) -> u32 {
    u32::try_from(n).expect("fewer figures than a sheet has rows")
}
