//! The heading of a table: the line above it that names it, and the time in that line.

use super::found_form::{FoundForm, Heading};
use super::keyed_sheet::KeyedSheet;
use super::named_times::{TextKind, Time, named};
use phuluc_form::{Period, match_key};
use phuluc_grid::{Content, Sheet};

/// The most rows above a table that can hold its heading.
const MOST_ROWS: u32 = 30;

/// The number of rows directly above a table that are searched first.
const NEAR_ROWS: u32 = 4;

/// Sets the headings of tables on a sheet.
pub(super) fn put_above(keyed: &KeyedSheet<'_>, tables: &mut [FoundForm], period: Option<Period>) {
    let ends: Vec<u32> = tables.iter().filter_map(|table| table.rows_at().max()).collect();
    for table in tables {
        let top = table.header.top;
        let first = ends.iter().filter(|end| **end < top).max().map_or(0, |end| end + 1);
        table.heading = above(keyed.sheet, first.max(top.saturating_sub(MOST_ROWS))..top, period);
    }
}

/// The heading of a table that begins in this row.
pub(super) fn above_table(keyed: &KeyedSheet<'_>, top: u32, period: Option<Period>) -> Heading {
    above(keyed.sheet, top.saturating_sub(NEAR_ROWS)..top, period)
}

/// The heading in some rows above a table: the line with a time that is nearest to the table.
fn above(sheet: &Sheet, rows: std::ops::Range<u32>, period: Option<Period>) -> Heading {
    let lines = rows.rev().map(|row| {
        let texts =
            sheet.row(row).filter(|(_, cell)| matches!(cell.content, Content::Text(_)) && !cell.is_empty());
        texts.map(|(_, cell)| cell.tidy().into_owned()).collect::<Vec<String>>().join(" ")
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    for line in &lines {
        let key = match_key(line);
        let dated = Period::of_key(&key)
            .zip(period)
            .map(|(dated, period)| if dated.is_mostly(period) { Time::This } else { Time::Other });
        if let Some(time) = dated.or_else(|| named(&key, TextKind::Heading, period)) {
            let in_words = named(&key, TextKind::Heading, None).is_some();
            return Heading { text: line.clone(), time: Some(time), in_words };
        }
    }
    Heading { text: lines.into_iter().next().unwrap_or_default(), time: None, in_words: false }
}
