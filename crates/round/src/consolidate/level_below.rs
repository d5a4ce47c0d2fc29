//! The level below (cấp dưới): the units in a consolidated workbook take their place among those of this level.
//!
//! No unit counts twice: a report that the unit sent itself goes before one that was passed on.

use super::member::Member;
use super::refusal::Refusal;
use crate::file_report::FileReport;
use crate::round::general_rules::consolidated_not_taken_over::ConsolidatedNotTakenOver;
use crate::round::general_rules::unit_came_twice::UnitCameTwice;
use crate::round::{Round, Unit};
use phuluc_check::{Finding, RulingKind};
use phuluc_form::unit;

/// The content of a consolidated workbook.
#[derive(Clone, Debug)]
pub struct PassedOn {
    /// The round that was consolidated.
    pub round: Round,
    /// Its units with the reports on their files.
    pub members: Vec<Member>,
}

/// The way in which a unit's report came through other units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Below {
    /// The consolidated workbooks around it, the outermost first.
    pub via: Vec<String>,
    /// Whether the level below counted it.
    pub counted: bool,
    /// The decisions of the level below about it, the earliest first.
    pub decided: Vec<DecidedBelow>,
}

/// A decision of the level below, in its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedBelow {
    /// The kind of the ruling.
    pub kind: RulingKind,
    /// The decision in words.
    pub words: String,
}

impl Below {
    /// Whether the level below accepted the report and has not returned it since.
    pub fn is_accepted(&self) -> bool {
        let kinds = self.decided.iter().map(|decided| decided.kind);
        let mut verdicts = kinds.filter(|kind| matches!(kind, RulingKind::Accept | RulingKind::Return));
        verdicts.next_back() == Some(RulingKind::Accept)
    }

    /// The decisions of the level below, one on each line.
    pub fn said(&self) -> Option<String> {
        let words: Vec<&str> = self.decided.iter().map(|decided| decided.words.as_str()).collect();
        (!words.is_empty()).then(|| words.join("\n"))
    }
}

/// The units of a round with those of the level below, and the units that only passed reports on.
pub(super) struct Expanded {
    pub round: Round,
    pub members: Vec<Member>,
    pub senders: Vec<Member>,
}

/// Replaces units that sent consolidated workbooks by the units in these workbooks. No unit counts twice: a report
/// that the unit sent itself goes before one that was passed on.
pub(super) fn expand(round: &Round, members: Vec<Member>) -> Expanded {
    let mut round = round.clone();
    let mut taken: Vec<Member> = Vec::new();
    let mut senders: Vec<Member> = Vec::new();
    // units that sent something themselves must be known before reports are passed on
    let mut direct: Vec<Unit> = Vec::new();
    for member in members.iter().filter(|member| member.has_reported()) {
        if member.reports.iter().any(|report| report.submission.is_some()) {
            direct.push(member.unit.clone());
        }
    }
    for mut member in members {
        let passed = split_off(&mut member);
        let Some((mut sender, reports)) = passed else {
            let mut passed_on = taken.iter().filter(|other| other.below.is_some());
            if member.has_reported() || !passed_on.any(|other| is_same(&other.unit, &member.unit, &round)) {
                taken.push(member);
            }
            continue;
        };
        let at = round.units.iter().position(|unit| unit.name == sender.unit.name);
        if !member.reports.is_empty() {
            taken.push(member);
        }
        for (index, mut report) in reports.into_iter().enumerate() {
            let Some(passed) = report.passed_on.take() else { continue };
            let offset = round.units.len();
            append(&mut round, &passed.round, at);
            for mut unit in passed.members {
                unit.unit.parent = unit.unit.parent.map(|parent| parent + offset).or(at);
                if let Some(below) = &mut unit.below {
                    below.via.insert(0, report.path.clone());
                }
                put(&mut taken, unit, &direct, &round, &mut report);
            }
            sender.reports[index] = report;
        }
        senders.push(sender);
    }
    Expanded { round, members: taken, senders }
}

/// Separates the reports that a unit passes on from its own.
fn split_off(member: &mut Member) -> Option<(Member, Vec<FileReport>)> {
    // a workbook of another unit or period is not taken over
    if !member.has_reported() || !member.passes_on() {
        return None;
    }
    let mut sender = member.clone();
    let numbered = std::mem::take(&mut member.reports).into_iter().zip(std::mem::take(&mut member.numbers));
    let (passed, own): (Vec<_>, Vec<_>) =
        numbered.partition(|(report, _)| report.passed_on.is_some() || is_brief(report));
    (sender.reports, sender.numbers) = passed.into_iter().unzip();
    (member.reports, member.numbers) = own.into_iter().unzip();
    // the unit answers for those below it, and as its own forms count those that it sent itself
    let sent: Vec<_> = member.unit.forms.iter().filter(|id| member.form(id).is_some()).cloned().collect();
    member.unit.forms = sent;
    let reports = sender.reports.clone();
    Some((sender, reports))
}

/// Whether a file is the brief workbook of a consolidation, which has no unit's figures.
pub(super) fn is_brief(report: &FileReport) -> bool {
    let mut refusals =
        report.checked.findings.iter().filter_map(Finding::general::<ConsolidatedNotTakenOver>);
    refusals.any(|refused| refused.0 == Refusal::Brief)
}

/// Adds the units of another round below a unit of this one.
fn append(round: &mut Round, below: &Round, parent: Option<usize>) {
    let offset = round.units.len();
    let units = below.units.iter().cloned().map(|mut unit| {
        unit.parent = unit.parent.map(|parent| parent + offset).or(parent);
        unit
    });
    round.units.extend(units);
}

/// Adds a unit that was passed on, unless it is already there.
fn put(taken: &mut Vec<Member>, unit: Member, direct: &[Unit], round: &Round, report: &mut FileReport) {
    if direct.iter().any(|other| is_same(other, &unit.unit, round)) {
        note_twice(report, &unit, None);
        return;
    }
    match taken.iter_mut().find(|other| is_same(&other.unit, &unit.unit, round)) {
        // listed here, too, but it sent nothing itself
        Some(listed) if listed.below.is_none() => *listed = unit,
        Some(first) => {
            let counted = first.below.as_ref().and_then(|below| below.via.first()).cloned();
            note_twice(report, &unit, counted);
        }
        None => taken.push(unit),
    }
}

fn note_twice(report: &mut FileReport, unit: &Member, counted: Option<String>) {
    let twice = UnitCameTwice { unit: unit.unit.name.clone(), counted };
    report.findings_mut().push(Finding::of_file(twice));
}

/// Whether two units are the same: they share their name, and their code or, if one has none, their place.
///
/// A code alone is not enough, because districts number their communes themselves.
fn is_same(a: &Unit, b: &Unit, round: &Round) -> bool {
    if let (Some(code), Some(other)) = (&a.code, &b.code) {
        return code == other && a.is_called(&b.name);
    }
    let [above_a, above_b] = [a, b].map(|unit| round.above(unit).first().map(|unit| unit::key(&unit.name)));
    a.is_called(&b.name) && (above_a.is_none() || above_b.is_none() || above_a == above_b)
}
