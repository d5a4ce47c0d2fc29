//! Settles how percentages are consolidated that no rule works out.
//!
//! A percentage is worked out again from the sums of its parts. A rule with `derive = true` may say how in some columns
//! or rows only, as where a plan sets a percentage of its own. At the other places the units' figures are listed,
//! because a figure that was reported must not be said to be missing.

use super::super::column::{Consolidate, Holds};
use super::super::{Form, RowId, Rows};
use crate::rule::{ColumnRef, Each, RowRef, Rule};

/// Makes every percentage that no rule works out one that is listed unit by unit.
pub(super) fn settle(form: &mut Form) {
    let printed = form.fixed_rows().len();
    let mut listed: Vec<(usize, usize)> = Vec::new();
    for row in 0..printed {
        for column in 0..form.columns.len() {
            let is_lone = form.kind(Some(row), column).is_some()
                && form.consolidate(Some(row), column) == Consolidate::Recompute
                && !form.is_recomputed(Some(row), column);
            if is_lone {
                listed.push((row, column));
            }
        }
    }
    let lone: Vec<usize> = (0..form.columns.len())
        .filter(|&column| {
            matches!(form.columns[column].holds, Holds::Value(_))
                && printed == 0
                && form.columns[column].consolidate == Consolidate::Recompute
                && !form.is_recomputed(None, column)
        })
        .collect();
    for column in lone {
        form.columns[column].consolidate = Consolidate::List;
    }
    if let Rows::Fixed(rows) = &mut form.rows {
        for (row, column) in listed {
            rows[row].consolidate_in.push((column, Consolidate::List));
        }
    }
}

impl Form {
    /// Whether a rule works out again, for many units together, what stands at a place. Without a row it is about the
    /// rows that senders add.
    pub fn is_recomputed(&self, row: Option<usize>, column: usize) -> bool {
        self.rules.iter().filter(|rule| rule.derive).any(|rule| {
            let left = rule.that.equation().map(|(left, _)| left).filter(|left| left.form.is_none());
            left.is_some_and(|left| {
                self.is_at_column(rule, &left.column, column) && self.is_at_row(rule, &left.row, row)
            })
        })
    }

    /// Whether a rule, at a place of this column, is about a column.
    fn is_at_column(&self, rule: &Rule, named: &ColumnRef, column: usize) -> bool {
        let id = &self.columns[column].id;
        match named {
            ColumnRef::Id(named) => named == id,
            ColumnRef::First(named) => named.contains(id),
            ColumnRef::Each if !rule.columns.is_empty() || rule.each == Each::Column => {
                self.is_repeated_in(rule, column)
            }
            ColumnRef::Each => self.value_column() == Some(column),
        }
    }

    /// Whether a rule, at a place of this row, is about a row.
    fn is_at_row(&self, rule: &Rule, named: &RowRef, row: Option<usize>) -> bool {
        let id: Option<&RowId> = row.map(|row| &self.fixed_rows()[row].id);
        match (named, id) {
            (RowRef::Id(named), id) => Some(named) == id,
            (RowRef::Each, Some(id)) => self.runs_at(rule, id),
            (RowRef::Each, None) => rule.each.is_over_rows() && rule.concerns(None),
        }
    }
}
