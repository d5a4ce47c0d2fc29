//! Workbooks that are locked with the password that everybody has.
//!
//! Excel saves a workbook that is only to be read, or whose sheets must stay as they are, encrypted with a password
//! of its own, and opens it without asking. Takes the bytes of a file; gives those of the workbook in it. What
//! was locked with another password stays locked ([MS-OFFCRYPTO]).

mod agile;
mod cipher;
mod records;
mod standard;

use super::compound_file::{CompoundFile, number16, number32};
use super::read_error::ReadError;
use std::borrow::Cow;

/// The password of workbooks that nobody is asked a password for.
const PASSWORD: &str = "VelvetSweatshop";

/// The bytes of the workbook in a file; those of the file itself, unless it is locked.
///
/// # Errors
/// If it opens only with a password that somebody chose, or is damaged.
pub fn unlocked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if !bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let file = CompoundFile::open(bytes)?;
    let Some(info) = file.stream("EncryptionInfo")? else { return of_records(bytes, &file) };
    let locked = file.stream("EncryptedPackage")?.ok_or(ReadError::CutShort)?;
    let size = number32(&locked, 0).ok_or(ReadError::CutShort)? as usize;
    let content = locked.get(8..).ok_or(ReadError::CutShort)?;
    let opened = match (number16(&info, 0), number16(&info, 2)) {
        (Some(4), Some(4)) => agile::opened(info.get(8..).unwrap_or_default(), content),
        (Some(2..=4), Some(2)) => standard::opened(&info, content),
        _ => None,
    };
    let mut package = opened.ok_or(ReadError::Password)?;
    if package.len() < size {
        return Err(ReadError::CutShort);
    }
    package.truncate(size);
    Ok(Cow::Owned(package))
}

/// The same of an `.xls`, which is locked within its stream of records.
fn of_records<'b>(bytes: &'b [u8], file: &CompoundFile<'b>) -> Result<Cow<'b, [u8]>, ReadError> {
    let Some(stream) = file.stream("Workbook")?.filter(|stream| records::is_locked(stream)) else {
        return Ok(Cow::Borrowed(bytes));
    };
    let opened = records::opened(&stream).ok_or(ReadError::Password)?;
    file.with_stream("Workbook", &opened).map(Cow::Owned).ok_or(ReadError::Password)
}

/// The password as it is hashed.
fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
