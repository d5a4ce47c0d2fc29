//! A unit whose figures came in two ways, so that those of this file do not count.
//!
//! Raised when units of consolidated workbooks take their place among the others (`consolidate`).

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// A unit whose figures came in two ways.
#[derive(Clone, Debug)]
pub struct UnitCameTwice {
    /// The unit.
    pub unit: String,
    /// The consolidated workbook whose figures count; `None` if the unit sent its report itself.
    pub counted: Option<String>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "unit-came-twice",
    severity: Severity::Warning,
    vi: Manual {
        title: "Số liệu của một đơn vị đến bằng hai đường",
        why: "Mỗi đơn vị chỉ được cộng một lần: báo cáo gửi trực tiếp được lấy trước, rồi đến tệp tổng hợp nhận trước.",
        example: "Xã Ví dụ 01 gửi thẳng lên tỉnh, tệp tổng hợp của huyện cũng có xã này.",
        todo: "So hai bản; nếu bản đang được tính không đúng thì đề nghị đơn vị gửi lại.",
    },
    en: Manual {
        title: "the figures of a unit came by two ways",
        why: "a unit is added once: what it sent itself goes before what was passed on, and that before what was passed on later",
        example: "a commune sent its report, and the district's consolidated workbook has it too",
        todo: "compare the two; if the wrong one counts, ask the unit to send again",
    },
};

impl GeneralFinding for UnitCameTwice {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { unit, counted } = self;
        match (lang, counted) {
            (Lang::Vi, None) => {
                format!("{unit} đã gửi trực tiếp, nên số của đơn vị này trong tệp tổng hợp không được cộng")
            }
            (Lang::Vi, Some(counted)) => format!(
                "{unit} đã có trong tệp “{counted}”, nên số của đơn vị này trong tệp tổng hợp không được cộng"
            ),
            (Lang::En, None) => {
                format!("{unit} sent its report itself, so its figures in this workbook are not counted")
            }
            (Lang::En, Some(counted)) => {
                format!("{unit} is in “{counted}”, so its figures in this workbook are not counted")
            }
        }
    }
}
