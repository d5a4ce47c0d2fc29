//! Vietnamese text that is not Unicode: TCVN3 (fonts `.Vn…`), VNI (fonts `VNI-…`), and UTF-8 read as Latin-1.
//!
//! Before Unicode, fonts drew Vietnamese letters in the places of Western ones: the cell holds
//! `Tæng sè`, and the font `.VnTime` shows “Tổng số”. This module takes a text and, if known, its font;
//! it gives the text as people see it. Where the font is not known, a text counts as TCVN3 or VNI only if
//! it has letters that no Vietnamese word has in Unicode.

use crate::syllable::is_syllable;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// How many texts of a sheet must be in an encoding before the whole sheet counts as written in it.
const SEVERAL: usize = 3;

/// How Vietnamese letters are stored in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// The encoding of today's programs.
    #[default]
    Unicode,
    /// TCVN 5712 (ABC), for the fonts `.VnTime`, `.VnArial` …; fonts whose name ends in `H` have capitals only.
    Tcvn3 {
        /// Whether the font draws small letters as capitals.
        capitals: bool,
    },
    /// VNI, for the fonts `VNI-Times`, `VNI-Helve` …
    Vni,
    /// UTF-8 that a program read as Western text: `Tá»•ng` for “Tổng”.
    Mojibake,
}

impl Encoding {
    /// The encoding that a font is made for.
    pub fn of_font(name: &str) -> Self {
        let name = name.trim().to_ascii_lowercase();
        if name.starts_with(".vn") {
            Self::Tcvn3 { capitals: name.ends_with('h') }
        } else if name.starts_with("vni-") {
            Self::Vni
        } else {
            Self::Unicode
        }
    }

    /// The name of its fonts, as people know them.
    pub const fn fonts(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 { .. } => ".VnTime (TCVN3)",
            Self::Vni => "VNI",
            Self::Mojibake => "UTF-8",
        }
    }

    /// The text in Unicode, as its font shows it.
    pub fn to_unicode(self, text: &str) -> Cow<'_, str> {
        // text typed in Unicode stays as it is, even in an old font
        if text.is_ascii() || text.chars().any(|c| western_byte(c).is_none()) {
            return self.in_capitals(Cow::Borrowed(text));
        }
        match self {
            Self::Unicode => Cow::Borrowed(text),
            Self::Tcvn3 { .. } => self.in_capitals(Cow::Owned(text.chars().map(from_tcvn3).collect())),
            Self::Vni => Cow::Owned(from_vni(text)),
            Self::Mojibake => from_mojibake(text).map_or(Cow::Borrowed(text), Cow::Owned),
        }
    }

    /// The encoding of a sheet's texts if the fonts say nothing, given the result of [`Encoding::detect`] for each
    /// text.
    ///
    /// It is TCVN3 or VNI if several texts have letters that no Vietnamese word has, and no text has a letter that
    /// only Unicode has.
    pub fn of_texts<'t>(texts: impl Iterator<Item = (&'t str, Option<Self>)> + Clone) -> Self {
        if texts.clone().any(|(_, detected)| detected == Some(Self::Mojibake)) {
            return Self::Mojibake;
        }
        let (mut tcvn3, mut vni) = (0, 0);
        for (text, detected) in texts {
            if text.chars().any(|c| western_byte(c).is_none()) {
                return Self::Unicode;
            }
            match detected {
                Some(Self::Vni) => vni += 1,
                Some(_) => tcvn3 += 1,
                None => {}
            }
        }
        match tcvn3.max(vni) {
            0..SEVERAL => Self::Unicode,
            _ if vni > tcvn3 => Self::Vni,
            _ => Self::Tcvn3 { capitals: false },
        }
    }

    /// The encoding of a text with letters that no Vietnamese word has in Unicode.
    pub fn detect(text: &str) -> Option<Self> {
        if text.is_ascii() || text.chars().any(|c| western_byte(c).is_none()) {
            return None;
        }
        if from_mojibake(text).is_some() {
            return Some(Self::Mojibake);
        }
        let (mut has_vni, mut has_tcvn3, mut all_vni) = (false, false, true);
        let mut before = ' ';
        for c in text.chars() {
            let after_vowel = "aeouyAEOUYôöÔÖ".contains(before);
            let is_mark = after_vowel && !vni_marks(c).is_empty();
            has_vni |= c == 'ñ' || c == 'Ñ' || (after_vowel && is_vni_tone(c));
            has_tcvn3 |= (is_tcvn3_sign(c) && before.is_ascii_alphabetic())
                || (is_tcvn3_sign(before) && c.is_ascii_alphabetic())
                || (before.is_ascii_lowercase() && !c.is_ascii() && c.is_uppercase());
            all_vni &= c.is_ascii() || is_mark || "ñôöæóòîìíÑÔÖÆÓÒÎÌÍ".contains(c);
            before = c;
        }
        let encoding = match (has_vni && all_vni, has_tcvn3 || has_vni) {
            (true, _) => Self::Vni,
            (false, true) => Self::Tcvn3 { capitals: false },
            (false, false) => return None,
        };
        encoding.makes_vietnamese_of(text).then_some(encoding)
    }

    /// Whether this encoding makes Vietnamese words of most words with letters beyond the English ones. The German
    /// “für” becomes none.
    fn makes_vietnamese_of(self, text: &str) -> bool {
        let words =
            text.split(|c: char| !c.is_alphanumeric() && c.is_ascii()).filter(|word| !word.is_ascii());
        let (mut vietnamese, mut others) = (0, 0);
        for word in words {
            if is_syllable(&self.to_unicode(word)) {
                vietnamese += 1;
            } else {
                others += 1;
            }
        }
        vietnamese > others
    }

    fn in_capitals(self, text: Cow<'_, str>) -> Cow<'_, str> {
        match self {
            Self::Tcvn3 { capitals: true } => Cow::Owned(text.to_uppercase()),
            _ => text,
        }
    }
}

