//! The influence of findings: a ranking by how much a correction would move the consolidated figures.
//!
//! It takes a consolidation. It gives the places that may be corrected, the most influential first, each with the
//! total, percentage or rank that it moves most. It also says after how many of them hardly any influence is left.
//! Only what is certain counts: one explanation of errors or warnings, with every figure, in a report that is in the
//! totals. Of what is only worth a look, a figure counts that a number of zeros too many or too few explains. The rest
//! may be right as it is.
//!
//! Statisticians call this the influence part of *selective editing*.

use crate::agreement::Corrected;
use crate::consolidate::{Consolidation, FormTotal, Member, Total, corrected_rank};
use crate::file_report::FileReport;
use phuluc_check::{DerivedValue, FarFromPast, FarFromPeers, Location, Mistake, Story};
use phuluc_form::Severity;
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
        /// What it is.
        from: Decimal,
        /// The sum after the correction.
        to: Decimal,
    },
    /// A percentage.
    Share {
        /// What it is called.
        name: String,
        /// The row that it stands in, unless it is called by it.
        row: Option<String>,
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
    if !is_open(story) {
        return None;
    }
    let changes = match story.severity() {
        Severity::Note => vec![without_zeros(story)?],
        Severity::Warning | Severity::Error => certain(story)?,
    };
    let moved = changes.chunk_by(|(one, _), (other, _)| one.on_form.form == other.on_form.form);
    let moved = moved.filter_map(|of_form| {
        let total = total_of(consolidation, member, of_form.first()?.0)?;
        moved_by(consolidation, total, unit, of_form)
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

/// The place of a note that says how many zeros its figure has too many or too few, with the figure without them.
fn without_zeros<'c>(story: &Story<'c>) -> Option<(&'c Location, Decimal)> {
    let [note] = story.findings.as_slice() else { return None };
    let from_peers = note.general::<FarFromPeers>().map(|found| found.deviation);
    let deviation = from_peers.or_else(|| note.general::<FarFromPast>().map(|found| found.deviation))?;
    Some((note.place()?, deviation.without(deviation.zeros()?)?))
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
        | Mistake::TooFarRight
        | Mistake::TooFarLeft
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
fn moved_by(
    consolidation: &Consolidation,
    total: &FormTotal,
    unit: usize,
    changes: Changes<'_, '_>,
) -> Option<(Vec<Moved>, Decimal)> {
    let sums = changes.iter().filter_map(|(place, to)| moved_sum(total, place, grown(place, *to)?));
    let sum = sums.max_by_key(|(_, weight)| *weight);
    let shares = moved_shares(consolidation, total, unit, changes);
    let share = shares.into_iter().max_by_key(|(_, weight)| *weight);
    let all = [sum, share, moved_rank(consolidation, total, unit, changes)];
    let moved: Vec<(Moved, Decimal)> =
        all.into_iter().flatten().filter(|(_, weight)| !weight.is_zero()).collect();
    let most = moved.iter().map(|(_, weight)| *weight).max()?;
    Some((moved.into_iter().map(|(moved, _)| moved).collect(), most))
}

fn moved_sum(total: &FormTotal, place: &Location, by: Decimal) -> Option<(Moved, Decimal)> {
    let column = total.form.column(&place.on_form.column)?;
    let row = total.rows.iter().find(|row| row.id == place.on_form.row)?;
    // one unit's figure need not move the greatest of all
    let Total::Sum(from) = &row.cells.get(column)?.as_ref()?.total else { return None };
    let to = from.checked_add(by)?;
    let weight = by.abs().checked_div(to.abs().max(Decimal::ONE))?;
    Some((Moved::Sum { from: from.normalize(), to: to.normalize() }, weight))
}

/// The percentages that have one of the places in their part or base, unless they are no percentages even so.
fn moved_shares(
    consolidation: &Consolidation,
    total: &FormTotal,
    unit: usize,
    changes: Changes<'_, '_>,
) -> Vec<(Moved, Decimal)> {
    let corrected = Corrected::new(total, &consolidation.members, unit, changes);
    let mut moved = Vec::new();
    for (at, row) in total.rows.iter().enumerate() {
        let recipes = total.form.columns.iter().enumerate().filter_map(|(index, column)| {
            total.form.recipe(&row.id, &column.id).filter(|rule| rule.derive)?;
            let own = total.form.value_column() == Some(index);
            Some((
                &column.id,
                row.cells.get(index)?.as_ref()?,
                if own { &row.label } else { &column.say },
                own,
            ))
        });
        let derived = row.derived.iter().map(|derived| (&derived.id, &derived.cell, &derived.say, false));
        for (id, cell, name, is_row) in recipes.chain(derived) {
            let Total::Share { part, base, value: Some(from) } = &cell.total else { continue };
            let Some(after) = corrected.share(at, id) else { continue };
            // a unit that was not in the percentage comes into it as a whole
            let was_in = !cell.gaps.iter().any(|(gap, _)| *gap == unit);
            let before =
                if was_in { corrected.share_before(row, id) } else { Some((Decimal::ZERO, Decimal::ZERO)) };
            let Some(before) = before else { continue };
            let grown =
                |all: Decimal, before: Decimal, after: Decimal| all.checked_sub(before)?.checked_add(after);
            let (Some(part), Some(base)) = (grown(*part, before.0, after.0), grown(*base, before.1, after.1))
            else {
                continue;
            };
            let to = (DerivedValue::Share { part, base }).value(2);
            // a rate above 100 says that something else is wrong, too
            let Some(to) = to.filter(|to| to != from && *to <= Decimal::ONE_HUNDRED) else { continue };
            let points = (to - *from).abs();
            let row = (!is_row).then(|| row.label.clone());
            let share = Moved::Share { name: name.clone(), row, from: *from, to };
            moved.push((share, points / Decimal::ONE_HUNDRED));
        }
    }
    moved
}

/// The change of the unit's rank.
fn moved_rank(
    consolidation: &Consolidation,
    total: &FormTotal,
    unit: usize,
    changes: Changes<'_, '_>,
) -> Option<(Moved, Decimal)> {
    let own = total.scores.iter().find(|score| score.unit == unit)?;
    let (_, filled) = consolidation.members.get(unit)?.form(&total.form.id)?;
    let (from, to) = (own.rank, corrected_rank(&total.scores, filled, unit, changes)?);
    let weight = Decimal::from(from.abs_diff(to)).checked_div(Decimal::from(total.scores.len()))?;
    Some((Moved::Rank { from, to }, weight))
}
