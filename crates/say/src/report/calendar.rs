//! The calendar of a year as text: the due times of reports, and the days off.

mod ics;

pub use ics::ics;

use super::widths;
use crate::words;
use crate::words::{CalendarMessage, Lang};
use phuluc_form::{Calendar, Scheduled};

/// The calendar of a year as text: due times, clocks, holidays, and years whose holidays nobody has entered.
pub fn text(calendar: &Calendar, scheduled: &[Scheduled<'_>], year: i32, lang: Lang) -> String {
    let said = |message: CalendarMessage<'_>| words::say(lang, message);
    let mut text = format!("{}\n\n", said(CalendarMessage::Title(year)));
    if scheduled.is_empty() {
        text.push_str(&format!("{}\n", said(CalendarMessage::NothingDue)));
    } else {
        text.push_str(&table(scheduled, lang));
        text.push_str(&clocks(calendar, scheduled, lang));
    }
    text.push_str(&format!("\n{}\n", said(CalendarMessage::Holidays)));
    if let Some(known) = calendar.year(year) {
        let off = known.off.iter().map(|days| (days.from, CalendarMessage::DaysOff(days)));
        let worked = known.work.iter().map(|day| (day.day, CalendarMessage::Worked(day)));
        let mut days: Vec<_> = off.chain(worked).collect();
        days.sort_by_key(|(day, _)| *day);
        let missing = known.missing.iter().map(|what| CalendarMessage::Missing(what));
        for message in days.into_iter().map(|(_, message)| message).chain(missing) {
            text.push_str(&format!("{}\n", said(message)));
        }
    }
    let mut unknown: Vec<i32> = scheduled
        .iter()
        .flat_map(|scheduled| calendar.unknown_years(scheduled.deadline.cut_off, scheduled.deadline.due))
        .chain(calendar.year(year).is_none().then_some(year))
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    if !unknown.is_empty() {
        text.push_str(&format!("{}\n", said(CalendarMessage::NoHolidays(&unknown))));
    }
    text
}

/// The regimes by which the forms are due, and the forms with clocks of their own.
fn clocks(calendar: &Calendar, scheduled: &[Scheduled<'_>], lang: Lang) -> String {
    let mut text = String::new();
    for regime in &calendar.regimes {
        if scheduled.iter().any(|scheduled| scheduled.deadline.regime.as_ref() == Some(&regime.name)) {
            text.push_str(&format!("{}\n", words::say(lang, CalendarMessage::Regime(regime))));
        }
    }
    let own = scheduled.iter().filter(|scheduled| scheduled.deadline.regime.is_none());
    let own: Vec<&str> = own.flat_map(|own| own.forms.iter().map(|form| form.short.as_str())).collect();
    if !own.is_empty() {
        text.push_str(&format!("{}\n", words::say(lang, CalendarMessage::OwnClocks(&own))));
    }
    text
}

/// The table of periods, one a line.
fn table(scheduled: &[Scheduled<'_>], lang: Lang) -> String {
    let heads = words::say(lang, CalendarMessage::Heads);
    let mut heads = heads.split('|').map(str::to_owned);
    let mut lines: Vec<[String; 5]> = vec![std::array::from_fn(|_| heads.next().unwrap_or_default())];
    for Scheduled { part, deadline, forms } in scheduled {
        let names: Vec<&str> = forms.iter().map(|form| form.short.as_str()).collect();
        lines.push([
            part.to_string(),
            phuluc_form::date(deadline.period.from),
            phuluc_form::date(deadline.period.to),
            words::say(lang, CalendarMessage::Due(deadline)),
            words::say(lang, CalendarMessage::Forms(&names)),
        ]);
    }
    let [parts, firsts, lasts, dues, _] = widths(&lines);
    let mut text = String::new();
    for [part, first, last, due, forms] in &lines {
        text.push_str(&format!("{part:<parts$}  {first:<firsts$}  {last:<lasts$}  {due:<dues$}  {forms}\n"));
    }
    text
}
