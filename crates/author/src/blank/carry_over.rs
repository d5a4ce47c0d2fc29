//! Carrying figures over from the report of the period before: what was in process then opens this period.
//!
//! A rule `place = prev(other)` says which column goes where. Open rows of that report keep their names.

use super::Blank;
use phuluc_check::{EntryRef, FilledForm, Role, Submission};
use phuluc_form::{ColumnId, ColumnRef, Expr, FormId, Period, Rule, WhichReport, unit};
use std::sync::Arc;

/// The reason why nothing can be carried over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CarryError {
    /// The earlier report is from another unit.
    #[error("the earlier report is from {0:?}")]
    OtherUnit(String),
    /// The earlier report does not end on the day before this period begins.
    #[error("the earlier report is of another period ({0:?})")]
    NotBefore(Option<Period>),
    /// The earlier report has none of the figures.
    #[error("the earlier report has no figure to carry over")]
    Nothing,
}

/// Carries figures over from `previous`. Gives the number of figures.
pub(super) fn carry_over(blank: &mut Blank, previous: &Submission) -> Result<usize, CarryError> {
    if let (Some(unit), Some(before)) = (&blank.order.unit, &previous.unit)
        && unit::key(unit) != unit::key(before)
    {
        return Err(CarryError::OtherUnit(before.clone()));
    }
    if let Some(period) = blank.order.period
        && previous.period.is_none_or(|before| !before.precedes(period))
    {
        return Err(CarryError::NotBefore(previous.period));
    }
    let mut count = 0;
    for form in 0..blank.order.forms.len() {
        for (to, id, from) in carried_columns(&blank.order.forms[form].rules) {
            let id = id.unwrap_or_else(|| blank.order.forms[form].id.clone());
            if let Some(before) = previous.form(&id) {
                count += form_over(blank, form, (&to, &from), before, false);
            }
        }
    }
    if count == 0 { Err(CarryError::Nothing) } else { Ok(count) }
}

/// Carries over what several units, which are one unit now, had in process. `units` has the files of each. Gives the
/// number of places. A form that one of the units has not sent is left out, because the sum of the others is no
/// opening figure.
pub(super) fn together(blank: &mut Blank, units: &[Vec<&Submission>]) -> usize {
    let period = blank.order.period;
    let is_before = |submission: &&&Submission| {
        period.is_none_or(|period| submission.period.is_some_and(|before| before.precedes(period)))
    };
    let mut places = 0;
    for form in 0..blank.order.forms.len() {
        for (to, id, from) in carried_columns(&blank.order.forms[form].rules) {
            let id = id.unwrap_or_else(|| blank.order.forms[form].id.clone());
            let given =
                units.iter().map(|files| files.iter().filter(is_before).find_map(|file| file.form(&id)));
            if let Some(given) = given.collect::<Option<Vec<&FilledForm>>>() {
                let before = blank.carried.len();
                for filled in given {
                    form_over(blank, form, (&to, &from), filled, true);
                }
                places += blank.carried.len() - before;
            }
        }
    }
    places
}

/// The columns that rules carry over: the column to fill, and the form (if it is another) and column to take from.
fn carried_columns(rules: &[Rule]) -> Vec<(ColumnId, Option<FormId>, ColumnId)> {
    let carried = rules.iter().filter_map(|rule| {
        let (to, from) = rule.that.equation()?;
        match (&to.column, from) {
            (ColumnRef::Id(column), Expr::Place(place)) if place.which == WhichReport::Before => {
                match &place.column {
                    ColumnRef::Id(from) => Some((column.clone(), place.form.clone(), from.clone())),
                    _ => None,
                }
            }
            _ => None,
        }
    });
    carried.collect()
}

/// Carries one column over. If `adds`, figures of another unit that are there already are added to.
fn form_over(
    blank: &mut Blank,
    form: usize,
    (to, from): (&ColumnId, &ColumnId),
    before: &FilledForm,
    adds: bool,
) -> usize {
    let columns = (blank.filled(form).form.column(to), before.form.column(from));
    let (Some(to), Some(from)) = columns else { return 0 };
    let mut count = 0;
    for row in before.rows.iter() {
        let Some(value) = row.entries.get(from).value() else { continue };
        let filled = &mut blank.submission.forms[form];
        let target = match row.role {
            Role::Fixed(_) | Role::Total => filled.row(&row.id),
            // an open row keeps its name, and rows of the same name become one
            Role::Open => {
                let rows = &filled.rows;
                let same = rows.iter().position(|here| here.role == Role::Open && here.label == row.label);
                let free = rows.iter().position(|here| here.role == Role::Open && here.label.is_empty());
                same.or(free)
            }
            Role::Line(_) => None,
        };
        let Some(target) = target else { continue };
        if filled.rows[target].role == Role::Open {
            Arc::make_mut(&mut filled.rows)[target].rename(&row.label);
        }
        // add to what an earlier unit has put there
        let place = (form, target, to);
        let there = blank.filled(form).rows[target].entries.get(to).value();
        let there = there.filter(|_| adds && blank.carried.contains(&place)).unwrap_or_default();
        blank.put(EntryRef { previous: false, form, row: target, column: to }, Some(value + there));
        blank.carried.insert(place);
        count += 1;
    }
    count
}
