//! Workbooks that are sent back keep the sender's formulas, lists, locks and formats, and correcting the named cells
//! raises no new error.

use crate::support::builder::{CATALOGUE, period, report, workbook};
use phuluc::author::{Blank, Order};
use phuluc::book::{self, About, Returned, ReturnedFile, returned};
use phuluc::check::{Explanation, Finding, Mistake};
use phuluc::desk::Context;
use phuluc::form::Severity;
use phuluc::grid::{self, At, Cell, Content, RETURN_SHEET, Recalculator, Sheet};
use phuluc::round::FileReport;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, Formula, Note, Workbook,
};
use std::collections::BTreeSet;
use std::io::Read as _;
use std::sync::Arc;

/// How many times a text stands in all parts of a workbook, also those that the reader skips.
pub(crate) fn count(bytes: &[u8], what: &str) -> usize {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut count = 0;
    for index in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(index).unwrap().read_to_end(&mut part).unwrap();
        count += String::from_utf8_lossy(&part).matches(what).count();
    }
    count
}

pub(crate) fn checked(bytes: &[u8]) -> (FileReport, Vec<Sheet>) {
    (report("a.xlsx", bytes.to_vec(), &Context::default()), grid::read(bytes).unwrap())
}

/// The workbook that is sent back to the unit.
pub(crate) fn sent_back(bytes: &[u8]) -> Vec<u8> {
    let (report, sheets) = checked(bytes);
    let file = ReturnedFile { report: &report, sheets: &sheets, bytes: Some(bytes), sending: None };
    returned::write(&Returned {
        files: vec![file],
        about: About { to: "UBND xã Ví dụ 01", ..About::default() },
    })
    .unwrap()
}

/// The errors of a report, by rule and cell.
pub(crate) fn errors(report: &FileReport) -> BTreeSet<(String, Option<At>)> {
    found(report, Severity::Error)
}

/// The findings of a report that are at least so severe, by rule and cell.
fn found(report: &FileReport, least: Severity) -> BTreeSet<(String, Option<At>)> {
    let findings = report.checked.findings.iter().filter(|finding| finding.severity >= least);
    findings.map(|finding: &Finding| (finding.rule.clone(), finding.cell().1)).collect()
}

/// A sheet as offices keep theirs: totals by formula, a list to choose from, a conditional format, a lock and a note.
fn foreign(bytes: &[u8], wrong: &[(At, i64)]) -> Vec<u8> {
    let sheets = grid::read(bytes).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.visible).unwrap();
    let mut book = Workbook::new();
    let own = book.add_worksheet();
    own.set_name(&sheet.name).unwrap();
    let last = sheet.last_row().unwrap();
    let place = |at: At| (at.row, u16::try_from(at.column).unwrap());
    for (at, cell) in sheet.cells() {
        let (row, column) = place(at);
        match cell.content {
            Content::Number(value) => {
                let value: f64 = value.to_string().parse().unwrap();
                own.write_number(row, column, value).unwrap();
            }
            _ => drop(own.write_string(row, column, &*cell.shown()).unwrap()),
        }
    }
    for (from, to) in sheet.merges() {
        let ((top, left), (bottom, right)) = (place(*from), place(*to));
        let text = sheet.get(*from).map(|cell| cell.shown().into_owned()).unwrap_or_default();
        own.merge_range(top, left, bottom, right, &text, &Format::new()).unwrap();
    }
    for (at, figure) in wrong {
        let (row, column) = place(*at);
        own.write_number(row, column, i32::try_from(*figure).unwrap()).unwrap();
    }
    let first = (0..last).find(|row| sheet.text(At { row: *row, column: 1 }) == "Đất đai").unwrap();
    for column in 2..13 {
        let letter = At { row: 0, column }.to_string();
        let letter = letter.trim_end_matches('1');
        let figures = (first..last).map(|row| {
            let at = At { row, column };
            let planted = wrong.iter().find(|(other, _)| *other == at).map(|(_, figure)| *figure);
            planted.unwrap_or_else(|| sheet.text(at).parse().unwrap_or(0))
        });
        let formula = Formula::new(format!("SUM({letter}{}:{letter}{last})", first + 1));
        let formula = formula.set_result(figures.sum::<i64>().to_string());
        own.write_formula(last, u16::try_from(column).unwrap(), formula).unwrap();
    }
    let list = DataValidation::new().allow_list_strings(&["có", "không"]).unwrap();
    own.add_data_validation(first, 13, last, 13, &list).unwrap();
    let rule = ConditionalFormatCellRule::GreaterThan(1_000_000);
    let look = ConditionalFormatCell::new().set_rule(rule).set_format(Format::new().set_bold());
    own.add_conditional_format(first, 2, last, 12, &look).unwrap();
    own.insert_note(first, 1, &Note::new("lĩnh vực theo công văn").set_author("Văn phòng")).unwrap();
    own.protect();
    book.save_to_buffer().unwrap()
}

