//! One mistake in several cells that no rule ties together: a row too many or missing, two neighbours in each
//! other's place, a row in another unit of measure.

use super::case::{Case, Fault, State};
use super::{Explained, Reason, Step, components};
use crate::check::entry_ref::EntryRef;
use crate::check::evaluate::{EntryChange, Truth};
use crate::diagnosis::{Mistake, Slip};
use phuluc_form::{Expr, Interval, Kind};
use rust_decimal::Decimal;

/// Among how many pairs of neighbours one is looked for that was swapped; where more is broken, it is no slip.
const MOST_PAIRS: usize = 2000;

/// A total that is broken in some columns: its row, the rows that it adds up, and what is left over.
struct Total {
    row: EntryRef,
    parts: Vec<usize>,
    /// By column: the entry of the total, the rule, and the total less its parts.
    columns: Vec<(usize, usize, Decimal)>,
}

/// A mistake, what it would mend, and how likely it is; the smaller the likelier.
pub(super) struct Group {
    pub reason: Reason,
    pub mended: Vec<Fault>,
    pub cost: u32,
}

impl Case<'_> {
    /// Mistakes each of which explains at one stroke what would take several slips, the one that explains
    /// most first.
    pub fn groups(&self, state: &State) -> Vec<Explained> {
        let mut groups = Vec::new();
        for total in self.totals(state) {
            groups.extend(self.rows_too_many(state, &total));
            groups.extend(self.row_missing(&total));
        }
        groups.extend(self.shifts(state));
        groups.extend(self.swaps(state));
        groups.extend(self.other_measures(state));
        let apart = components(self, &state.faults);
        groups.retain(|group| match group.reason.mistake {
            // that several columns agree on one row is no chance
            Mistake::RowTooMany | Mistake::RowMissing => true,
            _ => self.says_more(state, &apart, group),
        });
        groups.sort_by_key(|group| (usize::MAX - group.mended.len(), group.cost));
        let mut explained: Vec<(u32, Explained)> = Vec::new();
        for Group { reason, mended, cost } in groups {
            match explained.iter_mut().find(|(_, other)| other.mended == mended) {
                Some((best, other)) => {
                    other.tied += usize::from(cost == *best);
                    other.reasons.push(reason);
                }
                None => {
                    explained
                        .push((cost, Explained { reasons: vec![reason], tied: 1, mended, is_all: true }));
                }
            }
        }
        explained.into_iter().map(|(_, explained)| explained).collect()
    }

    /// Whether a mistake explains what no rule ties together, or what no single cell explains.
    fn says_more(&self, state: &State, apart: &[Vec<Fault>], group: &Group) -> bool {
        let is_mended = |faults: &&Vec<Fault>| faults.iter().all(|fault| group.mended.contains(fault));
        match apart.iter().filter(is_mended).collect::<Vec<_>>().as_slice() {
            [] => false,
            [only] => {
                let singles = self.singles(state, only);
                singles.first().is_none_or(|single| single.mended.len() < only.len())
            }
            _ => true,
        }
    }

    /// The totals of rows that are broken in some columns.
    fn totals(&self, state: &State) -> Vec<Total> {
        let mut totals: Vec<Total> = Vec::new();
        for fault in &state.faults {
            let Fault::Rule(rule) = *fault else { continue };
            let Some((left, right)) = self.statement(rule).equation() else { continue };
            let Some(parts) = right.addends() else { continue };
            let is_below = |part: &&EntryRef| part.form == left.form && part.column == left.column;
            if left.previous || !parts.iter().all(is_below) {
                continue;
            }
            let value = |expr: &Expr<EntryRef>| self.input.value(expr).range.and_then(Interval::exact);
            let (Some(whole), Some(sum)) = (value(&Expr::Place(*left)), value(right)) else { continue };
            let rows: Vec<usize> = parts.iter().map(|part| part.row).collect();
            let column = (left.column, rule, whole - sum);
            match totals
                .iter_mut()
                .find(|total| (total.row.form, total.row.row, &total.parts) == (left.form, left.row, &rows))
            {
                Some(total) => total.columns.push(column),
                None => totals.push(Total { row: *left, parts: rows, columns: vec![column] }),
            }
        }
        totals
    }

    /// A row whose figures are what the parts come to too much.
    fn rows_too_many(&self, state: &State, total: &Total) -> Vec<Group> {
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
                && own.len() == total.columns.len()
                && total.columns.iter().all(|(column, _, rest)| own.contains(&(*column, -*rest)));
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
            // what is broken within the row goes with it
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
            let twin = total.parts.iter().find(|other| **other != row && figures(**other) == own);
            // of two that are alike the later one is the copy
            if twin.is_some_and(|twin| *twin > row) {
                continue;
            }
            let steps = own.iter().map(|(column, figure)| self.step(at(row, *column), *figure));
            let mut reason = Reason::new(Mistake::RowTooMany, steps.collect());
            reason.like = twin.zip(own.first()).map(|(twin, (column, _))| at(*twin, *column));
            groups.push(Group { reason, mended, cost: if twin.is_some() { 0 } else { 2 } });
        }
        groups
    }

    /// A row that the total has and the parts lack: it must agree with itself as the others do.
    fn row_missing(&self, total: &Total) -> Option<Group> {
        let [_, _, ..] = total.columns.as_slice() else { return None };
        if total.columns.iter().any(|(_, _, rest)| rest.is_sign_negative()) {
            return None;
        }
        let sibling = *total.parts.first()?;
        let filled = self.form(total.row);
        let changes: Vec<EntryChange> = (0..filled.form.columns.len())
            .filter(|&column| filled.present[column] && filled.form.takes_answers(column))
            .map(|column| {
                let rest = total.columns.iter().find(|(other, ..)| *other == column);
                let to = rest.map_or(Decimal::ZERO, |(_, _, rest)| *rest);
                EntryChange { entry_ref: EntryRef { row: sibling, column, ..total.row }, to }
            })
            .collect();
        let mut agrees = false;
        for change in changes.iter().filter(|change| !change.to.is_zero()) {
            for rule in self.rules_on(change.entry_ref) {
                let places = self.statement(rule).places();
                let is_of_row = places
                    .iter()
                    .all(|place| !place.previous && (place.form, place.row) == (total.row.form, sibling));
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
        let mut columns: Vec<&(usize, usize, Decimal)> = total.columns.iter().collect();
        columns.sort_unstable_by_key(|(column, ..)| *column);
        let steps = columns.into_iter().map(|(column, _, rest)| Step {
            entry: EntryRef { column: *column, ..total.row },
            to: Some(*rest),
            range: Interval::point(*rest),
            slip: Slip::Blank,
        });
        let mut mended: Vec<Fault> = total.columns.iter().map(|(_, rule, _)| Fault::Rule(*rule)).collect();
        mended.sort_unstable();
        let reason = Reason::new(Mistake::RowMissing, steps.collect());
        agrees.then_some(Group { reason, mended, cost: 1 })
    }

    /// Two neighbours in each other's place.
    fn swaps(&self, state: &State) -> Vec<Group> {
        let mut pairs: Vec<[EntryRef; 2]> = Vec::new();
        for entry in state.faults.iter().flat_map(|fault| self.suspects(*fault)) {
            let neighbours = self.neighbours(entry).into_iter().filter(|other| self.may_change(*other));
            pairs.extend(neighbours.map(|other| [entry.min(other), entry.max(other)]));
        }
        pairs.sort_unstable();
        pairs.dedup();
        if pairs.len() > MOST_PAIRS {
            return Vec::new();
        }
        let mut groups = Vec::new();
        for [a, b] in pairs {
            let (Some(at_a), Some(at_b)) = (self.value(a), self.value(b)) else { continue };
            if at_a == at_b {
                continue;
            }
            let changes = [EntryChange { entry_ref: a, to: at_b }, EntryChange { entry_ref: b, to: at_a }];
            let Some(mended) = self.mended(state, &changes).filter(|mended| !mended.is_empty()) else {
                continue;
            };
            let steps = vec![self.step(a, at_b), self.step(b, at_a)];
            groups.push(Group { reason: Reason::new(Mistake::Swapped, steps), mended, cost: 1 });
        }
        groups
    }

    /// A row in thousands, or in millions, or the other way round.
    fn other_measures(&self, state: &State) -> Vec<Group> {
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let entries = state.faults.iter().flat_map(|fault| self.suspects(*fault));
        rows.extend(entries.map(|entry| (entry.form, entry.row)));
        rows.sort_unstable();
        rows.dedup();
        let mut groups = Vec::new();
        for (form, row) in rows {
            let columns = self.input.submissions.current.forms[form].form.columns.len();
            let entries = (0..columns).map(|column| EntryRef { previous: false, form, row, column });
            let figures: Vec<(EntryRef, Decimal)> = entries
                .filter(|entry| self.may_change(*entry) && self.kind(*entry) == Some(&Kind::Money))
                .filter_map(|entry| Some((entry, self.value(entry).filter(|value| !value.is_zero())?)))
                .collect();
            if figures.len() < 2 {
                continue;
            }
            for power in [1_000, 1_000_000].map(Decimal::from) {
                for to in [Decimal::checked_mul, Decimal::checked_div] {
                    let changes = figures.iter().filter_map(|(entry_ref, value)| {
                        Some(EntryChange { entry_ref: *entry_ref, to: to(*value, power)? })
                    });
                    let changes: Vec<EntryChange> = changes.collect();
                    let mended = self.mended(state, &changes).filter(|mended| mended.len() > 1);
                    groups.extend(mended.map(|mended| {
                        let steps = changes.iter().map(|change| self.step(change.entry_ref, change.to));
                        let reason = Reason::new(Mistake::OtherMeasure, steps.collect());
                        Group { reason, mended, cost: 1 }
                    }));
                }
            }
        }
        groups
    }

    fn step(&self, entry: EntryRef, to: Decimal) -> Step {
        Step { entry, to: Some(to), range: Interval::point(to), slip: self.slip(entry, to) }
    }
}
