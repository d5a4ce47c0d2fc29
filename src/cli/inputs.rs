//! The inputs of commands: definitions and workbooks.

use super::disk::{self, Disk, shown, walk};
use super::packs::packs;
use super::reading::Threads;
use super::{Error, file, output, second_process};
use phuluc::check::{Checker, OwnOutput, Submission};
use phuluc::desk;
use phuluc::desk::{Context, OpenRound, Paths, Tools, Unwatched};
use phuluc::form::Catalogue;
use phuluc::grid::Sheet;
use phuluc::round::{FileReport, FileStatus, Member, round};
use phuluc::say::{Lang, RoundMessage, words};
use std::io;
use std::path::{Path, PathBuf};

/// The catalogue to work with: the built-in forms, and those of packs. Of a round, its own packs are used.
pub(crate) fn catalogue(forms: Option<&Path>, round: Option<&Path>, lang: Lang) -> Result<Catalogue, Error> {
    let catalogue = Catalogue::of_packs(packs(forms, round, lang)?).map_err(Error::Definitions)?;
    if let Some(other) = round.and_then(|round| desk::other_packs(&Disk::of_round(round), &catalogue)) {
        let round = &shown(round.unwrap_or_else(|| Path::new("")));
        let named = forms.is_some();
        output::print_message(&words::say(lang, RoundMessage::OtherPacks { other: &other, named, round }));
    }
    Ok(catalogue)
}

/// A checker for the catalogue to work with.
pub(crate) fn checker(forms: Option<&Path>, round: Option<&Path>, lang: Lang) -> Result<Checker, Error> {
    catalogue(forms, round, lang).map(Checker::new)
}

/// The tools that the program lends the engine: a reader in a second process, and as many threads as there are
/// processors.
pub(crate) fn tools(checker: &Checker) -> Tools<'_> {
    Tools { checker, read: &second_process::read, workers: &Threads, watch: &Unwatched }
}

/// Whether a file may be a definition, by its ending.
pub(crate) fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// The first path that is a round. Its packs are used for all paths.
pub(crate) fn first_round(paths: &[PathBuf]) -> Option<&Path> {
    paths.iter().find(|path| Disk::of_round(path).path(round::FILE).is_file()).map(PathBuf::as_path)
}

/// The paths that a command names, as folders on disk.
pub(crate) fn disks(paths: &[PathBuf]) -> Vec<Disk> {
    paths.iter().map(|path| Disk::new(path)).collect()
}

/// Reads and checks all workbooks at the paths: files, folders, rounds.
pub(crate) fn reports(paths: &[PathBuf], tools: &Tools<'_>) -> Result<Vec<FileReport>, Error> {
    let disks = disks(paths);
    let sources = sources(&disks, tools, &[])?;
    Ok(sources.into_iter().flat_map(Source::into_reports).collect())
}

/// The reports found at one path of a command.
pub(crate) enum Source<'s> {
    /// A round, with the reports of its units and the reports on files whose unit is unknown.
    Round { disk: &'s Disk, open: Box<OpenRound<'s>>, members: Vec<Member>, without_unit: Vec<FileReport> },
    /// Reports on workbooks that belong to no round.
    Files(Vec<FileReport>),
}

impl Source<'_> {
    pub fn into_reports(self) -> Vec<FileReport> {
        match self {
            Self::Files(reports) => reports,
            Self::Round { members, without_unit, .. } => {
                members.into_iter().flat_map(|member| member.reports).chain(without_unit).collect()
            }
        }
    }
}

/// Reads and checks the workbooks at each of the paths: files, folders, rounds.
pub(crate) fn sources<'d>(
    disks: &'d [Disk],
    tools: &Tools<'_>,
    previous: &[Submission],
) -> Result<Vec<Source<'d>>, Error> {
    let context = Context { previous, previous_was_given: !previous.is_empty(), ..Context::default() };
    let read = |path: &PathBuf| desk::report(&shown(path), &disk::content(path), &context, tools);
    let mut sources = Vec::new();
    for disk in disks {
        let path = disk.path("");
        sources.push(if path.is_dir() && disk.path(round::FILE).is_file() {
            let open = OpenRound::open(disk, tools)?;
            let previous: Vec<Submission> = previous.iter().chain(&open.previous).cloned().collect();
            let members = open.members(tools, &previous, Paths::Shown);
            let without_unit = open.files_without_unit(tools, Paths::Shown);
            Source::Round { disk, open: Box::new(open), members, without_unit }
        } else if path.is_dir() {
            let files = walk(&path)?.into_workbooks();
            if files.is_empty() {
                return Err(Error::NothingThere(path));
            }
            Source::Files(tools.map(&files, read))
        } else {
            Source::Files(vec![read(&path)])
        });
    }
    Ok(sources)
}

/// The submissions in reports that were sent before, each with its path. Files that cannot be read are left out.
pub(crate) fn read_again(paths: &[PathBuf], tools: &Tools<'_>) -> Result<Vec<(String, Submission)>, Error> {
    let mut read = Vec::new();
    for report in reports(paths, tools)? {
        if report.checked.findings.iter().any(|finding| finding.general::<OwnOutput>().is_some()) {
            let path = Path::new(&report.path);
            let earlier = desk::read_earlier_round(disk::beside(path), &report.path, tools)?;
            let reports = earlier.consolidation.members.into_iter().flat_map(|member| member.reports);
            read.extend(reports.filter_map(|report| Some((report.path, report.submission?))));
        } else {
            read.extend(report.submission.map(|submission| (report.path, submission)));
        }
    }
    Ok(read)
}

/// The submissions of earlier reports to compare with, from files, folders, rounds and consolidated workbooks. A file
/// that cannot be read is an error.
pub(crate) fn previous(paths: &[PathBuf], tools: &Tools<'_>) -> Result<Vec<Submission>, Error> {
    let mut previous = Vec::new();
    for report in reports(paths, tools)? {
        if report.checked.findings.iter().any(|finding| finding.general::<OwnOutput>().is_some()) {
            let path = Path::new(&report.path);
            let earlier = desk::read_earlier_round(disk::beside(path), &report.path, tools)?;
            let members = earlier.consolidation.members.into_iter();
            previous.extend(members.flat_map(|member| member.reports).filter_map(|report| report.submission));
        } else if report.status() == FileStatus::Unreadable {
            return Err(desk::Error::Previous(Box::new(report)).into());
        } else {
            previous.extend(report.submission);
        }
    }
    Ok(previous)
}

/// The sheets of a workbook that must exist.
pub(crate) fn sheets(path: &Path) -> Result<Vec<Sheet>, Error> {
    let read = file::read(path).and_then(|bytes| second_process::read(&bytes));
    Ok(read.map_err(|source| desk::Error::Unreadable { path: path.display().to_string(), source })?)
}

/// The error for a file that cannot be read.
pub(crate) fn not_read(path: &Path, source: io::Error) -> Error {
    desk::Error::Read { path: path.display().to_string(), source }.into()
}
