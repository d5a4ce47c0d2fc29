//! A document without a slash between its number and sign.
//!
//! Raised by the check, on each form that has a column of documents.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Lang, Severity};

/// A number and sign without a slash.
#[derive(Clone, Debug)]
pub struct DocumentNumberMalformed {
    /// The correct spelling.
    pub reference: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "document-number-malformed",
    severity: Severity::Warning,
    vi: Manual {
        title: "Số, ký hiệu văn bản viết chưa đúng",
        why: "Giữa số và ký hiệu phải có dấu gạch chéo (Nghị định 30/2020/NĐ-CP); viết khác thì tra không thấy văn bản.",
        example: "“Kế hoạch số 109 KH-UBND” (đúng là 109/KH-UBND).",
        todo: "Sửa lại theo bản gốc: số, gạch chéo, ký hiệu.",
    },
    en: Manual {
        title: "a document number that is not written as it should be",
        why: "number and sign are joined by a slash (Nghị định 30/2020/NĐ-CP); written otherwise the document cannot be looked up",
        example: "“109 KH-UBND” for 109/KH-UBND",
        todo: "write it as on the document",
    },
};

impl GeneralFinding for DocumentNumberMalformed {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let Self { reference } = self;
        match lang {
            Lang::Vi => {
                let document = wording::beginning(at);
                format!("ghi {document}, số và ký hiệu viết chưa đúng, có thể là {reference}")
            }
            Lang::En => {
                let document = wording::answer_if(lang, at);
                format!("{document}: the number is not written as it should be, perhaps {reference}")
            }
        }
    }
}

/// Checks the column of documents of a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let documents = form.documents().iter().filter(|(_, document)| document.malformed);
    documents
        .map(|(row, document)| {
            let reference = document.reference().unwrap_or_default();
            form.finding_about_document(*row, DocumentNumberMalformed { reference })
        })
        .collect()
}
