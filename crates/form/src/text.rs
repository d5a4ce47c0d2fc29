//! Small helpers for text that people read.

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::capital;

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capital("đơn vị"), "Đơn vị");
        assert_eq!(capital(""), "");
    }
}
