//! The units that report: communes and the levels above them, and how their names are compared.
//!
//! Since 1 July 2025 there is no district level, but older rounds still have it. So a level says what kind of unit it
//! is, not how deep it stands in the tree of units.

use crate::normalise::match_key;
use serde::Serialize;

/// The most characters of a unit's name; a longer text is prose.
pub const LONGEST_NAME: usize = 80;

/// The administrative level of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// xã, phường, đặc khu; until June 2025 also thị trấn.
    Commune,
    /// huyện, quận, thị xã, until June 2025.
    District,
    /// tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// sở, ban, ngành.
    Department,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 4] = [Self::Commune, Self::District, Self::Province, Self::Department];

    /// Its name in definitions, rounds and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Commune => "xã",
            Self::District => "huyện",
            Self::Province => "tỉnh",
            Self::Department => "sở",
        }
    }

    /// The level of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| match_key(level.name()) == match_key(name))
    }

    /// The level that a unit's name begins with: “UBND xã …”, “Phường …”.
    pub fn of_unit(name: &str) -> Option<Self> {
        let name = key(name);
        let found = LEVEL_WORDS.iter().find(|(words, _)| {
            words.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
        });
        found.map(|(_, level)| *level)
    }
}

/// The words at the beginning of the names of units of each level, as match keys.
const LEVEL_WORDS: [(&[&str], Level); 4] = [
    (&["huyen", "quan", "thi xa"], Level::District),
    (&["xa", "phuong", "dac khu", "thi tran"], Level::Commune),
    (&["tinh"], Level::Province),
    (&["so", "ban"], Level::Department),
];

/// Abbreviations of these words, as match keys.
const SHORT_WORDS: [(&str, &str); 8] = [
    ("x", "xa"),
    ("p", "phuong"),
    ("tt", "thi tran"),
    ("dk", "dac khu"),
    ("tx", "thi xa"),
    ("h", "huyen"),
    ("q", "quan"),
    ("t", "tinh"),
];

/// The match key of a unit's name, without “UBND” and the province after it, and with its level written out:
/// “HĐND-UBND X. Phú Tiến, tỉnh Thái Nguyên” gives “xa phu tien”. Two spellings of one name have the same key.
pub fn key(name: &str) -> String {
    let key = match_key(name);
    let name = without_province(without_committee(&key)).trim_end_matches(['.', ',', ';', ' ']);
    for (short, word) in SHORT_WORDS {
        let Some(rest) = name.strip_prefix(short) else { continue };
        // “X. Phú Tiến”, “P.12”, “P 12”; a longer word that begins in the same way is another word
        let is_apart =
            rest.starts_with(['.', ' ']) || (short == "p" && rest.starts_with(|c: char| c.is_ascii_digit()));
        let rest = rest.trim_start_matches(['.', ' ']);
        if is_apart && !rest.is_empty() {
            return format!("{word} {rest}");
        }
    }
    name.to_owned()
}

/// The short words for levels as people write them, with the words that they stand for.
const SPELLED: [(&str, &str); 8] = [
    ("x", "Xã"),
    ("p", "Phường"),
    ("tt", "Thị trấn"),
    ("đk", "Đặc khu"),
    ("tx", "Thị xã"),
    ("h", "Huyện"),
    ("q", "Quận"),
    ("t", "Tỉnh"),
];

/// A unit's name with its level written out: “X. Phú Tiến” gives “Xã Phú Tiến”.
pub fn spelled_out(name: &str) -> String {
    let name = name.trim();
    for (short, word) in SPELLED {
        let Some((start, rest)) = name.split_at_checked(short.len()) else { continue };
        let is_apart =
            rest.starts_with(['.', ' ']) || (short == "p" && rest.starts_with(|c: char| c.is_ascii_digit()));
        let rest = rest.trim_start_matches(['.', ' ']);
        if is_apart && !rest.is_empty() && start.to_lowercase() == short {
            return format!("{word} {rest}");
        }
    }
    name.to_owned()
}

/// A name's key without the committee, council or office in front of the unit.
fn without_committee(key: &str) -> &str {
    const COMMITTEES: [&str; 2] = ["uy ban nhan dan", "ubnd"];
    const COUNCILS: [&str; 2] = ["hoi dong nhan dan", "hdnd"];
    let start = key.strip_prefix("van phong ").unwrap_or(key);
    let council = COUNCILS.iter().find_map(|council| start.strip_prefix(council));
    let start = council.map_or(start, |rest| {
        let rest = rest.trim_start_matches([' ', '-', ',', '/', '&']);
        rest.strip_prefix("va ").unwrap_or(rest)
    });
    let rest = COMMITTEES.iter().find_map(|committee| start.strip_prefix(committee));
    match rest.filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
        Some(rest) => rest.trim_start_matches([' ', '-', ':', '.']),
        None => key,
    }
}

