//! The five real reports: exactly the expected findings, and the rules that cannot be checked.

#[path = "../../../examples/five_reports.rs"]
#[expect(dead_code, reason = "its main is the example's")]
mod example;

use crate::support::builder::{FINDER, line};
use phuluc::check::{Checked, HeldRule, Submission, rule_check};
use phuluc::form::Document;
use phuluc::grid;
use phuluc::say::{Lang, words};
use std::fs;
use std::path::Path;

const ROUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/five-reports");

fn submission(name: &str) -> Submission {
    let bytes = fs::read(Path::new(ROUND).join("nhan").join(name)).unwrap();
    Submission::read(&grid::read(&bytes).unwrap(), &FINDER)
}

fn checked(name: &str) -> Checked {
    rule_check::check(&submission(name), None)
}

fn held(name: &str) -> Vec<HeldRule> {
    rule_check::held(&submission(name), None)
}

#[track_caller]
fn finds(name: &str, expected: &[&str]) {
    assert_eq!(checked(name).findings.iter().map(line).collect::<Vec<_>>(), expected, "{name}");
}

#[track_caller]
fn leaves_open(name: &str, expected: &[&str]) {
    let open = checked(name).open;
    let open: Vec<String> =
        open.iter().map(|open| format!("{} {}", open.rule, open.place.on_form.row)).collect();
    assert_eq!(open, expected, "{name}");
}

/// The outcome of a rule at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Found,
    Open,
    Holding,
}

/// The relations of a report under their numbers in the field study, each with rule (or general rule) and row, and
/// the outcome here.
#[track_caller]
fn relations(name: &str, expected: &[(&str, &str, Is)]) {
    let checked = checked(name);
    for (number, relation, is) in expected {
        let (rule, row) = relation.split_once(' ').expect("a rule and a row");
        let is_it = |other: &str, at: &str| other == rule && at == row;
        let found = checked
            .findings
            .iter()
            .any(|finding| is_it(&finding.rule, finding.row().map_or("", phuluc::form::RowId::as_str)));
        let open = checked.open.iter().any(|open| is_it(&open.rule, open.place.on_form.row.as_str()));
        let holds = held(name).iter().any(|held| is_it(held.rule.as_str(), held.row.as_str()));
        let became: Vec<Is> = [(found, Is::Found), (open, Is::Open), (holds, Is::Holding)]
            .into_iter()
            .filter_map(|(became, is)| became.then_some(is))
            .collect();
        assert_eq!(became, [*is], "{name} {number} {relation}");
    }
}

