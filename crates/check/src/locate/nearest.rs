//! The form that a sheet comes nearest to without being it, so that a refusal says what was looked for.

use super::found::FoundForm;
use super::header::MissingColumns;
use phuluc_form::Form;

/// A form of which a part was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// What people call the form.
    pub short: String,
    /// The sheet row where its header may begin.
    pub top: u32,
    /// How many of its rows, or of its columns, were found.
    pub found: usize,
    /// How many it has.
    pub of: usize,
    /// The columns that are missing; if none is, it is rows that were counted.
    pub columns: Vec<String>,
    /// The printed rows that were found, by index.
    pub rows: Vec<usize>,
}

impl Nearest {
    /// A form of whose columns some are missing.
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

    /// A form of which only these printed rows are there.
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

    /// How much of the form was found, of 1000. Rows say more than columns do.
    pub fn share(&self) -> usize {
        let share = self.found * 1000 / self.of.max(1);
        if self.columns.is_empty() { share } else { share / 4 }
    }
}

/// The first of those of which the most was found, where no form was read.
pub(super) fn first_of_the_nearest(near: &[Nearest], forms: &[FoundForm]) -> Option<Nearest> {
    let outside = near.iter().filter(|near| !forms.iter().any(|form| form.reaches(near.top)));
    // of equals the last one is the greatest
    outside.filter(|near| near.found > 0).rev().max_by_key(|near| near.share()).cloned()
}
