//! The pen that writes the rows and cells of a sheet as XML.

use super::texts::{SharedTexts, TextNumber, escaped};
use crate::fitting;
use phuluc_grid::CellValue;
use rust_decimal::Decimal;
use std::io::{self, Write};

/// The number of bytes that are compressed at once.
const CHUNK: usize = 64 * 1024;

/// The number of cell styles that a value can have: plain, state, count, percentage.
pub(super) const LOOKS: usize = 4;

/// The content of a cell in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Empty,
    Text(TextNumber),
    Number(Decimal),
    Count(usize),
}

/// Writes XML of a sheet into a buffer, and from there to the output.
pub(super) struct Pen<'p> {
    pub out: &'p mut dyn Write,
    pub texts: &'p mut SharedTexts,
    pub buffer: Vec<u8>,
}

impl Pen<'_> {
    pub fn write(&mut self, xml: &str) {
        self.buffer.extend_from_slice(xml.as_bytes());
    }

    /// Writes a whole number. Most of the output are numbers of texts, so this avoids the cost of formatting.
    pub fn digits(&mut self, number: usize) {
        let start = self.buffer.len();
        let mut rest = number;
        loop {
            self.buffer.push(b"0123456789"[rest % 10]);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.buffer[start..].reverse();
    }

    /// Writes a number as it is stored.
    pub fn number(&mut self, value: Decimal) -> io::Result<()> {
        let value = value.normalize();
        match usize::try_from(value.mantissa()) {
            Ok(whole) if value.scale() == 0 => {
                self.digits(whole);
                Ok(())
            }
            _ => write!(self.buffer, "{value}"),
        }
    }

    pub fn text(&mut self, TextNumber(index): TextNumber) {
        self.texts.used += 1;
        self.digits(index);
    }

    /// Writes a cell of a line.
    pub fn item(&mut self, item: Item) -> io::Result<()> {
        match item {
            Item::Empty => {
                self.write("<c/>");
                return Ok(());
            }
            Item::Text(TextNumber(index)) => {
                self.write("<c t=\"s\"><v>");
                self.digits(index);
            }
            Item::Count(count) => {
                self.write("<c><v>");
                self.digits(count);
            }
            Item::Number(value) => {
                self.write("<c><v>");
                self.number(value)?;
            }
        }
        self.write("</v></c>");
        Ok(())
    }

    /// Writes the beginning of a cell, with the style that [`crate::put`] would give it.
    pub fn open(&mut self, column: &str, row: usize, value: &CellValue, looks: &[String; LOOKS]) {
        let [any, state, count, percent] = looks;
        let style = match value {
            CellValue::State(_) => state,
            CellValue::Number(value) if value.scale() == 0 => count,
            CellValue::Percent(_) => percent,
            _ => any,
        };
        self.write("<c r=\"");
        self.write(column);
        self.digits(row);
        self.write("\" s=\"");
        self.write(style);
        self.write("\"");
    }

    /// Writes the content of a cell and its end.
    pub fn value(&mut self, value: &CellValue) -> io::Result<()> {
        match value {
            CellValue::Text(text) | CellValue::State(text) | CellValue::Link(text, _) if !text.is_empty() => {
                self.write(" t=\"s\"><v>");
                let text = self.texts.add(&fitting(text));
                self.text(text);
            }
            CellValue::Number(value) | CellValue::Percent(value) => {
                self.write("><v>");
                self.number(*value)?;
            }
            CellValue::Empty
            | CellValue::Text(_)
            | CellValue::State(_)
            | CellValue::Link(..)
            | CellValue::Formula(..) => {
                self.write("/>");
                return Ok(());
            }
        }
        self.write("</v></c>");
        Ok(())
    }

    /// Writes a formula and its result. `formula` has the text and the range; it is `None` if the cell shares
    /// another's formula.
    pub fn worked(
        &mut self,
        formula: Option<(&str, &str)>,
        index: usize,
        result: &CellValue,
    ) -> io::Result<()> {
        let is_figure = matches!(result, CellValue::Number(_) | CellValue::Percent(_));
        self.write(if is_figure { "" } else { " t=\"str\"" });
        self.write("><f t=\"shared\"");
        if let Some((_, range)) = formula {
            write!(self.buffer, " ref=\"{range}\"")?;
        }
        write!(self.buffer, " si=\"{index}\"")?;
        match formula {
            Some((text, _)) => write!(self.buffer, ">{}</f>", escaped(text.trim_start_matches('=')))?,
            None => self.write("/>"),
        }
        self.write("<v>");
        match result {
            CellValue::Number(value) | CellValue::Percent(value) => self.number(*value)?,
            result => self.write(&escaped(&result.result())),
        }
        self.write("</v></c>");
        Ok(())
    }

    /// Flushes the buffer once it holds a chunk.
    pub fn flush_chunk(&mut self) -> io::Result<()> {
        if self.buffer.len() < CHUNK { Ok(()) } else { self.flush() }
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}
