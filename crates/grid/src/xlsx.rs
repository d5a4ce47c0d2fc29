//! Reading an `.xlsx`: one pass over each part that matters for its cells.
//!
//! It takes an inspected package and gives its sheets. Every element among cells, rows and texts must be known, or
//! the file is refused with the element's name. What people do not see as a cell (drawings, rules, settings) is
//! skipped. Numbers are exactly what the file says, see [`crate::number`]. A sheet that is no sheet of cells has no
//! cells here and says why ([`super::sheet::LeftOut`]).

mod cell;
mod comments;
mod condition;
mod condition_formula;
mod conditional_formats;
mod formulas;
mod letters;
mod outline;
mod plain_cell;
mod properties;
mod relations;
mod rich_text;
mod sheet_part;
mod styles;

use super::colour::Theme;
use super::identity;
use super::legacy_text;
use super::limits::MAX_CELLS;
use super::package::Package;
use super::read_error::ReadError;
use super::reader_cache::ReaderCache;
use super::sheet::Sheet;
use super::text::Texts;
use super::xml_events::Events;
pub(super) use outline::{Outline, PARTS, THEME};
use phuluc_form::Encoding;
pub(super) use relations::Relations;
pub use relations::resolve;
use rich_text::SharedText;
use sheet_part::SheetReader;

/// Reads all sheets.
pub(super) fn sheets(package: &mut Package<'_>, cache: &mut ReaderCache) -> Result<Vec<Sheet>, ReadError> {
    let outline = cache.outline(package)?;
    let known = &mut cache.texts;
    // where no cell refers to them, they may be missing
    let texts = match &outline.strings {
        Some(part) => match package.part(part)? {
            Some(content) => shared_texts(part, &content, known, &outline.theme)?,
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    let mut left = MAX_CELLS;
    let mut sheets: Vec<Sheet> = Vec::with_capacity(outline.listed.len());
    for listed in &outline.listed {
        let mut sheet = Sheet { name: listed.name.clone(), visible: listed.visible, ..Sheet::default() };
        match &listed.part {
            Ok(part) => {
                let content = package.required(part)?;
                let reader = SheetReader::new(&outline, &texts, known, &listed.name, &mut left);
                reader.read(part, &content, &mut sheet)?;
                filters_of_tables(package, part, &mut sheet)?;
                sheet.comments = comments::of_sheet(package, part);
                if sheet.encoding == Encoding::Unicode {
                    sheet.encoding = legacy_text::decode_without_font(&mut sheet.cells);
                }
            }
            Err(why) => sheet.left_out = Some(*why),
        }
        sheets.push(sheet);
    }
    // some mail programs and editors drop hidden sheets, others drop properties; one of the two is enough
    if !sheets.iter().any(|sheet| sheet.name == identity::SHEET)
        && let Some(part) = &outline.properties
    {
        sheets.extend(identity::sheet_of(&properties::read(part, &package.required(part)?)?));
    }
    Ok(sheets)
}

/// The shared texts, in the order in which cells refer to them. The count that the part claims is ignored.
fn shared_texts(
    part: &str,
    content: &[u8],
    known: &mut Texts,
    theme: &Theme,
) -> Result<Vec<SharedText>, ReadError> {
    let mut events = Events::new(part, content);
    events.root("sst")?;
    let mut texts = Vec::new();
    loop {
        while let Some(text) = events.take(plain_cell::take_text) {
            texts.push(rich_text::plain(&text, known)?);
        }
        let Some(child) = events.child()? else { break };

        match child.local_name().as_ref() {
            "si" => texts.push(rich_text::read(&mut events, known, theme)?),
            "extLst" => events.skip()?,
            _ => return Err(events.unknown(&child)),
        }
    }
    events.end()?;
    Ok(texts)
}

/// Notes the filters of tables, which stand in parts of their own. They matter only if rows are hidden.
fn filters_of_tables(package: &mut Package<'_>, part: &str, sheet: &mut Sheet) -> Result<(), ReadError> {
    if sheet.hidden.rows.is_empty() {
        return Ok(());
    }
    let Some(relations) = Relations::of(package, part)? else { return Ok(()) };
    for table in relations.targets("/table") {
        let Some(content) = package.part(table)? else { continue };
        let mut events = Events::new(table, &content);
        events.root("table")?;
        while let Some(child) = events.child()? {
            if child.local_name().as_ref() == "autoFilter" {
                sheet_part::filter(&mut events, &child, &mut sheet.hidden)?;
            } else {
                events.skip()?;
            }
        }
    }
    Ok(())
}
