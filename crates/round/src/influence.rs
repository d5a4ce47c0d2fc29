//! The influence of findings: a ranking by how much a correction would move the consolidated figures.
//!
//! It takes a consolidation. It gives the places that may be corrected, the most influential first, each with the
//! total, percentage or rank that it moves most. It also says after how many of them hardly any influence is left.
//! Only what is certain counts: one explanation of errors or warnings, with every figure, in a report that is in the
//! totals. What is open or only worth a look may be right as it is.
//!
//! Statisticians call this the influence part of *selective editing*.

use crate::consolidate::{Consolidation, FormTotal, Member, Total};
use crate::file_report::FileReport;
use phuluc_check::{DerivedValue, Location, Mistake, Story};
use phuluc_form::{Bands, Expr, Form, Place, RowRef, Severity, WhichReport};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// The share of all influence that is enough to begin with, in percent.
pub const ENOUGH: u32 = 95;

/// The places that may be corrected in a round, by influence.
#[derive(Clone, Debug)]
pub struct Influence<'c> {
    /// The places, the most influential first.
    pub places: Vec<Moving<'c>>,
    /// The number of places that make up [`ENOUGH`] of all influence.
    pub enough: usize,
    /// The number of errors and warnings in the totals whose influence cannot be calculated.
    pub others: usize,
}

/// A place that may be corrected, with its influence.
#[derive(Clone, Debug)]
pub struct Moving<'c> {
    /// The unit.
    pub unit: &'c str,
    /// Its file.
    pub report: &'c FileReport,
    /// The place.
    pub place: &'c Location,
    /// The figure that it should hold.
    pub to: Decimal,
    /// The other places that the same correction changes, with the figures that they should hold.
    pub together: Vec<(&'c Location, Decimal)>,
    /// What it moves: a sum, the percentage that moves most, the unit's rank.
    pub moves: Vec<Moved>,
    /// By how much it moves the one that moves most, as a share of the consolidated figure.
    weight: Decimal,
}

/// A consolidated figure that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// A sum.
    Sum {
        /// The change; below 0 if the sum shrinks.
        by: Decimal,
        /// The change in percent of the sum.
        percent: Decimal,
    },
    /// A percentage.
    Share {
        /// What it is called.
        name: String,
        /// What it is.
        from: Decimal,
        /// The percentage after the correction.
        to: Decimal,
    },
    /// The rank of the unit.
    Rank {
        /// The rank now.
        from: usize,
        /// The rank after the correction.
        to: usize,
    },
}

impl Moving<'_> {
    /// Whether the correction decides which unit is ranked first. Everybody reads that, so it comes before every sum.
    fn decides_the_first(&self) -> bool {
        self.moves.iter().any(|moved| matches!(moved, Moved::Rank { from, to } if from.min(to) == &1))
    }
}

/// Ranks the places that may be corrected in a round by influence.
pub fn of(consolidation: &Consolidation) -> Influence<'_> {
    let (mut places, mut others) = (Vec::new(), 0);
    let members = consolidation.members.iter().enumerate();
    for (index, member) in members.filter(|(_, member)| member.included) {
        for report in &member.reports {
            for story in report.checked.stories() {
                match moving(consolidation, index, member, report, &story) {
                    Some(moving) => places.push(moving),
                    None => others += usize::from(is_open(&story) && story.severity() > Severity::Note),
                }
            }
        }
    }
    places.sort_by_key(|moving| Reverse((moving.decides_the_first(), moving.weight)));
    let all: Decimal = places.iter().map(|moving| moving.weight).sum();
    let (mut so_far, mut enough) = (Decimal::ZERO, 0);
    while enough < places.len() && so_far * Decimal::ONE_HUNDRED < all * Decimal::from(ENOUGH) {
        so_far += places[enough].weight;
        enough += 1;
    }
    Influence { places, enough, others }
}

/// Whether any of its findings is still undecided.
fn is_open(story: &Story<'_>) -> bool {
    story.findings.iter().any(|finding| !finding.is_decided())
}

