//! A document without the date of its issue.
//!
//! Raised by the check, on each form that has a column of documents.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Lang, Severity};

/// A document without its date.
#[derive(Clone, Debug)]
pub struct DocumentWithoutDate;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "document-without-date",
    severity: Severity::Warning,
    vi: Manual {
        title: "Văn bản không ghi ngày ban hành",
        why: "Không có ngày thì không biết văn bản có thuộc kỳ báo cáo không và không tra được.",
        example: "“Thông báo số 29/TB-UBND về việc lấy ý kiến …”.",
        todo: "Ghi thêm ngày, tháng, năm ban hành.",
    },
    en: Manual {
        title: "a document without its date",
        why: "without a date nobody knows whether it belongs to the period, nor can it be looked up",
        example: "“Thông báo số 29/TB-UBND về việc …”",
        todo: "add the date of issue",
    },
};

impl GeneralFinding for DocumentWithoutDate {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => format!("ghi {}, không có ngày ban hành", wording::beginning(at)),
            Lang::En => format!("{} has no date", wording::answer_if(lang, at)),
        }
    }
}

/// Checks the column of documents of a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let documents = form.documents().iter().filter(|(_, document)| document.date.is_none());
    documents.map(|(row, _)| form.finding_about_document(*row, DocumentWithoutDate)).collect()
}
