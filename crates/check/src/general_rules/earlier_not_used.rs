//! An earlier report that was given for comparison but is not used.
//!
//! Raised when one file becomes a report.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::history::{Earlier, WhyUnused};
use crate::submission::Submission;
use phuluc_form::{Lang, Period, Severity};

/// Earlier reports that are not used.
#[derive(Clone, Debug)]
pub struct EarlierNotUsed {
    /// The unit's own unused reports by period, each with the reason.
    pub own: Vec<(Option<Period>, WhyUnused)>,
    /// The number of reports of other units, if no report is used at all.
    pub others: usize,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "earlier-not-used",
    severity: Severity::Note,
    vi: Manual {
        title: "Báo cáo kỳ trước đưa vào mà không dùng được",
        why: "Chỉ so với báo cáo của cùng đơn vị, cùng mẫu biểu, của một kỳ trước dài bằng kỳ này hoặc trong cùng năm.",
        example: "Đưa báo cáo quý I/2024 để so với quý II/2026.",
        todo: "Đưa vào báo cáo của kỳ liền trước hoặc cùng kỳ năm trước.",
    },
    en: Manual {
        title: "an earlier report that was given and is not used",
        why: "a report is compared with those of the same unit on the same forms, of an earlier period as long as its own or of the same year",
        example: "a report on quarter I of 2024 given for quarter II of 2026",
        todo: "give the report of the period before, or of the same period of the year before",
    },
};

impl GeneralFinding for EarlierNotUsed {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let mut said: Vec<String> = self.own.iter().map(|(period, why)| own(lang, *period, *why)).collect();
        if self.others > 0 {
            let others = self.others;
            said.push(match lang {
                Lang::Vi => format!("{others} báo cáo của đơn vị khác hoặc không rõ đơn vị"),
                Lang::En => format!("{others} of other units, or of units that are not known"),
            });
        }
        match lang {
            Lang::Vi => format!("báo cáo kỳ trước không dùng: {}", said.join("; ")),
            Lang::En => format!("earlier reports that are not used: {}", said.join("; ")),
        }
    }
}

impl EarlierNotUsed {
    /// The finding about unused reports. Reports of other units are not mentioned if one of the unit's own is used.
    pub fn of(earlier: &Earlier<'_>, unused: &[(&Submission, WhyUnused)]) -> Option<Finding> {
        let (others, own): (Vec<_>, Vec<_>) =
            unused.iter().partition(|(_, why)| *why == WhyUnused::OtherUnit);
        let own: Vec<(Option<Period>, WhyUnused)> =
            own.into_iter().map(|(other, why)| (other.period, why)).collect();
        let others = if earlier.is_empty() { others.len() } else { 0 };
        (others > 0 || !own.is_empty()).then(|| Finding::of_file(Self { own, others }))
    }
}

fn own(lang: Lang, period: Option<Period>, why: WhyUnused) -> String {
    let period = period.map(|period| wording::period(lang, period));
    let why = match (lang, why) {
        (Lang::Vi, WhyUnused::OtherUnit) => "của đơn vị khác",
        (Lang::Vi, WhyUnused::NoPeriod) => "không rõ kỳ báo cáo",
        (Lang::Vi, WhyUnused::NotBefore) => "không phải kỳ trước",
        (Lang::Vi, WhyUnused::OtherLength) => "kỳ dài ngắn khác, không cùng năm",
        (Lang::Vi, WhyUnused::NoForm) => "không có biểu nào cùng mẫu",
        (Lang::En, WhyUnused::OtherUnit) => "another unit's",
        (Lang::En, WhyUnused::NoPeriod) => "the period is not known",
        (Lang::En, WhyUnused::NotBefore) => "not an earlier period",
        (Lang::En, WhyUnused::OtherLength) => "a period of another length and year",
        (Lang::En, WhyUnused::NoForm) => "no form in the same version",
    };
    match (lang, period) {
        (Lang::Vi, Some(period)) => format!("báo cáo {period} ({why})"),
        (Lang::Vi, None) => format!("báo cáo không ghi kỳ ({why})"),
        (Lang::En, Some(period)) => format!("the one on {period} ({why})"),
        (Lang::En, None) => format!("one without a period ({why})"),
    }
}