const LINES: [(&str, &str); 2] =
    [("Đất đai", "30 16 13 1  27 13 13 1  3 2 1"), ("Hộ tịch", "41 30 10 1  40 30 9 1  1 1 0")];
/// The cell of “Hộ tịch”, tổng số tiếp nhận.
const PLACE: &str = "C12";

fn foreign_and_wrong(figure: i64) -> Vec<u8> {
    let right = workbook("Xã Ví dụ 01").tthc(&LINES).bytes();
    foreign(&right, &[(At::named(PLACE).unwrap(), figure)])
}

#[test]
fn nothing_of_a_foreign_workbook_is_lost() {
    let bytes = foreign_and_wrong(47);
    assert!(!errors(&checked(&bytes).0).is_empty());
    let living = sent_back(&bytes);
    for (what, more) in [
        ("<f>", 0),
        ("<dataValidation ", 0),
        ("<sheetProtection", 0),
        ("operator=\"greaterThan\"", 0),
        ("lĩnh vực theo công văn", 0),
        ("<mergeCell ", 20),
    ] {
        let (before, after) = (count(&bytes, what), count(&living, what));
        assert!(before > 0 && (before..=before + more).contains(&after), "{what}: {before}, {after}");
    }
    let (before, after) = (grid::read(&bytes).unwrap(), grid::read(&living).unwrap());
    assert_eq!(after[0].name, RETURN_SHEET);
    assert!(before[0].cells().eq(after[1].cells()));
    let identity = grid::Identity::find(&after).expect("who it is for");
    assert_eq!(identity.unit.as_deref(), Some("UBND xã Ví dụ 01"));
    assert!(!after.last().unwrap().visible);
}

#[test]
fn a_phieu_of_a_phieu_has_only_the_new_marks() {
    let first = sent_back(&foreign_and_wrong(47));
    let again = sent_back(&first);
    assert_eq!(count(&first, "N(&quot;phuluc&quot;)=0"), count(&again, "N(&quot;phuluc&quot;)=0"));
    assert_eq!(count(&first, "<comment "), count(&again, "<comment "));
    assert_eq!(count(&first, "ObjectType=\"Note\""), count(&again, "ObjectType=\"Note\""));
    assert_eq!(count(&again, "<sheet "), count(&first, "<sheet "));
    assert!(count(&first, "<comment ") > 1);
}

/// A cell to correct: sheet, cell and figure.
type Correction = (String, At, Decimal);

/// The cells that an explanation names, unless it names none to correct, such as that of a missing row.
fn corrections(explanation: &Explanation) -> Option<Vec<Correction>> {
    if !matches!(explanation.mistake, Mistake::Cell | Mistake::Together | Mistake::Swapped | Mistake::Follows)
    {
        return None;
    }
    let changes = explanation.changes.iter().map(|change| {
        let place = &change.place.on_sheet;
        Some((place.sheet.clone(), place.at?, change.to?))
    });
    changes.collect()
}

/// Everything that the diagnoses tell to correct: each explanation that is named, together with the likeliest ones of
/// the diagnoses before, which are told first. The cells that are to be worked out again after it stand beside each.
fn named(report: &FileReport) -> Vec<(Vec<Correction>, Vec<At>)> {
    let (mut before, mut again_before) = (Vec::new(), Vec::new());
    let mut all = Vec::new();
    let again = |explanation: &Explanation| -> Vec<At> {
        explanation.also.iter().filter_map(|place| place.on_sheet.at).collect()
    };
    for diagnosis in &report.checked.diagnoses {
        for explanation in diagnosis.named() {
            let Some(own) = corrections(explanation) else { continue };
            all.push(([before.clone(), own].concat(), [again_before.clone(), again(explanation)].concat()));
        }
        if let Some(likeliest) = diagnosis.likeliest() {
            before.extend(corrections(likeliest).unwrap_or_default());
            again_before.extend(again(likeliest));
        }
    }
    all
}

/// The sheets with the changes made and the formulas worked out again, as Excel does.
fn corrected(bytes: &[u8], changes: &[Correction]) -> Vec<Sheet> {
    let mut sheets = grid::read(bytes).unwrap();
    for (name, at, to) in changes {
        let sheet = sheets.iter_mut().find(|sheet| sheet.name == *name).unwrap();
        // a cell holds a percentage as a share of 1
        let is_percent = sheet.get(*at).is_some_and(Cell::is_percent);
        let to = if is_percent { *to / Decimal::ONE_HUNDRED } else { *to };
        let cell = sheet.get(*at).cloned().unwrap_or_else(|| Cell::plain(Content::NotCalculated));
        // who types a fraction into a cell that shows whole numbers lets it show the fraction
        let is_shown = is_percent || to.fract().is_zero();
        let cell = if is_shown { cell } else { Cell::plain(Content::NotCalculated) };
        *sheet = std::mem::take(sheet).with([(*at, Cell { content: Content::Number(to), ..cell })]);
    }
    for _ in 0..2 {
        let recalculator = Recalculator::new(&sheets);
        let results = sheets.iter().map(|sheet| {
            let formulas = sheet.cells().filter(|(_, cell)| cell.formula.is_some());
            let results = formulas.filter_map(|(at, cell)| {
                let content = Content::Number(recalculator.value(sheet, at)?);
                Some((at, Cell { content, ..cell.clone() }))
            });
            results.collect::<Vec<_>>()
        });
        let results: Vec<_> = results.collect();
        sheets = sheets.into_iter().zip(results).map(|(sheet, results)| sheet.with(results)).collect();
    }
    sheets
}

