//! Expressions of several words that make a label another indicator when they come, go or replace each other.
//!
//! It takes the words that a label on a sheet lacks and those that it has instead. Single words, such as opposites, are
//! in `label_comparison`, words for times in `named_times`.

/// Groups of expressions that change the indicator when one replaces another.
const INSTEAD: [&[&str]; 14] = [
    &["giai quyet", "tiep nhan", "chuyen den"],
    &["giai quyet", "qua han", "tre han"],
    &["ho so", "thu tuc"],
    &["ban hanh", "bai bo", "phe duyet", "tham dinh"],
    &["co mat", "con thieu", "vang mat"],
    &["dien tu", "giay"],
    &["dinh ky", "dot xuat"],
    &["phe duyet", "de xuat"],
    &["duoc giao", "giao", "de nghi", "de xuat"],
    &["kiem tra", "ra soat"],
    &["thuong xuyen", "dau tu"],
    &["hop dong", "cong chuc", "vien chuc"],
    &["quy pham phap luat", "hanh chinh"],
    &["bo phan mot cua", "cong dich vu cong"],
];

/// Expressions that limit an indicator to a part of it, wherever they are added.
const ADDED: [&str; 14] = [
    "qua han",
    "tre han",
    "dung han",
    "truoc han",
    "som han",
    "trong han",
    "truc tuyen",
    "truc tiep",
    "lien thong",
    "toan trinh",
    "mot phan",
    "dot xuat",
    "trung han",
    "vien chuc",
];

/// Expressions without which the indicator is a wider one.
const LEFT_OUT: [&str; 7] =
    ["qua han", "tre han", "dung han", "truoc han", "som han", "toan trinh", "mot phan"];

/// Beginnings of labels that ask for a share.
const SHARES: [&str; 5] = ["ty le", "ti le", "%", "phan tram", "tl "];

/// Whether a label with the words `found` is another indicator than the printed one, because these words are gone and
/// these have come.
pub(super) fn change([printed, found]: [&[&str]; 2], gone: &[&str], come: &[&str]) -> bool {
    let [printed, found, gone, come] =
        [printed, found, gone, come].map(|words| format!(" {} ", words.join(" ")));
    let is_replaced = |group: &&[&str]| {
        let only_in = |text: &str, other: &str| {
            let mut own = group.iter().filter(|words| has(text, words) && !has(other, words));
            own.next().is_some()
        };
        let comes_instead = only_in(&printed, &found) && only_in(&found, &printed);
        comes_instead || (only_in(&gone, &come) && only_in(&come, &gone))
    };
    INSTEAD.iter().any(is_replaced)
        || ADDED.iter().any(|words| has(&come, words) && !has(&gone, words))
        || LEFT_OUT.iter().any(|words| has(&gone, words) && !has(&come, words))
}

/// Whether a text between spaces has these words as whole words.
fn has(text: &str, words: &str) -> bool {
    text.contains(&format!(" {words} "))
}

/// Whether one of two labels, given as match keys, asks for a share and the other for a number.
pub(super) fn is_share_of_one(printed: &str, found: &str) -> bool {
    (begins_with_share(printed) && !names_share(found)) || (begins_with_share(found) && !names_share(printed))
}

/// Whether a label asks for a share from its first word on.
fn begins_with_share(key: &str) -> bool {
    let key = key.trim_start_matches([' ', '-', '+', '*', '(']);
    SHARES.iter().any(|words| key.starts_with(words))
}

/// Whether a label names a share anywhere.
fn names_share(key: &str) -> bool {
    begins_with_share(key) || key.contains('%') || key.contains("ty le")
}
