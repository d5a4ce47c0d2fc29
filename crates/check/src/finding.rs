//! Findings (nội dung cần xem lại): a rule that did not hold, at a place, with the figures.
//!
//! A finding is data; the sentence for people is made from it elsewhere.

mod decision;
pub mod general;
mod location;
pub mod wording;

use crate::diagnosis::Slip;
use phuluc_form::{Atom, Cmp, Expr, Form, FormId, Interval, RowId, Sentence, Severity, number};
use phuluc_grid::{At, Sheet};
use rust_decimal::Decimal;
use std::any::Any;
use std::sync::Arc;

pub use decision::{AdjustedBy, Adjustment, Decision, Ruling, RulingKind, TakenBack};
pub use general::{ComparedFigures, GeneralFinding};
pub use location::{CellPlace, FormPlace, Labels, Location, SheetCell, Shown};

/// A rule that did not hold.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// How much it matters here.
    pub severity: Severity,
    /// What it is about, and so where it is.
    pub subject: Subject,
    /// What.
    pub kind: FindingKind,
    /// The other places that take part.
    pub related: Vec<Location>,
    /// Single cells whose change would make everything hold: those of its diagnosis.
    pub suggestions: Vec<Suggestion>,
    /// The diagnosis that explains it, by its index in what was checked.
    pub diagnosis: Option<usize>,
    /// Other relations that the reported figure agrees with: their titles, and what they are about.
    pub agrees_with: Vec<(String, Location)>,
    /// What to do, in the words of the form's definition; general rules have theirs in their manual.
    pub todo: Option<String>,
    /// The decision that accepts it as explained, if there is one.
    pub decided: Option<Arc<Decision>>,
}

/// What a finding is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The whole file.
    File,
    /// A sheet, whichever form is on it.
    Sheet(String),
    /// A cell, whichever form it is of.
    Cell(SheetCell),
    /// A form as a whole.
    Form {
        /// The form.
        form: FormId,
        /// What people call it.
        short: String,
        /// Its sheet.
        sheet: String,
        /// The row, if it is about one.
        row: Option<RowId>,
        /// The cell, if it is about one.
        at: Option<At>,
    },
    /// A place.
    Place(Box<Location>),
}

/// What is wrong.
#[derive(Clone, Debug)]
pub enum FindingKind {
    /// Two sides do not compare as they must.
    Relation(Box<Relation>),
    /// A condition is met, and what it implies is not.
    Implication {
        /// The rule with its places.
        sentence: Box<Sentence<Location>>,
        /// The places that should have been given and are blank.
        missing: Vec<Location>,
    },
    /// What a general rule found.
    General(Arc<dyn GeneralFinding>),
    /// What the level below found, in the words of its consolidated workbook.
    PassedOn(Box<FoundBelow>),
}

/// A finding as a consolidated workbook tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBelow {
    /// The whole message.
    pub message: String,
    /// What may mend it.
    pub suggestions: String,
    /// What was decided about it.
    pub decided: Option<String>,
}

/// Two sides that do not compare as they must.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The left side.
    pub left: Expr<Location>,
    /// How they should compare.
    pub cmp: Cmp,
    /// The right side.
    pub right: Expr<Location>,
    /// What the left side comes to.
    pub reported: Interval,
    /// What the right side comes to; `None` if there is nothing to take a share of.
    pub expected: Option<Interval>,
}

/// A single cell whose change would make everything hold.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The cell.
    pub place: Location,
    /// What it should hold.
    pub to: Decimal,
    /// How many broken rules that mends.
    pub mends: usize,
    /// How many digits it changes.
    pub digits: usize,
    /// How the figure that stands there came about.
    pub slip: Slip,
}

impl Relation {
    /// Reported less expected, as both are shown, if each is one figure.
    pub fn difference(&self, percent: bool) -> Option<Decimal> {
        let expected = shown(self.expected?, percent)?;
        shown(self.reported, percent)?.checked_sub(expected)
    }
}

/// The figure that an interval stands for when it is shown: its value, rounded for percentages.
pub fn shown(range: Interval, percent: bool) -> Option<Decimal> {
    range.exact().map(|value| if percent { number::round(value, 2) } else { value }.normalize())
}

impl Finding {
    /// A finding of a general rule.
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

    /// A finding about the whole file.
    pub fn of_file(found: impl GeneralFinding) -> Self {
        Self::new(Subject::File, found)
    }

    /// A finding about a sheet, whichever form is on it.
    pub(crate) fn of_whole_sheet(sheet: &Sheet, found: impl GeneralFinding) -> Self {
        Self::new(Subject::Sheet(sheet.name.clone()), found)
    }

    /// A finding about a form on a sheet.
    pub fn on_sheet(form: &Form, sheet: &str, found: impl GeneralFinding) -> Self {
        Self::in_row(form, sheet, None, None, found)
    }

    /// A finding about a row of a form, or a cell beside its places.
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

    /// What the general rule of that type found, if it is one of its findings.
    pub fn general<T: GeneralFinding>(&self) -> Option<&T> {
        match &self.kind {
            FindingKind::General(found) => (found.as_ref() as &dyn Any).downcast_ref(),
            FindingKind::Relation(_) | FindingKind::Implication { .. } | FindingKind::PassedOn(_) => None,
        }
    }

    /// What it compares: the figure reported, the relation, and what it should be, where there is one.
    pub fn figures(&self) -> ComparedFigures {
        let place = self.place();
        let percent = place.is_some_and(|place| place.shown.percent);
        match &self.kind {
            FindingKind::Relation(relation) => ComparedFigures {
                reported: shown(relation.reported, percent),
                relation: Some(relation.cmp.sign()),
                expected: relation.expected.and_then(|expected| shown(expected, percent)),
            },
            FindingKind::Implication { sentence, .. } => {
                let relation = match sentence.then.first() {
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
                ComparedFigures { relation: Some(relation), ..ComparedFigures::reported(place) }
            }
            FindingKind::General(found) => found.figures(place),
            FindingKind::PassedOn(_) => ComparedFigures::default(),
        }
    }

    /// Whether somebody has decided about it, here or on the level below.
    pub const fn is_decided(&self) -> bool {
        match &self.kind {
            FindingKind::PassedOn(found) => found.decided.is_some(),
            _ => self.decided.is_some(),
        }
    }

    /// The place, if it is at one.
    pub const fn place(&self) -> Option<&Location> {
        match &self.subject {
            Subject::Place(place) => Some(place),
            _ => None,
        }
    }

    /// The sheet and the cell.
    pub fn cell(&self) -> (Option<&str>, Option<At>) {
        match &self.subject {
            Subject::File => (None, None),
            Subject::Sheet(sheet) => (Some(sheet), None),
            Subject::Cell(SheetCell { sheet, at }) => (Some(sheet), Some(*at)),
            Subject::Form { sheet, at, .. } => (Some(sheet), *at),
            Subject::Place(place) => (Some(&place.on_sheet.sheet), place.on_sheet.at),
        }
    }

    /// The form.
    pub const fn form(&self) -> Option<&FormId> {
        match &self.subject {
            Subject::File | Subject::Sheet(_) | Subject::Cell(_) => None,
            Subject::Form { form, .. } => Some(form),
            Subject::Place(place) => Some(&place.on_form.form),
        }
    }

    /// The row.
    pub const fn row(&self) -> Option<&RowId> {
        match &self.subject {
            Subject::File | Subject::Sheet(_) | Subject::Cell(_) => None,
            Subject::Form { row, .. } => row.as_ref(),
            Subject::Place(place) => Some(&place.on_form.row),
        }
    }
}
