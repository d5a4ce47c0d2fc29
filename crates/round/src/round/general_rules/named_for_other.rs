//! A file whose name names another unit than its content.
//!
//! Raised when files are taken into a round (`intake`).

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
    severity: Severity::Warning,
    vi: Manual {
        title: "Tên tệp và nội dung là của hai đơn vị",
        why: "Có thể gửi nhầm tệp; số liệu được tính cho đơn vị ghi trong tệp.",
        example: "Tệp “Xã Ví dụ 01.xlsx” ghi đơn vị báo cáo là Xã Ví dụ 02.",
        todo: "Hỏi lại người gửi. Nếu nhầm tệp thì đề nghị gửi lại; nếu nhầm dòng “Đơn vị báo cáo” thì sửa rồi gửi lại.",
    },
    en: Manual {
        title: "the file is named for another unit than it is of",
        why: "the wrong file may have been sent; its figures count for the unit in it",
        example: "a file named for one commune whose heading names another",
        todo: "ask the sender which is right",
    },
};

impl GeneralFinding for NamedForOther {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { here, file_name } = self;
        match lang {
            Lang::Vi => format!("tên tệp ghi “{file_name}”, trong tệp là số liệu của “{here}”"),
            Lang::En => format!("the file is named for “{file_name}” and holds the figures of “{here}”"),
        }
    }
}
