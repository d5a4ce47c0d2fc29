//! The time that a heading or a column label names: this period, another one, or none.
//!
//! It takes match keys. Reports hold last year's figures beside this year's, and plans beside results; their position
//! never tells which is meant.

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
    /// A label of a column.
    Label,
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
const AHEAD: [&str; 5] = ["ke hoach", "uoc thuc hien", "uoc", "du kien", "chi tieu giao"];
const CUMULATIVE: [&str; 3] = ["luy ke", "cong don", "tu dau nam"];
const NOW: [&str; 7] =
    ["ky bao cao nay", "ky nay", "nam nay", "quy nay", "thang nay", "hien tai", "trong ky"];
/// Words for results. They mean this period unless another one is named.
const DONE: [&str; 3] = ["ket qua thuc hien", "da thuc hien", "thuc hien"];
/// Words for comparisons, which name no time of their own.
const COMPARES: [&str; 3] = ["so voi", "tang giam", "tang, giam"];

/// The time that a key names, in a report whose period ends in `year`.
pub(crate) fn named(key: &str, said: TextKind, year: Option<i32>) -> Option<Time> {
    if COMPARES.iter().any(|words| has(key, words)) {
        return None;
    }
    let mut years = years(key).map(|named| year == Some(named));
    let is_of_year = years.next().filter(|first| years.all(|other| other == *first));
    let is_before =
        BEFORE.iter().any(|words| has(key, words)) || (year.is_some() && is_of_year == Some(false));
    let is_ahead = said == TextKind::Label && AHEAD.iter().any(|words| has(key, words));
    let is_now = NOW.iter().any(|words| has(key, words)) || is_of_year == Some(true);
    match (is_before || is_ahead, is_now) {
        (true, false) => Some(Time::Other),
        (false, _) if said == TextKind::Label && CUMULATIVE.iter().any(|words| has(key, words)) => {
            Some(Time::Cumulative)
        }
        (false, true) => Some(Time::This),
        (false, false) if said == TextKind::Label && DONE.iter().any(|words| has(key, words)) => {
            Some(Time::This)
        }
        // a label with both compares them
        (true, true) | (false, false) => None,
    }
}

/// A key without the words for a time.
pub(crate) fn without(key: &str) -> String {
    let mut bare = format!(" {} ", key.replace(['(', ')', ':', '/'], " ").replace(" - ", " "));
    for words in BEFORE.iter().chain(&AHEAD).chain(&CUMULATIVE).chain(&NOW).chain(&DONE) {
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

/// Whether a key has these words in a row.
fn has(key: &str, words: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    key.match_indices(words).any(|(at, _)| {
        is_edge(key[..at].chars().next_back()) && is_edge(key[at + words.len()..].chars().next())
    })
}

/// The years that a key names as periods: “năm 2025”, “quý I/2025”, or alone. Years in dates and decrees do not
/// count.
fn years(key: &str) -> impl Iterator<Item = i32> + '_ {
    let words: Vec<&str> =
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).filter_map(move |at| {
        let year = year_of(words[at])?;
        let before = |back: usize| at.checked_sub(back).map_or("", |index| words[index]);
        let is_named = match before(1) {
            // part of a date, or of a time to come
            "nam" => before(3) != "thang" && !matches!(before(2), "den" | "toi"),
            part => words.len() == 1 || (matches!(before(2), "quy" | "thang") && part.len() <= 3),
        };
        let is_of_month = before(1) == "nam" && before(3) == "thang" && before(5) != "ngay";
        (is_named || is_of_month).then_some(year)
    })
}

fn year_of(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1990..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::{TextKind, Time, named, without};
    use phuluc_form::match_key;

    #[test]
    fn headings_and_labels_name_times() {
        #[track_caller]
        fn case(text: &str, said: TextKind, expected: Option<Time>) {
            assert_eq!(named(&match_key(text), said, Some(2026)), expected, "{text}");
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
        case("Thực hiện", TextKind::Label, Some(Time::This));
        case("Thực hiện năm 2025", TextKind::Label, Some(Time::Other));
        case("Ước thực hiện", TextKind::Label, Some(Time::Other));
        case("Kỳ này", TextKind::Label, Some(Time::This));
        case("Lũy kế", TextKind::Label, Some(Time::Cumulative));
        case("2025", TextKind::Label, Some(Time::Other));
        case("Số lượng/ Tỷ lệ", TextKind::Label, None);
        case("Kỳ trước và kỳ này", TextKind::Heading, None);
    }

    #[test]
    fn a_label_without_its_time_is_what_is_left() {
        assert_eq!(without("so lieu ky nay"), "so lieu");
        assert_eq!(without("so lieu nam 2025"), "so lieu");
        assert_eq!(without("thuc hien"), "");
        assert_eq!(without("so lieu (nam truoc)"), "so lieu");
    }
}
