//! Finds the open rows of a form, which senders add themselves, and its row of totals, below its header.
//!
//! It takes the sheet and the header. It reads the lines down to the next table, sorts them by kind, and gives a
//! [`FoundForm`] with rows, groups and the total.

use super::column_numbers;
use super::form_header::{Header, WantedHeader};
use super::found_form::{FoundForm, FoundRow, Heading};
use super::keyed_sheet::{DEEPEST_HEADER, KeyedSheet};
use super::open_line_kinds::{OpenLine, OpenTable};
use super::sorted_lines::SortedLines;
use super::total_notes::TotalNotes;
use crate::answer;
use crate::submission::{Role, RowLeftBlank};
use phuluc_form::{ColumnId, Holds, RowId, TotalRow, match_key};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rows below a header: lines with a name and an answer, and the total.
pub(super) fn find_open_rows(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    key: &ColumnId,
    total: Option<&TotalRow>,
    header: Header,
    (body, end): (u32, u32),
) -> Option<FoundForm> {
    let (sheet, form) = (keyed.sheet, wanted.form);
    let key_at = form.column(key).and_then(|column| header.columns[column])?;
    let code_at = form.column_holding(&Holds::Code).and_then(|column| header.columns[column]);
    let columns: Vec<u32> = header.columns.iter().flatten().copied().collect();
    let table = OpenTable { sheet, form, columns: &header.columns, code_at, key_at, period: wanted.period };
    let (numbered, rows): (Vec<u32>, Vec<u32>) = (body..next_header(keyed, wanted, body).min(end))
        .partition(|row| column_numbers::are_under(sheet, *row, &columns, key_at));
    let lines: Vec<OpenLine> = rows.into_iter().map(|row| table.line(row, total)).collect();
    let sorted = SortedLines::of(&lines, total, wanted.period);
    let total_notes = TotalNotes::of(&lines, &sorted);
    let mut found = FoundForm {
        form: Arc::clone(form),
        columns: header.columns.clone(),
        passed_over: numbered,
        unknown_rows: sorted.unknown,
        set_aside: sorted.set_aside,
        rival_totals: sorted.totals.rivals.clone(),
        total_notes,
        left_blank: sorted.blank.iter().map(|line| left_blank(line, total)).collect(),
        ..FoundForm::below(form, header, body, Heading::default())
    };
    found.passed_over.extend(found.set_aside.iter().map(|line| line.row));
    found.passed_over.extend(&found.rival_totals);
    found.passed_over.extend(sorted.totals.doubtful);
    let mut names: BTreeMap<String, BTreeSet<Option<&str>>> = BTreeMap::new();
    for (line, group) in &sorted.rows {
        names.entry(match_key(&line.label)).or_default().insert(*group);
    }
    let is_grouped = names.values().any(|groups| groups.len() > 1);
    for (line, group) in &sorted.rows {
        let heading = group.map(Arc::from);
        // a name that stands in several groups is identified together with its group
        let group = group.filter(|_| is_grouped);
        let label = group.map_or_else(|| line.label.clone(), |group| format!("{} ({group})", line.label));
        let id = open_id(&line.label, group, total);
        found.rows.push(FoundRow {
            id,
            role: Role::Open,
            label: label.into(),
            at: Some(line.row),
            piece: 0,
            group: heading,
        });
    }
    // the total comes last, wherever it stands on the sheet
    if let (Some(total), Some(row)) = (total, sorted.totals.one) {
        let (id, label) = (total.id.clone(), total.label.clone());
        found.rows.push(FoundRow { id, role: Role::Total, label, at: Some(row), piece: 0, group: None });
    }
    Some(found)
}

fn left_blank(line: &OpenLine, total: Option<&TotalRow>) -> RowLeftBlank {
    RowLeftBlank { id: open_id(&line.label, None, total), label: line.label.clone(), at: line.row }
}

/// The end of the open rows: the corner of the next table, or the end of the sheet.
fn next_header(keyed: &KeyedSheet<'_>, wanted: &WantedHeader<'_>, body: u32) -> u32 {
    let end = keyed.sheet.last_row().unwrap_or(body).max(body) + 1;
    let corners = wanted.corners.range(body + 1..).take_while(|row| **row <= DEEPEST_HEADER);
    // a header has no figures
    let mut headers =
        corners.filter(|row| !keyed.sheet.row(**row).any(|(_, cell)| answer::may_be_figure(cell)));
    headers.next().map_or(end, |row| *row)
}

/// The id of an open row: its match key, below that of its group. It must differ from the id of the total row.
fn open_id(label: &str, group: Option<&str>, total: Option<&TotalRow>) -> RowId {
    let id = match_key(label);
    let id = group.map_or_else(|| id.clone(), |group| format!("{}/{id}", match_key(group)));
    let is_taken = total.is_some_and(|total| total.id.as_str() == id);
    RowId::from(if is_taken { format!("{id}-") } else { id }.as_str())
}
