//! A file that does not name its sender.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A file without a sender.
#[derive(Clone, Debug)]
pub struct UnitUnknown;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "unit-unknown",
    severity: Severity::Warning,
    vi: Manual {
        title: "Không rõ đơn vị báo cáo",
        why: "Không biết số liệu của ai.",
        example: "Góc phải tiêu đề không có “Đơn vị báo cáo: …”.",
        todo: "Ghi ở góc phải tiêu đề biểu: Đơn vị báo cáo: UBND xã …",
    },
    en: Manual {
        title: "the file does not say who sends it",
        why: "whose figures they are cannot be told",
        example: "no heading of the shape “Đơn vị báo cáo: …”",
        todo: "write the unit in the heading",
    },
};

impl GeneralFinding for UnitUnknown {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => "không rõ đơn vị báo cáo".to_owned(),
            Lang::En => "the reporting unit is not named".to_owned(),
        }
    }
}
