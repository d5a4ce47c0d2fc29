//! A sheet as a grid of its non-empty cells: contents, formats, formulas, merged ranges and hidden parts.
//!
//! [`Sheet`] and [`Cell`] are what every reader gives. Their methods answer what people see at a position: the text,
//! the label, its match key, and the merged range around it.

use super::appearance::Appearance;
use super::cell_address::At;
use super::comment::Comment;
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

/// A non-empty cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its content.
    pub content: Content,
    /// Its number format.
    pub format: NumberFormat,
    /// Its formula, if it has one.
    pub formula: Option<Formula>,
    /// The marks on its text: struck through, raised or lowered.
    pub marks: Marks,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Text, as typed.
    Text(Text),
    /// A number as typed, or all digits of the result of a formula (0.30000000000000004). Code that compares results
    /// rounds them once, to what the cell shows or to 15 digits.
    Number(Decimal),
    /// A date, as Excel's day number.
    Date(Decimal),
    /// True or false, or a number too large for a report.
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
    /// Whether people see it.
    pub visible: bool,
    /// The encoding of its texts in fonts from before Unicode, if there are any. The cells hold them as Unicode.
    pub encoding: Encoding,
    /// The cells, row by row.
    pub(super) cells: Vec<(At, Cell)>,
    pub(super) merges: Vec<(At, At)>,
    pub(super) hidden: Hidden,
    pub(super) left_out: Option<LeftOut>,
    pub(super) appearance: Appearance,
    /// The cells to which a conditional format may give another look.
    pub(super) may_look_otherwise: Vec<At>,
    /// The comments on its cells, in their order.
    pub(super) comments: Vec<Comment>,
}

/// The reason why a sheet of a workbook has no cells here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOut {
    /// The sheet is a chart.
    Chart,
    /// The sheet is a dialog box of an old program.
    Dialog,
    /// The sheet holds macros of Excel 4.
    Macro,
    /// The sheet holds a program in Visual Basic.
    Module,
    /// The sheet is of an unknown kind.
    Unknown,
    /// The list of sheets names it, but the file does not have it.
    Missing,
}

impl LeftOut {
    /// The reason for a kind of sheet, as packages name it; `None` if it is a sheet of cells.
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

    /// Its content as text.
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
            // as Excel does, which shows at most 15 digits
            Content::Number(value) => phuluc_form::plain(number::significant(*value)),
            Content::Date(day) => day_number::shown(*day).unwrap_or_else(|| day.normalize().to_string()),
        })
    }

    /// Whether it shows its number times 100 with a `%`.
    pub fn is_percent(&self) -> bool {
        matches!(self.content, Content::Number(value) if self.format.is_percent(value))
    }

    /// Its content as tidy text.
    pub fn tidy(&self) -> Cow<'_, str> {
        match &self.content {
            Content::Text(text) => Cow::Borrowed(text.tidy()),
            _ => Cow::Owned(phuluc_form::tidy(&self.shown())),
        }
    }

    /// Its tidy text without what is struck through or raised: “Tổng số¹” with a raised 1 gives “Tổng số”.
    pub fn label(&self) -> Cow<'_, str> {
        match self.label_text() {
            Some(label) => Cow::Borrowed(label.tidy()),
            None => self.tidy(),
        }
    }

    /// Its label, if it holds text. Labels are compared by this.
    pub fn label_text(&self) -> Option<&Text> {
        match &self.content {
            Content::Text(text) => Some(self.marks.label().unwrap_or(text)),
            _ => None,
        }
    }

    /// Its content as a [`Text`].
    pub fn as_text(&self) -> Text {
        match &self.content {
            Content::Text(text) => text.clone(),
            _ => (*self.shown()).into(),
        }
    }

    /// Whether people see nothing in it.
    pub fn is_empty(&self) -> bool {
        match &self.content {
            Content::Text(text) => text.tidy().is_empty(),
            Content::Number(_) | Content::Date(_) => false,
            Content::Other(_) | Content::Error(_) | Content::NotCalculated => self.tidy().is_empty(),
        }
    }
}

