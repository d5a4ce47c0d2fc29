//! Sending back: writes a marked workbook for each unit whose reports need correction.
//!
//! It takes reports, by themselves or by unit. It writes a workbook for each sender, sets older ones aside, and tells
//! what it wrote.

use super::{Error, Expected, FileContent, Folder, OpenRound, Tools, is_workbook, open_round};
use phuluc_book::{About, Returned, ReturnedFile, returned};
use phuluc_check::FilledForm;
use phuluc_form::Moment;
use phuluc_round::{FileReport, Member, file_name, status};
use phuluc_say::{Lang, RoundMessage, words};

/// The folder, within that of the marked workbooks, for earlier ones that no longer apply.
pub const DONE: &str = "da-xong";
/// The beginning of the names of marked workbooks.
const NAME: &str = "phieu-chinh-sua";

/// The order to write marked workbooks.
#[derive(Clone, Copy)]
pub struct SendBack<'s> {
    /// The folder of the files, by the paths in their reports.
    pub from: &'s dyn Folder,
    /// The folder that the marked workbooks are written into.
    pub to: &'s dyn Folder,
    /// The path in that folder; the empty path is the folder itself.
    pub within: &'s str,
    /// Whether only this round writes there, so that its earlier marked workbooks are moved aside.
    pub sets_aside: bool,
    /// The due time for sending again; `None` for that of the round.
    pub resend_by: Option<Moment>,
    /// The present moment. A due time before it is past.
    pub now: Moment,
    /// The tools to read the files with.
    pub tools: Tools<'s>,
}

/// The result of sending back.
#[derive(Debug, Default)]
pub struct SentBack {
    /// The number of workbooks that were written.
    pub written: usize,
    /// The names of earlier workbooks that were moved aside: nothing is left to correct, or there is a later one.
    pub set_aside: Vec<String>,
    /// The senders whose workbook could not be written, with the reason. The others have theirs.
    pub failed: Vec<(String, Error)>,
}

impl SentBack {
    /// What was done, a sentence each. `folder` is its path as people are shown it.
    pub fn said(&self, folder: &str, lang: Lang) -> Vec<String> {
        let mut said = Vec::new();
        // “0 workbooks written” is said only if there was nothing to send back, not if all failed
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
    /// Two files of one sender get a workbook each, because only a round knows that they are one sender's.
    pub fn files(&self, reports: &[FileReport]) -> SentBack {
        let mut slips = CorrectionSlips::default();
        for report in reports {
            let submission = report.submission.as_ref();
            let to = submission.and_then(|submission| submission.unit.as_deref()).unwrap_or_default();
            let period = submission.and_then(|submission| submission.period);
            let about = About { to, period, due: self.resend_by, now: Some(self.now), ..About::default() };
            slips.add(to, about, vec![GoingBack { report, sending: None, left_out: Vec::new() }]);
        }
        self.written(&slips)
    }

    /// Writes a workbook for each unit of a round, with the forms that count. A unit that was accepted has nothing to
    /// correct.
    ///
    /// # Errors
    /// If earlier workbooks cannot be listed or moved.
    pub fn units(&self, open: &OpenRound<'_>, members: &[Member]) -> Result<SentBack, Error> {
        let round = &open.round;
        let names: Vec<String> = members.iter().map(|member| status::formal(&member.unit)).collect();
        let mut slips = CorrectionSlips::default();
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
                now: Some(self.now),
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

    /// Writes the workbooks, each on its own: one that fails stops no other.
    fn written(&self, slips: &CorrectionSlips<'_>) -> SentBack {
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

    /// Writes the workbook for one sender's files.
    fn write(&self, slip: &CorrectionSlip<'_>) -> Result<(), Error> {
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
        self.to.write(&self.path(&slip.name), &bytes, Expected::Anything)
    }

    /// Moves earlier workbooks aside, and gives their names. Those of senders whose new one failed stay.
    fn set_aside(
        &self,
        slips: &CorrectionSlips<'_>,
        failed: &[(String, Error)],
    ) -> Result<Vec<String>, Error> {
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

/// The marked workbooks to write, each with a name of its own.
#[derive(Default)]
struct CorrectionSlips<'g> {
    list: Vec<CorrectionSlip<'g>>,
}

/// A marked workbook for one sender.
struct CorrectionSlip<'g> {
    unit: &'g str,
    name: String,
    about: About<'g>,
    files: Vec<GoingBack<'g>>,
}

impl<'g> CorrectionSlips<'g> {
    /// Adds the workbook of a sender, if any of the files has something to correct.
    fn add(&mut self, unit: &'g str, about: About<'g>, mut files: Vec<GoingBack<'g>>) {
        files.retain(|file| file.report.goes_back());
        if files.is_empty() {
            return;
        }
        let latest = files.iter().filter_map(|file| file.sending).max();
        let number = latest.map(|number| format!("lan {number}")).unwrap_or_default();
        let is_taken = |name: &str| self.list.iter().any(|other| other.name == name);
        let name = file_name::safe(&[NAME, unit, &number], "xlsx", is_taken);
        self.list.push(CorrectionSlip { unit, name, about, files });
    }
}

/// A file that may go back to its sender.
struct GoingBack<'g> {
    report: &'g FileReport,
    /// The number of its sending, if the unit has sent more than once.
    sending: Option<u32>,
    /// The sheets to leave out, because their forms count from another sending.
    left_out: Vec<String>,
}

/// The sheets of a file with only forms that count from another sending.
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
