//! The survey of an `.xls` of Excel 95 to 2003: one stream of records ([MS-XLS]).
//!
//! A record is a type, a length and that many bytes.

mod colours;
mod comments;
mod texts;

use super::xlsb::error;
use super::{CellFormat, Font, Survey, SurveyedCell, SurveyedSheet, are_dots, escapement};
use crate::cell_address::{At, range_between};
use crate::compound_file::{CompoundFile, number16, number32};
use crate::formula::Formula;
use crate::marks::{Look, Looks};
use crate::number;
use crate::number_format::built_in;
use crate::read_error::ReadError;
use crate::sheet::Content;
use colours::Colours;
use comments::Comments;
use std::collections::BTreeMap;
use texts::text;

/// The code page of Unicode.
const UNICODE: u16 = 1200;
/// The code page of Windows in western countries.
const WESTERN: u16 = 1252;
/// The code page of old Macs in western countries.
const MACINTOSH: u16 = 10_000;

/// Surveys a compound file.
pub(crate) fn survey(bytes: &[u8]) -> Result<Survey, ReadError> {
    let file = CompoundFile::open(bytes)?;
    // calamine takes the first stream of this name, even inside an object
    if ["Workbook", "Book"].iter().any(|name| file.has(name) && file.has_other_before(name)) {
        return Err(ReadError::Damaged("the workbook stands behind another".to_owned()));
    }
    let workbook = file.stream("Workbook").transpose().or_else(|| file.stream("Book").transpose());
    let stream = workbook.ok_or_else(|| ReadError::Damaged("no workbook stream".to_owned()))??;
    let (mut numbers, mut starts) = (BTreeMap::new(), Vec::new());
    let (mut survey, mut book) =
        (Survey::default(), Book { modern: true, fonts: Vec::new(), looks: Vec::new() });
    let (mut shared, mut before) = (Vec::new(), 0);
    let mut colours = Colours::default();
    for record in Records(&stream) {
        let (kind, body) = record?;
        match kind {
            // BOF; Excel 95 writes texts without a byte of flags
            0x0809 => book.modern = short(body, 0)? >= 0x0600,
            // CODEPAGE; 0x8000 and 0x8001 are names that only workbooks have, for the pages of Mac and Windows
            0x0042 => match short(body, 0)? {
                0x8000 => survey.code_page = Some(MACINTOSH),
                0x8001 => survey.code_page = Some(WESTERN),
                _ => {}
            },
            // FILEPASS
            0x002F => return Err(ReadError::Password),
            // FORMAT
            0x041E => {
                let code = if book.modern { text(body, 2, 2) } else { texts::ascii(body, 3) };
                numbers.insert(short(body, 0)?, code);
            }
            // FONT: size, flags, colour, weight, whether it is raised, more looks, then the name
            0x0031 => {
                colours.add_font(body);
                book.fonts.push(Font {
                    name: Some(if book.modern { text(body, 14, 1) } else { texts::ascii(body, 15) }),
                    look: Look {
                        struck: short(body, 2)? & 0x0008 != 0,
                        position: escapement(number16(body, 8)),
                        unseen: are_dots(number16(body, 0)),
                    },
                });
            }
            // PALETTE
            0x0092 => colours.take_palette(body),
            // XF
            0x00E0 => {
                let (font, number_format) = (short(body, 0)?, short(body, 2)?);
                colours.add_format(body, Book::index_of_font(font));
                let font = book.font(font);
                let number_format =
                    numbers.get(&number_format).map_or(built_in(number_format.into()), String::as_str);
                survey.formats.push(CellFormat::new(number_format, font));
            }
            // BOUNDSHEET: position in the stream, state, kind, name
            0x0085 => {
                let name = if book.modern { text(body, 6, 1) } else { texts::ascii(body, 7) };
                let has_cells = body.get(5) == Some(&0);
                starts.push((number32(body, 0).ok_or(ReadError::CutShort)?, name, has_cells));
            }
            // SST, with CONTINUE records after it
            0x00FC => shared.push(body),
            0x003C if matches!(before, 0x00FC | 0x003C) && !shared.is_empty() => shared.push(body),
            // EOF
            0x000A => break,
            _ => {}
        }
        before = kind;
    }
    // from Excel 97 on texts are Unicode, whatever code page the file names
    if book.modern {
        survey.code_page = Some(UNICODE);
        for (format, is_hidden) in survey.formats.iter_mut().zip(colours.hidden()) {
            format.unseen |= is_hidden;
        }
    }
    book.looks = texts::looks(&shared, &book)?;
    let mut left = SurveyedSheet::limit();
    for (start, name, has_cells) in starts {
        let rest = stream.get(start as usize..).ok_or(ReadError::CutShort)?;
        // a chart keeps what it draws as if in cells, and the same place once for each of its series
        let surveyed =
            if has_cells { sheet(rest, &name, &book, &mut left)? } else { SurveyedSheet::default() };
        survey.sheets.push(surveyed);
    }
    without_results(&mut survey);
    Ok(survey)
}

