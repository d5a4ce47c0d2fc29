//! Finds the printed rows of a form below its header, and the lines that the sender added between them.
//!
//! It takes the sheet, the header and the form's rows. It aligns them, sorts the other lines into added, repeated,
//! set aside and unknown ones, and gives a [`FoundForm`] or the few rows that are present.

use super::align::{self, Alignment};
use super::candidate_pairs::Basis;
use super::code_column;
use super::column_numbers;
use super::form_header::{Header, WantedHeader};
use super::found_form::{FoundForm, FoundRow, Heading};
use super::keyed_sheet::KeyedSheet;
use super::sheet_line::SheetLine;
use crate::answer;
use crate::submission::Role;
use phuluc_form::{Holds, Row, RowId};
use phuluc_grid::{At, Sheet};
use std::collections::BTreeSet;

/// The share of its printed rows that a form needs to be recognised.
const ENOUGH_ROWS: (usize, usize) = (3, 5);

/// The number of printed rows that is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Least {
    /// Enough to recognise the form.
    Enough,
    /// Enough to recognise the form; otherwise the rows that are present are reported.
    EnoughOrWhich,
    /// One, because the others may stand on other sheets.
    One,
}

/// Whether this many of a form's printed rows are enough to recognise it.
pub(super) const fn are_enough(found: usize, of: usize) -> bool {
    found * ENOUGH_ROWS.1 >= of * ENOUGH_ROWS.0
}

/// The printed rows below a header, or the rows that are present if they are too few.
pub(super) fn find_printed_rows(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    rows: &[Row],
    mut header: Header,
    (body, end): (u32, u32),
    least: Least,
) -> Result<FoundForm, Vec<usize>> {
    let (sheet, form) = (keyed.sheet, wanted.form);
    let labels = form.column_holding(&Holds::Label);
    let label_at = labels.and_then(|column| header.columns[column]).ok_or_else(Vec::new)?;
    let codes = form.column_holding(&Holds::Code);
    if let Some(codes) = codes.filter(|column| header.columns[*column].is_none()) {
        header.columns[codes] = code_column::codes_without_label(sheet, form, body, label_at);
    }
    let code_at = codes.and_then(|column| header.columns[column]);
    let last_row = sheet.last_row().ok_or_else(Vec::new)?.min(end.saturating_sub(1));
    let lines = keyed.lines(body, code_at, label_at, || {
        let rows = body..=sheet.last_row().unwrap_or(body);
        let lines = rows.filter_map(|row| SheetLine::read(sheet, row, code_at, label_at));
        lines.take(align::MOST_LINES).collect()
    });
    let lines = &lines[..lines.partition_point(|line| line.row <= last_row)];
    let enough = (rows.len() * ENOUGH_ROWS.0).div_ceil(ENOUGH_ROWS.1);
    let least_rows = if least == Least::Enough { enough } else { 0 };
    let alignment = align::align((rows, wanted.labels.rows(form)), lines, least_rows, wanted.period);
    let places: Vec<Option<u32>> =
        alignment.matches.iter().map(|found| found.as_ref().map(|found| lines[found.line].row)).collect();
    let last = places.iter().flatten().max().copied().ok_or_else(Vec::new)?;
    let found: Vec<usize> = (0..rows.len()).filter(|&index| places[index].is_some()).collect();
    if least != Least::One && !are_enough(found.len(), rows.len()) {
        return Err(found);
    }
    let repeated_rows: Vec<(usize, u32)> =
        alignment.twins.iter().map(|(index, line)| (*index, lines[*line].row)).collect();
    let labelled = |(index, line): &(usize, usize)| (*index, At { row: lines[*line].row, column: label_at });
    let reworded: Vec<(usize, At)> = alignment.reworded.iter().map(labelled).collect();
    let refused: Vec<(usize, At)> = alignment.refused.iter().map(labelled).collect();
    let known = places.iter().flatten().copied().chain(repeated_rows.iter().map(|(_, row)| *row));
    let known: BTreeSet<u32> = known.chain(refused.iter().map(|(_, at)| at.row)).collect();
    let columns = header.columns.iter().flatten().copied().collect::<Vec<_>>();
    let passed_over: Vec<u32> = (body..=last_row)
        .filter(|row| !known.contains(row) && column_numbers::are_under(sheet, *row, &columns, label_at))
        .collect();
    let mut unknown_rows: Vec<u32> = (body..=last_row)
        .filter(|row| !known.contains(row) && !passed_over.contains(row))
        .filter(|row| !is_repeated_header(sheet, wanted, *row))
        .collect();
    let mut located = FoundForm {
        repeated_rows,
        reworded,
        refused,
        passed_over,
        confidence: confidence(&alignment),
        alignment: how(&alignment, lines),
        ..FoundForm::below(form, header, body, Heading::default())
    };
    let mut added: Vec<(usize, u32)> = Vec::new();
    if form.added_lines {
        let labels: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        // below the last printed row, the table goes on only without a gap
        let below = last + 1..=last_row + 1;
        let end = below.into_iter().find(|&row| !located.holds_any(sheet, row)).unwrap_or(last);
        unknown_rows.retain(|&row| {
            let above = (0..rows.len()).filter(|&index| places[index].is_some_and(|at| at < row));
            let is_line = row < end
                && code_at.is_none_or(|column| sheet.is_empty(At { row, column }))
                && !labels.contains(keyed.key(At { row, column: label_at }))
                && located.holds_any(sheet, row);
            // if the next printed row is missing or elsewhere, the lines may belong to it
            let next = places.iter().flatten().filter(|at| **at > row).min();
            let parent = above.max_by_key(|&index| places[index]).filter(|parent| {
                let printed_next = places.get(parent + 1).and_then(Option::as_ref);
                is_line && next == printed_next
            });
            added.extend(parent.map(|parent| (parent, row)));
            parent.is_none()
        });
    }
    // a sender's words beside the labels are no data that could be lost
    unknown_rows.retain(|row| {
        located.holds_figure(sheet, *row)
            || (*row < last && located.answers(sheet, *row).iter().any(|answer| !answer.is_empty()))
    });
    located.unknown_rows = unknown_rows;
    located.rows = printed_and_added(sheet, &located, rows, &places, &added, label_at);
    Ok(located)
}

