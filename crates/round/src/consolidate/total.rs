//! The totals of one form over the units of a round.
//!
//! It takes a form and the members. It adds up their answers row by row, and gives a [`FormTotal`]: for every place
//! the combined answer, the number of units in it, and each missing unit with the reason ([`Gap`]).

use super::answers_by_unit::{AnswersByUnit, UnitAnswer, UnitRows};
use super::member::Member;
use super::score::{self, Score, Unranked};
use phuluc_check::{DerivedValue, Role};
use phuluc_form::{ColumnId, Consolidate, Form, Kind, RowId, Rows};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A consolidated form.
#[derive(Clone, Debug)]
pub struct FormTotal {
    /// The form.
    pub form: Arc<Form>,
    /// The units that owe it, by their index in the round.
    pub owing: Vec<usize>,
    /// For each of the form's columns, whether any unit has it.
    pub present: Vec<bool>,
    /// Its rows: all printed ones, or all rows that any unit added and then the total row.
    pub rows: Vec<ConsolidatedRow>,
    /// The scores of the units, if it is a score sheet.
    pub scores: Vec<Score>,
    /// The units that owe a score sheet and have no rank.
    pub unranked: Vec<Unranked>,
}

/// A row of a consolidated form.
#[derive(Clone, Debug)]
pub struct ConsolidatedRow {
    /// Its id.
    pub id: RowId,
    /// Its role in the form.
    pub role: Role,
    /// Its label.
    pub label: String,
    /// The cell of each of the form's columns; `None` if the column holds no answers.
    pub cells: Vec<Option<ConsolidatedCell>>,
    /// The figures that the form derives for every row.
    pub derived: Vec<DerivedCell>,
}

/// A derived figure of a row.
#[derive(Clone, Debug)]
pub struct DerivedCell {
    /// Its id.
    pub id: ColumnId,
    /// Its name.
    pub say: String,
    /// Its value over all units.
    pub cell: ConsolidatedCell,
}

/// The answers of many units at one place.
#[derive(Clone, Debug)]
pub struct ConsolidatedCell {
    /// The answers combined.
    pub total: Total,
    /// The number of units in it.
    pub given: usize,
    /// The number of units that should be in it.
    pub of: usize,
    /// The units that are missing, by their index in the round, each with the reason.
    pub gaps: Vec<(usize, Gap)>,
}

/// The answers of many units, combined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total {
    /// A sum.
    Sum(Decimal),
    /// The greatest figure.
    Max(Decimal),
    /// A percentage worked out from sums.
    Share {
        /// The sum of the parts.
        part: Decimal,
        /// The sum of the bases.
        base: Decimal,
        /// The percentage, rounded; `None` if the sum of the bases is 0.
        value: Option<Decimal>,
    },
    /// The number of units for each code.
    Codes(Vec<(Decimal, String, usize)>),
    /// A value that most units share, and the units that differ.
    Same {
        /// The value.
        value: Decimal,
        /// The number of units with it.
        count: usize,
        /// The units with another value.
        others: Vec<(usize, Decimal)>,
    },
    /// Values that should be the same but have no majority, each with its number of units.
    Differing(Vec<(Decimal, usize)>),
    /// Listed unit by unit, in words; see [`AnswersByUnit::listed`].
    List,
    /// No unit in the totals gave an answer.
    Nothing,
    /// The row concerns none of the units.
    OutOfScope,
    /// Not consolidated.
    NotConsolidated,
}

/// The reason why a unit is missing from a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It has not submitted the form (unit non-response).
    NotSubmitted,
    /// Whatever it sent was set aside.
    SetAside,
    /// The form that it sent has no figure.
    Empty,
    /// The file that it sent is lost.
    Lost,
    /// Its file cannot be read.
    Unreadable,
    /// Its file is another unit's.
    OtherUnit,
    /// Its report covers another period.
    OtherPeriod,
    /// The period of its report is unknown.
    UnknownPeriod,
    /// Its report has errors, and only accepted reports count.
    NotAccepted,
    /// It left the place, or a part of it, blank (item non-response).
    Blank,
    /// It gave a percentage, but not both figures that the percentage is worked out from.
    NoParts,
    /// Its answer cannot be read with certainty.
    NotRead,
    /// It gave only the total row, but no row by field.
    OnlyTotal,
    /// It gave no total row.
    NoTotal,
}

