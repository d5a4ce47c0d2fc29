//! Imports a list of units that another office keeps: any sheet with a column “Tên đơn vị” or “Đơn vị”.

use super::Unit;
use super::roster::{FACTS, FIRST_UNIT, RosterColumn, asides, elsewhere, note_twin, spelling};
use phuluc_form::{Level, match_key, unit};
use phuluc_grid::{
    At, Column, Flaw, Head, ListLine, ListNotice, ListNotices, ListOnSheet, ListProblem, ListProblems, Sheet,
};
use std::collections::{HashMap, HashSet};

/// The units of a list, with the other columns of its keepers.
#[derive(Clone, Debug, Default)]
pub struct UnitList {
    /// The units.
    pub units: Vec<Unit>,
    /// The headings of the keepers' own columns, such as officer and telephone.
    pub extra: Vec<String>,
    /// The values in these columns, one line for each unit.
    pub beside: Vec<Vec<String>>,
    /// The notices about the list.
    pub notices: ListNotices,
    /// The place of each unit in the file that it came from.
    pub origin: Option<Origin>,
}

/// The place of an imported list in its file.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    file: String,
    sheet: String,
    /// The row of each unit.
    rows: Vec<u32>,
    /// The column of each of our columns.
    columns: Vec<Option<u32>>,
}

impl Origin {
    fn of(list: &ListOnSheet<'_, Imported>, lines: &[ListLine<'_, Imported>]) -> Self {
        let columns = RosterColumn::ALL.iter().map(|column| {
            let own = match column {
                RosterColumn::Code => list.column(Imported::Code),
                RosterColumn::Name => list.column(Imported::Name),
                RosterColumn::Parent => list.column(Imported::Parent),
                _ => None,
            };
            own.or_else(|| list.column_headed(&match_key(column.head().label)))
        });
        Self {
            file: String::new(),
            sheet: list.sheet_name().to_owned(),
            rows: lines.iter().map(|line| line.number() - 1).collect(),
            columns: columns.collect(),
        }
    }

    /// The problems of the list that was written from this one, at the cells where they stand in this one.
    #[must_use]
    pub fn problems(&self, written: ListProblems) -> ListProblems {
        let place = |at: At| {
            let row = at.row.checked_sub(FIRST_UNIT).and_then(|unit| self.rows.get(unit as usize));
            let column = self.columns.get(at.column as usize).copied().flatten();
            Some(At { row: *row?, column: column? })
        };
        let list = written.list.into_iter().map(|problem| {
            let flaw = match problem.flaw {
                Flaw::Duplicate { text, first } => {
                    Flaw::Duplicate { text, first: place(first).unwrap_or(first) }
                }
                flaw => flaw,
            };
            ListProblem { at: problem.at.and_then(place), flaw }
        });
        ListProblems { file: self.file.clone(), sheet: self.sheet.clone(), list: list.collect() }
    }
}

impl UnitList {
    /// Units without other columns.
    pub fn of(units: Vec<Unit>) -> Self {
        Self { units, ..Self::default() }
    }
}

phuluc_grid::list_columns! {
    /// The columns of a list of another office, which may have other headings.
    enum Imported {
        Code = "Mã đơn vị", 0;
        Name = "Tên đơn vị", 0, required;
        OtherNames = "Tên gọi khác", 0;
        Parent = "Mã cơ quan cấp trên", 0;
    }
}

/// The headings under which offices write the names of units.
const NAMES: [&str; 20] = [
    "Tên đơn vị",
    "Đơn vị",
    "Tên",
    "Đơn vị báo cáo",
    "Tên xã",
    "Xã, phường",
    "Tên xã, phường",
    "Tên phường",
    "Xã, phường, đặc khu",
    "Tên xã, phường, đặc khu",
    "Xã/phường",
    "Xã/phường/đặc khu",
    "Đơn vị (xã, phường)",
    "Đơn vị cấp xã",
    "Đơn vị hành chính",
    "Tên đơn vị hành chính",
    "Cơ quan, đơn vị",
    "Tên cơ quan, đơn vị",
    "Tên cơ quan",
    "UBND xã, phường",
];

/// The number of filled cells in a list.
fn cells_filled(list: &ListOnSheet<'_, Imported>) -> usize {
    list.lines().map(|line| Imported::ALL.iter().filter(|column| line.some(**column).is_some()).count()).sum()
}

