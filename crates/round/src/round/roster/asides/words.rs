//! What the words of a line show: the heading of a group, a total or a note.
//!
//! Accents count, because “Công an” is no “Cộng” and “Vũng Tàu” no “Vùng”, unless the text is typed without any.

use phuluc_form::{Level, match_key, same_words, unit};
use phuluc_grid::Aside;

/// The words of a text.
pub(super) fn words_of(text: &str) -> Vec<&str> {
    let is_between =
        |c: char| c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '–' | '—' | '…' | '“' | '”');
    text.split(is_between).filter(|word| !word.is_empty()).collect()
}

/// Whether two words are the same.
fn is(text: &str, word: &str) -> bool {
    if text.is_ascii() { match_key(text) == match_key(word) } else { same_words(text, word) }
}

/// Whether a text begins with these words.
pub(super) fn begins(text: &str, words: &str) -> bool {
    let (text, words) = (words_of(text), words_of(words));
    text.len() >= words.len() && text.iter().zip(&words).all(|(text, word)| is(text, word))
}

fn begins_with_any(text: &str, all: &[&str]) -> bool {
    all.iter().any(|words| begins(text, words))
}

/// The kind of a line by its words, if they show that it is no unit.
pub(super) fn by_words(text: &str) -> Option<Aside> {
    const NOTES: [&str; 12] = [
        "ghi chú",
        "lưu ý",
        "người lập",
        "người ký",
        "thủ trưởng",
        "nơi nhận",
        "danh sách",
        "ký tên",
        "ban hành kèm",
        "kèm theo",
        "nguồn số liệu",
        "số liệu",
    ];
    const GROUPS: [&str; 12] = [
        "khối",
        "các",
        "nhóm",
        "cụm",
        "vùng",
        "địa bàn",
        "gồm",
        "cấp xã",
        "cấp huyện",
        "cấp tỉnh",
        "đơn vị cấp",
        "UBND các",
    ];
    let key = match_key(text);
    let is_signature = ["tm.", "kt.", "tl.", "nguon:"].iter().any(|sign| key.starts_with(sign));
    let is_date = ["ngay ", "thang ", "nam "].iter().all(|word| key.contains(word));
    let counts_units = key.contains("don vi") && key.contains(|c: char| c.is_ascii_digit());
    if is_total(text) {
        Some(Aside::Total)
    } else if begins_with_any(text, &NOTES)
        || is_signature
        || key.starts_with(['*', '('])
        || is_date
        || text.chars().count() > unit::LONGEST_NAME
    {
        Some(Aside::Note)
    } else if begins_with_any(text, &GROUPS) || counts_units || is_only_levels(text) || is_former(text) {
        Some(Aside::Group)
    } else {
        None
    }
}

/// Whether a line is a total: “Cộng”, “Tổng số: 23 đơn vị”, “Toàn tỉnh”; not “Công an tỉnh”, “Tổng công ty” or the
/// commune “Cộng Hiền”.
fn is_total(text: &str) -> bool {
    const BEHIND_SUM: [&str; 12] =
        ["số", "cộng", "toàn", "các", "chung", "đơn", "xã", "phường", "sở", "khối", "nhóm", "cụm"];
    const WHOLE: [&str; 6] = ["toàn tỉnh", "toàn thành phố", "toàn huyện", "toàn xã", "cả tỉnh", "cả huyện"];
    let words = words_of(text);
    let Some((first, rest)) = words.split_first() else { return false };
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_bare = rest.first().is_none_or(is_number);
    if match_key(first) == "cong" {
        let is_sum = rest.first().is_some_and(|word| BEHIND_SUM.iter().any(|other| is(word, other)));
        return is_bare || (is(first, "cộng") && is_sum);
    }
    if is(first, "tổng") {
        // “Tổng cộng” is sometimes typed “Tổng công”, which is a corporation only before “ty”
        let is_sum = rest.first().is_some_and(|word| match_key(word) == "cong")
            && rest.get(1).is_none_or(|word| match_key(word) != "ty");
        let is_corporation = rest.first().is_some_and(|word| match_key(word) == "cong") && !is_sum;
        let is_other = rest.first().is_some_and(|word| BEHIND_SUM.iter().any(|other| is(word, other)));
        return is_bare || is_sum || (is_other && !is_corporation);
    }
    WHOLE.iter().any(|whole| begins(text, whole) && words.len() == words_of(whole).len())
}

