//! What is said of decisions is so: their moments are in order, what was set aside is said to be that, and errors are told
//! of the sending that has them.

use super::decisions_recorded::{BY, contested, decide, report, round, send};
use crate::support::builder::workbook;
use crate::support::round_folder::{TOTAL, WRONG};

/// A decision comes after what it is about, and an extension after the due time.
#[test]
fn moments_of_decisions_are_in_order() {
    let folder = contested();
    let at = |what: &[&str], at: &str| {
        let args =
            [&["Xã Ví dụ 01"][..], what, &["--by", "Chuyên viên A", "--basis", "B", "--at", at]].concat();
        folder.run("xu-ly", &args)
    };
    let early = "2024-03-15 12:00";
    for what in [
        &["chap-nhan", "--sending", "2"][..],
        &["yeu-cau-sua", "--sending", "2"],
        &["bo-lan-gui", "--sending", "2"],
        &["giai-trinh", "--rule", "tthc-06a/tiep-nhan", "--sending", "2"],
    ] {
        let (code, said) = at(what, early);
        assert_eq!(code, 2, "{said}");
        assert!(
            said.contains("lần gửi 2 của Xã Ví dụ 01 nhận 10 giờ 00 ngày 16/3/2024, sau thời điểm quyết định (12 giờ 00 ngày 15/3/2024)"),
            "{said}"
        );
    }
    let (code, said) = at(&["chap-nhan"], "2024-03-14 10:00");
    assert!(
        code == 2 && said.contains("lần gửi 1 của Xã Ví dụ 01 nhận 10 giờ 00 ngày 15/3/2024, sau"),
        "{said}"
    );
    let (code, said) = at(&["gia-han", "--until", "18/3/2024 17:00"], early);
    assert!(
        code == 2 && said.contains("không muộn hơn thời hạn gửi báo cáo của đợt (17 giờ 00 ngày 18/3/2024)"),
        "{said}"
    );
    assert!(!folder.text("xu-ly.xlsx").contains("Chuyên viên A"));
    assert_eq!(at(&["chap-nhan", "--sending", "1"], early).0, 0);
    // an extension may be shortened as long as it extends
    for until in ["20/3/2024 17:00", "19/3/2024 17:00"] {
        assert_eq!(at(&["gia-han", "--until", until], early).0, 0);
    }
}

/// What was set aside has come; accepting what did not count is said to count it.
#[test]
fn what_a_decision_meets_is_said_as_it_is() {
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &report(WRONG));
    assert_eq!(decide(&folder, &["bo-lan-gui"]).0, 0);
    for what in ["yeu-cau-sua", "chap-nhan"] {
        let (code, said) = decide(&folder, &[what]);
        assert_eq!(code, 2);
        assert!(
            said.contains(
                "Xã Ví dụ 01 chỉ có lần gửi 1 và đã bỏ; còn dùng thì thu hồi quyết định bỏ lần gửi trước"
            ),
            "{said}"
        );
    }
    // its file is in the consolidated workbook all the same
    folder.run("tong-hop", &[]);
    let text = folder.text("tong-hop/tong-hop.xlsx");
    assert!(text.contains("không tính: đã có quyết định bỏ lần gửi này"), "{text}");
    assert!(text.contains("nhan/xa-vi-du-01_lan-1.xlsx") && !text.contains("đã được thay thế"), "{text}");
    let folder = round("[\"tthc-06a\"]");
    let both = workbook("Xã Ví dụ 02").tthc(&[TOTAL]).bytes();
    let file = folder.put("den/xa-vi-du-01.xlsx", &both);
    folder.run("nhan", &[&file, "--at", "2024-03-15 10:00"]);
    let (_, said) = folder.run("xu-ly", &[&["Xã Ví dụ 02", "chap-nhan"][..], &BY].concat());
    assert!(!said.contains("vẫn tính theo") || said.contains("Tổng số của đợt không đổi"), "{said}");
}

/// The errors in a reminder are those of the sending that is named.
#[test]
fn errors_are_told_of_the_sending_that_has_them() {
    let folder = round("[\"tthc-06a\", \"cchc-hue-03\"]");
    let other = workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1", "6"), ("2", "3")]).bytes();
    send(&folder, 15, &report(WRONG));
    send(&folder, 16, &other);
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-19 10:00"]);
    assert!(said.contains("(nhận 10 giờ 00 ngày 15/3/2024) còn 2 lỗi"), "{said}");
}
