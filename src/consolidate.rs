//! Consolidation (tổng hợp): many submissions of one round made into one table a form.
//!
//! Takes the round and what was read from each unit's files; gives totals that know how many units
//! are in them and which are not, and why. A total is never only a number: zero, nil, blank, not
//! applicable and not submitted stay apart to the end. Percentages are worked out from summed parts
//! and bases of the units that gave both, never averaged.

mod decided;
mod level_below;
mod score;
mod table;
mod total;

use crate::catalogue::Catalogue;
use crate::compare::Earlier;
use crate::derive::{self, DerivedFigure};
use crate::file_report::{FileReport, FileStatus};
use crate::finding::Finding;
use crate::finding::{Decision, Ruling};
use crate::form::{Form, FormId};
use crate::general_rules::form_repeated::FormRepeated;
use crate::general_rules::period_unknown::PeriodUnknown;
use crate::round::decisions::{self, Decisions};
use crate::round::general_rules::form_missing::FormMissing;
use crate::round::general_rules::period_differs;
use crate::round::general_rules::wrong_unit::WrongUnit;
use crate::round::{Round, Unit};
use crate::rule::Severity;
use crate::sending::{self, Contest, Sending};
use crate::submission::FilledForm;
use crate::unit::Level;
use std::sync::Arc;

pub use decided::unmatched;
pub use level_below::{Below, DecidedBelow, PassedOn, Refusal};
pub use score::Score;
pub use table::{Said, Table};
pub use total::{Cell, DerivedCell, FormTotal, Gap, Total, TotalRow};

/// A round with everything that was sent in it.
#[derive(Clone, Debug)]
pub struct Consolidation {
    /// The round.
    pub round: Round,
    /// Its units, in the order of the round; those below a unit that passed their reports on stand in its place.
    pub members: Vec<Member>,
    /// The units that passed others' reports on, with the consolidated workbooks in which they did.
    pub senders: Vec<Member>,
    /// The consolidated forms, by id and version.
    pub forms: Vec<FormTotal>,
    /// Earlier rounds to compare with.
    pub earlier: Vec<Earlier>,
    /// The decisions that match nothing any more.
    pub unmatched: Vec<Arc<Decision>>,
    /// Whether the units report on different periods, so that totals are good for tests only.
    pub mixed_periods: bool,
}

/// What a consolidation is made of.
#[derive(Clone, Debug)]
pub struct Material<'m> {
    /// The round.
    pub round: &'m Round,
    /// Its units with what they sent.
    pub members: Vec<Member>,
    /// All that was decided in the round, so that decisions about nothing are found.
    pub decisions: Option<&'m Decisions>,
    /// Earlier rounds to compare with.
    pub earlier: Vec<Earlier>,
    /// Whether units with errors are left out of the totals unless they were accepted.
    pub only_accepted: bool,
}

impl<'m> Material<'m> {
    /// A round with what its units sent, and nothing else.
    pub const fn new(round: &'m Round, members: Vec<Member>) -> Self {
        Self { round, members, decisions: None, earlier: Vec::new(), only_accepted: false }
    }
}

/// A unit of the round with what it sent.
#[derive(Clone, Debug)]
pub struct Member {
    /// The unit.
    pub unit: Unit,
    /// Its files, with those forms that count.
    pub reports: Vec<FileReport>,
    /// The number of each file's sending.
    pub numbers: Vec<u32>,
    /// Everything that it sent.
    pub sendings: Vec<Sending>,
    /// The forms whose newer sending has errors while an older one has none.
    pub contested: Vec<Contest>,
    /// What was decided about it, the earliest first.
    pub decisions: Vec<Arc<Decision>>,
    /// The forms it owes and has not sent, once it has sent anything.
    pub missing: Vec<FormId>,
    /// Where it stands.
    pub standing: Standing,
    /// Whether its figures are in the totals.
    pub included: bool,
    /// How its report came, if another unit passed it on.
    pub below: Option<Below>,
    derived: Vec<Vec<DerivedFigure>>,
}

/// Where a unit stands in the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has come.
    NotSubmitted,
    /// What has come cannot be read.
    Unreadable,
    /// What has come is another unit's.
    OtherUnit,
    /// What has come is about another period.
    OtherPeriod,
    /// It has this many errors.
    Fails(usize),
    /// It has none.
    Passes,
}

impl Member {
    /// A unit of which nothing has come.
    pub fn new(unit: Unit) -> Self {
        Self {
            unit,
            numbers: Vec::new(),
            reports: Vec::new(),
            contested: Vec::new(),
            sendings: Vec::new(),
            decisions: Vec::new(),
            derived: Vec::new(),
            missing: Vec::new(),
            standing: Standing::NotSubmitted,
            included: false,
            below: None,
        }
    }

