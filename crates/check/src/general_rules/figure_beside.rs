//! A figure in the remarks or in the column of units of measure, beside a blank that it probably belongs to.
//!
//! Raised by the check, on each form.

use crate::answer;
use crate::answer::Answer;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::general_rules::stages::FormInSubmission;
use phuluc_form::{Holds, Kind, Lang, Severity, match_key};
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
            raw.contains(|c: char| c.is_ascii_digit()).then(|| (raw.into_owned(), *is_in_note))
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
        let measure = definition.measure(answers.fixed(), first);
        for (raw, is_in_note) in texts {
            if is_figure_alone(&raw, filled.kind(row, first), measure) {
                let place = Location::of(filled, row, first, form.level, false);
                findings.push(Finding::at_place(place, FigureBeside { raw, is_in_note }));
            }
        }
    }
    findings
}

/// Whether a text is a figure of this kind with nothing around it but words that belong to it: “Có 25 vấn đề”, “= 25”,
/// “25/30”, “25 (đã xong)”. Numbers of documents and days are none.
fn is_figure_alone(raw: &str, kind: Option<&Kind>, measure: &str) -> bool {
    let Some(kind) = kind else { return false };
    let Some((figure, behind)) = split(raw, measure) else { return false };
    let behind = behind.trim().trim_end_matches('.');
    let is_of_figure = behind.is_empty()
        || behind == "%"
        || answer::is_measured_in(behind, measure)
        || (behind.starts_with('(') && behind.ends_with(')'))
        || is_second_figure(figure, behind);
    is_of_figure && is_figure(figure, kind)
}

/// Splits a text into the figure and what stands behind it, without what announces the figure.
fn split<'t>(raw: &'t str, measure: &str) -> Option<(&'t str, &'t str)> {
    const BEFORE: [&str; 9] = ["co", "dat", "la", "tong", "tong so", "tong cong", "so lieu", "bang", ""];
    let start = raw.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = raw.split_at(start);
    let before = before.trim_matches([' ', ':', '=', '-', '(']);
    if !BEFORE.contains(&&*match_key(before)) && !answer::is_measured_in(before, measure) {
        return None;
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ' ' | '\u{a0}'));
    let (figure, behind) = rest.split_at(end.unwrap_or(rest.len()));
    Some((figure.trim().trim_end_matches(['.', ',']), behind))
}

/// Whether a text is the second figure of “25/30” or “25-30”, and not the rest of a day, as in “15/3”, or of a
/// document's number.
fn is_second_figure(first: &str, text: &str) -> bool {
    /// The most digits of a figure that no year is taken for.
    const DIGITS: usize = 3;
    let digits = text.trim_start_matches(['/', '-', '–', ' ']);
    let is_at_most = |text: &str, most: u32| text.parse().is_ok_and(|number: u32| number <= most);
    let is_day = is_at_most(first, 31) && is_at_most(digits, 12);
    !is_day
        && digits.len() < text.len()
        && digits.len() <= DIGITS
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// Whether a plain text is a figure of this kind.
fn is_figure(raw: &str, kind: &Kind) -> bool {
    match answer::read(&Cell::plain(Content::Text(raw.into())), kind) {
        Answer::Number(_) => true,
        Answer::Unreadable(unreadable) => !unreadable.readings.is_empty(),
        Answer::Nil | Answer::Blank | Answer::Text(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_figure_alone;
    use phuluc_form::Kind;

    #[test]
    fn a_figure_may_have_words_around_it() {
        let case = |text: &str| is_figure_alone(text, Some(&Kind::Count), "Vấn đề");
        for figure in [
            "25",
            "25.",
            "Có 25 vấn đề",
            "25 vấn đề",
            "25/30",
            "25-30",
            "25 (đã xong)",
            "= 25",
            "tổng 25",
            "Tổng số: 25 vấn đề",
            "Đạt 25%",
            "Vấn đề: 25",
            "1.250 vấn đề",
        ] {
            assert!(case(figure), "{figure}");
        }
        for other in [
            "12/3/2026",
            "12/2026",
            "15/3",
            "25-3",
            "24/7",
            "Quyết định số 25",
            "25/QĐ-UBND",
            "ngày 15/3",
            "mục 3",
            "Có 2 đồng chí nghỉ phép",
            "vấn đề",
            "(1)a",
            "",
        ] {
            assert!(!case(other), "{other}");
        }
    }
}