/// The influence of a correction of a story, if it can be calculated.
fn moving<'c>(
    consolidation: &'c Consolidation,
    unit: usize,
    member: &'c Member,
    report: &'c FileReport,
    story: &Story<'c>,
) -> Option<Moving<'c>> {
    if !is_open(story) || story.severity() == Severity::Note {
        return None;
    }
    let changes = certain(story)?;
    let moved = changes.chunk_by(|(one, _), (other, _)| one.on_form.form == other.on_form.form);
    let moved = moved.filter_map(|of_form| {
        let total = total_of(consolidation, member, of_form.first()?.0)?;
        moved_by(total, unit, of_form)
    });
    let (moves, weight) = moved.max_by_key(|(_, weight)| *weight)?;
    let ((place, to), together) = changes.split_first()?;
    Some(Moving {
        unit: &member.unit.name,
        report,
        place,
        to: *to,
        together: together.to_vec(),
        moves,
        weight,
    })
}

/// The places that a story corrects, with the figures that they should hold; `None` unless one explanation is
/// likelier than all others and says every figure.
fn certain<'c>(story: &Story<'c>) -> Option<Vec<(&'c Location, Decimal)>> {
    let likeliest = story.diagnosis?.likeliest()?;
    match likeliest.mistake {
        Mistake::Cell
        | Mistake::Together
        | Mistake::Swapped
        | Mistake::RowWrong
        | Mistake::RowTenfold
        | Mistake::RowOverwritten
        | Mistake::TotalTwice
        | Mistake::TotalWithoutRow
        | Mistake::TotalRowTwice
        | Mistake::OtherMeasure
        | Mistake::Follows
        | Mistake::RowDeleted => {}
        // these change which rows there are, or leave a figure open, or leave open which report is wrong
        Mistake::RowTooMany
        | Mistake::RowMissing
        | Mistake::TooLow
        | Mistake::TooHigh
        | Mistake::BetweenPeriods => return None,
    }
    let changes = likeliest.changes.iter().map(|change| {
        let to = change.to.filter(|_| !change.place.on_form.previous && !change.has_choice())?;
        Some((&change.place, to))
    });
    changes.collect()
}

/// The consolidated form that a place of a unit's report belongs to.
fn total_of<'c>(
    consolidation: &'c Consolidation,
    member: &Member,
    place: &Location,
) -> Option<&'c FormTotal> {
    let (_, filled) = member.form(&place.on_form.form)?;
    consolidation
        .forms
        .iter()
        .find(|total| total.form.id == filled.form.id && total.form.version == filled.form.version)
}

/// Places of one form, with the figures that they should hold.
type Changes<'c, 's> = &'s [(&'c Location, Decimal)];

/// By how much a place changes.
fn grown(place: &Location, to: Decimal) -> Option<Decimal> {
    to.checked_sub(place.figure().unwrap_or_default())
}

/// The consolidated figures that these changes move, and by how much of itself the one that they move most.
fn moved_by(total: &FormTotal, unit: usize, changes: Changes<'_, '_>) -> Option<(Vec<Moved>, Decimal)> {
    let sums = changes.iter().filter_map(|(place, to)| moved_sum(total, place, grown(place, *to)?));
    let sum = sums.max_by_key(|(_, weight)| *weight);
    let share = moved_shares(total, changes).into_iter().max_by_key(|(_, weight)| *weight);
    let all = [sum, share, moved_rank(total, unit, changes)];
    let moved: Vec<(Moved, Decimal)> =
        all.into_iter().flatten().filter(|(_, weight)| !weight.is_zero()).collect();
    let most = moved.iter().map(|(_, weight)| *weight).max()?;
    Some((moved.into_iter().map(|(moved, _)| moved).collect(), most))
}

fn moved_sum(total: &FormTotal, place: &Location, by: Decimal) -> Option<(Moved, Decimal)> {
    let column = total.form.column(&place.on_form.column)?;
    let row = total.rows.iter().find(|row| row.id == place.on_form.row)?;
    let (Total::Sum(sum) | Total::Max(sum)) = &row.cells.get(column)?.as_ref()?.total else { return None };
    let base = sum.checked_add(by)?.abs().max(Decimal::ONE);
    let weight = by.abs().checked_div(base)?;
    let percent = phuluc_form::round(weight.checked_mul(Decimal::ONE_HUNDRED)?, 2).normalize();
    Some((Moved::Sum { by: by.normalize(), percent }, weight))
}

