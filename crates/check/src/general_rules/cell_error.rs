//! A cell in which Excel shows an error such as `#REF!`.
//!
//! Raised by the check, at each place.

use crate::answer::WhyUnreadable;
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity};

/// An Excel error in the place of a figure.
#[derive(Clone, Debug)]
pub struct CellError;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "cell-error",
    severity: Severity::Error,
    vi: Manual {
        title: "Công thức bị lỗi",
        why: "Ô báo lỗi (#REF!, #DIV/0! …) không có số nào để tính.",
        example: "Ô tổng số hiện #REF! vì một dòng đã bị xóa.",
        todo: "Sửa hoặc nhập lại công thức; nếu không sửa được thì gõ thẳng con số.",
    },
    en: Manual {
        title: "a formula that gives an error",
        why: "an error value such as #REF! is no figure",
        example: "a total that shows #REF! after a row was deleted",
        todo: "mend the formula, or type the figure",
    },
};

impl GeneralFinding for CellError {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi => format!("công thức bị lỗi {here}"),
            Lang::En => format!("the error {here}"),
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    place.unreadable(&[WhyUnreadable::CellError]).map(|_| place.finding(CellError))
}
