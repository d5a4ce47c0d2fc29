//! The words for what reports count, in full or as an abbreviation.

use phuluc_form::match_key;

/// Whether words name what reports count, in full or by an abbreviation: “hồ sơ”, “TTHC”, “VB”.
pub(super) fn is_counted(words: &str) -> bool {
    const COUNTED: [&str; 12] = [
        "ho so",
        "hs",
        "thu tuc",
        "thu tuc hanh chinh",
        "tthc",
        "van ban",
        "vb",
        "nguoi",
        "don vi",
        "luot",
        "phan anh, kien nghi",
        "pakn",
    ];
    COUNTED.contains(&match_key(words).trim_matches([':', '.', ' ']))
}
