//! A round on disk: its definition, its lists, and what its units sent.

use super::inputs::{adjusted_report, all_files, is_workbook, refused, report, sheets, shown, walk};
use super::{Error, file, reading, sandbox};
use phuluc::book::consolidated;
use phuluc::checker::Checker;
use phuluc::compare::Earlier;
use phuluc::consolidate::PassedOn;
use phuluc::consolidate::{self, Consolidation, Material, Member, Sent};
use phuluc::file_report::FileReport;
use phuluc::finding::{Decision, Ruling};
use phuluc::finding::{Finding, Notice};
use phuluc::form::FormId;
use phuluc::grid::Sheet;
use phuluc::identity::Identity;
use phuluc::intake;
use phuluc::list::ListProblems;
use phuluc::manifest::{self, Manifest};
use phuluc::moment::Moment;
use phuluc::oddity::Oddity;
use phuluc::recognise::{Doubt, Names};
use phuluc::register::{self, Entry, Register};
use phuluc::round::decisions::{self, Decisions};
use phuluc::round::{self, Extension, Round, RoundError, Unit};
use phuluc::sending::Sending;
use phuluc::submission::Submission;
use phuluc::unit::Level;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where what was sent is kept, as it came.
pub(crate) const RECEIVED: &str = "nhan";
/// Where what goes back is written.
pub(crate) const RETURNED: &str = "tra-lai";
/// Where the consolidated workbook is written.
pub(crate) const CONSOLIDATED: &str = "tong-hop";

/// A round, its folder, and what is kept in it.
pub(crate) struct OpenRound {
    pub folder: PathBuf,
    pub round: Round,
    pub register: Register,
    pub decisions: Decisions,
    /// The extensions that the list of units has, before those that were decided.
    listed: Vec<Option<Extension>>,
    /// What the units sent in the round before.
    pub previous: Vec<Submission>,
    /// The rounds to compare totals with.
    pub earlier: Vec<Earlier>,
}

impl OpenRound {
    /// The round with only what some units sent, so that the others' files need not be read.
    pub fn only(mut self, is_wanted: impl Fn(usize) -> bool) -> Self {
        self.register.entries.retain(|entry| entry.unit.is_some_and(&is_wanted));
        for (index, unit) in self.round.units.iter_mut().enumerate() {
            if !is_wanted(index) {
                unit.files.clear();
            }
        }
        self
    }

    /// The round as it was at a moment: what came or was decided later is not there.
    pub fn until(mut self, at: Moment) -> Self {
        self.register.entries.retain(|entry| entry.received.is_none_or(|received| received <= at));
        self.decisions.list.retain(|decision| decision.when <= at);
        self.extend();
        self
    }

    /// Gives the units the extensions that were decided, the latest decision last.
    fn extend(&mut self) {
        for (unit, listed) in self.round.units.iter_mut().zip(&self.listed) {
            unit.extension.clone_from(listed);
        }
        let mut decisions = self.decisions.list.clone();
        decisions.sort_by_key(|decision| decision.when);
        for decision in decisions {
            if let Ruling::Extended(until) = decision.ruling {
                let by = Some(decision.basis.clone()).filter(|basis| !basis.is_empty());
                self.round.units[decision.unit].extension = Some(Extension { until, by });
            }
        }
    }
}

/// Opens a round by its folder or its `round.toml`, with the rounds that it compares itself with.
pub(crate) fn open(path: &Path, checker: &Checker) -> Result<OpenRound, Error> {
    let mut open = alone(path, checker)?;
    let named = open.round.previous.iter().chain(&open.round.last_year);
    let earlier = named.map(|before| self::earlier(&open.folder.join(before), before, checker));
    open.earlier = earlier.collect::<Result<_, _>>()?;
    let members = open.earlier.iter().flat_map(|earlier| &earlier.consolidation.members);
    let reports = members.flat_map(|member| &member.reports);
    open.previous = reports.filter_map(|report| report.submission.clone()).collect();
    Ok(open)
}

/// Opens a round with its own lists only.
fn alone(path: &Path, checker: &Checker) -> Result<OpenRound, Error> {
    let file = if path.is_dir() { path.join(round::FILE) } else { path.to_owned() };
    if !file.is_file() || file.file_name().is_none_or(|name| name != round::FILE) {
        return Err(Error::NotARound(path.to_owned()));
    }
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    let text = fs::read_to_string(&file).map_err(|source| Error::Read { path: file.clone(), source })?;
    let known: Vec<&FormId> = checker.catalogue().forms().map(|form| &form.id).collect();
    let roster = list(&folder.join(round::ROSTER))?;
    let round = Round::open(&text, roster.as_deref(), &known).map_err(|mut errors| {
        for error in &mut errors {
            match error {
                RoundError::Definition(problems) => problems.path = shown(&file),
                RoundError::Roster(problems) => problems.file = shown(&folder.join(round::ROSTER)),
            }
        }
        Error::Round { folder: folder.clone(), errors }
    })?;
    let register = match list(&folder.join(register::FILE))? {
        Some(sheets) => Register::read(&sheets, &round).map_err(|problems| in_folder(problems, &folder))?,
        None => Register::default(),
    };
    let decisions = match list(&folder.join(decisions::FILE))? {
        Some(sheets) => Decisions::read(&sheets, &round).map_err(|problems| in_folder(problems, &folder))?,
        None => Decisions::default(),
    };
    let listed = round.units.iter().map(|unit| unit.extension.clone()).collect();
    let (previous, earlier) = (Vec::new(), Vec::new());
    let mut open = OpenRound { folder, round, register, decisions, listed, previous, earlier };
    open.extend();
    Ok(open)
}

