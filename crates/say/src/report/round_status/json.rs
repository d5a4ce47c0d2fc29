//! The status of a round as JSON.

use super::reminder;
use crate::report::influence::MendFirst;
use crate::words;
use crate::words::{Lang, StatusMessage};
use phuluc_form::{Moment, Severity};
use phuluc_round::{FileReport, NotCounted, Rate, Status};
use serde::Serialize;

#[derive(Serialize)]
struct StatusDocument<'d> {
    version: u8,
    round: &'d str,
    at: String,
    due: Option<String>,
    completeness: Share,
    timeliness: Option<Share>,
    units: Vec<UnitLine<'d>>,
    /// The units that owe nothing in the round.
    owing_nothing: Vec<&'d str>,
    unit_unknown: Vec<&'d str>,
    not_asked: Vec<NotAskedLine<'d>>,
    /// What to correct first, by what it moves in the consolidated figures.
    mend_first: &'d MendFirst,
}

#[derive(Serialize)]
struct NotAskedLine<'d> {
    unit: Option<&'d str>,
    path: &'d str,
}

#[derive(Serialize)]
struct Share {
    given: usize,
    of: usize,
    percent: Option<String>,
}

impl Share {
    fn of(rate: Rate) -> Self {
        Self { given: rate.given, of: rate.of, percent: rate.percent().map(|percent| percent.to_string()) }
    }
}

#[derive(Serialize)]
struct UnitLine<'d> {
    unit: &'d str,
    code: Option<&'d str>,
    parent: Option<&'d str>,
    state: &'static str,
    message: String,
    errors: usize,
    missing: Vec<&'d str>,
    empty: Vec<&'d str>,
    sendings: usize,
    received: Option<String>,
    complete: Option<String>,
    due: Option<String>,
    extended: bool,
    late_seconds: Option<i64>,
    contested: Vec<&'d str>,
    reminder: Option<String>,
}

/// The status as JSON, version 1: moments as ISO 8601 with their time zone, percentages as decimals with a dot.
///
/// # Errors
/// The data cannot cause one; serialisation itself may report one.
pub fn json(
    status: &Status<'_>,
    without_unit: &[FileReport],
    mend_first: &MendFirst,
    lang: Lang,
) -> Result<String, serde_json::Error> {
    let units = status.units.iter().map(|unit| UnitLine {
        unit: &unit.unit.name,
        code: unit.unit.code.as_deref(),
        parent: status.round.above(unit.unit).first().map(|above| above.name.as_str()),
        state: unit.state.name(),
        message: words::say(lang, StatusMessage::Unit(unit.member)),
        errors: unit.member.reports.iter().map(|report| report.checked.count(Severity::Error)).sum(),
        missing: unit.missing.iter().map(|(id, _)| id.as_str()).collect(),
        empty: unit.member.empty_forms().map(|filled| filled.form.id.as_str()).collect(),
        sendings: unit.member.sendings.len(),
        received: unit.received.map(Moment::iso),
        complete: unit.complete.map(Moment::iso),
        due: unit.due.map(Moment::iso),
        extended: unit.unit.extension.is_some(),
        late_seconds: unit.late,
        contested: unit.member.contested.iter().map(|contest| contest.form.as_str()).collect(),
        reminder: reminder(unit, lang),
    });
    let document = StatusDocument {
        version: 1,
        round: &status.round.title,
        at: status.at.iso(),
        due: status.round.due.map(Moment::iso),
        completeness: Share::of(status.completeness()),
        timeliness: status.timeliness().map(Share::of),
        units: units.collect(),
        owing_nothing: status.round.owing_nothing().map(|unit| unit.name.as_str()).collect(),
        not_asked: status
            .not_asked
            .iter()
            .map(|NotCounted { unit, path }| NotAskedLine { unit: unit.as_deref(), path })
            .collect(),
        unit_unknown: without_unit.iter().map(|file| file.path.as_str()).collect(),
        mend_first,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
