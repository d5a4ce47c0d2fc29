//! A date in the place of a figure, as Excel makes one of a typed 5/10.
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
pub struct NumberAsDate(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "number-as-date",
    severity: Severity::Error,
    vi: Manual {
        title: "Con số bị Excel đổi thành ngày",
        why: "Gõ 5/10 hoặc 3.1, Excel đổi thành ngày tháng; ngày tháng không phải con số của chỉ tiêu.",
        example: "Gõ 5/10, ô hiện 05/10/2026.",
        todo: "Định dạng ô là Số (Number) rồi gõ lại một con số.",
    },
    en: Manual {
        title: "a figure that Excel made a date",
        why: "Excel makes a date of a typed 5/10 or 3.1, and a date is no figure",
        example: "5/10 was typed, the cell shows 05/10/2026",
        todo: "format the cell as a number and type one figure",
    },
};

impl GeneralFinding for NumberAsDate {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let Self(unreadable) = self;
        let here = wording::answer_if(lang, at);
        let raw = at.map_or("", |place| place.shown.raw.as_str());
        match lang {
            Lang::Vi => {
                let may_be =
                    doubtful_readings::may_be(lang, &doubtful_readings::other_than_stored(unreadable), "");
                format!("ô đang là ngày {raw}, cần một con số{may_be}")
            }
            Lang::En => {
                let may_be = doubtful_readings::may_be(lang, &unreadable.readings, "");
                format!("the date {here} where a figure belongs{may_be}")
            }
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::Date])?;
    Some(place.finding(NumberAsDate(unreadable.clone())))
}
