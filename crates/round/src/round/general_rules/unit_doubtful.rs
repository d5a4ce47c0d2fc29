//! A file whose sender is not certain.
//!
//! Raised when files are taken into a round (`intake`), and wherever the register lists a file without a unit.

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A file whose sender is not certain.
#[derive(Clone, Debug)]
pub struct UnitDoubtful {
    /// The name in the file, if there is one.
    pub said: Option<String>,
    /// The units that may be meant.
    pub may_be: Vec<String>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "unit-doubtful",
    severity: Severity::Error,
    vi: Manual {
        title: "Chưa rõ đơn vị gửi tệp",
        why: "Không đoán đơn vị: tính nhầm thì sai số của hai đơn vị.",
        example: "Tệp ghi “Xã Ví Dụ Một”, danh sách có “Xã Ví dụ 01”.",
        todo: "Nếu đúng là một đơn vị trong danh sách, thêm cách ghi này vào cột “Tên gọi khác” của don-vi.xlsx; nếu là đơn vị mới, thêm một dòng; rồi chạy lại “phuluc nhan”. Cũng có thể ghi thẳng tên đơn vị vào cột “Đơn vị” của so-theo-doi.xlsx.",
    },
    en: Manual {
        title: "which unit sent the file is not certain",
        why: "a unit is never guessed: a wrong guess spoils the figures of two",
        example: "the file names a unit that is not in the list",
        todo: "add the spelling under “Tên gọi khác” in don-vi.xlsx, or a line for a new unit, then run `phuluc receive` again; or write the unit into the register",
    },
};

impl GeneralFinding for UnitDoubtful {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let names = (!self.may_be.is_empty()).then_some(self.may_be.as_slice());
        match lang {
            Lang::Vi => {
                let said = match &self.said {
                    Some(said) => format!("chưa rõ đơn vị; tệp ghi “{said}”"),
                    None => {
                        "chưa rõ đơn vị; cả tệp và tên tệp không ghi đơn vị nào trong danh sách".to_owned()
                    }
                };
                let may_be = names.map(|names| format!(", có thể là {}", names.join(" hoặc ")));
                said + &may_be.unwrap_or_default()
            }
            Lang::En => {
                let said = match &self.said {
                    Some(said) => format!("the unit is not known; the file names “{said}”"),
                    None => "the unit is not known; neither the file nor its name gives one of the list"
                        .to_owned(),
                };
                let may_be = names.map(|names| format!(", which may be {}", names.join(" or ")));
                said + &may_be.unwrap_or_default()
            }
        }
    }
}
