//! A rule of a form: something that must hold between its places, with its manual.
//!
//! Statistical offices call it an edit rule (edit check, validation rule). A rule with `derive` or `solve`
//! is also a recipe: it fills a blank place, which they call deductive imputation.
//!
//! The text of a rule in the form's definition becomes a tree. The check evaluates the tree, the sentence
//! for people is made from it, and a consolidation recomputes percentages with it.

mod display;
pub mod excel;
mod expr;
pub mod syntax;

use crate::form::id::{ColumnId, FormId, RowId, RuleId};
use serde::Serialize;

pub use expr::{Expr, Set};

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
