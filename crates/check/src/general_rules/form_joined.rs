//! A form whose rows stand on several sheets and were joined.
//!
//! Raised while a form is read from its sheet.
//!
//! It is no mistake of the sender's: it tells where the reader used its judgement.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};

/// A form that was read from several sheets.
#[derive(Clone, Debug)]
pub struct FormJoined {
    /// The sheets, by name.
    pub sheets: Vec<String>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "form-joined",
    severity: Severity::Note,
    vi: Manual {
        title: "Một biểu được ghép từ nhiều trang tính",
        why: "Các trang tính có cùng tiêu đề cột của biểu, dòng của mỗi trang nối tiếp nhau và không trùng nhau nên được đọc thành một biểu; ghi lại ở đây để đối chiếu.",
        example: "Mục 1 đến 4 ở “Trang 1”, mục 5 đến 8 ở “Trang 2”.",
        todo: "Xem các trang tính nêu tên có đúng là một biểu không; kỳ sau ghi cả biểu trên một trang tính.",
    },
    en: Manual {
        title: "a form was put together from several sheets",
        why: "the sheets have the same header, and the rows of each follow those of the other",
        example: "sections 1 to 4 on one sheet, 5 to 8 on another",
        todo: "see whether the sheets named are one form",
    },
};

impl GeneralFinding for FormJoined {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let sheets = wording::quoted(&self.sheets);
        match lang {
            Lang::Vi => {
                format!("các dòng của biểu nằm trên các trang tính {sheets}, đã ghép thành một biểu")
            }
            Lang::En => format!("its rows on the sheets {sheets} were put together"),
        }
    }
}
