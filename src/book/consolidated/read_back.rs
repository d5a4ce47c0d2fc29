//! Reading a consolidated workbook again: its lists give the units, and its totals must follow from them.

use super::data::{DataColumn, Datum, OUT_OF_SCOPE};
use super::findings::{FindingColumn, FindingLine};
use super::is_reckoned;
use super::sources::{COUNTED, SourceColumn, SourceLine, WITHIN};
use crate::answer::{Answer, Figure, Unreadable, Why};
use crate::catalogue::Catalogue;
use crate::check::Checked;
use crate::consolidate::{self, Below, Material, Member, PassedOn, Refusal, Standing};
use crate::file_report::FileReport;
use crate::finding::Ruling;
use crate::finding::{Finding, FoundBelow, Problem, Where};
use crate::form::{Form, FormId, Kind, RowId, Rows};
use crate::grid::{self, At, Cell, Content, Sheet};
use crate::identity::Identity;
use crate::list::{Column, Line, ListOnSheet};
use crate::moment::{self, Moment};
use crate::normalise::{match_key, tidy};
use crate::number;
use crate::period::Period;
use crate::round::{Documents, Round, Unit};
use crate::rule::Severity;
use crate::sending::Sending;
use crate::submission::{Entries, FilledForm, FilledRow, Role, Submission, Written};
use crate::unit::{self, Level};
use crate::words::sheet_names::{DATA, FINDINGS, SOURCES};
use crate::words::{self, CheckMessage, DecisionMessage, Lang};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The units of a consolidated workbook as the level below had them.
///
/// # Errors
/// Why nothing of it can be taken over.
pub fn read_back(sheets: &[Sheet], catalogue: &Catalogue) -> Result<PassedOn, Refusal> {
    let identity = Identity::find(sheets).unwrap_or_default();
    let mut files = files(sheets)?;
    let mut data = data(sheets)?;
    let mut findings = findings(sheets)?;
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
        previous: None,
        last_year: None,
        forms: Vec::new(),
        units: Vec::new(),
    };
    let mut members = Vec::new();
    while let Some((number, lines)) = files.pop_first() {
        let unit = unit(&lines[0], &mut round);
        let mut member = member(&lines[0], unit);
        for line in lines.into_iter().filter(|line| !line.file.is_empty()) {
            let key = (number, line.file.clone());
            let values = data.remove(&key).unwrap_or_default();
            if values.len() != line.lines {
                let (unit, said, found) = (line.name, line.lines, values.len());
                return Err(Refusal::Lines { sheet: DATA, unit, said, found });
            }
            let findings = findings.remove(&key).unwrap_or_default();
            add_file(&mut member, &line, &values, findings, catalogue)?;
        }
        settle(&mut member)?;
        members.push(member);
    }
    // lines of units or files that the sources do not know
    let unknown = |sheet, (number, file): &(usize, String), found| Refusal::Lines {
        sheet,
        unit: format!("{number} {file}"),
        said: 0,
        found,
    };
    if let Some((key, lines)) = data.first_key_value() {
        return Err(unknown(DATA, key, lines.len()));
    }
    if let Some((key, lines)) = findings.first_key_value() {
        return Err(unknown(FINDINGS, key, lines.len()));
    }
    let passed = PassedOn { round, members };
    compare(&passed, sheets, catalogue)?;
    Ok(passed)
}

