//! Figures on a form's sheet that stand outside the rows and columns of every form.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::locate::Nearest;
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// Figures outside the form's table.
#[derive(Clone, Debug)]
pub struct FiguresOutside {
    /// The cells of the figures.
    pub cells: Vec<At>,
    /// The form that may stand there.
    pub nearest: Option<Nearest>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "figures-outside",
    severity: Severity::Warning,
    vi: Manual {
        title: "Có số nằm ngoài bảng của biểu",
        why: "Chỉ số ở đúng dòng, đúng cột của biểu mới được đọc.",
        example: "Tính nháp ở bên phải hoặc phía dưới bảng.",
        todo: "Số phải báo cáo thì chuyển vào ô của biểu; tính nháp thì xóa.",
    },
    en: Manual {
        title: "figures outside the form's table",
        why: "only what stands in a row and a column of the form is read",
        example: "a reckoning beside or below the table",
        todo: "move what is to be reported into the form, delete the rest",
    },
};

impl GeneralFinding for FiguresOutside {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let nearest = wording::nearest(lang, self.nearest.as_ref());
        let cells = wording::first_cells(lang, &self.cells);
        match lang {
            Lang::Vi => format!("có số nằm ngoài bảng của biểu, chưa được đọc (ô {cells}){nearest}"),
            Lang::En => format!("figures outside the form were not read ({cells}){nearest}"),
        }
    }
}
