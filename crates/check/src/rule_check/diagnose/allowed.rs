//! Which values of one entry let a rule hold, if the other entries stay as they are.
//!
//! A comparison demands an interval of one side, and the demand is passed down the expression to the entry. If a sum
//! must lie in an interval, one addend must lie in that interval minus the other. The field calls it interval
//! constraint propagation.

use crate::rule_check::check_input::CheckInput;
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::Truth;
use phuluc_form::{Atom, Cmp, Expr, Interval, Statement};
use rust_decimal::Decimal;

/// The empty interval.
pub(super) const NOTHING: Interval = Interval::between(Some(Decimal::ONE), Some(Decimal::ZERO));

impl CheckInput<'_> {
    /// An interval that contains all values of an entry with which a rule is not broken. It may contain more.
    pub(in crate::rule_check) fn allowed(
        &self,
        statement: &Statement<EntryRef>,
        entry: EntryRef,
    ) -> Interval {
        // whatever figure the entry has, it is given
        let when = statement.when.iter();
        let mut when = when.filter(|atom| !matches!(atom, Atom::Given(given) if *given == entry));
        if self.depends_on_unasked_blank(&statement.when)
            || when.any(|atom| names(atom, entry) || self.atom(atom) != Truth::Holds)
        {
            return Interval::ANYTHING;
        }
        let mut allowed = Interval::ANYTHING;
        for atom in &statement.then {
            let Atom::Compare { left, cmp, right } = atom else { continue };
            allowed = match (left.names(&entry), right.names(&entry)) {
                (true, false) => self
                    .demand(right, *cmp, false)
                    .map_or(allowed, |demand| allowed.meet(self.demand_on_entry(left, entry, demand))),
                (false, true) => self
                    .demand(left, *cmp, true)
                    .map_or(allowed, |demand| allowed.meet(self.demand_on_entry(right, entry, demand))),
                (false, false) if self.atom(atom) == Truth::Broken => NOTHING,
                (true, true) | (false, false) => allowed,
            };
        }
        allowed
    }

    /// The interval that one side of a comparison demands of the other; `None` if it is no interval.
    fn demand(&self, side: &Expr<EntryRef>, cmp: Cmp, side_is_left: bool) -> Option<Interval> {
        let range = self.value(side).range?;
        let (up_to, from) = (Interval::between(None, range.hi()), Interval::between(range.lo(), None));
        match (cmp, side_is_left) {
            (Cmp::Eq, _) => Some(range),
            (Cmp::Le | Cmp::Lt, false) | (Cmp::Ge | Cmp::Gt, true) => Some(up_to),
            (Cmp::Ge | Cmp::Gt, false) | (Cmp::Le | Cmp::Lt, true) => Some(from),
            (Cmp::Ne, _) => None,
        }
    }

    /// The interval that a demand on an expression leaves for an entry in it.
    pub(super) fn demand_on_entry(
        &self,
        expr: &Expr<EntryRef>,
        entry: EntryRef,
        demand: Interval,
    ) -> Interval {
        let value = |side: &Expr<EntryRef>| self.value(side).range.unwrap_or(Interval::ANYTHING);
        match expr {
            // their demands on a part are not worked out, so that anything is allowed
            Expr::Div(..) | Expr::Min(..) | Expr::Max(..) | Expr::Round(..) | Expr::Abs(_) | Expr::If(_) => {
                Interval::ANYTHING
            }
            Expr::Number(_) | Expr::Sum(_) => Interval::ANYTHING,
            Expr::Place(_) | Expr::Zero(_) => demand,
            Expr::Add(a, b) => match (a.names(&entry), b.names(&entry)) {
                (true, false) => self.demand_on_entry(a, entry, demand.minus(value(b))),
                (false, true) => self.demand_on_entry(b, entry, demand.minus(value(a))),
                _ => Interval::ANYTHING,
            },
            Expr::Sub(a, b) => match (a.names(&entry), b.names(&entry)) {
                (true, false) => self.demand_on_entry(a, entry, demand.plus(value(b))),
                (false, true) => self.demand_on_entry(b, entry, value(a).minus(demand)),
                _ => Interval::ANYTHING,
            },
            Expr::Mul(a, b) => match (a.names(&entry), b.names(&entry)) {
                (true, false) => self.demand_on_entry(a, entry, divided(demand, value(b))),
                (false, true) => self.demand_on_entry(b, entry, divided(demand, value(a))),
                _ => Interval::ANYTHING,
            },
            // part = share × base, and base = part / share
            Expr::Percent(a, b) | Expr::Base(a, b) => match (a.names(&entry), b.names(&entry)) {
                (true, false) => self.demand_on_entry(a, entry, share_of(demand, value(b))),
                (false, true) => {
                    let demand = demand.at_least_zero().unwrap_or(NOTHING);
                    let base = value(a).percent_of(demand).unwrap_or(Interval::ANYTHING);
                    self.demand_on_entry(b, entry, base)
                }
                _ => Interval::ANYTHING,
            },
        }
    }
}

/// The part for a demanded share: `demand × base / 100`.
fn share_of(demand: Interval, base: Interval) -> Interval {
    let demand = demand.at_least_zero().unwrap_or(NOTHING);
    demand.times(base).times(Interval::point(Decimal::new(1, 2)))
}

/// The interval `demand / by`; anything if `by` is not a single figure above 0.
fn divided(demand: Interval, by: Interval) -> Interval {
    let Some(by) = by.exact().filter(|by| *by > Decimal::ZERO) else { return Interval::ANYTHING };
    let [lo, hi] = [demand.lo(), demand.hi()].map(|end| end.and_then(|end| end.checked_div(by)));
    Interval::between(lo, hi)
}

fn names(atom: &Atom<EntryRef>, entry: EntryRef) -> bool {
    match atom {
        Atom::Given(given) | Atom::Missing(given) => *given == entry,
        Atom::Compare { left, right, .. } => left.names(&entry) || right.names(&entry),
        Atom::Reads { place, .. } => *place == entry,
        Atom::Any(alternatives) => alternatives.iter().flatten().any(|atom| names(atom, entry)),
    }
}
