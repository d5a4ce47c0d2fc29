//! Finds the tables of an authority's blank: their headers, their column numbers, their columns.

mod by_labels;

use super::row_codes;
use super::text::one_line;
use phuluc_check::{CODES, KeyedSheet, column_numbers, label_cells};
use phuluc_grid::{At, Content, Sheet};
use rust_decimal::prelude::ToPrimitive;

/// The beginnings of column labels that give away a header without a column of codes, as match keys.
const HEADER_WORDS: [&str; 16] = [
    "chi tieu",
    "noi dung",
    "don vi tinh",
    "ghi chu",
    "so luong",
    "so lieu",
    "linh vuc",
    "tieu chi",
    "ket qua",
    "ten ",
    "danh muc",
    "thuc hien",
    "ke hoach",
    "nhiem vu",
    "tong so",
    "ty le",
];
/// The beginnings of column labels that give away a list of documents, as match keys.
const DOCUMENT_WORDS: [&str; 9] = [
    "ten van ban",
    "ten loai",
    "so, ky hieu",
    "so ky hieu",
    "so, ngay",
    "trich yeu",
    "ngay ban hanh",
    "co quan ban hanh",
    "minh chung",
];
/// The most rows that a header may have.
const DEEPEST: u32 = 6;
/// The most characters of a label in a header; longer texts are sentences.
const LONGEST_LABEL: usize = 160;
/// The most rows between two tables that count as the heading of the second.
const LONGEST_HEADING: u32 = 12;

/// The most rows of such a heading, if the table above it has no codes.
const LONGEST_WITHOUT_CODES: u32 = 3;

/// A table on a sheet.
#[derive(Clone, Debug)]
pub(super) struct BlankTable {
    /// The first row of the heading above it.
    pub above: u32,
    /// The first row of its header.
    pub top: u32,
    /// The first row below header and column numbers.
    pub body: u32,
    /// The last row that can be one of its lines.
    pub end: u32,
    /// The row of column numbers, if it has one.
    pub numbers: Option<u32>,
    /// The columns, each with its sheet column and its path of labels.
    pub columns: Vec<(u32, Vec<String>)>,
    /// The indices of columns without a label on the sheet.
    pub unlabelled: Vec<usize>,
}

impl BlankTable {
    /// The tables of a sheet from top to bottom. A repeated header, as on the next page, begins no new table.
    pub fn find_all(sheet: &Sheet) -> Vec<Self> {
        let Some(last_row) = sheet.last_row() else { return Vec::new() };
        let keyed = KeyedSheet::new(sheet);
        let mut tables: Vec<Self> = Vec::new();
        for corner in Self::corners(&keyed, last_row) {
            if tables.last().is_some_and(|table| corner < table.body) {
                continue;
            }
            let Some(mut table) = Self::at(&keyed, corner) else { continue };
            if let Some(previous) = tables.last_mut() {
                let above = previous.end_above(sheet, table.top);
                if table.labels() == previous.labels() && above == table.top {
                    continue;
                }
                previous.end = above.saturating_sub(1);
                table.above = above;
            }
            tables.push(Self { end: last_row, ..table });
        }
        tables
    }

    /// The rows that seem to hold headers, from top to bottom.
    fn corners(keyed: &KeyedSheet<'_>, last_row: u32) -> Vec<u32> {
        let is_documents = |row: &u32| count_words(keyed, *row, &DOCUMENT_WORDS) >= 2;
        let is_certain = |row: &u32| {
            keys(keyed, *row).any(|key| CODES.contains(&key)) || count_words(keyed, *row, &HEADER_WORDS) >= 2
        };
        if (0..=last_row).any(|row| is_certain(&row)) {
            return (0..=last_row).filter(|row| is_certain(row) || is_documents(row)).collect();
        }
        // otherwise take the header with the most columns among rows with three texts, one of them a telling label
        let doubtful = (0..=last_row)
            .filter(|row| keys(keyed, *row).count() >= 3 && count_words(keyed, *row, &HEADER_WORDS) >= 1)
            .filter(|row| !is_documents(row));
        let tables = doubtful.filter_map(|row| Some((row, Self::at(keyed, row)?.columns.len())));
        let tables: Vec<(u32, usize)> = tables.collect();
        let best = tables.iter().rev().max_by_key(|(_, columns)| *columns);
        let best = best.map(|(row, _)| *row).or_else(|| by_labels::header(keyed, last_row));
        let documents = (0..=last_row).filter(is_documents).filter(|row| best.is_none_or(|best| *row > best));
        best.into_iter().chain(documents).collect()
    }

