//! The comments on the cells of a sheet of an `.xls`: a NOTE says where, the text stands with the box that is drawn
//! for it.
//!
//! It takes the records of a sheet one after another.

use super::texts;
use crate::cell_address::At;
use crate::comment::{self, Comment};
use crate::compound_file::number16;
use std::collections::BTreeMap;

/// The comments of a sheet, as far as its records were read.
#[derive(Default)]
pub(super) struct Comments {
    /// The number of the last object.
    object: Option<u16>,
    /// The text that goes on in the next record: the number of its object, and the letters that it still lacks.
    open: Option<(u16, usize)>,
    /// The texts of objects.
    texts: BTreeMap<u16, String>,
    /// The comments: cell, number of the object, author.
    notes: Vec<(At, u16, String)>,
    /// The comments of Excel 95, which hold their text.
    old: Vec<(At, String)>,
}

impl Comments {
    /// Takes a record.
    pub fn take(&mut self, kind: u16, body: &[u8], is_modern: bool) {
        match kind {
            // NOTE
            0x001C if is_modern => {
                if let Some(([row, column, object], author)) =
                    numbers(body, [0, 2, 6]).zip(Some(texts::text(body, 8, 2)))
                {
                    let at = At { row: row.into(), column: column.into() };
                    self.notes.push((at, object, author));
                }
            }
            0x001C => self.take_old(body),
            // OBJ: its first part has the number
            0x005D => self.object = number16(body, 6),
            // TXO: the text and its looks follow in CONTINUE records
            0x01B6 => self.open = self.object.zip(number16(body, 10).map(usize::from)),
            0x003C => self.take_text(body),
            _ => self.open = None,
        }
    }

    /// Takes a piece of a text, which begins with its own byte of flags.
    fn take_text(&mut self, body: &[u8]) {
        let Some((object, missing)) = self.open.take().filter(|(_, missing)| *missing > 0) else { return };
        let Some((flags, letters)) = body.split_first() else { return };
        let units: Vec<u16> = if flags & 1 == 1 {
            letters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take(missing).collect()
        } else {
            letters.iter().map(|byte| u16::from(*byte)).take(missing).collect()
        };
        self.texts.entry(object).or_default().push_str(&String::from_utf16_lossy(&units));
        self.open = Some((object, missing - units.len()));
    }

    /// Takes a comment of Excel 95: row, column, length, text. Further pieces of the text say row 65535.
    fn take_old(&mut self, body: &[u8]) {
        let Some([row, column]) = numbers(body, [0, 2]) else { return };
        let text = texts::ascii(body, 6);
        match self.old.last_mut() {
            Some((_, known)) if row == u16::MAX => known.push_str(&text),
            _ => self.old.push((At { row: row.into(), column: column.into() }, text)),
        }
    }

    /// All comments.
    pub fn done(self) -> Vec<Comment> {
        let mut comments = Vec::new();
        for (at, object, author) in self.notes {
            let text = self.texts.get(&object).map(String::as_str).unwrap_or_default();
            comment::add(&mut comments, at, &author, text);
        }
        for (at, text) in self.old {
            comment::add(&mut comments, at, "", &text);
        }
        comments
    }
}

fn numbers<const N: usize>(body: &[u8], places: [usize; N]) -> Option<[u16; N]> {
    let numbers: Option<Vec<u16>> = places.into_iter().map(|at| number16(body, at)).collect();
    numbers?.try_into().ok()
}
