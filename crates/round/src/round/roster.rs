//! The list of units (`don-vi.xlsx`) that staff keep, with one line for each unit.
//!
//! It reads the units from the sheet, gives the texts of its columns when the list is written, and proposes lines to
//! paste for an unknown name.

pub(super) mod asides;
mod columns;
pub(super) mod elsewhere;
mod owed;
mod succession;

pub use columns::{NOTHING, RosterColumn};

use super::{Extension, Round, Unit};
pub(super) use columns::FACTS;
use phuluc_form::{Catalogue, Level, Moment, date, near, unit};
use phuluc_grid::{Column, Flaw, ListLine, ListNotice, ListNotices, ListOnSheet, ListProblems, Sheet};
use std::collections::{HashMap, HashSet};

/// The name of the sheet.
pub const SHEET: &str = "Đơn vị";

/// The number of remarks above the list.
pub(super) const REMARKS: u8 = 5;

/// The row of the first unit, from 0: a title, the remarks, an empty row and the headings stand above it.
pub(super) const FIRST_UNIT: u32 = REMARKS as u32 + 3;

/// The units of a round, and the notices about their list.
pub(super) type Read = (Vec<Unit>, ListNotices);

/// Reads the units of a round.
pub(super) fn read(sheets: &[Sheet], round: &Round, known: &Catalogue) -> Result<Read, ListProblems> {
    let on_sheet = ListOnSheet::find(super::ROSTER, sheets)?;
    let has_facts =
        |line: &ListLine<'_, RosterColumn>| FACTS.iter().any(|column| line.some(*column).is_some());
    let columns = (RosterColumn::Code, RosterColumn::Name);
    let lines = asides::units(&on_sheet, columns, asides::Source::Round, has_facts);
    let mut units: Vec<Unit> = Vec::new();
    let mut codes: HashMap<String, usize> = HashMap::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let unit = read_unit(line, round, known);
        if let Some(code) = &unit.code {
            note_twin(&mut codes, code.clone(), code, RosterColumn::Code, index, &lines);
        }
        if !unit.name.is_empty() {
            note_twin(&mut names, spelling(&unit.name), &unit.name, RosterColumn::Name, index, &lines);
        }
        units.push(unit);
    }
    if units.is_empty() {
        on_sheet.note(None, Flaw::NoLines);
    }
    for (index, line) in lines.iter().enumerate() {
        let Some(parent) = line.some(RosterColumn::Parent) else { continue };
        match codes.get(&parent) {
            Some(&above) => units[index].parent = Some(above),
            None => {
                let near = near(&parent, codes.keys().map(String::as_str).filter(|code| code.len() > 2));
                line.note(RosterColumn::Parent, Flaw::UnknownUnit { text: parent, near });
            }
        }
    }
    for (index, line) in lines.iter().enumerate() {
        units[index].successions = succession::read(line, index, &units);
    }
    let own: HashMap<String, usize> =
        units.iter().enumerate().map(|(index, unit)| (unit::key(&unit.name), index)).collect();
    let mut of_others: Vec<(u32, String)> = Vec::new();
    for (index, unit) in units.iter_mut().enumerate() {
        // a name that another unit has as its own belongs to that unit only
        unit.other_names.retain(|name| {
            let is_own = own.get(&unit::key(name)).is_none_or(|of| *of == index);
            if !is_own {
                of_others.push((lines[index].number(), name.clone()));
            }
            is_own
        });
    }
    if !of_others.is_empty() {
        on_sheet.remark(ListNotice::NamesOfOthers(of_others));
    }
    let outside = lines
        .iter()
        .zip(&units)
        .filter(|(_, unit)| round.period.is_some_and(|period| unit.within(period).is_none()));
    let outside: Vec<(u32, String)> =
        outside.map(|(line, unit)| (line.number(), unit.name.clone())).collect();
    if !outside.is_empty() {
        on_sheet.remark(ListNotice::OutsidePeriod(outside));
    }
    for (index, line) in lines.iter().enumerate() {
        if is_below_itself(&units, index) {
            line.note(RosterColumn::Parent, Flaw::Cycle);
        }
    }
    for (line, ring) in lines.iter().zip(succession::rings(&units)) {
        if let Some(names) = ring {
            line.note(RosterColumn::Succeeds, Flaw::SuccessionCycle(names));
        }
    }
    on_sheet.note_repeated_headings(&[]);
    let names: HashSet<String> = units.iter().map(|unit| spelling(&unit.name)).collect();
    let is_known = |name: &str| names.contains(&spelling(name));
    let unread = elsewhere::unread(sheets, on_sheet.sheet_name(), names_on, is_known);
    if !unread.is_empty() {
        on_sheet.remark(ListNotice::SheetsNotRead(unread.into_iter().map(|(sheet, _)| sheet).collect()));
    }
    drop(lines);
    let notices = on_sheet.finished(super::ROSTER)?;
    Ok((units, notices))
}

/// The names of the units in a list; none if the sheets have no such list.
fn names_on(sheets: &[Sheet]) -> Vec<String> {
    let Ok(list) = ListOnSheet::find(super::ROSTER, sheets) else { return Vec::new() };
    let columns = (RosterColumn::Code, RosterColumn::Name);
    let lines = asides::units(&list, columns, asides::Source::Office, |_| false);
    lines.iter().filter_map(|line| line.some(RosterColumn::Name)).collect()
}

