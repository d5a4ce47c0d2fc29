//! The survey of an `.xlsb`: binary parts made of records ([MS-XLSB]).
//!
//! It goes over the workbook, the styles, the shared texts and each sheet, and gives the position, format and look of
//! each cell that holds something. Values that calamine misses are read here.

mod comments;
mod records;

use super::{CellFormat, Font, Ground, Survey, SurveyedCell, SurveyedSheet, are_dots, escapement};
use crate::appearance::Colour;
use crate::cell_address::{At, range_between};
use crate::colour::{self, Theme};
use crate::compound_file::number16;
use crate::formula::Formula;
use crate::marks::{Look, Looks};
use crate::number;
use crate::number_format::built_in;
use crate::package::Package;
use crate::read_error::ReadError;
use crate::sheet::{Content, LeftOut};
use crate::xlsx::Relations;
use records::{Records, long, wide};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The part with the list of sheets.
const WORKBOOK: &str = "xl/workbook.bin";

/// Surveys a package.
pub(crate) fn survey(package: &mut Package<'_>) -> Result<Survey, ReadError> {
    let relations = Relations::of(package, WORKBOOK)?.unwrap_or_default();
    let workbook = package.required(WORKBOOK)?;
    let theme = match relations.target("/theme") {
        Some(part) => package.part(part)?.map(|content| Theme::read(part, &content)).unwrap_or_default(),
        None => Theme::default(),
    };
    let (formats, fonts) = styles(package, &theme)?;
    let strings = relations.target("/sharedStrings").unwrap_or("xl/sharedStrings.bin");
    let texts = shared_texts(package.part(strings)?.as_deref().unwrap_or_default(), &fonts)?;
    let book = Book { fonts, texts };
    let mut survey = Survey { formats, ..Survey::default() };
    let mut left = SurveyedSheet::limit();
    for record in Records(&workbook) {
        // BrtBundleSh: state, id, relation, name
        if let (0x009C, body) = record? {
            let (id, name_at) = wide(body, 8).ok_or(ReadError::CutShort)?;
            let (name, _) = wide(body, name_at).ok_or(ReadError::CutShort)?;
            let Some((kind, part)) = relations.get(&id) else { continue };
            survey.sheets.push(match LeftOut::of_kind(kind.rsplit('/').next().unwrap_or_default()) {
                None => {
                    let mut sheet = sheet(&package.required(part)?, &name, &book, &mut left)?;
                    sheet.comments = comments::of_sheet(package, part);
                    sheet
                }
                left_out => SurveyedSheet { left_out, ..SurveyedSheet::default() },
            });
        }
    }
    Ok(survey)
}

/// The data that cells of all sheets refer to.
struct Book {
    fonts: Vec<Font>,
    texts: Vec<SharedText>,
}

/// A shared text, and the places where it changes its look.
struct SharedText {
    text: String,
    looks: Option<Looks>,
}

/// The formats and fonts of `styles.bin`, in the order in which cells and texts refer to them.
fn styles(package: &mut Package<'_>, theme: &Theme) -> Result<(Vec<CellFormat>, Vec<Font>), ReadError> {
    let Some(content) = package.part("xl/styles.bin")? else { return Ok((Vec::new(), Vec::new())) };
    let mut numbers: BTreeMap<u16, String> = BTreeMap::new();
    let (mut fonts, mut formats) = (Vec::new(), Vec::new());
    let (mut letters, mut grounds) = (Vec::new(), Vec::new());
    let mut of_cells = false;
    for record in Records(&content) {
        match record? {
            // BrtFmt
            (0x002C, body) => {
                let id = number16(body, 0).ok_or(ReadError::CutShort)?;
                numbers.insert(id, wide(body, 2).ok_or(ReadError::CutShort)?.0);
            }
            // BrtFont: size, flags, weight, whether it is raised, more looks, then the name
            (0x002B, body) => {
                letters.push(colour(body, 12, theme));
                fonts.push(Font {
                    name: wide(body, 21).map(|(name, _)| name),
                    look: Look {
                        struck: number16(body, 2).is_some_and(|flags| flags & 0x0008 != 0),
                        position: escapement(number16(body, 6)),
                        unseen: are_dots(number16(body, 0)),
                    },
                });
            }
            // BrtFill: its pattern, then the colour of a solid one
            (0x002D, body) => grounds.push(match long(body, 0)? {
                0 => Ground::White,
                1 => Ground::Filled(colour(body, 4, theme)),
                _ => Ground::Filled(None),
            }),
            // BrtBeginCellXFs, BrtEndCellXFs
            (0x0269, _) => of_cells = true,
            (0x026A, _) => of_cells = false,
            // BrtXF
            (0x002F, body) if of_cells => {
                let id = number16(body, 2).ok_or(ReadError::CutShort)?;
                let text = numbers.get(&id).map_or(built_in(id.into()), String::as_str);
                let index = number16(body, 4).map_or(usize::MAX, usize::from);
                let fill = number16(body, 6).map_or(usize::MAX, usize::from);
                let mut format = CellFormat::new(text, fonts.get(index));
                let ground = grounds.get(fill).copied().unwrap_or_default();
                format.unseen |= ground.hides(letters.get(index).copied().flatten());
                formats.push(format);
            }
            _ => {}
        }
    }
    Ok((formats, fonts))
}

/// A colour of 8 bytes: its kind, a number, a tint, and red, green and blue; `None` for that of the system.
fn colour(body: &[u8], at: usize, theme: &Theme) -> Option<Colour> {
    /// The tint that is a whole one.
    const WHOLE: i64 = 32_767;
    let bytes: [u8; 8] = body.get(at..at + 8)?.try_into().ok()?;
    let [kind, number, tint @ .., red, green, blue, _] = bytes;
    match kind >> 1 {
        1 => colour::in_palette(number.into()),
        2 => Some(Colour([red, green, blue])),
        3 => {
            let tint = Decimal::from(i16::from_le_bytes(tint)).checked_div(Decimal::from(WHOLE))?;
            theme.colour(number.into(), tint)
        }
        _ => None,
    }
}

