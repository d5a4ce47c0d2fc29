//! An amount whose unit of money is doubtful, because the stated unit would make it impossibly large.
//!
//! Raised by the check, at each place.

use crate::answer::{Unreadable, WhyUnreadable};
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity};

/// The text of the cell, and the amounts that it may mean.
#[derive(Clone, Debug)]
pub struct MeasureDoubtful(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "measure-doubtful",
    severity: Severity::Error,
    vi: Manual {
        title: "Không chắc số tiền ghi theo đơn vị tính nào",
        why: "Tệp nói là ghi theo đơn vị tính lớn hơn, nhưng quy đổi ra thì số tiền lớn quá mức có thể có.",
        example: "Tiêu đề cột ghi “triệu đồng”, ô D48 ghi 59795000000.",
        todo: "Ghi theo đúng đơn vị tính của mẫu và bỏ chữ ghi đơn vị tính khác.",
    },
    en: Manual {
        title: "it is not certain in what unit an amount is",
        why: "the file says that it counts in a larger unit, but converted, the amounts would be more than can be",
        example: "a column headed “million đồng” with 59795000000",
        todo: "give amounts in the form's unit, and delete what says another one",
    },
};

impl GeneralFinding for MeasureDoubtful {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let may_be = doubtful_readings::may_be(lang, &self.0.readings, "");
        match lang {
            Lang::Vi => format!("không chắc số tiền ghi theo đơn vị tính nào{may_be}"),
            Lang::En => format!("it is not certain in what unit the amount is{may_be}"),
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for an amount.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::Measure])?;
    Some(place.finding(MeasureDoubtful(unreadable.clone())))
}
