//! The figures of a form that are compared with other periods and other units.

use crate::rule_check::{FormShape, RuleResolver, SentBefore, Submissions};
use crate::submission::{FilledForm, Role, Submission};
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

/// The compared figures of a form that do not follow from others. A figure that is worked out is wrong only where its
/// parts are, but only if the unit gave any of them.
pub fn figures_of_their_own(
    submission: &Submission,
    form: usize,
) -> impl Iterator<Item = ComparedFigure> + '_ {
    let filled = &submission.forms[form];
    let shape = FormShape::of(filled);
    let submissions =
        Submissions { current: submission, earlier: SentBefore::default(), choice_in_blank: None };
    compared_figures(filled).filter(move |figure| {
        let (row, column) = (figure.row, figure.column);
        let recipe = filled.form.recipe(&filled.rows[row].id, &filled.form.columns[column].id);
        let Some((_, parts)) = recipe.and_then(|rule| rule.that.equation()) else { return true };
        let resolver = RuleResolver {
            shape: &shape,
            form,
            row: Some(row),
            column: Some(column),
            submissions: Some(submissions),
        };
        // parts in a form or a report that is not here are not given
        let Ok(parts) = resolver.expr(parts) else { return true };
        !parts.places().into_iter().any(|part| submissions.entry(*part).answer.is_given())
    })
}
