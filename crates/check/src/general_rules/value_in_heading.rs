//! Something in a heading row, which takes no figure.
//!
//! Raised by the check, at each place.

use crate::finding::general::{ComparedFigures, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::raised::PlaceInForm;
use phuluc_form::{Lang, Severity};

/// A heading row holds something.
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

    fn figures(&self, _at: Option<&Location>) -> ComparedFigures {
        ComparedFigures { relation: Some("blank"), ..ComparedFigures::default() }
    }
}

/// At a place that the form does not ask about.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let holds_something = place.kind.is_none() && place.answer.is_given();
    holds_something.then(|| place.finding(ValueInHeading))
}
