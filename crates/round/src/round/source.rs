//! Reads a `round.toml`: the text becomes a [`Round`], and every mistake is noted with its line.

use super::{Documents, Round, Unit, UsedPack};
use chrono::{FixedOffset, NaiveDate, NaiveTime};
use phuluc_form::{
    Catalogue, Fault, FormId, Level, Moment, Period, Problems, SpannedText, TomlTable, moment, unit, viet_nam,
};
use phuluc_grid::ListNotices;
use regex_lite::{Captures, Regex};
use std::cell::RefCell;
use std::sync::LazyLock;
use toml::de::DeTable;
use toml::value::{Datetime, Offset};

/// What the file says; a round whenever it is TOML, so that the list of units can be looked at, too.
pub(super) fn read(text: &str, has_roster: bool, known: &Catalogue) -> (Option<Round>, Problems) {
    let text = &with_dates_of_toml(text);
    let problems = RefCell::new(Problems::new(super::FILE, text));
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        problems.borrow_mut().add(span, Fault::Toml(error.message().to_owned()));
    }
    // broken TOML would only lead to more problems, such as missing keys
    let is_toml = problems.borrow().is_empty();
    let round = is_toml.then(|| {
        let start = 0..text.find('\n').unwrap_or(text.len());
        read_round(&TomlTable::new(document.get_ref(), start, &problems), has_roster, known)
    });
    (round, problems.into_inner())
}

/// The text with dates in the notation of TOML, where people wrote 15/12/2026.
fn with_dates_of_toml(text: &str) -> String {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        let day = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}";
        Regex::new(&format!(
            r#"\b(from|to|cut_off|due)(\s*=\s*)(?:"([^"\n]*)"|((?:\d[\d:]* )?{day}[^,}}#\n]*))"#
        ))
        .expect("a constant pattern")
    });
    let replaced = DATE.replace_all(text, |found: &Captures<'_>| {
        let said = found.get(3).or_else(|| found.get(4)).map_or("", |said| said.as_str());
        let date = moment::find_day(said).map(|day| day.to_string());
        let is_moment = matches!(&found[1], "cut_off" | "due");
        let moment = Moment::find(said, viet_nam()).filter(|_| is_moment && said.contains([':', 'h', 'g']));
        match moment.map(Moment::iso).or(date) {
            Some(date) => format!("{}{}{date} ", &found[1], &found[2]).trim_end().to_owned(),
            None => found[0].to_owned(),
        }
    });
    replaced.into_owned()
}

fn read_round(table: &TomlTable<'_, '_>, has_roster: bool, known: &Catalogue) -> Round {
    let title = table.required("title").map(|text| text.text).unwrap_or_default();
    let period = table.table("period").and_then(|t| {
        t.require("from");
        t.require("to");
        let (from, to) = (t.date("from"), t.date("to"));
        let period = from.zip(to).and_then(|(from, to)| {
            let period = Period::new(from, to);
            if period.is_none() {
                t.note(t.span(), Fault::DateOrder);
            }
            period
        });
        t.finish();
        period
    });
    let (cut_off, due) = (table.datetime("cut_off"), table.datetime("due"));
    let zone = [&due, &cut_off].into_iter().flatten().find_map(|datetime| zone(datetime.offset?));
    let zone = zone.unwrap_or_else(viet_nam);
    let documents = table.table("documents").map(|t| {
        let text = |key| t.text(key).map(|text| text.text);
        let documents = Documents { request: text("request"), returning: text("returning") };
        t.finish();
        documents
    });
    let day = period.map(|period| period.to);
    let forms = known_forms(table, &table.texts("forms"), known, day);
    let mut units: Vec<Unit> = Vec::new();
    for t in table.tables("units") {
        let own = t.texts("forms");
        let own = if own.is_empty() { forms.clone() } else { known_forms(&t, &own, known, day) };
        let unit = read_unit(&t, &units, own);
        units.push(unit);
    }
    match units.is_empty() {
        true if !has_roster => table.note(table.span(), Fault::NoUnits),
        false if has_roster => table.note(table.span(), Fault::TwoLists),
        _ => {}
    }
    let round = Round {
        title,
        receiver: table.text("receiver").map(|text| text.text),
        level: level(table),
        period,
        cut_off: cut_off.and_then(|datetime| moment_of(datetime, zone)),
        due: due.and_then(|datetime| moment_of(datetime, zone)),
        zone,
        documents: documents.unwrap_or_default(),
        packs: read_packs(table),
        previous: table.text("previous").map(|text| text.text),
        last_year: table.text("last_year").map(|text| text.text),
        forms,
        units,
        notices: ListNotices::default(),
    };
    table.finish();
    round
}

