//! The next step in a round. It is told at the end of every command. If the program is called without a command in a
//! round's folder, the state of the round is told with it.

use super::disk::{Disk, shown};
use super::{Error, clock, inputs, output};
use phuluc::desk::{CONSOLIDATED, Folder as _, HANDED_OUT, OpenRound, Paths, RETURNED, WORKBOOK};
use phuluc::form::Moment;
use phuluc::round::{FileReport, Member, Status, UnitState, manifest, round};
use phuluc::say::{Lang, NextStep, RoundMessage, round_status, words};
use std::path::Path;
use std::process::ExitCode;

/// Says the next step in a round.
pub(crate) fn say(step: &NextStep, disk: &Disk, lang: Lang) {
    output::print_message(&words::say(lang, RoundMessage::Next { step, round: &named(disk) }));
}

/// The path of the round as it is typed on the command line.
fn named(disk: &Disk) -> String {
    let path = shown(&disk.path(""));
    let path = if path.is_empty() { ".".to_owned() } else { path };
    if path.contains(' ') { format!("\"{path}\"") } else { path }
}

/// Shows the state of the round in whose folder the program was called; `None` if it is no round's folder.
pub(crate) fn here(lang: Lang) -> Option<Result<ExitCode, Error>> {
    let disk = Disk::of_round(Path::new("."));
    disk.exists(round::FILE).then(|| stand(&disk, lang))
}

/// Shows the state of a round and its next step.
fn stand(disk: &Disk, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(None, Some(&disk.path("")), lang)?;
    let tools = inputs::tools(&checker);
    let open = OpenRound::open(disk, &tools)?;
    let members = open.members(&tools, &open.previous, Paths::InRound);
    let without_unit = open.files_without_unit(&tools, Paths::InRound);
    let status = Status::new(&open.round, &members, checker.catalogue(), now(&open)?)
        .with_not_counted(open.not_counted())
        .with_first(open.register.first());
    output::print_text(&round_status::brief(&status, &without_unit, lang))?;
    say(&after(&status, &without_unit, &open)?, disk, lang);
    Ok(ExitCode::SUCCESS)
}

/// Now, or the last receipt if the register has a later one.
fn now(open: &OpenRound<'_>) -> Result<Moment, Error> {
    let now = clock::when(None).moment(open.round.zone)?;
    let last = open.register.entries.iter().filter_map(|entry| entry.received).max();
    Ok(last.map_or(now, |last| last.max(now)))
}

/// The next step once everything was consolidated: what keeps the round from being closed.
pub(crate) fn after_consolidating(members: &[Member]) -> NextStep {
    let count =
        |wanted: fn(UnitState) -> bool| members.iter().filter(|member| wanted(member.state())).count();
    let lost = count(|state| state == UnitState::Lost);
    let failing = members.iter().filter(|member| member.is_to_mend()).count();
    let done = members.iter().filter(|member| {
        matches!(member.state(), UnitState::Passes | UnitState::Accepted(_)) && member.missing.is_empty()
    });
    let doubtful = members.iter().filter(|member| !member.contested.is_empty()).count();
    match (lost, failing, doubtful, members.len() - done.count()) {
        (0, 0, 0, 0) => NextStep::Close,
        (0, 0, 0, waiting) => NextStep::Remind(waiting),
        (0, 0, doubtful, _) => NextStep::Decide(doubtful),
        (0, failing, ..) => NextStep::SendBack(failing),
        (lost, ..) => NextStep::FindFiles(lost),
    }
}

/// The next step for a round in this state.
pub(crate) fn after(
    status: &Status<'_>,
    without_unit: &[FileReport],
    open: &OpenRound<'_>,
) -> Result<NextStep, Error> {
    let folder = open.folder;
    if folder.exists(manifest::FILE) {
        return Ok(NextStep::Verify);
    }
    if open.round.units.is_empty() {
        return Ok(NextStep::ListUnits);
    }
    let put_there = open.unlisted()?.len();
    if put_there > 0 {
        return Ok(NextStep::TakeIn(put_there));
    }
    if !without_unit.is_empty() {
        return Ok(NextStep::NameSenders(without_unit.len()));
    }
    let units = &status.units;
    if units.iter().all(|unit| unit.state == UnitState::NotSent) {
        let is_handed_out = !folder.list(HANDED_OUT)?.is_empty();
        return Ok(if is_handed_out { NextStep::Await } else { NextStep::HandOut });
    }
    let lost = units.iter().filter(|unit| unit.state == UnitState::Lost).count();
    if lost > 0 {
        return Ok(NextStep::FindFiles(lost));
    }
    let failing = units.iter().filter(|unit| unit.member.is_to_mend()).count();
    let slips = folder.list(RETURNED)?.iter().filter(|path| path.matches('/').count() == 1).count();
    if failing > slips {
        return Ok(NextStep::SendBack(failing));
    }
    let doubtful = units.iter().filter(|unit| !unit.member.contested.is_empty()).count();
    if doubtful > 0 {
        return Ok(NextStep::Decide(doubtful));
    }
    let missing = units.iter().filter(|unit| unit.reminder.is_some()).count() - failing;
    if missing > 0 {
        return Ok(NextStep::Remind(missing));
    }
    if failing > 0 {
        return Ok(NextStep::AwaitCorrected(failing));
    }
    let is_consolidated = folder.list(CONSOLIDATED)?.iter().any(|path| path == WORKBOOK);
    Ok(if is_consolidated { NextStep::Close } else { NextStep::Consolidate })
}
