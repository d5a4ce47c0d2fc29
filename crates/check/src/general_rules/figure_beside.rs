//! A figure in the remarks or in the column of units of measure, beside a blank that it probably belongs to.
//!
//! Raised by the check, on each form.

use crate::answer;
use crate::answer::Answer;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Holds, Kind, Lang, Severity};
use phuluc_grid::{Cell, Content};

/// A figure that stands in the wrong column.
#[derive(Clone, Debug)]
pub struct FigureBeside {
    /// The figure as it is written.
    pub raw: String,
    /// Whether it stands in the remarks; otherwise it stands in the column of units of measure.
    pub is_in_note: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "figure-beside",
    severity: Severity::Warning,
    vi: Manual {
        title: "Số ghi ở cột Ghi chú hoặc Đơn vị tính",
        why: "Chỉ số ở cột số liệu được tính; ô số liệu bên cạnh để trống nên chỉ tiêu này bị coi là chưa nhập.",
        example: "Mục 3.2 ô số liệu để trống, cột Ghi chú ghi 33.",
        todo: "Chuyển số sang cột số liệu.",
    },
    en: Manual {
        title: "a figure in the remarks or among the units of measure",
        why: "only what stands in the column of figures counts, and the cell there is blank",
        example: "row 3.2 is blank, and its remark is 33",
        todo: "move the figure to its column",
    },
};

impl GeneralFinding for FigureBeside {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { raw, is_in_note } = self;
        match (lang, is_in_note) {
            (Lang::Vi, true) => format!("chưa nhập, số “{raw}” ở cột Ghi chú chưa được tính"),
            (Lang::Vi, false) => format!("chưa nhập, số “{raw}” ở cột Đơn vị tính chưa được tính"),
            (Lang::En, true) => format!("blank, and “{raw}” in the remarks is not counted"),
            (Lang::En, false) => format!("blank, and “{raw}” among the units of measure is not counted"),
        }
    }
}

/// Checks a form for rows that ask for figures, have none, and have one in the wrong column.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let filled = form.filled;
    let definition = &filled.form;
    let beside = [
        (definition.column_holding(&Holds::Note), true),
        (definition.column_holding(&Holds::Measure), false),
    ];
    let mut findings = Vec::new();
    for (row, answers) in filled.rows.iter().enumerate() {
        let texts = beside.iter().filter_map(|(column, is_in_note)| {
            let raw = answers.entries.get((*column)?).raw();
            is_plain(&raw).then(|| (raw.into_owned(), *is_in_note))
        });
        let texts: Vec<(String, bool)> = texts.collect();
        if texts.is_empty() {
            continue;
        }
        let columns: Vec<usize> = (0..definition.columns.len())
            .filter(|column| filled.kind(row, *column).is_some_and(Kind::is_figure))
            .collect();
        let is_blank = columns.iter().all(|column| !answers.entries.get(*column).answer.is_given());
        let Some(&first) = columns.first().filter(|_| is_blank) else { continue };
        for (raw, is_in_note) in texts {
            if is_figure_alone(&raw, filled.kind(row, first)) {
                let place = Location::of(filled, row, first, form.level, false);
                findings.push(Finding::at_place(place, FigureBeside { raw, is_in_note }));
            }
        }
    }
    findings
}

/// Whether a text has nothing but digits and what stands between and behind them.
fn is_plain(raw: &str) -> bool {
    raw.contains(|c: char| c.is_ascii_digit())
        && raw.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '%'))
}

/// Whether a plain text is a figure of this kind and nothing else, except for a percent sign.
fn is_figure_alone(raw: &str, kind: Option<&Kind>) -> bool {
    let Some(kind) = kind else { return false };
    match answer::read(&Cell::plain(Content::Text(raw.into())), kind) {
        Answer::Number(_) => true,
        Answer::Unreadable(unreadable) => !unreadable.readings.is_empty(),
        Answer::Nil | Answer::Blank | Answer::Text(_) => false,
    }
}
