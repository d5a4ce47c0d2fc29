//! What this program does when it calls itself, so that it can be measured as a process of its own.

use super::{Outcome, rounds};
use calamine::Reader;
use phuluc::grid::{self, ReaderCache};
use std::fs;
use std::hint::black_box;
use std::path::Path;

/// Reads all cells of a folder with calamine.
pub(super) const CALAMINE: &str = "calamine";
/// Reads all sheets of a folder with phuluc's reader.
pub(super) const GRID: &str = "grid";
/// Makes a round.
pub(super) const MAKE: &str = "make";

/// Does what a command says; whether it was one of these.
pub(super) fn run(command: &str, args: &[String]) -> Outcome<bool> {
    match (command, args) {
        (CALAMINE, [folder]) => calamine(Path::new(folder))?,
        (GRID, [folder]) => grid(Path::new(folder))?,
        (MAKE, [kind, files, folder]) => rounds::make(kind, files.parse()?, Path::new(folder))?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// All cells of all workbooks of a folder, as calamine's documentation reads them.
fn calamine(folder: &Path) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(entry?.path())?;
        for name in book.sheet_names() {
            black_box(book.worksheet_range(&name)?);
        }
    }
    Ok(())
}

/// The same with phuluc's reader, as a round is read: with what workbooks share kept from one to the next.
fn grid(folder: &Path) -> Outcome<()> {
    let mut cache = ReaderCache::default();
    for entry in fs::read_dir(folder)? {
        black_box(grid::read_with(&fs::read(entry?.path())?, &mut cache)?);
    }
    Ok(())
}
