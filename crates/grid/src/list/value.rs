//! The value of a cell in a list that is written: a text, a figure, a state, a link or a formula.

use phuluc_form::number;
use rust_decimal::Decimal;

/// The value to write into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A state in words, where there is no figure: chưa nhập, không phát sinh.
    State(String),
    /// A figure.
    Number(Decimal),
    /// A percentage with two decimals.
    Percent(Decimal),
    /// A text that links to a cell of the same workbook.
    Link(String, String),
    /// A formula with its result, since phones, mail previews and readers show only the result.
    Formula(String, Box<Self>),
}

impl CellValue {
    /// A formula with its result.
    pub fn formula(text: String, result: Self) -> Self {
        Self::Formula(text, Box::new(result))
    }

    /// Its result, as a workbook stores it beside a formula.
    pub fn result(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::State(text) | Self::Link(text, _) => text.clone(),
            Self::Number(value) | Self::Percent(value) => number::plain(*value),
            Self::Formula(_, result) => result.result(),
        }
    }

    /// The text that may need wrapping.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::State(text) | Self::Link(text, _) => text,
            Self::Formula(_, result) => result.text(),
            Self::Empty | Self::Number(_) | Self::Percent(_) => "",
        }
    }
}

/// A text; nothing if it is empty.
impl From<String> for CellValue {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// A text; nothing if it is empty.
impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<usize> for CellValue {
    fn from(number: usize) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for CellValue {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// The value, or an empty cell for `None`.
impl<T: Into<Self>> From<Option<T>> for CellValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