impl Sheet {
    /// A sheet with the given cells, for tests and for sheets made in memory.
    pub fn new(name: &str, cells: impl IntoIterator<Item = (At, Cell)>) -> Self {
        let sheet = Self { name: name.to_owned(), visible: true, ..Self::default() };
        sheet.with(cells)
    }

    /// The sheet with some of its cells replaced.
    #[must_use]
    pub fn with(mut self, cells: impl IntoIterator<Item = (At, Cell)>) -> Self {
        self.cells.extend(cells);
        self.cells.sort_by_key(|(at, _)| *at);
        // the last of several cells in one place counts
        self.cells.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                mem::swap(later, earlier);
            }
            is_same
        });
        self
    }

    /// The sheet with merged ranges.
    #[must_use]
    pub fn merged(mut self, ranges: impl IntoIterator<Item = (At, At)>) -> Self {
        self.merges.extend(ranges);
        self
    }

    /// The sheet with hidden rows and columns.
    #[must_use]
    pub fn hiding(mut self, hidden: Hidden) -> Self {
        self.hidden = hidden;
        self
    }

    /// Its hidden rows and columns.
    pub const fn hidden(&self) -> &Hidden {
        &self.hidden
    }

    /// Its appearance, as far as the format of the file tells it.
    pub const fn appearance(&self) -> &Appearance {
        &self.appearance
    }

    /// The cells that a conditional format may hide, strike through or show as another figure, if its condition could
    /// not be told, in order.
    pub fn may_look_otherwise(&self) -> &[At] {
        &self.may_look_otherwise
    }

    /// The comments that people attached to its cells, in the order of the cells, without those by phuluc.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The reason why it has no cells, if it was left out.
    pub const fn left_out(&self) -> Option<LeftOut> {
        self.left_out
    }

    /// The sheet as one that the list of sheets names but that was left out.
    #[must_use]
    pub const fn without_cells(mut self, why: LeftOut) -> Self {
        self.left_out = Some(why);
        self
    }

    /// Whether its merged range shows another cell in the place of this one.
    pub fn is_under_merge(&self, at: At) -> bool {
        self.covering(at) != at
    }

    /// The cell at a position, unless it is empty.
    pub fn get(&self, at: At) -> Option<&Cell> {
        self.cells.binary_search_by_key(&at, |(at, _)| *at).ok().map(|index| &self.cells[index].1)
    }

    /// The tidy text at a position; empty if the cell is.
    pub fn text(&self, at: At) -> Cow<'_, str> {
        self.get(at).map(Cell::tidy).unwrap_or_default()
    }

    /// The match key of the label at a position.
    pub fn key(&self, at: At) -> Arc<str> {
        match self.get(at).map(|cell| (cell, cell.label_text())) {
            Some((_, Some(label))) => Arc::clone(label.key()),
            Some((cell, None)) => phuluc_form::match_key(&cell.tidy()).into(),
            None => "".into(),
        }
    }

    /// Whether people see nothing at a position.
    pub fn is_empty(&self, at: At) -> bool {
        self.get(at).is_none_or(Cell::is_empty)
    }

    /// The tidy label at a position: its text without what is struck through or raised.
    pub fn label(&self, at: At) -> Cow<'_, str> {
        self.get(at).map(Cell::label).unwrap_or_default()
    }

    /// The text of the merged range that covers a position, or of the cell itself.
    pub fn covering_text(&self, at: At) -> Cow<'_, str> {
        self.text(self.covering(at))
    }

    /// The label of the merged range that covers a position, or of the cell itself.
    pub fn covering_label(&self, at: At) -> Cow<'_, str> {
        self.label(self.covering(at))
    }

    /// The first cell of the merged range that covers a position, or the position itself.
    pub fn covering(&self, at: At) -> At {
        let covering = self.merges.iter().find(|(from, to)| {
            (from.row..=to.row).contains(&at.row) && (from.column..=to.column).contains(&at.column)
        });
        covering.map_or(at, |(from, _)| *from)
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

    /// The cells of one row as a slice.
    pub fn line(&self, row: u32) -> &[(At, Cell)] {
        let from = self.cells.partition_point(|(at, _)| at.row < row);
        let rest = &self.cells[from..];
        let count = rest.iter().take_while(|(at, _)| at.row == row).count();
        &rest[..count]
    }

    /// The cells from one to another, row by row, in any column.
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
