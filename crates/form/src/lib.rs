//! Forms as data: the questions of a form, the rules that hold in it, and the days on which it is in force.
//!
//! The crate takes definitions (`form.toml`) as text. It gives a [`Catalogue`] of [`Form`]s that are valid by
//! construction, or all [`Problems`] of all definitions at once. A [`Rule`] is an edit rule over the places of a
//! form. The same text becomes the check, the formula in Excel ([`excel`]) and the sentence.
//!
//! Beside them stand the small types that every later stage uses: units and their levels, [`Period`]s and
//! [`Moment`]s, figures and [`Interval`]s, [`Document`]s, texts made comparable ([`match_key`]), and the [`Lang`]uage
//! of messages.
//!
//! The crate knows no spreadsheet, no file and no clock. Its only words for people are those of the definitions.

pub mod calendar;
mod catalogue;
mod document;
mod form;
mod form_name;
mod interval;
mod lang;
pub mod legacy_encoding;
pub mod moment;
pub mod money;
mod normalise;
pub mod number;
pub mod pack;
mod period;
mod rule;
mod sha256;
mod syllable;
mod text;
pub mod unit;

pub use calendar::{Calendar, Deadline, Moved, Scheduled};
pub use catalogue::Catalogue;
pub use document::Document;
pub use form::definition;
pub use form::definition::Definition;
pub use form::definition_problems::{Doubt, Fault, Problem, Problems, near};
pub use form::toml_table::{SpannedText, TomlTable};
pub use form::{
    Bands, Chart, Choice, Column, ColumnId, Compared, Consolidate, Form, FormId, Holds, InBlank, Kind, Name,
    NotedDash, OverTime, Piece, Row, RowId, Rows, RuleId, TotalRow,
};
pub use interval::{Interval, SETTLED};
pub use lang::Lang;
pub use legacy_encoding::Encoding;
pub use moment::{Moment, viet_nam};
pub use normalise::{bare_code, match_key, same_words, tidy, tone_spellings};
pub use number::{as_percent, plain, round, vietnamese};
pub use pack::Pack;
pub use period::{PartOfYear, Period, date};
pub use rule::excel::{Cells, ENDLESS};
pub use rule::foreign_spelling::ForeignSpelling;
pub use rule::{
    Atom, Branches, Cmp, ColumnRef, Each, Expr, Place, RowRef, Rule, Set, Severity, Statement, Sum,
    WhichReport, excel,
};
pub use sha256::{sha256, sha256_of};
pub use text::{capital, uncapital, visible};
pub use unit::{Level, key};
