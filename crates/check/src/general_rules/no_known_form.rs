//! A workbook in which no known form was found.
//!
//! Raised when one file becomes a report.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::locate::Nearest;
use phuluc_form::{Lang, Severity};

/// A workbook without a known form.
#[derive(Clone, Debug)]
pub struct NoKnownForm {
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// The form that one of them comes nearest to.
    pub nearest: Option<Nearest>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "no-known-form",
    severity: Severity::Error,
    vi: Manual {
        title: "Không tìm thấy biểu nào đã biết trong tệp",
        why: "Tệp được mở nhưng không có số liệu nào được đọc.",
        example: "Gửi nhầm công văn hoặc biểu của ngành khác.",
        todo: "Kiểm tra có đúng tệp không và dòng tiêu đề cột còn nguyên như mẫu không. Các biểu đã biết: mục “Biểu và quy tắc” trên trang, hoặc lệnh “phuluc bieu-mau”.",
    },
    en: Manual {
        title: "no known form is in the file",
        why: "the file was opened but nothing in it was read",
        example: "a letter or another sector's form sent by mistake",
        todo: "see whether it is the right file and its header is as in the blank form; `phuluc forms` lists the known ones",
    },
};

impl GeneralFinding for NoKnownForm {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let nearest = wording::nearest(lang, self.nearest.as_ref());
        match lang {
            Lang::Vi => {
                let sheets = wording::quoted(&self.sheets);
                format!("không có biểu nào đã biết{nearest}; các trang tính trong tệp: {sheets}")
            }
            Lang::En => format!("no known form{nearest}; the sheets are {}", self.sheets.join(", ")),
        }
    }
}