/// An earlier round, by its folder or its consolidated workbook; what that one compares itself with does not
/// matter here.
pub(crate) fn earlier(path: &Path, source: &str, checker: &Checker) -> Result<Earlier, Error> {
    let source = source.to_owned();
    if !path.is_dir() {
        let sheets = sheets(path)?;
        if Identity::find(&sheets).is_none_or(|identity| !identity.consolidated) {
            return Err(Error::NotEarlier(path.to_owned()));
        }
        let report = match consolidated::read_back(&sheets, checker.catalogue()) {
            Ok(PassedOn { round, members }) => {
                let consolidation =
                    consolidate::consolidate(Material::new(&round, members), checker.catalogue());
                return Ok(Earlier { consolidation, source });
            }
            Err(refusal) => refused(shown(path), None, Notice::Oddity(Oddity::NotTakenOver(refusal))),
        };
        return Err(Error::Previous(Box::new(report)));
    }
    let open = alone(path, checker)?;
    let members = members(&open, checker, &[], &str::to_owned);
    // as it was closed, if it was
    let closed = fs::read_to_string(open.folder.join(manifest::FILE)).ok();
    let closed = closed.and_then(|text| serde_json::from_str::<Manifest>(&text).ok());
    let only_accepted = closed.is_some_and(|closed| closed.only_accepted);
    let consolidation = consolidate::consolidate(
        Material { only_accepted, ..Material::new(&open.round, members) },
        checker.catalogue(),
    );
    Ok(Earlier { consolidation, source })
}

/// The problems of a list with the whole path of its file.
fn in_folder(mut problems: ListProblems, folder: &Path) -> Error {
    problems.file = shown(&folder.join(&problems.file));
    Error::List(problems)
}

/// The sheets of a list that staff keep, if the file is there.
pub(crate) fn list(path: &Path) -> Result<Option<Vec<Sheet>>, Error> {
    if !path.is_file() {
        return Ok(None);
    }
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    let bytes = file::read(path).map_err(unreadable)?;
    sandbox::read(&bytes).map(Some).map_err(unreadable)
}

/// What every unit of a round sent; `named` turns a path of the round into the one that is shown.
pub(crate) fn members(
    open: &OpenRound,
    checker: &Checker,
    previous: &[Submission],
    named: &dyn Fn(&str) -> String,
) -> Vec<Member> {
    let owing: Vec<(usize, &Unit)> =
        open.round.units.iter().enumerate().filter(|(_, unit)| !unit.forms.is_empty()).collect();
    let mut received: BTreeMap<Option<usize>, Vec<&Entry>> = BTreeMap::new();
    for entry in &open.register.entries {
        received.entry(entry.unit).or_default().push(entry);
    }
    let entries = |index: usize| received.get(&Some(index)).into_iter().flatten().copied();
    let mut wanted: Vec<Wanted> = Vec::new();
    for &(index, unit) in &owing {
        let decisions: Arc<[Arc<Decision>]> = open.decisions.of(index).into();
        let files = unit.files.iter().map(|file| (file.as_str(), 1));
        let received = entries(index).map(|entry| (entry.path.as_str(), entry.number));
        wanted.extend(files.chain(received).map(|(file, number)| Wanted {
            path: open.folder.join(file),
            shown: named(file),
            level: unit.level,
            decisions: Arc::clone(&decisions),
            number,
        }));
    }
    let mut read = reading::all(&wanted, |wanted| wanted.read(checker, previous)).into_iter();
    let of_unit = |(index, unit): (usize, &Unit)| {
        let decisions = open.decisions.of(index);
        let mut sendings: Vec<Sending> = Vec::new();
        let mut put =
            |number, received, file| match sendings.iter_mut().find(|sending| sending.number == number) {
                Some(sending) => sending.files.push(file),
                None => sendings.push(Sending { number, received, files: vec![file] }),
            };
        for report in read.by_ref().take(unit.files.len()) {
            put(1, None, report);
        }
        for (entry, report) in entries(index).zip(read.by_ref()) {
            put(entry.number, entry.received, as_received(report, entry));
        }
        sendings.sort_by_key(|sending| sending.number);
        Sent { sendings, decisions }
    };
    consolidate::gather_sendings(&open.round, owing.into_iter().map(of_unit).collect(), checker.catalogue())
}

