//! The survey of an `.xlsb`: binary parts made of records ([MS-XLSB]).
//!
//! A record is a type, a length and that many bytes.

use super::{CellFormat, Font, Survey, SurveyedCell, SurveyedSheet};
use crate::cell_address::At;
use crate::compound_file::{number16, number32};
use crate::formula::Formula;
use crate::number;
use crate::number_format::built_in;
use crate::package::Package;
use crate::read_error::ReadError;
use crate::sheet::Content;
use crate::xlsx::Relations;
use std::collections::BTreeMap;

/// The part with the list of sheets.
const WORKBOOK: &str = "xl/workbook.bin";

/// Surveys a package.
pub(crate) fn survey(package: &mut Package<'_>) -> Result<Survey, ReadError> {
    let relations = Relations::of(package, WORKBOOK)?.unwrap_or_default();
    let workbook = package.required(WORKBOOK)?;
    let mut survey = Survey { formats: formats(package)?, ..Survey::default() };
    let mut left = SurveyedSheet::limit();
    for record in Records(&workbook) {
        // BrtBundleSh: state, id, relation, name
        if let (0x009C, body) = record? {
            let (id, name_at) = wide(body, 8).ok_or(ReadError::CutShort)?;
            let (name, _) = wide(body, name_at).ok_or(ReadError::CutShort)?;
            let Some((kind, part)) = relations.get(&id) else { continue };
            survey.sheets.push(if kind.ends_with("/worksheet") {
                sheet(&package.required(part)?, &name, &mut left)?
            } else {
                SurveyedSheet::default()
            });
        }
    }
    Ok(survey)
}

/// The formats of `styles.bin`, in the order in which cells refer to them.
fn formats(package: &mut Package<'_>) -> Result<Vec<CellFormat>, ReadError> {
    let Some(content) = package.part("xl/styles.bin")? else { return Ok(Vec::new()) };
    let mut numbers: BTreeMap<u16, String> = BTreeMap::new();
    let (mut fonts, mut formats) = (Vec::new(), Vec::new());
    let mut of_cells = false;
    for record in Records(&content) {
        match record? {
            // BrtFmt
            (0x002C, body) => {
                let id = number16(body, 0).ok_or(ReadError::CutShort)?;
                numbers.insert(id, wide(body, 2).ok_or(ReadError::CutShort)?.0);
            }
            // BrtFont: 21 bytes of size and looks, then the name
            (0x002B, body) => fonts.push(Font {
                name: wide(body, 21).map(|(name, _)| name),
                struck: number16(body, 2).is_some_and(|flags| flags & 0x0008 != 0),
            }),
            // BrtBeginCellXFs, BrtEndCellXFs
            (0x0269, _) => of_cells = true,
            (0x026A, _) => of_cells = false,
            // BrtXF
            (0x002F, body) if of_cells => {
                let id = number16(body, 2).ok_or(ReadError::CutShort)?;
                let text = numbers.get(&id).map_or(built_in(id.into()), String::as_str);
                let font = number16(body, 4).and_then(|font| fonts.get(usize::from(font)));
                formats.push(CellFormat::new(text, font));
            }
            _ => {}
        }
    }
    Ok(formats)
}

