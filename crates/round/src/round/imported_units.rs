//! Imports a list of units that another office keeps: any sheet with a column “Tên đơn vị” or “Đơn vị”.

use super::Unit;
use super::roster::{RosterColumn, asides, note_twin, spelling};
use phuluc_form::match_key;
use phuluc_grid::{
    Column, Flaw, Head, ListLine, ListNotice, ListNotices, ListOnSheet, ListProblem, ListProblems, Sheet,
};
use std::collections::HashMap;

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

/// The number of filled cells in a list.
fn cells_filled(list: &ListOnSheet<'_, Imported>) -> usize {
    list.lines().map(|line| Imported::ALL.iter().filter(|column| line.some(**column).is_some()).count()).sum()
}

/// Finds the list on the sheets by any of its possible headings.
fn found<'s>(file: &str, sheets: &'s [Sheet]) -> Result<ListOnSheet<'s, Imported>, ListProblems> {
    const CODES: [&str; 3] = ["Mã đơn vị", "Mã", "Mã số"];
    const NAMES: [&str; 7] =
        ["Tên đơn vị", "Đơn vị", "Tên", "Đơn vị báo cáo", "Tên xã", "Xã, phường", "Tên xã, phường"];
    const PARENTS: [&str; 2] = ["Mã cơ quan cấp trên", "Mã cấp trên"];
    // among all sets of headings, the one that finds the most cells counts
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
                if found.as_ref().is_none_or(|(most, _)| filled >= *most) {
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

/// The units of a list that another office keeps.
///
/// # Errors
/// If there is no column of names, or something in the list cannot be used.
pub fn import(file: &str, sheets: &[Sheet]) -> Result<UnitList, ListProblems> {
    let on_sheet = found(file, sheets)?;
    // our own columns in lists of earlier rounds hold facts about units only
    let own: Vec<String> = RosterColumn::ALL.iter().map(|column| match_key(column.head().label)).collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let lines = asides::units(&on_sheet, Imported::Code, Imported::Name, |line| line.under(&own).is_some());
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
    drop(lines);
    let extra = on_sheet.extra_labels();
    let kept: Vec<String> = extra.iter().filter(|label| is_of_keepers(label)).cloned().collect();
    if !kept.is_empty() {
        on_sheet.remark(ListNotice::ColumnsKept(kept));
    }
    let notices = on_sheet.finished(file)?;
    Ok(UnitList { units, extra, beside, notices })
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