/// The totals of a form over the members of a round.
pub(super) fn form(form: &Arc<Form>, members: &[Member], versions: &[Arc<Form>]) -> FormTotal {
    let newest = versions.iter().rev().find(|version| version.id == form.id);
    let mut owing: Vec<usize> = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let version = match member.form(&form.id) {
            Some((_, filled)) => Some(&filled.form.version),
            None => newest.map(|newest| &newest.version),
        };
        if member.unit.forms.contains(&form.id) && version == Some(&form.version) {
            owing.push(index);
        }
    }
    let table = AnswersByUnit::new(form, members, &owing);
    let present = (0..form.columns.len())
        .map(|column| {
            let mut fillings = owing.iter().filter_map(|&index| table.units[index].filled);
            !form.columns[column].optional || fillings.any(|filled| filled.present[column])
        })
        .collect();
    let rows = table.rows();
    let (scores, unranked) = score::scores(&table);
    FormTotal { form: Arc::clone(form), present, rows, scores, unranked, owing }
}

/// A unit, by index, with its rows of one id, or with the reason why it has none.
type Voice = (usize, Result<UnitRows, Gap>);

/// The number of rows that are added up unit by unit in one go, because the rows of a unit are close together in
/// memory.
const TOGETHER: usize = 16;

impl<'t> AnswersByUnit<'t> {
    fn rows(&self) -> Vec<ConsolidatedRow> {
        match &self.form.rows {
            Rows::Fixed(rows) => {
                let rows: Vec<(&RowId, Role, &str)> = rows
                    .iter()
                    .enumerate()
                    .map(|(index, row)| (&row.id, Role::Fixed(index), &*row.label))
                    .collect();
                rows.chunks(TOGETHER).flat_map(|rows| self.totals(rows)).collect()
            }
            Rows::Open { total, .. } => {
                let mut rows: Vec<(&RowId, Role, &str)> = Vec::new();
                for filled in self.counted() {
                    for line in filled.rows.iter().filter(|line| line.role == Role::Open) {
                        if !rows.iter().any(|(id, ..)| **id == line.id) {
                            rows.push((&line.id, Role::Open, &line.label));
                        }
                    }
                }
                rows.extend(total.iter().map(|total| (&total.id, Role::Total, &*total.label)));
                rows.chunks(TOGETHER).flat_map(|rows| self.totals(rows)).collect()
            }
        }
    }