/// Clears the results of a workbook in which no formula has one: none was ever calculated. Programs that only write
/// workbooks store an empty text as every result.
fn without_results(survey: &mut Survey) {
    let formulas =
        || survey.sheets.iter().flat_map(|sheet| sheet.cells.values()).filter(|cell| cell.formula.is_some());
    if formulas().any(|cell| cell.given) {
        return;
    }
    for cell in survey.sheets.iter_mut().flat_map(|sheet| sheet.cells.values_mut()) {
        if cell.formula.is_some() {
            cell.value = Some(Content::NotCalculated);
        }
    }
}

/// The data that cells of all sheets refer to.
struct Book {
    /// Whether texts have a byte of flags, as from Excel 97 on.
    modern: bool,
    fonts: Vec<Font>,
    /// For each shared text, the places where it changes its look, if it does.
    looks: Vec<Option<Looks>>,
}

impl Book {
    /// The font with a number. Number 4 is never used.
    fn font(&self, number: u16) -> Option<&Font> {
        self.fonts.get(Self::index_of_font(number))
    }

    fn index_of_font(number: u16) -> usize {
        let number = usize::from(number);
        if number > 4 { number - 1 } else { number }
    }
}

fn sheet(stream: &[u8], name: &str, book: &Book, left: &mut usize) -> Result<SurveyedSheet, ReadError> {
    let (mut surveyed, mut comments) = (SurveyedSheet::default(), Comments::default());
    // a chart inside a sheet has a beginning and an end of its own
    let mut depth = 0;
    for record in Records(stream) {
        let (kind, body) = record?;
        if depth <= 1 {
            comments.take(kind, body, book.modern);
        }
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth > 1 => {}
            // NUMBER, LABEL, RSTRING, RK, LABELSST
            0x0203 | 0x0204 | 0x00D6 | 0x027E | 0x00FD => {
                let (at, format) = place(body)?;
                let looks = match kind {
                    0x00D6 => texts::looks_of_cell(body.get(6..).unwrap_or_default(), book),
                    0x00FD => number32(body, 6).and_then(|text| book.looks.get(text as usize)?.clone()),
                    _ => None,
                };
                let cell = SurveyedCell { given: true, format, looks, ..SurveyedCell::default() };
                surveyed.add(at, cell, name, left)?;
            }
            // BOOLERR
            0x0205 => {
                let (at, format) = place(body)?;
                let error = (body.get(7) == Some(&1)).then(|| error(body.get(6).copied()));
                surveyed.add(
                    at,
                    SurveyedCell { given: true, format, error, ..SurveyedCell::default() },
                    name,
                    left,
                )?;
            }
            // FORMULA, as Excel 97 and as Excel 3 and 4 write it
            0x0006 | 0x0206 | 0x0406 => {
                let (at, cell) = formula(kind, body, name)?;
                surveyed.add(at, cell, name, left)?;
            }
            // INTEGER, NUMBER, LABEL and BOOLERR of Excel 2, which no later workbook has
            0x0002..=0x0005 => return Err(ReadError::Lost { sheet: name.to_owned(), at: place(body)?.0 }),
            // MULRK: a row of numbers
            0x00BD => {
                let (row, first) = (u32::from(short(body, 0)?), u32::from(short(body, 2)?));
                let numbers = body.get(4..body.len().saturating_sub(2)).ok_or(ReadError::CutShort)?;
                for (column, number) in (first..).zip(numbers.chunks_exact(6)) {
                    let format = usize::from(number16(number, 0).unwrap_or(0));
                    let cell = SurveyedCell { given: true, format, ..SurveyedCell::default() };
                    surveyed.add(At { row, column }, cell, name, left)?;
                }
            }
            // ROW: bit 5 of its flags hides it; bit 6 says that somebody chose its height
            0x0208 if short(body, 12)? & 0x0020 != 0 => surveyed.hidden.add_row(short(body, 0)?.into()),
            0x0208 if short(body, 12)? & 0x0040 != 0 && short(body, 6)? == 0 => {
                surveyed.hidden.add_row(short(body, 0)?.into());
            }
            // COLINFO: flag bit 0 or a width of 0 hides the columns
            0x007D if short(body, 8)? & 0x0001 != 0 || short(body, 4)? == 0 => {
                surveyed.hidden.add_columns(short(body, 0)?.into(), short(body, 2)?.into());
            }
            // MERGECELLS: first and last row, first and last column
            0x00E5 => {
                for range in body.get(2..).unwrap_or_default().chunks_exact(8) {
                    let [top, bottom, left, right] =
                        [0, 2, 4, 6].map(|at| number16(range, at).unwrap_or(0).into());
                    let (from, to) = (At { row: top, column: left }, At { row: bottom, column: right });
                    surveyed.merges.push(range_between(from, to));
                }
            }
            _ => {}
        }
    }
    surveyed.comments = comments.done();
    Ok(surveyed)
}

