//! Several cells that are off by the same amount: a figure was wrong before the totals were taken of it.

use super::faults_to_explain::{Case, Fault, State};
use super::{CellChange, PossibleMistake, RankedMistakes};
use crate::diagnosis::Mistake;
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use phuluc_form::{Interval, Kind, number};
use rust_decimal::Decimal;

/// How many cells may be changed together.
const MOST_CELLS: usize = 5;
/// How many changes are tried at most. More would take longer than anybody waits.
const MOST_TRIALS: usize = 4000;

struct Trial {
    faults: Vec<Fault>,
    amount: Decimal,
    most: usize,
    trials: usize,
    found: Vec<Vec<EntryChange>>,
}

impl Case<'_> {
    /// The smallest sets of cells that mend all these faults if all are changed by one amount.
    pub fn together(&self, state: &State, faults: &[Fault]) -> Option<RankedMistakes> {
        let amounts = self.amounts(state, faults);
        let mut trial =
            Trial { faults: faults.to_vec(), amount: Decimal::ZERO, most: 0, trials: 0, found: Vec::new() };
        for most in 2..=MOST_CELLS {
            if self.is_exhausted() {
                break;
            }
            trial.most = most;
            for amount in &amounts {
                trial.amount = *amount;
                self.extend(state, &mut Vec::new(), &mut trial);
            }
            if !trial.found.is_empty() {
                break;
            }
        }
        for changes in &mut trial.found {
            changes.sort_by_key(|change| change.entry_ref);
        }
        trial.found.sort_by_key(|changes| changes.iter().map(|change| change.entry_ref).collect::<Vec<_>>());
        trial.found.dedup_by_key(|changes| changes.iter().map(|change| change.entry_ref).collect::<Vec<_>>());
        // if only one rule is broken, too many sets of cells would mend it
        let mended = self.mended(state, trial.found.first()?).filter(|mended| mended.len() > 1)?;
        let reasons: Vec<PossibleMistake> = trial.found.iter().map(|changes| self.reason(changes)).collect();
        let tied = reasons.len();
        Some(RankedMistakes { reasons, tied, mended, needs: Vec::new(), is_all: true })
    }

    fn reason(&self, changes: &[EntryChange]) -> PossibleMistake {
        let steps = changes.iter().map(|change| CellChange {
            entry: change.entry_ref,
            to: Some(change.to),
            range: Interval::point(change.to),
            slip: self.slip(change.entry_ref, change.to),
        });
        PossibleMistake::new(Mistake::Together, steps.collect())
    }

    /// The distances between the sides of the broken equations.
    fn amounts(&self, state: &State, faults: &[Fault]) -> Vec<Decimal> {
        let mut amounts: Vec<Decimal> = Vec::new();
        for fault in faults {
            let Fault::Rule(rule) = fault else { continue };
            let gap = self.statement(*rule).equation().and_then(|_| self.gap(*rule, &state.changes));
            amounts.extend(gap.filter(|gap| !gap.is_zero() && gap.scale() == 0));
        }
        amounts.sort_unstable();
        amounts.dedup();
        amounts
    }

    /// Changes one more cell of the first rule that is still broken.
    fn extend(&self, state: &State, changes: &mut Vec<EntryChange>, trial: &mut Trial) {
        let Some(rule) = self.first_broken(state, changes, &trial.faults) else {
            trial.found.push(changes.clone());
            return;
        };
        if changes.len() == trial.most || self.statement(rule).comparison().is_none() {
            return;
        }
        let suspects = self.suspects(Fault::Rule(rule));
        let suspects = suspects.into_iter().filter(|entry| {
            let is_figure = self.kind(*entry).is_some_and(|kind| !matches!(kind, Kind::Choice(_)));
            is_figure && changes.iter().chain(&state.changes).all(|change| change.entry_ref != *entry)
        });
        for entry_ref in suspects.collect::<Vec<EntryRef>>() {
            let Some(from) = self.value(entry_ref) else { continue };
            for to in self.shifted(state, changes, (rule, entry_ref), from, trial.amount) {
                trial.trials += 1;
                if trial.trials > MOST_TRIALS || self.is_exhausted() {
                    return;
                }
                if !self.fits(entry_ref, to) {
                    continue;
                }
                changes.push(EntryChange { entry_ref, to });
                let all: Vec<EntryChange> = changes.iter().chain(&state.changes).copied().collect();
                if self.judging(rule, &all).truth(self.statement(rule)) != Truth::Broken {
                    self.extend(state, changes, trial);
                }
                changes.pop();
            }
        }
    }

    /// The figures that an entry may have if something is off by `amount`. A percentage is worked out anew.
    fn shifted(
        &self,
        state: &State,
        changes: &[EntryChange],
        (rule, entry): (usize, EntryRef),
        from: Decimal,
        amount: Decimal,
    ) -> Vec<Decimal> {
        if self.kind(entry) != Some(&Kind::Percent) {
            return vec![from - amount, from + amount];
        }
        let all: Vec<EntryChange> = changes.iter().chain(&state.changes).copied().collect();
        let allowed = self.judging(rule, &all).allowed(self.statement(rule), entry);
        let middle = allowed.lo().zip(allowed.hi()).map(|(lo, hi)| (lo + hi) / Decimal::TWO);
        middle.map(|share| number::round(share, 2).normalize()).into_iter().collect()
    }

    /// The first rule that the changes leave broken or break.
    fn first_broken(&self, state: &State, changes: &[EntryChange], faults: &[Fault]) -> Option<usize> {
        let all: Vec<EntryChange> = changes.iter().chain(&state.changes).copied().collect();
        let is_broken =
            |rule: &usize| self.judging(*rule, &all).truth(self.statement(*rule)) == Truth::Broken;
        let touched = changes.iter().flat_map(|change| self.rules_on(change.entry_ref));
        let others =
            |rule: &usize| !state.is_broken(Fault::Rule(*rule)) || faults.contains(&Fault::Rule(*rule));
        let first = touched.filter(others).find(is_broken);
        first.or_else(|| {
            let rules = faults.iter().filter_map(|fault| match fault {
                Fault::Rule(rule) => Some(*rule),
                Fault::Own(_) | Fault::Unread(_) => None,
            });
            rules.into_iter().find(is_broken)
        })
    }
}
