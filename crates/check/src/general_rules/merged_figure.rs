//! One figure in a cell that is merged over several places of a form, so that nobody knows which place it is for.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::submission::{Entry, FilledForm};
use foldhash::fast::RandomState;
use phuluc_form::{Kind, Lang, Severity};
use phuluc_grid::{At, Sheet};
use std::collections::{HashMap, HashSet};

/// The merged ranges that hold one figure for several places, by first and last cell.
#[derive(Clone, Debug)]
pub struct MergedFigure(pub Vec<(At, At)>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "merged-figure",
    severity: Severity::Warning,
    vi: Manual {
        title: "Một số ghi chung cho nhiều ô",
        why: "Ô gộp chỉ giữ một số ở ô đầu; các ô còn lại được đọc là chưa nhập.",
        example: "Ô D10 gộp đến D12, ghi 25 cho ba chỉ tiêu.",
        todo: "Bỏ gộp ô, ghi số riêng cho từng chỉ tiêu; chỉ tiêu không có thì ghi 0.",
    },
    en: Manual {
        title: "one figure for several cells",
        why: "a merged cell holds one figure in its first cell; the others are read as blank",
        example: "D10 is merged down to D12 and holds 25 for three rows",
        todo: "unmerge the cells and give each row its own figure",
    },
};

impl GeneralFinding for MergedFigure {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        const FIRST: usize = 5;
        let mut ranges: Vec<String> =
            self.0.iter().take(FIRST).map(|(from, to)| format!("{from}:{to}")).collect();
        let more = self.0.len().saturating_sub(FIRST);
        match lang {
            Lang::Vi => {
                ranges.extend((more > 0).then(|| format!("và {more} vùng khác")));
                format!("một số ghi chung cho nhiều ô gộp {}, chỉ tính cho ô đầu", ranges.join(", "))
            }
            Lang::En => {
                ranges.extend((more > 0).then(|| format!("{more} more")));
                format!("one figure for several merged cells, counted for the first ({})", ranges.join(", "))
            }
        }
    }
}

/// Checks a form on its sheet.
pub(crate) fn find(filled: &FilledForm, sheet: &Sheet) -> Option<Finding> {
    // real sheets have few merged ranges, but a hostile file may have many
    const MOST: usize = 10_000;
    if sheet.merges().is_empty() {
        return None;
    }
    let merges = sheet.merges().iter().take(MOST);
    let firsts: HashSet<At, RandomState> = merges.clone().map(|(from, _)| *from).collect();
    let is_first = |(column, entry): (usize, Entry<'_>), row: usize| {
        entry.answer.is_given()
            && entry.at.is_some_and(|at| firsts.contains(&at))
            && filled.kind(row, column).is_some_and(Kind::is_figure)
    };
    // usually only headings are merged
    let mut rows = filled.rows.iter().enumerate();
    if !rows.any(|(row, answers)| answers.entries.written().any(|written| is_first(written, row))) {
        return None;
    }
    let mut figures: HashMap<At, bool, RandomState> = HashMap::default();
    for (row, answers) in filled.rows.iter().enumerate() {
        for (column, entry) in answers.entries.iter().enumerate() {
            if let Some(at) = entry.at.filter(|_| filled.kind(row, column).is_some_and(Kind::is_figure)) {
                figures.insert(at, entry.answer.is_given());
            }
        }
    }
    let holds_one_of_several = |(from, to): &&(At, At)| {
        let is_figure = figures.get(from) == Some(&true);
        // a cell that holds a figure of its own under the merge needs no other's
        let mut others = figures.iter().filter(|(at, is_given)| {
            !**is_given
                && **at != *from
                && (from.row..=to.row).contains(&at.row)
                && (from.column..=to.column).contains(&at.column)
        });
        is_figure && others.next().is_some()
    };
    let merges: Vec<(At, At)> = merges.filter(holds_one_of_several).copied().collect();
    (!merges.is_empty()).then(|| Finding::about_form(&filled.form, &sheet.name, MergedFigure(merges)))
}
