//! A cell of an `.ods`: whether it holds something, and where its text changes its look.

use super::super::SurveyedCell;
use super::styles::Styles;
use crate::formula::Formula;
use crate::marks::Look;
use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::{BytesStart, Event};

/// Reads a cell up to its end. A comment on it (`annotation`) is no content.
pub(super) fn read(
    element: &BytesStart<'_>,
    events: &mut Events<'_>,
    styles: &mut Styles,
    style: Option<&str>,
) -> Result<SurveyedCell, ReadError> {
    let kind = prefixed_attribute(element, "office:value-type");
    // LibreOffice marks an error in an attribute of its own
    let is_error = prefixed_attribute(element, "calcext:value-type").is_some_and(|kind| kind == "error");
    let format = styles.format(style, kind.as_deref() == Some("percentage"));
    let mut text = CellText { looks: vec![(0, styles.own_look(format))], ..CellText::default() };
    text.read(events, styles)?;
    let written = text.written.trim();
    let given = match kind.as_deref() {
        None => false,
        Some("string") => {
            attribute(element, "string-value").is_some_and(|value| !value.is_empty()) || !written.is_empty()
        }
        Some(_) => true,
    };
    let has_looks = text.looks.windows(2).any(|pair| pair[0].1 != pair[1].1);
    Ok(SurveyedCell {
        given,
        formula: attribute(element, "formula").map(|text| Formula::of_document(&text)),
        format,
        error: is_error.then(|| written.to_owned()),
        looks: has_looks.then(|| text.looks.into()),
        ..SurveyedCell::default()
    })
}

/// The text of a cell, made of paragraphs and spans.
#[derive(Default)]
struct CellText {
    written: String,
    /// The places where it changes its look, in units of UTF-16.
    looks: Vec<(usize, Look)>,
    units: usize,
    paragraphs: u32,
}

impl CellText {
    /// Reads up to the end of the cell.
    fn read(&mut self, events: &mut Events<'_>, styles: &Styles) -> Result<(), ReadError> {
        let (mut around, mut note) = (Vec::<Look>::new(), 0);
        loop {
            match events.next()? {
                Event::Start(inner) => {
                    let name = inner.local_name();
                    around.push(self.look());
                    if note > 0 || name.as_ref() == "annotation" {
                        note += 1;
                        continue;
                    }
                    match name.as_ref() {
                        "p" if self.paragraphs > 0 => self.push("\n"),
                        "p" => self.paragraphs += 1,
                        "s" => self.push(&" ".repeat(number::<u16>(&inner, "c").map_or(1, usize::from))),
                        "tab" => self.push("\t"),
                        "line-break" => self.push("\n"),
                        "span" => {
                            let look = styles.look(attribute(&inner, "style-name").as_deref(), self.look());
                            self.looks.push((self.units, look));
                        }
                        _ => {}
                    }
                }
                Event::End(_) => {
                    let Some(look) = around.pop() else { return Ok(()) };
                    note = (note - 1).max(0);
                    if look != self.look() {
                        self.looks.push((self.units, look));
                    }
                }
                Event::Text(piece) if note == 0 => self.push(&piece),
                Event::GeneralRef(_) if note == 0 => self.push("&"),
                Event::Eof => return Err(ReadError::CutShort),
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.written.push_str(text);
        self.units += text.encode_utf16().count();
    }

    fn look(&self) -> Look {
        self.looks.last().map(|(_, look)| *look).unwrap_or_default()
    }
}

/// The value of an attribute by its name with the prefix, since both `office` and `calcext` have a `value-type`.
fn prefixed_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.find(|found| found.key.as_ref() == name).map(|found| found.value.into_owned())
}
