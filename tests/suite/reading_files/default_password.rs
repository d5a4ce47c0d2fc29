//! Workbooks that Excel encrypts with its default password and opens without asking, such as read-only ones.
//!
//! The files `tests/files/chi-doc-*` each hold a text and a number. chi-doc-2010 and mat-khau-2010, which has a
//! chosen password, were written by msoffcrypto-tool 6.1. The others were written by a script of ours, and
//! msoffcrypto-tool or LibreOffice 7 can read them.

use phuluc::grid;
use phuluc::grid::ReadError;
use std::fs;
use std::path::Path;

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)).unwrap()
}

#[track_caller]
fn case(name: &str) {
    let sheets = grid::read(&file(name)).unwrap();
    let cells: Vec<String> = sheets[0].cells().map(|(at, cell)| format!("{at} {}", cell.shown())).collect();
    assert_eq!(cells, ["A1 Xã Ví dụ 01", "B1 1232"], "{name}");
    assert!(grid::inspect(&file(name)).is_ok());
}

#[test]
fn what_everybody_may_read_is_read() {
    case("chi-doc-2010.xlsx");
    case("chi-doc-2007.xlsx");
    case("chi-doc-2002.xls");
    case("chi-doc-97.xls");
}

#[test]
fn what_has_a_password_is_refused() {
    assert_eq!(grid::read(&file("mat-khau-2010.xlsx")), Err(ReadError::Password));
    assert_eq!(grid::inspect(&file("mat-khau-2010.xlsx")), Err(ReadError::Password));
}

/// A locked workbook is protected against damage: a changed byte changes no figure.
#[test]
fn no_part_of_a_locked_workbook_is_taken_for_the_whole() {
    for name in ["chi-doc-2010.xlsx", "chi-doc-2007.xlsx"] {
        let bytes = file(name);
        let whole = grid::read(&bytes).unwrap();
        for at in (512..bytes.len()).step_by(509) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x10;
            if let Ok(read) = grid::read(&changed) {
                assert!(read == whole, "{name}, byte {at}");
            }
        }
    }
}
