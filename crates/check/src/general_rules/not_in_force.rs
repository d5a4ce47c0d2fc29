//! A version of a form that was not in force at the end of the report's period.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use chrono::NaiveDate;
use phuluc_form::{Lang, Period, Severity, date};

/// The form's version was not in force.
#[derive(Clone, Debug)]
pub struct NotInForce {
    /// The version.
    pub version: String,
    /// Its first day.
    pub from: NaiveDate,
    /// The report's period.
    pub period: Period,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "not-in-force",
    severity: Severity::Warning,
    vi: Manual {
        title: "Dùng mẫu biểu chưa có hoặc không còn hiệu lực trong kỳ báo cáo",
        why: "Mẫu cũ và mẫu mới có cột khác nhau; cộng chung dễ sai.",
        example: "Kỳ năm 2024 dùng mẫu của Thông tư 02/2017/TT-VPCP.",
        todo: "Chuyển số liệu sang mẫu đang có hiệu lực rồi gửi lại.",
    },
    en: Manual {
        title: "a version of the form that was not in force in the period",
        why: "versions have different columns and do not add up",
        example: "the form of 2017 for a report on 2024",
        todo: "move the figures to the version in force and send again",
    },
};

impl GeneralFinding for NotInForce {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { version, from, period } = self;
        let period = wording::period(lang, *period);
        match lang {
            Lang::Vi => {
                format!("dùng mẫu “{version}” (có hiệu lực từ ngày {}) cho kỳ báo cáo {period}", date(*from))
            }
            Lang::En => format!("version “{version}”, in force from {from}, for {period}"),
        }
    }
}
