//! A figure below 0.
//!
//! Raised by the check, at each place.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity};
use rust_decimal::Decimal;

/// A figure below 0.
#[derive(Clone, Debug)]
pub struct NegativeNumber;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "negative-number",
    severity: Severity::Error,
    vi: Manual {
        title: "Số âm",
        why: "Số đếm, số tiền, điểm và tỷ lệ trong các biểu không thể nhỏ hơn 0.",
        example: "Số hồ sơ từ kỳ trước ghi -3.",
        todo: "Xem lại dấu trừ; nếu là gạch nối thay cho “không có” thì để riêng dấu “-”.",
    },
    en: Manual {
        title: "a number below 0",
        why: "no count, amount, score or percentage on these forms can be below 0",
        example: "-3 dossiers carried over",
        todo: "look at the minus sign",
    },
};

impl GeneralFinding for NegativeNumber {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi => format!("ghi {here}, số này không thể âm"),
            Lang::En => format!("{here} is below 0"),
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some(">="), expected: Some(Decimal::ZERO), ..Discrepancy::reported(at) }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let figure = place.figure()?;
    figure.is_sign_negative().then(|| place.finding(NegativeNumber))
}
