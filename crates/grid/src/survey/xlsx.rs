//! The survey of an `.xlsx`: the workbook's list of sheets, its styles, and every `<c>` of every sheet.

use super::super::cell_address::{At, LAST};
use super::{CellFormat, Survey, SurveyedCell, SurveyedSheet};
use crate::formula::Formula;
use crate::number_format::built_in;
use crate::package::{Package, PartContent};
use crate::read_error::{Malformed, ReadError};
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// The errors that calamine knows. Any other error makes it refuse the whole sheet, without saying where.
const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// The letters of formats that show dates or times. A format with any of them may be one.
const DATE_LETTERS: [char; 10] = ['d', 'D', 'm', 'M', 'y', 'Y', 'h', 'H', 's', 'S'];
/// The built-in formats of numbers and texts.
const PLAIN_FORMATS: [std::ops::RangeInclusive<u32>; 5] = [0..=4, 9..=13, 37..=40, 48..=48, 49..=49];

/// Surveys a package.
pub(crate) fn survey(package: &mut Package<'_>) -> Result<Survey, ReadError> {
    let workbook = target(package, "_rels/.rels", "/officeDocument")?;
    let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let relations = relations(package, &format!("{folder}/_rels/{name}.rels"))?;
    let content = required(package, &workbook)?;
    let mut survey = Survey { formats: formats(package, folder)?.0, ..Survey::default() };
    let mut left = SurveyedSheet::limit();
    let mut events = Events::new(&content);
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                let id = attribute(&element, "id").unwrap_or_default();
                let name = attribute(&element, "name").unwrap_or_default();
                let (kind, target) = relations.get(&id).ok_or_else(|| missing(&name))?;
                survey.sheets.push(if kind.ends_with("/worksheet") {
                    let part =
                        target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
                    sheet(&required(package, &part)?, &name, survey.formats.len(), &mut left)?
                } else {
                    SurveyedSheet::default()
                });
            }
            Event::Eof => return Ok(survey),
            _ => {}
        }
    }
}

/// The relations of a part: kind and target by id.
pub(crate) fn relations(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, (String, String)>, ReadError> {
    let content = required(package, part.trim_start_matches('/'))?;
    let mut events = Events::new(&content);
    let mut relations = BTreeMap::new();
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] =
                    ["Id", "Type", "Target"].map(|name| attribute(&element, name).unwrap_or_default());
                relations.insert(id, (kind, target));
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

fn target(package: &mut Package<'_>, part: &str, kind: &str) -> Result<String, ReadError> {
    let relations = relations(package, part)?;
    let found = relations.into_values().find(|(other, _)| other.ends_with(kind));
    found.map(|(_, target)| target.trim_start_matches('/').to_owned()).ok_or_else(|| missing(kind))
}

pub(super) fn required(package: &mut Package<'_>, part: &str) -> Result<PartContent, ReadError> {
    package.part(part.trim_start_matches('/'))?.ok_or_else(|| missing(part))
}

fn missing(what: &str) -> ReadError {
    ReadError::Damaged(format!("{what} is missing"))
}

/// The formats of `styles.xml`, in the order in which cells refer to them, and which of them may show dates.
pub(crate) fn formats(
    package: &mut Package<'_>,
    folder: &str,
) -> Result<(Vec<CellFormat>, Vec<bool>), ReadError> {
    let Some(content) = package.part(format!("{folder}/styles.xml").trim_start_matches('/'))? else {
        return Ok((Vec::new(), Vec::new()));
    };
    let mut dates = Vec::new();
    let mut numbers: BTreeMap<u32, String> = BTreeMap::new();
    let (mut fonts, mut formats): (Vec<Option<String>>, Vec<CellFormat>) = (Vec::new(), Vec::new());
    let mut within: Vec<String> = Vec::new();
    let mut events = Events::new(&content);
    loop {
        match events.next()? {
            Event::Start(element) => {
                let parent = within.last().map_or("", String::as_str);
                match element.local_name().as_ref() {
                    "numFmt" if parent == "numFmts" => {
                        let id = number(&element, "numFmtId").unwrap_or(u32::MAX);
                        numbers.insert(id, attribute(&element, "formatCode").unwrap_or_default());
                    }
                    "font" if parent == "fonts" => fonts.push(None),
                    "name" if parent == "font" => {
                        if let Some(font) = fonts.last_mut() {
                            *font = attribute(&element, "val");
                        }
                    }
                    "xf" if parent == "cellXfs" => {
                        let id = number(&element, "numFmtId").unwrap_or(0);
                        let text = numbers.get(&id).map_or(built_in(id), String::as_str);
                        let font = number::<usize>(&element, "fontId").and_then(|font| fonts.get(font));
                        formats.push(CellFormat::new(text, font.and_then(Option::as_deref)));
                        dates.push(match numbers.get(&id) {
                            Some(text) => text.contains(DATE_LETTERS),
                            None => !PLAIN_FORMATS.iter().any(|plain| plain.contains(&id)),
                        });
                    }
                    _ => {}
                }
                within.push(element.local_name().as_ref().to_owned());
            }
            Event::End(_) => {
                within.pop();
            }
            Event::Eof => return Ok((formats, dates)),
            _ => {}
        }
    }
}

/// The cells and merged ranges of a sheet.
fn sheet(content: &[u8], name: &str, formats: usize, left: &mut usize) -> Result<SurveyedSheet, ReadError> {
    let mut surveyed = SurveyedSheet::default();
    let mut events = Events::new(content);
    // a cell that does not say where it stands follows the one before
    let mut next = At { row: 0, column: 0 };
    let (mut inside, mut tables) = (false, 0);
    let mut shared: BTreeMap<u32, (At, Formula)> = BTreeMap::new();
    loop {
        match events.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheetData" => {
                    (inside, tables) = (true, tables + 1);
                    // readers stop after the first table
                    if tables > 1 {
                        return Err(ReadError::Damaged(format!("{name}: two tables of cells")));
                    }
                }
                "row" if inside => {
                    if let Some(row) = attribute(&element, "r") {
                        let row = row.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                        next.row = row.filter(|row| *row <= LAST.row).ok_or_else(|| outside(&element))?;
                    }
                }
                "c" if inside => {
                    let at = match attribute(&element, "r") {
                        Some(at) => at.parse().map_err(|_| outside(&element))?,
                        None => next,
                    };
                    let format = number(&element, "s").unwrap_or(0);
                    if format > 0 && format >= formats {
                        return Err(ReadError::Damaged(format!("{name}: {at} has a format that is missing")));
                    }
                    let kind = attribute(&element, "t").unwrap_or_default();
                    let cell =
                        SurveyedCell { format, ..read_cell(&mut events, &kind, name, at, &mut shared)? };
                    next.column = at.column + 1;
                    if cell.given || cell.formula.is_some() {
                        surveyed.add(at, cell, name, left)?;
                    }
                }
                "mergeCell" => {
                    let range = attribute(&element, "ref").unwrap_or_default();
                    let (from, to) = range.split_once(':').unwrap_or((&range, &range));
                    match (from.parse(), to.parse()) {
                        (Ok(from), Ok(to)) => surveyed.merges.push((from, to)),
                        _ => return Err(ReadError::Malformed(Malformed::OutsideGrid(range))),
                    }
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "sheetData" => inside = false,
                "row" if inside => next = At { row: next.row + 1, column: 0 },
                _ => {}
            },
            Event::Eof => return Ok(surveyed),
            _ => {}
        }
    }
}

