//! Suggests rules from the structure of a blank's rows: sums, parts, percentages, answers that need others.

mod column_rules;
mod part_and_whole;

use super::Draft;
use super::elements::{BlankRow, BlankRows, ColumnHolds, Figures, SuggestedRule, SuggestionReason};
use super::label_meaning::{cuts_across, is_division, leave_out_a_part};
use super::left_open::{Remark, RemarkAt};
use super::row_codes;
use super::rule::{WHY_SUM, first_is_total, part_of, ratio, row_formula, sum, yes_needs};
use super::table::BlankTable;
use phuluc_form::{Kind, match_key};
use phuluc_grid::Sheet;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The most rows that can be parts of the first row under a heading.
const MOST_PARTS: usize = 4;

impl Draft {
    /// Adds all suggested rules, and marks the percentages that no rule explains.
    pub(super) fn suggest(&mut self, sheet: &Sheet, table: &BlankTable) {
        let printed = self.printed().len();
        if printed > 0 {
            self.suggest_by_rows();
        } else if let BlankRows::Open { total: Some(total), .. } = &self.rows {
            let rule = SuggestedRule {
                each: Some("column"),
                todo: "Cộng lại cột; kiểm tra dòng bị sót hoặc ghi hai lần.".to_owned(),
                ..SuggestedRule::new(
                    "tong-cong",
                    SuggestionReason::Total,
                    WHY_SUM,
                    "[tong] = sum(open)".to_owned(),
                )
            };
            let title = format!("Dòng “{total}” bằng tổng các dòng");
            self.add(SuggestedRule { title, ..rule });
        }
        self.suggest_by_numbers(sheet, table);
        self.suggest_by_columns();
        self.mark_lone_percentages();
    }

    /// Adds a rule with an id of its own, unless an earlier one says the same.
    fn add(&mut self, rule: SuggestedRule) {
        if self.rules.iter().any(|earlier| earlier.says_the_same(&rule)) {
            return;
        }
        let numbered = (2..).map(|n| format!("{}-{n}", rule.id));
        let id = std::iter::once(rule.id.clone())
            .chain(numbered)
            .find(|id| self.rules.iter().all(|earlier| earlier.id != *id))
            .unwrap_or_default();
        self.rules.push(SuggestedRule { id, ..rule });
    }

    /// Adds the rules that printed rows suggest.
    fn suggest_by_rows(&mut self) {
        let rows = self.printed().to_vec();
        let by_row = self.columns.iter().filter(|column| column.holds == ColumnHolds::ByRow);
        let by_row: Vec<String> = by_row.map(|column| column.id.clone()).collect();
        let has_measure = self.columns.iter().any(|column| column.holds == ColumnHolds::Measure);
        // the percentages of a plan are set, not worked out
        let worked_out: Vec<String> = by_row.iter().filter(|id| !self.is_of_plan(id)).cloned().collect();
        let additive: Vec<String> = self
            .columns
            .iter()
            .filter(|column| column.is_additive() && !column.is_maximum())
            .map(|column| column.id.clone())
            .collect();
        for mut rule in divisions(&rows) {
            rule.each = Some("column");
            rule.columns.clone_from(if by_row.is_empty() { &additive } else { &by_row });
            if !rule.columns.is_empty() {
                self.add(rule);
            }
        }
        if by_row.is_empty() && !has_measure {
            let under = |parent: usize| rows.iter().filter(move |row| row.parent == Some(parent));
            // a row with only headings under it is no sum of them
            let is_sum = (0..rows.len()).any(|row| under(row).next().is_some())
                && (0..rows.len())
                    .all(|row| under(row).next().is_none() || under(row).any(|row| !row.heading));
            if is_sum && !additive.is_empty() {
                self.add(SuggestedRule {
                    title: "Số của mục bằng tổng các mục con".to_owned(),
                    each: Some("parent"),
                    columns: additive,
                    todo: "Cộng lại các mục con; sửa mục ghi sai hoặc bổ sung mục bị sót.".to_owned(),
                    ..SuggestedRule::new(
                        "tong-muc-con",
                        SuggestionReason::Children,
                        WHY_SUM,
                        "value = sum(children)".to_owned(),
                    )
                });
            }
            return;
        }
        let formulas: Vec<SuggestedRule> = rows.iter().filter_map(|row| formula_of(row, &rows)).collect();
        for mut rule in formulas {
            match by_row.len() {
                1 => {}
                0 => {
                    rule.each = Some("column");
                    rule.columns.clone_from(&additive);
                }
                _ => {
                    rule.each = Some("column");
                    rule.columns.clone_from(&by_row);
                }
            }
            self.add(rule);
        }
        for index in 0..rows.len() {
            let children: Vec<&BlankRow> = rows.iter().filter(|row| row.parent == Some(index)).collect();
            for mut rule in self.about(&rows, index, &children) {
                // with a single by-row column, `[row]` alone means the value in it
                match by_row.len() {
                    0 => {
                        rule.each = Some("column");
                        rule.columns.clone_from(&additive);
                    }
                    1 => {}
                    _ => {
                        rule.each = Some("column");
                        rule.columns.clone_from(if rule.derive { &worked_out } else { &by_row });
                    }
                }
                if !by_row.is_empty() || !additive.is_empty() {
                    self.add(rule);
                }
            }
        }
    }

