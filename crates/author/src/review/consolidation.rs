//! Finds ways of consolidating that a rule or a kind contradicts, as happens when the word of a draft is left in.

use super::Reviewer;
use crate::draft::is_average;
use phuluc_form::{Consolidate, Doubt, Kind};

impl Reviewer<'_> {
    /// Advises on percentages that are listed although a rule works them out, and on sums of what cannot be added up.
    pub(super) fn consolidation(&mut self) {
        let form = self.form;
        let rows = form.fixed_rows();
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.heading) {
            let mut doubts = form.value_columns().filter_map(|id| {
                let is_worked_out = form.recipe(&row.id, id).is_some_and(|rule| rule.derive);
                let consolidate = form.consolidate(Some(index), form.column(id)?);
                contradiction(&row.kind, consolidate, is_worked_out)
            });
            // one advice for a row, however many columns it has
            if let Some(doubt) = doubts.next() {
                self.review.advise(self.spans.row(index), doubt(row.id.to_string()));
            }
        }
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.heading) {
            let is_added = matches!(row.kind, Kind::Count | Kind::Money | Kind::Quantity)
                && (0..form.columns.len()).any(|column| {
                    matches!(form.kind(Some(index), column), Some(Kind::Count | Kind::Money | Kind::Quantity))
                        && form.consolidate(Some(index), column) == Consolidate::Sum
                });
            if is_added && is_average(&row.label, row.measured_in.as_deref().unwrap_or_default()) {
                self.review.advise(self.spans.row(index), Doubt::AverageSummed(row.id.to_string()));
            }
        }
        for (index, column) in form.columns.iter().enumerate() {
            let phuluc_form::Holds::Value(kind) = &column.holds else { continue };
            let is_worked_out = form.rules.iter().any(|rule| {
                let place = rule.that.equation().map(|(place, _)| place).filter(|_| rule.derive);
                place.is_some_and(|place| place.column == phuluc_form::ColumnRef::Id(column.id.clone()))
            });
            if let Some(doubt) = contradiction(kind, column.consolidate, is_worked_out) {
                self.review.advise(self.spans.column(index), doubt(column.id.to_string()));
            }
        }
    }
}

/// The doubt that a contradiction raises, if there is one.
fn contradiction(kind: &Kind, consolidate: Consolidate, is_worked_out: bool) -> Option<fn(String) -> Doubt> {
    match (kind, consolidate) {
        (Kind::Percent, Consolidate::List) if is_worked_out => Some(Doubt::ListedThoughWorkedOut),
        (Kind::Percent | Kind::Choice(_) | Kind::Text | Kind::Document, Consolidate::Sum) => {
            Some(Doubt::NotAdditive)
        }
        _ => None,
    }
}
