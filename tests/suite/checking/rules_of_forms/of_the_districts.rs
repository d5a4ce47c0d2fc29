//! Cases of rules for the forms in use until the districts were abolished: for each rule an invented mistake and its
//! finding.

use super::{Case, printed, tthc};
use crate::support::builder::{CATALOGUE, Workbook, workbook};
use phuluc::form::Form;

fn tthc_2017(lines: &[(&str, &str)]) -> Workbook {
    let form: &'static Form = CATALOGUE.versions(&"tthc-06a".into()).next().expect("the older version");
    workbook("Xã Ví dụ 01").period("2018-12-15", "2019-12-14").open(form, lines)
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a rule")]
pub(super) fn cases() -> Vec<Case> {
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
