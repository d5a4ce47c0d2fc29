//! A round (đợt báo cáo): who reports which forms for which period, what came, what was decided, and what it
//! adds up to.
//!
//! A [`Round`] lists its [`Unit`]s, a tree of any depth. What comes is unpacked ([`attachments`]), its sender
//! recognised ([`UnitNames`]), and noted in the [`Register`] ([`Intake`]). A [`FileReport`] is one file with
//! what was read and found in it; [`sending`] says which of several counts, [`Decisions`] what people made of
//! it, [`status`] where everybody stands, [`consolidate`] what the totals are and who is in them, [`compare`]
//! how they stand to earlier rounds, and a [`Manifest`] what it all was when the round was closed. A unit
//! from which nothing came is *unit non-response*; it is named in every total.
//!
//! It knows the lists as data, and no folder, workbook writer or clock.

pub mod agreement;
pub mod attachments;
pub mod compare;
pub mod consolidate;
pub mod effect;
pub mod file_name;
mod file_report;
pub mod influence;
pub mod intake;
pub mod manifest;
pub mod peers;
mod recognise;
pub mod register;
pub mod round;
pub mod sending;
pub mod status;
pub mod trial;

pub use agreement::{Apartness, Disagreement, UnitDifference};
pub use attachments::Attached;
pub use compare::{Against, Apart, Earlier, Pair, Sides, Unlike};
pub use consolidate::{
    Below, ConsolidatedCell, ConsolidatedRow, Consolidation, DecidedBelow, FormTotal, Gap, Material, Member,
    Misfit, NotCounted, PassedOn, Refusal, Said, Sent, Standing, Table, Total, Written,
};
pub use effect::{Effect, FormEffect, TotalChange};
pub use file_report::{FileReport, FileStatus};
pub use intake::{Arrival, Intake, ReadSheets, Received};
pub use manifest::{Difference, Hashed, Manifest};
pub use recognise::{By, Clues, NotRecognised, UnitNames};
pub use register::{Clock, Register, RegisterLine};
pub use round::decisions::Decisions;
pub use round::general_rules::consolidated_not_taken_over::ConsolidatedNotTakenOver;
pub use round::general_rules::draft_sent;
pub use round::general_rules::file_changed::FileChanged;
pub use round::general_rules::file_repeated::FileRepeated;
pub use round::general_rules::named;
pub use round::general_rules::unit_doubtful::UnitDoubtful;
pub use round::general_rules::wrong_unit::WrongUnit;
pub use round::template::Beginning;
pub use round::unit_list::UnitList;
pub use round::{
    Days, Documents, Extension, OtherPacks, PartOfPeriod, Round, RoundError, Succession, Unit, UsedPack,
    decisions, general_rules, roster, template, unit_list,
};
pub use sending::{Contest, Doubt, Sending, Unusable};
pub use status::{Rate, Reminder, Status, UnitState, UnitStatus, Until};
