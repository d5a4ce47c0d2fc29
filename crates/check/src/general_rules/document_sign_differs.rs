//! A document whose sign belongs to another type of document.
//!
//! Raised by the check, on each form that has a column of documents.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Lang, Severity};

/// A sign of another type of document.
#[derive(Clone, Debug)]
pub struct DocumentSignDiffers {
    /// The type of the document.
    pub kind: &'static str,
    /// The sign of that type.
    pub own: &'static str,
    /// The sign that the document has.
    pub found: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "document-sign-differs",
    severity: Severity::Warning,
    vi: Manual {
        title: "Ký hiệu văn bản khác loại văn bản",
        why: "Mỗi loại văn bản có ký hiệu riêng (Nghị định 30/2020/NĐ-CP): loại hoặc ký hiệu đã chép sai.",
        example: "“Kế hoạch số 52/QĐ-UBND” (kế hoạch có ký hiệu KH).",
        todo: "Mở bản gốc, sửa loại văn bản hoặc ký hiệu.",
    },
    en: Manual {
        title: "a document whose sign is that of another type",
        why: "each type of document has its own sign (Nghị định 30/2020/NĐ-CP): the type or the sign is wrong",
        example: "a plan (Kế hoạch) with the sign of a decision, 52/QĐ-UBND",
        todo: "look the document up and mend its type or sign",
    },
};

impl GeneralFinding for DocumentSignDiffers {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let Self { kind, own, found } = self;
        match lang {
            Lang::Vi => {
                let (document, kind) = (wording::beginning(at), kind.to_lowercase());
                format!("ghi {document}, ký hiệu {found} không phải của {kind} (ký hiệu {own})")
            }
            Lang::En => {
                let document = wording::answer_if(lang, at);
                format!("{document}: the sign {found} is not that of {kind} ({own})")
            }
        }
    }
}

/// Checks the column of documents of a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, document) in form.documents() {
        if let (Some(own), Some(found)) = (document.sign_of_its_type(), document.sign.clone()) {
            let differs = DocumentSignDiffers { kind: document.kind, own, found };
            findings.push(form.finding_about_document(*row, differs));
        }
    }
    findings
}