/// Whether a text has only the words of levels: “XÃ, PHƯỜNG”, “Sở, ban, ngành”, “Phường (05)”. “Văn phòng UBND tỉnh” is a unit.
fn is_only_levels(text: &str) -> bool {
    const LEVELS: [&str; 14] = [
        "xã",
        "phường",
        "đặc khu",
        "thị trấn",
        "huyện",
        "quận",
        "thị xã",
        "tỉnh",
        "thành phố",
        "sở",
        "ban",
        "ngành",
        "đoàn thể",
        "UBND",
    ];
    let mut words = words_of(text);
    words.retain(|word| !word.chars().all(|c| c.is_ascii_digit()) && !is(word, "và"));
    let mut rest = words.as_slice();
    let is_some = !rest.is_empty();
    while !rest.is_empty() {
        let found = LEVELS.iter().map(|level| words_of(level)).find(|level| {
            rest.len() >= level.len() && rest.iter().zip(level).all(|(word, other)| is(word, other))
        });
        match found {
            Some(level) => rest = &rest[level.len()..],
            None => return false,
        }
    }
    is_some
}

/// Whether a text names a place above communes that is no more: “Huyện Võ Nhai (cũ)”, “Thị xã Phổ Yên cũ: 1 phường”.
fn is_former(text: &str) -> bool {
    is_above_communes(text) && words_of(text).iter().any(|word| is(word, "cũ"))
}

/// Whether a text names a district, a town, a city or a province, which head groups of communes.
pub(super) fn is_above_communes(text: &str) -> bool {
    matches!(Level::of_unit(text), Some(Level::District | Level::Province)) && !begins(text, "Văn phòng")
        || begins_with_any(text, &["thành phố", "tp"])
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
        case(
            &[
                "KHỐI PHƯỜNG",
                "Các xã",
                "XÃ",
                "Phường (5 đơn vị)",
                "Phường (05)",
                "Cụm số 2",
                "Cum 2",
                "Sở, ban, ngành",
                "Xã, phường và đặc khu",
                "Huyện Ví dụ (cũ)",
                "Thị xã Ví dụ cũ: 1 phường",
                "Thành phố Ví dụ cũ",
            ],
            Some(Aside::Group),
        );
        case(
            &[
                "Tổng cộng: 23 đơn vị",
                "Tổng số",
                "CỘNG",
                "Cộng: 5",
                "Cộng khối xã",
                "Tổng 23 đơn vị",
                "TỔNG CỘNG (1+2)",
                "Tổng công: 5",
                "Tong cong",
                "Cong: 5",
                "Cong",
                "Toàn tỉnh",
            ],
            Some(Aside::Total),
        );
        case(
            &[
                "Ghi chú: đã sắp xếp",
                "(*) Xã mới",
                "Ngày 15 tháng 3 năm 2026",
                "NGƯỜI LẬP BIỂU",
                "KT. CHỦ TỊCH",
            ],
            Some(Aside::Note),
        );
        case(
            &[
                "Xã Ví dụ 01",
                "Phú Tiến",
                "Tổng công ty Ví dụ",
                "Tong cong ty Vi du",
                "Tổng đội Thanh niên xung phong",
                "Trung tâm Phục vụ hành chính công",
                "Công an tỉnh",
                "Cong an tinh",
                "Công ty Ví dụ",
                "Văn phòng UBND tỉnh",
                "Văn phòng HĐND và UBND",
                "Vũng Tàu",
                "Bảo hiểm xã hội tỉnh",
                "Huyện Ví dụ",
                "Ban Dân tộc",
            ],
            None,
        );
    }
}
