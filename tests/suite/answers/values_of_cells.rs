//! Values of cells: each becomes a figure, or a finding with every possible reading.
//!
//! There is one table for each peculiarity: the content of the cell with its number format, the field, and the
//! expected outcome. Values of whole workbooks follow below: formulas, dates, maxima beside scores.

use crate::support::builder::{CATALOGUE, FINDER, form, lines, workbook};
use phuluc::author::{Blank, Order};
use phuluc::check::{Answer, Field, Submission, WhyUnreadable, answer, rule_check};
use phuluc::form::{Choice, Kind};
use phuluc::grid::{At, Cell, CellValue, Content, Formula, NumberFormat};
use phuluc::say::{Lang, words};
use phuluc::{book, grid};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A cell from a text. `=` begins a number and `@` a date; after `|` comes the number format.
fn cell(text: &str) -> Cell {
    let (text, format) = text.split_once('|').unwrap_or((text, ""));
    let content = match (text.strip_prefix('='), text.strip_prefix('@')) {
        (Some(number), _) => Content::Number(number.parse().unwrap()),
        (_, Some(day)) => {
            let date: chrono::NaiveDate = day.parse().unwrap();
            let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
            Content::Date((date - first).num_days().into())
        }
        _ => Content::Text(text.into()),
    };
    Cell { format: NumberFormat::new(format), ..Cell::plain(content) }
}

fn said(answer: &Answer) -> String {
    match answer {
        Answer::Number(figure) => figure.value.to_string(),
        Answer::Nil => "nil".to_owned(),
        Answer::Blank => "blank".to_owned(),
        Answer::Text(text) => format!("text {text}"),
        Answer::Unreadable(u) => {
            let readings: Vec<String> = u.readings.iter().map(Decimal::to_string).collect();
            format!("{:?} {}", u.why, readings.join(" or ")).trim_end().to_owned()
        }
    }
}

/// A field from the name of its kind, with the unit of measure after a `:`.
fn field<'f>(text: &'f str, kinds: &'f [Kind; 7]) -> Field<'f> {
    let (kind, measure) = text.split_once(':').unwrap_or((text, ""));
    let index = ["count", "money", "percent", "score", "code", "text", "document"];
    let kind = &kinds[index.iter().position(|name| *name == kind).unwrap()];
    Field { kind, measure, decimals: None, bare_percent: false }
}

