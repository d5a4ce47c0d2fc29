//! Figures that are worked out from others, so that they follow whatever is corrected there.
//!
//! A formula gives another figure as soon as its inputs are corrected, and a percentage that was taken of a wrong
//! figure is taken anew. So neither is suspected, and neither bears out the figures that it was worked out from. In
//! every rule, what gives such a figure stands in its place.

use super::faults_to_explain::{Case, MOST_PLACES};
use crate::rule_check::check_input::{CheckInput, RuleAt};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use phuluc_form::{Expr, Interval, Kind, Statement};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How many figures may be worked out one from the other.
const MOST_DEEP: usize = 8;

/// Which figures count as worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// Those that a formula gives.
    Formulas,
    /// Also those that were typed, where a rule of the form works them out and agrees.
    Typed,
}

/// The figures that are worked out.
#[derive(Default)]
pub(super) struct WorkedOut {
    /// What gives each of them.
    recipes: BTreeMap<EntryRef, Expr<EntryRef>>,
    /// The rules that say no more than that.
    giving: Vec<usize>,
    /// The rules that name such figures, with what gives them.
    rewritten: BTreeMap<usize, Statement<EntryRef>>,
}

impl WorkedOut {
    /// The figures of a check that are worked out.
    pub fn of(input: CheckInput<'_>, all: &[(RuleAt<'_>, Truth)], follows: Follows) -> Self {
        let mut worked_out = Self::default();
        let mut direct: BTreeMap<EntryRef, &Expr<EntryRef>> = BTreeMap::new();
        for (index, (rule_at, truth)) in all.iter().enumerate() {
            let Some((left, right)) = rule_at.statement.equation() else { continue };
            let is_by_rule = follows == Follows::Typed && rule_at.rule.derive;
            let is_it = *truth == Truth::Holds
                && !rule_at.rule.trial
                && !left.is_earlier
                && (is_by_rule || input.entry(*left).is_formula)
                && input.entry(*left).value().is_some()
                && right.places().iter().all(|place| !place.is_earlier && *place != left);
            if is_it && !direct.contains_key(left) {
                direct.insert(*left, right);
                worked_out.giving.push(index);
            }
        }
        for (entry, recipe) in &direct {
            if let Some(recipe) = in_full(recipe, &direct, &mut vec![*entry]) {
                worked_out.recipes.insert(*entry, recipe);
            }
        }
        worked_out.giving.retain(|rule| {
            let left = all[*rule].0.statement.equation().map(|(left, _)| left);
            left.is_some_and(|left| worked_out.recipes.contains_key(left))
        });
        if !worked_out.recipes.is_empty() {
            for (index, (rule_at, _)) in all.iter().enumerate() {
                let places = rule_at.statement.places();
                if places.into_iter().any(|place| worked_out.recipes.contains_key(place)) {
                    let statement = rule_at.statement.clone().into_owned();
                    let statement =
                        statement.with(&|place: &EntryRef| worked_out.recipes.get(place).cloned());
                    worked_out.rewritten.insert(index, statement);
                }
            }
        }
        worked_out
    }

    /// Whether a rule says no more than how a figure is worked out.
    pub fn is_given_by(&self, rule: usize) -> bool {
        self.giving.contains(&rule)
    }

    /// What a rule states, with what gives its figures, if it names some that are worked out.
    pub fn statement(&self, rule: usize) -> Option<&Statement<EntryRef>> {
        self.rewritten.get(&rule)
    }

    /// What gives the figure at an entry.
    pub fn recipe(&self, entry: EntryRef) -> Option<&Expr<EntryRef>> {
        self.recipes.get(&entry)
    }

    /// The figures that are worked out from an entry, with what gives them.
    fn from(&self, entry: EntryRef) -> impl Iterator<Item = (EntryRef, &Expr<EntryRef>)> {
        let all = self.recipes.iter().filter(move |(_, recipe)| recipe.names(&entry));
        all.map(|(other, recipe)| (*other, recipe))
    }
}

/// An expression without figures that are worked out themselves; `None` if that has no end.
fn in_full(
    recipe: &Expr<EntryRef>,
    direct: &BTreeMap<EntryRef, &Expr<EntryRef>>,
    above: &mut Vec<EntryRef>,
) -> Option<Expr<EntryRef>> {
    let mut parts: BTreeMap<EntryRef, Expr<EntryRef>> = BTreeMap::new();
    for place in recipe.places() {
        let Some(of_place) = direct.get(place).filter(|_| !parts.contains_key(place)) else { continue };
        if above.contains(place) || above.len() > MOST_DEEP {
            return None;
        }
        above.push(*place);
        let part = in_full(of_place, direct, above);
        above.pop();
        parts.insert(*place, part?);
    }
    let recipe = recipe.clone().with(&|place| parts.get(place).cloned());
    (recipe.places().len() <= MOST_PLACES).then_some(recipe)
}

impl Case<'_> {
    /// What a cell may hold, whatever rules say.
    pub(super) fn limits(&self, entry: EntryRef) -> Interval {
        let is_limited = self.kind(entry) == Some(&Kind::Percent) && !self.may_exceed_100(entry);
        Interval::between(Some(Decimal::ZERO), is_limited.then_some(Decimal::ONE_HUNDRED))
    }

    /// The figures worked out from an entry, and whether their cells admit them after these changes.
    pub(super) fn admitted_after(&self, entry: EntryRef, changes: &[EntryChange]) -> Vec<(EntryRef, bool)> {
        let admitted = self.worked_out().from(entry).map(|(other, recipe)| {
            let range = self.input.changed(changes).value(recipe).range;
            (other, range.is_none_or(|range| !range.disjoint(self.limits(other))))
        });
        admitted.collect()
    }

    /// The figures that were worked out from an entry and typed, so that somebody must type them again.
    pub(super) fn typed_from(&self, entry: EntryRef) -> Vec<EntryRef> {
        let from = self.worked_out().from(entry).map(|(other, _)| other);
        from.filter(|other| !self.input.entry(*other).is_formula).collect()
    }

    /// What the cells of the figures that are worked out from an entry leave for it, and whether each admits what it
    /// holds now.
    pub(super) fn left_by_worked_out(
        &self,
        entry: EntryRef,
        changes: &[EntryChange],
    ) -> Vec<(EntryRef, Interval)> {
        let left = self.worked_out().from(entry).map(|(other, recipe)| {
            let input = self.input.changed(changes);
            (other, input.demand_on_entry(recipe, entry, self.limits(other)))
        });
        left.collect()
    }
}
