//! Values in whole workbooks: results of formulas, dates, maxima beside scores, figures typed over formulas.

use crate::answers::values_of_cells::{cell, said};
use crate::support::builder::{CATALOGUE, FINDER, form, lines, workbook};
use phuluc::author::{Blank, Order};
use phuluc::check::{Answer, Submission, WhyUnreadable, answer, rule_check};
use phuluc::form::Kind;
use phuluc::grid::{At, Cell, CellValue, Content, Formula};
use phuluc::say::{Lang, words};
use phuluc::{book, grid};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A form with one cell changed: what is read, and the messages of the check.
fn with_cell(at: &str, cell: Cell, filled: &[(&str, &str)]) -> (Submission, Vec<String>) {
    let sheet =
        grid::read(&workbook("Xã Ví dụ 01").printed("cchc-hue-02", filled).bytes()).unwrap().swap_remove(0);
    let sheets = [sheet.with([(at.parse::<At>().unwrap(), cell)])];
    let submission = Submission::read(&sheets, &FINDER);
    let messages = rule_check::check(&submission, None).findings;
    let messages = messages.iter().map(|finding| words::message(Lang::Vi, finding)).collect();
    (submission, messages)
}

fn formula(text: &str, content: Content) -> Cell {
    Cell { formula: Some(Formula::new(text)), ..Cell::plain(content) }
}

#[test]
fn stored_results_are_worked_out_again() {
    let parts = [("2.1", "20"), ("2.2", "15")];
    let case = |text: &str, content: Content| {
        let (submission, _) = with_cell("D11", formula(text, content), &parts);
        said(submission.forms[0].rows[1].entries.get(3).answer)
    };
    let number = |text: &str| Content::Number(text.parse().unwrap());
    assert_eq!(case("D13/D12*100", number("75")), "75");
    assert_eq!(case("D13/D12*100", number("60")), "Stale 75 or 60");
    assert_eq!(case("D13/D12*100", number("0")), "Stale 75 or 0");
    assert_eq!(case("D13/D12*100", Content::NotCalculated), "NotCalculated 75");
    assert_eq!(case("D13/D12", number("0.75")), "Share 0.75 or 75");
    assert_eq!(case("SUM(D12:D13)-2/3", number("34.3333333333333")), "34.3333333333333");
    // a formula that is not recalculated is taken with its stored result
    assert_eq!(case("IF(D12=0,0,75)", number("60")), "60");
    assert_eq!(case("IF(D12=0,0,75)", Content::NotCalculated), "NotCalculated");
    // a percentage below 1 is certain if its formula multiplies by 100
    let (submission, _) =
        with_cell("D11", formula("D13/D12*100", number("0.75")), &[("2.1", "2000"), ("2.2", "15")]);
    assert_eq!(said(submission.forms[0].rows[1].entries.get(3).answer), "0.75");
}

