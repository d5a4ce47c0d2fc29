//! An answer in a heading row, which takes no figure.
//!
//! Raised by the check, at each place.

use crate::answer::{Answer, says_nil};
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::{FormInSubmission, PlaceInForm};
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// The cells of headings with “-” or “không có”, where nothing can be lost.
#[derive(Clone, Debug)]
pub struct NilInHeading(pub Vec<At>);

/// An answer in a heading row.
#[derive(Clone, Debug)]
pub struct ValueInHeading;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "value-in-heading",
    severity: Severity::Warning,
    vi: Manual {
        title: "Có số ở dòng tiêu đề mục",
        why: "Dòng tiêu đề không nhận số liệu; số ghi ở đây không nằm trong tổng nào.",
        example: "Mục 5 “Thực hiện nhiệm vụ UBND huyện giao” ghi 25, mục 5.1 cũng ghi 25.",
        todo: "Chuyển số xuống dòng chi tiết tương ứng rồi xóa ở dòng tiêu đề.",
    },
    en: Manual {
        title: "a value in a heading row",
        why: "a heading takes no figure; what stands there is in no total",
        example: "heading 5 holds 25, and so does row 5.1",
        todo: "move the figure to the row it belongs to and clear the heading",
    },
};

impl GeneralFinding for ValueInHeading {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi => format!("ghi {here} ở dòng tiêu đề mục, dòng này không nhận số liệu"),
            Lang::En => format!("{here} in a heading row, which takes no figure"),
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("blank"), ..Discrepancy::default() }
    }
}

impl GeneralFinding for NilInHeading {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let cells = wording::first_cells(lang, &self.0);
        match lang {
            Lang::Vi => format!("dòng tiêu đề mục ghi “-” hoặc “không có” (ô {cells}), hiểu là để trống"),
            Lang::En => format!("heading rows say “-” or “none” ({cells}), read as blank"),
        }
    }
}

/// Checks a place that the form does not ask about.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let holds_something = place.kind.is_none() && place.answer.is_given() && !is_nil(place.answer);
    holds_something.then(|| place.finding(ValueInHeading))
}

/// Checks the headings of a form that say “none”, and gives one note for all of them.
pub(crate) fn nil(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let mut findings = form.of_cells(|kind, entry| kind.is_none() && is_nil(entry.answer), NilInHeading);
    for finding in &mut findings {
        finding.severity = Severity::Note;
    }
    findings
}

/// Whether the answer in a heading only says “none”.
fn is_nil(answer: &Answer) -> bool {
    matches!(answer, Answer::Text(text) if says_nil(text))
}
