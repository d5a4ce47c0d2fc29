//! Figures outside: cells on a sheet with forms that may hold figures but belong to no form, so that nobody reads
//! them.
//!
//! A cell below the first header is accounted for if it is in a header, in a form's row and column, or in a row or
//! column that a finding reports as not the form's. A cell without a figure, such as a title, a remark or a
//! signature, is accounted for too. Any other cell is unread, and a finding says so.

use super::found_form::FoundForm;
use crate::answer;
use phuluc_form::Holds;
use phuluc_grid::{At, Sheet};
use std::collections::BTreeSet;

/// The cells that may hold figures and belong to none of the forms found on a sheet, from the first header or the
/// first possible corner down.
pub(super) fn find(sheet: &Sheet, found: &[FoundForm], corner: Option<u32>) -> Vec<At> {
    let Some(first) = found.iter().map(|found| found.header.top).min() else { return Vec::new() };
    let top = corner.map_or(first, |corner| corner.min(first));
    let tables: Vec<TableArea<'_>> = found.iter().map(TableArea::new).collect();
    let unread =
        sheet.cells().filter(|(at, _)| at.row >= top && !tables.iter().any(|table| table.accounts_for(*at)));
    let cells = unread.filter(|(_, cell)| answer::may_be_figure(cell));
    cells.map(|(at, _)| at).collect()
}

/// The part of a sheet that a form accounts for.
struct TableArea<'f> {
    found: &'f FoundForm,
    /// The sheet rows that are its rows, or that notices report as none of them.
    rows: BTreeSet<u32>,
    columns: BTreeSet<u32>,
    /// The column of row numbers, which may also number lines without anything else.
    codes: Option<u32>,
}

impl<'f> TableArea<'f> {
    fn new(found: &'f FoundForm) -> Self {
        Self {
            found,
            rows: found.accounted_rows().collect(),
            columns: found
                .columns
                .iter()
                .flatten()
                .copied()
                .chain(found.header.of_other_times.iter().map(|(at, _)| at.column))
                .collect(),
            codes: found.form.column_holding(&Holds::Code).and_then(|column| found.columns[column]),
        }
    }

    fn accounts_for(&self, at: At) -> bool {
        let mut unknown_columns = self.found.unknown_columns.iter().map(|column| column.column);
        let is_header = (self.found.header.top..self.found.body).contains(&at.row);
        Some(at.column) == self.codes
            || (self.columns.contains(&at.column) && (is_header || self.rows.contains(&at.row)))
            || (self.found.reaches(at.row) && unknown_columns.any(|column| column == at.column))
            // the finding quotes the whole line
            || self.found.unknown_rows.contains(&at.row)
    }
}
