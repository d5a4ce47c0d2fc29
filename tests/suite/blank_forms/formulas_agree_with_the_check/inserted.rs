//! Parity with inserted rows: formulas include rows that a clerk inserts, and the state “Lưu ý” is reached where it
//! should be.

use super::{Wanted, worst};
use crate::support::builder::CATALOGUE;
use crate::support::engines::{self, differences};
use phuluc::author::{Blank, RuleResult};
use phuluc::form::Form;
use phuluc::grid::{Content, Sheet};
use phuluc::{book, grid};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many open rows a blank has before any is inserted.
const DRAWN: usize = 15;
/// A consistent row of Biểu 06a, from “tổng số tiếp nhận” on.
const ROW: [i64; 11] = [10, 4, 5, 1, 8, 3, 4, 1, 2, 1, 1];

fn form(id: &str) -> Arc<Form> {
    Arc::clone(CATALOGUE.in_force(&id.into(), None).expect("a built-in form"))
}

fn number(value: i64) -> Content {
    Content::Number(Decimal::from(value))
}

/// Biểu 06a with `rows` open rows and the total of `total` rows. The row after the drawn ones has `own` as its first
/// figure.
fn filled(rows: usize, total: i64, own: i64) -> Blank {
    let mut filled = Wanted::commune(&[form("tthc-06a")]).blank();
    let total_row = filled.inputs().iter().filter(|input| !input.open).map(|input| input.row).max().unwrap();
    let mut answers = Vec::new();
    for row in 0..rows {
        let figure = |n: usize| if (row, n) == (DRAWN, 0) { own } else { ROW[n] };
        answers.extend((0..ROW.len()).map(|n| ((0, row, n + 2), number(figure(n)))));
    }
    answers.extend((0..ROW.len()).map(|n| ((0, total_row, n + 2), number(ROW[n] * total))));
    filled.fill(answers);
    filled
}

/// The states on the sheet “Kiểm tra”, by rule.
fn states(sheets: &[Sheet]) -> BTreeMap<String, String> {
    let checks = sheets.iter().find(|sheet| sheet.name == "Kiểm tra").unwrap();
    let text = |row, column| checks.text(grid::At { row, column }).into_owned();
    (4..=checks.last_row().unwrap()).map(|row| (text(row, 1), text(row, 2))).collect()
}

fn word(state: Option<RuleResult>) -> &'static str {
    match state {
        Some(RuleResult::Holds) => "Đạt",
        Some(RuleResult::NotFilled) => "Chưa nhập",
        Some(RuleResult::Error) => "Lỗi",
        Some(RuleResult::Warning) => "Cần xem lại",
        Some(RuleResult::Note) => "Lưu ý",
        None => "Không áp dụng",
    }
}

/// A row inserted between the open rows has the same effect on each rule as an open row that was drawn.
#[test]
fn inserted_rows_are_reckoned_with() {
    for (total, own) in [(16, 10), (15, 10), (16, 11)] {
        let bytes = book::blank::write(&filled(DRAWN, total, 10)).unwrap();
        // the open rows stand below the header and its numbers, from row 12 on
        let typed: Vec<i64> = [own].into_iter().chain(ROW[1..].iter().copied()).collect();
        let reckoned = engines::with_row(&bytes, "Biểu 06a", 20, "Lĩnh vực chèn thêm", &typed);
        let seen = states(&reckoned);
        let expected = filled(DRAWN + 1, total, own);
        let rules = worst(expected.judged().into_iter().map(|judged| (judged.rule, judged.state)));
        assert!(rules.values().any(|state| *state == Some(RuleResult::Holds)), "{rules:?}");
        let form = form("tthc-06a");
        for rule in &form.rules {
            if let Some(state) = rules.get(rule.id.as_str()) {
                let said = &seen[&rule.title];
                assert!(said.starts_with(word(*state)), "total {total}, own {own}: {}: {said}", rule.id);
            }
        }
        let errors = rules.values().filter(|state| **state == Some(RuleResult::Error)).count();
        assert_eq!(errors == 0, (total, own) == (16, 10), "{rules:?}");
    }
}

/// A percentage that was cut off instead of rounded is right in substance.
#[test]
fn a_percentage_that_was_cut_is_a_note() {
    let form = form("so-lieu-bao-cao");
    let row = |id: &str| form.fixed_row(&id.into()).unwrap();
    let column = form.value_column().unwrap();
    let mut filled = Wanted::commune(&[Arc::clone(&form)]).blank();
    let cut = Content::Number(Decimal::new(6666, 2));
    filled.fill([
        ((0, row("4.1"), column), number(3)),
        ((0, row("4.2"), column), number(2)),
        ((0, row("4.3"), column), cut),
    ]);
    let rules = worst(filled.judged().into_iter().map(|judged| (judged.rule, judged.state)));
    let noted: Vec<&String> =
        rules.iter().filter(|(_, state)| **state == Some(RuleResult::Note)).map(|(rule, _)| rule).collect();
    let [rule] = noted.as_slice() else { panic!("{noted:?}") };
    let title = &form.rules.iter().find(|known| known.id.as_str() == **rule).unwrap().title;
    let bytes = book::blank::write(&filled).unwrap();
    let (stored, reckoned) = (grid::read(&bytes).unwrap(), engines::ironcalc(&bytes));
    assert_eq!(differences(&stored, &reckoned), Vec::<String>::new());
    assert_eq!(states(&reckoned)[title], "Lưu ý");
    let banner = reckoned.iter().find(|sheet| sheet.name == form.sheet).unwrap();
    let banner = banner.text(grid::At { row: 5, column: 0 });
    assert!(!banner.contains("1 lỗi"), "{banner}");
}
