//! Suggests rules from the columns of a blank: formulas in their numbers, groups with a total, percentages, maxima.

use super::super::Draft;
use super::super::columns::is_total_label;
use super::super::elements::{BlankColumn, ColumnHolds, Figures, SuggestedRule, SuggestionReason};
use super::super::rule::{column_part, column_ratio, column_sum};
use super::super::table::BlankTable;
use phuluc_check::column_numbers;
use phuluc_form::match_key;
use phuluc_grid::{At, Sheet};
use std::collections::HashMap;

impl Draft {
    /// Suggests rules from the formulas in the row of column numbers, such as `(3)=(4)+(5)` and `6=5/4`, or at the
    /// end of a label.
    pub(super) fn suggest_by_numbers(&mut self, sheet: &Sheet, table: &BlankTable) {
        let Some(row) = table.numbers else { return };
        let numbered: Vec<(usize, column_numbers::Numbered)> = (0..self.columns.len())
            .filter_map(|index| {
                let at = At { row, column: self.columns[index].at };
                column_numbers::at(sheet, at).map(|numbered| (index, numbered))
            })
            .collect();
        // the columns of figures by their numbers, which formulas use as names
        let mut named: HashMap<&str, &BlankColumn> = HashMap::new();
        for (index, numbered) in &numbered {
            named.entry(&numbered.name).or_insert(&self.columns[*index]);
        }
        named.retain(|_, column| column.is_figure());
        let mut rules = Vec::new();
        for (index, numbered) in &numbered {
            let left = &self.columns[*index];
            let in_label = left.head.last().and_then(|label| formula_in(label));
            let Some(formula) = numbered.formula.as_ref().or(in_label.as_ref()) else { continue };
            let bare =
                formula.replace("*100%", "").replace("*100", "").replace("x100%", "").replace("x100", "");
            let rule = match bare.split_once([':', '/']) {
                Some((part, whole)) => named
                    .get(part)
                    .zip(named.get(whole))
                    .filter(|_| left.holds == ColumnHolds::Figures(Figures::Percent))
                    .map(|(part, whole)| column_ratio(left, part, whole)),
                None if bare.contains('-') => {
                    let (whole, part) = bare.split_once('-').unwrap_or_default();
                    let (whole, part) = (named.get(whole), named.get(part));
                    whole.zip(part).map(|(whole, part)| {
                        let rule = column_sum(left, &[whole, part]);
                        SuggestedRule {
                            title: rule.title.replacen(" + ", " - ", 1),
                            that: format!("{} = {} - {}", left.id, whole.id, part.id),
                            ..rule
                        }
                    })
                }
                None => {
                    let terms: Option<Vec<&BlankColumn>> =
                        bare.split('+').map(|term| named.get(term).copied()).collect();
                    terms.filter(|terms| !terms.is_empty()).map(|terms| column_sum(left, &terms))
                }
            };
            rules.extend(rule.map(|rule| SuggestedRule { because: SuggestionReason::ColumnNumbers, ..rule }));
        }
        for rule in rules {
            let rule = self.without_other_kinds(rule);
            self.add(rule);
        }
    }

    /// The rule without the rows in which columns cannot be compared: codes and words, and for sums and shares also
    /// percentages and averages.
    fn without_other_kinds(&self, rule: SuggestedRule) -> SuggestedRule {
        let by_row = self.columns.iter().any(|column| column.holds == ColumnHolds::ByRow);
        let left_out = self.printed().iter().filter(|row| !row.heading && (!row.is_count() || row.listed));
        let except = left_out.filter(|_| by_row).map(|row| row.id.clone()).collect();
        SuggestedRule { except, ..rule }
    }

    /// Suggests rules for the totals of groups of columns, percentages beside their parts, and scores with a maximum.
    pub(super) fn suggest_by_columns(&mut self) {
        let columns = self.columns.clone();
        let mut rules = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            if column.is_additive()
                && !column.is_maximum()
                && is_total_label(&column.leaf())
                && column.head.len() > 1
            {
                let parts = parts_of_group(&columns, index);
                match parts.as_slice() {
                    [] => {}
                    [only] => rules.push(column_part(only, column)),
                    parts => rules.push(column_sum(column, parts)),
                }
            }
            if column.holds == ColumnHolds::Figures(Figures::Percent)
                && let Some((part, whole)) = parts_of_ratio(&columns, index)
            {
                rules.push(column_ratio(column, part, whole));
            }
        }
        let (maxima, scores): (Vec<&BlankColumn>, Vec<&BlankColumn>) = columns
            .iter()
            .filter(|column| column.holds == ColumnHolds::Figures(Figures::Score))
            .partition(|column| column.is_maximum());
        let scores: Vec<String> = scores
            .into_iter()
            .filter(|column| !column.leaf().contains("tru"))
            .map(|column| column.id.clone())
            .collect();
        if let (Some(maximum), false) = (maxima.first(), scores.is_empty()) {
            // points that are taken off are below 0
            let taken_off = self.printed().iter().filter(|row| {
                row.fixed.iter().any(|(_, figure)| figure.is_sign_negative() && !figure.is_zero())
            });
            let except = taken_off.map(|row| row.id.clone()).collect();
            rules.push(SuggestedRule {
                title: "Điểm không lớn hơn điểm tối đa".to_owned(),
                each: Some("row"),
                columns: scores,
                except,
                todo: "Xem lại điểm và điểm tối đa của dòng này.".to_owned(),
                ..SuggestedRule::new(
                    "diem-toi-da",
                    SuggestionReason::Maximum,
                    "Không thể đạt quá điểm tối đa.",
                    format!("value <= {}", maximum.id),
                )
            });
        }
        for rule in rules {
            self.add(rule);
        }
    }
}

