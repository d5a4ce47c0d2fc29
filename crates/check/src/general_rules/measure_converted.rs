//! Amounts in another unit of money than the form's, which the sheet states, so that they were converted.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::submission::{Conversion, FilledForm, SaidIn, SaidUnit};
use phuluc_form::{Lang, Severity, money};
use phuluc_grid::At;
use rust_decimal::Decimal;

/// The converted amounts, with their unit.
#[derive(Clone, Debug)]
pub struct MeasureConverted {
    /// The unit, and the place that states it.
    pub unit: SaidUnit,
    /// The cells of the amounts.
    pub cells: Vec<At>,
    /// The first amount: as written, and converted.
    pub example: [Decimal; 2],
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "measure-converted",
    severity: Severity::Note,
    vi: Manual {
        title: "Số tiền ghi theo đơn vị tính khác, đã quy đổi",
        why: "Mẫu biểu tính bằng một đơn vị, tệp ghi theo đơn vị khác và có nói rõ; số đã quy đổi mới cộng được với số của các đơn vị khác.",
        example: "Tiêu đề cột ghi “Số liệu (triệu đồng)”, ô D50 ghi 2.827: tính là 2.827.000.000 đồng.",
        todo: "Xem lại số đã quy đổi; lần sau ghi theo đơn vị tính của mẫu.",
    },
    en: Manual {
        title: "amounts in another unit, converted",
        why: "the form counts in one unit of money, and the file says that it gives amounts in another; converted, they can be added to the others",
        example: "a column headed “million đồng” with 2827: counted as 2827000000 đồng",
        todo: "look at what they were converted to, and use the form's unit next time",
    },
};

impl GeneralFinding for MeasureConverted {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let [written, converted] = self.example.map(|value| wording::figure(lang, value));
        let [given, own] =
            [self.unit.zeros, self.unit.own].map(|zeros| money::name(zeros).unwrap_or_default());
        let said = said_in(lang, self.unit.said_in);
        let cells = wording::first_cells(lang, &self.cells);
        match lang {
            Lang::Vi => format!(
                "số tiền ghi theo {given} ({said}), đã đổi ra {own}: {written} thành {converted} (ô {cells})"
            ),
            Lang::En => {
                format!("amounts in {given} ({said}) converted to {own}: {written} to {converted} ({cells})")
            }
        }
    }
}

/// The place that states a unit, in words.
pub(crate) const fn said_in(lang: Lang, said_in: SaidIn) -> &'static str {
    match (lang, said_in) {
        (Lang::Vi, SaidIn::UnitCell) => "theo cột Đơn vị tính",
        (Lang::Vi, SaidIn::Label) => "theo tên chỉ tiêu",
        (Lang::Vi, SaidIn::Note) => "theo cột Ghi chú",
        (Lang::Vi, SaidIn::AboveTable) => "theo dòng ghi trên bảng",
        (Lang::Vi, SaidIn::BelowTable) => "theo dòng ghi dưới bảng",
        (Lang::Vi, SaidIn::RowAbove) => "theo dòng mục ở trên",
        (Lang::Vi, SaidIn::Cell) => "ghi ngay trong ô",
        (Lang::Vi, SaidIn::Head) => "theo tiêu đề cột",
        (Lang::Vi, SaidIn::SheetName) => "theo tên trang tính",
        (Lang::Vi, SaidIn::Format) => "theo định dạng ô",
        (Lang::En, SaidIn::UnitCell) => "by the column of units",
        (Lang::En, SaidIn::Label) => "by the row's label",
        (Lang::En, SaidIn::Note) => "by the remark",
        (Lang::En, SaidIn::AboveTable) => "by a line above the table",
        (Lang::En, SaidIn::BelowTable) => "by a line below the table",
        (Lang::En, SaidIn::RowAbove) => "by a row above",
        (Lang::En, SaidIn::Cell) => "in the cell itself",
        (Lang::En, SaidIn::Head) => "by the head of the column",
        (Lang::En, SaidIn::SheetName) => "by the name of the sheet",
        (Lang::En, SaidIn::Format) => "by the number format",
    }
}

/// The findings in a form on its sheet: one for each unit and each kind of place that states it.
pub(crate) fn find(filled: &FilledForm, conversions: &[Conversion]) -> Vec<Finding> {
    let mut found: Vec<MeasureConverted> = Vec::new();
    for Conversion { unit, row, column, at, written } in conversions {
        let Some(converted) = filled.rows[*row].entries.get(*column).value() else { continue };
        match found.iter_mut().find(|other| other.unit == *unit) {
            Some(other) => other.cells.push(*at),
            None => {
                found.push(MeasureConverted {
                    unit: *unit,
                    cells: vec![*at],
                    example: [*written, converted],
                });
            }
        }
    }
    found.into_iter().map(|found| Finding::about_form(&filled.form, &filled.sheet, found)).collect()
}