    /// Works out what follows from the figures of its files.
    pub(crate) fn derive(&mut self) {
        let derive = |report: &FileReport| report.submission.as_ref().map(derive::derive).unwrap_or_default();
        self.derived = self.reports.iter().map(derive).collect();
    }

    /// Its level, as its report or the round says.
    pub fn level(&self) -> Option<Level> {
        let mut submissions = self.reports.iter().filter_map(|report| report.submission.as_ref());
        submissions.find_map(|submission| submission.level).or(self.unit.level)
    }

    /// Whether it sent a consolidated workbook for the units below it.
    pub fn passes_on(&self) -> bool {
        self.reports.iter().any(|report| report.passed_on.is_some())
    }

    /// The form of that id as the unit filled it, its figures counted or not.
    pub fn form(&self, id: &FormId) -> Option<(&FileReport, &FilledForm)> {
        self.position(id).and_then(|(file, form)| {
            let report = self.reports.get(file)?;
            Some((report, report.submission.as_ref()?.forms.get(form)?))
        })
    }

    /// The file and the form in it, by index.
    fn position(&self, id: &FormId) -> Option<(usize, usize)> {
        self.reports.iter().enumerate().find_map(|(index, report)| {
            let forms = &report.submission.as_ref()?.forms;
            Some((index, forms.iter().position(|form| form.form.id == *id)?))
        })
    }

    /// The figures derived from a form.
    fn derived<'m>(&'m self, id: &FormId) -> impl Iterator<Item = &'m DerivedFigure> + use<'m> {
        let position = self.position(id);
        let figures = position.into_iter().filter_map(|(file, _)| self.derived.get(file));
        figures.flatten().filter(move |figure| position.is_some_and(|(_, form)| figure.form == form))
    }

    /// Whether anything that can be read has come from it.
    pub fn has_reported(&self) -> bool {
        matches!(self.standing, Standing::Fails(_) | Standing::Passes)
    }

    fn has_readable(&self) -> bool {
        self.reports.iter().any(|report| report.status() != FileStatus::Unreadable)
    }
}

/// Puts what was read to the units that sent it, and notes what the round asks for and did not get.
///
/// `reports` holds, for every unit that owes something, in the order of the round, what was read from its files.
pub fn gather(round: &Round, reports: Vec<Vec<FileReport>>, catalogue: &Catalogue) -> Vec<Member> {
    let sent = |files: Vec<FileReport>| {
        let sending = Sending { number: 1, received: None, files };
        let sendings = if sending.files.is_empty() { Vec::new() } else { vec![sending] };
        Sent { sendings, decisions: Vec::new() }
    };
    gather_sendings(round, reports.into_iter().map(sent).collect(), catalogue)
}

/// What one unit sent, and what was decided about it.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// Its sendings, by number.
    pub sendings: Vec<Sending>,
    /// The decisions, the earliest first.
    pub decisions: Vec<Arc<Decision>>,
}

/// The same for units that may have sent several times, and about which people have decided.
pub fn gather_sendings(round: &Round, sent: Vec<Sent>, catalogue: &Catalogue) -> Vec<Member> {
    round
        .reporters()
        .zip(sent)
        .map(|(unit, Sent { mut sendings, decisions })| {
            for sending in &mut sendings {
                for report in &mut sending.files {
                    note_strangeness(report, unit, round);
                    decisions::explain(&mut report.checked, &decisions, sending.number);
                }
            }
            let mut member = Member { sendings, decisions, ..Member::new(unit.clone()) };
            let accepted = member.verdict().filter(|(verdict, _)| verdict.ruling == Ruling::Accepted);
            let choice = sending::choose(&member.sendings, accepted.map(|(_, number)| number));
            member.contested = choice.contested;
            (member.numbers, member.reports) = choice.files.into_iter().unzip();
            note_repeated_forms(&mut member.reports);
            // who passes others' reports on owes none of its own
            if member.has_readable() && !member.passes_on() {
                note_missing(&mut member, catalogue);
            }
            for (report, number) in member.reports.iter_mut().zip(&member.numbers) {
                decisions::explain(&mut report.checked, &member.decisions, *number);
            }
            member.derive();
            member.standing = standing(&member, round);
            member
        })
        .collect()
}

/// Another unit's name or another period than the round's.
fn note_strangeness(report: &mut FileReport, unit: &Unit, round: &Round) {
    let mut notes = Vec::new();
    if let Some(here) = report.unit()
        && is_other_unit(report, unit)
    {
        let here = here.to_owned();
        notes.push(Finding::of_file(WrongUnit { here, listed: unit.name.clone() }));
    }
    if let (Some(here), Some(period)) = (report.period(), round.period) {
        notes.extend(period_differs::find(here, period));
    }
    let findings = report.findings_mut();
    findings.splice(0..0, notes);
    if round.period.is_some() {
        // figures of who knows when cannot be taken for this round's
        for finding in findings.iter_mut().filter(|finding| finding.general::<PeriodUnknown>().is_some()) {
            finding.severity = Severity::Error;
        }
    }
}

