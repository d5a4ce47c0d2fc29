//! A report whose figures are all equal to those of the period before.
//!
//! Raised when one file becomes a report, if the report of the period before is known.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A report equal to the one of the period before.
#[derive(Clone, Debug)]
pub struct SameAsBefore {
    /// The number of equal figures.
    pub figures: usize,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "same-as-before",
    severity: Severity::Warning,
    vi: Manual {
        title: "Mọi số liệu giống hệt kỳ trước",
        why: "Thường là tệp kỳ trước được đổi tên, đổi kỳ báo cáo rồi gửi lại.",
        example: "Cả 24 số của quý II bằng đúng số của quý I.",
        todo: "Đề nghị đơn vị xác nhận hoặc gửi số liệu của kỳ này.",
    },
    en: Manual {
        title: "every figure is that of the period before",
        why: "often the last period's file under a new name",
        example: "all 24 figures of quarter II are those of quarter I",
        todo: "have the unit confirm, or send this period's figures",
    },
};

impl GeneralFinding for SameAsBefore {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let figures = self.figures;
        match lang {
            Lang::Vi => format!("cả {figures} số giống hệt báo cáo kỳ trước"),
            Lang::En => format!("all {figures} figures are those of the period before"),
        }
    }
}
