//! `phuluc kiem-tra --return`: a workbook to send back to everyone whose reports have findings.

use super::Error;
use super::inputs::{self, Source};
use super::open_round;
use super::output::{self, Target};
use phuluc::book::returned::{self, About, File, Returned};
use phuluc::file_name;
use phuluc::file_report::FileReport;
use phuluc::moment::Moment;
use phuluc::rule::Severity;
use phuluc::status;
use phuluc::words::{self, Lang, RoundMessage};
use std::path::Path;

/// Writes them into a folder; those of a round into its own if none is given.
pub(super) fn write(
    sources: &[Source],
    folder: Option<&Path>,
    resend_by: Option<Moment>,
    lang: Lang,
) -> Result<(), Error> {
    for source in sources {
        let own = match source {
            Source::Round { open, .. } => Some(open.folder.join(open_round::RETURNED)),
            Source::Files(_) => None,
        };
        let folder = folder.map(Path::to_owned).or(own).ok_or(Error::NoReturnFolder)?;
        let mut written: Vec<String> = Vec::new();
        match source {
            // whether two files are one sender's, only a round knows
            Source::Files(reports) => {
                for report in reports {
                    let submission = report.submission.as_ref();
                    let to = submission.and_then(|submission| submission.unit.as_deref()).unwrap_or_default();
                    let period = submission.and_then(|submission| submission.period);
                    let about = About { to, period, due: resend_by, ..About::default() };
                    one(&[(report, None)], about, to, &folder, &mut written)?;
                }
            }
            Source::Round { open, members, .. } => {
                let round = &open.round;
                // whoever was accepted has nothing to mend
                for member in members.iter().filter(|member| member.accepted().is_none()) {
                    let to = status::formal(&member.unit);
                    let is_again = member.sendings.len() > 1;
                    let numbers = member.numbers.iter().map(|number| is_again.then_some(*number));
                    let reports: Vec<_> = member.reports.iter().zip(numbers).collect();
                    let periods =
                        member.reports.iter().filter_map(|report| report.submission.as_ref()?.period);
                    let about = About {
                        to: &to,
                        receiver: round.receiver.as_deref(),
                        title: Some(&round.title),
                        period: round.period.or_else(|| periods.into_iter().next()),
                        due: resend_by.or(round.due_of(&member.unit)),
                        document: round.documents.returning.as_deref(),
                    };
                    one(&reports, about, &member.unit.name, &folder, &mut written)?;
                }
            }
        }
        let folder = inputs::shown(&folder);
        output::say(&words::say(
            lang,
            RoundMessage::ReturnsWritten { files: written.len(), folder: &folder },
        ));
    }
    Ok(())
}

/// One phiếu for the files of a sender. A report with nothing worse than notes has nothing to go back
/// for; one that cannot be read has nothing to mark.
fn one(
    reports: &[(&FileReport, Option<u32>)],
    about: About<'_>,
    unit: &str,
    folder: &Path,
    written: &mut Vec<String>,
) -> Result<(), Error> {
    let goes_back = |report: &FileReport| {
        report.submission.is_some() && report.checked.worst().is_some_and(|worst| worst >= Severity::Warning)
    };
    let mut wanted = Vec::new();
    for (report, sending) in reports.iter().filter(|(report, _)| goes_back(report)) {
        wanted.push((*report, inputs::sheets(Path::new(&report.path))?, *sending));
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let files = wanted.iter().map(|(report, sheets, sending)| File { report, sheets, sending: *sending });
    let bytes = returned::write(&Returned { files: files.collect(), about })?;
    let latest = wanted.iter().filter_map(|(_, _, sending)| *sending).max();
    let number = latest.map(|number| format!("lan {number}")).unwrap_or_default();
    let is_taken = |name: &str| written.iter().any(|other| other == name);
    let name = file_name::safe(&["phieu chinh sua", unit, &number], "xlsx", is_taken);
    Target::new(&folder.join(&name))?.write(&bytes)?;
    written.push(name);
    Ok(())
}
