//! Lists that people keep in Excel, such as units, register and decisions.
//!
//! This file has the columns of a list and the list as data to be written ([`List`]); [`ListOnSheet`] is a list that
//! is read. The columns stand once, in a call of [`list_columns!`](crate::list_columns), in the order in which they
//! are written. Code that reads or writes a cell names its column.

mod delimited;
mod on_sheet;
mod problems_and_notices;
mod value;

pub use delimited::delimited;
pub use on_sheet::{ListLine, ListOnSheet};
pub use problems_and_notices::{
    Aside, Flaw, ListNotice, ListNotices, ListProblem, ListProblems, RepeatedLine, StatedUnits, UnreadSheet,
};
pub use value::CellValue;

/// The heading of a column.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// The label.
    pub label: &'static str,
    /// The width of the column in characters, when it is written.
    pub width: u32,
    /// Whether every such list must have the column.
    pub required: bool,
}

/// The columns of one list: an enum that [`list_columns!`](crate::list_columns) makes.
pub trait Column: Copy + 'static {
    /// All columns, from left to right.
    const ALL: &'static [Self];

    /// The column's heading.
    fn head(self) -> Head;

    /// The column's index from the left, from 0.
    fn index(self) -> usize;

    /// The column's index in the type of the writer of workbooks.
    fn number(self) -> u16 {
        u16::try_from(self.index()).unwrap_or(u16::MAX)
    }
}

/// Makes an enum of the columns of a list: name, heading, width in characters, and `required` where every such list
/// must have the column.
#[macro_export]
macro_rules! list_columns {
    (
        $(#[$about:meta])*
        $visible:vis enum $columns:ident {
            $($column:ident = $label:literal, $width:literal $(, $required:ident)?;)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the heading says what a column holds")]
        $visible enum $columns { $($column,)+ }

        impl $crate::list::Column for $columns {
            const ALL: &'static [Self] = &[$(Self::$column,)+];

            fn head(self) -> $crate::list::Head {
                match self {
                    $(Self::$column => $crate::list::Head {
                        label: $label,
                        width: $width,
                        required: false $(|| stringify!($required) == "required")?,
                    },)+
                }
            }

            fn index(self) -> usize {
                self as usize
            }
        }
    };
}

/// A list to be written.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The name of its sheet.
    pub sheet: String,
    /// Its title.
    pub title: String,
    /// Remarks for its keeper, a line each.
    pub remarks: Vec<String>,
    /// The label and the width of its columns.
    pub heads: Vec<(String, u32)>,
    /// Its lines.
    pub lines: Vec<Vec<CellValue>>,
    /// The words that a column admits, by the column's index. Its cells offer them.
    pub choices: Vec<(u16, Vec<String>)>,
    /// Whether people add lines to it.
    pub open: bool,
    /// Whether its sheet is hidden from people.
    pub hidden: bool,
    /// The office that makes it, if it is a paper with a heading and a signature.
    pub office: Option<String>,
}

impl List {
    /// The labels and widths of a list's columns, and of the columns that staff added.
    pub fn heads_of<C: Column>(extra: &[String]) -> Vec<(String, u32)> {
        let own = C::ALL.iter().map(|column| (column.head().label.to_owned(), column.head().width));
        own.chain(extra.iter().map(|label| (label.clone(), 24))).collect()
    }

    /// The words that a column admits, by the column's index. Its cells offer them.
    pub fn choice<const N: usize>(column: impl Column, words: [&str; N]) -> (u16, Vec<String>) {
        (column.number(), words.map(str::to_owned).to_vec())
    }
}

/// A line to be written: the value of each column, then the columns that staff added.
pub fn line_of<C: Column>(value: impl Fn(C) -> CellValue, extra: &[String]) -> Vec<CellValue> {
    let own = C::ALL.iter().map(|column| value(*column));
    own.chain(extra.iter().map(|text| text.as_str().into())).collect()
}
