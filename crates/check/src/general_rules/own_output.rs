//! A workbook that phuluc consolidated, in the place of a unit's report.
//!
//! Raised when one file becomes a report outside a round.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A workbook that phuluc consolidated.
#[derive(Clone, Debug)]
pub struct OwnOutput;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "own-output",
    severity: Severity::Error,
    vi: Manual {
        title: "Tệp tổng hợp do phuluc lập",
        why: "Tệp tổng hợp không phải báo cáo của một đơn vị; đọc lại nó thì tính trùng.",
        example: "Chạy kiểm tra trên tong-hop.xlsx.",
        todo: "Kiểm tra các tệp đơn vị gửi, không phải tệp tổng hợp.",
    },
    en: Manual {
        title: "a workbook that phuluc consolidated",
        why: "it is no unit's report; reading it would count twice",
        example: "a check of tong-hop.xlsx",
        todo: "check what the units sent instead",
    },
};

impl GeneralFinding for OwnOutput {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => "đây là tệp tổng hợp do phuluc lập, không phải báo cáo của một đơn vị".to_owned(),
            Lang::En => "a workbook that phuluc consolidated, not a unit's report".to_owned(),
        }
    }
}
