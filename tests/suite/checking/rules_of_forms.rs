//! Every rule of every form: it holds on a clean form, and an invented mistake breaks it.

mod of_the_districts;
mod report_text;
mod since_2025;
mod tables;

use crate::support::builder::{CATALOGUE, Workbook, lines, workbook};
use phuluc::check::rule_check;
use std::collections::BTreeSet;

const LAND: (&str, &str) = ("Đất đai", "10 4 5 1  8 3 4 1  2 1 1");
const CIVIL: (&str, &str) = ("Hộ tịch", "20 12 8 0  19 10 9 0  1 1 0");

/// A `tthc-06a` of two consistent fields, with this total row.
fn tthc(total: &str) -> Workbook {
    workbook("Xã Ví dụ 01").tthc(&[LAND, CIVIL, ("Tổng cộng", total)])
}

fn printed(form: &str, filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").printed(form, filled)
}

/// The rule, the version of its form, a workbook that breaks it, and the only finding.
type Case = (&'static str, &'static str, Workbook, &'static str);

/// For each rule that needs one report only, a workbook that breaks it.
pub(crate) fn broken() -> Vec<(&'static str, Workbook)> {
    let with_finding = of_the_districts::cases().into_iter().chain(since_2025::cases());
    let with_finding = with_finding.map(|(rule, _, workbook, _)| (rule, workbook));
    with_finding.chain(report_text::cases()).chain(tables::cases()).collect()
}

#[test]
fn every_rule_finds_its_mistake_and_nothing_else() {
    let mut wrong = Vec::new();
    for (rule, version, workbook, expected) in
        of_the_districts::cases().into_iter().chain(since_2025::cases())
    {
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
    let mut cases: BTreeSet<(String, String)> = of_the_districts::cases()
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