/// A text of unknown font turned to Unicode, if it cannot be Unicode already.
pub fn repaired(text: &str) -> Option<String> {
    Encoding::detect(text).map(|encoding| encoding.to_unicode(text).into_owned())
}

/// The text whose UTF-8 was read as Western text. Genuine Western text is hardly ever valid UTF-8.
fn from_mojibake(text: &str) -> Option<String> {
    let bytes: Vec<u8> = text.chars().map(western_byte).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok().filter(|read| read != text)
}

/// The byte of a character in Windows-1252, the Western code page.
fn western_byte(c: char) -> Option<u8> {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match u8::try_from(c) {
        Ok(byte) => Some(byte),
        Err(_) => UPPER.iter().position(|other| *other == c).and_then(|i| u8::try_from(i + 0x80).ok()),
    }
}

/// Whether a character of Latin-1 stands in words of TCVN3, and in no Vietnamese word in Unicode.
fn is_tcvn3_sign(c: char) -> bool {
    matches!(c, '¡'..='©' | '«'..='®' | 'µ'..='¹' | '»'..='¿' | 'Æ' | 'Ç' | 'Ë' | 'Î' | 'Ï' | 'Ñ' | 'Ö'..='Ø' | 'Û' | 'Ü'
        | 'Þ' | 'ß' | 'ä'..='ç' | 'ë' | 'î' | 'ï' | 'ñ' | 'ö'..='ø' | 'û' | 'ü' | 'þ')
}

/// Whether VNI puts the letter after a vowel as its tone mark, and no Vietnamese word in Unicode has it there.
///
/// Other tone marks of VNI are letters that do follow vowels, such as the à of “hoà”.
fn is_vni_tone(c: char) -> bool {
    matches!(c.to_lowercase().next(), Some('ø' | 'ù' | 'û' | 'ï' | 'å' | 'ä' | 'ë' | 'ü'))
}

/// A letter of TCVN3 in Unicode.
fn from_tcvn3(c: char) -> char {
    const FROM_A1: &str = "ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò\
                           ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ";
    let place = western_byte(c).and_then(|byte| byte.checked_sub(0xA1));
    place.and_then(|place| FROM_A1.chars().nth(usize::from(place))).unwrap_or(c)
}

