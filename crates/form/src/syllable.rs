//! Whether a word may be Vietnamese: its consonants and vowels follow each other as in a Vietnamese syllable.
//!
//! Marks on vowels are ignored, except that a syllable has at most one tone.

use unicode_normalization::UnicodeNormalization;

/// The beginnings and the endings of syllables.
const BEGINS: [&str; 27] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
    "qu", "r", "s", "t", "th", "tr", "v", "x",
];
const ENDS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
/// The vowels in between, without their marks.
const VOWELS: [&str; 39] = [
    "a", "ai", "ao", "au", "ay", "e", "eo", "eu", "i", "ia", "ie", "ieu", "iu", "o", "oa", "oai", "oao",
    "oay", "oe", "oeo", "oi", "oo", "u", "ua", "uau", "uay", "ue", "ui", "uo", "uoi", "uou", "uu", "uy",
    "uya", "uye", "uyu", "y", "ye", "yeu",
];

/// Whether a word is built like a Vietnamese syllable.
pub(crate) fn is_syllable(word: &str) -> bool {
    let (mut bare, mut tones) = (String::new(), 0);
    for c in word.nfd().flat_map(char::to_lowercase) {
        match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones += 1,
            // the marks of ă, â and ê, ơ and ư
            '\u{306}' | '\u{302}' | '\u{31B}' => {}
            'đ' => bare.push('d'),
            c => bare.push(c),
        }
    }
    let rests = BEGINS.iter().filter_map(|begin| bare.strip_prefix(begin));
    let mut vowels = rests.flat_map(|rest| ENDS.iter().filter_map(|end| rest.strip_suffix(end)));
    tones <= 1 && vowels.any(|vowels| VOWELS.contains(&vowels))
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_and_other_words() {
        for word in [
            "Tổng",
            "số",
            "hồ",
            "sơ",
            "tiếp",
            "nhận",
            "giải",
            "quyết",
            "nghiêng",
            "đường",
            "yêu",
            "khuya",
            "gì",
            "quý",
            "ĐƯỢC",
            "hươu",
            "ủy",
            "xoong",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["fỹr", "Größe", "schön", "café", "kế-hoạch", "tổngsố", "x2", "tồệ", "niựo"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
