//! A sheet with the keys of its texts, worked out once: they are compared with every form.

use super::align::Line;
use super::{header, numbers};
use crate::grid::{At, Content, Sheet, Text};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The label paths of a header: the sheet column and its labels from the top.
type Paths<'s> = Rc<Vec<(u32, Vec<&'s str>)>>;

/// Where the lines of a table stand: its first row, and its columns of codes and labels.
type Place = (u32, Option<u32>, u32);

/// How far down a sheet a table may begin.
pub(super) const DEEPEST_HEADER: u32 = 2_000;

/// A sheet and its keys.
pub(crate) struct Page<'s> {
    pub sheet: &'s Sheet,
    /// Its texts, in their order.
    texts: Vec<(At, &'s Text)>,
    /// The label paths by first row and depth, as far as they were asked for.
    paths: RefCell<BTreeMap<(u32, u32), Paths<'s>>>,
    /// The lines by first row, column of codes and column of labels, as far as they were asked for.
    lines: RefCell<BTreeMap<Place, Rc<Vec<Line>>>>,
    /// The rows of which it was asked whether they number so many columns, and whether they do.
    numbers: RefCell<BTreeMap<(u32, usize), bool>>,
    /// The columns of which it was asked whether anything stands there from a row on.
    used: RefCell<BTreeSet<(u32, u32)>>,
    /// Whether what was found depends on what is answered in more places than these tell.
    leaning: Cell<bool>,
}

impl<'s> Page<'s> {
    pub fn new(sheet: &'s Sheet) -> Self {
        let texts = sheet.cells().filter_map(|(at, cell)| match &cell.content {
            Content::Text(text) => Some((at, text)),
            _ => None,
        });
        let texts = texts.filter(|(_, text)| !text.key().is_empty());
        Self {
            sheet,
            texts: texts.collect(),
            paths: RefCell::default(),
            lines: RefCell::default(),
            numbers: RefCell::default(),
            used: RefCell::default(),
            leaning: Cell::default(),
        }
    }

    /// The key of the text there; empty if there is none.
    pub fn key(&self, at: At) -> &'s str {
        let found = self.texts.binary_search_by_key(&at, |(at, _)| *at);
        found.map_or("", |index| self.texts[index].1.key())
    }

    /// The key of the merged range that covers the position, or of the cell itself.
    pub fn covering_key(&self, at: At) -> &str {
        self.key(self.sheet.covering(at))
    }

    /// The label paths of a header as it is printed.
    pub fn paths(&self, top: u32, depth: u32) -> Paths<'s> {
        let mut known = self.paths.borrow_mut();
        let paths =
            known.entry((top, depth)).or_insert_with(|| Rc::new(header::paths(self, top, depth, false)));
        Rc::clone(paths)
    }

    /// The lines of a table, by its first row and its columns of codes and labels; several forms have them
    /// in the same places.
    pub(super) fn lines(
        &self,
        body: u32,
        code_at: Option<u32>,
        label_at: u32,
        read: impl FnOnce() -> Vec<Line>,
    ) -> Rc<Vec<Line>> {
        let mut known = self.lines.borrow_mut();
        Rc::clone(known.entry((body, code_at, label_at)).or_insert_with(|| Rc::new(read())))
    }

    /// Whether a row numbers so many columns.
    pub fn numbers(&self, row: u32, columns: usize) -> bool {
        let are = || numbers::are_in(self.sheet, row, columns);
        *self.numbers.borrow_mut().entry((row, columns)).or_insert_with(are)
    }

    /// Whether anything stands in a column from a row on.
    pub fn is_used(&self, column: u32, from: u32) -> bool {
        self.used.borrow_mut().insert((column, from));
        let last = self.sheet.last_row().unwrap_or(from);
        (from..=last).any(|row| !self.sheet.is_empty(At { row, column }))
    }

    /// The columns of which it was asked whether anything stands there, and from which row on.
    pub fn uses_asked(&self) -> Vec<(u32, u32)> {
        self.used.borrow().iter().copied().collect()
    }

    /// Notes that forms are looked for in a way that answers may change.
    pub fn lean_on_answers(&self) {
        self.leaning.set(true);
    }

    /// Whether forms were looked for in such a way.
    pub fn leans_on_answers(&self) -> bool {
        self.leaning.get()
    }

    /// The columns of codes and labels of all lines that were asked for.
    pub fn columns_of_lines(&self) -> BTreeSet<u32> {
        let places = self.lines.borrow();
        places.keys().flat_map(|(_, code_at, label_at)| code_at.iter().copied().chain([*label_at])).collect()
    }

    /// The rows of which it was asked whether they number so many columns, and whether they do.
    pub fn numbers_asked(&self) -> Vec<(u32, usize, bool)> {
        self.numbers.borrow().iter().map(|((row, columns), are)| (*row, *columns, *are)).collect()
    }

    /// Its texts, in their order.
    pub fn texts(&self) -> impl Iterator<Item = (At, &'s Text)> {
        self.texts.iter().copied()
    }
}
