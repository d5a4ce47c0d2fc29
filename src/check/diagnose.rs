//! Which cell is probably wrong: single changes that mend a broken relation and break no other.

use super::evaluate::{Change, Truth};
use super::spot::{Instance, Spot, World};
use crate::answer::Figure;
use crate::finding::{Location, Suggestion};
use crate::form::Kind;
use crate::rule::{Cmp, Expr, Sentence};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// In how many cells a mistake is looked for; no form that people fill by hand sums more.
const MOST_PLACES: usize = 200;
/// How many suggestions a finding shows.
const SHOWN: usize = 3;

impl World<'_> {
    /// The changes of single cells that make a broken relation hold while whatever held still does,
    /// the likeliest first: what mends most relations, then what changes the fewest digits.
    pub fn suggestions(&self, broken: &Instance<'_>, all: &[(Instance<'_>, Truth)]) -> Vec<Suggestion> {
        let mut candidates: Vec<(usize, usize, Spot, Decimal)> = Vec::new();
        let places = unique(broken.sentence.places());
        if places.len() > MOST_PLACES {
            return Vec::new();
        }
        for spot in places {
            if spot.previous || self.is_out_of_scope(spot) {
                continue;
            }
            let Some(to) = self.solve(&broken.sentence, spot) else { continue };
            let change = Some(Change { spot, to });
            let touched = all.iter().filter(|(instance, _)| instance.sentence.names(&spot));
            let mut mends = 0;
            let mut breaks = false;
            for (instance, before) in touched {
                let after = self.judging(instance.rule).truth(&instance.sentence, change);
                mends += usize::from(*before == Truth::Broken && after == Truth::Holds);
                breaks |= after == Truth::Broken
                    && (*before != Truth::Broken || self.widens(&instance.sentence, spot, to));
            }
            if !breaks {
                candidates.push((mends, self.digits_changed(spot, to), spot, to));
            }
        }
        candidates.sort_by_key(|(mends, digits, ..)| (usize::MAX - mends, *digits));
        let shown = candidates.into_iter().take(SHOWN);
        shown
            .map(|(mends, digits, spot, to)| {
                let place = self.location(spot, broken.form);
                Suggestion { place, to, mends, digits }
            })
            .collect()
    }

    /// A percentage given as a fraction (0,8333), or without its decimal sign (8333).
    pub fn misplaced_point(&self, broken: &Instance<'_>) -> Option<Suggestion> {
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
    fn widens(&self, sentence: &Sentence<Spot>, spot: Spot, to: Decimal) -> bool {
        let apart = |change| {
            let (left, _, right) = sentence.comparison()?;
            Some(self.exact(left, change)?.checked_sub(self.exact(right, change)?)?.abs())
        };
        apart(None) < apart(Some(Change { spot, to }))
    }

    /// The other relations in which the left side's figure is borne out.
    pub fn borne_out_by(
        &self,
        broken: &Instance<'_>,
        all: &[(Instance<'_>, Truth)],
    ) -> Vec<(String, Location)> {
        let Some((left, _)) = broken.sentence.equation() else { return Vec::new() };
        let bears_out = |instance: &Instance<'_>, truth: &Truth| {
            let equation = instance.sentence.equation();
            *truth == Truth::Holds
                && !self.is_idle(instance)
                && equation.is_some_and(|(_, right)| self.value(right, None).unknown.is_empty())
                && instance.sentence.names(left)
        };
        let bearing = all.iter().filter(|(instance, truth)| bears_out(instance, truth));
        bearing
            .filter_map(|(instance, _)| {
                let (about, _) = instance.sentence.equation()?;
                Some((instance.rule.title.clone(), self.location(*about, broken.form)))
            })
            .collect()
    }

    /// The figure that one place must hold for an equation to hold, the others being as they are.
    ///
    /// `None` if the rule is no equation of sums, or the figure is not one that the place may hold.
    pub fn solve(&self, sentence: &Sentence<Spot>, spot: Spot) -> Option<Decimal> {
        let (left, Cmp::Eq, right) = sentence.comparison()? else { return None };
        let difference = |to: Decimal| {
            let change = Some(Change { spot, to });
            let left = self.exact(left, change)?;
            left.checked_sub(self.exact(right, change)?)
        };
        // sums are straight lines in each place, so two points give the root
        let (at_0, at_1) = (difference(Decimal::ZERO)?, difference(Decimal::ONE)?);
        let root = (-at_0).checked_div(at_1.checked_sub(at_0)?)?.normalize();
        let kind = self.form(spot).kind(spot.row, spot.column)?;
        let fits = match kind {
            Kind::Count | Kind::Money => root.scale() == 0,
            Kind::Score => true,
            Kind::Choice(_) | Kind::Percent | Kind::Text | Kind::Document => false,
        };
        (fits && !root.is_sign_negative() && difference(root)?.is_zero()).then_some(root)
    }

    fn exact(&self, expr: &Expr<Spot>, change: Option<Change>) -> Option<Decimal> {
        self.value(expr, change).range?.exact()
    }

    /// How many digits a typist would have had to get wrong.
    fn digits_changed(&self, spot: Spot, to: Decimal) -> usize {
        let from = self.entry(spot).value().map(|value| value.normalize().to_string());
        strsim::damerau_levenshtein(&from.unwrap_or_default(), &to.to_string())
    }
}

fn unique(spots: Vec<&Spot>) -> Vec<Spot> {
    let mut seen = HashSet::new();
    spots.into_iter().copied().filter(|spot| seen.insert(*spot)).collect()
}
