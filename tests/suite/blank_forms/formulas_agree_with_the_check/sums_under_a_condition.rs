//! Parity of sums over the rows that meet a condition: on figures, on codes, and on words.

use super::keys::{OPEN, OPEN_ROWS, case};
use phuluc::author::RuleResult;
use phuluc::form::Catalogue;
use phuluc::say::{Lang, words};

#[test]
fn rows_are_summed_under_a_condition() {
    let rows = |total: &'static str| {
        vec![
            ("0 cap", "1"),
            ("0 nhan", "5"),
            ("0 qua_han", "2"),
            ("1 cap", "2"),
            ("1 nhan", "7"),
            ("1 qua_han", "3"),
            ("2 cap", "2"),
            ("2 nhan", "1"),
            ("2 qua_han", "0"),
            ("tong nhan", "13"),
            ("tong qua_han", total),
        ]
    };
    case(&OPEN_ROWS, "qua-han", &rows("3"), Some(RuleResult::Holds));
    case(&OPEN_ROWS, "qua-han", &rows("5"), Some(RuleResult::Error));
    // as long as the level of a row is blank, the row may be meant or not
    let unsaid = |total| {
        let mut rows = rows(total);
        rows.retain(|(place, _)| *place != "1 cap");
        rows
    };
    case(&OPEN_ROWS, "qua-han", &unsaid("3"), Some(RuleResult::NotFilled));
    case(&OPEN_ROWS, "qua-han", &unsaid("4"), Some(RuleResult::Error));
}

/// Three fields of work, and the place where each is dealt with.
pub(super) fn by_words(places: [&'static str; 3], total: &'static str) -> Vec<(&'static str, &'static str)> {
    let rows = [
        ("0 nhan", "5"),
        ("1 nhan", "7"),
        ("2 nhan", "1"),
        ("0 cua_xa", "4"),
        ("1 cua_xa", "7"),
        ("2 cua_xa", "1"),
    ];
    let named = [("0 noi", places[0]), ("1 noi", places[1]), ("2 noi", places[2])];
    let named = named.into_iter().filter(|(_, place)| !place.is_empty());
    rows.into_iter().chain(named).chain([("tong nhan", "13"), ("tong cua_xa", total)]).collect()
}

#[test]
fn rows_are_summed_by_the_words_in_them() {
    let places = ["Ủy ban nhân dân xã", "Chi nhánh văn phòng đăng ký đất đai", "UỶ BAN NHÂN DÂN  XÃ"];
    case(&OPEN_ROWS, "theo-noi", &by_words(places, "5"), Some(RuleResult::Holds));
    case(&OPEN_ROWS, "theo-noi", &by_words(places, "12"), Some(RuleResult::Error));
    // where the place is blank, the row may be meant or not
    let unsaid = [places[0], "", places[2]];
    case(&OPEN_ROWS, "theo-noi", &by_words(unsaid, "5"), Some(RuleResult::NotFilled));
    case(&OPEN_ROWS, "theo-noi", &by_words(unsaid, "6"), Some(RuleResult::NotFilled));
    case(&OPEN_ROWS, "theo-noi", &by_words(unsaid, "13"), Some(RuleResult::Error));
    // the rows have the labels Lĩnh vực 1 to 3
    case(&OPEN_ROWS, "theo-ten", &by_words(places, "5"), Some(RuleResult::Holds));
}

/// The problems of a sum under a condition on words.
#[test]
fn words_are_compared_with_texts_and_labels_only() {
    #[track_caller]
    fn case(condition: &str, expected: Option<&str>) {
        let rule = format!("that = '[tong].nhan = sum(open where {condition})'");
        let text = OPEN.replace(r#"that = "[tong].nhan = sum(open)""#, &rule);
        let said = Catalogue::with([("thu.toml".to_owned(), text)]).err().map(|problems| {
            let problems: Vec<String> =
                problems.iter().map(|problems| words::definition_problems(Lang::Vi, problems)).collect();
            problems.concat()
        });
        match expected {
            None => assert_eq!(said, None, "{condition}"),
            Some(expected) => {
                assert!(said.as_deref().is_some_and(|said| said.contains(expected)), "{condition}: {said:?}");
            }
        }
    }
    case(r#"linh_vuc = "Đất đai""#, None);
    case("noi != “Ủy ban nhân dân xã” and qua_han > 0", None);
    case(r#"cap = "Xã""#, Some("chữ trong ngoặc kép chỉ so sánh được với cột tên chỉ tiêu hoặc cột chữ"));
    case(r#"linh_vuv = "Đất đai""#, Some("linh_vuc"));
    case(r#"[tong].noi = "x""#, Some("chữ trong ngoặc kép chỉ so sánh được"));
    case("linh_vuc = Đất đai", Some("chữ đặt trong ngoặc kép"));
    case(r#"linh_vuc > "Đất đai""#, Some("chữ đặt trong ngoặc kép"));
}

/// A condition may stand inside a product or behind a minus.
#[test]
fn sums_under_a_condition_are_taken_off_and_multiplied() {
    let rows = |total: &'static str, late: &'static str| {
        let own = [("0 cap", "1"), ("0 nhan", "5"), ("0 qua_han", "2"), ("1 cap", "2"), ("1 nhan", "7")];
        let mut rows = own.to_vec();
        rows.extend([("1 qua_han", "3"), ("tong nhan", total), ("tong qua_han", late)]);
        rows
    };
    case(&OPEN_ROWS, "gap-doi", &rows("12", "3"), Some(RuleResult::Holds));
    case(&OPEN_ROWS, "gap-doi", &rows("9", "3"), Some(RuleResult::Error));
    case(&OPEN_ROWS, "con-lai", &rows("12", "3"), Some(RuleResult::Holds));
    case(&OPEN_ROWS, "con-lai", &rows("12", "4"), Some(RuleResult::Error));
}
