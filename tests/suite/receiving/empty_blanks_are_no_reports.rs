//! Blanks that come back empty are no reports: they are received, do not count as sent, and their unit is reminded.

use crate::support::builder::workbook;
use crate::support::round_folder::{Folder, TOTAL, WRONG, phuluc};
use phuluc::grid;
use phuluc::grid::Sheet;
use std::fs;

const AT: [&str; 2] = ["--at", "2024-03-17 10:00"];

/// A round of two units for these forms, with the workbooks handed out.
fn round(forms: &str) -> Folder {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("[\"tthc-06a\"]", forms).as_bytes());
    hand_out(&folder);
    folder
}

fn hand_out(folder: &Folder) {
    let output = phuluc(&["tao-mau", "--round", &folder.path("")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Takes in a file on a day in March 2024. Gives the output.
fn send(folder: &Folder, day: u32, bytes: &[u8]) -> String {
    let file = folder.put(&format!("den/{day}.xlsx"), bytes);
    folder.run("nhan", &[&file, "--at", &format!("2024-03-{day} 10:00")]).1
}

/// The workbook that was handed out to the first unit.
fn blank(folder: &Folder) -> Vec<u8> {
    fs::read(folder.path("mau/xa-vi-du-01.xlsx")).unwrap()
}

/// The status of the first unit, and its reminder.
fn status(folder: &Folder) -> (String, String) {
    let (_, json) = folder.run("tinh-hinh", &[&AT[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let text = |key: &str| json["units"][0][key].as_str().unwrap_or_default().to_owned();
    (text("message"), text("reminder"))
}

const ASKED: &str =
    "Đề nghị điền số liệu (không phát sinh thì ghi 0) và gửi lại trước 17 giờ 00 ngày 18/3/2024.";

#[test]
fn our_own_blank_is_received_and_not_counted_as_sent() {
    let folder = round("[\"tthc-06a\"]");
    let said = send(&folder, 15, &blank(&folder));
    assert!(said.contains("Biểu trống, chưa nhập số nào nên chưa tính là đã gửi: Biểu 06a."), "{said}");
    let (message, reminder) = status(&folder);
    assert_eq!(message, "gửi biểu trống");
    assert_eq!(
        reminder,
        format!("Biểu 06a của UBND xã Ví dụ 01 gửi còn trống nên chưa tính là đã gửi. {ASKED}")
    );
    let (_, text) = folder.run("tinh-hinh", &AT);
    assert!(text.contains("Gửi đủ biểu: 0/2 đơn vị (0%)"), "{text}");
    let (_, totals) = folder.run("tong-hop", &[]);
    assert!(totals.contains("Xã Ví dụ 01: gửi biểu trống, không cộng vào tổng"), "{totals}");
    assert!(
        totals.contains(
            "tổng số tiếp nhận: – (0/2 đơn vị; chưa báo cáo: Xã Ví dụ 02; gửi biểu trống: Xã Ví dụ 01)"
        ),
        "{totals}"
    );
    let sheets = folder.text("tong-hop/tong-hop.xlsx");
    assert!(sheets.contains("Gửi biểu trống: Xã Ví dụ 01."), "{sheets}");
    // the file is checked all the same
    let (code, checked) = folder.run("kiem-tra", &[]);
    assert!(code == 1 && checked.contains("[form-blank]"), "{checked}");
}

#[test]
fn an_empty_form_never_replaces_a_filled_one() {
    for first in [TOTAL, WRONG] {
        let folder = round("[\"tthc-06a\"]");
        send(&folder, 15, &workbook("Xã Ví dụ 01").tthc(&[first]).bytes());
        let before = (status(&folder), folder.run("tong-hop", &[]).1);
        let said = send(&folder, 16, &blank(&folder));
        assert!(said.contains("Biểu 06a: lần này gửi biểu trống, vẫn tính số liệu lần gửi 1."), "{said}");
        let (message, _) = status(&folder);
        assert_eq!((message, folder.run("tong-hop", &[]).1), (before.0.0, before.1));
    }
    // a filled form replaces an empty one
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &blank(&folder));
    send(&folder, 16, &workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes());
    assert_eq!(status(&folder).0, "đã kiểm tra, không có lỗi");
}

#[test]
fn a_form_of_several_may_be_empty() {
    let folder = round("[\"tthc-06a\", \"cchc-hue-03\", \"cchc-hue-02\"]");
    let filled = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).printed("cchc-hue-03", &[]);
    let said = send(&folder, 15, &filled.bytes());
    assert!(said.contains("chưa tính là đã gửi: Phụ lục 3."), "{said}");
    let (message, reminder) = status(&folder);
    assert_eq!(message, "gửi chưa đủ biểu (thiếu: Phụ lục 2; biểu trống: Phụ lục 3)");
    assert_eq!(
        reminder,
        "Đến 10 giờ 00 ngày 17/3/2024 chưa nhận được Phụ lục 2 của UBND xã Ví dụ 01; Phụ lục 3 gửi còn trống nên \
         chưa tính là đã gửi. Đề nghị điền số liệu (không phát sinh thì ghi 0) và gửi trước 17 giờ 00 ngày 18/3/2024."
    );
    let (_, english) = folder.run("status", &[&AT[..], &["--lang", "en"]].concat());
    assert!(english.contains("sent in part (missing: Phụ lục 2; empty: Phụ lục 3)"), "{english}");
    let (_, totals) = folder.run("tong-hop", &[]);
    assert!(totals.contains("Phụ lục 3: 0/2 đơn vị đã báo cáo"), "{totals}");
    assert!(totals.contains("Biểu 06a: 1/2 đơn vị đã báo cáo"), "{totals}");
}

/// A figure that our blank carries over from the round before is not written by the unit.
#[test]
fn figures_carried_over_are_no_report() {
    let before = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let text = fs::read_to_string(before.path("round.toml")).unwrap();
    before.put(
        "round.toml",
        text.replace("2023-12-15, to = 2024-03-14", "2023-09-15, to = 2023-12-14").as_bytes(),
    );
    let earlier =
        workbook("Xã Ví dụ 01").tthc(&[("Đất đai", TOTAL.1), TOTAL]).period("2023-09-15", "2023-12-14");
    send(&before, 15, &earlier.bytes());
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    let text = text.replacen("title", &format!("previous = {:?}\ntitle", before.path("")), 1);
    folder.put("round.toml", text.as_bytes());
    hand_out(&folder);
    let handed_out = grid::read(&blank(&folder)).unwrap();
    let carried = handed_out
        .iter()
        .any(|sheet| sheet.visible && sheet.cells().any(|(_, cell)| cell.shown() == "Đất đai"));
    assert!(carried, "the lĩnh vực of the report before");
    let said = send(&folder, 15, &blank(&folder));
    assert!(said.contains("chưa tính là đã gửi: Biểu 06a."), "{said}");
    assert_eq!(status(&folder).0, "gửi biểu trống");
    let (_, checked) = folder.run("kiem-tra", &[]);
    assert!(checked.contains("biểu mới có số chuyển từ kỳ trước, chưa nhập số nào của kỳ này"), "{checked}");
    // one figure of its own makes it a report
    send(&folder, 16, &workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "3 . . 3  . . . .  . . .")]).bytes());
    assert!(status(&folder).0.starts_with("đã kiểm tra"), "{:?}", status(&folder));
}

const BY: [&str; 6] = ["--by", "Chuyên viên", "--at", "2024-03-16 15:00", "--basis", "Công văn số 5/UBND"];

#[test]
fn who_explains_that_there_is_nothing_has_reported() {
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &blank(&folder));
    let decide = |what: &[&str]| folder.run("xu-ly", &[&["Xã Ví dụ 01"][..], what, &BY].concat());
    let (code, said) = decide(&["explain", "--rule", "form-blank"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(status(&folder).0, "đã kiểm tra, không có lỗi");
}

#[test]
fn a_figure_adjusted_into_an_empty_form_makes_it_count() {
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", ". . . .  . . . .  . . .")]).bytes());
    assert_eq!(status(&folder).0, "gửi biểu trống");
    let cell = ["Xã Ví dụ 01", "adjust", "--sheet", "Biểu 06a", "--cell", "C12", "--to", "30"];
    let (code, said) = folder.run("xu-ly", &[&cell[..], &BY].concat());
    assert_eq!(code, 0, "{said}");
    let (_, totals) = folder.run("tong-hop", &[]);
    assert!(totals.contains("tổng số tiếp nhận: 30 (1/2 đơn vị; chưa báo cáo: Xã Ví dụ 02)"), "{totals}");
}

/// The level above counts an empty form as little as this level does.
#[test]
fn the_level_above_counts_an_empty_form_as_little() {
    let folder = round("[\"tthc-06a\", \"cchc-hue-03\"]");
    let filled = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).printed("cchc-hue-03", &[]);
    send(&folder, 15, &filled.bytes());
    let other = fs::read(folder.path("mau/xa-vi-du-02.xlsx")).unwrap();
    send(&folder, 16, &other);
    let (_, below) = folder.run("tong-hop", &["--lang", "vi"]);
    let above = Folder::new(&["Sở Nội vụ tỉnh Ví dụ"]);
    let text = fs::read_to_string(above.path("round.toml")).unwrap();
    above.put("round.toml", text.replace("[\"tthc-06a\"]", "[\"tthc-06a\", \"cchc-hue-03\"]").as_bytes());
    send(&above, 17, &fs::read(folder.path("tong-hop/tong-hop.xlsx")).unwrap());
    let (_, said) = above.run("tong-hop", &[]);
    let lines = |text: &str| {
        text.lines().filter(|line| line.contains("Xã Ví dụ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&said), lines(&below));
    assert!(said.contains("Xã Ví dụ 02: gửi biểu trống, không cộng vào tổng"), "{said}");
}

/// The form sheets of the phiếu to the first unit, each with one figure.
fn sheets_that_go_back(folder: &Folder) -> Vec<String> {
    folder.run("kiem-tra", &["--return"]);
    let names = folder.files("tra-lai");
    assert_eq!(names, ["phieu-chinh-sua_xa-vi-du-01_lan-2.xlsx"]);
    let bytes = fs::read(folder.path(&format!("tra-lai/{}", names[0]))).unwrap();
    let sheets = grid::read(&bytes).unwrap().into_iter().filter(|sheet| sheet.visible);
    let first = |sheet: &Sheet| {
        sheet.text(if sheet.name == "PL3" { "D10" } else { "C12" }.parse().unwrap()).into_owned()
    };
    sheets.skip(1).map(|sheet| format!("{} {}", sheet.name, first(&sheet))).collect()
}

/// Each form goes back as it counts, whatever else came with it.
#[test]
fn what_goes_back_is_made_of_the_figures_that_count() {
    const EMPTY: (&str, &str) = ("Tổng cộng", ". . . .  . . . .  . . .");
    const WORSE: (&str, &str) = ("Tổng cộng", "33 16 13 1  27 13 13 1  3 2 1");
    #[track_caller]
    fn case(first: &[u8], second: &[u8], expected: &[&str]) {
        let folder = round("[\"tthc-06a\", \"cchc-hue-03\"]");
        send(&folder, 15, first);
        send(&folder, 16, second);
        assert_eq!(sheets_that_go_back(&folder), expected);
    }
    let wrong = [("1", "5"), ("1.3", "4")];
    let both = |total: (&str, &str), texts: &[(&str, &str)]| {
        workbook("Xã Ví dụ 01").tthc(&[total]).printed("cchc-hue-03", texts).bytes()
    };
    // Phụ lục 3 counts as it came first, without an error
    case(&both(WRONG, &[("1", "4"), ("1.3", "4")]), &both(WORSE, &wrong), &["Biểu 06a 33"]);
    // Biểu 06a counts as it came first, too, since it came empty after that; of Phụ lục 3 the newer one counts
    let other = [("1", "6"), ("1.3", "4")];
    case(&both(WRONG, &wrong), &both(EMPTY, &other), &["Biểu 06a 31", "PL3 6"]);
}
