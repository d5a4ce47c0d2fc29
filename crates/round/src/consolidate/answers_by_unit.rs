//! A form with the answers of every unit of a round, before anything is added up.
//!
//! It takes the form and the members, and gives the answer of one unit at one place. An answer is never only a
//! number: zero, nil, blank, not applicable and not submitted stay apart.

use super::member::{Member, Standing};
use super::total::{ConsolidatedRow, Gap};
use crate::file_report::FileReport;
use phuluc_check::{Answer, DerivedFigure, DerivedValue, FilledForm, Role};
use phuluc_form::{ColumnId, ColumnRef, Expr, Form, Level, Place, RowId, RowRef, WhichReport, number};
use phuluc_grid::At;
use rust_decimal::Decimal;

/// A form with the answers of every unit of a round.
pub struct AnswersByUnit<'t> {
    pub(super) form: &'t Form,
    pub(super) owing: &'t [usize],
    /// All units, in the order of the round.
    pub(super) units: Vec<UnitInTable<'t>>,
}

/// A unit of a table.
pub(super) struct UnitInTable<'t> {
    member: &'t Member,
    pub(super) filled: Option<&'t FilledForm>,
    /// The figures derived from its answers on the form.
    derived: Vec<&'t DerivedFigure>,
    level: Level,
    owes: bool,
}

/// The part and the base that a percentage at a row is worked out from, as the form defines it.
pub(crate) fn percentage<'f>(
    form: &'f Form,
    row: &RowId,
    id: &ColumnId,
) -> Option<(&'f Expr<Place>, &'f Expr<Place>)> {
    let derived = form.derived.iter().find(|derived| derived.id == *id).map(|derived| &derived.is);
    let ruled = || form.recipe(row, id)?.that.equation().map(|(_, right)| right);
    match derived.or_else(ruled)? {
        Expr::Percent(part, base) => Some((part, base)),
        _ => None,
    }
}

/// Whether a form prints no figure at a place and asks its sender for none, because others give it.
pub fn is_left_to_others(filled: &FilledForm, row: usize, column: usize) -> bool {
    !filled.is_asked(row, column) && filled.fixed(row, column).is_none()
}

/// The answer of one unit at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitAnswer<'t> {
    /// A figure.
    Figure(Decimal),
    /// The unit says that there was none (không phát sinh).
    Nil,
    /// The unit's form does not have the column.
    NoColumn,
    /// A text.
    Text(&'t str),
    /// No answer that counts, with the reason.
    Nothing(Gap),
    /// The row does not concern the unit, or the form leaves the place to others.
    OutOfScope,
    /// The unit added no such row.
    NoRow,
    /// The unit does not owe the form.
    NotAsked,
}

/// The place where a unit wrote an answer.
#[derive(Clone, Copy, Debug)]
pub struct Written<'t> {
    /// The report on the file.
    pub report: &'t FileReport,
    /// The sheet.
    pub sheet: &'t str,
    /// The cell.
    pub at: At,
}

/// The rows with one id in a filled form, by index; usually one.
pub(super) enum UnitRows {
    One(usize),
    Several(Vec<usize>),
}

impl UnitRows {
    /// Finds the rows. A printed row occurs once in a form.
    pub(super) fn of(filled: &FilledForm, id: &RowId, role: Role) -> Self {
        let rows = &filled.rows;
        match role {
            Role::Fixed(index) => filled.printed(index).map_or(Self::Several(Vec::new()), Self::One),
            _ => Self::Several((0..rows.len()).filter(|&at| rows[at].id == *id).collect()),
        }
    }

    pub(super) fn as_slice(&self) -> &[usize] {
        match self {
            Self::One(row) => std::slice::from_ref(row),
            Self::Several(rows) => rows,
        }
    }
}

impl<'t> AnswersByUnit<'t> {
    pub(super) fn new(form: &'t Form, members: &'t [Member], owing: &'t [usize]) -> Self {
        let units = members.iter().enumerate().map(|(index, member)| {
            let read = member.form(&form.id);
            let said = read.and_then(|(report, _)| report.submission.as_ref()?.level);
            UnitInTable {
                member,
                filled: read.map(|(_, filled)| filled),
                derived: member.derived(&form.id).collect(),
                level: said.or(member.unit.level).unwrap_or(form.usual_sender()),
                owes: owing.binary_search(&index).is_ok(),
            }
        });
        Self { form, owing, units: units.collect() }
    }

