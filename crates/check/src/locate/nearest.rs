//! The form that a sheet comes nearest to without holding it, so that a message can say what was searched.

use super::form_header::MissingColumns;
use super::found_form::FoundForm;
use phuluc_form::Form;

/// A form that was found in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The short name of the form.
    pub short: String,
    /// The sheet row where its header may begin.
    pub top: u32,
    /// The number of its rows, or of its columns, that were found.
    pub found: usize,
    /// The number of all its rows or columns.
    pub of: usize,
    /// The missing columns; empty if rows were counted.
    pub columns: Vec<String>,
    /// The printed rows that were found, by index.
    pub rows: Vec<usize>,
}

impl Nearest {
    /// A form with some columns missing.
    pub(super) fn by_columns(form: &Form, top: u32, lacking: MissingColumns) -> Self {
        let columns = lacking.columns.into_iter().map(|column| form.columns[column].say.clone());
        Self {
            short: form.short.clone(),
            top,
            found: lacking.found,
            of: form.columns.len(),
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }

    /// A form with only these printed rows.
    pub(super) fn by_rows(form: &Form, top: u32, rows: Vec<usize>) -> Self {
        Self {
            short: form.short.clone(),
            top,
            found: rows.len(),
            of: form.fixed_rows().len(),
            columns: Vec::new(),
            rows,
        }
    }

    /// The share of the form that was found, from 0 to 1000. Rows count more than columns.
    pub fn share(&self) -> usize {
        let share = self.found * 1000 / self.of.max(1);
        if self.columns.is_empty() { share } else { share / 4 }
    }
}

/// The nearest form outside the forms that were read; the first of equally near ones.
pub(super) fn first_of_the_nearest(near: &[Nearest], forms: &[FoundForm]) -> Option<Nearest> {
    let outside = near.iter().filter(|near| !forms.iter().any(|form| form.reaches(near.top)));
    // `max_by_key` takes the last of equals
    outside.filter(|near| near.found > 0).rev().max_by_key(|near| near.share()).cloned()
}
