//! The entries of a row: what the sheet holds in each of the form's columns.
//!
//! A round has thousands of rows for each unit, and most of their places are empty. So a row keeps only what was
//! written, and knows only the position of every other place.

use crate::answer::Answer;
use phuluc_form::number;
use phuluc_grid::{At, Cell, Content, Text};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::sync::Arc;

/// The entries of one row, one for each of the form's columns.
#[derive(Clone, Debug)]
pub struct Entries {
    /// The row on the sheet, if it is present.
    line: Option<u32>,
    /// The column on the sheet of each of the form's columns.
    columns: Arc<Vec<Option<u32>>>,
    /// The entries that hold something or stand elsewhere, by column.
    written: Vec<WrittenEntry>,
}

/// The entry at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'e> {
    /// The answer; blank in columns that hold none.
    pub answer: &'e Answer,
    /// The cell, if the sheet has one for the place.
    pub at: Option<At>,
    /// Whether a formula gives what the cell holds.
    pub is_formula: bool,
    /// The text that the cell shows, if the answer does not tell it.
    shown: Option<&'e str>,
}

/// An entry to be put into a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenEntry {
    answer: Answer,
    /// The text that the cell shows, if it differs from what the answer tells. Most cells show exactly their answer.
    shown: Option<Text>,
    at: Option<At>,
    /// The column of the form, set when the entry is put into a row.
    column: u16,
    is_formula: bool,
}

impl Entries {
    /// A row of a sheet without entries.
    pub const fn blank(line: Option<u32>, columns: Arc<Vec<Option<u32>>>) -> Self {
        Self { line, columns, written: Vec::new() }
    }

    /// A row with this number of columns that is on no sheet.
    pub fn absent(columns: usize) -> Self {
        Self::blank(None, Arc::new(vec![None; columns]))
    }

    /// The entry in a column of the form.
    pub fn get(&self, column: usize) -> Entry<'_> {
        match self.position(column) {
            Ok(index) => self.written[index].entry(),
            Err(_) => {
                Entry { answer: &Answer::Blank, at: self.place(column), is_formula: false, shown: None }
            }
        }
    }

    /// The entries of all columns of the form.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator {
        (0..self.columns.len()).map(|column| self.get(column))
    }

    /// The entries that hold something, by column. Every other one is blank, and stands where its row and column do.
    pub fn written(&self) -> impl Iterator<Item = (usize, Entry<'_>)> {
        self.written.iter().map(|written| (written.column.into(), written.entry()))
    }

    /// Puts an entry into a column of the form.
    pub fn put(&mut self, column: usize, written: WrittenEntry) {
        let entry = written.entry();
        let is_nothing = *entry.answer == Answer::Blank && entry.shown.is_none();
        let is_bare = is_nothing && entry.at == self.place(column);
        let written = WrittenEntry { column: short(column), ..written };
        match (self.position(column), is_bare) {
            (Ok(index), true) => {
                self.written.remove(index);
            }
            (Ok(index), false) => self.written[index] = written,
            (Err(_), true) => {}
            (Err(index), false) => self.written.insert(index, written),
        }
    }

    /// Replaces the answer in a column of the form and keeps the rest of the entry.
    pub fn answer(&mut self, column: usize, answer: Answer) {
        let entry = self.get(column);
        let is_formula = entry.is_formula;
        let written = WrittenEntry::new(answer, &entry.raw(), entry.at);
        self.put(column, WrittenEntry { is_formula, ..written });
    }

    /// Begins a new row with the same columns.
    pub(crate) fn begin(&mut self, line: Option<u32>) {
        self.line = line;
        self.written.clear();
    }

    /// Takes the finished row, in no more memory than it needs. The buffer serves for the next row.
    pub(crate) fn take(&mut self) -> Self {
        let mut written = Vec::with_capacity(self.written.len());
        written.append(&mut self.written);
        Self { line: self.line, columns: Arc::clone(&self.columns), written }
    }

    /// Releases memory that was reserved for further entries.
    pub fn shrink(&mut self) {
        self.written.shrink_to_fit();
    }

    fn place(&self, column: usize) -> Option<At> {
        Some(At { row: self.line?, column: (*self.columns.get(column)?)? })
    }

    fn position(&self, column: usize) -> Result<usize, usize> {
        self.written.binary_search_by_key(&column, |written| written.column.into())
    }
}

