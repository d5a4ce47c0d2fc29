//! A sheet whose heading names another unit or period than the first heading of the workbook.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Period, Severity, unit};

/// Another unit or period in a heading.
#[derive(Clone, Debug)]
pub enum IdentityDiffers {
    /// The heading names another unit.
    Unit {
        /// The unit in this heading.
        here: String,
        /// The unit in the first heading.
        elsewhere: String,
    },
    /// The heading names another period.
    Period {
        /// The period in this heading.
        here: Period,
        /// The period in the first heading.
        elsewhere: Period,
    },
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "identity-differs",
    severity: Severity::Error,
    vi: Manual {
        title: "Tên đơn vị hoặc kỳ báo cáo không thống nhất trong một tệp",
        why: "Thường là tệp của đơn vị khác hoặc của kỳ trước được sửa lại; có thể còn sót số liệu cũ.",
        example: "Tiêu đề ghi quý II, trang tính khác còn ghi quý I.",
        todo: "Sửa tiêu đề cho thống nhất và kiểm tra lại số liệu có đúng của kỳ này không.",
    },
    en: Manual {
        title: "one file names two units or two periods",
        why: "often an old or borrowed file under a new name, with old figures left in it",
        example: "one heading says quarter II, another still quarter I",
        todo: "make the headings agree and look whether the figures are this period's",
    },
};

impl GeneralFinding for IdentityDiffers {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match (lang, self) {
            (Lang::Vi, Self::Unit { here, elsewhere }) => {
                format!("ghi đơn vị “{here}”, chỗ khác trong tệp ghi “{elsewhere}”")
            }
            (Lang::En, Self::Unit { here, elsewhere }) => {
                format!("names the unit “{here}”, elsewhere “{elsewhere}”")
            }
            (Lang::Vi, Self::Period { here, elsewhere }) => {
                format!("ghi kỳ báo cáo {here}, chỗ khác trong tệp ghi {elsewhere}")
            }
            (Lang::En, Self::Period { here, elsewhere }) => {
                let [here, elsewhere] = [here, elsewhere].map(|period| wording::period(lang, *period));
                format!("names the period {here}, elsewhere {elsewhere}")
            }
        }
    }
}

impl IdentityDiffers {
    /// The finding if two names are not those of one unit.
    pub(crate) fn units(here: &str, elsewhere: Option<&str>) -> Option<Self> {
        let elsewhere = elsewhere.filter(|other| unit::key(other) != unit::key(here))?;
        Some(Self::Unit { here: here.to_owned(), elsewhere: elsewhere.to_owned() })
    }

    /// The finding if two periods differ.
    pub(crate) fn periods(here: Period, elsewhere: Option<Period>) -> Option<Self> {
        let elsewhere = elsewhere.filter(|other| *other != here)?;
        Some(Self::Period { here, elsewhere })
    }
}
