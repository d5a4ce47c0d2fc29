//! A sheet with the match keys, label paths and lines that every form is compared with, each worked out once.

use super::label_paths;
use super::open_words::{SignedLine, is_dated, says_signature};
use super::sheet_line::SheetLine;
use phuluc_grid::{At, Sheet, Text};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// The label paths of a header: each sheet column with its labels from the top.
type LabelPaths<'s> = Rc<Vec<(u32, Vec<&'s str>)>>;

/// The position of a table's lines: the first row, the code column and the label column.
type TablePosition = (u32, Option<u32>, u32);

/// The last row in which a table may begin.
pub(super) const DEEPEST_HEADER: u32 = 2_000;

/// A sheet with its keys, paths and lines.
pub struct KeyedSheet<'s> {
    /// The sheet.
    pub sheet: &'s Sheet,
    /// The texts that have a match key, in their order, without what is struck through or raised.
    texts: Vec<(At, &'s Text)>,
    /// The label paths by first row and depth, as far as they were asked for.
    paths: RefCell<BTreeMap<(u32, u32), LabelPaths<'s>>>,
    /// The lines by table position, as far as they were asked for.
    lines: RefCell<BTreeMap<TablePosition, Rc<Vec<SheetLine>>>>,
    /// The rows that hold nothing but signatures or a date, once asked for.
    feet: OnceCell<BTreeSet<u32>>,
}

impl<'s> KeyedSheet<'s> {
    /// Prepares a sheet.
    pub fn new(sheet: &'s Sheet) -> Self {
        let texts = sheet.cells().filter_map(|(at, cell)| Some((at, cell.label_text()?)));
        let texts = texts.filter(|(_, text)| !text.key().is_empty());
        Self {
            sheet,
            texts: texts.collect(),
            paths: RefCell::default(),
            lines: RefCell::default(),
            feet: OnceCell::new(),
        }
    }

    /// The key of the text at a position; empty if there is none.
    pub fn key(&self, at: At) -> &'s str {
        let found = self.texts.binary_search_by_key(&at, |(at, _)| *at);
        found.map_or("", |index| self.texts[index].1.key())
    }

    /// The key of the merged range that covers a position, or of the cell itself.
    pub(crate) fn covering_key(&self, at: At) -> &str {
        self.key(self.sheet.covering(at))
    }

    /// The label paths of a header, as if it stood as printed.
    pub fn paths(&self, top: u32, depth: u32) -> LabelPaths<'s> {
        let mut asked = self.paths.borrow_mut();
        let paths =
            asked.entry((top, depth)).or_insert_with(|| Rc::new(label_paths::paths(self, top, depth, false)));
        Rc::clone(paths)
    }

    /// The lines of a table with this position. Several forms share them.
    pub(super) fn lines(
        &self,
        body: u32,
        code_at: Option<u32>,
        label_at: u32,
        read: impl FnOnce() -> Vec<SheetLine>,
    ) -> Rc<Vec<SheetLine>> {
        let mut asked = self.lines.borrow_mut();
        Rc::clone(asked.entry((body, code_at, label_at)).or_insert_with(|| Rc::new(read())))
    }

    /// Whether a column holds anything in some rows.
    pub fn is_used(&self, column: u32, mut rows: Range<u32>) -> bool {
        rows.any(|row| !self.sheet.is_empty(At { row, column }))
    }

    /// The rows that hold nothing but signatures or a date.
    pub fn feet(&self) -> &BTreeSet<u32> {
        self.feet.get_or_init(|| {
            let is_word = |key: &str| says_signature(key) || is_dated(key);
            let rows = self.texts.iter().filter(|(_, text)| is_word(text.key())).map(|(at, _)| at.row);
            let rows: BTreeSet<u32> = rows.collect();
            let signed = |row: &u32| {
                let texts = self.sheet.row(*row).map(|(at, _)| self.sheet.text(at));
                let texts: Vec<_> = texts.collect();
                let line = SignedLine::of(texts.iter().map(|text| &**text), true);
                matches!(line, SignedLine::Date | SignedLine::Signature)
            };
            rows.into_iter().filter(signed).collect()
        })
    }

    /// The texts that have a match key, in their order.
    pub fn texts(&self) -> impl Iterator<Item = (At, &'s Text)> {
        self.texts.iter().copied()
    }
}
