//! Checks and consolidates the Excel appendices (phụ lục) with which communes in Viet Nam report on
//! administrative reform.
//!
//! Data flows one way, and every stage has its type:
//!
//! ```text
//! definition → Form ─┐
//! bytes → Sheet → Submission → derived figures → Checked (findings) → report
//!                     └──────────── Consolidation ──────────────────→ workbook
//! ```
//!
//! Around it stands the round: deliveries are unpacked ([`attachments`]) and taken in ([`intake`]) into the
//! [`register`], [`sending::choose`] says which sending counts, [`round::decisions`] say what people made of
//! it, [`status`] says where everybody stands, and a [`manifest`] what it all was when it was closed.
//!
//! From definition to findings nothing here touches files, clocks, threads or terminals; that is
//! the program's part. Three kinds of trouble are never mixed: a [`finding::Finding`] (the sender's
//! data is wrong), a [`form::problem::Problems`] (our definition is wrong), and an error (the job
//! could not be done).

pub mod answer;
pub mod attachments;
pub mod blank;
pub mod book;
pub mod catalogue;
pub mod check;
pub mod checker;
pub mod compare;
pub mod consolidate;
pub mod derive;
pub mod desk;
pub mod document;
pub mod draft;
pub mod file_name;
pub mod file_report;
pub mod finding;
pub mod form;
pub mod general_rules;
pub mod grid;
pub mod identity;
pub mod intake;
pub mod interval;
pub mod lang;
pub mod legacy_encoding;
pub mod list;
pub mod locate;
pub mod manifest;
pub mod moment;
pub mod normalise;
pub mod number;
pub mod period;
pub mod recalculate;
pub mod recognise;
pub mod register;
pub mod report;
pub mod review;
pub mod round;
pub mod rule;
pub mod sending;
pub mod sheet_layout;
pub mod status;
pub mod submission;
mod text;
pub mod unit;
pub mod words;

/// The SHA-256 of bytes, in hexadecimal digits: what names a file or a definition without doubt.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}
