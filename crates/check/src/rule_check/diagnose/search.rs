//! Explains faults that share cells: by one cell, by several cells that are off by one amount, or by several slips.

use super::case::{Case, Fault, State};
use super::single::Single;
use super::{PossibleMistake, RankedMistakes};

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
    /// The explanations of faults that share cells.
    pub fn explain_component(&self, state: &State, faults: &[Fault]) -> Vec<RankedMistakes> {
        if let Some(explained) = self.between_periods(state, faults) {
            return vec![explained];
        }
        let singles = self.singles(state, faults);
        let complete: Vec<&Single> =
            singles.iter().filter(|single| single.mended.len() == faults.len()).collect();
        if !complete.is_empty() {
            let mut reasons: Vec<(u32, PossibleMistake)> =
                complete.iter().map(|single| (single.slip.cost(), PossibleMistake::from(*single))).collect();
            let exchanged = self.exchanged(state, faults).into_iter().filter(|group| group.mended == faults);
            reasons.extend(exchanged.map(|group| (group.cost, group.reason)));
            reasons.sort_by_key(|(cost, _)| *cost);
            let tied = reasons.iter().take_while(|(cost, _)| *cost == reasons[0].0).count();
            let reasons = reasons.into_iter().map(|(_, reason)| reason).collect();
            return vec![RankedMistakes { reasons, tied, mended: faults.to_vec(), is_all: true }];
        }
        let path = self.path(state, faults, 0);
        if path.left > 0
            && let Some(together) = self.together(state, faults)
        {
            return vec![together];
        }
        let is_all = path.left == 0;
        let steps = path.steps.into_iter().map(|step| RankedMistakes {
            reasons: step.iter().map(PossibleMistake::from).collect(),
            tied: step.iter().take_while(|single| single.slip.cost() == step[0].slip.cost()).count(),
            mended: step[0].mended.clone(),
            is_all,
        });
        steps.collect()
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
            let mut path = self.path(&after, &left, depth + 1);
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
