//! The survey of an `.xlsx`: the workbook's list of sheets, its styles, and every `<c>` of every sheet.

use super::super::cell_address::{At, LAST};
use super::{CellFormat, Font, Survey, SurveyedCell, SurveyedSheet};
use crate::formula::Formula;
use crate::marks::{Marks, Position, Run};
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
    let shared = relations.values().find(|(kind, _)| kind.ends_with("/sharedStrings"));
    let texts = match shared {
        Some((_, target)) => shared_runs(&required(package, &in_folder(folder, target))?)?,
        None => Vec::new(),
    };
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
                    let part = required(package, &in_folder(folder, target))?;
                    sheet(&part, &name, &survey.formats, &texts, &mut left)?
                } else {
                    SurveyedSheet::default()
                });
            }
            Event::Eof => return Ok(survey),
            _ => {}
        }
    }
}

/// A target as it stands in the relations of a part in this folder.
fn in_folder(folder: &str, target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned)
}

/// The runs of the workbook's texts, of those that have any.
fn shared_runs(content: &[u8]) -> Result<Vec<Option<Vec<WrittenRun>>>, ReadError> {
    let mut texts = Vec::new();
    let mut events = Events::new(content);
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                texts.push(runs(&mut events, "si")?.1);
            }
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// A run, and whether it has a look of its own; otherwise it looks as its cell does.
type WrittenRun = (Run, bool);

/// Whether there is a text up to its end, and its runs, if it has any.
fn runs(events: &mut Events<'_>, end: &str) -> Result<(bool, Option<Vec<WrittenRun>>), ReadError> {
    let (mut given, mut runs): (bool, Vec<WrittenRun>) = (false, Vec::new());
    // inside of how a kanji is spoken nothing is a text of the cell
    let (mut in_text, mut spoken) = (false, false);
    loop {
        match events.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "r" => {
                    let run = Run { text: String::new(), struck: false, position: Position::Level };
                    runs.push((run, false));
                }
                "rPh" => spoken = true,
                "t" => in_text = !spoken,
                name => {
                    let Some((run, has_look)) = runs.last_mut() else { continue };
                    match name {
                        "rPr" => *has_look = true,
                        "strike" => run.struck = is_on(&element),
                        "vertAlign" => {
                            run.position = match attribute(&element, "val").as_deref() {
                                Some("superscript") => Position::Raised,
                                Some("subscript") => Position::Lowered,
                                _ => Position::Level,
                            };
                        }
                        _ => {}
                    }
                }
            },
            Event::End(element) => match element.local_name().as_ref() {
                "rPh" => spoken = false,
                "t" => in_text = false,
                name if name == end => return Ok((given, (!runs.is_empty()).then_some(runs))),
                _ => {}
            },
            Event::Text(piece) => {
                given |= !piece.is_empty();
                if in_text && let Some((run, _)) = runs.last_mut() {
                    run.text.push_str(&piece);
                }
            }
            Event::CData(_) => given = true,
            Event::GeneralRef(name) => {
                given = true;
                if in_text && let Some((run, _)) = runs.last_mut() {
                    let written = format!("&{};", &*name);
                    run.text.push_str(&quick_xml::escape::unescape(&written).unwrap_or_default());
                }
            }
            Event::Eof => return Err(ReadError::CutShort),
            _ => {}
        }
    }
}

/// The marks of a text in runs; runs without a look of their own look as the cell does.
fn marks(runs: &[WrittenRun], struck: bool) -> Marks {
    let own = |(run, has_look): &WrittenRun| Run {
        struck: if *has_look { run.struck } else { struck },
        ..run.clone()
    };
    Marks::of_runs(runs.iter().map(own).collect())
}

