//! Cases of rules for indicator tables and score sheets: for each rule an invented mistake and its finding.

use crate::support::builder::{Workbook, lines, workbook};
use phuluc::form::Level;

fn indicators(filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").printed("cchc-thai-nguyen-01", filled)
}

/// Indicators of a district, which fills in rows of other levels.
fn district(filled: &[(&str, &str)]) -> Workbook {
    let unit = Workbook { level: Some(Level::District), ..workbook("Huyện Ví dụ") };
    unit.printed("cchc-thai-nguyen-01", filled)
}

/// A score sheet with maximum, score and deduction in each row.
fn scores(filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").table("chi-so-cchc-vo-nhai", &["toi_da", "tham_dinh_1", "diem_tru"], filled)
}

/// The six axes with maximum and score.
fn axes(filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").table("bo-chi-so-766", &["toi_da", "diem"], filled)
}

const AXES: [(&str, &str); 7] = [
    ("1", "18 15"),
    ("2", "20 20"),
    ("3", "12 7"),
    ("4", "10 5"),
    ("5", "18 17"),
    ("6", "22 13"),
    ("tong", "100 77"),
];

fn axes_but(row: &'static str, figures: &'static str) -> Workbook {
    axes(&AXES.map(|(id, usual)| (id, if id == row { figures } else { usual })))
}

/// The rules, each with a workbook that breaks it and no other.
pub(super) fn cases() -> Vec<(&'static str, Workbook)> {
    vec![
        ("cchc-thai-nguyen-01/hoan-thanh-ke-hoach", indicators(&[("1.1.1", "9"), ("1.1.2", "11")])),
        ("cchc-thai-nguyen-01/xu-ly-van-de", indicators(&[("1.2.3", "2"), ("1.2.4", "3")])),
        (
            "cchc-thai-nguyen-01/nhiem-vu-tinh-giao",
            indicators(&[("1.3.1", "5"), ("1.3.2", "4"), ("1.3.3", "2")]),
        ),
        ("cchc-thai-nguyen-01/co-phieu-thi-co-hinh-thuc", indicators(&[("1.4.1", "120")])),
        ("cchc-thai-nguyen-01/xu-ly-kien-nghi", indicators(&[("2.4", "1"), ("2.5", "2")])),
        (
            "cchc-thai-nguyen-01/kien-nghi-sau-kiem-tra",
            indicators(&[("2.2", "1"), ("2.3", "1"), ("2.4", "3"), ("2.5", "3")]),
        ),
        ("cchc-thai-nguyen-01/tong-tthc", indicators(&[("3.1.3", "130"), ("3.1.3/xa", "129")])),
        (
            "cchc-thai-nguyen-01/tich-hop-cong-dvc",
            indicators(&[("3.1.3", "114"), ("3.1.3/xa", "114"), ("3.4.1", "120")]),
        ),
        (
            "cchc-thai-nguyen-01/muc-do-3-4",
            indicators(&[("3.1.3", "114"), ("3.1.3/xa", "114"), ("3.4.2", "115")]),
        ),
        ("cchc-thai-nguyen-01/thanh-toan-truc-tuyen", indicators(&[("3.4.1", "20"), ("3.4.3", "21")])),
        ("cchc-thai-nguyen-01/muc-do-3", indicators(&[("3.4.2", "23"), ("7.8.1", "30")])),
        ("cchc-thai-nguyen-01/muc-do-4", indicators(&[("3.4.2", "23"), ("7.8.2", "25")])),
        (
            "cchc-thai-nguyen-01/dung-han-theo-bieu-06a",
            indicators(&[("3.3.3", "99")]).tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")]),
        ),
        ("cchc-thai-nguyen-01/don-vi-su-nghiep", district(&[("4.1.2", "10"), ("4.1.2/b", "12")])),
        ("cchc-thai-nguyen-01/bien-che-co-mat", indicators(&[("4.2.1", "20"), ("4.2.2", "21")])),
        ("cchc-thai-nguyen-01/nguoi-lam-viec-co-mat", district(&[("4.3.1", "20"), ("4.3.2", "21")])),
        ("cchc-thai-nguyen-01/van-ban-dien-tu", indicators(&[("7.6.2/a", "60,5"), ("7.6.2/b", "41")])),
        ("chi-so-cchc-vo-nhai/diem-bang-tong", scores(&[("5", "3 1,5"), ("5.1", "2 1"), ("5.2", "1 1")])),
        ("chi-so-cchc-vo-nhai/toi-da-bang-tong", scores(&[("5.1", "2 1"), ("5.2", "1 1"), ("5", "2 2")])),
        (
            "chi-so-cchc-vo-nhai/diem-tru-bang-tong",
            scores(&[("4.3.2", "2 1 1"), ("4.3.2.1", "1 0,5 0,5"), ("4.3.2.2", "1 0,75 0,25")]),
        ),
        (
            "chi-so-cchc-vo-nhai/diem-tru-giai-thich",
            scores(&[("7.2", "2 1 1"), ("+Không có kế hoạch", ". . 0,5"), ("+Nộp muộn", ". . 0,25")]),
        ),
        ("chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru", scores(&[("7.2", "3,5 3 1")])),
        ("chi-so-cchc-vo-nhai/diem-khong-qua-toi-da", scores(&[("7.2", "1 1,5")])),
        ("chi-so-cchc-vo-nhai/co-diem-thi-co-toi-da", scores(&[("7.2", ". 1,5")])),
        (
            "bo-chi-so-766/toi-da-theo-quyet-dinh",
            axes(&[
                ("3", "10 7"),
                ("4", "12 7"),
                ("1", "18 15"),
                ("2", "20 20"),
                ("5", "18 17"),
                ("6", "22 13"),
                ("tong", "100 79"),
            ]),
        ),
        (
            "bo-chi-so-766/du-sau-truc",
            axes(&[
                ("1", "18 15"),
                ("2", "20 20"),
                ("3", "12 7"),
                ("5", "18 17"),
                ("6", "22 13"),
                ("tong", "100 77"),
            ]),
        ),
        ("bo-chi-so-766/tong-diem", axes_but("tong", "100 78")),
        ("bo-chi-so-766/tong-toi-da", axes_but("tong", "90 77")),
        ("bo-chi-so-766/diem-khong-qua-toi-da", axes_but("4", "10 12")),
    ]
}