#[test]
fn phu_tien() {
    let name = "phu-tien.xlsx";
    let first = [
        "error tthc-06a/tiep-nhan tong C12 1232 = 1282 -50",
        "warning bo-chi-so-766/du-sau-truc 1 C9 90 = 100 -10",
        "warning blank-total tong D15 – = – –",
        "warning value-in-heading 1.2 D15 1 blank – –",
        "warning blank-total 3.1.3 D38 – = 114 –",
        "warning blank-total 3.3.3 D50 – = 100 –",
        "warning value-in-heading 4.2 D64 10 blank – –",
        "error code-not-allowed 7.2 D104 3 in – –",
        "warning cchc-thai-nguyen-01/van-ban-dien-tu 7.6.2/a D114 200 <= 100 100",
        "warning cchc-thai-nguyen-01/muc-do-4 7.8.2 D122 24 <= 23 1",
        "note percent-truncated 4.3 D30 83.19 = 83.2 -0.01",
        "warning so-lieu-bao-cao/truc-tuyen-theo-phu-luc-01 4.3 D30 83.19 = 80.32 2.87",
        "warning so-lieu-bao-cao/bien-che-theo-phu-luc-01 6.2 D64 19 = 10 9",
    ];
    let found: Vec<String> = checked(name).findings.iter().map(line).collect();
    // findings about documents are compared by rule and row, because their reported text is the whole line
    let (documents, others): (Vec<String>, Vec<String>) =
        found.into_iter().partition(|line| line.contains(" document-"));
    assert_eq!(others, first);
    let count = |rule: &str| documents.iter().filter(|line| line.contains(rule)).count();
    assert_eq!((count("document-without-number"), count("document-without-date")), (7, 8));
    assert_eq!((count("document-number-malformed 6 C32"), count("document-order 10/b C43")), (1, 1));
    assert_eq!(documents.len(), 7 + 8 + 1 + 1);
    leaves_open(
        name,
        &[
            "tthc-06a/dang-giai-quyet tong",
            "bo-chi-so-766/toi-da-theo-quyet-dinh 1",
            "bo-chi-so-766/diem-khong-qua-toi-da 4",
            "bo-chi-so-766/diem-khong-qua-toi-da tong",
            "cchc-thai-nguyen-01/xu-ly-van-de 1.2.4",
            "cchc-thai-nguyen-01/nhiem-vu-tinh-giao 1.3.1",
            "cchc-thai-nguyen-01/co-phieu-thi-co-hinh-thuc 1.4.1",
            "cchc-thai-nguyen-01/muc-do-3 7.8.1",
            "so-lieu-bao-cao/giai-quyet 4.4",
            "so-lieu-bao-cao/ty-le-so-hoa 4.14",
            "so-lieu-bao-cao/ty-le-giai-ngan 5.9",
            "so-lieu-bao-cao/giai-ngan 5.8",
        ],
    );
    relations(
        name,
        &[
            ("PT1", "tthc-06a/tiep-nhan tong", Is::Found),
            ("PT2", "tthc-06a/giai-quyet tong", Is::Holding),
            ("PT3", "tthc-06a/can-doi tong", Is::Holding),
            ("PT4", "percent-truncated 4.3", Is::Found),
            ("PT5", "so-lieu-bao-cao/ty-le-toan-trinh 4.11", Is::Holding),
            ("PT6", "so-lieu-bao-cao/toan-trinh-theo-766 4.11", Is::Holding),
            ("PT7", "so-lieu-bao-cao/truc-tuyen-theo-phu-luc-01 4.3", Is::Found),
            ("PT9", "so-lieu-bao-cao/lien-thong-ho-tich 4.15", Is::Holding),
            ("PT10", "so-lieu-bao-cao/ty-le-phi 5.3", Is::Holding),
            ("PT11 axes", "bo-chi-so-766/diem-khong-qua-toi-da 5", Is::Holding),
            ("PT11 sum", "bo-chi-so-766/du-sau-truc 1", Is::Found),
            ("PT12", "so-lieu-bao-cao/can-bo-cong-chuc 6.2", Is::Holding),
            ("PT12", "so-lieu-bao-cao/bo-tri-can-bo 6.2", Is::Holding),
            ("PT12", "so-lieu-bao-cao/bo-tri-khong-chuyen-trach 6.4", Is::Holding),
            ("PT13", "so-lieu-bao-cao/ty-le-can-bo-dai-hoc 6.8", Is::Holding),
            ("PT13", "so-lieu-bao-cao/ty-le-can-bo-trung-cap 6.10", Is::Holding),
            ("PT13", "so-lieu-bao-cao/trinh-do-can-bo 6.7", Is::Holding),
            ("PT14", "so-lieu-bao-cao/ty-le-cong-chuc-ly-luan 6.18", Is::Holding),
            ("PT15", "so-lieu-bao-cao/bien-che-theo-phu-luc-01 6.2", Is::Found),
            ("PT15", "cchc-thai-nguyen-01/bien-che-co-mat 4.2.2", Is::Holding),
            ("PT16", "so-lieu-bao-cao/tuyen-truyen 2.2", Is::Holding),
            ("PT17", "so-lieu-bao-cao/doi-thoai 8.2", Is::Holding),
            ("PT19", "cchc-thai-nguyen-01/hoan-thanh-ke-hoach 1.1.2", Is::Holding),
            ("PT20", "value-in-heading 1.2", Is::Found),
            ("PT21", "so-lieu-bao-cao/doi-thoai-theo-phu-luc-01 8.2", Is::Holding),
            ("PT22", "so-lieu-bao-cao/vbqppl-theo-phu-luc-01 2.1", Is::Holding),
            ("PT23", "blank-total 3.1.3", Is::Found),
            ("PT24", "cchc-thai-nguyen-01/tich-hop-cong-dvc 3.4.1", Is::Holding),
            ("PT24", "cchc-thai-nguyen-01/muc-do-3-4 3.4.2", Is::Holding),
            ("PT24", "cchc-thai-nguyen-01/thanh-toan-truc-tuyen 3.4.3", Is::Holding),
            ("PT25", "cchc-thai-nguyen-01/muc-do-4 7.8.2", Is::Found),
            ("PT26", "code-not-allowed 7.2", Is::Found),
            ("PT28", "cchc-thai-nguyen-01/van-ban-dien-tu 7.6.2/a", Is::Found),
            ("PT29", "blank-total 3.3.3", Is::Found),
            ("PT31", "document-order 10/b", Is::Found),
            ("PT33", "so-lieu-bao-cao/ty-le-so-hoa 4.14", Is::Open),
            ("PT33", "so-lieu-bao-cao/ty-le-giai-ngan 5.9", Is::Open),
        ],
    );
    let checked = checked(name);
    let finding = &checked.findings[0];
    // 1232 equals resolved + in process, so it is not named as the wrong figure
    let agreeing: Vec<&str> = finding.agrees_with.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(agreeing[0], "Tổng số tiếp nhận bằng đã giải quyết + đang giải quyết");
    let suggested = |finding: &phuluc::check::Finding| {
        let suggestions = finding.suggestions.iter();
        suggestions.map(|s| format!("{} {}", s.place.on_sheet.at.unwrap(), s.to)).collect::<Vec<_>>()
    };
    // 975 online would contradict the 1025 in the text
    assert_eq!(suggested(finding), ["E12 204"]);
    let message = words::message(Lang::Vi, finding);
    insta::assert_snapshot!(message, @"Biểu 06a, dòng “Tổng cộng”, ô C12 “tổng số tiếp nhận”: ghi 1.232, cộng D12 + E12 + F12 được 1.282 (ghi thiếu 50).");
}

