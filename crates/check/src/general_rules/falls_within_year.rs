//! A cumulative figure, or one that never falls, that is smaller than before.
//!
//! Raised by the comparison of a report with the unit's earlier ones (`history`).

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Period, Severity, date};
use rust_decimal::Decimal;

/// A figure that must not fall and is smaller than before.
#[derive(Clone, Debug)]
pub struct FallsWithinYear {
    /// The earlier value.
    pub was: Decimal,
    /// The period of the earlier value.
    pub period: Period,
    /// Whether it never falls, not even in a new year.
    pub ever: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "falls-within-year",
    severity: Severity::Note,
    vi: Manual {
        title: "Số lũy kế giảm so với kỳ trước",
        why: "Số lũy kế từ đầu năm chỉ tăng hoặc giữ nguyên đến hết năm.",
        example: "Quý I ghi 20 nhiệm vụ đã hoàn thành, 6 tháng ghi 12.",
        todo: "Đối chiếu số của hai kỳ với sổ theo dõi: kỳ này ghi thiếu thì sửa, kỳ trước ghi thừa thì giải trình.",
    },
    en: Manual {
        title: "a cumulative figure falls",
        why: "what is counted from the beginning of the year only grows until its end",
        example: "20 tasks done in the first quarter, 12 in the first half",
        todo: "compare both with the records: correct this one, or explain that the earlier one was too large",
    },
};

impl GeneralFinding for FallsWithinYear {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let (here, was) = (wording::answer_if(lang, at), wording::figure(lang, self.was));
        let sign = if at.is_some_and(|place| place.shown.percent) { "%" } else { "" };
        let fallen = at.and_then(Location::figure).map(|now| wording::figure(lang, self.was - now));
        let (fallen, to) = (fallen.unwrap_or_default(), self.period.to);
        match (lang, self.ever) {
            (Lang::Vi, ever) => {
                let kind =
                    if ever { "số này không giảm" } else { "số lũy kế trong năm không giảm" };
                format!("ghi {here}; báo cáo đến ngày {} ghi {was}{sign} (giảm {fallen}), {kind}", date(to))
            }
            (Lang::En, ever) => {
                let kind = if ever { "it never falls" } else { "it does not fall within the year" };
                format!("{here}, but {was}{sign} in the report up to {to} ({fallen} less); {kind}")
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        let (relation, expected) = (Some(">="), Some(self.was));
        Discrepancy { relation, expected, ..Discrepancy::reported(at) }
    }
}
