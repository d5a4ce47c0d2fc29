//! Sending back: writes a marked workbook for each unit whose reports need correction.
//!
//! It takes reports, by themselves or by unit. It writes a workbook for each sender, sets older ones aside, and tells
//! what it wrote.

use super::{Error, FileContent, Folder, OpenRound, Over, Tools, is_workbook, open_round};
use phuluc_book::{About, Returned, ReturnedFile, returned};
use phuluc_check::FilledForm;
use phuluc_form::{Moment, Severity};
use phuluc_round::{FileReport, Member, file_name, status};
use phuluc_say::{Lang, RoundMessage, words};

/// The folder for earlier phiếu that say nothing any more, in that of the others.
pub const DONE: &str = "da-xong";
/// What the names of phiếu begin with.
const NAME: &str = "phieu-chinh-sua";

/// The writing of marked workbooks.
#[derive(Clone, Copy)]
pub struct SendBack<'s> {
    /// Where the files are, by the paths under which they were reported.
    pub from: &'s dyn Folder,
    /// Where the marked workbooks go: into which folder,
    pub to: &'s dyn Folder,
    /// and where in it; the empty path is the folder itself.
    pub within: &'s str,
    /// Whether that place is this round's alone, so that earlier workbooks there are moved aside.
    pub sets_aside: bool,
    /// Until when they must come again; that of the round if nothing is said.
    pub resend_by: Option<Moment>,
    /// What reads the files.
    pub tools: Tools<'s>,
}

/// What was written.
#[derive(Debug, Default)]
pub struct SentBack {
    /// How many workbooks were written.
    pub written: usize,
    /// Earlier ones that were moved aside: there is nothing to mend any more, or a later one says what.
    pub set_aside: Vec<String>,
    /// The senders whose workbook could not be written, and why. The others have theirs.
    pub failed: Vec<(String, Error)>,
}

impl SentBack {
    /// What was done in a folder, as it is shown, a sentence each.
    pub fn said(&self, folder: &str, lang: Lang) -> Vec<String> {
        let mut said = Vec::new();
        // where none could be written there was something to send back
        if self.written > 0 || self.failed.is_empty() {
            said.push(words::say(lang, RoundMessage::ReturnsWritten { files: self.written, folder }));
        }
        if !self.set_aside.is_empty() {
            let done =
                RoundMessage::ReturnsSetAside { names: &self.set_aside, folder: &format!("{folder}/{DONE}") };
            said.push(words::say(lang, done));
        }
        said.extend(self.failed.iter().map(|(unit, error)| {
            words::say(lang, RoundMessage::ReturnFailed { unit, why: &error.said(lang) })
        }));
        said
    }
}

