//! Every rule of every form: it holds on a clean form, and an invented mistake breaks it.

mod report_text;
mod since_2025;
mod tables;

use crate::support::builder::{CATALOGUE, Workbook, lines, workbook};
use phuluc::check::rule_check;
use phuluc::form::Form;
use std::collections::BTreeSet;

const LAND: (&str, &str) = ("Đất đai", "10 4 5 1  8 3 4 1  2 1 1");
const CIVIL: (&str, &str) = ("Hộ tịch", "20 12 8 0  19 10 9 0  1 1 0");

/// A `tthc-06a` of two consistent fields, with this total row.
fn tthc(total: &str) -> Workbook {
    workbook("Xã Ví dụ 01").tthc(&[LAND, CIVIL, ("Tổng cộng", total)])
}

fn tthc_2017(lines: &[(&str, &str)]) -> Workbook {
    let form: &'static Form = CATALOGUE.versions(&"tthc-06a".into()).next().expect("the older version");
    workbook("Xã Ví dụ 01").period("2018-12-15", "2019-12-14").open(form, lines)
}

fn printed(form: &str, filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").printed(form, filled)
}

/// The rule, the version of its form, a workbook that breaks it, and the only finding.
type Case = (&'static str, &'static str, Workbook, &'static str);

#[expect(clippy::too_many_lines, reason = "a table, one entry a rule")]
fn cases() -> Vec<Case> {
    let hue = |rule: &'static str, filled: &[(&str, &str)], line: &'static str| -> Case {
        let form = rule.split('/').next().expect("a form's rule");
        (rule, "2022", printed(form, filled), line)
    };
    let with_tthc = |filled: &[(&str, &str)]| {
        printed("cchc-hue-04", filled).tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")])
    };
    vec![
        (
            "tthc-06a/tiep-nhan",
            "2020",
            workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "31 16 13 1  28 14 13 1  3 2 1")]),
            "error tthc-06a/tiep-nhan tong C12 31 = 30 1",
        ),
        (
            "tthc-06a/giai-quyet",
            "2020",
            workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 . 27 1  3 2 1")]),
            "error tthc-06a/giai-quyet tong G12 27 = 28 -1",
        ),
        (
            "tthc-06a/dang-giai-quyet",
            "2020",
            workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 0")]),
            "error tthc-06a/dang-giai-quyet tong K12 3 = 2 1",
        ),
        (
            "tthc-06a/can-doi",
            "2020",
            workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1  0 1 0")]),
            "error tthc-06a/can-doi tong C12 30 = 31 -1",
        ),
        (
            "tthc-06a/tong-linh-vuc",
            "2020",
            tthc("31 17 13 1  28 14 13 1  3 2 1"),
            "error tthc-06a/tong-linh-vuc tong C14 31 = 30 1; error tthc-06a/tong-linh-vuc tong D14 17 = 16 1; \
             error tthc-06a/tong-linh-vuc tong G14 28 = 27 1; error tthc-06a/tong-linh-vuc tong H14 14 = 13 1",
        ),
        (
            "tthc-06a/tiep-nhan",
            "2017",
            tthc_2017(&[("Tổng cộng", "30 16 1 12  27 26 1  3 2 1")]),
            "error tthc-06a/tiep-nhan tong C12 30 = 29 1",
        ),
        (
            "tthc-06a/giai-quyet",
            "2017",
            tthc_2017(&[("Tổng cộng", "30 16 1 13  27 26 2  3 2 1")]),
            "error tthc-06a/giai-quyet tong G12 27 = 28 -1",
        ),
        (
            "tthc-06a/dang-giai-quyet",
            "2017",
            tthc_2017(&[("Tổng cộng", "30 16 1 13  27 26 1  3 3 1")]),
            "error tthc-06a/dang-giai-quyet tong J12 3 = 4 -1",
        ),
        (
            "tthc-06a/can-doi",
            "2017",
            tthc_2017(&[("Tổng cộng", "30 16 1 13  26 25 1  3 2 1")]),
            "error tthc-06a/can-doi tong C12 30 = 29 1",
        ),
        (
            "tthc-06a/tong-linh-vuc",
            "2017",
            tthc_2017(&[
                ("Hộ tịch", "29 16 0 13  27 26 1  2 2 0"),
                ("Tổng cộng", "29 16 0 13  27 26 1  2 1 1"),
            ]),
            "error tthc-06a/tong-linh-vuc tong K13 1 = 2 -1; error tthc-06a/tong-linh-vuc tong L13 1 = 0 1",
        ),
        hue(
            "cchc-hue-02/ty-le-hoan-thanh-ke-hoach",
            &[("2", "60"), ("2.1", "20"), ("2.2", "15")],
            "error cchc-hue-02/ty-le-hoan-thanh-ke-hoach 2 D11 60 = 75 -15",
        ),
        hue(
            "cchc-hue-02/hoan-thanh-khong-qua-de-ra",
            &[("2", "125"), ("2.1", "12"), ("2.2", "15")],
            "error cchc-hue-02/hoan-thanh-khong-qua-de-ra 2.2 D13 15 <= 12 3",
        ),
        hue(
            "cchc-hue-02/ty-le-xu-ly-van-de",
            &[("3.3", "100"), ("3.3.1", "4"), ("3.3.2", "3")],
            "error cchc-hue-02/ty-le-xu-ly-van-de 3.3 D17 100 = 75 25",
        ),
        hue(
            "cchc-hue-02/xu-ly-khong-qua-phat-hien",
            &[("3.3", "200"), ("3.3.1", "2"), ("3.3.2", "4")],
            "error cchc-hue-02/xu-ly-khong-qua-phat-hien 3.3.2 D19 4 <= 2 2",
        ),
        hue(
            "cchc-hue-02/nhiem-vu-huyen-giao",
            &[("5.1", "20"), ("5.2", "18"), ("5.3", "3"), ("5.4", "0")],
            "error cchc-hue-02/nhiem-vu-huyen-giao 5.1 D24 20 >= 21 -1",
        ),
        hue(
            "cchc-hue-02/nhiem-vu-chinh-phu-giao",
            &[("6.1", "1"), ("6.2", "1"), ("6.3", "0"), ("6.4", "1")],
            "error cchc-hue-02/nhiem-vu-chinh-phu-giao 6.1 D29 1 >= 2 -1",
        ),
        hue(
            "cchc-hue-02/co-khao-sat-thi-co-phieu",
            &[("7", "1"), ("7.1", "120")],
            "error cchc-hue-02/co-khao-sat-thi-co-phieu 7 D33 1 given – –",
        ),
        hue(
            "cchc-hue-02/khong-khao-sat-thi-khong-phieu",
            &[("7", "0"), ("7.1", "120")],
            "error cchc-hue-02/khong-khao-sat-thi-khong-phieu 7 D33 0 = – –",
        ),
        hue(
            "cchc-hue-03/tong-van-ban",
            &[("1", "3"), ("1.3", "2")],
            "error cchc-hue-03/tong-van-ban 1 D10 3 = 2 1",
        ),
        hue(
            "cchc-hue-03/ty-le-xu-ly-sau-kiem-tra",
            &[("2.1", "9"), ("2.2", "33,34"), ("2.2.1", "3"), ("2.2.2", "1")],
            "error cchc-hue-03/ty-le-xu-ly-sau-kiem-tra 2.2 D16 33.34 = 33.33 0.01",
        ),
        hue(
            "cchc-hue-03/xu-ly-sau-kiem-tra",
            &[("2.1", "9"), ("2.2.1", "3"), ("2.2.2", "4"), ("2.2", "133,33")],
            "error cchc-hue-03/xu-ly-sau-kiem-tra 2.2.2 D18 4 <= 3 1",
        ),
        hue(
            "cchc-hue-03/can-xu-ly-sau-kiem-tra",
            &[("2.1", "2"), ("2.2.1", "3"), ("2.2.2", "3"), ("2.2", "100")],
            "warning cchc-hue-03/can-xu-ly-sau-kiem-tra 2.2.1 D17 3 <= 2 1",
        ),
        hue(
            "cchc-hue-03/ty-le-xu-ly-sau-ra-soat",
            &[("3.1", "9"), ("3.2", "50"), ("3.2.1", "3"), ("3.2.2", "1")],
            "error cchc-hue-03/ty-le-xu-ly-sau-ra-soat 3.2 D21 50 = 33.33 16.67",
        ),
        hue(
            "cchc-hue-03/xu-ly-sau-ra-soat",
            &[("3.1", "9"), ("3.2.1", "1"), ("3.2.2", "2"), ("3.2", "200")],
            "error cchc-hue-03/xu-ly-sau-ra-soat 3.2.2 D23 2 <= 1 1",
        ),
        hue(
            "cchc-hue-03/can-xu-ly-sau-ra-soat",
            &[("3.1", "1"), ("3.2.1", "2"), ("3.2.2", "2"), ("3.2", "100")],
            "warning cchc-hue-03/can-xu-ly-sau-ra-soat 3.2.1 D22 2 <= 1 1",
        ),
        hue(
            "cchc-hue-04/tong-tthc",
            &[("1.4", "130"), ("1.4.3", "129")],
            "error cchc-hue-04/tong-tthc 1.4 D14 130 = 129 1",
        ),
        hue(
            "cchc-hue-04/ty-le-dung-han-xa",
            &[("3.3", "99"), ("3.3.1", "63"), ("3.3.2", "63")],
            "error cchc-hue-04/ty-le-dung-han-xa 3.3 D29 99 = 100 -1",
        ),
        hue(
            "cchc-hue-04/dung-han-xa",
            &[("3.3", "103,17"), ("3.3.1", "63"), ("3.3.2", "65")],
            "error cchc-hue-04/dung-han-xa 3.3.2 D31 65 <= 63 2",
        ),
        hue(
            "cchc-hue-04/ty-le-giai-quyet-pakn",
            &[("3.4", "50"), ("3.4.1", "3"), ("3.4.2", "3")],
            "error cchc-hue-04/ty-le-giai-quyet-pakn 3.4 D32 50 = 100 -50",
        ),
        hue(
            "cchc-hue-04/giai-quyet-pakn",
            &[("3.4", "150"), ("3.4.1", "2"), ("3.4.2", "3")],
            "error cchc-hue-04/giai-quyet-pakn 3.4.2 D34 3 <= 2 1",
        ),
        (
            "cchc-hue-04/giai-quyet-xong-theo-bieu-06a",
            "2022",
            with_tthc(&[("3.3", "100"), ("3.3.1", "26"), ("3.3.2", "26")]),
            "warning cchc-hue-04/giai-quyet-xong-theo-bieu-06a 3.3.1 D30 26 = 27 -1",
        ),
        (
            "cchc-hue-04/dung-han-theo-bieu-06a",
            "2022",
            with_tthc(&[("3.3", "92,59"), ("3.3.1", "27"), ("3.3.2", "25")]),
            "warning cchc-hue-04/dung-han-theo-bieu-06a 3.3.2 D31 25 = 26 -1",
        ),
        // districts and provinces fill in the rows of other levels
        (
            "cchc-hue-04/ty-le-dung-han-huyen",
            "2022",
            district(&[("3.2", "90"), ("3.2.1", "10"), ("3.2.2", "10")]),
            "error cchc-hue-04/ty-le-dung-han-huyen 3.2 D26 90 = 100 -10",
        ),
        (
            "cchc-hue-04/dung-han-huyen",
            "2022",
            district(&[("3.2", "110"), ("3.2.1", "10"), ("3.2.2", "11")]),
            "error cchc-hue-04/dung-han-huyen 3.2.2 D28 11 <= 10 1",
        ),
        (
            "cchc-hue-04/ty-le-dung-han-so-nganh",
            "2022",
            province(&[("3.1", "90"), ("3.1.1", "10"), ("3.1.2", "10")]),
            "error cchc-hue-04/ty-le-dung-han-so-nganh 3.1 D23 90 = 100 -10",
        ),
        (
            "cchc-hue-04/dung-han-so-nganh",
            "2022",
            province(&[("3.1", "110"), ("3.1.1", "10"), ("3.1.2", "11")]),
            "error cchc-hue-04/dung-han-so-nganh 3.1.2 D25 11 <= 10 1",
        ),
    ]
}

