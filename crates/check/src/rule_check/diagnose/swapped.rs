//! Two figures far from each other that stand in each other's place.
//!
//! Nobody tries all pairs of cells. But once one cell is said to need the figure of another cell that is wrong as
//! well, an exchange of the two is one slip, where two would have to agree by chance.

use super::faults_to_explain::{Case, State};
use super::{CellChange, PossibleMistake, RankedMistakes, SMALL};
use crate::diagnosis::Mistake;
use crate::rule_check::evaluate::EntryChange;

impl Case<'_> {
    /// Merges explanations of two cells that say of each that it should hold the figure of the other. `state` is the
    /// one before any change.
    pub(super) fn merge_swapped(
        &self,
        state: &State,
        mut explained: Vec<RankedMistakes>,
    ) -> Vec<RankedMistakes> {
        let mut merged: Vec<RankedMistakes> = Vec::new();
        while !explained.is_empty() {
            let one = explained.remove(0);
            let other = explained.iter().enumerate().find_map(|(at, other)| {
                let swap = self.swap(state, &one, other).or_else(|| self.swap(state, other, &one))?;
                Some((at, swap))
            });
            match other {
                Some((at, swap)) => {
                    explained.remove(at);
                    merged.push(swap);
                }
                None => merged.push(self.as_swap(one)),
            }
        }
        merged
    }

    /// The exchange that explains what both do: a cell of `one`, named for certain, needs the figure that a cell of
    /// `other` holds, and that cell may hold what the first one does.
    fn swap(&self, state: &State, one: &RankedMistakes, other: &RankedMistakes) -> Option<RankedMistakes> {
        let cell = |reason: &PossibleMistake| match reason.steps.as_slice() {
            [step] if reason.mistake == Mistake::Cell && !step.entry.is_earlier => Some(step.clone()),
            _ => None,
        };
        let steps = || other.reasons.iter().filter_map(cell);
        one.reasons[..one.tied].iter().filter_map(cell).find_map(|a| {
            let (held, needed) = (self.value(a.entry)?, a.to?);
            let is_swapped = |b: &CellChange| {
                b.entry != a.entry
                    && self.value(b.entry) == Some(needed)
                    && b.to.map_or_else(|| b.range.holds(held), |to| to == held)
            };
            let b = steps().find(is_swapped).filter(|_| held.max(needed) >= SMALL)?;
            let changes = [(a.entry, needed), (b.entry, held)];
            let changes = changes.map(|(entry_ref, to)| EntryChange { entry_ref, to });
            let mended = self.mended(state, &changes)?;
            let mut both = one.mended.iter().chain(&other.mended);
            both.all(|fault| mended.contains(fault)).then(|| RankedMistakes {
                reasons: vec![PossibleMistake::new(
                    Mistake::Swapped,
                    changes.iter().map(|change| self.step(change.entry_ref, change.to)).collect(),
                )],
                tied: 1,
                mended,
                needs: one
                    .needs
                    .iter()
                    .chain(&other.needs)
                    .filter(|need| ![a.entry, b.entry].contains(need))
                    .copied()
                    .collect(),
                is_all: one.is_all && other.is_all,
            })
        })
    }

    /// Two cells that are off by one amount, told as the exchange that they are.
    fn as_swap(&self, mut explained: RankedMistakes) -> RankedMistakes {
        let is_swap = |reason: &PossibleMistake| match reason.steps.as_slice() {
            [a, b] if reason.mistake == Mistake::Together => {
                let [held, other] = [a, b].map(|step| self.value(step.entry));
                held.max(other) >= Some(SMALL) && (a.to, b.to) == (other, held)
            }
            _ => false,
        };
        if let Some(at) = explained.reasons.iter().position(is_swap) {
            explained.reasons[..=at].rotate_right(1);
            explained.reasons[0].mistake = Mistake::Swapped;
            explained.tied = 1;
        }
        explained
    }
}
