//! A report for another period than the round's. If most days differ, it is an error and the report does not count.
//!
//! Raised when the reports of a unit are gathered (`consolidate`).

use phuluc_check::{Finding, GeneralFinding, GeneralRule, Location, Manual, wording};
use phuluc_form::{Lang, Period, Severity};

/// A period that is not the round's.
#[derive(Clone, Debug)]
pub struct PeriodDiffers {
    /// The period of the report.
    pub here: Period,
    /// The period of the round.
    pub round: Period,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "period-differs",
    severity: Severity::Warning,
    vi: Manual {
        title: "Kỳ báo cáo không đúng kỳ của đợt",
        why: "Số liệu chốt khác ngày thì không so sánh, không cộng chính xác được. Báo cáo mà số ngày chung với kỳ của đợt không quá nửa thì không được cộng vào tổng.",
        example: "Đợt từ ngày 15/12/2023 đến ngày 14/3/2024, báo cáo chốt ngày 08/3/2024.",
        todo: "Xác nhận ngày chốt số liệu; nếu là tệp của kỳ khác thì gửi lại đúng kỳ.",
    },
    en: Manual {
        title: "the period is not the round's",
        why: "figures cut off on different days do not compare or add up exactly; a report that shares no more than half its days with the round, or the round with it, is left out of the totals",
        example: "the round ends on 14/3/2024, the report on 08/3/2024",
        todo: "confirm the cut-off day, or send the right period's report",
    },
};

impl GeneralFinding for PeriodDiffers {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { here, round } = self;
        match lang {
            Lang::Vi => {
                let apart = if self.is_of_another_time() {
                    "; phần lớn số ngày không trùng nên không cộng vào tổng"
                } else {
                    ""
                };
                format!("báo cáo {here}, kỳ của đợt là {round}{apart}")
            }
            Lang::En => {
                let apart =
                    if self.is_of_another_time() { "; most days differ, so not added up" } else { "" };
                let [here, round] = [here, round].map(|period| wording::period(lang, *period));
                format!("reports on {here}, the round on {round}{apart}")
            }
        }
    }
}

impl PeriodDiffers {
    /// Whether most days differ, so that the report covers another time.
    pub(crate) fn is_of_another_time(&self) -> bool {
        !self.here.is_mostly(self.round)
    }
}

/// Checks the period of a report in a round with this period.
pub(crate) fn find(here: Period, round: Period) -> Option<Finding> {
    let differs = PeriodDiffers { here, round };
    let is_error = differs.is_of_another_time();
    let mut finding = (here != round).then(|| Finding::of_file(differs))?;
    if is_error {
        finding.severity = Severity::Error;
    }
    Some(finding)
}