/// The shared texts, in the order in which cells refer to them.
fn shared_texts(content: &[u8], fonts: &[Font]) -> Result<Vec<SharedText>, ReadError> {
    let mut texts = Vec::new();
    for record in Records(content) {
        // BrtSSTItem
        if let (0x0013, body) = record? {
            texts.push(rich_text(body, 0, fonts)?);
        }
    }
    Ok(texts)
}

/// A text after its byte of flags. The places and fonts of other looks follow after the text.
fn rich_text(body: &[u8], at: usize, fonts: &[Font]) -> Result<SharedText, ReadError> {
    let (text, end) = wide(body, at + 1).ok_or(ReadError::CutShort)?;
    if body.get(at).is_none_or(|flags| flags & 1 == 0) {
        return Ok(SharedText { text, looks: None });
    }
    let look = |run: &[u8]| {
        let [start, font] = [0, 2].map(|at| usize::from(number16(run, at).unwrap_or(0)));
        (start, fonts.get(font).map(|font| font.look).unwrap_or_default())
    };
    let runs = body.get(end + 4..).ok_or(ReadError::CutShort)?.chunks_exact(4).map(look);
    let looks = runs.take(long(body, end)? as usize).collect();
    Ok(SharedText { text, looks: Some(looks) })
}

fn sheet(content: &[u8], name: &str, book: &Book, left: &mut usize) -> Result<SurveyedSheet, ReadError> {
    let mut surveyed = SurveyedSheet::default();
    let (mut row, mut next) = (0, 0);
    let mut in_cells = false;
    for record in Records(content) {
        let (kind, body) = record?;
        match kind {
            // BrtRowHdr
            0 => {
                (row, next) = (long(body, 0)?, 0);
                // bit 4 of the second byte of flags hides the row
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
                let error = matches!(kind, 3 | 11).then(|| error(body.get(8).copied()));
                let formula = (8..=11).contains(&kind).then(Formula::unknown);
                let mut cell = SurveyedCell { formula, error, ..cell(body, 4)? };
                match kind {
                    7 => cell.looks.clone_from(&book.text(body, 8)?.looks),
                    62 => {
                        let SharedText { text, looks } = rich_text(body, 8, &book.fonts)?;
                        (cell.value, cell.looks) = (Some(Content::Text(text.into())), looks);
                    }
                    _ => {}
                }
                surveyed.add(at, cell, name, left)?;
            }
            // BrtShortRk … BrtShortIsst: a cell directly to the right of the one before
            13..=18 => {
                let at = At { row, column: next };
                next += 1;
                let error = (kind == 14).then(|| error(body.get(4).copied()));
                let mut cell = SurveyedCell { error, value: short_value(kind, body)?, ..cell(body, 0)? };
                if kind == 18 {
                    let shared = book.text(body, 4)?;
                    cell.value = Some(Content::Text(shared.text.as_str().into()));
                    cell.looks.clone_from(&shared.looks);
                }
                surveyed.add(at, cell, name, left)?;
            }
            // formulas of several cells, and records for newer programs only
            35..=38 | 49 | 50 | 426..=428 | 1024.. => {}
            _ if in_cells => return Err(ReadError::Damaged(format!("{name}: record {kind}"))),
            // BrtMergeCell: first and last row, first and last column
            0x00B0 => {
                let from = At { row: long(body, 0)?, column: long(body, 8)? };
                let to = At { row: long(body, 4)?, column: long(body, 12)? };
                surveyed.merges.push(range_between(from, to));
            }
            _ => {}
        }
    }
    Ok(surveyed)
}

/// A cell with the format whose index stands at this offset.
fn cell(body: &[u8], at: usize) -> Result<SurveyedCell, ReadError> {
    let format = (long(body, at)? & 0x00FF_FFFF) as usize;
    Ok(SurveyedCell { given: true, format, ..SurveyedCell::default() })
}

impl Book {
    /// The text that a cell refers to.
    fn text(&self, body: &[u8], at: usize) -> Result<&SharedText, ReadError> {
        let index = long(body, at)? as usize;
        self.texts.get(index).ok_or_else(|| ReadError::Damaged(format!("text {index}")))
    }
}

/// The value of a cell without a position of its own; none for an error or a shared text.
fn short_value(kind: u32, body: &[u8]) -> Result<Option<Content>, ReadError> {
    Ok(match kind {
        // BrtShortRk
        13 => Some(figure(packed(long(body, 4)?))),
        // BrtShortBool
        15 => Some(Content::Other(if body.get(4) == Some(&0) { "FALSE" } else { "TRUE" }.to_owned())),
        // BrtShortReal
        16 => {
            let double = body.get(4..12).and_then(|bytes| bytes.try_into().ok());
            Some(figure(f64::from_le_bytes(double.ok_or(ReadError::CutShort)?)))
        }
        // BrtShortSt
        17 => Some(Content::Text(wide(body, 4).ok_or(ReadError::CutShort)?.0.into())),
        _ => None,
    })
}

/// A number, or the text of a double that is none.
fn figure(double: f64) -> Content {
    match number::of_double(double) {
        Some(number) => Content::Number(number),
        None => Content::Other(double.to_string()),
    }
}

/// A number packed into 4 bytes: 30 bits of a whole number or of a double, possibly in hundredths.
#[expect(clippy::float_arithmetic, reason = "hundredths are divided as every reader does")]
fn packed(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

/// The error value with this code, in `.xlsb` and `.xls` files.
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
