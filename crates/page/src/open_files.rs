//! The workbooks that were dropped, kept in memory with their reports as long as the program or the page is open.

use crate::suggestion_trial::Trial;
use crate::{Upload, sample};
use phuluc_check::{Decision, Submission};
use phuluc_desk::{Context, FileContent, Sender, Tools, report};
use phuluc_form::{FormId, unit};
use phuluc_round::FileReport;
use std::sync::Arc;

/// The most bytes that are kept in all.
const MOST_BYTES: usize = 200 << 20;

/// The open workbooks, in the order in which they were dropped.
#[derive(Debug, Default)]
pub(crate) struct OpenFiles {
    files: Vec<KeptFile>,
    /// The files that were not opened, each with the reason.
    refused: Vec<(String, String)>,
}

/// An open workbook with its report.
#[derive(Debug)]
pub(crate) struct KeptFile {
    /// The id by which requests name it.
    pub id: String,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The report on it. Its path is the name of the file.
    pub report: FileReport,
    /// The key of its unit, by which files of one unit are told.
    pub unit: Option<String>,
    /// The report with the figures that are being tried, if there are any.
    pub trial: Option<Trial>,
    /// Whether it replaced an earlier state of the same report.
    pub replaces: bool,
    /// Whether it is of an invented commune.
    pub is_sample: bool,
}

/// Whether a report has every form of another one. Otherwise both count, each for its forms.
fn has_forms_of(report: &FileReport, other: &FileReport) -> bool {
    let forms = |report: &FileReport| -> Vec<FormId> {
        let forms = report.submission.iter().flat_map(|submission| &submission.forms);
        forms.map(|filled| filled.form.id.clone()).collect()
    };
    let own = forms(report);
    forms(other).iter().all(|id| own.contains(id))
}

impl OpenFiles {
    /// Takes a file and checks it. It replaces an earlier file of the same name, unit and period with no other
    /// forms, which the sender has corrected since. Under another name it is another file, because two communes may have sent the same.
    ///
    /// If other open files of the unit are of the period before, it is compared with them, whichever came first.
    ///
    /// Gives its id; `None` if there is no space for it.
    pub fn add(&mut self, upload: Upload, tools: &Tools<'_>) -> Option<String> {
        let named = [upload.name.as_bytes(), b"\0", &upload.bytes].concat();
        let id: String = phuluc_form::sha256(&named).chars().take(16).collect();
        self.refused.retain(|(name, _)| *name != upload.name);
        self.files.retain(|file| file.id != id);
        let held: usize = self.files.iter().map(|file| file.bytes.len()).sum();
        if held + upload.bytes.len() > MOST_BYTES {
            return None;
        }
        let mut report = self.checked(&upload.name, &upload.bytes, Sender::AsStated, tools);
        let unit = report.unit().map(unit::key);
        let is_earlier_state = |file: &KeptFile| {
            let of_unit = unit.is_some() && file.unit == unit;
            of_unit
                && file.report.path == upload.name
                && file.report.period() == report.period()
                && has_forms_of(&report, &file.report)
        };
        let before = self.files.len();
        self.files.retain(|file| !is_earlier_state(file));
        let replaces = self.files.len() < before;
        if replaces {
            // the earlier state is not to be compared with
            report = self.checked(&upload.name, &upload.bytes, Sender::AsStated, tools);
        }
        self.files.push(KeptFile {
            id: id.clone(),
            bytes: upload.bytes,
            report,
            unit: unit.clone(),
            trial: None,
            replaces,
            is_sample: false,
        });
        self.check_again(unit.as_deref(), &id, tools);
        Some(id)
    }

    /// Checks the unit's other files again, because the file `except` may be their period before.
    fn check_again(&mut self, unit: Option<&str>, except: &str, tools: &Tools<'_>) {
        for index in 0..self.files.len() {
            let file = &self.files[index];
            if unit.is_some() && file.unit.as_deref() == unit && file.id != except {
                let report = self.checked(&file.report.path, &file.bytes, Sender::AsStated, tools);
                self.files[index].report = report;
                self.files[index].trial = None;
            }
        }
    }

    /// Checks every file again, because other forms are known now.
    pub fn check_all(&mut self, tools: &Tools<'_>) {
        for index in 0..self.files.len() {
            let file = &self.files[index];
            let report = self.checked(&file.report.path, &file.bytes, Sender::AsStated, tools);
            self.files[index].unit = report.unit().map(unit::key);
            self.files[index].report = report;
            self.files[index].trial = None;
        }
    }

    fn checked(&self, name: &str, bytes: &[u8], sender: Sender<'_>, tools: &Tools<'_>) -> FileReport {
        let previous: Vec<Submission> =
            self.files.iter().filter_map(|file| file.report.submission.clone()).collect();
        let context = Context { previous: &previous, sender, ..Context::default() };
        report(name, &FileContent::Bytes(bytes.to_vec()), &context, tools)
    }

    /// Tries more figures in a file, in addition to those that are being tried. With no figures in `more`, the trial
    /// ends.
    pub fn try_out(&mut self, id: &str, more: &[Arc<Decision>], tools: &Tools<'_>) {
        let Some(index) = self.files.iter().position(|file| file.id == id) else { return };
        let file = &self.files[index];
        let tried = file.trial.iter().flat_map(|trial| trial.figures.iter().cloned());
        let figures: Vec<Arc<Decision>> =
            tried.filter(|_| !more.is_empty()).chain(more.iter().cloned()).collect();
        let sender = Sender::Unit {
            unit: None,
            original: "",
            opening: &[],
            level: None,
            decisions: &figures,
            sending: 1,
        };
        let report = self.checked(&file.report.path, &file.bytes, sender, tools);
        self.files[index].trial = (!figures.is_empty()).then_some(Trial { figures, report });
    }

    /// The file with this id.
    pub fn get(&self, id: &str) -> Option<&KeptFile> {
        self.files.iter().find(|file| file.id == id)
    }

    /// Remembers that a file was not opened. It is named on the screens until it is opened or all files are closed.
    pub fn refuse(&mut self, name: &str, why: &str) {
        self.refused.retain(|(other, _)| other != name);
        self.refused.push((name.to_owned(), why.to_owned()));
    }

    /// Forgets that these files were not opened.
    pub fn accept(&mut self, names: &[String]) {
        self.refused.retain(|(other, _)| !names.contains(other));
    }

    /// The files that were not opened, each with the reason.
    pub fn refused(&self) -> &[(String, String)] {
        &self.refused
    }

    /// All open files.
    pub fn files(&self) -> &[KeptFile] {
        &self.files
    }

    /// Opens the reports of invented communes.
    pub fn open_sample(&mut self, tools: &Tools<'_>) {
        for upload in sample::files() {
            self.add(upload, tools);
        }
        for file in &mut self.files {
            file.is_sample = true;
        }
    }

    /// Closes the reports of invented communes, which are not added to those of others.
    pub fn close_sample(&mut self) {
        self.files.retain(|file| !file.is_sample);
    }

    /// Closes all files.
    pub fn clear(&mut self) {
        self.files.clear();
        self.refused.clear();
    }
}