/// Sends a wrong workbook back and corrects what is named there. Gives whether anything was named.
#[track_caller]
pub(crate) fn correcting_gives_no_new_error(bytes: &[u8]) -> bool {
    let (before, sheets) = checked(bytes);
    if before.checked.worst() < Some(Severity::Warning) {
        return false;
    }
    let living = sent_back(bytes);
    let again = grid::read(&living).unwrap();
    // sheets of other formats, and of packages that Excel would not accept, are drawn anew
    let is_living = count(&living, "N(&quot;phuluc&quot;)=0") > 0;
    for sheet in &sheets {
        let same = again.iter().find(|other| other.name == sheet.name).expect("it is still there");
        if is_living {
            let other = sheet.cells().zip(same.cells()).find(|(was, is)| was != is);
            assert!(sheet.cells().eq(same.cells()), "{}: {other:?}", sheet.name);
        } else {
            let texts = |sheet: &Sheet| {
                sheet
                    .cells()
                    .map(|(at, _)| (at, sheet.text(at).into_owned()))
                    .filter(|(_, text)| !text.is_empty())
                    .collect::<Vec<_>>()
            };
            assert_eq!(texts(sheet), texts(same), "{}", sheet.name);
        }
    }
    assert_eq!(errors(&checked(&living).0), errors(&before), "going back changes nothing");
    let was = errors(&before);
    let all = named(&before);
    let recalculator = Recalculator::new(&again);
    let not_reckoned: Vec<At> = again
        .iter()
        .flat_map(|sheet| {
            let formulas = sheet.cells().filter(|(_, cell)| cell.formula.is_some());
            formulas.filter(|(at, _)| recalculator.value(sheet, *at).is_none()).map(|(at, _)| at)
        })
        .collect();
    for (changes, again) in &all {
        let mended = corrected(&living, changes);
        let mended =
            crate::support::builder::report_of_sheets("b.xlsx", living.clone(), &mended, &Context::default());
        let is = errors(&mended);
        // Excel works out every formula, our calculator only some
        let is_to_come = |(_, at): &&(String, Option<At>)| {
            at.is_some_and(|at| again.contains(&at) || not_reckoned.contains(&at))
        };
        let new: Vec<_> = is.difference(&was).filter(|error| !is_to_come(error)).collect();
        assert!(new.is_empty(), "{changes:?}: new are {new:?}");
        let still = found(&mended, Severity::Warning);
        let gone = found(&before, Severity::Warning).difference(&still).count();
        assert!(gone > 0, "{changes:?} mends nothing: {still:?}");
    }
    !all.is_empty()
}

#[test]
fn correcting_what_is_named_in_foreign_workbooks_gives_no_new_error() {
    let named = (1..=60).filter(|figure| correcting_gives_no_new_error(&foreign_and_wrong(*figure))).count();
    assert!(named > 40, "{named}");
}

/// A blank of ours, filled; the figure of one line is wrong.
fn filled_blank(wrong: usize, figure: i64) -> Vec<u8> {
    const LINE: [i64; 11] = [30, 16, 13, 1, 27, 13, 13, 1, 3, 2, 1];
    let order = Order {
        forms: vec![Arc::clone(CATALOGUE.in_force(&"tthc-06a".into(), None).unwrap())],
        unit: Some("Xã Ví dụ 01".to_owned()),
        period: period("2024-03-15", "2024-06-14"),
        ..Order::default()
    };
    let mut blank = Blank::new(order).unwrap();
    let inputs: Vec<_> = blank.inputs().into_iter().filter(|input| input.open).take(LINE.len() * 3).collect();
    let figures = inputs.iter().zip(LINE.iter().cycle()).enumerate().map(|(index, (input, right))| {
        let value = if index == wrong { figure } else { *right };
        ((input.form, input.row, input.column), Content::Number(value.into()))
    });
    blank.fill(figures.collect::<Vec<_>>());
    book::blank::write(&blank).unwrap()
}

#[test]
fn correcting_what_is_named_in_our_own_blanks_gives_no_new_error() {
    let mut named = 0;
    for (wrong, figure) in
        [(0, 33), (1, 61), (4, 72), (11, 300), (12, 17), (15, 2), (22, 3), (26, 113), (30, 20)]
    {
        let bytes = filled_blank(wrong, figure);
        named += usize::from(correcting_gives_no_new_error(&bytes));
        let living = sent_back(&bytes);
        for what in ["<f>", "<dataValidation ", "<sheetProtection"] {
            assert_eq!(count(&bytes, what), count(&living, what), "{what}");
        }
    }
    assert!(named > 5, "{named}");
}