fn read_packs(table: &TomlTable<'_, '_>) -> Vec<UsedPack> {
    let tables = table.tables("packs");
    let packs = tables.iter().filter_map(|t| {
        let (name, fingerprint) = (t.required("name"), t.required("fingerprint"));
        t.finish();
        Some(UsedPack { name: name?.text, fingerprint: fingerprint?.text })
    });
    packs.collect()
}

/// The packs that a `round.toml` names, even if other parts of it are wrong.
pub(super) fn packs(text: &str) -> Vec<UsedPack> {
    let problems = RefCell::new(Problems::new(super::FILE, text));
    let (document, _) = DeTable::parse_recoverable(text);
    read_packs(&TomlTable::new(document.get_ref(), 0..0, &problems))
}

fn read_unit(t: &TomlTable<'_, '_>, earlier: &[Unit], forms: Vec<FormId>) -> Unit {
    let name = t.required("name");
    if let Some(name) = &name
        && earlier.iter().any(|unit| unit::key(&unit.name) == unit::key(&name.text))
    {
        t.note(name.span.clone(), Fault::Duplicate(name.text.clone()));
    }
    let mut unit = Unit::named(&name.map(|name| name.text).unwrap_or_default());
    unit.level = level(t).or(unit.level);
    for file in t.texts("files") {
        if leaves_folder(&file.text) {
            t.note(file.span.clone(), Fault::Outside);
        }
        unit.files.push(file.text);
    }
    unit.forms = forms;
    t.finish();
    unit
}

fn level(t: &TomlTable<'_, '_>) -> Option<Level> {
    t.word("level", &Level::ALL.map(|level| (level.name(), level)))
}

fn known_forms(
    t: &TomlTable<'_, '_>,
    forms: &[SpannedText],
    known: &Catalogue,
    day: Option<NaiveDate>,
) -> Vec<FormId> {
    let mut list = Vec::new();
    for form in forms {
        match known.called(&form.text, day) {
            Ok(called) if !list.contains(&called.id) => list.push(called.id.clone()),
            Ok(_) => {}
            Err(may_be) => t.note(form.span.clone(), Fault::UnknownForm { near: may_be.into_iter().next() }),
        }
    }
    list
}

fn leaves_folder(file: &str) -> bool {
    let is_absolute = file.starts_with(['/', '\\']) || file.contains(':');
    is_absolute || file.split(['/', '\\']).any(|part| part == "..")
}

fn zone(offset: Offset) -> Option<FixedOffset> {
    match offset {
        Offset::Z => FixedOffset::east_opt(0),
        Offset::Custom { minutes } => FixedOffset::east_opt(i32::from(minutes) * 60),
    }
}

/// A time without an offset is in the round's time zone. A day without a time means the end of the day.
fn moment_of(datetime: Datetime, default: FixedOffset) -> Option<Moment> {
    let date = datetime.date?;
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    let zone = datetime.offset.and_then(zone).unwrap_or(default);
    match datetime.time {
        None => Moment::end_of(date, zone),
        Some(time) => {
            let second = time.second.unwrap_or(0).into();
            let time = NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), second)?;
            Moment::local(date, time, zone)
        }
    }
}
