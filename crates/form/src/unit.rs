//! The units that report: communes and the levels above them.
//!
//! Since 1 July 2025 there is no district level, but older rounds still have it. So a level says what a unit
//! is, and not how deep it stands in the tree of units.

use crate::normalise::match_key;
use serde::Serialize;

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

/// The words with which the names of units of a level begin, as match keys.
const LEVEL_WORDS: [(&[&str], Level); 4] = [
    (&["huyen", "quan", "thi xa"], Level::District),
    (&["xa", "phuong", "dac khu", "thi tran"], Level::Commune),
    (&["tinh"], Level::Province),
    (&["so", "ban"], Level::Department),
];

/// The match key of a unit's name without “UBND”. Two spellings of one name have the same key.
pub fn key(name: &str) -> String {
    let key = match_key(name);
    key.strip_prefix("uy ban nhan dan ").or_else(|| key.strip_prefix("ubnd ")).unwrap_or(&key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Level, key};

    #[test]
    fn a_unit_is_known_by_its_name() {
        assert_eq!(key("UBND xã Phú Tiến"), key("Xã Phú Tiến"));
        assert_ne!(key("Xã Phú Tiến"), key("Xã Phú Đình"));
    }

    #[test]
    fn the_level_stands_in_the_name() {
        assert_eq!(Level::of_unit("UBND thị xã Ví dụ"), Some(Level::District));
        assert_eq!(Level::of_unit("Đặc khu Ví dụ"), Some(Level::Commune));
        assert_eq!(Level::of_unit("Xanh"), None);
    }
}