/// A file that a unit sent.
struct Wanted {
    path: PathBuf,
    shown: String,
    level: Option<Level>,
    decisions: Arc<[Arc<Decision>]>,
    number: u32,
}

impl Wanted {
    fn read(&self, checker: &Checker, previous: &[Submission]) -> FileReport {
        let adjust =
            |submission: &mut Submission| decisions::adjust(submission, &self.decisions, self.number);
        adjusted_report(&self.path, self.shown.clone(), self.level, checker, previous, Some(&adjust))
    }
}

/// A round consolidated. Paths are those within the round, so that the workbook is the same wherever
/// the folder stands.
pub(crate) fn consolidation(open: &OpenRound, checker: &Checker, only_accepted: bool) -> Consolidation {
    let members = members(open, checker, &open.previous, &str::to_owned);
    let material = Material {
        round: &open.round,
        members,
        decisions: Some(&open.decisions),
        earlier: open.earlier.clone(),
        only_accepted,
    };
    consolidate::consolidate(material, checker.catalogue())
}

/// Files of the register whose unit is not known, each with what is known of it.
pub(crate) fn of_nobody(
    open: &OpenRound,
    checker: &Checker,
    named: &dyn Fn(&str) -> String,
) -> Vec<FileReport> {
    let names = Names::of(&open.round);
    let unknown = open.register.entries.iter().filter(|entry| entry.unit.is_none());
    let read = |entry: &Entry| {
        let path = open.folder.join(&entry.path);
        let sheets = file::read(&path).ok().and_then(|bytes| sandbox::read(&bytes).ok()).unwrap_or_default();
        let report = report(&path, named(&entry.path), None, checker, &[]);
        let mut report = as_received(report, entry);
        let doubt = match names.of_sheets(&sheets, &entry.original) {
            Err(doubt) => doubt,
            // it could be known by now; it is the register that has not been brought up to date
            Ok((unit, _)) => Doubt { said: None, may_be: vec![unit] },
        };
        report.findings_mut().insert(0, intake::doubtful(&open.round, doubt));
        report
    };
    unknown.map(read).collect()
}

/// A report with a note if its bytes are not those that came.
fn as_received(mut report: FileReport, entry: &Entry) -> FileReport {
    if report.sha256.as_ref().is_some_and(|sha256| *sha256 != entry.sha256) {
        report.findings_mut().insert(0, Finding::of_file(Notice::Oddity(Oddity::ChangedSinceReceipt)));
    }
    report
}

/// The files that `round.toml` or the register names, relative to the round's folder.
pub(crate) fn known_files(open: &OpenRound) -> impl Iterator<Item = &str> {
    let listed = open.round.units.iter().flat_map(|unit| &unit.files).map(String::as_str);
    listed.chain(open.register.entries.iter().map(|entry| entry.path.as_str()))
}

/// A mistyped `-o` must not cost a report.
pub(crate) fn refuse_inputs(file: &Path, open: &OpenRound) -> Result<(), Error> {
    if file.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Error::NotXlsx(file.to_owned()));
    }
    let Ok(target) = file.canonicalize() else { return Ok(()) };
    let received = open.folder.join(RECEIVED);
    let listed = known_files(open).map(|file| open.folder.join(file));
    let lists = [round::ROSTER, register::FILE, decisions::FILE].map(|list| open.folder.join(list));
    let is_input =
        listed.chain(lists).filter_map(|input| input.canonicalize().ok()).any(|input| input == target);
    let is_received = received.canonicalize().is_ok_and(|received| target.starts_with(received));
    if is_input || is_received { Err(Error::OverInput(file.to_owned())) } else { Ok(()) }
}

/// Workbooks in a round's `nhan` folder that its `round.toml` does not name.
pub(crate) fn unlisted(open: &OpenRound) -> Result<Vec<PathBuf>, Error> {
    not_listed(open, |folder| walk(folder, &is_workbook))
}

/// Everything that was put into a round's `nhan` folder by hand, archives and mails included.
pub(crate) fn dropped(open: &OpenRound) -> Result<Vec<PathBuf>, Error> {
    not_listed(open, all_files)
}

/// Those files of a round's `nhan` folder that neither its lists nor its register name.
fn not_listed(
    open: &OpenRound,
    files: impl FnOnce(&Path) -> Result<Vec<PathBuf>, Error>,
) -> Result<Vec<PathBuf>, Error> {
    let folder = open.folder.join(RECEIVED);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listed: HashSet<PathBuf> = known_files(open).map(|file| open.folder.join(file)).collect();
    let mut files = files(&folder)?;
    files.retain(|file| !listed.contains(file));
    Ok(files)
}
