//! A file whose name and whose content name two units of the round.
//!
//! Raised when files are taken into a round (`intake`), and wherever the register lists such a file without a unit. It counts
//! for nobody until somebody writes its unit into the register.

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A file that is named for another unit.
#[derive(Clone, Debug)]
pub struct NamedForOther {
    /// The unit in its content.
    pub here: String,
    /// The unit in its name.
    pub file_name: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "named-for-other",
    severity: Severity::Error,
    vi: Manual {
        title: "Tên tệp và nội dung là của hai đơn vị",
        why: "Có thể gửi nhầm tệp; tính cho đơn vị nào cũng có thể sai, nên chưa tính cho đơn vị nào.",
        example: "Tệp “Xã Ví dụ 01.xlsx” ghi đơn vị báo cáo là Xã Ví dụ 02.",
        todo: "Hỏi lại người gửi, rồi ghi đơn vị vào cột “Đơn vị” của so-theo-doi.xlsx. Nếu nhầm tệp hoặc nhầm dòng “Đơn vị báo cáo” thì đề nghị sửa và gửi lại.",
    },
    en: Manual {
        title: "the file is named for another unit than it is of",
        why: "the wrong file may have been sent; counted for either unit it may be wrong, so it counts for none yet",
        example: "a file named for one commune whose heading names another",
        todo: "ask the sender which is right, then write the unit into the register",
    },
};

impl GeneralFinding for NamedForOther {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { here, file_name } = self;
        match lang {
            Lang::Vi => {
                format!("tên tệp ghi “{file_name}”, trong tệp ghi “{here}”; chưa tính cho đơn vị nào")
            }
            Lang::En => format!(
                "the file is named for “{file_name}”, and “{here}” stands in it; it counts for neither yet"
            ),
        }
    }
}