/// The formula at the end of a label: “Tổng số phải giải quyết (3)+(4)”, “Còn lại (5)-(6)”.
fn formula_in(label: &str) -> Option<String> {
    let at = label.find('(').filter(|at| *at > 0)?;
    let formula: String = label[at..].chars().filter(|c| !c.is_whitespace() && !"()=".contains(*c)).collect();
    let is_formula = formula.contains(['+', '-'])
        && formula.chars().all(|c| c.is_ascii_digit() || "+-".contains(c))
        && formula.starts_with(|c: char| c.is_ascii_digit());
    is_formula.then_some(formula)
}

impl BlankColumn {
    fn leaf(&self) -> String {
        self.head.last().map(|label| match_key(label)).unwrap_or_default()
    }

    const fn is_figure(&self) -> bool {
        matches!(self.holds, ColumnHolds::Figures(_) | ColumnHolds::ByRow)
    }
}

/// The columns that a group's total adds up: those under the same label. Of a smaller group with its own total, only
/// that total counts.
fn parts_of_group(columns: &[BlankColumn], total: usize) -> Vec<&BlankColumn> {
    let depth = columns[total].head.len() - 1;
    let group = &columns[total].head[..depth];
    let in_group: Vec<&BlankColumn> = columns
        .iter()
        .filter(|column| column.is_additive() && column.head.len() > depth && column.head[..depth] == *group)
        .filter(|column| column.id != columns[total].id)
        .collect();
    let mut parts = in_group.clone();
    parts.retain(|column| {
        let is_in_smaller_group = column.head.len() > depth + 1 && !is_total_label(&column.leaf());
        let has_total = in_group.iter().any(|other| {
            other.head.len() == column.head.len()
                && other.head[..=depth] == column.head[..=depth]
                && is_total_label(&other.leaf())
        });
        !(is_in_smaller_group && has_total)
    });
    parts
}

/// The columns of what was done and what was planned, if these two are the last before a percentage.
fn of_plan(left: &[BlankColumn]) -> Option<(&BlankColumn, &BlankColumn)> {
    const PLANNED: [&str; 5] = ["ke hoach", "du toan", "chi tieu giao", "duoc giao", "muc tieu"];
    const DONE: [&str; 4] = ["thuc hien", "dat duoc", "da thuc hien", "ket qua"];
    let (done, before) = left.split_last()?;
    let planned = before.last()?;
    let begins =
        |column: &BlankColumn, words: &[&str]| words.iter().any(|word| column.leaf().starts_with(word));
    let are_figures =
        [done, planned].iter().all(|column| column.is_additive() || column.holds == ColumnHolds::ByRow);
    (are_figures && begins(done, &DONE) && begins(planned, &PLANNED)).then_some((done, planned))
}

/// The part and the whole of a percentage column, if its label names the part.
fn parts_of_ratio(columns: &[BlankColumn], ratio: usize) -> Option<(&BlankColumn, &BlankColumn)> {
    let label = columns[ratio].head.iter().map(|label| match_key(label)).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !["", "so", "luong", "ty", "le", "ho"].contains(word))
        .collect();
    let left = &columns[..ratio];
    if let Some(of_plan) = of_plan(left) {
        return Some(of_plan);
    }
    let part = left.iter().rev().find(|column| {
        let leaf = column.leaf();
        let mut distinctive_words = leaf.split(' ').filter(|word| !["so", "luong"].contains(word)).peekable();
        column.is_additive()
            && distinctive_words.peek().is_some()
            && distinctive_words.all(|word| words.contains(&word))
    })?;
    let others: Vec<&BlankColumn> =
        left.iter().filter(|column| column.is_additive() && column.id != part.id).collect();
    let (_, group) = part.head.split_last()?;
    let totals = others.iter().filter(|column| is_total_label(&column.leaf()));
    let whole = totals
        .clone()
        .find(|column| column.head[..column.head.len() - 1] == *group)
        .or_else(|| totals.clone().next())
        .or_else(|| others.first())?;
    Some((part, whole))
}
