//! A unit that sent several times: which sending counts for which form, and for which one a decision holds.

use crate::builder::workbook;
use crate::intake::{Folder, TOTAL, WRONG};
use std::fs;

/// Other figures that hold together.
const MORE: (&str, &str) = ("Tổng cộng", "40 26 13 1  37 13 23 1  3 2 1");
const BY: [&str; 6] = ["--by", "Chuyên viên", "--at", "2024-03-18 15:00", "--basis", "Công văn số 5/UBND"];

/// Takes in the lines of `tthc-06a` as the sending of a day in March 2024; gives what is said.
fn send(folder: &Folder, day: u32, lines: &[(&str, &str)]) -> String {
    send_workbook(folder, day, &workbook("Xã Ví dụ 01").tthc(lines).bytes())
}

fn send_workbook(folder: &Folder, day: u32, bytes: &[u8]) -> String {
    let file = folder.put(&format!("den/{day}.xlsx"), bytes);
    folder.run("nhan", &[&file, "--at", &format!("2024-03-{day} 10:00")]).1
}

fn decide(folder: &Folder, what: &[&str]) -> (i32, String) {
    folder.run("xu-ly", &[&["Xã Ví dụ 01"][..], what, &BY].concat())
}

/// The total received, as the consolidation counts it, and whether it waits for a decision on two sendings.
#[track_caller]
fn counts(folder: &Folder, received: u32, is_contested: bool) {
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains(&format!("tổng số tiếp nhận: {received} (1/1 đơn vị)")), "{said}");
    let text = folder.text("tong-hop/tong-hop.xlsx");
    assert_eq!(text.contains("Lần gửi 2 còn lỗi, lần gửi 1 không có lỗi"), is_contested, "{said}");
}

#[test]
fn an_error_on_one_form_does_not_hold_back_another() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("[\"tthc-06a\"]", "[\"tthc-06a\", \"cchc-hue-03\"]").as_bytes());
    let texts = |total| workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1", total), ("1.3", "4")]);
    send_workbook(&folder, 15, &texts("4").tthc(&[TOTAL]).bytes());
    send_workbook(&folder, 16, &texts("5").tthc(&[MORE]).bytes());
    // Phụ lục 3 counts as it came first, Biểu 06a as it came last
    counts(&folder, 40, true);
}

#[test]
fn an_error_that_was_explained_does_not_hold_a_sending_back() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[TOTAL]);
    send(&folder, 16, &[WRONG]);
    counts(&folder, 30, true);
    for rule in ["tthc-06a/tiep-nhan", "tthc-06a/can-doi"] {
        // the first sending has nothing to be explained
        assert_eq!(decide(&folder, &["explain", "--rule", rule, "--sending", "1"]).0, 2);
        assert_eq!(decide(&folder, &["explain", "--rule", rule, "--sending", "2"]).0, 0);
    }
    counts(&folder, 31, false);
}

#[test]
fn what_was_explained_for_one_sending_is_open_in_the_next() {
    for (sending, received) in [(&["--sending", "1"][..], 31), (&[], 32)] {
        let folder = Folder::new(&["Xã Ví dụ 01"]);
        send(&folder, 15, &[WRONG]);
        for rule in ["tthc-06a/tiep-nhan", "tthc-06a/can-doi"] {
            let (code, said) = decide(&folder, &[&["explain", "--rule", rule], sending].concat());
            assert_eq!(code, 0, "{said}");
        }
        send(&folder, 16, &[("Tổng cộng", "32 16 13 1  27 13 13 1  3 2 1")]);
        counts(&folder, received, received == 31);
    }
}

#[test]
fn what_was_adjusted_in_one_sending_is_as_it_came_in_the_next() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[WRONG]);
    let cell = ["adjust", "--sheet", "Biểu 06a", "--cell", "C12", "--from", "31", "--to", "30"];
    let (code, said) = decide(&folder, &[&cell[..], &["--sending", "1"]].concat());
    assert_eq!(code, 0, "{said}");
    send(&folder, 16, &[("Tổng cộng", "31 16 13 1  27 13 13 1  3 1 2")]);
    counts(&folder, 30, true);
}

#[test]
fn who_accepted_the_earlier_sending_is_not_asked_again() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[TOTAL]);
    send(&folder, 16, &[WRONG]);
    assert_eq!(decide(&folder, &["accept", "--sending", "1"]).0, 0);
    counts(&folder, 30, false);
}

/// Lines of the list may stand in any order.
#[test]
fn the_last_word_is_the_latest_not_the_lowest_in_the_list() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[WRONG]);
    for (what, at) in [("accept", "2024-03-18 16:00"), ("return", "2024-03-18 15:00")] {
        let (code, said) = folder.run("xu-ly", &["Xã Ví dụ 01", what, "--by", "Chuyên viên", "--at", at]);
        assert_eq!(code, 0, "{said}");
    }
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-19 10:00"]);
    assert!(said.contains("Xã Ví dụ 01: đã chấp nhận số liệu ngày 18/3/2024"), "{said}");
}

/// A line that only one of two sendings has is a difference in every cell that it fills.
#[test]
fn lines_that_came_or_went_are_told() {
    let both = [("Đất đai", TOTAL.1), TOTAL];
    for (first, second) in [(&both[1..], &both[..]), (&both[..], &both[1..])] {
        let folder = Folder::new(&["Xã Ví dụ 01"]);
        send(&folder, 15, first);
        let said = send(&folder, 16, second);
        assert!(said.contains("Biểu 06a: 11 ô khác lần gửi 1:"), "{said}");
    }
}
