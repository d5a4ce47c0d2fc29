//! XML read as a stream of events. Names and attributes are compared without their prefixes.

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
    /// The events of a part of this name.
    pub fn new(part: &'b str, content: &'b [u8]) -> Self {
        let mut reader = Reader::from_reader(content);
        reader.config_mut().expand_empty_elements = true;
        Self { part, is_ascii: content.is_ascii(), reader }
    }

    /// The next one. A document type, which can pull in other files or grow without end, is refused.
    pub fn next(&mut self) -> Result<Event<'b>, ReadError> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(ReadError::Malformed(Malformed::DocType(self.part.to_owned()))),
            Ok(Event::Decl(declared)) => match declared.encoding() {
                // what is in UTF-16 was put into UTF-8 before
                Some(Ok(name)) if !self.is_ascii && !name.to_ascii_lowercase().starts_with("utf") => {
                    Err(self.damaged(name))
                }
                _ => Ok(Event::Decl(declared)),
            },
            Ok(event) => Ok(event),
            Err(error) => Err(self.damaged(error)),
        }
    }

    /// Takes something off what is left of the part: elements that are whole and written in a known way.
    pub fn take<T>(&mut self, taken: impl FnOnce(&mut &'b [u8]) -> Option<T>) -> Option<T> {
        taken(self.reader.get_mut())
    }

    /// Goes to the element with which the part begins, which must have this name.
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

    /// The beginning of the next element within the present one; none at its end. Text between would belong to
    /// nothing.
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

    /// Behind the end of the element with which the part begins there is nothing.
    pub fn end(&mut self) -> Result<(), ReadError> {
        loop {
            match self.next()? {
                Event::Eof => return Ok(()),
                Event::Start(element) => return Err(self.unknown(&element)),
                _ => {}
            }
        }
    }

    /// Refuses an element whose attributes are not written as XML has them. Those of rows and cells are looked at
    /// where they are read.
    pub fn check(&self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if element.attributes_raw().is_empty() || matches!(element.local_name().as_ref(), "c" | "row") {
            return Ok(());
        }
        match element.attributes().find_map(Result::err) {
            Some(error) => Err(self.damaged(error)),
            None => Ok(()),
        }
    }

    /// Goes behind the end of the element that has just begun.
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

    /// The text of the element that has just begun, up to its end. It has no elements.
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
                    // it stands between two pieces
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

    /// That there is an element here that nobody knows.
    pub fn unknown(&self, element: &BytesStart<'_>) -> ReadError {
        self.damaged(format_args!("<{}>", element.name().as_ref()))
    }

    /// That something is wrong with the part.
    pub fn damaged(&self, what: impl std::fmt::Display) -> ReadError {
        ReadError::Damaged(format!("{}: {what}", self.part))
    }
}

/// The text of an element as it is written, entities apart.
pub(super) struct Written<'b> {
    /// The text.
    pub text: Cow<'b, str>,
    /// In how many pieces it came: text, entities, comments.
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

/// Whether an attribute says yes.
pub(super) fn says_yes(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}
