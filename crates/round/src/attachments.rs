//! Unpacks a delivery into its attachments: a workbook by itself, or the files in an archive (.zip) or a mail (.eml).
//!
//! It takes a name and bytes, and gives every attachment with its own name. The kind of a file is told by its first
//! bytes, else by the ending of its name. Nothing is written to disk, so no name in an archive can do harm.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime};
use encoding_rs::WINDOWS_1258;
use mail_parser::{MessageParser, MimeHeaders};
use phuluc_form::Moment;
use std::io::{Cursor, Read};
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

/// The deepest nesting of archives in archives and mails.
const DEEPEST: usize = 4;
/// The most attachments of one delivery.
const MOST_ATTACHMENTS: usize = 2_000;
/// The most bytes of all attachments of a delivery together.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// A file of a delivery.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name, after the names of the archives and mails around it: `thu.eml/bao cao.zip/a.xlsx`.
    pub name: String,
    /// The time at which its mail was sent, as the mail says.
    pub mailed: Option<Moment>,
    /// The time of its last change, as the archive says.
    pub packed: Option<Moment>,
    /// Its content, by kind.
    pub content: Attached,
}

/// The content of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// A file that may be a workbook.
    Workbook(Vec<u8>),
    /// A file that no figures are read from.
    Other(OtherFile),
}

/// Kinds of files that no figures are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherFile {
    /// .rar
    Rar,
    /// .7z
    SevenZip,
    /// .pdf
    Pdf,
    /// .doc, .docx
    Word,
    /// A picture.
    Picture,
    /// Outlook's .msg
    OutlookMail,
    /// A `winmail.dat`, into which Outlook packs attachments.
    WinMail,
    /// A damaged .zip, or one with a password.
    BadZip,
    /// A mail that cannot be read.
    BadMail,
    /// Archives nested too deep, or too many files or bytes.
    TooMuch,
    /// Something else.
    Unknown,
}

impl OtherFile {
    /// The kind of a file by the ending of its name, if the ending names a kind that no figures are read from.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.rsplit('/').next().unwrap_or_default().to_lowercase();
        if name == "winmail.dat" {
            return Some(Self::WinMail);
        }
        Some(match name.rsplit('.').next().unwrap_or_default() {
            "rar" => Self::Rar,
            "7z" => Self::SevenZip,
            "pdf" => Self::Pdf,
            "doc" | "docx" | "odt" | "rtf" => Self::Word,
            "jpg" | "jpeg" | "png" | "gif" | "heic" | "webp" | "bmp" | "tif" | "tiff" => Self::Picture,
            "msg" => Self::OutlookMail,
            _ => return None,
        })
    }
}

/// Unpacks a delivery.
pub fn unpack(name: &str, bytes: Vec<u8>, zone: FixedOffset) -> Vec<Attachment> {
    let mut unpacking = Unpacking { attachments: Vec::new(), left: MOST_BYTES, zone };
    unpacking.take(name.to_owned(), bytes, Times::default(), 0);
    unpacking.attachments
}

/// The times that are known of an attachment.
#[derive(Clone, Copy, Default)]
struct Times {
    mailed: Option<Moment>,
    packed: Option<Moment>,
}

struct Unpacking {
    attachments: Vec<Attachment>,
    left: usize,
    zone: FixedOffset,
}

impl Unpacking {
    fn put(&mut self, name: String, Times { mailed, packed }: Times, content: Attached) {
        self.attachments.push(Attachment { name, mailed, packed, content });
    }

    fn take(&mut self, name: String, bytes: Vec<u8>, times: Times, depth: usize) {
        let is_too_much = depth > DEEPEST || self.attachments.len() >= MOST_ATTACHMENTS;
        let Some(left) = self.left.checked_sub(bytes.len()).filter(|_| !is_too_much) else {
            return self.put(name, times, Attached::Other(OtherFile::TooMuch));
        };
        self.left = left;
        match shape(&name, &bytes) {
            Shape::Workbook => self.put(name, times, Attached::Workbook(bytes)),
            Shape::Zip => self.open_zip(&name, &bytes, times, depth),
            Shape::Mail => self.open_mail(&name, &bytes, times, depth),
            Shape::Other(kind) => self.put(name, times, Attached::Other(kind)),
        }
    }

