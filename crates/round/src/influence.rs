//! The influence of findings: a ranking by how much a correction would move the consolidated figures.
//!
//! It takes a consolidation. It gives the places that may be corrected, the most influential first, each with the
//! total, percentage or rank that it moves most. It also says after how many of them hardly any influence is left.
//!
//! Statisticians call this the influence part of *selective editing*.

use crate::consolidate::{Consolidation, FormTotal, Member, Total};
use crate::file_report::FileReport;
use phuluc_check::history::Deviation;
use phuluc_check::{Change, DerivedValue, FarFromPast, FarFromPeers, Finding, FindingKind, Location, Story};
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
    /// The number of errors and warnings whose influence cannot be calculated.
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
    for (index, member) in consolidation.members.iter().enumerate() {
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
    if !is_open(story) {
        return None;
    }
    let mended = mended(story);
    let moved = mended.into_iter().filter_map(|(place, to)| {
        let total = total_of(consolidation, member, place)?;
        let (moves, weight) = moved_by(total, unit, place, to)?;
        Some(Moving { unit: &member.unit.name, report, place, to, moves, weight })
    });
    moved.max_by_key(|moving| moving.weight)
}

/// The places of a story with the figures that they should hold, by its first explanation or its first finding.
fn mended<'c>(story: &Story<'c>) -> Vec<(&'c Location, Decimal)> {
    let changes: Vec<(&Location, Decimal)> = story
        .diagnosis
        .and_then(|diagnosis| diagnosis.explanations.first())
        .into_iter()
        .flat_map(|explanation| &explanation.changes)
        .filter_map(|change: &Change| Some((&change.place, change.to?)))
        .filter(|(place, _)| !place.on_form.previous)
        .collect();
    if !changes.is_empty() {
        return changes;
    }
    story.findings.iter().filter_map(|finding| expected(finding)).take(1).collect()
}

/// The place of a finding with the expected figure.
fn expected(finding: &Finding) -> Option<(&Location, Decimal)> {
    let is_reckoned = match &finding.kind {
        FindingKind::Relation(relation) => matches!(relation.left, Expr::Place(_)),
        FindingKind::General(_) => true,
        FindingKind::Implication { .. } | FindingKind::PassedOn(_) => false,
    };
    // a note counts only if it says that a figure is far from what it should be
    let is_meant = finding.severity > Severity::Note || deviation(finding).is_some();
    let expected = finding.figures().expected.filter(|_| is_reckoned && is_meant)?;
    Some((finding.place()?, without_zeros(finding).unwrap_or(expected)))
}

/// How far a figure is from others, if that is what a finding is about.
fn deviation(finding: &Finding) -> Option<Deviation> {
    let by_peers = finding.general::<FarFromPeers>().map(|found| found.deviation);
    by_peers.or_else(|| finding.general::<FarFromPast>().map(|found| found.deviation))
}

/// What stands there without the zeros that are too many: likelier than what others usually have.
fn without_zeros(finding: &Finding) -> Option<Decimal> {
    let deviation = deviation(finding)?;
    deviation.without(deviation.zeros()?)
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

/// The consolidated figures that a change moves, and by how much of itself the one that it moves most.
fn moved_by(total: &FormTotal, unit: usize, place: &Location, to: Decimal) -> Option<(Vec<Moved>, Decimal)> {
    let by = to.checked_sub(place.figure().unwrap_or_default())?;
    let share = moved_shares(total, place, by).into_iter().max_by_key(|(_, weight)| *weight);
    let all = [moved_sum(total, place, by), share, moved_rank(total, unit, place, to)];
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

/// The percentages that have the place as part or base.
fn moved_shares(total: &FormTotal, place: &Location, by: Decimal) -> Vec<(Moved, Decimal)> {
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
            let [of, over] = [of, over].map(|side| names(&total.form, side, row.id.as_str(), place));
            let grown =
                |figure: Decimal, names: bool| if names { figure.checked_add(by) } else { Some(figure) };
            let (Some(part), Some(base)) = (grown(*part, of), grown(*base, over)) else { continue };
            let Some(to) = (DerivedValue::Share { part, base }).value(2).filter(|_| of || over) else {
                continue;
            };
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

/// The change of the unit's rank, if the place holds its score, or points that its score is added up from.
fn moved_rank(total: &FormTotal, unit: usize, place: &Location, to: Decimal) -> Option<(Moved, Decimal)> {
    let bands = total.form.bands.as_ref()?;
    let own = total.scores.iter().find(|score| score.unit == unit)?;
    if total.form.columns[own.column].id != place.on_form.column {
        return None;
    }
    let score = if place.on_form.row == bands.row {
        to
    } else if own.stated.is_some() && is_item(&total.form, bands, place) {
        own.score.checked_add(to.checked_sub(place.figure().unwrap_or_default())?)?
    } else {
        return None;
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
