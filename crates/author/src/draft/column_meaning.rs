//! What the labels of columns tell where the same words stand above words and above figures: persons who are named or
//! counted, ways and times, points and spots.

use phuluc_form::match_key;

/// The beginnings of labels of columns that may hold words as well as figures, as match keys.
const DOUBTFUL: [&str; 4] = ["noi dung", "hinh thuc", "ngay ", "thoi gian"];
/// What figures are counted in, at the end of such a label: “Thời gian giải quyết (giờ)”.
const COUNTED_IN: [&str; 6] = ["(gio)", "(ngay)", "(phut)", "(buoi)", "(thang)", "(luot)"];
/// Beginnings of labels of such columns that count.
const WAYS: [&str; 5] = ["truc tuyen", "truc tiep", "khac", "buu chinh", "tap trung"];
/// What a person does whose name is asked for. Other persons are counted: “Người cao tuổi”.
const NAMED: [&str; 15] = [
    "phu trach",
    "chiu trach nhiem",
    "dung dau",
    "lien he",
    "lien lac",
    "ky",
    "tra loi",
    "lap",
    "thuc hien",
    "theo doi",
    "dai dien",
    "duyet",
    "phat ngon",
    "kiem tra",
    "chu tri",
];
/// What “điểm” stands before where it means a spot, not points.
const SPOTS: [&str; 18] = [
    "thu gom",
    "tap ket",
    "nong",
    "ban ",
    "truong",
    "dan cu",
    "du lich",
    "den",
    "sat lo",
    "ngap",
    "o nhiem",
    "giao dich",
    "khai thac",
    "truy cap",
    "sinh hoat",
    "vui choi",
    "tiep nhan",
    "kinh doanh",
];

/// Whether a label asks for the name of a person: “Người phụ trách”.
pub(super) fn names_a_person(leaf: &str) -> bool {
    let does = leaf.strip_prefix("nguoi ").unwrap_or_default();
    let mut rests = NAMED.iter().filter_map(|word| does.strip_prefix(word));
    rests.any(|rest| !rest.starts_with(char::is_alphabetic))
}

/// Whether a label may ask for words as well as for figures, and names no unit of figures.
pub(super) fn is_doubtful(path: &[String]) -> bool {
    let leaf = path.last().map(|label| match_key(label)).unwrap_or_default();
    let rest = DOUBTFUL.iter().find_map(|word| leaf.strip_prefix(word));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start();
        !COUNTED_IN.iter().any(|unit| rest.ends_with(unit)) && !WAYS.iter().any(|way| rest.starts_with(way))
    })
}

/// Whether labels, as one match key, speak of points and not of spots: “Điểm tự chấm”, not “Điểm thu gom”.
pub(super) fn speaks_of_points(whole: &str) -> bool {
    let words = whole.match_indices("diem").filter(|(at, word)| {
        let ends_word = |c: char| !c.is_alphanumeric();
        whole[..*at].chars().next_back().is_none_or(ends_word)
            && whole[at + word.len()..].chars().next().is_none_or(ends_word)
    });
    words.into_iter().any(|(at, word)| {
        let rest = whole[at + word.len()..].trim_start();
        !SPOTS.iter().any(|spot| rest.starts_with(spot))
    })
}
