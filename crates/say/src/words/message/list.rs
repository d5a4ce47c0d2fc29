//! Messages about a list that staff keep.

use phuluc_grid::{Flaw, ListNotice};

/// Something that is said about a list.
#[derive(Clone, Copy, Debug)]
pub enum ListMessage<'m> {
    /// Where a flaw is: file, sheet and cell.
    FlawAt {
        /// The file.
        file: &'m str,
        /// The sheet.
        sheet: &'m str,
        /// The cell.
        cell: Option<&'m str>,
    },
    /// What is wrong there.
    Flaw(&'m Flaw),
    /// What is to be said though nothing is wrong.
    Notice(&'m ListNotice),
}
