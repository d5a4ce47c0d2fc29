//! Reads and checks the files of all units of a round, and consolidates the round.
//!
//! It takes an open round. Its files are read by the workers, each becomes a [`FileReport`], and the reports go to
//! their units and sendings.

use super::look::ReadyReports;
use super::{Context, OpenRound, Sender, Tools, one_file};
use phuluc_check::{Decision, Submission};
use phuluc_round::{
    Consolidation, FileReport, Material, Member, NotCounted, OutsideFigure, RegisterLine, Sending, Sent,
    Unit, UnitNames, consolidate, peers,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The paths under which files are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paths {
    /// Paths within the round, which are the same wherever its folder is.
    InRound,
    /// Paths as people are shown them.
    Shown,
}

/// A file that a unit of the round sent.
struct SentFile<'o> {
    path: &'o str,
    index: usize,
    unit: &'o Unit,
    decisions: Arc<[Arc<Decision>]>,
    /// The figures that others give for the unit.
    outside: Arc<[&'o OutsideFigure]>,
    /// Its line in the register; `None` if `round.toml` names the file.
    entry: Option<&'o RegisterLine>,
}

impl SentFile<'_> {
    /// The number of the sending that the file came in.
    fn sending(&self) -> u32 {
        self.entry.map_or(1, |entry| entry.number)
    }
}