/// The key of a name that keeps accents, so that “Phú Tiên” and “Phú Tiến” can both exist.
pub(super) fn spelling(name: &str) -> String {
    phuluc_form::tidy(name).to_lowercase()
}

/// Notes a name or code that an earlier line has, too, with the cell of the first one.
pub(super) fn note_twin<C: Column>(
    seen: &mut HashMap<String, usize>,
    key: String,
    text: &str,
    column: C,
    index: usize,
    lines: &[ListLine<'_, C>],
) {
    let first = *seen.entry(key).or_insert(index);
    if let Some(first) = lines[first].at(column).filter(|_| first != index) {
        lines[index].note(column, Flaw::Duplicate { text: text.to_owned(), first });
    }
}

fn read_unit(line: &ListLine<'_, RosterColumn>, round: &Round, known: &Catalogue) -> Unit {
    let mut unit = Unit::named(&line.required(RosterColumn::Name).unwrap_or_default());
    unit.code = line.code(RosterColumn::Code);
    unit.other_names = line.list(RosterColumn::OtherNames);
    if let Some(text) = line.some(RosterColumn::Level) {
        let level = Level::named(&text);
        if level.is_none() {
            let allowed = Level::ALL.map(|level| level.name().to_owned()).to_vec();
            line.note(RosterColumn::Level, Flaw::UnknownWord { text, allowed });
        }
        unit.level = level;
    }
    unit.exists = (line.day(RosterColumn::From), line.day(RosterColumn::To));
    if matches!(unit.exists, (Some(from), Some(to)) if to < from) {
        line.note(RosterColumn::To, Flaw::DateOrder);
    }
    let until: Option<Moment> = line.moment(RosterColumn::Until, round.zone);
    unit.extension = until.map(|until| Extension { until, by: line.some(RosterColumn::ExtendedBy) });
    unit.forms = owed::forms(line, &round.forms, round.period, known);
    unit.forms_listed = line.text(RosterColumn::Forms);
    unit.remark = line.text(RosterColumn::Remark);
    if round.period.is_some_and(|period| unit.within(period).is_none()) {
        unit.forms.clear();
    }
    unit
}

fn is_below_itself(units: &[Unit], index: usize) -> bool {
    let mut next = units[index].parent;
    for _ in 0..units.len() {
        match next {
            Some(above) if above == index => return true,
            Some(above) => next = units[above].parent,
            None => return false,
        }
    }
    false
}

/// The value of a column in the line of a unit.
pub fn text(column: RosterColumn, unit: &Unit, units: &[Unit], zone: chrono::FixedOffset) -> String {
    match column {
        RosterColumn::Code => unit.code.clone().unwrap_or_default(),
        RosterColumn::Name => unit.name.clone(),
        RosterColumn::OtherNames => unit.other_names.join("; "),
        RosterColumn::Parent => {
            let parent = unit.parent.and_then(|index| units.get(index));
            parent.and_then(|parent| parent.code.clone()).unwrap_or_default()
        }
        // most names begin with their level
        RosterColumn::Level if Level::of_unit(&unit.name).is_some() => String::new(),
        RosterColumn::Level => unit.level.map_or("", Level::name).to_owned(),
        RosterColumn::From => unit.exists.0.map(date).unwrap_or_default(),
        RosterColumn::To => unit.exists.1.map(date).unwrap_or_default(),
        RosterColumn::Succeeds => {
            let names = unit.successions.iter().map(|succession| succession.name.as_str());
            names.collect::<Vec<_>>().join("; ")
        }
        RosterColumn::SucceedsFrom => {
            unit.successions.iter().find_map(|succession| succession.from).map(date).unwrap_or_default()
        }
        RosterColumn::Until => {
            unit.extension.as_ref().map(|extension| extension.until.written(zone)).unwrap_or_default()
        }
        RosterColumn::ExtendedBy => {
            unit.extension.as_ref().and_then(|extension| extension.by.clone()).unwrap_or_default()
        }
        RosterColumn::Forms => unit.forms_listed.clone(),
        RosterColumn::Remark => unit.remark.clone(),
    }
}

/// The lines to paste into the list so that a name becomes known: each unit that may be meant, with all that its line
/// says and the name among its other names, and the name as a new unit. Cells are separated by tabs, as Excel pastes them.
///
/// None for a name that a unit already has, because it would then mean two units, and none for a text that the list
/// would not read as one name.
pub fn to_paste(round: &Round, name: &str, may_be: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let is_one_name = name.chars().count() <= unit::LONGEST_NAME && !name.contains([';', '\n', '\r', '\t']);
    if !is_one_name || round.units.iter().any(|unit| unit.is_called(name)) {
        return lines;
    }
    for unit in round.units.iter().filter(|unit| may_be.contains(&unit.name)) {
        let mut unit = unit.clone();
        unit.other_names.push(name.to_owned());
        let cells = RosterColumn::ALL.iter().map(|column| text(*column, &unit, &round.units, round.zone));
        lines.push(cells.collect::<Vec<_>>().join("\t"));
    }
    lines.push(format!("\t{name}"));
    lines
}
