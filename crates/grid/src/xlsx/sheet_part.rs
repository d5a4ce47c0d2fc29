//! The part of a sheet: its rows and cells, merged ranges, and what is hidden.
//!
//! It takes the XML of the part, goes over it once, and fills a [`Sheet`].

use super::cell::Head;
use super::conditional_formats::{ConditionalFormats, ConditionalLook};
use super::formulas::SharedFormulas;
use super::outline::Outline;
use super::plain_cell::{self, PlainCell};
use super::rich_text::SharedText;
use crate::appearance::Appearance;
use crate::cell_address::{At, LAST, range_named};
use crate::hidden::Hidden;
use crate::read_error::{Malformed, ReadError};
use crate::sheet::{Cell, Sheet};
use crate::text::Texts;
use crate::xml_events::{Events, attribute, number, says_yes};
use phuluc_form::Encoding;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The state of reading a sheet.
pub(super) struct SheetReader<'w, 'l> {
    pub outline: &'w Outline,
    pub texts: &'w [SharedText],
    pub known: &'w mut Texts,
    pub name: &'w str,
    pub formulas: SharedFormulas,
    /// The encoding of old text in the sheet.
    pub encoding: Encoding,
    /// The number of cells that the workbook may still have.
    left: &'l mut usize,
    cells: Vec<(At, Cell)>,
    appearance: Appearance,
    conditional: ConditionalFormats,
}

impl<'w, 'l> SheetReader<'w, 'l> {
    pub fn new(
        outline: &'w Outline,
        texts: &'w [SharedText],
        known: &'w mut Texts,
        name: &'w str,
        left: &'l mut usize,
    ) -> Self {
        Self {
            outline,
            texts,
            known,
            name,
            formulas: SharedFormulas::default(),
            encoding: Encoding::Unicode,
            left,
            cells: Vec::new(),
            appearance: Appearance::default(),
            conditional: ConditionalFormats::default(),
        }
    }

    /// Whether conditional formats of the workbook can change what a cell shows.
    fn has_telling_looks(&self) -> bool {
        self.outline.conditional.iter().any(ConditionalLook::is_telling)
    }

    /// Reads the part of a sheet. Elements beside its cells are skipped, unless they hold cells.
    pub fn read(mut self, part: &str, content: &[u8], sheet: &mut Sheet) -> Result<(), ReadError> {
        let mut events = Events::new(part, content);
        events.root("worksheet")?;
        let mut has_cells = false;
        while let Some(child) = events.child()? {
            match child.local_name().as_ref() {
                "sheetData" if has_cells => return Err(self.two_tables()),
                "sheetData" => {
                    has_cells = true;
                    self.rows(&mut events, &mut sheet.hidden)?;
                }
                "sheetFormatPr" => {
                    if let Some(width) = attribute(&child, "defaultColWidth").and_then(|it| pixels(&it)) {
                        self.appearance.set_usual_width(width);
                    }
                    events.skip()?;
                }
                "cols" => self.columns(&mut events, &mut sheet.hidden)?,
                "autoFilter" => filter(&mut events, &child, &mut sheet.hidden)?,
                "mergeCells" => {
                    while let Some(child) = events.child()? {
                        if child.local_name().as_ref() == "mergeCell" {
                            sheet.merges.push(range(&child)?);
                        }
                        events.skip()?;
                    }
                }
                "conditionalFormatting" => {
                    let tells = self.has_telling_looks();
                    self.conditional.read(&mut events, &child, tells)?;
                }
                "extLst" => self.conditional.read_additions(&mut events)?,
                _ => self.pass_over(&mut events)?,
            }
        }
        events.end()?;
        self.put_in_order()?;
        sheet.may_look_otherwise =
            self.conditional.apply(&self.outline.conditional, &mut self.cells, &self.appearance)?;
        sheet.cells = self.cells;
        sheet.encoding = self.encoding;
        sheet.appearance = self.appearance;
        Ok(())
    }

    fn rows(&mut self, events: &mut Events<'_>, hidden: &mut Hidden) -> Result<(), ReadError> {
        let mut row = 0;
        while let Some(element) = events.child()? {
            if element.local_name().as_ref() != "row" {
                return Err(events.unknown(&element));
            }
            let mut is_hidden = false;
            for attribute in element.attributes().with_checks(false) {
                let attribute = attribute.map_err(|error| events.damaged(error))?;
                let value = attribute.value.trim();
                match attribute.key.local_name().as_ref() {
                    "r" => {
                        let place = value.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                        row = place.ok_or_else(|| outside(value.to_owned()))?;
                    }
                    "hidden" => is_hidden |= matches!(value, "1" | "true" | "on"),
                    "ht" => is_hidden |= is_nothing(value),
                    _ => {}
                }
            }
            if row > LAST.row {
                return Err(outside((u64::from(row) + 1).to_string()));
            }
            if is_hidden {
                hidden.add_row(row);
            }
            self.row(events, row)?;
            row += 1;
        }
        Ok(())
    }

