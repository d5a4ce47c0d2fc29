//! The figures of a form that are compared with other periods and other units.

use crate::submission::{FilledForm, Role};
use phuluc_form::{Compared, OverTime};
use rust_decimal::Decimal;

/// A figure that is compared.
#[derive(Clone, Copy, Debug)]
pub struct ComparedFigure {
    /// Its row, by index.
    pub row: usize,
    /// Its column, by index.
    pub column: usize,
    /// The figure.
    pub figure: Decimal,
    /// How it is compared.
    pub compared: Compared,
    /// What its definition says of it.
    pub over_time: OverTime,
    /// Whether a rule of the form says what it must be.
    pub is_worked_out: bool,
}

impl ComparedFigure {
    /// The figure at a place, if one stands there that is compared.
    pub fn at(filled: &FilledForm, row: usize, column: usize) -> Option<Self> {
        filled.kind(row, column)?;
        let figure = filled.rows[row].entries.get(column).value()?;
        let over_time = filled.form.over_time(filled.rows[row].fixed(), column);
        let compared = over_time.compared.filter(|_| !figure.is_sign_negative())?;
        let recipe = filled.form.recipe(&filled.rows[row].id, &filled.form.columns[column].id);
        Some(Self { row, column, figure, compared, over_time, is_worked_out: recipe.is_some() })
    }

    /// Whether it is compared by how many times it is as large as it was. What hardly changes has a note of its
    /// own, and what follows from other figures is wrong where they are.
    pub fn is_judged_by_past(&self) -> bool {
        self.compared != Compared::Catalogue && !self.is_worked_out
    }
}

/// The figures of a form that are compared; lines that senders add are their own.
pub fn compared_figures(filled: &FilledForm) -> impl Iterator<Item = ComparedFigure> {
    let rows = (0..filled.rows.len()).filter(|&row| !matches!(filled.rows[row].role, Role::Line(_)));
    let places = rows.flat_map(|row| (0..filled.form.columns.len()).map(move |column| (row, column)));
    places.filter_map(|(row, column)| ComparedFigure::at(filled, row, column))
}
