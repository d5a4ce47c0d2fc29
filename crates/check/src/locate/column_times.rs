//! Chooses among several columns of a sheet with the same label the one for this period.
//!
//! The time of a column stands in its label, in a row directly below the header, or above it where two tables stand
//! side by side. If nothing tells the columns apart, none is chosen.

use super::keyed_sheet::KeyedSheet;
use super::named_times::{TextKind, Time, named, without};
use phuluc_form::{Period, match_key};
use phuluc_grid::At;

/// The number of rows above a header in which a line may state the time of the columns.
const ABOVE: u32 = 2;

/// The most words beside the time in such a line: “II. Số liệu”.
const MOST_WORDS: usize = 3;

/// A column of a sheet, and the time that its label names.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimedColumn {
    pub column: u32,
    pub time: Option<Time>,
}

/// The column that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    One(u32),
    /// No column is for this period.
    None,
    /// Several columns may be meant.
    Several,
}

/// The choice, with the reason for it.
pub(super) struct ColumnChoice {
    pub chosen: Chosen,
    /// Columns that were left out because they are for another time.
    pub of_other_times: Vec<u32>,
    /// Whether a row directly below the header states the times.
    pub says_below: bool,
}

/// Chooses among columns of a header that stands from row `top` to row `below`. A time may stand directly below a
/// column of answers.
pub(super) fn choose(
    keyed: &KeyedSheet<'_>,
    (top, below): (u32, u32),
    found: &[TimedColumn],
    are_answers: bool,
    period: Option<Period>,
) -> ColumnChoice {
    let row_below = below..below + u32::from(are_answers);
    let of_below: Vec<Option<Time>> = found
        .iter()
        .map(|found| row_below.clone().find_map(|row| said_below(keyed, row, found.column, period)))
        .collect();
    let says_below = of_below.iter().any(Option::is_some);
    // a line above all of them does not tell them apart, and a single one needs no telling
    let of_above: Vec<Option<Time>> = match found {
        [] | [_] => vec![None; found.len()],
        several => several.iter().map(|found| said_above(keyed, top, found.column, period)).collect(),
    };
    let says_above = of_above.windows(2).any(|pair| pair[0] != pair[1]);
    let mut times: Vec<Option<Time>> = (0..found.len())
        .map(|index| {
            let above = of_above[index].filter(|_| says_above);
            let said = [found[index].time, of_below[index], above];
            [Time::Other, Time::Cumulative, Time::This].into_iter().find(|time| said.contains(&Some(*time)))
        })
        .collect();
    // figures of the year so far, or of the term, are none of the period alone
    for time in &mut times {
        *time = time.map(|time| if time == Time::Cumulative { Time::Other } else { time });
    }
    let (others, own): (Vec<_>, Vec<_>) =
        found.iter().zip(&times).partition(|(_, time)| **time == Some(Time::Other));
    let of_other_times = others.into_iter().map(|(found, _)| found.column).collect();
    let chosen = match own.as_slice() {
        [] => Chosen::None,
        [(found, _)] => Chosen::One(found.column),
        _ => Chosen::Several,
    };
    ColumnChoice { chosen, of_other_times, says_below }
}

/// The time that the cell directly below a header states.
fn said_below(keyed: &KeyedSheet<'_>, row: u32, column: u32, period: Option<Period>) -> Option<Time> {
    let text = keyed.sheet.get(At { row, column })?.label_text()?;
    let time = named(text.key(), TextKind::Label, period)?;
    // only a cell with nothing but a time counts, not an answer that mentions one
    without(text.key()).is_empty().then_some(time)
}

/// The time that the lines above a header state over a column, or to the left of it.
fn said_above(keyed: &KeyedSheet<'_>, top: u32, column: u32, period: Option<Period>) -> Option<Time> {
    (top.saturating_sub(ABOVE)..top).rev().find_map(|row| {
        let merged = keyed.sheet.covering_label(At { row, column });
        let key = if merged.is_empty() {
            let left = keyed.sheet.row(row).filter(|(at, cell)| at.column <= column && !cell.is_empty());
            match_key(&left.last()?.1.label())
        } else {
            match_key(&merged)
        };
        // a longer line is a title, which may mention plans and results
        let is_short = without(&key).split(' ').count() <= MOST_WORDS;
        named(&key, if is_short { TextKind::Label } else { TextKind::Heading }, period)
    })
}
