//! Cases of rules for the seven forms in use since July 2025: for each rule an invented mistake and its finding.

use super::Case;
use crate::support::builder::{Workbook, workbook};
use phuluc::form::Level;

#[expect(clippy::too_many_lines, reason = "a table, one entry a rule")]
/// The cases: the rule, the unit that sends, its figures, and the finding.
pub(super) fn cases() -> Vec<Case> {
    let case = |rule: &'static str, unit: Workbook, filled: &[(&str, &str)], line: &'static str| -> Case {
        let form = rule.split('/').next().expect("a form's rule");
        (rule, "2025", unit.printed(form, filled), line)
    };
    vec![
        case(
            "cchc-2025-01/ty-le-hoan-thanh-ke-hoach",
            commune(),
            &[("2", "60"), ("2.1", "20"), ("2.2", "15")],
            "error cchc-2025-01/ty-le-hoan-thanh-ke-hoach 2 D11 60 = 75 -15",
        ),
        case(
            "cchc-2025-01/hoan-thanh-khong-qua-de-ra",
            commune(),
            &[("2", "125"), ("2.1", "12"), ("2.2", "15")],
            "error cchc-2025-01/hoan-thanh-khong-qua-de-ra 2.2 D13 15 <= 12 3",
        ),
        case(
            "cchc-2025-01/ty-le-xu-ly-van-de",
            commune(),
            &[("3.3", "100"), ("3.3.1", "4"), ("3.3.2", "3")],
            "error cchc-2025-01/ty-le-xu-ly-van-de 3.3 D17 100 = 75 25",
        ),
        case(
            "cchc-2025-01/xu-ly-khong-qua-phat-hien",
            commune(),
            &[("3.3", "200"), ("3.3.1", "2"), ("3.3.2", "4")],
            "error cchc-2025-01/xu-ly-khong-qua-phat-hien 3.3.2 D19 4 <= 2 2",
        ),
        case(
            "cchc-2025-01/nhiem-vu-duoc-giao",
            commune(),
            &[("4.1", "20"), ("4.1.1", "18"), ("4.1.2", "3"), ("4.1.3", "0")],
            "error cchc-2025-01/nhiem-vu-duoc-giao 4.1 D21 20 >= 21 -1",
        ),
        case(
            "cchc-2025-01/co-khao-sat-thi-co-phieu",
            commune(),
            &[("5", "1"), ("5.1", "120")],
            "error cchc-2025-01/co-khao-sat-thi-co-phieu 5 D25 1 given – –",
        ),
        case(
            "cchc-2025-01/khong-khao-sat-thi-khong-phieu",
            commune(),
            &[("5", "0"), ("5.1", "120")],
            "error cchc-2025-01/khong-khao-sat-thi-khong-phieu 5 D25 0 = – –",
        ),
        case(
            "cchc-2025-02/tong-van-ban",
            province(),
            &[("1", "9"), ("1.1", "5"), ("1.2", "3")],
            "error cchc-2025-02/tong-van-ban 1 D10 9 = 8 1",
        ),
        case(
            "cchc-2025-02/ty-le-xu-ly-sau-kiem-tra",
            province(),
            &[("2.1", "9"), ("2.2", "60"), ("2.2.1", "4"), ("2.2.2", "2")],
            "error cchc-2025-02/ty-le-xu-ly-sau-kiem-tra 2.2 D15 60 = 50 10",
        ),
        case(
            "cchc-2025-02/xu-ly-sau-kiem-tra",
            province(),
            &[("2.1", "9"), ("2.2", "150"), ("2.2.1", "4"), ("2.2.2", "6")],
            "error cchc-2025-02/xu-ly-sau-kiem-tra 2.2.2 D17 6 <= 4 2",
        ),
        case(
            "cchc-2025-02/can-xu-ly-sau-kiem-tra",
            province(),
            &[("2.1", "3"), ("2.2", "50"), ("2.2.1", "4"), ("2.2.2", "2")],
            "warning cchc-2025-02/can-xu-ly-sau-kiem-tra 2.2.1 D16 4 <= 3 1",
        ),
        case(
            "cchc-2025-02/ty-le-xu-ly-sau-ra-soat",
            province(),
            &[("3.1", "9"), ("3.2", "60"), ("3.2.1", "4"), ("3.2.2", "2")],
            "error cchc-2025-02/ty-le-xu-ly-sau-ra-soat 3.2 D20 60 = 50 10",
        ),
        case(
            "cchc-2025-02/xu-ly-sau-ra-soat",
            province(),
            &[("3.1", "9"), ("3.2", "150"), ("3.2.1", "4"), ("3.2.2", "6")],
            "error cchc-2025-02/xu-ly-sau-ra-soat 3.2.2 D22 6 <= 4 2",
        ),
        case(
            "cchc-2025-02/can-xu-ly-sau-ra-soat",
            province(),
            &[("3.1", "3"), ("3.2", "50"), ("3.2.1", "4"), ("3.2.2", "2")],
            "warning cchc-2025-02/can-xu-ly-sau-ra-soat 3.2.1 D21 4 <= 3 1",
        ),
        case(
            "cchc-2025-03/tong-tthc",
            province(),
            &[("1.4", "2730"), ("1.4.1", "1865"), ("1.4.2", "445"), ("1.4.3", "420")],
            "warning cchc-2025-03/tong-tthc 1.4 D14 2730 = 2310 420",
        ),
        case(
            "cchc-2025-03/ty-le-dung-han-so-nganh",
            province(),
            &[("3.1", "90"), ("3.1.1", "10"), ("3.1.2", "10")],
            "error cchc-2025-03/ty-le-dung-han-so-nganh 3.1 D22 90 = 100 -10",
        ),
        case(
            "cchc-2025-03/dung-han-so-nganh",
            province(),
            &[("3.1", "110"), ("3.1.1", "10"), ("3.1.2", "11")],
            "error cchc-2025-03/dung-han-so-nganh 3.1.2 D24 11 <= 10 1",
        ),
        case(
            "cchc-2025-03/ty-le-dung-han-xa",
            commune(),
            &[("3.2", "90"), ("3.2.1", "10"), ("3.2.2", "10")],
            "error cchc-2025-03/ty-le-dung-han-xa 3.2 D25 90 = 100 -10",
        ),
        case(
            "cchc-2025-03/dung-han-xa",
            commune(),
            &[("3.2", "110"), ("3.2.1", "10"), ("3.2.2", "11")],
            "error cchc-2025-03/dung-han-xa 3.2.2 D27 11 <= 10 1",
        ),
        case(
            "cchc-2025-03/giai-quyet-xong-theo-bieu-06a",
            with_dossiers(),
            &[("3.2", "92,86"), ("3.2.1", "28"), ("3.2.2", "26")],
            "warning cchc-2025-03/giai-quyet-xong-theo-bieu-06a 3.2.1 D26 28 = 27 1",
        ),
        case(
            "cchc-2025-03/dung-han-theo-bieu-06a",
            with_dossiers(),
            &[("3.2", "92,59"), ("3.2.1", "27"), ("3.2.2", "25")],
            "warning cchc-2025-03/dung-han-theo-bieu-06a 3.2.2 D27 25 = 26 -1",
        ),
        case(
            "cchc-2025-03/ty-le-giai-quyet-pakn",
            commune(),
            &[("3.3", "90"), ("3.3.1", "10"), ("3.3.2", "10")],
            "error cchc-2025-03/ty-le-giai-quyet-pakn 3.3 D28 90 = 100 -10",
        ),
        case(
            "cchc-2025-03/giai-quyet-pakn",
            commune(),
            &[("3.3", "110"), ("3.3.1", "10"), ("3.3.2", "11")],
            "error cchc-2025-03/giai-quyet-pakn 3.3.2 D30 11 <= 10 1",
        ),
        case(
            "cchc-2025-04/don-vi-su-nghiep",
            province(),
            &[("1.5", "700"), ("1.5.1", "10"), ("1.5.2", "120"), ("1.5.3", "600")],
            "error cchc-2025-04/don-vi-su-nghiep 1.5 D15 700 = 730 -30",
        ),
        case(
            "cchc-2025-04/bien-che-co-mat",
            commune(),
            &[("2.1", "20"), ("2.2", "21")],
            "warning cchc-2025-04/bien-che-co-mat 2.2 D21 21 <= 20 1",
        ),
        case(
            "cchc-2025-04/nguoi-lam-viec-co-mat",
            commune(),
            &[("3.1", "40"), ("3.2", "41")],
            "warning cchc-2025-04/nguoi-lam-viec-co-mat 3.2 D26 41 <= 40 1",
        ),
        case(
            "cchc-2025-05/tong-bi-ky-luat",
            commune(),
            &[("4", "3"), ("4.2", "1"), ("4.3", "0"), ("4.4", "1")],
            "error cchc-2025-05/tong-bi-ky-luat 4 D18 3 = 2 1",
        ),
        case(
            "cchc-2025-06/ty-le-giai-ngan",
            province(),
            &[("1", "2,9"), ("1.1", "13203300"), ("1.2", "248415")],
            "error cchc-2025-06/ty-le-giai-ngan 1 D10 2.9 = 1.88 1.02",
        ),
        case(
            "cchc-2025-06/thuc-hien-khong-qua-ke-hoach",
            commune(),
            &[("1", "125"), ("1.1", "2000"), ("1.2", "2500")],
            "warning cchc-2025-06/thuc-hien-khong-qua-ke-hoach 1.2 D12 2500 <= 2000 500",
        ),
        case(
            "cchc-2025-06/don-vi-su-nghiep",
            commune(),
            &[("2.1", "9"), ("2.2", "1"), ("2.3", "1"), ("2.4", "3"), ("2.5", "3")],
            "error cchc-2025-06/don-vi-su-nghiep 2.1 D14 9 = 8 1",
        ),
        case(
            "cchc-2025-06/tu-bao-dam-mot-phan",
            commune(),
            &[
                ("2.1", "13"),
                ("2.2", "1"),
                ("2.3", "1"),
                ("2.4", "9"),
                ("2.5", "2"),
                ("2.4.1", "1"),
                ("2.4.2", "2"),
                ("2.4.3", "3"),
            ],
            "error cchc-2025-06/tu-bao-dam-mot-phan 2.4 D17 9 = 6 3",
        ),
        case(
            "cchc-2025-07/ty-le-toan-trinh",
            commune(),
            &[("4.1", "60"), ("4.1.1", "20"), ("4.1.2", "10")],
            "error cchc-2025-07/ty-le-toan-trinh 4.1 D20 60 = 50 10",
        ),
        case(
            "cchc-2025-07/dich-vu-toan-trinh",
            commune(),
            &[("4.1", "110"), ("4.1.1", "10"), ("4.1.2", "11")],
            "error cchc-2025-07/dich-vu-toan-trinh 4.1.2 D22 11 <= 10 1",
        ),
        case(
            "cchc-2025-07/ty-le-phat-sinh-truc-tuyen",
            commune(),
            &[("4.2", "60"), ("4.2.1", "20"), ("4.2.2", "10")],
            "error cchc-2025-07/ty-le-phat-sinh-truc-tuyen 4.2 D23 60 = 50 10",
        ),
        case(
            "cchc-2025-07/dich-vu-phat-sinh-truc-tuyen",
            commune(),
            &[("4.2", "110"), ("4.2.1", "10"), ("4.2.2", "11")],
            "error cchc-2025-07/dich-vu-phat-sinh-truc-tuyen 4.2.2 D25 11 <= 10 1",
        ),
        case(
            "cchc-2025-07/ty-le-ho-so-toan-trinh",
            commune(),
            &[("4.3", "60"), ("4.3.1", "20"), ("4.3.2", "10")],
            "error cchc-2025-07/ty-le-ho-so-toan-trinh 4.3 D26 60 = 50 10",
        ),
        case(
            "cchc-2025-07/ho-so-truc-tuyen-toan-trinh",
            commune(),
            &[("4.3", "110"), ("4.3.1", "10"), ("4.3.2", "11")],
            "error cchc-2025-07/ho-so-truc-tuyen-toan-trinh 4.3.2 D28 11 <= 10 1",
        ),
        case(
            "cchc-2025-07/ty-le-ho-so-mot-phan",
            commune(),
            &[("4.4", "60"), ("4.4.1", "20"), ("4.4.2", "10")],
            "error cchc-2025-07/ty-le-ho-so-mot-phan 4.4 D29 60 = 50 10",
        ),
        case(
            "cchc-2025-07/ho-so-truc-tuyen-mot-phan",
            commune(),
            &[("4.4", "110"), ("4.4.1", "10"), ("4.4.2", "11")],
            "error cchc-2025-07/ho-so-truc-tuyen-mot-phan 4.4.2 D31 11 <= 10 1",
        ),
        case(
            "cchc-2025-07/ty-le-thanh-toan-truc-tuyen",
            commune(),
            &[("4.5", "60"), ("4.5.1", "20"), ("4.5.2", "10")],
            "error cchc-2025-07/ty-le-thanh-toan-truc-tuyen 4.5 D32 60 = 50 10",
        ),
        case(
            "cchc-2025-07/tthc-thanh-toan-truc-tuyen",
            commune(),
            &[("4.5", "110"), ("4.5.1", "10"), ("4.5.2", "11")],
            "error cchc-2025-07/tthc-thanh-toan-truc-tuyen 4.5.2 D34 11 <= 10 1",
        ),
    ]
}

fn commune() -> Workbook {
    workbook("Xã Ví dụ 01").period("2025-12-15", "2026-03-14")
}

fn province() -> Workbook {
    Workbook { level: Some(Level::Province), ..workbook("Tỉnh Ví dụ") }.period("2025-12-15", "2026-03-14")
}

fn with_dossiers() -> Workbook {
    commune().tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")])
}
