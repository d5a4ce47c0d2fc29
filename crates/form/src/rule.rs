//! A rule of a form: a relation that must hold between places, with its manual.
//!
//! Statistical offices call it an edit rule (edit check, validation rule). A rule with `derive` or `solve` is also a
//! recipe: it fills a blank place, which they call deductive imputation.
//!
//! The text of a rule in the definition becomes a tree. The check evaluates the tree, the sentence for people is made
//! from it, and consolidation recomputes percentages with it.

mod atom;
mod display;
pub mod excel;
mod expr;
pub mod foreign_spelling;
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
    /// Right in substance, but worth knowing.
    Note,
    /// Somebody must look at it.
    Warning,
    /// The figures contradict each other within one form.
    Error,
}

/// What a rule runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Once for the form.
    Once,
    /// Once for every row that takes figures.
    Row,
    /// Once for every row that has rows under it.
    Parent,
    /// Once for every row that has no rows under it.
    Leaf,
    /// Once for every column of figures.
    Column,
}

/// A rule of a form, valid by construction: every place in it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `form/kebab-name`.
    pub id: RuleId,
    /// Its demand in a few words.
    pub title: String,
    /// What it runs over.
    pub each: Each,
    /// The columns that it is repeated for; all columns of figures if this is empty and `each` is column.
    pub columns: Vec<ColumnId>,
    /// The only rows that it runs over, if it names any.
    pub rows: Vec<RowId>,
    /// The rows that it leaves out, or the columns if it runs over columns.
    pub except: Vec<String>,
    /// What must hold.
    pub that: Statement<Place>,
    /// The rule as its author wrote it.
    pub text: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is on trial, so that its findings are notes whatever its severity will be.
    pub trial: bool,
    /// Whether it is also the recipe for its left side.
    pub derive: bool,
    /// Whether it fills its only blank place from the other places before other rules are checked.
    pub solve: bool,
    /// The reason why it matters.
    pub why: String,
    /// What to do when it is broken.
    pub todo: String,
    /// An example of a report that breaks it, if its author gave one.
    pub example: Option<String>,
}

/// What a rule states: `when` implies `then`. Both are lists of claims joined by “and”, `when` often empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement<P> {
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

/// A place of a form, as a rule refers to it. It is known to exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The other form, if it is not the rule's own.
    pub form: Option<FormId>,
    /// The report that holds it.
    pub which: WhichReport,
    /// The row.
    pub row: RowRef,
    /// The column.
    pub column: ColumnRef,
}

/// The one of a unit's reports that a place refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhichReport {
    /// The report that is checked.
    #[default]
    Now,
    /// The report of the period before.
    Before,
    /// The report of the same period a year ago.
    LastYear,
    /// The sum of all reports since the year began, this one included.
    Year,
}

/// A row, as a rule refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowRef {
    /// The row that the rule is at.
    Each,
    /// This row.
    Id(RowId),
}

/// A column, as a rule refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRef {
    /// The column that the rule is at.
    Each,
    /// This column.
    Id(ColumnId),
    /// The first of these columns with an answer; the last column if none has one.
    First(Vec<ColumnId>),
}

impl Each {
    /// Whether a rule of this kind runs over rows.
    pub const fn is_over_rows(self) -> bool {
        matches!(self, Self::Row | Self::Parent | Self::Leaf)
    }
}

impl Rule {
    /// Whether it applies at a row, if it runs over rows.
    pub fn concerns(&self, row: Option<&RowId>) -> bool {
        let is_named = self.rows.is_empty() || row.is_some_and(|row| self.rows.contains(row));
        is_named && !row.is_some_and(|row| self.leaves_out(row.as_str()))
    }

    /// Whether it leaves a row or column out by name.
    pub fn leaves_out(&self, id: &str) -> bool {
        self.except.iter().any(|except| except == id)
    }
}

impl<P> Statement<P> {
    /// All places named in it, from left to right.
    pub fn places(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.atoms().for_each(|atom| atom.collect(&mut places));
        places
    }

    /// Whether it names a place.
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

    /// The places that it refers to only by `given` or `not given`. They may hold text.
    pub fn given(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.atoms().for_each(|atom| atom.collect_given(&mut places));
        places
    }

    /// The places whose words it asks for.
    pub fn read(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.atoms().for_each(|atom| atom.collect_read(&mut places));
        places
    }

    /// The place that it is about: the left side of its only comparison, else the first place named.
    pub fn subject(&self) -> Option<&P> {
        let compared = self.comparison().and_then(|(left, ..)| left.first_place());
        compared.or_else(|| self.first_place())
    }

    /// The sets of rows that it sums over.
    pub fn sets(&self) -> Vec<Set> {
        self.sums().into_iter().map(|sum| sum.set).collect()
    }

    /// The sums over sets of rows in it.
    pub fn sums(&self) -> Vec<&Sum<P>> {
        let mut sums = Vec::new();
        self.atoms().for_each(|atom| atom.collect_sums(&mut sums));
        sums
    }

    /// Whether it may be undecided though every figure is known, because a divisor is 0.
    pub fn may_be_undefined(&self) -> bool {
        self.atoms().any(Atom::may_be_undefined)
    }

    /// The divisors and the bases of percentages in it.
    pub fn divisors(&self) -> Vec<&Expr<P>> {
        let mut divisors = Vec::new();
        self.atoms().for_each(|atom| atom.collect_divisors(&mut divisors));
        divisors
    }

    fn atoms(&self) -> impl Iterator<Item = &Atom<P>> {
        self.when.iter().chain(&self.then)
    }

    /// The same statement with every place turned into a place of another kind.
    pub fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> Statement<Q> {
        Statement {
            when: self.when.into_iter().map(|atom| atom.mapped(to)).collect(),
            then: self.then.into_iter().map(|atom| atom.mapped(to)).collect(),
        }
    }

    /// The same statement with expressions in the place of some of the places that it compares.
    #[must_use]
    pub fn with(self, of: &dyn Fn(&P) -> Option<Expr<P>>) -> Self {
        let Self { when, then } = self;
        Self {
            when: when.into_iter().map(|atom| atom.with(of)).collect(),
            then: then.into_iter().map(|atom| atom.with(of)).collect(),
        }
    }

    /// Its only comparison, if it demands nothing else, whether or not it has a condition that places are given.
    pub fn comparison(&self) -> Option<(&Expr<P>, Cmp, &Expr<P>)> {
        let only_given = self.when.iter().all(|atom| matches!(atom, Atom::Given(_)));
        match self.then.as_slice() {
            [Atom::Compare { left, cmp, right }] if only_given => Some((left, *cmp, right)),
            _ => None,
        }
    }

    /// `place = sum`, if it demands nothing else.
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

    /// Whether it is true for two figures in this order.
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
