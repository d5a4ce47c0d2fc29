//! Changes of one cell that mend faults.
//!
//! For a cell, the intervals that its rules allow are intersected: those of all rules that hold, and of as many
//! broken rules as have values in common.

use super::faults_to_explain::{Case, Fault, State};
use crate::diagnosis::{Slip, slip};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::EntryChange;
use phuluc_form::{Interval, Kind, number};
use rust_decimal::Decimal;

/// A change of one cell.
#[derive(Clone, Debug)]
pub(super) struct Single {
    pub entry: EntryRef,
    /// The likeliest figure.
    pub to: Decimal,
    /// Whether no other figure is equally likely.
    pub is_certain: bool,
    /// The interval of figures that would mend the same.
    pub range: Interval,
    pub slip: Slip,
    /// The faults that it mends, sorted.
    pub mended: Vec<Fault>,
}

impl Single {
    pub const fn change(&self) -> EntryChange {
        EntryChange { entry_ref: self.entry, to: self.to }
    }
}

impl Case<'_> {
    /// The changes of one cell that mend some of these faults and break nothing. The best come first: those that mend
    /// most, then those with the likeliest slip.
    pub fn singles(&self, state: &State, faults: &[Fault]) -> Vec<Single> {
        let mut suspects: Vec<EntryRef> = faults.iter().flat_map(|fault| self.suspects(*fault)).collect();
        suspects.sort_unstable();
        suspects.dedup();
        suspects.retain(|entry| !state.has_changed(*entry));
        let mut singles: Vec<Single> =
            suspects.into_iter().flat_map(|entry| self.singles_at(state, entry)).collect();
        singles.sort_by_key(|single| (usize::MAX - single.mended.len(), single.slip.cost()));
        singles
    }

    /// The changes of one cell, with the best figure for each set of faults that some figure mends.
    pub fn singles_at(&self, state: &State, entry: EntryRef) -> Vec<Single> {
        let Some(kind) = self.kind(entry).filter(|_| !self.is_exhausted()) else { return Vec::new() };
        let mut held = self.limits(entry);
        let mut broken: Vec<Interval> = Vec::new();
        for rule in self.rules_on(entry) {
            let allowed = self.allowed_by(rule, state, entry, kind);
            if state.is_broken(Fault::Rule(rule)) {
                broken.push(allowed);
            } else if *kind != Kind::Percent || is_bound(allowed) {
                // a printed percentage need only come near to the shares that its rules demand
                held = held.meet(allowed);
            }
        }
        for (worked_out, left) in self.left_by_worked_out(entry, &state.changes) {
            if state.is_broken(Fault::Own(worked_out)) {
                broken.push(left);
            } else {
                held = held.meet(left);
            }
        }
        let mut regions: Vec<Interval> = Vec::new();
        if state.is_broken(Fault::Own(entry)) {
            regions.push(held);
        }
        for allowed in &broken {
            let region = held.meet(*allowed);
            if region.is_empty() {
                continue;
            }
            let ends = [region.lo(), region.hi(), self.value(entry)];
            for end in ends.into_iter().flatten().filter(|end| region.holds(*end)) {
                let common = broken.iter().filter(|other| other.holds(end));
                regions.push(common.fold(region, |common, other| common.meet(*other)));
            }
        }
        regions.sort_unstable_by_key(|region| (region.lo(), region.hi()));
        regions.dedup();
        let mut best: Vec<Single> = Vec::new();
        for region in regions {
            for to in self.values(entry, kind, region) {
                let change = EntryChange { entry_ref: entry, to };
                let mended = self.mended_beside_others(state, change).filter(|mended| !mended.is_empty());
                let Some(mended) = mended else { continue };
                let is_only = self.leaves_one(entry, kind, region);
                let slip = match self.slip(entry, to) {
                    // where several figures fit, any digit may be missing as well as the last nought
                    Slip::Tenfold(-1) if *kind == Kind::Count && !is_only => Slip::DigitMissing,
                    slip => slip,
                };
                // where several figures fit, only a slip that leads to one of them says which it is
                let is_certain = is_only || *kind != Kind::Percent && slip.says_figure();
                let single = Single { entry, to, is_certain, range: region, slip, mended };
                match best.iter_mut().find(|other| other.mended == single.mended) {
                    Some(other) if self.likelihood(&single) < self.likelihood(other) => *other = single,
                    Some(other) if other.to == to => {
                        other.range = other.range.meet(single.range);
                        other.is_certain |= single.is_certain;
                    }
                    Some(other) if self.likelihood(&single) == self.likelihood(other) => {
                        // of percentages that differ by rounding alone the first is the rounded one
                        other.is_certain &= *kind == Kind::Percent && is_rounding(region);
                    }
                    Some(_) => {}
                    None => best.push(single),
                }
            }
        }
        best
    }

    /// What a rule allows at an entry. The bound of a percentage is that of the figures beside it as they are written,
    /// or whoever kept to it would go beyond it by what they may be rounded from. If that leaves nothing above 0, only
    /// the rounding says how much the percentage may be.
    fn allowed_by(&self, rule: usize, state: &State, entry: EntryRef, kind: &Kind) -> Interval {
        let input = self.judging(rule, &state.changes);
        let allowed = input.allowed(self.statement(rule), entry);
        if *kind == Kind::Percent && is_bound(allowed) {
            let as_written = input.as_written().allowed(self.statement(rule), entry);
            let leaves_some = as_written.hi().is_none_or(|hi| hi > Decimal::ZERO);
            return if leaves_some { as_written } else { allowed };
        }
        allowed
    }

    /// A key that orders the figures of one cell by likelihood, the likeliest first.
    fn likelihood(&self, single: &Single) -> (u32, u32, usize) {
        let from = self.value(single.entry).unwrap_or_default();
        let typed = match Slip::of_digits(from, single.to) {
            Slip::Tenfold(_) if single.slip == Slip::DigitMissing => single.slip,
            typed => typed,
        };
        // two digits can be swapped in few ways, and one digit can be wrong in many
        let digits = 2 * typed.cost() + u32::from(typed == Slip::OneDigit);
        // three zeros are another unit of measure, and one zero is a slip of a key; other powers are rare
        let power = match single.slip {
            Slip::Tenfold(power) if !matches!(power.abs(), 1 | 3) => 1,
            _ => 0,
        };
        (single.slip.cost(), digits, power)
    }

    /// Whether an interval leaves a cell no choice but one figure; for a percentage, but for its rounding.
    fn leaves_one(&self, entry: EntryRef, kind: &Kind, region: Interval) -> bool {
        match kind {
            Kind::Percent => is_narrow(region),
            Kind::Count | Kind::Money => {
                region.lo().zip(region.hi()).is_some_and(|(lo, hi)| hi.floor() - lo.ceil() < Decimal::ONE)
            }
            Kind::Choice(choices) => {
                choices
                    .iter()
                    .filter(|choice| self.fits(entry, choice.code) && region.holds(choice.code))
                    .count()
                    == 1
            }
            Kind::Quantity | Kind::Score | Kind::Text | Kind::Document => region.exact().is_some(),
        }
    }

    /// The figures in an interval that are worth trying at a cell.
    fn values(&self, entry: EntryRef, kind: &Kind, region: Interval) -> Vec<Decimal> {
        const FEW: i64 = 20;
        let from = self.value(entry);
        if let Some(point) = region.exact().filter(|_| *kind != Kind::Percent) {
            return if self.fits(entry, point) { vec![point.normalize()] } else { Vec::new() };
        }
        let mut values: Vec<Decimal> = Vec::new();
        match kind {
            Kind::Choice(choices) => values.extend(choices.iter().map(|choice| choice.code)),
            Kind::Percent => {
                let middle = region.lo().zip(region.hi()).map(|(lo, hi)| (lo + hi) / Decimal::TWO);
                for point in [middle, region.lo(), region.hi()].into_iter().flatten() {
                    let rounded = |decimals| number::round(point, decimals).normalize();
                    values.push(rounded(2));
                    // another number of decimals is tried only where it is the likelier slip of typing
                    let likely = self.slip(entry, rounded(2)).cost();
                    let others = [from.map_or(1, |from| from.scale().max(1)), 1, 0].map(rounded).into_iter();
                    values.extend(others.filter(|other| {
                        let typed = from.map(|from| Slip::of_digits(from, *other).cost());
                        typed.is_some_and(|typed| typed <= 1 && typed < likely)
                    }));
                }
                // the rounded share stays first
                values.retain(|value| Some(*value) != from);
                return values;
            }
            Kind::Count | Kind::Money => {
                let ends = [region.lo().map(|lo| lo.ceil()), region.hi().map(|hi| hi.floor())];
                match ends {
                    [Some(lo), Some(hi)] if hi - lo <= Decimal::from(FEW) => {
                        let mut value = lo;
                        while value <= hi {
                            values.push(value);
                            value += Decimal::ONE;
                        }
                    }
                    ends => {
                        values.extend(ends.into_iter().flatten());
                        values.extend(from.into_iter().flat_map(slip::meant));
                    }
                }
            }
            Kind::Quantity | Kind::Score => {
                values.extend([region.lo(), region.hi()].into_iter().flatten());
                values.extend(from.into_iter().flat_map(slip::meant));
            }
            Kind::Text | Kind::Document => {}
        }
        values.retain(|value| region.holds(*value) && Some(*value) != from && self.fits(entry, *value));
        values.sort_unstable();
        values.dedup();
        values
    }
}

/// Whether an interval is open at one end.
fn is_bound(region: Interval) -> bool {
    region.lo().is_none() != region.hi().is_none()
}

/// Whether an interval is that of one share, or that of the figures that are rounded to the one in its middle.
fn is_rounding(region: Interval) -> bool {
    /// The rounding of a share and of what it is compared with, to two decimals each.
    const TWICE: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
    let Some((lo, hi)) = region.lo().zip(region.hi()) else { return false };
    let middle = ((lo + hi) / Decimal::TWO).normalize();
    hi - lo <= TWICE || hi - lo == Decimal::new(1, middle.scale())
}

/// Whether an interval is no wider than the rounding of a percentage explains.
fn is_narrow(region: Interval) -> bool {
    region.exact().is_some()
        || region.lo().zip(region.hi()).is_some_and(|(lo, hi)| !lo.is_zero() && hi - lo <= Decimal::ONE)
}
