//! Cases of rules for forms on the text of a report: for each rule an invented mistake and its finding.

use crate::support::builder::{Workbook, lines, workbook};

fn text(filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").printed("so-lieu-bao-cao", filled)
}

const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

/// The rules, each with a workbook that breaks it and no other.
#[expect(clippy::too_many_lines, reason = "a table, one entry a rule")]
pub(super) fn cases() -> Vec<(&'static str, Workbook)> {
    vec![
        ("so-lieu-bao-cao/ty-le-ke-hoach", text(&[("1.1", "20"), ("1.2", "12"), ("1.3", "61")])),
        ("so-lieu-bao-cao/hoan-thanh-ke-hoach", text(&[("1.1", "20"), ("1.2", "21")])),
        (
            "so-lieu-bao-cao/de-ra-theo-phu-luc-2",
            text(&[("1.1", "20")]).printed("cchc-hue-02", &[("2.1", "19")]),
        ),
        (
            "so-lieu-bao-cao/hoan-thanh-theo-phu-luc-2",
            text(&[("1.2", "12")]).printed("cchc-hue-02", &[("2.2", "13")]),
        ),
        (
            "so-lieu-bao-cao/ty-le-theo-phu-luc-2",
            text(&[("1.3", "60")]).printed("cchc-hue-02", &[("2", "62")]),
        ),
        (
            "so-lieu-bao-cao/de-ra-theo-phu-luc-01",
            text(&[("1.1", "20")]).printed("cchc-thai-nguyen-01", &[("1.1.1", "19")]),
        ),
        (
            "so-lieu-bao-cao/hoan-thanh-theo-phu-luc-01",
            text(&[("1.2", "12")]).printed("cchc-thai-nguyen-01", &[("1.1.2", "13")]),
        ),
        (
            "so-lieu-bao-cao/vbqppl-theo-phu-luc-3",
            text(&[("2.1", "0")]).printed("cchc-hue-03", &[("1", "2"), ("1.3", "2")]),
        ),
        (
            "so-lieu-bao-cao/vbqppl-theo-phu-luc-01",
            text(&[("2.1", "1")]).printed("cchc-thai-nguyen-01", &[("2.1", "0")]),
        ),
        ("so-lieu-bao-cao/tuyen-truyen", text(&[("2.2", "7"), ("2.2/a", "1"), ("2.2/b", "5")])),
        ("so-lieu-bao-cao/mot-cua", text(&[("3.1", "114"), ("3.2", "115")])),
        ("so-lieu-bao-cao/ra-soat", text(&[("3.1", "114"), ("3.6", "115")])),
        ("so-lieu-bao-cao/toan-trinh", text(&[("3.1", "114"), ("3.7", "115")])),
        (
            "so-lieu-bao-cao/danh-muc-theo-phu-luc-4",
            text(&[("3.1", "130")]).printed("cchc-hue-04", &[("1.4", "129"), ("1.4.3", "129")]),
        ),
        (
            "so-lieu-bao-cao/cong-bo-moi-theo-phu-luc-4",
            text(&[("3.3", "10")]).printed("cchc-hue-04", &[("1.2", "2")]),
        ),
        (
            "so-lieu-bao-cao/bai-bo-theo-phu-luc-4",
            text(&[("3.4", "10")]).printed("cchc-hue-04", &[("1.3", "2")]),
        ),
        (
            "so-lieu-bao-cao/lien-thong-theo-phu-luc-4",
            text(&[("3.5", "17")]).printed("cchc-hue-04", &[("2.2", "34")]),
        ),
        (
            "so-lieu-bao-cao/danh-muc-theo-phu-luc-01",
            text(&[("3.1", "114")]).printed("cchc-thai-nguyen-01", &[("3.1.3", "113"), ("3.1.3/xa", "113")]),
        ),
        ("so-lieu-bao-cao/ty-le-truc-tuyen", text(&[("4.1", "50"), ("4.2", "20"), ("4.3", "41")])),
        ("so-lieu-bao-cao/ty-le-dung-han", text(&[("4.4", "50"), ("4.5", "20"), ("4.6", "41")])),
        ("so-lieu-bao-cao/giai-quyet", text(&[("4.4", "50"), ("4.5", "49"), ("4.7", "0")])),
        ("so-lieu-bao-cao/can-doi", text(&[("4.1", "50"), ("4.4", "40"), ("4.8", "9")])),
        ("so-lieu-bao-cao/tiep-nhan-theo-bieu-06a", text(&[("4.1", "31")]).tthc(&[TOTAL])),
        ("so-lieu-bao-cao/truc-tuyen-theo-bieu-06a", text(&[("4.2", "17")]).tthc(&[TOTAL])),
        ("so-lieu-bao-cao/giai-quyet-theo-bieu-06a", text(&[("4.4", "28")]).tthc(&[TOTAL])),
        ("so-lieu-bao-cao/dung-han-theo-bieu-06a", text(&[("4.5", "27")]).tthc(&[TOTAL])),
        ("so-lieu-bao-cao/qua-han-theo-bieu-06a", text(&[("4.7", "2")]).tthc(&[TOTAL])),
        ("so-lieu-bao-cao/dang-giai-quyet-theo-bieu-06a", text(&[("4.8", "4")]).tthc(&[TOTAL])),
        (
            "so-lieu-bao-cao/truc-tuyen-theo-phu-luc-01",
            text(&[("4.3", "83,2")]).printed("cchc-thai-nguyen-01", &[("7.8.3", "80,32")]),
        ),
        ("so-lieu-bao-cao/ty-le-toan-trinh", text(&[("4.9", "165"), ("4.10", "164"), ("4.11", "99,5")])),
        ("so-lieu-bao-cao/ho-so-toan-trinh", text(&[("4.9", "165"), ("4.10", "166")])),
        (
            "so-lieu-bao-cao/toan-trinh-theo-766",
            text(&[("4.11", "99,39")]).table(
                "bo-chi-so-766",
                &["toi_da", "ty_le"],
                &[
                    ("1", "18"),
                    ("2", "20"),
                    ("3", "12 99,5"),
                    ("4", "10"),
                    ("5", "18"),
                    ("6", "22"),
                    ("tong", "100"),
                ],
            ),
        ),
        ("so-lieu-bao-cao/ty-le-so-hoa", text(&[("4.12", "50"), ("4.13", "20"), ("4.14", "41")])),
        ("so-lieu-bao-cao/so-hoa", text(&[("4.12", "50"), ("4.13", "51")])),
        ("so-lieu-bao-cao/so-hoa-theo-giai-quyet", text(&[("4.4", "50"), ("4.13", "51")])),
        ("so-lieu-bao-cao/lien-thong-ho-tich", text(&[("4.15", "11"), ("4.15/a", "9"), ("4.15/b", "3")])),
        ("so-lieu-bao-cao/cong-an", text(&[("4.16", "106"), ("4.16/a", "100"), ("4.16/b", "5")])),
        ("so-lieu-bao-cao/ty-le-phi", text(&[("5.1", "51000000"), ("5.2", "23391500"), ("5.3", "46,5")])),
        ("so-lieu-bao-cao/ty-le-thu", text(&[("5.4", "8 tỷ"), ("5.5", "2 tỷ"), ("5.6", "40")])),
        ("so-lieu-bao-cao/thu-thanh-phan", text(&[("5.5", "2 triệu đồng"), ("5.5/a", "3.000.000 đồng")])),
        (
            "so-lieu-bao-cao/ty-le-giai-ngan",
            text(&[("5.7", "2.827 triệu đồng"), ("5.8", "1.306 triệu đồng"), ("5.9", "46,4")]),
        ),
        ("so-lieu-bao-cao/giai-ngan", text(&[("5.7", "100"), ("5.8", "101")])),
        ("so-lieu-bao-cao/can-bo-cong-chuc", text(&[("6.2", "19"), ("6.2/a", "10"), ("6.2/b", "8")])),
        ("so-lieu-bao-cao/bo-tri-can-bo", text(&[("6.1", "19"), ("6.2", "20")])),
        ("so-lieu-bao-cao/bo-tri-khong-chuyen-trach", text(&[("6.3", "12"), ("6.4", "13")])),
        (
            "so-lieu-bao-cao/bien-che-theo-phu-luc-01",
            text(&[("6.2", "19")]).printed("cchc-thai-nguyen-01", &[("4.2.2", "10")]),
        ),
        ("so-lieu-bao-cao/trinh-do", text(&[("6.2", "22"), ("6.5", "17"), ("6.6", "6")])),
        ("so-lieu-bao-cao/trinh-do-can-bo", text(&[("6.2/a", "10"), ("6.7", "9"), ("6.9", "2")])),
        ("so-lieu-bao-cao/trinh-do-khong-chuyen-trach", text(&[("6.4", "10"), ("6.21", "6"), ("6.22", "5")])),
        ("so-lieu-bao-cao/ty-le-can-bo-dai-hoc", text(&[("6.2/a", "9"), ("6.7", "4"), ("6.8", "45")])),
        ("so-lieu-bao-cao/ty-le-can-bo-trung-cap", text(&[("6.2/a", "9"), ("6.9", "4"), ("6.10", "45")])),
        ("so-lieu-bao-cao/ty-le-can-bo-ly-luan", text(&[("6.2/a", "9"), ("6.11", "4"), ("6.12", "45")])),
        ("so-lieu-bao-cao/ty-le-can-bo-quan-ly", text(&[("6.2/a", "9"), ("6.13", "4"), ("6.14", "45")])),
        ("so-lieu-bao-cao/ty-le-cong-chuc-dai-hoc", text(&[("6.2/b", "9"), ("6.15", "4"), ("6.16", "45")])),
        ("so-lieu-bao-cao/ty-le-cong-chuc-ly-luan", text(&[("6.2/b", "9"), ("6.17", "4"), ("6.18", "45")])),
        ("so-lieu-bao-cao/ty-le-cong-chuc-quan-ly", text(&[("6.2/b", "9"), ("6.19", "4"), ("6.20", "45")])),
        ("so-lieu-bao-cao/chu-ky-so", text(&[("6.23", "7"), ("6.23/a", "1"), ("6.23/b", "5")])),
        ("so-lieu-bao-cao/tinh-giao", text(&[("7.1", "25"), ("7.1/a", "21"), ("7.1/c", "3")])),
        (
            "so-lieu-bao-cao/huyen-giao",
            text(&[("7.2", "85"), ("7.2/a", "5"), ("7.2/b", "0"), ("7.2/c", "4")]),
        ),
        (
            "so-lieu-bao-cao/huyen-giao-theo-phu-luc-2",
            text(&[("7.2", "85")]).printed("cchc-hue-02", &[("5.1", "25")]),
        ),
        ("so-lieu-bao-cao/doi-thoai", text(&[("8.2", "3"), ("8.2/a", "2"), ("8.2/b", "2")])),
        (
            "so-lieu-bao-cao/doi-thoai-theo-phu-luc-01",
            text(&[("8.2", "3")]).printed("cchc-thai-nguyen-01", &[("1.5", "0")]),
        ),
        ("so-lieu-bao-cao/ty-le-ho-ngheo", text(&[("9.1", "3000"), ("9.2", "99"), ("9.3", "3,4")])),
        ("so-lieu-bao-cao/ty-le-ho-can-ngheo", text(&[("9.1", "3000"), ("9.4", "219"), ("9.5", "7,64")])),
        (
            "so-lieu-bao-cao/mot-tong-so-ho",
            text(&[("9.2", "50"), ("9.3", "5,00"), ("9.4", "60"), ("9.5", "5,50")]),
        ),
        ("so-lieu-bao-cao/diem-tu-cham", text(&[("10.1", "101"), ("10.2", "100")])),
        ("so-lieu-bao-cao/diem-cong-bo", text(&[("10.2", "100"), ("10.3", "101")])),
        (
            "so-lieu-bao-cao/diem-theo-bang-diem",
            text(&[("10.3", "73,25")]).table(
                "chi-so-cchc-vo-nhai",
                &["toi_da", "tham_dinh_1"],
                &[("tong", "100 73,75")],
            ),
        ),
    ]
}

