//! A code that the form's list of codes does not have.
//!
//! Raised by the check, at each place.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Kind, Lang, Severity, number};
use rust_decimal::Decimal;

/// A code that the list does not have.
#[derive(Clone, Debug)]
pub struct CodeNotAllowed {
    /// The codes of the list with their meanings.
    pub allowed: Vec<(Decimal, String)>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "code-not-allowed",
    severity: Severity::Error,
    vi: Manual {
        title: "Mã không có trong danh sách",
        why: "Mã lạ không đếm được vào nhóm nào khi tổng hợp.",
        example: "Chỉ ghi 0, 1 hoặc 2 mà ô ghi 3.",
        todo: "Chọn một mã trong danh sách in ở cột Đơn vị tính.",
    },
    en: Manual {
        title: "a code that the list does not have",
        why: "an unknown code belongs to no group when codes are counted",
        example: "3 where only 0, 1 and 2 exist",
        todo: "choose a code of the list printed with the row",
    },
};

impl GeneralFinding for CodeNotAllowed {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let codes = self.allowed.iter();
        match lang {
            Lang::Vi => {
                let codes = codes.map(|(code, label)| format!("{} ({label})", number::vietnamese(*code)));
                format!("ghi {here}; chỉ ghi {}", codes.collect::<Vec<_>>().join(", "))
            }
            Lang::En => {
                let codes = codes.map(|(code, label)| format!("{code} ({label})"));
                format!("{here}, but only {} exist", codes.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("in"), ..Discrepancy::reported(at) }
    }
}

/// Checks a place that takes codes. Another rule reports numbers below 0.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let figure = place.figure().filter(|figure| !figure.is_sign_negative())?;
    let Kind::Choice(choices) = place.kind? else { return None };
    if choices.iter().any(|choice| choice.code == figure) {
        return None;
    }
    let allowed = choices.iter().map(|choice| (choice.code, choice.label.clone())).collect();
    Some(place.finding(CodeNotAllowed { allowed }))
}
