//! A part of a row (“Trong đó: …”) that is larger than the row.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;
use rust_decimal::Decimal;

/// A part that is larger than its whole.
#[derive(Clone, Debug)]
pub struct PartExceeds {
    /// The label of the part.
    pub label: String,
    /// The cell of the part.
    pub at: At,
    /// The figure of the part.
    pub part: Decimal,
    /// The cell of the whole.
    pub whole_at: At,
    /// The figure of the whole.
    pub whole: Decimal,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "part-exceeds",
    severity: Severity::Error,
    vi: Manual {
        title: "Dòng “Trong đó” lớn hơn dòng trên nó",
        why: "Số thành phần không thể lớn hơn tổng số.",
        example: "“Trong đó: đăng ký khai sinh” ghi 1.018, dòng “Hộ tịch” ghi 1.008.",
        todo: "Đối chiếu hai dòng với phần mềm một cửa, sửa dòng chép sai.",
    },
    en: Manual {
        title: "a part is larger than the row above it",
        why: "a part cannot be larger than its whole",
        example: "“Trong đó: …” says 1,018, the row above 1,008",
        todo: "compare both rows with the records",
    },
};

impl GeneralFinding for PartExceeds {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { label, at, part, whole_at, whole } = self;
        let difference = wording::figure(lang, *part - *whole);
        let [part, whole] = [*part, *whole].map(|figure| wording::figure(lang, figure));
        match lang {
            Lang::Vi => format!(
                "dòng “{label}”, ô {at} ghi {part}, lớn hơn {whole} ở ô {whole_at} (lớn hơn {difference})"
            ),
            Lang::En => {
                format!("row “{label}”, {at} says {part}, more than {whole} at {whole_at} (by {difference})")
            }
        }
    }
}
