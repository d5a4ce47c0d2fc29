//! The custom properties of a workbook, by name.

use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute};
use std::collections::BTreeMap;

/// Reads the properties that are text.
pub(super) fn read(part: &str, content: &[u8]) -> Result<BTreeMap<String, String>, ReadError> {
    let mut events = Events::new(part, content);
    events.root("Properties")?;
    let mut properties = BTreeMap::new();
    while let Some(property) = events.child()? {
        let name = attribute(&property, "name").unwrap_or_default();
        let mut value = String::new();
        while let Some(typed) = events.child()? {
            // lists and the like are no text
            match typed.local_name().as_ref() {
                "vector" | "array" => events.skip()?,
                _ => value.push_str(&events.text()?.text),
            }
        }
        properties.insert(name, value);
    }
    Ok(properties)
}
