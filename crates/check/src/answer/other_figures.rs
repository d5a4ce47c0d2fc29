//! Words by which a line around a table, a comment or a remark says that the figures are others than those that stand
//! there: an estimate, a correction, a part that is missing or was added, another time.
//!
//! It takes the text and the period of the report. A text without one of these words only explains.

use super::remark::says_marked;
use crate::locate::named_times::has;
use chrono::{Days, NaiveDate};
use phuluc_form::{Period, match_key};
use regex_lite::Regex;
use std::sync::LazyLock;

/// Phrases that say so by themselves, as match keys.
const PHRASES: [&str; 34] = [
    // estimates and figures that nobody has looked at yet
    "uoc thuc hien",
    "so lieu uoc",
    "so uoc",
    "uoc tinh",
    "tam tinh",
    "so lieu tam",
    "chua doi chieu",
    "chua chinh thuc",
    "so lieu chua chot",
    // corrections and earlier figures
    "sua thanh",
    "sua lai",
    "thay the ban",
    "so lieu ky truoc",
    "gui lai sau",
    "se gui lai",
    "so lieu sai",
    "so sai",
    // what is missing, and what others have
    "chua day du",
    "chua thong ke du",
    "chua bao gom",
    "khong bao gom",
    "chua gom",
    "khong gom",
    "chua tinh ho so",
    "khong tinh ho so",
    "chua tinh so",
    "cong them ho so",
    "cong them so",
    "da tru ho so",
    "da tru so",
    "gom ca so lieu",
    "gom ca ho so cua",
    "gom ca xa",
    "gom ca phuong",
];
/// Phrases that other words have the letters of: “quyết định chính thức”, “hồ sơ dùng làm”, “số liệu cụ thể”.
const MARKED: [&str; 5] = ["đính chính", "số đúng là", "sơ bộ", "số cũ", "số liệu cũ"];
/// Words that say so with a figure after them: “đã trừ 20”, “bổ sung thêm 30 hồ sơ”.
const WITH_FIGURE: [&str; 10] = [
    "da tru",
    "tru di",
    "cong them",
    "tinh them",
    "bo sung them",
    "chua tinh",
    "khong tinh",
    "chua cong",
    "con thieu",
    "thieu",
];
/// Words after which a text names the period that figures were taken from.
const TAKEN_FROM: [&str; 4] = ["so lieu", "lay so", "lay tu", "so cua"];

/// Whether a text says that the figures are others than those that stand there.
pub(crate) fn says_other_figures(text: &str, period: Option<Period>) -> bool {
    let key = match_key(text);
    PHRASES.iter().any(|phrase| has(&key, phrase))
        || MARKED.iter().any(|phrase| says_marked(text, phrase))
        || WITH_FIGURE.iter().any(|words| has_figure_after(&key, words))
        || (says_marked(text, "thừa") && has_figure_after(&key, "thua"))
        || period.is_some_and(|period| names_other_period(&key, period) || ends_elsewhere(&key, period))
}

/// Whether these words stand in a key with a figure behind them.
fn has_figure_after(key: &str, words: &str) -> bool {
    key.match_indices(words).any(|(at, _)| {
        let is_edge = key[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let rest = key[at + words.len()..].strip_prefix(' ');
        is_edge && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether a key names another period as that of the figures: “số liệu năm 2025”, “lấy số quý IV/2025”.
pub(super) fn names_other_period(key: &str, period: Period) -> bool {
    TAKEN_FROM.iter().filter_map(|words| key.split_once(words)).any(|(_, rest)| {
        let named = Period::in_words(rest.trim_start_matches([' ', ':']));
        named.is_some_and(|(named, _)| period.is_misnamed(named))
    })
}

/// Whether a key says that the figures end on a day that is not the period's last: “số liệu lấy đến 28/02/2026”. The
/// cut-off days of offices differ by some days.
fn ends_elsewhere(key: &str, period: Period) -> bool {
    static UP_TO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:so lieu|lay|tinh|cap nhat|chot)(?: so lieu)? (?:den|toi)(?: het)?(?: ngay)? (\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b",
        )
        .expect("a constant pattern")
    });
    const DAYS_BEFORE: u64 = 7;
    const DAYS_AFTER: u64 = 31;
    // most texts have no day, which is seen faster than that the pattern does not fit
    if !key.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let Some(found) = UP_TO.captures(key) else { return false };
    let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
    let day = || NaiveDate::from_ymd_opt(i32::try_from(number(3)?).ok()?, number(2)?, number(1)?);
    let first = period.to.checked_sub_days(Days::new(DAYS_BEFORE));
    let last = period.to.checked_add_days(Days::new(DAYS_AFTER));
    day().is_some_and(|day| first.is_some_and(|first| day < first) || last.is_some_and(|last| last < day))
}

#[cfg(test)]
mod tests {
    use super::says_other_figures;
    use phuluc_form::Period;

    #[test]
    fn texts_that_speak_of_other_figures_are_told_by_their_words() {
        let period = Period::named("quý I/2026");
        for text in [
            "tạm tính",
            "Số liệu tạm tính, chưa đối chiếu",
            "chua doi chieu",
            "số liệu cũ",
            "Số liệu cũ, sẽ gửi lại sau",
            "đã trừ 20",
            "Đã trừ 20 hồ sơ rút",
            "bổ sung thêm 30 hồ sơ",
            "không bao gồm 50 hồ sơ liên thông",
            "* Lưu ý: cộng thêm 15 hồ sơ của Công an xã chưa cập nhật",
            "Ghi chú: số liệu cột (3) chưa tính 25 hồ sơ",
            "Chưa bao gồm hồ sơ của Công an xã",
            "Số liệu lấy đến 28/02/2026",
            "Số liệu lấy đến hết ngày 31/12/2025",
            "Bao gồm cả số liệu của xã Ví dụ 02",
            "Các số in đỏ là số ước",
            "lấy số quý IV/2025",
            "Lấy số của quý IV năm 2025",
            "Số liệu sơ bộ",
            "thiếu 5 hồ sơ",
            "thừa 3",
        ] {
            assert!(says_other_figures(text, period), "{text}");
        }
        for text in [
            "Đã đối chiếu",
            "Đã đối chiếu với phần mềm",
            "Số liệu trên phần mềm một cửa",
            "Trong đó 02 hồ sơ liên thông",
            "Có danh sách kèm theo",
            "Tăng 5% so với cùng kỳ năm trước",
            "Bao gồm cả hồ sơ trực tuyến",
            "Được giao bổ sung",
            "Số bộ TTHC",
            "Theo sổ cũ của xã",
            "Chưa có số liệu cụ thể",
            "Không tính phí",
            "Số liệu lấy đến 14/3/2026",
            "Số liệu chốt đến hết ngày 15/3/2026",
            "Số liệu của quý I/2026",
            "lấy ý kiến đến 28/02/2026",
            "Thực hiện thỏa thuận 12 bên",
            "Quy ước làm tròn 2 chữ số",
            "Kế hoạch số 15/KH-UBND ngày 05/01/2026",
        ] {
            assert!(!says_other_figures(text, period), "{text}");
        }
    }
}