/// What is found in a workbook, besides the receipt of an amount that was typed with its own unit.
fn found(workbook: &Workbook) -> Vec<String> {
    lines(&workbook.check()).into_iter().filter(|line| !line.starts_with("note measure-converted")).collect()
}

#[test]
fn every_rule_finds_its_mistake_and_nothing_else() {
    let found: Vec<String> = cases().iter().map(|(_, workbook)| found(workbook).join("; ")).collect();
    insta::assert_snapshot!(found.join("\n"), @"
    error so-lieu-bao-cao/ty-le-ke-hoach 1.3 D12 61 = 60 1
    error so-lieu-bao-cao/hoan-thanh-ke-hoach 1.2 D11 21 <= 20 1
    warning so-lieu-bao-cao/de-ra-theo-phu-luc-2 1.1 D10 20 = 19 1
    warning so-lieu-bao-cao/hoan-thanh-theo-phu-luc-2 1.2 D11 12 = 13 -1
    warning so-lieu-bao-cao/ty-le-theo-phu-luc-2 1.3 D12 60 = 62 -2
    warning so-lieu-bao-cao/de-ra-theo-phu-luc-01 1.1 D10 20 = 19 1
    warning so-lieu-bao-cao/hoan-thanh-theo-phu-luc-01 1.2 D11 12 = 13 -1
    warning so-lieu-bao-cao/vbqppl-theo-phu-luc-3 2.1 D14 0 = 2 -2
    warning so-lieu-bao-cao/vbqppl-theo-phu-luc-01 2.1 D14 1 = 0 1
    error so-lieu-bao-cao/tuyen-truyen 2.2 D15 7 = 6 1
    error so-lieu-bao-cao/mot-cua 3.2 D21 115 <= 114 1
    error so-lieu-bao-cao/ra-soat 3.6 D25 115 <= 114 1
    error so-lieu-bao-cao/toan-trinh 3.7 D26 115 <= 114 1
    warning so-lieu-bao-cao/danh-muc-theo-phu-luc-4 3.1 D20 130 = 129 1
    warning so-lieu-bao-cao/cong-bo-moi-theo-phu-luc-4 3.3 D22 10 = 2 8
    warning so-lieu-bao-cao/bai-bo-theo-phu-luc-4 3.4 D23 10 = 2 8
    warning so-lieu-bao-cao/lien-thong-theo-phu-luc-4 3.5 D24 17 = 34 -17
    warning so-lieu-bao-cao/danh-muc-theo-phu-luc-01 3.1 D20 114 = 113 1
    error so-lieu-bao-cao/ty-le-truc-tuyen 4.3 D30 41 = 40 1
    error so-lieu-bao-cao/ty-le-dung-han 4.6 D33 41 = 40 1
    error so-lieu-bao-cao/giai-quyet 4.4 D31 50 = 49 1
    error so-lieu-bao-cao/can-doi 4.1 D28 50 = 49 1
    warning so-lieu-bao-cao/tiep-nhan-theo-bieu-06a 4.1 D28 31 = 30 1
    warning so-lieu-bao-cao/truc-tuyen-theo-bieu-06a 4.2 D29 17 = 16 1
    warning so-lieu-bao-cao/giai-quyet-theo-bieu-06a 4.4 D31 28 = 27 1
    warning so-lieu-bao-cao/dung-han-theo-bieu-06a 4.5 D32 27 = 26 1
    warning so-lieu-bao-cao/qua-han-theo-bieu-06a 4.7 D34 2 = 1 1
    warning so-lieu-bao-cao/dang-giai-quyet-theo-bieu-06a 4.8 D35 4 = 3 1
    warning so-lieu-bao-cao/truc-tuyen-theo-phu-luc-01 4.3 D30 83.2 = 80.32 2.88
    error so-lieu-bao-cao/ty-le-toan-trinh 4.11 D38 99.5 = 99.39 0.11
    error so-lieu-bao-cao/ho-so-toan-trinh 4.10 D37 166 <= 165 1
    warning so-lieu-bao-cao/toan-trinh-theo-766 4.11 D38 99.39 = 99.5 -0.11
    error so-lieu-bao-cao/ty-le-so-hoa 4.14 D41 41 = 40 1
    error so-lieu-bao-cao/so-hoa 4.13 D40 51 <= 50 1
    note so-lieu-bao-cao/so-hoa-theo-giai-quyet 4.13 D40 51 <= 50 1
    error so-lieu-bao-cao/lien-thong-ho-tich 4.15 D42 11 = 12 -1
    error so-lieu-bao-cao/cong-an 4.16 D45 106 = 105 1
    error so-lieu-bao-cao/ty-le-phi 5.3 D52 46.5 = 45.87 0.63
    error so-lieu-bao-cao/ty-le-thu 5.6 D58 40 = – –
    error so-lieu-bao-cao/thu-thanh-phan 5.5 D54 2000000 >= – –
    error so-lieu-bao-cao/ty-le-giai-ngan 5.9 D61 46.4 = – –
    warning so-lieu-bao-cao/giai-ngan 5.8 D60 101 <= 100 1
    error so-lieu-bao-cao/can-bo-cong-chuc 6.2 D64 19 = 18 1
    warning so-lieu-bao-cao/bo-tri-can-bo 6.2 D64 20 <= 19 1
    warning so-lieu-bao-cao/bo-tri-khong-chuyen-trach 6.4 D68 13 <= 12 1
    warning so-lieu-bao-cao/bien-che-theo-phu-luc-01 6.2 D64 19 = 10 9
    error so-lieu-bao-cao/trinh-do 6.5 D69 23 <= 22 1
    error so-lieu-bao-cao/trinh-do-can-bo 6.7 D71 11 <= 10 1
    error so-lieu-bao-cao/trinh-do-khong-chuyen-trach 6.21 D85 11 <= 10 1
    error so-lieu-bao-cao/ty-le-can-bo-dai-hoc 6.8 D72 45 = 44.44 0.56
    error so-lieu-bao-cao/ty-le-can-bo-trung-cap 6.10 D74 45 = 44.44 0.56
    error so-lieu-bao-cao/ty-le-can-bo-ly-luan 6.12 D76 45 = 44.44 0.56
    error so-lieu-bao-cao/ty-le-can-bo-quan-ly 6.14 D78 45 = 44.44 0.56
    error so-lieu-bao-cao/ty-le-cong-chuc-dai-hoc 6.16 D80 45 = 44.44 0.56
    error so-lieu-bao-cao/ty-le-cong-chuc-ly-luan 6.18 D82 45 = 44.44 0.56
    error so-lieu-bao-cao/ty-le-cong-chuc-quan-ly 6.20 D84 45 = 44.44 0.56
    error so-lieu-bao-cao/chu-ky-so 6.23 D87 7 = 6 1
    warning so-lieu-bao-cao/tinh-giao 7.1 D91 25 = 24 1
    warning so-lieu-bao-cao/huyen-giao 7.2 D96 85 = 9 76
    warning so-lieu-bao-cao/huyen-giao-theo-phu-luc-2 7.2 D96 85 = 25 60
    error so-lieu-bao-cao/doi-thoai 8.2 D103 3 = 4 -1
    warning so-lieu-bao-cao/doi-thoai-theo-phu-luc-01 8.2 D103 3 = – –
    error so-lieu-bao-cao/ty-le-ho-ngheo 9.3 D111 3.4 = 3.3 0.1
    error so-lieu-bao-cao/ty-le-ho-can-ngheo 9.5 D113 7.64 = 7.3 0.34
    error so-lieu-bao-cao/mot-tong-so-ho 9.2 D110 50 = – –
    error so-lieu-bao-cao/diem-tu-cham 10.1 D115 101 <= 100 1
    error so-lieu-bao-cao/diem-cong-bo 10.3 D117 101 <= 100 1
    warning so-lieu-bao-cao/diem-theo-bang-diem 10.3 D117 73.25 = 73.75 -0.5
    ");
    for ((rule, _), found) in cases().iter().zip(&found) {
        assert!(found.contains(rule) && !found.contains(';'), "{rule}: {found}");
    }
}

/// A figure that the text does not mention is neither missing nor open.
#[test]
fn a_text_need_not_quote_everything() {
    let workbook = text(&[("4.1", "1232"), ("4.2", "1025")]);
    let checked = workbook.check();
    assert!(checked.findings.is_empty() && checked.open.iter().all(|open| open.rule.ends_with("can-doi")));
    let submission = workbook.submission();
    assert!(submission.forms[0].blanks(None).is_empty());
}
