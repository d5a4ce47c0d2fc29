//! Gathers the reports of each unit of a round: it chooses those that count, and notes missing forms and signs of
//! another unit or period.
//!
//! It takes what was read from the files, and the decisions. It gives the members with their standing.

use super::level_below;
use super::member::{Member, Standing};
use crate::file_report::{FileReport, FileStatus};
use crate::round::general_rules::form_missing::FormMissing;
use crate::round::general_rules::form_not_asked::FormNotAsked;
use crate::round::general_rules::period_differs;
use crate::round::general_rules::period_exceeds_unit::PeriodExceedsUnit;
use crate::round::general_rules::wrong_unit::WrongUnit;
use crate::round::{Round, Unit, decisions};
use crate::sending;
use crate::sending::Sending;
use phuluc_check::{
    CopiedWorkbook, Decision, Finding, FormRepeated, IdentityDiffers, Named, PeriodUnknown, PreparedRules,
};
use phuluc_form::{Catalogue, FormId, Period, Severity};
use std::sync::Arc;

/// Assigns the reports to their units, and notes forms that the round asks for and did not get.
///
/// `reports` holds the reports on the files of every unit that owes something, in the order of the round.
pub fn gather(round: &Round, reports: Vec<Vec<FileReport>>, catalogue: &Catalogue) -> Vec<Member> {
    gather_sendings(round, reports.into_iter().map(Sent::once).collect(), catalogue)
}

/// The sendings of one unit, with the decisions about it.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// Its sendings, by number.
    pub sendings: Vec<Sending>,
    /// The decisions, the earliest first.
    pub decisions: Vec<Arc<Decision>>,
}

impl Sent {
    /// Files that all came in one sending without a decision.
    fn once(files: Vec<FileReport>) -> Self {
        let sending = Sending { number: 1, files, ..Sending::default() };
        let sendings = if sending.files.is_empty() { Vec::new() } else { vec![sending] };
        Self { sendings, decisions: Vec::new() }
    }
}

/// Gathers units that may have sent several times, and about which people may have decided.
pub fn gather_sendings(round: &Round, sent: Vec<Sent>, catalogue: &Catalogue) -> Vec<Member> {
    let rules = PreparedRules::default();
    round
        .reporters()
        .zip(sent)
        .map(|(unit, Sent { mut sendings, decisions })| {
            for sending in &mut sendings {
                note_brief(&mut sending.files);
                for report in &mut sending.files {
                    note_strangeness(report, unit, sending.is_registered, round);
                    note_not_asked(report, unit);
                    decisions::explain(&mut report.checked, &decisions, sending.number);
                }
            }
            let mut member = Member { sendings, decisions, ..Member::new(unit.clone()) };
            let choice = sending::choose(&member.standing_sendings(), member.accepted_sending());
            member.contested = choice.contested;
            (member.numbers, member.reports) = choice.files.into_iter().unzip();
            note_repeated_forms(&mut member.reports);
            // a unit that passes on reports of others owes none of its own
            if member.has_readable() && !member.passes_on() {
                note_missing(&mut member, round, catalogue);
            }
            for (report, number) in member.reports.iter_mut().zip(&member.numbers) {
                decisions::explain(&mut report.checked, &member.decisions, *number);
            }
            member.derive(&rules);
            member.standing = standing(&member, round);
            member
        })
        .collect()
}

/// Notes another unit's name or another period in a report. If staff assigned the file to the unit in the register,
/// the name is only a warning.
fn note_strangeness(report: &mut FileReport, unit: &Unit, is_registered: bool, round: &Round) {
    let mut notes = Vec::new();
    if let Some(here) = report.unit()
        && !unit.is_called(here)
    {
        let wrong = WrongUnit { here: here.to_owned(), listed: unit.name.clone(), is_registered };
        let mut finding = Finding::of_file(wrong);
        if is_registered {
            finding.severity = Severity::Warning;
            // the finding about the identity sheet would repeat this one
            let findings = report.findings_mut();
            findings.retain(|finding| {
                !finding.general::<CopiedWorkbook>().is_some_and(CopiedWorkbook::is_about_unit)
            });
        }
        notes.push(finding);
    }
    if let (Some(here), Some(period)) = (report.period(), round.period) {
        let part = unit.within(period).unwrap_or(period);
        if here != period {
            notes.extend(period_differs::find(here, part));
        } else if here != part {
            let others = round
                .part_of_period(unit)
                .map(|part| part.of.into_iter().map(|(name, _)| name).chain(part.by));
            let others = others.into_iter().flatten().collect();
            notes.push(Finding::of_file(PeriodExceedsUnit { here, part, others }));
        }
    }
    let findings = report.findings_mut();
    findings.splice(0..0, notes);
    // figures of an unknown period must not be taken for any round's
    for finding in findings.iter_mut().filter(|finding| finding.general::<PeriodUnknown>().is_some()) {
        finding.severity = Severity::Error;
    }
}

