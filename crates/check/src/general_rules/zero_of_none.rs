//! 0% where there is nothing to take a share of.
//!
//! Raised by the check, in place of the relation of the form that does not hold.

use crate::finding::general::{ComparedFigures, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};

/// 0 reported as a share of nothing.
#[derive(Clone, Debug)]
pub struct ZeroOfNone;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "zero-of-none",
    severity: Severity::Note,
    vi: Manual {
        title: "Tỷ lệ 0% trong khi không có gì để tính tỷ lệ",
        why: "0/0 không phải là 0%: ghi 0 làm người đọc hiểu là chưa xử lý được văn bản nào.",
        example: "Không có văn bản nào phải xử lý, tỷ lệ xử lý ghi 0.",
        todo: "Để trống và ghi “không phát sinh” ở cột Ghi chú.",
    },
    en: Manual {
        title: "0% where there is nothing to take a share of",
        why: "0/0 is not 0%: it reads as if nothing had been dealt with",
        example: "no document had to be dealt with, the rate is given as 0",
        todo: "leave it blank and say so in the remarks",
    },
};

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

    fn figures(&self, at: Option<&Location>) -> ComparedFigures {
        ComparedFigures { relation: Some("="), ..ComparedFigures::reported(at) }
    }
}
