//! The crate for people who make forms: a first definition drafted from an authority's blank, a review of a
//! definition, and the workbook to hand out, as data.
//!
//! A [`Draft`] is read from the sheet that an authority issued; its text is a definition. [`review()`] names the
//! rules that contradict each other, that can never fail, or that are missing. A [`Blank`] lays forms out for a unit
//! and a period: it knows the place of every entry, what is filled in already, and the result of each rule. The crate
//! `book` writes it.
//!
//! This crate writes no workbook and touches no file.

mod blank;
pub mod draft;
pub mod review;

pub use blank::{
    AppliesIf, Blank, BlankError, Bounds, CarryError, Input, Order, Outcome, PlacedRule, RowPosition,
    RuleResult, SolvableEquation,
};
pub use draft::{
    Draft, Drafts, LeftOutTable, NoForm, Note, Remark, SUGGESTED, Size, SuggestionReason, TO_FILL,
};
pub use review::{Review, review};
