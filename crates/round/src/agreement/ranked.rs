//! What a unit's figures are worth where units are ranked by them.
//!
//! Takes a consolidated form; gives a unit's figure or rate with what it stands on. A figure that any rule bears out
//! is taken as it stands. One that its items do not come to is taken by its items; one that the rules make two
//! different figures of, or that stands in nothing but broken rules, is in doubt and is not to be ranked.

use super::{FormTerms, MadeOf, Term};
use crate::consolidate::{FormTotal, Member, UnitAnswer, percentage};
use phuluc_form::{ColumnId, number};
use rust_decimal::Decimal;

/// What a figure stands on, the firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Footing {
    /// It is as the unit wrote it.
    Stated,
    /// It is what its items come to, which is not what the unit wrote.
    Items,
    /// Nobody can tell it.
    Doubtful,
}

/// A unit's rate, as it is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankedRate {
    /// Its part.
    pub part: Decimal,
    /// Its base.
    pub base: Decimal,
    /// The same as the unit wrote them.
    pub stated: [Decimal; 2],
    /// What it stands on.
    pub footing: Footing,
}

impl RankedRate {
    /// It in percent, with two decimals; none of nothing.
    pub fn percent(&self) -> Option<Decimal> {
        percent(self.part, self.base)
    }

    /// The same as the unit wrote its part and base.
    pub fn stated_percent(&self) -> Option<Decimal> {
        percent(self.stated[0], self.stated[1])
    }
}

fn percent(part: Decimal, base: Decimal) -> Option<Decimal> {
    let rate = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)?;
    Some(number::round(rate, 2))
}

/// The figures of a form's units, as they are ranked.
pub struct Ranked<'t> {
    form: FormTerms<'t>,
    made_of: Vec<MadeOf>,
}

impl<'t> Ranked<'t> {
    /// Of a form.
    pub fn new(total: &'t FormTotal, members: &'t [Member]) -> Self {
        let form = FormTerms::new(total, members);
        let mut made_of = Vec::new();
        for rule in &total.form.rules {
            let places = form.instances(rule).into_iter();
            made_of.extend(places.filter_map(|(row, column)| form.made_of(rule, row, column)));
        }
        made_of.retain(|made_of| made_of.exactly);
        Self { form, made_of }
    }

    /// A unit's figure in a column of the form's own; none if it gave none.
    pub fn figure(&self, unit: usize, row: usize, column: usize) -> Option<(Decimal, Footing)> {
        let line = self.form.total.rows.get(row)?;
        let UnitAnswer::Figure(stated) = self.form.table.said(unit, line, column) else { return None };
        let (by, footing) = self.apart(unit, (row, column));
        Some(((stated - by).normalize(), footing))
    }

    /// A unit's rate; none if it did not give both its part and its base.
    pub fn rate(&self, unit: usize, row: usize, id: &ColumnId) -> Option<RankedRate> {
        let line = self.form.total.rows.get(row)?;
        let (part, base) = self.form.table.share_of(unit, line, id)?;
        let mut ranked = RankedRate { part, base, stated: [part, base], footing: Footing::Stated };
        let Some((parts, bases)) = percentage(&self.form.total.form, &line.id, id) else {
            return Some(ranked);
        };
        for (side, expr) in [(&mut ranked.part, parts), (&mut ranked.base, bases)] {
            let mut terms: Vec<Term> = Vec::new();
            let at = (Some(row), self.form.total.form.column(id));
            // what is no sum of places is as the unit wrote it
            if self.form.terms(expr, at, Decimal::ONE, &mut terms).is_none() {
                continue;
            }
            for (row, column, times) in terms {
                let (by, footing) = self.apart(unit, (row, column));
                *side -= by * times;
                ranked.footing = ranked.footing.max(footing);
            }
        }
        Some(ranked)
    }

    /// Whether a unit's figure is not what some items come to, even if other rules bear it out.
    pub fn is_contested(&self, unit: usize, row: usize, column: usize) -> bool {
        let of_place = self.made_of.iter().filter(|made_of| made_of.whole == (row, column));
        let told = of_place.filter(|made_of| self.gave_items(unit, made_of));
        let mut told = told.filter_map(|made_of| self.form.difference(unit, made_of));
        told.any(|told| told.lacks.is_none() && !told.by.is_zero())
    }

    /// By how much a unit's figure is apart from what its items come to, and what it stands on.
    fn apart(&self, unit: usize, place: (usize, usize)) -> (Decimal, Footing) {
        let (mut is_borne_out, mut is_in_broken) = (false, false);
        let mut apart: Vec<Decimal> = Vec::new();
        for made_of in &self.made_of {
            let is_whole = made_of.whole == place;
            if !is_whole && !made_of.parts.iter().any(|(row, column, _)| (*row, *column) == place) {
                continue;
            }
            let told = self.form.difference(unit, made_of).filter(|told| told.lacks.is_none());
            let told = told.filter(|_| self.gave_items(unit, made_of));
            match told.map(|told| told.by) {
                None => {}
                Some(by) if by.is_zero() => is_borne_out = true,
                Some(by) if is_whole => apart.push(by),
                Some(_) => is_in_broken = true,
            }
        }
        apart.dedup();
        match apart.as_slice() {
            _ if is_borne_out => (Decimal::ZERO, Footing::Stated),
            [] if is_in_broken => (Decimal::ZERO, Footing::Doubtful),
            [] => (Decimal::ZERO, Footing::Stated),
            [by] => (*by, Footing::Items),
            _ => (Decimal::ZERO, Footing::Doubtful),
        }
    }

    /// Whether a unit gave any of the items that something is made of.
    fn gave_items(&self, unit: usize, made_of: &MadeOf) -> bool {
        let rows = &self.form.total.rows;
        made_of.parts.iter().any(|(row, column, _)| {
            let said = self.form.table.said(unit, &rows[*row], *column);
            matches!(said, UnitAnswer::Figure(_) | UnitAnswer::Nil)
        })
    }
}
