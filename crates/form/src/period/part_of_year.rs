//! A part of a reporting year: a month, a quarter, six or nine months, the whole year.
//!
//! Its days depend on the regime: by Nghị định 09/2019/NĐ-CP data is cut off on the 14th of its last month, and other
//! regimes follow the calendar.

use super::Period;
use chrono::{Days, Months, NaiveDate};
use regex_lite::Regex;
use std::fmt;
use std::sync::LazyLock;

/// A part of a year, from its first to its last month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartOfYear {
    year: i32,
    first: u32,
    last: u32,
}

impl PartOfYear {
    /// The part with this name: “quý IV/2026”, “6 tháng đầu năm 2026”, “năm 2026”, “tháng 3/2026”.
    ///
    /// ```
    /// use phuluc_form::PartOfYear;
    /// let part = |name| PartOfYear::named(name).map(|part| part.to_string());
    /// assert_eq!(part("Quý 4 năm 2026").as_deref(), Some("quý IV/2026"));
    /// assert_eq!(part("sáu tháng đầu năm 2026").as_deref(), Some("6 tháng đầu năm 2026"));
    /// assert_eq!(part("quý V/2026"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?:(thang) (\d{1,2})|(qu[yi]) (i|ii|iii|iv|[1-4])|0?(3|6|9|ba|sau|chin) thang( dau| cuoi)?)?[ /.,-]*(?:nam )?(\d{4})$")
                .expect("a constant pattern")
        });
        let key = crate::normalise::match_key(name);
        let key = match key.rsplit_once('/') {
            Some((part, year)) if part.starts_with("qu") && year.len() == 2 => format!("{part}/20{year}"),
            _ => key,
        };
        let found = NAME.captures(&key)?;
        let [_, word_month, month, word_quarter, quarter, months, half, year] =
            [0, 1, 2, 3, 4, 5, 6, 7].map(|i| found.get(i).map(|group| group.as_str().trim()));
        let year: i32 = year?.parse().ok()?;
        let (first, last) = if word_month.is_some() {
            let month: u32 = month?.parse().ok().filter(|month| (1..=12).contains(month))?;
            (month, month)
        } else if word_quarter.is_some() {
            let quarter = match quarter? {
                "i" | "1" => 1,
                "ii" | "2" => 2,
                "iii" | "3" => 3,
                _ => 4,
            };
            (quarter * 3 - 2, quarter * 3)
        } else {
            match (months, half) {
                (Some("3" | "ba"), Some("dau")) => (1, 3),
                (Some("6" | "sau"), Some("dau")) => (1, 6),
                (Some("6" | "sau"), Some("cuoi")) => (7, 12),
                (Some("9" | "chin"), None | Some("dau")) => (1, 9),
                (None, None) => (1, 12),
                _ => return None,
            }
        };
        Some(Self { year, first, last })
    }

    /// The parts of a year that a form with this frequency reports on: “tháng”, “quý”, “6 tháng”, “9 tháng”, “năm”.
    pub fn every(often: &str, year: i32) -> Vec<Self> {
        let spans: Vec<(u32, u32)> = match crate::normalise::match_key(often).as_str() {
            "thang" => (1..=12).map(|month| (month, month)).collect(),
            "quy" => [1, 4, 7, 10].map(|first| (first, first + 2)).to_vec(),
            "6 thang" => vec![(1, 6), (7, 12)],
            "9 thang" => vec![(1, 9)],
            "nam" => vec![(1, 12)],
            _ => Vec::new(),
        };
        spans.into_iter().map(|(first, last)| Self { year, first, last }).collect()
    }

    /// Its days if data is cut off on this day of its last month. A cut-off on the 28th or later means the last day.
    ///
    /// ```
    /// use phuluc_form::PartOfYear;
    /// let quarter = PartOfYear::named("quý I/2026").unwrap();
    /// assert_eq!(quarter.up_to(14).unwrap().to_string(), "từ ngày 15/12/2025 đến ngày 14/3/2026");
    /// assert_eq!(quarter.up_to(31).unwrap().to_string(), "từ ngày 01/01/2026 đến ngày 31/3/2026");
    /// ```
    pub fn up_to(self, cut_off: u32) -> Option<Period> {
        let last_day = |year, month| {
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            if cut_off < 28 {
                return first.checked_add_days(Days::new(u64::from(cut_off.max(1)) - 1));
            }
            first.checked_add_months(Months::new(1))?.pred_opt()
        };
        let (year_before, month_before) =
            if self.first == 1 { (self.year - 1, 12) } else { (self.year, self.first - 1) };
        let from = last_day(year_before, month_before)?.succ_opt()?;
        Period::new(from, last_day(self.year, self.last)?)
    }
}

impl fmt::Display for PartOfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, first, last } = *self;
        match (first, last) {
            (1, 3) => write!(f, "quý I/{year}"),
            (4, 6) => write!(f, "quý II/{year}"),
            (7, 9) => write!(f, "quý III/{year}"),
            (10, 12) => write!(f, "quý IV/{year}"),
            (1, 6) => write!(f, "6 tháng đầu năm {year}"),
            (7, 12) => write!(f, "6 tháng cuối năm {year}"),
            (1, 9) => write!(f, "9 tháng năm {year}"),
            (1, 12) => write!(f, "năm {year}"),
            (month, _) => write!(f, "tháng {month}/{year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PartOfYear;

    #[test]
    fn every_part_of_a_year_is_found_again_by_its_name() {
        for often in ["tháng", "quý", "6 tháng", "9 tháng", "năm"] {
            for part in PartOfYear::every(often, 2026) {
                assert_eq!(PartOfYear::named(&part.to_string()), Some(part));
            }
        }
        assert!(PartOfYear::every("đột xuất", 2026).is_empty());
    }
}
