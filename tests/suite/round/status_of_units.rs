//! The status of a round: every state of a unit, the rates, the reminders, as text, JSON and a list to print.

use crate::support::builder::workbook;
use crate::support::round_folder::{Folder, TOTAL, WRONG, report};

/// Seven communes in seven states, with reports due at 17:00 on 18/3/2024.
fn round() -> Folder {
    let names: Vec<String> = (1..=7).map(|number| format!("Xã Ví dụ {number:02}")).collect();
    let folder = Folder::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let send = |name: &str, bytes: &[u8], at: &str| {
        let file = folder.put(&format!("den/{name}.xlsx"), bytes);
        folder.run("nhan", &[&file, "--at", at]);
    };
    send("2", &report("Xã Ví dụ 02"), "2024-03-18 10:00");
    send("3", &report("Xã Ví dụ 03"), "2024-03-20 20:00");
    send("4", &workbook("Xã Ví dụ 04").tthc(&[WRONG]).bytes(), "2024-03-18 09:05");
    send("5", &report("Xã Ví dụ 05"), "2024-03-18 11:00");
    send("6", &workbook("Xã Ví dụ 06").tthc(&[WRONG]).bytes(), "2024-03-18 12:00");
    let old = workbook("Xã Ví dụ 07").tthc(&[TOTAL]).period("2022-12-15", "2023-12-14");
    send("7", &old.bytes(), "2024-03-18 13:00");
    send("khong ro", &report("Xã Khác"), "2024-03-18 13:00");
    let decide = |args: &[&str]| {
        let mut all = args.to_vec();
        all.extend(["--by", "Chuyên viên theo dõi", "--at", "2024-03-19 08:00", "--basis", "Công văn số 7"]);
        let (code, said) = folder.run("xu-ly", &all);
        assert_eq!(code, 0, "{said}");
    };
    decide(&["Xã Ví dụ 05", "accept"]);
    decide(&["Xã Ví dụ 06", "return"]);
    decide(&["Xã Ví dụ 01", "extend", "--until", "22/3/2024 11:00"]);
    folder
}

