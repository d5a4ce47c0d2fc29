//! A table or columns of another period beside those of this one, which are left out.
//!
//! Raised while the sheets of a workbook are read.

use super::form_repeated::Claimant;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};

/// Figures of another period that were left out.
#[derive(Clone, Debug)]
pub struct OtherPeriodLeftOut {
    /// The tables and columns.
    pub left_out: Vec<Claimant>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "other-period-left-out",
    severity: Severity::Note,
    vi: Manual {
        title: "Có số liệu của kỳ khác, không đọc",
        why: "Số của năm trước, kỳ trước, kế hoạch không phải số của kỳ báo cáo. Chỉ đọc bảng và cột của kỳ này.",
        example: "Dưới bảng của kỳ này có bảng “Số liệu cùng kỳ năm 2025”.",
        todo: "Xem phần nêu tên có đúng là của kỳ khác không.",
    },
    en: Manual {
        title: "figures of another period were left out",
        why: "those of last year, of the period before, of a plan are not this period's",
        example: "below this period's table stands “Số liệu cùng kỳ năm 2025”",
        todo: "see whether they are of another period indeed",
    },
};

impl GeneralFinding for OtherPeriodLeftOut {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let left_out = self.left_out.iter().map(|left_out| left_out.say(lang));
        match lang {
            Lang::Vi => format!("số liệu của kỳ khác, không đọc: {}", wording::listed(left_out)),
            Lang::En => {
                let left_out: Vec<String> = left_out.collect();
                format!("figures of another period were not read: {}", left_out.join("; "))
            }
        }
    }
}