    fn open_zip(&mut self, name: &str, bytes: &[u8], times: Times, depth: usize) {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
            return self.put(name.to_owned(), times, Attached::Other(OtherFile::BadZip));
        };
        for index in 0..archive.len() {
            if self.attachments.len() >= MOST_ATTACHMENTS {
                return self.put(name.to_owned(), times, Attached::Other(OtherFile::TooMuch));
            }
            let Ok(mut entry) = archive.by_index(index) else {
                self.put(name.to_owned(), times, Attached::Other(OtherFile::BadZip));
                continue;
            };
            let inner = entry_name(entry.name_raw());
            if entry.is_dir() || inner.ends_with('/') || is_litter(&inner) {
                continue;
            }
            let inner = format!("{name}/{inner}");
            let packed = entry.last_modified().and_then(|time| moment(time, self.zone));
            let times = Times { packed: packed.or(times.packed), ..times };
            let mut content = Vec::new();
            // counted while inflating, because the sizes that an archive states may be false
            let limit = u64::try_from(self.left.min(2 * phuluc_grid::MAX_BYTES)).unwrap_or(u64::MAX);
            match entry.by_ref().take(limit + 1).read_to_end(&mut content) {
                Err(_) => self.put(inner, times, Attached::Other(OtherFile::BadZip)),
                Ok(size) if size as u64 > limit => {
                    self.put(inner, times, Attached::Other(OtherFile::TooMuch));
                }
                Ok(_) => self.take(inner, content, times, depth + 1),
            }
        }
    }

    fn open_mail(&mut self, name: &str, bytes: &[u8], times: Times, depth: usize) {
        let Some(mail) = MessageParser::default().parse(bytes) else {
            return self.put(name.to_owned(), times, Attached::Other(OtherFile::BadMail));
        };
        let mailed = mail.date().and_then(|date| Moment::from_unix(date.to_timestamp(), self.zone));
        let times = Times { mailed: mailed.or(times.mailed), ..times };
        let before = self.attachments.len();
        for (index, part) in mail.attachments().enumerate() {
            let mut inner = part.attachment_name().map_or_else(|| format!("{}", index + 1), str::to_owned);
            // a mail that was attached as a whole has any name or none
            if part.is_message() && !inner.to_lowercase().ends_with(".eml") {
                inner.push_str(".eml");
            }
            let inner = format!("{name}/{}", inner.nfc().collect::<String>());
            let content = part.contents().to_vec();
            // the logo in a signature is no report
            let is_inline = part.content_disposition().is_some_and(mail_parser::ContentType::is_inline);
            if is_inline && matches!(shape(&inner, &content), Shape::Other(OtherFile::Picture)) {
                continue;
            }
            self.take(inner, content, times, depth + 1);
        }
        if self.attachments.len() == before {
            self.put(name.to_owned(), times, Attached::Other(OtherFile::BadMail));
        }
    }
}

/// The moment of an entry's time, which is local to the sender. Programs without a time write the first day of the
/// archive format.
fn moment(time: zip::DateTime, zone: FixedOffset) -> Option<Moment> {
    let day = NaiveDate::from_ymd_opt(time.year().into(), time.month().into(), time.day().into())?;
    let time = NaiveTime::from_hms_opt(time.hour().into(), time.minute().into(), time.second().into())?;
    let is_known = day.year() > 1980;
    Moment::local(day, time, zone).filter(|_| is_known)
}

enum Shape {
    Workbook,
    Zip,
    Mail,
    Other(OtherFile),
}

/// The kind of a file by its first bytes, or by its ending if the bytes do not tell.
fn shape(name: &str, bytes: &[u8]) -> Shape {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let ending = ending.as_str();
    match bytes {
        [b'P', b'K', 3 | 5, ..] => packed(ending, bytes),
        [b'R', b'a', b'r', b'!', ..] => Shape::Other(OtherFile::Rar),
        [b'7', b'z', 0xBC, 0xAF, ..] => Shape::Other(OtherFile::SevenZip),
        [b'%', b'P', b'D', b'F', ..] => Shape::Other(OtherFile::Pdf),
        [0x78, 0x9F, 0x3E, 0x22, ..] => Shape::Other(OtherFile::WinMail),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => {
            Shape::Other(OtherFile::Picture)
        }
        // old Excel, old Word, Outlook, and new files with a password all begin like this
        [0xD0, 0xCF, 0x11, 0xE0, ..] => match ending {
            "doc" | "docx" => Shape::Other(OtherFile::Word),
            "msg" => Shape::Other(OtherFile::OutlookMail),
            _ => Shape::Workbook,
        },
        _ => match ending {
            "eml" => Shape::Mail,
            "xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlt" | "xlsb" | "ods" | "fods" | "et" | "ett" => {
                Shape::Workbook
            }
            "zip" => Shape::Other(OtherFile::BadZip),
            _ => Shape::Other(OtherFile::of_name(name).unwrap_or(OtherFile::Unknown)),
        },
    }
}

