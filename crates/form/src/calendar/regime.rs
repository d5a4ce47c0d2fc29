//! A reporting regime (chế độ báo cáo): the day on which data is cut off, and the time between it and the due day.

use super::Calendar;
use chrono::{Datelike, NaiveDate, NaiveTime};

/// A reporting regime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regime {
    /// Its id, by which forms name it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The last day of data in the last month of a period; 31 is the month's end.
    pub cut_off: u32,
    /// The rule for the due time.
    pub due: DueRule,
    /// The decree or letter that says so.
    pub source: String,
}

/// When reports are due after the cut-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueRule {
    /// The due day.
    pub day: DueDay,
    /// The time on that day.
    pub at: NaiveTime,
}

/// The day on which reports are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDay {
    /// A number of working days after the cut-off.
    WorkingDays(u32),
    /// A day of the month of the cut-off, or of the next month if the cut-off is on that day or after it.
    OfMonth(u32),
}

impl DueRule {
    /// The day as the rule says it, which may be a day off.
    pub(super) fn day(self, cut_off: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        match self.day {
            DueDay::WorkingDays(count) => calendar.working_days_after(cut_off, count),
            DueDay::OfMonth(day) => {
                let this_month = cut_off.with_day(day).filter(|due| *due > cut_off);
                this_month.or_else(|| cut_off.checked_add_months(chrono::Months::new(1))?.with_day(day))
            }
        }
    }
}
