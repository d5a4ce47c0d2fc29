//! A form that stands on two sheets of a workbook, or came in two files of a unit.
//!
//! Raised while the sheets of a workbook are read, and where the files of a unit are put together.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A form came twice.
#[derive(Clone, Debug)]
pub enum FormRepeated {
    /// It stands on two sheets; this is the one that was read.
    OnTwoSheets(String),
    /// It came in two files; this is the one that counts.
    InTwoFiles(String),
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "form-repeated",
    severity: Severity::Error,
    vi: Manual {
        title: "Một biểu có ở hai trang tính hoặc hai tệp",
        why: "Không biết bản nào là số liệu chính thức.",
        example: "Biểu 06a có ở trang tính “Biểu 06a” và “Biểu 06a (2)”.",
        todo: "Chỉ để lại một bản của mỗi biểu, xóa bản nháp rồi gửi lại.",
    },
    en: Manual {
        title: "a form stands on two sheets",
        why: "which of them counts cannot be known",
        example: "Biểu 06a and Biểu 06a (2) in one file",
        todo: "keep one sheet for each form and send again",
    },
};

impl GeneralFinding for FormRepeated {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match (lang, self) {
            (Lang::Vi, Self::OnTwoSheets(first)) => {
                format!("biểu này đã có ở trang tính “{first}”; số ở trang tính này chưa được đọc")
            }
            (Lang::En, Self::OnTwoSheets(first)) => {
                format!("the form was read from sheet “{first}” already; this one was not")
            }
            (Lang::Vi, Self::InTwoFiles(first)) => {
                format!("biểu này đã có ở tệp “{first}”; số ở tệp này chưa được dùng")
            }
            (Lang::En, Self::InTwoFiles(first)) => {
                format!("the form came in “{first}” already; this one is not used")
            }
        }
    }
}
