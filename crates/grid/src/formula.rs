//! Formulas as files hold them: their text, and the shift of a formula that several cells share.
//!
//! It takes the text of a formula as Excel or LibreOffice writes it. It gives the text as its own cell would have it,
//! and resolves references.

use super::cell_address::At;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// A formula. In `.xls` and `.xlsb` files its text is unknown, and empty here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    text: Arc<str>,
    /// The number of rows between the cell that the text was written for and the cell that shares it.
    down: i64,
    /// The number of columns between these two cells.
    right: i64,
}

impl Formula {
    /// A formula of unknown text.
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
                // a dot separates sheet and cell, or begins a reference to the same sheet
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

    /// The formula shared by a cell further down and to the right.
    #[must_use]
    pub fn shared(&self, down: i64, right: i64) -> Self {
        Self { text: Arc::clone(&self.text), down, right }
    }

    /// Its text without the `=`; empty if it is not known.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The shift of its references against its text: rows down, columns to the right.
    pub const fn moved(&self) -> (i64, i64) {
        (self.down, self.right)
    }

    /// Its text as its own cell would have it; `None` if a reference would leave the sheet.
    pub fn in_place(&self) -> Option<Cow<'_, str>> {
        if self.moved() == (0, 0) {
            return Some(Cow::Borrowed(&self.text));
        }
        let mut written = String::with_capacity(self.text.len());
        let mut quote = None;
        let mut rest = &*self.text;
        while let Some(first) = rest.chars().next() {
            let is_word = quote.is_none() && (first.is_alphanumeric() || matches!(first, '$' | '_'));
            let end = if is_word { word_end(rest) } else { first.len_utf8() };
            let (piece, behind) = rest.split_at(end);
            rest = behind;
            match quote {
                Some(open) if first == open => quote = None,
                None if matches!(first, '"' | '\'') => quote = Some(first),
                _ => {}
            }
            let is_reference = is_word && is_reference(piece) && !rest.starts_with(['(', '!']);
            if is_reference {
                written.push_str(&rewritten(piece, self.moved())?);
            } else {
                written.push_str(piece);
            }
        }
        Some(Cow::Owned(written))
    }

    /// Whether it multiplies by a hundred, as a share does that is written as a percentage.
    pub fn is_times_hundred(&self) -> bool {
        let text: String = self.text.chars().filter(|c| !c.is_whitespace()).collect();
        let stands_behind = text.split("*100").skip(1).any(|rest| !rest.starts_with(is_of_number));
        let parts: Vec<&str> = text.split("100*").collect();
        stands_behind || parts[..parts.len() - 1].iter().any(|before| !before.ends_with(is_of_number))
    }
}

/// The cell that a reference names after a shift down and to the right. A `$` fixes what follows it.
pub(super) fn moved(reference: &str, (down, right): (i64, i64)) -> Option<At> {
    let at: At = reference.replace('$', "").parse().ok()?;
    let is_row_fixed = reference.trim_start_matches('$').contains('$');
    let is_column_fixed = reference.starts_with('$');
    let row = i64::from(at.row).checked_add(if is_row_fixed { 0 } else { down })?;
    let column = i64::from(at.column).checked_add(if is_column_fixed { 0 } else { right })?;
    Some(At { row: u32::try_from(row).ok()?, column: u32::try_from(column).ok()? })
}

/// A reference rewritten for a shift down and to the right.
fn rewritten(reference: &str, by: (i64, i64)) -> Option<String> {
    let name = moved(reference, by)?.to_string();
    let letters = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let (column, row) = name.split_at(letters);
    let column_sign = if reference.starts_with('$') { "$" } else { "" };
    let row_sign = if reference.trim_start_matches('$').contains('$') { "$" } else { "" };
    Some(format!("{column_sign}{column}{row_sign}{row}"))
}

/// The end of the word that a text begins with.
fn word_end(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '$' | '_' | '.'))).unwrap_or(text.len())
}

/// Whether a word is a reference such as `C12` or `$C$12`.
fn is_reference(word: &str) -> bool {
    let word = word.trim_start_matches('$');
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = word.get(letters..).unwrap_or_default().trim_start_matches('$');
    (1..=3).contains(&letters) && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
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
    fn a_shared_formula_is_written_as_in_its_own_cell() {
        let case = |text: &str, expected: Option<&str>| {
            assert_eq!(Formula::new(text).shared(2, -1).in_place().as_deref(), expected, "{text}");
        };
        case("SUM(C5:$C9)+$D$2*1.5", Some("SUM(B7:$C11)+$D$2*1.5"));
        case("IF(D5=\"D5\",'D5'!D5,LOG10(D5))", Some("IF(C7=\"D5\",'D5'!C7,LOG10(C7))"));
        case("Bieu1!D5+ten_D5", Some("Bieu1!C7+ten_D5"));
        case("A5+1", None);
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
