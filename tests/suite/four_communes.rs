//! The four real reports: what is found in them, what is not checkable, and nothing else.

#[path = "../../examples/four_communes.rs"]
#[expect(dead_code, reason = "its main is the example's")]
mod example;

use crate::builder::{CATALOGUE, line};
use phuluc::check::{self, Checked};
use phuluc::grid;
use phuluc::submission::Submission;
use phuluc::words::{self, Lang};
use std::fs;
use std::path::Path;

const ROUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/four-communes");

fn checked(name: &str) -> Checked {
    let bytes = fs::read(Path::new(ROUND).join("nhan").join(name)).unwrap();
    let submission = Submission::read(&grid::read(&bytes).unwrap(), &CATALOGUE);
    check::check(&submission, None)
}

#[track_caller]
fn finds(name: &str, expected: &[&str]) {
    assert_eq!(checked(name).findings.iter().map(line).collect::<Vec<_>>(), expected, "{name}");
}

#[track_caller]
fn leaves_open(name: &str, expected: &[&str]) {
    let open = checked(name).open;
    let open: Vec<String> = open.iter().map(|open| format!("{} {}", open.rule, open.place.row)).collect();
    assert_eq!(open, expected, "{name}");
}

#[test]
fn phu_tien() {
    finds("phu-tien.xlsx", &["error tthc-06a/tiep-nhan tong C12 1232 = 1282 -50"]);
    leaves_open("phu-tien.xlsx", &["tthc-06a/dang-giai-quyet tong"]);
    let checked = checked("phu-tien.xlsx");
    let finding = &checked.findings[0];
    // 1232 is what resolved + in process give, so it is not said to be the wrong one
    assert_eq!(finding.borne_out_by, ["Tổng số tiếp nhận bằng đã giải quyết + đang giải quyết"]);
    let suggested = |finding: &phuluc::finding::Finding| {
        let suggestions = finding.suggestions.iter();
        suggestions.map(|s| format!("{} {}", s.place.at.unwrap(), s.to)).collect::<Vec<_>>()
    };
    assert_eq!(suggested(finding), ["E12 204", "D12 975"]);
    let message = words::message(Lang::Vi.words(), finding);
    insta::assert_snapshot!(message, @"Biểu 06a, dòng “Tổng cộng”, ô C12 “tổng số tiếp nhận”: ghi 1.232, cộng D12 + E12 + F12 được 1.282 (ghi thiếu 50). Số 1.232 ở ô C12 lại khớp với quan hệ “Tổng số tiếp nhận bằng đã giải quyết + đang giải quyết”, nên xem trước: ô D12, ô E12, ô F12.");
}

#[test]
fn huong_huu() {
    finds(
        "huong-huu.xlsx",
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
        ],
    );
    leaves_open(
        "huong-huu.xlsx",
        &[
            "tthc-06a/tiep-nhan tong",
            "tthc-06a/dang-giai-quyet tong",
            "cchc-hue-02/ty-le-xu-ly-van-de 3.3",
            "cchc-hue-02/xu-ly-khong-qua-phat-hien 3.3.2",
            "cchc-hue-04/ty-le-dung-han-huyen 3.2",
            "cchc-hue-04/ty-le-giai-quyet-pakn 3.4",
            "cchc-hue-04/giai-quyet-pakn 3.4.2",
        ],
    );
}

#[test]
fn phu_dinh() {
    finds("phu-dinh.xlsx", &[]);
    leaves_open("phu-dinh.xlsx", &["tthc-06a/tiep-nhan tong", "tthc-06a/dang-giai-quyet tong"]);
    let implied = checked("phu-dinh.xlsx").open[0].implied;
    assert_eq!(implied.map(|implied| implied.to_string()).as_deref(), Some("53"));
}

#[test]
fn pho_phong() {
    finds("pho-phong.xlsx", &["error tthc-06a/giai-quyet tong G12 3927 = 3030 897"]);
    leaves_open("pho-phong.xlsx", &["tthc-06a/tiep-nhan tong"]);
}

#[test]
fn remarks_that_say_none_are_answers() {
    let bytes = fs::read(Path::new(ROUND).join("nhan/huong-huu.xlsx")).unwrap();
    let submission = Submission::read(&grid::read(&bytes).unwrap(), &CATALOGUE);
    let form = submission.form(&"cchc-hue-04".into()).unwrap();
    let state = |row: &str| form.rows[form.row(&row.into()).unwrap()].entries[3].answer.state();
    assert_eq!(state("3.4"), phuluc::answer::State::Nil);
    assert_eq!(state("3.4.1"), phuluc::answer::State::Blank);
    assert_eq!(state("1.2"), phuluc::answer::State::Number);
}

/// The workbooks in the repository are what `cargo run --example four_communes` makes.
#[test]
fn workbooks_are_current() {
    let figures = fs::read_to_string(Path::new(ROUND).join("so-lieu.toml")).unwrap();
    let made = example::workbooks(&figures).unwrap();
    assert_eq!(made.len(), 4);
    for (name, bytes) in made {
        let kept = fs::read(Path::new(ROUND).join("nhan").join(&name)).unwrap();
        assert!(
            bytes == kept,
            "{name} is not what the example makes; run `cargo run --example four_communes`"
        );
    }
}
