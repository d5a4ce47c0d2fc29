//! Two neighbouring figures that stand in each other's place.
//!
//! Beside a figure may stand one of another kind: a percentage typed where its part belongs, and the part where the
//! percentage belongs. One of the two can then hardly be read, and often no rule is broken, since it cannot be
//! judged.

use super::faults_to_explain::{Case, Fault, State};
use super::rows::MistakeInSeveralCells;
use super::{PossibleMistake, SMALL};
use crate::answer::Answer;
use crate::diagnosis::Mistake;
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use phuluc_form::Kind;
use rust_decimal::Decimal;

/// How many pairs of neighbours are tried at most. If more are suspect, the mistake is no exchange.
const MOST_PAIRS: usize = 2000;
/// How many lines without a figure may lie between two neighbours.
const MOST_BETWEEN: usize = 4;

impl Case<'_> {
    /// The pairs of neighbours whose exchange mends some of these faults and breaks nothing.
    pub(super) fn exchanged(&self, state: &State, faults: &[Fault]) -> Vec<MistakeInSeveralCells> {
        let mut pairs: Vec<[EntryRef; 2]> = Vec::new();
        for entry in faults.iter().flat_map(|fault| self.suspects(*fault)) {
            let beside = self.beside(entry).into_iter().filter(|other| self.may_change(*other));
            pairs.extend(beside.map(|other| [entry.min(other), entry.max(other)]));
        }
        pairs.sort_unstable();
        pairs.dedup();
        if pairs.len() > MOST_PAIRS {
            return Vec::new();
        }
        pairs.into_iter().filter_map(|pair| self.exchange(state, pair)).collect()
    }

    fn exchange(&self, state: &State, [a, b]: [EntryRef; 2]) -> Option<MistakeInSeveralCells> {
        let (at_a, at_b) = (self.stored(a)?, self.stored(b)?);
        let changes = [EntryChange { entry_ref: a, to: at_b }, EntryChange { entry_ref: b, to: at_a }];
        if at_a == at_b || changes.iter().any(|change| state.has_changed(change.entry_ref)) {
            return None;
        }
        let mended = self.mended(state, &changes).filter(|mended| !mended.is_empty())?;
        let bears_out = |fault: &Fault| match fault {
            Fault::Rule(_) => true,
            Fault::Own(entry) => matches!(self.kind(*entry), Some(Kind::Choice(_))),
            Fault::Unread(_) => false,
        };
        let is_exact = self.comes_to_hold(state, &changes);
        // a percentage and its base may always be exchanged, and a share above 100 is where the percentage belongs
        let is_share_above_100 = [(a, at_a), (b, at_b)]
            .into_iter()
            .any(|(entry, at)| self.kind(entry) == Some(&Kind::Percent) && at > Decimal::ONE_HUNDRED);
        let are_alike = self.kind(a) == self.kind(b);
        if is_share_above_100 && !are_alike && !is_exact {
            return None;
        }
        if !mended.iter().any(bears_out) && !is_exact {
            return None;
        }
        let steps = vec![self.step(a, at_b), self.step(b, at_a)];
        // small figures agree by chance, and any two figures in the wrong order agree once they are exchanged
        let cost = if is_exact && at_a.max(at_b) >= SMALL { 2 } else { 5 };
        Some(MistakeInSeveralCells { reason: PossibleMistake::new(Mistake::Swapped, steps), mended, cost })
    }

    /// Whether an equation that was broken or could not be judged holds after these changes. A sum of all the changed
    /// entries says nothing, since it holds in any order.
    fn comes_to_hold(&self, state: &State, changes: &[EntryChange]) -> bool {
        let all: Vec<EntryChange> = changes.iter().chain(&state.changes).copied().collect();
        let mut rules = changes.iter().flat_map(|change| self.rules_on(change.entry_ref));
        rules.any(|rule| {
            let Some((_, right)) = self.statement(rule).equation() else { return false };
            let parts = right.addends().unwrap_or_default();
            let is_sum_of_all = changes.iter().all(|change| parts.contains(&&change.entry_ref));
            !is_sum_of_all
                && self.all[rule].1 != Truth::Holds
                && self.judging(rule, &all).truth(self.statement(rule)) == Truth::Holds
        })
    }

    /// The number that a cell holds, even if it is no figure that the cell admits.
    pub(super) fn stored(&self, entry: EntryRef) -> Option<Decimal> {
        self.value(entry).or_else(|| match self.input.entry(entry).answer {
            Answer::Unreadable(unreadable) => unreadable.stored,
            Answer::Number(_) | Answer::Nil | Answer::Blank | Answer::Text(_) => None,
        })
    }

    /// The entries with a number beside an entry: in its row, and in its column the nearest above and below.
    fn beside(&self, entry: EntryRef) -> Vec<EntryRef> {
        let (columns, _): (Vec<EntryRef>, Vec<EntryRef>) =
            self.neighbours(entry).into_iter().partition(|other| other.row == entry.row);
        let in_row = |row: usize| EntryRef { row, ..entry };
        let is_filled = |other: &EntryRef| self.stored(*other).is_some();
        let above = (0..entry.row).rev().take(MOST_BETWEEN + 1).map(in_row).find(is_filled);
        let below = entry.row + 1..self.form(entry).rows.len();
        let below = below.take(MOST_BETWEEN + 1).map(in_row).find(is_filled);
        columns.into_iter().chain(above).chain(below).collect()
    }
}
