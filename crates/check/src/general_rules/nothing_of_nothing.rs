//! A share of nothing (0/0), which Excel shows as an error and which means “không phát sinh”.
//!
//! Raised by the check, on each form.

use crate::answer::{Answer, is_division_by_zero};
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// The cells that divide 0 by 0.
#[derive(Clone, Debug)]
pub struct NothingOfNothing(pub Vec<At>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "nothing-of-nothing",
    severity: Severity::Note,
    vi: Manual {
        title: "Ô hiện #DIV/0! vì 0 chia 0",
        why: "Không có gì để tính tỷ lệ thì Excel báo lỗi; ô này được hiểu là không phát sinh.",
        example: "Không có văn bản nào phải xử lý, ô tỷ lệ hiện #DIV/0!.",
        todo: "Không phải sửa; muốn gọn thì xóa công thức và ghi “không phát sinh” ở cột Ghi chú.",
    },
    en: Manual {
        title: "0 divided by 0",
        why: "Excel shows an error where there is nothing to take a share of; it is read as none",
        example: "no document had to be dealt with, the rate shows #DIV/0!",
        todo: "nothing; to be tidy, clear the formula and say so in the remarks",
    },
};

impl GeneralFinding for NothingOfNothing {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let cells = wording::first_cells(lang, &self.0);
        match lang {
            Lang::Vi => format!("ô {cells} hiện #DIV/0! vì 0 chia 0, hiểu là không phát sinh"),
            Lang::En => format!("0 is divided by 0 in {cells}; read as none"),
        }
    }
}

/// Checks a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    form.of_cells(
        |_, entry| *entry.answer == Answer::Nil && is_division_by_zero(&entry.raw()),
        NothingOfNothing,
    )
}
