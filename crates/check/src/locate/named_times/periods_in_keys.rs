//! The days, months, quarters and years that a key names, as they stand to the period of the report.

use chrono::{Datelike, Days, NaiveDate};
use phuluc_form::Period;
use regex_lite::Regex;
use std::sync::LazyLock;

/// A month, a quarter or a half of a year, with its year if that is named.
pub(super) static PART_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(thang \d{1,2}|quy (?:iv|iii|ii|i|[1-4])|(?:6|9|sau|chin) thang(?: dau| cuoi)?)\b(?:(?: dau| cuoi)?[ /.,-]*(?:nam )?(\d{4})\b)?",
    )
    .expect("a constant pattern")
});

/// Whether the days or the part of a year that a key names are those of a period. A day counts as its end if it is
/// near it; the cut-off days of offices differ.
pub(super) fn is_of(key: &str, period: Period) -> Option<bool> {
    static UP_TO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:den|toi)(?: het)?(?: ngay)? (\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
            .expect("a constant pattern")
    });
    const DAYS_BEFORE: u64 = 7;
    const DAYS_AFTER: u64 = 31;
    if let Some(days) = Period::of_key(key) {
        return Some(days.is_mostly(period));
    }
    // most keys have none of these words, which is seen faster than that no pattern fits
    if !key.contains(|c: char| c.is_ascii_digit()) && !key.contains("quy ") {
        return None;
    }
    if let Some(found) = UP_TO.captures(key) {
        let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
        let day = NaiveDate::from_ymd_opt(i32::try_from(number(3)?).ok()?, number(2)?, number(1)?)?;
        let first = period.to.checked_sub_days(Days::new(DAYS_BEFORE))?;
        let last = period.to.checked_add_days(Days::new(DAYS_AFTER))?;
        return Some((first..=last).contains(&day));
    }
    // the day of a letter is no month of figures
    let parts = PART_OF_YEAR.captures_iter(key).filter_map(|found| found.get(0));
    let mut parts = parts.filter(|part| !is_day(&key[..part.start()])).filter_map(|part| {
        let words = part.as_str().trim_end_matches(" dau").trim_end_matches(" cuoi");
        period.is_called(part.as_str()).or_else(|| period.is_called(words))
    });
    let first = parts.next()?;
    Some(first && parts.all(|other| other))
}

/// Whether a text ends with “ngày 15”, so that the month after it belongs to a date.
fn is_day(before: &str) -> bool {
    let mut words = before.trim_end().rsplit(' ');
    words.next().is_some_and(|day| day.parse::<u32>().is_ok()) && words.next() == Some("ngay")
}

/// Whether a key names a month, a quarter or half of a year within a period, so that the period may be their sum.
pub(crate) fn is_within(key: &str, period: Period) -> bool {
    let mut parts = PART_OF_YEAR.captures_iter(key).filter_map(|found| {
        let (part, year) = (found.get(1)?.as_str(), found.get(2).map(|year| year.as_str().to_owned()));
        Period::named(&format!("{part}/{}", year.unwrap_or_else(|| period.to.year().to_string())))
    });
    parts.next().is_some_and(|part| period.from <= part.from && part.to <= period.to && part != period)
}

/// The years that a key names as periods: “năm 2025”, “quý I/2025”, or alone. Years in dates and decrees do not
/// count.
pub(super) fn years(key: &str) -> impl Iterator<Item = i32> + '_ {
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

/// The year that a word is.
pub(super) fn year_of(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1990..2100).contains(year))
}