impl<'e> Entry<'e> {
    /// The text that the cell shows.
    pub fn raw(&self) -> Cow<'e, str> {
        self.shown.map_or_else(|| said(self.answer), Cow::Borrowed)
    }

    /// The figure, if the answer is one.
    pub fn value(&self) -> Option<Decimal> {
        self.answer.figure().map(|figure| figure.value)
    }
}

impl WrittenEntry {
    /// A blank entry without a cell.
    pub fn absent() -> Self {
        Self { answer: Answer::Blank, shown: None, at: None, column: 0, is_formula: false }
    }

    /// An entry with an answer and the text that its cell shows.
    pub fn new(answer: Answer, raw: &str, at: Option<At>) -> Self {
        let said = said(&answer);
        // most places show nothing, and comparing two empty texts is slow on some processors
        let is_said = if raw.is_empty() { said.is_empty() } else { said == raw };
        let shown = (!is_said).then(|| raw.into());
        Self { answer, shown, at, column: 0, is_formula: false }
    }

    /// An entry with an answer that was read from a cell.
    pub fn of_cell(answer: Answer, cell: Option<&Cell>, at: Option<At>) -> Self {
        let is_formula = cell.is_some_and(|cell| cell.formula.is_some());
        let written = match cell {
            Some(cell) if says_all(&answer, cell) => Self { answer, at, ..Self::absent() },
            Some(Cell { content: Content::Text(text), .. }) if !text.is_empty() => {
                Self { answer, shown: Some(text.clone()), at, ..Self::absent() }
            }
            Some(cell) => Self::new(answer, &cell.shown(), at),
            None => Self::new(answer, "", at),
        };
        Self { is_formula, ..written }
    }

    fn entry(&self) -> Entry<'_> {
        Entry { answer: &self.answer, at: self.at, is_formula: self.is_formula, shown: self.shown.as_deref() }
    }
}

/// The number of a column as stored; a sheet has 16,384 columns.
fn short(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Whether an answer alone tells what its cell shows.
fn says_all(answer: &Answer, cell: &Cell) -> bool {
    match (&cell.content, answer) {
        (Content::Text(text), Answer::Text(said)) => text == said,
        // every figure is shown as it is, except for percentages
        (Content::Number(number), Answer::Number(figure)) => {
            !cell.format.is_percent(*number) && figure.value == *number
        }
        _ => false,
    }
}

/// The text that an answer tells by itself.
fn said(answer: &Answer) -> Cow<'_, str> {
    match answer {
        Answer::Number(figure) => Cow::Owned(number::plain(figure.value)),
        Answer::Text(text) => Cow::Borrowed(text),
        Answer::Nil | Answer::Blank | Answer::Unreadable(_) => Cow::Borrowed(""),
    }
}

#[cfg(test)]
mod tests {
    use super::{Entries, WrittenEntry};
    use crate::answer::Answer;
    use phuluc_grid::At;
    use std::sync::Arc;

    #[test]
    fn every_place_says_where_it_is_and_only_what_was_written_is_kept() {
        let mut entries = Entries::blank(Some(9), Arc::new(vec![Some(0), Some(3), None]));
        let (there, elsewhere) = (At { row: 9, column: 3 }, At { row: 4, column: 3 });
        assert_eq!(entries.get(1).at, Some(there));
        assert_eq!(entries.get(2).at, None);
        let written = |raw: &str, at| WrittenEntry::new(Answer::Blank, raw, at);
        entries.put(1, written("chưa rõ", Some(there)));
        assert_eq!((entries.get(1).raw(), entries.written.len()), ("chưa rõ".into(), 1));
        entries.answer(1, Answer::Nil);
        assert_eq!((entries.get(1).answer, entries.get(1).raw()), (&Answer::Nil, "chưa rõ".into()));
        entries.put(1, written("", Some(there)));
        assert_eq!((entries.get(1).raw(), entries.written.len()), ("".into(), 0));
        // a blank keeps its position if it stands elsewhere
        entries.put(1, written("", Some(elsewhere)));
        assert_eq!((entries.get(1).at, entries.iter().count()), (Some(elsewhere), 3));
        entries.put(1, written("", Some(there)));
        assert_eq!((entries.get(1).at, entries.written.len()), (Some(there), 0));
    }
}
