//! Shares of nothing whose formulas are gone: “#DIV/0!” that was pasted as a value or as text.
//!
//! Takes the rows of a form as they were read. Where the form says which figures a percentage is the share of, and both
//! are 0 or were none, there was none to take a share of; where both are blank, so is the percentage.

use super::filled_form::FilledRow;
use crate::answer;
use crate::answer::Answer;
use phuluc_form::{ColumnRef, Expr, Form, Kind, Place, RowRef, WhichReport};

/// Puts what such cells mean in their places.
pub(super) fn settle(rows: &mut [FilledRow], form: &Form) {
    let mut settled: Vec<(usize, usize, Answer)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        for (column, entry) in row.entries.iter().enumerate() {
            if matches!(entry.answer, Answer::Unreadable(_))
                && form.kind(row.fixed(), column) == Some(&Kind::Percent)
                && answer::is_division_by_zero(&entry.raw())
                && let Some(answer) = of_nothing(rows, form, (index, column))
            {
                settled.push((index, column, answer));
            }
        }
    }
    for (row, column, answer) in settled {
        rows[row].entries.answer(column, answer);
    }
}

/// Whether an answer says that there is none: nil, or 0.
fn is_nothing(answer: &Answer) -> bool {
    *answer == Answer::Nil || answer.figure().is_some_and(|figure| figure.value.is_zero())
}

/// What a share of nothing is: none, or blank as its parts.
fn of_nothing(rows: &[FilledRow], form: &Form, (row, column): (usize, usize)) -> Option<Answer> {
    let rule = form.recipe(&rows[row].id, &form.columns[column].id)?;
    let (_, share @ Expr::Percent(..)) = rule.that.equation()? else { return None };
    let answer_at = |place: &Place| {
        let of_row = match &place.row {
            RowRef::Each => row,
            RowRef::Id(id) => rows.iter().position(|other| other.id == *id)?,
        };
        let of_column = match &place.column {
            ColumnRef::Each => column,
            ColumnRef::Id(id) => form.column(id)?,
            ColumnRef::First(_) => return None,
        };
        let is_here = place.form.is_none() && place.which == WhichReport::Now;
        is_here.then(|| rows[of_row].entries.get(of_column).answer.clone())
    };
    let answers: Vec<Answer> = share.places().into_iter().map(answer_at).collect::<Option<_>>()?;
    match answers.as_slice() {
        [] => None,
        all if all.iter().all(is_nothing) => Some(Answer::Nil),
        all if all.iter().all(|answer| *answer == Answer::Blank) => Some(Answer::Blank),
        _ => None,
    }
}
