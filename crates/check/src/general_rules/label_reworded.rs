//! Rows that were read although their labels have other words than the printed ones.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, RowId, Severity};
use phuluc_grid::At;

/// The labels with other words.
#[derive(Clone, Debug)]
pub struct LabelReworded(pub Vec<QuotedLabel>);

/// A label on a sheet, with the printed label.
#[derive(Clone, Debug)]
pub struct QuotedLabel {
    /// The printed row.
    pub row: RowId,
    /// The cell of the label.
    pub at: At,
    /// The label as printed.
    pub printed: String,
    /// The label on the sheet.
    pub found: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "label-reworded",
    severity: Severity::Warning,
    vi: Manual {
        title: "Tên chỉ tiêu ghi khác mẫu",
        why: "Khác một từ có thể đã là chỉ tiêu khác. Dòng này vẫn được đọc vì mã và các từ còn lại khớp.",
        example: "Mẫu in “Số vấn đề phát hiện qua kiểm tra”, tệp ghi “Số vấn đề nêu ra qua kiểm tra”.",
        todo: "Xem số ở dòng đó có đúng chỉ tiêu của mẫu không; đúng thì ghi lại tên chỉ tiêu như mẫu.",
    },
    en: Manual {
        title: "labels of rows have other words than the printed ones",
        why: "a single word may make it another indicator; the row was read because its code and all other words agree",
        example: "“Số vấn đề nêu ra” where the form prints “Số vấn đề phát hiện”",
        todo: "see whether the figure is that of the printed indicator, and put the label right",
    },
};

impl GeneralFinding for LabelReworded {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let labels = self.0.iter();
        match lang {
            Lang::Vi => wording::listed(labels.map(|QuotedLabel { row, at, printed, found }| {
                format!("ô {at} ghi “{found}”, mẫu in “{printed}” (mục {row})")
            })),
            Lang::En => labels
                .map(|QuotedLabel { row, at, printed, found }| {
                    format!("{at} says “{found}”, the form prints “{printed}” ({row})")
                })
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}
