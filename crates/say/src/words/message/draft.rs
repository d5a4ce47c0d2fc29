//! Messages about definitions that are drafted from a blank form.

use phuluc_author::{Note, Size};

/// A message about a draft, or a remark inside it.
#[derive(Clone, Copy, Debug)]
pub enum DraftMessage<'m> {
    /// A remark beside a line of a draft.
    Note(Note<'m>),
    /// A definition was drafted.
    Drafted {
        /// Its file.
        path: &'m str,
        /// How much it contains.
        size: Size,
    },
    /// A line of a blank form that is not in the draft.
    LeftOut {
        /// The sheet.
        sheet: &'m str,
        /// The line's number.
        line: u32,
        /// The text of the line.
        text: &'m str,
    },
    /// A table that asks for nothing and is not in the draft.
    TableLeftOut {
        /// The sheet.
        sheet: &'m str,
        /// The number of the first line of its header.
        line: u32,
        /// The names of its columns.
        text: &'m str,
    },
    /// The name of a sheet that has no form.
    NoFormOn(&'m str),
    /// What to do next with the drafts.
    Next {
        /// Their folder.
        folder: &'m str,
    },
}
