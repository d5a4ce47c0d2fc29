//! Normalising Vietnamese text, so that labels match however they were typed.
//!
//! It takes any text and gives its match key, which is never shown to anyone. Two labels with the same key are the
//! same label in two spellings. The key ignores case, accents, the place of the tone mark (hoà or hòa), and composed
//! or decomposed letters. `đ` may be typed as `d` or as the Icelandic `ð`. Kinds of dashes, quotes and spaces count
//! as one. An encoding from before Unicode is undone; see [`crate::legacy_encoding`].

use std::iter;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The match key of a label: lower case, no accents, single spaces, plain punctuation.
///
/// ```
/// use phuluc_form::match_key;
/// assert_eq!(match_key("Tư pháp – Hộ tịch"), match_key("TƯ PHÁP - HỘ TỊCH "));
/// assert_eq!(match_key("hoà giải"), "hoa giai");
/// ```
pub fn match_key(text: &str) -> String {
    let repaired = crate::legacy_encoding::repaired(text);
    let text = repaired.as_deref().unwrap_or(text);
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            push(&mut key, c.to_ascii_lowercase());
            continue;
        }
        let known = BLOCKS
            .iter()
            .zip(&*LETTERS)
            .find_map(|((first, _), keys)| keys.get((c as usize).checked_sub(*first as usize)?));
        match known {
            Some(known) => known.chars().for_each(|c| push(&mut key, c)),
            None => key_of(c).for_each(|c| push(&mut key, c)),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Whether two texts are the same words however they were typed. Unlike in [`match_key`], accents count.
///
/// ```
/// use phuluc_form::same_words;
/// assert!(same_words("Hòa  giải ", "HOÀ GIẢI"));
/// assert!(!same_words("Thuế", "Thuê"));
/// ```
pub fn same_words(a: &str, b: &str) -> bool {
    spelling(a) == spelling(b)
}

/// Open syllables with the tone mark on the first vowel, as in decrees, and on the second.
const TONE_PLACES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// A text, and the ways to write it that differ in the place of the tone mark, in small letters. Programs that compare
/// letters but not capitals, as Excel does, must know them all.
///
/// ```
/// use phuluc_form::tone_spellings;
/// assert_eq!(tone_spellings("Ủy ban đã hòa giải"), ["Ủy ban đã hòa giải", "uỷ ban đã hoà giải"]);
/// assert_eq!(tone_spellings("Quý I, toàn xã"), ["Quý I, toàn xã"]);
/// ```
pub fn tone_spellings(text: &str) -> Vec<String> {
    let small: String = text.nfc().flat_map(char::to_lowercase).collect();
    let moved = [false, true].map(|to_second| with_tones_moved(&small, to_second));
    let others = moved.into_iter().filter(|moved| *moved != small);
    iter::once(text.to_owned()).chain(others).collect()
}

/// The text with the tone marks of open syllables moved to the first vowel, or to the second.
fn with_tones_moved(text: &str, to_second: bool) -> String {
    let (mut moved, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let pairs = TONE_PLACES.map(|(old, new)| if to_second { (old, new) } else { (new, old) });
        let ends_here = |from: &str| {
            let after = rest.strip_prefix(from).map(|after| after.chars().next());
            after.is_some_and(|next| next.is_none_or(|next| !next.is_alphabetic()))
        };
        // “qu” is a consonant, so that “quý” has one vowel
        let is_after_q = moved.ends_with('q');
        match pairs.iter().find(|(from, _)| !is_after_q && ends_here(from)) {
            Some((from, to)) => {
                moved.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                moved.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    moved
}

/// The words of a text in small letters, the tone of each behind its letters.
fn spelling(text: &str) -> Vec<String> {
    let repaired = crate::legacy_encoding::repaired(text);
    let words = repaired.as_deref().unwrap_or(text).split_whitespace();
    let spelled = words.map(|word| {
        let letters = word.nfd().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase);
        let (tones, letters): (String, String) = letters.partition(|c| TONES.contains(c));
        letters + &tones
    });
    spelled.collect()
}

/// The marks of the five tones.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A code without the punctuation around it: `1.4.`, `(1.4)` and `1,4` all give `1.4`.
pub fn bare_code(code: &str) -> String {
    // all kinds of spaces count as one
    let code = code.split_whitespace().collect::<Vec<&str>>().join(" ");
    let code = code.trim_matches(['(', ')', '.', ' ', '-', ':', '/']);
    if code.starts_with(|c: char| c.is_ascii_digit()) {
        code.replace([',', ' '], ".")
    } else {
        code.to_owned()
    }
}

/// The first and last characters of the blocks that hold the letters of Vietnamese, its composed ones first. Most
/// texts have no others.
const BLOCKS: [(char, char); 2] = [('\u{1E00}', '\u{1EFF}'), ('\u{80}', '\u{36F}')];

/// The keys of the characters of these blocks.
static LETTERS: LazyLock<[Vec<String>; 2]> =
    LazyLock::new(|| BLOCKS.map(|(first, last)| (first..=last).map(|c| key_of(c).collect()).collect()));

/// The key of a single character. Marks are dropped, so their order does not matter.
fn key_of(c: char) -> impl Iterator<Item = char> {
    let letters = iter::once(c).nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c));
    letters.flat_map(|c| {
        let c = match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' => '\'',
            c => c,
        };
        c.to_lowercase()
    })
}

fn push(key: &mut String, c: char) {
    if !c.is_whitespace() {
        key.push(c);
    } else if !key.is_empty() && !key.ends_with(' ') {
        key.push(' ');
    }
}

/// A text as a person sees it: NFC, without invisible characters and without spaces at its ends.
pub fn tidy(text: &str) -> String {
    if text.chars().all(is_composed) {
        return text.trim().to_owned();
    }
    let visible: String = text.nfc().filter(|c| !is_invisible(*c)).collect();
    visible.trim().to_owned()
}

/// Whether [`tidy`] keeps a character as it is. This covers all characters of Vietnamese texts.
fn is_composed(c: char) -> bool {
    c != '\u{AD}' && matches!(c, '\0'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2027}')
}

/// Whether a character has no width; mail programs, PDF and Word leave such characters in cells.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::{match_key, tidy};
    use std::iter;
    use unicode_normalization::UnicodeNormalization;

    #[track_caller]
    fn same(a: &str, b: &str) {
        assert_eq!(match_key(a), match_key(b), "{a} / {b}");
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
        assert_ne!(match_key("Trước hạn"), match_key("Trong hạn"));
        assert_ne!(match_key("1.1"), match_key("11"));
    }

    #[test]
    fn what_is_composed_stays_as_it_is() {
        for c in ('\0'..='\u{2FFF}').filter(|c| super::is_composed(*c)) {
            assert_eq!(iter::once(c).nfc().collect::<String>(), c.to_string());
            assert!(!super::is_combining_mark(c) && !super::is_invisible(c), "{c:?}");
        }
    }

    #[test]
    fn tidy_keeps_accents() {
        assert_eq!(tidy(" Bie\u{0302}\u{0309}u 01\u{00A0}"), "Biểu 01");
    }
}
