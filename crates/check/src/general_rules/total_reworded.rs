//! The row of totals under another label than the printed one.
//!
//! Raised while a form is read from its sheet.

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// A row that was read as the total.
#[derive(Clone, Debug)]
pub struct TotalReworded {
    /// The sheet row, from 1.
    pub row: u32,
    /// Its label.
    pub label: String,
    /// Its first and last cell of figures.
    pub cells: Option<[At; 2]>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "total-reworded",
    severity: Severity::Note,
    vi: Manual {
        title: "Dòng tổng cộng ghi tên khác mẫu",
        why: "Dòng tổng cộng là số được đưa lên cấp trên, nên nói rõ đã đọc dòng nào.",
        example: "Dòng 16 ghi “Tổng cộng toàn xã”.",
        todo: "Nếu đó không phải tổng của cả biểu thì sửa tên dòng; đúng thì không cần làm gì.",
    },
    en: Manual {
        title: "the row of totals has another label",
        why: "it is what goes up, so that it is said which row was read",
        example: "row 16 says “Tổng cộng toàn xã”",
        todo: "if it is not the total of the whole form, put its label right",
    },
};

impl GeneralFinding for TotalReworded {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { row, label, cells } = self;
        let cells = cells.map(|[first, last]| format!(" ({first}:{last})")).unwrap_or_default();
        match lang {
            Lang::Vi => format!("dòng {row} “{label}”{cells} được đọc là dòng tổng cộng"),
            Lang::En => format!("row {row} “{label}”{cells} was read as the row of totals"),
        }
    }
}
