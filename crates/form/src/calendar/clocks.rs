//! The clocks of a form: when its data is cut off and when its report is due, by a regime or by days of its own.
//!
//! It takes the table `clocks` of a definition and gives [`Clocks`].

use super::{DueRule, regime::DueDay};
use crate::form::definition_problems::Fault;
use crate::form::toml_table::{SpannedText, TomlTable};
use crate::moment::viet_nam;
use crate::{Moment, PartOfYear, Period};
use chrono::{NaiveDate, NaiveTime};
use toml::value::Datetime;

/// The clocks of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// The id of the regime; the usual regime if none is named.
    pub regime: Option<String>,
    /// The due day and time, if the form deviates from its regime.
    pub due: Option<DueRule>,
    /// Periods with days of their own.
    pub own: Vec<OwnClock>,
}

/// A period with days of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnClock {
    /// The period that it stands for.
    pub part: PartOfYear,
    /// The days that the data covers.
    pub period: Period,
    /// The moment by which reports must have arrived.
    pub due: Moment,
}

/// Reads `clocks = { … }` of a form. Also gives the place where the form names its regime.
pub(crate) fn read_clocks(form: &TomlTable<'_, '_>) -> (Clocks, Option<SpannedText>) {
    let Some(t) = form.table("clocks") else { return (Clocks::default(), None) };
    let regime = t.text("regime");
    let clocks = Clocks {
        regime: regime.as_ref().map(|id| id.text.clone()),
        due: t.table("due").and_then(|due| read_due(&due)),
        own: t.tables("own").iter().filter_map(read_own).collect(),
    };
    t.finish();
    (clocks, regime)
}

/// Reads `{ working_days = 2, at = 17:00:00 }` or `{ day = 20, at = 17:00:00 }`.
pub(super) fn read_due(t: &TomlTable<'_, '_>) -> Option<DueRule> {
    let (working_days, of_month) = (t.whole("working_days"), t.whole("day"));
    let at = t.time("at").unwrap_or_else(end_of_office_hours);
    let day = match (working_days, of_month) {
        (Some(count), None) => Some(DueDay::WorkingDays(count)),
        (None, Some(day)) if (1..=28).contains(&day) => Some(DueDay::OfMonth(day)),
        _ => {
            t.note(t.span(), Fault::NoDueDay);
            None
        }
    };
    t.finish();
    day.map(|day| DueRule { day, at })
}

fn read_own(t: &TomlTable<'_, '_>) -> Option<OwnClock> {
    let name = t.required("period");
    let part = name.and_then(|name| {
        let part = PartOfYear::named(&name.text);
        if part.is_none() {
            t.note(name.span, Fault::NotAPeriod);
        }
        part
    });
    for key in ["from", "to", "due"] {
        t.require(key);
    }
    let (from, to, due) = (t.date("from"), t.date("to"), t.datetime("due"));
    let period = from.zip(to).and_then(|(from, to)| Period::new(from, to));
    let due = due.and_then(moment);
    let is_in_order = period.zip(due).is_none_or(|(period, due)| period.to <= due.day());
    if (from.is_some() && to.is_some() && period.is_none()) || !is_in_order {
        t.note(t.span(), Fault::DateOrder);
    }
    t.finish();
    Some(OwnClock { part: part?, period: period?, due: due? })
}

/// A moment in the time zone of Viet Nam. A day without a time stands for the end of office hours.
fn moment(written: Datetime) -> Option<Moment> {
    let date = written.date?;
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    let time = match written.time {
        Some(time) => NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), 0)?,
        None => end_of_office_hours(),
    };
    Moment::local(date, time, viet_nam())
}

/// The end of office hours, 17:00.
fn end_of_office_hours() -> NaiveTime {
    NaiveTime::from_hms_opt(17, 0, 0).unwrap_or_default()
}
