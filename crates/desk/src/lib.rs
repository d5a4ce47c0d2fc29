//! The desk: every job with files and rounds, without a disk, a process or a clock.
//!
//! The bytes of one file become a report on it ([`report`]). A round is opened over a [`Folder`]
//! ([`OpenRound::open`]). Files that came are received ([`receive()`]) and decided on ([`decide()`]); the round is
//! consolidated ([`OpenRound::consolidation`]), closed ([`close()`]) and verified ([`verify`]). The caller lends
//! [`Tools`]: the forms, a reader of untrusted bytes, and workers.

mod assign;
mod begin;
mod close;
mod decide;
mod earlier_reports;
mod error;
mod folder;
mod hand_out;
mod journal;
mod look;
mod members;
mod memory;
mod one_file;
mod open_round;
mod out_of_order;
mod outdated;
mod packs;
mod receive;
mod result_files;
mod send_back;
mod tools;
mod untouched;
mod when;

pub use assign::assign;
pub use begin::{Begun, NewRound, WantedPeriod, begin, refuse_round};
pub use close::{Closing, close, record, verify};
pub use decide::{Decided, Request, RulingWanted, decide, figure};
pub use error::{Error, system};
pub use folder::{Expected, Folder, FolderOrFile, Lock, is_put_by_people, is_workbook};
pub use hand_out::HandedOut;
pub use journal::{Change, Journal};
pub use members::Paths;
pub use memory::Memory;
pub use one_file::{Context, FileContent, Sender, report};
pub use open_round::{
    CONSOLIDATED, HANDED_OUT, OpenRound, RECEIVED, RETURNED, list_sheets, read_earlier_round, sheets,
};
pub use out_of_order::OutOfOrder;
pub use packs::{PACKS, is_of_mac, other_packs, texts_of_archive};
pub use receive::{AllReceived, Delivery, ReceiptFacts, holds_no_figures, receive};
pub use result_files::{ResultFile, WORKBOOK, of as result_files};
pub use send_back::{DONE, SendBack, SentBack};
pub use tools::{InTurn, Tools, Unwatched, Watch, Workers};
pub use when::{StatedOrNow, moment};

use phuluc_round::manifest;

/// Locks the folder of a round against other writers, unless the round is closed.
fn lock(folder: &dyn Folder) -> Result<Box<dyn Lock + '_>, Error> {
    refuse_closed(folder)?;
    folder.lock()
}

/// Refuses a round that is closed: nothing is written into its folder any more.
///
/// # Errors
/// If it is closed.
pub fn refuse_closed(folder: &dyn Folder) -> Result<(), Error> {
    if folder.exists(manifest::FILE) { Err(Error::Closed(folder.shown(manifest::FILE))) } else { Ok(()) }
}
