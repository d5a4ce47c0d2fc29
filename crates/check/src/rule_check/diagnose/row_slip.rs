//! How a whole row came to be wrong: every figure ten or a thousand times too large, a total taken of the subtotals
//! as well, a line left out of a total or added twice, a line written over another one.
//!
//! Each names one slip of one person, where the figures alone would be a list of amounts.

use super::faults_to_explain::Case;
use crate::diagnosis::{Mistake, Slip};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::EntryChange;
use rust_decimal::Decimal;

/// A slip that changed all figures of a row.
pub(super) struct RowSlip {
    pub mistake: Mistake,
    /// An entry of the row that it was taken for, if there is one.
    pub like: Option<EntryRef>,
    pub cost: u32,
}

impl RowSlip {
    fn new(mistake: Mistake, like: Option<EntryRef>, cost: u32) -> Self {
        Self { mistake, like, cost }
    }
}

impl Case<'_> {
    /// The slip that these changes of a row undo. `total` is the row of the total, and `parts` are the rows that it adds up.
    pub(super) fn row_slip(&self, changes: &[EntryChange], total: usize, parts: &[usize]) -> RowSlip {
        let unnamed = RowSlip::new(Mistake::RowWrong, None, 2);
        let Some(first) = changes.first().map(|change| change.entry_ref) else { return unnamed };
        if first.row == total {
            let are_doubled = changes.iter().all(|change| {
                self.value(change.entry_ref).is_some_and(|value| value == change.to * Decimal::TWO)
            });
            if are_doubled {
                return RowSlip::new(Mistake::TotalTwice, None, 0);
            }
            let line_of = |sign: Decimal| parts.iter().find(|row| self.is_row_of(changes, **row, sign));
            return match (line_of(Decimal::ONE), line_of(Decimal::NEGATIVE_ONE)) {
                (Some(row), _) => {
                    RowSlip::new(Mistake::TotalWithoutRow, Some(EntryRef { row: *row, ..first }), 2)
                }
                (None, Some(row)) => {
                    RowSlip::new(Mistake::TotalRowTwice, Some(EntryRef { row: *row, ..first }), 2)
                }
                (None, None) => unnamed,
            };
        }
        let power = self.power_of_ten(&changes[0]);
        if power.is_some() && changes.iter().all(|change| self.power_of_ten(change) == power) {
            return RowSlip::new(Mistake::RowTenfold, None, 0);
        }
        match parts.iter().find(|row| **row < first.row && self.are_alike(first, **row)) {
            Some(twin) => RowSlip::new(Mistake::RowOverwritten, Some(EntryRef { row: *twin, ..first }), 0),
            None => unnamed,
        }
    }

    /// How many zeros too many or too few a change puts right, if it does nothing else.
    fn power_of_ten(&self, change: &EntryChange) -> Option<i8> {
        match Slip::of_digits(self.value(change.entry_ref)?, change.to) {
            Slip::Tenfold(power) => Some(power),
            _ => None,
        }
    }

    /// Whether these changes add `sign` times the figures of a row, and leave out none of them.
    fn is_row_of(&self, changes: &[EntryChange], row: usize, sign: Decimal) -> bool {
        let Some(first) = changes.first() else { return false };
        let columns = self.answer_columns(first.entry_ref);
        let others = columns.filter(|column| changes.iter().all(|change| change.entry_ref.column != *column));
        let is_nought = |column: usize| {
            self.value(EntryRef { row, column, ..first.entry_ref }).is_none_or(|value| value.is_zero())
        };
        let are_of_row = changes.iter().all(|change| {
            let of_row = self.value(EntryRef { row, ..change.entry_ref });
            self.value(change.entry_ref).is_some_and(|value| of_row == Some(sign * (change.to - value)))
        });
        are_of_row && others.into_iter().all(is_nought)
    }

    /// Whether another row has the same name and the same figures, some of them not 0.
    pub(super) fn are_alike(&self, own: EntryRef, other: usize) -> bool {
        let rows = &self.form(own).rows;
        let figures = |row: usize| -> Vec<Option<Decimal>> {
            self.answer_columns(own).map(|column| self.value(EntryRef { row, column, ..own })).collect()
        };
        let of_own = figures(own.row);
        rows[own.row].id == rows[other].id
            && of_own == figures(other)
            && of_own.iter().flatten().any(|figure| !figure.is_zero())
    }

    /// The columns of the form of an entry that take answers.
    pub(super) fn answer_columns(&self, entry: EntryRef) -> impl Iterator<Item = usize> + '_ {
        let filled = self.form(entry);
        (0..filled.form.columns.len())
            .filter(|&column| filled.present[column] && filled.form.takes_answers(column))
    }
}
