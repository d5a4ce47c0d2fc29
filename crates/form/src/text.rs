//! Small helpers for text that people read.

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The text as it stands within a sentence: without its capital, unless an abbreviation begins it (“TTHC …”).
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
