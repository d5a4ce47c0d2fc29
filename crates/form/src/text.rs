//! Small helpers for text that people read.

use std::borrow::Cow;

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The text with its control characters made visible, because an escape character in a cell or in a file's name must
/// not reach a terminal. Tabs and line ends stay.
///
/// ```
/// use phuluc_form::visible;
/// assert_eq!(visible("12\u{1B}[31m"), "12␛[31m");
/// assert_eq!(visible("xã\u{202E}\u{9B}"), "xã\\u202e\\u009b");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(must_be_shown) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => shown.push(c),
            '\n' | '\t' => shown.push(c),
            '\0'..='\u{1F}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7F}' => shown.push('␡'),
            c if must_be_shown(c) => shown.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

fn must_be_shown(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || turns_direction(c)
}

/// Whether a character reverses the direction of text, so that a name can look like another.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The text as it stands within a sentence: with a small first letter, unless it begins with an abbreviation such
/// as “TTHC”.
pub fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !chars.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{capital, uncapital};

    #[test]
    fn within_a_sentence_only_an_abbreviation_keeps_its_capital() {
        assert_eq!(uncapital("Đã thực hiện"), "đã thực hiện");
        assert_eq!(uncapital("TTHC cấp xã"), "TTHC cấp xã");
        assert_eq!(uncapital(""), "");
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capital("đơn vị"), "Đơn vị");
        assert_eq!(capital(""), "");
    }
}
