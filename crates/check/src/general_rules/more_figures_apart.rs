//! The cells of further figures that are far from the past or from other units, beyond the few that are told one by
//! one.
//!
//! Raised by the comparison of a report with the unit's earlier ones and with those of other units (`history`).

use crate::finding::Location;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::wording;
use phuluc_form::{Lang, Severity};

/// Figures of which only the cells are told.
#[derive(Clone, Debug)]
pub struct MoreFiguresApart {
    /// The sheet and cell of each.
    pub cells: Vec<(String, String)>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "more-figures-apart",
    severity: Severity::Note,
    vi: Manual {
        title: "Còn các số khác khác xa kỳ trước hoặc các đơn vị khác",
        why: "Mỗi báo cáo chỉ kể rõ những số khác xa nhất; nhiều số như vậy thường do cùng một nguyên nhân.",
        example: "Cả cột ghi theo nghìn đồng.",
        todo: "Xem trước các số đã kể, rồi đến các ô này.",
    },
    en: Manual {
        title: "more figures far from the past or from other units",
        why: "only those that are furthest off are told one by one; many have often one cause",
        example: "a whole column in thousands of đồng",
        todo: "look at those that were told first, then at these cells",
    },
};

impl GeneralFinding for MoreFiguresApart {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let mut by_sheet: Vec<(&str, Vec<&str>)> = Vec::new();
        for (sheet, cell) in self.cells.iter().take(2 * wording::NAMED) {
            match by_sheet.iter_mut().find(|(other, _)| other == sheet) {
                Some((_, cells)) => cells.push(cell),
                None => by_sheet.push((sheet, vec![cell])),
            }
        }
        let cells =
            by_sheet.iter().map(|(sheet, cells)| format!("“{sheet}” {}", cells.join(", ").trim_end()));
        let cells: Vec<String> = cells.collect();
        let (cells, all) = (cells.join("; "), self.cells.len());
        let more = if all > 2 * wording::NAMED { ", …" } else { "" };
        match lang {
            Lang::Vi => {
                format!("còn {all} chỗ khác có số khác xa kỳ trước hoặc các đơn vị khác: {cells}{more}")
            }
            Lang::En => format!("{all} more figures far from the past or from other units: {cells}{more}"),
        }
    }
}
