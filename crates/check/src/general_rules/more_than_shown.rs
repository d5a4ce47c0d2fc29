//! A cell that shows one number and holds another.
//!
//! Raised by the check, at each place.

use crate::answer::{Unreadable, WhyUnreadable};
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity};

/// The text of the cell, and the figures that it may mean.
#[derive(Clone, Debug)]
pub struct MoreThanShown(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "more-than-shown",
    severity: Severity::Error,
    vi: Manual {
        title: "Ô hiện một số, máy lưu số khác",
        why: "Ô định dạng ít chữ số thập phân hiện số đã làm tròn; người đọc thấy một số, phép cộng dùng số khác.",
        example: "Ô hiện 12 nhưng máy đang lưu 11,6.",
        todo: "Gõ lại đúng con số cần báo cáo; nếu là công thức thì dùng hàm ROUND.",
    },
    en: Manual {
        title: "a cell shows one number and holds another",
        why: "a cell with few decimals shows a rounded number; people see one figure and sums use the other",
        example: "a cell that shows 12 and holds 11.6",
        todo: "type the figure that is meant; round formulas with ROUND",
    },
};

impl GeneralFinding for MoreThanShown {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let may_be = doubtful_readings::may_be(lang, &self.0.readings, "");
        let is_nothing_shown = self.0.shows_nothing();
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi if self.0.why == WhyUnreadable::Worded => {
                format!("ô hiện {here}, chữ hoặc dấu bên cạnh số do định dạng ô thêm vào{may_be}")
            }
            Lang::En if self.0.why == WhyUnreadable::Worded => {
                format!("the cell shows {here}, its number format adds what stands beside the figure{may_be}")
            }
            Lang::Vi if is_nothing_shown => format!("ô không hiện số nào, máy đang lưu một số{may_be}"),
            Lang::En if is_nothing_shown => format!("the cell shows no figure and holds one{may_be}"),
            Lang::Vi => format!("ô hiện một số, máy đang lưu số khác{may_be}"),
            Lang::En => format!("the cell shows one number and holds another{may_be}"),
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::MoreThanSeen, WhyUnreadable::Worded])?;
    Some(place.finding(MoreThanShown(unreadable.clone())))
}