    /// The table whose header has its corner in row `corner`.
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
        // the header goes on as long as nothing stands below its first two labels
        while merged == corner
            && last < top + DEEPEST
            && keys(keyed, last + 1).count() > 0
            // a text further to the left is the label of a line
            && sheet.row(last + 1).all(|(at, _)| first_two.first().is_none_or(|first| at.column >= *first))
            && first_two.iter().all(|&column| sheet.covering_text(At { row: last + 1, column }).is_empty())
            && !by_labels::is_line(keyed, last + 1, first_two.first().copied())
        {
            last += 1;
        }
        let depth = last - top + 1;
        let mut columns: Vec<(u32, Vec<String>)> = label_cells(keyed, top, depth, true)
            .into_iter()
            .map(|(column, path)| (column, path.iter().map(|at| one_line(&sheet.text(*at))).collect()))
            .collect();
        add_years(sheet, top, last, &mut columns);
        // columns without a label have numbers, too
        let numbers = (columns.len()..columns.len() + 3)
            .any(|count| column_numbers::are_in(sheet, last + 1, count))
            .then_some(last + 1);
        let body = last + 1 + u32::from(numbers.is_some());
        let end = sheet.last_row()?;
        let mut table = Self { above: 0, top, body, end, numbers, columns, unlabelled: Vec::new() };
        by_labels::add_unlabelled(keyed, &mut table);
        (table.columns.len() >= 2).then_some(table)
    }

    /// The row in which the next table's heading begins: the row below this table's last line.
    fn end_above(&self, sheet: &Sheet, top: u32) -> u32 {
        let code_at = self.columns.iter().find(|(_, path)| is_of_codes(path)).map(|(column, _)| *column);
        let first_at = self.columns.first().map_or(0, |(column, _)| *column);
        let earliest = self.body.max(top.saturating_sub(LONGEST_HEADING));
        let mut above = top;
        while above > earliest {
            let row = above - 1;
            let cells: Vec<(At, String)> = sheet
                .row(row)
                .map(|(at, _)| (at, one_line(&sheet.text(at))))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            let has_code = cells.iter().any(|(at, text)| {
                code_at.is_none_or(|column| column == at.column)
                    && text.split(' ').next().is_some_and(|word| row_codes::depth(word).is_some())
            });
            // a line without a code has its text in the label column, while a heading begins further left
            let is_line = match code_at {
                Some(_) => cells.iter().all(|(at, _)| at.column > first_at),
                // without codes, a unit beside the text tells a line, and a blank row ends the heading
                None => cells.len() > 1 || top - row > LONGEST_WITHOUT_CODES,
            };
            if code_at.is_none() && cells.is_empty() && above < top {
                break;
            }
            // “II. KẾT QUẢ SỐ HÓA” right above a header is its title, not a line of the table before
            let is_title = matches!(cells.as_slice(), [(_, text)] if is_section(text));
            if !cells.is_empty() && !is_title && (has_code || is_line || cells.len() > 3) {
                break;
            }
            above = row;
        }
        // blank rows alone are no heading
        if (above..top).all(|row| sheet.row(row).all(|(at, _)| sheet.text(at).trim().is_empty())) {
            top
        } else {
            above
        }
    }

    fn labels(&self) -> Vec<&Vec<String>> {
        self.columns.iter().map(|(_, path)| path).collect()
    }

    /// Whether a row repeats the header, as on the next page, or its column numbers.
    pub fn is_repeated(&self, sheet: &Sheet, row: u32) -> bool {
        column_numbers::are_in(sheet, row, self.columns.len())
            || self.columns.iter().enumerate().all(|(index, (column, path))| {
                let text = one_line(&sheet.covering_text(At { row, column: *column }));
                if self.unlabelled.contains(&index) { text.is_empty() } else { path.contains(&text) }
            })
    }
}

/// Adds years that stand as numbers in the header to the labels of their columns.
fn add_years(sheet: &Sheet, top: u32, last: u32, columns: &mut Vec<(u32, Vec<String>)>) {
    for row in top..=last {
        for (at, cell) in sheet.row(row) {
            let Content::Number(number) = &cell.content else { continue };
            let year = number.to_u32().filter(|year| (1990..2100).contains(year) && number.is_integer());
            let Some(year) = year else { continue };
            match columns.iter_mut().find(|(column, _)| *column == at.column) {
                Some((_, path)) => path.push(year.to_string()),
                None => columns.push((at.column, vec![year.to_string()])),
            }
        }
    }
    columns.sort_by_key(|(column, _)| *column);
}

/// Whether a text is the title of a section: “II. Kết quả”, “B. NHÂN SỰ”.
fn is_section(text: &str) -> bool {
    let (code, title) = text.split_once(' ').unwrap_or((text, ""));
    row_codes::depth(code).is_some_and(|depth| depth <= 1) && !title.is_empty()
}

/// Whether a column's label says that it holds codes.
fn is_of_codes(path: &[String]) -> bool {
    path.last().is_some_and(|label| CODES.contains(&phuluc_form::match_key(label).as_str()))
}

/// The number of cells in a row with a label that begins like one of these. It is 0 for a row that begins with a code
/// or holds a sentence.
fn count_words(keyed: &KeyedSheet<'_>, row: u32, words: &[&str]) -> usize {
    let begins_with_code =
        keyed.sheet.row(row).map(|(at, _)| keyed.sheet.text(at)).find(|text| !text.is_empty());
    let begins_with_code = begins_with_code.is_some_and(|text| row_codes::depth(text.trim()).is_some());
    if begins_with_code || keys(keyed, row).any(|key| key.chars().count() > LONGEST_LABEL) {
        return 0;
    }
    keys(keyed, row).filter(|key| words.iter().any(|word| key.starts_with(word.trim_end()))).count()
}

/// The match keys of the texts in a row.
fn keys<'p>(keyed: &'p KeyedSheet<'_>, row: u32) -> impl Iterator<Item = &'p str> {
    keyed.sheet.row(row).map(|(at, _)| keyed.key(at)).filter(|key| !key.is_empty())
}
