//! Figures that people do not see but that count: in hidden or filtered rows, in hidden columns, under a merged cell.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::submission::FilledForm;
use phuluc_form::{Lang, Severity};
use phuluc_grid::{At, Sheet};

/// The cells with figures that people do not see.
#[derive(Clone, Debug, Default)]
pub struct OutOfSight {
    /// The cells in hidden rows or columns.
    pub hidden: Vec<At>,
    /// The cells in rows that a filter hides.
    pub filtered: Vec<At>,
    /// The cells under a merged cell.
    pub under_merge: Vec<At>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "out-of-sight",
    severity: Severity::Warning,
    vi: Manual {
        title: "Có số ở dòng, cột ẩn hoặc dưới ô gộp",
        why: "Người gửi có thể không biết số liệu này được gửi đi và được tính.",
        example: "Dòng 14 bị ẩn, ô D14 ghi 480.",
        todo: "Bỏ ẩn, bỏ lọc hoặc bỏ gộp ô; số không báo cáo thì xóa, rồi gửi lại.",
    },
    en: Manual {
        title: "figures in hidden rows or columns, or under merged cells",
        why: "the sender may not know that these figures are sent and counted",
        example: "row 14 is hidden, and D14 holds 480",
        todo: "unhide, clear the filter or unmerge; delete what is not to be reported, and send again",
    },
};

impl GeneralFinding for OutOfSight {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let groups = [
            (&self.hidden, "ở dòng hoặc cột đang ẩn", "in hidden rows or columns"),
            (&self.filtered, "ở dòng bị bộ lọc ẩn", "in rows that a filter hides"),
            (&self.under_merge, "dưới ô gộp", "under merged cells"),
        ];
        let groups = groups.into_iter().filter(|(cells, ..)| !cells.is_empty());
        match lang {
            Lang::Vi => {
                let said =
                    groups.map(|(cells, vi, _)| format!("{vi} (ô {})", wording::first_cells(lang, cells)));
                format!("có số {}, vẫn được tính", said.collect::<Vec<_>>().join(", "))
            }
            Lang::En => {
                let said =
                    groups.map(|(cells, _, en)| format!("{en} ({})", wording::first_cells(lang, cells)));
                format!("figures {} are counted", said.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Checks a form on its sheet. A hidden 0 changes nothing.
pub(crate) fn find(filled: &FilledForm, sheet: &Sheet) -> Option<Finding> {
    // real sheets have few merged ranges, but a hostile file may have many
    const MOST: usize = 10_000;
    let hidden = sheet.hidden();
    if !hidden.is_any() && sheet.merges().is_empty() {
        return None;
    }
    let mut found = OutOfSight::default();
    for (row, answers) in filled.rows.iter().enumerate() {
        for (column, entry) in answers.entries.written().filter(|(_, entry)| entry.answer.is_given()) {
            let is_figure = filled.kind(row, column).is_some_and(phuluc_form::Kind::is_figure);
            let Some(at) = entry.at.filter(|_| is_figure) else { continue };
            if sheet.is_empty(at) || entry.value().is_some_and(|value| value.is_zero()) {
                continue;
            }
            if hidden.has_filtered(at.row) {
                found.filtered.push(at);
            } else if hidden.has_row(at.row) || hidden.has_column(at.column) {
                found.hidden.push(at);
            }
            // a cell that is hidden and under a merge is named as both: unhiding it does not show its figure
            if sheet.merges().iter().take(MOST).any(|range| is_under(at, *range)) {
                found.under_merge.push(at);
            }
        }
    }
    let is_any = !(found.hidden.is_empty() && found.filtered.is_empty() && found.under_merge.is_empty());
    is_any.then(|| Finding::about_form(&filled.form, &sheet.name, found))
}

/// Whether a merged range hides a cell. Its first cell is shown.
fn is_under(at: At, (from, to): (At, At)) -> bool {
    at != from && (from.row..=to.row).contains(&at.row) && (from.column..=to.column).contains(&at.column)
}
