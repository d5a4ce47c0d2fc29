//! The arithmetic expressions that a rule compares: numbers and places, added, multiplied, or taken as shares of each
//! other.

use super::Atom;
use rust_decimal::Decimal;

/// An arithmetic expression over places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<P> {
    /// A constant.
    Number(Decimal),
    /// The figure at a place.
    Place(P),
    /// The figure at a place, with a blank as 0.
    Zero(P),
    /// `a + b`
    Add(Box<Self>, Box<Self>),
    /// `a - b`
    Sub(Box<Self>, Box<Self>),
    /// `a * b`
    Mul(Box<Self>, Box<Self>),
    /// `a / b`; undefined where `b` is 0.
    Div(Box<Self>, Box<Self>),
    /// `a × 100 / b`
    Percent(Box<Self>, Box<Self>),
    /// `a × 100 / rate`: the whole of which `a` is that percentage.
    Base(Box<Self>, Box<Self>),
    /// The smaller of two.
    Min(Box<Self>, Box<Self>),
    /// The greater of two.
    Max(Box<Self>, Box<Self>),
    /// Rounded to a number of decimals, halves away from zero.
    Round(Box<Self>, u32),
    /// The absolute value.
    Abs(Box<Self>),
    /// One of two expressions, chosen by a condition.
    If(Box<Branches<P>>),
    /// The sum of a set of rows.
    Sum(Box<Sum<P>>),
}

/// The sum of a set of rows in the current column, or of the rows among them that meet a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum<P> {
    /// The rows.
    pub set: Set,
    /// The first and the last row of a range.
    pub ends: Vec<P>,
    /// The heading of the group (banner) that the sender's rows must stand under, if the rule names one.
    pub group: Option<String>,
    /// The condition that a row must meet to be counted; empty if there is none. Columns in it are those of the row.
    pub when: Vec<Atom<P>>,
    /// The negation of the condition, so that the evaluation can tell “false” from “unknown”.
    pub unless: Vec<Atom<P>>,
}

/// `if when then then else other`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branches<P> {
    /// The condition.
    pub when: Vec<Atom<P>>,
    /// The negation of the condition, so that the evaluation can tell “false” from “unknown”.
    pub unless: Vec<Atom<P>>,
    /// The expression if the condition holds.
    pub then: Expr<P>,
    /// The expression if it does not.
    pub other: Expr<P>,
}

/// A set of rows to sum over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// The open rows, which the sender added.
    Open,
    /// The rows directly under the current row.
    Children,
    /// The lines that the sender added below the current row.
    Lines,
    /// The printed rows of one parent from the first to the last of a range.
    Range,
}

impl<P> Sum<P> {
    /// The sum of all rows of a set.
    pub const fn of(set: Set) -> Self {
        Self { set, ends: Vec::new(), group: None, when: Vec::new(), unless: Vec::new() }
    }

    fn mapped<Q>(self, to: &mut dyn FnMut(P) -> Q) -> Sum<Q> {
        let Self { set, ends, group, when, unless } = self;
        let mut mapped = Sum { group, ..Sum::of(set) };
        mapped.ends = ends.into_iter().map(&mut *to).collect();
        mapped.when = when.into_iter().map(|atom| atom.mapped(to)).collect();
        mapped.unless = unless.into_iter().map(|atom| atom.mapped(to)).collect();
        mapped
    }
}

impl<P> Expr<P> {
    /// The expressions that it is made of. A conditional one gives both branches, without the condition.
    pub fn operands(&self) -> impl Iterator<Item = &Self> {
        let operands = match self {
            Self::Number(_) | Self::Place(_) | Self::Zero(_) | Self::Sum(_) => [None, None],
            Self::Round(a, _) | Self::Abs(a) => [Some(&**a), None],
            Self::If(branches) => [Some(&branches.then), Some(&branches.other)],
            Self::Add(a, b)
            | Self::Sub(a, b)
            | Self::Mul(a, b)
            | Self::Div(a, b)
            | Self::Percent(a, b)
            | Self::Base(a, b)
            | Self::Min(a, b)
            | Self::Max(a, b) => [Some(&**a), Some(&**b)],
        };
        operands.into_iter().flatten()
    }

    /// The same expression with others in the place of some places, but not in its conditions.
    #[must_use]
    pub fn with(self, of: &dyn Fn(&P) -> Option<Self>) -> Self {
        let boxed = |e: Box<Self>| Box::new(e.with(of));
        match self {
            Self::Place(place) => of(&place).unwrap_or(Self::Place(place)),
            Self::Zero(place) => of(&place).unwrap_or(Self::Zero(place)),
            Self::Number(_) | Self::Sum(_) => self,
            Self::Add(a, b) => Self::Add(boxed(a), boxed(b)),
            Self::Sub(a, b) => Self::Sub(boxed(a), boxed(b)),
            Self::Mul(a, b) => Self::Mul(boxed(a), boxed(b)),
            Self::Div(a, b) => Self::Div(boxed(a), boxed(b)),
            Self::Percent(a, b) => Self::Percent(boxed(a), boxed(b)),
            Self::Base(a, b) => Self::Base(boxed(a), boxed(b)),
            Self::Min(a, b) => Self::Min(boxed(a), boxed(b)),
            Self::Max(a, b) => Self::Max(boxed(a), boxed(b)),
            Self::Round(a, decimals) => Self::Round(boxed(a), decimals),
            Self::Abs(a) => Self::Abs(boxed(a)),
            Self::If(branches) => {
                let Branches { when, unless, then, other } = *branches;
                let (then, other) = (then.with(of), other.with(of));
                Self::If(Box::new(Branches { when, unless, then, other }))
            }
        }
    }

