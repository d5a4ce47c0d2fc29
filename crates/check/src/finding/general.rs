//! What the general rules have in common: a manual in two languages, and findings that say themselves.
//!
//! A general rule holds in any form, or of the file around it. Each is a file of its own in
//! [`crate::general_rules`], or in the crate `round` if it is about a file in a round.

use super::Location;
use phuluc_form::{Lang, Severity};
use rust_decimal::Decimal;
use std::any::Any;
use std::fmt::Debug;

/// A general rule.
#[derive(Clone, Copy, Debug)]
pub struct GeneralRule {
    /// A bare kebab-name, never used again for something else.
    pub id: &'static str,
    /// How much breaking it matters.
    pub severity: Severity,
    /// The manual in Vietnamese.
    pub vi: Manual,
    /// The manual in English.
    pub en: Manual,
}

/// What a rule is about, in the words of the people who read it.
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

/// What a general rule found: data of a type of its own, which knows its sentence.
pub trait GeneralFinding: Any + Debug + Send + Sync {
    /// The rule.
    fn rule(&self) -> &'static GeneralRule;

    /// What is wrong, without a full stop; `at` is the place that it is about, if it is about one.
    fn say(&self, lang: Lang, at: Option<&Location>) -> String;

    /// What it compares, for programs: unless the rule says more, the figure that stands there.
    fn figures(&self, at: Option<&Location>) -> ComparedFigures {
        ComparedFigures::reported(at)
    }
}

/// What a finding compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComparedFigures {
    /// The figure reported.
    pub reported: Option<Decimal>,
    /// The relation in which it should stand: `=`, `<=`, `in`, `given`.
    pub relation: Option<&'static str>,
    /// The figure that it should be, or be compared with, if there is one.
    pub expected: Option<Decimal>,
}

impl ComparedFigures {
    /// The figure that stands at a place, compared with nothing.
    pub fn reported(at: Option<&Location>) -> Self {
        Self { reported: at.and_then(Location::figure), ..Self::default() }
    }

    /// Reported less expected.
    pub fn difference(&self) -> Option<Decimal> {
        self.reported?.checked_sub(self.expected?)
    }
}
