//! A row in the place of a printed row whose label names another indicator.
//!
//! Raised while a form is read from its sheet.

use super::label_reworded::QuotedLabel;
use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A row that was not read because its label names another indicator.
#[derive(Clone, Debug)]
pub struct LabelContradicts(pub QuotedLabel);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "label-contradicts",
    severity: Severity::Error,
    vi: Manual {
        title: "Tên chỉ tiêu là của chỉ tiêu khác",
        why: "Tên ghi ở dòng này có từ làm thành chỉ tiêu khác (đúng hạn và quá hạn, trực tuyến và trực tiếp, cấp xã và cấp huyện, có và không …), nên không biết số là của chỉ tiêu nào.",
        example: "Mẫu in “Số hồ sơ giải quyết đúng hạn”, tệp ghi “Số hồ sơ giải quyết quá hạn”.",
        todo: "Xem số là của chỉ tiêu nào. Đúng chỉ tiêu của mẫu thì ghi lại tên như mẫu; không thì chuyển số sang dòng của nó.",
    },
    en: Manual {
        title: "the label of a row means another indicator",
        why: "a word of it makes it another indicator, so that it is not known whose figure stands there",
        example: "“quá hạn” where the form prints “đúng hạn”",
        todo: "see whose figure it is; put the label right, or move the figure to its row",
    },
};

impl GeneralFinding for LabelContradicts {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let QuotedLabel { printed, found, .. } = &self.0;
        match lang {
            Lang::Vi if found.trim().is_empty() => {
                format!("không ghi tên chỉ tiêu, mẫu in “{printed}”; số ở dòng này chưa được đọc")
            }
            Lang::En if found.trim().is_empty() => {
                format!("the cell is empty where the form prints “{printed}”; the row was not read")
            }
            Lang::Vi => {
                format!("ghi “{found}”, mẫu in “{printed}”; số ở dòng này chưa được đọc")
            }
            Lang::En => format!("“{found}” stands where the form prints “{printed}”; the row was not read"),
        }
    }
}
