//! From the bytes of a file to its sheets: which reader goes over it, and in which order.

use crate::file_kind::FileKind;
use crate::limits::MAX_BYTES;
use crate::package::{Package, Parts};
use crate::read_error::ReadError;
use crate::reader_cache::ReaderCache;
use crate::sheet::Sheet;
use crate::survey::{self, Survey};
use crate::{cell_values, plain};

/// Reads all sheets of a workbook.
///
/// An `.xlsx` is read safely wherever it comes from. The readers of the other formats may abort or not
/// end on files made to harm; see [`FileKind::is_sound`].
///
/// # Errors
/// If the bytes are no workbook, a damaged one, or larger than any real report.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    read_with(bytes, &mut ReaderCache::default())
}

/// The same with what was met in other workbooks: what is the same in this one is not worked out again.
///
/// # Errors
/// As [`read`].
pub fn read_with(bytes: &[u8], cache: &mut ReaderCache) -> Result<Vec<Sheet>, ReadError> {
    match read_plainly(bytes, cache)? {
        Some(sheets) => Ok(sheets),
        None => read_twice(bytes),
    }
}

fn read_plainly(bytes: &[u8], cache: &mut ReaderCache) -> Result<Option<Vec<Sheet>>, ReadError> {
    if bytes.len() > MAX_BYTES || FileKind::of(bytes) != Ok(FileKind::Xlsx) {
        return Ok(None);
    }
    let mut package = Package::open(bytes)?;
    package.inspect(&mut cache.parts)?;
    Ok(plain::sheets(&mut package, cache))
}

/// Whether a workbook is read the short way, every cell of it being written as plainly as can be.
pub fn is_plain(bytes: &[u8]) -> bool {
    matches!(read_plainly(bytes, &mut ReaderCache::default()), Ok(Some(_)))
}

/// The same by survey and calamine, whatever the file.
///
/// # Errors
/// As [`read`].
pub fn read_twice(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let (kind, survey) = examine(bytes)?;
    cell_values::sheets(bytes, kind, survey)
}

/// Looks at a file as far as that is safe whatever it is: all that [`read`] does before calamine.
///
/// # Errors
/// As [`read`], except for what only its values show.
pub fn inspect(bytes: &[u8]) -> Result<FileKind, ReadError> {
    examine(bytes).map(|(kind, _)| kind)
}

fn examine(bytes: &[u8]) -> Result<(FileKind, Survey), ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let kind = FileKind::of(bytes)?;
    let survey = match kind {
        FileKind::Xls => survey::xls::survey(bytes)?,
        FileKind::Xlsx | FileKind::Xlsb | FileKind::Ods => {
            let mut package = Package::open(bytes)?;
            package.inspect(&mut Parts::default())?;
            match kind {
                FileKind::Xlsb => survey::xlsb::survey(&mut package)?,
                FileKind::Ods => survey::ods::survey(&mut package)?,
                FileKind::Xls | FileKind::Xlsx => survey::xlsx::survey(&mut package)?,
            }
        }
    };
    Ok((kind, survey))
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, ReadError, read};
    use crate::read_error::Foreign;

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert_eq!(read(b""), Err(ReadError::Empty));
        assert_eq!(read(&vec![b'P'; MAX_BYTES + 1]), Err(ReadError::TooLarge(MAX_BYTES + 1)));
        assert_eq!(read(b"<html>"), Err(ReadError::Foreign(Foreign::Html)));
        assert_eq!(read(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]), Err(ReadError::CutShort));
        assert_eq!(read(b"PK\x03\x04 half a download"), Err(ReadError::CutShort));
    }
}
