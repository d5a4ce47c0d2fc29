//! The figures of a form that are compared with other periods and other units.

use crate::submission::{FilledForm, Role};
use phuluc_form::{Compared, OverTime};
use rust_decimal::Decimal;

/// A figure that is compared.
#[derive(Clone, Copy, Debug)]
pub struct ComparedFigure {
    /// The index of its row.
    pub row: usize,
    /// The index of its column.
    pub column: usize,
    /// The figure.
    pub figure: Decimal,
    /// The way it is compared.
    pub compared: Compared,
    /// What the definition says about it over time.
    pub over_time: OverTime,
}

impl ComparedFigure {
    /// The figure at a place, if there is one and its column is compared.
    pub fn at(filled: &FilledForm, row: usize, column: usize) -> Option<Self> {
        let figure = filled.rows[row].entries.get(column).value()?;
        filled.kind(row, column)?;
        let over_time = filled.form.over_time(filled.rows[row].fixed(), column);
        let compared = over_time.compared.filter(|_| !figure.is_sign_negative())?;
        Some(Self { row, column, figure, compared, over_time })
    }

    /// Whether a rule of the form gives its value.
    pub fn is_worked_out(&self, filled: &FilledForm) -> bool {
        filled.form.recipe(&filled.rows[self.row].id, &filled.form.columns[self.column].id).is_some()
    }

    /// Whether it is compared as a multiple of what it was. Figures that hardly change have a rule of their own, and
    /// a figure that is worked out is wrong only where its parts are.
    pub fn is_judged_by_past(&self, filled: &FilledForm) -> bool {
        self.compared != Compared::Catalogue && !self.is_worked_out(filled)
    }
}

/// The figures of a form that are compared, without the lines that senders add.
pub fn compared_figures(filled: &FilledForm) -> impl Iterator<Item = ComparedFigure> {
    let rows = (0..filled.rows.len()).filter(|&row| !matches!(filled.rows[row].role, Role::Added(_)));
    let places = rows.flat_map(|row| {
        let written = filled.rows[row].entries.written();
        written.map(move |(column, _)| (row, column))
    });
    places.filter_map(|(row, column)| ComparedFigure::at(filled, row, column))
}
