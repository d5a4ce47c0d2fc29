//! The column of a form's codes on a sheet whose header does not label it.

use phuluc_form::{Form, bare_code};
use phuluc_grid::{At, Sheet};
use std::collections::BTreeSet;

/// The sheet column with most of a form's codes, if the header does not label one.
pub(super) fn codes_without_label(sheet: &Sheet, form: &Form, below: u32, label_at: u32) -> Option<u32> {
    let codes: BTreeSet<String> =
        form.fixed_rows().iter().filter_map(|row| row.code.as_deref().map(bare_code)).collect();
    let counted = (0..label_at).map(|column| {
        let cells = (below..=sheet.last_row().unwrap_or(below)).map(|row| At { row, column });
        (cells.filter(|at| codes.contains(&bare_code(&sheet.text(*at)))).count(), column)
    });
    let (count, column) = counted.max()?;
    (count * 2 >= codes.len() && count > 0).then_some(column)
}
