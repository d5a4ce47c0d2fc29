//! A printed row, or the row of totals, that is missing from the sheet.
//!
//! Raised while a form is read from its sheet.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, RowId, Severity};

/// A missing row.
#[derive(Clone, Debug)]
pub struct RowMissing {
    /// The row.
    pub row: RowId,
    /// Its label.
    pub label: String,
    /// Whether people know it by its code.
    pub coded: bool,
    /// A line that may be meant by it, by its row from 1 and its label.
    pub instead: Option<(u32, String)>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "row-missing",
    severity: Severity::Error,
    vi: Manual {
        title: "Thiếu dòng so với mẫu biểu",
        why: "Dòng bị xóa được tính là chưa nhập, các quan hệ có dòng này không kiểm tra được.",
        example: "Mẫu có mục 3.3.2, tệp không có.",
        todo: "Nếu dòng đã bị xóa thì chèn lại; nếu còn mà bị sửa thì ghi lại đúng số thứ tự và tên chỉ tiêu của mẫu.",
    },
    en: Manual {
        title: "a row of the form is not on the sheet",
        why: "a deleted row counts as blank and leaves its relations open",
        example: "the form has row 3.3.2, the file has not",
        todo: "insert the row again, or put its code and label right if they were changed",
    },
};

impl GeneralFinding for RowMissing {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { row, label, coded, instead } = self;
        match (lang, coded, instead) {
            (Lang::Vi, true, _) => format!("không thấy mục {row} “{label}”"),
            (Lang::Vi, false, None) => format!("không thấy dòng “{label}”"),
            (Lang::Vi, false, Some((line, found))) => format!(
                "không thấy dòng “{label}”; dòng {line} ghi “{found}”, chưa rõ có phải dòng đó không nên chưa đọc"
            ),
            (Lang::En, _, None) => format!("row {row} “{label}” is not there"),
            (Lang::En, _, Some((line, found))) => {
                format!("row {row} “{label}” is not there; row {line} says “{found}” and was not read")
            }
        }
    }
}
