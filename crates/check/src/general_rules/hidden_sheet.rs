//! A form on a hidden sheet.
//!
//! Raised while a form is read from its sheet.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A form that stands on a hidden sheet.
#[derive(Clone, Debug)]
pub struct HiddenSheet;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "hidden-sheet",
    severity: Severity::Warning,
    vi: Manual {
        title: "Biểu nằm ở trang tính ẩn",
        why: "Người gửi có thể không biết số liệu này được gửi đi và được tính.",
        example: "Trang tính “Biểu 06a” bị ẩn.",
        todo: "Bỏ ẩn trang tính, kiểm tra số liệu rồi gửi lại.",
    },
    en: Manual {
        title: "the form is on a hidden sheet",
        why: "the sender may not know that these figures are sent and counted",
        example: "a hidden sheet “Biểu 06a”",
        todo: "unhide the sheet, look at the figures, and send again",
    },
};

impl GeneralFinding for HiddenSheet {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => "biểu nằm ở trang tính ẩn".to_owned(),
            Lang::En => "the form is on a hidden sheet".to_owned(),
        }
    }
}
