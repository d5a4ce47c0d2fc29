//! A sentence while it is written: its formula over the totals, and the text that the formula comes to.

use super::figure::Figure;
use crate::consolidated::{figure_text, shared_by_sheets};
use phuluc_form::uncapital;
use phuluc_grid::CellValue;
use phuluc_round::Total;
use rust_decimal::Decimal;

/// A sentence as far as it is written: as a formula, and what that comes to.
#[derive(Default)]
pub(super) struct Written {
    formula: Vec<String>,
    text: String,
    /// The words before the next figure, which stand only if there is one: “đạt” of nothing is said otherwise.
    held: Option<&'static str>,
}

/// Where a figure stands in the workbook.
pub(super) struct Cells {
    /// The cell of its total.
    pub at: String,
    /// What is taken off it for each unit that is left aside: the unit's own cell, or its figure.
    pub less: Vec<String>,
}

impl Cells {
    /// The amount as the part of a formula.
    fn amount(&self) -> String {
        if self.less.is_empty() {
            return self.at.clone();
        }
        format!("({}-{})", self.at, self.less.join("-"))
    }
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
    pub fn figure(&mut self, cells: &Cells, figure: &Figure<'_>, sides: Option<[CellValue; 2]>) {
        let held = self.held.take().unwrap_or_default();
        let at = &cells.at;
        let amount = cells.amount();
        let digits = if figure.percent {
            format!("SUBSTITUTE(FIXED({amount},2,TRUE),\".\",\",\")&\"%\"")
        } else {
            whole(&amount)
        };
        let said = match figure.amount() {
            Some(amount) => figure_text::figure(amount, figure.percent),
            None => shared_by_sheets::shown(figure.cell).text().to_owned(),
        };
        let (mut formula, mut text) = (digits, said);
        if let (
            Some([CellValue::Formula(part, _), CellValue::Formula(base, _)]),
            Total::Share { part: of, base: all, .. },
        ) = (sides, &figure.cell.total)
        {
            let [part, base] = [part, base].map(|sum| whole(sum.trim_start_matches('=')));
            formula = format!("{formula}&\" (\"&{part}&\"/\"&{base}&\")\"");
            text =
                format!("{text} ({}/{})", figure_text::figure(*of, false), figure_text::figure(*all, false));
        }
        self.formula.push(format!("IF(ISNUMBER({at}),{}{formula},{at})", prefix(held)));
        self.text.push_str(if figure.is_share_of_nothing() { "" } else { held });
        self.text.push_str(&text);
    }

    /// That there was none of a fraction's base; if figures come later, the sentence is to be written anew.
    pub fn nothing(&mut self, base: &Cells) {
        let none = ": không phát sinh";
        self.trim_end();
        self.formula.push(format!("IF({}=0,\"{none}\",\" …\")", base.amount()));
        self.text.push_str(none);
        self.held = None;
    }

    /// Takes off the space at the end of the last words.
    fn trim_end(&mut self) {
        let trimmed = self.text.trim_end();
        if trimmed.len() < self.text.len() {
            self.text.truncate(trimmed.len());
            if let Some(last) = self.formula.last_mut()
                && let Some(words) = last.strip_suffix(" \"")
            {
                *last = format!("{words}\"");
            }
        }
    }

    /// What is left of the first total without the others; nobody can tell it if they are of other units, or more
    /// than it.
    pub fn rest(&mut self, terms: &[(Cells, &Figure<'_>)]) {
        let unknown = "không tính được";
        let mut rest: Option<Decimal> = None;
        let is_of_same_units = terms.windows(2).all(|pair| pair[0].1.is_of_units_of(pair[1].1));
        for (_, figure) in terms.iter().filter(|_| is_of_same_units) {
            let (Total::Sum(_), Some(amount)) = (&figure.cell.total, figure.amount()) else { continue };
            rest = Some(rest.map_or(amount, |rest| rest - amount));
        }
        match rest {
            Some(left) => {
                let at: Vec<String> = terms.iter().map(|(at, _)| at.amount()).collect();
                let at = at.join("-");
                let digits = whole(&at);
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

/// A whole figure as a formula writes it: in Vietnamese digits whatever the regional settings of the computer are.
fn whole(figure: &str) -> String {
    format!("SUBSTITUTE(FIXED({figure},0),\",\",\".\")")
}

/// A text as a formula writes it; a constant in a formula holds 255 characters.
fn quoted(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let constants = chars
        .chunks(200)
        .map(|chunk| format!("\"{}\"", chunk.iter().collect::<String>().replace('"', "\"\"")));
    constants.collect::<Vec<_>>().join("&")
}
