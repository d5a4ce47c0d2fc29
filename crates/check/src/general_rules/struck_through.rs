//! Figures that are struck through as a whole, so that a person must say whether they count.
//!
//! Raised by the check, on each form.

use crate::answer::{Answer, WhyUnreadable};
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::raised::FormInSubmission;
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// The cells whose figures are struck through.
#[derive(Clone, Debug)]
pub struct StruckThrough(pub Vec<At>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "struck-through",
    severity: Severity::Error,
    vi: Manual {
        title: "Con số bị gạch ngang",
        why: "Số gạch ngang thường là số đã bỏ, nhưng máy vẫn lưu như số khác; chưa rõ thì không tính.",
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
        match lang {
            Lang::Vi => {
                let cells = wording::first_cells(&self.0, |others| format!("và {others} ô khác"));
                format!("con số ở ô {cells} bị gạch ngang, chưa được tính")
            }
            Lang::En => {
                let cells = wording::first_cells(&self.0, |others| format!("{others} more"));
                format!("figures are struck through and not counted ({cells})")
            }
        }
    }
}

/// Checks a form.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    form.of_cells(
        |_, entry| matches!(entry.answer, Answer::Unreadable(it) if it.why == WhyUnreadable::Struck),
        StruckThrough,
    )
}
