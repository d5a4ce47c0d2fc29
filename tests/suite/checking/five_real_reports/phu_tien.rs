//! The report of Phú Tiến.

use super::{Is, checked, leaves_open, relations, submission};
use crate::support::builder::line;
use phuluc::form::Document;
use phuluc::say::{Lang, words};

#[test]
fn findings_open_rules_and_relations() {
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
