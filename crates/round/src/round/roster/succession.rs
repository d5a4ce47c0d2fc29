//! The units that a unit took over, as its line names them.

use super::columns::RosterColumn;
use crate::round::{Succession, Unit};
use phuluc_form::near;
use phuluc_grid::{Flaw, ListLine};

/// The units that a unit took over, by name or code.
pub(super) fn read(line: &ListLine<'_, RosterColumn>, own: usize, units: &[Unit]) -> Vec<Succession> {
    let from = line.day(RosterColumn::SucceedsFrom);
    let mut successions = Vec::new();
    for text in line.list(RosterColumn::Succeeds) {
        let is_meant = |unit: &&Unit| unit.code.as_ref() == Some(&text) || unit.is_called(&text);
        let mut meant = units.iter().enumerate().filter(|(index, unit)| *index != own && is_meant(unit));
        match (meant.next(), meant.next()) {
            (Some((_, unit)), None) => {
                successions.push(Succession { name: unit.name.clone(), code: unit.code.clone(), from });
            }
            _ => {
                let near = near(&text, units.iter().map(|unit| unit.name.as_str()));
                line.note(RosterColumn::Succeeds, Flaw::UnknownUnit { text, near });
            }
        }
    }
    successions
}

/// For each unit the names of the units that took each other over in a ring, beginning with it; `None` for a unit that
/// is in no ring.
pub(super) fn rings(units: &[Unit]) -> Vec<Option<Vec<String>>> {
    (0..units.len()).map(|start| ring_of(start, units)).collect()
}

fn ring_of(start: usize, units: &[Unit]) -> Option<Vec<String>> {
    // the unit from which each unit was reached first
    let mut reached_from: Vec<Option<usize>> = vec![None; units.len()];
    let mut ahead = vec![start];
    while let Some(index) = ahead.pop() {
        for succession in &units[index].successions {
            let Some(taken) = units.iter().position(|unit| unit.is_meant(succession)) else { continue };
            if taken == start {
                let mut names = vec![units[start].name.clone(), units[index].name.clone()];
                let mut at = index;
                while let Some(from) = reached_from[at].filter(|_| at != start) {
                    names.push(units[from].name.clone());
                    at = from;
                }
                names.reverse();
                return Some(names);
            }
            if reached_from[taken].is_none() {
                reached_from[taken] = Some(index);
                ahead.push(taken);
            }
        }
    }
    None
}
