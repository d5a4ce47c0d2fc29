//! A column inside the table that is not the form's and holds something.
//!
//! Raised while a form is read from its sheet.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// A column that is not the form's.
#[derive(Clone, Debug)]
pub struct UnknownColumn {
    /// Its first cell inside the table.
    pub at: At,
    /// The text of that cell.
    pub text: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "unknown-column",
    severity: Severity::Warning,
    vi: Manual {
        title: "Có cột ngoài mẫu biểu",
        why: "Số liệu ở cột này không được đọc.",
        example: "Thêm cột “Hồ sơ giấy” vào giữa bảng.",
        todo: "Ghi nội dung này ở dòng dưới bảng hoặc ở công văn gửi kèm rồi bỏ cột; cần cột này thì đề nghị cấp trên bổ sung cột vào mẫu.",
    },
    en: Manual {
        title: "a column that the form does not have",
        why: "what stands in it is not read",
        example: "a column added in the middle of the table",
        todo: "write it below the table or in the letter and delete the column, or ask for the column to be added to the form",
    },
};

impl GeneralFinding for UnknownColumn {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { text, .. } = self;
        match lang {
            Lang::Vi => {
                format!("cột này không có trong mẫu, số ở cột này chưa được đọc (ô đầu ghi “{text}”)")
            }
            Lang::En => format!("a column that is none of the form's was not read (“{text}”)"),
        }
    }
}
