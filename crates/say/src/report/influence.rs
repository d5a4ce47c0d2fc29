//! The findings ranked by influence as text: a line for each place whose correction moves the consolidated figures.

use crate::words;
use crate::words::{Lang, StatusMessage};
use phuluc_round::influence::Influence;

/// How many places are told before it is said that there are more.
const LISTED: usize = 10;

/// The heading, and the places that make up nearly all that moves; nothing if nothing moves.
pub fn lines(influence: &Influence<'_>, lang: Lang) -> Vec<String> {
    if influence.places.is_empty() {
        return Vec::new();
    }
    let (enough, of, others) = (influence.enough, influence.places.len(), influence.others);
    let mut lines = vec![words::say(lang, StatusMessage::MendFirst { enough, of, others }) + ":"];
    let told = influence.places.iter().take(enough.min(LISTED)).enumerate();
    lines.extend(told.map(|(index, moving)| {
        format!("  {}. {}", index + 1, words::say(lang, StatusMessage::Moving(moving)))
    }));
    if enough > LISTED {
        lines.push(format!("  … (+{})", enough - LISTED));
    }
    lines
}
