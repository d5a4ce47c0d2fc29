//! The kind of a file, recognised by its content. The file's name does not count.
//!
//! It takes the first bytes, and for packages and compound files the names of their parts. It gives the [`FileKind`]
//! to read, or names what the file is instead ([`Foreign`]).

use super::compound_file::CompoundFile;
use super::flat_ods;
use super::package::Package;
use super::read_error::{Foreign, ReadError};
use super::utf16;

/// The file formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `.xlsx`, `.xltx`, or `.xlsm`, whose macros are ignored.
    Xlsx,
    /// `.xlsb`.
    Xlsb,
    /// `.xls` of Excel 95 to 2003, `.xlt`, and `.et` of WPS Office.
    Xls,
    /// `.ods`, and `.fods`.
    Ods,
}

impl FileKind {
    /// The kind of a workbook.
    ///
    /// # Errors
    /// If the file is no workbook; the error says what it is instead.
    pub fn of(bytes: &[u8]) -> Result<Self, ReadError> {
        match bytes {
            [] => Err(ReadError::Empty),
            _ if bytes.iter().all(|byte| *byte == 0) => Err(ReadError::Foreign(Foreign::Zeros)),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Self::of_compound_file(&CompoundFile::open(bytes)?),
            [b'P', b'K', 3 | 5, _, ..] => Self::of_package(&Package::open(bytes)?),
            _ if flat_ods::is_one(bytes) => Ok(Self::Ods),
            _ => Err(ReadError::Foreign(foreign_kind(bytes))),
        }
    }

    /// Whether reading such a file after its inspection can neither abort nor hang.
    ///
    /// Files of the other kinds are read in a process of their own, which may die without harm.
    pub const fn is_sound(self) -> bool {
        matches!(self, Self::Xlsx)
    }

    fn of_compound_file(file: &CompoundFile<'_>) -> Result<Self, ReadError> {
        if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
            Err(ReadError::Password)
        } else if file.has("Workbook") || file.has("Book") {
            Ok(Self::Xls)
        } else if file.has("WordDocument") {
            Err(ReadError::Foreign(Foreign::Word))
        } else if file.has("PowerPoint Document") {
            Err(ReadError::Foreign(Foreign::Presentation))
        } else if file.has("__properties_version1.0") {
            Err(ReadError::Foreign(Foreign::Mail))
        } else {
            Err(ReadError::Foreign(Foreign::Unknown))
        }
    }

    fn of_package(package: &Package<'_>) -> Result<Self, ReadError> {
        match package.mimetype().as_deref() {
            Some("application/vnd.oasis.opendocument.spreadsheet") => return Ok(Self::Ods),
            Some(kind) if kind.contains("opendocument.text") => {
                return Err(ReadError::Foreign(Foreign::Word));
            }
            Some(kind) if kind.contains("opendocument.presentation") => {
                return Err(ReadError::Foreign(Foreign::Presentation));
            }
            None if package.is_spreadsheet_by_manifest() => return Ok(Self::Ods),
            _ => {}
        }
        if !package.has("[content_types].xml") {
            Err(ReadError::Foreign(Foreign::Archive))
        } else if package.has("xl/workbook.bin") {
            Ok(Self::Xlsb)
        } else if package.has_folder("word/") {
            Err(ReadError::Foreign(Foreign::Word))
        } else if package.has_folder("ppt/") {
            Err(ReadError::Foreign(Foreign::Presentation))
        } else {
            Ok(Self::Xlsx)
        }
    }
}

