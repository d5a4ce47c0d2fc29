//! The styles part of a workbook: the formats that its cells refer to by index.

use crate::number_format::{NumberFormat, built_in};
use crate::read_error::ReadError;
use crate::survey::{CellFormat, Font};
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// Reads the formats, in the order in which cells refer to them.
pub(super) fn read(part: &str, content: &[u8]) -> Result<Vec<CellFormat>, ReadError> {
    let mut events = Events::new(part, content);
    events.root("styleSheet")?;
    let mut styles = Styles::default();
    while let Some(list) = events.child()? {
        let list = list.local_name().as_ref().to_owned();
        styles.read(&mut events, &list)?;
    }
    events.end()?;
    let Styles { numbers, fonts, formats } = styles;
    let format = |(id, font): (Option<u32>, usize)| {
        let code = id.map(|id| numbers.get(&id).map_or(built_in(id), String::as_str));
        let format = CellFormat::new(code.unwrap_or_default(), fonts.get(font));
        if code.is_none() { CellFormat { number: NumberFormat::missing(), ..format } } else { format }
    };
    Ok(formats.into_iter().map(format).collect())
}

/// What the lists of a part hold.
#[derive(Default)]
struct Styles {
    /// The codes of number formats, by their numbers.
    numbers: BTreeMap<u32, String>,
    fonts: Vec<Font>,
    /// The number format and the font of each format of cells. A number format by no number is none.
    formats: Vec<(Option<u32>, usize)>,
}

impl Styles {
    /// Reads the items of a list up to its end.
    fn read(&mut self, events: &mut Events<'_>, list: &str) -> Result<(), ReadError> {
        while let Some(item) = events.child()? {
            match (list, item.local_name().as_ref()) {
                // one item twice: as the program has it that wrote it, and as all others know it
                ("numFmts" | "fonts" | "cellXfs", "AlternateContent") => {
                    while let Some(choice) = events.child()? {
                        match choice.local_name().as_ref() {
                            "Fallback" => self.read(events, list)?,
                            _ => events.skip()?,
                        }
                    }
                    continue;
                }
                ("numFmts", "numFmt") => {
                    let id = number(&item, "numFmtId").unwrap_or(u32::MAX);
                    self.numbers.insert(id, attribute(&item, "formatCode").unwrap_or_default());
                }
                ("fonts", "font") => {
                    self.fonts.push(font(events)?);
                    continue;
                }
                ("cellXfs", "xf") => {
                    let id = attribute(&item, "numFmtId").map_or(Some(0), |id| id.parse().ok());
                    self.formats.push((id, font_of(events, &item)?));
                }
                ("numFmts" | "fonts" | "cellXfs", _) => return Err(events.unknown(&item)),
                _ => {}
            }
            events.skip()?;
        }
        Ok(())
    }
}

/// The index of the font of a format; one that no font has if it names none.
fn font_of(events: &Events<'_>, format: &BytesStart<'_>) -> Result<usize, ReadError> {
    let font = attribute(format, "fontId");
    font.map_or(Ok(usize::MAX), |font| font.parse().map_err(|_| events.damaged(font)))
}

/// Reads a font up to its end.
fn font(events: &mut Events<'_>) -> Result<Font, ReadError> {
    let mut font = Font::default();
    while let Some(child) = events.child()? {
        match child.local_name().as_ref() {
            "name" => font.name = attribute(&child, "val"),
            "strike" => font.look.struck = is_on(&child),
            _ => {}
        }
        events.skip()?;
    }
    Ok(font)
}

/// Whether a property such as strike-through is on: by its name alone, or by its value.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(value.trim(), "0" | "false" | "off"))
}
