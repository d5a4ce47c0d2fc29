//! The total scores of the units on one score sheet, with ranks and bands, and with the unit's own score beside the
//! appraisal.

use super::member::Member;
use phuluc_check::FilledForm;
use phuluc_form::{Bands, Form, RowId, number};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// The score of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// Its rank: 1, 2, 2, 4.
    pub rank: usize,
    /// Its score: from the last appraisal given, else its own; recalculated from its items if they give another
    /// figure.
    pub score: Decimal,
    /// The total as stated, if its items give another figure.
    pub stated: Option<Decimal>,
    /// The column of the score, by index.
    pub column: usize,
    /// Its own score, if that differs.
    pub own: Option<Decimal>,
    /// The applicable maximum.
    pub maximum: Decimal,
    /// The score as a percentage of the maximum, to two decimals.
    pub percent: Decimal,
    /// The band of the score.
    pub band: String,
    /// The points that it lacks for the next band, and that band.
    pub lacks: Option<(Decimal, String)>,
}

/// The scores of the units in the totals, the best first; none for a form without bands.
///
/// Units rank by the percentage of their applicable maximum. Ties are decided by the points in the rows that the form
/// names. Units that are equal in everything share a rank.
pub(super) fn scores(form: &Form, members: &[Member], owing: &[usize]) -> Vec<Score> {
    let Some(bands) = &form.bands else { return Vec::new() };
    let mut scored: Vec<(Vec<Reverse<Decimal>>, Score)> = owing
        .iter()
        .filter_map(|&unit| {
            let member = members.get(unit).filter(|member| member.included)?;
            let (_, filled) = member.form(&form.id)?;
            scored(bands, filled, unit)
        })
        .collect();
    // units that share a rank stay in the order of the round
    scored.sort_by(|(a, _), (b, _)| a.cmp(b));
    let ranks = scored.iter().map(|(key, _)| 1 + scored.partition_point(|(other, _)| other < key));
    let ranks: Vec<usize> = ranks.collect();
    scored.into_iter().zip(ranks).map(|((_, score), rank)| Score { rank, ..score }).collect()
}

/// The score of a unit, and the values that it is ranked by.
fn scored(bands: &Bands, filled: &FilledForm, unit: usize) -> Option<(Vec<Reverse<Decimal>>, Score)> {
    let form = &filled.form;
    let columns: Vec<usize> = bands.score.iter().filter_map(|id| form.column(id)).collect();
    let points = |row: &RowId| {
        let entries = &filled.rows[filled.row(row)?].entries;
        columns.iter().find_map(|&column| Some((entries.get(column).value()?, column)))
    };
    let (stated, column) = points(&bands.row)?;
    // a stated total that agrees neither with its items nor with the rows under them does not count
    let row = form.fixed_row(&bands.row)?;
    let [items, deeper] = [0, 1].map(|depth| items(filled, row, column, depth));
    let score = if deeper == Some(stated) { stated } else { items.unwrap_or(stated) };
    let entries = &filled.rows[filled.row(&bands.row)?].entries;
    let maximum = entries.get(form.column(&bands.maximum)?).value()?;
    let own = columns.last().filter(|&&own| own != column).and_then(|&own| entries.get(own).value());
    let exact = score.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(maximum)?;
    let ties = bands.ties.iter().map(|row| Reverse(points(row).map_or(Decimal::ZERO, |(points, _)| points)));
    let key = std::iter::once(Reverse(exact)).chain(ties).collect();
    let score = Score {
        unit,
        rank: 0,
        score,
        stated: (stated != score).then_some(stated),
        column,
        own,
        maximum,
        percent: number::round(exact, 2).normalize(),
        band: bands.of(score, maximum)?.to_owned(),
        lacks: bands.next(score, maximum).map(|(points, band)| (points, band.to_owned())),
    };
    Some((key, score))
}

/// The sum of the rows under a row in a column, if each of them has points. From `depth` on, each row counts as the
/// sum of the rows under it.
fn items(filled: &FilledForm, row: usize, column: usize, depth: usize) -> Option<Decimal> {
    let under = filled.form.rows_under(row);
    let mut sum = Decimal::ZERO;
    for &printed in under {
        let line = filled.printed(printed)?;
        let own = filled.rows[line].entries.get(column).value()?;
        let deeper = depth.checked_sub(1).and_then(|depth| items(filled, printed, column, depth));
        sum = sum.checked_add(deeper.unwrap_or(own))?;
    }
    (!under.is_empty()).then(|| sum.normalize())
}
