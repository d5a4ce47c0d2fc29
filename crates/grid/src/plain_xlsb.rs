//! Adapts an `.xlsb` for calamine, which takes no sheet of macros, and no list of parts but as Excel writes it.
//!
//! It takes the bytes of an inspected package and gives those of the same package with its list of parts written as
//! Excel does. All other parts are copied as they are.

use super::package::Package;
use super::read_error::ReadError;
use super::sheet::LeftOut;
use super::xlsx::Relations;
use std::borrow::Cow;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part with the list of sheets.
const WORKBOOK: &str = "xl/workbook.bin";
/// The list of the parts that belong to it.
const LIST: &str = "xl/_rels/workbook.bin.rels";
/// A folder of sheets that calamine lists but never reads.
const UNREAD: &str = "dialogsheets";

/// The package as calamine takes it.
pub(super) fn for_calamine(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    let mut package = Package::open(bytes)?;
    let (Some(written), Some(relations)) = (package.part(LIST)?, Relations::of(&mut package, WORKBOOK)?)
    else {
        return Ok(Cow::Borrowed(bytes));
    };
    let written = String::from_utf8_lossy(&written);
    let is_taken = relations.iter().all(|(_, kind, part)| {
        kept_out(kind).is_none() && written.contains(&format!("Target=\"{}\"", within_xl(part)))
    });
    if is_taken && !written.contains(":Relationship") {
        return Ok(Cow::Borrowed(bytes));
    }
    let lines: String = relations.iter().map(|(id, kind, part)| line(id, kind, part)).collect();
    let list = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
    );
    with_list(bytes, &list).map(Cow::Owned).map_err(|error| ReadError::Damaged(error.to_string()))
}

/// The folder that calamine is told for a sheet of macros.
fn kept_out(kind: &str) -> Option<&'static str> {
    let kind = kind.rsplit('/').next().unwrap_or_default();
    (LeftOut::of_kind(kind) == Some(LeftOut::Macro)).then_some(UNREAD)
}

fn within_xl(part: &str) -> &str {
    part.strip_prefix("xl/").unwrap_or(part)
}

/// A line of the list.
fn line(id: &str, kind: &str, part: &str) -> String {
    let target = match kept_out(kind) {
        Some(folder) => format!("{folder}/{}", part.rsplit('/').next().unwrap_or_default()),
        None => within_xl(part).to_owned(),
    };
    let [id, kind, target] = [id, kind, &target].map(quick_xml::escape::escape);
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn with_list(bytes: &[u8], list: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut package = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        if part.name()?.eq_ignore_ascii_case(LIST) {
            continue;
        }
        package.raw_copy_file(part)?;
    }
    package.start_file(LIST, SimpleFileOptions::default())?;
    package.write_all(list.as_bytes())?;
    Ok(package.finish()?.into_inner())
}
