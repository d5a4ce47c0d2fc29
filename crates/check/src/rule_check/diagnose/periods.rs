//! Faults between this period and the one before.
//!
//! A report that was accepted is not questioned again. Only the sender can say which of the two is wrong, unless a
//! single slip in this one explains more than the disagreement.

use super::faults_to_explain::{Case, Fault, State};
use super::{CellChange, PossibleMistake, RankedMistakes};
use crate::diagnosis::{Mistake, Slip};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use crate::submission::Role;
use phuluc_form::Interval;
use rust_decimal::Decimal;

impl Case<'_> {
    /// Both sides of a single disagreement with the period before, equally likely.
    pub fn between_periods(&self, state: &State, faults: &[Fault]) -> Option<RankedMistakes> {
        let [Fault::Rule(rule)] = faults else { return None };
        let statement = self.statement(*rule);
        if !statement.places().iter().any(|entry| entry.is_earlier) {
            return None;
        }
        let input = self.judging(*rule, &state.changes);
        let mut places: Vec<EntryRef> = statement.places().into_iter().copied().collect();
        places.dedup();
        let mut reasons = Vec::new();
        for entry in places {
            let range = input.allowed(statement, entry);
            let to = range.exact().filter(|to| self.fits(entry, *to));
            let slip = to.map_or(Slip::Other(0), |to| self.slip(entry, to));
            let steps = vec![CellChange { entry, to, range, slip }];
            if range == Interval::ANYTHING {
                continue;
            }
            let mut reason = PossibleMistake::new(Mistake::BetweenPeriods, steps);
            if let Some(to) = to.filter(|_| !entry.is_earlier) {
                reason.also = self.breaking(state, EntryChange { entry_ref: entry, to });
            }
            reasons.push(reason);
        }
        let tied = reasons.len();
        (tied > 1).then(|| RankedMistakes {
            reasons,
            tied,
            mended: faults.to_vec(),
            needs: Vec::new(),
            is_all: true,
        })
    }

    /// The entries of the same row in the rules that a change would break.
    fn breaking(&self, state: &State, change: EntryChange) -> Vec<EntryRef> {
        let entry = change.entry_ref;
        let mut changes = state.changes.clone();
        changes.push(change);
        let mut entries: Vec<EntryRef> = Vec::new();
        for rule in self.rules_on(entry) {
            let is_broken = self.judging(rule, &changes).truth(self.statement(rule)) == Truth::Broken;
            if is_broken && !state.is_broken(Fault::Rule(rule)) {
                let of_row = |other: &&&EntryRef| {
                    (other.is_earlier, other.form, other.row) == (false, entry.form, entry.row)
                        && ***other != entry
                };
                entries.extend(self.statement(rule).places().iter().filter(of_row).copied().copied());
            }
        }
        entries.sort_unstable();
        entries.dedup();
        entries
    }
}

/// Merges the disagreement of a row with the period before and that of its total, if they have the same amount.
pub(super) fn merged(case: &Case<'_>, all: Vec<RankedMistakes>) -> Vec<RankedMistakes> {
    let is_total = |explained: &RankedMistakes| {
        first_entry(explained).is_some_and(|entry| case.form(entry).rows[entry.row].role == Role::Total)
    };
    let mut merged: Vec<RankedMistakes> = Vec::new();
    for mut explained in all {
        let same = between_periods(&explained)
            .and_then(|amount| merged.iter_mut().find(|other| between_periods(other) == Some(amount)))
            .filter(|first| is_total(first) != is_total(&explained));
        match same {
            Some(first) => {
                if is_total(first) {
                    std::mem::swap(&mut first.reasons, &mut explained.reasons);
                }
                if let (Some(reason), Some(total)) = (first.reasons.first_mut(), first_entry(&explained)) {
                    reason.also.push(total);
                }
                first.mended.extend(explained.mended);
                first.mended.sort_unstable();
            }
            None => merged.push(explained),
        }
    }
    merged
}

/// The first entry that the first explanation names.
fn first_entry(explained: &RankedMistakes) -> Option<EntryRef> {
    Some(explained.reasons.first()?.steps.first()?.entry)
}

/// The form and the column of a disagreement with the period before, and by how much the two are apart.
fn between_periods(explained: &RankedMistakes) -> Option<(usize, usize, Decimal)> {
    let [own, before] = explained.reasons.as_slice() else { return None };
    let (here, there) = (own.steps.first()?, before.steps.first()?);
    let amount = here.to?.checked_sub(there.to?)?;
    (own.mistake == Mistake::BetweenPeriods).then_some((here.entry.form, here.entry.column, amount))
}
