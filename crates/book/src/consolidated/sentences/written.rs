//! A sentence while it is written: its formula over the totals, and the text that the formula comes to.

use super::Figure;
use crate::consolidated::{drawing, figure_text};
use phuluc_form::uncapital;
use phuluc_grid::CellValue;
use phuluc_round::{ConsolidatedCell, Total};
use rust_decimal::Decimal;

/// A sentence as far as it is written: as a formula, and what that comes to.
#[derive(Default)]
pub(super) struct Written {
    formula: Vec<String>,
    text: String,
    /// The words before the next figure, which stand only if there is one: “đạt” of nothing is said otherwise.
    held: Option<&'static str>,
}

impl Written {
    pub fn text(&mut self, words: &str) {
        let held = ["đạt ", "chiếm "].into_iter().find(|held| words.ends_with(held));
        let words = held.and_then(|held| words.strip_suffix(held)).unwrap_or(words);
        let is_first = self.text.is_empty();
        let words = if is_first { uncapital(words) } else { words.to_owned() };
        if !words.is_empty() {
            self.formula.push(quoted(&words));
        }
        self.text.push_str(&words);
        self.held = held;
    }

    /// A figure from a cell, with its part and base if they stand nowhere else.
    pub fn figure(&mut self, at: &str, figure: &Figure<'_>, sides: Option<[CellValue; 2]>) -> Option<()> {
        let held = self.held.take().unwrap_or_default();
        // in Vietnamese digits whatever the regional settings of the computer are
        let count = |at: &str| format!("SUBSTITUTE(FIXED({at},0),\",\",\".\")");
        let digits = if figure.percent {
            format!("SUBSTITUTE(FIXED({at},2,TRUE),\".\",\",\")&\"%\"")
        } else {
            count(at)
        };
        let (mut formula, mut text) = (digits, written(figure.cell, figure.percent)?);
        if let (
            Some([CellValue::Formula(part, _), CellValue::Formula(base, _)]),
            Total::Share { part: of, base: all, .. },
        ) = (sides, &figure.cell.total)
        {
            let [part, base] = [part, base].map(|sum| count(sum.trim_start_matches('=')));
            formula = format!("{formula}&\" (\"&{part}&\"/\"&{base}&\")\"");
            text =
                format!("{text} ({}/{})", figure_text::figure(*of, false), figure_text::figure(*all, false));
        }
        let is_figure = !matches!(figure.cell.total, Total::Share { value: None, .. });
        self.formula.push(format!("IF(ISNUMBER({at}),{}{formula},{at})", prefix(held)));
        self.text.push_str(if is_figure { held } else { "" });
        self.text.push_str(&text);
        Some(())
    }

    /// What is left of the first total without the others; nobody can tell it if they are of other units, or more
    /// than it.
    pub fn rest(&mut self, terms: &[(String, &ConsolidatedCell)]) {
        let unknown = "không tính được";
        let mut rest: Option<Decimal> = None;
        let counts = |cell: &ConsolidatedCell| (cell.given, cell.of);
        let is_of_same_units = terms.windows(2).all(|pair| counts(pair[0].1) == counts(pair[1].1));
        for (_, cell) in terms.iter().filter(|_| is_of_same_units) {
            let Total::Sum(sum) = cell.total else { continue };
            rest = Some(rest.map_or(sum, |rest| rest - sum));
        }
        match rest {
            Some(left) => {
                let at: Vec<&str> = terms.iter().map(|(at, _)| at.as_str()).collect();
                let at = at.join("-");
                let digits = format!("SUBSTITUTE(FIXED({at},0),\",\",\".\")");
                self.formula.push(format!("IFERROR(IF({at}<0,\"{unknown}\",{digits}),\"{unknown}\")"));
                let is_known = left >= Decimal::ZERO;
                self.text.push_str(&if is_known {
                    figure_text::figure(left, false)
                } else {
                    unknown.to_owned()
                });
            }
            None => {
                self.formula.push(quoted(unknown));
                self.text.push_str(unknown);
            }
        }
    }

    /// The whole.
    pub fn sentence(self, lead: &str, behind: &str) -> CellValue {
        let mut formula = vec![quoted(lead)];
        formula.extend(self.formula);
        if !behind.is_empty() {
            formula.push(quoted(behind));
        }
        let text = format!("{lead}{}{behind}", self.text);
        CellValue::formula(format!("={}", formula.join("&")), CellValue::Text(text))
    }
}

/// Words before a figure in a formula.
fn prefix(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{}&", quoted(words)) }
}

/// A text as a formula writes it; a constant in a formula holds 255 characters.
fn quoted(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let constants = chars
        .chunks(200)
        .map(|chunk| format!("\"{}\"", chunk.iter().collect::<String>().replace('"', "\"\"")));
    constants.collect::<Vec<_>>().join("&")
}

/// A total as the formula writes it; none if there is nothing to write.
fn written(cell: &ConsolidatedCell, percent: bool) -> Option<String> {
    let value = match &cell.total {
        Total::Sum(value)
        | Total::Max(value)
        | Total::Same { value, .. }
        | Total::Share { value: Some(value), .. } => *value,
        Total::Share { value: None, .. } => return Some(drawing::shown(cell).text().to_owned()),
        _ => return None,
    };
    Some(figure_text::figure(value, percent))
}
