//! The words of a form's labels, worked out once for all sheets.

use super::candidate_pairs::words_of_rows;
use super::column_labels::ColumnLabels;
use phuluc_form::Form;
use std::sync::OnceLock;

/// The words of a form's labels.
#[derive(Debug)]
pub(super) struct FormLabels {
    /// The labels of its columns.
    pub columns: ColumnLabels,
    /// For each printed row, the words of its label, once a sheet had the form's header.
    rows: OnceLock<Vec<String>>,
}

impl FormLabels {
    pub fn of(form: &Form) -> Self {
        Self { columns: ColumnLabels::of(form), rows: OnceLock::new() }
    }

    /// The words of the labels of the form's rows.
    pub fn rows(&self, form: &Form) -> &[String] {
        self.rows.get_or_init(|| words_of_rows(form.fixed_rows()))
    }
}
