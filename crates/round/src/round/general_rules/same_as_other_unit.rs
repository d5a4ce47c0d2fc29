//! A form that holds the same figures as another unit's.
//!
//! Raised when the reports of a round are compared with each other (`peers`).

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A form with the same figures as another unit's.
#[derive(Clone, Debug)]
pub struct SameAsOtherUnit {
    /// The other units.
    pub others: Vec<String>,
    /// The number of equal figures.
    pub figures: usize,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "same-as-other-unit",
    severity: Severity::Note,
    vi: Manual {
        title: "Số liệu giống hệt báo cáo của đơn vị khác",
        why: "Thường là chép tệp của đơn vị khác làm mẫu và chưa thay số.",
        example: "Cả 24 số của Xã Ví dụ 02 bằng đúng số của Xã Ví dụ 01.",
        todo: "Đề nghị các đơn vị này xác nhận; đơn vị chép nhầm thì gửi lại.",
    },
    en: Manual {
        title: "the figures are those of another unit's report",
        why: "often another unit's file was taken as a model and its figures left in it",
        example: "all 24 figures of one commune are those of another",
        todo: "have these units confirm; the one that copied sends again",
    },
};

impl GeneralFinding for SameAsOtherUnit {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        /// The most units that the sentence names.
        const NAMED: usize = 3;
        // a single one that is left takes no more room than the words for it
        let named = if self.others.len() == NAMED + 1 { NAMED + 1 } else { NAMED };
        let others: Vec<String> = self.others.iter().take(named).cloned().collect();
        let (figures, more) = (self.figures, self.others.len().saturating_sub(named));
        match lang {
            Lang::Vi => {
                let more = if more > 0 { format!(" và {more} đơn vị khác") } else { String::new() };
                format!("cả {figures} số giống hệt báo cáo của {}{more}", others.join(", "))
            }
            Lang::En => {
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("all {figures} figures are those of {}{more}", others.join(", "))
            }
        }
    }
}
