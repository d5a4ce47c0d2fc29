//! Dates as Excel's day numbers: days since the end of 1899, with 1900 taken for a leap year.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Day 0, for all days from March 1900.
const FIRST: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);

/// The days between the first day of Excel's calendar and the first day of the calendar of old Macs.
pub const DAYS_TO_1904: Decimal = Decimal::from_parts(1462, 0, 0, false, 0);

/// What is added to the day numbers of a workbook to make them count from 1900.
pub(super) const fn since_1900(is_from_1904: bool) -> Decimal {
    if is_from_1904 { DAYS_TO_1904 } else { Decimal::ZERO }
}

/// The date of a day number.
pub(super) fn date(day: Decimal) -> Option<NaiveDate> {
    FIRST?.checked_add_days(Days::new(day.trunc().to_u64()?))
}

/// The date of a day number, as text.
pub(super) fn shown(day: Decimal) -> Option<String> {
    date(day).map(phuluc_form::date)
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
