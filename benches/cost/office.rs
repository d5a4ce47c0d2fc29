//! Other programs: LibreOffice, and Python with the libraries that `peers/requirements.txt` pins.

use super::rounds::KEPT;
use super::{Outcome, measure};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PEERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers");
/// How many workbooks LibreOffice saves again in one go.
const AT_ONCE: usize = 100;

/// Saves one third of the workbooks again with LibreOffice and another with openpyxl, where they are installed.
pub(super) fn saved_again(mut workbooks: Vec<(String, Vec<u8>)>) -> Outcome<Vec<(String, Vec<u8>)>> {
    if let Some(office) = libre_office() {
        third_saved_again(&mut workbooks, 1, |files, saved| save_by_office(office, files, saved))?;
    }
    if let Some(python) = python() {
        third_saved_again(&mut workbooks, 2, |files, saved| save_by_openpyxl(&python, files, saved))?;
    }
    Ok(workbooks)
}

/// Saves every third workbook again, beginning with this one.
fn third_saved_again(
    workbooks: &mut [(String, Vec<u8>)],
    first: usize,
    save: impl FnOnce(&[PathBuf], &Path) -> Outcome<()>,
) -> Outcome<()> {
    let folder = tempfile::tempdir_in(KEPT)?;
    let (sent, saved) = (folder.path().join("sent"), folder.path().join("saved"));
    fs::create_dir_all(&sent)?;
    fs::create_dir_all(&saved)?;
    let name = |index: usize| format!("{index}.xlsx");
    let mut files = Vec::new();
    for (index, (_, bytes)) in workbooks.iter().enumerate().skip(first).step_by(3) {
        let file = sent.join(name(index));
        fs::write(&file, bytes)?;
        files.push(file);
    }
    save(&files, &saved)?;
    for (index, (_, bytes)) in workbooks.iter_mut().enumerate().skip(first).step_by(3) {
        *bytes = fs::read(saved.join(name(index)))?;
    }
    Ok(())
}

fn save_by_office(office: &str, files: &[PathBuf], saved: &Path) -> Outcome<()> {
    for files in files.chunks(AT_ONCE) {
        let mut command = convert(office, "xlsx", saved)?;
        command.args(files).stderr(Stdio::null());
        measure::once(command)?;
    }
    Ok(())
}

fn save_by_openpyxl(python: &Path, files: &[PathBuf], saved: &Path) -> Outcome<()> {
    let mut command = Command::new(python);
    command.arg(Path::new(PEERS).join("save_again.py")).arg(saved).args(files);
    measure::once(command)?;
    Ok(())
}

/// LibreOffice turning workbooks into another kind of file.
pub(super) fn convert(office: &str, kind: &str, into: &Path) -> Outcome<Command> {
    let profile = Path::new(KEPT).join("office");
    let profile = profile.to_str().ok_or_else(|| io::Error::other("the build's folder has an odd name"))?;
    let mut command = Command::new(office);
    command.arg(format!("-env:UserInstallation=file://{profile}"));
    command.args(["--headless", "--convert-to", kind, "--outdir"]).arg(into);
    Ok(command)
}

/// LibreOffice, if it is installed.
pub(super) fn libre_office() -> Option<&'static str> {
    ["soffice", "libreoffice"].into_iter().find(|name| runs(Command::new(name).arg("--version")))
}

/// Python with the pinned libraries, in an environment of its own, if Python is installed.
pub(super) fn python() -> Option<PathBuf> {
    let venv = Path::new(KEPT).join("python");
    let python = venv.join("bin/python");
    let is_there =
        || runs(Command::new(&python).args(["-c", "import pandas, openpyxl, python_calamine, xlsxwriter"]));
    if !is_there() {
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        let requirements = Path::new(PEERS).join("requirements.txt");
        runs(Command::new("python3").args(["-m", "venv"]).arg(&venv));
        runs(Command::new(&python).args(pip).arg(requirements));
    }
    is_there().then_some(python)
}

/// A script that does phuluc's job with other libraries.
pub(super) fn peer(python: &Path, library: &str, round: &Path, output: &Path) -> Command {
    let mut command = Command::new(python);
    command.arg(Path::new(PEERS).join("consolidate.py")).arg(library).arg(round).arg(output);
    command
}

fn runs(command: &mut Command) -> bool {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
