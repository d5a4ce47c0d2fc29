//! Blanks for many units: drawn once for units that differ only in their names.

use super::write;
use crate::WriteError;
use crate::parts::Parts;
use phuluc_author::Blank;
use quick_xml::escape::escape;
use std::io;

/// A workbook to hand out, drawn with a stand-in for the unit's name.
#[derive(Clone, Debug)]
pub struct Series {
    drawn: Vec<u8>,
    /// The stand-in for the name of the unit.
    name: String,
    /// The parts of the workbook that contain the stand-in.
    named: Vec<String>,
}

impl Series {
    /// The stand-in for a name: as long as the name, so that it takes about as much space, and in no other text.
    pub fn stand_in(name: &str) -> String {
        const NOBODY: &str = "\u{E000}";
        NOBODY.repeat(name.chars().count())
    }

    /// Draws the workbook whose unit has a stand-in of the right length as its name.
    ///
    /// # Errors
    /// Those of [`write()`].
    pub fn draw(blank: &Blank) -> Result<Self, WriteError> {
        let name = blank.order.unit.clone().unwrap_or_default();
        let drawn = write(blank)?;
        let mut parts = Parts::open(&drawn).ok_or_else(damaged)?;
        let mut named: Vec<String> = parts.names().map(str::to_owned).collect();
        named.retain(|part| parts.text(part).is_some_and(|text| text.contains(&name)));
        Ok(Self { drawn, name, named })
    }

    /// The workbook for a unit.
    ///
    /// # Errors
    /// If it cannot be put together.
    pub fn of(&self, unit: &str) -> Result<Vec<u8>, WriteError> {
        let mut parts = Parts::open(&self.drawn).ok_or_else(damaged)?;
        let own = escape(unit);
        for part in &self.named {
            let text = parts.text(part).ok_or_else(damaged)?;
            parts.put(part, text.replace(&self.name, &own));
        }
        Ok(parts.saved()?)
    }
}

fn damaged() -> io::Error {
    io::Error::other("a workbook of ours that cannot be read")
}