/// A brief workbook holds no unit's figures, which is no error where a complete one came with it.
fn note_brief(files: &mut [FileReport]) {
    if files.iter().all(|report| report.passed_on.is_none()) {
        return;
    }
    for report in files.iter_mut().filter(|report| level_below::is_brief(report)) {
        for finding in report.findings_mut() {
            finding.severity = Severity::Note;
        }
    }
}

/// Notes forms that the unit does not owe, and lowers the findings in them to notes.
fn note_not_asked(report: &mut FileReport, unit: &Unit) {
    let forms = report.submission.iter().flat_map(|submission| &submission.forms);
    let not_asked = forms.filter(|filled| !unit.forms.contains(&filled.form.id));
    let (ids, shorts): (Vec<FormId>, Vec<String>) =
        not_asked.map(|filled| (filled.form.id.clone(), filled.form.short.clone())).unzip();
    if ids.is_empty() {
        return;
    }
    let findings = report.findings_mut();
    for finding in findings.iter_mut().filter(|finding| finding.form().is_some_and(|id| ids.contains(id))) {
        finding.severity = Severity::Note;
    }
    findings.push(Finding::of_file(FormNotAsked { shorts }));
}

/// Notes a form that came in two files of one unit. The first file counts.
fn note_repeated_forms(reports: &mut [FileReport]) {
    let mut seen: Vec<(FormId, String)> = Vec::new();
    for report in reports {
        let mut twice = Vec::new();
        let forms = report.submission.iter().flat_map(|submission| &submission.forms);
        for form in forms.filter(|form| !report.is_empty(form)) {
            let id = &form.form.id;
            if let Some((_, first)) = seen.iter().find(|(known, _)| known == id) {
                let repeated = FormRepeated::InTwoFiles(first.clone());
                twice.push(Finding::about_form(&form.form, &form.sheet, repeated));
            } else {
                seen.push((id.clone(), report.path.clone()));
            }
        }
        if !twice.is_empty() {
            report.findings_mut().extend(twice);
        }
    }
}

fn note_missing(member: &mut Member, round: &Round, catalogue: &Catalogue) {
    let missing = member.unit.forms.iter().filter(|id| member.form(id).is_none());
    let missing = missing.map(|id| (id.clone(), round.short_name(id, catalogue)));
    member.missing = missing.collect();
    // an empty form has a finding of its own
    let absent = member.missing.iter().filter(|(id, _)| !member.is_empty(id));
    let absent: Vec<String> = absent.map(|(_, short)| short.clone()).collect();
    let Some(report) = member.reports.iter_mut().find(|report| report.status() != FileStatus::Unreadable)
    else {
        return;
    };
    for short in absent {
        report.findings_mut().push(Finding::of_file(FormMissing { short }));
    }
}

/// The standing of a report about whose unit or period there is this finding; `None` if it is about something else.
fn doubtful_identity(finding: &Finding) -> Option<Standing> {
    let named = finding.general::<IdentityDiffers>().map(|differs| differs.what);
    match named {
        Some(Named::Unit) => Some(Standing::OtherUnit),
        Some(Named::Period) => Some(Standing::UnknownPeriod),
        None => finding.general::<PeriodUnknown>().map(|_| Standing::UnknownPeriod),
    }
}

fn standing(member: &Member, round: &Round) -> Standing {
    if member.reports.is_empty() {
        let is_aside = member.set_aside().next().is_some();
        return if is_aside { Standing::SetAside } else { Standing::NotSubmitted };
    }
    if !member.has_readable() {
        let is_lost = member.reports.iter().all(FileReport::is_lost);
        return if is_lost { Standing::Lost } else { Standing::Unreadable };
    }
    let is_other_unit =
        |finding: &Finding| finding.severity == Severity::Error && finding.general::<WrongUnit>().is_some();
    if member.reports.iter().any(|report| report.checked.findings.iter().any(is_other_unit)) {
        return Standing::OtherUnit;
    }
    let mut periods = member.reports.iter().filter_map(FileReport::period);
    // a unit that exists in a part of the period may report on that part or on the whole period
    let is_other = |here: Period, period: Period| {
        let part = member.unit.within(period).unwrap_or(period);
        here != period && !here.is_mostly(part)
    };
    if round.period.is_some_and(|period| periods.any(|here| is_other(here, period))) {
        return Standing::OtherPeriod;
    }
    // figures of an unknown or a contradicted unit or period count only once somebody accepts them
    if member.accepted_sending().is_none() {
        let findings = member.reports.iter().flat_map(|report| &report.checked.findings);
        let open = findings.filter(|finding| finding.decided.is_none());
        let mut doubts = open.filter_map(doubtful_identity);
        if let Some(doubt) = doubts.next() {
            return doubt;
        }
    }
    let mut forms = member.reports.iter().flat_map(|report| {
        let submission = report.submission.iter();
        submission.flat_map(|submission| &submission.forms).map(move |form| (report, form))
    });
    if !member.passes_on() && forms.all(|(report, form)| report.is_empty(form)) {
        return Standing::Empty;
    }
    match member.reports.iter().map(|report| report.checked.count(Severity::Error)).sum() {
        0 => Standing::Passes,
        errors => Standing::Fails(errors),
    }
}
