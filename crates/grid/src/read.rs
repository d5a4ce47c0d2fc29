//! Reading a file: the bytes become sheets, by the reader for the kind of the file.

use crate::file_kind::FileKind;
use crate::limits::MAX_BYTES;
use crate::package::{Package, Parts};
use crate::read_error::ReadError;
use crate::reader_cache::ReaderCache;
use crate::sheet::Sheet;
use crate::unlocked::unlocked;
use crate::{cell_values, flat_ods, plain_xlsb, survey, xlsx};
use std::borrow::Cow;

/// Reads all sheets of a workbook.
///
/// An `.xlsx` is read safely wherever it comes from. The readers of the other formats may abort or hang on files made
/// to harm; see [`FileKind::is_sound`].
///
/// # Errors
/// If the bytes are no workbook, a damaged one, or larger than any real report.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    read_with(bytes, &mut ReaderCache::default())
}

/// Reads a workbook with a cache from other workbooks: what they share is not worked out again.
///
/// # Errors
/// As [`read`].
pub fn read_with(bytes: &[u8], cache: &mut ReaderCache) -> Result<Vec<Sheet>, ReadError> {
    let bytes = &*within_limits(bytes)?;
    match FileKind::of(bytes)? {
        FileKind::Xlsx => {
            let mut package = Package::open(bytes)?;
            package.inspect(&mut cache.parts)?;
            xlsx::sheets(&mut package, cache)
        }
        FileKind::Xls => cell_values::of_xls(bytes, survey::xls::survey(bytes)?),
        FileKind::Xlsb => {
            let survey = survey::xlsb::survey(&mut inspected(bytes)?)?;
            cell_values::of_xlsb(&plain_xlsb::for_calamine(bytes)?, survey)
        }
        FileKind::Ods => {
            let bytes = flat_ods::as_package(bytes)?;
            let read = read_ods(&bytes);
            // calamine accepts no space between the elements of a table
            match read {
                Err(ReadError::Damaged(_)) => {
                    flat_ods::without_indentation(&bytes).and_then(|bytes| read_ods(&bytes)).or(read)
                }
                read => read,
            }
        }
    }
}

/// The number of bytes of a workbook once it is inflated; its own size if it is no package.
pub fn inflated_size(bytes: &[u8]) -> usize {
    let opened = unlocked(bytes);
    let bytes = opened.as_deref().unwrap_or(bytes);
    let size = match FileKind::of(bytes) {
        Ok(FileKind::Xlsx | FileKind::Xlsb | FileKind::Ods) => {
            Package::open(bytes).ok().map(|mut package| package.inflated_size())
        }
        Ok(FileKind::Xls) | Err(_) => None,
    };
    size.map_or(bytes.len(), |size| usize::try_from(size).unwrap_or(usize::MAX).max(bytes.len()))
}

/// Inspects a file as far as that is safe for any file: all that [`read`] does before calamine.
///
/// # Errors
/// As [`read`], except for errors that only cells or values show.
pub fn inspect(bytes: &[u8]) -> Result<FileKind, ReadError> {
    let bytes = &*within_limits(bytes)?;
    let kind = FileKind::of(bytes)?;
    match kind {
        FileKind::Xls => drop(survey::xls::survey(bytes)?),
        FileKind::Xlsx => drop(inspected(bytes)?),
        FileKind::Xlsb => drop(survey::xlsb::survey(&mut inspected(bytes)?)?),
        FileKind::Ods => drop(survey::ods::survey(&mut inspected(&flat_ods::as_package(bytes)?)?)?),
    }
    Ok(kind)
}

fn read_ods(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    cell_values::of_ods(bytes, survey::ods::survey(&mut inspected(bytes)?)?)
}

/// The bytes of the workbook in a file of acceptable size, unlocked if need be.
fn within_limits(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if bytes.len() > MAX_BYTES { Err(ReadError::TooLarge(bytes.len())) } else { unlocked(bytes) }
}

/// A package after its inspection.
fn inspected(bytes: &[u8]) -> Result<Package<'_>, ReadError> {
    let mut package = Package::open(bytes)?;
    package.inspect(&mut Parts::default())?;
    Ok(package)
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
