//! Decisions of staff: they are written down, checked, shown beside the finding or figure, and reported once they
//! match nothing any more.

use crate::support::builder::{FIRST_SENDING, Workbook, workbook};
use crate::support::round_folder::{Folder, WRONG, report};
use phuluc::check::{Checked, Decision, Ruling, SheetCell};
use phuluc::desk::{Context, Sender};
use phuluc::form::{Moment, viet_nam};
use phuluc::grid::At;
use std::fs;
use std::sync::Arc;

const BY: [&str; 4] = ["--by", "Chuyên viên theo dõi", "--at", "2024-03-18 15:00"];
const BASIS: [&str; 2] = ["--basis", "Công văn số 5/UBND"];

/// A round with the report of one unit, whose total is off by one.
pub(super) fn with_a_mistake() -> Folder {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let file = folder.put("a.xlsx", &workbook("Xã Ví dụ 01").tthc(&[WRONG]).bytes());
    folder.run("nhan", &[&file, "--at", "2024-03-18 10:00"]);
    folder
}

fn decide(folder: &Folder, args: &[&str]) -> (i32, String) {
    let mut all = vec!["Xã Ví dụ 01"];
    all.extend(args);
    all.extend(BY);
    all.extend(BASIS);
    folder.run("xu-ly", &all)
}

#[test]
fn what_is_explained_is_shown_and_no_longer_counts_as_an_error() {
    let folder = with_a_mistake();
    for rule in ["tthc-06a/tiep-nhan", "tthc-06a/can-doi"] {
        let (code, said) = decide(&folder, &["explain", "--rule", rule]);
        assert_eq!(code, 0, "{said}");
    }
    let (code, said) = folder.run("kiem-tra", &[]);
    assert_eq!(code, 0, "{said}");
    let shown = "Chấp nhận theo giải trình [tthc-06a/tiep-nhan] (Chuyên viên theo dõi, 15 giờ 00 ngày 18/3/2024; \
                 căn cứ: Công văn số 5/UBND).";
    assert!(said.contains(shown), "{said}");
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("Xã Ví dụ 01: đã kiểm tra, không có lỗi"), "{said}");
    assert!(
        folder.text("tong-hop/tong-hop.xlsx").contains("chấp nhận theo giải trình")
            || folder.text("tong-hop/tong-hop.xlsx").contains("Chấp nhận theo giải trình")
    );
    let (_, json) = folder.run("kiem-tra", &["--format", "json"]);
    assert!(json.contains("\"decision\": \"chấp nhận theo giải trình"), "{json}");
}

/// One rule may be broken in several cells. An explanation for one of them leaves the others open.
#[test]
fn an_explanation_of_one_cell_leaves_the_others_open() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let field = ("Đất đai", WRONG.1);
    let twice = workbook("Xã Ví dụ 01").tthc(&[field, WRONG]);
    let file = folder.put("a.xlsx", &twice.bytes());
    folder.run("nhan", &[&file, "--at", "2024-03-18 10:00"]);
    let explain =
        ["explain", "--rule", "tthc-06a/tiep-nhan", "--sheet", "Biểu 06a", "--cell", "C12"].as_slice();
    let (code, said) = decide(&folder, explain);
    assert_eq!(code, 0, "{said}");
    let (code, said) = folder.run("kiem-tra", &["--format", "json"]);
    assert_eq!(code, 1, "{said}");
    assert_eq!(
        decided(&said),
        [
            "tthc-06a/can-doi C12 open",
            "tthc-06a/tiep-nhan C12 explained",
            "tthc-06a/can-doi C13 open",
            "tthc-06a/tiep-nhan C13 open"
        ]
    );
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("Xã Ví dụ 01: đã kiểm tra, còn 3 lỗi"), "{said}");
}

