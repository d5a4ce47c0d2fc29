//! Findings (nội dung cần xem lại): a rule that did not hold, at a place, with the figures.
//!
//! A finding is data; the sentence for people is made from it elsewhere.

mod decision;
mod location;
mod notice;
pub mod wording;

use crate::form::{Form, FormId, RowId};
use crate::general;
use crate::grid::{At, Sheet};
use crate::interval::Interval;
use crate::number;
use crate::rule::{Cmp, Expr, Sentence, Severity};
use rust_decimal::Decimal;
use std::sync::Arc;

pub use decision::{Adjustment, CellRef, Decision, Ruling, RulingKind};
pub use location::{CellPlace, FormPlace, Labels, Location, Shown};
pub use notice::{DatedDocument, Notice};

/// A rule that did not hold.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// How much it matters here.
    pub severity: Severity,
    /// Where.
    pub subject: Subject,
    /// What.
    pub problem: Problem,
    /// The other places that take part.
    pub related: Vec<Location>,
    /// Single cells whose change would make everything hold.
    pub suggestions: Vec<Suggestion>,
    /// Other relations that bear the reported figure out: their titles, and what they are about.
    pub borne_out_by: Vec<(String, Location)>,
    /// What to do, in the words of the form's definition; general rules have theirs in their manual.
    pub todo: Option<String>,
    /// The decision that accepts it as explained, if there is one.
    pub decided: Option<Arc<Decision>>,
}

/// Where a finding is.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The whole file.
    File,
    /// A sheet, whichever form is on it.
    Sheet(String),
    /// A cell, whichever form it is of.
    Cell {
        /// The sheet.
        sheet: String,
        /// The cell.
        at: At,
    },
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
pub enum Problem {
    /// Two sides do not compare as they must.
    Relation(Box<Relation>),
    /// A condition is met, and what it implies is not.
    Implication {
        /// The rule with its places.
        sentence: Box<Sentence<Location>>,
        /// The places that should have been given and are blank.
        missing: Vec<Location>,
    },
    /// What general rules find.
    General(Notice),
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
}

impl Relation {
    /// Reported less expected, as both are shown, if each is one figure.
    pub fn difference(&self, percent: bool) -> Option<Decimal> {
        let expected = shown(self.expected?, percent)?;
        shown(self.reported, percent)?.checked_sub(expected)
    }
}

/// The figure that an interval stands for when it is shown: its value, rounded for percentages.
pub(crate) fn shown(range: Interval, percent: bool) -> Option<Decimal> {
    range.exact().map(|value| if percent { number::round(value, 2) } else { value }.normalize())
}

impl Finding {
    /// A finding of a general rule.
    pub fn general(subject: Subject, notice: Notice) -> Self {
        let rule = general::rule(&notice);
        Self {
            rule: rule.id.to_owned(),
            severity: rule.severity,
            subject,
            problem: Problem::General(notice),
            related: Vec::new(),
            suggestions: Vec::new(),
            borne_out_by: Vec::new(),
            todo: None,
            decided: None,
        }
    }

    /// A finding about the whole file.
    pub fn of_file(notice: Notice) -> Self {
        Self::general(Subject::File, notice)
    }

    /// A finding about a sheet, whichever form is on it.
    pub fn of_whole_sheet(sheet: &Sheet, notice: Notice) -> Self {
        Self::general(Subject::Sheet(sheet.name.clone()), notice)
    }

    /// A finding about a form on a sheet.
    pub fn of_sheet(form: &Form, sheet: &Sheet, notice: Notice) -> Self {
        let (row, at) = match &notice {
            Notice::RowMissing { row, .. } => (Some(row.clone()), None),
            Notice::RowTwice { row, second, .. } => {
                (Some(row.clone()), Some(At { row: second - 1, column: 0 }))
            }
            Notice::UnknownRow { row, .. } => (None, Some(At { row: row - 1, column: 0 })),
            Notice::UnknownColumn { at, .. } => (None, Some(*at)),
            _ => (None, None),
        };
        let (form, short) = (form.id.clone(), form.short.clone());
        Self::general(Subject::Form { form, short, sheet: sheet.name.clone(), row, at }, notice)
    }

    /// Whether somebody has decided about it, here or on the level below.
    pub const fn is_decided(&self) -> bool {
        match &self.problem {
            Problem::PassedOn(found) => found.decided.is_some(),
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
            Subject::Cell { sheet, at } => (Some(sheet), Some(*at)),
            Subject::Form { sheet, at, .. } => (Some(sheet), *at),
            Subject::Place(place) => (Some(&place.on_sheet.sheet), place.on_sheet.at),
        }
    }

    /// The form.
    pub const fn form(&self) -> Option<&FormId> {
        match &self.subject {
            Subject::File | Subject::Sheet(_) | Subject::Cell { .. } => None,
            Subject::Form { form, .. } => Some(form),
            Subject::Place(place) => Some(&place.on_form.form),
        }
    }

    /// The row.
    pub const fn row(&self) -> Option<&RowId> {
        match &self.subject {
            Subject::File | Subject::Sheet(_) | Subject::Cell { .. } => None,
            Subject::Form { row, .. } => row.as_ref(),
            Subject::Place(place) => Some(&place.on_form.row),
        }
    }
}
