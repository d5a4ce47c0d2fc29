//! Which earlier reports of a unit its report is compared with, and why others are not.
//!
//! It takes a report and all earlier ones at hand. A report on a period of the same length is compared. Cumulative
//! figures are compared with the last report of the same year.

use super::cells::ComparedFigure;
use super::size::{comparable_size, size};
use crate::submission::{FilledForm, Submission};
use chrono::Datelike;
use phuluc_form::{Compared, Period, unit};
use rust_decimal::Decimal;

/// The earlier reports of a unit with which its report is compared.
#[derive(Clone, Debug)]
pub struct Earlier<'s> {
    /// The report itself.
    now: &'s Submission,
    /// The earlier reports on periods of the same length, the latest first.
    alike: Vec<&'s Submission>,
    /// All earlier reports, the latest first.
    all: Vec<&'s Submission>,
}

/// A figure of an earlier period, and how far the present one is from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The earlier figure.
    pub was: Decimal,
    /// The period of the earlier figure.
    pub period: Period,
    /// By how much the size of the figure grew beyond what a longer period explains. For a percentage it is in tenths
    /// of a percentage point.
    pub by: i64,
}

/// Why an earlier report is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUnused {
    /// It comes from another unit, or its unit is not known.
    OtherUnit,
    /// It does not say its period, or the report at hand does not.
    NoPeriod,
    /// Its period does not end before that of the report.
    NotBefore,
    /// No figure in it can be compared: its period has another length and is in another year.
    OtherLength,
    /// It has none of the report's forms, or only other versions of them.
    NoForm,
}

impl<'s> Earlier<'s> {
    /// Sorts `others` into the reports that can be compared with `now`, and those that cannot, with the reason for
    /// each.
    pub fn of(
        now: &'s Submission,
        others: impl IntoIterator<Item = &'s Submission>,
    ) -> (Self, Vec<(&'s Submission, WhyUnused)>) {
        let (mut used, mut unused) = (Self { now, alike: Vec::new(), all: Vec::new() }, Vec::new());
        for other in others {
            match why_unused(now, other) {
                Some(why) => unused.push((other, why)),
                None => used.all.push(other),
            }
        }
        used.all.sort_by_key(|other| std::cmp::Reverse(other.period));
        used.alike = used.all.iter().filter(|other| is_alike(now, other)).copied().collect();
        (used, unused)
    }

    /// Whether there is no earlier report.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The jump of a figure from the nearest among its earlier values. Reports on periods of the same length are
    /// taken, or all if there are none.
    ///
    /// A cumulative figure is compared only with the same months of another year.
    pub fn jump(&self, filled: &FilledForm, figure: &ComparedFigure) -> Option<Jump> {
        let now = figure.figure;
        let comparable = if self.alike.is_empty() { &self.all } else { &self.alike };
        let jumps = comparable.iter().filter_map(|then| {
            let (was, period) = figure_then(then, filled, figure.row, figure.column)?;
            let is_same_months = self.now.period.is_some_and(|now| now.to.month() == period.to.month());
            let by =
                comparable_size(now, figure.compared)?.checked_sub(comparable_size(was, figure.compared)?)?;
            let by = beyond(by, figure.compared, self.now.period?, period);
            (!figure.over_time.cumulative || is_same_months).then_some(Jump { was, period, by })
        });
        jumps.min_by_key(|jump| jump.by.abs())
    }

    /// The figure of the last earlier report in the same year.
    pub fn in_year(&self, filled: &FilledForm, row: usize, column: usize) -> Option<(Decimal, Period)> {
        let mut of_year = self.all.iter().filter(|then| year(then) == year(self.now));
        of_year.find_map(|then| figure_then(then, filled, row, column))
    }

    /// The figure of the last earlier report in any year.
    pub fn last(&self, filled: &FilledForm, row: usize, column: usize) -> Option<(Decimal, Period)> {
        self.all.iter().find_map(|then| figure_then(then, filled, row, column))
    }

    /// The figure of the last report on a period of the same length.
    pub fn last_alike(&self, filled: &FilledForm, row: usize, column: usize) -> Option<(Decimal, Period)> {
        self.alike.iter().find_map(|then| figure_then(then, filled, row, column))
    }
}

/// The part of the change `by` that the lengths of the periods do not explain. A figure may grow with the days of its
/// period or not.
fn beyond(by: i64, how: Compared, now: Period, then: Period) -> i64 {
    let [days_now, days_then] = [now, then].map(|period| size(Decimal::from(days(period))));
    let longer = match (how, days_now.zip(days_then)) {
        (Compared::Volume, Some((now, then))) => now - then,
        _ => 0,
    };
    by - by.clamp(longer.min(0), longer.max(0))
}

fn why_unused(now: &Submission, other: &Submission) -> Option<WhyUnused> {
    let is_same_unit = match (&now.unit, &other.unit) {
        (Some(now), Some(other)) => unit::key(now) == unit::key(other),
        _ => false,
    };
    match now.period.zip(other.period) {
        _ if !is_same_unit => Some(WhyUnused::OtherUnit),
        None => Some(WhyUnused::NoPeriod),
        Some((here, there)) if there.to >= here.to => Some(WhyUnused::NotBefore),
        _ if !now.forms.iter().any(|filled| form_then(other, filled).is_some()) => Some(WhyUnused::NoForm),
        _ if is_alike(now, other) || year(now) == year(other) => None,
        // the period right before is compared whatever its length: figures are carried over, and lists hardly change
        Some((here, there)) if there.precedes(here) => None,
        Some(_) => Some(WhyUnused::OtherLength),
    }
}

/// The year that a report counts in. A period may begin in December of the year before, but none ends there.
fn year(submission: &Submission) -> Option<i32> {
    submission.period.map(|period| period.to.year())
}

/// Whether two reports are on periods of the same length.
fn is_alike(now: &Submission, other: &Submission) -> bool {
    /// Cut-off days differ a little in practice.
    const DAYS: i64 = 15;
    now.period.zip(other.period).is_some_and(|(here, there)| (days(here) - days(there)).abs() <= DAYS)
}

/// How many days the last day of a period is after its first.
fn days(period: Period) -> i64 {
    (period.to - period.from).num_days()
}

/// The same form in the same version in another report.
fn form_then<'s>(then: &'s Submission, filled: &FilledForm) -> Option<&'s FilledForm> {
    then.form(&filled.form.id).filter(|other| other.form.version == filled.form.version)
}

/// The figure at the same place in an earlier report, and its period.
fn figure_then(
    then: &Submission,
    filled: &FilledForm,
    row: usize,
    column: usize,
) -> Option<(Decimal, Period)> {
    let there = form_then(then, filled)?;
    let row = there.row(&filled.rows[row].id)?;
    Some((there.rows[row].entries.get(column).value()?, then.period?))
}
