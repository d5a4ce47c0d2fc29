//! The number of rules that look at each column of a form.

use super::Reviewer;
use phuluc_form::{ColumnRef, Form};
use std::collections::BTreeSet;

impl Reviewer<'_> {
    /// The columns of answers by name, each with the number of rules that look at it.
    pub(super) fn rules_by_column(&self) -> Vec<(String, usize)> {
        let form = self.form;
        let mut counts = vec![0; form.columns.len()];
        for index in 0..form.rules.len() {
            let mut seen: BTreeSet<usize> = BTreeSet::new();
            for rule_at in self.input.rule_everywhere(0, index).into_iter().flatten() {
                seen.extend(rule_at.statement.places().iter().map(|entry_ref| entry_ref.column));
            }
            // a rule that compares with another form or period cannot be set down here, but it names own columns
            let own = form.rules[index].that.places().into_iter().filter(|place| place.form.is_none());
            seen.extend(own.flat_map(|place| named(form, &place.column)));
            for column in seen {
                counts[column] += 1;
            }
        }
        let answered = (0..form.columns.len()).filter(|column| form.takes_answers(*column));
        answered.map(|column| (form.columns[column].say.clone(), counts[column])).collect()
    }
}

/// The columns that a place names by their ids.
fn named(form: &Form, column: &ColumnRef) -> Vec<usize> {
    match column {
        ColumnRef::Id(id) => form.column(id).into_iter().collect(),
        ColumnRef::First(ids) => ids.iter().filter_map(|id| form.column(id)).collect(),
        ColumnRef::Each => Vec::new(),
    }
}
