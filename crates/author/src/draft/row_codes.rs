//! The codes of rows: the level of each in the outline, and the printed code where Excel has changed it.

use phuluc_form::match_key;
use phuluc_grid::{Cell, Content};

/// The level of a row without a code.
const UNCODED: u8 = 20;

/// The level in the outline of a row with this code; sections A, B have level 0. `None` if the text is no code.
pub(super) fn depth(code: &str) -> Option<u8> {
    let bare = bare(code);
    if bare.is_empty() {
        return None;
    }
    let is_one_letter = bare.chars().count() == 1;
    if bare.chars().all(|c| c.is_ascii_digit() || c == '.') && !bare.contains("..") {
        u8::try_from(bare.split('.').count()).ok().filter(|parts| *parts < 8).map(|parts| parts + 1)
    } else if bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        Some(1)
    } else if is_one_letter && bare.chars().all(char::is_uppercase) {
        Some(0)
    } else if is_one_letter && bare.chars().all(char::is_lowercase) {
        Some(10)
    } else {
        None
    }
}

/// The level of a row without a code: a label with “-” or “Trong đó” is below one without, and one with “+” below one
/// with “-”.
pub(super) fn uncoded_depth(label: &str) -> u8 {
    let is_part = label.starts_with(['-', '–']) || match_key(label).starts_with("trong do");
    match () {
        () if label.starts_with('+') => UNCODED + 2,
        () if is_part => UNCODED + 1,
        () => UNCODED,
    }
}

/// The code without the signs around it: `1.2` for `1.2.`, `a` for `a)`.
pub(super) fn bare(code: &str) -> &str {
    code.trim_matches(['.', ')', '(', ' ', ':'])
}

/// Splits a text such as “I. Chỉ tiêu …” into code and label.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = text.split_once(' ')?;
    let is_marked = code.ends_with(['.', ')']) || code.contains('.');
    (is_marked && depth(code).is_some()).then(|| (code, rest.trim_start()))
}

/// The code as it may have been printed, if Excel stores a number or a date instead. `previous` is the code of the
/// row above.
pub(super) fn as_printed(cell: &Cell, shown: &str, previous: Option<&str>) -> Option<String> {
    match &cell.content {
        // Excel stores 1.10 as the number 1.1
        Content::Number(_) => {
            let (above, last) = shown.split_once('.')?;
            let tens = last.parse::<u32>().ok().filter(|last| (1..10).contains(last))?;
            let before = format!("{above}.{}", tens * 10 - 1);
            (previous.map(bare) == Some(before.as_str())).then(|| format!("{shown}0"))
        }
        // Excel stores 1.2 as 1 February, and 1.2.3 as 1 February 2003
        Content::Date(_) => {
            let parts: Vec<u32> = shown.split('/').filter_map(|part| part.parse().ok()).collect();
            let [day, month, year] = parts.as_slice() else { return None };
            let (two, three) = (format!("{day}.{month}"), format!("{day}.{month}.{}", year % 100));
            let follows = previous.is_some_and(|previous| {
                let previous = bare(previous);
                previous == two || previous.rsplit_once('.').is_some_and(|(above, _)| above == two)
            });
            Some(if follows { three } else { two })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{as_printed, depth, split};
    use phuluc_grid::{Cell, Content};

    #[test]
    fn codes_stand_below_each_other() {
        let depths = ["A.", "II", "3", "3.1.", "3.1.2", "b)"].map(|code| depth(code).unwrap());
        assert!(depths.is_sorted_by(|a, b| a < b), "{depths:?}");
        for none in ["", "-", "Trong đó", "1..2", "AB", "1a"] {
            assert_eq!(depth(none), None, "{none}");
        }
    }

    #[test]
    fn code_and_label_may_share_a_cell() {
        assert_eq!(split("I. Công tác chỉ đạo"), Some(("I.", "Công tác chỉ đạo")));
        assert_eq!(split("1.1 Số văn bản"), Some(("1.1", "Số văn bản")));
        assert_eq!(split("5 cấp"), None);
        assert_eq!(split("Số văn bản"), None);
    }

    #[test]
    fn what_excel_made_of_a_code_is_told_from_the_code_before() {
        let number = Cell::plain(Content::Number("1.1".parse().unwrap()));
        assert_eq!(as_printed(&number, "1.1", Some("1.9.")).as_deref(), Some("1.10"));
        assert_eq!(as_printed(&number, "1.1", Some("1")), None);
        let date = Cell::plain(Content::Date(37_655.into()));
        assert_eq!(as_printed(&date, &date.shown(), Some("3.2.2")).as_deref(), Some("3.2.3"));
        assert_eq!(date.shown(), "03/02/2003");
        assert_eq!(as_printed(&date, &date.shown(), Some("3.1")).as_deref(), Some("3.2"));
    }
}