fn is_other_unit(report: &FileReport, unit: &Unit) -> bool {
    report.unit().is_some_and(|named| !unit.is_called(named))
}

/// A form that came in two files of one unit: the first counts, and the other is pointed out.
fn note_repeated_forms(reports: &mut [FileReport]) {
    let mut seen: Vec<(FormId, String)> = Vec::new();
    for report in reports {
        let mut twice = Vec::new();
        for form in report.submission.iter().flat_map(|submission| &submission.forms) {
            let id = &form.form.id;
            if let Some((_, first)) = seen.iter().find(|(known, _)| known == id) {
                let repeated = FormRepeated::InTwoFiles(first.clone());
                twice.push(Finding::on_sheet(&form.form, &form.sheet, repeated));
            } else {
                seen.push((id.clone(), report.path.clone()));
            }
        }
        if !twice.is_empty() {
            report.findings_mut().extend(twice);
        }
    }
}

fn note_missing(member: &mut Member, catalogue: &Catalogue) {
    let sent = |id: &&FormId| member.form(id).is_none();
    member.missing = member.unit.forms.iter().filter(sent).cloned().collect();
    let Some(report) = member.reports.iter_mut().find(|report| report.status() != FileStatus::Unreadable)
    else {
        return;
    };
    for id in &member.missing {
        let short = catalogue.in_force(id, None).map_or_else(|| id.to_string(), |form| form.short.clone());
        report.findings_mut().push(Finding::of_file(FormMissing { short }));
    }
}

fn standing(member: &Member, round: &Round) -> Standing {
    if member.reports.is_empty() {
        return Standing::NotSubmitted;
    }
    if !member.has_readable() {
        return Standing::Unreadable;
    }
    if member.reports.iter().any(|report| is_other_unit(report, &member.unit)) {
        return Standing::OtherUnit;
    }
    let mut periods = member.reports.iter().filter_map(FileReport::period);
    if round.period.is_some_and(|period| periods.any(|here| !here.is_mostly(period))) {
        return Standing::OtherPeriod;
    }
    match member.reports.iter().map(|report| report.checked.count(Severity::Error)).sum() {
        0 => Standing::Passes,
        errors => Standing::Fails(errors),
    }
}

/// Consolidates a round.
///
/// Units with errors are in the totals, and marked, unless only accepted reports are. What the level below
/// left out stays out.
pub fn consolidate(material: Material<'_>, catalogue: &Catalogue) -> Consolidation {
    let Material { round, members, decisions, earlier, only_accepted } = material;
    let unmatched = decisions.map(|decisions| unmatched(&members, decisions)).unwrap_or_default();
    let level_below::Expanded { round, mut members, senders } = level_below::expand(round, members);
    for member in &mut members {
        let is_left_out = member.below.as_ref().is_some_and(|below| !below.counted);
        member.included = match member.standing {
            _ if is_left_out => false,
            Standing::Passes => true,
            Standing::Fails(_) => !only_accepted || member.is_accepted(),
            Standing::NotSubmitted | Standing::Unreadable | Standing::OtherUnit | Standing::OtherPeriod => {
                false
            }
        };
    }
    let mut forms: Vec<Arc<Form>> = Vec::new();
    for member in &members {
        for id in &member.unit.forms {
            let version = match member.form(id) {
                Some((_, filled)) => Some(Arc::clone(&filled.form)),
                // what has not come would have come in the version in force
                None => {
                    let day = round.period.map(|period| period.to);
                    catalogue.in_force(id, day).cloned()
                }
            };
            if let Some(version) = version
                && !forms.iter().any(|form| form.id == version.id && form.version == version.version)
            {
                forms.push(version);
            }
        }
    }
    forms.sort_by(|a, b| (&a.id, a.from).cmp(&(&b.id, b.from)));
    let totals = forms.iter().map(|form| total::form(form, &members, &forms)).collect();
    let mut periods: Vec<_> = members
        .iter()
        .filter(|member| member.included)
        .flat_map(|member| &member.reports)
        .filter_map(|report| report.submission.as_ref()?.period)
        .collect();
    periods.sort_unstable();
    periods.dedup();
    Consolidation {
        mixed_periods: round.period.is_none() && periods.len() > 1,
        round,
        members,
        senders,
        forms: totals,
        earlier,
        unmatched,
    }
}
