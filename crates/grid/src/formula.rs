//! Formulas as files hold them.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A formula. Of `.xls` and `.xlsb` files it is only known that there is one, and its text is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    text: Arc<str>,
    /// How many rows its cell stands below the cell that the text was written for, if cells share the formula.
    down: i64,
    /// How many columns its cell stands to the right of that cell.
    right: i64,
}

impl Formula {
    /// A formula whose text is not known.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// The formula with this text (without its `=`). A text longer than Excel allows counts as unknown.
    pub fn new(text: &str) -> Self {
        const LONGEST: usize = 8192 * 4;
        if text.len() > LONGEST {
            return Self::unknown();
        }
        Self { text: text.into(), down: 0, right: 0 }
    }

    /// The formula of an `OpenDocument` file, such as `of:=SUM([.C5:.C9];[$'Tháng 1'.D2])`.
    pub fn of_document(text: &str) -> Self {
        let Some((_, formula)) = text.split_once('=').filter(|(prefix, _)| prefix.ends_with("of:")) else {
            return Self::unknown();
        };
        let mut plain = String::new();
        let (mut reference, mut quoted) = (false, false);
        for c in formula.chars() {
            match c {
                '\'' => {
                    quoted = !quoted;
                    plain.push(c);
                }
                '[' | ']' if !quoted => reference = c == '[',
                // a dot stands between sheet and cell, or before a cell of the same sheet
                '.' if reference && !quoted => {
                    if plain.ends_with(|c: char| c.is_alphanumeric() || c == '\'') {
                        plain.push('!');
                    }
                }
                ';' if !quoted => plain.push(','),
                c => plain.push(c),
            }
        }
        Self::new(&plain)
    }

    /// The same formula in a cell further down and to the right.
    #[must_use]
    pub fn shared(&self, down: i64, right: i64) -> Self {
        Self { text: Arc::clone(&self.text), down, right }
    }

    /// Its text without the `=`; empty if it is not known.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How far its references lie from what its text says: rows down, columns to the right.
    pub const fn moved(&self) -> (i64, i64) {
        (self.down, self.right)
    }

    /// Whether it multiplies by a hundred, so that a share comes out as a percentage.
    pub fn is_times_hundred(&self) -> bool {
        let text: String = self.text.chars().filter(|c| !c.is_whitespace()).collect();
        let stands_behind = text.split("*100").skip(1).any(|rest| !rest.starts_with(is_of_number));
        let parts: Vec<&str> = text.split("100*").collect();
        stands_behind || parts[..parts.len() - 1].iter().any(|before| !before.ends_with(is_of_number))
    }
}

/// Whether a character belongs to a number in a formula.
fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

#[cfg(test)]
mod tests {
    use super::Formula;

    #[test]
    fn a_formula_of_libreoffice_is_read_like_any_other() {
        let text = |text: &str| Formula::of_document(text).text().to_owned();
        assert_eq!(text("of:=SUM([.C5:.C9];[$'Tháng 1.a'.D2])*1.5"), "SUM(C5:C9,$'Tháng 1.a'!D2)*1.5");
        assert_eq!(text("of:=[$Bieu.C5]+[.D5]"), "$Bieu!C5+D5");
        assert_eq!(text("msoxl:=A1"), "");
    }

    #[test]
    fn a_percentage_is_known_by_its_hundred() {
        for (text, is_times) in [
            ("D5/C5*100", true),
            ("100*D5/C5", true),
            ("D5/C5", false),
            ("D5*1000", false),
            ("D5*1100*2", false),
            ("D5*100/C5", true),
            ("D5*100.5", false),
        ] {
            assert_eq!(Formula::new(text).is_times_hundred(), is_times, "{text}");
        }
    }
}