    /// The condition of a conditional expression, or of a sum over rows.
    pub fn condition(&self) -> &[Atom<P>] {
        match self {
            Self::If(branches) => &branches.when,
            Self::Sum(sum) => &sum.when,
            _ => &[],
        }
    }

    /// All places that it names, from left to right.
    pub fn places(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.collect(&mut places);
        places
    }

    /// The places in it of which a blank is unknown, and does not count as 0; those of a choice depend on its condition.
    pub fn known_places(&self) -> Vec<&P> {
        match self {
            Self::Place(place) => vec![place],
            Self::Zero(_) | Self::If(_) => Vec::new(),
            _ => self.operands().flat_map(Self::known_places).collect(),
        }
    }

    /// Whether it divides, so that it may be undefined.
    pub fn divides(&self) -> bool {
        matches!(self, Self::Div(..)) || self.operands().any(Self::divides)
    }

    /// Whether it divides or takes a share of something.
    pub fn has_divisor(&self) -> bool {
        let mut divisors = Vec::new();
        self.collect_divisors(&mut divisors);
        !divisors.is_empty()
    }

    pub(super) fn collect_divisors<'e>(&'e self, divisors: &mut Vec<&'e Self>) {
        if let Self::Div(_, by) | Self::Percent(_, by) | Self::Base(_, by) = self {
            divisors.push(by);
        }
        self.operands().for_each(|operand| operand.collect_divisors(divisors));
    }

    /// Whether it names a place.
    pub fn names(&self, place: &P) -> bool
    where
        P: PartialEq,
    {
        match self {
            Self::Place(named) | Self::Zero(named) => named == place,
            Self::Sum(sum) if sum.ends.contains(place) => true,
            _ => {
                self.condition().iter().any(|atom| atom.names(place))
                    || self.operands().any(|operand| operand.names(place))
            }
        }
    }

    pub(super) fn first_place(&self) -> Option<&P> {
        match self {
            Self::Place(place) | Self::Zero(place) => Some(place),
            Self::Sum(sum) if !sum.ends.is_empty() => sum.ends.first(),
            _ => {
                let in_condition = self.condition().iter().find_map(Atom::first_place);
                in_condition.or_else(|| self.operands().find_map(Self::first_place))
            }
        }
    }

    pub(super) fn collect<'e>(&'e self, places: &mut Vec<&'e P>) {
        if let Self::Place(place) | Self::Zero(place) = self {
            places.push(place);
        }
        if let Self::Sum(sum) = self {
            places.extend(&sum.ends);
        }
        self.condition().iter().for_each(|atom| atom.collect(places));
        self.operands().for_each(|operand| operand.collect(places));
    }

    /// The places whose words its conditions ask for.
    pub fn read(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.collect_read(&mut places);
        places
    }

    pub(super) fn collect_read<'e>(&'e self, places: &mut Vec<&'e P>) {
        self.condition().iter().for_each(|atom| atom.collect_read(places));
        self.operands().for_each(|operand| operand.collect_read(places));
    }

    pub(super) fn collect_sums<'a>(&'a self, sums: &mut Vec<&'a Sum<P>>) {
        if let Self::Sum(sum) = self {
            sums.push(sum);
        }
        self.condition().iter().for_each(|atom| atom.collect_sums(sums));
        self.operands().for_each(|operand| operand.collect_sums(sums));
    }

    /// The same expression with every place turned into a place of another kind.
    pub fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> Expr<Q> {
        // boxed, or the compiler would make a new type for every depth
        let to: &mut dyn FnMut(P) -> Q = to;
        self.mapped(to)
    }

    pub(super) fn mapped<Q>(self, to: &mut dyn FnMut(P) -> Q) -> Expr<Q> {
        let mut boxed = |e: Box<Self>| Box::new(e.mapped(to));
        match self {
            Self::Number(number) => Expr::Number(number),
            Self::Sum(sum) => Expr::Sum(Box::new(sum.mapped(to))),
            Self::Add(a, b) => Expr::Add(boxed(a), boxed(b)),
            Self::Sub(a, b) => Expr::Sub(boxed(a), boxed(b)),
            Self::Mul(a, b) => Expr::Mul(boxed(a), boxed(b)),
            Self::Div(a, b) => Expr::Div(boxed(a), boxed(b)),
            Self::Percent(a, b) => Expr::Percent(boxed(a), boxed(b)),
            Self::Base(a, b) => Expr::Base(boxed(a), boxed(b)),
            Self::Min(a, b) => Expr::Min(boxed(a), boxed(b)),
            Self::Max(a, b) => Expr::Max(boxed(a), boxed(b)),
            Self::Round(a, decimals) => Expr::Round(boxed(a), decimals),
            Self::Abs(a) => Expr::Abs(boxed(a)),
            Self::If(branches) => {
                let Branches { when, unless, then, other } = *branches;
                Expr::If(Box::new(Branches {
                    when: when.into_iter().map(|atom| atom.mapped(to)).collect(),
                    unless: unless.into_iter().map(|atom| atom.mapped(to)).collect(),
                    then: then.mapped(to),
                    other: other.mapped(to),
                }))
            }
            Self::Place(place) => Expr::Place(to(place)),
            Self::Zero(place) => Expr::Zero(to(place)),
        }
    }

    /// Its terms, if it only adds up places, with or without blanks as 0.
    pub fn addends(&self) -> Option<Vec<&P>> {
        let (mut addends, mut left) = (Vec::new(), vec![self]);
        while let Some(term) = left.pop() {
            match term {
                Self::Place(place) | Self::Zero(place) => addends.push(place),
                Self::Add(a, b) => left.extend([&**b, &**a]),
                _ => return None,
            }
        }
        Some(addends)
    }
}
