//! The workbooks that were dropped, kept in memory with their reports as long as the program or the page is open.

use crate::Upload;
use crate::suggestion_trial::Trial;
use phuluc_check::{Decision, Submission};
use phuluc_desk::{Context, FileContent, Sender, Tools, report};
use phuluc_form::unit;
use phuluc_round::FileReport;
use std::sync::Arc;

/// The most bytes that are kept in all.
const MOST_BYTES: usize = 200 << 20;

/// The open workbooks, in the order in which they were dropped.
#[derive(Debug, Default)]
pub(crate) struct OpenFiles {
    files: Vec<KeptFile>,
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
    /// The report with the figures that are being tried, if there are any.
    pub trial: Option<Trial>,
}

impl OpenFiles {
    /// Takes a file and checks it. The same file under the same name replaces the earlier one. Under another name it
    /// is another file, because two communes may have sent the same.
    ///
    /// If other open files of the unit are of the period before, it is compared with them, whichever came first.
    ///
    /// Gives its id; `None` if there is no space for it.
    pub fn add(&mut self, upload: Upload, tools: &Tools<'_>) -> Option<String> {
        let named = [upload.name.as_bytes(), b"\0", &upload.bytes].concat();
        let id: String = phuluc_form::sha256(&named).chars().take(16).collect();
        self.files.retain(|file| file.id != id);
        let held: usize = self.files.iter().map(|file| file.bytes.len()).sum();
        if held + upload.bytes.len() > MOST_BYTES {
            return None;
        }
        let report = self.checked(&upload.name, &upload.bytes, Sender::AsStated, tools);
        let unit = report.unit().map(unit::key);
        self.files.push(KeptFile { id: id.clone(), bytes: upload.bytes, report, trial: None });
        self.check_again(unit.as_deref(), &id, tools);
        Some(id)
    }

    /// Checks the unit's other files again, because the file `except` may be their period before.
    fn check_again(&mut self, unit: Option<&str>, except: &str, tools: &Tools<'_>) {
        for index in 0..self.files.len() {
            let file = &self.files[index];
            if unit.is_some() && file.report.unit().map(unit::key).as_deref() == unit && file.id != except {
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

    /// All open files.
    pub fn files(&self) -> &[KeptFile] {
        &self.files
    }

    /// Closes all files.
    pub fn clear(&mut self) {
        self.files.clear();
    }
}
