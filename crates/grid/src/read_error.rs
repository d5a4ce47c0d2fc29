//! The reasons why a file could not be read: it is something else, or it is damaged or harmful.
//!
//! The sender can act on every reason and is told how. Reasons are plain data, because one process may read a file
//! and another report on it.

use super::cell_address::At;
use super::limits::{MAX_BYTES, MAX_CELLS, MAX_SHEETS};
use serde::{Deserialize, Serialize};

/// A reason why a file could not be read as a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ReadError {
    /// The operating system did not hand the file over; the message is its own.
    #[error("the file cannot be opened: {0}")]
    NotOpened(String),
    /// Somebody saved the file while it was being read.
    #[error("the file changed while it was being read")]
    Changed,
    /// The file has no bytes.
    #[error("the file is empty (0 bytes)")]
    Empty,
    /// The end of the file is missing.
    #[error("only a part of the file is there: its end is missing")]
    CutShort,
    /// The file is larger than any real report; this is its size in bytes.
    #[error("the file has {0} bytes, more than the {MAX_BYTES} that are read")]
    TooLarge(usize),
    /// The workbook opens only with a password.
    #[error("the workbook is locked with a password")]
    Password,
    /// The file is no workbook, whatever its name says.
    #[error("{0}, not a workbook")]
    Foreign(Foreign),
    /// The workbook has more sheets or cells than any real report.
    #[error("more than {MAX_SHEETS} sheets or {MAX_CELLS} cells")]
    TooMuch,
    /// Two sheets have the same name, so that nobody knows which one is meant.
    #[error("two sheets are named {0:?}")]
    TwinSheets(String),
    /// No program that people use writes such a file; somebody may mean harm.
    #[error("put together unlike any workbook that Excel saves: {0}")]
    Malformed(Malformed),
    /// Reading it took more memory or time than any real report takes.
    #[error("reading the file takes more memory or time than any real report does")]
    Exhausting,
    /// The reader lost a cell of the file or changed it.
    #[error("sheet {sheet:?} cannot be read completely: cell {at}")]
    Lost {
        /// The sheet.
        sheet: String,
        /// The first such cell.
        at: At,
    },
    /// The file is damaged; the message says where.
    #[error("damaged: {0}")]
    Damaged(String),
}

/// The kind of a file that is no workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Foreign {
    /// A web page or table, as many programs “export to Excel”.
    #[error("a web page (HTML)")]
    Html,
    /// An Excel 2003 workbook written as XML.
    #[error("an XML file of Excel 2003")]
    Xml2003,
    /// Text or CSV.
    #[error("a text file (CSV)")]
    Text,
    /// A Word document.
    #[error("a Word document")]
    Word,
    /// A presentation.
    #[error("a presentation")]
    Presentation,
    /// A PDF.
    #[error("a PDF")]
    Pdf,
    /// A picture.
    #[error("a picture")]
    Picture,
    /// A `.zip`, `.rar` or `.7z`.
    #[error("an archive (.zip, .rar, .7z)")]
    Archive,
    /// A saved mail.
    #[error("a saved mail")]
    Mail,
    /// A `winmail.dat`, into which Outlook packs attachments.
    #[error("a winmail.dat, into which Outlook packs what is attached to a mail")]
    WinMail,
    /// The lock file that Excel puts beside an open workbook.
    #[error("the lock file of a workbook that was open in Excel")]
    Lock,
    /// A workbook of Excel 4 or older.
    #[error("a workbook of Excel 4 or older")]
    Ancient,
    /// Only zeros, from a failed download or a failing disk.
    #[error("a file of zeros")]
    Zeros,
    /// None of these.
    #[error("of an unknown kind")]
    Unknown,
}

/// A flaw in the structure of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Malformed {
    /// More parts than any real workbook.
    #[error("{0} parts")]
    ManyParts(usize),
    /// The parts inflate to more than any real workbook; this part went over the limit.
    #[error("{0} inflates beyond all measure")]
    Bomb(String),
    /// Two parts have the same name, and programs differ in which one they read.
    #[error("two parts are named {0}")]
    TwinParts(String),
    /// A part declares a document type, which can pull in other files or grow without end.
    #[error("{0} declares a document type")]
    DocType(String),
    /// The text of a cell is longer than any cell can hold; this is its size in bytes.
    #[error("a cell holds {0} bytes of text")]
    LongText(usize),
    /// A cell stands beyond the last one of Excel's grid.
    #[error("there is no cell {0}")]
    OutsideGrid(String),
    /// A cell stands twice.
    #[error("cell {1} of {0} stands twice")]
    TwinCells(String, At),
    /// The figure of a cell is in several pieces of text, and programs differ in which one they read.
    #[error("the figure of cell {1} of {0} is in pieces")]
    Pieces(String, At),
}
