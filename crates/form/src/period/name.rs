//! Periods by their names, with the cut-off days of Nghị định 09/2019/NĐ-CP, Điều 12.
//!
//! A month runs from the 15th of the month before to its own 14th. Longer periods begin and end on these days, too.
//! Nine months (local practice) begin with the reporting year, on 15 December.

use super::{PartOfYear, Period};
use regex_lite::Regex;
use std::sync::LazyLock;

/// The last day of a period's data, by the decree.
const CUT_OFF_DAY: u32 = 14;

impl Period {
    /// A period as somebody writes it: by its name, or by its first and last day.
    ///
    /// ```
    /// use phuluc_form::Period;
    /// let days = |text| Period::written(text).map(|period| period.to_string());
    /// assert_eq!(days("quý IV/2026").as_deref(), Some("từ ngày 15/9/2026 đến ngày 14/12/2026"));
    /// assert_eq!(days("15/12/2025-14/3/2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/3/2026"));
    /// assert_eq!(days("15/12/2025 – 14/3/2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/3/2026"));
    /// assert_eq!(days("từ 15/12/2025 đến 14/3/2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/3/2026"));
    /// assert_eq!(days("quý này"), None);
    /// ```
    pub fn written(text: &str) -> Option<Self> {
        let spaced = text.replace(['-', '–'], " - ");
        Self::named(text).or_else(|| Self::find(text)).or_else(|| Self::find(&format!("từ {spaced}")))
    }

    /// The period with this name.
    ///
    /// ```
    /// use phuluc_form::Period;
    /// let days = |name| Period::named(name).map(|period| period.to_string());
    /// assert_eq!(days("quý IV/2026").as_deref(), Some("từ ngày 15/9/2026 đến ngày 14/12/2026"));
    /// assert_eq!(days("Quý 1 năm 2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/3/2026"));
    /// assert_eq!(days("tháng 01/2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/01/2026"));
    /// assert_eq!(days("6 tháng đầu năm 2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/6/2026"));
    /// assert_eq!(days("6 tháng cuối năm 2026").as_deref(), Some("từ ngày 15/6/2026 đến ngày 14/12/2026"));
    /// assert_eq!(days("9 tháng năm 2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/9/2026"));
    /// assert_eq!(days("năm 2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/12/2026"));
    /// assert_eq!(days("quý V/2026"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        PartOfYear::named(name)?.up_to(CUT_OFF_DAY)
    }

    /// What it is called, if it begins and ends as a period of the decree does.
    ///
    /// ```
    /// use phuluc_form::Period;
    /// let name = |text| Period::written(text).and_then(Period::name);
    /// assert_eq!(name("15/12/2025-14/3/2026").as_deref(), Some("quý I/2026"));
    /// assert_eq!(name("15/12/2025-14/6/2026").as_deref(), Some("6 tháng đầu năm 2026"));
    /// assert_eq!(name("15/12/2025-08/3/2026"), None);
    /// ```
    pub fn name(self) -> Option<String> {
        use chrono::Datelike;
        let year = self.to.year();
        let quarters = ["I", "II", "III", "IV"].map(|quarter| format!("quý {quarter}/{year}"));
        let longer = ["6 tháng đầu năm", "6 tháng cuối năm", "9 tháng đầu năm", "năm"];
        let longer = longer.map(|name| format!("{name} {year}"));
        let months = (1..=12).map(|month| format!("tháng {month}/{year}"));
        let mut names = quarters.into_iter().chain(longer).chain(months);
        names.find(|name| Self::named(name) == Some(self))
    }

    /// Whether words name this period: by its kind (“tháng”, “quý”, “6 tháng”, “9 tháng”, “năm”), by its place in any
    /// year (“quý IV”, “6 tháng đầu năm”, “tháng 3”), or by its full name. `None` if the words name no period at all.
    ///
    /// ```
    /// use phuluc_form::Period;
    /// let quarter = Period::named("quý IV/2026").unwrap();
    /// assert_eq!(quarter.is_called("hằng quý"), Some(true));
    /// assert_eq!(quarter.is_called("quý I"), Some(false));
    /// assert_eq!(quarter.is_called("năm"), Some(false));
    /// assert_eq!(quarter.is_called("tuần"), None);
    /// ```
    pub fn is_called(self, words: &str) -> Option<bool> {
        use chrono::Datelike;
        let key = crate::normalise::match_key(words);
        let key = key.strip_prefix("hang ").unwrap_or(&key);
        // cut-off days deviate, and months differ in length
        let days = match key {
            "thang" => 20..=45,
            "quy" => 75..=105,
            "6 thang" | "sau thang" | "nua nam" => 160..=200,
            "9 thang" | "chin thang" => 250..=290,
            "nam" => 340..=380,
            _ => {
                let named = Self::named(key).or_else(|| Self::named(&format!("{key}/{}", self.to.year())))?;
                return Some(self.is_mostly(named));
            }
        };
        Some(days.contains(&self.days()))
    }

    /// The period that a heading gives in words, and those words: “BÁO CÁO QUÝ I/2026”, “(Năm 2026)”.
    ///
    /// The date of a letter is no period, and a line with two periods gives none. A bare year counts only where the
    /// whole line is about it, because plans and decrees have years, too.
    ///
    /// ```
    /// use phuluc_form::Period;
    /// let days = |text| Period::in_words(text).map(|(period, _)| period.to_string());
    /// assert_eq!(days("Kỳ báo cáo: Quý I năm 2026").as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/3/2026"));
    /// assert_eq!(days("(Kèm theo Báo cáo số 12/BC-UBND ngày 14 tháng 3 năm 2026)"), None);
    /// ```
    pub fn in_words(text: &str) -> Option<(Self, String)> {
        let may_be = text.contains("20") || text.contains("/2") || text.contains(|c: char| c > '\u{1EFF}');
        let key = may_be.then(|| crate::normalise::match_key(text))?;
        before_outlook(&key).or_else(|| only_period(&key))
    }
}

