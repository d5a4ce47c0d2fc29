//! A cell of an `.ods`: whether it holds something, and where its text changes its look.

use super::super::SurveyedCell;
use super::styles::Styles;
use crate::formula::Formula;
use crate::marks::Look;
use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::{BytesStart, Event};

/// A comment on a cell: its author and its text.
pub(super) type Annotation = (String, String);

/// Reads a cell up to its end. A comment on it (`annotation`) is no content, and is given beside it.
pub(super) fn read(
    element: &BytesStart<'_>,
    events: &mut Events<'_>,
    styles: &mut Styles,
    style: Option<&str>,
) -> Result<(SurveyedCell, Option<Annotation>), ReadError> {
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
    let cell = SurveyedCell {
        given,
        formula: attribute(element, "formula").map(|text| Formula::of_document(&text)),
        format,
        error: is_error.then(|| written.to_owned()),
        looks: has_looks.then(|| text.looks.into()),
        ..SurveyedCell::default()
    };
    Ok((cell, text.annotation))
}

/// The text of a cell, made of paragraphs and spans.
#[derive(Default)]
struct CellText {
    written: String,
    /// The places where it changes its look, in units of UTF-16.
    looks: Vec<(usize, Look)>,
    units: usize,
    paragraphs: u32,
    annotation: Option<Annotation>,
}

impl CellText {
    /// Reads up to the end of the cell.
    fn read(&mut self, events: &mut Events<'_>, styles: &Styles) -> Result<(), ReadError> {
        let mut around = Vec::<Look>::new();
        loop {
            match events.next()? {
                Event::Start(inner) => {
                    let name = inner.local_name();
                    if name.as_ref() == "annotation" {
                        self.annotation = Some(annotation(events)?);
                        continue;
                    }
                    around.push(self.look());
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
                    if look != self.look() {
                        self.looks.push((self.units, look));
                    }
                }
                Event::Text(piece) => self.push(&piece),
                Event::GeneralRef(_) => self.push("&"),
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

/// Reads a comment up to its end.
fn annotation(events: &mut Events<'_>) -> Result<Annotation, ReadError> {
    let (mut author, mut text) = (String::new(), String::new());
    let mut depth = Vec::new();
    loop {
        match events.next()? {
            Event::Start(inner) => {
                let name = inner.local_name().as_ref().to_owned();
                if name == "p" && !text.is_empty() {
                    text.push('\n');
                }
                depth.push(name);
            }
            Event::End(_) if depth.pop().is_none() => return Ok((author, text)),
            Event::Text(piece) => match depth.last().map(String::as_str) {
                Some("creator") => author.push_str(&piece),
                Some("date" | "date-string" | "creator-initials") | None => {}
                Some(_) => text.push_str(&piece),
            },
            Event::GeneralRef(_) => text.push('&'),
            Event::Eof => return Err(ReadError::CutShort),
            _ => {}
        }
    }
}

/// The value of an attribute by its name with the prefix, since both `office` and `calcext` have a `value-type`.
fn prefixed_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.find(|found| found.key.as_ref() == name).map(|found| found.value.into_owned())
}
