//! The stages of the check that ask a general rule, and what each stage hands to it.

use crate::answer::{Answer, Unreadable, WhyUnreadable};
use crate::finding::general::GeneralFinding;
use crate::finding::{Finding, Location};
use crate::submission::{Entry, FilledForm};
use phuluc_form::{Document, Kind, Level, Period};
use phuluc_grid::At;
use rust_decimal::Decimal;
use std::cell::OnceCell;

/// The stage of the check that asks a general rule, with the function to call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Raised {
    /// The check asks at each place of a column of answers that is not blank.
    AtEachPlace(fn(&PlaceInForm<'_>) -> Option<Finding>),
    /// The check asks on each form.
    OnEachForm(fn(&FormInSubmission<'_>) -> Vec<Finding>),
}

/// A place of a column of answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceInForm<'f> {
    /// The form.
    pub filled: &'f FilledForm,
    /// The row, by index.
    pub row: usize,
    /// The column, by index.
    pub column: usize,
    /// The unit's level.
    pub level: Option<Level>,
    /// The kind of answer that the form asks for; none in a heading.
    pub kind: Option<&'f Kind>,
    /// The answer at the place.
    pub answer: &'f Answer,
}

impl<'f> PlaceInForm<'f> {
    /// The unreadable answer, if the form asks for one here and the reason is one of these.
    pub fn unreadable(&self, reasons: &[WhyUnreadable]) -> Option<&'f Unreadable> {
        match self.kind.map(|_| self.answer)? {
            Answer::Unreadable(unreadable) if reasons.contains(&unreadable.why) => Some(unreadable),
            Answer::Unreadable(_) | Answer::Number(_) | Answer::Nil | Answer::Blank | Answer::Text(_) => None,
        }
    }

    /// The figure, if the form asks for one.
    pub fn figure(&self) -> Option<Decimal> {
        self.kind.and_then(|_| self.answer.figure()).map(|figure| figure.value)
    }

    /// The figure if it can be added up: not 0, not below 0, and a code only if the list has it.
    pub fn figure_to_add_up(&self) -> Option<Decimal> {
        let figure = self.figure().filter(|figure| !figure.is_sign_negative() && !figure.is_zero())?;
        match self.kind {
            Some(Kind::Choice(choices)) => {
                choices.iter().any(|choice| choice.code == figure).then_some(figure)
            }
            _ => Some(figure),
        }
    }

    /// Whether the form allows a percentage above 100 at the place.
    pub fn may_exceed_100(&self) -> bool {
        self.filled.form.may_exceed_100(self.filled.rows[self.row].fixed(), self.column)
    }

    /// Whether the row does not concern the unit.
    pub fn is_out_of_scope(&self) -> bool {
        self.filled.is_out_of_scope(self.row, self.level)
    }

    /// A finding at the place.
    pub fn finding(&self, found: impl GeneralFinding) -> Finding {
        let place = Location::of(self.filled, self.row, self.column, self.level, false);
        Finding::at_place(place, found)
    }
}

/// A form of a submission.
#[derive(Debug)]
pub(crate) struct FormInSubmission<'f> {
    /// The form.
    pub filled: &'f FilledForm,
    /// The unit's level.
    pub level: Option<Level>,
    /// The period of the report.
    pub period: Option<Period>,
    documents: OnceCell<Vec<(usize, Document)>>,
}

impl<'f> FormInSubmission<'f> {
    /// A form of a unit of this level, reported for this period.
    pub const fn new(filled: &'f FilledForm, level: Option<Level>, period: Option<Period>) -> Self {
        Self { filled, level, period, documents: OnceCell::new() }
    }

    /// One finding for each sheet, with all cells in columns of answers for which `is_so` holds. It is asked only about
    /// cells that hold something.
    pub fn of_cells<T: GeneralFinding>(
        &self,
        is_so: impl Fn(Option<&Kind>, &Entry<'_>) -> bool,
        found: impl Fn(Vec<At>) -> T,
    ) -> Vec<Finding> {
        let filled = self.filled;
        let mut by_sheet: Vec<(&str, Vec<At>)> = Vec::new();
        for (row, answers) in filled.rows.iter().enumerate() {
            let so = answers.entries.written().filter_map(|(column, entry)| {
                let is_wanted = filled.form.takes_answers(column) && is_so(filled.kind(row, column), &entry);
                entry.at.filter(|_| is_wanted)
            });
            for at in so {
                let sheet = filled.sheet_of(row);
                match by_sheet.iter_mut().find(|(other, _)| *other == sheet) {
                    Some((_, cells)) => cells.push(at),
                    None => by_sheet.push((sheet, vec![at])),
                }
            }
        }
        let findings = by_sheet.into_iter();
        findings.map(|(sheet, cells)| Finding::about_form(&filled.form, sheet, found(cells))).collect()
    }

    /// The documents in its column of documents, by row; none if it has no such column.
    pub fn documents(&self) -> &[(usize, Document)] {
        self.documents.get_or_init(|| documents(self.filled))
    }

    /// A finding about the document of a row.
    pub fn finding_about_document(&self, row: usize, found: impl GeneralFinding) -> Finding {
        let column = self.filled.form.document_column().unwrap_or_default();
        Finding::at_place(Location::of(self.filled, row, column, self.level, false), found)
    }
}

/// The documents of a form, by row.
pub(crate) fn documents(filled: &FilledForm) -> Vec<(usize, Document)> {
    let Some(column) = filled.form.document_column() else { return Vec::new() };
    let rows = 0..filled.rows.len();
    let rows = rows.filter(|row| matches!(filled.kind(*row, column), Some(Kind::Document)));
    rows.filter_map(|row| Some((row, Document::read(&filled.rows[row].entries.get(column).raw())?))).collect()
}
