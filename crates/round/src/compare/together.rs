//! Which units of a round are compared with which of an earlier one: each with itself, and with those that it
//! took over since then.
//!
//! Units that were merged or split are compared together: what a district's communes had before is held against
//! what their successors have now, and against no part of it.

use crate::consolidate::Consolidation;
use std::collections::HashMap;

/// Units of now, by index, and what they were then: as a rule one, and itself; several where units were merged
/// or split between the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Together {
    pub now: Vec<usize>,
    pub then: Vec<usize>,
}

/// Puts the units that are compared with each other together. `itself` has for each unit of now what it was then.
pub(super) fn together(
    now: &Consolidation,
    then: &Consolidation,
    itself: Vec<Option<usize>>,
) -> Vec<Together> {
    let mut groups: Vec<Option<Together>> = Vec::new();
    let mut group_of: HashMap<usize, usize> = HashMap::new();
    for (index, itself) in itself.into_iter().enumerate() {
        let before = taken_over(now, then, index);
        let mut group = Together { now: vec![index], then: itself.into_iter().chain(before).collect() };
        // units that share one of then are compared together
        let shared: Vec<usize> = group.then.iter().filter_map(|unit| group_of.get(unit)).copied().collect();
        for other in shared.into_iter().filter_map(|at| groups.get_mut(at)?.take()) {
            group.now.extend(other.now);
            group.then.extend(other.then);
        }
        group.now.sort_unstable();
        group.then.sort_unstable();
        group.then.dedup();
        group_of.extend(group.then.iter().map(|unit| (*unit, groups.len())));
        groups.push(Some(group));
    }
    let mut groups: Vec<Together> = groups.into_iter().flatten().collect();
    groups.sort_by(|a, b| a.now.cmp(&b.now));
    groups
}

/// The units of then that a unit of now has taken over since.
fn taken_over(now: &Consolidation, then: &Consolidation, index: usize) -> Vec<usize> {
    let unit = &now.members[index].unit;
    let since = unit.successions.iter().filter(|succession| {
        // what was taken over before the earlier period ended is in its figures already
        let from = succession.from.or(unit.exists.0);
        from.zip(then.round.period).is_none_or(|(from, period)| from > period.to)
    });
    let members = || then.members.iter().enumerate();
    let meant = since.flat_map(|succession| members().filter(|(_, other)| other.unit.is_meant(succession)));
    meant.map(|(index, _)| index).collect()
}
