//! Correcting exactly what a phiếu names, and sending it back, gives no new error. Slips are planted into consistent
//! reports of two rounds, among them score sheets and report texts, into our own blanks, into files of other programs,
//! into layouts of senders, and into lists of documents.

mod of_every_rule;

use crate::answers::drawn_reports::{labels, reports, senders};
use crate::checking::planted_in_sample_rounds::example as sample;
use crate::diagnosing::shares_of_planted_slips::consistent::Dice;
use crate::diagnosing::shares_of_planted_slips::plant::{At as Planted, filled};
use crate::reading_files::clean_files_of_five_programs;
use crate::round::returned_workbook_keeps_its_content::{
    checked, correcting_gives_no_new_error, errors, sent_back,
};
use crate::support::builder::{CATALOGUE, FINDER, report_of_sheets, workbook};
use crate::support::chance::Chance;
use crate::support::drawn_sheets::{self, Table};
use crate::support::engines::Office;
use crate::support::styled_sheets;
use phuluc::author::{Blank, Order};
use phuluc::book;
use phuluc::check::{Answer, FilledForm, Role, Submission};
use phuluc::desk::Context;
use phuluc::form::{Form, Holds, Severity, capital};
use phuluc::grid::{self, At, Cell, Content, Identity, Sheet};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Workbooks without a mistake, on forms in use and on older ones.
fn consistent() -> Vec<Vec<Sheet>> {
    let mut all = Vec::new();
    for (sample, most) in [(sample::quarter().unwrap(), 4), (sample::sample(8, 3).unwrap(), 3)] {
        let right = sample.files.iter().filter(|(path, _)| {
            path.starts_with("nhan/") && sample.planted.iter().all(|planted| planted.file != *path)
        });
        all.extend(right.take(most).map(|(_, bytes)| grid::read(bytes).unwrap()));
    }
    all
}

/// What somebody types instead of a figure: another digit, one digit too many or too few, digits in reverse, ten
/// times as much, or somewhat less.
fn slip(right: Decimal, dice: &mut Dice) -> Decimal {
    let text = right.normalize().to_string();
    match dice.between(0, 5) {
        0 => right + Decimal::from(dice.between(1, 9)),
        1 => right * Decimal::TEN + Decimal::from(dice.between(0, 9)),
        2 => (right / Decimal::TEN).trunc(),
        3 => text.chars().rev().collect::<String>().parse().unwrap_or(right + Decimal::ONE),
        4 => right * Decimal::TEN,
        _ => right - right.min(Decimal::from(dice.between(1, 20))),
    }
}

/// A place with a figure, and the slip that somebody typed there.
fn planted(read: &Submission, dice: &mut Dice) -> Option<(Planted, Decimal)> {
    let place = *dice.one(&filled(read))?;
    let right = crate::diagnosing::shares_of_planted_slips::plant::value(read, place)?;
    let wrong = slip(right, dice).normalize();
    (wrong != right).then_some((place, wrong))
}

/// The sheets as their sender made them, with a slip, and without any sheet of ours.
fn with_slip(sheets: &[Sheet], dice: &mut Dice) -> Option<Vec<Sheet>> {
    let read = Submission::read(sheets, &FINDER);
    let ((form, row, column), wrong) = planted(&read, dice)?;
    let at = read.forms[form].rows[row].entries.get(column).at?;
    let name = read.forms[form].sheet_of(row);
    let mut sheets: Vec<Sheet> = sheets.iter().filter(|sheet| !Identity::is_on(sheet)).cloned().collect();
    let sheet = sheets.iter_mut().find(|sheet| sheet.name == name)?;
    let cell = sheet.get(at).filter(|cell| cell.formula.is_none())?.clone();
    let wrong = if cell.is_percent() { wrong / Decimal::ONE_HUNDRED } else { wrong };
    *sheet = std::mem::take(sheet).with([(at, Cell { content: Content::Number(wrong), ..cell })]);
    Some(sheets)
}

/// A figure of a blank, by form, row and column.
type BlankFigure = ((usize, usize, usize), Decimal);

/// Our own blank of a report's forms, and the report's figures in the cells that are typed.
fn blank_like(read: &Submission) -> (Blank, Vec<BlankFigure>) {
    let forms = read.forms.iter().map(|filled| filled.form.clone()).collect();
    let (unit, level, period) = (read.unit.clone(), read.level, read.period);
    let blank = Blank::new(Order { forms, unit, level, period, ..Order::default() }).unwrap();
    let inputs = blank.inputs();
    let mut answers = Vec::new();
    for (index, filled) in read.forms.iter().enumerate() {
        let own = blank.filled(index);
        let mut open = (0..own.rows.len()).filter(|row| own.rows[*row].role == Role::Open);
        for row in filled.rows.iter() {
            let place = match row.role {
                Role::Open => open.next(),
                Role::Fixed(_) | Role::Total => own.row(&row.id),
                Role::Added(_) => None,
            };
            let Some(place) = place else { continue };
            let asked = inputs.iter().filter(|input| (input.form, input.row) == (index, place));
            answers.extend(asked.filter_map(|input| {
                Some(((index, place, input.column), row.entries.get(input.column).value()?))
            }));
        }
    }
    (blank, answers)
}

