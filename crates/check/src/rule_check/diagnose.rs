//! Error localisation: which cells are probably wrong, judged by all broken rules of a file at once.
//!
//! It takes the rules with their truth. It gives explanations, each with the faults that it mends. They are ordered
//! as by Fellegi and Holt: the fewest cells first, and among equally few the likelier slip of typing. Faults that
//! share no cell are explained apart. Changes are tried in memory only, and a change that breaks a rule is dropped.

mod allowed;
mod blanks_that_follow;
mod cause;
mod exchanged;
mod faults_to_explain;
mod from_explanations;
mod gaps;
mod one_cell_changes;
mod periods;
mod row_slip;
mod rows;
mod same_amount_off;
mod search;
mod shifts;
mod swapped;
mod worked_out;

use super::entry_ref::EntryRef;
use crate::diagnosis::{Mistake, Slip};
use faults_to_explain::{Case, Fault, State};
use one_cell_changes::Single;
use phuluc_form::Interval;
use rust_decimal::Decimal;
use worked_out::Follows;

pub(super) use from_explanations::diagnose;

/// Figures below this are equal by chance.
const SMALL: Decimal = Decimal::TEN;

/// A change of one cell, and the slip that made it necessary.
#[derive(Clone, Debug)]
struct CellChange {
    entry: EntryRef,
    to: Option<Decimal>,
    range: Interval,
    slip: Slip,
}

/// A possible mistake: changes that belong together.
#[derive(Clone, Debug)]
struct PossibleMistake {
    mistake: Mistake,
    steps: Vec<CellChange>,
    /// The first entry of the row that it repeats, or of the block that stands a line off.
    like: Option<EntryRef>,
    /// The entries that somebody must look at again.
    also: Vec<EntryRef>,
}

impl PossibleMistake {
    const fn new(mistake: Mistake, steps: Vec<CellChange>) -> Self {
        Self { mistake, steps, like: None, also: Vec::new() }
    }

    /// Whether it is a row that does not fit its total, for no reason that would make others less likely.
    const fn is_row_wrong(&self) -> bool {
        matches!(self.mistake, Mistake::RowWrong | Mistake::TotalWithoutRow | Mistake::TotalRowTwice)
    }
}

/// The possible mistakes behind some faults.
#[derive(Clone, Debug)]
struct RankedMistakes {
    /// The mistakes, the likeliest first.
    reasons: Vec<PossibleMistake>,
    /// How many of the first mistakes are equally likely.
    tied: usize,
    /// The faults that the first mistake explains, sorted.
    mended: Vec<Fault>,
    /// The entries of other mistakes that must be mended, too, before these faults are.
    needs: Vec<EntryRef>,
    /// Whether these are all faults that share cells with them.
    is_all: bool,
}

impl RankedMistakes {
    /// Whether they have the row, as one too many, that `other` says a total leaves out.
    fn leaves_out(&self, other: &PossibleMistake) -> bool {
        let row_of = |entry: &EntryRef| (entry.form, entry.row);
        other.mistake == Mistake::TotalWithoutRow
            && self.reasons.iter().any(|reason| {
                reason.mistake == Mistake::RowTooMany
                    && reason.steps.first().map(|step| row_of(&step.entry)) == other.like.as_ref().map(row_of)
            })
    }
}

impl From<&Single> for CellChange {
    fn from(single: &Single) -> Self {
        let to = single.is_certain.then_some(single.to);
        Self { entry: single.entry, to, range: single.range, slip: single.slip }
    }
}

impl From<&Single> for PossibleMistake {
    fn from(single: &Single) -> Self {
        Self::new(Mistake::Cell, vec![single.into()])
    }
}

/// The explanations of all faults, as far as there are any.
fn explain(case: &Case<'_>, faults: Vec<Fault>) -> Vec<RankedMistakes> {
    let before = State { changes: Vec::new(), faults };
    let mut state = before.clone();
    let mut explained = Vec::new();
    // mistakes that explain at once what no rule ties together
    for group in case.groups(&state) {
        if group.mended.iter().all(|fault| state.is_broken(*fault)) {
            state = state.after([], &group.mended);
            explained.push(group);
        }
    }
    // what cannot be read is no fault of its own unless neighbours explain it
    state.faults.retain(|fault| !matches!(fault, Fault::Unread(_)));
    let mut left: Vec<Fault> = Vec::new();
    for component in components(case, &state.faults) {
        if case.is_exhausted() {
            break;
        }
        match case.explain_at_once(&state, &component) {
            Some(one) => {
                state = state.after([], &one.mended);
                explained.push(one);
            }
            None => left.extend(component),
        }
    }
    left.sort_unstable();
    // a figure that was worked out from a wrong one bears it out, so that the two seem to be several slips
    let of_typed = Case::new(case.input, case.all, Follows::Typed);
    for component in components(&of_typed, &left) {
        if let Some(one) = of_typed.explain_at_once(&state, &component) {
            left.retain(|fault| !one.mended.contains(fault));
            state = state.after([], &one.mended);
            explained.push(one);
        }
    }
    for component in components(case, &left) {
        if case.is_exhausted() {
            break;
        }
        for one in case.explain_in_steps(&state, &component) {
            state = state.after([], &one.mended);
            explained.push(one);
        }
    }
    periods::merged(case, case.merge_swapped(&before, explained))
}

/// The faults, grouped so that those that share a cell which may be wrong are together.
fn components(case: &Case<'_>, faults: &[Fault]) -> Vec<Vec<Fault>> {
    let mut named: Vec<(EntryRef, usize)> = Vec::new();
    for (index, fault) in faults.iter().enumerate() {
        named.extend(case.suspects(*fault).into_iter().map(|entry| (entry, index)));
    }
    named.sort_unstable();
    // each fault points to an earlier one of its component, and the first to itself
    let mut leads: Vec<usize> = (0..faults.len()).collect();
    for pair in named.windows(2) {
        if let [(entry, one), (other, two)] = pair
            && entry == other
        {
            let (one, two) = (first_of(&leads, *one), first_of(&leads, *two));
            leads[one.max(two)] = one.min(two);
        }
    }
    let mut components: Vec<(usize, Vec<Fault>)> = Vec::new();
    for (index, fault) in faults.iter().enumerate() {
        let first = first_of(&leads, index);
        match components.binary_search_by_key(&first, |(other, _)| *other) {
            Ok(at) => components[at].1.push(*fault),
            Err(at) => components.insert(at, (first, vec![*fault])),
        }
    }
    components.into_iter().map(|(_, members)| members).collect()
}

fn first_of(leads: &[usize], mut index: usize) -> usize {
    while leads[index] != index {
        index = leads[index];
    }
    index
}
