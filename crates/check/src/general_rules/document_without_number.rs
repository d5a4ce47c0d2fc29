//! A document without its number and sign.
//!
//! Raised by the check, on each form that has a column of documents.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Lang, Severity};

/// A document without its number.
#[derive(Clone, Debug)]
pub struct DocumentWithoutNumber;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "document-without-number",
    severity: Severity::Warning,
    vi: Manual {
        title: "Văn bản không ghi số, ký hiệu",
        why: "Không có số và ký hiệu thì không đối chiếu được với văn bản thật.",
        example: "“Kế hoạch của Ban thanh tra nhân dân năm 2023”.",
        todo: "Ghi thêm số và ký hiệu; nếu không phải văn bản thì viết thành câu mô tả việc đã làm.",
    },
    en: Manual {
        title: "a document without its number",
        why: "without number and sign it cannot be compared with the real document",
        example: "“Kế hoạch của Ban thanh tra nhân dân năm 2023”",
        todo: "add its number and sign",
    },
};

impl GeneralFinding for DocumentWithoutNumber {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => format!("ghi {}, không có số, ký hiệu", wording::beginning(at)),
            Lang::En => format!("{} has no number", wording::answer_if(lang, at)),
        }
    }
}

/// Checks the column of documents of a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let documents = form.documents().iter().filter(|(_, document)| document.number.is_none());
    documents.map(|(row, _)| form.finding_about_document(*row, DocumentWithoutNumber)).collect()
}
