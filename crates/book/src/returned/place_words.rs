//! The words for a place on the page of a phiếu: its row, what stands there, and a figure for it.

use phuluc_check::{Answer, Location};
use phuluc_form::vietnamese;
use rust_decimal::Decimal;

/// A figure of a place in Vietnamese notation, as people read it there.
pub(super) fn shown(place: &Location, value: Decimal) -> String {
    let sign = if place.shown.percent { "%" } else { "" };
    format!("{}{sign}", vietnamese(value))
}

/// What stands in a cell that could not be read as a figure: the number that it holds, or its text.
pub(super) fn written(place: &Location) -> String {
    let stored = match &place.shown.answer {
        Answer::Unreadable(unreadable) => unreadable.stored,
        Answer::Number(_) | Answer::Nil | Answer::Blank | Answer::Text(_) => None,
    };
    stored.map_or_else(|| place.shown.raw.clone(), vietnamese)
}

/// The row of a place as people name it.
pub(super) fn row_name(place: &Location) -> String {
    if place.labels.coded {
        format!("{} {}", place.on_form.row, place.labels.row)
    } else {
        format!("{} – {}", place.labels.row, place.labels.column)
    }
}
