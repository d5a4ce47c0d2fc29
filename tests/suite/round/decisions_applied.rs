//! Decisions of staff: they are written down, checked, shown beside the finding or figure, and reported once they
//! match nothing any more.

use crate::support::builder::{CATALOGUE, FIRST_SENDING, Workbook, workbook};
use crate::support::round_folder::{Folder, WRONG, report};
use phuluc::book::list_sheet;
use phuluc::check::{Checked, Decision, Ruling, SheetCell};
use phuluc::desk::{Context, Sender};
use phuluc::form::{Moment, viet_nam};
use phuluc::grid;
use phuluc::grid::{At, List};
use phuluc::round::{Decisions, Round};
use std::fs;
use std::sync::Arc;

const BY: [&str; 4] = ["--by", "Chuyên viên theo dõi", "--at", "2024-03-18 15:00"];
const BASIS: [&str; 2] = ["--basis", "Công văn số 5/UBND"];

/// A round with the report of one unit, whose total is off by one.
fn with_a_mistake() -> Folder {
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
fn mistakes_in_the_list_are_named_with_their_cells() {
    use phuluc::book::list_sheet;
    use phuluc::grid::{CellValue, List};
    let folder = with_a_mistake();
    let put =
        |text: &&str| if text.is_empty() { CellValue::Empty } else { CellValue::Text((*text).to_owned()) };
    let heads = [
        "Đơn vị",
        "Quyết định",
        "Trang tính",
        "Ô",
        "Từ",
        "Thành",
        "Gia hạn đến",
        "Người quyết định",
        "Thời điểm",
        "Căn cứ",
    ];
    let lines: [[&str; 10]; 5] = [
        ["Xã Ví dụ 9", "chấp nhận số liệu", "", "", "", "", "", "Chuyên viên", "18/3/2024 15:00", ""],
        ["Xã Ví dụ 01", "đồng ý", "", "", "", "", "", "", "hôm qua", ""],
        [
            "Xã Ví dụ 01",
            "điều chỉnh số liệu",
            "",
            "dòng 12",
            "x",
            "",
            "",
            "Chuyên viên",
            "18/3/2024 15:00",
            "",
        ],
        ["", "gia hạn", "", "", "", "", "mai", "Chuyên viên", "18/3/2024 15:00", "Công văn số 5"],
        [
            "Xã Ví dụ 02",
            "Yêu cầu chỉnh sửa, bổ sung",
            "",
            "",
            "",
            "",
            "",
            "Chuyên viên",
            "18/3/2024 15:00",
            "",
        ],
    ];
    let list = List {
        sheet: "Xử lý".to_owned(),
        heads: heads.map(|label| (label.to_owned(), 9)).to_vec(),
        lines: lines.iter().map(|line| line.iter().map(put).collect()).collect(),
        ..List::default()
    };
    folder.put("xu-ly.xlsx", &list_sheet::write(&[list]).unwrap());
    let (code, said) = folder.run("tong-hop", &[]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(said, @"
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô A4: không có đơn vị “Xã Ví dụ 9” trong danh sách; có phải “Xã Ví dụ 01” không?
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô B5: ghi “đồng ý”, chỉ nhận: chấp nhận số liệu, yêu cầu chỉnh sửa, chấp nhận theo giải trình, điều chỉnh số liệu, gia hạn, bỏ lần gửi.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô H5: chưa ghi “Người quyết định”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô I5: “hôm qua” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô C6: chưa ghi “Trang tính”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô D6: “dòng 12” không phải tên một ô, ghi như C12.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô E6: “x” không phải một con số, ghi như 1232, 1.232 hoặc 83,19.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô F6: chưa ghi “Thành”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô J6: chưa ghi “Căn cứ”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô A7: chưa ghi “Đơn vị”.
    [round]/xu-ly.xlsx, trang tính “Xử lý”, ô G7: “mai” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026.
    Không thực hiện được: danh sách [round]/xu-ly.xlsx chưa dùng được, xem các lỗi ở trên.
    ");
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

#[test]
fn the_list_to_decide_in_stands_ready() {
    let folder = with_a_mistake();
    assert!(folder.text("xu-ly.xlsx").contains("Người quyết định"));
    let before = fs::read(folder.path("xu-ly.xlsx")).unwrap();
    folder.run("nhan", &[]);
    assert!(fs::read(folder.path("xu-ly.xlsx")).unwrap() == before, "and is the staff's from then on");
}

fn two_units() -> Round {
    let text = "title = \"a\"\nforms = [\"tthc-06a\"]\n[[units]]\nname = \"Xã Ví dụ 01\"\n\
                [[units]]\nname = \"Xã Ví dụ 02\"\n";
    let mut round = Round::read(text, &CATALOGUE).unwrap();
    round.units[1].code = Some("00002".to_owned());
    round
}

fn moment(text: &str) -> Moment {
    Moment::find(text, viet_nam()).unwrap()
}

fn decision(unit: usize, sending: Option<u32>, ruling: Ruling) -> Arc<Decision> {
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

fn cell(sheet: &str, at: &str) -> SheetCell {
    SheetCell { sheet: sheet.to_owned(), at: At::named(at).unwrap() }
}

fn adjusted(at: &str, from: Option<&str>, to: &str) -> Ruling {
    let figure = |text: &str| text.parse().unwrap();
    Ruling::Adjusted { cell: cell("Biểu 06a", at), from: from.map(figure), to: figure(to) }
}

fn read(list: List, round: &Round) -> Result<Decisions, Vec<String>> {
    let sheets = grid::read(&list_sheet::write(&[list]).unwrap()).unwrap();
    Decisions::read(&sheets, round)
        .map_err(|problems| problems.list.iter().map(|problem| problem.at.unwrap().to_string()).collect())
}

#[test]
fn decisions_are_read_as_they_were_written() {
    let round = two_units();
    let explained = |cell| Ruling::Explained { rule: "tthc-06a/can-doi".to_owned(), cell };
    let mut decisions = Decisions::default();
    decisions.list = vec![
        decision(0, None, Ruling::Accepted),
        decision(1, Some(2), Ruling::Returned),
        decision(0, Some(1), explained(None)),
        decision(1, None, explained(Some(cell("Biểu 06a", "C12")))),
        decision(1, None, adjusted("C12", Some("1234.5"), "30")),
        // a blank is “chưa nhập”, and 0 is a figure
        decision(1, None, adjusted("D12", None, "7")),
        decision(1, None, adjusted("E12", Some("0"), "0")),
        decision(0, None, Ruling::Extended(moment("20/3/2024 17:00"))),
    ];
    let again = read(decisions.list(&round), &round).unwrap();
    assert_eq!(again.list, decisions.list);
    let numbers =
        |unit: usize| again.of(unit).iter().map(|decision| decision.ruling.kind()).collect::<Vec<_>>();
    assert_eq!((numbers(0).len(), numbers(1).len()), (3, 5));
}

/// Changes a line of the list in the column with this heading.
fn changed(list: &mut List, line: usize, column: &str, text: &str) {
    let at = list.heads.iter().position(|(label, _)| label == column).unwrap();
    list.lines[line][at] =
        if text.is_empty() { grid::CellValue::Empty } else { grid::CellValue::Text(text.to_owned()) };
}

#[test]
fn the_list_takes_what_people_type() {
    let round = two_units();
    let mut decisions = Decisions::default();
    decisions.list = vec![decision(1, None, adjusted("D12", None, "7"))];
    let with = |changes: &[(&str, &str)]| {
        let mut list = decisions.list(&round);
        for (column, text) in changes {
            changed(&mut list, 0, column, text);
        }
        read(list, &round).map(|decisions| (*decisions.list[0]).clone())
    };
    assert_eq!(with(&[("Từ", "")]).unwrap().ruling, adjusted("D12", None, "7"));
    assert_eq!(with(&[("Từ", "CHƯA NHẬP")]).unwrap().ruling, adjusted("D12", None, "7"));
    assert_eq!(with(&[("Từ", "1.234,5")]).unwrap().ruling, adjusted("D12", Some("1234.5"), "7"));
    assert_eq!(with(&[("Từ", "ba")]).unwrap_err(), ["I6"]);
    // a unit may be named by its code alone
    assert_eq!(with(&[("Đơn vị", "")]).unwrap().unit, 1);
    assert_eq!(with(&[("Đơn vị", ""), ("Mã đơn vị", "")]).unwrap_err(), ["C6"]);
    // a rule may stand in brackets, as reports print it; the cell may be missing
    let explain = [("Quyết định", "chấp nhận theo giải trình"), ("Quy tắc", "[tthc-06a/can-doi]")];
    let rule = || "tthc-06a/can-doi".to_owned();
    let there = Some(cell("Biểu 06a", "D12"));
    assert_eq!(with(&explain).unwrap().ruling, Ruling::Explained { rule: rule(), cell: there });
    let everywhere = [explain[0], explain[1], ("Ô", ""), ("Trang tính", "")];
    assert_eq!(with(&everywhere).unwrap().ruling, Ruling::Explained { rule: rule(), cell: None });
    assert_eq!(with(&[explain[0]]).unwrap_err(), ["F6"]);
    // which rulings need a basis
    let no_basis = |ruling| with(&[("Quyết định", ruling), ("Căn cứ", "")]).map(|decision| decision.basis);
    assert_eq!(no_basis("chấp nhận số liệu").unwrap(), "");
    assert_eq!(no_basis("yêu cầu chỉnh sửa, bổ sung").unwrap(), "");
    assert_eq!(no_basis("điều chỉnh số liệu").unwrap_err(), ["N6"]);
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
