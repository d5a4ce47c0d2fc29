//! The Vietnamese sentences: plain office language, figures as 1.232 and 83,19%.

mod bands;
mod calendar;
mod check;
mod decision;
mod definition;
mod diagnosis;
mod draft;
mod finding;
mod intake;
mod label;
mod list;
mod name;
mod round;
mod rule;
pub(super) mod status;
mod toml;
mod total;

use super::Message;

/// The Vietnamese words of a message.
pub(super) fn say(message: &Message<'_>) -> String {
    match message {
        Message::Label(label) => label::say(*label).to_owned(),
        Message::Finding(message) => finding::say(message),
        Message::Calendar(message) => calendar::say(message),
        Message::Check(message) => check::say(message),
        Message::Diagnosis(message) => diagnosis::say(message),
        Message::Rule(message) => rule::say(message),
        Message::Definition(message) => definition::say(message),
        Message::Draft(message) => draft::say(message),
        Message::List(message) => list::say(message),
        Message::Intake(message) => intake::say(message),
        Message::Decision(message) => decision::say(message),
        Message::Total(message) => total::say(message),
        Message::Status(message) => status::say(message),
        Message::Round(message) => round::say(message),
    }
}