/// The kind of a file that is neither a package nor a compound file.
fn foreign_kind(bytes: &[u8]) -> Foreign {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => return Foreign::Pdf,
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            return Foreign::Picture;
        }
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [0x1F, 0x8B, ..] => {
            return Foreign::Archive;
        }
        [0x78, 0x9F, 0x3E, 0x22, ..] => return Foreign::WinMail,
        // the record at the beginning of every sheet of Excel 2, 3 and 4
        [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06, 0x00, ..] => return Foreign::Ancient,
        [b'{', b'\\', b'r', b't', b'f', ..] => return Foreign::Word,
        // the user's name after its length, and after 54 bytes once more in UTF-16
        [length, ..] if bytes.len() == 165 && *length <= 54 && bytes[55] == *length => {
            return Foreign::Lock;
        }
        _ => {}
    }
    let Some(text) = text(bytes) else { return Foreign::Unknown };
    let start = text.trim_start().to_lowercase();
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.starts_with("<?xml") {
        Foreign::Xml2003
    } else if is_mail(&start) {
        if holds_winmail(bytes) { Foreign::WinMail } else { Foreign::Mail }
    } else if ["<html", "<!doctype", "<table", "<head", "<meta", "<style", "<body", "mime-version:"]
        .iter()
        .any(|tag| start.contains(tag))
    {
        Foreign::Html
    } else if start.starts_with('<') {
        Foreign::Unknown
    } else {
        Foreign::Text
    }
}

/// Whether a text begins with the headers of a mail. A saved page begins alike, but has no sender.
fn is_mail(start: &str) -> bool {
    let head = start.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    let has = |name: &str| head.lines().any(|line| line.starts_with(name));
    has("from:") && (has("to:") || has("subject:") || has("received:")) && !head.contains("<saved by ")
}

/// Whether a mail packs its attachments into a winmail.dat.
fn holds_winmail(mail: &[u8]) -> bool {
    const KIND: &[u8] = b"application/ms-tnef";
    mail.windows(KIND.len()).any(|bytes| bytes.eq_ignore_ascii_case(KIND))
}

/// The beginning of a file as text, in UTF-8, UTF-16 or an old encoding of one byte.
fn text(bytes: &[u8]) -> Option<String> {
    let bytes = &bytes[..bytes.len().min(4096)];
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some(utf16::decoded(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Some(utf16::decoded(rest, u16::from_be_bytes)),
        _ if bytes.iter().any(|byte| *byte < 9) => None,
        _ => Some(String::from_utf8_lossy(bytes).trim_start_matches('\u{FEFF}').to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{FileKind, Foreign, ReadError};

    #[track_caller]
    fn case(bytes: &[u8], expected: Foreign) {
        assert_eq!(FileKind::of(bytes), Err(ReadError::Foreign(expected)));
    }

    #[test]
    fn what_is_no_workbook_is_named_as_what_it_is() {
        assert_eq!(FileKind::of(b""), Err(ReadError::Empty));
        case(&[0; 4096], Foreign::Zeros);
        case(b"<html><body><table><tr><td>1</td></tr></table>", Foreign::Html);
        case("\u{FEFF}<!DOCTYPE html>".as_bytes(), Foreign::Html);
        case(b"\n<table border=1>", Foreign::Html);
        case(b"MIME-Version: 1.0\nContent-Type: multipart/related", Foreign::Html);
        case(b"From: <Saved by Blink>\r\nSubject: a\r\nMIME-Version: 1.0\r\n\r\n", Foreign::Html);
        case(b"Received: by a\r\nFrom: a@b\r\nMIME-Version: 1.0\r\n\r\n<html>", Foreign::Mail);
        case(b"From: a@b\r\nTo: c@d\r\n\r\nContent-Type: application/MS-TNEF\r\n", Foreign::WinMail);
        case(b"\x78\x9F\x3E\x22\x01\x00", Foreign::WinMail);
        case(
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            Foreign::Xml2003,
        );
        case("STT;Chỉ tiêu;Số lượng\n1;Tổng số;5\n".as_bytes(), Foreign::Text);
        case(b"\xFF\xFES\0T\0T\0\t\0", Foreign::Text);
        case(b"T\xE6ng s\xE8\t5\r\n", Foreign::Text);
        case(b"%PDF-1.7", Foreign::Pdf);
        case(b"\x89PNG\r\n\x1A\n", Foreign::Picture);
        case(b"Rar!\x1A\x07\x01\x00", Foreign::Archive);
        case(b"{\\rtf1", Foreign::Word);
        case(b"\x09\x04\x06\x00\x00\x04\x10\x00", Foreign::Ancient);
        case(b"\x00\x01\x02\x03", Foreign::Unknown);
        let mut lock = [0x20_u8; 165];
        (lock[0], lock[55]) = (5, 5);
        case(&lock, Foreign::Lock);
    }
}