#[track_caller]
fn table(table: &str) {
    let codes =
        [(0, "Không"), (1, "Có")].map(|(code, label)| Choice { code: code.into(), label: label.into() });
    let kinds = [
        Kind::Count,
        Kind::Money,
        Kind::Percent,
        Kind::Score,
        Kind::Choice(codes.to_vec()),
        Kind::Text,
        Kind::Document,
    ];
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (given, expected) = line.split_once(" → ").unwrap();
        let (text, kind) = given.rsplit_once(" × ").unwrap();
        let text = text
            .trim_start_matches('“')
            .replace('”', "")
            .replace("<nbsp>", "\u{A0}")
            .replace("<zw>", "\u{200B}");
        let got = said(&answer::read(&cell(&text), field(kind.trim(), &kinds)));
        if got != expected.trim() {
            wrong.push(format!("{given} → {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn separators_go_by_the_kind_of_the_field() {
    table(
        "=1232 × count → 1232
         “1.232” × count → 1232
         “1.232.000” × count → 1232000
         “1,232” × count → Ambiguous 1232 or 1.232
         “1,232,000” × count → Ambiguous 1232000
         “12,5” × count → Ambiguous 12500 or 12.5
         “12,0” × count → Ambiguous 12
         “1.232,50” × count → NotANumber 1232.50
         “0.123” × count → Ambiguous 123 or 0.123
         “2.138.886.000” × money → 2138886000
         “150,5” × money → 150.5
         “1.232,50” × money → 1232.50
         “80,32” × percent → 80.32
         “79.31” × percent → 79.31
         “83,198” × percent → Ambiguous 83.198 or 83198
         “8.5” × score → 8.5
         “8,5” × score → 8.5
         “91.651” × score → Ambiguous 91.651 or 91651
         “1.232,5” × score → 1232.5
         “1” × code → 1
         “1,5” × code → Ambiguous 1500 or 1.5",
    );
}

#[test]
fn numbers_that_the_decimal_sign_of_the_pc_damaged() {
    table(
        "=1.232 × count → Ambiguous 1232 or 1.232
         =2.5 × count → Ambiguous 2500 or 2.5
         =1.232|#,##0 × count → Ambiguous 1232 or 1.232 or 1
         =1.232|0.000 × count → Ambiguous 1232 or 1.232
         =1.232 × money → Ambiguous 1232 or 1.232
         =150.5 × money → 150.5
         =0.0001 × count → Ambiguous 0.0001
         =1.5 × code → Ambiguous 1.5",
    );
}

#[test]
fn spaces_zeros_and_signs() {
    table(
        "“02” × count → 2
         “007” × count → 7
         “ 12<nbsp>” × count → 12
         “1<zw>2” × count → 12
         “1 232” × count → Ambiguous 1232
         “1<nbsp>232<nbsp>000” × money → Ambiguous 1232000
         “1 2” × count → Ambiguous 12
         “1. 232” × count → Ambiguous 1232
         “83, 19” × percent → Ambiguous 83.19
         “-5” × count → -5
         “(12)” × count → Ambiguous 12 or -12
         “( 1.232 )” × count → Ambiguous 1232 or -1232
         “(8,5)” × score → Ambiguous 8.5 or -8.5
         =-12|#,##0_);(#,##0) × count → -12
         “” × count → blank
         “<nbsp> ” × count → blank
         “75O” × count → NotANumber 750 or 75
         “1l2” × count → NotANumber 112
         “1.O32” × count → NotANumber 1032
         “x” × count → NotANumber
         “nt” × count → NotANumber
         “12-15” × count → NotANumber
         “mức độ 3,4” × count → NotANumber",
    );
}

#[test]
fn units_are_taken_off_where_they_are_the_fields() {
    table(
        "“12 hồ sơ” × count:Số hồ sơ TTHC → 12
         “12 (hồ sơ)” × count:Hồ sơ → 12
         “12(HỒ SƠ)” × count:hồ sơ → 12
         “1.232 văn bản” × count:Văn bản → 1232
         “1,232 văn bản” × count:Văn bản → Ambiguous 1232 or 1.232
         “12 hồ sơ” × count:Văn bản → NotANumber 12
         “12 hồ sơ” × count → NotANumber 12
         “12 văn” × count:Văn bản → 12
         “12 (ghi chú 3)” × count:Hồ sơ → NotANumber 12
         “05/10 công chức (đạt 50%)” × count:Công chức → NotANumber 5 or 10
         “12%” × count → NotANumber 12
         “8,5 điểm” × score:Điểm → 8.5
         “1 (Có)” × code → NotANumber 1
         “Không” × code → NotANumber 0",
    );
}

#[test]
fn money_names_its_unit() {
    table(
        "“23.391.500 đồng” × money:Đồng → 23391500
         “969.918.940 đ” × money:Đồng → 969918940
         “969.918.940đ” × money → 969918940
         “1.306 triệu đồng” × money:Đồng → 1306000000
         “8,5 tỷ” × money:Đồng → 8500000000
         “5,65 nghìn đồng” × money → 5650
         “2,827 triệu đồng” × money → Ambiguous 2827000 or 2827000000
         “2.827 triệu đồng” × money:Triệu đồng → 2827
         “2.827 triệu” × money:triệu đồng → 2827
         “8,5 tỷ đồng” × money:Triệu đồng → 8500
         “23.391.500 đồng” × money:Triệu đồng → 23.3915
         “2.827” × money:Triệu đồng → 2827
         “2.827 tỷ đồng” × money:Tỷ đồng → 2827
         =2827000000|#,##0,, × money → MoreThanSeen 2827 or 2827000000
         “5 hồ sơ” × money → NotANumber 5
         “triệu đồng” × money → NotANumber",
    );
    let half = |amount: &str| {
        let cell = Cell::plain(Content::Text(amount.into()));
        answer::read(&cell, &Kind::Money).figure().unwrap().half().to_string()
    };
    assert_eq!((half("1.306 triệu đồng").as_str(), half("8,5 tỷ").as_str()), ("500000", "50000000"));
    assert_eq!(half("23.391.500 đồng"), "0");
}

#[test]
fn percentages() {
    table(
        "“45,87 %” × percent → 45.87
         “79.31%” × percent → 79.31
         “0,95%” × percent → 0.95
         “0,95” × percent → Share 0.95 or 95
         “1” × percent → Share 1 or 100
         “0” × percent → 0
         “1,5” × percent → 1.5
         =0.95|0% × percent → 95
         =0.5897|0.00% × percent → 58.97
         =0.0034|0.00% × percent → 0.34
         =1|0% × percent → 100
         =0|0% × percent → 0
         =95 × percent → 95
         =0.95 × percent → Share 0.95 or 95
         =1 × percent → Share 1 or 100
         =0 × percent → 0
         =0.95|0.00\"%\" × percent → 0.95
         =95|0% × percent → Share 95 or 9500
         =0.12|0% × count → NotANumber 12
         “15/20” × percent → Ambiguous 75
         “92,%” × percent → NotANumber
         “%” × percent → NotANumber",
    );
}

#[test]
fn fractions_are_two_figures() {
    table(
        "“05/10” × count → Ambiguous 5 or 10
         “164 / 165” × count → Ambiguous 164 or 165
         “8.5/10” × score → Ambiguous 8.5 or 10
         “05/10” × text → text 05/10
         “01/10/2021” × count → NotANumber",
    );
}

#[test]
fn dates_where_figures_were_typed() {
    table(
        "@2026-10-05 × count → Date 5 or 10
         @2026-01-03 × score → Date 3.1 or 1.3
         @2026-12-03 × score → Date 3.12 or 12.3
         @2026-01-03 × code → Date 3 or 1
         @1903-05-16 × count → Date 1232
         @2026-10-05 × text → text 05/10/2026",
    );
}

#[test]
fn more_digits_than_excel_keeps_or_shows() {
    table(
        "=11.6|0 × count → Ambiguous 11600 or 11.6 or 12
         =11.6666666666667|0 × count → Ambiguous 11.6666666666667 or 12
         =11.6|0 × score → MoreThanSeen 12 or 11.6
         =11.6|0.0 × score → 11.6
         =11.6|General × score → 11.6
         =12345.5|#,##0 × money → MoreThanSeen 12346 or 12345.5
         =8.00000000000001|0.00 × score → 8
         =83.1987|0 × percent → 83.1987
         “1234567890123456” × count → TooLong 1234567890123456
         =1234567890123460 × money → TooLong 1234567890123460
         “999999999999999” × count → 999999999999999
         “1.234.567.890.123.456” × money → TooLong 1234567890123456",
    );
}

#[test]
fn nil_is_neither_zero_nor_blank() {
    table(
        "“-” × count → nil
         “–” × count → nil
         “Không” × count → nil
         “KHÔNG CÓ” × money → nil
         “Không phát sinh” × percent → nil
         “0” × count → 0
         “Không” × text → text Không
         “Không có PAKN” × count → NotANumber",
    );
}

/// A remark can turn the blank beside it into nil, and leaves figures alone.
#[test]
fn a_remark_that_there_was_none_is_an_answer() {
    let with_remark = |figure: &str, remark: &str| {
        let mut workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("3.3.1", figure), ("1", "6")]);
        workbook.sheets[0].rows[8].cells[4] = CellValue::Text(remark.to_owned());
        let form = workbook.submission().forms.swap_remove(0);
        said(form.rows[8].entries.get(3).answer)
    };
    assert_eq!(with_remark(".", "Không phát sinh"), "nil");
    assert_eq!(with_remark(".", "KHÔNG CÓ"), "nil");
    assert_eq!(with_remark(".", "Không kiểm tra đợt này"), "blank");
    assert_eq!(with_remark(".", ""), "blank");
    assert_eq!(with_remark("0", "Không phát sinh"), "0");
    assert_eq!(with_remark("5", "-"), "5");
    assert_eq!(with_remark("'%", "Không phát sinh"), "NotANumber");
}

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
