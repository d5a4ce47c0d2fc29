//! What is said about files: as text for people, as JSON and as CSV for programs.
//!
//! Takes what was read and checked; gives text. Nothing here decides anything.

pub mod csv;
pub mod json;
pub mod manual;
pub mod received;
pub mod standing;
pub mod text;
pub mod totals;
