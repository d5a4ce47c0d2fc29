//! Everything that the program says, as data: one [`Message`], grouped by subject.
//!
//! A message names what happened and carries the figures. Each language has a file for each group, which gives the
//! words. Matches there have no `_` arm, so that a message without words does not compile.

mod calendar;
mod check;
mod decision;
mod definition;
mod diagnosis;
mod draft;
pub(super) mod finding;
mod intake;
mod label;
mod list;
mod round;
mod rule;
mod status;
mod total;

pub use calendar::CalendarMessage;
pub use check::CheckMessage;
pub use decision::DecisionMessage;
pub use definition::DefinitionMessage;
pub use diagnosis::DiagnosisMessage;
pub use draft::DraftMessage;
pub use finding::FindingMessage;
pub use intake::IntakeMessage;
pub use label::Label;
pub use list::ListMessage;
pub use round::{NextStep, PassedOver, RoundMessage};
pub use rule::RuleMessage;
pub use status::StatusMessage;
pub use total::{PartsOf, TotalMessage};

/// Something that the program may say to people.
#[derive(Clone, Copy, Debug)]
pub enum Message<'m> {
    /// A fixed phrase.
    Label(Label),
    /// A message about a finding.
    Finding(FindingMessage<'m>),
    /// A message about holidays and due times.
    Calendar(CalendarMessage<'m>),
    /// A message about the check of a file.
    Check(CheckMessage<'m>),
    /// A message about a diagnosis.
    Diagnosis(DiagnosisMessage<'m>),
    /// A message about a rule of a form.
    Rule(RuleMessage<'m>),
    /// A message about definitions of forms and rounds.
    Definition(DefinitionMessage<'m>),
    /// A message about a definition that is drafted from a blank form.
    Draft(DraftMessage<'m>),
    /// A message about a list that staff keep: units, decisions, the register.
    List(ListMessage<'m>),
    /// A message about files that are taken in.
    Intake(IntakeMessage<'m>),
    /// A message about decisions.
    Decision(DecisionMessage<'m>),
    /// A message about totals and the units in them.
    Total(TotalMessage),
    /// A message about the status of the units of a round.
    Status(StatusMessage<'m>),
    /// A message about a round as a whole, from its making to its closing.
    Round(RoundMessage<'m>),
}

/// Converts the messages of a group to [`Message`], so that `say` takes either.
macro_rules! is_a_message {
    ($($group:ident($message:ty)),* $(,)?) => {
        $(impl<'m> From<$message> for Message<'m> {
            fn from(message: $message) -> Self {
                Self::$group(message)
            }
        })*
    };
}

is_a_message! {
    Label(Label),
    Finding(FindingMessage<'m>),
    Calendar(CalendarMessage<'m>),
    Check(CheckMessage<'m>),
    Diagnosis(DiagnosisMessage<'m>),
    Rule(RuleMessage<'m>),
    Definition(DefinitionMessage<'m>),
    Draft(DraftMessage<'m>),
    List(ListMessage<'m>),
    Intake(IntakeMessage<'m>),
    Decision(DecisionMessage<'m>),
    Total(TotalMessage),
    Status(StatusMessage<'m>),
    Round(RoundMessage<'m>),
}
