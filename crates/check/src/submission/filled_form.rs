//! A filled form: the rows of a form with the answers of one unit.
//!
//! It gives the row with an id, the kind of answer at a place, the places left blank, and the sheet that holds a row.

use super::entries::Entries;
use crate::answer::Answer;
use phuluc_form::{Consolidate, Form, Holds, Kind, Level, Name, RowId};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

/// A form with the answers of one unit.
#[derive(Clone, Debug)]
pub struct FilledForm {
    /// The form.
    pub form: Arc<Form>,
    /// The sheet that it was found on; the first one if there are several.
    pub sheet: String,
    /// For each of the form's columns, whether the sheet has it.
    pub present: Vec<bool>,
    /// All printed rows in the form's order, or the open rows and then the total row in the order of the sheet.
    pub rows: Arc<Vec<FilledRow>>,
    /// The lines above the total of an open table that have a name but no answer, and so are no rows.
    pub left_blank: Vec<RowLeftBlank>,
}

/// A line of an open table that has a name but no answer.
#[derive(Clone, Debug)]
pub struct RowLeftBlank {
    /// The id that it would have as a row.
    pub id: RowId,
    /// Its label.
    pub label: String,
    /// The sheet row.
    pub at: u32,
}

/// A row with answers.
#[derive(Clone, Debug)]
pub struct FilledRow {
    /// Its id, and its label on the sheet.
    pub(super) name: Arc<Name>,
    /// Its role in the form.
    pub role: Role,
    /// The heading of the group that it stands under, if the sender made groups.
    pub group: Option<Arc<str>>,
    /// Its sheet, if it is not the first sheet of the form.
    pub sheet: Option<Arc<String>>,
    /// Its entries, one for each of the form's columns.
    pub entries: Entries,
}

/// The role of a row in its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A printed row, by index.
    Fixed(usize),
    /// A row that the sender added.
    Open,
    /// A line that the sender added below a printed row, by that row's index.
    Added(usize),
    /// The row of totals.
    Total,
}

impl FilledForm {
    /// The index of the row with this id.
    pub fn row(&self, id: &RowId) -> Option<usize> {
        let printed = self.form.fixed_row(id).and_then(|index| self.printed(index));
        let printed = printed.filter(|row| self.rows[*row].id == *id);
        printed.or_else(|| self.rows.iter().position(|row| row.id == *id))
    }

    /// The index at which a printed row stands. Usually no line was added above it.
    pub fn printed(&self, index: usize) -> Option<usize> {
        let is_there = self.rows.get(index).is_some_and(|row| row.role == Role::Fixed(index));
        if is_there {
            return Some(index);
        }
        self.rows.iter().position(|row| row.role == Role::Fixed(index))
    }

    /// The sheet on which a row stands.
    pub fn sheet_of(&self, row: usize) -> &str {
        self.rows[row].sheet.as_deref().unwrap_or(&self.sheet)
    }

    /// Whether its rows stand on several sheets.
    pub(crate) fn is_split(&self) -> bool {
        self.rows.iter().any(|row| row.sheet.is_some())
    }

