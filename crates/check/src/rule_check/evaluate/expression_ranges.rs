//! The values that an expression of a rule may have: a range, as long as places in it are blank, unreadable or rounded,
//! and the places that are not known.

use crate::answer::{Answer, Figure};
use crate::rule_check::check_input::CheckInput;
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::Truth;
use phuluc_form::{Atom, Branches, Expr, Interval, Kind};
use rust_decimal::Decimal;

/// The value of a side of a rule, as far as its places are known.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// The possible values; `None` for a share of 0.
    pub range: Option<Interval>,
    /// The places in it that are not known.
    pub unknown: Vec<EntryRef>,
}

impl Estimate {
    /// A value that depends on no unknown place.
    const fn known(range: Interval) -> Self {
        Self { range: Some(range), unknown: Vec::new() }
    }
}

impl CheckInput<'_> {
    /// The value of an expression.
    pub fn value(&self, expr: &Expr<EntryRef>) -> Estimate {
        match expr {
            Expr::Number(number) => Estimate::known(Interval::point(*number)),
            Expr::Place(entry_ref) => self.place(*entry_ref, false),
            Expr::Zero(entry_ref) => self.place(*entry_ref, true),
            Expr::Add(a, b) => self.combined(a, b, |a, b| Some(a.plus(b))),
            Expr::Sub(a, b) => self.combined(a, b, |a, b| Some(a.minus(b))),
            Expr::Mul(a, b) => self.combined(a, b, |a, b| Some(a.times(b))),
            Expr::Div(a, b) => self.combined(a, b, Interval::divided_by),
            Expr::Min(a, b) => self.combined(a, b, |a, b| Some(a.min(b))),
            Expr::Max(a, b) => self.combined(a, b, |a, b| Some(a.max(b))),
            Expr::Round(a, decimals) => self.mapped(a, |a| a.rounded(*decimals)),
            Expr::Abs(a) => self.mapped(a, Interval::abs),
            Expr::If(branches) => self.branch(branches),
            Expr::Percent(a, b) => self.combined(a, b, |part, base| match part.percent_of(base) {
                // a part without a base is the business of another rule; here it decides nothing
                None if part != Interval::ZERO => Some(Interval::ANYTHING),
                share => share,
            }),
            Expr::Base(a, b) => self.combined(a, b, Interval::percent_of),
            // sets are written out when a rule is resolved
            Expr::Sum(_) => Estimate::known(Interval::ANYTHING),
        }
    }

    fn mapped(&self, a: &Expr<EntryRef>, op: impl FnOnce(Interval) -> Interval) -> Estimate {
        let Estimate { range, unknown } = self.value(a);
        Estimate { range: range.map(op), unknown }
    }

    /// The value of a conditional. If its condition is open, it may be that of either branch.
    fn branch(&self, branches: &Branches<EntryRef>) -> Estimate {
        let (then, other) = (self.value(&branches.then), self.value(&branches.other));
        let range = if self.all(&branches.when) == Truth::Broken {
            other.range
        } else if self.all(&branches.unless) == Truth::Broken {
            then.range
        } else {
            then.range.zip(other.range).map(|(then, other)| then.either(other))
        };
        let mut unknown = self.unknown_in(&branches.when);
        unknown.extend(then.unknown);
        unknown.extend(other.unknown);
        Estimate { range, unknown }
    }

    /// The expression without conditionals at its top whose condition is decided.
    pub(in crate::rule_check) fn without_decided_branches(&self, expr: &Expr<EntryRef>) -> Expr<EntryRef> {
        match expr {
            Expr::If(branches) if self.all(&branches.when) == Truth::Broken => {
                self.without_decided_branches(&branches.other)
            }
            Expr::If(branches) if self.all(&branches.unless) == Truth::Broken => {
                self.without_decided_branches(&branches.then)
            }
            Expr::Round(sum, decimals) => {
                Expr::Round(Box::new(self.without_decided_branches(sum)), *decimals)
            }
            // rows that do not meet the condition of a sum add nothing to it
            Expr::Add(a, b) => match (self.without_decided_branches(a), self.without_decided_branches(b)) {
                (a, Expr::Number(nought)) if nought.is_zero() => a,
                (Expr::Number(nought), b) if nought.is_zero() => b,
                (a, b) => Expr::Add(Box::new(a), Box::new(b)),
            },
            _ => expr.clone(),
        }
    }

    /// The unknown places in atoms.
    fn unknown_in(&self, atoms: &[Atom<EntryRef>]) -> Vec<EntryRef> {
        let mut unknown = Vec::new();
        for atom in atoms {
            match atom {
                Atom::Given(entry_ref) | Atom::Missing(entry_ref) => {
                    unknown.extend(self.place(*entry_ref, false).unknown);
                }
                Atom::Compare { left, right, .. } => {
                    unknown.extend(self.value(left).unknown);
                    unknown.extend(self.value(right).unknown);
                }
                Atom::Reads { place, .. } => {
                    let words = self.form(*place).words(place.row, place.column);
                    unknown.extend(words.is_none().then_some(*place));
                }
                Atom::Any(alternatives) => {
                    for atoms in alternatives {
                        unknown.extend(self.unknown_in(atoms));
                    }
                }
            }
        }
        unknown
    }

    fn combined(
        &self,
        a: &Expr<EntryRef>,
        b: &Expr<EntryRef>,
        op: impl FnOnce(Interval, Interval) -> Option<Interval>,
    ) -> Estimate {
        let (a, b) = (self.value(a), self.value(b));
        let mut unknown = a.unknown;
        unknown.extend(b.unknown);
        let range = match (a.range, b.range) {
            (Some(a), Some(b)) => op(a, b),
            _ => None,
        };
        Estimate { range, unknown }
    }

    fn place(&self, entry_ref: EntryRef, zero: bool) -> Estimate {
        if let Some(to) = self.change_of(entry_ref) {
            let filled = self.form(entry_ref);
            let decimals = filled.form.decimals(filled.rows[entry_ref.row].fixed(), entry_ref.column);
            let figure = match (filled.kind(entry_ref.row, entry_ref.column), decimals) {
                (_, Some(decimals)) => Figure::of_decimals(to, decimals),
                (Some(Kind::Percent), None) => Figure::rounded(to),
                _ => Figure::exact(to),
            };
            return Estimate::known(self.range_of(&figure));
        }
        if self.counts_as_unknown(entry_ref) {
            return Estimate { range: Some(Interval::UNKNOWN), unknown: vec![entry_ref] };
        }
        let filled = self.form(entry_ref);
        if *self.entry(entry_ref).answer == Answer::Blank
            && let Some(printed) = filled.fixed(entry_ref.row, entry_ref.column)
        {
            // a blank is the printed figure, or less if criteria below it do not apply
            let is_certain = filled.as_printed(entry_ref.row, entry_ref.column).is_some();
            let least = if is_certain { printed } else { Decimal::ZERO };
            return Estimate::known(Interval::between(Some(least), Some(printed)));
        }
        match &self.entry(entry_ref).answer {
            Answer::Number(figure) => Estimate::known(self.range_of(figure)),
            Answer::Nil => Estimate::known(Interval::ZERO),
            Answer::Blank if zero || self.is_out_of_scope(entry_ref) => Estimate::known(Interval::ZERO),
            Answer::Blank | Answer::Text(_) | Answer::Unreadable(_) => match self.implied(entry_ref) {
                Some(range) if range.exact().is_some() => Estimate::known(range),
                Some(range) => Estimate { range: Some(range), unknown: vec![entry_ref] },
                // a place that nobody need fill in may hold anything and leaves nothing open
                None if self.need_not_be_given(entry_ref) => Estimate::known(Interval::UNKNOWN),
                None => Estimate { range: Some(Interval::UNKNOWN), unknown: vec![entry_ref] },
            },
        }
    }

    /// The range of a figure: what it may be rounded from, or itself if figures count as they are written.
    fn range_of(&self, figure: &Figure) -> Interval {
        if self.is_as_written { Interval::point(figure.value) } else { figure.interval() }
    }

    /// Whether an entry is blank, and may be so in a complete form.
    pub(in crate::rule_check) fn need_not_be_given(&self, entry_ref: EntryRef) -> bool {
        let is_asked = self.form(entry_ref).is_asked(entry_ref.row, entry_ref.column);
        !is_asked && *self.entry(entry_ref).answer == Answer::Blank
    }

    /// The figure that an entry is changed to, if it is.
    pub(super) fn change_of(&self, entry_ref: EntryRef) -> Option<Decimal> {
        self.changes.iter().find(|change| change.entry_ref == entry_ref).map(|change| change.to)
    }

    /// Whether an entry counts as unknown, whatever it holds.
    pub(super) fn counts_as_unknown(&self, entry_ref: EntryRef) -> bool {
        self.unknown_entries.contains(&entry_ref) && self.change_of(entry_ref).is_none()
    }
}
