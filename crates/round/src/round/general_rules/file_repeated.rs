//! A file that came before. The same bytes count once.
//!
//! Raised when files are taken into a round (`intake`).

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A file with the bytes of an earlier one.
#[derive(Clone, Debug)]
pub struct FileRepeated {
    /// The path of the earlier file.
    pub first: String,
    /// The number of its sending; 0 if it has none.
    pub number: u32,
    /// Whether somebody set that sending aside.
    pub is_set_aside: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "file-repeated",
    severity: Severity::Note,
    vi: Manual {
        title: "Tệp này đã nhận",
        why: "Cùng một tệp gửi hai lần chỉ được tính một lần.",
        example: "Vừa gửi qua Zalo, vừa gửi qua thư điện tử.",
        todo: "Không phải làm gì. Nếu đơn vị muốn thay số liệu thì phải gửi tệp đã sửa.",
    },
    en: Manual {
        title: "the same file came before",
        why: "a file that comes twice counts once",
        example: "sent by mail and by Zalo",
        todo: "nothing; a unit that wants to replace its figures must send a changed file",
    },
};

impl GeneralFinding for FileRepeated {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { first, number, is_set_aside } = self;
        let aside = match (lang, is_set_aside) {
            (_, false) => "",
            (Lang::Vi, true) => "; lần gửi đó đã bỏ, không tính",
            (Lang::En, true) => "; that sending was set aside and does not count",
        };
        match (lang, number) {
            (Lang::Vi, 0) => format!("tệp này đã nhận ({first}){aside}"),
            (Lang::Vi, number) => format!("tệp này đã nhận ở lần gửi {number} ({first}){aside}"),
            (Lang::En, number) => format!("the same file came in sending {number} ({first}){aside}"),
        }
    }
}
