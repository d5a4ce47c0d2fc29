//! A rule of a form: something that must hold between its places, with its manual.
//!
//! Statistical offices call it an edit rule (edit check, validation rule). A rule with `derive` or `solve`
//! is also a recipe: it fills a blank place, which they call deductive imputation.
//!
//! The text of a rule in the form's definition becomes a tree. The check evaluates the tree, the sentence
//! for people is made from it, and a consolidation recomputes percentages with it.

mod atom;
mod display;
pub mod excel;
mod expr;
pub mod slip;
pub mod syntax;

use crate::form::id::{ColumnId, FormId, RowId, RuleId};
use serde::Serialize;
use std::cmp::Ordering;

pub use atom::Atom;
pub use expr::{Branches, Expr, Set, Sum};

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
    /// Once for every row that has none.
    Leaf,
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
    /// The only rows that it runs over, if it names any.
    pub rows: Vec<RowId>,
    /// The rows, or columns if it runs over columns, that it leaves out.
    pub except: Vec<String>,
    /// What must hold.
    pub that: Sentence<Place>,
    /// The rule as its author wrote it.
    pub text: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is only tried: what it finds is a note, whatever it will be.
    pub trial: bool,
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
    /// Of which report it is.
    pub which: WhichReport,
    /// The row.
    pub row: RowRef,
    /// The column.
    pub column: ColumnRef,
}

/// Of which of a unit's reports a place is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhichReport {
    /// The one that is checked.
    #[default]
    Now,
    /// The one of the period before.
    Before,
    /// The one of the same period a year ago.
    LastYear,
    /// All since the year began, this one with them, added up.
    Year,
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

impl Each {
    /// Whether a rule that runs so is at a row.
    pub const fn is_over_rows(self) -> bool {
        matches!(self, Self::Row | Self::Parent | Self::Leaf)
    }
}

impl Rule {
    /// Whether it is about a row, if it runs over rows.
    pub fn concerns(&self, row: Option<&RowId>) -> bool {
        let is_named = self.rows.is_empty() || row.is_some_and(|row| self.rows.contains(row));
        is_named && !row.is_some_and(|row| self.leaves_out(row.as_str()))
    }

    /// Whether it leaves a row or column out by name.
    pub fn leaves_out(&self, id: &str) -> bool {
        self.except.iter().any(|except| except == id)
    }
}

impl<P> Sentence<P> {
    /// All places named in it, from left to right.
    pub fn places(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.atoms().for_each(|atom| atom.collect(&mut places));
        places
    }

    /// Whether a place is named in it.
    pub fn names(&self, place: &P) -> bool
    where
        P: PartialEq,
    {
        self.atoms().any(|atom| atom.names(place))
    }

    /// The first place named in it.
    pub fn first_place(&self) -> Option<&P> {
        self.atoms().find_map(Atom::first_place)
    }

    /// The places that it only asks to be given, or not to be: texts as well as figures.
    pub fn given(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.atoms().for_each(|atom| atom.collect_given(&mut places));
        places
    }

    /// The place that it is about: the first of what it compares, if that is all it demands, or the first named.
    pub fn subject(&self) -> Option<&P> {
        let compared = self.comparison().and_then(|(left, ..)| left.first_place());
        compared.or_else(|| self.first_place())
    }

    /// The sets of rows summed over in it.
    pub fn sets(&self) -> Vec<Set> {
        let mut sets = Vec::new();
        self.atoms().for_each(|atom| atom.collect_sets(&mut sets));
        sets
    }

    fn atoms(&self) -> impl Iterator<Item = &Atom<P>> {
        self.when.iter().chain(&self.then)
    }

    /// The same sentence with every place turned into another kind of place.
    pub fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> Sentence<Q> {
        Sentence {
            when: self.when.into_iter().map(|atom| atom.mapped(to)).collect(),
            then: self.then.into_iter().map(|atom| atom.mapped(to)).collect(),
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

impl Cmp {
    /// The comparison that is true where this one is not.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            Self::Le => Self::Gt,
            Self::Ge => Self::Lt,
            Self::Lt => Self::Ge,
            Self::Gt => Self::Le,
        }
    }

    /// Whether it is true of two figures that are ordered so.
    pub const fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Le => order.is_le(),
            Self::Ge => order.is_ge(),
            Self::Lt => order.is_lt(),
            Self::Gt => order.is_gt(),
        }
    }

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