/// The sources, by unit.
fn files(sheets: &[Sheet]) -> Result<BTreeMap<usize, Vec<SourceLine>>, Refusal> {
    let list = find::<SourceColumn>(sheets, SOURCES)?;
    let mut files: BTreeMap<usize, Vec<SourceLine>> = BTreeMap::new();
    let mut before = None;
    // other tables follow below an empty row
    for line in list.lines().take_while(|line| {
        let follows = before.is_none_or(|before| before + 1 == line.number());
        before = Some(line.number());
        follows
    }) {
        let read = SourceLine::read(&line).ok_or_else(|| not_understood(SOURCES, &line))?;
        files.entry(read.number).or_default().push(read);
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
            lines.push(Datum::read(&line).ok_or_else(|| not_understood(&sheet.name, &line))?);
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
fn findings(sheets: &[Sheet]) -> Result<BTreeMap<(usize, String), Vec<Finding>>, Refusal> {
    let list = find::<FindingColumn>(sheets, FINDINGS)?;
    let mut findings: BTreeMap<(usize, String), Vec<Finding>> = BTreeMap::new();
    for line in list.lines() {
        let read = FindingLine::read(&line);
        let Some(unit) = read.unit_number else { continue };
        let file = read.file.clone();
        let finding = finding(read).ok_or_else(|| not_understood(FINDINGS, &line))?;
        findings.entry((unit, file)).or_default().push(finding);
    }
    Ok(findings)
}

fn find<'s, C: Column>(sheets: &'s [Sheet], name: &'static str) -> Result<ListOnSheet<'s, C>, Refusal> {
    ListOnSheet::find(name, sheets).map_err(|_| Refusal::NoList(name.to_owned()))
}

fn not_understood<C: Column>(sheet: &str, line: &Line<'_, C>) -> Refusal {
    Refusal::NotUnderstood { sheet: sheet.to_owned(), line: line.number() }
}

fn finding(line: FindingLine) -> Option<Finding> {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let severity = severities
        .into_iter()
        .find(|severity| words::say(Lang::Vi, CheckMessage::Severity(*severity)) == line.severity)?;
    let subject = match (line.sheet.is_empty(), At::named(&line.cell)) {
        (true, _) => Where::File,
        (false, None) => Where::Sheet(line.sheet),
        (false, Some(at)) => Where::Cell { sheet: line.sheet, at },
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
        problem: Problem::PassedOn(Box::new(found)),
        related: Vec::new(),
        suggestions: Vec::new(),
        borne_out_by: Vec::new(),
        todo: Some(line.todo),
        decided: None,
    })
}

/// A unit with those above it, which are added to the round.
fn unit(line: &SourceLine, round: &mut Round) -> Unit {
    let mut parent = None;
    let receiver = round.receiver.as_deref().map(unit::key);
    let is_above = |name: &&str| !name.is_empty() && Some(unit::key(name)) != receiver;
    for name in line.above.split(WITHIN).filter(is_above) {
        let known = round.units.iter().position(|unit| unit.name == name && unit.parent == parent);
        parent = Some(known.unwrap_or_else(|| {
            round.units.push(Unit { parent, ..Unit::named(name) });
            round.units.len() - 1
        }));
    }
    let ids = line.owed.split(", ").filter(|id| !id.is_empty()).map(FormId::from);
    let unit = Unit {
        code: Some(line.code.clone()).filter(|code| !code.is_empty()),
        level: Level::named(&line.level),
        parent,
        forms: ids.collect(),
        ..Unit::named(&line.name)
    };
    round.units.push(unit.clone());
    unit
}

fn member(line: &SourceLine, unit: Unit) -> Member {
    let is = |ruling: Ruling| {
        let said = words::say(Lang::Vi, DecisionMessage::Ruling(&ruling));
        let lines: Vec<&str> = line.decided.lines().collect();
        lines.iter().rposition(|line| match_key(line).starts_with(&match_key(&said)))
    };
    let below = Below {
        via: line.via.split(WITHIN).filter(|via| !via.is_empty()).map(str::to_owned).collect(),
        counted: line.counted == COUNTED,
        accepted: is(Ruling::Accepted).is_some_and(|at| Some(at) > is(Ruling::Returned)),
        decided: Some(line.decided.clone()).filter(|decided| !decided.is_empty()),
    };
    let missing = line.missing.split(", ").filter(|id| !id.is_empty()).map(FormId::from);
    let mut member = Member::new(unit);
    (member.missing, member.standing) = (missing.collect(), line.standing);
    member.below = Some(below);
    member
}

fn add_file(
    member: &mut Member,
    line: &SourceLine,
    values: &[Datum],
    findings: Vec<Finding>,
    catalogue: &Catalogue,
) -> Result<(), Refusal> {
    let mut forms = Vec::new();
    for sent in line.sent.split(", ").filter(|sent| !sent.is_empty()) {
        let unknown = || Refusal::UnknownForm(sent.to_owned());
        let (id, version) = sent.split_once(' ').ok_or_else(unknown)?;
        let id = FormId::from(id);
        let mut versions = catalogue.versions(&id);
        let form = versions.find(|form| form.version == version).ok_or_else(unknown)?;
        let values: Vec<&Datum> = values.iter().filter(|datum| datum.form == id.as_str()).collect();
        forms.push(filled(form, &values)?);
    }
    let level = member.unit.level;
    let submission = (!forms.is_empty()).then(|| Submission {
        unit: Some(member.unit.name.clone()),
        level,
        period: Period::find(&line.period),
        forms,
        notices: Vec::new(),
        adjusted: Vec::new(),
    });
    let (number, received) = match line.sending.split_once(' ') {
        Some((number, received)) => (number, Moment::find(received, moment::viet_nam())),
        None => (line.sending.as_str(), None),
    };
    let number = number.parse().unwrap_or(1);
    let report = FileReport {
        path: line.file.clone(),
        sha256: Some(line.sha256.clone()).filter(|sha256| !sha256.is_empty()),
        submission,
        checked: Arc::new(Checked { findings, ..Checked::default() }),
        passed_on: None,
    };
    match member.sendings.iter_mut().find(|sending| sending.number == number) {
        Some(sending) => sending.files.push(report.clone()),
        None => member.sendings.push(Sending { number, received, files: vec![report.clone()] }),
    }
    member.numbers.push(number);
    member.reports.push(report);
    Ok(())
}

/// Once all files are there: what follows from them must be what the workbook says.
fn settle(member: &mut Member) -> Result<(), Refusal> {
    member.derive();
    let said = match member.standing {
        Standing::Fails(errors) => errors,
        Standing::Passes => 0,
        Standing::NotSubmitted | Standing::Unreadable | Standing::OtherUnit | Standing::OtherPeriod => {
            return Ok(());
        }
    };
    let found = member.reports.iter().map(|report| report.checked.count(Severity::Error)).sum();
    if found == said {
        return Ok(());
    }
    Err(Refusal::Lines { sheet: FINDINGS, unit: member.unit.name.clone(), said, found })
}

/// A form from its lines, which stand row by row.
fn filled(form: &Arc<Form>, values: &[&Datum]) -> Result<FilledForm, Refusal> {
    let not_known =
        |datum: &Datum| Refusal::UnknownForm(format!("{} {} {}", form.id, datum.row, datum.column));
    let mut present: Vec<bool> =
        (0..form.columns.len()).map(|column| !form.takes_answers(column) || values.is_empty()).collect();
    let sheet = values.first().map_or_else(|| form.sheet.clone(), |datum| datum.sheet.clone());
    let mut columns = vec![None; form.columns.len()];
    for datum in values {
        let column = form.column(&datum.column.as_str().into()).ok_or_else(|| not_known(datum))?;
        columns[column] = columns[column].or(At::named(&datum.cell).map(|at| at.column));
    }
    let columns = Arc::new(columns);
    let mut rows: Vec<FilledRow> = Vec::new();
    let mut last = 0;
    for datum in values {
        let column = form.column(&datum.column.as_str().into()).ok_or_else(|| not_known(datum))?;
        let id = RowId::from(datum.row.as_str());
        let goes_on = rows.last().is_some_and(|row| row.id == id) && column > last;
        if !goes_on {
            let role = role(form, &id).ok_or_else(|| not_known(datum))?;
            let own = (datum.sheet != sheet).then(|| Arc::new(datum.sheet.clone()));
            let name = form.name(role.fixed(), &id, &datum.label.as_str().into());
            let entries = Entries::blank(At::named(&datum.cell).map(|at| at.row), Arc::clone(&columns));
            let mut row = FilledRow::new(name, role, entries);
            row.sheet = own;
            rows.push(row);
        }
        last = column;
        present[column] = true;
        let Some(row) = rows.last_mut() else { continue };
        let kind = form.kind(row.role.fixed(), column);
        let answer = answer(datum, kind).ok_or_else(|| not_known(datum))?;
        let at = At::named(&datum.cell);
        row.entries.put(column, Written::new(answer, &datum.raw, at));
    }
    for row in &mut rows {
        row.entries.shrink();
    }
    if let Rows::Fixed(printed) = &form.rows {
        rows = in_order(form, printed, rows);
    }
    Ok(FilledForm { form: Arc::clone(form), sheet, present, rows: Arc::new(rows) })
}

/// All printed rows in the form's order, each with the lines below it.
fn in_order(form: &Form, printed: &[crate::form::Row], rows: Vec<FilledRow>) -> Vec<FilledRow> {
    let mut below: Vec<Vec<FilledRow>> = vec![Vec::new(); printed.len()];
    for row in rows {
        match row.role {
            Role::Fixed(index) => below[index].insert(0, row),
            Role::Line(index) => below[index].push(row),
            Role::Open | Role::Total => {}
        }
    }
    let whole = below.into_iter().enumerate().flat_map(|(index, mut rows)| {
        if rows.first().is_none_or(|row| row.role != Role::Fixed(index)) {
            let printed = &printed[index];
            rows.insert(
                0,
                FilledRow::new(
                    Arc::clone(&printed.name),
                    Role::Fixed(index),
                    Entries::absent(form.columns.len()),
                ),
            );
        }
        rows
    });
    whole.collect()
}

/// What a row is to its form, by its id.
fn role(form: &Form, id: &RowId) -> Option<Role> {
    match &form.rows {
        Rows::Fixed(rows) => {
            let printed = |id: &str| rows.iter().position(|row| row.id.as_str() == id);
            let line = || id.as_str().rsplit_once('/').and_then(|(above, _)| printed(above)).map(Role::Line);
            printed(id.as_str()).map(Role::Fixed).or_else(line)
        }
        Rows::Open { total, .. } => {
            let is_total = total.as_ref().is_some_and(|total| total.id == *id);
            Some(if is_total { Role::Total } else { Role::Open })
        }
    }
}

fn answer(datum: &Datum, kind: Option<&Kind>) -> Option<Answer> {
    use crate::answer::State;
    let is = |state| datum.state == words::state(state);
    let figure = |value| {
        if matches!(kind, Some(Kind::Percent)) { Figure::rounded(value) } else { Figure::exact(value) }
    };
    Some(match datum.value {
        Some(value) if is(State::Number) => Answer::Number(figure(value)),
        None if is(State::Nil) => Answer::Nil,
        None if is(State::Blank) || datum.state == OUT_OF_SCOPE => Answer::Blank,
        None if is(State::Text) => Answer::Text(datum.raw.as_str().into()),
        None if is(State::Unreadable) => {
            let unreadable = Unreadable { why: Why::NotANumber, readings: Vec::new(), stored: None };
            Answer::Unreadable(Box::new(unreadable))
        }
        _ => return None,
    })
}

/// Consolidates the units again; what then stands on the form sheets and beside the units must be there.
fn compare(passed: &PassedOn, sheets: &[Sheet], catalogue: &Catalogue) -> Result<(), Refusal> {
    let again = consolidate::consolidate(Material::new(&passed.round, passed.members.clone()), catalogue);
    let again = super::write(&again).map_err(|_| Refusal::NotWorkedOut)?;
    let again = grid::read(&again).map_err(|_| Refusal::NotWorkedOut)?;
    for expected in again.iter().filter(|sheet| is_reckoned(&sheet.name)) {
        let Some(here) = sheets.iter().find(|sheet| sheet.name == expected.name) else {
            return Err(Refusal::NoList(expected.name.clone()));
        };
        let cells = expected.cells().chain(here.cells().filter(|(at, _)| expected.get(*at).is_none()));
        for (at, _) in cells {
            let (here, expected_cell) = (here.get(at), expected.get(at));
            if held(here) != held(expected_cell) {
                return Err(Refusal::Changed {
                    sheet: expected.name.clone(),
                    at,
                    here: shown(here),
                    expected: shown(expected_cell),
                });
            }
        }
    }
    Ok(())
}

/// What a cell holds, in Vietnamese digits.
fn shown(cell: Option<&Cell>) -> String {
    match cell.map(|cell| &cell.content) {
        Some(Content::Number(number)) => number::vietnamese(*number),
        _ => cell.map(|cell| cell.shown().into_owned()).unwrap_or_default(),
    }
}

/// What a cell holds, however it was saved again: figures as far as Excel keeps them, texts as people see them.
fn held(cell: Option<&Cell>) -> (Option<Decimal>, String) {
    match cell.map(|cell| &cell.content) {
        Some(Content::Number(number) | Content::Date(number)) => {
            (number.round_sf(14).map(|number| number.normalize()), String::new())
        }
        _ => (None, tidy(&shown(cell)).replace('\r', "")),
    }
}