/// 38 lines of the register are documents, the others are sentences.
#[test]
fn the_registers_documents_are_told_from_sentences() {
    let submission = submission("phu-tien.xlsx");
    let form = submission.form(&"van-ban-chi-dao".into()).unwrap();
    let lines: Vec<_> = form.rows.iter().map(|row| row.entries.get(2).raw()).collect();
    let documents = lines.iter().filter(|line| Document::read(line).is_some()).count();
    assert_eq!((documents, lines.len() - documents), (38, 10));
}

#[test]
fn huong_huu() {
    let name = "huong-huu.xlsx";
    finds(
        name,
        &[
            "warning measure-changed 3.2 D16 5 – – –",
            "warning value-in-heading 4 D20 0 blank – –",
            "warning value-in-heading 5 D23 25 blank – –",
            "warning value-in-heading 6 D28 0 blank – –",
            "error cchc-hue-02/co-khao-sat-thi-co-phieu 7 D33 1 given – –",
            "error cchc-hue-03/tong-van-ban 1 D10 1 = 0 1",
            "warning value-in-heading 2 D14 0 blank – –",
            "note zero-of-none 2.2 D16 0 = – –",
            "warning value-in-heading 3 D19 0 blank – –",
            "note zero-of-none 3.2 D21 0 = – –",
            "warning blank-total 1.4 D14 – = 129 –",
            "error not-a-number 3.2 D26 % number – –",
            "note measure-converted – – – – – –",
            "warning so-lieu-bao-cao/hoan-thanh-theo-phu-luc-2 1.2 D11 12 = 15 -3",
            "warning so-lieu-bao-cao/ty-le-theo-phu-luc-2 1.3 D12 60 = 75 -15",
            "warning so-lieu-bao-cao/vbqppl-theo-phu-luc-3 2.1 D14 0 = 1 -1",
            "warning so-lieu-bao-cao/danh-muc-theo-phu-luc-4 3.1 D20 130 = 129 1",
            "warning so-lieu-bao-cao/cong-bo-moi-theo-phu-luc-4 3.3 D22 10 = 2 8",
            "warning so-lieu-bao-cao/bai-bo-theo-phu-luc-4 3.4 D23 17 = 0 17",
            "warning so-lieu-bao-cao/lien-thong-theo-phu-luc-4 3.5 D24 17 = 34 -17",
            "warning so-lieu-bao-cao/huyen-giao 7.2 D96 85 = 9 76",
            "warning so-lieu-bao-cao/huyen-giao-theo-phu-luc-2 7.2 D96 85 = 25 60",
        ],
    );
    leaves_open(
        name,
        &[
            "tthc-06a/tiep-nhan tong",
            "tthc-06a/dang-giai-quyet tong",
            "cchc-hue-02/ty-le-xu-ly-van-de 3.3",
            "cchc-hue-02/xu-ly-khong-qua-phat-hien 3.3.2",
            "cchc-hue-04/ty-le-dung-han-huyen 3.2",
            "cchc-hue-04/ty-le-giai-quyet-pakn 3.4",
            "cchc-hue-04/giai-quyet-pakn 3.4.2",
            "so-lieu-bao-cao/ty-le-thu 5.6",
        ],
    );
    relations(
        name,
        &[
            ("HH1", "tthc-06a/can-doi tong", Is::Holding),
            ("HH2", "tthc-06a/giai-quyet tong", Is::Holding),
            ("HH2", "cchc-hue-04/ty-le-dung-han-xa 3.3", Is::Holding),
            ("HH2", "so-lieu-bao-cao/dung-han-theo-bieu-06a 4.5", Is::Holding),
            ("HH3", "so-lieu-bao-cao/ty-le-truc-tuyen 4.3", Is::Holding),
            ("HH4", "so-lieu-bao-cao/cong-an 4.16", Is::Holding),
            ("HH5", "so-lieu-bao-cao/ty-le-ke-hoach 1.3", Is::Holding),
            ("HH6", "cchc-hue-02/ty-le-hoan-thanh-ke-hoach 2", Is::Holding),
            ("HH7", "so-lieu-bao-cao/hoan-thanh-theo-phu-luc-2 1.2", Is::Found),
            ("HH7", "so-lieu-bao-cao/ty-le-theo-phu-luc-2 1.3", Is::Found),
            ("HH10", "so-lieu-bao-cao/danh-muc-theo-phu-luc-4 3.1", Is::Found),
            ("HH11", "so-lieu-bao-cao/lien-thong-theo-phu-luc-4 3.5", Is::Found),
            ("HH12", "so-lieu-bao-cao/cong-bo-moi-theo-phu-luc-4 3.3", Is::Found),
            ("HH13", "so-lieu-bao-cao/bai-bo-theo-phu-luc-4 3.4", Is::Found),
            ("HH14", "blank-total 1.4", Is::Found),
            ("HH16", "cchc-hue-03/tong-van-ban 1", Is::Found),
            ("HH16", "so-lieu-bao-cao/vbqppl-theo-phu-luc-3 2.1", Is::Found),
            ("HH17", "zero-of-none 2.2", Is::Found),
            ("HH17", "zero-of-none 3.2", Is::Found),
            ("HH18", "not-a-number 3.2", Is::Found),
            ("HH19", "cchc-hue-02/co-khao-sat-thi-co-phieu 7", Is::Found),
            ("HH21", "so-lieu-bao-cao/tinh-giao 7.1", Is::Holding),
            ("HH22", "so-lieu-bao-cao/huyen-giao 7.2", Is::Found),
            ("HH23", "cchc-hue-02/nhiem-vu-huyen-giao 5.1", Is::Holding),
            ("HH23", "so-lieu-bao-cao/huyen-giao-theo-phu-luc-2 7.2", Is::Found),
            ("HH24", "so-lieu-bao-cao/thu-thanh-phan 5.5", Is::Holding),
            ("HH24", "so-lieu-bao-cao/ty-le-thu 5.6", Is::Open),
            ("HH25", "so-lieu-bao-cao/ty-le-giai-ngan 5.9", Is::Holding),
        ],
    );
}

