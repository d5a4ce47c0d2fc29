//! Text in an encoding from before Unicode, which was read as its font shows it.
//!
//! Raised while a form is read from its sheet.
//!
//! It is no mistake of the sender's: it tells where the reader used its judgement.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Encoding, Lang, Severity};

/// The encoding of the text that was converted.
#[derive(Clone, Debug)]
pub struct OldFont(pub Encoding);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "old-font",
    severity: Severity::Note,
    vi: Manual {
        title: "Chữ viết bằng phông cũ (.VnTime, VNI) hoặc sai bảng mã",
        why: "Phông cũ không phải Unicode: máy không có phông này hiện chữ sai, chép sang tệp khác thì không đọc được. Chữ đã được đọc thành Unicode để đối chiếu; số liệu không đổi.",
        example: "Ô ghi “Tæng sè” bằng phông .VnTime được đọc là “Tổng số”.",
        todo: "Kỳ sau dùng mẫu có phông Times New Roman (Unicode, TCVN 6909:2001).",
    },
    en: Manual {
        title: "text in a font from before Unicode, or in a wrong code",
        why: "without the font the text is unreadable; it was read as the font shows it, and figures are not touched",
        example: "“Tæng sè” in .VnTime is read as “Tổng số”",
        todo: "use a Unicode font such as Times New Roman",
    },
};

impl GeneralFinding for OldFont {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match (lang, self.0) {
            (Lang::Vi, Encoding::Mojibake) => "chữ bị lưu sai bảng mã, đã đọc thành chữ Unicode".to_owned(),
            (Lang::Vi, encoding) => {
                format!("chữ viết bằng phông {}, đã đọc thành chữ Unicode", encoding.fonts())
            }
            (Lang::En, encoding) => format!("text in {} was read as Unicode", encoding.fonts()),
        }
    }
}