/// The only period that a key names in words.
fn only_period(key: &str) -> Option<(Period, String)> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(ngay [\d\s.…_]*)?\b(?:thang \d{1,2}|qu[yi] (?:i|ii|iii|iv|[1-4])|(?:0?3|0?6|0?9|ba|sau|chin) thang(?: dau| cuoi)?)(?:[ /.,-]*(?:nam )?\d{4}|/2\d)\b",
        )
        .expect("a constant pattern")
    });
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:ky|thoi gian|nam) bao cao[: ]*|bao cao |so lieu |ket qua )?\(?(nam \d{4})\)?$")
            .expect("a constant pattern")
    });
    static ANOTHER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:thang \d{1,2}|qu[yi] (?:i|ii|iii|iv|[1-4]))(?: (?:va|den|toi)| *[,;+&-](?: va)?) *$",
        )
        .expect("a constant pattern")
    });
    let mut found: Vec<(Period, String)> = Vec::new();
    // looking for the words that the patterns need is faster than matching them
    let may_be_part = ["thang", "quy ", "qui "].iter().any(|word| key.contains(word));
    let part_of_year = if may_be_part { key } else { "" };
    for captures in WORDS.captures_iter(part_of_year).filter(|captures| captures.get(1).is_none()) {
        let words = captures.get(0)?.as_str();
        // “Quý I và Quý II/2026” is neither of them
        if ANOTHER_BEFORE.is_match(&key[..captures.get(0)?.start()]) {
            return None;
        }
        let period = Period::named(words)?;
        if !found.iter().any(|(other, _)| *other == period) {
            found.push((period, words.to_owned()));
        }
    }
    if found.is_empty() && key.contains("nam ") {
        let words = YEAR.captures(key)?.get(1)?.as_str().to_owned();
        return Some((Period::named(&words)?, words));
    }
    found.pop().filter(|_| found.is_empty())
}