/// A text of VNI in Unicode. In VNI the letter after a vowel gives the marks of the vowel.
fn from_vni(text: &str) -> String {
    let mut unicode = String::with_capacity(text.len());
    let mut is_vowel = false;
    for c in text.chars() {
        let marks = if is_vowel { vni_marks(c) } else { "" };
        is_vowel = marks.is_empty() && "aeouyôö".contains(c.to_lowercase().next().unwrap_or(c));
        match c {
            _ if !marks.is_empty() => unicode.push_str(marks),
            'ñ' => unicode.push('đ'),
            'Ñ' => unicode.push('Đ'),
            'ô' => unicode.push('ơ'),
            'Ô' => unicode.push('Ơ'),
            'ö' => unicode.push('ư'),
            'Ö' => unicode.push('Ư'),
            'æ' => unicode.push('ỉ'),
            'Æ' => unicode.push('Ỉ'),
            'ó' => unicode.push('ĩ'),
            'Ó' => unicode.push('Ĩ'),
            'ò' => unicode.push('ị'),
            'Ò' => unicode.push('Ị'),
            'î' => unicode.push('ỵ'),
            'Î' => unicode.push('Ỵ'),
            c => unicode.push(c),
        }
    }
    unicode.nfc().collect()
}

/// The marks that a letter of VNI puts on the vowel before it; empty if the letter is no mark.
fn vni_marks(c: char) -> &'static str {
    match c.to_lowercase().next() {
        Some('ø') => "\u{300}",
        Some('ù') => "\u{301}",
        Some('û') => "\u{309}",
        Some('õ') => "\u{303}",
        Some('ï') => "\u{323}",
        Some('â') => "\u{302}",
        Some('à') => "\u{302}\u{300}",
        Some('á') => "\u{302}\u{301}",
        Some('å') => "\u{302}\u{309}",
        Some('ã') => "\u{302}\u{303}",
        Some('ä') => "\u{302}\u{323}",
        Some('ê') => "\u{306}",
        Some('è') => "\u{306}\u{300}",
        Some('é') => "\u{306}\u{301}",
        Some('ú') => "\u{306}\u{309}",
        Some('ü') => "\u{306}\u{303}",
        Some('ë') => "\u{306}\u{323}",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, repaired};

    #[track_caller]
    fn case(font: &str, text: &str, shown: &str) {
        assert_eq!(Encoding::of_font(font).to_unicode(text), shown);
    }

    #[test]
    fn a_font_says_what_its_letters_are() {
        case(".VnTime", "Tæng sè hå s¬ tiÕp nhËn", "Tổng số hồ sơ tiếp nhận");
        case(".VnTimeH", "Tæng céng", "TỔNG CỘNG");
        case(".VnArial", "§¬n vÞ b¸o c¸o: UBND x· VÝ dô 01", "Đơn vị báo cáo: UBND xã Ví dụ 01");
        case("VNI-Times", "Toång soá hoà sô tieáp nhaän", "Tổng số hồ sơ tiếp nhận");
        case(
            "VNI-Times",
            "Ñôn vò baùo caùo, quyù I, thöïc hieän, ñaõ, ñaëc khu",
            "Đơn vị báo cáo, quý I, thực hiện, đã, đặc khu",
        );
        case("Times New Roman", "Tæng sè", "Tæng sè");
        // typed in Unicode, whatever the font
        case(".VnTime", "Tổng số", "Tổng số");
        case(".VnTime", "1232", "1232");
    }

    #[test]
    fn without_a_font_only_what_cannot_be_unicode_is_repaired() {
        assert_eq!(repaired("Tæng sè hå s¬").as_deref(), Some("Tổng số hồ sơ"));
        assert_eq!(repaired("sè l\u{AD}îng").as_deref(), Some("số lượng"));
        assert_eq!(repaired("Toång soá").as_deref(), Some("Tổng số"));
        assert_eq!(repaired("Tæng").as_deref(), Some("Tổng"));
        assert_eq!(repaired("ChØ tiªu").as_deref(), Some("Chỉ tiêu"));
        assert_eq!(repaired("Ñaát ñai").as_deref(), Some("Đất đai"));
        assert_eq!(repaired("Tá»•ng sá»‘").as_deref(), Some("Tổng số"));
        assert_eq!(repaired("Tá»· lá»‡").as_deref(), Some("Tỷ lệ"));
        for text in [
            "Tổng số",
            "Không có",
            "Hòa giải",
            "hoà",
            "khoá",
            "quá",
            "thuê",
            "Ô tô",
            "lý do",
            "Xã Phú Đình",
            "TÀI CHÍNH CÔNG",
            "5 m²",
            "20°C",
            "Quý I",
            "Ðông",
            "Ðang",
            "và",
            "3 · 4",
            // other languages
            "für",
            "Größe",
            "Übersicht über die Maßnahmen",
            "schön",
            "naïve",
            "Noël",
            "niño",
            "blåbær",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
