//! What to correct first in a round: the places whose correction moves the consolidated figures most, as lines for
//! people and as a part of the JSON for programs.

use super::json::plain;
use crate::words;
use crate::words::{Lang, StatusMessage};
use phuluc_check::Location;
use phuluc_round::influence::{Influence, Moved, Moving};
use serde::Serialize;

/// How many places the text lists.
const LISTED: usize = 10;

/// A heading and the places that make up nearly all of the change; empty if nothing changes.
pub fn lines(influence: &Influence<'_>, lang: Lang) -> Vec<String> {
    if influence.places.is_empty() {
        return Vec::new();
    }
    let shown = influence.enough.min(LISTED);
    let (less, others) = (influence.places.len() - shown, influence.others);
    let mut lines = vec![words::say(lang, StatusMessage::MendFirst { shown, less, others }) + ":"];
    let told = influence.places.iter().take(shown).enumerate();
    lines.extend(told.map(|(index, moving)| {
        format!("  {}. {}", index + 1, words::say(lang, StatusMessage::Moving(moving)))
    }));
    lines
}

/// What to correct first, for programs: all places, the one that moves most first.
#[derive(Serialize)]
pub struct MendFirst {
    round: String,
    /// How many of the places make up nearly all of the change.
    enough: usize,
    /// How many errors and warnings have a change that cannot be calculated.
    others: usize,
    places: Vec<MovingLine>,
}

#[derive(Serialize)]
struct MovingLine {
    unit: String,
    path: String,
    #[serde(flatten)]
    place: Location,
    from: Option<String>,
    to: String,
    /// The other places that the same correction changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    together: Vec<TogetherLine>,
    moves: Vec<MovesLine>,
    message: String,
}

/// A further place of a correction.
#[derive(Serialize)]
struct TogetherLine {
    #[serde(flatten)]
    place: Location,
    from: Option<String>,
    to: String,
}

/// A consolidated figure that changes when a place is corrected.
#[derive(Serialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
enum MovesLine {
    Sum {
        from: String,
        to: String,
    },
    Share {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        row: Option<String>,
        from: String,
        to: String,
    },
    Rank {
        from: usize,
        to: usize,
    },
}

/// What to correct first in `round`, for programs.
pub fn for_programs(influence: &Influence<'_>, round: &str, lang: Lang) -> MendFirst {
    MendFirst {
        round: round.to_owned(),
        enough: influence.enough,
        others: influence.others,
        places: influence.places.iter().map(|moving| line(moving, lang)).collect(),
    }
}

fn line(moving: &Moving<'_>, lang: Lang) -> MovingLine {
    MovingLine {
        unit: moving.unit.to_owned(),
        path: moving.report.path.clone(),
        place: moving.place.clone(),
        from: moving.place.figure().map(plain),
        to: plain(moving.to),
        together: moving
            .together
            .iter()
            .map(|(place, to)| TogetherLine {
                place: (*place).clone(),
                from: place.figure().map(plain),
                to: plain(*to),
            })
            .collect(),
        moves: moving.moves.iter().map(moves).collect(),
        message: words::say(lang, StatusMessage::Moving(moving)),
    }
}

fn moves(moved: &Moved) -> MovesLine {
    match moved {
        Moved::Sum { from, to } => MovesLine::Sum { from: plain(*from), to: plain(*to) },
        Moved::Share { name, row, from, to } => {
            MovesLine::Share { name: name.clone(), row: row.clone(), from: plain(*from), to: plain(*to) }
        }
        Moved::Rank { from, to } => MovesLine::Rank { from: *from, to: *to },
    }
}
