//! From a grid to findings: the answers that a unit gives on its forms, and the check of them.
//!
//! A [`Checker`] is made once from a catalogue, and reads and checks any number of workbooks.
//!
//! | Step | Takes | Gives |
//! |---|---|---|
//! | [`Checker::read`] | the sheets of a workbook, and a [`Finder`] of forms by header and rows | a [`Submission`] |
//! | [`Checker::check`] | a submission, and the one on the period before | the result, [`Checked`] |
//! | [`derived_figures::derive`] | a submission | a [`DerivedFigure`] for each percentage and total that follows |
//!
//! - A [`Submission`] has a [`FilledForm`] for each form found, with its [`FilledRow`]s. Each row has [`Entries`],
//!   and each [`Entry`] has an [`Answer`]: a [`Figure`], nil, blank, text, or something [`Unreadable`].
//! - [`Checked`] has every [`Finding`], each [`OpenRule`] that cannot be decided because of blanks, and the reason why
//!   a rule was [`Skipped`].
//! - A [`Diagnosis`] says which change would mend broken rules, together with the findings that it explains.
//! - A finding is data. It has a [`Subject`], a [`FindingKind`], and [`Suggestion`]s.
//!   A [`Location`] names a place twice: as a [`FormPlace`] and as a [`CellPlace`].
//! - A [`Decision`] is what staff decided about a finding, a figure or a sending.
//!
//! The rules of a form come from its definition. [`CheckInput`] resolves each to [`RuleAt`]s over [`EntryRef`]s, and
//! gives their [`Truth`]. [`PreparedRules`] keep resolved rules for forms of the same shape. The [`general_rules`]
//! hold in every form. Each has a file with a [`GeneralRule`], its [`Manual`], and a type of [`GeneralFinding`].
//!
//! In the words of the field, rules are *edit rules*, and saying which cell is wrong is *error localisation*. A blank
//! for which the rules leave one figure is *imputed*; any other blank is *item non-response*.
//!
//! This crate knows no bytes, no disk, no round and no clock, and changes nothing that a sender wrote.

pub mod answer;
mod checker;
pub mod derived_figures;
mod diagnosis;
mod finding;
pub mod general_rules;
pub mod history;
mod locate;
pub mod rule_check;
pub mod submission;

pub use answer::{Answer, AnswerState, Field, Figure, Unreadable, WhyUnreadable};
pub use checker::Checker;
pub use derived_figures::{DerivedFigure, DerivedValue};
pub use diagnosis::{Change, Diagnosis, Explanation, Mistake, Slip};
pub use finding::general::{Discrepancy, GeneralRule, Manual};
pub use finding::wording;
pub use finding::wording::{NAMED, cell_on_sheet, spelled, whose};
pub use finding::{
    AdjustedBy, Adjustment, CellPlace, Decision, Finding, FindingKind, FormPlace, FoundBelow, GeneralFinding,
    Labels, Location, Relation, Ruling, RulingKind, SheetCell, ShownAnswer, Subject, Suggestion, TakenBack,
    shown, shown_bound,
};
pub use general_rules::copied_workbook::CopiedWorkbook;
pub use general_rules::earlier_not_used::EarlierNotUsed;
pub use general_rules::far_from_past::FarFromPast;
pub use general_rules::far_from_peers::FarFromPeers;
pub use general_rules::figures_outside::FiguresOutside;
pub use general_rules::file_not_found::FileNotFound;
pub use general_rules::form_blank::FormBlank;
pub use general_rules::form_repeated::FormRepeated;
pub use general_rules::identity_differs::{Claim, IdentityDiffers, Named, Stands};
pub use general_rules::no_known_form::NoKnownForm;
pub use general_rules::not_in_force::NotInForce;
pub use general_rules::own_output::OwnOutput;
pub use general_rules::period_unknown::PeriodUnknown;
pub use general_rules::row_repeated::RowRepeated;
pub use general_rules::same_as_before::SameAsBefore;
pub use general_rules::unknown_column::UnknownColumn;
pub use general_rules::unknown_row::UnknownRow;
pub use general_rules::unreadable_file::UnreadableFile;
pub use general_rules::zero_of_none::ZeroOfNone;
pub use locate::form_header::CODES;
pub use locate::keyed_sheet::KeyedSheet;
pub use locate::label_paths::label_cells;
pub use locate::printed_rows::letters;
pub use locate::sheet_line::split_code;
pub use locate::{Finder, Nearest, column_numbers};
pub use rule_check::{
    CheckInput, Checked, EntryChange, EntryRef, Estimate, HeldRule, Implied, Noughts, OpenRule,
    PreparedForms, PreparedRules, RightlyBlank, RuleAt, SentBefore, Skipped, Story, Truth,
};
pub use submission::{Entries, Entry, FilledForm, FilledRow, Role, Submission, WrittenEntry};