fn sheet(content: &[u8], name: &str, left: &mut usize) -> Result<SurveyedSheet, ReadError> {
    let mut surveyed = SurveyedSheet::default();
    let (mut row, mut next) = (0, 0);
    let mut in_cells = false;
    for record in Records(content) {
        let (kind, body) = record?;
        match kind {
            // BrtRowHdr
            0 => {
                (row, next) = (long(body, 0)?, 0);
                // the second byte of flags is hidden in its bit 4
                if body.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    surveyed.hidden.add_row(row);
                }
            }
            // BrtColInfo: first, last, width, format, flags
            0x003C if number16(body, 16).is_some_and(|flags| flags & 0x0001 != 0) || long(body, 8)? == 0 => {
                surveyed.hidden.add_columns(long(body, 0)?, long(body, 4)?);
            }
            // BrtBeginSheetData, BrtEndSheetData
            0x0091 => in_cells = true,
            0x0092 => in_cells = false,
            // BrtCellBlank, BrtShortBlank
            1 => next = long(body, 0)?.saturating_add(1),
            12 => next += 1,
            // BrtCellRk … BrtFmlaError, and BrtCellRString
            2..=11 | 62 => {
                let at = At { row, column: long(body, 0)? };
                next = at.column.saturating_add(1);
                let value = if kind == 62 { Some(rich_text(body)?) } else { None };
                let error = matches!(kind, 3 | 11).then(|| error(body.get(8).copied()));
                let formula = (8..=11).contains(&kind).then(Formula::unknown);
                let cell = SurveyedCell { formula, error, value, ..cell(body, 4)? };
                surveyed.add(at, cell, name, left)?;
            }
            // BrtShortRk … BrtShortIsst: a cell that stands beside the one before
            13..=18 => {
                let at = At { row, column: next };
                next += 1;
                let error = (kind == 14).then(|| error(body.get(4).copied()));
                let value = short_value(kind, body)?;
                if value.is_none() && error.is_none() {
                    return Err(ReadError::Lost { sheet: name.to_owned(), at });
                }
                surveyed.add(at, SurveyedCell { error, value, ..cell(body, 0)? }, name, left)?;
            }
            // formulas of several cells, what a cell means to newer programs, and records for those alone
            35..=38 | 49 | 50 | 426..=428 | 1024.. => {}
            _ if in_cells => return Err(ReadError::Damaged(format!("{name}: record {kind}"))),
            // BrtMergeCell: first and last row, first and last column
            0x00B0 => {
                let from = At { row: long(body, 0)?, column: long(body, 8)? };
                surveyed.merges.push((from, At { row: long(body, 4)?, column: long(body, 12)? }));
            }
            _ => {}
        }
    }
    Ok(surveyed)
}

/// A cell with its format, whose number stands here.
fn cell(body: &[u8], at: usize) -> Result<SurveyedCell, ReadError> {
    let format = (long(body, at)? & 0x00FF_FFFF) as usize;
    Ok(SurveyedCell { given: true, format, ..SurveyedCell::default() })
}

/// The text of a cell that has it in runs.
fn rich_text(body: &[u8]) -> Result<Content, ReadError> {
    let (text, _) = wide(body, 9).ok_or(ReadError::CutShort)?;
    Ok(Content::Text(text.into()))
}

/// The value of a cell without a place of its own; none if it is an error or one of the workbook's texts.
fn short_value(kind: u32, body: &[u8]) -> Result<Option<Content>, ReadError> {
    let number = |double: f64| match number::of_double(double) {
        Some(number) => Content::Number(number),
        None => Content::Other(double.to_string()),
    };
    Ok(match kind {
        // BrtShortRk
        13 => Some(number(packed(long(body, 4)?))),
        // BrtShortBool
        15 => Some(Content::Other(if body.get(4) == Some(&0) { "FALSE" } else { "TRUE" }.to_owned())),
        // BrtShortReal
        16 => {
            let double = body.get(4..12).and_then(|bytes| bytes.try_into().ok());
            Some(number(f64::from_le_bytes(double.ok_or(ReadError::CutShort)?)))
        }
        // BrtShortSt
        17 => Some(Content::Text(wide(body, 4).ok_or(ReadError::CutShort)?.0.into())),
        _ => None,
    })
}

/// A number packed into 4 bytes: 30 bits of a whole number or of a double, perhaps of hundredths.
#[expect(clippy::float_arithmetic, reason = "hundredths are divided as every reader does")]
fn packed(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

/// The error with this number, in `.xlsb` and in `.xls` files.
pub(super) fn error(code: Option<u8>) -> String {
    let text = match code {
        Some(0x00) => "#NULL!",
        Some(0x07) => "#DIV/0!",
        Some(0x0F) => "#VALUE!",
        Some(0x17) => "#REF!",
        Some(0x1D) => "#NAME?",
        Some(0x24) => "#NUM!",
        _ => "#N/A",
    };
    text.to_owned()
}

fn long(body: &[u8], at: usize) -> Result<u32, ReadError> {
    number32(body, at).ok_or(ReadError::CutShort)
}

/// A text with its length before it, and where it ends.
fn wide(body: &[u8], at: usize) -> Option<(String, usize)> {
    let length = number32(body, at)? as usize;
    let end = length.checked_mul(2)?.checked_add(at + 4)?;
    let units = body.get(at + 4..end)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some((String::from_utf16_lossy(&units.collect::<Vec<u16>>()), end))
}

/// The records of a part: type and body.
struct Records<'b>(&'b [u8]);

impl<'b> Records<'b> {
    /// A number of 7 bits a byte, the lowest first, in at most so many bytes.
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
