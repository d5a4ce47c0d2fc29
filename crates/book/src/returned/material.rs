//! The input of a returned workbook: the files, the receiver, and the findings with their cells.

use phuluc_check::{Diagnosis, Finding, Story};
use phuluc_form::{Moment, Period, Severity};
use phuluc_grid::{At, Identity, Sheet};
use phuluc_round::{FileReport, general_rules};
use phuluc_say::{CheckMessage, Lang, words};
use std::collections::BTreeMap;

/// The most characters that Excel allows in a sheet's name.
pub(super) const LONGEST_NAME: usize = 31;
/// The characters that Excel does not allow in a sheet's name.
pub(super) const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// The input for a workbook that goes back to a sender.
#[derive(Clone, Debug)]
pub struct Returned<'r> {
    /// The files of the sender that have findings.
    pub files: Vec<ReturnedFile<'r>>,
    /// The facts for the letter.
    pub about: About<'r>,
}

/// A file that goes back.
#[derive(Clone, Copy, Debug)]
pub struct ReturnedFile<'r> {
    /// The report on the file.
    pub report: &'r FileReport,
    /// Its sheets, as they were read.
    pub sheets: &'r [Sheet],
    /// The bytes of the file, if all of it goes back.
    pub bytes: Option<&'r [u8]>,
    /// The number of its sending, if the unit has sent more than once.
    pub sending: Option<u32>,
}

/// The facts for the letter that are not in the files.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'r> {
    /// The unit that sends it back.
    pub receiver: Option<&'r str>,
    /// The sender, as letters address it.
    pub to: &'r str,
    /// The title of the round.
    pub title: Option<&'r str>,
    /// The period that was asked for.
    pub period: Option<Period>,
    /// The due time for sending again.
    pub due: Option<Moment>,
    /// The moment at which the letter is made. A due time before it is past.
    pub now: Option<Moment>,
    /// The official number of the letter.
    pub document: Option<&'r str>,
}

impl<'r> ReturnedFile<'r> {
    /// The findings that nobody has accepted as explained, the most severe first. Findings with one cause form one
    /// story.
    pub fn stories(&self) -> Vec<Story<'r>> {
        let mut stories = self.report.checked.stories();
        for story in &mut stories {
            story.findings.retain(|finding| !finding.is_decided() && !general_rules::is_for_staff(finding));
        }
        stories.retain(|story| !story.findings.is_empty());
        stories
    }

    /// The findings of all stories, one by one.
    pub fn findings(&self) -> Vec<&'r Finding> {
        self.stories().into_iter().flat_map(|story| story.findings).collect()
    }

    /// The name of the file, with the number of the sending.
    pub(super) fn name(&self) -> String {
        let name = self.report.path.rsplit('/').next().unwrap_or_default();
        self.sending.map_or_else(|| name.to_owned(), |number| format!("{name} (lần gửi {number})"))
    }
}

/// A sheet of the sender, with its name in the workbook that goes back.
pub(super) struct Copied<'r> {
    pub file: usize,
    pub sheet: &'r Sheet,
    pub name: String,
}

/// The marks of a sheet: for each cell the worst severity and the text of the note.
pub(super) type Marks = BTreeMap<At, (Severity, String)>;

/// The identity sheets of the files, joined, so that the workbook is recognised when it comes again. If there are
/// none, the identity names the sender.
pub(super) fn identity(returned: &Returned<'_>) -> Identity {
    let submission = returned.files.iter().find_map(|file| file.report.submission.as_ref());
    let known = returned.files.iter().filter_map(|file| Identity::find(file.sheets));
    let together = known.reduce(|mut first, other| {
        first.forms.extend(other.forms);
        first
    });
    together.unwrap_or_else(|| Identity {
        unit: Some(returned.about.to.to_owned()),
        level: submission.and_then(|submission| submission.level),
        period: submission.and_then(|submission| submission.period),
        ..Identity::default()
    })
}

/// The marks for the findings of a file on one of its sheets.
pub(super) fn marks(file: &ReturnedFile<'_>, on: &Sheet) -> Marks {
    let mut marks = Marks::new();
    for story in file.stories() {
        // the cell to correct first: the findings stand at others, which may be right
        for place in story.diagnosis.into_iter().flat_map(Diagnosis::suspects) {
            if let (sheet, Some(at)) = (&place.on_sheet.sheet, place.on_sheet.at)
                && *sheet == on.name
            {
                let cause = story
                    .diagnosis
                    .map(|diagnosis| words::diagnosis(Lang::Vi, diagnosis, story.findings.iter().copied()));
                add(&mut marks, at, story.severity(), &cause.unwrap_or_default());
            }
        }
        for finding in &story.findings {
            let (Some(sheet), Some(at)) = finding.cell() else { continue };
            if sheet == on.name {
                let message = words::message(Lang::Vi, finding);
                let todo = words::todo(Lang::Vi, finding);
                let severity = words::say(Lang::Vi, CheckMessage::Severity(finding.severity));
                let text = format!("{severity}: {message}\nCách xử lý: {todo}");
                add(&mut marks, at, finding.severity, &text);
            }
        }
    }
    marks
}

/// Adds a text to the note of a cell. The worst severity colours it.
fn add(marks: &mut Marks, at: At, severity: Severity, text: &str) {
    let (worst, note) = marks.entry(at).or_insert((severity, String::new()));
    *worst = severity.max(*worst);
    if !note.is_empty() {
        note.push_str("\n\n");
    }
    note.push_str(text);
}
