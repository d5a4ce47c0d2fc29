//! Lines of a table that are sums or parts of other lines, so that they are not counted.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};

/// The lines that are not counted.
#[derive(Clone, Debug)]
pub struct RowsNotCounted {
    /// The sheet row from 1 and the label of each line, and why it is not counted.
    pub lines: Vec<(u32, String, NotCounted)>,
}

/// The reason why a line is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCounted {
    /// It is a sum of other lines.
    Sum,
    /// It is a part of the line above it.
    Part,
    /// It compares or checks other lines.
    Check,
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
            Lang::Vi => wording::listed(lines.map(|(row, label, why)| {
                let what = match why {
                    NotCounted::Sum => "dòng cộng của các dòng khác",
                    NotCounted::Part => "một phần của dòng trên",
                    NotCounted::Check => "dòng so sánh, kiểm tra các dòng khác",
                };
                format!("dòng {row} “{label}” hiểu là {what}, không tính vào tổng")
            })),
            Lang::En => lines
                .map(|(row, label, why)| {
                    let what = match why {
                        NotCounted::Sum => "a sum of other rows",
                        NotCounted::Part => "a part of the row above",
                        NotCounted::Check => "a comparison or check of other rows",
                    };
                    format!("row {row} “{label}” is taken for {what} and not counted")
                })
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}
