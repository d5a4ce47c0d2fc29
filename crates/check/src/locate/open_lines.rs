//! Classifies the lines of a table with open rows: rows, headings of groups, sums of other lines, and parts of them.
//!
//! A heading of a group (I Trên Hệ thống các Bộ, II Trên Hệ thống thành phố) may carry the group's sum. “Cộng …”
//! among the rows is a sum, “Trong đó: …” a part of the row above. Neither is a row, or its figures would be counted
//! twice.

use crate::answer;
use phuluc_form::{Form, TotalRow};
use phuluc_grid::{At, Content, Sheet};
use rust_decimal::Decimal;

/// A line of a table with open rows.
#[derive(Clone, Debug)]
pub(super) struct OpenLine {
    pub row: u32,
    /// Its name, from whichever of the first columns holds it.
    pub label: String,
    /// Its number, as the cell holds it.
    pub code: String,
    /// Whether it holds what may be a figure.
    pub has_figure: bool,
    /// Whether it holds anything in a column of answers.
    pub has_answer: bool,
    /// Whether it has the label of the row of totals.
    pub is_total: bool,
    /// Its figures, column by column.
    pub figures: Vec<Option<Decimal>>,
}

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A row of the sender's own.
    Row,
    /// The heading of the rows below it, which may hold their sum.
    Group,
    /// The sum of lines above it.
    Sum,
    /// A part of the row above it.
    Part,
}

/// The position of a table's columns on its sheet.
#[derive(Clone, Copy)]
pub(super) struct OpenTable<'t> {
    pub sheet: &'t Sheet,
    pub form: &'t Form,
    pub columns: &'t [Option<u32>],
    pub code_at: Option<u32>,
    pub key_at: u32,
}

impl OpenTable<'_> {
    /// Reads the line in a row of the sheet.
    pub fn line(&self, row: u32, total: Option<&TotalRow>) -> OpenLine {
        let sheet = self.sheet;
        let text = |column| sheet.label(At { row, column }).into_owned();
        let answers = self.answers().map(|(index, column)| (index, sheet.get(At { row, column })));
        let answers: Vec<_> = answers.collect();
        let mut words = sheet.row(row).filter(|(_, cell)| !matches!(cell.content, Content::Number(_)));
        let is_total = total.is_some_and(|total| words.any(|(at, _)| total.has_key(&sheet.key(at))));
        let (named, code) = (text(self.key_at), self.code_at.map(text).unwrap_or_default());
        let is_named = !named.is_empty();
        // a name that is merged across both columns stands in the first one
        let (label, code) = if is_named { (named, code) } else { split_group_code(&code) };
        OpenLine {
            row,
            has_figure: answers.iter().any(|(_, cell)| {
                cell.is_some_and(|cell| answer::may_be_figure(cell) && !is_dated(&cell.tidy()))
            }),
            has_answer: answers.iter().any(|(_, cell)| cell.is_some_and(|cell| !cell.is_empty())),
            is_total,
            figures: answers
                .iter()
                .map(|(index, cell)| {
                    answer::read(cell.as_ref()?, self.form.kind(None, *index)?)
                        .figure()
                        .map(|figure| figure.value)
                })
                .collect(),
            label,
            code,
        }
    }

    fn answers(&self) -> impl Iterator<Item = (usize, u32)> {
        let columns = self.columns.iter().enumerate();
        columns
            .filter(|(column, _)| self.form.takes_answers(*column))
            .filter_map(|(column, at)| Some((column, (*at)?)))
    }
}

impl OpenLine {
    /// Whether its number is one of a row: 1, 2, 3.
    pub fn is_numbered(&self) -> bool {
        self.code.trim_end_matches('.').parse::<u32>().is_ok()
    }

    /// Its kind, judged by itself and by the lines above and below it.
    pub fn kind(&self, above: Option<(&Self, LineKind)>, below: Option<&Self>) -> LineKind {
        let is_numbered = self.is_numbered();
        if says_part(&self.label) {
            return LineKind::Part;
        }
        let is_item = self.label.starts_with(['-', '+', '•', '–']) && self.code.is_empty();
        if is_item
            && above.is_some_and(|(above, kind)| {
                kind == LineKind::Part
                    || (kind == LineKind::Row && !above.label.starts_with(['-', '+', '•', '–']))
            })
        {
            return LineKind::Part;
        }
        if self.has_figure && !is_numbered && says_sum(&self.label) {
            return LineKind::Sum;
        }
        if is_group_code(&self.code)
            && below.is_some_and(|below| below.has_figure && !is_group_code(&below.code) && !below.is_total)
        {
            return LineKind::Group;
        }
        if !self.has_answer
            && !self.label.is_empty()
            && !is_numbered
            && below.is_some_and(|below| below.has_answer)
        {
            return LineKind::Group;
        }
        LineKind::Row
    }

