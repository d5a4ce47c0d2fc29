//! A row on the sheet that is not the form's and holds something.
//!
//! Raised while a form is read from its sheet.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A row that is not the form's.
#[derive(Clone, Debug)]
pub struct UnknownRow {
    /// The sheet row, from 1.
    pub row: u32,
    /// The texts in it.
    pub text: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "unknown-row",
    severity: Severity::Warning,
    vi: Manual {
        title: "Có dòng ngoài mẫu biểu",
        why: "Số liệu ở dòng này không được đọc, không nằm trong tổng nào.",
        example: "Chèn thêm một dòng không có trong mẫu, hoặc sửa tên chỉ tiêu.",
        todo: "Giữ nguyên số thứ tự và tên chỉ tiêu của mẫu; nội dung thêm ghi ở cột Ghi chú.",
    },
    en: Manual {
        title: "a row that the form does not have",
        why: "what stands in it is not read and is in no total",
        example: "an inserted row, or a label that was rewritten",
        todo: "keep the codes and labels as printed; put anything else in the remarks",
    },
};

impl GeneralFinding for UnknownRow {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { row, text } = self;
        match lang {
            Lang::Vi => format!("dòng {row} không có trong mẫu, số ở dòng này chưa được đọc: “{text}”"),
            Lang::En => format!("sheet row {row} is none of the form's and was not read: “{text}”"),
        }
    }
}
