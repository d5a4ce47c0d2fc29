//! What the general rules share: a manual in two languages, and findings that make their own sentence.
//!
//! A general rule holds in every form, or for the file around the forms. Each has a file of its own in
//! [`crate::general_rules`], or in the crate `round` if it is about a file in a round.

use super::Location;
use phuluc_form::{Lang, Severity};
use rust_decimal::Decimal;
use std::any::Any;
use std::fmt::Debug;

/// A general rule: its id, its severity and its manual.
#[derive(Clone, Copy, Debug)]
pub struct GeneralRule {
    /// The id, in kebab case. It is never used again for another rule.
    pub id: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// The manual in Vietnamese.
    pub vi: Manual,
    /// The manual in English.
    pub en: Manual,
}

/// The manual of a rule, in the words of the people who read it.
#[derive(Clone, Copy, Debug)]
pub struct Manual {
    /// What it finds.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// What to do.
    pub todo: &'static str,
}

impl GeneralRule {
    /// The manual in a language.
    pub const fn manual(&self, lang: Lang) -> Manual {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

/// What a general rule found. Each rule has a type of its own, which makes its sentence.
pub trait GeneralFinding: Any + Debug + Send + Sync {
    /// The rule that found it.
    fn rule(&self) -> &'static GeneralRule;

    /// The sentence that says what is wrong, without a full stop. `at` is the place that the finding is about, if it
    /// is about one.
    fn say(&self, lang: Lang, at: Option<&Location>) -> String;

    /// The figures that it compares, for JSON and CSV. By default that is only the figure at the place.
    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy::reported(at)
    }
}

/// The figures that a finding compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Discrepancy {
    /// The figure reported.
    pub reported: Option<Decimal>,
    /// The relation that should hold: `=`, `<=`, `in`, `given`.
    pub relation: Option<&'static str>,
    /// The expected figure, or the one to compare with, if there is one.
    pub expected: Option<Decimal>,
}

impl Discrepancy {
    /// The figure at a place, with nothing to compare it with.
    pub fn reported(at: Option<&Location>) -> Self {
        Self { reported: at.and_then(Location::figure), ..Self::default() }
    }

    /// The reported figure minus the expected one.
    pub fn difference(&self) -> Option<Decimal> {
        self.reported?.checked_sub(self.expected?)
    }
}
