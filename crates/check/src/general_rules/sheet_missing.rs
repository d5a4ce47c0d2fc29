//! A sheet that the workbook lists but the file does not hold.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};

/// A missing sheet.
#[derive(Clone, Debug)]
pub struct SheetMissing;

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "sheet-missing",
    severity: Severity::Warning,
    vi: Manual {
        title: "Trang tính có tên nhưng không có trong tệp",
        why: "Số liệu ở trang tính ấy, nếu có, đã mất khi tệp được lưu.",
        example: "Tệp do phần mềm khác xuất ra, danh sách còn tên trang tính nhưng nội dung thì không.",
        todo: "Mở tệp xem trang tính ấy còn không; nếu có biểu phải báo cáo thì đề nghị đơn vị gửi lại.",
    },
    en: Manual {
        title: "a sheet that is named and not in the file",
        why: "what stood there, if anything, was lost when the file was saved",
        example: "a file exported by another program, whose list names a sheet without content",
        todo: "look whether the sheet is there; if it holds a form, ask for the file again",
    },
};

impl GeneralFinding for SheetMissing {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => String::from("có tên trong danh sách nhưng không có trong tệp, không đọc được"),
            Lang::En => String::from("named in the list of sheets, but not in the file; it cannot be read"),
        }
    }
}
