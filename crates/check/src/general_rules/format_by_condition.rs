//! Cells that a conditional format may hide, strike through or show as another figure, if its condition could not be
//! told. They are read as the file holds them.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::submission::FilledForm;
use phuluc_form::{Lang, Severity};
use phuluc_grid::{At, Sheet};

/// The cells that may look otherwise.
#[derive(Clone, Debug)]
pub struct FormatByCondition(pub Vec<At>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "format-by-condition",
    severity: Severity::Warning,
    vi: Manual {
        title: "Định dạng có điều kiện có thể ẩn, gạch ngang hoặc đổi số hiện ra",
        why: "Điều kiện quá phức tạp nên chưa biết có đúng với ô không; số được đọc như máy lưu, người gửi có thể nhìn thấy khác.",
        example: "Ô D10 ghi 33, chữ thành màu trắng khi COUNTIF(D:D;D10)>1.",
        todo: "Mở tệp xem các ô này; nếu số bị ẩn, bị gạch hoặc hiện khác thì sửa hoặc bỏ định dạng có điều kiện rồi gửi lại.",
    },
    en: Manual {
        title: "a conditional format that may hide, strike through or change figures",
        why: "its condition asks for too much to tell whether it holds; figures are read as stored, and the sender may see something else",
        example: "33 in D10, in white letters if COUNTIF(D:D,D10)>1",
        todo: "look at these cells in the file; correct figures that are hidden, struck or shown otherwise, or take the format off, and send again",
    },
};

impl GeneralFinding for FormatByCondition {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let cells = wording::first_cells(lang, &self.0);
        match lang {
            Lang::Vi => format!(
                "định dạng có điều kiện có thể ẩn, gạch hoặc đổi số hiện ra ở ô {cells}; đã đọc số như máy lưu, cần mở tệp xem lại"
            ),
            Lang::En => format!(
                "a conditional format may hide, strike through or change what is shown ({cells}); figures were read as stored, look at them in the file"
            ),
        }
    }
}

/// Checks a form on its sheet.
pub(crate) fn find(filled: &FilledForm, sheet: &Sheet) -> Option<Finding> {
    let doubtful = sheet.may_look_otherwise();
    if doubtful.is_empty() {
        return None;
    }
    let written = filled.rows.iter().flat_map(|row| row.entries.written());
    let cells = written.filter_map(|(_, entry)| entry.at.filter(|at| doubtful.binary_search(at).is_ok()));
    let cells: Vec<At> = cells.collect();
    (!cells.is_empty()).then(|| Finding::about_form(&filled.form, &sheet.name, FormatByCondition(cells)))
}
