//! The input of a returned workbook: the files, the receiver, and the findings with their cells.

use phuluc_check::{Finding, Story};
use phuluc_form::{Moment, Period, Severity};
use phuluc_grid::{At, Identity, Sheet};
use phuluc_round::{FileReport, WrongUnit};
use phuluc_say::{CheckMessage, Lang, words};
use std::collections::BTreeMap;

/// The longest name that Excel allows a sheet, in characters.
pub(super) const LONGEST_NAME: usize = 31;
/// What it allows in none.
pub(super) const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// What goes back to a sender.
#[derive(Clone, Debug)]
pub struct Returned<'r> {
    /// The files of the sender that have findings.
    pub files: Vec<ReturnedFile<'r>>,
    /// What stands above them.
    pub about: About<'r>,
}

/// A file that goes back.
#[derive(Clone, Copy, Debug)]
pub struct ReturnedFile<'r> {
    /// The report.
    pub report: &'r FileReport,
    /// Its sheets, as they came.
    pub sheets: &'r [Sheet],
    /// The file itself, if all of it goes back.
    pub bytes: Option<&'r [u8]>,
    /// Which sending it was, if the unit has sent more than once.
    pub sending: Option<u32>,
}

/// What is known about what goes back, besides what is in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'r> {
    /// Who sends it back.
    pub receiver: Option<&'r str>,
    /// The sender, as letters address it.
    pub to: &'r str,
    /// What it is about: the round's title.
    pub title: Option<&'r str>,
    /// The period asked for.
    pub period: Option<Period>,
    /// Until when it must come again.
    pub due: Option<Moment>,
    /// The official number of the letter.
    pub document: Option<&'r str>,
}

impl<'r> ReturnedFile<'r> {
    /// What nobody has accepted as explained, the gravest first, what has one cause together.
    pub fn stories(&self) -> Vec<Story<'r>> {
        let mut stories = self.report.checked.stories();
        for story in &mut stories {
            // whose file it is, staff have settled among themselves
            story.findings.retain(|finding| !finding.is_decided() && !WrongUnit::is_settled(finding));
        }
        stories.retain(|story| !story.findings.is_empty());
        stories
    }

    /// The same, finding by finding.
    pub fn findings(&self) -> Vec<&'r Finding> {
        self.stories().into_iter().flat_map(|story| story.findings).collect()
    }

    /// Its name, with the number of the sending.
    pub(super) fn name(&self) -> String {
        let name = self.report.path.rsplit('/').next().unwrap_or_default();
        self.sending.map_or_else(|| name.to_owned(), |number| format!("{name} (lần gửi {number})"))
    }
}

/// A sender's sheet, and what it is called among those of all the sender's files.
pub(super) struct Copied<'r> {
    pub file: usize,
    pub sheet: &'r Sheet,
    pub name: String,
}

/// What stands against a cell of a file: the worst severity, and what is said.
pub(super) type Marks = BTreeMap<At, (Severity, String)>;

/// The identity that the workbook came with, so that it is known when it comes again; else who sent it.
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

/// What is to be marked on a sheet of a file.
pub(super) fn marks(file: &ReturnedFile<'_>, on: &Sheet) -> Marks {
    let mut marks = Marks::new();
    for finding in file.findings() {
        let (Some(sheet), Some(at)) = finding.cell() else { continue };
        if sheet != on.name {
            continue;
        }
        let message = words::message(Lang::Vi, finding);
        let todo = words::todo(Lang::Vi, finding);
        let text = format!(
            "{}: {message}\nCách xử lý: {todo}",
            words::say(Lang::Vi, CheckMessage::Severity(finding.severity))
        );
        let mark = marks.entry(at).or_insert((finding.severity, String::new()));
        if !mark.1.is_empty() {
            mark.1.push_str("\n\n");
        }
        mark.1.push_str(&text);
    }
    marks
}
