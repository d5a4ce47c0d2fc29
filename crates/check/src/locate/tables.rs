//! Splits the place of one form on a sheet into its tables, such as this year's above last year's.
//!
//! A header that is repeated inside a table, as on every printed page, begins no new table: the rows below it
//! continue those above. Rows that come a second time under another header are another table.

use super::form_header::{Header, WantedHeader};
use super::found_form::FoundForm;
use super::keyed_sheet::KeyedSheet;
use super::printed_rows::{Least, are_enough};
use super::rows_below;
use crate::submission::Role;
use std::collections::BTreeSet;

/// The tables below these headers, which are given from top to bottom.
pub(super) fn below(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    mut headers: Vec<Header>,
) -> Vec<FoundForm> {
    headers.dedup_by(|next, header| next.top == header.top && next.columns == header.columns);
    if wanted.form.fixed_rows().is_empty() {
        open(keyed, wanted, headers)
    } else {
        printed(keyed, wanted, headers)
    }
}

/// Tables of printed rows, from the lowest header up.
fn printed(keyed: &KeyedSheet<'_>, wanted: &WantedHeader<'_>, headers: Vec<Header>) -> Vec<FoundForm> {
    let of = wanted.form.fixed_rows().len();
    // the lowest table comes first here
    let mut tables: Vec<FoundForm> = Vec::new();
    for header in headers.into_iter().rev() {
        let Some(next) = tables.last() else {
            tables.extend(rows_below(keyed, wanted, header, u32::MAX, Least::Enough).ok());
            continue;
        };
        let end = end_before(&tables, 0);
        let Ok(above) = rows_below(keyed, wanted, header.clone(), end, Least::One) else { continue };
        let own: BTreeSet<usize> = above.printed_indices().collect();
        if next.printed_indices().any(|row| own.contains(&row)) {
            tables.push(above);
            continue;
        }
        // the rows continue below a repeated header
        let end = end_before(&tables, 1);
        if let Ok(whole) = rows_below(keyed, wanted, header, end, Least::Enough)
            && whole.printed_rows_found() > next.printed_rows_found()
        {
            tables.pop();
            tables.push(whole);
        }
    }
    if !tables.iter().any(|table| are_enough(table.printed_rows_found(), of)) {
        tables.clear();
    }
    tables.reverse();
    tables
}

/// The row at which the table below begins, or the one below that if one is skipped; `u32::MAX` if there is none.
fn end_before(tables: &[FoundForm], skipped: usize) -> u32 {
    let next = tables.len().checked_sub(skipped + 1).map(|index| tables[index].header.top);
    next.unwrap_or(u32::MAX)
}

/// Tables of open rows. A table without rows is dropped beside others.
fn open(keyed: &KeyedSheet<'_>, wanted: &WantedHeader<'_>, headers: Vec<Header>) -> Vec<FoundForm> {
    let tables = headers
        .into_iter()
        .filter_map(|header| rows_below(keyed, wanted, header, u32::MAX, Least::Enough).ok());
    let mut kept: Vec<FoundForm> = Vec::new();
    for table in tables {
        match kept.last_mut() {
            Some(above) if goes_on(keyed, above, &table) => {
                above.passed_over.extend(table.header.top..table.body);
                above.passed_over.extend(table.passed_over);
                above.unknown_rows.extend(table.unknown_rows);
                above.rows.extend(table.rows);
            }
            _ => kept.push(table),
        }
    }
    if kept.iter().any(|table| !table.rows.is_empty()) {
        kept.retain(|table| !table.rows.is_empty());
    }
    kept.truncate(if kept.iter().all(|table| table.rows.is_empty()) { 1 } else { usize::MAX });
    kept
}

/// Whether a table continues the one above on another page: the upper one has no total yet, and nothing stands
/// between them.
fn goes_on(keyed: &KeyedSheet<'_>, above: &FoundForm, table: &FoundForm) -> bool {
    let Some(last) = above.rows_at().max() else { return false };
    above.rows.iter().all(|row| row.role != Role::Total)
        && above.columns == table.columns
        && (last + 1..table.header.top).all(|row| keyed.sheet.row(row).all(|(_, cell)| cell.is_empty()))
}
