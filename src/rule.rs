//! A rule: something that must hold between places, with its manual.
//!
//! One text in the form's definition becomes a tree; the tree is what the check evaluates, what the
//! sentence for people is made from, and what a consolidation recomputes percentages with.

pub(crate) mod excel;
pub mod syntax;

use crate::form::{ColumnId, FormId, RowId, RuleId};
use rust_decimal::Decimal;
use serde::Serialize;
use std::fmt;

/// How much a broken rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Right in substance, worth knowing.
    Note,
    /// Someone must look.
    Warning,
    /// Impossible within one form.
    Error,
}

/// Over what a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Once for the form.
    Once,
    /// Once for every row that takes figures.
    Row,
    /// Once for every row that has rows under it.
    Parent,
    /// Once for every column of figures.
    Column,
}

/// A rule of a form, valid by construction: every place in it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `form/kebab-name`.
    pub id: RuleId,
    /// What it demands, in a few words.
    pub title: String,
    /// Over what it runs.
    pub each: Each,
    /// The columns it is repeated for; all columns of figures if empty and `each` is column.
    pub columns: Vec<ColumnId>,
    /// What must hold.
    pub that: Sentence<Place>,
    /// The rule as its author wrote it.
    pub text: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is also the recipe for its left side.
    pub derive: bool,
    /// Whether its only blank place follows from the others before the other rules look.
    pub solve: bool,
    /// Why it matters.
    pub why: String,
    /// What to do when it is broken.
    pub todo: String,
    /// An example of breaking it, if its author gave one.
    pub example: Option<String>,
}

/// `when` implies `then`; both are lists of claims joined by “and”, `when` often empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence<P> {
    /// The condition; always met if empty.
    pub when: Vec<Atom<P>>,
    /// What must hold then.
    pub then: Vec<Atom<P>>,
}

