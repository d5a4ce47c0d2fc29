//! The workbooks that were dropped, kept with their reports as long as the page is open.

use crate::Upload;
use crate::trial::Trial;
use phuluc_check::{Decision, Submission};
use phuluc_desk::{Context, FileContent, Sender, Tools, report};
use phuluc_form::unit;
use phuluc_round::FileReport;
use std::sync::Arc;

/// How many bytes are kept in all.
const MOST_BYTES: usize = 200 << 20;

/// The workbooks, in the order in which they were dropped.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    files: Vec<KeptFile>,
}

/// A workbook with its report.
#[derive(Debug)]
pub(crate) struct KeptFile {
    /// What requests call it.
    pub id: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was found in it. Its path is the name that the file had.
    pub report: FileReport,
    /// What would be found in it with the figures that are being tried, if any are.
    pub trial: Option<Trial>,
}

impl Kept {
    /// Takes a file and checks it. The same file under the same name replaces the one that was there; under another
    /// name it is another file, as two communes may have sent the same.
    ///
    /// What other files say of the same unit's period before is compared with it, whichever came first.
    ///
    /// Gives its id; `None` if there is no room for it.
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

    /// Checks a unit's other files once more, as one of them may be the period before of another.
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

    /// Checks every file once more, as other forms are known now.
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

    /// Tries more figures in a file, besides those that are being tried in it; without any, none are tried any more.
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

    /// The file of that id.
    pub fn get(&self, id: &str) -> Option<&KeptFile> {
        self.files.iter().find(|file| file.id == id)
    }

    /// All of them.
    pub fn files(&self) -> &[KeptFile] {
        &self.files
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.files.clear();
    }
}
