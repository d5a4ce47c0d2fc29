//! The survey of an `.ods`: the tables of `content.xml`, in which cells and rows can repeat.
//!
//! It gives the position, format and look of each cell that holds something, and refuses encrypted files and tables
//! inside tables.

mod cell;
mod number_style;
mod styles;

use super::super::cell_address::{At, LAST};
use super::super::comment;
use super::{Survey, SurveyedCell, SurveyedSheet};
use crate::package::Package;
use crate::read_error::{Malformed, ReadError};
use crate::xml_events::{Events, attribute, number};
use cell::Annotation;
use quick_xml::events::{BytesStart, Event};
use styles::Styles;

/// Surveys a package.
pub(crate) fn survey(package: &mut Package<'_>) -> Result<Survey, ReadError> {
    let manifest = package.part("META-INF/manifest.xml")?;
    let manifest = manifest.as_deref().unwrap_or_default();
    if is_encrypted(manifest)? {
        return Err(ReadError::Password);
    }
    let content = package.part("content.xml")?;
    let content = content.ok_or_else(|| ReadError::Damaged("content.xml is missing".to_owned()))?;
    let mut styles = Styles::default();
    if let Some(part) = package.part("styles.xml")? {
        named_styles(&part, &mut styles)?;
    }
    let (mut sheets, mut left) = (Vec::new(), SurveyedSheet::limit());
    let mut events = Events::new("content.xml", &content);
    loop {
        match events.next()? {
            // a flat workbook has all its styles here
            Event::Start(element)
                if matches!(element.name().as_ref(), "office:styles" | "office:automatic-styles") =>
            {
                styles.read(&mut events)?;
            }
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                let name = attribute(&element, "name").unwrap_or_default();
                let table = Table { name: &name, styles: &mut styles, columns: Vec::new() };
                sheets.push(table.read(&mut events, &mut left)?);
            }
            Event::Eof => return Ok(Survey { sheets, formats: styles.into_formats(), code_page: None }),
            _ => {}
        }
    }
}

