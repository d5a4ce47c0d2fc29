//! A file of a kind from which no figures are read: a scan, a letter, a picture, an archive.
//!
//! Raised when files are taken into a round (`intake`).

use crate::attachments::OtherFile;
use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// The kind of a file that no figures are read from.
#[derive(Clone, Debug)]
pub struct FileNotTaken(pub OtherFile);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "file-not-taken",
    severity: Severity::Warning,
    vi: Manual {
        title: "Tệp không lấy được số liệu",
        why: "Chỉ đọc được số liệu từ tệp Excel; tệp nén, bản scan, văn bản, ảnh không có số liệu để cộng.",
        example: "Gửi bản scan .pdf thay cho tệp Excel.",
        todo: "Giải nén .rar, .7z bằng phần mềm giải nén rồi nhận lại; bản scan, văn bản, ảnh thì đề nghị đơn vị gửi tệp Excel.",
    },
    en: Manual {
        title: "no figures are read from a file of this kind",
        why: "only workbooks hold figures that can be added up",
        example: "a scan instead of the workbook",
        todo: "unpack .rar and .7z and take in what is in them; ask for the workbook instead of scans, letters and pictures",
    },
};

impl GeneralFinding for FileNotTaken {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => vietnamese(self.0).to_owned(),
            Lang::En => english(self.0).to_owned(),
        }
    }
}

const fn vietnamese(kind: OtherFile) -> &'static str {
    match kind {
        OtherFile::Rar => "tệp nén .rar, chưa mở được; giải nén rồi nhận lại",
        OtherFile::SevenZip => "tệp nén .7z, chưa mở được; giải nén rồi nhận lại",
        OtherFile::Pdf => "tệp .pdf (bản in hoặc bản scan), không có số liệu để đọc; cần tệp Excel",
        OtherFile::Word => "văn bản Word, không có số liệu để đọc; cần tệp Excel",
        OtherFile::Picture => "ảnh, không có số liệu để đọc; cần tệp Excel",
        OtherFile::OutlookMail => "thư .msg của Outlook, chưa mở được; lưu tệp đính kèm ra rồi nhận lại",
        OtherFile::WinMail => {
            "tệp winmail.dat do Outlook đóng gói, chưa mở được; đề nghị đơn vị gửi lại thư dạng HTML, hoặc gửi riêng tệp Excel"
        }
        OtherFile::BadZip => "tệp nén .zip hỏng hoặc có mật khẩu; giải nén rồi nhận lại",
        OtherFile::BadMail => "thư không đọc được hoặc không có tệp đính kèm",
        OtherFile::TooMuch => "nén nhiều lớp hoặc quá lớn, chưa mở; giải nén rồi nhận lại",
        OtherFile::Unknown => "không phải tệp Excel",
    }
}

const fn english(kind: OtherFile) -> &'static str {
    match kind {
        OtherFile::Rar => "a .rar archive; unpack it and take in what is in it",
        OtherFile::SevenZip => "a .7z archive; unpack it and take in what is in it",
        OtherFile::Pdf => "a .pdf, which has no figures to read; ask for the workbook",
        OtherFile::Word => "a Word document, which has no figures to read; ask for the workbook",
        OtherFile::Picture => "a picture, which has no figures to read; ask for the workbook",
        OtherFile::OutlookMail => "an Outlook .msg; save its attachments and take them in",
        OtherFile::WinMail => {
            "a winmail.dat, into which Outlook packs attachments; have the mail sent again as HTML, or the workbook alone"
        }
        OtherFile::BadZip => "a .zip that is damaged or has a password; unpack it and take in what is in it",
        OtherFile::BadMail => "a mail that cannot be read or has no attachment",
        OtherFile::TooMuch => "packed too deep, or too large; unpack it and take in what is in it",
        OtherFile::Unknown => "not a workbook",
    }
}
