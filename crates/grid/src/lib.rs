//! Workbooks as grids: the bytes of a file become sheets of non-empty cells.
//!
//! [`read()`] takes the bytes of an `.xlsx`, `.xls`, `.xlsb` or `.ods`, whatever its name. It gives the [`Sheet`]s, or
//! the [`ReadError`] that names what the file is instead. A sheet with two cells at its far corners costs two cells
//! and not its bounding box. Positions count from 0; people see them as `C12` ([`At`]).
//!
//! The content tells the kind of a file ([`FileKind`]). A workbook locked with Excel's default password is unlocked
//! first ([`unlocked()`]). A package is inspected before anything is taken from it ([`package`]). An `.xlsx` has a
//! reader of its own, which goes over each part once and refuses what it does not know. In the other formats a survey
//! notes where non-empty cells stand and how they look. Then calamine delivers their values, which must stand exactly
//! where the survey saw cells. So a file is read completely or not at all.
//!
//! On top of the grid stand the lists that people keep in Excel ([`list`]), the hidden sheet that says who a workbook
//! was made for ([`Identity`]), and the recalculation of senders' formulas ([`Recalculator`]).
//!
//! This is the only crate that knows calamine, zip and XML. It never touches a disk.

mod appearance;
mod cell_address;
mod cell_values;
mod colour;
mod comment;
mod compound_file;
mod day_number;
pub mod file_kind;
mod flat_ods;
mod formula;
mod hidden;
pub mod identity;
mod legacy_text;
mod limits;
pub mod list;
mod marks;
mod number;
mod number_format;
pub mod package;
mod plain_text;
mod plain_xlsb;
mod read;
mod read_error;
mod reader_cache;
mod recalculate;
mod sheet;
pub mod sheet_layout;
mod survey;
mod text;
mod unlocked;
mod utf16;
mod xlsx;
mod xml_events;
mod xml_text;

pub use appearance::{Appearance, CellAppearance, Colour, MOST_COLUMNS, MOST_ROWS, Side};
pub use cell_address::{At, NoSuchCell};
pub use comment::{Comment, OUR_COMMENTS, OUR_SIGN};
pub use day_number::DAYS_TO_1904;
pub use file_kind::FileKind;
pub use formula::Formula;
pub use hidden::Hidden;
pub use identity::{AIDS, Identity, RETURN_SHEET, SHEET, WORKINGS};
pub use limits::{MAX_BYTES, MAX_CELLS, MAX_SHEETS};
pub use list::{
    Aside, CellValue, Column, Flaw, Head, List, ListLine, ListNotice, ListNotices, ListOnSheet, ListProblem,
    ListProblems, RepeatedLine, StatedUnits, UnreadSheet, delimited,
};
pub use marks::{Marks, Position, Run};
pub use number_format::{NumberFormat, Shown};
pub use plain_text::plain_text;
pub use read::{inflated_size, inspect, read, read_with};
pub use read_error::{Foreign, Malformed, ReadError};
pub use reader_cache::ReaderCache;
pub use recalculate::{NothingOf, Recalculator};
pub use sheet::{Cell, Content, LeftOut, Sheet};
pub use sheet_layout::{HEADING_ROWS, SheetLayout};
pub use text::Text;
pub use unlocked::unlocked;
