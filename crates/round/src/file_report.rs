//! The report on one file: its submission, and the findings.

use crate::consolidate::PassedOn;
use crate::round::general_rules::{is_about_keeping, is_for_staff};
use phuluc_check::{Checked, FilledForm, Finding, FormBlank, GeneralFinding, Submission};
use phuluc_form::{FormId, Period, Severity};
use phuluc_grid::At;
use serde::Serialize;
use std::sync::Arc;

/// A file with its submission and findings.
///
/// Only the stages that read files make one. Callers may look at all of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FileReport {
    /// The path, with `/` between its parts on every system.
    pub path: String,
    /// The SHA-256 of its bytes, if they could be read.
    pub sha256: Option<String>,
    /// The answers in it; `None` if it could not be read.
    pub submission: Option<Submission>,
    /// The findings. A sending shares them with its forms that count.
    pub checked: Arc<Checked>,
    /// The units below its sender, if it is a consolidated workbook.
    pub passed_on: Option<Box<PassedOn>>,
}

/// The status of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FileStatus {
    /// No error was found.
    Passes,
    /// At least one error was found.
    Fails,
    /// No form could be read from it.
    Unreadable,
}

impl FileReport {
    /// A file that could not be read, with the reason.
    pub fn refused(path: &str, sha256: Option<String>, why: impl GeneralFinding) -> Self {
        let checked = Checked { findings: vec![Finding::of_file(why)], ..Checked::default() };
        Self { path: path.to_owned(), sha256, submission: None, checked: Arc::new(checked), passed_on: None }
    }

    /// A file whose forms were read and checked.
    pub fn read(path: &str, sha256: String, submission: Submission, checked: Checked) -> Self {
        Self {
            path: path.to_owned(),
            sha256: Some(sha256),
            submission: Some(submission),
            checked: Arc::new(checked),
            passed_on: None,
        }
    }

    /// The blank cells that the unit has to fill in (item non-response), for each form that has some.
    pub fn blank_cells(&self) -> Vec<(&FilledForm, Vec<At>)> {
        let Some(submission) = &self.submission else { return Vec::new() };
        let cells = |form: &FilledForm| -> Vec<At> {
            let wanted = self.checked.rightly_blank.wanted(form, submission.level).into_iter();
            wanted.filter_map(|(row, column)| form.rows[row].entries.get(column).at).collect()
        };
        let forms = submission.forms.iter().map(|form| (form, cells(form)));
        forms.filter(|(_, cells)| !cells.is_empty()).collect()
    }

    /// The report of a unit inside a consolidated workbook, as the workbook describes it.
    pub fn read_back(
        path: String,
        sha256: Option<String>,
        submission: Option<Submission>,
        findings: Vec<Finding>,
    ) -> Self {
        let checked = Arc::new(Checked { findings, ..Checked::default() });
        Self { path, sha256, submission, checked, passed_on: None }
    }

    /// A consolidated workbook, which stands for the units below its sender.
    pub fn of_level_below(path: &str, sha256: String, passed_on: PassedOn) -> Self {
        Self {
            path: path.to_owned(),
            sha256: Some(sha256),
            submission: None,
            checked: Arc::default(),
            passed_on: Some(Box::new(passed_on)),
        }
    }

    /// The findings, for changes.
    pub fn findings_mut(&mut self) -> &mut Vec<Finding> {
        &mut Arc::make_mut(&mut self.checked).findings
    }

    /// The status of the file.
    pub fn status(&self) -> FileStatus {
        match &self.submission {
            None if self.passed_on.is_some() && self.checked.worst() == Some(Severity::Error) => {
                FileStatus::Fails
            }
            None if self.passed_on.is_some() => FileStatus::Passes,
            None => FileStatus::Unreadable,
            // forms may be present but unread, which an error then explains
            Some(_) if self.checked.worst() == Some(Severity::Error) => FileStatus::Fails,
            Some(submission) if submission.forms.is_empty() => FileStatus::Unreadable,
            Some(_) => FileStatus::Passes,
        }
    }

    /// Whether it goes back to its sender. One with only notes, or findings for staff, need not, and one that cannot be
    /// read has nothing to mark.
    pub fn goes_back(&self) -> bool {
        let mut open = self.checked.undecided().filter(|finding| !is_for_staff(finding));
        self.submission.is_some() && open.any(|finding| finding.severity >= Severity::Warning)
    }

    /// The form with this id, if it has a figure, or somebody decided that it needs none.
    pub fn form(&self, id: &FormId) -> Option<&FilledForm> {
        self.submission.as_ref()?.form(id).filter(|filled| !self.is_empty(filled))
    }

    /// The forms without a figure.
    pub fn empty_forms(&self) -> impl Iterator<Item = &FilledForm> {
        let forms = self.submission.iter().flat_map(|submission| &submission.forms);
        forms.filter(|filled| self.is_empty(filled))
    }

    /// Whether one of its forms has no figure, and nobody decided that it needs none.
    pub(crate) fn is_empty(&self, filled: &FilledForm) -> bool {
        let mut blank = self.checked.undecided().filter(|finding| finding.rule == FormBlank::ID);
        blank.any(|finding| match finding.form() {
            Some(form) => *form == filled.form.id,
            // the level below names only the sheet
            None => finding.cell().0 == Some(filled.sheet.as_str()) && self.stands_alone(filled),
        })
    }

    /// Whether a form is empty here, or is the only one on its sheet.
    fn stands_alone(&self, filled: &FilledForm) -> bool {
        let forms = self.submission.iter().flat_map(|submission| &submission.forms);
        filled.is_blank() || forms.filter(|other| other.sheet == filled.sheet).count() == 1
    }

    /// Whether the file that came is not in its place any more, or has changed there.
    pub fn is_lost(&self) -> bool {
        self.checked.findings.iter().any(is_about_keeping)
    }

    /// The unit named in it.
    pub fn unit(&self) -> Option<&str> {
        let submission = self.submission.as_ref().and_then(|submission| submission.unit.as_deref());
        submission.or_else(|| self.passed_on.as_ref()?.round.receiver.as_deref())
    }

    /// The period that it covers.
    pub fn period(&self) -> Option<Period> {
        let submission = self.submission.as_ref().and_then(|submission| submission.period);
        submission.or_else(|| self.passed_on.as_ref()?.round.period)
    }
}
