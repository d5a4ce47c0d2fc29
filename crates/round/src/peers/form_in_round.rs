//! A form as all units of a round filled it in, place by place.

use crate::consolidate::Member;
use phuluc_check::history::{self, ComparedFigure};
use phuluc_check::{FilledForm, Location};
use phuluc_form::{Compared, Level, RowId};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// A version of a form as the units filled it in.
#[derive(Debug, Default)]
pub(super) struct FormInRound<'m> {
    /// The filled forms, each with the index of its unit and of its file.
    filled: Vec<(usize, usize, &'m FilledForm)>,
    /// The places where any unit gave a figure, in the order in which they were first seen.
    places: Vec<ComparedPlace>,
    /// The index of the place for a row and a column.
    known: HashMap<(RowId, usize), usize>,
}

/// A place of the form.
#[derive(Clone, Debug)]
pub(super) struct ComparedPlace {
    /// The column, by index.
    column: usize,
    /// The way in which the figure is compared.
    pub how: Compared,
    /// The figures.
    pub given: Vec<Given>,
}

/// The figure of one unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// The unit, by index.
    pub member: usize,
    /// Its size on a logarithmic scale; for a percentage, tenths of a point.
    pub size: i64,
    /// The index of its filled form.
    filled: u32,
    /// The index of its row in that form.
    row: u32,
}

/// The forms that units filled in and that count.
pub(super) fn all(members: &[Member]) -> Vec<FormInRound<'_>> {
    let mut forms: Vec<FormInRound<'_>> = Vec::new();
    for (index, member) in members.iter().enumerate().filter(|(_, member)| member.has_reported()) {
        for id in &member.unit.forms {
            let Some((file, submission, form)) = member.position(id) else { continue };
            let filled = &submission.forms[form];
            let at = forms.iter().position(|form| form.is_of(filled)).unwrap_or_else(|| {
                forms.push(FormInRound::default());
                forms.len() - 1
            });
            let figures = history::figures_of_their_own(submission, form);
            forms[at].take_in(index, file, filled, figures);
        }
    }
    forms
}

impl<'m> FormInRound<'m> {
    fn is_of(&self, filled: &FilledForm) -> bool {
        let first = self.filled.first().map(|(_, _, first)| &first.form);
        first.is_some_and(|form| form.id == filled.form.id && form.version == filled.form.version)
    }

    fn take_in(
        &mut self,
        member: usize,
        file: usize,
        filled: &'m FilledForm,
        figures: impl Iterator<Item = ComparedFigure>,
    ) {
        let number = u32::try_from(self.filled.len()).unwrap_or(u32::MAX);
        self.filled.push((member, file, filled));
        for figure in figures {
            let Some(size) = history::comparable_size(figure.figure, figure.compared) else { continue };
            let key = (filled.rows[figure.row].id.clone(), figure.column);
            let at = *self.known.entry(key).or_insert(self.places.len());
            if at == self.places.len() {
                self.places.push(ComparedPlace {
                    column: figure.column,
                    how: figure.compared,
                    given: Vec::new(),
                });
            }
            let row = u32::try_from(figure.row).unwrap_or(u32::MAX);
            self.places[at].given.push(Given { member, size, filled: number, row });
        }
    }

    /// The places where enough units gave a figure to compare them.
    pub fn places(&self) -> impl Iterator<Item = &ComparedPlace> {
        self.places.iter()
    }

    /// The index of the unit and of the file of a figure.
    pub fn file_of(&self, given: &Given) -> (usize, usize) {
        let (member, file, _) = self.filled[given.filled as usize];
        (member, file)
    }

    /// The figure by itself.
    pub fn value(&self, given: &Given, place: &ComparedPlace) -> Option<Decimal> {
        let (_, _, filled) = self.filled[given.filled as usize];
        filled.rows[given.row as usize].entries.get(place.column).value()
    }

    /// The figure, with its filled form and what is known of it.
    pub fn figure(&self, given: &Given, place: &ComparedPlace) -> Option<(&'m FilledForm, ComparedFigure)> {
        let (_, _, filled) = self.filled[given.filled as usize];
        Some((filled, ComparedFigure::at(filled, given.row as usize, place.column)?))
    }

    /// Its location.
    pub fn location(&self, given: &Given, place: &ComparedPlace, level: Option<Level>) -> Location {
        let (_, _, filled) = self.filled[given.filled as usize];
        Location::of(filled, given.row as usize, place.column, level, false)
    }
}
