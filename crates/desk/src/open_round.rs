//! An open round: its definition, its lists, and the earlier rounds that it is compared with, read from its folder.
//!
//! It takes a [`Folder`] and the tools. It reads `round.toml`, the list of units, the register, the decisions and the
//! earlier rounds, or gives the problems of the first that is wrong.

use super::folder::{FolderOrFile, is_put_by_people, is_workbook};
use super::{Error, FileContent, Folder, Paths, Tools, record};
use phuluc_book::consolidated;
use phuluc_check::{FileNotFound, Finding, Ruling, Submission, UnreadableFile};
use phuluc_form::Moment;
use phuluc_grid::{Identity, ListProblems, ReadError, Sheet, delimited, plain_text};
use phuluc_round::{
    Attached, ConsolidatedNotTakenOver, Decisions, Earlier, Extension, FileReport, Material, Member,
    OutsideFigure, PassedOn, Register, RegisterLine, Round, RoundError, attachments, consolidate, decisions,
    outside, register, round,
};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use std::{fmt, io};

/// The folder of received files, kept as they came.
pub const RECEIVED: &str = "nhan";
/// The folder of marked workbooks that go back to units.
pub const RETURNED: &str = "tra-lai";
/// The folder of the consolidated workbook.
pub const CONSOLIDATED: &str = "tong-hop";
/// The folder of the workbooks to hand out.
pub const HANDED_OUT: &str = "mau";

/// A round with the folder that it is kept in.
#[derive(Clone)]
pub struct OpenRound<'f> {
    /// The folder of the round.
    pub folder: &'f dyn Folder,
    /// The definition of the round and its units.
    pub round: Round,
    /// The register of files that were received.
    pub register: Register,
    /// The list of decisions.
    pub decisions: Decisions,
    /// The figures that others give for units.
    pub outside: Vec<OutsideFigure>,
    /// The extension of each unit in the list of units, before decisions are applied.
    listed: Vec<Option<Extension>>,
    /// The reports of the units in earlier rounds.
    pub previous: Vec<Submission>,
    /// The rounds to compare totals with.
    pub earlier: Vec<Earlier>,
    /// The lines of the register that this view leaves out; their files are no others.
    left_out: Vec<RegisterLine>,
    /// The workbooks among the received files that are in no list, by SHA-256, once somebody asks for them.
    others: OnceLock<HashMap<String, String>>,
}

impl fmt::Debug for OpenRound<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenRound").field("round", &self.round).finish_non_exhaustive()
    }
}

impl<'f> OpenRound<'f> {
    /// Opens a round, and the rounds that it compares itself with.
    ///
    /// # Errors
    /// If the folder holds no round, or one of its lists has mistakes.
    pub fn open(folder: &'f dyn Folder, tools: &Tools<'_>) -> Result<Self, Error> {
        Self::open_as_in(folder, folder, tools)
    }

    /// Opens a round whose files will stand in another folder, beside which the earlier rounds are.
    pub(super) fn open_as_in(
        folder: &'f dyn Folder,
        place: &dyn Folder,
        tools: &Tools<'_>,
    ) -> Result<Self, Error> {
        let mut open = Self::alone(folder, tools)?;
        let named = open.round.previous.iter().chain(&open.round.last_year);
        let earlier = named.map(|path| read_earlier_round(place.beside(path), path, tools));
        open.earlier = earlier.collect::<Result<_, _>>()?;
        let members = open.earlier.iter().flat_map(|earlier| &earlier.consolidation.members);
        open.previous = members.flat_map(submissions).collect();
        Ok(open)
    }

    /// Opens a round without the rounds that it compares itself with.
    fn alone(folder: &'f dyn Folder, tools: &Tools<'_>) -> Result<Self, Error> {
        if !folder.exists(round::FILE) {
            return Err(Error::NotARound(folder.shown("")));
        }
        let text = text(folder, round::FILE)
            .map_err(|source| Error::Read { path: folder.shown(round::FILE), source })?;
        let roster = list(folder, round::ROSTER, tools)?;
        let mut round = Round::open(&text, roster.as_deref(), tools.catalogue()).map_err(|mut errors| {
            for error in &mut errors {
                match error {
                    RoundError::Definition(problems) => problems.path = folder.shown(round::FILE),
                    RoundError::Roster(problems) => problems.file = folder.shown(round::ROSTER),
                }
            }
            Error::Round { folder: folder.shown(""), errors }
        })?;
        round.notices.file = folder.shown(round::ROSTER);
        let mut register = match list(folder, register::FILE, tools)? {
            Some(sheets) => {
                Register::read(&sheets, &round).map_err(|problems| list_error(folder, problems))?
            }
            None => Register::default(),
        };
        register.notices.file = folder.shown(register::FILE);
        let decisions = match list(folder, decisions::FILE, tools)? {
            Some(sheets) => {
                Decisions::read(&sheets, &round).map_err(|problems| list_error(folder, problems))?
            }
            None => Decisions::default(),
        };
        let outside = match list(folder, outside::FILE, tools)? {
            Some(sheets) => outside::read(&sheets, &round, tools.catalogue())
                .map_err(|problems| list_error(folder, problems))?,
            None => Vec::new(),
        };
        let listed = round.units.iter().map(|unit| unit.extension.clone()).collect();
        let (previous, earlier, left_out) = (Vec::new(), Vec::new(), Vec::new());
        let others = OnceLock::new();
        let mut open =
            Self { folder, round, register, decisions, outside, listed, previous, earlier, left_out, others };
        open.apply_extensions();
        Ok(open)
    }

