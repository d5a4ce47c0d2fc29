//! A file of a round whose bytes have changed since it came.
//!
//! Raised when the files of a round are read again.

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A file that has changed since it came.
#[derive(Clone, Debug)]
pub struct FileChanged;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "file-changed",
    severity: Severity::Error,
    vi: Manual {
        title: "Tệp đã khác so với lúc nhận",
        why: "Tệp trong thư mục nhan là bản gốc đơn vị gửi; bị sửa thì số liệu không còn là của đơn vị.",
        example: "Mở tệp trong thư mục nhan, sửa một số rồi lưu.",
        todo: "Lấy lại bản gốc từ thư hoặc Zalo. Muốn sửa số thì ghi điều chỉnh vào xu-ly.xlsx, hoặc đề nghị đơn vị gửi lại.",
    },
    en: Manual {
        title: "the file is not what it was when it came",
        why: "what stands in nhan is what the unit sent; changed, it is no longer the unit's",
        example: "a figure was mended in the file itself",
        todo: "restore the original; record an adjustment in xu-ly.xlsx, or ask the unit to send again",
    },
};

impl GeneralFinding for FileChanged {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => "tệp đã khác so với lúc nhận (SHA-256 không khớp sổ theo dõi)".to_owned(),
            Lang::En => {
                "the file is not what it was when it came (its SHA-256 is not the register's)".to_owned()
            }
        }
    }
}
