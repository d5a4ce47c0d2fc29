//! A line of a sheet that may be a row of a form: its code and its label.

use super::label_comparison::words;
use phuluc_form::{bare_code, match_key};
use phuluc_grid::{At, Content, Sheet};
use std::cell::OnceCell;
use std::sync::Arc;

/// A line of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetLine {
    /// The sheet row.
    pub row: u32,
    /// Its code, as the cell holds it.
    pub code: Code,
    /// The match key of its label.
    pub label: Arc<str>,
    /// The words of the label, with abbreviations written out, once somebody asked for them.
    words: OnceCell<String>,
}

/// The content of the cell for a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// An empty cell.
    Absent,
    /// A text without dots at its end.
    Text(String),
    /// A number, such as 1.1 for a typed 1.10.
    Number(String),
    /// A date that Excel made of a code, as day, month and two digits of the year: 3.1 becomes the third of January.
    Date([u32; 3]),
}

impl SheetLine {
    /// Reads a line of the sheet; `None` if it has neither code nor label.
    pub fn read(sheet: &Sheet, row: u32, code_at: Option<u32>, label_at: u32) -> Option<Self> {
        let label_cell = At { row, column: label_at };
        let code_cell = code_at.map(|column| At { row, column });
        let text = code_cell.map(|at| sheet.text(at)).unwrap_or_default();
        if text.is_empty()
            && let Some((code, rest)) = split_code(&sheet.label(label_cell))
        {
            // code and label in one cell: “1.1. Số TTHC …”
            return Some(Self::new(row, Code::Text(bare_code(code)), match_key(rest).into()));
        }
        let label = sheet.key(label_cell);
        let code = match code_cell.and_then(|at| sheet.get(at)).map(|cell| &cell.content) {
            _ if text.is_empty() => Code::Absent,
            Some(Content::Number(number)) => Code::Number(number.normalize().to_string()),
            Some(Content::Date(_)) => {
                date_parts(&text).map_or_else(|| Code::Text(text.to_string()), Code::Date)
            }
            _ => Code::Text(bare_code(&text)),
        };
        (code != Code::Absent || !sheet.is_empty(label_cell)).then(|| Self::new(row, code, label))
    }

    /// A line with a code and the match key of a label.
    pub fn new(row: u32, code: Code, label: Arc<str>) -> Self {
        Self { row, code, label, words: OnceCell::new() }
    }

    /// The words of the label, with abbreviations written out.
    pub fn words(&self) -> &str {
        self.words.get_or_init(|| words(&self.label).join(" "))
    }
}

impl Code {
    /// Whether Excel may have made this of a printed code.
    pub fn may_be(&self, printed: &str) -> bool {
        let parts: Option<Vec<u32>> = printed.split('.').map(|part| part.parse().ok()).collect();
        match (self, parts.as_deref()) {
            // 1.10 as 1.1, 2.0 as 2
            (Self::Number(number), Some(_)) => match printed.trim_end_matches('0').trim_end_matches('.') {
                short if printed.contains('.') => short == number,
                _ => false,
            },
            // as day and month, or as month and day
            (Self::Date([day, month, year]), Some(parts)) => {
                let date = [[*day, *month, *year], [*month, *day, *year]];
                date.iter().any(|date| date.starts_with(parts) && parts.len() >= 2)
            }
            _ => false,
        }
    }
}

/// Splits a label that begins with a code into the code and the rest.
pub fn split_code(label: &str) -> Option<(&str, &str)> {
    let (code, rest) = label.split_once(' ')?;
    let is_code = code.contains('.') && code.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_code.then_some((code, rest.trim_start()))
}

/// Day, month and the last two digits of the year of a shown date.
fn date_parts(shown: &str) -> Option<[u32; 3]> {
    let mut parts = shown.split('/').map(|part| part.parse::<u32>().ok());
    Some([parts.next()??, parts.next()??, parts.next()?? % 100])
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_that_excel_changed() {
        assert!(Code::Number("1.1".to_owned()).may_be("1.10"));
        assert!(!Code::Number("1.1".to_owned()).may_be("1.11"));
        assert!(!Code::Number("1".to_owned()).may_be("10"));
        assert!(Code::Date([1, 2, 26]).may_be("1.2"));
        assert!(Code::Date([1, 2, 26]).may_be("2.1"));
        assert!(Code::Date([3, 1, 2]).may_be("3.1.2"));
        assert!(!Code::Date([3, 1, 2]).may_be("3"));
    }
}