    /// The round with the files of some units only, so that the files of others need not be read.
    #[must_use]
    pub fn only(mut self, is_wanted: impl Fn(usize) -> bool) -> Self {
        self.leave_out(|entry| !entry.unit.is_some_and(&is_wanted));
        for (index, unit) in self.round.units.iter_mut().enumerate() {
            if !is_wanted(index) {
                unit.files.clear();
            }
        }
        self
    }

    /// The round as it was at a moment, without what was received or decided later.
    #[must_use]
    pub fn until(mut self, at: Moment) -> Self {
        self.leave_out(|entry| entry.received.is_some_and(|received| received > at));
        self.decisions.keep_until(at);
        self.apply_extensions();
        self
    }

    fn leave_out(&mut self, is_left_out: impl Fn(&RegisterLine) -> bool) {
        let (left_out, entries) = self.register.entries.drain(..).partition(is_left_out);
        self.register.entries = entries;
        self.left_out.extend::<Vec<RegisterLine>>(left_out);
    }

    /// The lines of the register, in this view or not.
    fn lines(&self) -> impl Iterator<Item = &RegisterLine> {
        self.register.entries.iter().chain(&self.left_out)
    }

    /// Applies the decided extensions to the units, the latest decision last.
    fn apply_extensions(&mut self) {
        for (unit, listed) in self.round.units.iter_mut().zip(&self.listed) {
            unit.extension.clone_from(listed);
        }
        let mut decisions: Vec<_> = self.decisions.holding().cloned().collect();
        decisions.sort_by_key(|decision| decision.when);
        for decision in decisions {
            if let Ruling::Extended(until) = decision.ruling
                && let Some(unit) = self.round.units.get_mut(decision.unit)
            {
                let by = Some(decision.basis.clone()).filter(|basis| !basis.is_empty());
                unit.extension = Some(Extension { until, by });
            }
        }
    }

    /// The paths of files that `round.toml` or the register names.
    pub fn known_files(&self) -> impl Iterator<Item = &str> {
        let listed = self.round.units.iter().flat_map(|unit| &unit.files).map(String::as_str);
        listed.chain(self.lines().map(|entry| entry.path.as_str()))
    }

    /// Workbooks among the received files that neither `round.toml` nor the register names, and that can be taken in,
    /// and archives and mails with such a workbook. A copy of a registered file is left out: it is the same sending
    /// under another name.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    pub fn unlisted(&self) -> Result<Vec<String>, Error> {
        let registered: HashSet<&str> = self.lines().map(|entry| entry.sha256.as_str()).collect();
        let is_new = |bytes: &[u8]| !registered.contains(phuluc_form::sha256(bytes).as_str());
        let mut files = self.not_known(|file| is_workbook(file) || is_packed(file))?;
        files.retain(|file| match self.folder.workbook(file) {
            FileContent::Bytes(bytes) if is_packed(file) => {
                let packed = attachments::unpack(file, bytes, self.round.zone);
                let mut contents = packed.iter().map(|attachment| &attachment.content);
                contents.any(|content| matches!(content, Attached::Workbook(bytes) if is_new(bytes)))
            }
            FileContent::Bytes(bytes) => is_new(&bytes),
            FileContent::Unreadable(_) | FileContent::Missing => false,
        });
        Ok(files)
    }

    /// Copies of registered files among the received ones, each with the path of its original. A file whose original is
    /// lost or was changed stands for it and is no copy.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    pub fn copies(&self) -> Result<Vec<(String, &str)>, Error> {
        let mut copies = Vec::new();
        for path in self.not_known(is_workbook)? {
            let Ok(sha256) = self.folder.sha256(&path) else { continue };
            let mut lines = self.lines();
            let original = lines.find(|line| line.sha256 == sha256).map(|line| line.path.as_str());
            if let Some(original) = original
                && self.folder.sha256(original).is_ok_and(|there| there == sha256)
            {
                copies.push((path, original));
            }
        }
        Ok(copies)
    }

    /// The path of a file with these bytes among the received ones that are in no list.
    pub(super) fn elsewhere(&self, sha256: &str) -> Option<&str> {
        let others = self.others.get_or_init(|| {
            let files = self.not_known(is_workbook).unwrap_or_default().into_iter();
            files.filter_map(|path| Some((self.folder.sha256(&path).ok()?, path))).collect()
        });
        others.get(sha256).map(String::as_str)
    }

    /// Files among the received ones that are workbooks by their names, are in no list, and cannot be taken in; each
    /// with the reason.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    pub fn unreadable(&self) -> Result<Vec<(String, Finding)>, Error> {
        let files = self.not_known(is_workbook)?.into_iter();
        let unreadable = files.filter_map(|file| match self.folder.workbook(&file) {
            FileContent::Bytes(_) => None,
            FileContent::Unreadable(why) => Some((file, Finding::of_file(UnreadableFile(why)))),
            FileContent::Missing => Some((file, Finding::of_file(FileNotFound))),
        });
        Ok(unreadable.collect())
    }

    /// All files that people put among the received ones by hand, archives and mails included.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    pub(super) fn put_by_hand(&self) -> Result<Vec<String>, Error> {
        self.not_known(is_put_by_people)
    }

    fn not_known(&self, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<String>, Error> {
        let known: HashSet<Vec<&str>> = self.known_files().map(parts).collect();
        let mut files = self.folder.list(RECEIVED)?;
        files.retain(|file| is_wanted(file) && !known.contains(&parts(file)));
        Ok(files)
    }
}

