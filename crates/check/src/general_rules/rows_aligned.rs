//! Rows that were found in another place or in another way than the form prints them.
//!
//! Raised while a form is read from its sheet.
//!
//! It is no mistake of the sender's: it tells where the reader used its judgement.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::locate::Basis;
use phuluc_form::{Lang, Severity};

/// The rows that were found elsewhere.
#[derive(Clone, Debug)]
pub struct RowsAligned {
    /// The rows, in the form's order.
    pub rows: Vec<AlignedRows>,
    /// The confidence that the table is this form, in percent: the mean agreement of code and label over all rows.
    pub confidence: u8,
}

/// Rows that follow one another both in the form and on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignedRows {
    /// The first row in the blank form, from 1.
    pub printed: u32,
    /// The first row on the sheet, from 1.
    pub at: u32,
    /// The number of rows.
    pub count: u32,
    /// The evidence by which they were found.
    pub basis: Basis,
    /// Whether they were found out of order.
    pub moved: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "rows-aligned",
    severity: Severity::Note,
    vi: Manual {
        title: "Dòng của biểu không đứng đúng chỗ như mẫu",
        why: "Dòng bị chèn, xóa, đổi chỗ, đánh số lại hoặc viết lại tên vẫn được tìm ra theo mã, tên chỉ tiêu và các dòng xung quanh; ghi lại ở đây để đối chiếu. Dòng không chắc là dòng nào thì không đọc.",
        example: "Chèn một dòng ở giữa biểu: dòng 14 của mẫu là dòng 15 của tệp, khớp theo mã và tên chỉ tiêu.",
        todo: "Xem các dòng nêu tên có đúng chỉ tiêu không; kỳ sau giữ nguyên các dòng của mẫu.",
    },
    en: Manual {
        title: "rows of the form do not stand where they are printed",
        why: "rows that were inserted, deleted, moved, numbered or worded anew are found by code, label and neighbours; a row that could be two is not read",
        example: "row 14 of the blank form is row 15 of the file, by code and label",
        todo: "see whether the rows named are the right ones",
    },
};

impl GeneralFinding for RowsAligned {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { rows, confidence } = self;
        match lang {
            // how sure the whole form is says nothing to people
            Lang::Vi => wording::listed(rows.iter().map(AlignedRows::vietnamese)),
            Lang::En => {
                let rows = rows.iter().map(AlignedRows::english).collect::<Vec<_>>().join("; ");
                format!("{rows} (confidence in the whole form {confidence}%)")
            }
        }
    }
}

impl AlignedRows {
    /// A single row.
    pub const fn new(printed: u32, at: u32, basis: Basis, moved: bool) -> Self {
        Self { printed, at, count: 1, basis, moved }
    }

    /// Whether a row continues them in the form and on the sheet, with the same evidence.
    pub fn is_followed_by(&self, printed: u32, at: u32, basis: Basis, moved: bool) -> bool {
        printed == self.printed + self.count
            && at == self.at + self.count
            && basis == self.basis
            && moved == self.moved
    }

    /// Adds the next row.
    pub const fn extend(&mut self) {
        self.count += 1;
    }

    /// The number of rows by which they stand lower than in the blank form.
    pub fn shift(&self) -> i64 {
        i64::from(self.at) - i64::from(self.printed)
    }

    /// Whether they were found other than in order by code and label.
    pub fn needed_judgement(&self) -> bool {
        self.moved || self.basis != Basis::CodeAndLabel
    }

    fn vietnamese(&self) -> String {
        let [printed, at] = [self.printed, self.at].map(|first| match self.count {
            1 => format!("dòng {first}"),
            count => format!("dòng {first} đến {}", first + count - 1),
        });
        let how = match self.basis {
            Basis::CodeAndLabel => "khớp theo mã và tên chỉ tiêu",
            Basis::Reworded => "khớp theo mã, tên chỉ tiêu viết khác",
            Basis::DamagedCode => "khớp theo tên chỉ tiêu, mã bị Excel đổi thành số hoặc ngày",
            Basis::Label => "khớp theo tên chỉ tiêu và các dòng xung quanh, mã thiếu hoặc khác",
        };
        let moved = if self.moved { ", đứng khác thứ tự" } else { "" };
        format!("{printed} của mẫu là {at} của tệp, {how}{moved}")
    }

    fn english(&self) -> String {
        let [printed, at] = [self.printed, self.at].map(|first| match self.count {
            1 => format!("row {first}"),
            count => format!("rows {first} to {}", first + count - 1),
        });
        let how = match self.basis {
            Basis::CodeAndLabel => "by code and label",
            Basis::Reworded => "by code, worded otherwise",
            Basis::DamagedCode => "by label, its code made a number or date",
            Basis::Label => "by label and neighbours",
        };
        let moved = if self.moved { ", out of order" } else { "" };
        format!("{printed} of the blank form: {at} of the file, {how}{moved}")
    }
}
