//! Why nothing of a sending can count: it cannot be read, is empty, or is on another unit or period.

use super::Sending;
use crate::file_report::{FileReport, FileStatus};
use crate::round::general_rules::period_differs::PeriodDiffers;
use crate::round::general_rules::wrong_unit::WrongUnit;
use phuluc_form::Severity;

/// The reason why nothing of a sending can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It cannot be read.
    Unreadable,
    /// It has no figure.
    Empty,
    /// It is another unit's.
    OtherUnit,
    /// It covers another period.
    OtherPeriod,
    /// Somebody set it aside.
    SetAside,
}

/// The reason if a file is another unit's or covers another time.
pub(super) fn of_another(file: &FileReport) -> Option<Unusable> {
    file.checked.findings.iter().find_map(|finding| match finding.general::<PeriodDiffers>() {
        Some(period) => period.is_of_another_time().then_some(Unusable::OtherPeriod),
        // if the register assigns the file to the unit, another name in it is only a warning
        None if finding.severity != Severity::Error => None,
        None => finding.general::<WrongUnit>().map(|_| Unusable::OtherUnit),
    })
}

impl Sending {
    /// The reason why nothing of it can count, if there is one.
    pub fn unusable(&self) -> Option<Unusable> {
        let mut why = Some(Unusable::Unreadable);
        for file in self.files.iter().filter(|file| file.status() != FileStatus::Unreadable) {
            let forms = file.submission.iter().flat_map(|submission| &submission.forms);
            let is_empty = file.passed_on.is_none() && forms.into_iter().all(|form| file.is_empty(form));
            // one file that can count is enough
            why = Some(of_another(file).or(is_empty.then_some(Unusable::Empty))?);
        }
        why
    }
}
