//! The report on one file, from its bytes, its name and the context of its arrival.
//!
//! Whatever is wrong with the file is in its report and affects no other file.

use super::earlier::EarlierReports;
use super::{Tools, untouched};
use phuluc_book::consolidated;
use phuluc_check::history::{self, Earlier};
use phuluc_check::{
    Checked, Decision, EarlierNotUsed, FileNotFound, Finding, NoKnownForm, OwnOutput, SameAsBefore,
    Submission, UnreadableFile,
};
use phuluc_form::{Level, Period, unit};
use phuluc_grid::{Identity, ReadError, Sheet};
use phuluc_round::{
    ConsolidatedNotTakenOver, FileChanged, FileReport, NotRecognised, OutsideFigure, Unit, UnitNames,
    decisions, draft_sent, intake, outside,
};
use std::sync::Arc;

/// What a folder holds at the place of a file.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file that could not be read whole.
    Unreadable(ReadError),
    /// Nothing.
    Missing,
}

/// What is known of a file before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'c> {
    /// Earlier reports, among which that of the same unit for the period before is looked for.
    pub previous: &'c [Submission],
    /// Whether somebody gave them to be compared with, so that it is said which of them are not.
    pub previous_was_given: bool,
    /// Who sent it.
    pub sender: Sender<'c>,
    /// The period of the round, if it came in one that has a period.
    pub period: Option<Period>,
    /// The SHA-256 of what came, if it was registered.
    pub as_received: Option<&'c str>,
    /// The figures that others give for its sender.
    pub outside: &'c [&'c OutsideFigure],
}

/// Who sent a file.
#[derive(Clone, Copy, Debug, Default)]
pub enum Sender<'c> {
    /// Whoever the file says: it belongs to no round.
    #[default]
    AsStated,
    /// A unit of a round. Its figures are adjusted as decided before they are checked, and a consolidated
    /// workbook stands for the units below it.
    Unit {
        /// The unit, if it is known.
        unit: Option<&'c Unit>,
        /// The name under which the file came, with the folders and archives that it was in.
        original: &'c str,
        /// The reports of the period before that open this one, by the units that are this one now.
        opening: &'c [Vec<&'c Submission>],
        /// Its level, if the file does not say it.
        level: Option<Level>,
        /// What was decided about the unit.
        decisions: &'c [Arc<Decision>],
        /// The number of the sending that the file came in.
        sending: u32,
    },
    /// Some unit of a round; which one is not certain.
    Doubtful {
        /// The names of the round's units.
        names: &'c UnitNames<'c>,
        /// The name under which the file came.
        original: &'c str,
    },
}

/// Reads and checks a file. `path` is the one under which it is reported.
pub fn report(path: &str, content: &FileContent, context: &Context<'_>, tools: &Tools<'_>) -> FileReport {
    let (mut report, sheets) = match content {
        FileContent::Missing => (FileReport::refused(path, None, FileNotFound), Vec::new()),
        FileContent::Unreadable(error) => {
            (FileReport::refused(path, None, UnreadableFile(error.clone())), Vec::new())
        }
        FileContent::Bytes(bytes) => of_bytes(path, bytes, context, tools),
    };
    if report.sha256.as_deref().zip(context.as_received).is_some_and(|(now, then)| now != then) {
        report.findings_mut().insert(0, Finding::of_file(FileChanged));
    }
    if let Sender::Doubtful { names, original } = context.sender {
        let doubt = match names.of_sheets(&sheets, original) {
            Err(doubt) => doubt,
            // it could be known by now; it is the register that has not been brought up to date
            Ok((unit, _)) => NotRecognised { said: None, may_be: vec![unit] },
        };
        report.findings_mut().insert(0, intake::doubtful(names.round(), doubt));
    }
    report
}

fn of_bytes(path: &str, bytes: &[u8], context: &Context<'_>, tools: &Tools<'_>) -> (FileReport, Vec<Sheet>) {
    let sha256 = phuluc_form::sha256(bytes);
    match (tools.read)(bytes) {
        Ok(sheets) => (of_sheets(path, sha256, &sheets, context, tools), sheets),
        Err(error) => (FileReport::refused(path, Some(sha256), UnreadableFile(error)), Vec::new()),
    }
}

