//! A file that names another unit than the round lists it under.
//!
//! Raised when the reports of a unit are gathered (`consolidate`).

use phuluc_check::{Finding, GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A file that the round lists under another unit.
#[derive(Clone, Debug)]
pub struct WrongUnit {
    /// The unit that the file names.
    pub here: String,
    /// The unit that the round lists it under.
    pub listed: String,
    /// Whether staff assigned it in the register, and not only `round.toml`.
    pub is_registered: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "wrong-unit",
    severity: Severity::Error,
    vi: Manual {
        title: "Tệp của đơn vị khác với danh sách của đợt",
        why: "Số liệu của đơn vị khác không được tính cho đơn vị này, cũng không tính hai lần. Người theo dõi đã ghi đơn vị trong sổ theo dõi thì tính theo sổ.",
        example: "Danh sách ghi tệp cho Xã Ví dụ 02, tiêu đề biểu ghi Xã Ví dụ 01.",
        todo: "Sửa tên tệp trong round.toml, hoặc đề nghị đơn vị sửa dòng “Đơn vị báo cáo” và gửi lại.",
    },
    en: Manual {
        title: "the file is another unit's than the round lists",
        why: "another unit's figures are neither counted for this one nor twice; what staff wrote into the register is believed",
        example: "the round lists it for Xã Ví dụ 02, its heading names Xã Ví dụ 01",
        todo: "put the right file into round.toml, or have the unit mend its heading",
    },
};

impl WrongUnit {
    /// Whether a finding is about a file that staff assigned to the unit themselves, so that the sender has nothing
    /// to do.
    pub fn is_settled(finding: &Finding) -> bool {
        finding.general::<Self>().is_some_and(|wrong| wrong.is_registered)
    }
}

impl GeneralFinding for WrongUnit {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { here, listed, is_registered } = self;
        match lang {
            Lang::Vi if *is_registered => {
                format!(
                    "sổ theo dõi ghi tệp này của “{listed}”, trong tệp ghi “{here}”; số liệu tính cho “{listed}”"
                )
            }
            Lang::En if *is_registered => {
                format!(
                    "the register says that it is “{listed}”'s, the file names “{here}”; its figures count for “{listed}”"
                )
            }
            Lang::Vi => {
                format!("tệp ghi đơn vị “{here}”, danh sách của đợt ghi “{listed}”; không cộng vào tổng")
            }
            Lang::En => {
                format!("the file names “{here}”, the round lists it under “{listed}”; not in the totals")
            }
        }
    }
}
