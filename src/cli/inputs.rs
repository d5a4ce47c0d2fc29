//! The files that commands read: definitions and workbooks.

use super::open_round::{self, OpenRound};
use super::{Error, file, reading, sandbox};
use phuluc::book::consolidated;
use phuluc::catalogue::Catalogue;
use phuluc::check::Checked;
use phuluc::checker::Checker;
use phuluc::consolidate::Member;
use phuluc::file_report::{FileReport, FileStatus};
use phuluc::finding::{Finding, Notice};
use phuluc::grid::Sheet;
use phuluc::identity::Identity;
use phuluc::oddity::Oddity;
use phuluc::round;
use phuluc::submission::Submission;
use phuluc::unit::{self, Level};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The endings of what may be a workbook; what it is, its content says.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// The built-in forms, with those of a folder.
pub(crate) fn catalogue(folder: Option<&Path>) -> Result<Catalogue, Error> {
    let files = folder.map_or(Ok(Vec::new()), definitions)?;
    Catalogue::with(files).map_err(Error::Definitions)
}

/// What reads and checks reports on these forms.
pub(crate) fn checker(folder: Option<&Path>) -> Result<Checker, Error> {
    catalogue(folder).map(Checker::new)
}

/// The definitions in a folder, by path and text.
pub(crate) fn definitions(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let text = |path: PathBuf| match fs::read_to_string(&path) {
        Ok(text) => Ok((shown(&path), text)),
        Err(source) => Err(Error::Read { path, source }),
    };
    walk(folder, &|path| has_ending(path, &["toml"]))?.into_iter().map(text).collect()
}

/// Reads and checks all workbooks under the given paths: files, folders, rounds.
pub(crate) fn reports(
    paths: &[PathBuf],
    checker: &Checker,
    previous: &[Submission],
) -> Result<Vec<FileReport>, Error> {
    let sources = sources(paths, checker, previous)?;
    Ok(sources.into_iter().flat_map(Source::into_reports).collect())
}

/// What stands under one of the paths of a command.
pub(crate) enum Source {
    /// A round with what its units sent, and the files of nobody.
    Round { open: Box<OpenRound>, members: Vec<Member>, nobodys: Vec<FileReport> },
    /// Workbooks that belong to no round.
    Files(Vec<FileReport>),
}

impl Source {
    pub fn into_reports(self) -> Vec<FileReport> {
        match self {
            Self::Files(reports) => reports,
            Self::Round { members, nobodys, .. } => {
                members.into_iter().flat_map(|member| member.reports).chain(nobodys).collect()
            }
        }
    }
}

/// Reads and checks what stands under the given paths: files, folders, rounds.
pub(crate) fn sources(
    paths: &[PathBuf],
    checker: &Checker,
    previous: &[Submission],
) -> Result<Vec<Source>, Error> {
    let mut sources = Vec::new();
    for path in paths {
        if path.is_dir() && path.join(round::FILE).is_file() {
            let open = Box::new(self::open_round::open(path, checker)?);
            let previous: Vec<Submission> = previous.iter().chain(&open.previous).cloned().collect();
            let members = open_round::members(&open, checker, &previous, &|file| shown(&path.join(file)));
            let nobodys = open_round::of_nobody(&open, checker, &|file| shown(&path.join(file)));
            sources.push(Source::Round { open, members, nobodys });
        } else if path.is_dir() {
            let files = walk(path, &is_workbook)?;
            if files.is_empty() {
                return Err(Error::NothingThere(path.clone()));
            }
            let read = |file: &PathBuf| report(file, shown(file), None, checker, previous);
            sources.push(Source::Files(reading::all(&files, read)));
        } else {
            sources.push(Source::Files(vec![report(path, shown(path), None, checker, previous)]));
        }
    }
    Ok(sources)
}

/// What earlier reports say, to compare with.
pub(crate) fn previous(paths: &[PathBuf], checker: &Checker) -> Result<Vec<Submission>, Error> {
    let reports = reports(paths, checker, &[])?;
    match reports.iter().find(|report| report.status() == FileStatus::Unreadable) {
        Some(unreadable) => Err(Error::Previous(Box::new(unreadable.clone()))),
        None => Ok(reports.into_iter().filter_map(|report| report.submission).collect()),
    }
}

/// Every file of a folder but lock files and those that systems hide.
pub(crate) fn all_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let is_seen = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        !name.starts_with("~$") && !name.starts_with('.') && !matches!(name, "Thumbs.db" | "desktop.ini")
    };
    walk(folder, &is_seen)
}

/// Reads and checks one workbook. Whatever is wrong with it is in the report and costs no other file.
pub(super) fn report(
    path: &Path,
    shown: String,
    level: Option<Level>,
    checker: &Checker,
    previous: &[Submission],
) -> FileReport {
    adjusted_report(path, shown, level, checker, previous, None)
}

/// A file from which nothing could be read.
pub(super) fn refused(path: String, sha256: Option<String>, notice: Notice) -> FileReport {
    let checked = Checked { findings: vec![Finding::of_file(notice)], ..Checked::default() };
    FileReport { path, sha256, submission: None, checked: Arc::new(checked), passed_on: None }
}

/// The same in a round: figures are adjusted before they are checked, and a consolidated workbook stands for
/// the units in it.
pub(super) fn adjusted_report(
    path: &Path,
    shown: String,
    level: Option<Level>,
    checker: &Checker,
    previous: &[Submission],
    in_round: Option<&dyn Fn(&mut Submission)>,
) -> FileReport {
    let refused = |sha256, notice| refused(shown.clone(), sha256, notice);
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
        if in_round.is_none() {
            return refused(Some(sha256), Notice::OwnOutput);
        }
        return match consolidated::read_back(&sheets, checker.catalogue()) {
            Ok(passed) => FileReport {
                path: shown,
                sha256: Some(sha256),
                submission: None,
                checked: Arc::default(),
                passed_on: Some(Box::new(passed)),
            },
            Err(refusal) => refused(Some(sha256), Notice::Oddity(Oddity::NotTakenOver(refusal))),
        };
    }
    let mut submission = checker.read(&sheets);
    submission.level = submission.level.or(level);
    if let Some(adjust) = in_round {
        adjust(&mut submission);
    }
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
    let mut checked = checker.check(&submission, before);
    if let Some(figures) = before.and_then(|before| submission.repeats(before)) {
        checked.findings.insert(0, Finding::of_file(Notice::Oddity(Oddity::SameAsBefore { figures })));
    }
    FileReport {
        path: shown,
        sha256: Some(sha256),
        submission: Some(submission),
        checked: Arc::new(checked),
        passed_on: None,
    }
}

/// The sheets of a workbook that was read before.
pub(crate) fn sheets(path: &Path) -> Result<Vec<Sheet>, Error> {
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    sandbox::read(&file::read(path).map_err(unreadable)?).map_err(unreadable)
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
pub(super) fn walk(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Error> {
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
pub(super) fn is_workbook(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    has_ending(path, &WORKBOOKS) && !name.starts_with("~$")
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A path as it is shown on every system.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
