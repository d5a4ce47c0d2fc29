//! Working days, by which due times are counted.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The day that is so many working days (Monday to Friday) after another. Holidays count as working days.
pub fn working_days_after(mut day: NaiveDate, mut count: u32) -> Option<NaiveDate> {
    while count > 0 {
        day = day.checked_add_days(Days::new(1))?;
        count -= u32::from(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::working_days_after;

    #[test]
    fn weekends_are_no_working_days() {
        let friday = "2026-12-11".parse().unwrap();
        assert_eq!(working_days_after(friday, 2), "2026-12-15".parse().ok());
        assert_eq!(working_days_after(friday, 0), Some(friday));
        assert_eq!(working_days_after(friday, 6), "2026-12-21".parse().ok());
    }
}