fn filled_in(mut blank: Blank, answers: Vec<BlankFigure>) -> Vec<u8> {
    blank.fill(answers.into_iter().map(|(place, value)| (place, Content::Number(value))));
    book::blank::write(&blank).unwrap()
}

/// Our own blank, filled in like a report, with a slip in a figure that is typed.
fn blank_with_slip(sheets: &[Sheet], dice: &mut Dice) -> Option<Vec<u8>> {
    let (blank, mut answers) = blank_like(&Submission::read(sheets, &FINDER));
    let wrong = usize::try_from(dice.between(0, answers.len().checked_sub(1)?.try_into().ok()?)).ok()?;
    let (_, value) = answers.get_mut(wrong)?;
    *value = slip(*value, dice).normalize();
    Some(filled_in(blank, answers))
}

#[track_caller]
fn law(books: impl Iterator<Item = Vec<u8>>, least: usize) {
    let (mut all, mut named) = (0, 0);
    for bytes in books {
        all += 1;
        named += usize::from(correcting_gives_no_new_error(&bytes));
    }
    assert!(named >= least, "of {all} slips {named} were named");
}

#[test]
fn in_our_own_blanks_of_all_forms() {
    let mut dice = Dice(16);
    let right = consistent();
    let books = (0..28).filter_map(|index| blank_with_slip(&right[index % right.len()], &mut dice));
    law(books, 8);
}

#[test]
fn in_workbooks_of_other_programs() {
    let mut dice = Dice(61);
    let right = consistent();
    let wrong: Vec<Vec<Sheet>> =
        (0..51).filter_map(|index| with_slip(&right[index % right.len()], &mut dice)).collect();
    law(wrong.iter().step_by(2).map(|sheets| styled_sheets::workbook(sheets)), 7);
    let drawn: Vec<Vec<u8>> =
        wrong.iter().skip(1).step_by(2).map(|sheets| clean_files_of_five_programs::by_ours(sheets)).collect();
    law(drawn.iter().cloned(), 7);
    if let Some(office) = Office::find() {
        for format in ["ods", "xls", "xlsx"] {
            law(office.save(&drawn[..6], format).into_iter(), 1);
        }
    }
}

/// The sheets of a report as another office draws them: every form on a page of its own, with labels, letterhead,
/// place and note columns of its own, and the figures of the report.
fn drawn_anew(sheets: &[Sheet], chance: &mut Chance) -> Vec<Sheet> {
    let read = Submission::read(sheets, &FINDER);
    let period = read.period.map(|period| format!("({})", capital(&period.to_string())));
    let drawn = read.forms.iter().filter_map(|filled| {
        let known = drawn_sheets::forms().into_iter().find(|form| form.id == filled.form.id)?;
        (known.version == filled.form.version).then_some(())?;
        let mut report = reports::report(known, chance);
        put_figures(report.table(), known, filled, chance);
        for (name, change) in senders::KINDS.iter().chain(&labels::KINDS) {
            let is_certain = ["the unit named elsewhere", "a column of the sender's own"].contains(name);
            if is_certain && chance.is_in(50) {
                change(&mut report, chance);
            }
        }
        for line in &mut report.table().heading {
            *line = line.replace("quý I năm 2026 ", "");
            if let Some(period) = &period {
                *line = line.replace(reports::PERIOD, period);
            }
        }
        let page = report.pages.swap_remove(0);
        Some(drawn_sheets::Page { name: known.sheet.clone(), ..page }.sheet())
    });
    drawn.collect()
}

/// Puts the figures of a report into a drawn table; says “không phát sinh” where the report does.
fn put_figures(table: &mut Table, form: &Form, filled: &FilledForm, chance: &mut Chance) {
    if form.total_row().is_some() {
        let rows = filled.rows.iter().filter(|row| matches!(row.role, Role::Open | Role::Total));
        let lines = rows.enumerate().map(|(place, row)| {
            let code = if row.role == Role::Open { (place + 1).to_string() } else { String::new() };
            drawn_sheets::open_line(form, &table.heads, row.id.as_str(), (&code, &row.label), chance)
        });
        table.lines = lines.collect();
    }
    for line in &mut table.lines {
        let of_line = line.row.as_ref().and_then(|id| filled.row(&id.as_str().into()));
        let Some(row) = of_line.map(|row| &filled.rows[row]) else { continue };
        let has_nil = row.entries.iter().any(|entry| *entry.answer == Answer::Nil);
        for (head, cell) in table.heads.iter().zip(&mut line.cells) {
            let Some(column) = head.column else { continue };
            if drawn_sheets::takes_figures(form, column) {
                *cell = row.entries.get(column).value().map(drawn_sheets::number);
            } else if form.columns[column].holds == Holds::Note && has_nil {
                *cell = Some(drawn_sheets::text("không phát sinh"));
            }
        }
    }
}

