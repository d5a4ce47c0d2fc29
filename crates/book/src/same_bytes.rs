//! Makes the bytes of workbooks the same on every system, and leaves the first page without a number.
//!
//! A zip states for each part the system on which it was packed. The writer states the present one, so a workbook
//! from Windows would differ from the same one made elsewhere. The writer also lacks headers for first pages
//! (ECMA-376, 18.3.1.46).

use crate::WriteError;
use rust_xlsxwriter::Workbook;
use std::io::{self, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{System, ZipArchive, ZipWriter};

/// The beginning of a header, as the writer writes it.
const HEADER: &str = "<headerFooter>";
/// The beginning of a header with an empty one for the first page.
const FIRST_PAGE: &str = "<headerFooter differentFirst=\"1\">";

/// The system that is stated: Unix, as the zip standard numbers it (4.4.2).
const UNIX: u8 = 3;
/// The signatures of the directory's end and of its entries, with the size of each without its variable fields.
const END: (&[u8; 4], usize) = (b"PK\x05\x06", 22);
const ENTRY: (&[u8; 4], usize) = (b"PK\x01\x02", 46);

/// The bytes of a workbook in their final form.
pub(crate) fn saved(book: &mut Workbook) -> Result<Vec<u8>, WriteError> {
    let mut bytes = without_first_number(&book.save_to_buffer()?)?;
    name_one_system(&mut bytes);
    Ok(bytes)
}

/// The workbook without a page number on the first page of each sheet.
fn without_first_number(book: &[u8]) -> io::Result<Vec<u8>> {
    let mut book = ZipArchive::new(Cursor::new(book))?;
    let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..book.len() {
        let mut part = book.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut sheet = String::new();
        if name.starts_with("xl/worksheets/sheet") {
            part.read_to_string(&mut sheet)?;
        }
        drop(part);
        // the header comes after the cells
        let Some(at) = sheet.rfind(HEADER) else {
            whole.raw_copy_file(book.by_index(index)?)?;
            continue;
        };
        whole.start_file(name, SimpleFileOptions::default().system(System::Unix))?;
        whole.write_all(&sheet.as_bytes()[..at])?;
        whole.write_all(FIRST_PAGE.as_bytes())?;
        whole.write_all(&sheet.as_bytes()[at + HEADER.len()..])?;
    }
    Ok(whole.finish()?.into_inner())
}

/// Makes every entry in a zip's directory state the same system. Bytes that are no zip stay as they are.
fn name_one_system(zip: &mut [u8]) {
    let Some(end) = zip.len().checked_sub(END.1).filter(|end| zip[*end..].starts_with(END.0)) else { return };
    let Some(mut at) = number(zip, end + 16, 4) else { return };
    while zip.get(at..).is_some_and(|rest| rest.starts_with(ENTRY.0)) {
        let lengths = [28, 30, 32].map(|field| number(zip, at + field, 2));
        let [Some(name), Some(extra), Some(remark)] = lengths else { return };
        if let Some(system) = zip.get_mut(at + 5) {
            *system = UNIX;
        }
        at += ENTRY.1 + name + extra + remark;
    }
}

/// A number of `length` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::name_one_system;
    use std::io::{Cursor, Write as _};
    use zip::write::SimpleFileOptions;
    use zip::{System, ZipWriter};

    /// A zip as it is made on a system.
    fn made_on(system: System) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["[Content_Types].xml", "xl/workbook.xml"] {
            zip.start_file(name, SimpleFileOptions::default().unix_permissions(0o600).system(system))
                .unwrap();
            zip.write_all(b"<xml/>").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_made_on_windows_is_the_one_made_elsewhere() {
        let (mut windows, mut elsewhere) = (made_on(System::Dos), made_on(System::Unix));
        assert_ne!(windows, elsewhere);
        name_one_system(&mut windows);
        name_one_system(&mut elsewhere);
        assert_eq!(windows, elsewhere);
        assert_eq!(elsewhere, made_on(System::Unix));
    }

    #[test]
    fn what_is_no_zip_stays_as_it_is() {
        for bytes in [&b""[..], b"PK\x05\x06", &[0xFF; 30]] {
            let mut same = bytes.to_vec();
            name_one_system(&mut same);
            assert_eq!(same, bytes);
        }
    }
}
