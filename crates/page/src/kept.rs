//! The workbooks that were dropped, kept with their reports as long as the page is open.

use crate::Upload;
use phuluc_check::Submission;
use phuluc_desk::{Context, FileContent, Tools, report};
use phuluc_form::unit;
use phuluc_round::FileReport;

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
        let report = self.checked(&upload.name, &upload.bytes, tools);
        let unit = report.unit().map(unit::key);
        self.files.push(KeptFile { id: id.clone(), bytes: upload.bytes, report });
        self.check_again(unit.as_deref(), &id, tools);
        Some(id)
    }

    /// Checks a unit's other files once more, as one of them may be the period before of another.
    fn check_again(&mut self, unit: Option<&str>, except: &str, tools: &Tools<'_>) {
        for index in 0..self.files.len() {
            let file = &self.files[index];
            if unit.is_some() && file.report.unit().map(unit::key).as_deref() == unit && file.id != except {
                let report = self.checked(&file.report.path, &file.bytes, tools);
                self.files[index].report = report;
            }
        }
    }

    fn checked(&self, name: &str, bytes: &[u8], tools: &Tools<'_>) -> FileReport {
        let previous: Vec<Submission> =
            self.files.iter().filter_map(|file| file.report.submission.clone()).collect();
        let context = Context { previous: &previous, ..Context::default() };
        report(name, &FileContent::Bytes(bytes.to_vec()), &context, tools)
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