    pub(super) fn counted(&self) -> impl Iterator<Item = &'t FilledForm> {
        let units = self.owing.iter().map(|&index| &self.units[index]);
        units.filter(|unit| unit.member.included).filter_map(|unit| unit.filled)
    }

    /// The reason why nothing of a unit is in any total of this form, if there is one.
    pub fn absence(&self, index: usize) -> Option<Gap> {
        let UnitInTable { member, filled, .. } = &self.units[index];
        match member.standing {
            Standing::NotSubmitted => Some(Gap::NotSubmitted),
            Standing::SetAside => Some(Gap::SetAside),
            Standing::Lost => Some(Gap::Lost),
            Standing::Unreadable => Some(Gap::Unreadable),
            Standing::OtherUnit => Some(Gap::OtherUnit),
            Standing::OtherPeriod => Some(Gap::OtherPeriod),
            Standing::UnknownPeriod => Some(Gap::UnknownPeriod),
            _ if member.is_empty(&self.form.id) => Some(Gap::Empty),
            _ if filled.is_none() => Some(Gap::NotSubmitted),
            Standing::Empty | Standing::Fails(_) | Standing::Passes => {
                (!member.included).then_some(Gap::NotAccepted)
            }
        }
    }

    /// The rows with an id in a unit's form, or the reason why it has none; `None` if the row does not concern the
    /// unit.
    pub(super) fn voice(&self, index: usize, id: &RowId, role: Role) -> Option<Result<UnitRows, Gap>> {
        if let Some(gap) = self.absence(index) {
            return (!self.is_out_of_scope(index, role)).then_some(Err(gap));
        }
        let unit = &self.units[index];
        let filled = unit.filled?;
        let lines = UnitRows::of(filled, id, role);
        match (lines.as_slice(), role) {
            ([], Role::Open) if filled.rows.iter().any(|row| row.role == Role::Open) => None,
            ([], Role::Open) => Some(Err(Gap::OnlyTotal)),
            ([], _) => Some(Err(Gap::NoTotal)),
            ([first, ..], _) if filled.is_out_of_scope(*first, Some(unit.level)) => None,
            _ => Some(Ok(lines)),
        }
    }

    /// Whether a printed row does not concern a unit that has not sent the form.
    pub(super) fn is_out_of_scope(&self, index: usize, role: Role) -> bool {
        let level = &self.units[index].level;
        matches!(role, Role::Fixed(row) if self.form.fixed_rows()[row].not_for.contains(level))
    }

    /// The answer of a unit in the rows of one id, added up if it wrote the row twice.
    pub(super) fn answers(&self, index: usize, rows: &[usize], column: usize) -> UnitAnswer<'t> {
        let Some(filled) = self.units[index].filled else { return UnitAnswer::Nothing(Gap::NotSubmitted) };
        // a column that the sender left out holds nothing
        if !filled.present[column] {
            return UnitAnswer::NoColumn;
        }
        let mut sum: Option<Decimal> = None;
        let mut unasked = 0;
        for &row in rows {
            match filled.rows[row].entries.get(column).answer {
                Answer::Number(figure) => match sum {
                    None => sum = Some(figure.value),
                    Some(before) => match before.checked_add(figure.value) {
                        Some(more) => sum = Some(more),
                        None => return UnitAnswer::Nothing(Gap::NotRead),
                    },
                },
                Answer::Nil => {}
                Answer::Blank if is_left_to_others(filled, row, column) => unasked += 1,
                Answer::Blank => return UnitAnswer::Nothing(Gap::Blank),
                Answer::Unreadable(_) => return UnitAnswer::Nothing(Gap::NotRead),
                Answer::Text(text) => return UnitAnswer::Text(text),
            }
        }
        match sum {
            None if unasked > 0 => UnitAnswer::OutOfScope,
            sum => sum.map_or(UnitAnswer::Nil, UnitAnswer::Figure),
        }
    }

    /// The answer of a unit at a place, even if its figures do not count.
    pub fn said(&self, index: usize, row: &ConsolidatedRow, column: usize) -> UnitAnswer<'t> {
        let UnitInTable { member, filled, owes, .. } = &self.units[index];
        if !owes {
            return UnitAnswer::NotAsked;
        }
        if self.is_out_of_scope(index, row.role) {
            return UnitAnswer::OutOfScope;
        }
        let Some(filled) = filled else {
            return UnitAnswer::Nothing(self.absence(index).unwrap_or(Gap::NotSubmitted));
        };
        let lines = UnitRows::of(filled, &row.id, row.role);
        match self.answers(index, lines.as_slice(), column) {
            _ if lines.as_slice().is_empty() => UnitAnswer::NoRow,
            UnitAnswer::Nothing(Gap::Blank) if !member.has_reported() => {
                UnitAnswer::Nothing(self.absence(index).unwrap_or(Gap::Blank))
            }
            said => said,
        }
    }

    /// The place where a unit wrote an answer: the first of its rows with this id.
    pub fn written(&self, index: usize, row: &ConsolidatedRow, column: usize) -> Option<Written<'t>> {
        let (report, filled) = self.units[index].member.form(&self.form.id)?;
        let lines = UnitRows::of(filled, &row.id, row.role);
        let &first = lines.as_slice().first()?;
        let at = filled.rows[first].entries.get(column).at?;
        Some(Written { report, sheet: filled.sheet_of(first), at })
    }

    /// The answers as text of the units that a row concerns, for places that are listed unit by unit.
    pub fn listed(&self, row: &ConsolidatedRow, column: usize) -> impl Iterator<Item = (usize, String)> {
        self.owing.iter().filter_map(move |&index| {
            let lines = self.voice(index, &row.id, row.role)?.ok()?;
            let text = match self.answers(index, lines.as_slice(), column) {
                UnitAnswer::Figure(figure) => number::vietnamese(figure),
                UnitAnswer::Text(text) => text.to_owned(),
                UnitAnswer::Nothing(_) | UnitAnswer::OutOfScope => return None,
                _ => number::vietnamese(Decimal::ZERO),
            };
            Some((index, text))
        })
    }

    /// The index of one of the form's columns.
    pub fn column(&self, id: &ColumnId) -> Option<usize> {
        self.form.column(id)
    }

    /// Whether a row concerns a unit, and the unit owes the form.
    pub fn concerns(&self, index: usize, row: &ConsolidatedRow) -> bool {
        self.units[index].owes && !self.is_out_of_scope(index, row.role)
    }

    /// The part and the base of a percentage that a unit gave, if the unit is in the totals.
    pub fn share_of(
        &self,
        index: usize,
        row: &ConsolidatedRow,
        column: &ColumnId,
    ) -> Option<(Decimal, Decimal)> {
        if self.absence(index).is_some() {
            return None;
        }
        let lines = UnitRows::of(self.units[index].filled?, &row.id, row.role);
        let rows = lines.as_slice();
        if rows.is_empty() || self.shares(index, rows, column).count() < rows.len() {
            return None;
        }
        self.shares(index, rows, column).try_fold((Decimal::ZERO, Decimal::ZERO), |sums, share| {
            Some((sums.0.checked_add(share.0)?, sums.1.checked_add(share.1)?))
        })
    }

    /// Why a unit has no percentage in the rows of one id, although it sent them.
    pub(super) fn gap_of_share(&self, index: usize, rows: &[usize], column: &ColumnId) -> Gap {
        let Some(filled) = self.units[index].filled else { return Gap::NotSubmitted };
        let first = rows.first().map(|row| &filled.rows[*row].id);
        let sides = first.and_then(|row| percentage(self.form, row, column));
        let places = sides.into_iter().flat_map(|(part, base)| [part.places(), base.places()].concat());
        let is_unreadable = |place: &Place| {
            let own: Vec<usize> = match &place.row {
                RowRef::Each => rows.to_vec(),
                RowRef::Id(id) => filled.row(id).into_iter().collect(),
            };
            let ColumnRef::Id(column) = &place.column else { return false };
            let column = self.form.column(column).filter(|_| place.form.is_none());
            column.is_some_and(|column| {
                place.which == WhichReport::Now
                    && self.answers(index, &own, column) == UnitAnswer::Nothing(Gap::NotRead)
            })
        };
        if places.into_iter().any(is_unreadable) {
            return Gap::NotRead;
        }
        // what a unit entered is not said to be missing
        let own = self.form.column(column).map(|column| self.answers(index, rows, column));
        if matches!(own, Some(UnitAnswer::Figure(_))) { Gap::NoParts } else { Gap::Blank }
    }

    /// The parts and bases of a percentage in the rows of one id.
    pub(super) fn shares(
        &self,
        index: usize,
        rows: &[usize],
        column: &ColumnId,
    ) -> impl Iterator<Item = (Decimal, Decimal)> {
        let figures = self.units[index].derived.iter();
        let here = figures.filter(|figure| rows.contains(&figure.row) && figure.column == *column);
        here.filter_map(|figure| match figure.worth {
            DerivedValue::Share { part, base } => Some((part, base)),
            DerivedValue::Value(_) => None,
        })
    }
}
