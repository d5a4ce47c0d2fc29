//! A round (đợt báo cáo): the units that report, the files that came, the decisions about them, and the totals.
//!
//! A [`Round`] lists its [`Unit`]s, a tree of any depth. What comes is unpacked ([`attachments`]), its sender is
//! recognised ([`UnitNames`]), and it is noted in the [`Register`] ([`Intake`]). A [`FileReport`] holds the answers
//! and the findings of one file. [`sending`] chooses the sending that counts. [`Decisions`] are the rulings of staff.
//! [`status`] tells how far each unit has come. [`consolidate`] gives the totals and the units in them. [`compare`]
//! compares them with earlier rounds. A [`Manifest`] records a round when it is closed. A unit from which nothing
//! came is *unit non-response*; every total names it.
//!
//! The crate knows lists as data. It knows no folder, no workbook writer and no clock.

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
pub mod rules_on_past_reports;
pub mod sending;
pub mod status;
mod unit_state;
mod without_effect;

pub use agreement::{Apartness, Disagreement, Footing, Ranked, RankedRate, UnitDifference, Wholes};
pub use attachments::Attached;
pub use compare::{Against, Earlier, Pair, Sides, Unlike, WhyNotComparable};
pub use consolidate::{
    AnswersByUnit, Below, ConsolidatedCell, ConsolidatedRow, Consolidation, DecidedBelow, FormTotal, Gap,
    Material, Member, Misfit, NotCounted, PassedOn, Refusal, Score, Sent, Standing, StatedTotal, Total,
    UnitAnswer, Unranked, WhyUnranked, Written, is_left_to_others,
};
pub use effect::{Effect, FormEffect, TotalChange};
pub use file_report::{FileReport, FileStatus};
pub use intake::{Arrival, Intake, Kept, Looked, ReadSheets, Received};
pub use manifest::{Difference, Hashed, Manifest};
pub use recognise::{By, Clues, NotRecognised, UnitNames};
pub use register::{Register, RegisterLine, TimeSource};
pub use round::decisions::Decisions;
pub use round::general_rules::consolidated_not_taken_over::ConsolidatedNotTakenOver;
pub use round::general_rules::draft_sent;
pub use round::general_rules::draft_sent::DraftSent;
pub use round::general_rules::file_changed::FileChanged;
pub use round::general_rules::file_repeated::FileRepeated;
pub use round::general_rules::named;
pub use round::general_rules::named_for_other::NamedForOther;
pub use round::general_rules::unit_doubtful::UnitDoubtful;
pub use round::general_rules::wrong_unit::WrongUnit;
pub use round::imported_units::UnitList;
pub use round::outside::OutsideFigure;
pub use round::template::Beginning;
pub use round::{
    Days, Documents, Extension, OtherPacks, PartOfPeriod, Round, RoundError, Succession, Unit, UsedPack,
    decisions, general_rules, imported_units, outside, roster, template,
};
pub use sending::{Contest, Sending, Unusable, WhyUndecided};
pub use status::{Rate, Reminder, Status, UnitStatus, Until};
pub use unit_state::UnitState;
pub use without_effect::WithoutEffect;
