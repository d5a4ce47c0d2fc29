//! Findings (nội dung cần xem lại): a rule that did not hold, at a place, with the figures.
//!
//! A finding is data. [`wording`] and the crate `say` make the sentence.

mod decision;
pub mod general;
mod location;
pub mod wording;

use crate::diagnosis::Slip;
use phuluc_form::{Atom, Cmp, Expr, Form, FormId, Interval, RowId, Severity, Statement, number};
use phuluc_grid::{At, Sheet};
use rust_decimal::Decimal;
use std::any::Any;
use std::sync::Arc;

pub use decision::{AdjustedBy, Adjustment, Decision, Ruling, RulingKind, TakenBack};
pub use general::{Discrepancy, GeneralFinding};
pub use location::{CellPlace, FormPlace, Labels, Location, SheetCell, ShownAnswer};

/// A rule that did not hold.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// How grave it is in this report.
    pub severity: Severity,
    /// The part of the file that it is about.
    pub subject: Subject,
    /// What is wrong there.
    pub kind: FindingKind,
    /// The other places that the rule compares.
    pub related: Vec<Location>,
    /// Changes of a single cell that would mend what is wrong, from its diagnosis.
    pub suggestions: Vec<Suggestion>,
    /// The index of the diagnosis that explains it, in [`crate::rule_check::Checked`].
    pub diagnosis: Option<usize>,
    /// Other rules with which the reported figure agrees: the title and the place of each.
    pub agrees_with: Vec<(String, Location)>,
    /// What to do, as the form's definition puts it. General rules have it in their manual.
    pub todo: Option<String>,
    /// The decision that accepts the finding as explained, if there is one.
    pub decided: Option<Arc<Decision>>,
}

/// What a finding is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The whole file.
    File,
    /// A sheet as a whole, by its name.
    Sheet(String),
    /// A cell that may belong to no form.
    Cell(SheetCell),
    /// A form as a whole, a row of it, or a cell beside its places.
    Form {
        /// The form's id.
        form: FormId,
        /// The short name that people use.
        short: String,
        /// The name of its sheet.
        sheet: String,
        /// The row, if it is about one.
        row: Option<RowId>,
        /// The cell, if it is about one.
        at: Option<At>,
    },
    /// A place of a form.
    Place(Box<Location>),
}

/// What is wrong: the result of a rule.
#[derive(Clone, Debug)]
pub enum FindingKind {
    /// The two sides of a rule do not compare as they must.
    Relation(Box<Relation>),
    /// The condition of a rule is met, and what it demands is not.
    Implication {
        /// The rule with its places.
        statement: Box<Statement<Location>>,
        /// The places that should have been given and are blank.
        missing: Vec<Location>,
    },
    /// What a general rule found.
    General(Arc<dyn GeneralFinding>),
    /// A finding that the level below passed on in its consolidated workbook.
    PassedOn(Box<FoundBelow>),
}

/// A finding as the consolidated workbook of the level below tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBelow {
    /// The whole message.
    pub message: String,
    /// The corrections that the level below suggests.
    pub suggestions: String,
    /// The decision about it, if there is one, in words.
    pub decided: Option<String>,
}

/// The two sides of a rule, and what they come to.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The left side.
    pub left: Expr<Location>,
    /// How the sides should compare.
    pub cmp: Cmp,
    /// The right side.
    pub right: Expr<Location>,
    /// What the left side comes to.
    pub reported: Interval,
    /// What the right side comes to; `None` if it takes a share of 0.
    pub expected: Option<Interval>,
}

/// A change of a single cell that would mend what is wrong.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The cell.
    pub place: Location,
    /// The figure that it should hold.
    pub to: Decimal,
    /// How many broken rules the change mends.
    pub mends: usize,
    /// How many digits the change replaces.
    pub digits: usize,
    /// The slip that led to the figure in the cell.
    pub slip: Slip,
}

impl Relation {
    /// The reported figure minus the expected one, both as they are shown, if each side is a single figure.
    pub fn difference(&self, percent: bool) -> Option<Decimal> {
        let expected = shown(self.expected?, percent)?;
        self.shown_reported(percent)?.checked_sub(expected)
    }

    /// The figure of the left side as people see it. What somebody wrote is never rounded; a percentage of more decimals
    /// than anybody types was worked out, and is.
    pub fn shown_reported(&self, percent: bool) -> Option<Decimal> {
        /// The most decimals that people type.
        const TYPED: u32 = 6;
        let written = match &self.left {
            Expr::Place(place) => place.figure().map(|value| value.normalize()),
            _ => None,
        };
        let shown = shown(self.reported, percent)?;
        Some(written.filter(|value| value.scale() <= TYPED).unwrap_or(shown))
    }
}

/// The figure of an interval as people see it, percentages rounded to two decimals; `None` if it is more than one
/// figure.
pub fn shown(range: Interval, percent: bool) -> Option<Decimal> {
    range.exact().map(|value| if percent { number::round(value, 2) } else { value }.normalize())
}

