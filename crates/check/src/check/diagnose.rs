//! Which cell is probably wrong: single changes that mend a broken relation and break no other.

use super::entry_ref::EntryRef;
use super::evaluate::{EntryChange, Truth};
use super::input::{CheckInput, RuleAt};
use crate::answer::Figure;
use crate::finding::{Location, Suggestion};
use phuluc_form::{Cmp, Expr, Kind, Sentence};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// In how many cells a mistake is looked for; no form that people fill by hand sums more.
const MOST_PLACES: usize = 200;
/// How many suggestions a finding shows.
const SHOWN: usize = 3;

impl CheckInput<'_> {
    /// The changes of single cells that make a broken relation hold while whatever held still does,
    /// the likeliest first: what mends most relations, then what changes the fewest digits.
    pub(super) fn suggestions(&self, broken: &RuleAt<'_>, all: &[(RuleAt<'_>, Truth)]) -> Vec<Suggestion> {
        let mut candidates: Vec<(usize, usize, EntryRef, Decimal)> = Vec::new();
        let places = unique(broken.sentence.places());
        if places.len() > MOST_PLACES {
            return Vec::new();
        }
        for entry_ref in places {
            if entry_ref.previous || self.is_out_of_scope(entry_ref) {
                continue;
            }
            let Some(to) = self.solve(&broken.sentence, entry_ref) else { continue };
            let change = Some(EntryChange { entry_ref, to });
            let touched = all.iter().filter(|(rule_at, _)| rule_at.sentence.names(&entry_ref));
            let mut mends = 0;
            let mut breaks = false;
            for (rule_at, before) in touched {
                let after = self.judging(rule_at.rule).truth(&rule_at.sentence, change);
                mends += usize::from(*before == Truth::Broken && after == Truth::Holds);
                breaks |= after == Truth::Broken
                    && (*before != Truth::Broken || self.widens(&rule_at.sentence, entry_ref, to));
            }
            if !breaks {
                candidates.push((mends, self.digits_changed(entry_ref, to), entry_ref, to));
            }
        }
        candidates.sort_by_key(|(mends, digits, ..)| (usize::MAX - mends, *digits));
        let shown = candidates.into_iter().take(SHOWN);
        shown
            .map(|(mends, digits, entry_ref, to)| {
                let place = self.location(entry_ref, broken.form);
                Suggestion { place, to, mends, digits }
            })
            .collect()
    }

    /// A percentage given as a fraction (0,8333), or without its decimal sign (8333).
    pub(crate) fn misplaced_point(&self, broken: &RuleAt<'_>) -> Option<Suggestion> {
        let (left, right) = broken.sentence.equation()?;
        let Expr::Percent(..) = right else { return None };
        let value = self.entry(*left).value()?;
        let share = self.value(right, None).range?;
        let hundredfold = value.checked_mul(Decimal::ONE_HUNDRED)?;
        let hundredth = value.checked_div(Decimal::ONE_HUNDRED)?;
        let meant = [hundredfold.normalize(), hundredth.normalize()]
            .into_iter()
            .find(|meant| !meant.is_zero() && !Figure::rounded(*meant).interval().disjoint(share))?;
        let place = self.location(*left, broken.form);
        Some(Suggestion { place, to: meant, mends: 1, digits: 0 })
    }

    /// Whether a change takes the sides of a broken relation further apart.
    fn widens(&self, sentence: &Sentence<EntryRef>, entry_ref: EntryRef, to: Decimal) -> bool {
        let [before, after] = [None, Some(EntryChange { entry_ref, to })]
            .map(|change| self.difference(sentence, change).map(|difference| difference.abs()));
        before < after
    }

    /// The other relations that the left side's figure agrees with.
    pub(super) fn agrees_with(
        &self,
        broken: &RuleAt<'_>,
        all: &[(RuleAt<'_>, Truth)],
    ) -> Vec<(String, Location)> {
        let Some((left, _)) = broken.sentence.equation() else { return Vec::new() };
        let mut agreeing = Vec::new();
        for (rule_at, _) in all.iter().filter(|(_, truth)| *truth == Truth::Holds) {
            let Some((about, right)) = rule_at.sentence.equation() else { continue };
            if !self.is_idle(rule_at)
                && self.value(right, None).unknown.is_empty()
                && rule_at.sentence.names(left)
            {
                agreeing.push((rule_at.rule.title.clone(), self.location(*about, broken.form)));
            }
        }
        agreeing
    }

    /// The figure that one place must hold for an equation to hold, the others being as they are.
    ///
    /// `None` if the rule is no equation of sums, or the figure is not one that the place may hold.
    pub(super) fn solve(&self, sentence: &Sentence<EntryRef>, entry_ref: EntryRef) -> Option<Decimal> {
        let (_, Cmp::Eq, _) = sentence.comparison()? else { return None };
        // sums are straight lines in each place, so two points give the root
        let at_0 = self.difference(sentence, Some(EntryChange { entry_ref, to: Decimal::ZERO }))?;
        let at_1 = self.difference(sentence, Some(EntryChange { entry_ref, to: Decimal::ONE }))?;
        let root = (-at_0).checked_div(at_1.checked_sub(at_0)?)?.normalize();
        let kind = self.form(entry_ref).kind(entry_ref.row, entry_ref.column)?;
        let fits = match kind {
            Kind::Count | Kind::Money => root.scale() == 0,
            Kind::Score => true,
            Kind::Choice(_) | Kind::Percent | Kind::Text | Kind::Document => false,
        };
        let rest = self.difference(sentence, Some(EntryChange { entry_ref, to: root }))?;
        (fits && !root.is_sign_negative() && rest.is_zero()).then_some(root)
    }

    /// The left side less the right one, if each is one figure.
    fn difference(&self, sentence: &Sentence<EntryRef>, change: Option<EntryChange>) -> Option<Decimal> {
        let (left, _, right) = sentence.comparison()?;
        self.exact(left, change)?.checked_sub(self.exact(right, change)?)
    }

    fn exact(&self, expr: &Expr<EntryRef>, change: Option<EntryChange>) -> Option<Decimal> {
        self.value(expr, change).range?.exact()
    }

    /// How many digits a typist would have had to get wrong.
    fn digits_changed(&self, entry_ref: EntryRef, to: Decimal) -> usize {
        let from = self.entry(entry_ref).value().map(|value| value.normalize().to_string());
        strsim::damerau_levenshtein(&from.unwrap_or_default(), &to.to_string())
    }
}

fn unique(entry_refs: Vec<&EntryRef>) -> Vec<EntryRef> {
    let mut seen = HashSet::new();
    entry_refs.into_iter().copied().filter(|entry_ref| seen.insert(*entry_ref)).collect()
}
