//! A form whose rows stand on several sheets and could not be joined with certainty.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A sheet with further rows of a form.
#[derive(Clone, Debug)]
pub struct FormSplit {
    /// The short name of the form.
    pub short: String,
    /// The sheet with the form's other rows.
    pub first: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "form-split",
    severity: Severity::Error,
    vi: Manual {
        title: "Một biểu nằm trên hai trang tính",
        why: "Chỉ ghép khi mỗi trang tính có đúng tiêu đề cột của mẫu, các dòng nối tiếp nhau và không trùng nhau; ở đây không chắc nên phần ở trang tính này chưa được đọc.",
        example: "Mục 1 đến 4 ở “Trang 1”, mục 5 đến 8 ở “Trang 2”, dưới đó còn một dòng ghi số không có trong mẫu.",
        todo: "Chép các dòng còn lại về một trang tính, theo thứ tự của mẫu, rồi gửi lại.",
    },
    en: Manual {
        title: "a form on two sheets",
        why: "sheets are put together only if each has the header as printed and their rows follow one another",
        example: "sections 1 to 4 on one sheet, 5 to 8 on another, and below them figures that are none of the form's",
        todo: "put all rows on one sheet, in the order of the form, and send it again",
    },
};

impl GeneralFinding for FormSplit {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { short, first } = self;
        match lang {
            Lang::Vi => format!(
                "có các dòng của {short}, các dòng khác của biểu này ở trang tính “{first}”; chưa ghép được"
            ),
            Lang::En => format!(
                "rows of {short}, of which others stand on the sheet “{first}”; they were not put together"
            ),
        }
    }
}
