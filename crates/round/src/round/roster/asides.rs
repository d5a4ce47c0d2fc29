//! The lines of a list that are no units: headings of groups, totals, notes and signatures that offices add for
//! people. They are recognised and reported once for each kind.

use phuluc_form::{Level, match_key, unit};
use phuluc_grid::{Aside, Column, ListLine, ListNotice, ListOnSheet};

/// The headings of the column with line numbers.
pub(in crate::round) const ORDER: [&str; 4] = ["stt", "tt", "so tt", "so thu tu"];

/// The lines that are units; other lines are noted. `is_unit` says whether a line has a value that only units have.
pub(in crate::round) fn units<'l, C: Column>(
    list: &'l ListOnSheet<'_, C>,
    code: C,
    name: C,
    is_unit: impl Fn(&ListLine<'l, C>) -> bool,
) -> Vec<ListLine<'l, C>> {
    let is_numbered = list.rows().any(|line| number(&line).is_some());
    let (mut units, mut asides) = (Vec::new(), Vec::new());
    let mut is_below = false;
    for line in list.rows() {
        let named = line.some(name);
        let has_code = line.some(code).is_some_and(|code| is_code(&code));
        let is_certain = is_unit(&line) || (named.is_some() && (has_code || number(&line).is_some()));
        let text = named.clone().or_else(|| line.texts().next()).unwrap_or_default();
        let is_blank = named.is_none() && line.some(code).is_none() && !text.contains(char::is_alphabetic);
        let kind = match by_words(&text) {
            _ if is_certain => None,
            // a numbered line that waits to be filled in
            _ if is_blank => continue,
            Some(kind) => Some(kind),
            None if named.is_some() && Level::of_unit(&text).is_some() => None,
            // signatures stand below the list and have no level
            None if is_below => Some(Aside::Note),
            None if named.is_none() && !has_code && text.contains(char::is_alphabetic) => Some(Aside::Group),
            None if named.is_some() && is_numbered => Some(Aside::Group),
            None => None,
        };
        match kind {
            Some(kind) => {
                is_below |= kind != Aside::Group;
                asides.push((kind, (line.number(), text)));
            }
            None => units.push(line),
        }
    }
    for kind in [Aside::Group, Aside::Total, Aside::Note] {
        let lines = asides.iter().filter(|(other, _)| *other == kind).map(|(_, line)| line.clone());
        let lines: Vec<(u32, String)> = lines.collect();
        if !lines.is_empty() {
            list.remark(ListNotice::LeftOut { kind, lines });
        }
    }
    units
}

/// The number of a line, if the list numbers its lines. Groups have Roman numbers or letters instead.
fn number<C: Column>(line: &ListLine<'_, C>) -> Option<u32> {
    line.under(&ORDER)?.trim_end_matches(['.', ')']).parse().ok()
}

/// Whether a text may be a code: one word with a digit.
fn is_code(text: &str) -> bool {
    !text.contains(' ') && text.contains(|c: char| c.is_ascii_digit())
}

/// The kind of a line by its words, if they show that it is no unit.
fn by_words(text: &str) -> Option<Aside> {
    const TOTALS: [&str; 5] = ["tong cong", "tong so", "tong:", "cong:", "cong "];
    const NOTES: [&str; 10] = [
        "ghi chu",
        "luu y",
        "nguoi lap",
        "thu truong",
        "noi nhan",
        "danh sach",
        "nguon:",
        "ky ten",
        "tm.",
        "kt.",
    ];
    const GROUPS: [&str; 7] = ["khoi ", "cac ", "nhom ", "cum ", "vung ", "dia ban ", "gom "];
    let key = match_key(text);
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    let is_date = ["ngay ", "thang ", "nam "].iter().all(|word| key.contains(word));
    let counts_units = key.contains("don vi") && key.contains(|c: char| c.is_ascii_digit());
    let is_level = unit::is_nobody(text) && key.contains(char::is_alphabetic);
    if (begins(&TOTALS) && !key.starts_with("tong cong ty")) || key == "tong" || key == "cong" {
        Some(Aside::Total)
    } else if begins(&NOTES)
        || key.starts_with(['*', '('])
        || is_date
        || text.chars().count() > unit::LONGEST_NAME
    {
        Some(Aside::Note)
    } else if begins(&GROUPS) || counts_units || is_level {
        Some(Aside::Group)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::by_words;
    use phuluc_grid::Aside;

    #[track_caller]
    fn case(texts: &[&str], kind: Option<Aside>) {
        for text in texts {
            assert_eq!(by_words(text), kind, "{text}");
        }
    }

    #[test]
    fn words_tell_what_is_no_unit() {
        case(&["KHỐI PHƯỜNG", "Các xã", "XÃ", "Phường (5 đơn vị)", "Cụm số 2"], Some(Aside::Group));
        case(&["Tổng cộng: 23 đơn vị", "Tổng số", "CỘNG", "Cộng: 5"], Some(Aside::Total));
        case(
            &["Ghi chú: đã sắp xếp", "(*) Xã mới", "Ngày 15 tháng 3 năm 2026", "NGƯỜI LẬP BIỂU"],
            Some(Aside::Note),
        );
        case(&["Xã Ví dụ 01", "Phú Tiến", "Tổng công ty Ví dụ", "Trung tâm Phục vụ hành chính công"], None);
    }
}
