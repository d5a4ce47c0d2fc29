//! A form that has only figures of another period.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A form with figures of another period only.
#[derive(Clone, Debug)]
pub struct OnlyOtherPeriod {
    /// The heading of its table.
    pub heading: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "only-other-period",
    severity: Severity::Error,
    vi: Manual {
        title: "Chỉ có số liệu của kỳ khác",
        why: "Số của năm trước hay kỳ trước không phải số của kỳ báo cáo, nên không đọc.",
        example: "Trên bảng ghi “Số liệu cùng kỳ năm trước”.",
        todo: "Nếu là số của kỳ này thì sửa tiêu đề của bảng; không thì gửi bảng của kỳ này.",
    },
    en: Manual {
        title: "only figures of another period",
        why: "those of last year or the period before are not this period's and were not read",
        example: "above the table stands “Số liệu cùng kỳ năm trước”",
        todo: "if they are this period's, put the heading right; else send this period's",
    },
};

impl GeneralFinding for OnlyOtherPeriod {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let heading = &self.heading;
        match lang {
            Lang::Vi => format!("trên bảng ghi “{heading}”, là số của kỳ khác nên chưa đọc"),
            Lang::En => {
                format!("“{heading}” stands above the table; it is of another period and was not read")
            }
        }
    }
}
