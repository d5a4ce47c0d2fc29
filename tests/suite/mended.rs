//! Correcting exactly what a phiếu names, and sending it back, gives no new error. Slips are planted into consistent
//! reports of two rounds, among them score sheets and report texts, into our own blanks, and into files of other
//! programs.

use crate::alive::correcting_gives_no_new_error;
use crate::builder::{CATALOGUE, FINDER, workbook};
use crate::engine::Office;
use crate::sample::example as sample;
use crate::slips::consistent::Dice;
use crate::slips::plant::{At, filled};
use crate::{writers, written};
use phuluc::author::{Blank, Order};
use phuluc::book;
use phuluc::check::{Role, Submission};
use phuluc::grid::{self, Cell, Content, Identity, Sheet};
use rust_decimal::Decimal;

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
fn planted(read: &Submission, dice: &mut Dice) -> Option<(At, Decimal)> {
    let place = *dice.one(&filled(read))?;
    let right = crate::slips::plant::value(read, place)?;
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

/// Our own blank, filled in like a report, with a slip in a figure that is typed.
fn blank_with_slip(sheets: &[Sheet], dice: &mut Dice) -> Option<Vec<u8>> {
    let read = Submission::read(sheets, &FINDER);
    let forms = read.forms.iter().map(|filled| filled.form.clone()).collect();
    let order = Order { forms, unit: read.unit.clone(), period: read.period, ..Order::default() };
    let mut blank = Blank::new(order).unwrap();
    let inputs = blank.inputs();
    let mut answers = Vec::new();
    for (index, filled) in read.forms.iter().enumerate() {
        let own = blank.filled(index);
        let mut open = (0..own.rows.len()).filter(|row| own.rows[*row].role == Role::Open);
        for row in filled.rows.iter() {
            let place = match row.role {
                Role::Open => open.next(),
                Role::Fixed(_) | Role::Total => own.row(&row.id),
                Role::Line(_) => None,
            };
            let Some(place) = place else { continue };
            let asked = inputs.iter().filter(|input| (input.form, input.row) == (index, place));
            answers.extend(asked.filter_map(|input| {
                Some(((index, place, input.column), row.entries.get(input.column).value()?))
            }));
        }
    }
    let wrong = usize::try_from(dice.between(0, answers.len().checked_sub(1)?.try_into().ok()?)).ok()?;
    let (_, value) = answers.get_mut(wrong)?;
    *value = slip(*value, dice).normalize();
    blank.fill(answers.into_iter().map(|(place, value)| (place, Content::Number(value))));
    Some(book::blank::write(&blank).unwrap())
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
    law(wrong.iter().step_by(2).map(|sheets| written::workbook(sheets)), 7);
    let drawn: Vec<Vec<u8>> =
        wrong.iter().skip(1).step_by(2).map(|sheets| writers::by_ours(sheets)).collect();
    law(drawn.iter().cloned(), 7);
    if let Some(office) = Office::find() {
        for format in ["ods", "xls", "xlsx"] {
            law(office.save(&drawn[..6], format).into_iter(), 1);
        }
    }
}

/// A list of documents has no figures of its own; another form counts its lines.
#[test]
fn beside_a_register() {
    const DOCUMENTS: [&str; 3] = [
        "Kế hoạch số 05/KH-UBND ngày 10/01/2024 của UBND xã về cải cách hành chính",
        "Quyết định số 12/QĐ-UBND ngày 15/01/2024 của UBND xã",
        "Công văn số 31/UBND-VP ngày 20/02/2024 của UBND xã",
    ];
    let first = CATALOGUE.in_force(&"van-ban-chi-dao".into(), None).unwrap().fixed_rows()[0].id.to_string();
    let books = (1..=9).map(|documents| {
        let figure = documents.to_string();
        workbook("Xã Ví dụ 01")
            .register(&[(&first, &DOCUMENTS)])
            .printed("cchc-hue-02", &[("1", &figure), ("2.1", "4"), ("2.2", "5")])
            .bytes()
    });
    law(books, 0);
}
