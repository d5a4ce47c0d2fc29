//! Columns that were found under labels other than the printed ones.
//!
//! Raised while a form is read from its sheet.
//!
//! It is no mistake of the sender's: it tells where the reader used its judgement. If a label has different words, it
//! is a warning.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// The columns with other labels.
#[derive(Clone, Debug)]
pub struct ColumnsAligned {
    /// For each column: the bottom cell of its header, its label in the form, and the labels above it on the sheet.
    pub columns: Vec<(At, String, String)>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "columns-aligned",
    severity: Severity::Note,
    vi: Manual {
        title: "Tên cột không đúng như mẫu",
        why: "Tiêu đề cột viết khác, gộp ô khác hoặc lệch dòng vẫn được tìm ra khi chỉ có một cột giống như vậy, hoặc khi các cột hai bên cho biết đó là cột nào; ghi lại ở đây để đối chiếu. Ghi khác từ so với mẫu thì cần xem lại.",
        example: "Mẫu in “Trong kỳ / Trực tuyến”, tệp ghi “Trong đó / Trực tuyến”.",
        todo: "Xem cột nêu tên có đúng nội dung không; kỳ sau giữ nguyên tiêu đề cột của mẫu.",
    },
    en: Manual {
        title: "columns are not labelled as printed",
        why: "a header that was worded or merged otherwise is found if no other column is like it, or if the columns on both sides tell which it is; other words than the printed ones make it a warning",
        example: "“Trong đó / Trực tuyến” where the form prints “Trong kỳ / Trực tuyến”",
        todo: "see whether the columns named are the right ones",
    },
};

impl GeneralFinding for ColumnsAligned {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let columns = self.columns.iter();
        match lang {
            Lang::Vi => wording::listed(
                columns.map(|(at, column, seen)| format!("cột “{column}” đọc ở ô {at} ghi “{seen}”")),
            ),
            Lang::En => columns
                .map(|(at, column, seen)| format!("column “{column}” is at {at}, “{seen}”"))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}
