//! Sending back: a marked workbook for everyone whose reports have something to mend.

use super::{Error, Folder, OpenRound, Over, Tools, open_round};
use phuluc_book::{About, Returned, ReturnedFile, returned};
use phuluc_check::FilledForm;
use phuluc_form::{Moment, Severity};
use phuluc_round::{FileReport, Member, file_name, status};

/// The writing of marked workbooks.
#[derive(Clone, Copy)]
pub struct SendBack<'s> {
    /// Where the files are, by the paths under which they were reported.
    pub from: &'s dyn Folder,
    /// Where the marked workbooks go: into which folder,
    pub to: &'s dyn Folder,
    /// and where in it; the empty path is the folder itself.
    pub within: &'s str,
    /// Until when they must come again; that of the round if nothing is said.
    pub resend_by: Option<Moment>,
    /// What reads the files.
    pub tools: Tools<'s>,
}

impl SendBack<'_> {
    /// Writes a workbook for each report that belongs to no round; gives how many were written.
    ///
    /// Whether two files are one sender's, only a round knows.
    ///
    /// # Errors
    /// If a file cannot be read again, or a workbook cannot be written.
    pub fn files(&self, reports: &[FileReport]) -> Result<usize, Error> {
        let mut written = Vec::new();
        for report in reports {
            let submission = report.submission.as_ref();
            let to = submission.and_then(|submission| submission.unit.as_deref()).unwrap_or_default();
            let period = submission.and_then(|submission| submission.period);
            let about = About { to, period, due: self.resend_by, ..About::default() };
            let file = GoingBack { report, sending: None, left_out: Vec::new() };
            self.one(&[file], about, to, &mut written)?;
        }
        Ok(written.len())
    }

    /// Writes a workbook for each unit of a round, of the figures that count, form by form; gives how many were
    /// written. Whoever was accepted has nothing to mend.
    ///
    /// # Errors
    /// If a file cannot be read again, or a workbook cannot be written.
    pub fn units(&self, open: &OpenRound<'_>, members: &[Member]) -> Result<usize, Error> {
        let mut written = Vec::new();
        let round = &open.round;
        for member in members.iter().filter(|member| member.accepted().is_none()) {
            let to = status::formal(&member.unit);
            let is_again = member.sendings.len() > 1;
            let files = member.reports.iter().zip(&member.numbers).map(|(report, number)| GoingBack {
                report,
                sending: is_again.then_some(*number),
                left_out: left_out(member, report),
            });
            let files: Vec<GoingBack<'_>> = files.collect();
            let mut periods = member.reports.iter().filter_map(|report| report.submission.as_ref()?.period);
            let about = About {
                to: &to,
                receiver: round.receiver.as_deref(),
                title: Some(&round.title),
                period: round.period.or_else(|| periods.next()),
                due: self.resend_by.or(round.due_of(&member.unit)),
                document: round.documents.returning.as_deref(),
            };
            self.one(&files, about, &member.unit.name, &mut written)?;
        }
        Ok(written.len())
    }

    /// One workbook for the files of a sender.
    fn one(
        &self,
        files: &[GoingBack<'_>],
        about: About<'_>,
        unit: &str,
        written: &mut Vec<String>,
    ) -> Result<(), Error> {
        let mut wanted = Vec::new();
        for GoingBack { report, sending, left_out } in files.iter().filter(|file| goes_back(file.report)) {
            let content = self.from.workbook(&report.path);
            let mut sheets = open_round::sheets(&report.path, &content, &self.tools)?;
            sheets.retain(|sheet| !left_out.contains(&sheet.name));
            wanted.push((*report, sheets, *sending));
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let files =
            wanted.iter().map(|(report, sheets, sending)| ReturnedFile { report, sheets, sending: *sending });
        let bytes = returned::write(&Returned { files: files.collect(), about })?;
        let latest = wanted.iter().filter_map(|(_, _, sending)| *sending).max();
        let number = latest.map(|number| format!("lan {number}")).unwrap_or_default();
        let name = file_name::safe(&["phieu chinh sua", unit, &number], "xlsx", |name| {
            written.iter().any(|other| other == name)
        });
        let path = if self.within.is_empty() { name.clone() } else { format!("{}/{name}", self.within) };
        self.to.write(&path, &bytes, Over::Anything)?;
        written.push(name);
        Ok(())
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
