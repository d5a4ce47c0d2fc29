//! A sheet as a grid of cells that are not empty.

use super::cell_address::At;
use super::day_number;
use super::formula::Formula;
use super::hidden::Hidden;
use super::marks::Marks;
use super::number;
use super::number_format::NumberFormat;
use super::text::Text;
use phuluc_form::Encoding;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::mem;
use std::sync::Arc;

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it shows a number.
    pub format: NumberFormat,
    /// The formula that put it there.
    pub formula: Option<Formula>,
    /// What is struck through, raised or lowered in it.
    pub marks: Marks,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Text, as typed.
    Text(Text),
    /// A number: what was typed, or all digits of what a formula gives (0.30000000000000004). Who compares results
    /// rounds them once, to what the cell shows or to 15 digits.
    Number(Decimal),
    /// A date, as Excel's day number.
    Date(Decimal),
    /// True or false, or a number beyond what a report holds.
    Other(String),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula without a result.
    NotCalculated,
}

/// A sheet: its name and its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name, as typed.
    pub name: String,
    /// Whether people can see it.
    pub visible: bool,
    /// The encoding of text in fonts from before Unicode, if there is any. The cells hold it as Unicode.
    pub encoding: Encoding,
    /// In their order.
    pub(super) cells: Vec<(At, Cell)>,
    pub(super) merges: Vec<(At, At)>,
    pub(super) hidden: Hidden,
    pub(super) left_out: Option<LeftOut>,
}

/// Why a sheet of a workbook has no cells here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOut {
    /// It is a chart.
    Chart,
    /// It is a dialog box of old programs.
    Dialog,
    /// It holds macros of Excel 4.
    Macro,
    /// It holds a program in Visual Basic.
    Module,
    /// It is of a kind that nobody knows.
    Unknown,
    /// It is named in the list of sheets, and is not in the file.
    Missing,
}

impl LeftOut {
    /// Why a sheet of this kind, as packages name it, has no cells; `None` if it is a sheet of cells.
    pub(super) fn of_kind(kind: &str) -> Option<Self> {
        Some(match kind {
            "worksheet" => return None,
            "chartsheet" => Self::Chart,
            "dialogsheet" => Self::Dialog,
            "xlMacrosheet" | "xlIntlMacrosheet" => Self::Macro,
            _ => Self::Unknown,
        })
    }
}

impl Cell {
    /// A cell without format or formula.
    pub const fn plain(content: Content) -> Self {
        Self { content, format: NumberFormat::GENERAL, formula: None, marks: Marks::NONE }
    }

    /// What stands in it, as text.
    pub fn shown(&self) -> Cow<'_, str> {
        Cow::Owned(match &self.content {
            Content::Text(text) => return Cow::Borrowed(text),
            Content::Other(text) | Content::Error(text) => return Cow::Borrowed(text),
            Content::NotCalculated => return Cow::Borrowed(""),
            Content::Number(value) if self.format.is_percent(*value) => match phuluc_form::as_percent(*value)
            {
                Ok(percent) => format!("{percent}%"),
                Err(_) => value.to_string(),
            },
            // as Excel does, which shows no more digits
            Content::Number(value) => phuluc_form::plain(number::significant(*value)),
            Content::Date(day) => day_number::shown(*day).unwrap_or_else(|| day.normalize().to_string()),
        })
    }

    /// Whether it shows its number times 100 with a `%`.
    pub fn is_percent(&self) -> bool {
        matches!(self.content, Content::Number(value) if self.format.is_percent(value))
    }

    /// The same, tidied.
    pub fn tidy(&self) -> Cow<'_, str> {
        match &self.content {
            Content::Text(text) => Cow::Borrowed(text.tidy()),
            _ => Cow::Owned(phuluc_form::tidy(&self.shown())),
        }
    }

    /// The same, tidied, without what is struck through or raised in it: “Tổng số¹” with a raised 1 is “Tổng số”.
    pub fn label(&self) -> Cow<'_, str> {
        match self.label_text() {
            Some(label) => Cow::Borrowed(label.tidy()),
            None => self.tidy(),
        }
    }

    /// Its text as a label, if it holds text. Labels are compared by this.
    pub fn label_text(&self) -> Option<&Text> {
        match &self.content {
            Content::Text(text) => Some(self.marks.label().unwrap_or(text)),
            _ => None,
        }
    }

    /// The same as a text of its own.
    pub fn as_text(&self) -> Text {
        match &self.content {
            Content::Text(text) => text.clone(),
            _ => (*self.shown()).into(),
        }
    }

    /// Whether nothing can be seen in it.
    pub fn is_empty(&self) -> bool {
        match &self.content {
            Content::Text(text) => text.tidy().is_empty(),
            Content::Number(_) | Content::Date(_) => false,
            Content::Other(_) | Content::Error(_) | Content::NotCalculated => self.tidy().is_empty(),
        }
    }
}

