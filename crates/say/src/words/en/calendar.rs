//! Sentences about holidays and due times, in English.

use crate::words::message::CalendarMessage;
use chrono::NaiveDate;

/// How many forms are named; of more, the first ones and their number.
const NAMED: usize = 3;

pub(super) fn say(message: &CalendarMessage<'_>) -> String {
    match message {
        CalendarMessage::Title(year) => format!("Reports of {year}"),
        CalendarMessage::Heads => "Period|Data from|Cut-off|Due|Forms".to_owned(),
        CalendarMessage::Due(deadline) => {
            let moved = if deadline.moved.is_some() { " (moved from a day off)" } else { "" };
            format!("{}, {}{moved}", deadline.due, deadline.due.day().format("%A"))
        }
        CalendarMessage::Forms(forms) => match forms.len() {
            0..=NAMED => forms.join(", "),
            all => format!("{} forms: {}, …", all, forms[..NAMED].join(", ")),
        },
        CalendarMessage::Regime(regime) => format!("by {}: {}", regime.name, regime.source),
        CalendarMessage::OwnClocks(forms) => format!("by the form's own clocks: {}", forms.join(", ")),
        CalendarMessage::NothingDue => "no form in force is reported on in this year".to_owned(),
        CalendarMessage::Holidays => "Holidays and days that make up for them".to_owned(),
        CalendarMessage::DaysOff(days) if days.from == days.to => {
            format!("{}: {} ({})", dated(days.from), days.name, days.source)
        }
        CalendarMessage::DaysOff(days) => {
            format!("{} – {}: {} ({})", dated(days.from), dated(days.to), days.name, days.source)
        }
        CalendarMessage::Worked(worked) => {
            let instead =
                worked.instead_of.map_or_else(String::new, |day| format!(" instead of {}", dated(day)));
            format!("{}: worked{instead} ({})", dated(worked.day), worked.source)
        }
        CalendarMessage::Missing(what) => format!("not known: {what}"),
        CalendarMessage::NoHolidays(years) => {
            let years: Vec<String> = years.iter().map(i32::to_string).collect();
            format!(
                "no holidays of {} are known, so only weekends count as days off; add them to lich.toml among your forms",
                years.join(", ")
            )
        }
        CalendarMessage::DueMoved { due, moved } => {
            let name = moved.holiday.as_deref().unwrap_or("a weekend");
            format!("note: {} is a day off ({name}), so reports are due {due}", moved.from)
        }
        CalendarMessage::DueBeforeEnd { due, cut_off } => {
            format!(
                "note: reports are due {due}, before the cut-off of data {cut_off}; look again at the due time in round.toml"
            )
        }
        CalendarMessage::OtherClock { form, deadline } => format!(
            "note: {form} has clocks of its own: data {}, due {}; this round does not go by them; make a round for this form if they matter",
            deadline.period, deadline.due
        ),
        CalendarMessage::CutOffTitle { period } => format!("Cut-off of data, {period}"),
        CalendarMessage::DueTitle { period } => format!("Reports due, {period}"),
    }
}

fn dated(day: NaiveDate) -> String {
    day.format("%A %d/%m/%Y").to_string()
}