    /// Whether all its figures are the sums of those of other lines. At least one must not be 0.
    pub fn is_sum_of(&self, lines: &[&Self]) -> bool {
        let own = self.figures.iter().enumerate().filter_map(|(column, figure)| Some((column, (*figure)?)));
        let own: Vec<(usize, Decimal)> = own.collect();
        !lines.is_empty()
            && own.iter().any(|(_, figure)| !figure.is_zero())
            && own.iter().all(|(column, figure)| {
                lines.iter().filter_map(|line| line.figures[*column]).sum::<Decimal>() == *figure
            })
    }
}

/// Splits “I. Trên Hệ thống các Bộ” in one cell into name and number. A number may stand alone.
fn split_group_code(text: &str) -> (String, String) {
    match text.split_once(['.', ' ', ')', '-']) {
        Some((code, name)) if is_group_code(code) && !name.trim().is_empty() => {
            (name.trim_start_matches([' ', '.', '-']).to_owned(), code.to_owned())
        }
        _ if text.chars().any(char::is_alphabetic) && !is_group_code(text) => {
            (text.to_owned(), String::new())
        }
        _ => (String::new(), text.to_owned()),
    }
}

/// Whether the number of a line is one of a group: I, II, A, B.
fn is_group_code(code: &str) -> bool {
    let code = code.trim().trim_end_matches(['.', ')', '/', ' ']);
    let is_roman = !code.is_empty() && code.len() <= 5 && code.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    is_roman || (code.len() == 1 && code.chars().all(|c| matches!(c, 'A'..='H')))
}

/// Whether a label names a sum: “Cộng”, “Cộng lĩnh vực 1-3”, “Tổng mục I”.
fn says_sum(label: &str) -> bool {
    /// Words that begin in the same way but name no sum.
    const OTHERS: [&str; 5] = ["cộng đồng", "cộng hòa", "cộng hoà", "cộng tác", "tổng hợp"];
    let label = label.trim_start_matches([' ', '-', '+']).to_lowercase();
    let is_word = ["cộng", "tổng"]
        .iter()
        .any(|word| label.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
    is_word && !OTHERS.iter().any(|other| label.starts_with(other))
}

/// Whether a label names a part of the line above it.
fn says_part(label: &str) -> bool {
    let key = phuluc_form::match_key(label);
    let key = key.trim_start_matches([' ', '-', '+', '*']);
    ["trong do", "gom:", "bao gom:", "rieng "].iter().any(|words| key.starts_with(words))
}

/// Whether a text is a dated line, such as “Ngày 15 tháng 3 năm 2026”, which holds no figure.
fn is_dated(text: &str) -> bool {
    let key = phuluc_form::match_key(text);
    key.contains("ngay") && key.contains("thang") && key.contains("nam")
}

#[cfg(test)]
mod tests {
    use super::{is_dated, is_group_code, says_part, says_sum, split_group_code};

    #[test]
    fn lines_say_what_they_are() {
        for sum in ["Cộng", "CỘNG (I)", "Cộng lĩnh vực 1-3", "Tổng mục I", "Tổng: "] {
            assert!(says_sum(sum), "{sum}");
        }
        for row in ["Công thương", "Công chứng", "Cộng đồng dân cư", "Tổng hợp", "Hộ tịch"]
        {
            assert!(!says_sum(row), "{row}");
        }
        assert!(says_part("Trong đó: đăng ký khai sinh") && says_part("- Trong đó, khai tử"));
        assert!(!says_part("Trong nước"));
        assert!(is_group_code("II.") && is_group_code("A") && !is_group_code("1") && !is_group_code(""));
        let split = |text| split_group_code(text);
        assert_eq!(split("I. Trên Hệ thống các Bộ"), ("Trên Hệ thống các Bộ".to_owned(), "I".to_owned()));
        assert_eq!(split("Tổng cộng"), ("Tổng cộng".to_owned(), String::new()));
        assert_eq!(split("3"), (String::new(), "3".to_owned()));
        assert!(is_dated("Xã Ví dụ 01, ngày 15 tháng 3 năm 2026"));
    }
}
