//! Whole workbooks through whole stages: made, read, checked, consolidated, written, read back.
//!
//! The folders follow the walk of data: `reading_files` (bytes to cells), `finding_forms`, `answers`, `checking`,
//! `diagnosing`; `authoring` and `blank_forms` for the forms themselves; `receiving`, `round` and `consolidating` for
//! many reports; `program` for what people call. `support` is what the tests build with.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod authoring;
mod blank_forms;
mod checking;
mod consolidating;
mod diagnosing;
mod finding_forms;
mod program;
mod reading_files;
mod receiving;
mod round;
mod support;