    /// Whether the column with this id holds what is planned.
    fn is_of_plan(&self, id: &str) -> bool {
        let column = self.columns.iter().find(|column| column.id == id);
        column.is_some_and(|column| {
            let head = match_key(&column.head.join(" "));
            ["ke hoach", "du toan", "chi tieu giao", "muc tieu"].iter().any(|word| head.contains(word))
        })
    }

    /// The rules that a row and the rows under it suggest.
    fn about(&mut self, rows: &[BlankRow], index: usize, children: &[&BlankRow]) -> Vec<SuggestedRule> {
        let row = &rows[index];
        if row.is_percent() {
            return part_and_whole::parts(rows, index, children)
                .map(|(part, whole)| ratio(row, part, whole))
                .unwrap_or_default();
        }
        let counts: Vec<&BlankRow> = children.iter().copied().filter(|child| child.is_count()).collect();
        if let Some(yes) = row.yes() {
            return yes_needs(row, yes, children);
        }
        if row.heading || !row.is_count() {
            if self.is_total_of_the_others(&counts, row, index) {
                return first_is_total(&counts);
            }
            return Vec::new();
        }
        let same: Vec<&BlankRow> =
            counts.into_iter().filter(|child| child.measured_in == row.measured_in).collect();
        if row.measured_in.is_some() && self.is_total_of_the_others(&same, row, index) {
            return first_is_total(&same);
        }
        let among = std::iter::once(row).chain(children.iter().copied()).any(BlankRow::says_among);
        let all: Vec<&str> = same.iter().map(|part| part.label.as_str()).collect();
        let (across, same): (Vec<&BlankRow>, Vec<&BlankRow>) =
            same.iter().partition(|part| cuts_across(&part.label, &all));
        let labels: Vec<&str> = same.iter().map(|part| part.label.as_str()).collect();
        let because = if among {
            SuggestionReason::Among
        } else if leave_out_a_part(&row.label, &labels) {
            SuggestionReason::PartMissing
        } else {
            SuggestionReason::Children
        };
        let mut rules = match same.as_slice() {
            [] => Vec::new(),
            [only] => vec![part_of(only, row)],
            all => vec![sum(row, all, because)],
        };
        rules.extend(across.into_iter().map(|part| part_of(part, row)));
        rules
    }

    /// Whether the first row under `row` is the total of the others. If so, a row with a unit of measure becomes a
    /// heading.
    fn is_total_of_the_others(&mut self, counts: &[&BlankRow], row: &BlankRow, index: usize) -> bool {
        let [first, others @ ..] = counts else { return false };
        let found = first.is_called_total()
            && (2..=MOST_PARTS).contains(&others.len())
            && others.iter().all(|other| !other.is_called_total() && other.measured_in == first.measured_in);
        if found && !row.heading && !row.is_called_total() {
            // the row counts the same as the first row under it, so it is a heading that shows a unit of measure
            if let BlankRows::Printed(rows) = &mut self.rows {
                rows[index].heading = true;
            }
            self.remarks.push((RemarkAt::Row(index), Remark::Heading));
        }
        found && (row.heading || !row.is_called_total())
    }

    /// Makes the percentages that no rule works out listed by unit, each with a remark.
    fn mark_lone_percentages(&mut self) {
        let lone_rows: Vec<usize> = (0..self.printed().len())
            .filter(|&index| {
                let row = &self.printed()[index];
                row.is_percent() && !self.is_worked_out(&format!("[{}]", row.id))
            })
            .collect();
        let lone_columns: Vec<usize> = (0..self.columns.len())
            .filter(|&index| {
                let column = &self.columns[index];
                column.holds == ColumnHolds::Figures(Figures::Percent) && !self.is_worked_out(&column.id)
            })
            .collect();
        if let BlankRows::Printed(rows) = &mut self.rows {
            for &index in &lone_rows {
                rows[index].listed = true;
            }
        }
        for &index in &lone_columns {
            self.columns[index].listed = true;
        }
        let rows =
            lone_rows.into_iter().map(RemarkAt::Row).chain(lone_columns.into_iter().map(RemarkAt::Column));
        self.remarks.extend(rows.map(|spot| (spot, Remark::NoParts)));
    }