/// Reads the styles that have names for people. The other styles beside them are for pages.
fn named_styles(part: &[u8], styles: &mut Styles) -> Result<(), ReadError> {
    let mut events = Events::new("styles.xml", part);
    loop {
        match events.next()? {
            Event::Start(element) if element.name().as_ref() == "office:styles" => {
                return styles.read(&mut events);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn is_encrypted(manifest: &[u8]) -> Result<bool, ReadError> {
    let mut events = Events::new("META-INF/manifest.xml", manifest);
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// A table that is being read.
struct Table<'t> {
    name: &'t str,
    styles: &'t mut Styles,
    /// The styles of columns: first, last, and the style of their unstyled cells.
    columns: Vec<(u32, u32, String)>,
}

/// A row of a table.
#[derive(Default)]
struct RowOfTable {
    /// The cells that hold something, by column.
    cells: Vec<(u32, SurveyedCell)>,
    /// The column of a cell, and the number of rows and columns that it covers beyond its own.
    merges: Vec<(u32, u32, u32)>,
    /// The comments on cells, by column.
    annotations: Vec<(u32, Annotation)>,
}

impl Table<'_> {
    fn read(mut self, events: &mut Events<'_>, left: &mut usize) -> Result<SurveyedSheet, ReadError> {
        let mut surveyed = SurveyedSheet::default();
        let (mut row, mut column) = (0_u32, 0_u32);
        loop {
            match events.next()? {
                Event::Start(element) if element.name().as_ref() == "table:table-column" => {
                    let next =
                        column.saturating_add(number(&element, "number-columns-repeated").unwrap_or(1));
                    let last = next.saturating_sub(1);
                    if is_hidden(&element) || self.styles.is_flat(&element) {
                        surveyed.hidden.add_columns(column, last);
                    }
                    let style = attribute(&element, "default-cell-style-name");
                    self.columns.extend(style.map(|style| (column, last, style)));
                    column = next;
                }
                Event::Start(element) if element.name().as_ref() == "table:table-row" => {
                    let repeats = number(&element, "number-rows-repeated").unwrap_or(1_u32);
                    let last = row.saturating_add(repeats).saturating_sub(1);
                    if is_hidden(&element) || self.styles.is_flat(&element) {
                        surveyed.hidden.add_rows(row, last);
                    }
                    if attribute(&element, "visibility").is_some_and(|visibility| visibility == "filter") {
                        let from = At { row, column: 0 };
                        surveyed.hidden.filters.push((from, At { row: last, column: LAST.column }));
                    }
                    let style = attribute(&element, "default-cell-style-name");
                    let RowOfTable { cells, merges, annotations } =
                        self.cells_of_row(events, style.as_deref())?;
                    for (column, (author, text)) in annotations {
                        comment::add(&mut surveyed.comments, At { row, column }, &author, &text);
                    }
                    // an empty row that repeats down to the end of the sheet has no cells
                    for again in 0..if cells.is_empty() { 0 } else { repeats } {
                        for (column, cell) in &cells {
                            let at = At { row: row.saturating_add(again), column: *column };
                            surveyed.add(at, cell.clone(), self.name, left)?;
                        }
                    }
                    for (column, down, right) in merges {
                        let (last, end) = (row.saturating_add(down), column.saturating_add(right));
                        surveyed.merges.push((At { row, column }, At { row: last, column: end }));
                    }
                    row = row.saturating_add(repeats);
                }
                // readers take a table inside a cell or a drawing for the end of this one
                Event::Start(element) if element.name().as_ref() == "table:table" => {
                    return Err(ReadError::Damaged(format!("{}: a table within the table", self.name)));
                }
                Event::End(element) if element.name().as_ref() == "table:table" => return Ok(surveyed),
                Event::Eof => return Err(ReadError::CutShort),
                _ => {}
            }
        }
    }

    /// The cells of a row that hold something. `style` is the style of unstyled cells.
    fn cells_of_row(
        &mut self,
        events: &mut Events<'_>,
        style: Option<&str>,
    ) -> Result<RowOfTable, ReadError> {
        let RowOfTable { mut cells, mut merges, mut annotations } = RowOfTable::default();
        let mut column = 0_u32;
        loop {
            match events.next()? {
                Event::Start(element) if is_cell(&element) => {
                    let repeats = number(&element, "number-columns-repeated").unwrap_or(1_u32);
                    let [down, right] = ["number-rows-spanned", "number-columns-spanned"]
                        .map(|name| number(&element, name).unwrap_or(1_u32).saturating_sub(1));
                    if down + right > 0 {
                        merges.push((column, down, right));
                    }
                    let own = attribute(&element, "style-name").or_else(|| style.map(str::to_owned));
                    let of_column = own.clone().or_else(|| self.style_of_column(column));
                    let (cell, annotation) =
                        cell::read(&element.into_owned(), events, self.styles, of_column.as_deref())?;
                    annotations.extend(annotation.map(|annotation| (column, annotation)));
                    if cell.given || cell.formula.is_some() {
                        // checked before memory is allocated
                        if repeats > (LAST.column + 1).saturating_sub(column) {
                            return Err(ReadError::Malformed(Malformed::OutsideGrid(format!("×{repeats}"))));
                        }
                        cells.extend((0..repeats).map(|again| (column.saturating_add(again), cell.clone())));
                    }
                    column = column.saturating_add(repeats);
                }
                Event::End(element) if element.name().as_ref() == "table:table-row" => {
                    return Ok(RowOfTable { cells, merges, annotations });
                }
                Event::Eof => return Err(ReadError::CutShort),
                _ => {}
            }
        }
    }

    fn style_of_column(&self, column: u32) -> Option<String> {
        let own = self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
        own.map(|(_, _, style)| style.clone())
    }
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell")
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|visibility| matches!(&*visibility, "collapse" | "filter"))
}
