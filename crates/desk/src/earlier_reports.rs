//! Chooses the earlier reports that a report is compared with.
//!
//! It takes the reports at hand. It gives those of the same unit for the period before, for the same period a year
//! ago, and for all periods since the year began.

use super::one_file::{Sender, is_same_unit};
use phuluc_check::{SentBefore, Submission};
use phuluc_form::Period;

/// The earlier reports of one unit, among which are those that a report is compared with.
pub(super) struct EarlierReports<'s> {
    own: Vec<&'s Submission>,
    since_new_year: Option<Vec<&'s Submission>>,
    period: Option<Period>,
}

impl<'s> EarlierReports<'s> {
    /// The reports among `reports` that the sender of `now` sent.
    pub fn of(reports: &'s [Submission], now: &Submission, sender: Sender<'_>) -> Self {
        let own: Vec<&Submission> =
            reports.iter().filter(|report| is_same_unit(report, now, sender)).collect();
        let since_new_year = now.period.and_then(|period| since_new_year(&own, period));
        Self { own, since_new_year, period: now.period }
    }

    /// The earlier reports that a check compares with.
    pub fn for_check(&self) -> SentBefore<'_> {
        let a_year_ago = self.period.and_then(Period::a_year_before);
        let last_year = self
            .own
            .iter()
            .find(|report| report.period.zip(a_year_ago).is_some_and(|(period, ago)| period.is_mostly(ago)));
        SentBefore {
            before: self.period.and_then(|period| before(&self.own, period)),
            last_year: last_year.copied(),
            of_year: self.since_new_year.as_deref(),
        }
    }
}

/// The report whose period ends on the day before `period` begins.
fn before<'s>(own: &[&'s Submission], period: Period) -> Option<&'s Submission> {
    own.iter().find(|report| report.period.is_some_and(|before| before.precedes(period))).copied()
}

/// The reports from the beginning of the year up to `period`, the latest first; `None` if one is missing.
fn since_new_year<'s>(own: &[&'s Submission], mut period: Period) -> Option<Vec<&'s Submission>> {
    let mut reports = Vec::new();
    while !period.begins_year() {
        let report = before(own, period)?;
        period = report.period?;
        reports.push(report);
    }
    Some(reports)
}
