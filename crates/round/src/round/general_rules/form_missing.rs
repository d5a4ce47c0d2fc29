//! A form that the unit owes but that none of its files holds.
//!
//! Raised when the reports of a unit are gathered (`consolidate`).

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A form that is missing from the unit's files.
#[derive(Clone, Debug)]
pub struct FormMissing {
    /// The short name of the form.
    pub short: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "form-missing",
    severity: Severity::Error,
    vi: Manual {
        title: "Gửi chưa đủ biểu",
        why: "Thiếu biểu thì đơn vị được tính là chưa báo cáo ở biểu đó.",
        example: "Đợt báo cáo yêu cầu Biểu 06a và Phụ lục 2, tệp chỉ có Phụ lục 2.",
        todo: "Gửi bổ sung biểu còn thiếu. Nếu biểu có trong tệp, kiểm tra dòng tiêu đề cột có đúng mẫu không.",
    },
    en: Manual {
        title: "a form that the unit owes is not in its file",
        why: "without it the unit counts as not having reported on that form",
        example: "the round asks for two forms, the file has one",
        todo: "send the missing form; if it is there, see whether its header is as in the blank form",
    },
};

impl GeneralFinding for FormMissing {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let short = &self.short;
        match lang {
            Lang::Vi => format!("gửi chưa đủ biểu (thiếu: {short})"),
            Lang::En => format!("a form is missing: {short}"),
        }
    }
}
