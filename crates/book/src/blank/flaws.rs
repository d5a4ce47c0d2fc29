//! The flaws of a blank: entries that are wrong whatever the other entries are.

use phuluc_author::Blank;
use phuluc_check::{Answer, EntryRef, FilledForm};
use phuluc_form::Kind;
use rust_decimal::Decimal;

/// Whether the percentage at a place may be above 100.
pub(super) fn may_exceed_100(blank: &Blank, spot: EntryRef) -> bool {
    let filled = blank.filled(spot.form);
    filled.form.may_exceed_100(filled.rows[spot.row].fixed(), spot.column)
}

/// Whether a place admits a figure: one of its steps, and what the form prints there, or less if that is allowed.
fn is_admitted(filled: &FilledForm, row: usize, column: usize, figure: Decimal) -> bool {
    let steps = filled.form.steps(filled.rows[row].fixed(), column);
    let is_step = steps.is_empty() || steps.iter().any(|step| step.code == figure);
    let is_printed = filled.fixed(row, column).is_none_or(|printed| {
        let is_reduced = match filled.as_printed(row, column) {
            Some(_) => figure.is_zero(),
            None => figure < printed,
        };
        figure == printed || (filled.may_be_reduced(row) && is_reduced)
    });
    is_step && is_printed
}

/// The flawed entries of a form.
pub(super) fn flaws(blank: &Blank, form: usize) -> Vec<EntryRef> {
    let filled = blank.filled(form);
    let mut flaws = Vec::new();
    for row in 0..filled.rows.len() {
        for column in 0..filled.form.columns.len() {
            let Some(kind) = filled.kind(row, column).filter(|kind| kind.is_figure()) else { continue };
            let answer = &filled.rows[row].entries.get(column).answer;
            let is_wrong = match (answer, kind) {
                (Answer::Unreadable(_) | Answer::Text(_), _) => true,
                (Answer::Number(figure), Kind::Choice(choices)) => {
                    !choices.iter().any(|choice| choice.code == figure.value)
                }
                (Answer::Number(figure), kind) => {
                    let spot = EntryRef { is_earlier: false, form, row, column };
                    let is_above = matches!(kind, Kind::Percent)
                        && !may_exceed_100(blank, spot)
                        && figure.value > Decimal::ONE_HUNDRED;
                    is_above
                        || (figure.value.is_sign_negative() && !figure.value.is_zero())
                        || !is_admitted(filled, row, column, figure.value)
                }
                (Answer::Nil, _) => filled.fixed(row, column).is_some() && !filled.may_be_reduced(row),
                (Answer::Blank, _) => false,
            };
            let is_unnamed = answer.is_given() && !blank.is_used(form, row);
            if is_wrong || is_unnamed {
                flaws.push(EntryRef { is_earlier: false, form, row, column });
            }
        }
    }
    flaws
}
