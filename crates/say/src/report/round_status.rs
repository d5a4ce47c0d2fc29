//! The status of a round: text for people, JSON for programs, and a list to print.

mod json;

use crate::words;
use crate::words::{DecisionMessage, IntakeMessage, Label, Lang, StatusMessage};
use phuluc_check::wording;
use phuluc_form::{Moment, capital};
use phuluc_grid::{CellValue, List};
use phuluc_round::{
    FileReport, FileStatus, Member, NotCounted, Rate, Round, Status, UnitState, UnitStatus, WrongUnit,
};

pub use json::json;

/// The name of the sheet with the status.
pub const SHEET: &str = "Tình hình gửi";
/// How many units the short text names.
const BRIEFLY: usize = 10;

/// The status for people: the rates, every unit, the files of unknown units, the reminders.
pub fn text(status: &Status<'_>, without_unit: &[FileReport], lang: Lang) -> String {
    let mut lines = vec![status.round.title.clone()];
    lines.push(words::say(lang, StatusMessage::At { at: status.at, due: status.round.due }));
    if status.is_before_all() && without_unit.is_empty() {
        lines.push(words::say(lang, StatusMessage::NothingYet(status.first)));
    } else {
        lines.extend(rates(status, lang));
    }
    lines.push(String::new());
    for unit in &status.units {
        let mut line =
            format!("  - {}: {}", unit.unit.name, words::say(lang, StatusMessage::Unit(unit.member)));
        for more in remarks(unit, lang) {
            line.push_str(&format!("; {more}"));
        }
        lines.push(line);
    }
    lines.extend(owing_nothing(status.round, lang).map(|said| format!("\n{said}")));
    if !without_unit.is_empty() {
        lines.push(String::new());
        lines.push(words::say(lang, IntakeMessage::UnitsUnknown { files: without_unit.len() }));
        lines.extend(
            without_unit.iter().map(|file| format!("  - {}: {}", file.path, first_message(file, lang))),
        );
    }
    if !status.not_asked.is_empty() {
        lines.push(String::new());
        lines.push(words::say(lang, StatusMessage::NotAsked { files: status.not_asked.len() }));
        let files = status.not_asked.iter();
        lines.extend(
            files.map(|NotCounted { unit, path }| {
                format!("  - {}: {path}", unit.as_deref().unwrap_or_default())
            }),
        );
    }
    let reminders: Vec<String> = status.units.iter().filter_map(|unit| reminder(unit, lang)).collect();
    if !reminders.is_empty() {
        lines.push(String::new());
        lines.push(words::say(lang, Label::Reminders));
        lines.extend(reminders.iter().map(|reminder| format!("  {reminder}")));
    }
    // for a single unit a text to the group is of no use
    if reminders.len() > 1 {
        lines.push(String::new());
        lines.push(words::say(lang, Label::GroupReminder));
        lines.push(format!("  {}", words::say(lang, StatusMessage::Group(status))));
    }
    lines.join("\n") + "\n"
}

/// The status in a few lines: the rates, and the first units that have something to do.
pub fn brief(status: &Status<'_>, without_unit: &[FileReport], lang: Lang) -> String {
    let mut lines = vec![status.round.title.clone()];
    lines.push(words::say(lang, StatusMessage::At { at: status.at, due: status.round.due }));
    if status.is_before_all() && without_unit.is_empty() {
        lines.push(words::say(lang, StatusMessage::NothingYet(status.first)));
    } else {
        lines.extend(rates(status, lang));
    }
    let waiting = status.units.iter().filter(|unit| {
        unit.reminder.is_some() || unit.state == UnitState::Lost || !unit.member.contested.is_empty()
    });
    let waiting: Vec<_> = waiting.collect();
    for unit in waiting.iter().take(BRIEFLY) {
        let state = words::say(lang, StatusMessage::Unit(unit.member));
        let mut line = format!("  - {}: {state}", unit.unit.name);
        for doubt in doubts(unit.member, lang) {
            line.push_str(&format!("; {doubt}"));
        }
        lines.push(line);
    }
    if waiting.len() > BRIEFLY {
        lines.push(format!("  - … (+{})", waiting.len() - BRIEFLY));
    }
    if !without_unit.is_empty() {
        lines.push(words::say(lang, IntakeMessage::UnitsUnknown { files: without_unit.len() }));
    }
    lines.join("\n") + "\n"
}

fn reminder(unit: &UnitStatus<'_>, lang: Lang) -> Option<String> {
    unit.reminder.as_ref().map(|reminder| words::say(lang, StatusMessage::Reminder(reminder)))
}

/// The first finding about a file, and if it cannot be read, why not.
fn first_message(file: &FileReport, lang: Lang) -> String {
    let told = if file.status() == FileStatus::Unreadable { usize::MAX } else { 1 };
    let findings = file.checked.findings.iter().take(told);
    findings.map(|finding| words::message(lang, finding)).collect::<Vec<_>>().join(" ")
}

