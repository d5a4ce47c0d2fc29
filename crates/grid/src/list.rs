//! Lists that people keep in Excel (units, register, decisions): their columns by name, a list as it
//! is read ([`ListOnSheet`]), and a list as data to be written ([`List`]).
//!
//! The columns of a list stand once, in a call of [`list_columns!`](crate::list_columns), in the order
//! in which they are written. Who reads or writes a cell names its column.

mod delimited;
mod on_sheet;
mod problem;
mod value;

pub use delimited::delimited;
pub use on_sheet::{Line, ListOnSheet};
pub use problem::{Aside, Flaw, ListNotice, ListNotices, ListProblem, ListProblems};
pub use value::CellValue;

/// The heading of a column.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// What it says.
    pub label: &'static str,
    /// The width of the column in characters, when it is written.
    pub width: u32,
    /// Whether a list without it is no such list.
    pub required: bool,
}

/// The columns of one list: an enum that [`list_columns!`](crate::list_columns) makes.
pub trait Column: Copy + 'static {
    /// All of them, from left to right.
    const ALL: &'static [Self];

    /// The column's heading.
    fn head(self) -> Head;

    /// The column's place from the left, from 0.
    fn index(self) -> usize;

    /// The column's place from the left, as the writer of workbooks counts.
    fn number(self) -> u16 {
        u16::try_from(self.index()).unwrap_or(u16::MAX)
    }
}

/// Makes an enum of the columns of a list: name, heading, width in characters, and `required` where a
/// list without the column is no such list.
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
    /// What its keeper should know, a line each.
    pub remarks: Vec<String>,
    /// Its columns: label and width.
    pub heads: Vec<(String, u32)>,
    /// Its lines.
    pub lines: Vec<Vec<CellValue>>,
    /// The words that a column admits, by the column's place from the left; the cell offers them.
    pub choices: Vec<(u16, Vec<String>)>,
    /// Whether people fill in further lines.
    pub open: bool,
    /// Whether only programs see it.
    pub hidden: bool,
}

impl List {
    /// The columns of a list that is read again, and those that staff added to it.
    pub fn heads_of<C: Column>(extra: &[String]) -> Vec<(String, u32)> {
        let own = C::ALL.iter().map(|column| (column.head().label.to_owned(), column.head().width));
        own.chain(extra.iter().map(|label| (label.clone(), 24))).collect()
    }

    /// The words that a column admits, which its cells offer.
    pub fn choice<const N: usize>(column: impl Column, words: [&str; N]) -> (u16, Vec<String>) {
        (column.number(), words.map(str::to_owned).to_vec())
    }
}

/// A line to be written: what stands in each column, and behind them in those that staff added.
pub fn line_of<C: Column>(value: impl Fn(C) -> CellValue, extra: &[String]) -> Vec<CellValue> {
    let own = C::ALL.iter().map(|column| value(*column));
    own.chain(extra.iter().map(|text| text.as_str().into())).collect()
}
