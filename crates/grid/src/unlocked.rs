//! Unlocks workbooks that are encrypted with Excel's default password.
//!
//! Excel encrypts a workbook with this password if the workbook is read-only or its sheets are protected, and opens
//! it without asking. This module takes the bytes of a file and gives those of the workbook in it. A workbook with
//! another password stays locked ([MS-OFFCRYPTO]).

mod agile;
mod cipher;
mod records;
mod standard;

use super::compound_file::{CompoundFile, number16, number32};
use super::read_error::ReadError;
use std::borrow::Cow;

/// The default password, which Excel tries without asking.
const PASSWORD: &str = "VelvetSweatshop";

/// The bytes of the workbook in a file, or those of the file itself if it is not locked.
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

/// Unlocks an `.xls`, which is encrypted inside its stream of records.
fn of_records<'b>(bytes: &'b [u8], file: &CompoundFile<'b>) -> Result<Cow<'b, [u8]>, ReadError> {
    let Some(stream) = file.stream("Workbook")?.filter(|stream| records::is_locked(stream)) else {
        return Ok(Cow::Borrowed(bytes));
    };
    let opened = records::opened(&stream).ok_or(ReadError::Password)?;
    file.with_stream("Workbook", &opened).map(Cow::Owned).ok_or(ReadError::Password)
}

/// The password in the form that is hashed.
fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
