//! Vietnamese that is not Unicode: TCVN3 (fonts `.Vn…`), VNI (fonts `VNI-…`), and UTF-8 read as Latin-1.
//!
//! Before Unicode, fonts drew Vietnamese letters in the places of Western ones: the cell holds
//! `Tæng sè` and the font `.VnTime` shows “Tổng số”. Takes a text and, if known, its font; gives the
//! text as people see it. Without a font only what cannot be Vietnamese otherwise is taken for such
//! text, and then for comparison alone.

use crate::grid::Text;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// How many texts must be in a code for it to be the sheet's.
const SEVERAL: usize = 3;

/// The code in which a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Script {
    /// As all programs write today.
    #[default]
    Unicode,
    /// TCVN 5712 (ABC), of the fonts `.VnTime`, `.VnArial` …; those that end in `H` have capitals only.
    Tcvn3 {
        /// Whether the font draws small letters as capitals.
        capitals: bool,
    },
    /// VNI, of the fonts `VNI-Times`, `VNI-Helve` …
    Vni,
    /// UTF-8 that some program took for Western text: `Tá»•ng` for “Tổng”.
    Misread,
}

impl Script {
    /// The code that a font draws.
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

    /// Its fonts' names, as people know them.
    pub const fn fonts(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 { .. } => ".VnTime (TCVN3)",
            Self::Vni => "VNI",
            Self::Misread => "UTF-8",
        }
    }

    /// A text as its font shows it.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        // a font of old does not make old text of what was typed in Unicode
        if text.is_ascii() || text.chars().any(|c| byte(c).is_none()) {
            return self.capitals(Cow::Borrowed(text));
        }
        match self {
            Self::Unicode => Cow::Borrowed(text),
            Self::Tcvn3 { .. } => self.capitals(Cow::Owned(text.chars().map(tcvn3).collect())),
            Self::Vni => Cow::Owned(vni(text)),
            Self::Misread => misread(text).map_or(Cow::Borrowed(text), Cow::Owned),
        }
    }

    /// The code of texts whose fonts say nothing: not one of them has a letter that Unicode alone has,
    /// and several have what no Vietnamese word has.
    pub fn of_texts<'t>(texts: impl Iterator<Item = &'t Text> + Clone) -> Self {
        if texts.clone().any(|text| text.betrayed() == Some(Self::Misread)) {
            return Self::Misread;
        }
        let (mut tcvn3, mut vni) = (0, 0);
        for text in texts {
            if text.chars().any(|c| byte(c).is_none()) {
                return Self::Unicode;
            }
            match text.betrayed() {
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

    /// The code that a text must be in, as it has what no Vietnamese word has.
    pub(crate) fn betrayed(text: &str) -> Option<Self> {
        if text.is_ascii() || text.chars().any(|c| byte(c).is_none()) {
            return None;
        }
        if misread(text).is_some() {
            return Some(Self::Misread);
        }
        let (mut has_vni, mut has_tcvn3, mut all_vni) = (false, false, true);
        let mut before = ' ';
        for c in text.chars() {
            let after_vowel = "aeouyAEOUYôöÔÖ".contains(before);
            let is_mark = after_vowel && !vni_marks(c).is_empty();
            has_vni |= c == 'ñ' || c == 'Ñ' || (after_vowel && is_no_tone(c));
            has_tcvn3 |= (is_sign(c) && before.is_ascii_alphabetic())
                || (is_sign(before) && c.is_ascii_alphabetic())
                || (before.is_ascii_lowercase() && !c.is_ascii() && c.is_uppercase());
            all_vni &= c.is_ascii() || is_mark || "ñôöæóòîìíÑÔÖÆÓÒÎÌÍ".contains(c);
            before = c;
        }
        match (has_vni && all_vni, has_tcvn3 || has_vni) {
            (true, _) => Some(Self::Vni),
            (false, true) => Some(Self::Tcvn3 { capitals: false }),
            (false, false) => None,
        }
    }

    fn capitals(self, text: Cow<'_, str>) -> Cow<'_, str> {
        match self {
            Self::Tcvn3 { capitals: true } => Cow::Owned(text.to_uppercase()),
            _ => text,
        }
    }
}

/// The Unicode text that a text of unknown font must be meant for, if it cannot be Unicode itself.
pub fn repaired(text: &str) -> Option<String> {
    Script::betrayed(text).map(|script| script.shown(text).into_owned())
}

/// The text whose UTF-8 was taken for Western text. By chance text is hardly ever valid UTF-8.
fn misread(text: &str) -> Option<String> {
    let bytes: Vec<u8> = text.chars().map(byte).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok().filter(|read| read != text)
}

/// The byte that Windows' Western code has for a character.
fn byte(c: char) -> Option<u8> {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match u8::try_from(c) {
        Ok(byte) => Some(byte),
        Err(_) => UPPER.iter().position(|other| *other == c).and_then(|i| u8::try_from(i + 0x80).ok()),
    }
}

/// Signs and letters of Latin-1 that stand in TCVN3 words and in no word of Unicode Vietnamese.
fn is_sign(c: char) -> bool {
    matches!(c, '¡'..='©' | '«'..='®' | 'µ'..='¹' | '»'..='¿' | 'Æ' | 'Ç' | 'Ë' | 'Î' | 'Ï' | 'Ñ' | 'Ö'..='Ø' | 'Û' | 'Ü'
        | 'Þ' | 'ß' | 'ä'..='ç' | 'ë' | 'î' | 'ï' | 'ñ' | 'ö'..='ø' | 'û' | 'ü' | 'þ')
}

/// Letters of VNI that stand after no vowel in Unicode Vietnamese, unlike the à of “hoà”.
fn is_no_tone(c: char) -> bool {
    matches!(c.to_lowercase().next(), Some('ø' | 'ù' | 'û' | 'ï' | 'å' | 'ä' | 'ë' | 'ü'))
}

/// One letter of TCVN3.
fn tcvn3(c: char) -> char {
    const FROM_A1: &str = "ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò\
                           ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ";
    let place = byte(c).and_then(|byte| byte.checked_sub(0xA1));
    place.and_then(|place| FROM_A1.chars().nth(usize::from(place))).unwrap_or(c)
}

/// A text of VNI: after a vowel stands a letter that says which marks it has.
fn vni(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut is_vowel = false;
    for c in text.chars() {
        let marks = if is_vowel { vni_marks(c) } else { "" };
        is_vowel = marks.is_empty() && "aeouyôö".contains(c.to_lowercase().next().unwrap_or(c));
        match c {
            _ if !marks.is_empty() => read.push_str(marks),
            'ñ' => read.push('đ'),
            'Ñ' => read.push('Đ'),
            'ô' => read.push('ơ'),
            'Ô' => read.push('Ơ'),
            'ö' => read.push('ư'),
            'Ö' => read.push('Ư'),
            'æ' => read.push('ỉ'),
            'Æ' => read.push('Ỉ'),
            'ó' => read.push('ĩ'),
            'Ó' => read.push('Ĩ'),
            'ò' => read.push('ị'),
            'Ò' => read.push('Ị'),
            'î' => read.push('ỵ'),
            'Î' => read.push('Ỵ'),
            c => read.push(c),
        }
    }
    read.nfc().collect()
}

/// The marks that a letter of VNI puts on the vowel before it.
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
    use super::{Script, repaired};

    #[track_caller]
    fn case(font: &str, text: &str, shown: &str) {
        assert_eq!(Script::of_font(font).shown(text), shown);
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
        let same = |text: &str| assert_eq!(repaired(text), None, "{text}");
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
        ] {
            same(text);
        }
    }
}
