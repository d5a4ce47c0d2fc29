//! A round in a folder on disk, on which the program is run.

use crate::support::builder::workbook;
use std::fs;
use std::process::{Command, Output};

pub(crate) const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

/// A line with one wrong figure.
pub(crate) const WRONG: (&str, &str) = ("Tổng cộng", "31 16 13 1  27 13 13 1  3 2 1");

pub(crate) fn phuluc(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_phuluc")).args(args).output().expect("the program runs")
}

/// A round for the first quarter of 2024.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    /// A round of `tthc-06a`.
    pub fn new(units: &[&str]) -> Self {
        Self::of(&["tthc-06a"], units)
    }

    /// A round of some forms.
    pub fn of(forms: &[&str], units: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let units: Vec<String> = units.iter().map(|unit| format!("[[units]]\nname = \"{unit}\"\n")).collect();
        let units = units.concat();
        let text = format!(
            "title = \"Báo cáo quý I/2024\"\nreceiver = \"Sở Nội vụ tỉnh Ví dụ\"\nforms = {forms:?}\n\
             period = {{ from = 2023-12-15, to = 2024-03-14 }}\ndue = 2024-03-18T17:00:00+07:00\n{units}"
        );
        fs::write(folder.path().join("round.toml"), text).unwrap();
        Self(folder)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs a command on the round. Gives its exit code and its output, with the folder's name replaced.
    pub fn run(&self, command: &str, args: &[&str]) -> (i32, String) {
        let folder = self.path("");
        let folder = folder.trim_end_matches('/');
        let mut all = vec![command, folder];
        all.extend(args);
        let output = phuluc(&all);
        let mut said = String::from_utf8(output.stdout).unwrap();
        said.push_str(&String::from_utf8(output.stderr).unwrap());
        (output.status.code().unwrap(), said.replace(folder, "[round]"))
    }

    pub fn files(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.path().join(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The text of all sheets of a workbook in the round.
    pub fn text(&self, name: &str) -> String {
        let sheets = phuluc::grid::read(&fs::read(self.0.path().join(name)).unwrap()).unwrap();
        let cells = sheets.iter().flat_map(|sheet| sheet.cells().map(|(_, cell)| cell.shown()));
        cells.collect::<Vec<_>>().join("\n")
    }
}

pub(crate) fn report(unit: &str) -> Vec<u8> {
    workbook(unit).tthc(&[TOTAL]).bytes()
}