/// Finds the list on the sheets by any of its possible headings.
fn found<'s>(file: &str, sheets: &'s [Sheet]) -> Result<ListOnSheet<'s, Imported>, ListProblems> {
    const CODES: [&str; 4] = ["Mã đơn vị", "Mã", "Mã số", "Mã ĐVHC"];
    const PARENTS: [&str; 2] = ["Mã cơ quan cấp trên", "Mã cấp trên"];
    // among all sets of headings, the first of those that find the most cells counts
    let mut found: Option<(usize, ListOnSheet<'_, Imported>)> = None;
    for name in NAMES {
        for code in CODES {
            for parent in PARENTS {
                let head = |column: Imported| match column {
                    Imported::Code => Head { label: code, ..column.head() },
                    Imported::Name => Head { label: name, ..column.head() },
                    Imported::OtherNames => column.head(),
                    Imported::Parent => Head { label: parent, ..column.head() },
                };
                let Ok(list) = ListOnSheet::find_headed(file, sheets, head) else { continue };
                let filled = cells_filled(&list);
                if found.as_ref().is_none_or(|(most, _)| filled > *most) {
                    found = Some((filled, list));
                }
            }
        }
    }
    found.map(|(_, list)| list).ok_or_else(|| {
        let list = vec![ListProblem { at: None, flaw: Flaw::NoHeadings(vec![NAMES[0]]) }];
        let sheet = sheets.first().map(|sheet| sheet.name.clone()).unwrap_or_default();
        ListProblems { file: file.to_owned(), sheet, list }
    })
}

/// The lines of a list that are units.
fn lines<'l>(on_sheet: &'l ListOnSheet<'_, Imported>) -> Vec<ListLine<'l, Imported>> {
    // our own columns in lists of earlier rounds hold facts about units only
    let facts: Vec<String> = FACTS.iter().map(|column| match_key(column.head().label)).collect();
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    let columns = (Imported::Code, Imported::Name);
    asides::units(on_sheet, columns, asides::Source::Office, |line| line.under(&facts).is_some())
}

/// The names of the units in a list; none if the sheets have no list.
fn names(sheets: &[Sheet]) -> Vec<String> {
    let Ok(on_sheet) = found("", sheets) else { return Vec::new() };
    lines(&on_sheet).iter().filter_map(|line| line.some(Imported::Name)).collect()
}

/// The units of a list that another office keeps.
///
/// # Errors
/// If there is no column of names, or something in the list cannot be used.
pub fn import(file: &str, sheets: &[Sheet]) -> Result<UnitList, ListProblems> {
    let on_sheet = found(file, sheets)?;
    let lines = lines(&on_sheet);
    let (mut units, mut beside): (Vec<Unit>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    let (mut codes, mut names) = (HashMap::new(), HashMap::new());
    for (index, line) in lines.iter().enumerate() {
        let name = line.required(Imported::Name).unwrap_or_default();
        let code = line.code(Imported::Code);
        if let Some(code) = &code {
            note_twin(&mut codes, code.clone(), code, Imported::Code, index, &lines);
        }
        if !name.is_empty() {
            note_twin(&mut names, spelling(&name), &name, Imported::Name, index, &lines);
        }
        units.push(Unit { code, other_names: line.list(Imported::OtherNames), ..Unit::named(&name) });
        beside.push(line.extra());
    }
    if units.is_empty() {
        on_sheet.note(None, Flaw::NoLines);
    }
    for (index, line) in lines.iter().enumerate() {
        units[index].parent = parent(line, &units);
    }
    on_sheet.note_repeated_headings(&asides::ORDER);
    let origin = Origin::of(&on_sheet, &lines);
    drop(lines);
    let known: HashSet<String> = units.iter().map(|unit| unit::key(&unit.name)).collect();
    // a column of names on another sheet may be one of forms or of units of measure
    let is_known = |name: &str| Level::of_unit(name).is_none() || known.contains(&unit::key(name));
    let unread = elsewhere::unread(sheets, on_sheet.sheet_name(), self::names, is_known);
    let (seconds, unread): (Vec<_>, Vec<_>) =
        unread.into_iter().partition(|(sheet, is_visible)| *is_visible && !sheet.units.is_empty());
    for (sheet, _) in seconds {
        on_sheet.note(None, Flaw::ListElsewhere(sheet));
    }
    if !unread.is_empty() {
        on_sheet.remark(ListNotice::SheetsNotRead(unread.into_iter().map(|(sheet, _)| sheet).collect()));
    }
    let extra = on_sheet.extra_labels();
    let kept: Vec<String> = extra.iter().filter(|label| is_of_keepers(label)).cloned().collect();
    if !kept.is_empty() {
        on_sheet.remark(ListNotice::ColumnsKept(kept));
    }
    let notices = on_sheet.finished(file)?;
    let origin = Some(Origin { file: file.to_owned(), ..origin });
    Ok(UnitList { units, extra, beside, notices, origin })
}

/// The parent unit, if the list has it. A parent outside the list is ignored.
fn parent(line: &ListLine<'_, Imported>, units: &[Unit]) -> Option<usize> {
    let parent = line.code(Imported::Parent)?;
    units.iter().position(|unit| unit.code.as_ref() == Some(&parent))
}

/// Whether a column is one of the keepers' own: neither a column of our list nor the line numbers.
pub(super) fn is_of_keepers(label: &str) -> bool {
    let key = match_key(label);
    let is_own = RosterColumn::ALL.iter().any(|column| match_key(column.head().label) == key);
    !key.is_empty() && !is_own && !asides::ORDER.contains(&key.as_str())
}
