//! What the report of the period before tells of this one: what was in process is carried over.
//!
//! A rule `place = prev(other)` says where to; the lĩnh vực of the report before keep their names.

use super::Blank;
use phuluc_check::{EntryRef, FilledForm, Role, Submission};
use phuluc_form::{ColumnId, ColumnRef, Expr, FormId, Period, Rule, WhichReport, unit};
use std::sync::Arc;

/// Why nothing can be carried over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CarryError {
    /// It is another unit's report.
    #[error("the earlier report is from {0:?}")]
    OtherUnit(String),
    /// It does not end the day before this period begins.
    #[error("the earlier report is of another period ({0:?})")]
    NotBefore(Option<Period>),
    /// It has none of the figures that are carried over.
    #[error("the earlier report has no figure to carry over")]
    Nothing,
}

/// Carries figures over; gives how many.
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

/// Carries over what several units that are one now had in process, each with the files of its report; gives how many
/// figures. A form that one of them has not given is left out: the rest of it would be no opening figure.
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

/// The columns that rules carry over: to which, and from which of which form.
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

/// Carries one column over; `adds` says whether what was carried there before is another unit's.
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
            // a lĩnh vực keeps its name; of those alike the same one
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
        // what another unit had there before is added to
        let place = (form, target, to);
        let there = blank.filled(form).rows[target].entries.get(to).value();
        let there = there.filter(|_| adds && blank.carried.contains(&place)).unwrap_or_default();
        blank.put(EntryRef { previous: false, form, row: target, column: to }, Some(value + there));
        blank.carried.insert(place);
        count += 1;
    }
    count
}
