//! The files that a consolidation is written into: the workbook, or of many units a brief and a complete one, and the
//! values that no sheet holds.

use super::Error;
use phuluc_book::consolidated::{self, brief};
use phuluc_round::{Consolidation, Hashed};
use std::io::Cursor;

/// The consolidated workbook of a round.
pub const WORKBOOK: &str = "tong-hop/tong-hop.xlsx";

/// A file that is to be written.
#[derive(Clone, Debug)]
pub struct ResultFile {
    /// Its path in the round's folder.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl ResultFile {
    /// The path with what is recorded of the content.
    pub fn hashed(&self) -> Hashed {
        Hashed { path: self.path.clone(), sha256: Some(phuluc_form::sha256(&self.bytes)) }
    }
}

/// The files, the one first that everybody opens.
///
/// # Errors
/// If Excel does not allow what they hold.
pub fn of(consolidation: &Consolidation) -> Result<Vec<ResultFile>, Error> {
    let mut book = Cursor::new(Vec::new());
    let tables = consolidated::write_within(consolidation, consolidated::MOST_VALUES, &mut book)?;
    let bytes = book.into_inner();
    let mut files = Vec::new();
    if brief::is_wanted(consolidation) {
        let complete = ResultFile { path: brief::complete_path(WORKBOOK), bytes };
        let bytes = brief::write(consolidation, &phuluc_form::sha256(&complete.bytes))?;
        files.extend([ResultFile { path: WORKBOOK.to_owned(), bytes }, complete]);
    } else {
        files.push(ResultFile { path: WORKBOOK.to_owned(), bytes });
    }
    for table in tables {
        let path = format!("{}-{}.csv", WORKBOOK.trim_end_matches(".xlsx"), table.form);
        let mut bytes = Vec::new();
        table.write(&mut bytes).map_err(|source| Error::Write { path: path.clone(), source })?;
        files.push(ResultFile { path, bytes });
    }
    Ok(files)
}
