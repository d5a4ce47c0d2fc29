//! The survey of an `.xls` of Excel 95 to 2003: records of one stream ([MS-XLS]), each a type, a length
//! and so many bytes.

use super::xlsb::error;
use super::{CellFormat, Survey, SurveyedCell, SurveyedSheet, built_in};
use crate::grid::cell_address::At;
use crate::grid::compound_file::{CompoundFile, number16, number32};
use crate::grid::formula::Formula;
use crate::grid::read_error::ReadError;
use std::collections::BTreeMap;

/// Surveys a compound file.
pub(in crate::grid) fn survey(bytes: &[u8]) -> Result<Survey, ReadError> {
    let file = CompoundFile::open(bytes)?;
    let workbook = file.stream("Workbook").transpose().or_else(|| file.stream("Book").transpose());
    let stream = workbook.ok_or_else(|| ReadError::Damaged("no workbook stream".to_owned()))??;
    let (mut numbers, mut fonts) = (BTreeMap::new(), Vec::new());
    let (mut survey, mut starts) = (Survey::default(), Vec::new());
    let mut modern = true;
    for record in Records(&stream) {
        let (kind, body) = record?;
        let short = |at| number16(body, at).ok_or(ReadError::CutShort);
        match kind {
            // BOF; Excel 95 writes texts without a byte of flags
            0x0809 => modern = short(0)? >= 0x0600,
            // FILEPASS
            0x002F => return Err(ReadError::Password),
            // FORMAT
            0x041E => {
                numbers.insert(short(0)?, text(body, if modern { 5 } else { 3 }));
            }
            // FONT: 14 bytes of size and looks, the length of the name, the name
            0x0031 => fonts.push(text(body, if modern { 16 } else { 15 })),
            // XF; there is no font 4
            0x00E0 => {
                let (font, number) = (usize::from(short(0)?), short(2)?);
                let font = fonts.get(if font > 4 { font - 1 } else { font });
                let number = numbers.get(&number).map_or(built_in(number.into()), String::as_str);
                survey.formats.push(CellFormat::new(number, font.map(String::as_str)));
            }
            // BOUNDSHEET: where it begins, state, kind, name
            0x0085 => {
                starts.push((
                    number32(body, 0).ok_or(ReadError::CutShort)?,
                    text(body, if modern { 8 } else { 7 }),
                ));
            }
            // EOF
            0x000A => break,
            _ => {}
        }
    }
    let mut left = SurveyedSheet::limit();
    for (start, name) in starts {
        let rest = stream.get(start as usize..).ok_or(ReadError::CutShort)?;
        survey.sheets.push(sheet(rest, &name, &mut left)?);
    }
    Ok(survey)
}

fn sheet(stream: &[u8], name: &str, left: &mut usize) -> Result<SurveyedSheet, ReadError> {
    let mut surveyed = SurveyedSheet::default();
    // charts stand within a sheet as sheets of their own
    let mut depth = 0;
    for record in Records(stream) {
        let (kind, body) = record?;
        let short = |at| number16(body, at).ok_or(ReadError::CutShort);
        let place = || Ok((At { row: short(0)?.into(), column: short(2)?.into() }, usize::from(short(4)?)));
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth > 1 => {}
            // NUMBER, LABEL, RSTRING, RK, LABELSST
            0x0203 | 0x0204 | 0x00D6 | 0x027E | 0x00FD => {
                let (at, format) = place()?;
                surveyed.add(
                    at,
                    SurveyedCell { given: true, format, ..SurveyedCell::default() },
                    name,
                    left,
                )?;
            }
            // BOOLERR
            0x0205 => {
                let (at, format) = place()?;
                let error = (body.get(7) == Some(&1)).then(|| error(body.get(6).copied()));
                surveyed.add(
                    at,
                    SurveyedCell { given: true, format, error, ..SurveyedCell::default() },
                    name,
                    left,
                )?;
            }
            // FORMULA: its result is a number, or says what it is by its first byte
            0x0006 => {
                let (at, format) = place()?;
                let result = body.get(6..14).ok_or(ReadError::CutShort)?;
                let is_number = result[6..] != [0xFF, 0xFF];
                let error = (!is_number && result[0] == 2).then(|| error(Some(result[2])));
                let given = is_number || result[0] != 3;
                surveyed.add(
                    at,
                    SurveyedCell { given, formula: Some(Formula::unknown()), format, error },
                    name,
                    left,
                )?;
            }
            // MULRK: a row of numbers
            0x00BD => {
                let (row, first) = (u32::from(short(0)?), u32::from(short(2)?));
                let numbers = body.get(4..body.len().saturating_sub(2)).ok_or(ReadError::CutShort)?;
                for (column, number) in (first..).zip(numbers.chunks_exact(6)) {
                    let format = usize::from(number16(number, 0).unwrap_or(0));
                    let mark = SurveyedCell { given: true, format, ..SurveyedCell::default() };
                    surveyed.add(At { row, column }, mark, name, left)?;
                }
            }
            // MERGECELLS: first and last row, first and last column
            0x00E5 => {
                for range in body.get(2..).unwrap_or_default().chunks_exact(8) {
                    let short = |at| number16(range, at).map_or(0, u32::from);
                    let from = At { row: short(0), column: short(4) };
                    surveyed.merges.push((from, At { row: short(2), column: short(6) }));
                }
            }
            _ => {}
        }
    }
    Ok(surveyed)
}

/// A text that is only looked at for ASCII: zeros between letters of two bytes are left out.
fn text(body: &[u8], at: usize) -> String {
    body.get(at..)
        .unwrap_or_default()
        .iter()
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(*byte))
        .collect()
}

/// The records of a stream: type and body.
struct Records<'b>(&'b [u8]);

impl<'b> Iterator for Records<'b> {
    type Item = Result<(u16, &'b [u8]), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (number16(self.0, 0)?, usize::from(number16(self.0, 2)?));
        let Some(body) = self.0.get(4..4 + length) else {
            self.0 = &[];
            return Some(Err(ReadError::CutShort));
        };
        self.0 = &self.0[4 + length..];
        Some(Ok((kind, body)))
    }
}
