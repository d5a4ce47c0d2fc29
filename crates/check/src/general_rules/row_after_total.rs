//! Rows below the row of totals that it does not count.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};

/// Rows with figures below the total.
#[derive(Clone, Debug)]
pub struct RowAfterTotal {
    /// The sheet row from 1 and the label of each.
    pub lines: Vec<(u32, String)>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "row-after-total",
    severity: Severity::Warning,
    vi: Manual {
        title: "Có dòng số liệu dưới dòng tổng cộng",
        why: "Tổng cộng không gồm dòng này. Có thể một lĩnh vực chép sau nên quên cộng, cũng có thể dòng không thuộc biểu.",
        example: "Dưới “Tổng cộng” ở dòng 16 có dòng 17 “Nông nghiệp”.",
        todo: "Là một lĩnh vực thì chuyển lên trên dòng tổng và cộng lại; không phải thì bỏ khỏi bảng.",
    },
    en: Manual {
        title: "a row with figures below the row of totals",
        why: "the total does not count it: either it was forgotten there, or it does not belong to the form",
        example: "“Nông nghiệp” in row 17, below “Tổng cộng” in row 16",
        todo: "move it above the total and add up again, or take it out of the table",
    },
};

impl GeneralFinding for RowAfterTotal {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let lines = self.lines.iter();
        match lang {
            Lang::Vi => {
                let lines = wording::listed(lines.map(|(row, label)| format!("dòng {row} “{label}”")));
                format!(
                    "{lines} ở dưới dòng tổng cộng và không có trong tổng: là lĩnh vực thì tổng còn thiếu số này, không phải thì bỏ khỏi bảng"
                )
            }
            Lang::En => {
                let lines: Vec<String> = lines.map(|(row, label)| format!("row {row} “{label}”")).collect();
                format!(
                    "{} below the total, which does not count it: a row that the total lacks, or no row of the form",
                    lines.join(", ")
                )
            }
        }
    }
}
