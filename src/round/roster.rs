//! The list of units (`don-vi.xlsx`) as staff keep it, one line a unit.

use super::{Extension, Round, Unit};
use crate::form::FormId;
use crate::form::problem::near;
use crate::grid::Sheet;
use crate::ledger::{Flaw, Head, Ledger, LedgerProblem, LedgerProblems, Line};
use crate::moment::Moment;
use crate::unit::Level;
use std::collections::HashMap;

/// The name of the sheet.
pub const SHEET: &str = "Đơn vị";

/// The columns of the list.
pub const HEADS: [Head; 11] = [
    Head { label: "Mã đơn vị", width: 12, required: false },
    Head { label: "Tên đơn vị", width: 30, required: true },
    Head { label: "Tên gọi khác", width: 30, required: false },
    Head { label: "Mã cơ quan cấp trên", width: 14, required: false },
    Head { label: "Cấp", width: 8, required: false },
    Head { label: "Có từ ngày", width: 13, required: false },
    Head { label: "Đến hết ngày", width: 13, required: false },
    Head { label: "Gia hạn đến", width: 19, required: false },
    Head { label: "Văn bản gia hạn", width: 26, required: false },
    Head { label: "Biểu phải gửi", width: 26, required: false },
    Head { label: "Ghi chú", width: 26, required: false },
];
const CODE: usize = 0;
const NAME: usize = 1;
const OTHERS: usize = 2;
const PARENT: usize = 3;
const LEVEL: usize = 4;
const FROM: usize = 5;
const TO: usize = 6;
const UNTIL: usize = 7;
const BY: usize = 8;
const FORMS: usize = 9;

/// What stands under “Biểu phải gửi” for a unit that only groups others.
pub const NOTHING: &str = "không";

/// Reads the units of a round.
pub(super) fn read(sheets: &[Sheet], round: &Round, known: &[&FormId]) -> Result<Vec<Unit>, LedgerProblems> {
    let ledger = Ledger::find(super::ROSTER, sheets, &HEADS)?;
    let lines: Vec<Line<'_>> = ledger.lines().collect();
    let mut units: Vec<Unit> = Vec::new();
    let mut codes: HashMap<String, usize> = HashMap::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let unit = read_unit(line, round, known);
        if let Some(code) = &unit.code {
            note_twin(&mut codes, code.clone(), code, CODE, index, &lines);
        }
        if !unit.name.is_empty() {
            note_twin(&mut names, spelling(&unit.name), &unit.name, NAME, index, &lines);
        }
        units.push(unit);
    }
    if units.is_empty() {
        ledger.note(None, Flaw::NoLines);
    }
    for (index, line) in lines.iter().enumerate() {
        let Some(parent) = line.some(PARENT) else { continue };
        match codes.get(&parent) {
            Some(&above) => units[index].parent = Some(above),
            None => {
                let near = near(&parent, codes.keys().map(String::as_str).filter(|code| code.len() > 2));
                line.note(PARENT, Flaw::UnknownUnit { text: parent, near });
            }
        }
    }
    for (index, line) in lines.iter().enumerate() {
        if is_below_itself(&units, index) {
            line.note(PARENT, Flaw::Cycle);
        }
    }
    drop(lines);
    ledger.problems(super::ROSTER).map_or(Ok(units), Err)
}

/// A name as it is told from others: accents count, so that “Phú Tiên” and “Phú Tiến” may both exist.
fn spelling(name: &str) -> String {
    crate::normalise::tidy(name).to_lowercase()
}

