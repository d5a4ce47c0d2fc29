//! 0% or 100% where there is nothing to take a share of.
//!
//! Raised by the check, in place of the broken rule of the form.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};
use rust_decimal::Decimal;

/// A share of nothing that was reported as 0 or 100.
#[derive(Clone, Debug)]
pub struct ZeroOfNone;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "zero-of-none",
    severity: Severity::Note,
    vi: Manual {
        title: "Tỷ lệ 0% hoặc 100% trong khi không có gì để tính tỷ lệ",
        why: "0/0 không phải là 0%, cũng không phải là 100%: người đọc hiểu là chưa xử lý được gì, hoặc đã xử lý xong tất cả.",
        example: "Không có văn bản nào phải xử lý, tỷ lệ xử lý ghi 0.",
        todo: "Để trống và ghi “không phát sinh” ở cột Ghi chú.",
    },
    en: Manual {
        title: "0% or 100% where there is nothing to take a share of",
        why: "0/0 is neither 0% nor 100%: it reads as if nothing, or everything, had been dealt with",
        example: "no document had to be dealt with, the rate is given as 0",
        todo: "leave it blank and say so in the remarks",
    },
};

impl ZeroOfNone {
    /// Whether a sender who writes this percentage as a share of nothing means that there was nothing.
    pub fn is_meant_by(percentage: Decimal) -> bool {
        percentage.is_zero() || percentage == Decimal::ONE_HUNDRED
    }
}

impl GeneralFinding for ZeroOfNone {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi => {
                format!("ghi {here}, trong khi không có gì để tính tỷ lệ (0/0); ghi “không phát sinh”")
            }
            Lang::En => format!("{here} reported as a share of nothing (0/0)"),
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("="), ..Discrepancy::reported(at) }
    }
}
