//! Reads a consolidated workbook back, because it is a submission one level up (các cấp).
//!
//! It takes the sheets of a workbook that phuluc consolidated. It gives the units below its sender with their
//! figures, findings and sources, as the level below had them. The lists of the workbook are read by the codes beside
//! their words ([`super::codes`]), and the visible words must be those that the codes were written for. Then the
//! totals are recalculated and must equal those in the workbook. If any differs, somebody changed the workbook, and
//! nothing of it is taken over.

mod data_line;
mod filled_form;
mod same_totals;
mod units;
mod version_0_1;

use super::codes::{self, Codes};
use super::data::DataColumn;
use super::findings::{FindingColumn, FindingRow};
use super::sources::{SourceColumn, SourceLine};
use crate::fitting;
use data_line::Datum;
use phuluc_check::{Finding, FindingKind, FoundBelow, PreparedRules, SheetCell, Subject};
use phuluc_form::{Catalogue, moment, tidy};
use phuluc_grid::{At, Column, Identity, ListNotices, ListOnSheet, Sheet};
use phuluc_round::{Documents, PassedOn, Refusal, Round};
use phuluc_say::{DATA, FINDINGS, SOURCES};
use std::collections::BTreeMap;

/// The units of a consolidated workbook as the level below had them.
///
/// # Errors
/// Why nothing of it can be taken over.
pub fn read_back(sheets: &[Sheet], catalogue: &Catalogue) -> Result<PassedOn, Refusal> {
    if codes::is_brief(sheets) {
        return Err(Refusal::Brief);
    }
    let identity = Identity::find(sheets).unwrap_or_default();
    let mut files = files(sheets)?;
    let mut data = data(sheets)?;
    let codes = match Codes::find(sheets)? {
        Some(codes) => codes,
        None => version_0_1::codes(files.values().flatten().map(|(line, _)| line)),
    };
    let mut findings = findings(sheets, &codes)?;
    let title = sheets.iter().find(|sheet| sheet.name == SOURCES);
    let mut round = Round {
        title: title.map(|sheet| sheet.text(At { row: 1, column: 0 }).into_owned()).unwrap_or_default(),
        receiver: identity.unit,
        level: None,
        period: identity.period,
        cut_off: None,
        due: None,
        zone: moment::viet_nam(),
        documents: Documents::default(),
        packs: Vec::new(),
        previous: None,
        last_year: None,
        forms: Vec::new(),
        units: Vec::new(),
        notices: ListNotices::default(),
    };
    let (mut members, rules) = (Vec::new(), PreparedRules::default());
    while let Some((number, lines)) = files.pop_first() {
        let (first, row) = &lines[0];
        let mut member = units::member(first, &codes, &mut round, catalogue)
            .ok_or_else(|| not_understood(SOURCES, *row))?;
        for (line, row) in lines {
            if !is_as_written(&line, &codes) {
                return Err(not_understood(SOURCES, row));
            }
            if line.file.is_empty() {
                continue;
            }
            let key = (number, line.file.clone());
            let values = data.remove(&key).unwrap_or_default();
            if values.len() != line.lines {
                let (unit, said, found) = (line.name, line.lines, values.len());
                return Err(Refusal::Lines { sheet: DATA, unit, said, found });
            }
            let findings = findings.remove(&key).unwrap_or_default();
            units::add_file(&mut member, &line, &values, findings, &codes, catalogue)?;
        }
        units::settle(&mut member, &rules)?;
        members.push(member);
    }
    // lines of units or files that the sources do not know
    if let Some((key, lines)) = data.first_key_value() {
        return Err(of_no_source(DATA, key, lines.len()));
    }
    if let Some((key, lines)) = findings.first_key_value() {
        return Err(of_no_source(FINDINGS, key, lines.len()));
    }
    let passed = PassedOn { round, members };
    same_totals::compare(&passed, sheets, &codes, catalogue)?;
    Ok(passed)
}

/// The refusal of lines of a unit or a file that the sources do not know.
fn of_no_source(sheet: &'static str, (number, file): &(usize, String), found: usize) -> Refusal {
    Refusal::Lines { sheet, unit: format!("{number} {file}"), said: 0, found }
}