impl Sheet {
    /// A sheet of the given cells, for tests and for what is made in memory.
    pub fn new(name: &str, cells: impl IntoIterator<Item = (At, Cell)>) -> Self {
        let sheet = Self { name: name.to_owned(), visible: true, ..Self::default() };
        sheet.with(cells)
    }

    /// The same sheet with some cells put over its own.
    #[must_use]
    pub fn with(mut self, cells: impl IntoIterator<Item = (At, Cell)>) -> Self {
        self.cells.extend(cells);
        self.cells.sort_by_key(|(at, _)| *at);
        // of several in one place the last one counts
        self.cells.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                mem::swap(later, earlier);
            }
            is_same
        });
        self
    }

    /// The same sheet with merged ranges.
    #[must_use]
    pub fn merged(mut self, ranges: impl IntoIterator<Item = (At, At)>) -> Self {
        self.merges.extend(ranges);
        self
    }

    /// The same sheet with rows and columns that are not shown.
    #[must_use]
    pub fn hiding(mut self, hidden: Hidden) -> Self {
        self.hidden = hidden;
        self
    }

    /// Its rows and columns that are not shown.
    pub const fn hidden(&self) -> &Hidden {
        &self.hidden
    }

    /// Why it has no cells, if it is no sheet of cells or is not in the file.
    pub const fn left_out(&self) -> Option<LeftOut> {
        self.left_out
    }

    /// The same sheet, named in the list of sheets and left out.
    #[must_use]
    pub const fn without_cells(mut self, why: LeftOut) -> Self {
        self.left_out = Some(why);
        self
    }

    /// Whether another cell of its merged range is shown in the place of this one.
    pub fn is_under_merge(&self, at: At) -> bool {
        self.covering(at) != at
    }

    /// The cell there, unless it is empty.
    pub fn get(&self, at: At) -> Option<&Cell> {
        self.cells.binary_search_by_key(&at, |(at, _)| *at).ok().map(|index| &self.cells[index].1)
    }

    /// The text there, tidied; empty if the cell is.
    pub fn text(&self, at: At) -> Cow<'_, str> {
        self.get(at).map(Cell::tidy).unwrap_or_default()
    }

    /// What the label there is compared by.
    pub fn key(&self, at: At) -> Arc<str> {
        match self.get(at).map(|cell| (cell, cell.label_text())) {
            Some((_, Some(label))) => Arc::clone(label.key()),
            Some((cell, None)) => phuluc_form::match_key(&cell.tidy()).into(),
            None => "".into(),
        }
    }

    /// Whether nothing can be seen there.
    pub fn is_empty(&self, at: At) -> bool {
        self.get(at).is_none_or(Cell::is_empty)
    }

    /// The label there, tidied: its text without what is struck through or raised.
    pub fn label(&self, at: At) -> Cow<'_, str> {
        self.get(at).map(Cell::label).unwrap_or_default()
    }

    /// The text of the merged range that covers the position, or of the cell itself.
    pub fn covering_text(&self, at: At) -> Cow<'_, str> {
        self.text(self.covering(at))
    }

    /// The label of the merged range that covers the position, or of the cell itself.
    pub fn covering_label(&self, at: At) -> Cow<'_, str> {
        self.label(self.covering(at))
    }

    /// The first cell of the merged range that covers the position, or the position itself.
    pub fn covering(&self, at: At) -> At {
        let covers = |(from, to): &&(At, At)| {
            (from.row..=to.row).contains(&at.row) && (from.column..=to.column).contains(&at.column)
        };
        self.merges.iter().find(covers).map_or(at, |(from, _)| *from)
    }

    /// The merged ranges, by first and last cell.
    pub fn merges(&self) -> &[(At, At)] {
        &self.merges
    }

    /// All cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (At, &Cell)> {
        self.cells.iter().map(|(at, cell)| (*at, cell))
    }

    /// The cells of one row.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (At, &Cell)> {
        self.between(At { row, column: 0 }, At { row, column: u32::MAX })
    }

    /// The same, to find several of them.
    pub fn line(&self, row: u32) -> &[(At, Cell)] {
        let from = self.cells.partition_point(|(at, _)| at.row < row);
        let rest = &self.cells[from..];
        let count = rest.iter().take_while(|(at, _)| at.row == row).count();
        &rest[..count]
    }

    /// The cells from one to another, row by row, in whatever column they stand.
    pub fn between(&self, from: At, to: At) -> impl Iterator<Item = (At, &Cell)> {
        let from = self.cells.partition_point(|(at, _)| *at < from);
        self.cells[from..].iter().take_while(move |(at, _)| *at <= to).map(|(at, cell)| (*at, cell))
    }

    /// The last row that is not empty.
    pub fn last_row(&self) -> Option<u32> {
        self.cells.last().map(|(at, _)| at.row)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Content};

    #[test]
    fn a_date_is_shown_as_one() {
        let cell = Cell::plain(Content::Date(46300.into()));
        assert_eq!(cell.shown(), "05/10/2026");
    }
}
