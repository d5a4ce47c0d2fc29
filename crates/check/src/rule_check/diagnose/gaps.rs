//! A total that does not fit its rows in several columns: one row is too many, missing, or wrong in all these
//! columns.
//!
//! If the gaps agree with each other by the rules of a row, that is no chance. Often nobody can say which row it is.

use super::faults_to_explain::{Case, Fault, State};
use super::rows::MistakeInSeveralCells;
use super::{CellChange, PossibleMistake};
use crate::diagnosis::{Mistake, Slip};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use phuluc_form::{Expr, Interval};
use rust_decimal::Decimal;

/// A total that is broken in some columns: an entry of its row, the rows that it adds up, and the gap in each column.
pub(super) struct Total {
    row: EntryRef,
    parts: Vec<usize>,
    gaps: Vec<Gap>,
}

/// The gap between a total and its parts in one column.
struct Gap {
    column: usize,
    rule: usize,
    /// The total minus its parts. If blanks leave that open, it is the value nearest to 0.
    rest: Decimal,
    is_exact: bool,
}

impl Case<'_> {
    /// The totals over rows that are broken in some columns.
    pub(super) fn totals(&self, state: &State) -> Vec<Total> {
        let mut totals: Vec<Total> = Vec::new();
        for fault in &state.faults {
            let Fault::Rule(rule) = *fault else { continue };
            let Some((left, right)) = self.statement(rule).equation() else { continue };
            let Some(parts) = right.addends() else { continue };
            if left.is_earlier
                || !parts.iter().all(|part| part.form == left.form && part.column == left.column)
            {
                continue;
            }
            let Some((rest, is_exact)) = self.rest(*left, right) else { continue };
            let rows: Vec<usize> = parts.iter().map(|part| part.row).collect();
            let gap = Gap { column: left.column, rule, rest, is_exact };
            match totals
                .iter_mut()
                .find(|total| (total.row.form, total.row.row, &total.parts) == (left.form, left.row, &rows))
            {
                Some(total) => total.gaps.push(gap),
                None => totals.push(Total { row: *left, parts: rows, gaps: vec![gap] }),
            }
        }
        totals
    }

    /// The total minus its parts, and whether that is exact.
    fn rest(&self, whole: EntryRef, parts: &Expr<EntryRef>) -> Option<(Decimal, bool)> {
        let whole = self.input.value(&Expr::Place(whole)).range?.exact()?;
        let sum = self.input.value(parts).range?;
        let ends = [sum.lo(), sum.hi()].map(|end| end.map(|end| whole - end));
        match ends {
            [Some(most), Some(least)] if most == least => Some((most, true)),
            // even without the blanks the parts exceed the total
            [Some(most), _] if most.is_sign_negative() => Some((most, false)),
            [_, Some(least)] if least > Decimal::ZERO => Some((least, false)),
            _ => None,
        }
    }

    /// The rows whose figures equal what the parts exceed the total by.
    pub(super) fn rows_too_many(&self, state: &State, total: &Total) -> Vec<MistakeInSeveralCells> {
        let filled = self.form(total.row);
        let columns = (0..filled.form.columns.len()).filter(|&column| filled.present[column]);
        let columns: Vec<usize> =
            columns.filter(|&column| self.may_change(EntryRef { column, ..total.row })).collect();
        let at = |row: usize, column: usize| EntryRef { row, column, ..total.row };
        let figures = |row: usize| -> Vec<(usize, Decimal)> {
            let figures = columns.iter().filter_map(|&column| Some((column, self.value(at(row, column))?)));
            figures.filter(|(_, figure)| !figure.is_zero()).collect()
        };
        let mut groups = Vec::new();
        for &row in &total.parts {
            let own = figures(row);
            let is_left_over = own.len() > 1
                && own.len() == total.gaps.len()
                && total.gaps.iter().all(|gap| own.contains(&(gap.column, -gap.rest)));
            if !is_left_over {
                continue;
            }
            let changes: Vec<EntryChange> = own
                .iter()
                .map(|(column, _)| EntryChange { entry_ref: at(row, *column), to: Decimal::ZERO })
                .collect();
            let Some(mut mended) = self.mended_without_row(state, &changes, (total.row.form, row)) else {
                continue;
            };
            // faults within the row vanish with it
            mended.extend(
                state
                    .faults
                    .iter()
                    .filter(|fault| {
                        !mended.contains(fault)
                            && self
                                .suspects(**fault)
                                .iter()
                                .all(|entry| (entry.form, entry.row) == (total.row.form, row))
                    })
                    .copied()
                    .collect::<Vec<_>>(),
            );
            mended.sort_unstable();
            let twin = total.parts.iter().find(|other| **other != row && self.are_alike(at(row, 0), **other));
            // of two equal rows the later one is the copy
            if twin.is_some_and(|twin| *twin > row) {
                continue;
            }
            let steps = own.iter().map(|(column, figure)| self.step(at(row, *column), *figure));
            let mut reason = PossibleMistake::new(Mistake::RowTooMany, steps.collect());
            reason.also = vec![total.row];
            reason.like = twin.zip(own.first()).map(|(twin, (column, _))| at(*twin, *column));
            groups.push(MistakeInSeveralCells { reason, mended, cost: if twin.is_some() { 0 } else { 2 } });
        }
        groups
    }

    /// The row that the total includes and the parts lack, if its figures agree with each other by the rules of its
    /// form.
    pub(super) fn row_missing(&self, total: &Total) -> Option<MistakeInSeveralCells> {
        let [_, _, ..] = total.gaps.as_slice() else { return None };
        if total.gaps.iter().any(|gap| gap.rest.is_sign_negative() || !gap.is_exact) {
            return None;
        }
        let sibling = *total.parts.first()?;
        let changes: Vec<EntryChange> = self
            .answer_columns(total.row)
            .map(|column| {
                let gap = total.gaps.iter().find(|gap| gap.column == column);
                let to = gap.map_or(Decimal::ZERO, |gap| gap.rest);
                EntryChange { entry_ref: EntryRef { row: sibling, column, ..total.row }, to }
            })
            .collect();
        let mut agrees = false;
        for change in changes.iter().filter(|change| !change.to.is_zero()) {
            for rule in self.rules_on(change.entry_ref) {
                let places = self.statement(rule).places();
                let is_of_row = places
                    .iter()
                    .all(|place| !place.is_earlier && (place.form, place.row) == (total.row.form, sibling));
                if !is_of_row || self.all[rule].1 == Truth::Broken {
                    continue;
                }
                if self.judging(rule, &changes).truth(self.statement(rule)) == Truth::Broken {
                    return None;
                }
                let told = places.iter().filter(|place| {
                    changes.iter().any(|change| change.entry_ref == ***place && !change.to.is_zero())
                });
                agrees |= self.statement(rule).equation().is_some() && told.count() > 1;
            }
        }
        let mut gaps: Vec<&Gap> = total.gaps.iter().collect();
        gaps.sort_unstable_by_key(|gap| gap.column);
        let steps = gaps.into_iter().map(|gap| CellChange {
            entry: EntryRef { column: gap.column, ..total.row },
            to: Some(gap.rest),
            range: Interval::point(gap.rest),
            slip: Slip::Blank,
        });
        let mut mended: Vec<Fault> = total.gaps.iter().map(|gap| Fault::Rule(gap.rule)).collect();
        mended.sort_unstable();
        let reason = PossibleMistake::new(Mistake::RowMissing, steps.collect());
        agrees.then_some(MistakeInSeveralCells { reason, mended, cost: 1 })
    }

    /// The rows, with that of the total, each of which may be wrong in all columns where the total does not fit.
    pub(super) fn rows_wrong(&self, state: &State, total: &Total) -> Vec<MistakeInSeveralCells> {
        let [_, _, ..] = total.gaps.as_slice() else { return Vec::new() };
        let mut gaps: Vec<&Gap> = total.gaps.iter().collect();
        gaps.sort_unstable_by_key(|gap| gap.column);
        let mut groups = Vec::new();
        for row in total.parts.iter().copied().chain([total.row.row]) {
            let changes = gaps.iter().map(|gap| {
                let entry_ref = EntryRef { row, column: gap.column, ..total.row };
                let by = if row == total.row.row { -gap.rest } else { gap.rest };
                let to = self.value(entry_ref)?.checked_add(by)?;
                self.may_change(entry_ref).then_some(EntryChange { entry_ref, to })
            });
            let Some(changes) = changes.collect::<Option<Vec<EntryChange>>>() else { continue };
            // a row whose figures would all become 0 is a row too many
            if changes.iter().all(|change| change.to.is_zero()) || !self.ties(&changes) {
                continue;
            }
            let slip = self.row_slip(&changes, total.row.row, &total.parts);
            let mended = if slip.mistake == Mistake::RowOverwritten {
                self.mended_under_another_name(state, &changes)
            } else {
                self.mended(state, &changes)
            };
            let Some(mended) = mended else { continue };
            if !gaps.iter().all(|gap| mended.contains(&Fault::Rule(gap.rule))) {
                continue;
            }
            let steps = changes.iter().map(|change| self.step(change.entry_ref, change.to));
            let mut reason = PossibleMistake::new(slip.mistake, steps.collect());
            for step in reason.steps.iter_mut().filter(|_| slip.mistake == Mistake::RowTenfold) {
                step.slip =
                    Slip::of_digits(self.value(step.entry).unwrap_or_default(), step.to.unwrap_or_default());
            }
            reason.also = vec![total.row];
            reason.like = slip.like;
            groups.push(MistakeInSeveralCells { reason, mended, cost: slip.cost });
        }
        groups
    }

    /// Whether an equation within the row names several of the changed entries, and holds before and after the
    /// changes.
    fn ties(&self, changes: &[EntryChange]) -> bool {
        let Some(first) = changes.first() else { return false };
        let rules = changes.iter().flat_map(|change| self.rules_on(change.entry_ref));
        rules.filter(|rule| self.statement(*rule).equation().is_some()).any(|rule| {
            let places = self.statement(rule).places();
            places.iter().all(|place| are_in_one_row(place, &first.entry_ref))
                && places
                    .iter()
                    .filter(|place| changes.iter().any(|change| change.entry_ref == ***place))
                    .count()
                    > 1
                && self.all[rule].1 != Truth::Broken
                && self.judging(rule, changes).truth(self.statement(rule)) != Truth::Broken
        })
    }
}

fn are_in_one_row(one: &EntryRef, other: &EntryRef) -> bool {
    (one.is_earlier, one.form, one.row) == (other.is_earlier, other.form, other.row)
}
