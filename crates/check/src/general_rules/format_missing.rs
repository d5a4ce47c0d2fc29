//! Figures in cells that name a format which their file does not have, so that nobody knows what people see there.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::submission::FilledForm;
use phuluc_form::{Kind, Lang, Severity};
use phuluc_grid::{At, Cell, Content, Sheet};

/// The cells without their format.
#[derive(Clone, Debug)]
pub struct FormatMissing(pub Vec<At>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "format-missing",
    severity: Severity::Warning,
    vi: Manual {
        title: "Tệp thiếu định dạng của ô có số",
        why: "Không có định dạng thì không biết ô hiện số nào (75% hay 0,75; 5 hay một ngày); số được đọc đúng như tệp lưu.",
        example: "Ô D11 dùng định dạng thứ 58, tệp chỉ có 40 định dạng.",
        todo: "Mở tệp bằng Excel, xem lại số ở các ô này, lưu thành tệp .xlsx mới rồi gửi lại.",
    },
    en: Manual {
        title: "the file lacks the format of cells with figures",
        why: "without it nobody knows what the cell shows (75% or 0.75, 5 or a day); the figure is read as the file stores it",
        example: "D11 names format 58, and the file has 40",
        todo: "open the file in Excel, look at these cells, save it as a new .xlsx and send it again",
    },
};

impl GeneralFinding for FormatMissing {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let cells = wording::first_cells(lang, &self.0);
        match lang {
            Lang::Vi => format!("tệp thiếu định dạng của ô có số (ô {cells}), số được đọc như tệp lưu"),
            Lang::En => {
                format!("the file lacks the format of cells with figures ({cells}), which are read as stored")
            }
        }
    }
}

/// Checks a form on its sheet.
pub(crate) fn find(filled: &FilledForm, sheet: &Sheet) -> Option<Finding> {
    let mut found = Vec::new();
    for (row, answers) in filled.rows.iter().enumerate() {
        // what is stored as a number without a format is read as one, so that no such cell is blank
        for (column, entry) in answers.entries.written() {
            let is_figure = filled.kind(row, column).is_some_and(Kind::is_figure);
            let cell = entry.at.filter(|_| is_figure).and_then(|at| Some((at, sheet.get(at)?)));
            found.extend(cell.filter(|(_, cell)| is_unknown(cell)).map(|(at, _)| at));
        }
    }
    (!found.is_empty()).then(|| Finding::about_form(&filled.form, &sheet.name, FormatMissing(found)))
}

/// Whether a cell holds a number of which nobody knows how it is shown.
fn is_unknown(cell: &Cell) -> bool {
    cell.format.is_missing() && matches!(cell.content, Content::Number(_))
}
