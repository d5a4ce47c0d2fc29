//! A formula that Excel has not calculated yet.
//!
//! Raised by the check, at each place.

use crate::answer::{Unreadable, WhyUnreadable};
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity};

/// The text of the cell, and the figures that it may mean.
#[derive(Clone, Debug)]
pub struct NotCalculated(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "not-calculated",
    severity: Severity::Error,
    vi: Manual {
        title: "Công thức chưa có kết quả",
        why: "Tệp do phần mềm khác xuất ra hoặc chưa được Excel tính; ô nhìn có số nhưng trong tệp không có.",
        example: "Ô tổng số có công thức SUM nhưng chưa có kết quả.",
        todo: "Mở bằng Excel, bấm Bật chỉnh sửa, lưu lại rồi gửi.",
    },
    en: Manual {
        title: "a formula without a result",
        why: "another program wrote the file, or Excel never calculated it: no figure is in it",
        example: "a total with a SUM that was never calculated",
        todo: "open it in Excel, enable editing, save and send again",
    },
};

impl GeneralFinding for NotCalculated {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self(unreadable) = self;
        match lang {
            Lang::Vi => {
                let may_be =
                    doubtful_readings::may_be(lang, &doubtful_readings::other_than_stored(unreadable), "");
                format!("có công thức nhưng chưa có kết quả{may_be}")
            }
            Lang::En => {
                let may_be = doubtful_readings::may_be(lang, &unreadable.readings, "");
                format!("a formula without a result{may_be}")
            }
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::NotCalculated])?;
    Some(place.finding(NotCalculated(unreadable.clone())))
}
