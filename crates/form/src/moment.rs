//! A moment with its time zone: the time at which something was due, came in or was decided.
//!
//! Nothing here reads the clock. Callers pass “now” as a parameter.

use crate::period::date;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use regex_lite::Regex;
use std::fmt;
use std::sync::LazyLock;

/// A moment, to the second, in a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<FixedOffset>);

/// The time zone of Viet Nam, UTC+7, without summer time.
pub fn viet_nam() -> FixedOffset {
    FixedOffset::east_opt(7 * 3600).expect("a constant within a day")
}

impl Moment {
    /// The moment at a date and time in a zone.
    pub fn local(date: NaiveDate, time: NaiveTime, zone: FixedOffset) -> Option<Self> {
        let time = time.with_nanosecond(0)?;
        zone.from_local_datetime(&NaiveDateTime::new(date, time)).single().map(Self)
    }

    /// The moment of a Unix time, in seconds.
    pub fn from_unix(seconds: i64, zone: FixedOffset) -> Option<Self> {
        DateTime::from_timestamp(seconds, 0).map(|moment| Self(moment.with_timezone(&zone)))
    }

    /// The last second of a day.
    pub fn end_of(date: NaiveDate, zone: FixedOffset) -> Option<Self> {
        Self::local(date, NaiveTime::from_hms_opt(23, 59, 59)?, zone)
    }

    /// The moment in a text, as people and programs write it. A day without a time stands for its last second.
    ///
    /// ```
    /// use phuluc_form::{Moment, viet_nam};
    /// let moment = |text| Moment::find(text, viet_nam()).map(|moment| moment.to_string());
    /// assert_eq!(moment("15/12/2026 16:30").as_deref(), Some("16 giờ 30 ngày 15/12/2026"));
    /// assert_eq!(moment("16 giờ 30 ngày 15/12/2026").as_deref(), Some("16 giờ 30 ngày 15/12/2026"));
    /// assert_eq!(moment("2026-12-15T09:30:00Z").as_deref(), Some("16 giờ 30 ngày 15/12/2026"));
    /// assert_eq!(moment("15/12/2026").as_deref(), Some("hết ngày 15/12/2026"));
    /// assert_eq!(moment("31/02/2026"), None);
    /// ```
    pub fn find(text: &str, zone: FixedOffset) -> Option<Self> {
        static TIME: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(\d{1,2})\s*(?::|h|gio)\s*(\d{2})?(?::(\d{2}))?").expect("a constant pattern")
        });
        if let Ok(moment) = DateTime::parse_from_rfc3339(text.trim()) {
            return Some(Self(moment.with_timezone(&zone)));
        }
        let key = crate::normalise::match_key(text);
        let (day, rest) = find_date(&key)?;
        let Some(found) = TIME.captures(&rest) else {
            // other words may mean a time, as “sáng” (morning) does
            let other_words = rest.replace("het ngay", "").replace("ngay", "");
            return if other_words.trim().is_empty() { Self::end_of(day, zone) } else { None };
        };
        let [hour, minute, second] =
            [1, 2, 3].map(|i| found.get(i).map_or(Some(0), |number| number.as_str().parse().ok()));
        Self::local(day, NaiveTime::from_hms_opt(hour?, minute?, second?)?, zone)
    }

    /// The same time on another day.
    pub fn moved_to(self, day: NaiveDate) -> Option<Self> {
        Self::local(day, self.0.time(), self.zone())
    }

    /// Its day, in its own zone.
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Its year, in its own zone.
    pub fn year(self) -> i32 {
        self.day().year()
    }

    /// Its zone.
    pub fn zone(self) -> FixedOffset {
        *self.0.offset()
    }

    /// The seconds from another moment to this one.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_seconds()
    }

    /// The moment as a register shows it, in the given zone: `15/12/2026 16:30:05`.
    pub fn written(self, zone: FixedOffset) -> String {
        self.0.with_timezone(&zone).format("%d/%m/%Y %H:%M:%S").to_string()
    }

    /// The moment as calendar files hold it, in universal time: `20261215T093005Z`.
    pub fn universal(self) -> String {
        self.0.to_utc().format("%Y%m%dT%H%M%SZ").to_string()
    }

    /// The moment in ISO 8601: `2026-12-15T16:30:05+07:00`.
    pub fn iso(self) -> String {
        self.0.to_rfc3339()
    }
}

/// The date in the match key of a text, and the key without the date.
fn find_date(key: &str) -> Option<(NaiveDate, String)> {
    static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})").expect("a constant pattern")
    });
    static YEAR_FIRST: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(\d{4})-(\d{1,2})-(\d{1,2})t?").expect("a constant pattern"));
    let (found, [year, month, day]) = match YEAR_FIRST.captures(key) {
        Some(found) => {
            let (_, year_month_day) = found.extract();
            (found, year_month_day)
        }
        None => {
            let found = DAY_FIRST.captures(key)?;
            let (_, [day, month, year]) = found.extract();
            (found, [year, month, day])
        }
    };
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    let span = found.get(0)?.range();
    Some((date, format!("{} {}", &key[..span.start], &key[span.end..])))
}

/// The date in a text as people write it: 15/12/2026, 2026-12-15.
pub fn find_day(text: &str) -> Option<NaiveDate> {
    find_date(&crate::normalise::match_key(text)).map(|(date, _)| date)
}

impl fmt::Display for Moment {
    /// Writes “16 giờ 30 ngày 15/12/2026”, and “hết ngày …” for the last second of a day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (time, day) = (self.0.time(), date(self.day()));
        match (time.hour(), time.minute(), time.second()) {
            (23, 59, 59) => write!(f, "hết ngày {day}"),
            (hour, minute, _) => write!(f, "{hour} giờ {minute:02} ngày {day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, viet_nam};

    #[test]
    fn what_a_register_holds_is_read_again() {
        for text in ["15/12/2026 16:30:05", "01/02/2027 00:00:00", "14/12/2026 23:59:59"] {
            let moment = Moment::find(text, viet_nam()).unwrap();
            assert_eq!(moment.written(viet_nam()), text);
            assert_eq!(Moment::find(&moment.iso(), viet_nam()), Some(moment));
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in ["", "sáng mai", "15/13/2026", "25:00 15/12/2026", "15/12/2026 sáng"] {
            assert_eq!(Moment::find(text, viet_nam()), None, "{text}");
        }
        assert!(Moment::find("trước 11h ngày 16/12/2026", viet_nam()).is_some());
    }
}
