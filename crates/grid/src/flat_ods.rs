//! Adapts `OpenDocument` workbooks for calamine: a workbook in a single XML file (`.fods`) is put into a package, and
//! one with indentation, or without its kind, into one that calamine takes.

use super::package::Package;
use super::read_error::ReadError;
use super::xml_events::Events;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The media type of an `OpenDocument` workbook.
const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Whether the bytes are a flat `OpenDocument` workbook.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    begin.contains("<office:document") && begin.contains(KIND) && !bytes.starts_with(b"PK")
}

/// The workbook as a package.
pub(super) fn as_package(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if !is_one(bytes) {
        return Ok(Cow::Borrowed(bytes));
    }
    packed(bytes, None).map(Cow::Owned).map_err(|error| ReadError::Damaged(error.to_string()))
}

/// The same workbook with its kind, and without the space between its elements. Space inside a text is kept.
pub(super) fn without_indentation(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut package = Package::open(bytes)?;
    let styles = package.part("styles.xml")?;
    let content = package.required("content.xml")?;
    let mut events = Events::new("content.xml", &content);
    let mut writer = quick_xml::Writer::new(Vec::with_capacity(content.len()));
    let mut within_text = 0_u32;
    loop {
        let event = events.next()?;
        match &event {
            Event::Eof => break,
            Event::Start(element) if within_text > 0 || is_text(element.name().as_ref()) => within_text += 1,
            Event::End(_) => within_text = within_text.saturating_sub(1),
            Event::Text(text) if within_text == 0 && text.trim_ascii().is_empty() => continue,
            _ => {}
        }
        writer.write_event(event).map_err(|error| ReadError::Damaged(error.to_string()))?;
    }
    packed(&writer.into_inner(), styles.as_deref()).map_err(|error| ReadError::Damaged(error.to_string()))
}

fn is_text(name: &str) -> bool {
    matches!(name, "text:p" | "text:h")
}

fn packed(content: &[u8], styles: Option<&[u8]>) -> zip::result::ZipResult<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("mimetype", KIND.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content),
    ];
    for (name, content) in parts.into_iter().chain(styles.map(|styles| ("styles.xml", styles))) {
        package.start_file(name, SimpleFileOptions::default())?;
        package.write_all(content)?;
    }
    Ok(package.finish()?.into_inner())
}
