//! The totals of one form over the units of a round.

use super::score::{self, Score};
use super::{Member, Standing};
use crate::answer::Answer;
use crate::derive::Worth;
use crate::form::{ColumnId, Consolidate, Form, Kind, RowId, Rows};
use crate::number;
use crate::submission::{FilledForm, Role};
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
    pub rows: Vec<TotalRow>,
    /// What each unit scored, if it is a score sheet.
    pub scores: Vec<Score>,
}

/// A row of a consolidated form.
#[derive(Clone, Debug)]
pub struct TotalRow {
    /// Its id.
    pub id: RowId,
    /// What it is.
    pub role: Role,
    /// Its label.
    pub label: String,
    /// What stands in each of the form's columns; `None` where no answers belong.
    pub cells: Vec<Option<Cell>>,
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
    pub cell: Cell,
}

/// What many units say at one place.
#[derive(Clone, Debug)]
pub struct Cell {
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
    /// One value for all, the commonest, and the units that differ.
    Same {
        /// The value.
        value: Decimal,
        /// How many units gave it.
        count: usize,
        /// The units that gave another.
        others: Vec<(usize, Decimal)>,
    },
    /// Unit by unit, in words.
    List(Vec<(usize, String)>),
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
    let owes = |member: &Member| {
        let owed = member.unit.forms.contains(&form.id);
        owed && match member.form(&form.id) {
            Some((_, filled)) => filled.form.version == form.version,
            None => newest.is_some_and(|newest| newest.version == form.version),
        }
    };
    let owing: Vec<usize> = (0..members.len()).filter(|&index| owes(&members[index])).collect();
    let table = Table { form, members, owing: &owing };
    let present = (0..form.columns.len())
        .map(|column| {
            let has = |index: &usize| table.filled(*index).is_some_and(|filled| filled.present[column]);
            !form.columns[column].optional || owing.iter().any(has)
        })
        .collect();
    let rows = table.rows();
    let scores = score::scores(form, members, &owing);
    FormTotal { form: Arc::clone(form), present, rows, scores, owing }
}

/// A unit, by index, with its rows of an id or the reason why it has none.
type Voice = (usize, Result<Vec<usize>, Gap>);

struct Table<'t> {
    form: &'t Form,
    members: &'t [Member],
    owing: &'t [usize],
}

