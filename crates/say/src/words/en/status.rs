//! The status of a unit in English; reminders stay Vietnamese.

use super::total;
use crate::words::message::StatusMessage;
use crate::words::vi;
use phuluc_check::{Location, wording};
use phuluc_form::number::english;
use phuluc_form::{Lang, Moment};
use phuluc_round::influence::{Moved, Moving};
use phuluc_round::{Member, PartOfPeriod, Standing, UnitState};
use rust_decimal::Decimal;

pub(super) fn say(message: &StatusMessage<'_>) -> String {
    match message {
        StatusMessage::At { at, due } => {
            let due = due.map_or_else(String::new, |due| format!(", due {}", due.iso()));
            format!("as of {}{due}", at.iso())
        }
        StatusMessage::NothingYet(None) => "nothing has come yet".to_owned(),
        StatusMessage::NothingYet(Some(first)) => {
            format!("nothing had come by then; the first file came at {}", first.iso())
        }
        StatusMessage::Completeness(share) => format!("complete: {share}"),
        StatusMessage::Timeliness(share) => format!("complete and in time: {share}"),
        StatusMessage::Unit(member) => state(member),
        StatusMessage::Standing(standing) => total::standing(*standing),
        StatusMessage::Late { seconds, complete: true } => format!("late by {}", lasting(*seconds)),
        StatusMessage::Late { seconds, complete: false } => format!("overdue by {}", lasting(*seconds)),
        StatusMessage::Extended { until, by } => {
            let by = by.map_or_else(String::new, |by| format!(" ({by})"));
            format!("extended until {}{by}", until.iso())
        }
        StatusMessage::NotAsked { files } => {
            format!("units that owe nothing in this round and sent something ({files} files, in no total):")
        }
        StatusMessage::NamesOther(name) => format!("the file names “{name}”; the register is believed"),
        StatusMessage::LostFile(path) => format!("find the original of {path} and receive it again"),
        StatusMessage::OweNothing(units) => {
            format!("owing nothing in this round ({}): {}", units.len(), units.join(", "))
        }
        StatusMessage::Part(part) => self::part(part),
        // reminders are written to units in Viet Nam, whatever the language of messages
        StatusMessage::Reminder(_) | StatusMessage::Group(_) => vi::status::say(message),
        StatusMessage::MendFirst { shown, less, others } => {
            let less = if *less > 0 { format!("; {less} more move them less") } else { String::new() };
            let others = if *others > 0 {
                format!("; {others} others move no total that can be reckoned")
            } else {
                String::new()
            };
            format!("first, the {shown} that move the totals most{less}{others}")
        }
        StatusMessage::Moving(moving) => self::moving(moving),
    }
}

fn moving(moving: &Moving<'_>) -> String {
    let place = wording::place(Lang::En, moving.place);
    let mut changes = from_to(moving.place, moving.to);
    for (place, to) in &moving.together {
        let at = place.on_sheet.at.map_or_else(String::new, |at| at.to_string());
        changes += &format!(", {at}: {}", from_to(place, *to));
    }
    let moves: Vec<String> = moving.moves.iter().map(moved).collect();
    let moves = moves.join("; ");
    format!("{}: {place}: {changes} ({moves})", moving.unit)
}

fn from_to(place: &Location, to: Decimal) -> String {
    let sign = if place.shown.percent { "%" } else { "" };
    format!("{} → {}{sign}", wording::answer(Lang::En, place), english(to))
}

fn moved(moved: &Moved) -> String {
    match moved {
        Moved::Sum { from, to } => format!("the total moves from {} to {}", english(*from), english(*to)),
        Moved::Share { name, row, from, to } => {
            let row = row.as_ref().map_or_else(String::new, |row| format!(" in “{row}”"));
            format!("“{name}”{row} moves from {}% to {}%", english(*from), english(*to))
        }
        Moved::Rank { from, to } => format!("the rank moves from {from} to {to}"),
    }
}

fn part(PartOfPeriod { from, to, of, by }: &PartOfPeriod) -> String {
    let mut parts = Vec::new();
    parts.extend(from.map(|from| format!("from {from} only")));
    parts.extend(to.map(|to| format!("until {to} only")));
    parts.extend(of.iter().map(|(name, day)| match day.filter(|day| Some(*day) != *from) {
        Some(day) => format!("took over {name} on {day}"),
        None => format!("took over {name}"),
    }));
    if !by.is_empty() {
        parts.push(format!("taken over by {}", by.join(", ")));
    }
    parts.join(", ")
}

fn state(member: &Member) -> String {
    match member.state() {
        UnitState::NotSent => total::standing(Standing::NotSubmitted),
        UnitState::SetAside => total::standing(Standing::SetAside),
        UnitState::Empty => total::standing(Standing::Empty),
        UnitState::Unusable(standing) => total::standing(standing),
        UnitState::Fails(errors) => total::standing(Standing::Fails(errors)),
        UnitState::Passes => total::standing(Standing::Passes),
        UnitState::Lost => total::standing(Standing::Lost),
        UnitState::Draft(0) => "sent a draft".to_owned(),
        UnitState::Draft(errors) => format!("sent a draft, errors: {errors}"),
        UnitState::InPart => format!("sent in part ({})", open(member).join("; ")),
        UnitState::Returned(when) => decided("returned", when, member),
        UnitState::Accepted(when) => decided("accepted", when, member),
    }
}

fn decided(what: &str, when: Moment, member: &Member) -> String {
    let mut parts = vec![format!("{what} on {}", when.day())];
    parts.extend(open(member));
    parts.join("; ")
}

fn open(member: &Member) -> Vec<String> {
    let [absent, empty] = member.lacking().map(|forms| forms.join(", "));
    let mut parts = Vec::new();
    parts.extend((!absent.is_empty()).then(|| format!("missing: {absent}")));
    parts.extend((!empty.is_empty()).then(|| format!("empty: {empty}")));
    match member.standing {
        Standing::Fails(_) => {
            parts.extend(member.is_draft().then(|| "a draft".to_owned()));
            let errors = member.errors_within_forms();
            parts.extend((errors > 0).then(|| format!("errors: {errors}")));
        }
        Standing::Passes | Standing::NotSubmitted | Standing::SetAside | Standing::Empty => {}
        standing @ (Standing::Lost
        | Standing::Unreadable
        | Standing::OtherUnit
        | Standing::OtherPeriod
        | Standing::UnknownPeriod) => parts.push(total::standing(standing)),
    }
    parts
}

fn lasting(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3600, seconds % 3600 / 60);
    if days > 0 { format!("{days} d {hours} h") } else { format!("{hours} h {minutes} min") }
}