/// Whether other files may be packed in a file, by its name.
fn is_packed(path: &str) -> bool {
    is_put_by_people(path)
        && path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ["zip", "eml"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The submissions of a unit, with its name from the round, whatever the headings say.
fn submissions(member: &Member) -> impl Iterator<Item = Submission> {
    let of_unit =
        |submission: &Submission| Submission { unit: Some(member.unit.name.clone()), ..submission.clone() };
    member.reports.iter().filter_map(move |report| report.submission.as_ref().map(of_unit))
}

/// The parts of a path. On Windows people separate them by `\`.
fn parts(path: &str) -> Vec<&str> {
    path.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).collect()
}

/// An earlier round, read from its folder or its consolidated workbook, without the rounds that it compares itself
/// with. `source` is its name in this round.
///
/// # Errors
/// If it is neither, or cannot be used.
pub fn read_earlier_round(beside: FolderOrFile, source: &str, tools: &Tools<'_>) -> Result<Earlier, Error> {
    let consolidation = match beside {
        FolderOrFile::File { path, content } => {
            let PassedOn { round, members } = passed_on(&path, &content, tools)?;
            consolidate::consolidate(Material::new(&round, members), tools.catalogue())
        }
        FolderOrFile::Folder(folder) => {
            let open = OpenRound::alone(&*folder, tools)?;
            let members = open.members(tools, &[], Paths::InRound);
            // a closed round counts as it was closed
            let only_accepted = record(&*folder).is_some_and(|closed| closed.only_accepted);
            let material = Material { only_accepted, ..Material::new(&open.round, members) };
            consolidate::consolidate(material, tools.catalogue())
        }
    };
    Ok(Earlier { consolidation, source: source.to_owned() })
}

/// The content of a consolidated workbook that is not part of the round.
fn passed_on(path: &str, content: &FileContent, tools: &Tools<'_>) -> Result<PassedOn, Error> {
    let sheets = sheets(path, content, tools)?;
    if Identity::find(&sheets).is_none_or(|identity| !identity.consolidated) {
        return Err(Error::NotEarlier(path.to_owned()));
    }
    consolidated::read_back(&sheets, tools.catalogue()).map_err(|refusal| {
        Error::Previous(Box::new(FileReport::refused(path, None, ConsolidatedNotTakenOver(refusal))))
    })
}

/// The sheets of a workbook that must exist.
///
/// # Errors
/// If they cannot be read.
pub fn sheets(path: &str, content: &FileContent, tools: &Tools<'_>) -> Result<Vec<Sheet>, Error> {
    let read = match content {
        FileContent::Bytes(bytes) => (tools.read)(bytes),
        FileContent::Unreadable(error) => Err(error.clone()),
        FileContent::Missing => {
            Err(ReadError::NotOpened(io::Error::from(io::ErrorKind::NotFound).to_string()))
        }
    };
    read.map_err(|source| Error::Unreadable { path: path.to_owned(), source })
}

/// The sheets of a list that somebody keeps: a workbook, or a text whose cells are separated by commas, semicolons or
/// tabs.
///
/// # Errors
/// If they cannot be read.
pub fn list_sheets(path: &str, content: &FileContent, tools: &Tools<'_>) -> Result<Vec<Sheet>, Error> {
    match (sheets(path, content, tools), content) {
        (Err(error), FileContent::Bytes(bytes)) => delimited(bytes).map(|sheet| vec![sheet]).ok_or(error),
        (read, _) => read,
    }
}

/// The problems of a round's list, under the path that people are shown.
fn list_error(folder: &dyn Folder, mut problems: ListProblems) -> Error {
    problems.file = folder.shown(&problems.file);
    Error::List(problems)
}

/// The sheets of a list that staff keep; `None` if there is no file.
pub(super) fn list(folder: &dyn Folder, path: &str, tools: &Tools<'_>) -> Result<Option<Vec<Sheet>>, Error> {
    match folder.workbook(path) {
        FileContent::Missing => Ok(None),
        content => sheets(&folder.shown(path), &content, tools).map(Some),
    }
}

/// The text of a file.
pub(super) fn text(folder: &dyn Folder, path: &str) -> io::Result<String> {
    plain_text(&folder.read(path)?)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "stream did not contain valid UTF-8"))
}
