//! Parity with remarks: a blank and the check know the same remarks beside a “-” that say there is no figure yet.

use super::Wanted;
use crate::support::builder::{CATALOGUE, CHECKER};
use crate::support::engines;
use phuluc::author::RowPosition;
use phuluc::book;
use phuluc::check::Answer;
use phuluc::check::answer::UNKNOWN;
use phuluc::form::{Holds, NotedDash, match_key};
use phuluc::grid::{At, Sheet, WORKINGS};
use std::sync::Arc;

/// The state of a place on the hidden sheet: 0 blank, 1 a figure, 2 none, 3 unreadable.
fn state(sheets: &[Sheet], key: &str) -> String {
    let workings = sheets.iter().find(|sheet| sheet.name == WORKINGS).expect("the hidden sheet");
    let row = workings.cells().find(|(at, cell)| at.column == 0 && cell.shown() == key).map(|(at, _)| at.row);
    workings.text(At { row: row.expect("the line of the place"), column: 2 }).into_owned()
}

#[test]
fn a_blank_knows_every_remark_that_the_check_knows() {
    let form = Arc::clone(CATALOGUE.in_force(&"so-lieu-bao-cao".into(), None).expect("a built-in form"));
    let note = form.column_holding(&Holds::Note).expect("a column of remarks");
    let column = form.value_column().expect("a column of figures");
    let blank = Wanted::commune(&[Arc::clone(&form)]).blank();
    let typed = blank.inputs();
    let rows =
        typed.iter().filter(|input| input.column == column && input.kind.is_figure()).map(|input| input.row);
    let rows: Vec<usize> =
        rows.filter(|row| form.fixed_rows()[*row].noted_dash != NotedDash::Unknown).collect();
    let remarks = UNKNOWN.iter().flat_map(|phrase| {
        let (said, bare) = (format!("Hiện {phrase}, báo cáo sau"), match_key(phrase));
        [(said, Answer::Blank), (bare, Answer::Blank)]
    });
    let mut remarks: Vec<(String, Answer)> = remarks.collect();
    for (remark, expected) in [
        ("Chưa có", Answer::Blank),
        ("chua co", Answer::Blank),
        ("Đang rà soát", Answer::Blank),
        ("Chờ Công an xã cung cấp", Answer::Blank),
        ("Cho vay vốn", Answer::Nil),
        ("chưa có thay đổi", Answer::Nil),
        ("không phát sinh", Answer::Nil),
        ("đã kiểm tra", Answer::Nil),
    ] {
        remarks.push((remark.to_owned(), expected));
    }
    let bytes = book::blank::write(&blank).expect("a workbook that Excel allows");
    for remarks in remarks.chunks(rows.len()) {
        let place = |row: usize, column: usize| match blank.plan(0).positions[row] {
            RowPosition::At(row) => At { row, column: blank.sheet_column(0, column).expect("a column") },
            RowPosition::Between { .. } => panic!("a printed row"),
        };
        let texts = remarks.iter().zip(&rows).flat_map(|((remark, _), row)| {
            [(place(*row, column), "-"), (place(*row, note), remark.as_str())]
        });
        let reckoned = engines::with_texts(&bytes, &form.sheet, &texts.collect::<Vec<_>>());
        let submission = CHECKER.read(&reckoned);
        for ((remark, expected), row) in remarks.iter().zip(&rows) {
            let id = &form.fixed_rows()[*row].id;
            let filled = &submission.forms[0];
            let read = filled.rows[filled.row(id).expect("a printed row")].entries.get(column).answer;
            assert_eq!(read, expected, "the check: {remark}");
            let key = format!("{}|{id}|{}", form.id, form.columns[column].id);
            let known = if *expected == Answer::Blank { "0" } else { "2" };
            assert_eq!(state(&reckoned, &key), known, "the blank: {remark}");
        }
    }
}
