//! A sheet on which no known form was found, so that nothing was read from it.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::locate::Nearest;
use phuluc_form::{Lang, Severity};

/// A sheet without a known form.
#[derive(Clone, Debug)]
pub struct SheetNotRead {
    /// The form that it comes nearest to.
    pub nearest: Option<Nearest>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "sheet-not-read",
    severity: Severity::Note,
    vi: Manual {
        title: "Trang tính không có biểu nào đã biết",
        why: "Số liệu ở trang tính này không được đọc.",
        example: "Trang tính ghi chép riêng, hoặc biểu có tiêu đề cột đã bị sửa.",
        todo: "Nếu là biểu phải báo cáo thì sửa tiêu đề cột đúng như mẫu; nếu không thì bỏ qua.",
    },
    en: Manual {
        title: "a sheet without a known form",
        why: "nothing on it is read",
        example: "someone's own notes, or a form whose header was changed",
        todo: "if it is a form to report on, put its header right; else there is nothing to do",
    },
};

impl GeneralFinding for SheetNotRead {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let nearest = wording::nearest(lang, self.nearest.as_ref());
        match lang {
            Lang::Vi => format!("không có biểu nào đã biết nên chưa đọc{nearest}"),
            Lang::En => format!("no known form, so nothing was read{nearest}"),
        }
    }
}
