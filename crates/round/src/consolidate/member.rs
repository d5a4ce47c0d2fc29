//! A member: a unit of a round with its sendings, the decisions about it, and its standing.

use super::level_below::Below;
use crate::file_report::{FileReport, FileStatus};
use crate::round::Unit;
use crate::sending::{Contest, Sending};
use phuluc_check::{Decision, DerivedFigure, FilledForm, PreparedRules, Submission, derived_figures};
use phuluc_form::{FormId, Level};
use std::sync::Arc;

/// A unit of the round with everything that it sent.
#[derive(Clone, Debug)]
pub struct Member {
    /// The unit.
    pub unit: Unit,
    /// The reports on its files, reduced to the forms that count.
    pub reports: Vec<FileReport>,
    /// The number of the sending of each file.
    pub numbers: Vec<u32>,
    /// All its sendings, also those that were set aside.
    pub sendings: Vec<Sending>,
    /// The forms for which another sending might be the right one.
    pub contested: Vec<Contest>,
    /// The decisions about it, the earliest first.
    pub decisions: Vec<Arc<Decision>>,
    /// The forms that it owes and has not sent, each with its short name, filled in once it has sent anything.
    pub missing: Vec<(FormId, String)>,
    /// Its standing.
    pub standing: Standing,
    /// Whether its figures are in the totals.
    pub included: bool,
    /// The way in which its report came, if another unit passed it on.
    pub below: Option<Below>,
    pub(super) derived: Vec<Vec<DerivedFigure>>,
}

/// The standing of a unit in the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has come (unit non-response).
    NotSubmitted,
    /// Whatever came was set aside.
    SetAside,
    /// Its files are not in the folder any more as they came.
    Lost,
    /// Its files cannot be read.
    Unreadable,
    /// Its forms have no figure.
    Empty,
    /// Its files are another unit's.
    OtherUnit,
    /// Its report covers another period.
    OtherPeriod,
    /// The period of its report is unknown, and nobody has accepted the report.
    UnknownPeriod,
    /// It has this number of errors.
    Fails(usize),
    /// It has no errors.
    Passes,
}

impl Standing {
    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotSubmitted => "not-submitted",
            Self::SetAside => "set-aside",
            Self::Lost => "lost",
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::OtherUnit => "other-unit",
            Self::OtherPeriod => "other-period",
            Self::UnknownPeriod => "unknown-period",
            Self::Fails(_) => "fails",
            Self::Passes => "passes",
        }
    }

    /// The number of errors in its reports; `None` if none of its figures can be in a total.
    pub const fn errors(self) -> Option<usize> {
        match self {
            Self::Fails(errors) => Some(errors),
            Self::Passes => Some(0),
            Self::NotSubmitted
            | Self::SetAside
            | Self::Lost
            | Self::Unreadable
            | Self::Empty
            | Self::OtherUnit
            | Self::OtherPeriod
            | Self::UnknownPeriod => None,
        }
    }
}

impl Member {
    /// A unit from which nothing has come.
    pub fn new(unit: Unit) -> Self {
        Self {
            unit,
            numbers: Vec::new(),
            reports: Vec::new(),
            contested: Vec::new(),
            sendings: Vec::new(),
            decisions: Vec::new(),
            derived: Vec::new(),
            missing: Vec::new(),
            standing: Standing::NotSubmitted,
            included: false,
            below: None,
        }
    }

    /// Works out the derived figures of its files.
    pub fn derive(&mut self, rules: &PreparedRules) {
        let figures = self.reports.iter().map(|report| {
            let submission = report.submission.as_ref();
            submission
                .map(|submission| derived_figures::derive_prepared(submission, rules))
                .unwrap_or_default()
        });
        self.derived = figures.collect();
    }

    /// Its level, from its report or from the round.
    pub fn level(&self) -> Option<Level> {
        let mut submissions = self.reports.iter().filter_map(|report| report.submission.as_ref());
        submissions.find_map(|submission| submission.level).or(self.unit.level)
    }

    /// Whether it sent a consolidated workbook for the units below it.
    pub fn passes_on(&self) -> bool {
        self.reports.iter().any(|report| report.passed_on.is_some())
    }

    /// The form with this id as the unit filled it, even if its figures do not count; `None` if it has no figure.
    pub fn form(&self, id: &FormId) -> Option<(&FileReport, &FilledForm)> {
        let (file, submission, form) = self.position(id)?;
        Some((&self.reports[file], &submission.forms[form]))
    }

    /// The form with this id, and the index of its file.
    pub(crate) fn counted_form(&self, id: &FormId) -> Option<(usize, &FilledForm)> {
        let (file, submission, form) = self.position(id)?;
        Some((file, &submission.forms[form]))
    }

    /// The index of the file, its submission, and the index of the form in it.
    pub(crate) fn position(&self, id: &FormId) -> Option<(usize, &Submission, usize)> {
        self.reports.iter().enumerate().find_map(|(index, report)| {
            let submission = report.submission.as_ref()?;
            let form = submission.forms.iter().position(|form| form.form.id == *id)?;
            (!report.is_empty(&submission.forms[form])).then_some((index, submission, form))
        })
    }

    /// The short name of a form that came; its id if none of the files that count has the form.
    pub fn short(&self, id: &FormId) -> String {
        self.form(id).map_or_else(|| id.to_string(), |(_, filled)| filled.form.short.clone())
    }

    /// The pairs of sendings between which somebody should decide, each once, with the short names of the forms.
    pub fn doubts(&self) -> Vec<(String, &Contest)> {
        let mut doubts: Vec<(String, &Contest)> = Vec::new();
        for contest in &self.contested {
            let short = self.short(&contest.form);
            match doubts.iter_mut().find(|(_, other)| other.is_like(contest)) {
                Some((shorts, _)) => {
                    shorts.push_str(", ");
                    shorts.push_str(&short);
                }
                None => doubts.push((short, contest)),
            }
        }
        doubts
    }

    /// The number of the sending whose figures count for a form.
    pub fn counted(&self, id: &FormId) -> Option<u32> {
        self.position(id).and_then(|(file, ..)| self.numbers.get(file)).copied()
    }

    /// The forms that came without a figure.
    pub fn empty_forms(&self) -> impl Iterator<Item = &FilledForm> {
        let empty = self.reports.iter().flat_map(FileReport::empty_forms);
        empty.filter(|filled| self.position(&filled.form.id).is_none())
    }

    /// Whether a form came without a figure.
    pub fn is_empty(&self, id: &FormId) -> bool {
        self.empty_forms().any(|filled| filled.form.id == *id)
    }

    /// The figures derived from a form.
    pub(super) fn derived<'m>(&'m self, id: &FormId) -> impl Iterator<Item = &'m DerivedFigure> + use<'m> {
        let position = self.position(id);
        let figures = position.into_iter().filter_map(|(file, ..)| self.derived.get(file));
        figures.flatten().filter(move |figure| position.is_some_and(|(.., form)| figure.form == form))
    }

    /// Whether anything readable has come from the unit.
    pub fn has_reported(&self) -> bool {
        self.standing.errors().is_some()
    }

    pub(super) fn has_readable(&self) -> bool {
        self.reports.iter().any(|report| report.status() != FileStatus::Unreadable)
    }

    /// Whether a file from it that matters cannot be read. Files that staff lost do not count.
    pub(crate) fn has_unreadable(&self) -> bool {
        self.reports.iter().any(|report| report.status() == FileStatus::Unreadable && !report.is_lost())
    }
}