fn district(filled: &[(&str, &str)]) -> Workbook {
    Workbook { level: Some(phuluc::form::Level::District), ..workbook("Huyện Ví dụ") }
        .printed("cchc-hue-04", filled)
}

fn province(filled: &[(&str, &str)]) -> Workbook {
    Workbook { level: Some(phuluc::form::Level::Province), ..workbook("Tỉnh Ví dụ") }
        .printed("cchc-hue-04", filled)
}

/// For each rule that needs one report only, a workbook that breaks it.
pub(crate) fn broken() -> Vec<(&'static str, Workbook)> {
    let with_finding = cases().into_iter().chain(since_2025::cases());
    let with_finding = with_finding.map(|(rule, _, workbook, _)| (rule, workbook));
    with_finding.chain(report_text::cases()).chain(tables::cases()).collect()
}

#[test]
fn every_rule_finds_its_mistake_and_nothing_else() {
    let mut wrong = Vec::new();
    for (rule, version, workbook, expected) in cases().into_iter().chain(since_2025::cases()) {
        // a part above its base also gives a percentage above 100
        let mut found = lines(&workbook.check());
        found.retain(|line| !line.starts_with("warning percent-above-100"));
        let found = found.join("; ");
        if found != expected {
            wrong.push(format!("{rule} of {version}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rule `chuyen-ky` is the only one that needs two workbooks.
#[test]
fn what_was_in_process_is_carried_over() {
    let line = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");
    let before = workbook("UBND xã Ví dụ 01").period("2023-09-15", "2023-12-14").tthc(&[line]);
    let now = workbook("Xã Ví dụ 01").tthc(&[line]);
    let checked = rule_check::check(&now.submission(), Some(&before.submission()));
    assert_eq!(lines(&checked), ["warning tthc-06a/chuyen-ky tong F12 1 = 3 -2"]);
    let alone = now.check();
    assert!(alone.skipped.contains(&("tthc-06a/chuyen-ky".to_owned(), rule_check::Skipped::NoPrevious)));
}

#[test]
fn every_rule_of_every_form_has_a_case() {
    let mut cases: BTreeSet<(String, String)> = cases()
        .into_iter()
        .chain(since_2025::cases())
        .map(|(rule, version, ..)| (rule.to_owned(), version.to_owned()))
        .collect();
    for (rule, _) in report_text::cases().into_iter().chain(tables::cases()) {
        let form = rule.split('/').next().expect("a form's rule");
        cases.insert((rule.to_owned(), crate::support::builder::form(form).version.clone()));
    }
    for version in ["2017", "2020"] {
        cases.insert(("tthc-06a/chuyen-ky".to_owned(), version.to_owned()));
    }
    let rules = CATALOGUE
        .forms()
        .flat_map(|form| form.rules.iter().map(|rule| (rule.id.to_string(), form.version.clone())));
    assert_eq!(rules.collect::<BTreeSet<_>>(), cases);
}

#[test]
fn clean_forms_hold() {
    let clean = [
        tthc("30 16 13 1  27 13 13 1  3 2 1"),
        printed(
            "cchc-hue-02",
            &[
                ("2", "66,67"),
                ("2.1", "3"),
                ("2.2", "2"),
                ("7", "0"),
                ("5.1", "3"),
                ("5.2", "1"),
                ("5.3", "0"),
                ("5.4", "0"),
            ],
        ),
        printed("cchc-hue-03", &[("1", "2"), ("1.3", "2")]),
        printed(
            "cchc-hue-04",
            &[("1.4", "129"), ("1.4.3", "129"), ("3.3", "98,4"), ("3.3.1", "125"), ("3.3.2", "123")],
        ),
    ];
    for workbook in clean {
        let checked = workbook.check();
        assert!(checked.findings.is_empty(), "{:?}", lines(&checked));
        assert!(checked.rules_that_hold > 0);
    }
}

#[test]
fn percentages_are_judged_by_their_printed_decimals() {
    let with = |rate: &str| {
        let workbook = printed("cchc-hue-02", &[("2", rate), ("2.1", "1232"), ("2.2", "1025")]);
        lines(&workbook.check()).join("; ")
    };
    // 1025/1232 = 83.198…%
    for right in ["83", "83,2", "83,20", "83,198", "83.198"] {
        assert_eq!(
            with(&format!("'{right}")).replace("error ambiguous-number 2 D11", "ambiguous"),
            match right {
                "83,198" | "83.198" => format!("ambiguous {right} number – –"),
                _ => String::new(),
            }
        );
    }
    assert_eq!(with("83.19"), "note percent-truncated 2 D11 83.19 = 83.2 -0.01");
    assert_eq!(with("83.1"), "note percent-truncated 2 D11 83.1 = 83.2 -0.1");
    assert_eq!(with("83.21"), "error cchc-hue-02/ty-le-hoan-thanh-ke-hoach 2 D11 83.21 = 83.2 0.01");
}

#[test]
fn a_percentage_with_its_point_in_the_wrong_place_is_recognised() {
    for rate in ["0.8333", "8333"] {
        let workbook = printed("cchc-hue-02", &[("2", rate), ("2.1", "12"), ("2.2", "10")]);
        let suggestion = &workbook.check().findings[0].suggestions[0];
        assert_eq!(suggestion.to.to_string(), "83.33", "{rate}");
    }
}

#[test]
fn no_suggestion_makes_a_broken_relation_worse() {
    // từ kỳ trước should be 5, not 6; trực tiếp of the total has a mistake of its own
    let workbook = workbook("Xã Ví dụ 01").tthc(&[
        ("Đất đai", "10 4 1 6  8 3 4 1  2 1 1"),
        ("Hộ tịch", "20 12 8 0  19 10 9 0  1 1 0"),
        ("Tổng cộng", "30 16 9 7  27 13 13 1  3 2 1"),
    ]);
    for finding in workbook.check().findings {
        for suggestion in finding.suggestions {
            assert_ne!(
                (suggestion.place.on_sheet.at.unwrap().to_string().as_str(), suggestion.to),
                ("F12", 7.into())
            );
        }
    }
}

#[test]
fn a_percentage_that_a_formula_left_with_all_its_digits_holds() {
    for (part, base) in [(1, 6), (2, 13), (4, 11), (1025, 1232), (2, 3)] {
        let rate = f64::from(part) / f64::from(base) * 100.0;
        let (rate, part, base) = (rate.to_string(), part.to_string(), base.to_string());
        let workbook = printed("cchc-hue-02", &[("2", &rate), ("2.1", &base), ("2.2", &part)]);
        assert!(lines(&workbook.check()).is_empty(), "{part}/{base}: {:?}", lines(&workbook.check()));
    }
}

#[test]
fn thousands_of_open_rows_cost_neither_the_stack_nor_the_day() {
    let line = "1 1 0 0 1 1 0 0 0 0 0";
    let names: Vec<String> = (0..5000).map(|number| format!("Lĩnh vực {number}")).collect();
    let mut rows: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), line)).collect();
    rows.push(("Tổng cộng", "5001 5000 0 0 5000 5000 0 0 0 0 0"));
    let found = lines(&workbook("Xã Ví dụ 01").tthc(&rows).check());
    assert!(found.iter().any(|line| line.contains("tong-linh-vuc tong C5012 5001 = 5000 1")), "{found:?}");
}

#[test]
fn a_share_of_nothing_is_neither_0_nor_100() {
    let with = |rate: &str| {
        let workbook = printed("cchc-hue-02", &[("3.3", rate), ("3.3.1", "0"), ("3.3.2", "0")]);
        lines(&workbook.check()).join("; ")
    };
    assert_eq!(with("0"), "note zero-of-none 3.3 D17 0 = – –");
    assert_eq!(with("100"), "note zero-of-none 3.3 D17 100 = – –");
    assert_eq!(with("50"), "warning cchc-hue-02/ty-le-xu-ly-van-de 3.3 D17 50 = – –");
    assert_eq!(with("không phát sinh"), "");
    assert_eq!(with("."), "");
}

#[test]
fn a_cell_that_mends_two_relations_is_suggested_first() {
    // 15 instead of 5 for trực tiếp of Đất đai breaks both its row and its column
    let workbook = workbook("Xã Ví dụ 01").tthc(&[
        ("Đất đai", "10 4 15 1  8 3 4 1  2 1 1"),
        CIVIL,
        ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1"),
    ]);
    let checked = workbook.check();
    for finding in &checked.findings {
        let first = &finding.suggestions[0];
        assert_eq!(
            (first.place.on_sheet.at.unwrap().to_string(), first.to.to_string(), first.mends),
            ("E12".into(), "5".into(), 2)
        );
    }
    assert_eq!(checked.findings.len(), 2);
}
