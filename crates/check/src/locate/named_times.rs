//! The time that a heading or a column label names: this period, another one, or none.
//!
//! It takes match keys. Reports hold last year's figures beside this year's, and plans beside results; their position
//! never tells which is meant.

mod periods_in_keys;

use chrono::Datelike;
use periods_in_keys::{PART_OF_YEAR, is_of, year_of, years};
use phuluc_form::Period;
use regex_lite::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

pub(crate) use periods_in_keys::is_within;

/// The time that figures belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// The period of the report.
    This,
    /// The year up to now (lũy kế). Beside figures of the period alone it is another time.
    Cumulative,
    /// The period before, the year before, a plan, an estimate.
    Other,
}

/// The kind of a text that may name a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// A line above a table, or the name of a sheet.
    Heading,
    /// A label of a column, or of a banner above rows.
    Label,
    /// A label of a row. A plan in it is often a kind of document: “(theo Kế hoạch)”.
    Row,
}

/// Words for times before the period.
const BEFORE: [&str; 12] = [
    "cung ky nam truoc",
    "cung ky",
    "nam lien truoc",
    "nam truoc",
    "nam ngoai",
    "ky bao cao truoc",
    "ky lien truoc",
    "ky truoc",
    "quy truoc",
    "thang truoc",
    "so lieu cu",
    "da bao cao",
];
/// Words for plans and estimates.
const AHEAD: [&str; 4] = ["uoc thuc hien", "uoc", "du kien", "chi tieu giao"];
/// The word for a plan, and the words around it by which the label of a row means the figures of one.
const PLAN: &str = "ke hoach";
const OF_PLAN: [&str; 5] = ["ke hoach giao", "so voi ke hoach", "so ke hoach", "so kh", "kh nam"];
const CUMULATIVE: [&str; 3] = ["luy ke", "cong don", "tu dau nam"];
const NOW: [&str; 7] =
    ["ky bao cao nay", "ky nay", "nam nay", "quy nay", "thang nay", "hien tai", "trong ky"];
/// Words for results. They mean this period unless another one is named.
const DONE: [&str; 3] = ["ket qua thuc hien", "da thuc hien", "thuc hien"];
/// Words for comparisons, which name no time of their own.
const COMPARES: [&str; 3] = ["so voi", "tang giam", "tang, giam"];

/// Words that may stand beside a time without naming anything else.
const BESIDE: [&str; 22] = [
    "so", "lieu", "ho", "tong", "cong", "toan", "cua", "va", "ca", "trong", "giai", "doan", "tu", "den",
    "het", "ngay", "thang", "quy", "nam", "dau", "cuoi", "bao",
];

/// The time that a key names, in a report for a period.
pub(crate) fn named(key: &str, said: TextKind, period: Option<Period>) -> Option<Time> {
    let is_plan = match said {
        TextKind::Heading => false,
        TextKind::Label => has(key, PLAN),
        TextKind::Row => is_of_plan(key),
    };
    let is_row_of_plan = is_plan && said == TextKind::Row;
    if !is_row_of_plan && COMPARES.iter().any(|words| has(key, words)) {
        return None;
    }
    let is_label = said != TextKind::Heading;
    let mut years = years(key).map(|named| period.is_some_and(|period| period.to.year() == named));
    let is_of_year = years.next().filter(|first| years.all(|other| other == *first));
    let is_part = period.filter(|_| is_label).and_then(|period| is_of(key, period));
    let is_before = BEFORE.iter().any(|words| has(key, words))
        || (is_label && is_beginning_of_year(key))
        || (period.is_some() && is_of_year == Some(false))
        || is_part == Some(false);
    let is_ahead = is_plan || (is_label && AHEAD.iter().any(|words| has(key, words)));
    let is_now = NOW.iter().any(|words| has(key, words))
        || (is_of_year == Some(true) && is_part != Some(false))
        || is_part == Some(true);
    match (is_before || is_ahead, is_now) {
        (true, false) => Some(Time::Other),
        (false, _) if is_label && CUMULATIVE.iter().any(|words| has(key, words)) => Some(Time::Cumulative),
        (false, true) => Some(Time::This),
        (false, false) if is_label && DONE.iter().any(|words| has(key, words)) => Some(Time::This),
        // a label with both compares them
        (true, true) | (false, false) => None,
    }
}

