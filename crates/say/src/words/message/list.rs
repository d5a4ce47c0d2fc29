//! Messages about a list that staff keep.

use phuluc_grid::{Flaw, ListNotice};

/// A message about a list.
#[derive(Clone, Copy, Debug)]
pub enum ListMessage<'m> {
    /// The place of a flaw: file, sheet and cell.
    FlawAt {
        /// The file.
        file: &'m str,
        /// The sheet.
        sheet: &'m str,
        /// The cell.
        cell: Option<&'m str>,
    },
    /// What is wrong at a place.
    Flaw(&'m Flaw),
    /// A remark though nothing is wrong.
    Notice(&'m ListNotice),
}