    /// The sheets on which its rows stand.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        let own = self.rows.iter().filter_map(|row| row.sheet.as_deref());
        std::iter::once(self.sheet.as_str()).chain(own.map(String::as_str))
    }

    /// Whether a sheet holds rows of it.
    pub fn stands_on(&self, sheet: &str) -> bool {
        self.sheet == sheet
            || self.rows.iter().any(|row| row.sheet.as_ref().is_some_and(|other| **other == sheet))
    }

    /// Whether nobody filled in anything.
    pub fn is_blank(&self) -> bool {
        self.given() == 0
    }

    /// Whether nobody filled in more than that there is no percentage: “không phát sinh” beside one is often left over
    /// from the report before, and says nothing of the figures that it is worked out from.
    pub fn is_blank_but_for_rates(&self) -> bool {
        self.given_places().all(|(row, column)| {
            let is_nil = matches!(self.rows[row].entries.get(column).answer, Answer::Nil);
            is_nil && self.form.consolidate(self.rows[row].fixed(), column) == Consolidate::Recompute
        })
    }

    /// The number of places with content that is not printed.
    pub fn given(&self) -> usize {
        self.given_places().count()
    }

    /// The places with content that is not printed, by row and column.
    fn given_places(&self) -> impl Iterator<Item = (usize, usize)> {
        self.rows.iter().enumerate().flat_map(move |(row, filled)| {
            let entries = filled.entries.iter().enumerate();
            let given = entries
                .filter(move |(column, entry)| entry.answer.is_given() && !self.is_as_printed(row, *column));
            given.map(move |(column, _)| (row, column))
        })
    }

    /// The figure that the form itself prints at a place.
    pub fn fixed(&self, row: usize, column: usize) -> Option<Decimal> {
        self.form.fixed(self.rows[row].fixed(), column)
    }

    /// Whether a place holds the figure that the form prints there, so that it is no answer of the sender's.
    pub fn is_as_printed(&self, row: usize, column: usize) -> bool {
        let printed = self.fixed(row, column);
        printed.is_some_and(|printed| self.rows[row].entries.get(column).value() == Some(printed))
    }

    /// The printed figure that a blank place stands for, if it is the same for every unit.
    pub fn as_printed(&self, row: usize, column: usize) -> Option<Decimal> {
        let index = self.rows[row].fixed()?;
        let is_certain = self.form.fixed_rows()[index].may_not_apply() || !self.form.may_be_reduced(index);
        self.fixed(row, column).filter(|_| is_certain)
    }

    /// Whether the printed figure of a row may be lower for this unit.
    pub fn may_be_reduced(&self, row: usize) -> bool {
        self.rows[row].fixed().is_some_and(|index| self.form.may_be_reduced(index))
    }

    /// Whether a complete form has an answer at a place.
    pub fn is_asked(&self, row: usize, column: usize) -> bool {
        self.form.is_asked(self.rows[row].fixed(), column)
    }

    /// The words at a place: what the row is called, or the text that stands there; `None` if some are missing.
    pub fn words(&self, row: usize, column: usize) -> Option<Cow<'_, str>> {
        let row = &self.rows[row];
        let entry = row.entries.get(column);
        let words = match self.form.columns[column].holds {
            Holds::Label => Cow::Borrowed(&*row.label),
            _ => entry.raw(),
        };
        (!words.trim().is_empty() || *entry.answer == Answer::Nil).then_some(words)
    }

    /// The places that the form asks the unit to fill in and that are blank (item non-response), by row and column.
    pub fn blanks(&self, level: Option<Level>) -> Vec<(usize, usize)> {
        if self.form.sparse {
            return Vec::new();
        }
        let rows = (0..self.rows.len()).filter(|&row| !self.is_out_of_scope(row, level));
        let places = rows.flat_map(|row| (0..self.form.columns.len()).map(move |column| (row, column)));
        places.filter(|&(row, column)| self.is_left_blank(row, column)).collect()
    }

    /// Whether a place that must be filled in is on the sheet and blank.
    fn is_left_blank(&self, row: usize, column: usize) -> bool {
        let entry = self.rows[row].entries.get(column);
        let is_blank = self.present[column] && entry.at.is_some() && !entry.answer.is_given();
        // reasons and remarks are optional, and so is everything in an added line
        is_blank
            && !matches!(self.rows[row].role, Role::Added(_))
            && self.kind(row, column).is_some_and(|kind| *kind != Kind::Text)
            && self.is_asked(row, column)
    }

    /// Whether a row does not concern units of this level.
    pub fn is_out_of_scope(&self, row: usize, level: Option<Level>) -> bool {
        let level = level.unwrap_or(self.form.usual_sender());
        match self.rows[row].role {
            Role::Fixed(index) | Role::Added(index) => self.form.fixed_rows()[index].not_for.contains(&level),
            Role::Open | Role::Total => false,
        }
    }

    /// Whether a place takes percentages.
    pub fn is_percent(&self, row: usize, column: usize) -> bool {
        self.kind(row, column) == Some(&Kind::Percent)
    }

    /// The kind of the answers at a place, if it takes any.
    pub fn kind(&self, row: usize, column: usize) -> Option<&Kind> {
        self.form.kind(self.rows[row].fixed(), column)
    }
}

impl Role {
    /// The index of the printed row, if it is one.
    pub const fn fixed(self) -> Option<usize> {
        match self {
            Self::Fixed(index) => Some(index),
            Self::Open | Self::Added(_) | Self::Total => None,
        }
    }
}

impl Deref for FilledRow {
    type Target = Name;

    fn deref(&self) -> &Name {
        &self.name
    }
}

impl FilledRow {
    /// A row on the form's first sheet.
    pub fn new(name: Arc<Name>, role: Role, entries: Entries) -> Self {
        Self { name, role, group: None, sheet: None, entries }
    }

    /// Gives the row another label.
    pub fn rename(&mut self, label: &str) {
        self.name = Arc::new(Name { id: self.id.clone(), label: label.into() });
    }

    /// The index of the printed row, if it is one.
    pub const fn fixed(&self) -> Option<usize> {
        self.role.fixed()
    }
}