/// The kind of an archive. Workbooks and documents are archives, too; their parts tell.
fn packed(ending: &str, bytes: &[u8]) -> Shape {
    let names: Vec<String> = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect(),
        Err(_) if matches!(ending, "xlsx" | "xlsm" | "xlsb" | "ods") => return Shape::Workbook,
        Err(_) => return Shape::Other(OtherFile::BadZip),
    };
    let has = |part: &str| names.iter().any(|name| name.starts_with(part));
    match (has("xl/"), has("word/"), has("mimetype")) {
        (true, ..) => Shape::Workbook,
        (_, true, _) if has("[Content_Types].xml") => Shape::Other(OtherFile::Word),
        (.., true) if ending == "ods" => Shape::Workbook,
        (.., true) if matches!(ending, "odt" | "odp") => Shape::Other(OtherFile::Word),
        _ if matches!(ending, "xlsx" | "xlsm") => Shape::Workbook,
        _ => Shape::Zip,
    }
}

/// Whether an entry is a leftover of a program, such as a lock file of Excel or a folder of macOS.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/")
        || last.starts_with("~$")
        || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// The name of an entry: UTF-8 with or without the flag for it, or the code page of an old Windows.
///
/// A Vietnamese Windows packs with code page 1258, whose tone marks are separate letters; all others use code page
/// 437. The page is 1258 if the bytes make Vietnamese words in it.
fn entry_name(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let (vietnamese, _, _) = WINDOWS_1258.decode(raw);
            let vietnamese: String = vietnamese.nfc().collect();
            if vietnamese.chars().all(is_vietnamese) { vietnamese } else { code_page_437(raw) }
        }
    };
    let text: String = text.nfc().collect();
    text.replace('\\', "/")
}

/// Whether a character occurs in Vietnamese file names.
fn is_vietnamese(c: char) -> bool {
    let base = c.to_string().nfd().next().unwrap_or(c);
    c.is_ascii_graphic()
        || matches!(c, ' ' | 'đ' | 'Đ' | '–')
        || (c.is_alphabetic() && base.is_ascii_alphabetic())
}

/// The text in code page 437. Only letters that occur in file names are mapped; box drawings become `_`.
fn code_page_437(raw: &[u8]) -> String {
    const UPPER: [char; 32] = [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô',
        'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ',
    ];
    const MORE: [char; 8] = ['á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º'];
    let letters = raw.iter().map(|&byte| match byte {
        0..0x80 => char::from(byte),
        0x80..0xA0 => UPPER[usize::from(byte - 0x80)],
        0xA0..0xA8 => MORE[usize::from(byte - 0xA0)],
        _ => '_',
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::{Attached, OtherFile, Times, Unpacking, entry_name, unpack};
    use phuluc_form::viet_nam;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn archives_in_archives_are_opened_so_far_and_no_further() {
        let workbook = packed("xl/workbook.xml", b"");
        let mut delivery = packed("a.xlsx", &workbook);
        let attachments = unpack("1.zip", packed("2.zip", &delivery), viet_nam());
        assert_eq!(attachments[0].name, "1.zip/2.zip/a.xlsx");
        assert_eq!(attachments[0].content, Attached::Workbook(workbook));
        for _ in 0..10 {
            delivery = packed("b.zip", &delivery);
        }
        let attachments = unpack("1.zip", delivery, viet_nam());
        assert_eq!(attachments.len(), 1);
        assert_eq!(attachments[0].content, Attached::Other(OtherFile::TooMuch));
    }

    #[test]
    fn what_inflates_beyond_all_reports_is_not_opened() {
        let bomb = packed("a.xlsx", &vec![0; 1_000_000]);
        let mut unpacking = Unpacking { attachments: Vec::new(), left: 100_000, zone: viet_nam() };
        assert!(bomb.len() < 10_000);
        unpacking.take("a.zip".to_owned(), bomb, Times::default(), 0);
        assert_eq!(unpacking.attachments[0].content, Attached::Other(OtherFile::TooMuch));
    }

    #[track_caller]
    fn case(raw: &[u8], name: &str) {
        assert_eq!(entry_name(raw), name);
    }

    #[test]
    fn names_of_every_windows_are_read() {
        case("Xã Phú Tiến.xlsx".as_bytes(), "Xã Phú Tiến.xlsx");
        // code page 1258: ã is a and a tone mark, ế is ê and a tone mark
        case(b"Xa\xDE Ph\xFA Ti\xEA\xECn.xlsx", "Xã Phú Tiến.xlsx");
        case(b"\xD0\xF4ng B\xE0n.xlsx", "Đông Bàn.xlsx");
        // code page 437
        case(b"X\x84 Ph\xA3.xlsx", "Xä Phú.xlsx");
        // decomposed, as macOS packs names
        case("Xa\u{303}.xlsx".as_bytes(), "Xã.xlsx");
        case(b"a\\b.xlsx", "a/b.xlsx");
    }
}