impl OpenRound<'_> {
    /// The reports and sendings of every unit that owes forms, in the order of the round.
    pub fn members(&self, tools: &Tools<'_>, previous: &[Submission], paths: Paths) -> Vec<Member> {
        self.members_with(ReadyReports::default(), tools, previous, paths)
    }

    /// The same as `members`, with reports that are made already.
    pub(super) fn members_with(
        &self,
        mut ready: ReadyReports,
        tools: &Tools<'_>,
        previous: &[Submission],
        paths: Paths,
    ) -> Vec<Member> {
        let mut received: BTreeMap<Option<usize>, Vec<&RegisterLine>> = BTreeMap::new();
        for entry in &self.register.entries {
            received.entry(entry.unit).or_default().push(entry);
        }
        let mut files: Vec<SentFile<'_>> = Vec::new();
        let mut sent: Vec<(Sent, usize)> = Vec::new();
        for (index, unit) in self.round.units.iter().enumerate().filter(|(_, unit)| !unit.forms.is_empty()) {
            let decisions = self.decisions.of(index);
            let shared: Arc<[Arc<Decision>]> = decisions.as_slice().into();
            let outside: Arc<[&OutsideFigure]> =
                self.outside.iter().filter(|figure| figure.unit == index).collect();
            let listed = unit.files.iter().map(|path| (path.as_str(), None));
            let entries = received.get(&Some(index)).into_iter().flatten();
            let entered = entries.map(|entry| (entry.path.as_str(), Some(*entry)));
            let before = files.len();
            for (path, entry) in listed.chain(entered) {
                let (decisions, outside) = (Arc::clone(&shared), Arc::clone(&outside));
                files.push(SentFile { path, index, unit, decisions, outside, entry });
            }
            sent.push((Sent { sendings: Vec::new(), decisions }, files.len() - before));
        }
        let ready: Vec<Option<FileReport>> = files
            .iter()
            .map(|file| ready.take(file.index, file.entry?, self.path(file.path, paths)))
            .collect();
        let to_read: Vec<&SentFile<'_>> =
            files.iter().zip(&ready).filter(|(_, ready)| ready.is_none()).map(|(file, _)| file).collect();
        let mut reports =
            tools.map(&to_read, |file| self.sent_file(file, tools, previous, paths)).into_iter();
        let reports = ready.into_iter().filter_map(|ready| ready.or_else(|| reports.next()));
        let mut read = files.iter().zip(reports);
        let sent = sent.into_iter().map(|(mut sent, count)| {
            for (file, report) in read.by_ref().take(count) {
                put(&mut sent.sendings, file, report);
            }
            sent.sendings.sort_by_key(Sending::order);
            sent
        });
        let mut members = consolidate::gather_sendings(&self.round, sent.collect(), tools.catalogue());
        peers::note(&mut members, previous);
        members
    }

    fn sent_file(
        &self,
        file: &SentFile<'_>,
        tools: &Tools<'_>,
        previous: &[Submission],
        paths: Paths,
    ) -> FileReport {
        let opening = self.sources(file.unit);
        let sender = Sender::Unit {
            unit: Some(file.unit),
            opening: &opening,
            original: file.entry.map_or(file.path, |entry| &entry.original),
            level: file.unit.level,
            decisions: &file.decisions,
            sending: file.sending(),
        };
        let as_received = file.entry.map(|entry| entry.sha256.as_str());
        let period = self.round.period;
        let outside = &file.outside;
        let context = Context { previous, sender, period, as_received, outside, ..Context::default() };
        let report_at = |path: &str| {
            one_file::report(&self.path(path, paths), &self.folder.workbook(path), &context, tools)
        };
        let report = report_at(file.path);
        // a file with the bytes that came is that sending, wherever it lies
        let elsewhere = as_received.filter(|_| report.is_lost()).and_then(|sha256| self.elsewhere(sha256));
        elsewhere.map_or(report, report_at)
    }

    /// Reports on the files whose unit the register does not know.
    pub fn files_without_unit(&self, tools: &Tools<'_>, paths: Paths) -> Vec<FileReport> {
        let names = UnitNames::of(&self.round);
        let unknown = self.register.entries.iter().filter(|entry| entry.unit.is_none());
        let reports = unknown.map(|entry| {
            let sender = Sender::Doubtful { names: &names, original: &entry.original };
            let context = Context {
                sender,
                period: self.round.period,
                as_received: Some(&entry.sha256),
                ..Context::default()
            };
            let content = self.folder.workbook(&entry.path);
            one_file::report(&self.path(&entry.path, paths), &content, &context, tools)
        });
        reports.collect()
    }

    /// The files that count for no unit: their unit is unknown or owes nothing.
    pub fn not_counted(&self) -> Vec<NotCounted> {
        let mut files = Vec::new();
        for unit in self.round.units.iter().filter(|unit| unit.forms.is_empty()) {
            let listed = unit.files.iter();
            files.extend(listed.map(|path| NotCounted { unit: Some(unit.name.clone()), path: path.clone() }));
        }
        for line in &self.register.entries {
            let unit = line.unit.and_then(|unit| self.round.units.get(unit));
            if unit.is_none_or(|unit| unit.forms.is_empty()) {
                let unit = unit.map(|unit| unit.name.clone());
                files.push(NotCounted { unit, path: line.path.clone() });
            }
        }
        files
    }

    fn path(&self, path: &str, paths: Paths) -> String {
        match paths {
            Paths::InRound => path.to_owned(),
            Paths::Shown => self.folder.shown(path),
        }
    }

    /// The consolidation of the round. Its paths are within the round, so that the workbook is the same wherever the
    /// folder is.
    pub fn consolidation(&self, tools: &Tools<'_>, only_accepted: bool) -> Consolidation {
        let material = Material {
            round: &self.round,
            members: self.members(tools, &self.previous, Paths::InRound),
            decisions: Some(&self.decisions),
            earlier: self.earlier.clone(),
            not_counted: self.not_counted(),
            only_accepted,
        };
        consolidate::consolidate(material, tools.catalogue())
    }
}

/// Adds a file to the sending that it came in.
fn put(sendings: &mut Vec<Sending>, file: &SentFile<'_>, report: FileReport) {
    let number = file.sending();
    match sendings.iter_mut().find(|sending| sending.number == number) {
        Some(sending) => sending.files.push(report),
        None => {
            sendings.push(Sending {
                number,
                received: file.entry.and_then(|entry| entry.received),
                time_source: file.entry.map(|entry| entry.time_source).unwrap_or_default(),
                reception: file.entry.and_then(|entry| entry.reception),
                is_registered: file.entry.is_some(),
                files: vec![report],
            });
        }
    }
}