fn note_twin(
    seen: &mut HashMap<String, usize>,
    key: String,
    text: &str,
    column: usize,
    index: usize,
    lines: &[Line<'_>],
) {
    let first = *seen.entry(key).or_insert(index);
    if let Some(first) = lines[first].at(column).filter(|_| first != index) {
        lines[index].note(column, Flaw::Duplicate { text: text.to_owned(), first });
    }
}

fn read_unit(line: &Line<'_>, round: &Round, known: &[&FormId]) -> Unit {
    let mut unit = Unit::named(&line.required(NAME, HEADS[NAME].label).unwrap_or_default());
    unit.code = line.code(CODE);
    unit.other_names = line.list(OTHERS);
    if let Some(text) = line.some(LEVEL) {
        let level = Level::named(&text);
        if level.is_none() {
            let allowed = Level::ALL.map(|level| level.name().to_owned()).to_vec();
            line.note(LEVEL, Flaw::UnknownWord { text, allowed });
        }
        unit.level = level;
    }
    unit.exists = (line.day(FROM), line.day(TO));
    if matches!(unit.exists, (Some(from), Some(to)) if to < from) {
        line.note(TO, Flaw::DateOrder);
    }
    let until: Option<Moment> = line.moment(UNTIL, round.zone);
    unit.extension = until.map(|until| Extension { until, by: line.some(BY) });
    unit.forms = read_forms(line, round, known);
    if round.period.is_some_and(|period| !unit.exists_on(period.to)) {
        unit.forms.clear();
    }
    unit
}

/// The forms of the cell; those of the round if it is empty.
fn read_forms(line: &Line<'_>, round: &Round, known: &[&FormId]) -> Vec<FormId> {
    let texts = line.list(FORMS);
    match texts.as_slice() {
        [] => round.forms.clone(),
        [word] if crate::normalise::match_key(word) == crate::normalise::match_key(NOTHING) => Vec::new(),
        texts => {
            let mut forms = Vec::new();
            for text in texts.iter().flat_map(|text| text.split(',')).map(str::trim) {
                match known.iter().find(|id| id.as_str() == text) {
                    Some(id) => forms.push((*id).clone()),
                    None => {
                        let near = near(text, known.iter().map(|id| id.as_str()));
                        line.note(FORMS, Flaw::UnknownForm { text: text.to_owned(), near });
                    }
                }
            }
            forms
        }
    }
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

/// The names of a list that another office keeps: any sheet with a column “Tên đơn vị” or “Đơn vị”.
///
/// # Errors
/// If there is no such column, or something in it cannot be used.
pub fn import(file: &str, sheets: &[Sheet]) -> Result<Vec<Unit>, LedgerProblems> {
    const CODES: [&str; 3] = ["Mã đơn vị", "Mã", "Mã số"];
    const NAMES: [&str; 4] = ["Tên đơn vị", "Đơn vị", "Tên", "Đơn vị báo cáo"];
    const PARENTS: [&str; 2] = ["Mã cơ quan cấp trên", "Mã cấp trên"];
    let heads = |code: &'static str, name: &'static str, parent: &'static str| {
        let head = |label, required| Head { label, width: 0, required };
        [head(code, false), head(name, true), head("Tên gọi khác", false), head(parent, false)]
    };
    let mut shapes = NAMES.iter().flat_map(|name| {
        CODES.iter().flat_map(move |code| PARENTS.iter().map(move |parent| heads(code, name, parent)))
    });
    // the shape with the most columns found is the one that was meant
    let found =
        shapes.by_ref().filter_map(|heads| Ledger::find(file, sheets, &heads).ok()).max_by_key(|ledger| {
            ledger
                .lines()
                .map(|line| (0..4).filter(|&column| !line.text(column).is_empty()).count())
                .sum::<usize>()
        });
    let Some(ledger) = found else {
        let list = vec![LedgerProblem { at: None, flaw: Flaw::NoHeadings(vec![NAMES[0]]) }];
        let sheet = sheets.first().map(|sheet| sheet.name.clone()).unwrap_or_default();
        return Err(LedgerProblems { file: file.to_owned(), sheet, list });
    };
    let lines: Vec<Line<'_>> = ledger.lines().collect();
    let mut units: Vec<Unit> = Vec::new();
    for line in &lines {
        let Some(name) = line.some(1) else { continue };
        units.push(Unit { code: line.code(0), other_names: line.list(2), ..Unit::named(&name) });
    }
    for (index, line) in lines.iter().filter(|line| line.some(1).is_some()).enumerate() {
        let parent = line.some(3);
        units[index].parent = units.iter().position(|unit| parent.is_some() && unit.code == parent);
    }
    drop(lines);
    ledger.problems(file).map_or(Ok(units), Err)
}

/// The lines of the list for units, as they are written and as they may be pasted.
pub fn lines(units: &[Unit], zone: chrono::FixedOffset) -> Vec<Vec<String>> {
    let day = |day: Option<chrono::NaiveDate>| day.map(crate::period::date).unwrap_or_default();
    let line = |unit: &Unit| {
        let parent = unit.parent.and_then(|index| units.get(index));
        vec![
            unit.code.clone().unwrap_or_default(),
            unit.name.clone(),
            unit.other_names.join("; "),
            parent.and_then(|parent| parent.code.clone()).unwrap_or_default(),
            unit.level.filter(|_| Level::of_unit(&unit.name).is_none()).map_or("", Level::name).to_owned(),
            day(unit.exists.0),
            day(unit.exists.1),
            unit.extension.as_ref().map(|extension| extension.until.written(zone)).unwrap_or_default(),
            unit.extension.as_ref().and_then(|extension| extension.by.clone()).unwrap_or_default(),
            String::new(),
            String::new(),
        ]
    };
    units.iter().map(line).collect()
}

/// The lines that would make a name known: each unit that it may mean with the name among its
/// others, and the name as a new unit; cells apart by tabs, as Excel pastes them.
pub fn to_paste(round: &Round, name: &str, may_be: &[String]) -> Vec<String> {
    let mut all = lines(&round.units, round.zone);
    let mut found = Vec::new();
    for (unit, line) in round.units.iter().zip(&mut all) {
        if may_be.contains(&unit.name) {
            let sign = if line[OTHERS].is_empty() { "" } else { "; " };
            line[OTHERS] = format!("{}{sign}{name}", line[OTHERS]);
            found.push(line.join("\t"));
        }
    }
    found.push(format!("\t{name}"));
    found
}
