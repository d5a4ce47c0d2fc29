//! What a remark (Ghi chú) says about the figure beside it.
//!
//! It takes the text of the remark and the period of the report. Phrases are listed here; a remark without one of them only explains.

use super::other_figures::says_other_figures;
use crate::locate::named_times::has;
use chrono::NaiveDate;
use phuluc_form::{Period, match_key, money};

/// What a remark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remark {
    /// Nothing, or nothing about the figure.
    Explains,
    /// There was none.
    Nil,
    /// The figure is not known yet.
    Unknown,
    /// Another authority reports it, or the row does not concern the unit.
    OfOthers,
    /// Another figure is meant than the one that stands there, or one of another time or unit.
    Contradicts,
}

/// Phrases of a remark that say the figure is not known yet, so that a dash beside it is no zero.
pub const UNKNOWN: [&str; 34] = [
    "chưa có số liệu",
    "chưa có kết quả",
    "chưa thống kê",
    "chưa tổng hợp",
    "chưa báo cáo",
    "đang thống kê",
    "đang tổng hợp",
    "không có số liệu",
    "bổ sung sau",
    "chờ tổng hợp",
    "phần mềm lỗi",
    "lỗi phần mềm",
    "không theo dõi",
    "chưa theo dõi",
    "chưa đến kỳ",
    "sẽ cập nhật",
    "cập nhật sau",
    "đang cập nhật",
    "chưa cập nhật",
    "chưa nhận được",
    "chưa xác định",
    "không thống kê được",
    "không tổng hợp được",
    "không trích xuất được",
    "chưa trích xuất",
    "hệ thống lỗi",
    "lỗi hệ thống",
    "báo cáo sau",
    "gửi sau",
    "cung cấp sau",
    "chưa cung cấp",
    "chưa gửi",
    "chưa chốt",
    "đang chờ",
];
/// The remarks that say so only if nothing else stands there.
const UNKNOWN_ALONE: [&str; 2] = ["chưa có", "đang rà soát"];
/// The word that says so at the beginning of a remark: “chờ Công an xã cung cấp”. Without its marks it is “cho”.
pub const UNKNOWN_FIRST: &str = "chờ ";

/// The phrases that blanks look for in a remark, as the check does by `says_unknown`: with marks and without.
pub fn unknown_phrases() -> impl Iterator<Item = String> {
    UNKNOWN.iter().flat_map(|phrase| with_and_without_marks(phrase))
}

/// The remarks that say that the figure is unknown only if nothing else stands there, with marks and without.
pub fn unknown_alone() -> impl Iterator<Item = String> {
    UNKNOWN_ALONE.iter().flat_map(|remark| with_and_without_marks(remark))
}

fn with_and_without_marks(phrase: &str) -> [String; 2] {
    [phrase.to_owned(), match_key(phrase)]
}

/// Whether a remark says that the figure beside it is not known yet, whatever else it says.
pub(crate) fn says_unknown(text: &str) -> bool {
    let key = match_key(text);
    UNKNOWN_ALONE.iter().any(|remark| key == match_key(remark))
        || text.trim_start().to_lowercase().starts_with(UNKNOWN_FIRST)
        || UNKNOWN.iter().any(|phrase| contains(&key, &match_key(phrase)))
}

/// Phrases that say the row concerns others.
const OF_OTHERS: [&str; 9] = [
    "khong thuoc tham quyen",
    "khong thuoc pham vi",
    "khong thuoc doi tuong",
    "khong thuoc nhiem vu",
    "khong ap dung",
    "do tinh ",
    "do cap tinh",
    "do so ",
    "thuoc tham quyen cap tinh",
];
/// Phrases that say there was none, wherever they stand in a remark.
const NONE: [&str; 4] = ["khong phat sinh", "chua phat sinh", "khong co", "khong thuc hien"];
/// Words for a time of the figure in a remark that names no period to compare.
const OTHER_TIME: [&str; 4] = ["so lieu nam ", "so lieu quy ", "so lieu thang ", "so lieu cua huyen"];

impl Remark {
    /// What a remark says.
    pub fn of(text: &str, period: Option<Period>) -> Self {
        let key = match_key(text);
        if key.is_empty() {
            return Self::Explains;
        }
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| contains(&key, phrase));
        let is_doubted = key.chars().all(|c| c == '?')
            || matches!(&*key, "dang ra soat" | "sai")
            || key.starts_with("sai,")
            || is_estimate(&key)
            || says_marked(text, "nhầm");
        let is_of_own_period = period.is_some_and(|period| names_period(&key, period));
        if is_doubted
            || is_of_other_time(&key, period)
            || says_other_figures(text, period)
            || (says(&OTHER_TIME) && !is_of_own_period)
            || money::zeros(text).is_some_and(|zeros| zeros > 0)
        {
            Self::Contradicts
        } else if says_unknown(text) {
            Self::Unknown
        } else if says(&OF_OTHERS) {
            Self::OfOthers
        } else if key == "khong" || key.chars().all(|c| c == '-') || says(&NONE) {
            Self::Nil
        } else {
            Self::Explains
        }
    }
}

