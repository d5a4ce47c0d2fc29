//! The calendar of offices: public holidays, make-up working days, and the reporting regimes that say when reports
//! are due.
//!
//! It takes `lich.toml`, the built-in one and those that staff add. It gives working days, and the cut-off and the
//! due time of each period of a form. A year that nobody has entered is never guessed: only its Saturdays and Sundays
//! are days off, and callers can ask whether it is known.

mod clocks;
mod regime;
mod schedule;
mod source;

use chrono::{Datelike, Days, NaiveDate, Weekday};

pub(crate) use clocks::read_clocks;
pub use clocks::{Clocks, OwnClock};
pub use regime::{DueDay, DueRule, Regime};
pub use schedule::{Deadline, Moved, Scheduled};

/// The file that holds a calendar, in `templates` and in the folders that staff add.
pub const FILE: &str = "lich.toml";

/// Holidays and make-up days by year, and the reporting regimes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The years, in their order.
    pub years: Vec<Year>,
    /// The regimes, the usual one first.
    pub regimes: Vec<Regime>,
}

/// The holidays of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Its holidays, in their order.
    pub off: Vec<DaysOff>,
    /// The days of a weekend that are worked.
    pub work: Vec<WorkedDay>,
    /// What nobody has entered yet for this year, in words.
    pub missing: Vec<String>,
}

/// Days off in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysOff {
    /// The first day off.
    pub from: NaiveDate,
    /// The last day off.
    pub to: NaiveDate,
    /// The name of the holiday.
    pub name: String,
    /// The decision or notice that sets it.
    pub source: String,
}

/// A day of a weekend on which offices work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedDay {
    /// The day.
    pub day: NaiveDate,
    /// The day off that it makes up for.
    pub instead_of: Option<NaiveDate>,
    /// The decision or notice that sets it.
    pub source: String,
}

/// Why nobody works on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed<'c> {
    /// It is a Saturday or Sunday.
    Weekend,
    /// It is a holiday.
    Holiday(&'c DaysOff),
}

impl Calendar {
    /// The holidays of a year, if somebody has entered them.
    pub fn year(&self, year: i32) -> Option<&Year> {
        self.years.iter().find(|known| known.year == year)
    }

    /// Why offices are closed on a day; `None` if they work.
    pub fn closed(&self, day: NaiveDate) -> Option<Closed<'_>> {
        let year = self.year(day.year());
        if let Some(days) =
            year.and_then(|year| year.off.iter().find(|off| (off.from..=off.to).contains(&day)))
        {
            return Some(Closed::Holiday(days));
        }
        let is_worked = year.is_some_and(|year| year.work.iter().any(|worked| worked.day == day));
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        (is_weekend && !is_worked).then_some(Closed::Weekend)
    }

    /// The day, or the next one on which offices work.
    pub fn working_day_from(&self, mut day: NaiveDate) -> Option<NaiveDate> {
        while self.closed(day).is_some() {
            day = day.checked_add_days(Days::new(1))?;
        }
        Some(day)
    }

    /// The day that is `count` working days after another.
    pub fn working_days_after(&self, mut day: NaiveDate, mut count: u32) -> Option<NaiveDate> {
        while count > 0 {
            day = day.checked_add_days(Days::new(1))?;
            count -= u32::from(self.closed(day).is_none());
        }
        Some(day)
    }

    /// The regime with this id; the usual one if none is named.
    pub fn regime(&self, id: Option<&str>) -> Option<&Regime> {
        match id {
            Some(id) => self.regimes.iter().find(|regime| regime.id == id),
            None => self.regimes.first(),
        }
    }

    /// This calendar with the years and regimes of `added`, which replace those of the same number or id.
    #[must_use]
    pub fn with(mut self, added: Self) -> Self {
        self.years.retain(|year| added.year(year.year).is_none());
        self.years.extend(added.years);
        self.years.sort_by_key(|year| year.year);
        for regime in added.regimes {
            match self.regimes.iter_mut().find(|known| known.id == regime.id) {
                Some(known) => *known = regime,
                None => self.regimes.push(regime),
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Closed};
    use chrono::NaiveDate;

    fn built_in() -> Calendar {
        Calendar::built_in().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_leave_out_weekends_and_holidays_and_count_made_up_days() {
        #[track_caller]
        fn case(from: &str, count: u32, expected: &str) {
            assert_eq!(
                built_in().working_days_after(day(from), count),
                Some(day(expected)),
                "{from} {count}"
            );
        }
        case("2026-12-11", 2, "2026-12-15");
        case("2026-12-11", 0, "2026-12-11");
        // Tết of three years
        case("2025-01-24", 1, "2025-02-03");
        case("2026-02-13", 1, "2026-02-23");
        case("2027-02-03", 1, "2027-02-11");
        // a Saturday that is worked
        case("2026-01-01", 5, "2026-01-09");
        case("2026-01-09", 1, "2026-01-10");
        case("2026-08-21", 1, "2026-08-22");
        case("2025-04-25", 1, "2025-04-26");
        // Monday instead of Sunday
        case("2026-04-24", 1, "2026-04-28");
        case("2027-04-29", 1, "2027-05-04");
        // nobody has entered 2031
        case("2031-01-31", 1, "2031-02-03");
    }

    #[test]
    fn what_closes_offices_is_named() {
        let calendar = built_in();
        assert_eq!(calendar.closed(day("2026-02-13")), None);
        assert_eq!(calendar.closed(day("2026-03-14")), Some(Closed::Weekend));
        let Some(Closed::Holiday(tet)) = calendar.closed(day("2026-02-17")) else { panic!("a holiday") };
        assert_eq!(tet.name, "Tết Nguyên đán Bính Ngọ");
        assert_eq!(calendar.working_day_from(day("2026-02-14")), Some(day("2026-02-23")));
        assert_eq!(calendar.working_day_from(day("2026-02-23")), Some(day("2026-02-23")));
    }

    #[test]
    fn a_year_that_is_added_replaces_that_year_only() {
        let text = "[[years]]\nyear = 2027\noff = [{ from = 2027-02-01, name = \"Tết\", source = \"a\" }]\n\
                    [[years]]\nyear = 2028\noff = []\n";
        let calendar = built_in().with(Calendar::read("lich.toml", text).unwrap());
        let years: Vec<i32> = calendar.years.iter().map(|year| year.year).collect();
        assert_eq!(years, [2025, 2026, 2027, 2028]);
        assert_eq!(calendar.closed(day("2027-02-05")), None);
        assert!(calendar.closed(day("2026-02-17")).is_some());
        assert_eq!(calendar.regimes, built_in().regimes);
    }
}