    /// Whether a rule works out the percentage at a place from its parts.
    fn is_worked_out(&self, place: &str) -> bool {
        let begin = format!("{place} = percent(");
        self.rules.iter().any(|rule| rule.derive && rule.that.starts_with(&begin))
    }
}

impl SuggestedRule {
    /// Whether both rules demand the same, or say what the same place is equal to.
    fn says_the_same(&self, other: &Self) -> bool {
        self.that == other.that
            // a formula that the blank prints says it better
            || (self.because == SuggestionReason::RowNumbers && named(&self.that) == named(&other.that))
            || (self.because != SuggestionReason::Division || other.because != SuggestionReason::Division)
                && other
                    .that
                    .split_once(" = ")
                    .is_some_and(|(left, _)| self.that.split(" = ").next() == Some(left))
    }
}

/// The places that a rule names, in any order.
fn named(that: &str) -> BTreeSet<&str> {
    that.split('[').skip(1).filter_map(|place| place.split(']').next()).collect()
}

/// The rule in the label of a row: “Số đơn đang giải quyết (7 = 4 - 5)”. The first code is the row's own.
fn formula_of(row: &BlankRow, rows: &[BlankRow]) -> Option<SuggestedRule> {
    let (_, bracket) = row.label.rsplit_once('(')?;
    let (left, right) = bracket.trim_end_matches([')', ' ', '.', ':']).split_once('=')?;
    let coded = |code: &str| {
        let code = code.trim().trim_matches(['[', ']', '(', ')', ' ']);
        let mut twins = rows.iter().filter(|other| {
            other.code.as_deref().is_some_and(|own| row_codes::bare(own) == code) && other.is_count()
        });
        // a code that stands twice names no row
        twins.next().filter(|_| twins.next().is_none())
    };
    if coded(left).is_none_or(|own| own.id != row.id) {
        return None;
    }
    let spaced = right.replace('+', " + ").replace(['-', '–'], " - ");
    let (mut terms, mut sign, mut said) = (Vec::new(), "", String::new());
    for word in spaced.split_whitespace() {
        if matches!(word, "+" | "-") {
            sign = if word == "+" { " + " } else { " - " };
            continue;
        }
        let term = coded(word)?;
        said.push_str(&format!("{}[{}]", if terms.is_empty() { "" } else { sign }, term.id));
        terms.push(term);
    }
    (terms.len() > 1).then(|| row_formula(row, &said))
}

impl BlankRow {
    fn is_percent(&self) -> bool {
        let is_counted_in = self.measured_in.as_deref() == Some("%");
        !self.heading && (self.kind == Some(Kind::Percent) || (self.kind.is_none() && is_counted_in))
    }

    /// Whether its label begins like that of a total.
    fn is_called_total(&self) -> bool {
        match_key(&self.label).starts_with("tong so")
    }

    /// Whether it holds something that rules can work with: it is no heading and no text.
    pub(super) fn is_figure(&self) -> bool {
        !self.heading && self.kind != Some(Kind::Text)
    }

    /// Whether its figures can be added up.
    pub(super) fn is_count(&self) -> bool {
        let is_plain = matches!(self.kind, None | Some(Kind::Money | Kind::Quantity | Kind::Score));
        is_plain && !self.is_percent() && self.choices.is_empty() && !self.heading
    }

    /// The code of “Có”, if it is a yes-or-no question.
    fn yes(&self) -> Option<Decimal> {
        let yes = self.choices.iter().find(|choice| {
            matches!(match_key(&choice.label).as_str(), "co" | "da thuc hien" | "co thuc hien" | "da co")
        });
        yes.map(|choice| choice.code)
    }

    /// Whether it counts a total.
    fn is_total(&self) -> bool {
        self.is_count() && match_key(&self.label).starts_with("tong")
    }

    /// Whether it says that the rows under it are only some of what it counts.
    fn says_among(&self) -> bool {
        let code = self.code.as_deref().map(match_key).unwrap_or_default();
        code.contains("trong do") || match_key(&self.label).contains("trong do")
    }
}

/// Sums of a total that groups of rows divide in different ways: “Tổng số”, “Chia theo trình độ”, “Chia theo độ
/// tuổi”.
fn divisions(rows: &[BlankRow]) -> Vec<SuggestedRule> {
    let mut rules = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.heading && is_division(&row.label)) {
        let Some(total) = rows[..index].iter().rev().find(|row| row.is_total()) else { continue };
        let parts = rows[index + 1..].iter().take_while(|part| !part.heading && !part.is_total());
        let parts: Vec<&BlankRow> =
            parts.filter(|part| part.is_count() && part.measured_in == total.measured_in).collect();
        if parts.len() > 1 && row.measured_in.is_none() {
            rules.push(SuggestedRule {
                id: format!("tong-{}", super::text::slug(&row.label, '-', 6)),
                ..sum(total, &parts, SuggestionReason::Division)
            });
        }
    }
    rules
}
