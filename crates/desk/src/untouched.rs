//! Recognises our own blank that came back without new figures, holding only values carried over from the period
//! before.
//!
//! It takes a report, and the reports of the period before that its blank was filled from. It gives a finding on each
//! form without a figure of the sender's own.

use phuluc_author::{Blank, Order};
use phuluc_check::{FilledForm, FilledRow, Finding, FormBlank, Role, Submission};
use std::sync::Arc;

/// Finds the forms that hold only what our blank carries over from `before`: the reports of the unit, and of units
/// that it took over, grouped by unit.
pub(super) fn find(submission: &Submission, before: &[Vec<&Submission>]) -> Vec<Finding> {
    if before.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let forms = submission.forms.iter().filter(|filled| is_mostly_blank(filled, submission));
    let untouched = forms.filter(|filled| is_untouched(filled, submission, before));
    untouched.map(|filled| FormBlank::OnlyCarriedOver.about(filled)).collect()
}

/// Whether more places are blank than filled, so that it is worth making a blank to compare with.
fn is_mostly_blank(filled: &FilledForm, submission: &Submission) -> bool {
    (1..filled.blanks(submission.level).len()).contains(&filled.given())
}

fn is_untouched(filled: &FilledForm, submission: &Submission, before: &[Vec<&Submission>]) -> bool {
    let order = Order {
        forms: vec![Arc::clone(&filled.form)],
        unit: submission.unit.clone(),
        level: submission.level,
        period: submission.period,
        ..Order::default()
    };
    let Ok(mut blank) = Blank::new(order) else { return false };
    if blank.carry_together(before) == 0 {
        return false;
    }
    let handed_out = blank.filled(0);
    filled.rows.iter().all(|row| {
        let mut own = row.entries.iter().enumerate().filter(|(_, entry)| entry.answer.is_given());
        own.all(|(column, entry)| {
            let mut there = handed_out.rows.iter().filter(|there| is_same_row(there, row));
            there.any(|there| there.entries.get(column).answer == entry.answer)
        })
    })
}

/// Whether a row of the blank is a row of the report. Open rows are compared by name, because they have an id only
/// once they are read.
fn is_same_row(handed_out: &FilledRow, read: &FilledRow) -> bool {
    match read.role {
        Role::Open => handed_out.role == Role::Open && handed_out.label == read.label,
        Role::Fixed(_) | Role::Added(_) | Role::Total => handed_out.id == read.id,
    }
}
