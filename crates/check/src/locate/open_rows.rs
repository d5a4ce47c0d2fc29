//! The rows that senders add to a form themselves, and its row of totals, on the lines below its header.

use super::found::{FoundForm, FoundRow};
use super::header::{Header, WantedHeader};
use super::keyed_sheet::{DEEPEST_HEADER, KeyedSheet};
use crate::submission::Role;
use phuluc_form::{ColumnId, RowId, TotalRow, match_key};
use phuluc_grid::{At, Cell, Content};
use std::sync::Arc;

/// The rows on the lines below a header: those with a name and an answer, and the total.
pub(super) fn find_open_rows(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    key: &ColumnId,
    total: Option<&TotalRow>,
    header: Header,
    body: u32,
) -> Option<FoundForm> {
    let (sheet, form) = (keyed.sheet, wanted.form);
    let key_at = form.column(key).and_then(|column| header.columns[column])?;
    let end = next_header(keyed, wanted, body);
    let mut found = FoundForm {
        form: Arc::clone(form),
        columns: header.columns.clone(),
        header,
        body,
        alignment: Vec::new(),
        confidence: 100,
        rows: Vec::new(),
        unknown_rows: Vec::new(),
        repeated_rows: Vec::new(),
        unknown_columns: Vec::new(),
        joined: Vec::new(),
        is_continued: false,
    };
    let mut has_total = false;
    for row in body..end {
        let label = sheet.text(At { row, column: key_at });
        let is_total = total.filter(|total| {
            let mut words = sheet.row(row).filter(|(_, cell)| !is_number(cell));
            words.any(|(at, _)| total.has_key(&sheet.key(at)))
        });
        match is_total {
            Some(total) if !has_total => {
                has_total = true;
                let label = total.label.clone();
                let (id, at) = (total.id.clone(), Some(row));
                found.rows.push(FoundRow { id, role: Role::Total, label, at, piece: 0 });
            }
            // a second total, or figures without a name
            Some(_) => found.unknown_rows.extend(found.holds_figure(sheet, row).then_some(row)),
            None if label.is_empty() => {
                found.unknown_rows.extend(found.holds_figure(sheet, row).then_some(row));
            }
            // a line without any answer is a banner, a signature or an empty line of the blank form
            None if !found.holds_any_answer(sheet, row) => {}
            None => {
                let id = open_id(&label, total);
                found.rows.push(FoundRow {
                    id,
                    role: Role::Open,
                    label: (*label).into(),
                    at: Some(row),
                    piece: 0,
                });
            }
        }
    }
    // the total stands last, wherever the sender put it
    found.rows.sort_by_key(|row| row.role == Role::Total);
    Some(found)
}

/// Numbers are no words for a total.
const fn is_number(cell: &Cell) -> bool {
    matches!(cell.content, Content::Number(_))
}

/// Where the lines of open rows end: at the corner of the next table, or after the last row.
fn next_header(keyed: &KeyedSheet<'_>, wanted: &WantedHeader<'_>, body: u32) -> u32 {
    let end = keyed.sheet.last_row().unwrap_or(body).max(body) + 1;
    let next = wanted.corners.range(body + 1..).next().filter(|row| **row <= DEEPEST_HEADER);
    next.map_or(end, |row| *row)
}

/// The id of an open row: its folded name, which must not be the total row's id.
fn open_id(label: &str, total: Option<&TotalRow>) -> RowId {
    let id = match_key(label);
    let is_taken = total.is_some_and(|total| total.id.as_str() == id);
    RowId::from(if is_taken { format!("{id}-") } else { id }.as_str())
}
