//! Carrying figures over from the report of the period before: what was in process then opens this period.
//!
//! A rule `place = prev(other)` says which figure goes where: a rule that names its row fills this row alone, a rule
//! that is repeated fills every row or column that it is repeated for. Open rows of that report keep their names.

use super::Blank;
use phuluc_check::{EntryRef, FilledForm, Role, Submission};
use phuluc_form::{
    ColumnRef, Each, Expr, Form, FormId, InBlank, Period, Place, RowRef, Rule, WhichReport, unit,
};
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
}

/// Carries figures over from `previous`. Gives the number of figures,
/// which is 0 if the report has none to carry over.
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
        let wanted = Arc::clone(&blank.order.forms[form]);
        for carried in Carried::all(&wanted) {
            if let Some(before) = previous.form(carried.source(&wanted)) {
                count += carried.over(blank, form, before, false);
            }
        }
    }
    Ok(count)
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
        let wanted = Arc::clone(&blank.order.forms[form]);
        for carried in Carried::all(&wanted) {
            let id = carried.source(&wanted);
            let given =
                units.iter().map(|files| files.iter().filter(is_before).find_map(|file| file.form(id)));
            if let Some(given) = given.collect::<Option<Vec<&FilledForm>>>() {
                let before = blank.carried.len();
                for filled in given {
                    carried.over(blank, form, filled, true);
                }
                places += blank.carried.len() - before;
            }
        }
    }
    places
}

/// A rule `to = prev(from)`.
struct Carried<'f> {
    rule: &'f Rule,
    to: &'f Place,
    from: &'f Place,
}

impl<'f> Carried<'f> {
    /// The rules of a form that carry figures over.
    fn all(form: &'f Form) -> Vec<Self> {
        let carried = form.rules.iter().filter_map(|rule| match rule.that.equation()? {
            (to, Expr::Place(from)) if from.which == WhichReport::Before => Some(Self { rule, to, from }),
            _ => None,
        });
        carried.collect()
    }

    /// The form to take from.
    fn source(&self, own: &'f Form) -> &'f FormId {
        self.from.form.as_ref().unwrap_or(&own.id)
    }

    /// Carries its figures over. If `adds`, figures of another unit that are there already are added to.
    fn over(&self, blank: &mut Blank, form: usize, before: &FilledForm, adds: bool) -> usize {
        let mut count = 0;
        for column in self.columns(blank, form) {
            let Some(to) = column_of(&self.to.column, &blank.filled(form).form, column) else { continue };
            let from = match &self.from.column {
                ColumnRef::Each if self.from.form.is_some() => before.form.value_column(),
                // another version of the form may have the column elsewhere
                ColumnRef::Each => {
                    column.and_then(|column| before.form.column(&blank.filled(form).form.columns[column].id))
                }
                named => column_of(named, &before.form, None),
            };
            let Some(from) = from else { continue };
            for (target, source) in self.rows(blank, form, before) {
                let row = &before.rows[source];
                let Some(value) = row.entries.get(from).value() else { continue };
                let target = match target {
                    Target::Row(row) => Some(row),
                    Target::Open => open_row(blank, form, &row.label),
                };
                let Some(target) = target else { continue };
                if blank.in_blank(form, target, to).is_none_or(|asked| asked == InBlank::None) {
                    continue;
                }
                // add to what an earlier unit has put there
                let place = (form, target, to);
                let there = blank.filled(form).rows[target].entries.get(to).value();
                let there = there.filter(|_| adds && blank.carried.contains(&place)).unwrap_or_default();
                blank.put(EntryRef { is_earlier: false, form, row: target, column: to }, Some(value + there));
                blank.carried.insert(place);
                count += 1;
            }
        }
        count
    }

    /// The columns of the blank that the rule is repeated for.
    fn columns(&self, blank: &Blank, form: usize) -> Vec<Option<usize>> {
        blank.prepared.form(form).shape.columns(self.rule)
    }

    /// The rows to fill, each with the row of the report before that it is filled from.
    fn rows(&self, blank: &Blank, form: usize, before: &FilledForm) -> Vec<(Target, usize)> {
        let filled = blank.filled(form);
        match (named_row(&self.to.row, filled), named_row(&self.from.row, before)) {
            (Some(to), Some(from)) => {
                to.zip(from).map(|(to, from)| (Target::Row(to), from)).into_iter().collect()
            }
            // the row of the report before that has the name of the row to fill
            (Some(to), None) => {
                let from = to.and_then(|to| before.row(&filled.rows[to].id));
                to.zip(from).map(|(to, from)| (Target::Row(to), from)).into_iter().collect()
            }
            (None, _) => self.repeated(blank, form, before),
        }
    }

    /// The rows that the rule runs over, each with the row of the report before.
    fn repeated(&self, blank: &Blank, form: usize, before: &FilledForm) -> Vec<(Target, usize)> {
        let from = named_row(&self.from.row, before);
        let (filled, shape) = (blank.filled(form), &blank.prepared.form(form).shape);
        let is_meant = |row: &usize| {
            let has_children = shape.children(*row).next().is_some();
            match self.rule.each {
                Each::Parent => has_children,
                Each::Leaf => !has_children,
                Each::Once | Each::Row | Each::Column => true,
            }
        };
        let meant = shape.rows_of_rule(self.rule).filter(is_meant);
        let printed = meant.filter(|row| matches!(filled.rows[*row].role, Role::Fixed(_) | Role::Total));
        let mut rows: Vec<(Target, usize)> = printed
            .filter_map(|row| {
                let source = from.unwrap_or_else(|| before.row(&filled.rows[row].id))?;
                Some((Target::Row(row), source))
            })
            .collect();
        // open rows keep their names; a rule for some rows by name has none of them
        if from.is_none() && self.rule.rows.is_empty() && self.rule.each != Each::Parent {
            let open = before.rows.iter().enumerate().filter(|(_, row)| row.role == Role::Open);
            rows.splice(0..0, open.map(|(source, _)| (Target::Open, source)));
        }
        rows
    }
}

/// A row to fill.
enum Target {
    /// A printed row or the total, by index.
    Row(usize),
    /// The open row of the same name.
    Open,
}

/// The row of a form that a place names, if it has it; `None` if it names no row of its own.
#[expect(clippy::option_option, reason = "a row that is not there is not the row of each")]
fn named_row(row: &RowRef, of: &FilledForm) -> Option<Option<usize>> {
    match row {
        RowRef::Id(id) => Some(of.row(id)),
        RowRef::Each => None,
    }
}

/// The column that a place names, where a rule is repeated for columns the one that it is at.
fn column_of(named: &ColumnRef, form: &Form, at: Option<usize>) -> Option<usize> {
    match named {
        ColumnRef::Id(id) => form.column(id),
        ColumnRef::Each => at,
        // which of several columns is meant depends on the answers
        ColumnRef::First(_) => None,
    }
}

/// The open row with this name. Rows of the same name become one; a free row takes the name.
fn open_row(blank: &mut Blank, form: usize, label: &str) -> Option<usize> {
    let filled = &mut blank.submission.forms[form];
    let mut open = filled.rows.iter().enumerate().filter(|(_, row)| row.role == Role::Open);
    let same = open.clone().find(|(_, row)| row.label.as_ref() == label);
    let (row, _) = same.or_else(|| open.find(|(_, row)| row.label.is_empty()))?;
    Arc::make_mut(&mut filled.rows)[row].rename(label);
    Some(row)
}
