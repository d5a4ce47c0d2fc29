//! Looking at files before they are taken in: the sender, the forms and the report of each, with the workbook read
//! only once.
//!
//! It takes files; it gives what the intake asks about them, and reports that need not be made again.

use super::one_file::{self, FileContent};
use super::{Context, OpenRound, Sender, Tools};
use phuluc_check::Submission;
use phuluc_form::FormId;
use phuluc_grid::{ReadError, Sheet};
use phuluc_round::{Arrival, Attached, FileReport, Looked, RegisterLine, UnitNames};
use std::collections::{HashMap, HashSet};
use std::io;

/// Looks at files. Several threads may use it at once.
pub(super) struct Looker<'l> {
    open: &'l OpenRound<'l>,
    tools: &'l Tools<'l>,
    /// The names of the round's units.
    pub names: UnitNames<'l>,
    /// The SHA-256 of files that came before from a known unit. They are not read again.
    known: HashSet<&'l str>,
}

impl<'l> Looker<'l> {
    pub fn new(open: &'l OpenRound<'l>, tools: &'l Tools<'l>) -> Self {
        let known = open.register.entries.iter().filter(|entry| entry.unit.is_some());
        let known = known.map(|entry| entry.sha256.as_str()).collect();
        Self { open, tools, names: UnitNames::of(&open.round), known }
    }

    /// Looks at an attachment that arrived.
    pub fn look_at(&self, arrival: &Arrival) -> (Looked, Option<FileReport>) {
        let name = &arrival.attachment.name;
        match &arrival.attachment.content {
            Attached::Workbook(bytes) => self.look_into(bytes, name),
            // a file that holds no figures is not taken in
            Attached::Other(_) => (Looked::unread(String::new(), None, name, &self.names), None),
        }
    }

    /// Looks at a file that came under the name `original`.
    pub fn look(&self, content: &FileContent, original: &str) -> (Looked, Option<FileReport>) {
        match content {
            FileContent::Bytes(bytes) => self.look_into(bytes, original),
            FileContent::Unreadable(why) => {
                (Looked::unread(String::new(), Some(why.clone()), original, &self.names), None)
            }
            FileContent::Missing => {
                let gone = ReadError::NotOpened(io::Error::from(io::ErrorKind::NotFound).to_string());
                (Looked::unread(String::new(), Some(gone), original, &self.names), None)
            }
        }
    }

    fn look_into(&self, bytes: &[u8], original: &str) -> (Looked, Option<FileReport>) {
        let sha256 = phuluc_form::sha256(bytes);
        if self.known.contains(sha256.as_str()) {
            return (Looked::unread(sha256, None, original, &self.names), None);
        }
        match (self.tools.read)(bytes) {
            Ok(sheets) => {
                let mut looked = Looked::at(sha256, &sheets, Vec::new(), original, &self.names);
                let report = self.report(&looked, &sheets, original);
                let read = report.as_ref().and_then(|report| report.submission.as_ref());
                looked.forms = match read {
                    Some(submission) => forms(submission),
                    None => forms(&Submission::read(&sheets, self.tools.checker.finder())),
                };
                (looked, report)
            }
            Err(why) => (Looked::unread(sha256, Some(why), original, &self.names), None),
        }
    }

    /// The report on a file, if nothing was decided about its unit and no outside figure is given for it. Then it
    /// does not depend on the sending that the file becomes.
    fn report(&self, looked: &Looked, sheets: &[Sheet], original: &str) -> Option<FileReport> {
        let (index, _) = *looked.unit.as_ref().ok()?;
        let unit = self.open.round.units.get(index).filter(|unit| !unit.forms.is_empty())?;
        let has_outside = self.open.outside.iter().any(|figure| figure.unit == index);
        if has_outside || !self.open.decisions.of(index).is_empty() {
            return None;
        }
        let opening = self.open.sources(unit);
        let sender = Sender::Unit {
            unit: Some(unit),
            opening: &opening,
            original,
            level: unit.level,
            decisions: &[],
            sending: 0,
        };
        let context = Context {
            previous: &self.open.previous,
            sender,
            period: self.open.round.period,
            ..Context::default()
        };
        Some(one_file::of_sheets("", looked.sha256.clone(), sheets, &context, self.tools))
    }
}

fn forms(submission: &Submission) -> Vec<FormId> {
    submission.forms.iter().map(|form| form.form.id.clone()).collect()
}

/// The reports that were made while files were looked at, by unit and SHA-256.
#[derive(Default)]
pub(super) struct ReadyReports(HashMap<(usize, String), (String, FileReport)>);

impl ReadyReports {
    /// Keeps the report on a file that came under the name `original`.
    pub fn keep(&mut self, looked: &Looked, original: &str, report: Option<FileReport>) {
        if let (Ok((unit, _)), Some(report)) = (&looked.unit, report) {
            let key = (*unit, looked.sha256.clone());
            self.0.entry(key).or_insert_with(|| (original.to_owned(), report));
        }
    }

    /// Takes the report on a unit's file, if it is there, and gives it the path `path`.
    pub fn take(&mut self, unit: usize, line: &RegisterLine, path: String) -> Option<FileReport> {
        let (original, mut report) = self.0.remove(&(unit, line.sha256.clone()))?;
        report.path = path;
        (original == line.original).then_some(report)
    }
}
