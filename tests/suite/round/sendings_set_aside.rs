//! Sendings that staff set aside: they count for nothing, and what is said of them afterwards.

use crate::round::decisions_recorded::{MORE, contested, decide, received, report, round, send, status};
use crate::support::builder::workbook;
use crate::support::round_folder::{TOTAL, WRONG};

#[test]
fn a_sending_can_be_set_aside() {
    let folder = contested();
    send(&folder, 17, &report(MORE));
    assert!(received(&folder).contains(": 40 (1/2"), "{}", received(&folder));
    let (code, said) = decide(&folder, &["bo-lan-gui"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Đã ghi vào [round]/xu-ly.xlsx: Xã Ví dụ 01, bỏ lần gửi 3."), "{said}");
    assert!(said.contains("Biểu 06a: nay tính theo lần gửi 1, thay lần gửi 3."), "{said}");
    assert!(said.contains("Biểu 06a, dòng “Tổng cộng”, tổng số tiếp nhận: giảm 10"), "{said}");
    assert!(received(&folder).contains(": 30 (1/2"), "{}", received(&folder));
    assert!(
        status(&folder)
            .contains("đã bỏ lần gửi 3 (Chuyên viên, 15 giờ 00 ngày 18/3/2024; căn cứ: Công văn số 5/UBND)")
    );
    let (code, said) = decide(&folder, &["chap-nhan", "--sending", "3"]);
    assert!(code == 2 && said.contains("đã có quyết định bỏ lần gửi này"), "{said}");
    // with all of them set aside, nothing counts, but something came
    for sending in ["1", "2"] {
        assert_eq!(decide(&folder, &["bo-lan-gui", "--sending", sending]).0, 0);
    }
    assert!(status(&folder).starts_with("đã bỏ lần gửi, chưa gửi lại"), "{}", status(&folder));
}

/// A newer sending of which nothing can count is no choice: the unit is asked to send again, or it is set aside.
#[test]
fn a_newer_sending_of_another_period_is_said_and_can_be_set_aside() {
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &report(TOTAL));
    send(&folder, 16, &workbook("Xã Ví dụ 01").tthc(&[MORE]).period("2022-12-15", "2023-12-14").bytes());
    let said = status(&folder);
    assert!(
        said.contains(
            "Biểu 06a: không dùng được lần gửi 2 (báo cáo khác kỳ), đang tính lần gửi 1; đề nghị đơn vị gửi lại, hoặc bỏ lần gửi 2"
        ),
        "{said}"
    );
    assert_eq!(decide(&folder, &["bo-lan-gui", "--sending", "2"]).0, 0);
    assert!(!status(&folder).contains("không dùng được"), "{}", status(&folder));
}

#[test]
fn what_was_accepted_and_set_aside_since_is_no_misfit() {
    let folder = contested();
    assert_eq!(decide(&folder, &["chap-nhan", "--sending", "2"]).0, 0);
    let later = ["--by", "B", "--at", "2024-03-18 16:00", "--basis", "nhầm tệp"];
    let (code, said) =
        folder.run("xu-ly", &[&["Xã Ví dụ 01", "bo-lan-gui", "--sending", "2"], &later[..]].concat());
    assert_eq!(code, 0, "{said}");
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(!said.contains("không còn khớp"), "{said}");
    assert!(received(&folder).starts_with("tổng số tiếp nhận: 30 (1/2"), "{}", received(&folder));
}

#[test]
fn a_file_of_a_sending_that_was_set_aside_is_said_to_be_that() {
    let folder = contested();
    assert_eq!(decide(&folder, &["bo-lan-gui", "--sending", "2"]).0, 0);
    let again = folder.put("den/lai.xlsx", &report(WRONG));
    let (_, said) = folder.run("nhan", &[&again, "--at", "2024-03-19 09:00"]);
    assert!(
        said.contains(
            "Tệp này đã nhận ở lần gửi 2 (nhan/xa-vi-du-01_lan-2.xlsx); lần gửi đó đã bỏ, không tính."
        ),
        "{said}"
    );
}
