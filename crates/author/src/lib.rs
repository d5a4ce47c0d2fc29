//! For those who make forms: a first definition from an authority's blank, advice about a definition, and the
//! workbook to hand out as data.
//!
//! A [`Draft`] is read from the sheet that an authority issued; its text is a definition. [`review()`] says
//! which rules contradict each other, can never fail, or are missing. A [`Blank`] lays forms out for a unit
//! and a period, with every place, what is known already, and how each rule comes out; the crate `book`
//! writes it.
//!
//! It writes no workbook and touches no file.

mod blank;
pub mod draft;
pub mod review;

pub use blank::{
    Blank, BlankError, CarryError, Ends, Guard, Input, Order, Outcome, PlacedRule, RowPosition, Solved, State,
};
pub use draft::{Because, Draft, Drafts, LeftOutTable, NoForm, Note, Remark, SUGGESTED, Size, TO_FILL};
pub use review::{Review, review};