fn rates(status: &Status<'_>, lang: Lang) -> Vec<String> {
    let complete = share(status.completeness(), lang);
    let mut lines = vec![words::say(lang, StatusMessage::Completeness(&complete))];
    let timely = status.timeliness().map(|rate| share(rate, lang));
    lines.extend(timely.map(|timely| words::say(lang, StatusMessage::Timeliness(&timely))));
    lines
}

/// The units that owe nothing, if there are any.
pub fn owing_nothing(round: &Round, lang: Lang) -> Option<String> {
    let names: Vec<&str> = round.owing_nothing().map(|unit| unit.name.as_str()).collect();
    (!names.is_empty()).then(|| words::say(lang, StatusMessage::OweNothing(&names)))
}

/// A rate as `3/4 (75%)`.
fn share(rate: Rate, lang: Lang) -> String {
    match rate.percent() {
        Some(percent) => format!("{}/{} ({}%)", rate.given, rate.of, wording::figure(lang, percent)),
        None => "0/0".to_owned(),
    }
}

/// The remarks about a unit: the part of the period in which it exists, how late it is, its extension, and what
/// awaits a decision.
pub fn remarks(unit: &UnitStatus<'_>, lang: Lang) -> Vec<String> {
    let mut remarks = Vec::new();
    remarks.extend(unit.part.as_ref().map(|part| words::say(lang, StatusMessage::Part(part))));
    if let Some(seconds) = unit.late {
        remarks.push(words::say(lang, StatusMessage::Late { seconds, complete: unit.is_complete() }));
    }
    if let Some(extension) = &unit.unit.extension {
        remarks.push(words::say(
            lang,
            StatusMessage::Extended { until: extension.until, by: extension.by.as_deref() },
        ));
    }
    remarks.extend(
        unit.member
            .set_aside()
            .map(|(number, decision)| words::say(lang, DecisionMessage::SetAside { number, decision })),
    );
    let findings = unit.member.reports.iter().flat_map(|report| &report.checked.findings);
    let of_others = findings.filter(|finding| WrongUnit::is_settled(finding));
    remarks.extend(
        of_others
            .filter_map(|finding| finding.general::<WrongUnit>())
            .map(|wrong| words::say(lang, StatusMessage::NamesOther(&wrong.here))),
    );
    let lost = unit.member.reports.iter().filter(|report| report.is_lost());
    remarks.extend(lost.map(|report| words::say(lang, StatusMessage::LostFile(&report.path))));
    remarks.extend(doubts(unit.member, lang));
    remarks
}

/// What awaits a decision between two sendings.
pub fn doubts(member: &Member, lang: Lang) -> impl Iterator<Item = String> {
    let doubts = member.doubts().into_iter();
    doubts.map(move |(form, contest)| words::say(lang, DecisionMessage::Contested { form: &form, contest }))
}

