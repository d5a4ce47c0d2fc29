//! Explains faults that share cells: by one cell, by several cells that are off by one amount, or by several slips.

use super::faults_to_explain::{Case, Fault, State};
use super::one_cell_changes::Single;
use super::{PossibleMistake, RankedMistakes};
use crate::diagnosis::Slip;
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};

/// How many slips are searched among faults that share cells.
const MOST_SLIPS: usize = 4;
/// How many candidates are followed for the first slip, and for each further one.
const TRIED: [usize; MOST_SLIPS] = [8, 3, 1, 1];

/// A sequence of slips, and how many faults it leaves unexplained.
struct Path {
    steps: Vec<Vec<Single>>,
    left: usize,
    cost: u32,
}

impl Path {
    const fn rank(&self) -> (usize, usize, u32) {
        (self.left, self.steps.len(), self.cost)
    }
}

impl Case<'_> {
    /// The mistakes that each explain all these faults at once, if there are any.
    pub fn explain_at_once(&self, state: &State, faults: &[Fault]) -> Option<RankedMistakes> {
        if let Some(explained) = self.between_periods(state, faults) {
            return Some(explained);
        }
        let singles = self.singles(state, faults);
        let complete: Vec<&Single> =
            singles.iter().filter(|single| single.mended.len() == faults.len()).collect();
        if complete.is_empty() {
            return None;
        }
        let mut reasons: Vec<(u32, PossibleMistake)> =
            complete.iter().map(|single| (single.slip.cost(), self.reason_of(single))).collect();
        let exchanged = self.exchanged(state, faults).into_iter().filter(|group| group.mended == faults);
        reasons.extend(exchanged.map(|group| (group.cost, group.reason)));
        reasons.sort_by_key(|(cost, _)| *cost);
        let tied = reasons.iter().take_while(|(cost, _)| *cost == reasons[0].0).count();
        let reasons = reasons.into_iter().map(|(_, reason)| reason).collect();
        Some(RankedMistakes { reasons, tied, mended: faults.to_vec(), needs: Vec::new(), is_all: true })
    }

    /// Several slips that explain faults which share cells.
    pub fn explain_in_steps(&self, state: &State, faults: &[Fault]) -> Vec<RankedMistakes> {
        let path = self.path(state, faults, 0);
        if path.left > 0
            && let Some(together) = self.together(state, faults)
        {
            return vec![together];
        }
        let is_all = path.left == 0;
        let mut so_far = state.clone();
        let steps = path.steps.into_iter().map(|step| {
            let needs = self.needs(state, &so_far, &step[0]);
            so_far = so_far.after([step[0].change()], &step[0].mended);
            RankedMistakes {
                reasons: step.iter().map(|single| self.reason_of(single)).collect(),
                tied: step.iter().take_while(|single| single.slip.cost() == step[0].slip.cost()).count(),
                mended: step[0].mended.clone(),
                is_all: is_all && needs.is_empty(),
                needs,
            }
        });
        steps.collect()
    }

    /// A change of one cell as a mistake, with what was worked out from it, and the part that its sum leaves out or
    /// counts twice.
    fn reason_of(&self, single: &Single) -> PossibleMistake {
        let like = matches!(single.slip, Slip::PartMissing | Slip::PartTooMany)
            .then(|| self.part_off(single.entry, single.to))
            .flatten();
        PossibleMistake { also: self.typed_from(single.entry), like, ..PossibleMistake::from(single) }
    }

    /// The entries that were changed before a step, and without which it would not mend all that it does.
    fn needs(&self, before: &State, so_far: &State, step: &Single) -> Vec<EntryRef> {
        let earlier: Vec<EntryChange> = so_far.changes[before.changes.len()..].to_vec();
        let is_broken = |rule: usize, changes: &[EntryChange]| {
            let all: Vec<EntryChange> =
                changes.iter().chain([&step.change()]).chain(&before.changes).copied().collect();
            self.judging(rule, &all).truth(self.statement(rule)) == Truth::Broken
        };
        let rules = step.mended.iter().filter_map(|fault| match fault {
            Fault::Rule(rule) => Some(*rule),
            Fault::Own(_) | Fault::Unread(_) => None,
        });
        let shared: Vec<usize> = rules.filter(|rule| is_broken(*rule, &[])).collect();
        let needed = earlier.iter().filter(|change| {
            let others: Vec<EntryChange> =
                earlier.iter().filter(|other| other.entry_ref != change.entry_ref).copied().collect();
            shared.iter().any(|rule| is_broken(*rule, &others))
        });
        needed.map(|change| change.entry_ref).collect()
    }

    /// The fewest and likeliest slips that leave the fewest faults unexplained.
    fn path(&self, state: &State, faults: &[Fault], depth: usize) -> Path {
        let nothing = Path { steps: Vec::new(), left: faults.len(), cost: 0 };
        if faults.is_empty() || depth == MOST_SLIPS {
            return nothing;
        }
        let singles = self.singles(state, faults);
        let mut best = nothing;
        for single in singles.iter().take(TRIED[depth]) {
            let left: Vec<Fault> =
                faults.iter().filter(|fault| !single.mended.contains(fault)).copied().collect();
            let after = state.after([single.change()], &single.mended);
            let mut path = if single.is_certain {
                self.path(&after, &left, depth + 1)
            } else {
                // what follows from a figure that nobody knows is not known, either
                Path { steps: Vec::new(), left: left.len(), cost: 0 }
            };
            path.cost += single.slip.cost();
            // other cells that would mend the same faults belong to the same step
            let mut step = vec![single.clone()];
            let others = singles.iter().filter(|other| other.entry != single.entry);
            step.extend(others.filter(|other| other.mended == single.mended).cloned());
            step[1..].sort_by_key(|other| other.slip.cost());
            path.steps.insert(0, step);
            if path.rank() < best.rank() {
                best = path;
            }
        }
        best
    }
}