    /// The totals of some rows.
    fn totals(&self, rows: &[(&RowId, Role, &str)]) -> Vec<ConsolidatedRow> {
        let columns = self.form.columns.len();
        let mut voices: Vec<Vec<Voice>> = rows.iter().map(|_| Vec::new()).collect();
        let mut said: Vec<Vec<(usize, UnitAnswer<'t>)>> = vec![Vec::new(); rows.len() * columns];
        for &index in self.owing {
            for (at, (id, role, _)) in rows.iter().enumerate() {
                let Some(voice) = self.voice(index, id, *role) else { continue };
                for column in (0..columns).filter(|&column| self.is_told(role.fixed(), column)) {
                    let here = match &voice {
                        Ok(lines) => self.answers(index, lines.as_slice(), column),
                        Err(gap) => UnitAnswer::Nothing(*gap),
                    };
                    said[at * columns + column].push((index, here));
                }
                voices[at].push((index, voice));
            }
        }
        let total = |(at, (id, role, label)): (usize, &(&RowId, Role, &str))| {
            let fixed = role.fixed();
            let voices = &voices[at];
            let cells = (0..columns).map(|column| {
                let kind = self.form.kind(fixed, column)?;
                Some(if self.is_told(fixed, column) {
                    self.cell(&said[at * columns + column], fixed, column, kind)
                } else {
                    self.share(voices, &self.form.columns[column].id, 2)
                })
            });
            let derived = self.form.derived.iter().map(|derived| DerivedCell {
                id: derived.id.clone(),
                say: derived.say.clone(),
                cell: self.share(voices, &derived.id, derived.decimals),
            });
            ConsolidatedRow {
                id: (*id).clone(),
                role: *role,
                label: (*label).to_owned(),
                cells: cells.collect(),
                derived: derived.collect(),
            }
        };
        rows.iter().enumerate().map(total).collect()
    }

    /// Whether a total is added up from answers, and not worked out from other totals.
    fn is_told(&self, fixed: Option<usize>, column: usize) -> bool {
        self.form.kind(fixed, column).is_some()
            && self.form.consolidate(fixed, column) != Consolidate::Recompute
    }

    fn cell(
        &self,
        said: &[(usize, UnitAnswer<'_>)],
        fixed: Option<usize>,
        column: usize,
        kind: &Kind,
    ) -> ConsolidatedCell {
        let (mut of, mut gaps) = (said.len(), Vec::new());
        let mut figures: Vec<(usize, Decimal)> = Vec::new();
        let mut in_words = false;
        for (index, said) in said {
            match said {
                UnitAnswer::Figure(figure) => figures.push((*index, *figure)),
                UnitAnswer::Text(_) => in_words = true,
                UnitAnswer::Nothing(gap) => gaps.push((*index, *gap)),
                UnitAnswer::OutOfScope => of -= 1,
                // “không phát sinh” counts as 0 in a sum
                _ => figures.push((*index, Decimal::ZERO)),
            }
        }
        let total = match self.form.consolidate(fixed, column) {
            _ if of == 0 => Total::OutOfScope,
            Consolidate::None => Total::NotConsolidated,
            _ if !in_words && figures.is_empty() => Total::Nothing,
            Consolidate::List => Total::List,
            Consolidate::Sum | Consolidate::Recompute => sum(&figures).map_or(Total::Nothing, Total::Sum),
            Consolidate::Max => {
                figures.iter().map(|(_, figure)| *figure).max().map_or(Total::Nothing, Total::Max)
            }
            Consolidate::Distribution => codes(kind, &figures),
            Consolidate::Same => {
                let not_read = gaps.iter().filter(|(_, gap)| *gap == Gap::NotRead).count();
                same(&figures, figures.len() + not_read)
            }
        };
        ConsolidatedCell { total, given: of - gaps.len(), of, gaps }
    }

    /// A percentage from the summed parts and bases of the units that gave both.
    fn share(&self, voices: &[Voice], column: &ColumnId, decimals: u32) -> ConsolidatedCell {
        let (of, mut gaps) = (voices.len(), Vec::new());
        let (mut parts, mut bases) = (Some(Decimal::ZERO), Some(Decimal::ZERO));
        for (index, voice) in voices {
            let (index, rows) = match voice {
                Ok(lines) => (*index, lines.as_slice()),
                Err(gap) => {
                    gaps.push((*index, *gap));
                    continue;
                }
            };
            if self.shares(index, rows, column).count() < rows.len() {
                gaps.push((index, self.gap_of_share(index, rows, column)));
                continue;
            }
            for (part, base) in self.shares(index, rows, column) {
                parts = parts.and_then(|sum| sum.checked_add(part));
                bases = bases.and_then(|sum| sum.checked_add(base));
            }
        }
        let given = of - gaps.len();
        let total = match (parts, bases) {
            _ if of == 0 => Total::OutOfScope,
            (Some(part), Some(base)) if given > 0 => {
                Total::Share { part, base, value: DerivedValue::Share { part, base }.value(decimals) }
            }
            _ => Total::Nothing,
        };
        ConsolidatedCell { total, given, of, gaps }
    }
}

fn sum(figures: &[(usize, Decimal)]) -> Option<Decimal> {
    let mut figures = figures.iter().map(|(_, figure)| *figure);
    let first = figures.next()?;
    figures.try_fold(first, Decimal::checked_add).map(|sum| sum.normalize())
}

fn codes(kind: &Kind, figures: &[(usize, Decimal)]) -> Total {
    let Kind::Choice(choices) = kind else { return Total::Nothing };
    let count = |code: Decimal| figures.iter().filter(|(_, figure)| *figure == code).count();
    let mut codes: Vec<(Decimal, String, usize)> =
        choices.iter().map(|choice| (choice.code, choice.label.clone(), count(choice.code))).collect();
    let mut unknown: Vec<Decimal> = figures.iter().map(|(_, figure)| *figure).collect();
    unknown.retain(|figure| !choices.iter().any(|choice| choice.code == *figure));
    unknown.sort_unstable();
    unknown.dedup();
    // a code that does not exist is counted separately instead of being dropped
    codes.extend(unknown.into_iter().map(|code| (code, String::new(), count(code))));
    Total::Codes(codes)
}

/// The value that more than half of the units that wrote something gave, also of those whose figure cannot be read;
/// without a majority, the number of units for each value.
fn same(figures: &[(usize, Decimal)], wrote: usize) -> Total {
    let mut counts: BTreeMap<Decimal, usize> = BTreeMap::new();
    for (_, figure) in figures {
        *counts.entry(*figure).or_default() += 1;
    }
    match counts.iter().find(|(_, count)| **count * 2 > wrote) {
        Some((&value, &count)) => {
            let others = figures.iter().filter(|(_, figure)| *figure != value).copied().collect();
            Total::Same { value, count, others }
        }
        None => Total::Differing(counts.into_iter().collect()),
    }
}

impl FormTotal {
    /// The form with the answers of each unit of the round.
    pub fn table<'t>(&'t self, members: &'t [Member]) -> AnswersByUnit<'t> {
        AnswersByUnit::new(&self.form, members, &self.owing)
    }
}

impl ConsolidatedRow {
    /// Whether the row is printed on the form.
    pub const fn fixed(&self) -> bool {
        matches!(self.role, Role::Fixed(_))
    }
}
