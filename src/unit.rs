//! Who reports: communes and the levels above them.
//!
//! Since 1 July 2025 there is no district level; older rounds still have it, so a level is only
//! what a unit is, never how deep it stands in the tree.

use crate::normalise::match_key;
use serde::Serialize;

/// What a unit is.
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
        let begins = |words: &[&str]| {
            words.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
        };
        // “thị xã” is a district, so it is asked for before “xã”
        if begins(&["huyen", "quan", "thi xa"]) {
            Some(Self::District)
        } else if begins(&["xa", "phuong", "dac khu", "thi tran"]) {
            Some(Self::Commune)
        } else if begins(&["tinh"]) {
            Some(Self::Province)
        } else if begins(&["so", "ban"]) {
            Some(Self::Department)
        } else {
            None
        }
    }
}

/// The key by which two spellings of a unit's name are the same: folded, without “UBND”.
pub fn key(name: &str) -> String {
    let folded = match_key(name);
    let bare =
        folded.strip_prefix("uy ban nhan dan ").or_else(|| folded.strip_prefix("ubnd ")).unwrap_or(&folded);
    bare.to_owned()
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
