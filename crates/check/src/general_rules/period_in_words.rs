//! A period that the report gives only in words, with the days that they were taken for.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Period, Severity};

/// A period in words, with its days.
#[derive(Clone, Debug)]
pub struct PeriodInWords {
    /// The text.
    pub text: String,
    /// The days that it was taken for.
    pub period: Period,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "period-in-words",
    severity: Severity::Note,
    vi: Manual {
        title: "Kỳ báo cáo chỉ ghi bằng chữ",
        why: "Ngày chốt số liệu không ghi rõ nên hiểu theo kỳ của đợt báo cáo, hoặc theo Nghị định 09/2019/NĐ-CP (từ ngày 15 đến ngày 14).",
        example: "Ô A5 ghi “Quý I năm 2026”, hiểu là từ ngày 15/12/2025 đến ngày 14/3/2026.",
        todo: "Nếu hiểu chưa đúng thì ghi rõ từ ngày nào đến ngày nào, ví dụ: (Từ ngày 15/12/2025 đến ngày 14/3/2026).",
    },
    en: Manual {
        title: "the period is said in words only",
        why: "the cut-off days are not given, so those of the round are meant, or those of Decree 09/2019 (from the 15th to the 14th)",
        example: "A5 says “Quý I năm 2026”: 2025-12-15 to 2026-03-14",
        todo: "if that is not what is meant, write the days: (Từ ngày 15/12/2025 đến ngày 14/3/2026)",
    },
};

impl GeneralFinding for PeriodInWords {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { text, period } = self;
        let period = wording::period(lang, *period);
        match lang {
            Lang::Vi => format!("ghi “{text}”, hiểu là {period}"),
            Lang::En => format!("“{text}” is understood as {period}"),
        }
    }
}
