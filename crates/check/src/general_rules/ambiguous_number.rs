//! A figure that can be read in more than one way: 1.5 in a count, or a share without its sign.
//!
//! Raised by the check, at each place.

use crate::answer::{Unreadable, WhyUnreadable};
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity, number};

/// The text of the cell, and the figures that it may mean.
#[derive(Clone, Debug)]
pub struct AmbiguousNumber(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "ambiguous-number",
    severity: Severity::Error,
    vi: Manual {
        title: "Con số có thể đọc theo nhiều cách",
        why: "Máy dùng dấu chấm làm dấu thập phân lưu số 1.232 vừa gõ thành một phẩy hai ba hai; đoán sai thì số liệu sai cả nghìn lần.",
        example: "Cột số hồ sơ, ô D8 lưu 1,232: có thể là 1.232 hồ sơ, không thể là 1,232 hồ sơ.",
        todo: "Gõ lại số liền nhau, không dấu chấm, không dấu cách (1232); số lẻ dùng dấu phẩy (83,19).",
    },
    en: Manual {
        title: "a number that can be read in more than one way",
        why: "a PC whose decimal sign is the dot stores a typed 1.232 as a fraction; a wrong guess is wrong a thousandfold",
        example: "a count of dossiers whose cell holds 1.232",
        todo: "type the digits alone: 1232",
    },
};

impl GeneralFinding for AmbiguousNumber {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let Self(unreadable) = self;
        let Unreadable { why, readings, stored } = unreadable;
        match lang {
            Lang::En => {
                format!(
                    "{here} can be read in more than one way{}",
                    doubtful_readings::may_be(lang, readings, "")
                )
            }
            Lang::Vi if *why == WhyUnreadable::Share => {
                let written = number::vietnamese(readings.first().copied().unwrap_or_default());
                let may_be =
                    doubtful_readings::may_be(lang, &doubtful_readings::other_than_stored(unreadable), "%");
                format!("ghi {written} mà không có %, không chắc là số nào{may_be}")
            }
            Lang::Vi => {
                let may_be =
                    doubtful_readings::may_be(lang, &doubtful_readings::other_than_stored(unreadable), "");
                match stored {
                    Some(stored) => {
                        format!("máy đang lưu {}, không phải số nguyên{may_be}", number::vietnamese(*stored))
                    }
                    None => format!("ghi {here}, không chắc là số nào{may_be}"),
                }
            }
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::Ambiguous, WhyUnreadable::Share])?;
    Some(place.finding(AmbiguousNumber(unreadable.clone())))
}
