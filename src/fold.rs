//! Folding of Vietnamese text, so that labels match however they were typed.
//!
//! Takes any text; gives a key for comparison. Keys are never shown to anyone.
//! Two labels with the same key are the same label in another spelling: case, accents (and so the
//! place of the tone mark, hoà or hòa, and composed or decomposed letters), `đ` typed as `d` or as
//! the Icelandic `ð`, kinds of dashes, quotes and spaces do not count. Neither does a code from before
//! Unicode; see [`crate::script`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a label: lower case, no accents, single spaces, plain punctuation.
///
/// ```
/// use phuluc::fold::fold;
/// assert_eq!(fold("Tư pháp – Hộ tịch"), fold("TƯ PHÁP - HỘ TỊCH "));
/// assert_eq!(fold("hoà giải"), "hoa giai");
/// ```
pub fn fold(text: &str) -> String {
    let repaired = crate::script::repaired(text);
    let text = repaired.as_deref().unwrap_or(text);
    let mut key = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        let c = match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' => '\'',
            c => c,
        };
        if c.is_whitespace() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else {
            key.extend(c.to_lowercase());
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Text as a person sees it: NFC, without invisible characters, without spaces at the ends.
pub fn tidy(text: &str) -> String {
    let visible: String = text.nfc().filter(|c| !is_invisible(*c)).collect();
    visible.trim().to_owned()
}

/// Zero-width characters that mail, PDF and Word leave in cells.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::{fold, tidy};

    #[track_caller]
    fn same(a: &str, b: &str) {
        assert_eq!(fold(a), fold(b), "{a} / {b}");
    }

    #[test]
    fn spellings_of_one_label_have_one_key() {
        same("hòa", "hoà");
        same("Đang giải quyết", "Ðang giải quyết");
        same("Chỉ tiêu\u{00A0}thống  kê", "Chỉ tiêu thống kê");
        same("Tổng\u{200B} số", "Tổng số");
        same("Biểu 01", "Bie\u{0302}\u{0309}u 01");
        same("Tư pháp–Hộ tịch", "Tư pháp-Hộ tịch");
        same("Tæng sè hå s¬ tiÕp nhËn", "Tổng số hồ sơ tiếp nhận");
        same("Toång soá hoà sô tieáp nhaän", "Tổng số hồ sơ tiếp nhận");
        same("Tá»•ng sá»‘", "Tổng số");
    }

    #[test]
    fn different_words_stay_different() {
        assert_ne!(fold("Trước hạn"), fold("Trong hạn"));
        assert_ne!(fold("1.1"), fold("11"));
    }

    #[test]
    fn tidy_keeps_accents() {
        assert_eq!(tidy(" Bie\u{0302}\u{0309}u 01\u{00A0}"), "Biểu 01");
    }
}