/// The lists to print and to keep: the status of every unit, the reminders, and the files of unknown units.
pub fn lists(status: &Status<'_>, without_unit: &[FileReport]) -> Vec<List> {
    let lang = Lang::Vi;
    let mut about = vec![
        status.round.title.clone(),
        capital(&words::say(lang, StatusMessage::At { at: status.at, due: status.round.due })),
    ];
    about.extend(rates(status, lang));
    about.extend(owing_nothing(status.round, lang));
    // columns that are empty for all units are left out, since they take room on paper
    let has_codes = status.units.iter().any(|unit| unit.unit.code.is_some());
    let has_above = status.units.iter().any(|unit| unit.unit.parent.is_some());
    // a time in one line keeps the rows low, if there is room for it
    let has_own_due = status.units.iter().any(|unit| unit.due != status.round.due);
    let received = if has_above && has_own_due { 16 } else { 26 };
    let shown = [true, has_codes, true, has_above, true, true, true, true, has_own_due, true];
    let [missing, remarks] = widths_of_words(status);
    let heads = [
        ("STT", 5),
        ("Mã đơn vị", 9),
        ("Đơn vị", 20),
        ("Cơ quan cấp trên", 18),
        ("Tình trạng", 27),
        ("Biểu còn thiếu", missing),
        ("Số lần gửi", 7),
        ("Nhận lần cuối", received),
        ("Thời hạn", 16),
        ("Ghi chú", remarks),
    ];
    let heads = heads.into_iter().zip(shown).filter(|(_, shown)| *shown);
    let heads: Vec<(&str, u32)> = heads.map(|(head, _)| head).collect();
    let mut lines: Vec<Vec<CellValue>> = Vec::new();
    for (number, unit) in (1..).zip(&status.units) {
        let cells = line(status, number, unit).into_iter().zip(shown).filter(|(_, shown)| *shown);
        lines.push(cells.map(|(cell, _)| cell).collect());
    }
    let office = status.round.receiver.clone().unwrap_or_else(|| "Đơn vị tổng hợp".to_owned());
    let main = list([SHEET, "Tình hình gửi báo cáo"], &about, &heads, lines);
    let mut lists = vec![List { office: Some(office), ..main }];
    let reminders: Vec<Vec<CellValue>> = status
        .units
        .iter()
        .filter_map(|unit| Some(vec![put(unit.unit.name.clone()), put(reminder(unit, lang)?)]))
        .collect();
    if !reminders.is_empty() {
        let mut reminders = reminders;
        if reminders.len() > 1 {
            let group = words::say(lang, StatusMessage::Group(status));
            reminders.insert(0, vec![put("Chung cho nhóm".to_owned()), put(group)]);
        }
        let heads = [("Đơn vị", 24), ("Nội dung (dán vào Zalo hoặc thư)", 100)];
        lists.push(list(["Đôn đốc", "Đôn đốc gửi báo cáo"], &about, &heads, reminders));
    }
    if !without_unit.is_empty() {
        let lines =
            without_unit.iter().map(|file| vec![put(file.path.clone()), put(first_message(file, lang))]);
        let heads = [("Tệp", 44), ("Nội dung", 80)];
        lists.push(list(["Chưa rõ đơn vị", "Tệp chưa rõ đơn vị"], &about, &heads, lines.collect()));
    }
    if !status.not_asked.is_empty() {
        let files = status.not_asked.iter();
        let lines = files
            .map(|NotCounted { unit, path }| vec![put(unit.clone().unwrap_or_default()), put(path.clone())]);
        let heads = [("Đơn vị", 24), ("Tệp", 44)];
        let named = ["Không phải gửi", "Tệp của đơn vị không phải gửi biểu nào trong đợt"];
        lists.push(list(named, &about, &heads, lines.collect()));
    }
    lists
}

/// A list for a sheet of this name, with a title.
fn list(
    [sheet, title]: [&str; 2],
    about: &[String],
    heads: &[(&str, u32)],
    lines: Vec<Vec<CellValue>>,
) -> List {
    List {
        sheet: sheet.to_owned(),
        title: title.to_owned(),
        remarks: about.to_vec(),
        heads: heads.iter().map(|(label, width)| ((*label).to_owned(), *width)).collect(),
        lines,
        ..List::default()
    }
}

fn put(text: String) -> CellValue {
    if text.is_empty() { CellValue::Empty } else { CellValue::Text(text) }
}

fn put_moment(moment: Option<Moment>) -> CellValue {
    put(moment.map(|moment| moment.to_string()).unwrap_or_default())
}

/// The widths of the columns of missing forms and of remarks, which share the room by how much stands in them.
fn widths_of_words(status: &Status<'_>) -> [u32; 2] {
    const BOTH: usize = 44;
    const LEAST: usize = 16;
    let longest = |text: &dyn Fn(&UnitStatus<'_>) -> String| {
        let lengths = status.units.iter().map(|unit| text(unit).chars().count());
        lengths.max().unwrap_or(0).max(1)
    };
    let missing = longest(&missing);
    let remarks = longest(&|unit| remarks(unit, Lang::Vi).join("; "));
    let first = (BOTH * missing / (missing + remarks)).clamp(LEAST, BOTH - LEAST);
    [first, BOTH - first].map(|width| u32::try_from(width).unwrap_or(0))
}

/// The forms that a unit has not sent, or how many if it has sent none of them.
fn missing(unit: &UnitStatus<'_>) -> String {
    const NAMED: usize = 3;
    let shorts: Vec<&str> = unit.missing.iter().map(|(_, short)| short.as_str()).collect();
    if shorts.len() > NAMED && shorts.len() == unit.unit.forms.len() {
        return format!("cả {} biểu", shorts.len());
    }
    shorts.join(", ")
}

/// The line of a unit in the list.
fn line(status: &Status<'_>, number: usize, unit: &UnitStatus<'_>) -> Vec<CellValue> {
    let lang = Lang::Vi;
    let above = status.round.above(unit.unit).first().map(|above| above.name.clone());
    let sendings = unit.member.sendings.len();
    vec![
        CellValue::Number(number.into()),
        put(unit.unit.code.clone().unwrap_or_default()),
        put(unit.unit.name.clone()),
        put(above.unwrap_or_default()),
        put(capital(&words::say(lang, StatusMessage::Unit(unit.member)))),
        put(missing(unit)),
        if sendings == 0 { CellValue::Empty } else { CellValue::Number(sendings.into()) },
        put_moment(unit.received),
        put_moment(unit.due),
        put(capital(&remarks(unit, lang).join("; "))),
    ]
}
