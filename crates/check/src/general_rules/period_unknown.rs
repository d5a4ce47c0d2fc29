//! A file that does not name its period.
//!
//! Raised while the sheets of a workbook are read. In a round it is an error instead of a warning: the report counts
//! for nobody until somebody decides.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A file without a period.
#[derive(Clone, Debug)]
pub struct PeriodUnknown;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "period-unknown",
    severity: Severity::Warning,
    vi: Manual {
        title: "Không rõ kỳ báo cáo",
        why: "Không biết số liệu của kỳ nào, phải dùng mẫu biểu nào.",
        example: "Tiêu đề không có dòng “(Từ ngày … đến ngày …)”.",
        todo: "Ghi kỳ báo cáo ở tiêu đề biểu, ví dụ: (Từ ngày 15/12/2023 đến ngày 14/12/2024).",
    },
    en: Manual {
        title: "the file does not say for which period",
        why: "neither the figures' period nor the version of the form can be told",
        example: "no heading of the shape (Từ ngày … đến ngày …)",
        todo: "write the period in the heading",
    },
};

impl GeneralFinding for PeriodUnknown {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => "không rõ kỳ báo cáo".to_owned(),
            Lang::En => "the period is not named".to_owned(),
        }
    }
}