/// The percentages that have one of the places in their part or base, unless they are no percentages even so.
fn moved_shares(total: &FormTotal, changes: Changes<'_, '_>) -> Vec<(Moved, Decimal)> {
    let mut moved = Vec::new();
    for row in &total.rows {
        let own = &row.cells;
        let recipes = total.form.columns.iter().enumerate().filter_map(|(index, column)| {
            let rule = total.form.recipe(&row.id, &column.id).filter(|rule| rule.derive)?;
            let (_, right) = rule.that.equation()?;
            Some((right, own.get(index)?.as_ref()?, &*row.label))
        });
        let derived = total.form.derived.iter().zip(&row.derived);
        let derived = derived.map(|(derived, cell)| (&derived.is, &cell.cell, &*derived.say));
        for (recipe, cell, name) in recipes.chain(derived) {
            let (Expr::Percent(of, over), Total::Share { part, base, value: Some(from) }) =
                (recipe, &cell.total)
            else {
                continue;
            };
            let after = |figure: Decimal, side: &Expr<Place>| {
                let named =
                    changes.iter().filter(|(place, _)| names(&total.form, side, row.id.as_str(), place));
                named.clone().try_fold(figure, |sum, (place, to)| sum.checked_add(grown(place, *to)?))
            };
            let (Some(part), Some(base)) = (after(*part, of), after(*base, over)) else { continue };
            let to = (DerivedValue::Share { part, base }).value(2);
            // a rate above 100 says that something else is wrong, too
            let Some(to) = to.filter(|to| to != from && *to <= Decimal::ONE_HUNDRED) else { continue };
            let points = (to - *from).abs();
            let share = Moved::Share { name: name.to_owned(), from: *from, to };
            moved.push((share, points / Decimal::ONE_HUNDRED));
        }
    }
    moved
}

/// Whether one side of a percentage in a row names a place of the same form.
fn names(form: &Form, side: &Expr<Place>, row: &str, place: &Location) -> bool {
    side.places().iter().any(|named| {
        let is_row = match &named.row {
            RowRef::Each => place.on_form.row.as_str() == row,
            RowRef::Id(id) => *id == place.on_form.row,
        };
        let is_column = form.columns.iter().any(|column| {
            column.id == place.on_form.column && named.column == phuluc_form::ColumnRef::Id(column.id.clone())
        });
        named.form.is_none() && named.which == WhichReport::Now && is_row && is_column
    })
}

/// The change of the unit's rank, if a place holds its score, or points that its score is added up from.
fn moved_rank(total: &FormTotal, unit: usize, changes: Changes<'_, '_>) -> Option<(Moved, Decimal)> {
    let bands = total.form.bands.as_ref()?;
    let own = total.scores.iter().find(|score| score.unit == unit)?;
    let column = &total.form.columns[own.column].id;
    let of_score = changes.iter().filter(|(place, _)| place.on_form.column == *column);
    let score = match of_score.clone().find(|(place, _)| place.on_form.row == bands.row) {
        Some((_, to)) => *to,
        None if own.stated.is_some() => {
            let mut items = of_score.filter(|(place, _)| is_item(&total.form, bands, place));
            items.try_fold(own.score, |score, (place, to)| score.checked_add(grown(place, *to)?))?
        }
        None => return None,
    };
    let percent = score.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(own.maximum)?;
    let above = total.scores.iter().filter(|other| other.unit != unit && other.percent > percent).count();
    let (from, to) = (own.rank, above + 1);
    let weight = Decimal::from(from.abs_diff(to)).checked_div(Decimal::from(total.scores.len()))?;
    Some((Moved::Rank { from, to }, weight))
}

/// Whether a place is in one of the rows that the score is the sum of.
fn is_item(form: &Form, bands: &Bands, place: &Location) -> bool {
    let Some(score) = form.fixed_row(&bands.row) else { return false };
    form.rows_under(score).iter().any(|row| form.fixed_rows()[*row].id == place.on_form.row)
}