#[test]
fn phu_dinh() {
    let name = "phu-dinh.xlsx";
    finds(name, &["note so-lieu-bao-cao/so-hoa-theo-giai-quyet 4.13 D40 4066 <= 4061 5"]);
    leaves_open(
        name,
        &[
            "tthc-06a/tiep-nhan tong",
            "tthc-06a/dang-giai-quyet tong",
            "so-lieu-bao-cao/tuyen-truyen 2.2",
            "so-lieu-bao-cao/giai-quyet 4.4",
            "so-lieu-bao-cao/bo-tri-can-bo 6.2",
        ],
    );
    let implied = checked(name).open[0].implied;
    assert_eq!(implied.map(|implied| implied.to_string()).as_deref(), Some("53"));
    relations(
        name,
        &[
            ("PĐ1", "tthc-06a/giai-quyet tong", Is::Holding),
            ("PĐ2", "tthc-06a/can-doi tong", Is::Holding),
            ("PĐ3", "so-lieu-bao-cao/ty-le-truc-tuyen 4.3", Is::Holding),
            ("PĐ4", "tthc-06a/tiep-nhan tong", Is::Open),
            ("PĐ5", "so-lieu-bao-cao/ty-le-so-hoa 4.14", Is::Holding),
            ("PĐ5", "so-lieu-bao-cao/so-hoa-theo-giai-quyet 4.13", Is::Found),
            ("PĐ6", "so-lieu-bao-cao/ty-le-ke-hoach 1.3", Is::Holding),
            ("PĐ7", "so-lieu-bao-cao/can-bo-cong-chuc 6.2", Is::Holding),
            ("PĐ10", "so-lieu-bao-cao/toan-trinh 3.7", Is::Holding),
            ("PĐ10", "so-lieu-bao-cao/ra-soat 3.6", Is::Holding),
            ("PĐ11", "so-lieu-bao-cao/diem-tu-cham 10.1", Is::Holding),
        ],
    );
}