/// Reads a cell up to its end.
fn read_cell(
    events: &mut Events<'_>,
    kind: &str,
    sheet: &str,
    at: At,
    shared: &mut BTreeMap<u32, (At, Formula)>,
) -> Result<SurveyedCell, ReadError> {
    let mut cell = SurveyedCell::default();
    // the number of `<v>`s, the number of their pieces of text, and the text
    let (mut values, mut pieces, mut text) = (0, 0, String::new());
    let (mut formula, mut shares) = (None::<String>, None);
    let mut within: Vec<String> = Vec::new();
    loop {
        match events.next()? {
            Event::Start(element) => {
                match element.local_name().as_ref() {
                    "f" => {
                        let is_shared = attribute(&element, "t").is_some_and(|kind| kind == "shared");
                        (formula, shares) =
                            (Some(String::new()), number(&element, "si").filter(|_| is_shared));
                    }
                    "v" => values += 1,
                    _ => {}
                }
                within.push(element.local_name().as_ref().to_owned());
            }
            Event::End(_) if within.pop().is_none() => break,
            Event::Text(piece) => match within.first().map(String::as_str) {
                Some("v") => (pieces, text) = (pieces + 1, text + &piece),
                Some("is") if !piece.is_empty() => cell.given = true,
                Some("f") => formula.iter_mut().for_each(|text| text.push_str(&piece)),
                _ => {}
            },
            Event::GeneralRef(_) | Event::CData(_) => match within.first().map(String::as_str) {
                // the text of a number is plain digits
                Some("v") => (pieces, cell.given) = (pieces + 2, true),
                Some("is") => cell.given = true,
                // formulas with signs such as `<` and `&` are not recalculated
                Some("f") => formula.iter_mut().for_each(|text| text.push('?')),
                _ => {}
            },
            Event::Eof => return Err(ReadError::CutShort),
            _ => {}
        }
    }
    let is_text = matches!(kind, "str" | "inlineStr" | "d");
    let is_index = kind != "s" || text.is_empty() || text.parse::<u32>().is_ok();
    if values > 1 || !is_index || (pieces > 1 && !is_text) {
        return Err(ReadError::Malformed(Malformed::Pieces(sheet.to_owned(), at)));
    }
    if kind == "e" && !text.is_empty() && !ERRORS.contains(&text.as_str()) {
        return Err(ReadError::Lost { sheet: sheet.to_owned(), at });
    }
    cell.formula = formula.map(|text| own_formula(&text, shares, at, shared));
    // the text of an inline string stands in `<is>`, and its `<v>` does not count
    cell.given |= !text.is_empty() && kind != "inlineStr";
    Ok(cell)
}

/// The formula of a cell. If several cells share a formula, only the first has its text.
fn own_formula(
    text: &str,
    shares: Option<u32>,
    at: At,
    shared: &mut BTreeMap<u32, (At, Formula)>,
) -> Formula {
    let own = Formula::new(text);
    let Some(number) = shares else { return own };
    if !text.is_empty() {
        shared.insert(number, (at, own.clone()));
        return own;
    }
    shared.get(&number).map_or(own, |(first, formula)| {
        let down = i64::from(at.row) - i64::from(first.row);
        let right = i64::from(at.column) - i64::from(first.column);
        formula.shared(down, right)
    })
}

fn outside(element: &BytesStart<'_>) -> ReadError {
    ReadError::Malformed(Malformed::OutsideGrid(attribute(element, "r").unwrap_or_default()))
}
