//! The state of a unit (tình trạng): how far its report has come, as everything that names the unit says it.
//!
//! It takes a member of a round. Lists, boards, totals and reminders all tell this one state.

use crate::consolidate::{Member, Standing};
use crate::file_report::FileReport;
use crate::round::general_rules::draft_sent::DraftSent;
use crate::round::general_rules::form_missing::FormMissing;
use crate::round::general_rules::is_for_staff;
use phuluc_check::{Finding, FormBlank};
use phuluc_form::{Moment, Severity};

/// The state of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitState {
    /// Nothing has come.
    NotSent,
    /// Whatever came was set aside.
    SetAside,
    /// Its files cannot be used: unreadable, another unit's, another period's.
    Unusable(Standing),
    /// Its forms have no figure.
    Empty,
    /// Some forms are missing.
    InPart,
    /// Its report was returned at this moment, and nothing has come since.
    Returned(Moment),
    /// The files that it sent are lost or changed where they are kept, and nothing else is wrong.
    Lost,
    /// All forms have come, as a draft, with this number of other errors.
    Draft(usize),
    /// All forms have come, with this number of errors that the unit can correct.
    Fails(usize),
    /// All forms have come, without errors.
    Passes,
    /// Somebody accepted its report at this moment.
    Accepted(Moment),
}

impl UnitState {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::SetAside => "set_aside",
            Self::Unusable(_) => "unusable",
            Self::Empty => "empty",
            Self::InPart => "in_part",
            Self::Returned(_) => "returned",
            Self::Lost => "lost",
            Self::Draft(_) => "draft",
            Self::Fails(_) => "fails",
            Self::Passes => "passes",
            Self::Accepted(_) => "accepted",
        }
    }
}

impl Member {
    /// The state of the unit. A decision about the whole report goes before what the check found.
    pub fn state(&self) -> UnitState {
        if let Some(decision) = self.accepted() {
            return UnitState::Accepted(decision.when);
        }
        if let Some(decision) = self.returned() {
            return UnitState::Returned(decision.when);
        }
        match self.standing {
            Standing::NotSubmitted => UnitState::NotSent,
            Standing::SetAside => UnitState::SetAside,
            Standing::Empty => UnitState::Empty,
            Standing::Lost => UnitState::Lost,
            standing @ (Standing::Unreadable
            | Standing::OtherUnit
            | Standing::OtherPeriod
            | Standing::UnknownPeriod) => UnitState::Unusable(standing),
            Standing::Fails(_) | Standing::Passes if !self.missing.is_empty() => UnitState::InPart,
            Standing::Fails(_) if self.is_draft() => UnitState::Draft(self.errors_within_forms()),
            Standing::Fails(_) => match self.errors_of_unit() {
                0 => UnitState::Lost,
                errors => UnitState::Fails(errors),
            },
            Standing::Passes => UnitState::Passes,
        }
    }

    /// Whether it has errors that a marked workbook can name.
    pub fn is_to_mend(&self) -> bool {
        matches!(self.state(), UnitState::Fails(_)) && self.reports.iter().any(FileReport::goes_back)
    }

    /// The short names of the forms that have not come, and of those that came empty.
    pub fn lacking(&self) -> [Vec<&str>; 2] {
        let (empty, absent): (Vec<_>, Vec<_>) = self.missing.iter().partition(|(id, _)| self.is_empty(id));
        [absent, empty].map(|forms| forms.into_iter().map(|(_, short)| short.as_str()).collect())
    }

    /// The errors about which nobody has decided.
    fn errors(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.reports.iter().flat_map(|report| report.checked.undecided());
        findings.filter(|finding| finding.severity == Severity::Error)
    }

    /// The number of errors that the unit can correct.
    pub fn errors_of_unit(&self) -> usize {
        self.errors().filter(|error| !is_for_staff(error)).count()
    }

    /// The number of errors that the unit can correct in its figures. Forms that are missing or empty, and drafts, are
    /// named themselves.
    pub fn errors_within_forms(&self) -> usize {
        let is_named = |error: &Finding| {
            error.general::<FormMissing>().is_some()
                || error.general::<DraftSent>().is_some()
                || error.rule == FormBlank::ID
        };
        self.errors().filter(|error| !is_for_staff(error) && !is_named(error)).count()
    }

    /// The last moment at which a sending with errors of the unit came.
    pub fn received_with_errors(&self) -> Option<Moment> {
        let has_errors = |report: &FileReport| {
            let mut undecided = report.checked.undecided();
            undecided.any(|finding| finding.severity == Severity::Error && !is_for_staff(finding))
        };
        let failing = self.reports.iter().zip(&self.numbers).filter(|(report, _)| has_errors(report));
        let numbers: Vec<u32> = failing.map(|(_, number)| *number).collect();
        let sendings = self.sendings.iter().filter(|sending| numbers.contains(&sending.number));
        sendings.filter_map(|sending| sending.received).max()
    }

    /// Whether a file that counts calls itself a draft.
    pub fn is_draft(&self) -> bool {
        self.errors().any(|error| error.general::<DraftSent>().is_some())
    }
}
