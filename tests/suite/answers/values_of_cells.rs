//! Values of cells: each becomes a figure, or a finding with every possible reading.
//!
//! There is one table for each peculiarity: the content of the cell with its number format, the field, and the
//! expected outcome.

use crate::support::builder::{lines, workbook};
use phuluc::check::{Answer, Field, answer};
use phuluc::form::{Choice, Kind};
use phuluc::grid::{Cell, CellValue, Content, NumberFormat};
use rust_decimal::Decimal;

/// A cell from a text. `=` begins a number and `@` a date; after `|` comes the number format.
pub(super) fn cell(text: &str) -> Cell {
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

pub(super) fn said(answer: &Answer) -> String {
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
fn a_cell_may_say_of_what_there_was_none() {
    table(
        "“Không có hồ sơ” × count:Hồ sơ → nil
         “Chưa phát sinh” × count:Hồ sơ → nil
         “KPS” × count:Hồ sơ → nil
         “Không có TTHC” × count:Thủ tục → nil
         “Không phát sinh vấn đề” × count:Vấn đề → nil
         “Không có số liệu” × count:Hồ sơ → NotANumber
         “Chưa có” × count:Hồ sơ → NotANumber
         “Không có hồ sơ quá hạn” × count:Hồ sơ → NotANumber",
    );
    // the words that the form itself prints for it
    let report = workbook("Xã Ví dụ 01")
        .printed("cchc-hue-04", &[("3.4.1", "'Không có PAKN"), ("3.4.2", "'Không có PAKN")]);
    let found = lines(&report.check());
    assert!(!found.iter().any(|line| line.contains("not-a-number")), "{found:?}");
}

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