    fn columns(&mut self, events: &mut Events<'_>, hidden: &mut Hidden) -> Result<(), ReadError> {
        while let Some(column) = events.child()? {
            let [first, last] = ["min", "max"].map(|name| number::<u32>(&column, name).unwrap_or(1));
            let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
            let width = attribute(&column, "width");
            if says_yes(&column, "hidden") || width.as_deref().is_some_and(is_nothing) {
                hidden.add_columns(first, last);
            } else if let Some(width) = width.as_deref().and_then(pixels) {
                self.appearance.add_columns(first, last, width);
            }
            events.skip()?;
        }
        Ok(())
    }

    fn row(&mut self, events: &mut Events<'_>, row: u32) -> Result<(), ReadError> {
        let mut next = At { row, column: 0 };
        loop {
            while let Some(PlainCell { attributes, content }) = events.take(plain_cell::take_cell) {
                let head = Head::of(events, attributes, next)?;
                next.column = head.at.column + 1;
                let cell = self.plain_cell(&head, content)?;
                self.add(&head, cell)?;
            }
            let Some(element) = events.child()? else { return Ok(()) };
            match element.local_name().as_ref() {
                "c" => {}
                "extLst" => {
                    events.skip()?;
                    continue;
                }
                _ => return Err(events.unknown(&element)),
            }
            let head = Head::read(events, &element, next)?;
            next.column = head.at.column + 1;
            let cell = self.cell(events, &head)?;
            self.add(&head, cell)?;
        }
    }

    fn add(&mut self, head: &Head, cell: Option<Cell>) -> Result<(), ReadError> {
        self.appearance.add(head.at, self.outline.format(head.style).appearance);
        if let Some(cell) = cell {
            *self.left = self.left.checked_sub(1).ok_or(ReadError::TooMuch)?;
            self.cells.push((head.at, cell));
        }
        Ok(())
    }

    /// Sorts the cells. They may stand in any order, but not twice.
    fn put_in_order(&mut self) -> Result<(), ReadError> {
        if !self.cells.is_sorted_by(|one, other| one.0 < other.0) {
            self.cells.sort_by_key(|(at, _)| *at);
            if let Some(pair) = self.cells.windows(2).find(|pair| pair[0].0 == pair[1].0) {
                return Err(ReadError::Malformed(Malformed::TwinCells(self.name.to_owned(), pair[0].0)));
            }
        }
        Ok(())
    }

    /// Skips an element that may hold no cells.
    fn pass_over(&self, events: &mut Events<'_>) -> Result<(), ReadError> {
        let mut depth = 1;
        while depth > 0 {
            match events.next()? {
                Event::Start(element) if element.local_name().as_ref() == "sheetData" => {
                    return Err(self.two_tables());
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::CutShort),
                _ => {}
            }
        }
        Ok(())
    }

    fn two_tables(&self) -> ReadError {
        ReadError::Damaged(format!("{}: two tables of cells", self.name))
    }
}

/// Notes a filter, up to its end. Only a column with a condition hides rows.
pub(super) fn filter(
    events: &mut Events<'_>,
    element: &BytesStart<'_>,
    hidden: &mut Hidden,
) -> Result<(), ReadError> {
    let mut filters = false;
    while let Some(child) = events.child()? {
        filters |= child.local_name().as_ref() == "filterColumn";
        events.skip()?;
    }
    if filters {
        hidden.filters.push(range(element)?);
    }
    Ok(())
}

/// The pixels of a width in characters, of which the widest digit has seven in the usual font.
fn pixels(width: &str) -> Option<u32> {
    let width: Decimal = width.trim().parse().ok()?;
    (width * Decimal::from(7)).trunc().to_u32().filter(|pixels| (1..=2000).contains(pixels))
}

/// Whether a height or width is so small that nothing in it is seen.
fn is_nothing(size: &str) -> bool {
    /// The height in points, or width in characters, below which a row or column looks like a line.
    const LINE: Decimal = Decimal::ONE;
    size.trim().parse::<Decimal>().is_ok_and(|size| size < LINE)
}

/// The range that an element names.
fn range(element: &BytesStart<'_>) -> Result<(At, At), ReadError> {
    let range = attribute(element, "ref").unwrap_or_default();
    range_named(&range).ok_or_else(|| outside(range))
}

fn outside(place: String) -> ReadError {
    ReadError::Malformed(Malformed::OutsideGrid(place))
}