/// One rule may be broken in the same cell of two sheets, and people spell sheet names in many ways.
#[test]
fn an_explanation_is_of_its_sheet() {
    let folder = with_a_mistake();
    let explain = |sheet: &str| {
        decide(&folder, &["explain", "--rule", "tthc-06a/tiep-nhan", "--sheet", sheet, "--cell", "C12"])
    };
    let (code, said) = explain("Biểu 6");
    assert_eq!(code, 2, "{said}");
    let (code, said) = explain("bieu 06a");
    assert_eq!(code, 0, "{said}");
}

/// The findings of the only file in the JSON of a check, by rule and cell, and whether each is explained.
fn decided(json: &str) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let findings = json["files"][0]["findings"].as_array().unwrap();
    let line = |finding: &serde_json::Value| {
        let decided = if finding["decision"].is_null() { "open" } else { "explained" };
        format!("{} {} {decided}", finding["rule"].as_str().unwrap(), finding["cell"].as_str().unwrap())
    };
    findings.iter().map(line).collect()
}

#[test]
fn an_adjustment_counts_and_leaves_the_file_alone() {
    let folder = with_a_mistake();
    let before = fs::read(folder.path("nhan/xa-vi-du-01_lan-1.xlsx")).unwrap();
    let adjust = |from: &str| {
        let args = ["adjust", "--sheet", "Biểu 06a", "--cell", "C12", "--from", from, "--to", "30"];
        decide(&folder, &args)
    };
    let (code, said) = adjust("32");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("đang ghi 31; ghi đúng số đó sau --from"), "{said}");
    let elsewhere = ["adjust", "--sheet", "Biểu 6", "--cell", "C12", "--from", "31", "--to", "30"];
    assert_eq!(decide(&folder, &elsewhere).0, 2);
    let (code, said) = adjust("31");
    assert_eq!(code, 0, "{said}");
    let (code, said) = folder.run("kiem-tra", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("điều chỉnh từ 31 thành 30 (Chuyên viên theo dõi"), "{said}");
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("tổng số tiếp nhận: 30 (1/2 đơn vị"), "{said}");
    assert_eq!(fs::read(folder.path("nhan/xa-vi-du-01_lan-1.xlsx")).unwrap(), before);
    assert!(folder.text("tong-hop/tong-hop.xlsx").contains("ô C12 từ 31 thành 30"));
}

#[test]
fn a_decision_that_matches_nothing_any_more_is_reported() {
    let folder = with_a_mistake();
    decide(&folder, &["explain", "--rule", "tthc-06a/can-doi"]);
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(!said.contains("Quyết định không còn khớp"), "{said}");
    // the adjustment makes the rule hold, so that there is nothing left to explain
    decide(&folder, &["adjust", "--sheet", "Biểu 06a", "--cell", "C12", "--from", "31", "--to", "30"]);
    let (_, said) = folder.run("tong-hop", &[]);
    let stale = "Quyết định không còn khớp với số liệu, nội dung hoặc lần gửi nào: Xã Ví dụ 01, chấp nhận theo \
                 giải trình [tthc-06a/can-doi]";
    assert!(said.contains(stale), "{said}");
    assert!(folder.text("tong-hop/tong-hop.xlsx").contains("không còn khớp với số liệu"));
}

#[test]
fn whoever_is_accepted_counts_and_two_sets_of_figures_wait_for_a_decision() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let first = folder.put("a.xlsx", &report("Xã Ví dụ 01"));
    let second = folder.put(
        "b.xlsx",
        &workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "40 16 13 1  27 13 13 1  3 2 1")]).bytes(),
    );
    folder.run("nhan", &[&first, "--at", "2024-03-15 10:00"]);
    folder.run("nhan", &[&second, "--at", "2024-03-16 10:00"]);
    folder.run("tong-hop", &[]);
    let text = folder.text("tong-hop/tong-hop.xlsx");
    assert!(text.contains("lần gửi 2 còn lỗi, lần gửi 1 không có lỗi và đang được tính"), "{text}");
    assert!(text.contains("nhan/xa-vi-du-01_lan-2.xlsx"), "{text}");
    let (code, said) = decide(&folder, &["accept", "--sending", "2"]);
    assert_eq!(code, 0, "{said}");
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("tổng số tiếp nhận: 40 (1/1 đơn vị)"), "{said}");
    let verdict =
        "Xã Ví dụ 01: đã chấp nhận số liệu ngày 18/3/2024; còn 2 lỗi; người quyết định: Chuyên viên theo dõi";
    assert!(said.contains(verdict), "{said}");
    assert!(!folder.text("tong-hop/tong-hop.xlsx").contains("Lần gửi 2 còn lỗi"));
    let (code, said) = decide(&folder, &["accept", "--sending", "3"]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn the_total_is_the_same_however_often_it_came() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    for number in 1..=3 {
        let line = format!("{0} {0} 0 0  {0} 0 {0} 0  0 0 0", 10 * number);
        let file = folder
            .put(&format!("{number}.xlsx"), &workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", &line)]).bytes());
        folder.run("nhan", &[&file, "--at", &format!("2024-03-1{number} 10:00")]);
    }
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("tổng số tiếp nhận: 30 (1/1 đơn vị)"), "{said}");
}

