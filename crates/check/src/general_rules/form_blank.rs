//! A form in which nothing was filled in, or only what was carried over from the report before.
//!
//! Raised while the sheets of a workbook are read, and by `desk` if the report before is known.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::submission::FilledForm;
use phuluc_form::{Lang, Severity};

/// A form without a figure of the sender's.
#[derive(Clone, Copy, Debug)]
pub enum FormBlank {
    /// The form is empty.
    Empty,
    /// It has only figures that our blank carried over from the report before.
    OnlyCarriedOver,
}

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
        let said = match (self, lang) {
            (Self::Empty, Lang::Vi) => "biểu chưa nhập số nào",
            (Self::Empty, Lang::En) => "no figure was filled in",
            (Self::OnlyCarriedOver, Lang::Vi) => {
                "biểu mới có số chuyển từ kỳ trước, chưa nhập số nào của kỳ này"
            }
            (Self::OnlyCarriedOver, Lang::En) => {
                "no figure of this period was filled in, only those of the period before are there"
            }
        };
        said.to_owned()
    }
}

impl FormBlank {
    /// The rule's id, by which findings of the level below are recognised, too.
    pub const ID: &str = RULE.id;

    /// The finding about a form.
    pub fn about(self, filled: &FilledForm) -> Finding {
        Finding::about_form(&filled.form, &filled.sheet, self)
    }
}

/// Checks a form as it was read.
pub(crate) fn find(filled: &FilledForm) -> Option<Finding> {
    filled.is_blank_but_for_rates().then(|| FormBlank::Empty.about(filled))
}
