//! Names for files that every system accepts: ASCII, short, and not reserved by Windows.

use phuluc_form::match_key;

/// The longest name, without its ending, in characters.
const LONGEST: usize = 90;
/// The names that Windows reserves for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A text as part of a file name: `xa-vi-du-01`.
///
/// ```
/// use phuluc_round::file_name::slug;
/// assert_eq!(slug("UBND xã Ví dụ 01"), "ubnd-xa-vi-du-01");
/// assert_eq!(slug("Báo cáo (lần 2): quý IV/2026"), "bao-cao-lan-2-quy-iv-2026");
/// assert_eq!(slug("…"), "");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in match_key(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A file name made of parts joined by `_` and an ending, that is not taken yet.
pub fn safe(parts: &[&str], ending: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let parts: Vec<String> = parts.iter().map(|part| slug(part)).filter(|part| !part.is_empty()).collect();
    let mut stem = parts.join("_");
    stem.truncate(LONGEST);
    stem.truncate(stem.trim_end_matches(['-', '_']).len());
    if stem.is_empty() || DEVICES.iter().any(|device| stem.starts_with(device) && stem.len() <= 4) {
        stem.insert_str(0, "tep-");
    }
    let ending = slug(ending);
    let mut name = format!("{stem}.{ending}");
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{stem}_{number}.{ending}");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn names_are_valid_on_windows_and_new() {
        let free = |_: &str| false;
        assert_eq!(safe(&["Xã Ví dụ 01", "lần 1"], "XLSX", free), "xa-vi-du-01_lan-1.xlsx");
        assert_eq!(safe(&["Xã Ví dụ 01"], "xlsx", |name| name == "xa-vi-du-01.xlsx"), "xa-vi-du-01_2.xlsx");
        assert_eq!(safe(&["con"], "xlsx", free), "tep-con.xlsx");
        assert_eq!(safe(&["?"], "xlsx", free), "tep-.xlsx");
        assert!(safe(&["a".repeat(300).as_str()], "xlsx", free).len() < 100);
    }
}
