//! The period that a report covers (kỳ báo cáo), as its first and last day.
//!
//! It finds periods in headings, compares them and writes them out. `period/name.rs` turns names such as “quý I/2026”
//! into periods.

mod name;
mod part_of_year;

use chrono::{Datelike, Days, Months, NaiveDate};
use regex_lite::Regex;
use serde::Serialize;
use std::fmt;
use std::sync::LazyLock;

pub use part_of_year::PartOfYear;

/// A period, from its first to its last day, both included.
///
/// Cut-off days follow Nghị định 09/2019/NĐ-CP, Điều 12. Practice deviates from it, so any two days are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Period {
    /// A period; `None` if `from` is after `to`.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Whether the two cover about the same time: each has more than half of its days in the other.
    ///
    /// Cut-off days deviate in practice, so a round takes reports that end a few days early or late. A quarter is not
    /// mostly its year, nor the year its last quarter.
    pub fn is_mostly(self, other: Self) -> bool {
        let shared = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        shared.days() * 2 > self.days().max(other.days())
    }

    /// Whether it cannot be meant by a name that stands for the days `named`: a quarter, half a year or nine months
    /// are those days, more or less. A month, as on covers, may lie in it, and a year around it.
    pub fn is_misnamed(self, named: Self) -> bool {
        /// The days of months and of years, cut off as in practice.
        const LOOSE: [std::ops::RangeInclusive<i64>; 2] = [1..=45, 340..=380];
        let shared = Self { from: self.from.max(named.from), to: self.to.min(named.to) };
        if LOOSE.iter().any(|days| days.contains(&named.days())) {
            // a month of the calendar shares nearly half of its days with that of the decree
            return shared.days() * 3 < self.days().min(named.days());
        }
        // a quarter has half of the days of half a year, and the cut-off days of practice leave more than two thirds
        shared.days() * 3 < self.days().max(named.days()) * 2
    }

    /// The number of its days; not positive if it ends before it begins.
    fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// Whether `self` ends on the day before `next` begins.
    ///
    /// This holds for a quarter and for a cumulative year alike: dossiers in process at the end of `self` are carried
    /// over into `next`.
    pub fn precedes(self, next: Self) -> bool {
        self.to.checked_add_days(Days::new(1)) == Some(next.from)
    }

    /// The same days a year earlier.
    pub fn a_year_before(self) -> Option<Self> {
        let ago = |day: NaiveDate| day.checked_sub_months(Months::new(12));
        Self::new(ago(self.from)?, ago(self.to)?)
    }

    /// Whether it begins with its year: on 15 December by Nghị định 09/2019/NĐ-CP, or on 1 January.
    pub fn begins_year(self) -> bool {
        matches!((self.from.day(), self.from.month()), (15, 12) | (1, 1))
    }

    /// The period named in a heading such as “(Từ ngày 15/12/2023 đến ngày 08/3/2024)”.
    ///
    /// ```
    /// use phuluc_form::Period;
    /// let period = Period::find("Kỳ báo cáo: quý I (Từ ngày 15/12/2023 đến ngày 08/3/2024)").unwrap();
    /// assert_eq!(period.to_string(), "từ ngày 15/12/2023 đến ngày 08/3/2024");
    /// assert_eq!(Period::find("từ ngày 31/02/2024 đến ngày 01/3/2024"), None);
    /// ```
    pub fn find(text: &str) -> Option<Self> {
        // two dates have digits, or characters beyond these letters that become digits in the key
        let may_be = text.contains(|c: char| c.is_ascii_digit() || c > '\u{1EFF}');
        may_be.then(|| Self::of_key(&crate::normalise::match_key(text)))?
    }

    /// The period named in the match key of a text.
    pub fn of_key(key: &str) -> Option<Self> {
        static FROM_TO: LazyLock<Regex> = LazyLock::new(|| {
            // 15/12/2025, 15-12-25, 15.12.2025, 15 tháng 12 năm 2025; the first date may leave its year out
            let day = r"(\d{1,2})(?:\s*[/.-]\s*| thang )(\d{1,2})";
            let year = r"(?:\s*[/.-]\s*| nam )(\d{4}|\d{2})\b";
            let to = r"[\s,;]*(?:den|toi|-)(?: het)?(?: ngay)? ?";
            Regex::new(&format!(r"\btu (?:ngay )?{day}(?:{year})?{to}{day}{year}"))
                .expect("a constant pattern")
        });
        // two dates have at least six digits, and counting is faster than matching
        if !key.contains("tu ") || key.bytes().filter(u8::is_ascii_digit).count() < 6 {
            return None;
        }
        let found = FROM_TO.captures(key)?;
        let [from_day, from_month, from_year, to_day, to_month, to_year] =
            [1, 2, 3, 4, 5, 6].map(|group| found.get(group).map(|found| found.as_str()));
        let to_year = year(to_year?)?;
        let to = parse_date(to_year, to_month?, to_day?)?;
        let from_year = from_year.map_or(Some(to_year), year)?;
        let from = parse_date(from_year, from_month?, from_day?)?;
        // the period “15/12 đến 14/3/2026” begins in the year before
        let is_left_out = found.get(3).is_none() && from > to;
        let from = if is_left_out { parse_date(from_year - 1, from_month?, from_day?)? } else { from };
        Self::new(from, to)
    }
}

/// A year of four digits, or of this century by its last two.
fn year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    Some(if text.len() == 2 { 2000 + year } else { year })
}

