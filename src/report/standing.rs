//! Where a round stands: as text for people, as JSON for programs, as a list to print.

use super::FileReport;
use crate::book::Put;
use crate::book::list::List;
use crate::rule::Severity;
use crate::status::{Rate, Status, UnitStatus};
use crate::words::said::Said;
use crate::words::{self, Lang};
use serde::Serialize;

/// The name of the sheet.
pub const SHEET: &str = "Tình hình gửi";

/// The text for people: the rates, every unit, what nobody is known to have sent, the reminders.
pub fn text(status: &Status<'_>, nobodys: &[FileReport], lang: Lang) -> String {
    let mut lines = vec![status.round.title.clone()];
    lines.push(lang.say(&Said::StatusAt { at: status.at, due: status.round.due }));
    lines.extend(rates(status, lang));
    lines.push(String::new());
    for unit in &status.units {
        let mut line = format!("  - {}: {}", unit.unit.name, lang.say(&Said::Standing(unit)));
        for more in remarks(unit, lang) {
            line.push_str(&format!("; {more}"));
        }
        lines.push(line);
    }
    if !nobodys.is_empty() {
        lines.push(String::new());
        lines.push(lang.say(&Said::UnitsUnknown(nobodys.len())));
        lines.extend(nobodys.iter().map(|file| format!("  - {}: {}", file.path, first_message(file, lang))));
    }
    let reminders: Vec<&String> = status.units.iter().filter_map(|unit| unit.reminder.as_ref()).collect();
    if !reminders.is_empty() {
        lines.push(String::new());
        lines.push(lang.say(&Said::Reminders));
        lines.extend(reminders.into_iter().map(|reminder| format!("  {reminder}")));
    }
    lines.join("\n") + "\n"
}

fn first_message(file: &FileReport, lang: Lang) -> String {
    let finding = file.checked.findings.first();
    finding.map(|finding| words::message(lang.words(), finding)).unwrap_or_default()
}

fn rates(status: &Status<'_>, lang: Lang) -> Vec<String> {
    let share = |rate: Rate| match rate.percent() {
        Some(percent) => format!("{}/{} ({}%)", rate.given, rate.of, lang.words().figure(percent)),
        None => "0/0".to_owned(),
    };
    let (complete, timely) = (share(status.completeness()), share(status.timeliness()));
    vec![lang.say(&Said::Completeness(&complete)), lang.say(&Said::Timeliness(&timely))]
}

/// How late, until when extended, and what waits for a decision.
fn remarks(unit: &UnitStatus<'_>, lang: Lang) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(seconds) = unit.late {
        remarks.push(lang.say(&Said::Late { seconds, complete: unit.is_complete() }));
    }
    if let Some(extension) = &unit.unit.extension {
        remarks.push(lang.say(&Said::Extended { until: extension.until, by: extension.by.as_deref() }));
    }
    let contests = unit.member.contested.first();
    remarks.extend(
        contests.map(|contest| lang.say(&Said::Contested { counted: contest.counted, newer: contest.newer })),
    );
    remarks
}

