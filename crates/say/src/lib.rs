//! Everything that people and programs are told: every sentence in Vietnamese and English, and reports as text, JSON
//! and CSV.
//!
//! A [`words::Message`] is something that may be said, grouped by its subject. [`words::say`] gives its words in a
//! language. [`report`] puts findings, totals and lists together. Titles and manuals in a definition are shown as
//! they are, and a general rule says itself.
//!
//! Nothing here decides anything, and nothing is printed.

mod cell_ranges;
pub mod report;
pub mod words;

pub use report::json::finding_line;
pub use report::received::Receipt;
pub use report::{calendar, csv, decided, json, manual, round_status};
pub use words::message;
pub use words::sheet_names::{BY_GROUP, BY_UNIT, DATA, EXPLAINED, FINDINGS, MIXED_PERIODS, SOURCES};
pub use words::{
    CalendarMessage, CheckMessage, DecisionMessage, DefinitionMessage, DiagnosisMessage, DraftMessage,
    FindingMessage, Label, Lang, NextStep, PassedOver, RoundMessage, RuleMessage, StatusMessage,
    TotalMessage,
};