/// Whether a key may name a time. Most keys have none of these words, which is seen fastest.
fn may_name_a_time(key: &str) -> bool {
    let words = [&BEFORE[..], &AHEAD, &CUMULATIVE, &NOW, &DONE, &[PLAN, "kh", "quy ", "thang ", "nam"]];
    key.contains(|c: char| c.is_ascii_digit())
        || words.iter().any(|words| words.iter().any(|word| key.contains(word)))
}

/// The time that the label of a row names, if it names nothing else: “Quý I/2025”, “Số liệu cùng kỳ”, “Tổng cộng năm 2025”.
pub(crate) fn only(key: &str, said: TextKind, period: Option<Period>) -> Option<Time> {
    if !may_name_a_time(key) {
        return None;
    }
    let bare = without(key);
    // “đầu tư” has the letters of “đầu” and “từ”
    if has(&bare, "dau tu") {
        return None;
    }
    let is_number = |word: &str| word.bytes().all(|letter| letter.is_ascii_digit());
    let mut words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| is_number(word) || BESIDE.contains(&word)).then(|| named(key, said, period))?
}

/// The time that the label of a row ends with, behind the name of something else: “Đất đai cùng kỳ”, “Hộ tịch (2025)”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EndsWith {
    /// The name in front of it.
    pub name: String,
    /// The time.
    pub time: Time,
    /// Whether names of other things do not end so: “quy ước”, “quá 6 tháng” do.
    pub is_plain: bool,
}

impl EndsWith {
    /// The time that the key of a row's label ends with; `None` if it names nothing else, or compares.
    pub fn of(key: &str, period: Option<Period>) -> Option<Self> {
        /// Words for other times that ends of names do not have.
        const PLAIN: [&str; 10] = [
            "cung ky",
            "nam truoc",
            "nam ngoai",
            "ky truoc",
            "quy truoc",
            "thang truoc",
            "lien truoc",
            "luy ke",
            "cong don",
            "tu dau nam",
        ];
        /// The most words of a time.
        const WORDS: usize = 8;
        if !may_name_a_time(key) || COMPARES.iter().any(|words| has(key, words)) {
            return None;
        }
        let is_year = |text: &str| years(text).next().is_some();
        // names of things end in years, too: “Tuyển dụng công chức năm 2025”
        let is_quarter = |text: &str| text.starts_with("quy ") && is_year(text);
        let is_plain = |text: &str| is_quarter(text) || PLAIN.iter().any(|words| has(text, words));
        if let Some((name, said)) = key.strip_suffix(')').and_then(|key| key.rsplit_once('(')) {
            let (name, said) = (without(name), said.trim());
            let time = only(said, TextKind::Label, period).filter(|_| !name.is_empty())?;
            return Some(Self { name, time, is_plain: is_plain(said) });
        }
        let name = without(key);
        // the longest end that is nothing but a time: “cùng kỳ năm 2025”, not “2025”
        let starts: Vec<usize> = key.match_indices(' ').map(|(at, _)| at + 1).rev().take(WORDS).collect();
        let mut ends = starts.iter().rev().map(|at| &key[*at..]);
        let (said, time) = ends.find_map(|end| Some((end, only(end, TextKind::Row, period)?)))?;
        // “Lĩnh vực 2025” is the name of a thing
        if said.bytes().all(|letter| letter.is_ascii_digit()) {
            return None;
        }
        let is_whole = named(key, TextKind::Row, period) == Some(time);
        (!name.is_empty()).then(|| Self { name, time, is_plain: is_whole && is_plain(said) })
    }
}

/// One day, or the words for a range of days.
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?:tu|den|toi|den het) )?(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4}\b)?")
        .expect("a constant pattern")
});

/// Whether a key names the state at the beginning of the year, and not the time since then.
fn is_beginning_of_year(key: &str) -> bool {
    has(key, "dau nam") && !has(key, "tu dau nam") && !has(key, "thang dau nam")
}

