//! The filled form of a unit, rebuilt from the lines of the sheet “Dữ liệu”.

use super::data_line::Datum;
use crate::consolidated::codes::{Codes, ValueState};
use phuluc_check::{
    Answer, AnswerState, Entries, Figure, FilledForm, FilledRow, Role, Unreadable, WhyUnreadable,
    WrittenEntry,
};
use phuluc_form::{Form, Kind, RowId, Rows};
use phuluc_grid::At;
use phuluc_round::Refusal;
use std::sync::Arc;

/// A form from its lines, which stand row by row.
pub(super) fn filled(form: &Arc<Form>, values: &[&Datum], codes: &Codes) -> Result<FilledForm, Refusal> {
    let not_known =
        |datum: &Datum| Refusal::UnknownForm(format!("{} {} {}", form.id, datum.row, datum.column));
    let mut present: Vec<bool> =
        (0..form.columns.len()).map(|column| !form.takes_answers(column) || values.is_empty()).collect();
    let sheet = values.first().map_or_else(|| form.sheet.clone(), |datum| datum.sheet.clone());
    let mut columns = vec![None; form.columns.len()];
    for datum in values {
        let column = form.column(&datum.column.as_str().into()).ok_or_else(|| not_known(datum))?;
        columns[column] = columns[column].or(At::named(&datum.cell).map(|at| at.column));
    }
    let columns = Arc::new(columns);
    let mut rows: Vec<FilledRow> = Vec::new();
    let mut last = 0;
    for datum in values {
        let column = form.column(&datum.column.as_str().into()).ok_or_else(|| not_known(datum))?;
        let id = RowId::from(datum.row.as_str());
        let goes_on = rows.last().is_some_and(|row| row.id == id) && column > last;
        if !goes_on {
            let role = role(form, &id).ok_or_else(|| not_known(datum))?;
            let own = (datum.sheet != sheet).then(|| Arc::new(datum.sheet.clone()));
            let name = form.name(role.fixed(), &id, &datum.label.as_str().into());
            let entries = Entries::blank(At::named(&datum.cell).map(|at| at.row), Arc::clone(&columns));
            let mut row = FilledRow::new(name, role, entries);
            row.sheet = own;
            rows.push(row);
        }
        last = column;
        present[column] = true;
        let Some(row) = rows.last_mut() else { continue };
        let kind = form.kind(row.role.fixed(), column);
        let answer = answer(datum, kind, codes).ok_or_else(|| not_known(datum))?;
        let at = At::named(&datum.cell);
        row.entries.put(column, WrittenEntry::new(answer, &datum.raw, at));
    }
    for row in &mut rows {
        row.entries.shrink();
    }
    if let Rows::Fixed(printed) = &form.rows {
        rows = in_order(form, printed, rows);
    }
    Ok(FilledForm { form: Arc::clone(form), sheet, present, rows: Arc::new(rows), left_blank: Vec::new() })
}

/// All printed rows in the form's order, each with the lines below it.
fn in_order(form: &Form, printed: &[phuluc_form::Row], rows: Vec<FilledRow>) -> Vec<FilledRow> {
    let mut below: Vec<Vec<FilledRow>> = vec![Vec::new(); printed.len()];
    for row in rows {
        match row.role {
            Role::Fixed(index) => below[index].insert(0, row),
            Role::Added(index) => below[index].push(row),
            Role::Open | Role::Total => {}
        }
    }
    let whole = below.into_iter().enumerate().flat_map(|(index, mut rows)| {
        if rows.first().is_none_or(|row| row.role != Role::Fixed(index)) {
            let printed = &printed[index];
            rows.insert(
                0,
                FilledRow::new(
                    Arc::clone(&printed.name),
                    Role::Fixed(index),
                    Entries::absent(form.columns.len()),
                ),
            );
        }
        rows
    });
    whole.collect()
}

/// What a row is to its form, by its id.
fn role(form: &Form, id: &RowId) -> Option<Role> {
    match &form.rows {
        Rows::Fixed(rows) => {
            let printed = |id: &str| rows.iter().position(|row| row.id.as_str() == id);
            printed(id.as_str()).map(Role::Fixed).or_else(|| {
                id.as_str().rsplit_once('/').and_then(|(above, _)| printed(above)).map(Role::Added)
            })
        }
        Rows::Open { total, .. } => {
            let is_total = total.as_ref().is_some_and(|total| total.id == *id);
            Some(if is_total { Role::Total } else { Role::Open })
        }
    }
}

/// What stands at a place; none if its state and its figure do not go together.
fn answer(datum: &Datum, kind: Option<&Kind>, codes: &Codes) -> Option<Answer> {
    Some(match (*codes.states.get(&datum.state)?, datum.value) {
        (ValueState::Of(AnswerState::Number), Some(value)) if matches!(kind, Some(Kind::Percent)) => {
            Answer::Number(Figure::rounded(value))
        }
        (ValueState::Of(AnswerState::Number), Some(value)) => Answer::Number(Figure::exact(value)),
        (ValueState::Of(AnswerState::Nil), None) => Answer::Nil,
        (ValueState::Of(AnswerState::Blank) | ValueState::OutOfScope, None) => Answer::Blank,
        (ValueState::Of(AnswerState::Text), None) => Answer::Text(datum.raw.as_str().into()),
        (ValueState::Of(AnswerState::Unreadable), None) => {
            let unreadable =
                Unreadable { why: WhyUnreadable::NotANumber, readings: Vec::new(), stored: None };
            Answer::Unreadable(Box::new(unreadable))
        }
        _ => return None,
    })
}
