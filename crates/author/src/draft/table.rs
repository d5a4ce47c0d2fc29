//! Where the table of an authority's blank stands: its header, its column numbers, its columns.

use super::text::one_line;
use phuluc_check::{CODES, KeyedSheet, label_cells, numbers};
use phuluc_grid::{At, Sheet};

/// The names by which a header without a column of codes is found, as match keys.
const TELLING: [&str; 9] = [
    "chi tieu",
    "noi dung",
    "don vi tinh",
    "ghi chu",
    "so luong",
    "so lieu",
    "linh vuc",
    "tieu chi",
    "ket qua",
];
/// The most rows that a header can have.
const DEEPEST: u32 = 6;

/// A table on a sheet.
#[derive(Clone, Debug)]
pub(super) struct BlankTable {
    /// The first row of its header.
    pub top: u32,
    /// The first row of its lines.
    pub body: u32,
    /// The row of column numbers.
    pub numbers: Option<u32>,
    /// The sheet column and label path of each column.
    pub columns: Vec<(u32, Vec<String>)>,
}

impl BlankTable {
    /// The table with the most columns; of several the first.
    pub fn find(sheet: &Sheet) -> Option<Self> {
        let keyed = KeyedSheet::new(sheet);
        let codes = keyed.texts().filter(|(_, text)| CODES.contains(&&**text.key()));
        let mut by_codes: Vec<u32> = codes.map(|(at, _)| at.row).collect();
        by_codes.dedup();
        let others = (0..=sheet.last_row()?).filter(|row| {
            keys(&keyed, *row).count() >= 3
                && keys(&keyed, *row).any(|key| TELLING.iter().any(|word| key.starts_with(word)))
        });
        let corners: Vec<u32> = if by_codes.is_empty() { others.collect() } else { by_codes };
        let tables = corners.into_iter().filter_map(|corner| Self::at(&keyed, corner));
        tables.rev().max_by_key(|table| table.columns.len())
    }

    /// The table whose header has its corner in a row.
    fn at(keyed: &KeyedSheet<'_>, corner: u32) -> Option<Self> {
        let sheet = keyed.sheet;
        let merges = sheet
            .merges()
            .iter()
            .filter(|(from, to)| from.column <= to.column && !keyed.key(*from).is_empty());
        // a group that is merged down into the corner's row begins above it
        let top = merges
            .clone()
            .filter(|(from, to)| from.row < corner && to.row >= corner)
            .map(|(from, _)| from.row)
            .fold(corner, u32::min);
        let merged = merges
            .filter(|(from, _)| (top..=corner).contains(&from.row))
            .map(|(_, to)| to.row)
            .fold(corner, u32::max);
        let mut last = merged.min(top + DEEPEST);
        let first_two: Vec<u32> = sheet.row(corner).map(|(at, _)| at.column).take(2).collect();
        // the header goes on below while nothing stands below its first two labels
        while merged == corner
            && last < top + DEEPEST
            && keys(keyed, last + 1).count() > 0
            && first_two.iter().all(|&column| sheet.covering_text(At { row: last + 1, column }).is_empty())
        {
            last += 1;
        }
        let depth = last - top + 1;
        let columns: Vec<(u32, Vec<String>)> = label_cells(keyed, top, depth, true)
            .into_iter()
            .map(|(column, path)| (column, path.iter().map(|at| one_line(&sheet.text(*at))).collect()))
            .collect();
        let numbers = numbers::are_in(sheet, last + 1, columns.len()).then_some(last + 1);
        let table = Self { top, body: last + 1 + u32::from(numbers.is_some()), numbers, columns };
        (table.columns.len() >= 3).then_some(table)
    }

    /// Whether a row repeats the header, as on the next page, or its column numbers.
    pub fn is_repeated(&self, sheet: &Sheet, row: u32) -> bool {
        numbers::are_in(sheet, row, self.columns.len())
            || self.columns.iter().all(|(column, path)| {
                path.contains(&one_line(&sheet.covering_text(At { row, column: *column })))
            })
    }
}

/// The keys of the texts in a row.
fn keys<'p>(keyed: &'p KeyedSheet<'_>, row: u32) -> impl Iterator<Item = &'p str> {
    keyed.sheet.row(row).map(|(at, _)| keyed.key(at)).filter(|key| !key.is_empty())
}
