//! Slips that are harder to place: two in one row, and two digits swapped where a percentage leaves an interval.

use super::consistent::{Dice, Pair, put};
use super::measure::said;
use super::plant::{At, Planted, filled, typed, value};
use phuluc::check::Submission;
use phuluc::form::{Expr, Kind, RowRef};
use rust_decimal::Decimal;

/// The results for slips that are harder to place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hard {
    /// The number planted that break a rule.
    pub planted: usize,
    /// How many of them are named: all their cells, or the cell with the right figure.
    pub named: usize,
    /// How many of them have a first diagnosis that is certain and names another cell.
    pub misled: usize,
}

/// The results as a table.
pub fn table(pairs: &[Pair], most: usize, seed: u64) -> String {
    let line = |what: &str, Hard { planted, named, misled }: Hard| {
        format!("{what} | planted {planted} | named {named} | another cell first {misled}\n")
    };
    line("two slips in one row", in_one_row(pairs, most, seed))
        + &line("two digits swapped inside an interval", inside_intervals(pairs, most, seed))
}

/// Two slips of typing in one row of a table.
pub fn in_one_row(pairs: &[Pair], most: usize, seed: u64) -> Hard {
    let mut dice = Dice(seed ^ 0x1_2012);
    let mut hard = Hard::default();
    for _ in 0..most * 50 {
        let Some(pair) = dice.one(pairs).filter(|_| hard.planted < most) else { break };
        let places = filled(&pair.now);
        let Some(one) = dice.one(&places).copied() else { break };
        let of_row = |at: &&At| (at.0, at.1) == (one.0, one.1) && **at != one;
        let beside: Vec<At> = places.iter().filter(of_row).copied().collect();
        let Some(other) = dice.one(&beside).copied() else { continue };
        let mut report = pair.now.clone();
        if [one, other].iter().all(|at| slip(&mut report, *at, &mut dice)) {
            hard.count(pair, &report, &[(one, None), (other, None)]);
        }
    }
    hard
}

/// Two digits swapped in the part or the base of a percentage.
pub fn inside_intervals(pairs: &[Pair], most: usize, seed: u64) -> Hard {
    let mut dice = Dice(seed ^ 0x17E1);
    let mut hard = Hard::default();
    for _ in 0..most * 50 {
        let Some(pair) = dice.one(pairs).filter(|_| hard.planted < most) else { break };
        let Some(at) = dice.one(&parts_and_bases(&pair.now)).copied() else { break };
        let Some(right) = value(&pair.now, at) else { continue };
        let Some(wrong) = typed(right, Planted::TwoSwapped, &mut dice).filter(|wrong| *wrong != right) else {
            continue;
        };
        let mut report = pair.now.clone();
        put(&mut report, at.0, at.1, at.2, wrong);
        hard.count(pair, &report, &[(at, Some(right))]);
    }
    hard
}

impl Hard {
    fn count(&mut self, pair: &Pair, report: &Submission, planted: &[(At, Option<Decimal>)]) {
        let checked = pair.check(report);
        if checked.diagnoses.is_empty() {
            return;
        }
        self.planted += 1;
        let said = said(report, &checked);
        let is_named = |(at, right): &(At, Option<Decimal>)| {
            let mut cells = said.iter().flat_map(|said| &said.cells);
            cells.any(|(cell, to)| cell == at && (right.is_none() || to == right))
        };
        self.named += usize::from(planted.iter().all(is_named));
        let is_misled = said.first().is_some_and(|first| {
            first.tied == 1
                && first.cells.first().is_some_and(|(cell, _)| planted.iter().all(|(at, _)| at != cell))
        });
        self.misled += usize::from(is_misled);
    }
}

/// Types one figure wrongly; says whether it changed.
fn slip(report: &mut Submission, at: At, dice: &mut Dice) -> bool {
    let kind = *dice.one(&[Planted::OneDigit, Planted::TwoSwapped]).unwrap_or(&Planted::OneDigit);
    let right = value(report, at);
    let Some(wrong) = right.and_then(|right| typed(right, kind, dice)).filter(|wrong| Some(*wrong) != right)
    else {
        return false;
    };
    put(report, at.0, at.1, at.2, wrong);
    true
}

/// The counts that a percentage of their form is taken of.
fn parts_and_bases(report: &Submission) -> Vec<At> {
    let mut places = Vec::new();
    for (form, filled) in report.forms.iter().enumerate() {
        for rule in &filled.form.rules {
            let Some((left, Expr::Percent(part, base))) = rule.that.equation() else { continue };
            for place in part.places().into_iter().chain(base.places()) {
                let (RowRef::Id(id), None) = (&place.row, &place.form) else { continue };
                let Some((row, column)) = filled.row(id).zip(filled.form.value_column()) else { continue };
                let is_count = filled.kind(row, column) == Some(&Kind::Count);
                places.extend(Some((form, row, column)).filter(|_| is_count && place.column == left.column));
            }
        }
    }
    places
}
