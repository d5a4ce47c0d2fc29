//! A figure that is partly struck through or raised: “25¹”, “33 23” with the 33 struck.
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
pub struct MarkedInPart(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "marked-in-part",
    severity: Severity::Error,
    vi: Manual {
        title: "Con số có phần gạch ngang hoặc viết nhỏ lên trên",
        why: "Máy lưu cả phần gạch ngang và số chú thích liền với con số: 25 với chú thích 1 được lưu là 251.",
        example: "Ô ghi 33 gạch ngang rồi 23, máy lưu 3323.",
        todo: "Gõ lại con số cần báo cáo, không gạch ngang; chú thích ghi ở cột Ghi chú.",
    },
    en: Manual {
        title: "a figure struck through or raised in part",
        why: "the file holds what is struck through, and the number of a footnote, as part of the figure: 25 with note 1 is 251",
        example: "33 struck through and 23 behind it are held as 3323",
        todo: "type the figure again without strikethrough; put notes into the remarks",
    },
};

impl GeneralFinding for MarkedInPart {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let may_be = doubtful_readings::may_be(lang, &self.0.readings, "");
        match lang {
            Lang::Vi => format!(
                "ghi {here}, trong đó có phần gạch ngang, viết nhỏ lên trên hoặc không nhìn thấy được{may_be}"
            ),
            Lang::En => format!("{here} is struck through, raised or not to be seen in part{may_be}"),
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::Marked])?;
    Some(place.finding(MarkedInPart(unreadable.clone())))
}
