//! The files that commands read: definitions, rounds, workbooks.

use super::{Error, file, sandbox};
use phuluc::catalogue::Catalogue;
use phuluc::check::{self, Checked};
use phuluc::consolidate::{self, Member};
use phuluc::finding::{Finding, Notice};
use phuluc::form::FormId;
use phuluc::identity::Identity;
use phuluc::report::{FileReport, Status};
use phuluc::round::Round;
use phuluc::submission::Submission;
use phuluc::unit::{self, Level};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file that makes a folder a round.
const ROUND: &str = "round.toml";
/// The endings of what may be a workbook; what it is, its content says.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// The built-in forms, with those of a folder.
pub(crate) fn catalogue(folder: Option<&Path>) -> Result<Catalogue, Error> {
    let files = folder.map_or(Ok(Vec::new()), definitions)?;
    Catalogue::with(files).map_err(Error::Definitions)
}

/// The definitions in a folder, by path and text.
pub(crate) fn definitions(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let text = |path: PathBuf| match fs::read_to_string(&path) {
        Ok(text) => Ok((shown(&path), text)),
        Err(source) => Err(Error::Read { path, source }),
    };
    walk(folder, &|path| has_ending(path, &["toml"]))?.into_iter().map(text).collect()
}

/// A round and its folder.
pub(crate) struct OpenRound {
    pub folder: PathBuf,
    pub round: Round,
}

/// Opens a round by its folder or its `round.toml`.
pub(crate) fn round(path: &Path, catalogue: &Catalogue) -> Result<OpenRound, Error> {
    let file = if path.is_dir() { path.join(ROUND) } else { path.to_owned() };
    if !file.is_file() || file.file_name().is_none_or(|name| name != ROUND) {
        return Err(Error::NotARound(path.to_owned()));
    }
    let text = fs::read_to_string(&file).map_err(|source| Error::Read { path: file.clone(), source })?;
    let known: Vec<&FormId> = catalogue.forms().map(|form| &form.id).collect();
    let round = Round::read(&text, &known).map_err(|source| Error::Round { path: file.clone(), source })?;
    Ok(OpenRound { folder: file.parent().map(Path::to_owned).unwrap_or_default(), round })
}

/// What every unit of a round sent; `named` turns a path of the round into the one that is shown.
pub(crate) fn members(
    open: &OpenRound,
    catalogue: &Catalogue,
    previous: &[Submission],
    named: &dyn Fn(&str) -> String,
) -> Vec<Member> {
    let of_unit = |unit: &phuluc::round::Unit| {
        let files = unit.files.iter();
        let read =
            |file: &String| report(&open.folder.join(file), named(file), unit.level, catalogue, previous);
        files.map(read).collect::<Vec<FileReport>>()
    };
    let reports = open.round.units.iter().map(of_unit).collect();
    consolidate::gather(&open.round, reports, catalogue)
}

/// Reads and checks all workbooks under the given paths: files, folders, rounds.
pub(crate) fn reports(
    paths: &[PathBuf],
    catalogue: &Catalogue,
    previous: &[Submission],
) -> Result<Vec<FileReport>, Error> {
    let mut reports = Vec::new();
    for path in paths {
        if path.is_dir() && path.join(ROUND).is_file() {
            let open = round(path, catalogue)?;
            let members = members(&open, catalogue, previous, &|file| shown(&path.join(file)));
            reports.extend(members.into_iter().flat_map(|member| member.reports));
        } else if path.is_dir() {
            let files = walk(path, &is_workbook)?;
            if files.is_empty() {
                return Err(Error::NothingThere(path.clone()));
            }
            reports.extend(files.iter().map(|file| report(file, shown(file), None, catalogue, previous)));
        } else {
            reports.push(report(path, shown(path), None, catalogue, previous));
        }
    }
    Ok(reports)
}

/// What earlier reports say, to compare with.
pub(crate) fn previous(paths: &[PathBuf], catalogue: &Catalogue) -> Result<Vec<Submission>, Error> {
    let reports = reports(paths, catalogue, &[])?;
    match reports.iter().find(|report| report.status() == Status::Unreadable) {
        Some(unreadable) => Err(Error::Previous(Box::new(unreadable.clone()))),
        None => Ok(reports.into_iter().filter_map(|report| report.submission).collect()),
    }
}

/// Workbooks in a round's `nhan` folder that its `round.toml` does not name.
pub(crate) fn unlisted(open: &OpenRound) -> Result<Vec<PathBuf>, Error> {
    let folder = open.folder.join("nhan");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listed: Vec<PathBuf> =
        open.round.units.iter().flat_map(|unit| &unit.files).map(|file| open.folder.join(file)).collect();
    let mut files = walk(&folder, &is_workbook)?;
    files.retain(|file| !listed.contains(file));
    Ok(files)
}

/// Reads and checks one workbook. Whatever is wrong with it is in the report and costs no other file.
fn report(
    path: &Path,
    shown: String,
    level: Option<Level>,
    catalogue: &Catalogue,
    previous: &[Submission],
) -> FileReport {
    let refused = |sha256, notice| {
        let checked = Checked { findings: vec![Finding::of_file(notice)], ..Checked::default() };
        FileReport { path: shown.clone(), sha256, submission: None, checked }
    };
    if !path.exists() {
        return refused(None, Notice::NoFile);
    }
    let bytes = match file::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return refused(None, Notice::Unreadable(Arc::new(error))),
    };
    let sha256 = phuluc::sha256(&bytes);
    let sheets = match sandbox::read(&bytes) {
        Ok(sheets) => sheets,
        Err(error) => return refused(Some(sha256), Notice::Unreadable(Arc::new(error))),
    };
    if Identity::find(&sheets).is_some_and(|identity| identity.consolidated) {
        return refused(Some(sha256), Notice::OwnOutput);
    }
    let mut submission = Submission::read(&sheets, catalogue);
    submission.level = submission.level.or(level);
    if submission.forms.is_empty() {
        let sheets = sheets.iter().filter(|sheet| !Identity::is_on(sheet));
        return refused(
            Some(sha256),
            Notice::NoForm {
                sheets: sheets.map(|sheet| sheet.name.clone()).collect(),
                nearest: submission.nearest().cloned(),
            },
        );
    }
    let before = previous.iter().find(|before| precedes(before, &submission));
    let checked = check::check(&submission, before);
    FileReport { path: shown, sha256: Some(sha256), submission: Some(submission), checked }
}

/// Whether a report is the same unit's for the period that ends the day before the other begins.
fn precedes(before: &Submission, now: &Submission) -> bool {
    let same_unit = match (&before.unit, &now.unit) {
        (Some(before), Some(now)) => unit::key(before) == unit::key(now),
        _ => false,
    };
    let follows = matches!((before.period, now.period), (Some(before), Some(now)) if before.precedes(now));
    same_unit && follows
}

/// All wanted files under a folder, by path.
fn walk(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(walk(&path, wanted)?);
        } else if wanted(&path) {
            files.push(path);
        }
    }
    Ok(files)
}

/// Whether a file may be a workbook; Excel's lock files (`~$…`) are not.
fn is_workbook(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    has_ending(path, &WORKBOOKS) && !name.starts_with("~$")
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A path as it is shown on every system.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
