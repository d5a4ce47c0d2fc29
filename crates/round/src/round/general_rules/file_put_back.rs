//! A file that had gone from its place or had changed there, and that came again as it was.
//!
//! Raised when files are taken into a round (`intake`).

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A file that stands in for the one that was lost.
#[derive(Clone, Debug)]
pub struct FilePutBack {
    /// The path at which the file was looked for.
    pub lost: String,
    /// The number of its sending; 0 if it has none.
    pub number: u32,
    /// Whether a changed file still lies in its place.
    pub is_changed: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "file-put-back",
    severity: Severity::Note,
    vi: Manual {
        title: "Tệp đã mất hoặc bị sửa nay có lại bản gốc",
        why: "Tệp có đúng SHA-256 trong sổ theo dõi chính là lần gửi cũ, với thời điểm nhận lần đầu; không phải lần gửi mới.",
        example: "Tệp trong thư mục nhan bị xóa nhầm, nhận lại từ thư điện tử.",
        todo: "Không phải làm gì. Tệp đã sửa còn trong thư mục nhan thì xóa đi.",
    },
    en: Manual {
        title: "a file that was lost or changed has come again as it was",
        why: "a file with the SHA-256 of the register is the sending that it was, with the moment at which it came first",
        example: "a file was deleted from nhan by mistake and taken in again from the mail",
        todo: "nothing; a changed file that still lies in nhan can be deleted",
    },
};

impl GeneralFinding for FilePutBack {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { lost, number, is_changed } = self;
        match (lang, is_changed) {
            (Lang::Vi, false) => {
                let sending =
                    if *number > 0 { format!("; vẫn là lần gửi {number}") } else { String::new() };
                format!("tệp đã nhận ({lost}) bị mất, nay có lại bản gốc{sending}")
            }
            (Lang::Vi, true) => format!(
                "tệp đã nhận ({lost}) bị sửa trong thư mục nhan; số liệu lấy theo bản gốc này; xóa tệp đã sửa rồi nhận lại"
            ),
            (Lang::En, false) => format!("the file that came ({lost}) was lost, and is there again"),
            (Lang::En, true) => format!(
                "the file that came ({lost}) was changed in nhan; the figures are those of this original; delete the changed one and receive again"
            ),
        }
    }
}