/// The bound of an interval as people see it: of a percentage two decimals, or more if there would be nothing left.
pub fn shown_bound(value: Decimal, percent: bool) -> Decimal {
    let rounded = if percent { number::round(value, 2) } else { value };
    let is_lost = rounded.is_zero() && !value.is_zero();
    let rounded = if is_lost { value.round_sf(2).unwrap_or(value) } else { rounded };
    rounded.normalize()
}

impl Finding {
    /// A finding of a general rule about `subject`.
    pub fn new(subject: Subject, found: impl GeneralFinding) -> Self {
        let rule = found.rule();
        Self {
            rule: rule.id.to_owned(),
            severity: rule.severity,
            subject,
            kind: FindingKind::General(Arc::new(found)),
            related: Vec::new(),
            suggestions: Vec::new(),
            diagnosis: None,
            agrees_with: Vec::new(),
            todo: None,
            decided: None,
        }
    }

    /// A finding about the file as a whole.
    pub fn of_file(found: impl GeneralFinding) -> Self {
        Self::new(Subject::File, found)
    }

    /// A finding about a sheet as a whole.
    pub(crate) fn about_sheet(sheet: &Sheet, found: impl GeneralFinding) -> Self {
        Self::new(Subject::Sheet(sheet.name.clone()), found)
    }

    /// A finding about a form as a whole.
    pub fn about_form(form: &Form, sheet: &str, found: impl GeneralFinding) -> Self {
        Self::in_row(form, sheet, None, None, found)
    }

    /// A finding about a row of a form, or about a cell beside its places.
    pub(crate) fn in_row(
        form: &Form,
        sheet: &str,
        row: Option<&RowId>,
        at: Option<At>,
        found: impl GeneralFinding,
    ) -> Self {
        let (id, short, sheet) = (form.id.clone(), form.short.clone(), sheet.to_owned());
        Self::new(Subject::Form { form: id, short, sheet, row: row.cloned(), at }, found)
    }

    /// A finding at a place.
    pub fn at_place(place: Location, found: impl GeneralFinding) -> Self {
        Self::new(Subject::Place(Box::new(place)), found)
    }

    /// The data of the finding, if the general rule of type `T` raised it.
    pub fn general<T: GeneralFinding>(&self) -> Option<&T> {
        match &self.kind {
            FindingKind::General(found) => (found.as_ref() as &dyn Any).downcast_ref(),
            FindingKind::Relation(_) | FindingKind::Implication { .. } | FindingKind::PassedOn(_) => None,
        }
    }

    /// The figure that is reported, the relation, and the figure that is expected, as far as there are any.
    pub fn figures(&self) -> Discrepancy {
        let place = self.place();
        let percent = place.is_some_and(|place| place.shown.percent);
        match &self.kind {
            FindingKind::Relation(relation) => Discrepancy {
                reported: relation.shown_reported(percent),
                relation: Some(relation.cmp.sign()),
                expected: relation.expected.and_then(|expected| shown(expected, percent)),
            },
            FindingKind::Implication { statement, .. } => {
                let relation = match statement.then.first() {
                    Some(Atom::Compare { cmp, .. }) => cmp.sign(),
                    Some(Atom::Any(_)) => "or",
                    Some(Atom::Missing(_)) => "missing",
                    Some(Atom::Reads { is, .. }) => {
                        if *is {
                            "="
                        } else {
                            "!="
                        }
                    }
                    Some(Atom::Given(_)) | None => "given",
                };
                Discrepancy { relation: Some(relation), ..Discrepancy::reported(place) }
            }
            FindingKind::General(found) => found.figures(place),
            FindingKind::PassedOn(_) => Discrepancy::default(),
        }
    }

    /// Whether somebody decided about it, at this level or the level below.
    pub const fn is_decided(&self) -> bool {
        match &self.kind {
            FindingKind::PassedOn(found) => found.decided.is_some(),
            _ => self.decided.is_some(),
        }
    }

    /// The place that it is about, if it is about one.
    pub const fn place(&self) -> Option<&Location> {
        match &self.subject {
            Subject::Place(place) => Some(place),
            _ => None,
        }
    }

    /// The sheet and the cell that it is about.
    pub fn cell(&self) -> (Option<&str>, Option<At>) {
        match &self.subject {
            Subject::File => (None, None),
            Subject::Sheet(sheet) => (Some(sheet), None),
            Subject::Cell(SheetCell { sheet, at }) => (Some(sheet), Some(*at)),
            Subject::Form { sheet, at, .. } => (Some(sheet), *at),
            Subject::Place(place) => (Some(&place.on_sheet.sheet), place.on_sheet.at),
        }
    }

    /// The form that it is about.
    pub const fn form(&self) -> Option<&FormId> {
        match &self.subject {
            Subject::File | Subject::Sheet(_) | Subject::Cell(_) => None,
            Subject::Form { form, .. } => Some(form),
            Subject::Place(place) => Some(&place.on_form.form),
        }
    }

    /// The row that it is about.
    pub const fn row(&self) -> Option<&RowId> {
        match &self.subject {
            Subject::File | Subject::Sheet(_) | Subject::Cell(_) => None,
            Subject::Form { row, .. } => row.as_ref(),
            Subject::Place(place) => Some(&place.on_form.row),
        }
    }
}