impl<'t> Table<'t> {
    fn filled(&self, index: usize) -> Option<&'t FilledForm> {
        self.members[index].form(&self.form.id).map(|(_, filled)| filled)
    }

    fn rows(&self) -> Vec<TotalRow> {
        let row = |id: &RowId, role, label: &str| {
            let fixed = Role::fixed(role);
            let voices = self.voices(id, role);
            let cells = (0..self.form.columns.len()).map(|column| {
                self.form.kind(fixed, column).map(|kind| self.cell(&voices, fixed, column, kind))
            });
            let derived = self.form.derived.iter().map(|derived| DerivedCell {
                id: derived.id.clone(),
                say: derived.say.clone(),
                cell: self.share(&voices, &derived.id, derived.decimals),
            });
            TotalRow {
                id: id.clone(),
                role,
                label: label.to_owned(),
                cells: cells.collect(),
                derived: derived.collect(),
            }
        };
        match &self.form.rows {
            Rows::Fixed(rows) => rows
                .iter()
                .enumerate()
                .map(|(i, fixed)| row(&fixed.id, Role::Fixed(i), &fixed.label))
                .collect(),
            Rows::Open { total, .. } => {
                let mut open: Vec<(&RowId, &str)> = Vec::new();
                for filled in self.counted() {
                    for line in filled.rows.iter().filter(|line| line.role == Role::Open) {
                        if !open.iter().any(|(id, _)| **id == line.id) {
                            open.push((&line.id, &line.label));
                        }
                    }
                }
                let open = open.into_iter().map(|(id, label)| row(id, Role::Open, label));
                open.chain(total.iter().map(|total| row(&total.id, Role::Total, &total.label))).collect()
            }
        }
    }

    fn counted(&self) -> impl Iterator<Item = &'t FilledForm> {
        self.owing
            .iter()
            .filter(|&&index| self.members[index].included)
            .filter_map(|&index| self.filled(index))
    }

    /// Why nothing of a unit is in any total of this form, if so.
    fn absence(&self, index: usize) -> Option<Gap> {
        let member = &self.members[index];
        match member.standing {
            Standing::NotSubmitted => Some(Gap::NotSubmitted),
            Standing::Unreadable => Some(Gap::Unreadable),
            Standing::OtherUnit => Some(Gap::OtherUnit),
            Standing::OtherPeriod => Some(Gap::OtherPeriod),
            _ if self.filled(index).is_none() => Some(Gap::NotSubmitted),
            Standing::Fails(_) | Standing::Passes => (!member.included).then_some(Gap::NotAccepted),
        }
    }

    /// The units that a row concerns, each with its rows of that id or the reason why it has none.
    fn voices(&self, id: &RowId, role: Role) -> Vec<Voice> {
        let mut voices = Vec::new();
        for &index in self.owing {
            if let Some(gap) = self.absence(index) {
                if !self.is_out_of_scope(index, role) {
                    voices.push((index, Err(gap)));
                }
                continue;
            }
            let Some(filled) = self.filled(index) else { continue };
            let rows = rows_of(filled, id, role);
            match (rows.as_slice(), role) {
                ([], Role::Open) if filled.rows.iter().any(|row| row.role == Role::Open) => {}
                ([], Role::Open) => voices.push((index, Err(Gap::OnlyTotal))),
                ([], _) => voices.push((index, Err(Gap::NoTotal))),
                ([first, ..], _) if filled.is_out_of_scope(*first, self.level(index)) => {}
                _ => voices.push((index, Ok(rows))),
            }
        }
        voices
    }

    fn level(&self, index: usize) -> Option<crate::unit::Level> {
        let read = self.members[index].form(&self.form.id);
        read.and_then(|(report, _)| report.submission.as_ref()?.level).or(self.members[index].unit.level)
    }

    /// Whether a printed row does not concern a unit that has not sent the form.
    fn is_out_of_scope(&self, index: usize, role: Role) -> bool {
        let level = self.level(index).unwrap_or(self.form.sent_by);
        matches!(role, Role::Fixed(row) if self.form.fixed_rows()[row].not_for.contains(&level))
    }

    fn cell(&self, voices: &[Voice], fixed: Option<usize>, column: usize, kind: &Kind) -> Cell {
        let how = self.form.consolidate(fixed, column);
        if how == Consolidate::Recompute {
            return self.share(voices, &self.form.columns[column].id, 2);
        }
        let (of, mut gaps) = (voices.len(), Vec::new());
        let mut figures: Vec<(usize, Decimal)> = Vec::new();
        let mut texts: Vec<(usize, String)> = Vec::new();
        for (index, voice) in voices {
            let (index, answers) = (*index, voice.as_ref().map(|rows| self.answers(*index, rows, column)));
            let figure = match answers {
                Ok(Said::Figure(figure)) => figure,
                Ok(Said::Text(text)) => {
                    texts.push((index, text));
                    continue;
                }
                Ok(Said::Nothing(gap)) | Err(&gap) => {
                    gaps.push((index, gap));
                    continue;
                }
                // none of something is nought of it in a sum
                Ok(_) => Decimal::ZERO,
            };
            figures.push((index, figure));
            if how == Consolidate::List {
                texts.push((index, number::vietnamese(figure)));
            }
        }
        let total = match how {
            _ if of == 0 => Total::OutOfScope,
            Consolidate::None => Total::NotConsolidated,
            _ if texts.is_empty() && figures.is_empty() => Total::Nothing,
            Consolidate::List => Total::List(texts),
            Consolidate::Sum | Consolidate::Recompute => sum(&figures).map_or(Total::Nothing, Total::Sum),
            Consolidate::Max => {
                figures.iter().map(|(_, figure)| *figure).max().map_or(Total::Nothing, Total::Max)
            }
            Consolidate::Distribution => codes(kind, &figures),
            Consolidate::Same => same(&figures),
        };
        Cell { total, given: of - gaps.len(), of, gaps }
    }

    /// What a unit says at the rows of one id, added up if it wrote the row twice.
    fn answers(&self, index: usize, rows: &[usize], column: usize) -> Said {
        let Some(filled) = self.filled(index) else { return Said::Nothing(Gap::NotSubmitted) };
        // a column that the sender left out has nothing in it
        if !filled.present[column] {
            return Said::NoColumn;
        }
        let mut sum: Option<Decimal> = None;
        for &row in rows {
            match &filled.rows[row].entries.get(column).answer {
                Answer::Number(figure) => match sum.unwrap_or_default().checked_add(figure.value) {
                    Some(more) => sum = Some(more),
                    None => return Said::Nothing(Gap::NotRead),
                },
                Answer::Nil => {}
                Answer::Blank => return Said::Nothing(Gap::Blank),
                Answer::Unreadable(_) => return Said::Nothing(Gap::NotRead),
                Answer::Text(text) => return Said::Text(text.clone()),
            }
        }
        sum.map_or(Said::Nil, Said::Figure)
    }

    /// What a unit says at a place, its figures counted or not.
    fn said(&self, index: usize, row: &TotalRow, column: usize) -> Said {
        if self.owing.binary_search(&index).is_err() {
            return Said::NotAsked;
        }
        if self.is_out_of_scope(index, row.role) {
            return Said::OutOfScope;
        }
        let member = &self.members[index];
        let Some(filled) = self.filled(index) else {
            return Said::Nothing(self.absence(index).unwrap_or(Gap::NotSubmitted));
        };
        let rows = rows_of(filled, &row.id, row.role);
        match self.answers(index, &rows, column) {
            _ if rows.is_empty() => Said::NoRow,
            Said::Nothing(Gap::Blank) if !member.has_reported() => {
                Said::Nothing(self.absence(index).unwrap_or(Gap::Blank))
            }
            said => said,
        }
    }

    /// The parts and bases of a share at the rows of one id.
    fn shares(&self, index: usize, rows: &[usize], column: &ColumnId) -> Vec<(Decimal, Decimal)> {
        let figures = self.members[index].derived(&self.form.id);
        figures
            .filter(|figure| rows.contains(&figure.row) && figure.column == *column)
            .filter_map(|figure| match figure.worth {
                Worth::Share { part, base } => Some((part, base)),
                Worth::Value(_) => None,
            })
            .collect()
    }

    /// A percentage from the summed parts and bases of the units that gave both.
    fn share(&self, voices: &[Voice], column: &ColumnId, decimals: u32) -> Cell {
        let (of, mut gaps) = (voices.len(), Vec::new());
        let (mut parts, mut bases) = (Some(Decimal::ZERO), Some(Decimal::ZERO));
        for (index, voice) in voices {
            let (index, rows) = match voice {
                Ok(rows) => (*index, rows),
                Err(gap) => {
                    gaps.push((*index, *gap));
                    continue;
                }
            };
            let shares = self.shares(index, rows, column);
            if shares.len() < rows.len() {
                gaps.push((index, Gap::Blank));
                continue;
            }
            for (part, base) in shares {
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
        Cell { total, given, of, gaps }
    }
}

/// What one unit says at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A figure.
    Figure(Decimal),
    /// Said to be none.
    Nil,
    /// The unit's form does not have the column.
    NoColumn,
    /// Text.
    Text(String),
    /// Nothing that counts, and why.
    Nothing(Gap),
    /// The row does not concern the unit.
    OutOfScope,
    /// The unit has no such row among those it added.
    NoRow,
    /// The unit does not owe the form.
    NotAsked,
}