/// The report on a workbook that was read.
pub(super) fn of_sheets(
    path: &str,
    sha256: String,
    sheets: &[Sheet],
    context: &Context<'_>,
    tools: &Tools<'_>,
) -> FileReport {
    if Identity::find(sheets).is_some_and(|identity| identity.consolidated) {
        return of_consolidated(path, sha256, sheets, context.sender, tools);
    }
    let mut submission = tools.checker.read_expecting(sheets, context.period);
    if let Sender::Unit { level, decisions, sending, .. } = context.sender {
        submission.level = submission.level.or(level);
        decisions::adjust(&mut submission, decisions, sending);
    }
    let differing = outside::put(&mut submission, context.outside);
    if submission.forms.is_empty() && !submission.says_why_nothing_was_read() {
        let sheets = sheets.iter().filter(|sheet| !Identity::is_on(sheet));
        let unknown = NoKnownForm {
            sheets: sheets.map(|sheet| sheet.name.clone()).collect(),
            nearest: submission.nearest().cloned(),
        };
        return FileReport::refused(path, Some(sha256), unknown);
    }
    let earlier = EarlierReports::of(context.previous, &submission, context.sender);
    let earlier = earlier.for_check();
    let before = earlier.before;
    let own: Vec<Vec<&Submission>> = before.map(|before| vec![before]).into_iter().collect();
    let opening = match context.sender {
        Sender::Unit { opening, .. } if !opening.is_empty() => opening,
        _ => &own,
    };
    if !opening.is_empty() {
        let untouched = untouched::find(&submission, opening);
        submission.notices.extend(untouched);
    }
    let mut checked = tools.checker.check_beside(&submission, earlier);
    // in a round that is said with the other units in view
    if matches!(context.sender, Sender::AsStated) {
        note_past(&mut checked, &submission, context);
    }
    if let Some(figures) = before.and_then(|before| submission.repeats(before)) {
        checked.findings.insert(0, Finding::of_file(SameAsBefore { figures }));
    }
    checked.findings.extend(differing);
    if let Sender::Unit { original, .. } = context.sender {
        checked.findings.splice(0..0, draft_sent::find(original, sheets));
    }
    FileReport::read(path, sha256, submission, checked)
}

/// Notes what is strange beside the unit's earlier reports, and which of those that were given are not used.
fn note_past(checked: &mut Checked, submission: &Submission, context: &Context<'_>) {
    let (earlier, unused) = Earlier::of(submission, context.previous);
    let mut notes = history::notes(submission, &earlier);
    notes.extend(history::far_from_past(submission, &earlier));
    let new = notes.into_iter().filter(|note| !note.is_told(checked)).map(|note| (0, note));
    let findings = history::most_telling(new.collect());
    checked.findings.extend(findings.into_iter().map(|(_, finding)| finding));
    if context.previous_was_given {
        checked.findings.extend(EarlierNotUsed::of(&earlier, &unused));
    }
}

/// A workbook that phuluc itself consolidated: a report of the level below where a unit of a round sent it.
fn of_consolidated(
    path: &str,
    sha256: String,
    sheets: &[Sheet],
    sender: Sender<'_>,
    tools: &Tools<'_>,
) -> FileReport {
    if !matches!(sender, Sender::Unit { .. }) {
        return FileReport::refused(path, Some(sha256), OwnOutput);
    }
    match consolidated::read_back(sheets, tools.catalogue()) {
        Ok(passed) => FileReport::of_level_below(path, sha256, passed),
        Err(refusal) => FileReport::refused(path, Some(sha256), ConsolidatedNotTakenOver(refusal)),
    }
}

/// Whether a report is the same unit's as another. Which unit's the other is, the register says where there is one.
pub(super) fn is_same_unit(before: &Submission, now: &Submission, sender: Sender<'_>) -> bool {
    match (&before.unit, sender, &now.unit) {
        (Some(before), Sender::Unit { unit: Some(unit), .. }, _) => unit.is_called(before),
        (Some(before), _, Some(now)) => unit::key(before) == unit::key(now),
        _ => false,
    }
}