/// Whether a remark gives the time that the figure is of, as another than the period: “Lũy kế từ 2021”, “kỳ trước 9”.
fn is_of_other_time(key: &str, period: Option<Period>) -> bool {
    const WITH_FIGURE: [&str; 3] = ["luy ke tu ", "tinh tu ", "ky truoc"];
    if period.is_some_and(|period| is_from_beginning_of(key, period)) {
        return false;
    }
    WITH_FIGURE.iter().any(|phrase| {
        let rest = key.strip_prefix(phrase).map(|rest| rest.trim_start_matches([' ', ':', '-', '=']));
        rest.is_some_and(|rest| {
            let rest = rest.strip_prefix("ngay ").or(rest.strip_prefix("nam ")).unwrap_or(rest);
            rest.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Whether a key has the word for an estimate, and not as part of another word: “quy ước”.
fn is_estimate(key: &str) -> bool {
    const OTHER_WORDS: [&str; 5] = ["quy uoc", "huong uoc", "cong uoc", "thoa uoc", "mong uoc"];
    contains(key, "uoc") && !OTHER_WORDS.iter().any(|words| contains(key, words))
}

/// Whether a key names a period in words, and that can be the report's own.
fn names_period(key: &str, period: Period) -> bool {
    let named = key.split_once("so lieu ").and_then(|(_, rest)| Period::in_words(rest));
    named.is_some_and(|(named, _)| !period.is_misnamed(named))
}

/// Whether a key names days that make up a period, or the day or year from which it runs.
fn is_from_beginning_of(key: &str, period: Period) -> bool {
    if let Some(days) = Period::of_key(key) {
        return is_near(days.from, period.from) && is_near(days.to, period.to);
    }
    let Some((_, from)) = key.split_once(" tu ") else { return false };
    let from = from.strip_prefix("ngay ").or(from.strip_prefix("nam ")).unwrap_or(from);
    let numbers = from.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<u32> = numbers.map_while(|number| number.parse().ok()).take(3).collect();
    let day = match numbers.as_slice() {
        [day, month, year] => {
            i32::try_from(*year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, *month, *day))
        }
        [year] => i32::try_from(*year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)),
        _ => None,
    };
    day.is_some_and(|day| is_near(day, period.from))
}

/// Whether a day is a cut-off day: those of offices differ by some days.
fn is_near(day: NaiveDate, cut_off: NaiveDate) -> bool {
    const DAYS: i64 = 20;
    (day - cut_off).num_days().abs() <= DAYS
}

/// Whether a text has a phrase as whole words with their marks. In a text without any marks the letters are enough.
pub(crate) fn says_marked(text: &str, phrase: &str) -> bool {
    let text = text.to_lowercase();
    let has_marks = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if has_marks { has(&text, phrase) } else { has(&text, &match_key(phrase)) }
}

/// Whether a key contains a phrase as whole words. One that ends with a space may be continued.
fn contains(key: &str, phrase: &str) -> bool {
    format!(" {} ", key.replace(['.', ',', ';', ':', '(', ')'], " "))
        .contains(&format!(" {} ", phrase.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::Remark;
    use phuluc_form::Period;

    #[test]
    fn remarks_are_listed_by_their_words() {
        #[track_caller]
        fn case(expected: Remark, remarks: &[&str]) {
            for remark in remarks {
                assert_eq!(Remark::of(remark, Period::named("năm 2024")), expected, "{remark}");
            }
        }
        case(
            Remark::Unknown,
            &[
                "chưa có",
                "Chưa có số liệu cụ thể từng mức",
                "Không có số liệu",
                "sẽ bổ sung sau",
                "đang chờ tổng hợp",
                "phần mềm lỗi",
                "không theo dõi",
                "chưa đến kỳ",
                "số liệu sẽ cập nhật",
                "chưa thống kê",
                "không thống kê được",
                "Hệ thống lỗi, không trích xuất được",
                "đơn vị chưa gửi",
                "chờ Công an xã cung cấp",
                "Báo cáo sau",
                "sẽ gửi sau",
            ],
        );
        case(Remark::OfOthers, &["do tỉnh thực hiện", "Không thuộc thẩm quyền", "do Sở Nội vụ thực hiện"]);
        case(
            Remark::Nil,
            &["Không có", "Không phát sinh", "Trong kỳ không phát sinh hồ sơ", "Chưa phát sinh"],
        );
        case(
            Remark::Contradicts,
            &[
                "Tính từ 15/12/2022 đến 14/12/2023",
                "Tính từ 15/12/2023 đến 14/3/2024",
                "Lũy kế từ ngày 15/12/2022",
            ],
        );
        case(
            Remark::Contradicts,
            &["Lũy kế từ 2021", "Lũy kế từ năm 2021", "kỳ trước 9", "Kỳ trước: 9", "tính từ 01/7/2025"],
        );
        case(
            Remark::Contradicts,
            &[
                "số đúng là 9",
                "Sửa thành 9",
                "Nhầm, bỏ",
                "Dinh chinh: 9",
                "Số liệu năm 2025",
                "Ước",
                "Ước thực hiện",
                "nghìn",
                "tạm tính",
                "số liệu cũ",
                "sai, sẽ gửi lại sau",
                "?",
                "lấy số năm 2023",
                "không bao gồm 50 hồ sơ liên thông",
            ],
        );
        case(
            Remark::Explains,
            &[
                "",
                "trong đó 2 TTHC bãi bỏ",
                "kỳ trước chuyển sang 2 hồ sơ",
                "Lũy kế từ đầu năm",
                "xem mục 1.3",
                "Hiện tại đang rà soát, đề xuất",
                "Theo Quyết định số 12/QĐ-UBND",
                "Được giao bổ sung",
                "Tính từ 15/12/2023 đến 14/12/2024",
                "Tính từ ngày 15/12/2023",
                "Lũy kế từ năm 2024",
                "Đã xác định chính xác theo sổ",
                "Theo quyết định chính thức của tỉnh",
                "Nhằm nâng cao chất lượng",
                "Số liệu năm 2024",
                "Cho vay vốn",
                "Sai số 2%",
                "Quy ước làm tròn 2 chữ số",
            ],
        );
    }
}