fn parse_date(year: i32, month: &str, day: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// A date as officers write it: 08/3/2024, 15/12/2023. Days below 10 and the months 1 and 2 get a leading 0.
pub fn date(day: NaiveDate) -> String {
    let month = day.month();
    let zero = if month <= 2 { "0" } else { "" };
    format!("{:02}/{zero}{month}/{}", day.day(), day.year())
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "từ ngày {} đến ngày {}", date(self.from), date(self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, date};
    use chrono::NaiveDate;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_take_the_zeros_of_decrees() {
        assert_eq!(date(day(2024, 2, 3)), "03/02/2024");
        assert_eq!(date(day(2024, 3, 8)), "08/3/2024");
        assert_eq!(date(day(2024, 1, 31)), "31/01/2024");
        assert_eq!(date(day(2024, 12, 15)), "15/12/2024");
    }

    #[test]
    fn the_period_before_ends_the_day_before() {
        let year = Period::new(day(2022, 12, 15), day(2023, 12, 14)).unwrap();
        let next = Period::new(day(2023, 12, 15), day(2024, 3, 8)).unwrap();
        assert!(year.precedes(next));
        assert!(!next.precedes(year));
    }

    #[test]
    fn a_report_is_of_the_round_if_most_days_are_shared() {
        let period = |from, to| Period::new(from, to).unwrap();
        let quarter = period(day(2023, 12, 15), day(2024, 3, 14));
        assert!(period(day(2023, 12, 15), day(2024, 3, 8)).is_mostly(quarter));
        assert!(!period(day(2023, 9, 15), day(2023, 12, 14)).is_mostly(quarter));
        assert!(!period(day(2023, 12, 15), day(2024, 12, 14)).is_mostly(quarter));
        assert!(!period(day(2024, 3, 1), day(2024, 3, 14)).is_mostly(quarter));
    }

    #[test]
    fn a_name_of_another_time_is_no_name_of_it() {
        #[track_caller]
        fn case(days: &str, name: &str, expected: bool) {
            let [days, named] = [days, name].map(|text| Period::written(text).unwrap());
            assert_eq!(days.is_misnamed(named), expected, "{days} {name}");
        }
        let quarter = "15/12/2025-14/3/2026";
        for name in ["quý I/2026", "năm 2026", "tháng 1/2026", "tháng 3/2026"] {
            case(quarter, name, false);
        }
        for name in ["quý II/2026", "quý I/2025", "6 tháng đầu năm 2026", "năm 2025", "tháng 4/2026"]
        {
            case(quarter, name, true);
        }
        case("1/1/2026-31/3/2026", "quý I/2026", false);
        case("1/1/2026-31/1/2026", "tháng 1/2026", false);
        case("15/3/2026-14/6/2026", "6 tháng đầu năm 2026", true);
    }

    /// Both ends belong to the period, so one day makes a period, and half of the days are not most of them.
    #[test]
    fn first_and_last_day_count() {
        assert_eq!(Period::new(day(2024, 3, 2), day(2024, 3, 1)), None);
        let days = |from, to| Period::new(day(2024, 3, from), day(2024, 3, to)).unwrap();
        assert!(days(1, 1).is_mostly(days(1, 1)));
        assert!(!days(1, 1).is_mostly(days(2, 2)));
        assert!(!days(1, 10).is_mostly(days(6, 15)));
        assert!(days(1, 10).is_mostly(days(5, 14)));
        assert!(!days(1, 5).is_mostly(days(1, 10)));
        assert!(days(1, 6).is_mostly(days(1, 10)));
        assert!(days(1, 10).is_mostly(days(1, 6)));
    }

    #[test]
    fn a_period_is_two_days_that_exist_in_their_order() {
        #[track_caller]
        fn case(text: &str, expected: Option<(NaiveDate, NaiveDate)>) {
            assert_eq!(Period::find(text).map(|period| (period.from, period.to)), expected, "{text}");
        }
        let quarter = Some((day(2023, 12, 15), day(2024, 3, 8)));
        case("Từ ngày 15/12/2023 đến ngày 08/3/2024", quarter);
        case("từ 15 / 12 / 2023 - 8/3/2024", quarter);
        case("(Kỳ báo cáo: từ ngày 15/12/2023 đến hết ngày 08/3/2024)", quarter);
        case("Từ 15-12-2023 đến 08-3-2024", quarter);
        case("từ ngày 15.12.2023 đến ngày 08.03.2024", quarter);
        case("từ ngày 15/12/23 đến ngày 08/3/24", quarter);
        case("Từ ngày 15/12/2023 – 08/3/2024", quarter);
        case("từ ngày 15/12 đến ngày 08/3/2024", quarter);
        case("từ ngày 15 tháng 12 năm 2023 đến ngày 08 tháng 3 năm 2024", quarter);
        case("từ ngày 15 tháng 12 đến hết ngày 8 tháng 3 năm 2024", quarter);
        case("từ ngày 15/12/2023, đến ngày 08/3/2024", quarter);
        case("từ ngày …/…/2023 đến ngày …/…/2024", None);
        case("từ ngày 15/12/2023 đến ngày 08/3/20241", None);
        // slashes as some keyboards type them
        case("từ ngày 15／12／2023 đến ngày 8／3／2024", quarter);
        case("từ ngày 15/12/2023 đến ngày", None);
        case("từ ngày 08/3/2024 đến ngày 15/12/2023", None);
        case("từ ngày 15/13/2023 đến ngày 08/3/2024", None);
        case("ngày 15/12/2023, ngày 08/3/2024", None);
        case("", None);
    }

    #[test]
    fn what_is_written_is_found_again() {
        let period = Period::new(day(2022, 1, 21), day(2023, 6, 14)).unwrap();
        assert_eq!(Period::find(&format!("(T{})", &period.to_string()[1..])), Some(period));
    }
}
