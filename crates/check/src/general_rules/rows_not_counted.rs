//! Lines of a table that are sums or parts of other lines, so that they are not counted.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};

/// The lines that are not counted.
#[derive(Clone, Debug)]
pub struct RowsNotCounted {
    /// The sheet row from 1 and the label of each line, and whether it is a sum.
    pub lines: Vec<(u32, String, bool)>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "rows-not-counted",
    severity: Severity::Note,
    vi: Manual {
        title: "Dòng cộng của nhóm và dòng “Trong đó” không tính vào tổng",
        why: "Tính cả những dòng này thì một hồ sơ được đếm hai lần. Số ở đó chỉ dùng để đối chiếu.",
        example: "Dòng 13 “Cộng”, dòng 11 “Trong đó: đăng ký khai sinh”.",
        todo: "Nếu đó là một lĩnh vực riêng thì ghi tên khác, không bắt đầu bằng “Cộng”, “Trong đó” hay dấu gạch.",
    },
    en: Manual {
        title: "sums of groups and parts of rows are not counted",
        why: "counting them would count a dossier twice; they are only compared",
        example: "row 13 “Cộng”, row 11 “Trong đó: …”",
        todo: "if it is a row of its own, give it another name",
    },
};

impl GeneralFinding for RowsNotCounted {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let lines = self.lines.iter();
        match lang {
            Lang::Vi => wording::listed(lines.map(|(row, label, is_sum)| {
                let what = if *is_sum {
                    "dòng cộng của các dòng khác"
                } else {
                    "một phần của dòng trên"
                };
                format!("dòng {row} “{label}” hiểu là {what}, không tính vào tổng")
            })),
            Lang::En => lines
                .map(|(row, label, is_sum)| {
                    let what = if *is_sum { "a sum of other rows" } else { "a part of the row above" };
                    format!("row {row} “{label}” is taken for {what} and not counted")
                })
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}