/// The rows of an id in a filled form. A printed row stands in it once.
fn rows_of(filled: &FilledForm, id: &RowId, role: Role) -> Vec<usize> {
    let rows = &filled.rows;
    match role {
        Role::Fixed(index) if rows.get(index).is_some_and(|row| row.role == role) => vec![index],
        Role::Fixed(_) => (0..rows.len()).filter(|&at| rows[at].role == role).collect(),
        _ => (0..rows.len()).filter(|&at| rows[at].id == *id).collect(),
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

/// The commonest value; of several equally common ones, the greatest.
fn same(figures: &[(usize, Decimal)]) -> Total {
    let mut counts: BTreeMap<Decimal, usize> = BTreeMap::new();
    for (_, figure) in figures {
        *counts.entry(*figure).or_default() += 1;
    }
    let commonest = counts.into_iter().map(|(figure, count)| (count, figure)).max();
    let Some((count, value)) = commonest else { return Total::Nothing };
    let others = figures.iter().filter(|(_, figure)| *figure != value).copied().collect();
    Total::Same { value, count, others }
}

impl FormTotal {
    /// What a unit says at a place of the form.
    pub fn said(&self, members: &[Member], unit: usize, row: &TotalRow, column: usize) -> Said {
        Table { form: &self.form, members, owing: &self.owing }.said(unit, row, column)
    }

    /// Whether a row concerns a unit that owes the form.
    pub fn concerns(&self, members: &[Member], unit: usize, row: &TotalRow) -> bool {
        let table = Table { form: &self.form, members, owing: &self.owing };
        self.owing.binary_search(&unit).is_ok() && !table.is_out_of_scope(unit, row.role)
    }

    /// The part and the base of a share that a unit gave, if it is in the totals.
    pub fn share_of(
        &self,
        members: &[Member],
        unit: usize,
        row: &TotalRow,
        column: &ColumnId,
    ) -> Option<(Decimal, Decimal)> {
        let table = Table { form: &self.form, members, owing: &self.owing };
        if table.absence(unit).is_some() {
            return None;
        }
        let rows: Vec<usize> = match table.filled(unit) {
            Some(filled) => rows_of(filled, &row.id, row.role),
            None => return None,
        };
        let shares = table.shares(unit, &rows, column);
        if rows.is_empty() || shares.len() < rows.len() {
            return None;
        }
        shares.into_iter().try_fold((Decimal::ZERO, Decimal::ZERO), |(parts, bases), (part, base)| {
            Some((parts.checked_add(part)?, bases.checked_add(base)?))
        })
    }
}

impl TotalRow {
    /// Whether it is printed on the form.
    pub const fn fixed(&self) -> bool {
        matches!(self.role, Role::Fixed(_))
    }
}
