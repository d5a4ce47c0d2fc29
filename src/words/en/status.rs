//! Where a unit stands in English; reminders are written to Vietnamese units and stay Vietnamese.

use crate::status::{State, UnitStatus};
use crate::words::said::Said;
use crate::words::{Lang, Words, en::En};

pub(super) fn say(said: &Said<'_>) -> String {
    match said {
        Said::Standing(unit) => standing(unit),
        Said::Late { seconds, complete: true } => format!("late by {}", lasting(*seconds)),
        Said::Late { seconds, complete: false } => format!("overdue by {}", lasting(*seconds)),
        Said::Extended { until, by } => {
            let by = by.map_or_else(String::new, |by| format!(" ({by})"));
            format!("extended until {}{by}", until.iso())
        }
        reminder => Lang::Vi.say(reminder),
    }
}

fn standing(unit: &UnitStatus<'_>) -> String {
    match unit.state {
        State::NotSent => "nothing sent".to_owned(),
        State::Unusable(standing) => En.standing(standing),
        State::InPart => {
            let missing: Vec<&str> = unit.missing.iter().map(|(_, short)| short.as_str()).collect();
            format!("sent in part (missing: {})", missing.join(", "))
        }
        State::Returned(when) => format!("returned on {}", when.day()),
        State::Fails(errors) => format!("checked, errors: {errors}"),
        State::Passes => "checked, no errors".to_owned(),
        State::Accepted(when) => format!("accepted on {}", when.day()),
    }
}

fn lasting(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3600, seconds % 3600 / 60);
    if days > 0 { format!("{days} d {hours} h") } else { format!("{hours} h {minutes} min") }
}