impl SendBack<'_> {
    /// Writes a workbook for each report that belongs to no round.
    ///
    /// Whether two files are one sender's, only a round knows.
    pub fn files(&self, reports: &[FileReport]) -> SentBack {
        let mut slips = Slips::default();
        for report in reports {
            let submission = report.submission.as_ref();
            let to = submission.and_then(|submission| submission.unit.as_deref()).unwrap_or_default();
            let period = submission.and_then(|submission| submission.period);
            let about = About { to, period, due: self.resend_by, ..About::default() };
            slips.add(to, about, vec![GoingBack { report, sending: None, left_out: Vec::new() }]);
        }
        self.written(&slips)
    }

    /// Writes a workbook for each unit of a round, of the figures that count, form by form. Whoever was accepted has
    /// nothing to mend.
    ///
    /// # Errors
    /// If it cannot be looked after earlier workbooks.
    pub fn units(&self, open: &OpenRound<'_>, members: &[Member]) -> Result<SentBack, Error> {
        let round = &open.round;
        let names: Vec<String> = members.iter().map(|member| status::formal(&member.unit)).collect();
        let mut slips = Slips::default();
        let to_mend = members.iter().zip(&names).filter(|(member, _)| member.accepted().is_none());
        for (member, to) in to_mend {
            let is_again = member.sendings.len() > 1;
            let files = member.reports.iter().zip(&member.numbers).map(|(report, number)| GoingBack {
                report,
                sending: is_again.then_some(*number),
                left_out: left_out(member, report),
            });
            let mut periods = member.reports.iter().filter_map(|report| report.submission.as_ref()?.period);
            let about = About {
                to,
                receiver: round.receiver.as_deref(),
                title: Some(&round.title),
                period: round.period.or_else(|| periods.next()),
                due: self.resend_by.or(round.due_of(&member.unit)),
                document: round.documents.returning.as_deref(),
            };
            slips.add(&member.unit.name, about, files.collect());
        }
        let mut sent_back = self.written(&slips);
        if self.sets_aside {
            sent_back.set_aside = self.set_aside(&slips, &sent_back.failed)?;
        }
        Ok(sent_back)
    }

    /// Writes the workbooks, each for itself.
    fn written(&self, slips: &Slips<'_>) -> SentBack {
        let outcomes = self.tools.map(&slips.list, |slip| self.write(slip));
        let mut sent_back = SentBack::default();
        for (slip, outcome) in slips.list.iter().zip(outcomes) {
            match outcome {
                Ok(()) => sent_back.written += 1,
                Err(error) => sent_back.failed.push((slip.unit.to_owned(), error)),
            }
        }
        sent_back
    }

    /// One workbook for the files of a sender.
    fn write(&self, slip: &Slip<'_>) -> Result<(), Error> {
        let mut read = Vec::new();
        for file in &slip.files {
            let content = self.from.workbook(&file.report.path);
            let mut sheets = open_round::sheets(&file.report.path, &content, &self.tools)?;
            sheets.retain(|sheet| !file.left_out.contains(&sheet.name));
            read.push((file, content, sheets));
        }
        let files = read.iter().map(|(file, content, sheets)| ReturnedFile {
            report: file.report,
            sheets,
            bytes: match content {
                FileContent::Bytes(bytes) if file.left_out.is_empty() => Some(bytes),
                _ => None,
            },
            sending: file.sending,
        });
        let bytes = returned::write(&Returned { files: files.collect(), about: slip.about })?;
        self.to.write(&self.path(&slip.name), &bytes, Over::Anything)
    }

    /// Moves earlier workbooks aside; gives their names. Those of senders who could not get a new one stay.
    fn set_aside(&self, slips: &Slips<'_>, failed: &[(String, Error)]) -> Result<Vec<String>, Error> {
        let mut moved = Vec::new();
        for path in self.to.list(self.within)? {
            let name = path.strip_prefix(self.within).unwrap_or(&path).trim_start_matches('/');
            let is_of_failed = failed.iter().any(|(unit, _)| {
                let own = file_name::safe(&[NAME, unit], "xlsx", |_| false);
                name.strip_prefix(own.trim_end_matches(".xlsx"))
                    .is_some_and(|rest| rest.starts_with(['.', '_']))
            });
            let is_earlier = name.starts_with(NAME) && is_workbook(name) && !name.contains('/');
            if !is_earlier || is_of_failed || slips.list.iter().any(|slip| slip.name == name) {
                continue;
            }
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let mut aside = self.path(&format!("{DONE}/{name}"));
            let mut number = 2;
            while self.to.exists(&aside) {
                aside = self.path(&format!("{DONE}/{stem}_{number}.xlsx"));
                number += 1;
            }
            self.to.rename(&path, &aside)?;
            moved.push(name.to_owned());
        }
        Ok(moved)
    }

    fn path(&self, name: &str) -> String {
        if self.within.is_empty() { name.to_owned() } else { format!("{}/{name}", self.within) }
    }
}

/// The workbooks to write, each under a name of its own.
#[derive(Default)]
struct Slips<'g> {
    list: Vec<Slip<'g>>,
}

/// A workbook for one sender.
struct Slip<'g> {
    unit: &'g str,
    name: String,
    about: About<'g>,
    files: Vec<GoingBack<'g>>,
}

impl<'g> Slips<'g> {
    /// Adds the workbook of a sender, if any of the files has something to mend.
    fn add(&mut self, unit: &'g str, about: About<'g>, mut files: Vec<GoingBack<'g>>) {
        files.retain(|file| goes_back(file.report));
        if files.is_empty() {
            return;
        }
        let latest = files.iter().filter_map(|file| file.sending).max();
        let number = latest.map(|number| format!("lan {number}")).unwrap_or_default();
        let is_taken = |name: &str| self.list.iter().any(|other| other.name == name);
        let name = file_name::safe(&[NAME, unit, &number], "xlsx", is_taken);
        self.list.push(Slip { unit, name, about, files });
    }
}

/// A file that may go back.
struct GoingBack<'g> {
    report: &'g FileReport,
    /// Which sending it was, if the unit has sent more than once.
    sending: Option<u32>,
    /// The sheets whose forms count as another sending has them.
    left_out: Vec<String>,
}

/// The sheets of a file that hold only forms which count as another sending has them.
fn left_out(member: &Member, counted: &FileReport) -> Vec<String> {
    let files = member.sendings.iter().flat_map(|sending| &sending.files);
    let whole = files.filter(|file| file.path == counted.path).find_map(|file| file.submission.as_ref());
    let counts = |sheet: &str| {
        let forms = counted.submission.iter().flat_map(|submission| &submission.forms);
        forms.into_iter().any(|form| form.stands_on(sheet))
    };
    let replaced = whole.iter().flat_map(|whole| &whole.forms).flat_map(FilledForm::sheets);
    replaced.filter(|sheet| !counts(sheet)).map(str::to_owned).collect()
}

/// A report with nothing worse than notes has nothing to go back for; one that cannot be read has nothing to
/// mark.
fn goes_back(report: &FileReport) -> bool {
    report.submission.is_some() && report.checked.worst().is_some_and(|worst| worst >= Severity::Warning)
}
