//! Several rows of a table that could all be its row of totals.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};

/// Several rows with the label of the total.
#[derive(Clone, Debug)]
pub struct TotalRepeated {
    /// The sheet row from 1 of each, with its answers.
    pub lines: Vec<(u32, Vec<String>)>,
    /// Whether the first one was read, because the others have the same answers.
    pub is_read: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "total-repeated",
    severity: Severity::Error,
    vi: Manual {
        title: "Có hai dòng tổng cộng",
        why: "Dòng tổng cộng là số được đưa lên cấp trên; có hai dòng ghi khác nhau thì không biết dòng nào là số của cả biểu nên chưa đọc dòng nào.",
        example: "Dòng 16 và dòng 20 cùng ghi “Tổng cộng”.",
        todo: "Chỉ để một dòng tổng cộng; dòng cộng của một nhóm thì ghi “Cộng” và tên nhóm.",
    },
    en: Manual {
        title: "two rows of totals",
        why: "which of them is the whole form's cannot be known, so none was read",
        example: "rows 16 and 20 are both called “Tổng cộng”",
        todo: "keep one row of totals; call the sum of a group “Cộng” and its name",
    },
};

impl GeneralFinding for TotalRepeated {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let lines = self.lines.iter();
        match (lang, self.is_read) {
            (Lang::Vi, is_read) => {
                let lines =
                    wording::listed(lines.map(|(row, cells)| {
                        format!("dòng {row} ghi {}", wording::as_written(cells, "trống"))
                    }));
                let read = if is_read { "ghi như nhau" } else { "chưa đọc dòng nào" };
                format!("có {} dòng tổng cộng, {read}: {lines}", self.lines.len())
            }
            (Lang::En, is_read) => {
                let lines: Vec<String> = lines
                    .map(|(row, cells)| format!("row {row} says {}", wording::as_written(cells, "blank")))
                    .collect();
                let read = if is_read { "which say the same" } else { "none was read" };
                format!("{} rows of totals, {read}: {}", self.lines.len(), lines.join("; "))
            }
        }
    }
}