/// A name's key without the province or city that follows a sign.
fn without_province(key: &str) -> &str {
    const ABOVE: [&str; 4] = ["tinh ", "thanh pho ", "tp ", "tp."];
    let end = key.char_indices().find(|(at, sign)| {
        let behind = key[at + sign.len_utf8()..].trim_start();
        *at > 0
            && matches!(sign, ',' | '-' | '(' | ';')
            && ABOVE.iter().any(|level| behind.starts_with(level))
    });
    end.map_or(key, |(at, _)| key[..at].trim_end())
}

/// Whether the place for a name holds none: dots or lines to write on, or only “UBND xã”.
pub fn is_nobody(name: &str) -> bool {
    let to_fill_in = ["…", "..", ". .", "__", "_ _"];
    let key = key(name);
    let is_level = LEVEL_WORDS.iter().any(|(words, _)| words.contains(&key.as_str()));
    is_level || !key.contains(char::is_alphanumeric) || to_fill_in.iter().any(|line| name.contains(line))
}

#[cfg(test)]
mod tests {
    use super::{Level, is_nobody, key, spelled_out};

    #[test]
    fn a_unit_is_known_by_its_name() {
        assert_eq!(key("UBND xã Phú Tiến"), key("Xã Phú Tiến"));
        assert_ne!(key("Xã Phú Tiến"), key("Xã Phú Đình"));
        for spelling in [
            "HĐND-UBND xã Phú Tiến",
            "HĐND và UBND xã Phú Tiến",
            "Văn phòng HĐND và UBND xã Phú Tiến",
            "Ủy ban nhân dân xã Phú Tiến, tỉnh Thái Nguyên",
            "X. Phú Tiến",
            "UBND X.Phú Tiến - tỉnh Thái Nguyên",
            "xã Phú Tiến (tỉnh Thái Nguyên).",
        ] {
            assert_eq!(key(spelling), "xa phu tien", "{spelling}");
        }
        for spelling in ["P. Phổ Phong", "P.Phổ Phong", "Phường Phổ Phong, TP. Ví dụ"] {
            assert_eq!(key(spelling), "phuong pho phong", "{spelling}");
        }
        assert_eq!(key("P12"), "phuong 12");
        // words with the same beginning, and names with signs in them
        for name in ["Xuân Sơn", "Phú Tiến", "Tân Lập", "Hòa Bình", "Văn phòng Sở", "Xã Ia H'Drai"]
        {
            assert_eq!(key(name), crate::match_key(name), "{name}");
        }
        assert_eq!(key("Phường Phan Rang-Tháp Chàm"), "phuong phan rang-thap cham");
        assert_eq!(key("Sở Nội vụ tỉnh Ví dụ"), "so noi vu tinh vi du");
    }

    #[test]
    fn a_short_level_is_written_out() {
        for (name, whole) in [
            ("X. Ví dụ 03", "Xã Ví dụ 03"),
            ("x.Ví dụ", "Xã Ví dụ"),
            ("P12", "Phường 12"),
            ("Đk. Ví dụ", "Đặc khu Ví dụ"),
            ("Xã Ví dụ 03", "Xã Ví dụ 03"),
            ("Xuân Sơn", "Xuân Sơn"),
            ("Phú Tiến", "Phú Tiến"),
        ] {
            assert_eq!(spelled_out(name), whole);
        }
    }

    #[test]
    fn lines_to_write_on_are_nobody() {
        for name in [
            "……",
            "....",
            ". . . .",
            "____",
            "UBND xã ……",
            "UBND xã",
            "UBND",
            "-",
            "Xã",
            "UBND xã ......, tỉnh ......",
        ] {
            assert!(is_nobody(name), "{name}");
        }
        for name in ["Xã Ví dụ 01", "Phú Tiến", "X. Sơn", "P.12", "Cụm Ví dụ"] {
            assert!(!is_nobody(name), "{name}");
        }
    }

    #[test]
    fn the_level_stands_in_the_name() {
        assert_eq!(Level::of_unit("UBND thị xã Ví dụ"), Some(Level::District));
        assert_eq!(Level::of_unit("Đặc khu Ví dụ"), Some(Level::Commune));
        assert_eq!(Level::of_unit("Xanh"), None);
        assert_eq!(Level::of_unit("P. Ví dụ"), Some(Level::Commune));
    }
}
