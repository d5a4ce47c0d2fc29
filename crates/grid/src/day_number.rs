//! Dates as Excel's day numbers: days since the end of 1899, with 1900 taken for a leap year.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Day 0, for all days from March 1900.
const FIRST: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);

/// The date of a day number, as text.
pub(super) fn shown(day: Decimal) -> Option<String> {
    let date = FIRST?.checked_add_days(Days::new(day.trunc().to_u64()?))?;
    Some(phuluc_form::date(date))
}

/// The day number of a date in XML: 2026-10-05, with or without a time.
pub(super) fn of_iso(text: &str) -> Option<Decimal> {
    let date = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    Some(Decimal::from((date - FIRST?).num_days()))
}

#[cfg(test)]
mod tests {
    use super::{of_iso, shown};

    #[test]
    fn a_day_is_a_number() {
        assert_eq!(of_iso("2026-10-05T12:00:00"), Some(46300.into()));
        assert_eq!(shown(46300.into()).as_deref(), Some("05/10/2026"));
        assert_eq!(of_iso("5/10/2026"), None);
    }
}
