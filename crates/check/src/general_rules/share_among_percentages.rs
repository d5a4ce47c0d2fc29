//! A share of 1 in a form whose other percentages are of 100: 0,95 beside 83,19.
//!
//! Raised by the check, on each form.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Kind, Lang, Severity, number};
use rust_decimal::Decimal;

/// The figures that a percentage of at most 1 may mean.
#[derive(Clone, Debug)]
pub struct ShareAmongPercentages(pub [Decimal; 2]);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "share-among-percentages",
    severity: Severity::Warning,
    vi: Manual {
        title: "Tỷ lệ có thể ghi theo phần của 1",
        why: "Các tỷ lệ khác của biểu ghi theo phần trăm (83,19); 0,95 có thể là 95% mà cũng có thể là chưa đến 1%.",
        example: "Ba tỷ lệ ghi 83,19; 97,5; 100, một tỷ lệ ghi 0,95.",
        todo: "Gõ lại theo phần trăm: 95% thì gõ 95, chưa đến 1% thì giữ nguyên và ghi rõ ở cột Ghi chú.",
    },
    en: Manual {
        title: "a percentage that may be a share of 1",
        why: "the other percentages of the form are of 100; 0.95 may be 95%, or less than 1%",
        example: "83.19, 97.5 and 100 beside 0.95",
        todo: "type it as a percentage: 95 for 95%; if less than 1% is meant, say so in the remarks",
    },
};

impl GeneralFinding for ShareAmongPercentages {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let may_be = doubtful_readings::may_be(lang, &self.0, "%");
        match lang {
            Lang::Vi => format!("ghi {here}, các tỷ lệ khác của biểu đều lớn hơn 1%{may_be}"),
            Lang::En => format!("{here}, where the other percentages are above 1%{may_be}"),
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::reported(at) }
    }
}

/// Checks the percentages of a form that no rule works out. One of at most 1 is doubted if at least two others are
/// above 1 and at most two are not.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let filled = form.filled;
    let (mut greater, mut shares) = (0, Vec::new());
    for (row, answers) in filled.rows.iter().enumerate() {
        for (column, entry) in answers.entries.written() {
            if filled.kind(row, column) != Some(&Kind::Percent) || filled.is_out_of_scope(row, form.level) {
                continue;
            }
            let Some(value) = entry.value() else { continue };
            if value > Decimal::ONE {
                greater += 1;
            } else if value > Decimal::ZERO {
                shares.push((row, column, value));
            }
        }
    }
    if greater < 2 || shares.len() > 2 {
        return Vec::new();
    }
    let doubtful = shares.into_iter().filter_map(|(row, column, value)| {
        let column_id = &filled.form.columns[column].id;
        if filled.form.recipe(&filled.rows[row].id, column_id).is_some() {
            return None;
        }
        let percent = number::as_percent(value).ok()?;
        let place = Location::of(filled, row, column, form.level, false);
        Some(Finding::at_place(place, ShareAmongPercentages([percent, value])))
    });
    doubtful.collect()
}
