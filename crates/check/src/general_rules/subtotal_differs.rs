//! A sum among the rows of a table that differs from the sum of its rows.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;
use rust_decimal::Decimal;

/// A sum that differs from the sum of its rows.
#[derive(Clone, Debug)]
pub struct SubtotalDiffers {
    /// The label of the line.
    pub label: String,
    /// The cell of the sum.
    pub at: At,
    /// The stated figure.
    pub stated: Decimal,
    /// The sum of the rows.
    pub sum: Decimal,
    /// The cells of the rows.
    pub rows: Vec<At>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "subtotal-differs",
    severity: Severity::Error,
    vi: Manual {
        title: "Dòng cộng của nhóm không bằng tổng các dòng",
        why: "Dòng cộng của nhóm không tính vào tổng, nhưng phải bằng tổng các dòng của nó; lệch thì có dòng ghi sai hoặc bỏ sót.",
        example: "“Cộng” ghi 3.752, ba dòng trên cộng được 3.725.",
        todo: "Cộng lại các dòng của nhóm.",
    },
    en: Manual {
        title: "the sum of a group is not that of its rows",
        why: "it is in no total, but it must agree with its rows",
        example: "“Cộng” says 3,752, the three rows above come to 3,725",
        todo: "add the rows of the group up again",
    },
};

impl GeneralFinding for SubtotalDiffers {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { label, at, stated, sum, rows } = self;
        let [stated_said, sum_said] = [*stated, *sum].map(|figure| wording::figure(lang, figure));
        let difference = wording::figure(lang, (*stated - *sum).abs());
        let rows = wording::first_cells(lang, rows);
        match lang {
            Lang::Vi => {
                let by = if stated > sum { "thừa" } else { "thiếu" };
                format!(
                    "dòng “{label}”, ô {at} ghi {stated_said}, cộng {rows} được {sum_said} (ghi {by} {difference})"
                )
            }
            Lang::En => {
                format!("row “{label}”, {at} says {stated_said}, {rows} come to {sum_said} (by {difference})")
            }
        }
    }
}
