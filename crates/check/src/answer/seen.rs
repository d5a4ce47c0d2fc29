//! What people see of a cell against what it holds: number formats, struck and raised text.
//!
//! Where the two differ as figures, which one is meant is not certain, and both are readings.

use super::reading::{digits, possible};
use super::{Answer, Figure, Unreadable, WhyUnreadable};
use phuluc_grid::{Cell, Content, Shown};
use rust_decimal::Decimal;

/// How many digits a cell shows that has no format of its own.
const GENERAL: usize = 10;

/// The answer, unless people see another number in the cell than it stores.
pub(super) fn as_seen(cell: &Cell, value: Decimal, answer: Answer) -> Answer {
    let seen = match cell.format.shown(value) {
        Shown::Figure(seen) => Some(seen).filter(|seen| *seen != value),
        Shown::Words(_) | Shown::Nothing => None,
    };
    match answer {
        Answer::Number(_) if is_unseen(cell, value) => more_than_seen(vec![value], value),
        Answer::Number(figure) => match seen {
            Some(seen) => more_than_seen(vec![seen, value], value),
            None => Answer::Number(figure),
        },
        Answer::Unreadable(mut unreadable) => {
            unreadable.readings.extend(seen);
            unreadable.stored = Some(value);
            Answer::Unreadable(unreadable)
        }
        answer @ (Answer::Nil | Answer::Blank | Answer::Text(_)) => answer,
    }
}

/// A percentage as its cell shows it, unless that is another figure than the percentage rounded.
///
/// No share is known to the last of the fifteen digits that a cell holds, however many it shows.
pub(super) fn percent_as_seen(cell: &Cell, held: Decimal, percent: Decimal) -> Answer {
    let room = GENERAL.saturating_sub(digits(percent.trunc()));
    let room = u32::try_from(room).unwrap_or_default();
    let figure = Figure::shown(percent, cell.format.decimals(held).map_or(room, |own| own.min(room)));
    if is_unseen(cell, held) {
        return more_than_seen(vec![percent], percent);
    }
    match cell.format.seen(held) {
        Some(seen) if figure.interval().disjoint(Figure::rounded(seen).interval()) => {
            more_than_seen(vec![seen, percent], percent)
        }
        _ => Answer::Number(figure),
    }
}

/// Whether a number is held where people see words or nothing. A 0 that is shown as “-” or as nothing is 0.
fn is_unseen(cell: &Cell, value: Decimal) -> bool {
    !value.is_zero() && matches!(cell.format.shown(value), Shown::Words(_) | Shown::Nothing)
}

/// What a figure may be that is struck through as a whole or in part, or has a raised number beside it.
pub(super) fn marked(cell: &Cell, read: impl Fn(&Cell) -> Answer) -> Option<Answer> {
    let plain = |content: Content| Cell { content, marks: phuluc_grid::Marks::NONE, ..cell.clone() };
    let whole = read(&plain(cell.content.clone()));
    let is_text = matches!(cell.content, Content::Text(_));
    let is_figure = matches!(whole, Answer::Number(_) | Answer::Unreadable(_));
    if cell.marks.is_struck() {
        return is_figure.then(|| doubtful(WhyUnreadable::Struck, possible(whole)));
    }
    let runs = cell.marks.readings();
    let mut readings: Vec<Decimal> = Vec::new();
    for text in &runs {
        for figure in possible(read(&plain(Content::Text(text.as_str().into())))) {
            if !readings.contains(&figure) {
                readings.push(figure);
            }
        }
    }
    let is_doubtful = is_text && !runs.is_empty() && (is_figure || !readings.is_empty());
    is_doubtful.then(|| doubtful(WhyUnreadable::Marked, readings))
}

/// Whether text stands in a cell where people see nothing.
pub(super) fn hides_text(cell: &Cell) -> bool {
    cell.format.hides_text() && !cell.is_empty()
}

fn more_than_seen(readings: Vec<Decimal>, stored: Decimal) -> Answer {
    let why = WhyUnreadable::MoreThanSeen;
    Answer::Unreadable(Box::new(Unreadable { why, readings, stored: Some(stored) }))
}

fn doubtful(why: WhyUnreadable, readings: Vec<Decimal>) -> Answer {
    Answer::Unreadable(Box::new(Unreadable { why, readings, stored: None }))
}