/// A formula cell. Its result is a number, or the first byte gives its type. Calamine skips formulas of Excel 3 and
/// 4, which some programs still write.
fn formula(kind: u16, body: &[u8], sheet: &str) -> Result<(At, SurveyedCell), ReadError> {
    let (at, format) = place(body)?;
    let result: [u8; 8] =
        body.get(6..14).and_then(|result| result.try_into().ok()).ok_or(ReadError::CutShort)?;
    let is_number = result[6..] != [0xFF, 0xFF];
    let error = (!is_number && result[0] == 2).then(|| error(Some(result[2])));
    // the text result of a formula stands in a record of its own, and calamine may attach it to another formula
    if kind != 0x0006 && !is_number && result[0] == 0 {
        return Err(ReadError::Lost { sheet: sheet.to_owned(), at });
    }
    let value = match result[0] {
        _ if kind == 0x0006 => None,
        _ if is_number => number::of_double(f64::from_le_bytes(result)).map(Content::Number),
        1 => Some(Content::Other(if result[2] == 0 { "FALSE" } else { "TRUE" }.to_owned())),
        _ => None,
    };
    let given = is_number || result[0] != 3;
    let formula = Some(Formula::unknown());
    Ok((at, SurveyedCell { given, formula, format, error, value, ..SurveyedCell::default() }))
}

fn short(body: &[u8], at: usize) -> Result<u16, ReadError> {
    number16(body, at).ok_or(ReadError::CutShort)
}

/// The position of a cell, and the index of its format.
fn place(body: &[u8]) -> Result<(At, usize), ReadError> {
    let at = At { row: short(body, 0)?.into(), column: short(body, 2)?.into() };
    Ok((at, usize::from(short(body, 4)?)))
}

/// The records of a stream, each with type and body.
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