/// Whether a line repeats the header, as on every page of a printed table.
fn is_repeated_header(sheet: &Sheet, wanted: &WantedHeader<'_>, row: u32) -> bool {
    wanted.corners.contains(&row) && !sheet.row(row).any(|(_, cell)| answer::may_be_figure(cell))
}

fn confidence(alignment: &Alignment) -> u8 {
    u8::try_from(alignment.confidence() / 10).unwrap_or(0)
}

fn how(alignment: &Alignment, lines: &[SheetLine]) -> Vec<(usize, u32, Basis, bool)> {
    let rows = alignment.matches.iter().enumerate();
    rows.filter_map(|(index, found)| {
        found.as_ref().map(|found| (index, lines[found.line].row, found.basis, found.moved))
    })
    .collect()
}

/// The printed rows in the form's order, each followed by the lines added below it.
fn printed_and_added(
    sheet: &Sheet,
    located: &FoundForm,
    rows: &[Row],
    places: &[Option<u32>],
    added: &[(usize, u32)],
    label_at: u32,
) -> Vec<FoundRow> {
    let documents = located.form.document_column().and_then(|column| located.columns[column]);
    let mut found = Vec::new();
    for (index, (row, &at)) in rows.iter().zip(places).enumerate() {
        let label = row.label.clone();
        found.push(FoundRow {
            id: row.id.clone(),
            role: Role::Fixed(index),
            label,
            at,
            piece: 0,
            group: None,
        });
        let own =
            at.into_iter().flat_map(|at| (1..pieces_in(sheet, at, documents)).map(move |piece| (at, piece)));
        let below = added.iter().filter(|(parent, _)| *parent == index).map(|(_, row)| *row);
        let below = below.flat_map(|at| (0..pieces_in(sheet, at, documents)).map(move |piece| (at, piece)));
        let ids = (0..).map(|n| RowId::from(format!("{}/{}", row.id, letters(n)).as_str()));
        let ids = ids.filter(|id| !rows.iter().any(|row| row.id == *id));
        for ((at, piece), id) in own.chain(below).zip(ids) {
            let label = sheet.label(At { row: at, column: label_at });
            let label = if piece == 0 { label.into() } else { "".into() };
            found.push(FoundRow { id, role: Role::Added(index), label, at: Some(at), piece, group: None });
        }
    }
    found
}

/// The number of rows that a line of the sheet makes: one, or one for each document in its cell.
fn pieces_in(sheet: &Sheet, row: u32, documents: Option<u32>) -> usize {
    documents.map_or(1, |column| pieces(&sheet.text(At { row, column })).count().max(1))
}

/// The n-th of a, b, … z, aa, ab, …
pub fn letters(n: usize) -> String {
    let last = char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26 - 1)) }
}

/// The non-empty lines of a cell's text.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