pub(super) fn moment(text: &str) -> Moment {
    Moment::find(text, viet_nam()).unwrap()
}

pub(super) fn decision(unit: usize, sending: Option<u32>, ruling: Ruling) -> Arc<Decision> {
    Arc::new(Decision {
        unit,
        sending,
        ruling,
        who: "Chuyên viên".to_owned(),
        when: moment("18/3/2024 15:00"),
        basis: "Công văn số 5".to_owned(),
        taken_back: None,
        remark: "đã gọi".to_owned(),
        extra: Vec::new(),
    })
}

pub(super) fn cell(sheet: &str, at: &str) -> SheetCell {
    SheetCell { sheet: sheet.to_owned(), at: At::named(at).unwrap() }
}

pub(super) fn adjusted(at: &str, from: Option<&str>, to: &str) -> Ruling {
    let figure = |text: &str| text.parse().unwrap();
    Ruling::Adjusted { cell: cell("Biểu 06a", at), from: from.map(figure), to: figure(to) }
}

/// The check of a sending under these decisions.
fn checked(workbook: &Workbook, decisions: &[Arc<Decision>]) -> Checked {
    let sender = Sender::Unit { unit: None, original: "", opening: &[], level: None, decisions, sending: 1 };
    let report =
        crate::support::builder::report("a.xlsx", workbook.bytes(), &Context { sender, ..FIRST_SENDING });
    (*report.checked).clone()
}

/// An adjusted percentage counts as rounded, like any other; a figure is exact.
#[test]
fn an_adjusted_percentage_is_rounded_as_any() {
    let tasks = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("2", "60"), ("2.1", "3"), ("2.2", "2")]);
    let row = |id: &str| {
        let submission = tasks.submission();
        let filled = &submission.forms[0];
        let row = filled.rows.iter().position(|row| row.id.as_str() == id).unwrap();
        let at = filled.rows[row].entries.get(filled.form.value_column().unwrap()).at.unwrap();
        SheetCell { sheet: filled.sheet.clone(), at }
    };
    let adjust = |id: &str, from: &str, to: &str, sending| {
        let (from, to) = (Some(from.parse().unwrap()), to.parse().unwrap());
        decision(0, sending, Ruling::Adjusted { cell: row(id), from, to })
    };
    let errors = |decisions: &[Arc<Decision>]| {
        checked(&tasks, decisions)
            .findings
            .iter()
            .filter(|finding| finding.rule.starts_with("cchc-hue-02/"))
            .count()
    };
    assert_eq!(errors(&[]), 1);
    assert_eq!(errors(&[adjust("2", "60", "66.67", None)]), 0);
    assert_eq!(errors(&[adjust("2", "60.0", "66.7", Some(1))]), 0);
    assert_eq!(errors(&[adjust("2", "60", "66.67", Some(2))]), 1);
    assert_eq!(errors(&[adjust("2", "61", "66.67", None)]), 1);
    assert_eq!(errors(&[adjust("2", "60", "66.5", None)]), 1);
    assert_eq!(errors(&[adjust("2.1", "3", "4", None)]), 1);
}
