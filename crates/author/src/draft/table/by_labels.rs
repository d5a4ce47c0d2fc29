//! Finds a header by what stands below it: a column of labels, and codes beside them, even if these have no header.

use super::super::row_codes;
use super::{BlankTable, keys};
use phuluc_check::KeyedSheet;
use phuluc_form::match_key;
use phuluc_grid::{At, Content};
use std::collections::BTreeMap;

/// The fewest lines that make a column one of labels.
const FEWEST: usize = 3;
/// The fewest letters that labels have on average; units of measure have fewer.
const SHORTEST: usize = 8;
/// The header given to a column of labels without one, and to a column of codes.
const HEADS: [&str; 2] = ["Chỉ tiêu", "STT"];

/// The row of the header above the column of labels.
pub(super) fn header(keyed: &KeyedSheet<'_>, last_row: u32) -> Option<u32> {
    let (column, rows) = labels(keyed, 0, last_row)?;
    let last_third = rows[rows.len() - rows.len() / 3 - 1];
    // a header has the most texts of all rows, one of them right of the labels, and lines below it
    let is_header = |row: &u32| {
        let texts = keyed.sheet.row(*row).filter(|(at, _)| !keyed.key(*at).is_empty());
        let texts: Vec<u32> = texts.map(|(at, _)| at.column).collect();
        texts.len() >= 2 && texts.iter().any(|at| *at > column) && !is_line(keyed, *row, Some(column))
    };
    let candidates = (0..last_third).filter(is_header);
    candidates.rev().max_by_key(|row| keys(keyed, *row).count())
}

/// Whether a row is a line of a table: it has a code in column `first`, or a unit of measure, which no header has.
pub(super) fn is_line(keyed: &KeyedSheet<'_>, row: u32, first: Option<u32>) -> bool {
    const MEASURES: [&str; 8] = ["%", "nguoi", "ho so", "van ban", "dong", "trieu dong", "xa", "thu tuc"];
    let first_text = first.map(|column| keyed.sheet.text(At { row, column }).trim().to_owned());
    let has_code = first_text.is_some_and(|text| row_codes::depth(&text).is_some());
    has_code || keys(keyed, row).any(|key| MEASURES.contains(&key))
}

/// The column of labels between two rows, and the rows in which it has a label.
fn labels(keyed: &KeyedSheet<'_>, from: u32, to: u32) -> Option<(u32, Vec<u32>)> {
    let mut columns: BTreeMap<u32, (Vec<u32>, usize)> = BTreeMap::new();
    for (at, cell) in keyed.sheet.cells().filter(|(at, _)| (from..=to).contains(&at.row)) {
        let letters = keyed.key(at).chars().filter(|c| c.is_alphabetic()).count();
        if matches!(cell.content, Content::Text(_)) && letters > 1 {
            let (rows, length) = columns.entry(at.column).or_default();
            rows.push(at.row);
            *length += letters;
        }
    }
    let is_of_labels =
        |rows: &Vec<u32>, length: usize| rows.len() >= FEWEST && length >= SHORTEST * rows.len();
    let most =
        columns.values().filter(|(rows, length)| is_of_labels(rows, *length)).map(|(rows, _)| rows.len());
    let most = most.max()?;
    let found =
        columns.into_iter().find(|(_, (rows, length))| is_of_labels(rows, *length) && rows.len() * 2 >= most);
    found.map(|(column, (rows, _))| (column, rows))
}

/// The column of texts left of all headers, and the rows in which it has one. Labels may be short there, as “Thôn 1”
/// is, because units of measure stand further right.
fn left_of_header(keyed: &KeyedSheet<'_>, table: &BlankTable) -> Option<(u32, Vec<u32>)> {
    let (first, _) = table.columns.first()?;
    let is_label = |at: At| {
        let text = keyed.sheet.text(at);
        row_codes::depth(text.trim()).is_none() && text.chars().filter(|c| c.is_alphabetic()).count() > 1
    };
    let columns = (0..*first).map(|column| {
        let rows = (table.body..=table.end).filter(|row| is_label(At { row: *row, column }));
        (column, rows.collect::<Vec<u32>>())
    });
    columns.filter(|(_, rows)| rows.len() >= FEWEST).max_by_key(|(_, rows)| rows.len())
}

fn is_known(table: &BlankTable, column: u32) -> bool {
    table.columns.iter().any(|(at, _)| *at == column)
}

/// Adds the columns of labels and of codes to a table, if they hold lines and have no header.
pub(super) fn add_unlabelled(keyed: &KeyedSheet<'_>, table: &mut BlankTable) {
    let found = labels(keyed, table.body, table.end).or_else(|| left_of_header(keyed, table));
    let Some((label_at, rows)) = found else { return };
    let first = table.columns.first().map_or(0, |(column, _)| *column);
    let mut added: Vec<(u32, &str)> = Vec::new();
    if !is_known(table, label_at) && label_at < first {
        added.push((label_at, HEADS[0]));
    }
    let is_code = |row: &&u32, column: u32| {
        let text = keyed.sheet.text(At { row: **row, column });
        row_codes::depth(text.trim()).is_some()
    };
    let code_at = (0..label_at).find(|column| {
        let coded = rows.iter().filter(|row| is_code(row, *column)).count();
        !is_known(table, *column) && coded * 2 >= rows.len()
    });
    let has_codes = table.columns.iter().any(|(_, path)| super::is_of_codes(path));
    added.extend(code_at.filter(|_| !has_codes).map(|column| (column, HEADS[1])));
    for (column, head) in added {
        let is_taken =
            |path: &Vec<String>| path.last().is_some_and(|label| match_key(label) == match_key(head));
        if !table.columns.iter().any(|(_, path)| is_taken(path)) {
            table.columns.push((column, vec![head.to_owned()]));
        }
    }
    let unlabelled: Vec<u32> = table
        .columns
        .iter()
        .map(|(column, _)| *column)
        .filter(|column| {
            let above =
                (table.top..table.body).map(|row| keyed.sheet.covering_text(At { row, column: *column }));
            above.into_iter().all(|text| text.trim().is_empty())
        })
        .collect();
    table.columns.sort_by_key(|(column, _)| *column);
    table.unlabelled =
        (0..table.columns.len()).filter(|index| unlabelled.contains(&table.columns[*index].0)).collect();
}
