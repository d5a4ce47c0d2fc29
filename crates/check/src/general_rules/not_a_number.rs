//! A text that is no number in the place of a figure: “%”, “x”, a sentence.
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
pub struct NotANumber(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "not-a-number",
    severity: Severity::Error,
    vi: Manual {
        title: "Không phải là một con số",
        why: "Chữ, dấu hay ngày tháng trong ô số không cộng được và không được tính là 0.",
        example: "Tỷ lệ ghi “%”.",
        todo: "Ghi một con số. Không phát sinh thì để trống và ghi “không phát sinh” ở cột Ghi chú.",
    },
    en: Manual {
        title: "not a number",
        why: "a word, a sign or a date where a figure belongs cannot be added and is not counted as 0",
        example: "a percentage given as “%”",
        todo: "give a figure; if there was none, leave it blank and say so in the remarks",
    },
};

impl GeneralFinding for NotANumber {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let Self(unreadable) = self;
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi => {
                let may_be =
                    doubtful_readings::may_be(lang, &doubtful_readings::other_than_stored(unreadable), "");
                format!("ghi {here}, cần một con số{may_be}")
            }
            Lang::En => {
                let may_be = doubtful_readings::may_be(lang, &unreadable.readings, "");
                format!("{here} is not a number{may_be}")
            }
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::NotANumber])?;
    Some(place.finding(NotANumber(unreadable.clone())))
}