/// A key without the words for a time.
pub(crate) fn without(key: &str) -> String {
    let has_digits = key.contains(|c: char| c.is_ascii_digit());
    let undated = if has_digits { DAYS.replace_all(key, " ") } else { Cow::Borrowed(key) };
    let whole =
        if has_digits || key.contains("quy ") { PART_OF_YEAR.replace_all(&undated, " ") } else { undated };
    let mut bare = format!(" {} ", whole.replace(['(', ')', ':', '/'], " ").replace(" - ", " "));
    let of_year = ["tu dau nam", "dau nam"];
    let all = BEFORE
        .iter()
        .chain(&AHEAD)
        .chain([&PLAN])
        .chain(&of_year)
        .chain(&CUMULATIVE)
        .chain(&NOW)
        .chain(&DONE);
    for words in all {
        bare = bare.replace(&format!(" {words} "), " ");
    }
    let words: Vec<&str> = bare.split(' ').filter(|word| !word.is_empty()).collect();
    let is_year = |word: &str| year_of(word.trim_matches(['(', ')', '/', '-', ',', '.'])).is_some();
    let kept = words.iter().enumerate().filter(|(index, word)| {
        let before_year = words.get(index + 1).is_some_and(|next| **word == "nam" && is_year(next));
        !is_year(word) && !before_year
    });
    let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
    kept.join(" ").trim_matches([' ', '-', '(', ')', ',', ':', '/']).to_owned()
}

/// Whether the label of a row means the figures of a plan: “Kế hoạch năm 2025”, “Kế hoạch giao”.
fn is_of_plan(key: &str) -> bool {
    static OF_YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:ke hoach|kh) (?:nam )?\d{4}\b").expect("a constant pattern"));
    OF_PLAN.iter().any(|words| has(key, words)) || (key.contains('h') && OF_YEAR.is_match(key))
}

