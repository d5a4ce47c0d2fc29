//! `phuluc kiem-tra --return`: a workbook to send back for every report that has findings.

use super::Error;
use super::inputs::{self, Source};
use super::output::{self, Target};
use phuluc::book::returned::{self, About, Returned};
use phuluc::file_name;
use phuluc::moment::Moment;
use phuluc::report::FileReport;
use phuluc::rule::Severity;
use phuluc::status;
use phuluc::words::Lang;
use phuluc::words::said::Said;
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
            Source::Round { open, .. } => Some(open.folder.join(inputs::RETURNED)),
            Source::Files(_) => None,
        };
        let folder = folder.map(Path::to_owned).or(own).ok_or(Error::NoReturnFolder)?;
        let mut written: Vec<String> = Vec::new();
        match source {
            Source::Files(reports) => {
                for report in reports {
                    let submission = report.submission.as_ref();
                    let to = submission.and_then(|submission| submission.unit.as_deref()).unwrap_or_default();
                    let period = submission.and_then(|submission| submission.period);
                    let about = About { to, period, due: resend_by, ..About::default() };
                    one(report, about, to, &folder, &mut written)?;
                }
            }
            Source::Round { open, members, .. } => {
                let round = &open.round;
                // whoever was accepted has nothing to mend
                for member in members.iter().filter(|member| member.accepted().is_none()) {
                    let to = status::formal(&member.unit);
                    for (report, number) in member.reports.iter().zip(&member.numbers) {
                        let submission = report.submission.as_ref();
                        let about = About {
                            to: &to,
                            receiver: round.receiver.as_deref(),
                            title: Some(&round.title),
                            period: round.period.or(submission.and_then(|submission| submission.period)),
                            sending: (member.sendings.len() > 1).then_some(*number),
                            due: resend_by.or(round.due_of(&member.unit)),
                            document: round.documents.returning.as_deref(),
                        };
                        one(report, about, &member.unit.name, &folder, &mut written)?;
                    }
                }
            }
        }
        let folder = inputs::shown(&folder);
        output::say(&lang.say(&Said::ReturnsWritten { files: written.len(), folder: &folder }));
    }
    Ok(())
}

/// A report with nothing worse than notes has nothing to go back for; one that cannot be read has
/// nothing to mark.
fn one(
    report: &FileReport,
    about: About<'_>,
    unit: &str,
    folder: &Path,
    written: &mut Vec<String>,
) -> Result<(), Error> {
    if report.submission.is_none() || report.checked.worst().is_none_or(|worst| worst < Severity::Warning) {
        return Ok(());
    }
    let sheets = inputs::sheets(Path::new(&report.path))?;
    let bytes = returned::write(&Returned { report, sheets: &sheets, about })?;
    let number = about.sending.map(|number| format!("lan {number}")).unwrap_or_default();
    let is_taken = |name: &str| written.iter().any(|other| other == name);
    let name = file_name::safe(&["phieu chinh sua", unit, &number], "xlsx", is_taken);
    Target::new(&folder.join(&name))?.write(&bytes)?;
    written.push(name);
    Ok(())
}