/// The period that a title reports on, before it turns to the tasks of the next one: quý I in “Kết quả quý I, phương
/// hướng nhiệm vụ quý II năm 2026”. `None` if it names no period of which it reports first.
fn before_outlook(key: &str) -> Option<(Period, String)> {
    const OUTLOOK: [&str; 6] =
        ["phuong huong", "nhiem vu", "ke hoach", "uoc thuc hien", "so voi", "chuong trinh"];
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:thang \d{1,2}|qu[yi] (?:i|ii|iii|iv|[1-4])|(?:0?3|0?6|0?9|ba|sau|chin) thang(?: dau| cuoi)?|nam \d{4})\b",
        )
        .expect("a constant pattern")
    });
    static FOUR_DIGITS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bnam (\d{4})\b").expect("a constant pattern"));
    let turn = OUTLOOK.iter().filter_map(|words| key.find(words)).min()?;
    let (report, outlook) = key.split_at(turn);
    let parts: Vec<&str> = PART.find_iter(report).map(|part| part.as_str()).collect();
    let planned = PART.find(outlook)?.as_str();
    let (part, own_year) = match parts.as_slice() {
        [year] if year.starts_with("nam ") => return Some((Period::named(year)?, (*year).to_owned())),
        [part] => (*part, None),
        [part, year] if year.starts_with("nam ") => (*part, Some(*year)),
        _ => return only_period(report),
    };
    if let Some(found) = only_period(report) {
        return Some(found);
    }
    let year = match own_year {
        Some(year) => year.strip_prefix("nam ")?.parse().ok()?,
        None => FOUR_DIGITS.captures(outlook)?.get(1)?.as_str().parse::<i32>().ok()?,
    };
    let period = Period::named(&format!("{part}/{year}"))?;
    // the tasks of quý I follow a report of quý IV of the year before
    let planned = Period::named(&format!("{planned}/{year}"));
    let is_after = planned.is_some_and(|planned| period.from > planned.from);
    let year = if is_after && own_year.is_none() { year - 1 } else { year };
    let name = format!("{part}/{year}");
    Some((Period::named(&name)?, name))
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn periods_have_the_cut_off_days_of_the_decree() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            let days = Period::named(name).map(|period| format!("{} {}", period.from, period.to));
            assert_eq!(days.unwrap_or_default(), expected, "{name}");
        }
        case("tháng 1/2026", "2025-12-15 2026-01-14");
        case("tháng 12 năm 2026", "2026-11-15 2026-12-14");
        case("quý I/2026", "2025-12-15 2026-03-14");
        case("quý 2/2026", "2026-03-15 2026-06-14");
        case("quý III/2026", "2026-06-15 2026-09-14");
        case("quý 4 năm 2026", "2026-09-15 2026-12-14");
        case("6 tháng đầu năm 2026", "2025-12-15 2026-06-14");
        case("6 tháng cuối năm 2026", "2026-06-15 2026-12-14");
        case("9 tháng năm 2026", "2025-12-15 2026-09-14");
        case("9 tháng đầu năm 2026", "2025-12-15 2026-09-14");
        case("sáu tháng đầu năm 2026", "2025-12-15 2026-06-14");
        case("năm 2026", "2025-12-15 2026-12-14");
        case("2026", "2025-12-15 2026-12-14");
        for name in ["tháng 0/2026", "tháng 13/2026", "quý V/2026", "6 tháng năm 2026", "quý I"] {
            case(name, "");
        }
    }

    #[test]
    fn headings_say_their_period_in_words() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let days = Period::in_words(text).map(|(period, _)| format!("{} {}", period.from, period.to));
            assert_eq!(days.unwrap_or_default(), expected, "{text}");
        }
        let quarter = "2025-12-15 2026-03-14";
        case("Quý I năm 2026", quarter);
        case("QUÝ I/2026", quarter);
        case("(Quý 1 - 2026)", quarter);
        case("BÁO CÁO TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC QUÝ I NĂM 2026 CỦA UBND XÃ VÍ DỤ 01", quarter);
        case("Kỳ báo cáo: quý I năm 2026 (quý I/2026)", quarter);
        case("Tháng 3 năm 2026", "2026-02-15 2026-03-14");
        case("Kỳ báo cáo: tháng 03/2026", "2026-02-15 2026-03-14");
        case("6 tháng đầu năm 2026", "2025-12-15 2026-06-14");
        case("9 THÁNG NĂM 2026", "2025-12-15 2026-09-14");
        // a title that turns to the next period reports on the one before
        case("Kết quả quý I, phương hướng nhiệm vụ quý II năm 2026", quarter);
        case("BÁO CÁO KẾT QUẢ CCHC QUÝ I VÀ NHIỆM VỤ TRỌNG TÂM QUÝ II NĂM 2026", quarter);
        case("QUÝ I NĂM 2026, ƯỚC THỰC HIỆN QUÝ II NĂM 2026", quarter);
        case("Kết quả quý I năm 2026 so với quý I năm 2025", quarter);
        let half = "2025-12-15 2026-06-14";
        case("Kết quả CCHC 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2026", half);
        case("Công tác CCHC tháng 3, nhiệm vụ tháng 4 năm 2026", "2026-02-15 2026-03-14");
        case("Kết quả CCHC năm 2025, phương hướng nhiệm vụ năm 2026", "2024-12-15 2025-12-14");
        case("Kết quả quý IV, nhiệm vụ quý I năm 2026", "2025-09-15 2025-12-14");
        case("Kết quả thực hiện nhiệm vụ CCHC quý I năm 2026", quarter);
        case("Quí I năm 2026", quarter);
        case("Quý I/26", quarter);
        case("Ba tháng đầu năm 2026", quarter);
        case("03 tháng đầu năm 2026", quarter);
        case("Quý I, tổ chức tháng thanh niên quý I năm 2026", quarter);
        case("Năm 2026", "2025-12-15 2026-12-14");
        case("(Năm 2026)", "2025-12-15 2026-12-14");
        case("Kỳ báo cáo: năm 2026", "2025-12-15 2026-12-14");
        for text in [
            "(Kèm theo Báo cáo số 12/BC-UBND ngày 14 tháng 3 năm 2026 của UBND xã)",
            "Xã Ví dụ 01, ngày 14 tháng 3 năm 2026",
            "Kế hoạch CCHC năm 2026",
            "Quý I/2026 và quý I/2025",
            "Kỳ báo cáo: Quý I và Quý II/2026",
            "Quý I, quý II năm 2026",
            "Tháng 1 và tháng 2/2026",
            "Quý … năm 2026",
            "Thông tư số 01/2020/TT-VPCP",
            "2026",
            "……",
        ] {
            case(text, "");
        }
    }
}
