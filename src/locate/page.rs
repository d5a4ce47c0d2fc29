//! A sheet with the keys of its texts, worked out once: they are compared with every form.

use crate::fold::fold;
use crate::grid::{At, Content, Sheet};
use std::collections::BTreeMap;

/// How far down a sheet a table may begin.
const DEEPEST_HEADER: u32 = 2_000;

/// A sheet and its keys.
pub(super) struct Page<'s> {
    pub sheet: &'s Sheet,
    keys: BTreeMap<At, String>,
}

impl<'s> Page<'s> {
    pub fn new(sheet: &'s Sheet) -> Self {
        let texts = sheet.cells().filter(|(_, cell)| matches!(cell.content, Content::Text(_)));
        let keys = texts.map(|(at, cell)| (at, fold(&cell.shown()))).filter(|(_, key)| !key.is_empty());
        Self { sheet, keys: keys.collect() }
    }

    /// The key of the text there; empty if there is none.
    pub fn key(&self, at: At) -> &str {
        self.keys.get(&at).map_or("", String::as_str)
    }

    /// The key of the merged range that covers the position, or of the cell itself.
    pub fn covering_key(&self, at: At) -> &str {
        self.key(self.sheet.covering(at))
    }

    /// The keys of a row.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &str> {
        let of_row = At { row, column: 0 }..=At { row, column: u32::MAX };
        self.keys.range(of_row).map(|(_, key)| key.as_str())
    }

    /// The keys as far down as a table may begin.
    pub fn upper(&self) -> impl Iterator<Item = (At, &str)> {
        let upper = ..=At { row: DEEPEST_HEADER, column: u32::MAX };
        self.keys.range(upper).map(|(at, key)| (*at, key.as_str()))
    }
}
