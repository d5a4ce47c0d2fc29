//! The totals of one form over the units of a round.

use super::member::Member;
use super::score::{self, Score};
use super::table::{Said, Table, UnitRows};
use phuluc_check::{Role, Worth};
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
    /// Which of the form's columns any unit has.
    pub present: Vec<bool>,
    /// Its rows: all printed ones, or all that any unit added and then the total row.
    pub rows: Vec<ConsolidatedRow>,
    /// What each unit scored, if it is a score sheet.
    pub scores: Vec<Score>,
}

/// A row of a consolidated form.
#[derive(Clone, Debug)]
pub struct ConsolidatedRow {
    /// Its id.
    pub id: RowId,
    /// What it is.
    pub role: Role,
    /// Its label.
    pub label: String,
    /// What stands in each of the form's columns; `None` where no answers belong.
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
    /// Its worth over all units.
    pub cell: ConsolidatedCell,
}

/// What many units say at one place.
#[derive(Clone, Debug)]
pub struct ConsolidatedCell {
    /// Made one.
    pub total: Total,
    /// How many units are in it.
    pub given: usize,
    /// How many should be.
    pub of: usize,
    /// Which are not, by their index in the round, and why.
    pub gaps: Vec<(usize, Gap)>,
}

/// Many answers made one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total {
    /// A sum.
    Sum(Decimal),
    /// The greatest.
    Max(Decimal),
    /// A percentage worked out from sums.
    Share {
        /// The sum of the parts.
        part: Decimal,
        /// The sum of the bases.
        base: Decimal,
        /// The percentage, rounded; `None` if the bases come to 0.
        value: Option<Decimal>,
    },
    /// How many units gave each code.
    Codes(Vec<(Decimal, String, usize)>),
    /// One value for all, which most units gave, and the units that differ.
    Same {
        /// The value.
        value: Decimal,
        /// How many units gave it.
        count: usize,
        /// The units that gave another.
        others: Vec<(usize, Decimal)>,
    },
    /// What should be one value for all, and is none that most units gave: each with how many gave it.
    Differing(Vec<(Decimal, usize)>),
    /// Unit by unit, in words; see [`Table::listed`].
    List,
    /// No unit that is in the totals gave an answer.
    Nothing,
    /// The row concerns none of the units.
    OutOfScope,
    /// Not consolidated.
    NotConsolidated,
}

/// Why a unit is not in a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It has not submitted the form.
    NotSubmitted,
    /// Nobody wrote a figure into the form that it sent.
    Empty,
    /// Its file cannot be read.
    Unreadable,
    /// Its file is another unit's.
    OtherUnit,
    /// Its report is about another period.
    OtherPeriod,
    /// Its report has errors and only accepted ones are taken.
    NotAccepted,
    /// It left the place blank, or a part of it.
    Blank,
    /// What it wrote cannot be read for certain.
    NotRead,
    /// It gave only the total row, no row by field.
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
    let table = Table::new(form, members, &owing);
    let present = (0..form.columns.len())
        .map(|column| {
            let mut fillings = owing.iter().filter_map(|&index| table.units[index].filled);
            !form.columns[column].optional || fillings.any(|filled| filled.present[column])
        })
        .collect();
    let rows = table.rows();
    let scores = score::scores(form, members, &owing);
    FormTotal { form: Arc::clone(form), present, rows, scores, owing }
}

/// A unit, by index, with its rows of an id or the reason why it has none.
type Voice = (usize, Result<UnitRows, Gap>);

/// How many rows are gone through unit by unit before the next ones are: a unit's rows lie together in memory.
const TOGETHER: usize = 16;

impl<'t> Table<'t> {
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
        let mut said: Vec<Vec<(usize, Said<'t>)>> = vec![Vec::new(); rows.len() * columns];
        for &index in self.owing {
            for (at, (id, role, _)) in rows.iter().enumerate() {
                let Some(voice) = self.voice(index, id, *role) else { continue };
                for column in (0..columns).filter(|&column| self.is_told(role.fixed(), column)) {
                    let here = match &voice {
                        Ok(lines) => self.answers(index, lines.as_slice(), column),
                        Err(gap) => Said::Nothing(*gap),
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

    /// Whether a total is made of what units say there, and not worked out from other totals.
    fn is_told(&self, fixed: Option<usize>, column: usize) -> bool {
        self.form.kind(fixed, column).is_some()
            && self.form.consolidate(fixed, column) != Consolidate::Recompute
    }

    fn cell(
        &self,
        said: &[(usize, Said<'_>)],
        fixed: Option<usize>,
        column: usize,
        kind: &Kind,
    ) -> ConsolidatedCell {
        let (of, mut gaps) = (said.len(), Vec::new());
        let mut figures: Vec<(usize, Decimal)> = Vec::new();
        let mut in_words = false;
        for (index, said) in said {
            match said {
                Said::Figure(figure) => figures.push((*index, *figure)),
                Said::Text(_) => in_words = true,
                Said::Nothing(gap) => gaps.push((*index, *gap)),
                // none of something is nought of it in a sum
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
            Consolidate::Same => same(&figures),
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
                gaps.push((index, Gap::Blank));
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
                Total::Share { part, base, value: Worth::Share { part, base }.value(decimals) }
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
    // a code that does not exist is counted apart, not dropped
    codes.extend(unknown.into_iter().map(|code| (code, String::new(), count(code))));
    Total::Codes(codes)
}

/// The value that more than half of the units gave; if there is none, how many gave which.
fn same(figures: &[(usize, Decimal)]) -> Total {
    let mut counts: BTreeMap<Decimal, usize> = BTreeMap::new();
    for (_, figure) in figures {
        *counts.entry(*figure).or_default() += 1;
    }
    match counts.iter().find(|(_, count)| **count * 2 > figures.len()) {
        Some((&value, &count)) => {
            let others = figures.iter().filter(|(_, figure)| *figure != value).copied().collect();
            Total::Same { value, count, others }
        }
        None => Total::Differing(counts.into_iter().collect()),
    }
}

impl FormTotal {
    /// The form with what each of the round's units says on it.
    pub fn table<'t>(&'t self, members: &'t [Member]) -> Table<'t> {
        Table::new(&self.form, members, &self.owing)
    }
}

impl ConsolidatedRow {
    /// Whether it is printed on the form.
    pub const fn fixed(&self) -> bool {
        matches!(self.role, Role::Fixed(_))
    }
}
