//! The tokens of the rule language: words, signs and numbers, read from left to right.

use super::{Parser, SyntaxError};
use crate::rule::foreign_spelling::{ForeignSpelling, slip};
use rust_decimal::Decimal;

impl<'t> Parser<'t> {
    pub(super) fn until_bracket(&mut self) -> Result<String, SyntaxError> {
        let end = self.rest().find('[').ok_or_else(|| self.error("@form[row]"))?;
        let form = self.rest()[..end].trim().to_owned();
        self.at += end;
        Ok(form)
    }

    /// Reads up to the closing bracket.
    pub(super) fn until_closed(&mut self) -> Result<String, SyntaxError> {
        let end = self.rest().find(']').ok_or_else(|| self.error("]"))?;
        let text = self.rest()[..end].trim().to_owned();
        self.at += end + 1;
        Ok(text)
    }

    /// Words in quotation marks of any kind.
    pub(super) fn quoted(&mut self) -> Result<Option<String>, SyntaxError> {
        self.skip_space();
        let quotes = [('"', '"', "\""), ('\'', '\'', "'"), ('“', '”', "”")];
        let opened = quotes.into_iter().find(|(open, ..)| self.rest().starts_with(*open));
        let Some((open, close, expected)) = opened else { return Ok(None) };
        let inside = &self.rest()[open.len_utf8()..];
        let end = inside.find(close).ok_or_else(|| self.error(expected))?;
        let words = inside[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return Err(self.error("given(…)"));
        }
        self.at += open.len_utf8() + end + close.len_utf8();
        Ok(Some(words))
    }

    pub(super) fn number(&mut self) -> Result<Option<Decimal>, SyntaxError> {
        self.skip_space();
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Ok(None);
        }
        let mut end = digits;
        let mut ends_in_digit = true;
        if self.rest()[end..].starts_with('.') {
            let decimals = self.rest()[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
            ends_in_digit = decimals > 0;
            end += 1 + decimals;
        }
        let start = self.at;
        self.at += end;
        let written = &self.text[start..self.at];
        match Decimal::from_str_exact(written) {
            // some readers take 1.000 for a thousand, others for one
            Ok(_) if is_grouped(written) => Err(SyntaxError {
                expected: "a number",
                slip: Some(ForeignSpelling::Grouped),
                span: start..self.at,
            }),
            Ok(number) if ends_in_digit => Ok(Some(number)),
            _ => Err(SyntaxError { expected: "a number", slip: None, span: start..self.at }),
        }
    }

    /// Reads a name: letters without accents, digits and `_`, beginning with a letter.
    pub(super) fn name(&mut self) -> Option<String> {
        self.skip_space();
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        self.at += end;
        Some(rest[..end].to_owned())
    }

    /// Reads the keyword `word`, if it comes next as a whole word.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let before = self.at;
        let found = self.name().is_some_and(|name| name == word);
        if !found {
            self.at = before;
        }
        found
    }

    /// Reads the function `name` with its opening parenthesis.
    pub(super) fn call(&mut self, name: &str) -> bool {
        let before = self.at;
        let found = self.word(name) && self.sign("(");
        if !found {
            self.at = before;
        }
        found
    }

    pub(super) fn sign(&mut self, sign: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    pub(super) fn require(&mut self, sign: &'static str) -> Result<(), SyntaxError> {
        if self.sign(sign) { Ok(()) } else { Err(self.error(sign)) }
    }

    pub(super) fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// An error that points at the next word or sign.
    pub(super) fn error(&self, expected: &'static str) -> SyntaxError {
        let start = self.text.len() - self.rest().trim_start().len();
        let length = self.text[start..].split(|c: char| c.is_whitespace()).next().map_or(0, str::len);
        let slip = slip(&self.text[..start], &self.text[start..]);
        SyntaxError { expected, slip, span: start..start + length }
    }
}

/// Whether a number is grouped by thousands, as reports write it: “1.000”.
fn is_grouped(number: &str) -> bool {
    let parts = number.split_once('.');
    parts.is_some_and(|(whole, rest)| rest.len() == 3 && whole.len() <= 3 && !whole.starts_with('0'))
}
