//! Closing a round, and verifying later that it is unchanged.

use crate::support::builder::workbook;
use crate::support::round_folder::{Folder, WRONG, report};
use std::fs;

const BY: [&str; 4] = ["--by", "Trưởng phòng", "--at", "2024-03-20 16:00"];

fn round() -> Folder {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let first = folder.put("a.xlsx", &report("Xã Ví dụ 01"));
    let second = folder.put("b.xlsx", &workbook("Xã Ví dụ 02").tthc(&[WRONG]).bytes());
    folder.run("nhan", &[&first, &second, "--at", "2024-03-15 10:00"]);
    folder
}

#[test]
fn a_round_is_closed_once_everything_is_decided() {
    let folder = round();
    let (code, said) = folder.run("chot-so-lieu", &BY);
    assert_eq!(code, 2);
    insta::assert_snapshot!(said, @"
      - Xã Ví dụ 02: đã kiểm tra, còn 2 lỗi
    Không thực hiện được: còn 1 nội dung chưa quyết định; quyết định ở xu-ly.xlsx, hoặc ghi lý do sau --because.
    ");
    folder.run("xu-ly", &["Xã Ví dụ 02", "accept", "--by", "Chuyên viên", "--at", "2024-03-19 10:00"]);
    let (code, said) = folder.run("chot-so-lieu", &BY);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains(
            "Đã chốt số liệu lúc 16 giờ 00 ngày 20/3/2024: 5 tệp, ghi ở [round]/chot-so-lieu.json."
        ),
        "{said}"
    );
    let (code, said) = folder.run("kiem-chung", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("tổng hợp lại vẫn ra đúng tệp tong-hop/tong-hop.xlsx"), "{said}");
    // a closed round takes in no files
    for command in ["nhan", "chot-so-lieu"] {
        let extra: &[&str] = if command == "nhan" { &[] } else { &BY };
        let (code, said) = folder.run(command, extra);
        assert_eq!(code, 2);
        assert!(said.contains("đợt báo cáo đã chốt số liệu"), "{said}");
    }
}

#[test]
fn an_open_question_needs_a_reason_which_is_recorded() {
    let folder = round();
    let mut args = BY.to_vec();
    args.extend(["--because", "Đã hết thời hạn báo cáo cấp trên"]);
    let (code, said) = folder.run("close", &args);
    assert_eq!(code, 0, "{said}");
    let manifest = fs::read_to_string(folder.path("chot-so-lieu.json")).unwrap();
    assert!(manifest.contains("Đã hết thời hạn báo cáo cấp trên"), "{manifest}");
    assert!(manifest.contains("Xã Ví dụ 02: đã kiểm tra, còn 2 lỗi"), "{manifest}");
}

/// A large film in the folder is hashed in pieces, and closing asks for a reason for the file that cannot be read.
#[cfg(unix)]
#[test]
fn what_is_no_report_costs_nobody_the_closing() {
    use wait4::Wait4 as _;
    const LARGE: u64 = 700 * 1024 * 1024;
    let folder = round();
    folder.run("xu-ly", &["Xã Ví dụ 02", "accept", "--by", "Chuyên viên", "--at", "2024-03-19 10:00"]);
    fs::File::create(folder.path("nhan/phim.mp4")).unwrap().set_len(LARGE).unwrap();
    for (command, args) in [("chot-so-lieu", &BY[..]), ("kiem-chung", &[])] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_phuluc"));
        child.arg(command).arg(folder.path("")).args(args).stdout(std::process::Stdio::null());
        let used = child.spawn().unwrap().wait4().unwrap();
        assert!(used.status.success(), "{command}");
        assert!(used.rusage.maxrss < LARGE, "{command}: {}", used.rusage.maxrss);
    }
    fs::remove_file(folder.path("chot-so-lieu.json")).unwrap();
    std::os::unix::fs::symlink("khong-co", folder.path("nhan/link.pdf")).unwrap();
    let (code, said) = folder.run("chot-so-lieu", &BY);
    assert!(
        code == 2 && said.contains("[round]/nhan/link.pdf: không đọc được nên không ghi được mã SHA-256"),
        "{said}"
    );
    let (code, said) = folder.run("chot-so-lieu", &[&BY[..], &["--because", "không phải báo cáo"]].concat());
    assert_eq!(code, 0, "{said}");
    let (code, said) = folder.run("kiem-chung", &[]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn whatever_changed_since_is_named() {
    let folder = round();
    let mut args = BY.to_vec();
    args.extend(["--because", "ví dụ"]);
    folder.run("close", &args);
    fs::write(folder.path("nhan/xa-vi-du-02_lan-1.xlsx"), report("Xã Ví dụ 02")).unwrap();
    fs::write(folder.path("nhan/them.xlsx"), report("Xã Ví dụ 02")).unwrap();
    fs::remove_file(folder.path("tong-hop/tong-hop.xlsx")).unwrap();
    let (code, said) = folder.run("verify", &[]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(said, @"
    Đợt chốt số liệu lúc 16 giờ 00 ngày 20/3/2024: có nội dung khác so với lúc chốt.
      - nhan/xa-vi-du-02_lan-1.xlsx: đã bị sửa
      - nhan/them.xlsx: mới có thêm
      - tong-hop/tong-hop.xlsx: không còn
      - tổng hợp lại ra tệp khác
    Tiếp theo: đưa lại bản lúc chốt của những gì nêu trên (mã SHA-256 của từng tệp có trong chot-so-lieu.json), chuyển tệp mới ra ngoài thư mục, rồi kiểm chứng lại: phuluc kiem-chung [round].
    ");
    let (code, _) = Folder::new(&["Xã Ví dụ 01"]).run("verify", &[]);
    assert_eq!(code, 2);
}

/// A round cannot have been closed before the last of what it closes.
#[test]
fn a_round_is_closed_after_what_came_and_what_was_decided() {
    let folder = round();
    let close = |at: &str| folder.run("chot-so-lieu", &["--by", "A", "--because", "B", "--at", at]);
    let (code, said) = close("2024-03-15 09:59");
    assert_eq!(code, 2);
    assert!(
        said.contains(
            "chưa chốt được vào 9 giờ 59 ngày 15/3/2024: có tệp nhận sau đó (10 giờ 00 ngày 15/3/2024)"
        ),
        "{said}"
    );
    folder.run("xu-ly", &["Xã Ví dụ 02", "accept", "--by", "Chuyên viên", "--at", "2024-03-19 10:00"]);
    let (code, said) = close("2024-03-18 10:00");
    assert!(code == 2 && said.contains("có quyết định sau đó (10 giờ 00 ngày 19/3/2024)"), "{said}");
    assert!(!fs::exists(folder.path("chot-so-lieu.json")).unwrap());
    assert_eq!(close("2024-03-19 10:00").0, 0);
}
