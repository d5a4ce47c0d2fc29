//! A few figures that are equal to those of the period before, while all others of the form changed.
//!
//! Raised by the comparison of a report with the unit's earlier ones (`history`).

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Period, Severity, date};
use phuluc_grid::At;
use rust_decimal::Decimal;

/// Unchanged figures among changed ones.
#[derive(Clone, Debug)]
pub struct UnchangedAmongChanged {
    /// The cells, with their figures.
    pub same: Vec<(At, Decimal)>,
    /// The number of figures that changed.
    pub changed: usize,
    /// The earlier period.
    pub period: Period,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "unchanged-among-changed",
    severity: Severity::Note,
    vi: Manual {
        title: "Số giữ nguyên như kỳ trước, trong khi các số khác đã đổi",
        why: "Thường là dùng lại tệp kỳ trước và sót ô chưa cập nhật.",
        example: "Cả biểu đã có số quý II, riêng ô D14 vẫn là 175 của quý I.",
        todo: "Đối chiếu các ô này với phần mềm một cửa; trùng số thật thì không phải sửa.",
    },
    en: Manual {
        title: "figures as in the period before, where all others changed",
        why: "often the last period's file was used again and a cell forgotten",
        example: "the form has the figures of quarter II, only D14 has the 175 of quarter I",
        todo: "compare these cells with the records; if they are the same by chance, nothing need be done",
    },
};

impl GeneralFinding for UnchangedAmongChanged {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let cells: Vec<At> = self.same.iter().map(|(at, _)| *at).collect();
        let (changed, to) = (self.changed, self.period.to);
        let figures: Vec<String> = self
            .same
            .iter()
            .take(wording::NAMED - 1)
            .map(|(at, figure)| format!("{at}: {}", wording::figure(lang, *figure)))
            .collect();
        let (figures, more) = (figures.join("; "), cells.len().saturating_sub(wording::NAMED - 1));
        match lang {
            Lang::Vi => {
                let more = if more > 0 { format!("; và {more} ô khác") } else { String::new() };
                format!(
                    "{} ô giữ nguyên số của báo cáo đến ngày {} ({figures}{more}), trong khi {changed} ô khác đã đổi",
                    cells.len(),
                    date(to)
                )
            }
            Lang::En => {
                let more = if more > 0 { format!("; and {more} more") } else { String::new() };
                format!(
                    "cells with the figures of the report up to {to}: {figures}{more}; {changed} other figures changed"
                )
            }
        }
    }
}
