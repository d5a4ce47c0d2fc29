//! The screens, for people who never open a terminal.
//!
//! An [`App`] works like a function: it takes a [`Request`], which is a path with fields and files, and gives a
//! [`Response`], which is a page or a file to download. A server or a page in a browser runs it, and turns clicks and
//! dropped files into requests. It has no socket, no thread and no clock.
//!
//! - [`App::handle`] finds the screen: the start, dropped workbooks, one report with its sheet, blanks, the forms
//!   with their rules; over a round also its board, each unit, and what can be done with them.
//! - [`single_file`] puts everything into one file that a browser opens from the disk: frame, style, script, and the
//!   engine itself as WebAssembly.
//! - [`report_file`], [`status_file`] and [`totals_file`] give reports, the board and the totals as a page to mail.
//!
//! Pages are in Vietnamese, as workbooks are. All text of senders is escaped by the template library.

mod app;
mod assets;
mod begin_round;
mod blanks;
mod board;
mod close_round;
mod consolidated;
mod definitions;
mod finding;
mod forms;
mod frame;
mod message;
mod open_files;
mod progress;
mod refusal;
mod report;
mod reports;
mod request;
mod sample;
mod sheet;
mod single_file;
mod start;
mod suggestion_trial;
mod totals;
mod unit;

pub use app::{App, FolderFinder};
pub use assets::asset;
pub use board::status_file;
pub use frame::document;
pub use refusal::Refusal;
pub use report::{ReadReport, report_file};
pub use request::{Request, Response, Upload};
pub use single_file::single_file;
pub use totals::totals_file;
