//! An office at its desk: rounds that it keeps, and workbooks corrected in Excel.

use crate::support::round_folder::phuluc;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An office that keeps a round: a folder in which it runs the program.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs the program beside the folder of the round. Gives its exit code and its output.
    pub fn run(&self, line: &[&str]) -> (i32, String) {
        let here = self.0.path();
        let args: Vec<String> =
            line.iter()
                .map(|arg| {
                    if here.join(arg).exists() || *arg == "quy-1" {
                        self.path(arg)
                    } else {
                        (*arg).to_owned()
                    }
                })
                .collect();
        let output = phuluc(&args.iter().map(String::as_str).collect::<Vec<_>>());
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }

    /// Begins the round `quy-1` from this list of units. Gives what the program says.
    pub fn begin(&self, units: &str, more: &[&str]) -> String {
        let line = ["tao-dot", "quy-1", "--period", "quý I/2024", "--form", "tthc-06a", "--units", units];
        let (code, said) = self.run(&[&line[..], more].concat());
        assert_eq!(code, 0, "{said}");
        said
    }
}

/// A workbook with one number replaced on its sheets, as a commune corrects it in Excel.
pub(crate) fn corrected(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut before = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut after = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..before.len() {
        let mut part = before.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            // the index of a shared text is no figure
            let (text_before, kept) = (format!("t=\"s\"><v>{from}</v>"), "\u{E000}");
            let text = text.replace(&text_before, kept);
            let text = text.replace(&format!("<v>{from}</v>"), &format!("<v>{to}</v>"));
            bytes = text.replace(kept, &text_before).into_bytes();
        }
        after.start_file(name, SimpleFileOptions::default()).unwrap();
        after.write_all(&bytes).unwrap();
    }
    after.finish().unwrap().into_inner()
}
