//! Messages about definitions that are drafted from a blank form.

use phuluc_author::{Note, Size};

/// Something that is said about a draft, or in it.
#[derive(Clone, Copy, Debug)]
pub enum DraftMessage<'m> {
    /// What stands beside the lines of a draft.
    Note(Note<'m>),
    /// A definition was drafted.
    Drafted {
        /// Its file.
        path: &'m str,
        /// How much there is of it.
        size: Size,
    },
    /// A line of a blank form that is not in the draft.
    LeftOut {
        /// The sheet.
        sheet: &'m str,
        /// The line's number.
        line: u32,
        /// What stands there.
        text: &'m str,
    },
    /// A table that asks for nothing.
    TableLeftOut {
        /// The sheet.
        sheet: &'m str,
        /// The number of the first line of its header.
        line: u32,
        /// What its columns are called.
        text: &'m str,
    },
    /// A sheet on which there is no form.
    NoFormOn(&'m str),
    /// What to do with the drafts.
    Next {
        /// Their folder.
        folder: &'m str,
    },
}