#[test]
fn in_layouts_of_senders_of_all_forms() {
    let (mut dice, mut chance) = (Dice(18), Chance::new(18));
    let (mut forms, mut named) = (BTreeSet::new(), 0);
    for sheets in consistent() {
        let drawn = drawn_anew(&sheets, &mut chance);
        forms.extend(Submission::read(&drawn, &FINDER).forms.iter().map(|filled| filled.form.id.to_string()));
        let wrong: Vec<Vec<Sheet>> = (0..8).filter_map(|_| with_slip(&drawn, &mut dice)).collect();
        for sheets in wrong {
            named +=
                usize::from(correcting_gives_no_new_error(&clean_files_of_five_programs::by_ours(&sheets)));
        }
    }
    assert!(forms.len() > 9, "{forms:?}");
    assert!(named > 12, "{named}");
}

/// What a document line becomes by a slip of its writer; the same text if it has no place for the slip.
type LineSlip = fn(&str) -> String;

const LINE_SLIPS: [(&str, LineSlip); 6] = [
    ("no number", |line| line.replace("số 12/QĐ-UBND ", "")),
    ("a letter in the number", |line| line.replace("số 12/", "số l2/")),
    ("no date", |line| line.replace("ngày 15/01/2024 ", "")),
    ("a day that does not exist", |line| line.replace("15/01/2024", "31/02/2024")),
    ("another year", |line| line.replace("15/01/2024", "15/01/2042")),
    ("another sign", |line| line.replace("/QĐ-UBND", "/KH-UBND")),
];

/// A list of documents alone: putting right the lines that are named gives no new error, and no slip stays.
#[test]
fn in_a_list_of_documents_alone() {
    let book = |lines: &[&str]| workbook("Xã Ví dụ 01").register(&[(&first_criterion(), lines)]).bytes();
    let right = book(&DOCUMENTS);
    let sheets_right = grid::read(&right).unwrap();
    let before_slip = errors(&checked(&right).0);
    let mut named = 0;
    for (name, slip) in LINE_SLIPS {
        let lines = DOCUMENTS.map(slip);
        assert_ne!(lines, DOCUMENTS.map(str::to_owned), "{name}");
        let bytes = book(&lines.each_ref().map(String::as_str));
        let (before, sheets) = checked(&bytes);
        let found = before.checked.findings.iter().filter(|finding| finding.severity > Severity::Note);
        let places: Vec<(String, At)> = found
            .filter_map(|finding| match finding.cell() {
                (Some(sheet), Some(at)) => Some((sheet.to_owned(), at)),
                _ => None,
            })
            .collect();
        if places.is_empty() {
            continue;
        }
        named += 1;
        let living = sent_back(&bytes);
        assert_eq!(errors(&checked(&living).0), errors(&before), "{name}: going back changes nothing");
        let mut mended = grid::read(&living).unwrap();
        for (of, at) in places {
            let own = sheets_right.iter().find(|sheet| sheet.name == of).and_then(|sheet| sheet.get(at));
            let sheet = mended.iter_mut().find(|sheet| sheet.name == of).unwrap();
            if let Some(cell) = own {
                *sheet = std::mem::take(sheet).with([(at, cell.clone())]);
            }
        }
        let mended = report_of_sheets("b.xlsx", living, &mended, &Context::default());
        assert_eq!(errors(&mended), before_slip, "{name}");
        assert!(sheets.iter().any(|sheet| sheet.visible));
    }
    assert!(named > 3, "{named}");
}

const DOCUMENTS: [&str; 3] = [
    "Kế hoạch số 05/KH-UBND ngày 10/01/2024 của UBND xã về cải cách hành chính",
    "Quyết định số 12/QĐ-UBND ngày 15/01/2024 của UBND xã",
    "Công văn số 31/UBND-VP ngày 20/02/2024 của UBND xã",
];

/// The first criterion that documents are listed for.
fn first_criterion() -> String {
    CATALOGUE.in_force(&"van-ban-chi-dao".into(), None).unwrap().fixed_rows()[0].id.to_string()
}

/// A list of documents has no figures of its own; another form counts its lines.
#[test]
fn beside_a_register() {
    let first = first_criterion();
    let books = (1..=9).map(|documents| {
        let figure = documents.to_string();
        workbook("Xã Ví dụ 01")
            .register(&[(&first, &DOCUMENTS)])
            .printed("cchc-hue-02", &[("1", &figure), ("2.1", "4"), ("2.2", "5")])
            .bytes()
    });
    law(books, 0);
}