#[test]
fn pho_phong() {
    let name = "pho-phong.xlsx";
    finds(
        name,
        &[
            "error tthc-06a/giai-quyet tong G12 3927 = 3030 897",
            "error so-lieu-bao-cao/mot-tong-so-ho 9.2 D110 99 = – –",
        ],
    );
    leaves_open(
        name,
        &[
            "tthc-06a/tiep-nhan tong",
            "so-lieu-bao-cao/bo-tri-can-bo 6.2",
            "so-lieu-bao-cao/bo-tri-khong-chuyen-trach 6.4",
            "so-lieu-bao-cao/ty-le-ho-ngheo 9.3",
            "so-lieu-bao-cao/ty-le-ho-can-ngheo 9.5",
        ],
    );
    relations(
        name,
        &[
            ("PP1", "tthc-06a/can-doi tong", Is::Holding),
            ("PP2", "tthc-06a/giai-quyet tong", Is::Found),
            ("PP3", "tthc-06a/dang-giai-quyet tong", Is::Holding),
            ("PP4", "so-lieu-bao-cao/can-bo-cong-chuc 6.2", Is::Holding),
            ("PP5", "so-lieu-bao-cao/trinh-do 6.5", Is::Holding),
            ("PP6", "so-lieu-bao-cao/trinh-do-khong-chuyen-trach 6.21", Is::Holding),
            ("PP7", "so-lieu-bao-cao/chu-ky-so 6.23", Is::Holding),
            ("PP8", "so-lieu-bao-cao/mot-tong-so-ho 9.2", Is::Found),
        ],
    );
}