/// Whether a look that is only named, or said to be so, is on.
fn is_on(element: &BytesStart<'_>) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
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
    let (mut fonts, mut formats): (Vec<Font>, Vec<CellFormat>) = (Vec::new(), Vec::new());
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
                    "font" if parent == "fonts" => fonts.push(Font::default()),
                    "name" if parent == "font" => {
                        if let Some(font) = fonts.last_mut() {
                            font.name = attribute(&element, "val");
                        }
                    }
                    "strike" if parent == "font" => {
                        if let Some(font) = fonts.last_mut() {
                            font.struck = is_on(&element);
                        }
                    }
                    "xf" if parent == "cellXfs" => {
                        let id = number(&element, "numFmtId").unwrap_or(0);
                        let text = numbers.get(&id).map_or(built_in(id), String::as_str);
                        let font = number::<usize>(&element, "fontId").and_then(|font| fonts.get(font));
                        formats.push(CellFormat::new(text, font));
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
fn sheet(
    content: &[u8],
    name: &str,
    formats: &[CellFormat],
    texts: &[Option<Vec<WrittenRun>>],
    left: &mut usize,
) -> Result<SurveyedSheet, ReadError> {
    let mut surveyed = SurveyedSheet::default();
    let mut events = Events::new(content);
    // a cell that does not say where it stands follows the one before
    let mut next = At { row: 0, column: 0 };
    let (mut inside, mut tables, mut filter) = (false, 0, None);
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
                    if is_hidden(&element, "ht") {
                        surveyed.hidden.add_row(next.row);
                    }
                }
                "c" if inside => {
                    let at = match attribute(&element, "r") {
                        Some(at) => at.parse().map_err(|_| outside(&element))?,
                        None => next,
                    };
                    let format = number(&element, "s").unwrap_or(0);
                    if format > 0 && format >= formats.len() {
                        return Err(ReadError::Damaged(format!("{name}: {at} has a format that is missing")));
                    }
                    let kind = attribute(&element, "t").unwrap_or_default();
                    let struck = formats.get(format).is_some_and(|format| format.struck);
                    let (cell, runs) = read_cell(&mut events, &kind, name, at, &mut shared, texts)?;
                    let marks = runs.map(|runs| marks(&runs, struck));
                    let cell = SurveyedCell { format, marks, ..cell };
                    next.column = at.column + 1;
                    if cell.given || cell.formula.is_some() {
                        surveyed.add(at, cell, name, left)?;
                    }
                }
                "mergeCell" => surveyed.merges.push(range(&element)?),
                "col" if is_hidden(&element, "width") => {
                    let [first, last] = ["min", "max"].map(|name| number::<u32>(&element, name).unwrap_or(1));
                    surveyed.hidden.add_columns(first.saturating_sub(1), last.saturating_sub(1));
                }
                "autoFilter" => filter = Some(range(&element)?),
                // only a column with a condition hides rows
                "filterColumn" => surveyed.hidden.filters.extend(filter.take()),
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

/// Whether a row or column is hidden, or has no height or width.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    attribute(element, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true" | "on"))
        || attribute(element, size)
            .is_some_and(|size| !size.is_empty() && size.bytes().all(|c| matches!(c, b'0' | b'.')))
}

/// The range that an element names.
fn range(element: &BytesStart<'_>) -> Result<(At, At), ReadError> {
    let range = attribute(element, "ref").unwrap_or_default();
    let (from, to) = range.split_once(':').unwrap_or((&range, &range));
    match (from.parse(), to.parse()) {
        (Ok(from), Ok(to)) => Ok((from, to)),
        _ => Err(ReadError::Malformed(Malformed::OutsideGrid(range))),
    }
}

/// Reads a cell up to its end.
fn read_cell(
    events: &mut Events<'_>,
    kind: &str,
    sheet: &str,
    at: At,
    shared: &mut BTreeMap<u32, (At, Formula)>,
    texts: &[Option<Vec<WrittenRun>>],
) -> Result<(SurveyedCell, Option<Vec<WrittenRun>>), ReadError> {
    let mut cell = SurveyedCell::default();
    // the number of `<v>`s, the number of their pieces of text, and the text
    let (mut values, mut pieces, mut text) = (0, 0, String::new());
    let (mut formula, mut shares, mut own_runs) = (None::<String>, None, None);
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
                    "is" if within.is_empty() => {
                        let (given, runs) = runs(events, "is")?;
                        cell.given |= given;
                        own_runs = runs;
                        continue;
                    }
                    _ => {}
                }
                within.push(element.local_name().as_ref().to_owned());
            }
            Event::End(_) if within.pop().is_none() => break,
            Event::Text(piece) => match within.first().map(String::as_str) {
                Some("v") => (pieces, text) = (pieces + 1, text + &piece),
                Some("f") => formula.iter_mut().for_each(|text| text.push_str(&piece)),
                _ => {}
            },
            Event::GeneralRef(_) | Event::CData(_) => match within.first().map(String::as_str) {
                // the text of a number is plain digits
                Some("v") => (pieces, cell.given) = (pieces + 2, true),
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
    let runs = match kind {
        "s" => text.parse::<usize>().ok().and_then(|index| texts.get(index).cloned().flatten()),
        "inlineStr" => own_runs,
        _ => None,
    };
    Ok((cell, runs))
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