/// Whether a key has these words in a row.
pub(crate) fn has(key: &str, words: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    key.match_indices(words).any(|(at, _)| {
        is_edge(key[..at].chars().next_back()) && is_edge(key[at + words.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::{EndsWith, TextKind, Time, named, only, without};
    use phuluc_form::{Period, match_key};

    #[test]
    fn headings_and_labels_name_times() {
        #[track_caller]
        fn case(text: &str, said: TextKind, expected: Option<Time>) {
            assert_eq!(named(&match_key(text), said, Period::named("quý I/2026")), expected, "{text}");
        }
        case("II. Số liệu cùng kỳ năm 2025", TextKind::Heading, Some(Time::Other));
        case("Số liệu năm trước", TextKind::Heading, Some(Time::Other));
        case("I. Số liệu quý I năm 2026", TextKind::Heading, Some(Time::This));
        case("Quý I/2025", TextKind::Heading, Some(Time::Other));
        case("Tháng 3 năm 2025", TextKind::Heading, Some(Time::Other));
        case("Ngày 15 tháng 3 năm 2025", TextKind::Heading, None);
        case("(Kèm theo Thông tư 01/2020/TT-VPCP)", TextKind::Heading, None);
        case("So với cùng kỳ năm trước", TextKind::Label, None);
        case("Kế hoạch thực hiện CCHC", TextKind::Heading, None);
        case("Kế hoạch", TextKind::Label, Some(Time::Other));
        for plan in
            ["Kế hoạch năm 2027", "Kế hoạch 2027", "Kế hoạch giao", "Số kế hoạch", "Đạt so với kế hoạch"]
        {
            case(plan, TextKind::Row, Some(Time::Other));
        }
        case("KH năm", TextKind::Row, Some(Time::Other));
        for document in ["Kế hoạch", "Khảo sát (theo Kế hoạch)", "Kế hoạch số 12/KH-UBND", "So với cùng kỳ"]
        {
            case(document, TextKind::Row, None);
        }
        case("Thực hiện", TextKind::Label, Some(Time::This));
        case("Thực hiện năm 2025", TextKind::Label, Some(Time::Other));
        case("Ước thực hiện", TextKind::Label, Some(Time::Other));
        case("Kỳ này", TextKind::Label, Some(Time::This));
        case("Lũy kế", TextKind::Label, Some(Time::Cumulative));
        case("2025", TextKind::Label, Some(Time::Other));
        case("Số liệu quý IV/2025", TextKind::Label, Some(Time::Other));
        case("Số liệu quý I/2026", TextKind::Label, Some(Time::This));
        case("Năm 2026", TextKind::Label, Some(Time::This));
        case("Số liệu tháng 3", TextKind::Label, Some(Time::Other));
        case("Số liệu 6 tháng", TextKind::Label, Some(Time::Other));
        case("Số liệu đến 31/12/2025", TextKind::Label, Some(Time::Other));
        case("Số liệu đến ngày 14/3/2026", TextKind::Label, Some(Time::This));
        case("Số liệu đầu năm", TextKind::Label, Some(Time::Other));
        case("Từ 15/12/2024 đến 14/3/2025", TextKind::Label, Some(Time::Other));
        case("Từ 15/12/2025 đến 14/3/2026", TextKind::Label, Some(Time::This));
        case("Ngày 15 tháng 3", TextKind::Label, None);
        case("Số lượng/ Tỷ lệ", TextKind::Label, None);
        case("Kỳ trước và kỳ này", TextKind::Heading, None);
    }

    #[test]
    fn a_label_may_be_nothing_but_a_time() {
        #[track_caller]
        fn case(text: &str, expected: Option<Time>) {
            assert_eq!(
                only(&match_key(text), TextKind::Row, Period::named("quý I/2026")),
                expected,
                "{text}"
            );
        }
        for other in ["Cùng kỳ năm 2025", "Tổng cộng quý IV/2025", "Tổng kỳ trước", "Số kế hoạch", "Năm 2025"]
        {
            case(other, Some(Time::Other));
        }
        case("Từ 15/12/2024 đến 14/3/2025", Some(Time::Other));
        case("Lũy kế từ đầu năm", Some(Time::Cumulative));
        case("Tổng cộng quý I/2026", Some(Time::This));
        for own in ["Kế hoạch", "Kế hoạch và Đầu tư", "Công thương (năm 2025)", "Đất đai", "Tổng cộng"]
        {
            case(own, None);
        }
    }

    #[test]
    fn a_label_may_end_with_a_time() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, Time, bool)>) {
            let found = EndsWith::of(&match_key(text), Period::named("quý I/2026"));
            let found = found.as_ref().map(|it| (it.name.as_str(), it.time, it.is_plain));
            assert_eq!(found, expected, "{text}");
        }
        for end in
            [" cùng kỳ", " (cùng kỳ)", " - cùng kỳ năm 2025", " năm trước", " kỳ trước", " Quý IV/2025"]
        {
            case(&format!("Đất đai{end}"), Some(("dat dai", Time::Other, true)));
        }
        case("Đất đai (lũy kế)", Some(("dat dai", Time::Cumulative, true)));
        case("Đất đai (kế hoạch)", Some(("dat dai", Time::Other, false)));
        case("Đất đai (kỳ này)", Some(("dat dai", Time::This, false)));
        case("Đất đai (2025)", Some(("dat dai", Time::Other, false)));
        case("Tuyển dụng công chức năm 2025", Some(("tuyen dung cong chuc", Time::Other, false)));
        case("Hương ước, quy ước", Some(("huong uoc, quy", Time::Other, false)));
        for name in [
            "Đất đai",
            "Hộ tịch (Xã B cũ)",
            "Đất đai so với cùng kỳ",
            "Chương trình giai đoạn 2021-2025",
            "Kế hoạch và Đầu tư",
            "Nghị định 116/2020",
            "Lĩnh vực 2025",
            "Khảo sát (theo Kế hoạch)",
        ] {
            case(name, None);
        }
    }

    #[test]
    fn a_label_without_its_time_is_what_is_left() {
        assert_eq!(without("so lieu ky nay"), "so lieu");
        assert_eq!(without("so lieu nam 2025"), "so lieu");
        assert_eq!(without("thuc hien"), "");
        assert_eq!(without("so lieu (nam truoc)"), "so lieu");
        assert_eq!(without("so lieu quy i/2026"), "so lieu");
        assert_eq!(without("quy i/2026"), "");
        assert_eq!(without("so lieu den 14/3/2026"), "so lieu");
        assert_eq!(without("so lieu dau nam"), "so lieu");
    }
}
