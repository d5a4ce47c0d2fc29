//! Texts of an `.xls`, and the places in them where another font begins.
//!
//! It takes bodies of records. It gives the texts of names, and the looks of cell texts. Calamine reads the cell
//! texts themselves.

use super::Book;
use crate::compound_file::{number16, number32};
use crate::marks::{Look, Looks};
use crate::read_error::ReadError;

/// The text at an offset of a record. Its length in one or two bytes and a byte of flags stand before it.
pub(super) fn text(body: &[u8], at: usize, length: usize) -> String {
    let count = match length {
        1 => body.get(at).copied().map_or(0, usize::from),
        _ => number16(body, at).map_or(0, usize::from),
    };
    let at = at + length;
    let bytes = body.get(at + 1..).unwrap_or_default();
    let units: Vec<u16> = match body.get(at) {
        Some(flags) if flags & 1 == 1 => {
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take(count).collect()
        }
        _ => bytes.iter().map(|byte| u16::from(*byte)).take(count).collect(),
    };
    String::from_utf16_lossy(&units)
}

/// The ASCII part of a text of Excel 95.
pub(super) fn ascii(body: &[u8], at: usize) -> String {
    body.get(at..)
        .unwrap_or_default()
        .iter()
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(*byte))
        .collect()
}

/// For each shared text, the places where it changes its look. The list is in pieces, because no record is longer
/// than 8 KB. More texts, or anything else, may follow after the stated number of texts.
pub(super) fn looks(pieces: &[&[u8]], book: &Book) -> Result<Vec<Option<Looks>>, ReadError> {
    let Some((first, more)) = pieces.split_first() else { return Ok(Vec::new()) };
    let mut list = Pieces { rest: first.get(8..).unwrap_or_default(), more };
    let mut looks = Vec::new();
    let said = number32(first, 4).unwrap_or_default() as usize;
    while !list.is_at_end() {
        match list.looks(book) {
            Ok(text) => looks.push(text),
            Err(_) if looks.len() >= said => break,
            Err(error) => return Err(error),
        }
    }
    Ok(looks)
}

/// The places where the text of a cell changes its look, if fonts follow after it.
pub(super) fn looks_of_cell(text: &[u8], book: &Book) -> Option<Looks> {
    let count = usize::from(number16(text, 0)?);
    let (begin, width) = if book.modern { (3, 1 + usize::from(text.get(2)? & 1)) } else { (2, 1) };
    let behind = text.get(begin + count * width..)?;
    if !book.modern {
        let runs = behind.get(1..)?.chunks_exact(2).take(usize::from(behind[0]));
        return Some(runs.map(|run| look(run[0].into(), run[1].into(), book)).collect());
    }
    let runs = behind.get(2..)?.chunks_exact(4).take(usize::from(number16(behind, 0)?));
    Some(runs.filter_map(|run| Some(look(number16(run, 0)?, number16(run, 2)?, book))).collect())
}

fn look(start: u16, font: u16, book: &Book) -> (usize, Look) {
    (usize::from(start), book.font(font).map(|font| font.look).unwrap_or_default())
}

/// The rest of a list in pieces.
struct Pieces<'b, 'p> {
    rest: &'b [u8],
    more: &'p [&'b [u8]],
}

impl Pieces<'_, '_> {
    /// Moves to the next piece with content; true at the end of the list.
    fn is_at_end(&mut self) -> bool {
        while self.rest.is_empty() {
            let Some((next, more)) = self.more.split_first() else { return true };
            (self.rest, self.more) = (next, more);
        }
        false
    }

    fn byte(&mut self) -> Result<u8, ReadError> {
        if self.is_at_end() {
            return Err(ReadError::CutShort);
        }
        let (byte, rest) = self.rest.split_first().ok_or(ReadError::CutShort)?;
        self.rest = rest;
        Ok(*byte)
    }

    fn short(&mut self) -> Result<u16, ReadError> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Result<usize, ReadError> {
        Ok(usize::from(self.short()?) | usize::from(self.short()?) << 16)
    }

    fn skip(&mut self, mut bytes: usize) -> Result<(), ReadError> {
        while bytes > 0 {
            if self.is_at_end() {
                return Err(ReadError::CutShort);
            }
            let here = bytes.min(self.rest.len());
            self.rest = &self.rest[here..];
            bytes -= here;
        }
        Ok(())
    }

    /// Skips letters of one or two bytes. Each new piece states the width again.
    fn skip_letters(&mut self, mut count: usize, mut width: usize) -> Result<(), ReadError> {
        loop {
            let here = count.min(self.rest.len() / width);
            self.rest = &self.rest[here * width..];
            count -= here;
            if count == 0 {
                return Ok(());
            }
            // half a letter at the end of a piece is dropped
            self.rest = &[];
            width = 1 + usize::from(self.byte()? & 1);
        }
    }

    /// Skips a text, and gives the places where it changes its look.
    fn looks(&mut self, book: &Book) -> Result<Option<Looks>, ReadError> {
        let (count, flags) = (usize::from(self.short()?), self.byte()?);
        let runs = if flags & 8 == 0 { 0 } else { self.short()? };
        let spoken = if flags & 4 == 0 { 0 } else { self.long()? };
        self.skip_letters(count, 1 + usize::from(flags & 1))?;
        let mut looks = Vec::new();
        for _ in 0..runs {
            looks.push(look(self.short()?, self.short()?, book));
        }
        self.skip(spoken)?;
        Ok((!looks.is_empty()).then(|| looks.into()))
    }
}
