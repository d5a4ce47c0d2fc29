//! A file that the command or the round names but that does not exist.
//!
//! Raised when one file becomes a report.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A file that does not exist.
#[derive(Clone, Debug)]
pub struct FileNotFound;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "file-not-found",
    severity: Severity::Error,
    vi: Manual {
        title: "Không có tệp",
        why: "Tệp ghi trong lệnh hoặc trong danh sách của đợt không có ở đó.",
        example: "Danh sách ghi nhan/xa-vi-du-01.xlsx, tệp tên là xa-vi-du-1.xlsx.",
        todo: "Kiểm tra tên tệp và thư mục; trong round.toml dùng dấu / giữa các thư mục.",
    },
    en: Manual {
        title: "there is no such file",
        why: "what the command or the round names is not there",
        example: "the round lists a file under another name",
        todo: "look at the name and the folder; in round.toml put / between folders",
    },
};

impl GeneralFinding for FileNotFound {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => "không có tệp này".to_owned(),
            Lang::En => "there is no such file".to_owned(),
        }
    }
}