/// The list to print and to keep.
pub fn lists(status: &Status<'_>, nobodys: &[FileReport]) -> Vec<List> {
    let lang = Lang::Vi;
    let text = |text: String| if text.is_empty() { Put::Empty } else { Put::Text(text) };
    let moment =
        |moment: Option<crate::moment::Moment>| text(moment.map(|m| m.to_string()).unwrap_or_default());
    let line = |(index, unit): (usize, &UnitStatus<'_>)| {
        let above = status.round.above(unit.unit);
        let missing: Vec<String> = unit.missing.iter().map(|(_, short)| short.clone()).collect();
        vec![
            Put::Number((index + 1).into()),
            text(unit.unit.code.clone().unwrap_or_default()),
            text(unit.unit.name.clone()),
            text(above.first().map(|above| above.name.clone()).unwrap_or_default()),
            text(words::capital(&lang.say(&Said::Standing(unit)))),
            text(missing.join(", ")),
            if unit.member.sendings.is_empty() {
                Put::Empty
            } else {
                Put::Number(unit.member.sendings.len().into())
            },
            moment(unit.received),
            moment(unit.due),
            text(words::capital(&remarks(unit, lang).join("; "))),
            text(unit.reminder.clone().unwrap_or_default()),
        ]
    };
    let heads = [
        ("STT", 6),
        ("Mã đơn vị", 11),
        ("Đơn vị", 24),
        ("Cơ quan cấp trên", 20),
        ("Tình trạng", 30),
        ("Biểu còn thiếu", 22),
        ("Số lần gửi", 8),
        ("Nhận lần cuối", 20),
        ("Thời hạn", 20),
        ("Ghi chú", 30),
        ("Nội dung đôn đốc", 60),
    ];
    let mut remarks = vec![
        status.round.title.clone(),
        words::capital(&lang.say(&Said::StatusAt { at: status.at, due: status.round.due })),
    ];
    remarks.extend(rates(status, lang));
    let own =
        |heads: &[(&str, u32)]| heads.iter().map(|(label, width)| ((*label).to_owned(), *width)).collect();
    let mut lists = vec![List {
        sheet: SHEET.to_owned(),
        title: "Tình hình gửi báo cáo".to_owned(),
        remarks,
        heads: own(&heads),
        lines: status.units.iter().enumerate().map(line).collect(),
        ..List::default()
    }];
    if !nobodys.is_empty() {
        lists.push(List {
            sheet: "Chưa rõ đơn vị".to_owned(),
            title: "Tệp chưa rõ đơn vị".to_owned(),
            heads: own(&[("Tệp", 40), ("Nội dung", 80)]),
            lines: nobodys
                .iter()
                .map(|file| vec![text(file.path.clone()), text(first_message(file, lang))])
                .collect(),
            ..List::default()
        });
    }
    lists
}

#[derive(Serialize)]
struct Document<'d> {
    version: u8,
    round: &'d str,
    at: String,
    due: Option<String>,
    completeness: Share,
    timeliness: Share,
    units: Vec<UnitLine<'d>>,
    unit_unknown: Vec<&'d str>,
}

#[derive(Serialize)]
struct Share {
    given: usize,
    of: usize,
    percent: Option<String>,
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
    sendings: usize,
    received: Option<String>,
    complete: Option<String>,
    due: Option<String>,
    extended: bool,
    late_seconds: Option<i64>,
    contested: Vec<&'d str>,
    reminder: Option<&'d str>,
}

/// JSON, version 1: moments as ISO 8601 with their zone, percentages as decimals with a dot.
///
/// # Errors
/// None that the data could cause; serialisation itself may report one.
pub fn json(status: &Status<'_>, nobodys: &[FileReport], lang: Lang) -> Result<String, serde_json::Error> {
    let share = |rate: Rate| Share {
        given: rate.given,
        of: rate.of,
        percent: rate.percent().map(|percent| percent.to_string()),
    };
    let iso = |moment: Option<crate::moment::Moment>| moment.map(crate::moment::Moment::iso);
    let units = status.units.iter().map(|unit| UnitLine {
        unit: &unit.unit.name,
        code: unit.unit.code.as_deref(),
        parent: status.round.above(unit.unit).first().map(|above| above.name.as_str()),
        state: unit.state.name(),
        message: lang.say(&Said::Standing(unit)),
        errors: unit.member.reports.iter().map(|report| report.checked.count(Severity::Error)).sum(),
        missing: unit.missing.iter().map(|(id, _)| id.as_str()).collect(),
        sendings: unit.member.sendings.len(),
        received: iso(unit.received),
        complete: iso(unit.complete),
        due: iso(unit.due),
        extended: unit.unit.extension.is_some(),
        late_seconds: unit.late,
        contested: unit.member.contested.iter().map(|contest| contest.form.as_str()).collect(),
        reminder: unit.reminder.as_deref(),
    });
    let document = Document {
        version: 1,
        round: &status.round.title,
        at: status.at.iso(),
        due: iso(status.round.due),
        completeness: share(status.completeness()),
        timeliness: share(status.timeliness()),
        units: units.collect(),
        unit_unknown: nobodys.iter().map(|file| file.path.as_str()).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
