//! The total scores of the units on one score sheet, with ranks and bands, and with the unit's own score beside the
//! appraisal.

use super::answers_by_unit::AnswersByUnit;
use super::total::Gap;
use phuluc_check::{Answer, FilledForm, Location};
use phuluc_form::{Bands, RowId, number};
use rust_decimal::Decimal;

/// The score of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// Its rank: 1, 2, 2, 4.
    pub rank: usize,
    /// The figures that it is ranked by: the exact percentage, then the points that decide ties.
    pub keys: Vec<Decimal>,
    /// Its score: from the last appraisal given, else its own; recalculated from its items if they give another
    /// figure, or if the total is missing.
    pub score: Decimal,
    /// The total that it stated, beside its items.
    pub stated: StatedTotal,
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

/// The total that a unit stated, beside the sum of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatedTotal {
    /// It is the score.
    Counts,
    /// Its items give another figure, which is the score.
    Differs(Decimal),
    /// There is none that counts, for this reason; the sum of its items is the score.
    Lacking(Gap),
}

/// A unit that is not ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unranked {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// The reason.
    pub why: WhyUnranked,
}

/// The reason why a unit is not ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyUnranked {
    /// Nothing of it counts.
    Absent(Gap),
    /// It has no total score, and not all of the items.
    Total(Gap),
    /// It has no maximum.
    Maximum(Gap),
    /// Its maximum is 0.
    MaximumZero,
}

/// The scores of the units in the totals, the best first, and the units that are not ranked; none for a form without
/// bands.
///
/// Units rank by the percentage of their applicable maximum. Ties are decided by the points in the rows that the form
/// names. Units that are equal in everything share a rank.
pub(super) fn scores(table: &AnswersByUnit<'_>) -> (Vec<Score>, Vec<Unranked>) {
    let Some(bands) = &table.form.bands else { return (Vec::new(), Vec::new()) };
    let (mut scored, mut unranked) = (Vec::new(), Vec::new());
    for &unit in table.owing {
        let score = match (table.absence(unit), table.units[unit].filled) {
            (Some(gap), _) => Err(WhyUnranked::Absent(gap)),
            (None, None) => Err(WhyUnranked::Absent(Gap::NotSubmitted)),
            (None, Some(filled)) => score(bands, Points { filled, changes: &[] }, unit),
        };
        match score {
            Ok(score) => scored.push(score),
            Err(why) => unranked.push(Unranked { unit, why }),
        }
    }
    // units that share a rank stay in the order of the round
    scored.sort_by(|a, b| b.keys.cmp(&a.keys));
    let ranks: Vec<usize> = scored.iter().map(|score| rank(&scored, &score.keys)).collect();
    for (score, rank) in scored.iter_mut().zip(ranks) {
        score.rank = rank;
    }
    (scored, unranked)
}

/// The rank that keys have among scores, which are sorted.
fn rank(scores: &[Score], keys: &[Decimal]) -> usize {
    1 + scores.partition_point(|other| other.keys.as_slice() > keys)
}

/// The rank that a unit has among the others once places of its form hold other figures; `None` if it has none then.
pub(crate) fn corrected_rank(
    scores: &[Score],
    filled: &FilledForm,
    unit: usize,
    changes: &[(&Location, Decimal)],
) -> Option<usize> {
    let bands = filled.form.bands.as_ref()?;
    let corrected = score(bands, Points { filled, changes }, unit).ok()?;
    let others: Vec<Score> = scores.iter().filter(|other| other.unit != unit).cloned().collect();
    Some(rank(&others, &corrected.keys))
}

/// A unit's points as it wrote them, or after corrections.
#[derive(Clone, Copy)]
struct Points<'f> {
    filled: &'f FilledForm,
    changes: &'f [(&'f Location, Decimal)],
}