#[test]
fn every_state_is_told_with_what_to_do_next() {
    let folder = round();
    let (code, said) = folder.run("tinh-hinh", &["--at", "2024-03-21 09:00"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(said, @"
    Báo cáo quý I/2024
    Tính đến 9 giờ 00 ngày 21/3/2024, thời hạn gửi 17 giờ 00 ngày 18/3/2024
    Gửi đủ biểu: 5/7 đơn vị (71,43%)
    Gửi đủ và đúng thời hạn: 4/7 đơn vị (57,14%)

      - Xã Ví dụ 01: chưa gửi báo cáo; gia hạn đến 11 giờ 00 ngày 22/3/2024 (theo Công văn số 7)
      - Xã Ví dụ 02: đã kiểm tra, không có lỗi
      - Xã Ví dụ 03: đã kiểm tra, không có lỗi; gửi muộn 2 ngày 3 giờ
      - Xã Ví dụ 04: đã kiểm tra, còn 2 lỗi
      - Xã Ví dụ 05: đã chấp nhận số liệu ngày 19/3/2024
      - Xã Ví dụ 06: đã yêu cầu chỉnh sửa, bổ sung ngày 19/3/2024; còn 2 lỗi
      - Xã Ví dụ 07: báo cáo khác kỳ; đã quá thời hạn 2 ngày 16 giờ

    Chưa rõ đơn vị (1 tệp, đã lưu trong thư mục nhan, chưa tính cho đơn vị nào):
      - nhan/chua-ro_khong-ro.xlsx: Chưa rõ đơn vị; tệp ghi “Xã Khác”.

    Nội dung đôn đốc (dán vào Zalo hoặc thư):
      Đến 9 giờ 00 ngày 21/3/2024 chưa nhận được Biểu 06a của UBND xã Ví dụ 01. Đề nghị gửi trước 11 giờ 00 ngày 22/3/2024.
      Báo cáo của UBND xã Ví dụ 04 (nhận 9 giờ 05 ngày 18/3/2024) còn 2 lỗi. Đề nghị chỉnh sửa và gửi lại ngay.
      Báo cáo của UBND xã Ví dụ 06 đã được yêu cầu chỉnh sửa, bổ sung ngày 19/3/2024, đến nay chưa nhận được bản gửi lại. Đề nghị gửi ngay.
      Tệp UBND xã Ví dụ 07 gửi chưa dùng được (báo cáo khác kỳ), chưa có số liệu Biểu 06a. Đề nghị gửi lại ngay.

    Lời nhắn chung cho cả nhóm Zalo:
      Đến 9 giờ 00 ngày 21/3/2024, Báo cáo quý I/2024: 5/7 đơn vị đã gửi đủ. Chưa gửi báo cáo: Xã Ví dụ 01. Cần chỉnh sửa và gửi lại: Xã Ví dụ 04 (đã kiểm tra, còn 2 lỗi), Xã Ví dụ 06 (đã yêu cầu chỉnh sửa, bổ sung ngày 19/3/2024; còn 2 lỗi), Xã Ví dụ 07 (báo cáo khác kỳ). Đề nghị các đơn vị gửi ngay. Riêng Xã Ví dụ 01 được gia hạn, gửi trước 11 giờ 00 ngày 22/3/2024.

    Nên xem trước 2 chỗ ảnh hưởng nhiều nhất đến số tổng hợp:
      1. Xã Ví dụ 04: Biểu 06a, dòng “Tổng cộng”, ô C12 “tổng số tiếp nhận”: 31 → 30 (số tổng hợp từ 152 thành 151; tỷ lệ đã giải quyết, dòng “Tổng cộng”, từ 88,82% thành 89,40%)
      2. Xã Ví dụ 06: Biểu 06a, dòng “Tổng cộng”, ô C12 “tổng số tiếp nhận”: 31 → 30 (số tổng hợp từ 152 thành 151; tỷ lệ đã giải quyết, dòng “Tổng cộng”, từ 88,82% thành 89,40%)
    Tiếp theo: ghi đơn vị của 1 tệp vào cột “Đơn vị” của so-theo-doi.xlsx, rồi chạy: phuluc nhan [round].
    ");
    // a moment before the due time, when most had not sent
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-18 09:30"]);
    assert!(said.contains("Gửi đủ biểu: 1/7 đơn vị (14,29%)"), "{said}");
    assert!(
        said.contains(
            "chưa nhận được Biểu 06a của UBND xã Ví dụ 02. Đề nghị gửi trước 17 giờ 00 ngày 18/3/2024."
        ),
        "{said}"
    );
}

#[test]
fn programs_read_the_same() {
    let folder = round();
    let (_, json) = folder.run("status", &["--at", "2024-03-21 09:00", "--format", "json", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let of = |key: &str| {
        json["units"].as_array().unwrap().iter().map(|unit| unit[key].clone()).collect::<Vec<_>>()
    };
    let states = ["not_sent", "passes", "passes", "fails", "accepted", "returned", "unusable"];
    assert_eq!(of("state"), states);
    assert_eq!(of("late_seconds")[2], 2 * 86_400 + 3 * 3600);
    assert_eq!(of("due")[0], "2024-03-22T11:00:00+07:00");
    assert_eq!(json["completeness"]["percent"], "71.43");
    assert_eq!(json["timeliness"]["given"], 4);
    assert_eq!(json["unit_unknown"][0], "nhan/chua-ro_khong-ro.xlsx");
}

#[test]
fn the_list_is_written_where_nothing_of_the_round_is_lost() {
    let folder = round();
    let file = folder.path("tinh-hinh.xlsx");
    let (code, _) = folder.run("tinh-hinh", &["--at", "2024-03-21 09:00", "-o", &file]);
    assert_eq!(code, 0);
    let text = folder.text("tinh-hinh.xlsx");
    for part in [
        "Gửi muộn 2 ngày 3 giờ",
        "Gia hạn đến 11 giờ 00 ngày 22/3/2024 (theo Công văn số 7)",
        "Chưa rõ đơn vị; tệp ghi “Xã Khác”",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let register = folder.path("so-theo-doi.xlsx");
    let (code, said) = folder.run("tinh-hinh", &["-o", &register]);
    assert_eq!(code, 2, "{said}");
}

/// A unit is in one state, and everything that names the unit says it in the same words.
#[test]
fn a_state_has_the_same_words_everywhere() {
    let folder = round();
    let aside = folder.put("den/1.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&aside, "--at", "2024-03-18 14:00"]);
    let by = ["--by", "A", "--at", "2024-03-19 09:00", "--basis", "Công văn số 8"];
    folder.run("xu-ly", &[&["Xã Ví dụ 01", "set-aside"], &by[..]].concat());
    let at = ["--at", "2024-03-21 09:00"];
    let (_, json) = folder.run("tinh-hinh", &[&at[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let (_, text) = folder.run("tinh-hinh", &at);
    let (_, board) = folder.run("tinh-hinh", &[&at[..], &["--format", "html"]].concat());
    let (_, totals) = folder.run("tong-hop", &[]);
    let book = folder.text("tong-hop/tong-hop.xlsx");
    let units = json["units"].as_array().unwrap();
    assert_eq!(units.len(), 7);
    for unit in units {
        let (name, words) = (unit["unit"].as_str().unwrap(), unit["message"].as_str().unwrap());
        for said in [&text, &totals] {
            assert!(said.contains(&format!("- {name}: {words}")), "{name}: {words}\n{said}");
        }
        assert!(board.contains(words) && book.contains(words), "{name}: {words}");
        // the text to the group names whoever has something to send again, in the same words
        if !["passes", "accepted"].contains(&unit["state"].as_str().unwrap()) {
            assert!(text.contains(&format!("{name} ({words})")), "{name}: {words}\n{text}");
        }
    }
    assert_eq!(units[0]["state"], "set_aside");
    assert_eq!(units[0]["message"], "đã bỏ lần gửi, chưa gửi lại");
    for said in [text, board, totals, book] {
        assert!(!said.to_lowercase().contains("chưa gửi báo cáo"), "{said}");
    }
}

/// A unit that sent a draft is asked for the final report, not for corrections alone.
#[test]
fn a_draft_is_told_as_a_draft() {
    let folder = Folder::new(&["X. Ví dụ 01", "Xã Ví dụ 02"]);
    let send = |name: &str, bytes: &[u8]| {
        let file = folder.put(name, bytes);
        folder.run("nhan", &[&file, "--at", "2024-03-18 10:00"]);
    };
    send("du thao 01.xlsx", &report("X. Ví dụ 01"));
    send("du thao 02.xlsx", &workbook("Xã Ví dụ 02").tthc(&[WRONG]).bytes());
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-21 09:00"]);
    for part in [
        // a draft is not what the unit owes
        "Gửi đủ biểu: 0/2 đơn vị",
        "- X. Ví dụ 01: mới gửi bản dự thảo; đã quá thời hạn 2 ngày 16 giờ\n",
        "- Xã Ví dụ 02: mới gửi bản dự thảo, còn 2 lỗi; đã quá thời hạn 2 ngày 16 giờ\n",
        // the level is written out in letters
        "UBND xã Ví dụ 01 mới gửi bản dự thảo. Đề nghị gửi bản chính thức ngay.",
        "UBND xã Ví dụ 02 mới gửi bản dự thảo, còn 2 lỗi. Đề nghị chỉnh sửa và gửi bản chính thức ngay.",
        "Cần chỉnh sửa và gửi lại: X. Ví dụ 01 (mới gửi bản dự thảo)",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let (_, said) = folder.run("chot-so-lieu", &["--by", "A", "--at", "2024-03-21 10:00"]);
    assert!(said.contains("X. Ví dụ 01: mới gửi bản dự thảo"), "{said}");
    folder
        .run("xu-ly", &["Xã Ví dụ 02", "accept", "--by", "A", "--at", "2024-03-21 10:00", "--basis", "CV 1"]);
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-21 11:00"]);
    assert!(said.contains("- Xã Ví dụ 02: đã chấp nhận số liệu ngày 21/3/2024"), "{said}");
}

/// The next step follows from what there is.
#[test]
fn the_next_step_is_what_can_be_done_next() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("Tiếp theo: đôn đốc 2 đơn vị") && !said.contains("chot-so-lieu"), "{said}");
    let file = folder.put("den/1.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&file, "--at", "2024-03-18 10:00"]);
    let (_, said) = folder.run("kiem-tra", &["--return"]);
    assert!(said.contains("Tiếp theo: xem tình hình") && !said.contains("gửi các phiếu"), "{said}");
    let file = folder.put("den/2.xlsx", &report("Xã Ví dụ 02"));
    folder.run("nhan", &[&file, "--at", "2024-03-18 10:00"]);
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("chot-so-lieu"), "{said}");
    // before the last sending counts for sure, somebody decides
    for name in ["a", "b"] {
        let bytes = workbook("Xã Ví dụ 02")
            .tthc(&[(
                "Tổng cộng",
                if name == "a" { "40 26 13 1  37 13 23 1  3 2 1" } else { "41 27 13 1  38 13 24 1  3 2 1" },
            )])
            .bytes();
        folder.put(&format!("them/{name}.xlsx"), &bytes);
    }
    folder.run("nhan", &[&folder.path("them"), "--at", "2024-03-18 11:00"]);
    for command in ["tinh-hinh", "tong-hop"] {
        let (_, said) = folder.run(command, &[]);
        assert!(said.contains("Tiếp theo: chọn lần gửi được tính của 1 đơn vị"), "{said}");
    }
}

/// What cannot be read has no errors to count, and neither has a blank that nobody filled in.
#[test]
fn receiving_says_of_each_file_what_it_is() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let blank = folder
        .put("1.xlsx", &workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", ". . . .  . . . .  . . .")]).bytes());
    let (_, said) = folder.run("nhan", &[&blank, "--at", "2024-03-18 10:00"]);
    assert!(said.contains("Biểu trống, chưa nhập số nào") && !said.contains("lỗi."), "{said}");
    let torn = folder.put("Xã Ví dụ 02.xlsx", b"PK\x03\x04torn");
    let (_, said) = folder.run("nhan", &[&torn, "--at", "2024-03-18 10:00"]);
    assert!(!said.contains("Đã kiểm tra"), "{said}");
    let nobody = folder.put("khong ro.xlsx", b"PK\x03\x04torn too");
    let (_, said) = folder.run("nhan", &[&nobody, "--at", "2024-03-18 10:00"]);
    assert_eq!(said.matches("“khong ro.xlsx”").count(), 1, "{said}");
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-19 10:00"]);
    let line = said.lines().find(|line| line.contains("nhan/chua-ro_khong-ro.xlsx")).unwrap();
    assert!(line.contains("Chưa rõ đơn vị") && line.contains("Không đọc được"), "{line}");
}

/// A file that was changed where it is kept is an error for the staff, and the unit can do nothing about it.
#[test]
fn the_state_counts_the_errors_that_the_unit_can_correct() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let file = folder.put("den/1.xlsx", &workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes());
    folder.run("nhan", &[&file, "--at", "2024-03-18 10:00"]);
    let [kept] = &folder.files("nhan")[..] else { panic!("one file") };
    folder.put(&format!("nhan/{kept}"), &workbook("Xã Ví dụ 01").tthc(&[WRONG]).bytes());
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-18 11:00"]);
    for part in ["- Xã Ví dụ 01: đã kiểm tra, còn 2 lỗi", "còn 2 lỗi. Đề nghị chỉnh sửa và gửi lại"]
    {
        assert!(said.contains(part), "{part}\n{said}");
    }
}
