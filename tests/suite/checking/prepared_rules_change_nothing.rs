//! Rules that a checker prepares and keeps from file to file: they change no result of a later file.

use crate::support::builder::{CATALOGUE, Workbook, lines, workbook};
use phuluc::check::Checker;
use phuluc::grid;
use phuluc::grid::{Cell, Content, Sheet};
use proptest::prelude::*;
use proptest::sample::Index;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

fn new_checker() -> Checker {
    Checker::new(CATALOGUE.clone())
}

/// The submission that a checker reads, and what it finds.
fn said(checker: &Checker, sheets: &[Sheet]) -> String {
    let submission = checker.read(sheets);
    format!("{submission:?}\n{:?}", checker.check(&submission, None))
}

/// Reads the workbooks with one checker, forwards and backwards. The results must be those of a new checker. Gives
/// the findings in each workbook.
#[track_caller]
fn one_after_another(workbooks: &[Workbook]) -> Vec<Vec<String>> {
    let sheets: Vec<Vec<Sheet>> =
        workbooks.iter().map(|workbook| grid::read(&workbook.bytes()).unwrap()).collect();
    let alone: Vec<String> = sheets.iter().map(|sheets| said(&new_checker(), sheets)).collect();
    let (forth, back) = (new_checker(), new_checker());
    for (sheets, alone) in sheets.iter().zip(&alone) {
        assert_eq!(said(&forth, sheets), *alone);
    }
    for (sheets, alone) in sheets.iter().zip(&alone).rev() {
        assert_eq!(said(&back, sheets), *alone);
    }
    sheets.iter().map(|sheets| lines(&forth.check(&forth.read(sheets), None))).collect()
}

#[test]
fn a_file_without_columns_hides_no_error_in_those_of_the_next() {
    let without = workbook("Xã Ví dụ 01").tthc(&[("Đất đai", "33 19 13  27 13 13 1  3 2 2")]);
    let with = workbook("Xã Ví dụ 02").tthc(&[("Đất đai", "33 19 13 5  27 13 13 1  3 2 2  4 1 1")]);
    let found = one_after_another(&[without, with]);
    let errors = |found: &[String]| found.iter().filter(|line| line.contains(" tthc-06a/")).count();
    assert_eq!((errors(&found[0]), errors(&found[1])), (3, 3), "{found:#?}");
}

#[test]
fn a_file_with_one_column_filled_hides_no_error_in_the_other_columns_of_the_next() {
    let scores = |unit: &str, columns: &[&str], of_5: &str| {
        let filled = [("5", of_5), ("5.1", "4 3 2 1"), ("5.2", "1 1 1 1")];
        workbook(unit).table("chi-so-cchc-vo-nhai", columns, &filled)
    };
    let one = scores("Xã Ví dụ 01", &["toi_da", "tu_cham"], "5 9");
    let three = scores("Xã Ví dụ 02", &["toi_da", "tu_cham", "tham_dinh_1", "tham_dinh_2"], "5 9 8 7");
    let found = one_after_another(&[one, three]);
    let above_maximum =
        |found: &[String]| found.iter().filter(|line| line.contains("/diem-khong-qua-toi-da 5 ")).count();
    assert_eq!((above_maximum(&found[0]), above_maximum(&found[1])), (1, 3), "{found:#?}");
}

#[test]
fn forms_in_another_order_and_with_other_lines_are_read_for_themselves() {
    let hue = |workbook: Workbook| workbook.printed("cchc-hue-02", &[("1", "3"), ("2.1", "2"), ("2.2", "5")]);
    let tthc = |workbook: Workbook, fields: &[&str]| {
        let lines: Vec<(&str, &str)> =
            fields.iter().map(|field| (*field, "33 19 1  27 13 1 1  3 2 2")).collect();
        workbook.tthc(&lines)
    };
    let new = || workbook("Xã Ví dụ 01");
    let found = one_after_another(&[
        tthc(hue(new()), &["Đất đai"]),
        hue(tthc(new(), &["Đất đai", "Hộ tịch"])),
        tthc(new(), &["Hộ tịch", "Đất đai", "Chứng thực"]),
        hue(new()),
    ]);
    assert!(found.iter().all(|found| !found.is_empty()), "{found:#?}");
}

/// A change of a sheet before it is read.
#[derive(Clone, Debug)]
enum Change {
    /// A column is removed with its header.
    WithoutColumn(Index),
    /// The figures of a column are removed.
    WithoutFigures(Index),
    /// A row is emptied.
    WithoutRow(Index),
    /// A cell gets another number.
    Number(Index, u32),
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<Index>().prop_map(Change::WithoutColumn),
        any::<Index>().prop_map(Change::WithoutFigures),
        any::<Index>().prop_map(Change::WithoutRow),
        (any::<Index>(), 0..400_u32).prop_map(|(cell, number)| Change::Number(cell, number)),
    ]
}

fn changed(sheet: &Sheet, change: &Change) -> Sheet {
    let mut cells: Vec<_> = sheet.cells().map(|(at, cell)| (at, cell.clone())).collect();
    let is_number = |cell: &Cell| matches!(cell.content, Content::Number(_));
    let numbers: Vec<usize> = (0..cells.len()).filter(|index| is_number(&cells[*index].1)).collect();
    if numbers.is_empty() {
        return sheet.clone();
    }
    let chosen = |index: &Index| numbers[index.index(numbers.len())];
    match change {
        Change::WithoutColumn(index) => {
            let column = cells[chosen(index)].0.column;
            cells.retain(|(at, _)| at.column != column);
        }
        Change::WithoutFigures(index) => {
            let column = cells[chosen(index)].0.column;
            cells.retain(|(at, cell)| at.column != column || !is_number(cell));
        }
        Change::WithoutRow(index) => {
            let row = cells[chosen(index)].0.row;
            cells.retain(|(at, _)| at.row != row);
        }
        Change::Number(index, number) => {
            cells[chosen(index)].1 = Cell::plain(Content::Number((*number).into()));
        }
    }
    Sheet::new(&sheet.name, cells).merged(sheet.merges().iter().copied())
}

static SAMPLES: LazyLock<Vec<Vec<Sheet>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    let names = ["sample-district/nhan/xa-vi-du-02", "sample-district/nhan/xa-vi-du-03"];
    let names = names.iter().chain(&["five-reports/nhan/phu-tien", "five-reports/nhan/phu-thuong"]);
    let read = |name: &&str| grid::read(&fs::read(folder.join(format!("{name}.xlsx"))).unwrap()).unwrap();
    names.map(read).collect()
});

/// A checker that is never renewed, so that it has read everything before.
static EXPERIENCED: LazyLock<Checker> = LazyLock::new(new_checker);

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_read_many_files_says_what_a_newcomer_says(
        file in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), changes()), 0..4),
    ) {
        let mut sheets = SAMPLES[file.index(SAMPLES.len())].clone();
        for (sheet, change) in &changes {
            let sheet = sheet.index(sheets.len());
            sheets[sheet] = changed(&sheets[sheet], change);
        }
        prop_assert_eq!(said(&EXPERIENCED, &sheets), said(&new_checker(), &sheets));
    }
}
