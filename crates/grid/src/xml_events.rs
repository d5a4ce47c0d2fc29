//! XML as a stream of events. Names and attributes are compared without their prefixes.

use super::read_error::{Malformed, ReadError};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// The events of a part. An empty element gives two events, a start and an end.
pub(super) struct Events<'b> {
    part: &'b str,
    is_ascii: bool,
    reader: Reader<&'b [u8]>,
}

impl<'b> Events<'b> {
    /// Begins to read a part of this name.
    pub fn new(part: &'b str, content: &'b [u8]) -> Self {
        let mut reader = Reader::from_reader(content);
        reader.config_mut().expand_empty_elements = true;
        Self { part, is_ascii: content.is_ascii(), reader }
    }

    /// The next event. A document type is refused, because it can pull in other files or grow without end.
    pub fn next(&mut self) -> Result<Event<'b>, ReadError> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(ReadError::Malformed(Malformed::DocType(self.part.to_owned()))),
            Ok(Event::Decl(declared)) => match declared.encoding() {
                // UTF-16 was turned into UTF-8 before
                Some(Ok(name)) if !self.is_ascii && !name.to_ascii_lowercase().starts_with("utf") => {
                    Err(self.damaged(name))
                }
                _ => Ok(Event::Decl(declared)),
            },
            Ok(event) => Ok(event),
            Err(error) => Err(self.damaged(error)),
        }
    }

    /// Takes something from the rest of the part: whole elements in the usual writing.
    pub fn take<T>(&mut self, taken: impl FnOnce(&mut &'b [u8]) -> Option<T>) -> Option<T> {
        taken(self.reader.get_mut())
    }

    /// Goes to the root element of the part, which must have this name.
    pub fn root(&mut self, name: &str) -> Result<BytesStart<'b>, ReadError> {
        loop {
            match self.next()? {
                Event::Start(root) if root.local_name().as_ref() == name => return Ok(root),
                Event::Start(root) => return Err(self.unknown(&root)),
                Event::Eof => return Err(ReadError::CutShort),
                _ => {}
            }
        }
    }

    /// The start of the next element inside the current one; none at its end. Text in between is an error.
    pub fn child(&mut self) -> Result<Option<BytesStart<'b>>, ReadError> {
        loop {
            match self.next()? {
                Event::Start(child) => {
                    self.check(&child)?;
                    return Ok(Some(child));
                }
                Event::End(_) => return Ok(None),
                Event::Eof => return Err(ReadError::CutShort),
                Event::Text(text) if text.trim_ascii().is_empty() => {}
                Event::Text(text) => return Err(self.damaged(text.trim_ascii())),
                Event::CData(_) | Event::GeneralRef(_) => return Err(self.damaged("text")),
                _ => {}
            }
        }
    }

    /// Refuses anything after the end of the root element.
    pub fn end(&mut self) -> Result<(), ReadError> {
        loop {
            match self.next()? {
                Event::Eof => return Ok(()),
                Event::Start(element) => return Err(self.unknown(&element)),
                _ => {}
            }
        }
    }

    /// Refuses an element with malformed attributes. Those of rows and cells are checked where they are read.
    pub fn check(&self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if element.attributes_raw().is_empty() || matches!(element.local_name().as_ref(), "c" | "row") {
            return Ok(());
        }
        match element.attributes().find_map(Result::err) {
            Some(error) => Err(self.damaged(error)),
            None => Ok(()),
        }
    }

    /// Skips to the end of the element that has just begun.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::CutShort),
                _ => {}
            }
        }
        Ok(())
    }

    /// The text of the element that has just begun, up to its end. It may hold no elements.
    pub fn text(&mut self) -> Result<Written<'b>, ReadError> {
        let mut written = Written { text: Cow::Borrowed(""), pieces: 0 };
        loop {
            let piece = match self.next()? {
                Event::Text(piece) => piece.into_inner(),
                Event::CData(piece) => piece.into_inner(),
                Event::GeneralRef(name) => Cow::Owned(self.meant(&name)?),
                Event::End(_) => return Ok(written),
                Event::Start(element) => return Err(self.unknown(&element)),
                Event::Eof => return Err(ReadError::CutShort),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) | Event::Empty(_) => {
                    // the tag separates two pieces
                    written.pieces += 1;
                    continue;
                }
            };
            written.pieces += 1;
            if written.text.is_empty() {
                written.text = piece;
            } else {
                written.text.to_mut().push_str(&piece);
            }
        }
    }

    fn meant(&self, name: &BytesRef<'_>) -> Result<String, ReadError> {
        match quick_xml::escape::unescape(&format!("&{};", &**name)) {
            Ok(text) => Ok(text.into_owned()),
            Err(error) => Err(self.damaged(error)),
        }
    }

    /// The error for an unknown element.
    pub fn unknown(&self, element: &BytesStart<'_>) -> ReadError {
        self.damaged(format_args!("<{}>", element.name().as_ref()))
    }

    /// The error for a damaged part.
    pub fn damaged(&self, what: impl std::fmt::Display) -> ReadError {
        ReadError::Damaged(format!("{}: {what}", self.part))
    }
}

/// The text of an element as it is written.
pub(super) struct Written<'b> {
    /// The text.
    pub text: Cow<'b, str>,
    /// The number of pieces that it came in: text, entities, comments.
    pub pieces: u32,
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

/// Whether an attribute is true.
pub(super) fn says_yes(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}
