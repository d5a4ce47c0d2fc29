//! A figure that is many times its earlier value, or a small part of it.
//!
//! Raised by the comparison of a report with the unit's earlier ones (`history`). In a round, the change of the same
//! figure in other units counts, too.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::history::{Deviation, factor};
use phuluc_form::{Lang, Period, Severity};

/// A figure far from its earlier value.
#[derive(Clone, Debug)]
pub struct FarFromPast {
    /// The figure, and its earlier value.
    pub deviation: Deviation,
    /// The period of the earlier value.
    pub period: Period,
    /// The growth of the same figure in the other units of the round, if there are enough of them.
    pub others: Option<i64>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "far-from-past",
    severity: Severity::Note,
    vi: Manual {
        title: "Số khác xa các kỳ trước của đơn vị",
        why: "Gõ thừa hoặc thiếu số 0 thường không làm sai quan hệ cân đối nào.",
        example: "Kỳ trước 185 phiếu khảo sát, kỳ này 123.000.",
        todo: "Đối chiếu với sổ theo dõi hoặc phần mềm; số đúng thì giải trình, không phải sửa.",
    },
    en: Manual {
        title: "a figure far from the unit's earlier ones",
        why: "a zero too many or too few often breaks no rule",
        example: "185 questionnaires before, 123,000 now",
        todo: "compare with the records; if it is right, explain it",
    },
};

impl GeneralFinding for FarFromPast {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let sign = if at.is_some_and(|place| place.shown.percent) { "%" } else { "" };
        let (here, was) = (wording::answer_if(lang, at), wording::figure(lang, self.deviation.expected));
        let (times, period) = (self.deviation.say(lang), wording::period(lang, self.period));
        let others = self.others.map(|others| factor(lang, others)).unwrap_or_default();
        match lang {
            Lang::Vi => {
                let others = if others.is_empty() {
                    others
                } else {
                    format!("; các đơn vị khác thường {others}")
                };
                format!("ghi {here}; báo cáo {period} ghi {was}{sign} ({times}){others}")
            }
            Lang::En => {
                let others =
                    if others.is_empty() { others } else { format!("; in most other units {others}") };
                format!("{here}, but {was}{sign} in the report on {period} ({times}){others}")
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { expected: Some(self.deviation.expected), ..Discrepancy::reported(at) }
    }
}