/// Whether what people see of a unit and its file is what the codes were written for.
fn is_as_written(line: &SourceLine, codes: &Codes) -> bool {
    let key = (line.number, line.file.clone());
    let standing = codes.standings.get(&line.number).is_some_and(|(_, words)| *words == line.standing);
    let decided = codes.decided.get(&line.number).map(Vec::as_slice).unwrap_or_default();
    let decided: Vec<&str> = decided.iter().map(|decided| decided.words.as_str()).collect();
    let file = || {
        codes.periods.get(&key).is_some_and(|(_, words)| *words == line.period)
            && codes.sendings.get(&key).is_some_and(|(.., words)| *words == line.sending)
    };
    standing && tidy(&fitting(&decided.join("\n"))) == tidy(&line.decided) && (line.file.is_empty() || file())
}

/// The sources, by unit, each line with its row.
fn files(sheets: &[Sheet]) -> Result<BTreeMap<usize, Vec<(SourceLine, u32)>>, Refusal> {
    let list = find::<SourceColumn>(sheets, SOURCES)?;
    let mut files: BTreeMap<usize, Vec<(SourceLine, u32)>> = BTreeMap::new();
    let mut before = None;
    // other tables follow below an empty row
    for line in list.lines().take_while(|line| {
        let follows = before.is_none_or(|before| before + 1 == line.number());
        before = Some(line.number());
        follows
    }) {
        let read = SourceLine::read(&line).ok_or_else(|| not_understood(SOURCES, line.number()))?;
        files.entry(read.number).or_default().push((read, line.number()));
    }
    Ok(files)
}

/// The values as read, by unit and file, in the order in which they were written.
fn data(sheets: &[Sheet]) -> Result<BTreeMap<(usize, String), Vec<Datum>>, Refusal> {
    let mut data: BTreeMap<(usize, String), Vec<Datum>> = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.visible && sheet.name.starts_with(DATA)) {
        let list = find::<DataColumn>(std::slice::from_ref(sheet), DATA)?;
        let mut lines = Vec::new();
        for line in list.lines() {
            lines.push(Datum::read(&line).ok_or_else(|| not_understood(&sheet.name, line.number()))?);
        }
        // people sort tables
        lines.sort_by_key(|datum| datum.number);
        for datum in lines {
            data.entry((datum.unit, datum.file.clone())).or_default().push(datum);
        }
    }
    Ok(data)
}

/// The findings, by unit and file; those about what was passed on to the level below stay there.
fn findings(sheets: &[Sheet], codes: &Codes) -> Result<BTreeMap<(usize, String), Vec<Finding>>, Refusal> {
    let list = find::<FindingColumn>(sheets, FINDINGS)?;
    let mut findings: BTreeMap<(usize, String), Vec<Finding>> = BTreeMap::new();
    for line in list.lines() {
        let read = FindingRow::read(&line);
        let Some(unit) = read.unit_number else { continue };
        let file = read.file.clone();
        let finding = finding(read, codes).ok_or_else(|| not_understood(FINDINGS, line.number()))?;
        findings.entry((unit, file)).or_default().push(finding);
    }
    Ok(findings)
}

fn find<'s, C: Column>(sheets: &'s [Sheet], name: &'static str) -> Result<ListOnSheet<'s, C>, Refusal> {
    ListOnSheet::find(name, sheets).map_err(|_| Refusal::NoList(name.to_owned()))
}

fn not_understood(sheet: &str, line: u32) -> Refusal {
    Refusal::NotUnderstood { sheet: sheet.to_owned(), line }
}

fn finding(line: FindingRow, codes: &Codes) -> Option<Finding> {
    let severity = *codes.severities.get(&line.severity)?;
    let subject = match (line.sheet.is_empty(), At::named(&line.cell)) {
        (true, _) => Subject::File,
        (false, None) => Subject::Sheet(line.sheet),
        (false, Some(at)) => Subject::Cell(SheetCell { sheet: line.sheet, at }),
    };
    let found = FoundBelow {
        message: line.message,
        suggestions: line.suggestions,
        decided: Some(line.decided).filter(|decided| !decided.is_empty()),
    };
    Some(Finding {
        rule: line.rule,
        severity,
        subject,
        kind: FindingKind::PassedOn(Box::new(found)),
        related: Vec::new(),
        suggestions: Vec::new(),
        diagnosis: None,
        agrees_with: Vec::new(),
        todo: Some(line.todo),
        decided: None,
    })
}