/// The findings without those about blank totals, since a case fills only one branch of the tree.
fn found(workbook: &Workbook) -> Vec<String> {
    lines(&workbook.check()).into_iter().filter(|line| !line.contains(" blank-total ")).collect()
}

#[test]
fn every_rule_finds_its_mistake() {
    let found: Vec<String> = cases().iter().map(|(_, workbook)| found(workbook).join("; ")).collect();
    insta::assert_snapshot!(found.join("\n"), @"
    error cchc-thai-nguyen-01/hoan-thanh-ke-hoach 1.1.2 D13 11 <= 9 2
    error cchc-thai-nguyen-01/xu-ly-van-de 1.2.4 D19 3 <= 2 1
    error cchc-thai-nguyen-01/nhiem-vu-tinh-giao 1.3.1 D21 5 >= 6 -1
    error cchc-thai-nguyen-01/co-phieu-thi-co-hinh-thuc 1.4.1 D25 120 given – –
    error cchc-thai-nguyen-01/xu-ly-kien-nghi 2.5 D33 2 <= 1 1
    warning cchc-thai-nguyen-01/kien-nghi-sau-kiem-tra 2.4 D32 3 <= 2 1
    error cchc-thai-nguyen-01/tong-tthc 3.1.3 D38 130 = 129 1
    warning cchc-thai-nguyen-01/tich-hop-cong-dvc 3.4.1 D54 120 <= 114 6
    warning cchc-thai-nguyen-01/muc-do-3-4 3.4.2 D55 115 <= 114 1
    warning cchc-thai-nguyen-01/thanh-toan-truc-tuyen 3.4.3 D56 21 <= 20 1
    warning cchc-thai-nguyen-01/muc-do-3 7.8.1 D121 30 <= 23 7
    warning cchc-thai-nguyen-01/muc-do-4 7.8.2 D122 25 <= 23 2
    warning cchc-thai-nguyen-01/dung-han-theo-bieu-06a 3.3.3 D50 99 = 96.3 2.7
    error cchc-thai-nguyen-01/don-vi-su-nghiep 4.1.2 D60 10 >= 12 -2
    warning cchc-thai-nguyen-01/bien-che-co-mat 4.2.2 D66 21 <= 20 1
    warning cchc-thai-nguyen-01/nguoi-lam-viec-co-mat 4.3.2 D72 21 <= 20 1
    warning cchc-thai-nguyen-01/van-ban-dien-tu 7.6.2/a D114 101.5 <= 100 1.5
    error chi-so-cchc-vo-nhai/diem-bang-tong 5 D78 1.5 = – –
    error chi-so-cchc-vo-nhai/toi-da-bang-tong 5 C78 2 = – –
    error chi-so-cchc-vo-nhai/diem-bang-tong 4.3.2 D70 1 = 1.25 -0.25; error chi-so-cchc-vo-nhai/diem-tru-bang-tong 4.3.2 E70 1 = 0.75 0.25
    error chi-so-cchc-vo-nhai/diem-tru-giai-thich 7.2 E92 1 = 0.75 0.25
    error chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru 7.2 C92 3.5 = 4 -0.5
    error chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru 7.2 C92 1 = – –; error chi-so-cchc-vo-nhai/diem-khong-qua-toi-da 7.2 D92 1.5 <= 1 0.5
    error chi-so-cchc-vo-nhai/co-diem-thi-co-toi-da 7.2 D92 1.5 given – –
    error bo-chi-so-766/toi-da-theo-quyet-dinh 1 C9 10 = 12 -2
    warning bo-chi-so-766/du-sau-truc 1 C9 90 = 100 -10
    error bo-chi-so-766/tong-diem tong D15 78 = 77 1
    warning bo-chi-so-766/tong-toi-da tong C15 90 = 100 -10
    error bo-chi-so-766/diem-khong-qua-toi-da 4 D12 12 <= 10 2; error bo-chi-so-766/tong-diem tong D15 77 = 84 -7
    ");
    for ((rule, _), found) in cases().iter().zip(&found) {
        assert!(found.contains(rule), "{rule}: {found}");
    }
}

#[test]
fn clean_tables_hold() {
    let clean = [
        axes(&AXES),
        scores(&[("7.4", "2 1,5 0,5"), ("7.4.1", "1 1"), ("7.4.2", "1 0,5 0,5"), ("+Chưa đủ", ". . 0,5")]),
        indicators(&[("3.1.3", "114"), ("3.1.3/xa", "114"), ("7.6.2/a", "60,4"), ("7.6.2/b", "39,6")]),
    ];
    for workbook in clean {
        assert!(found(&workbook).is_empty(), "{:?}", found(&workbook));
        assert!(workbook.check().rules_that_hold > 0);
    }
}

/// Of score, deduction and maximum, two figures give the third, and one bounds the others.
#[test]
fn two_of_three_figures_give_the_third_before_sums_are_judged() {
    // 5.2 has only its score and deduction, so its maximum is 1
    let holds = scores(&[("5", "3 2 1"), ("5.1", "2 1,5"), ("5.2", ". 0,5 0,5")]);
    assert_eq!(found(&holds), ["error chi-so-cchc-vo-nhai/co-diem-thi-co-toi-da 5.2 D80 0.5 given – –"]);
    // 5.2 lost half a point of an unknown maximum, so 5 cannot be worth less than 2,5
    let bounded = scores(&[("5", "2"), ("5.1", "2"), ("5.2", ". . 0,5")]);
    assert_eq!(found(&bounded), ["error chi-so-cchc-vo-nhai/toi-da-bang-tong 5 C78 2 = – –"]);
    // a deduction that is not printed is not judged, as the lines below explain it
    let silent = scores(&[("5", "3 2"), ("5.1", "2 1,5"), ("5.2", "1 0,5")]);
    assert!(found(&silent).is_empty());
}

#[test]
fn what_stands_for_the_score_is_the_last_appraisal() {
    let columns = ["toi_da", "tham_dinh_1", "tham_dinh_2", "diem_tru"];
    let sheet = |figures| {
        let workbook = workbook("Xã Ví dụ 01").table("chi-so-cchc-vo-nhai", &columns, &[("7.2", figures)]);
        found(&workbook)
    };
    assert!(sheet("2 1 1,5 0,5").is_empty());
    assert_eq!(
        sheet("2 1 1,5 1"),
        ["error chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru 7.2 C92 2 = 2.5 -0.5"]
    );
}