#[test]
fn what_is_not_certain_is_said_with_its_readings() {
    let said = |cell: Cell| {
        let (_, messages) = with_cell("D16", cell, &[("1", "6")]);
        assert_eq!(messages.len(), 1, "{messages:?}");
        messages.into_iter().next().unwrap()
    };
    let all = [
        cell("(12)"),
        cell("05/10"),
        cell("12 hồ sơ"),
        cell("=1.232|#,##0"),
        cell("=11.6|0"),
        cell("@2026-10-05"),
        cell("@1903-05-16"),
        cell("1234567890123456"),
        formula("SUM(D12:D13)+7", Content::Number(5.into())),
        formula("SUM(D12:D13)+7", Content::NotCalculated),
        Cell::plain(Content::Error("#REF!".to_owned())),
    ];
    insta::assert_snapshot!(all.map(said).join("\n"), @"
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “(12)”, không chắc là số nào; có thể là 12 hoặc -12.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “05/10”, không chắc là số nào; có thể là 5 hoặc 10.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “12 hồ sơ”, cần một con số; có thể là 12.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: máy đang lưu 1,232, không phải số nguyên; có thể là 1.232 hoặc 1.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: máy đang lưu 11,6, không phải số nguyên; có thể là 11.600 hoặc 12.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô đang là ngày 05/10/2026, cần một con số; có thể là 5 hoặc 10.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô đang là ngày 16/5/1903, cần một con số; có thể là 1.232.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “1234567890123456”, dài hơn 15 chữ số mà Excel giữ được.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: công thức tính lại được 7 nhưng tệp đang lưu kết quả 5.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: có công thức nhưng chưa có kết quả; có thể là 7.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: công thức bị lỗi “#REF!”.
    ");
    let (_, messages) = with_cell("D11", cell("=0.95"), &[("1", "6")]);
    insta::assert_snapshot!(messages.join("\n"), @"Phụ lục 2, mục 2, ô D11 “Tỷ lệ hoàn thành Kế hoạch CCHC năm”: ghi 0,95 mà không có %, không chắc là số nào; có thể là 0,95% hoặc 95%.");
}

#[test]
fn points_out_of_the_maximum_beside_them_are_certain() {
    let mut workbook = workbook("Xã Ví dụ 01").table(
        "chi-so-cchc-vo-nhai",
        &["toi_da", "tham_dinh_1"],
        &[("1", "10 '8,5/10"), ("2", "7 '6.5/8"), ("3", "20 11.25")],
    );
    let column = form("chi-so-cchc-vo-nhai").column(&"tham_dinh_1".into()).unwrap();
    let score = |workbook: &crate::support::builder::Workbook, row: &str| {
        let submission = workbook.submission();
        let form = &submission.forms[0];
        said(form.rows[form.row(&row.into()).unwrap()].entries.get(column).answer)
    };
    assert_eq!(score(&workbook, "1"), "8.5");
    assert_eq!(score(&workbook, "2"), "Ambiguous 6.5 or 8");
    assert_eq!(score(&workbook, "3"), "11.25");
    for row in &mut workbook.sheets[0].rows {
        row.cells
            .iter_mut()
            .filter(|put| **put == CellValue::Number(10.into()))
            .for_each(|put| *put = CellValue::Empty);
    }
    assert_eq!(score(&workbook, "1"), "Ambiguous 8.5 or 10");
}

/// Types 75 into cells of the blank of Phụ lục 2. Gives the findings, and the cells with formulas.
pub(crate) fn typed_over(cells: &[&str]) -> (Vec<String>, Vec<String>) {
    let order = Order {
        forms: vec![Arc::clone(CATALOGUE.in_force(&"cchc-hue-02".into(), None).unwrap())],
        unit: Some("Xã Ví dụ 01".to_owned()),
        period: crate::support::builder::period("2023-12-15", "2024-03-14"),
        ..Order::default()
    };
    let mut sheets = grid::read(&book::blank::write(&Blank::new(order).unwrap()).unwrap()).unwrap();
    let form = sheets.iter_mut().find(|sheet| sheet.name == "PL2").expect("the form's sheet");
    let worked_out = form.cells().filter(|(_, cell)| cell.formula.is_some()).map(|(at, _)| at.to_string());
    let worked_out = worked_out.filter(|at| at.starts_with('D')).collect();
    *form = form.clone().with(cells.iter().map(|at| (at.parse::<At>().unwrap(), cell("=75"))));
    (lines(&rule_check::check(&Submission::read(&sheets, &FINDER), None)), worked_out)
}

#[test]
fn a_figure_typed_over_a_formula_of_the_blank_is_said() {
    let said = |cells: &[&str]| {
        let (lines, _) = typed_over(cells);
        lines.into_iter().filter(|line| line.contains("typed-over-formula")).collect::<Vec<_>>()
    };
    let (_, worked_out) = typed_over(&[]);
    let worked_out: Vec<&str> = worked_out.iter().map(String::as_str).collect();
    assert_eq!(worked_out.len(), 2, "{worked_out:?}");
    assert_eq!(said(&worked_out).len(), 1);
    assert_eq!(said(&["D16"]), Vec::<String>::new());
    // workbooks that are not ours have no formulas of ours to type over
    let foreign =
        workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("2", "75"), ("2.1", "20"), ("2.2", "15")]);
    assert!(lines(&foreign.check()).is_empty());
}

/// Formulas shared by a column, and number formats by number and by text, as Excel writes them.
#[test]
fn formulas_and_formats_come_from_the_file() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f t=\"shared\" ref=\"B1:B3\" si=\"0\">A1*2</f><v>2</v></c></row>\
                <row r=\"2\"><c r=\"A2\"><v>5</v></c><c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>10</v></c></row>\
                <row r=\"3\"><c r=\"A3\"><v>7</v></c><c r=\"B3\"><f t=\"shared\" si=\"0\"/><v>9</v></c></row>\
                <row r=\"4\"><c r=\"B4\"><f>SUM(B1:B3)&amp;\"\"</f><v>21</v></c></row>";
    let sheets = grid::read(&crate::support::files::xlsx(rows).bytes()).unwrap();
    let recalculator = phuluc::grid::Recalculator::new(&sheets);
    let worth = |at: &str| recalculator.value(&sheets[0], at.parse().unwrap()).map(|worth| worth.to_string());
    assert_eq!(worth("B1").as_deref(), Some("2"));
    assert_eq!(worth("B2").as_deref(), Some("10"));
    assert_eq!(worth("B3").as_deref(), Some("14"));
    assert_eq!(worth("B4"), None);
}

#[test]
fn why_is_part_of_the_answer() {
    let Answer::Unreadable(unreadable) = answer::read(&cell("=1.232"), &Kind::Count) else {
        panic!("1.232 in a count must not be a figure");
    };
    assert_eq!((unreadable.why, unreadable.stored), (WhyUnreadable::Ambiguous, Some(Decimal::new(1232, 3))));
}
