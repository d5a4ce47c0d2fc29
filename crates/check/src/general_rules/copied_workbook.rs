//! A workbook that was made for another unit or period than its headings name.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use phuluc_form::{Lang, Period, Severity, unit};

/// The unit or period that the workbook was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopiedWorkbook {
    /// Another unit.
    Unit(String),
    /// Another period.
    Period(Period),
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "copied-workbook",
    severity: Severity::Warning,
    vi: Manual {
        title: "Tệp được lập cho đơn vị hoặc kỳ báo cáo khác",
        why: "Tệp có ghi sẵn (ở trang tính ẩn) đơn vị và kỳ mà nó được lập; tiêu đề ghi khác thì có thể là tệp cũ được sửa lại, còn sót số liệu cũ.",
        example: "Lấy tệp quý I sửa tiêu đề thành quý II.",
        todo: "Kiểm tra lại từng số liệu có đúng của đơn vị và kỳ này không; lần sau dùng mẫu của đúng kỳ.",
    },
    en: Manual {
        title: "a workbook made for another unit or period",
        why: "a hidden sheet says whom the workbook was made for; if the heading differs, old figures may be left in it",
        example: "the file of quarter I with the heading of quarter II",
        todo: "look whether every figure is this unit's and this period's",
    },
};

impl GeneralFinding for CopiedWorkbook {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match (lang, self) {
            (Lang::Vi, Self::Unit(unit)) => format!("tiêu đề ghi đơn vị khác, tệp này được lập cho “{unit}”"),
            (Lang::En, Self::Unit(unit)) => {
                format!("the workbook was made for “{unit}”, its heading names another unit")
            }
            (Lang::Vi, Self::Period(period)) => {
                format!("tiêu đề ghi kỳ báo cáo khác, tệp này được lập cho kỳ {period}")
            }
            (Lang::En, Self::Period(period)) => {
                let period = wording::period(lang, *period);
                format!("the workbook was made for {period}, its heading names another period")
            }
        }
    }
}

impl CopiedWorkbook {
    /// Whether it is about the unit.
    pub const fn is_about_unit(&self) -> bool {
        matches!(self, Self::Unit(_))
    }

    /// Keeps the first of the findings that say the same of several sheets: the workbook was made once.
    pub(crate) fn tell_once(findings: &mut Vec<Finding>) {
        let mut told: Vec<Self> = Vec::new();
        findings.retain(|finding| match finding.general::<Self>() {
            Some(found) if told.contains(found) => false,
            Some(found) => {
                told.push(found.clone());
                true
            }
            None => true,
        });
    }

    /// The finding if a heading names another unit than the workbook was made for.
    pub(crate) fn unit(here: &str, made_for: Option<&str>) -> Option<Self> {
        let made_for = made_for.filter(|other| unit::key(other) != unit::key(here))?;
        Some(Self::Unit(made_for.to_owned()))
    }

    /// The finding if a heading names another period than the workbook was made for.
    pub(crate) fn period(here: Period, made_for: Option<Period>) -> Option<Self> {
        made_for.filter(|other| *other != here).map(Self::Period)
    }
}
