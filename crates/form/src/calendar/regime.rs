//! A reporting regime (chế độ báo cáo): on which day data is cut off, and how long after it reports are due.

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
    /// Until when reports must have come.
    pub due: DueRule,
    /// Where that is written.
    pub source: String,
}

/// When reports are due after the cut-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueRule {
    /// On which day.
    pub day: DueDay,
    /// At what time of that day.
    pub at: NaiveTime,
}

/// The day on which reports are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDay {
    /// So many working days after the cut-off.
    WorkingDays(u32),
    /// A day of the month; that of the cut-off, or of the next if it would not be later.
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
