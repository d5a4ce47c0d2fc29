//! The records of a part of an `.xlsb`, and the values in their bodies.
//!
//! A record is a type, a length and that many bytes.

use crate::compound_file::number32;
use crate::read_error::ReadError;

/// A number of 4 bytes.
pub(super) fn long(body: &[u8], at: usize) -> Result<u32, ReadError> {
    number32(body, at).ok_or(ReadError::CutShort)
}

/// A text after its length, and the offset of its end.
pub(super) fn wide(body: &[u8], at: usize) -> Option<(String, usize)> {
    let length = number32(body, at)? as usize;
    let end = length.checked_mul(2)?.checked_add(at + 4)?;
    let units = body.get(at + 4..end)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some((String::from_utf16_lossy(&units.collect::<Vec<u16>>()), end))
}

/// The records of a part: type and body.
pub(super) struct Records<'b>(pub &'b [u8]);

impl<'b> Records<'b> {
    /// Reads a number with 7 bits in each byte, the lowest bits first, of at most `most` bytes.
    fn varying(&mut self, most: u32) -> Result<u32, ReadError> {
        let mut number = 0;
        for step in 0..most {
            let (byte, rest) = self.0.split_first().ok_or(ReadError::CutShort)?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << (7 * step);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(number)
    }

    fn record(&mut self) -> Result<(u32, &'b [u8]), ReadError> {
        let kind = self.varying(2)?;
        let length = self.varying(4)? as usize;
        let (body, rest) = self.0.split_at_checked(length).ok_or(ReadError::CutShort)?;
        self.0 = rest;
        Ok((kind, body))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Result<(u32, &'b [u8]), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_err() {
            self.0 = &[];
        }
        Some(record)
    }
}