impl Points<'_> {
    /// The points on a line of the form.
    fn at(&self, line: usize, column: usize) -> Option<Decimal> {
        let (row, id) = (&self.filled.rows[line].id, &self.filled.form.columns[column].id);
        let mut changes = self.changes.iter();
        let changed = changes.find(|(place, _)| place.on_form.row == *row && place.on_form.column == *id);
        changed.map(|(_, to)| *to).or_else(|| self.filled.rows[line].entries.get(column).value())
    }

    /// Why a line has no points in any of these columns.
    fn gap(&self, line: Option<usize>, columns: &[usize]) -> Gap {
        let Some(line) = line else { return Gap::NoTotal };
        let answer = |&column: &usize| self.filled.rows[line].entries.get(column).answer;
        let is_unreadable = columns.iter().map(answer).any(|answer| matches!(answer, Answer::Unreadable(_)));
        if is_unreadable { Gap::NotRead } else { Gap::Blank }
    }

    /// The sum of the rows under a row in a column, if each of them has points. From `depth` on, each row counts as
    /// the sum of the rows under it.
    fn items(&self, row: usize, column: usize, depth: usize) -> Option<Decimal> {
        let under = self.filled.form.rows_under(row);
        let mut sum = Decimal::ZERO;
        for &printed in under {
            let own = self.at(self.filled.printed(printed)?, column)?;
            let deeper = depth.checked_sub(1).and_then(|depth| self.items(printed, column, depth));
            sum = sum.checked_add(deeper.unwrap_or(own))?;
        }
        (!under.is_empty()).then(|| sum.normalize())
    }
}

/// The score of a unit, not yet ranked.
fn score(bands: &Bands, points: Points<'_>, unit: usize) -> Result<Score, WhyUnranked> {
    let form = &points.filled.form;
    let columns: Vec<usize> = bands.score.iter().filter_map(|id| form.column(id)).collect();
    let line = points.filled.row(&bands.row);
    let given = |row: &RowId| {
        let line = points.filled.row(row)?;
        columns.iter().find_map(|&column| Some((points.at(line, column)?, column)))
    };
    let lacking = WhyUnranked::Total(points.gap(line, &columns));
    let row = form.fixed_row(&bands.row).ok_or(lacking)?;
    let (score, stated, column) = if let Some((stated, column)) = given(&bands.row) {
        // a stated total that agrees neither with its items nor with the rows under them does not count
        let [items, deeper] = [0, 1].map(|depth| points.items(row, column, depth));
        let score = if deeper == Some(stated) { stated } else { items.unwrap_or(stated) };
        let counts = if score == stated { StatedTotal::Counts } else { StatedTotal::Differs(stated) };
        (score, counts, column)
    } else {
        let items = columns.iter().find_map(|&column| Some((points.items(row, column, 0)?, column)));
        let (score, column) = items.ok_or(lacking)?;
        (score, StatedTotal::Lacking(points.gap(line, &columns)), column)
    };
    let maxima: Vec<usize> = form.column(&bands.maximum).into_iter().collect();
    let no_maximum = WhyUnranked::Maximum(points.gap(line, &maxima));
    let maximum = line.zip(maxima.first()).and_then(|(line, &column)| points.at(line, column));
    let maximum = maximum.ok_or(no_maximum)?;
    let own = columns.last().filter(|&&own| own != column);
    let own = own.zip(line).and_then(|(&own, line)| points.at(line, own));
    let exact = score.checked_mul(Decimal::ONE_HUNDRED).and_then(|score| score.checked_div(maximum));
    let exact = exact.ok_or(WhyUnranked::MaximumZero)?;
    let ties = bands.ties.iter().map(|row| given(row).map_or(Decimal::ZERO, |(points, _)| points));
    Ok(Score {
        unit,
        rank: 0,
        keys: std::iter::once(exact).chain(ties).collect(),
        score,
        stated,
        column,
        own,
        maximum,
        percent: number::round(exact, 2).normalize(),
        band: bands.of(score, maximum).unwrap_or_default().to_owned(),
        lacks: bands.next(score, maximum).map(|(points, band)| (points, band.to_owned())),
    })
}