#[test]
fn phu_thuong() {
    let name = "phu-thuong.xlsx";
    finds(
        name,
        &[
            "error chi-so-cchc-vo-nhai/diem-bang-tong 1 D10 8.5 = 8 0.5",
            "error chi-so-cchc-vo-nhai/diem-tru-giai-thich 3.1.2 E34 1.25 = 1 0.25",
            "error chi-so-cchc-vo-nhai/toi-da-bang-tong 4.1 C63 4 = – –",
            "error chi-so-cchc-vo-nhai/diem-bang-tong 4.1 D63 3 = – –",
            "error chi-so-cchc-vo-nhai/toi-da-bang-tong 4.2 C69 8 = 7 1",
            "error chi-so-cchc-vo-nhai/diem-bang-tong 4.2 D69 6.5 = 6 0.5",
            "error chi-so-cchc-vo-nhai/diem-tru-bang-tong 4.2 E69 1.5 = 1 0.5",
            "error chi-so-cchc-vo-nhai/co-diem-thi-co-toi-da 4.2.4 D73 0.5 given – –",
            "error chi-so-cchc-vo-nhai/toi-da-bang-tong 4.3.2 C78 1.5 = 2.5 -1",
            "error chi-so-cchc-vo-nhai/diem-bang-tong 4.3.2 D78 1.5 = 2.5 -1",
            "error chi-so-cchc-vo-nhai/diem-bang-tong tong D131 73.25 = 73.75 -0.5",
        ],
    );
    leaves_open(
        name,
        &[
            "chi-so-cchc-vo-nhai/diem-tru-giai-thich 3.2.5",
            "chi-so-cchc-vo-nhai/diem-tru-giai-thich 8.1",
            "chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru 4.1.4",
            "chi-so-cchc-vo-nhai/toi-da-bang-diem-cong-tru 4.1.5",
            "chi-so-cchc-vo-nhai/diem-khong-qua-toi-da 4.1.4",
            "chi-so-cchc-vo-nhai/diem-khong-qua-toi-da 4.1.5",
        ],
    );
    let sheet = "chi-so-cchc-vo-nhai";
    let holding = |rule: &str, rows: &[&str]| {
        for row in rows {
            relations(name, &[("", &format!("{sheet}/{rule} {row}"), Is::Holding)]);
        }
    };
    // every node whose children add up, in points and in maxima
    let columns = ["toi_da", "tham_dinh_1"].map(phuluc::form::ColumnId::from);
    for node in ["2", "3", "3.1", "3.2", "4", "4.3", "5", "6", "7", "7.4", "8"] {
        for (rule, column) in ["toi-da-bang-tong", "diem-bang-tong"].into_iter().zip(&columns) {
            let held = held(name);
            let mut of_node = held.iter().filter(|held| held.row.as_str() == node && held.column == *column);
            assert!(of_node.any(|held| held.rule.as_str() == format!("{sheet}/{rule}")), "{rule} {node}");
        }
    }
    holding(
        "diem-tru-giai-thich",
        &["1.3", "1.4", "2.3", "3.1.1", "4.3.3", "4.3.7", "7.1", "7.3", "7.4.6", "8.3", "8.4"],
    );
    holding("diem-tru-bang-tong", &["4.1", "4.3"]);
    holding("toi-da-bang-diem-cong-tru", &["1.3", "3.1.2", "4.1", "4.2", "4.3", "8.1", "8.4"]);
    relations(name, &[("", "so-lieu-bao-cao/diem-theo-bang-diem 10.3", Is::Holding)]);
    // the wrong cell is the first task's heading; 8 there makes the total agree, too
    let first = &checked(name).findings[0].suggestions[0];
    assert_eq!((first.place.on_form.row.as_str(), first.to, first.mends), ("1", 8.into(), 2));
}

#[test]
fn remarks_that_say_none_are_answers() {
    let bytes = fs::read(Path::new(ROUND).join("nhan/huong-huu.xlsx")).unwrap();
    let submission = Submission::read(&grid::read(&bytes).unwrap(), &FINDER);
    let form = submission.form(&"cchc-hue-04".into()).unwrap();
    let state = |row: &str| form.rows[form.row(&row.into()).unwrap()].entries.get(3).answer.state();
    assert_eq!(state("3.4"), phuluc::check::AnswerState::Nil);
    assert_eq!(state("3.4.1"), phuluc::check::AnswerState::Blank);
    assert_eq!(state("1.2"), phuluc::check::AnswerState::Number);
}

/// To renew the workbooks, run `cargo run --example five_reports`.
#[test]
fn workbooks_are_current() {
    let figures = fs::read_to_string(Path::new(ROUND).join("so-lieu.toml")).unwrap();
    let made = example::workbooks(&figures).unwrap();
    assert_eq!(made.len(), 5);
    for (name, bytes) in made {
        let kept = fs::read(Path::new(ROUND).join("nhan").join(&name)).unwrap();
        assert!(
            bytes == kept,
            "{name} is not what the example makes; run `cargo run --example five_reports`"
        );
    }
}
