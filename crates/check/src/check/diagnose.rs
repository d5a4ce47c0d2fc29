//! Error localisation: which cells are probably wrong, over all the broken rules of a file at once.
//!
//! Takes the rules with their truth; gives explanations, each with the faults that it mends. The order is
//! that of Fellegi and Holt, the fewest cells first, and among as few the likelier slip of typing. What
//! shares no cell is explained apart. A change is tried in memory only, and never kept if it breaks a rule.

mod allowed;
mod case;
mod cause;
mod follows;
mod gaps;
mod periods;
mod rows;
mod search;
mod shifts;
mod single;
mod tell;
mod together;

use super::entry_ref::EntryRef;
use crate::diagnosis::{Mistake, Slip};
use case::{Case, Fault, State};
use phuluc_form::Interval;
use rust_decimal::Decimal;
use single::Single;

pub(super) use tell::diagnose;

/// A change of one cell, with how it came about.
#[derive(Clone, Debug)]
struct Step {
    entry: EntryRef,
    to: Option<Decimal>,
    range: Interval,
    slip: Slip,
}

/// Changes that belong together.
#[derive(Clone, Debug)]
struct Reason {
    mistake: Mistake,
    steps: Vec<Step>,
    /// The first entry of a row that it repeats, or of a block that stands a line off.
    like: Option<EntryRef>,
    /// What would have to be looked at again.
    also: Vec<EntryRef>,
}

impl Reason {
    const fn new(mistake: Mistake, steps: Vec<Step>) -> Self {
        Self { mistake, steps, like: None, also: Vec::new() }
    }
}

/// What was found out about some faults.
#[derive(Clone, Debug)]
struct Explained {
    /// The likeliest first.
    reasons: Vec<Reason>,
    /// How many of them are equally likely.
    tied: usize,
    /// Sorted.
    mended: Vec<Fault>,
    /// Whether that is all that is broken around them.
    is_all: bool,
}

impl From<&Single> for Step {
    fn from(single: &Single) -> Self {
        let to = single.is_certain.then_some(single.to);
        Self { entry: single.entry, to, range: single.range, slip: single.slip }
    }
}

impl From<&Single> for Reason {
    fn from(single: &Single) -> Self {
        Self::new(Mistake::Cell, vec![single.into()])
    }
}

/// All that can be explained.
fn explain(case: &Case<'_>, faults: Vec<Fault>) -> Vec<Explained> {
    let mut state = State { changes: Vec::new(), faults };
    let mut explained = Vec::new();
    // what explains at one stroke what nothing else ties together
    for group in case.groups(&state) {
        if group.mended.iter().all(|fault| state.is_broken(*fault)) {
            state = state.after([], &group.mended);
            explained.push(group);
        }
    }
    for component in components(case, &state.faults) {
        if case.is_tired() {
            break;
        }
        // what mends another one may have mended this one, too
        if component.iter().any(|fault| state.is_broken(*fault)) {
            for one in case.explain_component(&state, &component) {
                state = state.after([], &one.mended);
                explained.push(one);
            }
        }
    }
    periods::merged(explained)
}

/// The faults that share a cell that may be wrong, together.
fn components(case: &Case<'_>, faults: &[Fault]) -> Vec<Vec<Fault>> {
    let mut named: Vec<(EntryRef, usize)> = Vec::new();
    for (index, fault) in faults.iter().enumerate() {
        named.extend(case.suspects(*fault).into_iter().map(|entry| (entry, index)));
    }
    named.sort_unstable();
    // each fault leads to an earlier one of its component, and the first to itself
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
