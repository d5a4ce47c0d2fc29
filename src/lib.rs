//! Checks and consolidates the Excel appendices (phụ lục) with which communes in Viet Nam report on administrative
//! reform.
//!
//! This crate is the program. The engine is made of crates of its own, each of which uses only those before it. They
//! are re-exported here from the ground up, so that `phuluc::check` is the crate `phuluc-check`:
//!
//! ```text
//! definition → Form ─┐
//! bytes → Sheet → Submission → derived figures → Checked (findings) → report
//!                     └──────────── Consolidation ──────────────────→ workbook
//! ```
//!
//! Nothing in the engine touches files, clocks, threads or terminals; only the program does. Three kinds of trouble
//! are kept apart: a [`check::Finding`] (the sender's data is wrong), a [`form::Problems`] (a definition is wrong),
//! and an error (the job could not be done).

#[doc(inline)]
pub use phuluc_author as author;
#[doc(inline)]
pub use phuluc_book as book;
#[doc(inline)]
pub use phuluc_check as check;
#[doc(inline)]
pub use phuluc_desk as desk;
#[doc(inline)]
pub use phuluc_form as form;
#[doc(inline)]
pub use phuluc_grid as grid;
#[doc(inline)]
pub use phuluc_page as page;
#[doc(inline)]
pub use phuluc_round as round;
#[doc(inline)]
pub use phuluc_say as say;