/// A claim that is true, false, or open while places in it are blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom<P> {
    /// Something stands at the place.
    Given(P),
    /// Two sides compare so.
    Compare {
        /// The left side.
        left: Expr<P>,
        /// The relation.
        cmp: Cmp,
        /// The right side.
        right: Expr<P>,
    },
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmp {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<=`
    Le,
    /// `>=`
    Ge,
    /// `<`
    Lt,
    /// `>`
    Gt,
}

/// A sum over places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<P> {
    /// A constant.
    Number(Decimal),
    /// What stands at a place.
    Place(P),
    /// What stands at a place, a blank counting as 0.
    Zero(P),
    /// `a + b`
    Add(Box<Self>, Box<Self>),
    /// `a - b`
    Sub(Box<Self>, Box<Self>),
    /// `a * b`
    Mul(Box<Self>, Box<Self>),
    /// `a × 100 / b`
    Percent(Box<Self>, Box<Self>),
    /// `a × 100 / rate`: the whole of which `a` is that percentage.
    Base(Box<Self>, Box<Self>),
    /// The sum of a set of rows in the column at hand.
    Sum(Set),
}

/// A set of rows to sum over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// The rows that the sender added.
    Open,
    /// The rows right under the row at hand.
    Children,
    /// The lines that the sender added below the row at hand.
    Lines,
}

/// A place that exists, as seen from a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The other form, if it is not the rule's own.
    pub form: Option<FormId>,
    /// Whether it is meant in the period before.
    pub previous: bool,
    /// The row.
    pub row: RowRef,
    /// The column.
    pub column: ColumnRef,
}

/// A row, as seen from a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowRef {
    /// The row that the rule is at.
    Each,
    /// This row.
    Id(RowId),
}

/// A column, as seen from a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRef {
    /// The column that the rule is at.
    Each,
    /// This column.
    Id(ColumnId),
    /// The first of these columns in which something is given; the last if nothing is.
    First(Vec<ColumnId>),
}

impl<P> Sentence<P> {
    /// All places named in it, from left to right.
    pub fn places(&self) -> Vec<&P> {
        let mut places = Vec::new();
        for atom in self.when.iter().chain(&self.then) {
            match atom {
                Atom::Given(place) => places.push(place),
                Atom::Compare { left, right, .. } => {
                    left.collect(&mut places);
                    right.collect(&mut places);
                }
            }
        }
        places
    }

    /// Whether a place is named in it.
    pub fn names(&self, place: &P) -> bool
    where
        P: PartialEq,
    {
        self.when.iter().chain(&self.then).any(|atom| match atom {
            Atom::Given(given) => given == place,
            Atom::Compare { left, right, .. } => left.names(place) || right.names(place),
        })
    }

    /// The first place named in it.
    pub fn first_place(&self) -> Option<&P> {
        self.when.iter().chain(&self.then).find_map(|atom| match atom {
            Atom::Given(place) => Some(place),
            Atom::Compare { left, right, .. } => left.first_place().or_else(|| right.first_place()),
        })
    }

    /// The sets of rows summed over in it.
    pub fn sets(&self) -> Vec<Set> {
        let mut sets = Vec::new();
        for atom in self.when.iter().chain(&self.then) {
            if let Atom::Compare { left, right, .. } = atom {
                left.collect_sets(&mut sets);
                right.collect_sets(&mut sets);
            }
        }
        sets
    }

    /// The same sentence with every place turned into another kind of place.
    pub fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> Sentence<Q> {
        Sentence {
            when: self.when.into_iter().map(|atom| atom.map(to)).collect(),
            then: self.then.into_iter().map(|atom| atom.map(to)).collect(),
        }
    }

    /// The one comparison that it makes, if that is all it says, be it only of places that are given.
    pub fn comparison(&self) -> Option<(&Expr<P>, Cmp, &Expr<P>)> {
        let only_given = self.when.iter().all(|atom| matches!(atom, Atom::Given(_)));
        match self.then.as_slice() {
            [Atom::Compare { left, cmp, right }] if only_given => Some((left, *cmp, right)),
            _ => None,
        }
    }

    /// `place = sum`, if that is all it says.
    pub fn equation(&self) -> Option<(&P, &Expr<P>)> {
        match self.comparison() {
            Some((Expr::Place(place), Cmp::Eq, right)) => Some((place, right)),
            _ => None,
        }
    }
}

impl<P> Atom<P> {
    fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> Atom<Q> {
        match self {
            Self::Given(place) => Atom::Given(to(place)),
            Self::Compare { left, cmp, right } => {
                Atom::Compare { left: left.map(to), cmp, right: right.map(to) }
            }
        }
    }
}

impl<P> Expr<P> {
    /// All places named in it, from left to right.
    pub fn places(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.collect(&mut places);
        places
    }

    fn names(&self, place: &P) -> bool
    where
        P: PartialEq,
    {
        match self {
            Self::Number(_) | Self::Sum(_) => false,
            Self::Place(named) | Self::Zero(named) => named == place,
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.names(place) || b.names(place)
            }
        }
    }

    fn first_place(&self) -> Option<&P> {
        match self {
            Self::Number(_) | Self::Sum(_) => None,
            Self::Place(place) | Self::Zero(place) => Some(place),
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.first_place().or_else(|| b.first_place())
            }
        }
    }

    fn collect<'e>(&'e self, places: &mut Vec<&'e P>) {
        match self {
            Self::Number(_) | Self::Sum(_) => {}
            Self::Place(place) | Self::Zero(place) => places.push(place),
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.collect(places);
                b.collect(places);
            }
        }
    }

    fn collect_sets(&self, sets: &mut Vec<Set>) {
        match self {
            Self::Sum(set) => sets.push(*set),
            Self::Number(_) | Self::Place(_) | Self::Zero(_) => {}
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.collect_sets(sets);
                b.collect_sets(sets);
            }
        }
    }

    /// The same sum with every place turned into another kind of place.
    pub fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> Expr<Q> {
        let mut boxed = |e: Box<Self>| Box::new(e.map(to));
        match self {
            Self::Number(number) => Expr::Number(number),
            Self::Sum(set) => Expr::Sum(set),
            Self::Add(a, b) => Expr::Add(boxed(a), boxed(b)),
            Self::Sub(a, b) => Expr::Sub(boxed(a), boxed(b)),
            Self::Mul(a, b) => Expr::Mul(boxed(a), boxed(b)),
            Self::Percent(a, b) => Expr::Percent(boxed(a), boxed(b)),
            Self::Base(a, b) => Expr::Base(boxed(a), boxed(b)),
            Self::Place(place) => Expr::Place(to(place)),
            Self::Zero(place) => Expr::Zero(to(place)),
        }
    }

    /// Its terms, if it is nothing but places, blanks as 0 or not, added up.
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

impl Cmp {
    /// The sign, as JSON and the rule language write it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "!=",
            Self::Le => "<=",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Gt => ">",
        }
    }
}

impl<P: fmt::Display> fmt::Display for Sentence<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = |f: &mut fmt::Formatter<'_>, atoms: &[Atom<P>]| {
            atoms.iter().enumerate().try_for_each(|(i, atom)| {
                f.write_str(if i > 0 { " and " } else { "" })?;
                match atom {
                    Atom::Given(place) => write!(f, "given({place})"),
                    Atom::Compare { left, cmp, right } => write!(f, "{left} {} {right}", cmp.sign()),
                }
            })
        };
        if !self.when.is_empty() {
            claim(f, &self.when)?;
            f.write_str(" implies ")?;
        }
        claim(f, &self.then)
    }
}

impl<P: fmt::Display> fmt::Display for Expr<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grouped = |e: &Self| match e {
            Self::Add(..) | Self::Sub(..) => format!("({e})"),
            _ => e.to_string(),
        };
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Place(place) => write!(f, "{place}"),
            Self::Zero(place) => write!(f, "zero({place})"),
            Self::Add(a, b) => write!(f, "{a} + {b}"),
            Self::Sub(a, b) => write!(f, "{a} - {}", grouped(b)),
            Self::Mul(a, b) => write!(f, "{} * {}", grouped(a), grouped(b)),
            Self::Percent(a, b) => write!(f, "percent({a}, {b})"),
            Self::Base(a, b) => write!(f, "base({a}, {b})"),
            Self::Sum(Set::Open) => f.write_str("sum(open)"),
            Self::Sum(Set::Children) => f.write_str("sum(children)"),
            Self::Sum(Set::Lines) => f.write_str("sum(lines)"),
        }
    }
}

impl fmt::Display for syntax::NamedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = String::new();
        if let Some(form) = &self.form {
            place.push_str(&format!("@{form}"));
        }
        if let Some(row) = &self.row {
            place.push_str(&format!("[{row}]"));
        }
        let columns = self.columns.join("|");
        if self.row.is_some() && !columns.is_empty() {
            place.push('.');
        }
        place.push_str(&columns);
        if self.previous { write!(f, "prev({place})") } else { f.write_str(&place) }
    }
}
