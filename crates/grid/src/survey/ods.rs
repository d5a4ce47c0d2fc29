//! The survey of an `.ods`: the tables of `content.xml`. Cells and rows say how often they repeat.

use super::super::cell_address::{At, LAST};
use super::{CellFormat, Survey, SurveyedCell, SurveyedSheet};
use crate::formula::Formula;
use crate::number_format::NumberFormat;
use crate::package::Package;
use crate::read_error::{Malformed, ReadError};
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::{BytesStart, Event};

/// Surveys a package.
pub(crate) fn survey(package: &mut Package<'_>) -> Result<Survey, ReadError> {
    let manifest = package.part("META-INF/manifest.xml")?;
    let manifest = manifest.as_deref().unwrap_or_default();
    if is_encrypted(manifest)? {
        return Err(ReadError::Password);
    }
    let content = package.part("content.xml")?;
    let content = content.ok_or_else(|| ReadError::Damaged("content.xml is missing".to_owned()))?;
    // 0 is for all numbers but percentages, 1 for percentages
    let percent = CellFormat { number: NumberFormat::percent(), ..CellFormat::default() };
    let mut survey = Survey { formats: vec![CellFormat::default(), percent], ..Survey::default() };
    let mut left = SurveyedSheet::limit();
    let mut events = Events::new("content.xml", &content);
    loop {
        match events.next()? {
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                let name = attribute(&element, "name").unwrap_or_default();
                survey.sheets.push(table(&mut events, &name, &mut left)?);
            }
            Event::Eof => return Ok(survey),
            _ => {}
        }
    }
}

fn is_encrypted(manifest: &[u8]) -> Result<bool, ReadError> {
    let mut events = Events::new("META-INF/manifest.xml", manifest);
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

fn table(events: &mut Events<'_>, name: &str, left: &mut usize) -> Result<SurveyedSheet, ReadError> {
    let mut surveyed = SurveyedSheet::default();
    let mut row = 0_u32;
    loop {
        match events.next()? {
            Event::Start(element) if element.name().as_ref() == "table:table-row" => {
                let repeats = number(&element, "number-rows-repeated").unwrap_or(1_u32);
                let (cells, merges) = cells_of_row(events)?;
                // a row that repeats empty down to the end of the sheet has no cells
                for again in 0..if cells.is_empty() { 0 } else { repeats } {
                    for (column, cell) in &cells {
                        let at = At { row: row.saturating_add(again), column: *column };
                        surveyed.add(at, cell.clone(), name, left)?;
                    }
                }
                for (column, down, right) in merges {
                    let (last, end) = (row.saturating_add(down), column.saturating_add(right));
                    surveyed.merges.push((At { row, column }, At { row: last, column: end }));
                }
                row = row.saturating_add(repeats);
            }
            // readers take a table within a cell or a drawing for the end of this one
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                return Err(ReadError::Damaged(format!("{name}: a table within the table")));
            }
            Event::End(element) if element.name().as_ref() == "table:table" => return Ok(surveyed),
            Event::Eof => return Err(ReadError::CutShort),
            _ => {}
        }
    }
}

type Cells = Vec<(u32, SurveyedCell)>;
/// A cell's column, and how many rows and columns it covers beyond its own.
type Merges = Vec<(u32, u32, u32)>;

/// The cells of a row that hold something.
fn cells_of_row(events: &mut Events<'_>) -> Result<(Cells, Merges), ReadError> {
    let (mut cells, mut merges) = (Vec::new(), Vec::new());
    let mut column = 0_u32;
    loop {
        match events.next()? {
            Event::Start(element) if is_cell(&element) => {
                let repeats = number(&element, "number-columns-repeated").unwrap_or(1_u32);
                let [down, right] = ["number-rows-spanned", "number-columns-spanned"]
                    .map(|name| number(&element, name).unwrap_or(1_u32).saturating_sub(1));
                if down + right > 0 {
                    merges.push((column, down, right));
                }
                let cell = read_cell(&element.into_owned(), events)?;
                if cell.given || cell.formula.is_some() {
                    // checked before memory is taken for them
                    if repeats > (LAST.column + 1).saturating_sub(column) {
                        return Err(ReadError::Malformed(Malformed::OutsideGrid(format!("×{repeats}"))));
                    }
                    cells.extend((0..repeats).map(|again| (column.saturating_add(again), cell.clone())));
                }
                column = column.saturating_add(repeats);
            }
            Event::End(element) if element.name().as_ref() == "table:table-row" => {
                return Ok((cells, merges));
            }
            Event::Eof => return Err(ReadError::CutShort),
            _ => {}
        }
    }
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell")
}

/// Reads a cell up to its end. A comment on it (`annotation`) is no content.
fn read_cell(element: &BytesStart<'_>, events: &mut Events<'_>) -> Result<SurveyedCell, ReadError> {
    let kind = prefixed_attribute(element, "office:value-type");
    // LibreOffice marks an error in an attribute of its own
    let is_error = prefixed_attribute(element, "calcext:value-type").is_some_and(|kind| kind == "error");
    let mut text = String::new();
    let (mut depth, mut note) = (0, 0);
    loop {
        match events.next()? {
            Event::Start(inner) => {
                depth += 1;
                if note > 0 || inner.local_name().as_ref() == "annotation" {
                    note += 1;
                }
            }
            Event::End(_) if depth == 0 => break,
            Event::End(_) => {
                depth -= 1;
                note = (note - 1).max(0);
            }
            Event::Text(piece) if note == 0 => text.push_str(&piece),
            Event::GeneralRef(_) if note == 0 => text.push('&'),
            Event::Eof => return Err(ReadError::CutShort),
            _ => {}
        }
    }
    let given = match kind.as_deref() {
        None => false,
        Some("string") => {
            attribute(element, "string-value").is_some_and(|value| !value.is_empty())
                || !text.trim().is_empty()
        }
        Some(_) => true,
    };
    Ok(SurveyedCell {
        given,
        formula: attribute(element, "formula").map(|text| Formula::of_document(&text)),
        format: usize::from(kind.as_deref() == Some("percentage")),
        error: is_error.then(|| text.trim().to_owned()),
        ..SurveyedCell::default()
    })
}

/// The value of an attribute by its name with the prefix; `office` and `calcext` have a `value-type` each.
fn prefixed_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.find(|found| found.key.as_ref() == name).map(|found| found.value.into_owned())
}
