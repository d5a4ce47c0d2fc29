//! A file that could not be read as a workbook.
//!
//! Raised when one file becomes a report.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};
use phuluc_grid::ReadError;

/// The reason why a file could not be read.
#[derive(Clone, Debug)]
pub struct UnreadableFile(pub ReadError);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "unreadable-file",
    severity: Severity::Error,
    vi: Manual {
        title: "Không đọc được tệp",
        why: "Không số liệu nào của tệp được dùng; các tệp khác vẫn được xử lý.",
        example: "Tệp tải dở, tệp có mật khẩu, tệp .xls đời cũ.",
        todo: "Xử lý theo nguyên nhân đã nêu, rồi gửi lại.",
    },
    en: Manual {
        title: "the file could not be read",
        why: "none of its figures is used; the other files still are",
        example: "half a download, a password, an old .xls file",
        todo: "do what the reason says, then send it again",
    },
};

impl GeneralFinding for UnreadableFile {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let why = wording::read_error(lang, &self.0);
        match lang {
            Lang::Vi => format!("không đọc được: {why}"),
            Lang::En => format!("cannot be read: {why}"),
        }
    }
}
