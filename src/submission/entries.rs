//! What stands in the columns of a row.
//!
//! A round has thousands of rows for each unit and most of their places hold nothing: a row keeps what was
//! written, and knows of every other place only where it is.

use crate::answer::Answer;
use crate::grid::At;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What stands in each of the form's columns, in one row.
#[derive(Clone, Debug)]
pub struct Entries {
    /// The row on the sheet, if it is there.
    line: Option<u32>,
    /// The column on the sheet of each of the form's columns.
    columns: Arc<[Option<u32>]>,
    /// What holds something, or stands elsewhere, by column.
    written: Vec<(usize, Written)>,
}

/// What stands at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'e> {
    /// The answer; blank in columns that hold none.
    pub answer: &'e Answer,
    /// What the cell shows.
    pub raw: &'e str,
    /// The cell, if the sheet has one for the place.
    pub at: Option<At>,
}

/// What is put at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub answer: Answer,
    pub raw: Box<str>,
    pub at: Option<At>,
}

impl Entries {
    /// A row of a sheet in which nothing is written yet.
    pub(crate) const fn blank(line: Option<u32>, columns: Arc<[Option<u32>]>) -> Self {
        Self { line, columns, written: Vec::new() }
    }

    /// A row of so many columns that is on no sheet.
    pub(crate) fn absent(columns: usize) -> Self {
        Self::blank(None, vec![None; columns].into())
    }

    /// What stands in a column of the form.
    pub fn get(&self, column: usize) -> Entry<'_> {
        match self.position(column) {
            Ok(index) => self.written[index].1.entry(),
            Err(_) => Entry { answer: &Answer::Blank, raw: "", at: self.place(column) },
        }
    }

    /// What stands in each of the form's columns.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator {
        (0..self.columns.len()).map(|column| self.get(column))
    }

    /// Puts something in a column of the form.
    pub(crate) fn put(&mut self, column: usize, written: Written) {
        let entry = written.entry();
        let is_nothing = *entry.answer == Answer::Blank && entry.raw.is_empty();
        let is_bare = is_nothing && entry.at == self.place(column);
        match (self.position(column), is_bare) {
            (Ok(index), true) => {
                self.written.remove(index);
            }
            (Ok(index), false) => self.written[index].1 = written,
            (Err(_), true) => {}
            (Err(index), false) => self.written.insert(index, (column, written)),
        }
    }

    /// Puts another answer in a column of the form, where the rest stays as it is.
    pub(crate) fn answer(&mut self, column: usize, answer: Answer) {
        let Entry { raw, at, .. } = self.get(column);
        let raw = raw.into();
        self.put(column, Written { answer, raw, at });
    }

    /// Gives back what was taken for what might have come.
    pub(crate) fn shrink(&mut self) {
        self.written.shrink_to_fit();
    }

    fn place(&self, column: usize) -> Option<At> {
        Some(At { row: self.line?, column: (*self.columns.get(column)?)? })
    }

    fn position(&self, column: usize) -> Result<usize, usize> {
        self.written.binary_search_by_key(&column, |(column, _)| *column)
    }
}

impl Entry<'_> {
    /// The figure, if it is one.
    pub fn value(&self) -> Option<Decimal> {
        self.answer.figure().map(|figure| figure.value)
    }
}

impl Written {
    /// Nothing, nowhere.
    pub fn absent() -> Self {
        Self { answer: Answer::Blank, raw: "".into(), at: None }
    }

    fn entry(&self) -> Entry<'_> {
        Entry { answer: &self.answer, raw: &self.raw, at: self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::{Entries, Written};
    use crate::answer::Answer;
    use crate::grid::At;

    #[test]
    fn every_place_says_where_it_is_and_only_what_was_written_is_kept() {
        let mut entries = Entries::blank(Some(9), vec![Some(0), Some(3), None].into());
        let (there, elsewhere) = (At { row: 9, column: 3 }, At { row: 4, column: 3 });
        assert_eq!(entries.get(1).at, Some(there));
        assert_eq!(entries.get(2).at, None);
        let written = |raw: &str, at| Written { answer: Answer::Blank, raw: raw.into(), at };
        entries.put(1, written("chưa rõ", Some(there)));
        assert_eq!((entries.get(1).raw, entries.written.len()), ("chưa rõ", 1));
        entries.answer(1, Answer::Nil);
        assert_eq!((entries.get(1).answer, entries.get(1).raw), (&Answer::Nil, "chưa rõ"));
        entries.put(1, written("", Some(there)));
        assert_eq!((entries.get(1).raw, entries.written.len()), ("", 0));
        // a blank that stands elsewhere is known to do so
        entries.put(1, written("", Some(elsewhere)));
        assert_eq!((entries.get(1).at, entries.iter().count()), (Some(elsewhere), 3));
        entries.put(1, written("", Some(there)));
        assert_eq!((entries.get(1).at, entries.written.len()), (Some(there), 0));
    }
}
