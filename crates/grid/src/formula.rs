//! Formulas as files hold them.

use super::cell_address::At;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
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

    /// Its text as it would be written in its own cell; `None` if that would lead out of the sheet.
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

    /// Whether it multiplies by a hundred, so that a share comes out as a percentage.
    pub fn is_times_hundred(&self) -> bool {
        let text: String = self.text.chars().filter(|c| !c.is_whitespace()).collect();
        let stands_behind = text.split("*100").skip(1).any(|rest| !rest.starts_with(is_of_number));
        let parts: Vec<&str> = text.split("100*").collect();
        stands_behind || parts[..parts.len() - 1].iter().any(|before| !before.ends_with(is_of_number))
    }
}

/// The cell that a reference means in a cell so far down and to the right; a `$` fixes what stands behind it.
pub(super) fn moved(reference: &str, (down, right): (i64, i64)) -> Option<At> {
    let at: At = reference.replace('$', "").parse().ok()?;
    let is_row_fixed = reference.trim_start_matches('$').contains('$');
    let is_column_fixed = reference.starts_with('$');
    let row = i64::from(at.row).checked_add(if is_row_fixed { 0 } else { down })?;
    let column = i64::from(at.column).checked_add(if is_column_fixed { 0 } else { right })?;
    Some(At { row: u32::try_from(row).ok()?, column: u32::try_from(column).ok()? })
}

/// A reference as it would be written in a cell so far down and to the right.
fn rewritten(reference: &str, by: (i64, i64)) -> Option<String> {
    let name = moved(reference, by)?.to_string();
    let letters = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let (column, row) = name.split_at(letters);
    let column_sign = if reference.starts_with('$') { "$" } else { "" };
    let row_sign = if reference.trim_start_matches('$').contains('$') { "$" } else { "" };
    Some(format!("{column_sign}{column}{row_sign}{row}"))
}

/// Where the word ends with which a text begins.
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
