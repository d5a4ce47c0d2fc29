//! A number with more digits than Excel keeps.
//!
//! Raised by the check, at each place.

use crate::answer::WhyUnreadable;
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity};

/// A number with more digits than Excel keeps.
#[derive(Clone, Debug)]
pub struct TooManyDigits;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "too-many-digits",
    severity: Severity::Error,
    vi: Manual {
        title: "Số dài hơn 15 chữ số",
        why: "Excel chỉ giữ 15 chữ số, các chữ số sau bị đổi thành 0; số đọc được có thể không phải số đã gõ.",
        example: "Gõ 1234567890123456, Excel lưu 1234567890123450.",
        todo: "Kiểm tra lại con số và đơn vị tính.",
    },
    en: Manual {
        title: "a figure of more than 15 digits",
        why: "Excel keeps 15 digits and makes the others 0",
        example: "1234567890123456 becomes 1234567890123450",
        todo: "look at the figure and its unit of measure again",
    },
};

impl GeneralFinding for TooManyDigits {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi => format!("ghi {here}, dài hơn 15 chữ số mà Excel giữ được"),
            Lang::En => format!("{here} has more than the 15 digits that Excel keeps"),
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    place.unreadable(&[WhyUnreadable::TooLong]).map(|_| place.finding(TooManyDigits))
}
