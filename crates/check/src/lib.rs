//! From a grid to findings: reading what a unit says on its forms, and checking it.
//!
//! A [`Checker`] is made once of a catalogue, and reads and checks any number of workbooks. A [`Finder`]
//! finds forms on sheets by their headers and rows; a [`Submission`] is what one workbook says at every
//! place of the forms found; [`Checked`] holds every [`Finding`], and what could not be checked and why. A
//! percentage or total that follows from other figures is a [`DerivedFigure`].
//!
//! The rules of a form come from its definition; the [`general_rules`] hold in any form, one file each. A
//! finding is data that knows its place, its figures, and what would mend it.
//!
//! In the words of the field: rules are *edit rules*, saying which cell is wrong is *error localisation*, a
//! figure that the rules leave one choice is *imputed*, a blank is *item non-response*.
//!
//! It knows no bytes, no disk, no round and no clock, and changes nothing that a sender wrote.

pub mod answer;
pub mod check;
mod checker;
pub mod derive;
mod finding;
pub mod general_rules;
mod locate;
pub mod submission;

pub use answer::{Answer, AnswerState, Field, Figure, Unreadable, WhyUnreadable};
pub use check::{CheckInput, Checked, EntryRef, HeldRule, OpenRule, PreparedForms, RuleAt, Skipped, Truth};
pub use checker::Checker;
pub use derive::{DerivedFigure, Worth};
pub use finding::general::{GeneralRule, Manual};
pub use finding::wording;
pub use finding::wording::{NAMED, cell_on_sheet, spelled, whose};
pub use finding::{
    Adjustment, CellPlace, Decision, Finding, FormPlace, FoundBelow, GeneralFinding, Labels, Location,
    Problem, Relation, Ruling, RulingKind, SheetCell, Shown, Subject, Suggestion, shown,
};
pub use general_rules::figures_outside::FiguresOutside;
pub use general_rules::file_not_found::FileNotFound;
pub use general_rules::form_repeated::FormRepeated;
pub use general_rules::no_known_form::NoKnownForm;
pub use general_rules::not_in_force::NotInForce;
pub use general_rules::own_output::OwnOutput;
pub use general_rules::period_unknown::PeriodUnknown;
pub use general_rules::row_repeated::RowRepeated;
pub use general_rules::same_as_before::SameAsBefore;
pub use general_rules::unknown_column::UnknownColumn;
pub use general_rules::unknown_row::UnknownRow;
pub use general_rules::unreadable_file::UnreadableFile;
pub use locate::Finder;
pub use locate::header::{CODES, label_cells};
pub use locate::keyed_sheet::KeyedSheet;
pub use locate::line::split_code;
pub use locate::numbers;
pub use locate::printed::letters;
pub use submission::{Entries, Entry, FilledForm, FilledRow, Role, Submission, WrittenEntry};
