//! The report on one file, from its bytes, its name and the context of its arrival.
//!
//! Whatever is wrong with the file is in its report and affects no other file.

use super::earlier_reports::EarlierReports;
use super::{Tools, untouched};
use phuluc_book::consolidated;
use phuluc_check::history::{self, Earlier};
use phuluc_check::{
    Checked, Decision, EarlierNotUsed, FileNotFound, Finding, NoKnownForm, OwnOutput, SameAsBefore,
    Submission, UnreadableFile, submission,
};
use phuluc_form::{Level, Period, unit};
use phuluc_grid::{Identity, ReadError, Sheet};
use phuluc_round::{
    ConsolidatedNotTakenOver, FileChanged, FileReport, NotRecognised, OutsideFigure, Unit, UnitNames,
    decisions, draft_sent, intake, outside,
};
use std::sync::Arc;

/// The content of a folder at a file's path.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// The bytes of a file.
    Bytes(Vec<u8>),
    /// A file that could not be read whole.
    Unreadable(ReadError),
    /// No file.
    Missing,
}

/// What is known of a file before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'c> {
    /// Earlier reports. Those of the same unit are compared with it.
    pub previous: &'c [Submission],
    /// Whether somebody gave the earlier reports to compare with; then the report says which of them are not used.
    pub previous_was_given: bool,
    /// The sender.
    pub sender: Sender<'c>,
    /// The period of the round, if the file came in a round with a period.
    pub period: Option<Period>,
    /// The SHA-256 of the file as it was received, if the register has it.
    pub as_received: Option<&'c str>,
    /// The figures that others give for its sender.
    pub outside: &'c [&'c OutsideFigure],
}

/// The sender of a file.
#[derive(Clone, Copy, Debug, Default)]
pub enum Sender<'c> {
    /// The unit that the file states. The file belongs to no round.
    #[default]
    AsStated,
    /// A unit of a round. Its figures are adjusted as decided before they are checked. A consolidated workbook stands
    /// for the units below it.
    Unit {
        /// The unit, if it is known.
        unit: Option<&'c Unit>,
        /// The name under which the file came, with the folders and archives that it was in.
        original: &'c str,
        /// Reports of the period before whose figures open this report, grouped by the units that sent them.
        opening: &'c [Vec<&'c Submission>],
        /// Its level, if the file does not state one.
        level: Option<Level>,
        /// The decisions about the unit.
        decisions: &'c [Arc<Decision>],
        /// The number of the sending that the file came in.
        sending: u32,
    },
    /// A unit of a round, but it is unknown which one.
    Doubtful {
        /// The names of the round's units.
        names: &'c UnitNames<'c>,
        /// The name under which the file came.
        original: &'c str,
    },
}

/// Reads and checks a file. The report names it by `path`.
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
            // it can be recognised by now, but the register does not have it yet
            Ok((unit, _)) => NotRecognised { may_be: vec![unit], ..NotRecognised::default() },
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

/// The report on sheets that were read already.
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
    let came_as = match context.sender {
        Sender::AsStated => path,
        Sender::Unit { original, .. } | Sender::Doubtful { original, .. } => original,
    };
    let contradicted = submission::by_file_name(came_as, &submission);
    // in a round the intake asks about a file that is named for another unit
    let is_alone = matches!(context.sender, Sender::AsStated);
    let misnamed = is_alone.then(|| submission::unit_by_file_name(path, &submission)).flatten();
    submission.notices.extend(contradicted.into_iter().chain(misnamed));
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
    // in a round this is said later, with the other units in view
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

/// Adds notes on what is unusual beside the unit's earlier reports, and on given reports that are not used.
fn note_past(checked: &mut Checked, submission: &Submission, context: &Context<'_>) {
    let (earlier, unused) = Earlier::of(submission, context.previous);
    let mut notes = history::notes(submission, &earlier);
    notes.extend(history::far_from_past(submission, &earlier));
    let new = notes.into_iter().filter(|note| !note.is_covered_by(checked)).map(|note| (0, note));
    let findings = history::most_telling(new.collect());
    checked.findings.extend(findings.into_iter().map(|(_, finding)| finding));
    if context.previous_was_given {
        checked.findings.extend(EarlierNotUsed::of(&earlier, &unused));
    }
}

/// The report on a workbook that phuluc consolidated. If a unit of a round sent it, it is a report of the level
/// below; otherwise it is refused.
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

/// Whether two reports are of the same unit. In a round, the register says which unit sent the later one.
pub(super) fn is_same_unit(before: &Submission, now: &Submission, sender: Sender<'_>) -> bool {
    match (&before.unit, sender, &now.unit) {
        (Some(before), Sender::Unit { unit: Some(unit), .. }, _) => unit.is_called(before),
        (Some(before), _, Some(now)) => unit::key(before) == unit::key(now),
        _ => false,
    }
}
