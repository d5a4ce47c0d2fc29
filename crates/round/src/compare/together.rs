//! Groups the units of a round with those of an earlier one that they are compared with: each with itself, and with
//! the units that it took over since.
//!
//! Units that were merged or split are compared together. The figures of all units before are compared with those of
//! all their successors, never with a part of them.

use crate::consolidate::Consolidation;
use std::collections::HashMap;

/// A group: units of now and the units of then, by index. Usually each side has one unit, the same one; it has
/// several if units were merged or split in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Together {
    pub now: Vec<usize>,
    pub then: Vec<usize>,
}

/// Groups the units that are compared with each other. `itself` gives for each unit of now the same unit of then.
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
        // groups that share a unit of then are joined
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
        // the earlier figures already include units that were taken over before
        let from = succession.from.or(unit.exists.0);
        from.zip(then.round.period).is_none_or(|(from, period)| from > period.to)
    });
    let meant = since.flat_map(|succession| {
        then.members.iter().enumerate().filter(|(_, other)| other.unit.is_meant(succession))
    });
    meant.map(|(index, _)| index).collect()
}
