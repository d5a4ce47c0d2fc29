//! The units of a consolidated workbook with their files, read back from the sheet of sources.

use super::data_line::Datum;
use super::filled_form::filled;
use crate::consolidated::codes::Codes;
use crate::consolidated::sources::{SourceLine, WITHIN};
use phuluc_check::{Finding, PreparedRules, Submission};
use phuluc_form::{Catalogue, FormId, Severity, unit};
use phuluc_round::{Below, FileReport, Member, Refusal, Round, Sending, Unit};
use phuluc_say::FINDINGS;

/// A unit with those above it, which are added to the round.
fn unit(line: &SourceLine, codes: &Codes, round: &mut Round) -> Option<Unit> {
    let level = if line.level.is_empty() { None } else { Some(*codes.levels.get(&line.level)?) };
    let mut parent = None;
    let receiver = round.receiver.as_deref().map(unit::key);
    for name in line.above.split(WITHIN).filter(|name| !name.is_empty() && Some(unit::key(name)) != receiver)
    {
        let known = round.units.iter().position(|unit| unit.name == name && unit.parent == parent);
        parent = Some(known.unwrap_or_else(|| {
            round.units.push(Unit { parent, ..Unit::named(name) });
            round.units.len() - 1
        }));
    }
    let ids = line.owed.split(", ").filter(|id| !id.is_empty()).map(FormId::from);
    let unit = Unit {
        code: Some(line.code.clone()).filter(|code| !code.is_empty()),
        level,
        parent,
        exists: codes.days.get(&line.number).copied().unwrap_or_default(),
        successions: codes.successions.get(&line.number).cloned().unwrap_or_default(),
        forms: ids.collect(),
        ..Unit::named(&line.name)
    };
    round.units.push(unit.clone());
    Some(unit)
}

/// A unit as the level below had it, still without its files.
pub(super) fn member(
    line: &SourceLine,
    codes: &Codes,
    round: &mut Round,
    catalogue: &Catalogue,
) -> Option<Member> {
    let counted = *codes.counts.get(&line.counted)?;
    let (standing, _) = codes.standings.get(&line.number)?;
    let missing = line.missing.split(", ").filter(|id| !id.is_empty()).map(FormId::from);
    let missing = missing.map(|id| (id.clone(), round.short_name(&id, catalogue)));
    let missing: Vec<(FormId, String)> = missing.collect();
    let mut member = Member::new(unit(line, codes, round)?);
    (member.missing, member.standing) = (missing, *standing);
    member.below = Some(Below {
        via: line.via.split(WITHIN).filter(|via| !via.is_empty()).map(str::to_owned).collect(),
        counted,
        decided: codes.decided.get(&line.number).cloned().unwrap_or_default(),
    });
    Some(member)
}

/// Adds what a unit sent in one file.
pub(super) fn add_file(
    member: &mut Member,
    line: &SourceLine,
    values: &[Datum],
    findings: Vec<Finding>,
    codes: &Codes,
    catalogue: &Catalogue,
) -> Result<(), Refusal> {
    let mut forms = Vec::new();
    for sent in line.sent.split(", ").filter(|sent| !sent.is_empty()) {
        let unknown = || Refusal::UnknownForm(sent.to_owned());
        let (id, version) = sent.split_once(' ').ok_or_else(unknown)?;
        let id = FormId::from(id);
        let mut versions = catalogue.versions(&id);
        let form = versions.find(|form| form.version == version).ok_or_else(unknown)?;
        let values: Vec<&Datum> = values.iter().filter(|datum| datum.form == id.as_str()).collect();
        forms.push(filled(form, &values, codes)?);
    }
    let (level, key) = (member.unit.level, (line.number, line.file.clone()));
    let submission = (!forms.is_empty()).then(|| Submission {
        unit: Some(member.unit.name.clone()),
        level,
        period: codes.periods.get(&key).and_then(|(period, _)| *period),
        unit_claim: None,
        period_claim: None,
        forms,
        notices: Vec::new(),
        adjusted: Vec::new(),
    });
    let (number, received) = codes.sendings.get(&key).map_or((1, None), |(number, at, _)| (*number, *at));
    let sha256 = Some(line.sha256.clone()).filter(|sha256| !sha256.is_empty());
    let report = FileReport::read_back(line.file.clone(), sha256, submission, findings);
    match member.sendings.iter_mut().find(|sending| sending.number == number) {
        Some(sending) => sending.files.push(report.clone()),
        None => member.sendings.push(Sending {
            number,
            received,
            files: vec![report.clone()],
            ..Sending::default()
        }),
    }
    member.numbers.push(number);
    member.reports.push(report);
    Ok(())
}

/// Once all files are there: what follows from them must be what the workbook says.
pub(super) fn settle(member: &mut Member, rules: &PreparedRules) -> Result<(), Refusal> {
    member.derive(rules);
    let Some(said) = member.standing.errors() else { return Ok(()) };
    let found = member.reports.iter().map(|report| report.checked.count(Severity::Error)).sum();
    if found == said {
        return Ok(());
    }
    Err(Refusal::Lines { sheet: FINDINGS, unit: member.unit.name.clone(), said, found })
}
