//! XML read as a stream of events. Names and attributes are compared without their prefixes.

use super::read_error::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The events of a part. An empty element gives two events, a start and an end.
pub(super) struct Events<'b> {
    reader: Reader<&'b [u8]>,
    buffer: Vec<u8>,
}

impl<'b> Events<'b> {
    pub fn new(content: &'b [u8]) -> Self {
        let mut reader = Reader::from_reader(content);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        Self { reader, buffer: Vec::new() }
    }

    pub fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(damaged)
    }
}

/// The value of an attribute, whatever the prefix of its name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut found = attributes.with_checks(false).flatten();
    let value = found.find(|attribute| attribute.key.local_name().as_ref() == name)?.value;
    Some(match quick_xml::escape::unescape(&value) {
        Ok(text) => text.into_owned(),
        Err(_) => value.into_owned(),
    })
}

/// The value of an attribute that is a number.
pub(super) fn number<N: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<N> {
    attribute(element, name)?.trim().parse().ok()
}

pub(super) fn damaged(error: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged(error.to_string())
}
