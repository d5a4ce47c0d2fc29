//! A form in which nothing was filled in.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::submission::FilledForm;
use phuluc_form::{Lang, Severity};

/// No figure was filled in.
#[derive(Clone, Debug)]
pub struct FormBlank;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "form-blank",
    severity: Severity::Error,
    vi: Manual {
        title: "Biểu chưa nhập số nào",
        why: "Biểu trống không phải là báo cáo bằng 0: chưa nhập thì chưa báo cáo.",
        example: "Gửi lại mẫu trống.",
        todo: "Điền số liệu; không phát sinh thì ghi 0 hoặc “không phát sinh” ở cột Ghi chú.",
    },
    en: Manual {
        title: "a form in which nothing was filled in",
        why: "a blank form does not report 0: it reports nothing",
        example: "the blank form sent back",
        todo: "fill it in; where there was none, write 0 or say so in the remarks",
    },
};

impl GeneralFinding for FormBlank {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => "biểu chưa nhập số nào".to_owned(),
            Lang::En => "no figure was filled in".to_owned(),
        }
    }
}

/// In a form as it was read.
pub(crate) fn find(filled: &FilledForm) -> Option<Finding> {
    filled.is_blank().then(|| Finding::on_sheet(&filled.form, &filled.sheet, FormBlank))
}
