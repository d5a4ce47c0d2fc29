//! Figures that are struck through as a whole, or with the label of their row, so that a person must say whether they
//! count.
//!
//! Raised by the check, on each form.

use crate::answer::{Answer, WhyUnreadable};
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// The cells whose figures are struck through.
#[derive(Clone, Debug)]
pub struct StruckThrough {
    /// The cells.
    pub cells: Vec<At>,
    /// Whether it is the labels of their rows that are struck through.
    pub is_label: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "struck-through",
    severity: Severity::Error,
    vi: Manual {
        title: "Con số bị gạch ngang",
        why: "Số gạch ngang, hoặc ở dòng có tên chỉ tiêu bị gạch ngang, thường là số đã bỏ, nhưng máy vẫn lưu như số khác; chưa rõ thì không tính.",
        example: "Ô D10 ghi 33, có gạch ngang.",
        todo: "Số đã bỏ thì xóa khỏi ô; số còn dùng thì bỏ gạch ngang rồi gửi lại.",
    },
    en: Manual {
        title: "a figure that is struck through",
        why: "what is struck through was probably withdrawn, but the file holds it like any other figure; it is not counted until that is known",
        example: "33 in D10, struck through",
        todo: "clear what was withdrawn, or take the strikethrough off, and send again",
    },
};

impl GeneralFinding for StruckThrough {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let cells = wording::first_cells(lang, &self.cells);
        match (lang, self.is_label) {
            (Lang::Vi, false) => format!("con số ở ô {cells} bị gạch ngang, chưa được tính"),
            (Lang::Vi, true) => format!("tên chỉ tiêu bị gạch ngang, số ở ô {cells} chưa được tính"),
            (Lang::En, false) => format!("figures are struck through and not counted ({cells})"),
            (Lang::En, true) => {
                format!("labels are struck through, and the figures beside them not counted ({cells})")
            }
        }
    }
}

/// Checks a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let mut found = unreadable_because(form, WhyUnreadable::Struck);
    found.extend(unreadable_because(form, WhyUnreadable::LabelStruck));
    found
}

fn unreadable_because(form: &FormInSubmission<'_>, why: WhyUnreadable) -> Vec<Finding> {
    form.of_cells(
        |_, entry| matches!(entry.answer, Answer::Unreadable(it) if it.why == why),
        |cells| StruckThrough { cells, is_label: why == WhyUnreadable::LabelStruck },
    )
}
