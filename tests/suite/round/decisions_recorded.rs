//! Recording decisions: a decision shows its effect, is refused with the reason if it matches nothing, and can be
//! taken back.

use crate::support::builder::workbook;
use crate::support::round_folder::{Folder, TOTAL, WRONG};
use std::fs;

pub(super) const BY: [&str; 6] =
    ["--by", "Chuyên viên", "--at", "2024-03-18 15:00", "--basis", "Công văn số 5/UBND"];
/// Other figures without a mistake.
pub(super) const MORE: (&str, &str) = ("Tổng cộng", "40 26 13 1  37 13 23 1  3 2 1");

pub(super) fn round(forms: &str) -> Folder {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("[\"tthc-06a\"]", forms).as_bytes());
    folder
}

pub(super) fn send(folder: &Folder, day: u32, bytes: &[u8]) {
    let file = folder.put(&format!("den/{day}.xlsx"), bytes);
    folder.run("nhan", &[&file, "--at", &format!("2024-03-{day} 10:00")]);
}

pub(super) fn report(total: (&str, &str)) -> Vec<u8> {
    workbook("Xã Ví dụ 01").tthc(&[total]).bytes()
}

pub(super) fn decide(folder: &Folder, what: &[&str]) -> (i32, String) {
    folder.run("xu-ly", &[&["Xã Ví dụ 01"][..], what, &BY].concat())
}

pub(super) fn status(folder: &Folder) -> String {
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-19 10:00"]);
    let line = said.lines().find(|line| line.contains("- Xã Ví dụ 01: "));
    line.unwrap_or_else(|| panic!("{said}")).trim_start_matches("  - Xã Ví dụ 01: ").to_owned()
}

pub(super) fn received(folder: &Folder) -> String {
    let (_, said) = folder.run("tong-hop", &[]);
    said.lines().find(|line| line.contains("tổng số tiếp nhận")).unwrap().trim().to_owned()
}

/// A round in which the first sending counts, because the second has errors.
pub(super) fn contested() -> Folder {
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &report(TOTAL));
    send(&folder, 16, &report(WRONG));
    folder
}

#[test]
fn what_is_accepted_is_named_with_what_it_changes() {
    let folder = contested();
    let (code, said) = decide(&folder, &["chap-nhan", "--sending", "2"]);
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(said, @"
    Đã ghi vào [round]/xu-ly.xlsx: Xã Ví dụ 01, chấp nhận số liệu lần gửi 2 (nhận 10 giờ 00 ngày 16/3/2024).
      Biểu 06a: nay tính theo lần gửi 2, thay lần gửi 1.
      Tổng số của đợt thay đổi ở 1 chỗ:
        Biểu 06a, dòng “Tổng cộng”, tổng số tiếp nhận: tăng 1
    Tiếp theo: xem tình hình: phuluc tinh-hinh [round].
    ");
    assert!(received(&folder).starts_with("tổng số tiếp nhận: 31 (1/2"), "{}", received(&folder));
}

/// “Accept” without a sending means the sending that counts.
#[test]
fn without_a_sending_the_one_that_counts_is_accepted() {
    let folder = contested();
    let (code, said) = decide(&folder, &["accept"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("chấp nhận số liệu lần gửi 1 (nhận"), "{said}");
    assert!(said.contains("Biểu 06a: vẫn tính theo lần gửi 1.\n  Tổng số của đợt không đổi."), "{said}");
    assert!(folder.text("xu-ly.xlsx").contains("chấp nhận số liệu"));
    assert!(received(&folder).contains(": 30 (1/2"), "{}", received(&folder));
}

#[test]
fn where_several_sendings_count_somebody_says_which() {
    let folder = round("[\"tthc-06a\", \"cchc-hue-03\"]");
    let both = |total, texts| {
        workbook("Xã Ví dụ 01").tthc(&[total]).printed("cchc-hue-03", &[("1", texts), ("1.3", "4")]).bytes()
    };
    send(&folder, 15, &both(TOTAL, "4"));
    // Biểu 06a counts as it came now, Phụ lục 3 as it came first
    send(&folder, 16, &both(MORE, "5"));
    let (code, said) = decide(&folder, &["chap-nhan"]);
    assert!(
        code == 2
            && said
                .contains("đang được tính từ nhiều lần gửi (1, 2); ghi rõ chấp nhận lần nào sau --sending"),
        "{said}"
    );
    let (code, said) = decide(&folder, &["chap-nhan", "--sending", "2"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains(
            "Biểu 06a: vẫn tính theo lần gửi 2.\n  Phụ lục 3: nay tính theo lần gửi 2, thay lần gửi 1."
        ),
        "{said}"
    );
}

/// Every reason has its own sentence, which says what is there instead.
#[test]
fn why_a_decision_cannot_apply_is_said() {
    #[track_caller]
    fn case(folder: &Folder, what: &[&str], vi: &str, en: &str) {
        let (code, said) = decide(folder, what);
        assert_eq!(code, 2, "{said}");
        assert_eq!(said.trim_end().trim_end_matches('.'), format!("Không thực hiện được: {vi}"));
        let (_, said) = decide(folder, &[what, &["--lang", "en"]].concat());
        assert!(said.contains(en), "{said}");
        assert!(
            !fs::exists(folder.path("xu-ly.xlsx")).unwrap()
                || !folder.text("xu-ly.xlsx").contains("Chuyên viên")
        );
    }
    let folder = round("[\"tthc-06a\"]");
    let nothing = "chưa nhận được tệp nào của Xã Ví dụ 01 nên chưa có gì để quyết định";
    for what in
        [&["chap-nhan"][..], &["yeu-cau-sua"], &["bo-lan-gui"], &["giai-trinh", "--rule", "form-blank"]]
    {
        case(&folder, what, nothing, "nothing has come from Xã Ví dụ 01");
    }
    send(&folder, 15, &report(WRONG));
    case(
        &folder,
        &["chap-nhan", "--sending", "3"],
        "Xã Ví dụ 01 không có lần gửi 3; các lần gửi đã nhận: 1",
        "no sending 3; there are 1",
    );
    case(
        &folder,
        &["giai-trinh", "--rule", "tthc-06a/tiep-nhn"],
        "không có quy tắc “tthc-06a/tiep-nhn”; có phải “tthc-06a/tiep-nhan” không?",
        "is `tthc-06a/tiep-nhan` meant?",
    );
    case(
        &folder,
        &["giai-trinh", "--rule", "x"],
        "không có quy tắc “x”; mã quy tắc đứng trong ngoặc vuông khi kiểm tra",
        "there is no rule `x`",
    );
    case(
        &folder,
        &["giai-trinh", "--rule", "form-blank"],
        "quy tắc này không báo gì trong báo cáo của Xã Ví dụ 01; các nội dung còn lại: [tthc-06a/can-doi], [tthc-06a/tiep-nhan]",
        "what is open: tthc-06a/can-doi, tthc-06a/tiep-nhan",
    );
    let explain =
        |sheet, cell| ["giai-trinh", "--rule", "tthc-06a/tiep-nhan", "--sheet", sheet, "--cell", cell];
    case(
        &folder,
        &explain("Biểu 6", "C12"),
        "Xã Ví dụ 01 không gửi trang tính “Biểu 6”; các trang tính có biểu: “Biểu 06a”",
        "sheets with forms: Biểu 06a",
    );
    case(
        &folder,
        &explain("Biểu 06a", "D12"),
        "quy tắc này không báo ở ô đó mà ở ô C12 trang “Biểu 06a”",
        "but at C12 on “Biểu 06a”",
    );
    let adjust =
        |sheet, cell, from| ["dieu-chinh", "--sheet", sheet, "--cell", cell, "--from", from, "--to", "30"];
    case(
        &folder,
        &adjust("Biểu 6", "C12", "31"),
        "Xã Ví dụ 01 không gửi trang tính “Biểu 6”; các trang tính có biểu: “Biểu 06a”",
        "sent no sheet “Biểu 6”",
    );
    case(
        &folder,
        &adjust("Biểu 06a", "A1", "31"),
        "ô A1 của trang tính “Biểu 06a” không phải ô ghi số liệu của biểu",
        "takes no figure",
    );
    case(
        &folder,
        &adjust("Biểu 06a", "C12", "32"),
        "Biểu 06a, dòng “Tổng cộng”, ô C12 “tổng số tiếp nhận” đang ghi 31; ghi đúng số đó sau --from (để trống nếu ô chưa nhập)",
        "holds 31",
    );
    case(
        &folder,
        &["thu-hoi"],
        "không có quyết định nào về Xã Ví dụ 01 còn hiệu lực để thu hồi; xem xu-ly.xlsx",
        "no decision about Xã Ví dụ 01 that could be taken back",
    );
    case(
        &folder,
        &["thu-hoi", "--line", "2"],
        "dòng 2 không có quyết định nào về Xã Ví dụ 01 còn hiệu lực để thu hồi; xem cột STT của xu-ly.xlsx",
        "taken back on line 2",
    );
    let early = ["Xã Ví dụ 01", "yeu-cau-sua", "--by", "A", "--at", "2024-03-14 10:00"];
    let (code, said) = folder.run("xu-ly", &early);
    assert!(
        code == 2 && said.contains("đến 10 giờ 00 ngày 14/3/2024 chưa nhận được tệp nào của Xã Ví dụ 01"),
        "{said}"
    );
}

/// A dot that may be a decimal point is questioned.
#[test]
fn figures_are_typed_as_people_here_write_them() {
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &report(WRONG));
    let adjust = |to| {
        decide(&folder, &["dieu-chinh", "--sheet", "Biểu 06a", "--cell", "C12", "--from", "31", "--to", to])
    };
    for (to, shown) in [("30.5", "30.5"), ("1.23", "1.23"), ("3 0", "3 0"), ("x", "x"), ("1.2345", "1.2345")]
    {
        let (code, said) = adjust(to);
        let wanted = format!("“{shown}” không phải một con số; ghi như 1232, 1.232 hoặc 83,19");
        assert!(code == 2 && said.contains(&wanted), "{said}");
    }
    assert_eq!(adjust("1.030").0, 0);
    assert!(received(&folder).starts_with("tổng số tiếp nhận: 1.030 (1/2"), "{}", received(&folder));
}

/// What cannot count cannot be accepted, neither by the command nor in the list.
#[test]
fn what_cannot_count_cannot_be_accepted() {
    let other_period = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).period("2022-12-15", "2023-12-14").bytes();
    let empty = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", ". . . .  . . . .  . . .")]).bytes();
    let unreadable = workbook("Xã Ví dụ 01").bytes();
    for (bytes, why) in [
        (other_period, "báo cáo khác kỳ"),
        (empty, "biểu trống, chưa nhập số nào"),
        (unreadable, "tệp không đọc được"),
    ] {
        let folder = round("[\"tthc-06a\"]");
        send(&folder, 15, &bytes);
        let (code, said) = decide(&folder, &["chap-nhan"]);
        assert!(
            code == 2 && said.contains(&format!("không chấp nhận được lần gửi 1 của Xã Ví dụ 01: {why}")),
            "{said}"
        );
        let (code, said) = folder.run("chot-so-lieu", &["--by", "A", "--at", "2024-03-20 10:00"]);
        assert!(code == 2 && said.contains("Xã Ví dụ 01: "), "{said}");
    }
    // a sending was accepted and then assigned to another unit in the register: its figures are in no total
    let folder = round("[\"tthc-06a\"]");
    send(&folder, 15, &report(TOTAL));
    assert_eq!(decide(&folder, &["chap-nhan"]).0, 0);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put(
        "round.toml",
        text.replace("2023-12-15, to = 2024-03-14", "2024-03-15, to = 2024-06-14").as_bytes(),
    );
    assert_eq!(status(&folder), "báo cáo khác kỳ; đã quá thời hạn 17 giờ");
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(
        said.contains("Lý do: không chấp nhận được lần gửi 1 của Xã Ví dụ 01: báo cáo khác kỳ."),
        "{said}"
    );
}

#[test]
fn a_decision_can_be_taken_back() {
    let folder = contested();
    assert_eq!(decide(&folder, &["chap-nhan", "--sending", "2"]).0, 0);
    assert!(status(&folder).starts_with("đã chấp nhận"), "{}", status(&folder));
    let back = [
        "Xã Ví dụ 01",
        "thu-hoi",
        "--by",
        "Trưởng phòng",
        "--at",
        "2024-03-18 16:00",
        "--basis",
        "nhầm lần gửi",
    ];
    let (code, said) = folder.run("xu-ly", &back);
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(said, @"
    Đã thu hồi trong [round]/xu-ly.xlsx: Xã Ví dụ 01, chấp nhận số liệu (Chuyên viên, 15 giờ 00 ngày 18/3/2024; căn cứ: Công văn số 5/UBND).
      Biểu 06a: nay tính theo lần gửi 1, thay lần gửi 2.
      Tổng số của đợt thay đổi ở 1 chỗ:
        Biểu 06a, dòng “Tổng cộng”, tổng số tiếp nhận: giảm 1
    Tiếp theo: xem tình hình: phuluc tinh-hinh [round].
    ");
    assert!(status(&folder).starts_with("đã kiểm tra, không có lỗi"), "{}", status(&folder));
    // the decision stays in the list with who took it back and why, and it held until then
    assert!(
        folder.text("xu-ly.xlsx").contains("18/03/2024 16:00:00, Trưởng phòng: nhầm lần gửi"),
        "{}",
        folder.text("xu-ly.xlsx")
    );
    let (_, then) = folder.run("tinh-hinh", &["--at", "2024-03-18 15:30"]);
    assert!(then.contains("Xã Ví dụ 01: đã chấp nhận số liệu"), "{then}");
    assert_eq!(folder.run("xu-ly", &back).0, 2, "once");
    // an extension can be taken back by its line, too
    for until in ["20/3/2024 17:00", "22/3/2024 17:00"] {
        assert_eq!(decide(&folder, &["gia-han", "--until", until]).0, 0);
    }
    let (code, said) = decide(&folder, &["thu-hoi", "--line", "3"]);
    assert_eq!(code, 0, "{said}");
    assert!(status(&folder).contains("gia hạn đến 17 giờ 00 ngày 20/3/2024"), "{}", status(&folder));
}

/// Errors in a form that the round does not ask for are shown, but hold nothing up.
#[test]
fn errors_in_forms_that_a_unit_does_not_owe_do_not_count() {
    let folder = round("[\"tthc-06a\"]");
    let wrong = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).printed("cchc-hue-03", &[("1", "5"), ("1.3", "4")]);
    send(&folder, 15, &wrong.bytes());
    assert_eq!(status(&folder), "đã kiểm tra, không có lỗi");
    let (code, said) = folder.run("kiem-tra", &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("Đợt không yêu cầu đơn vị gửi Phụ lục 3; không cộng, lỗi trong biểu này không tính"),
        "{said}"
    );
    assert!(said.contains("cchc-hue-03/"), "what is wrong in it is still said: {said}");
    folder.run("kiem-tra", &["--return"]);
    assert!(!fs::exists(folder.path("tra-lai")).unwrap() || folder.files("tra-lai").is_empty());
}

/// A later sending with fewer figures counts, but somebody is asked whether it was meant.
#[test]
fn a_sending_that_loses_figures_is_asked_about() {
    let folder = round("[\"cchc-hue-03\"]");
    let texts = |filled: &[(&str, &str)]| workbook("Xã Ví dụ 01").printed("cchc-hue-03", filled).bytes();
    send(&folder, 15, &texts(&[("1", "5"), ("1.3", "4")]));
    let second = folder.put("den/16.xlsx", &texts(&[("1", "5")]));
    let (_, said) = folder.run("nhan", &[&second, "--at", "2024-03-16 10:00"]);
    let doubt = "Phụ lục 3: lần gửi 2 để trống 1 ô mà lần gửi 1 có số; đang tính lần gửi 2; cần quyết định";
    assert!(said.contains(doubt), "{said}");
    assert!(status(&folder).contains(doubt), "{}", status(&folder));
    let (code, said) = folder.run("chot-so-lieu", &["--by", "A", "--at", "2024-03-19 10:00"]);
    assert!(code == 2 && said.contains(doubt), "{said}");
    let (code, said) = decide(&folder, &["chap-nhan", "--sending", "1"]);
    assert!(code == 0 && said.contains("nay tính theo lần gửi 1, thay lần gửi 2"), "{said}");
    assert!(!status(&folder).contains("để trống"), "{}", status(&folder));
    // nothing that is written as none is a loss
    let folder = round("[\"cchc-hue-03\"]");
    send(&folder, 15, &texts(&[("1", "5"), ("1.3", "4")]));
    send(&folder, 16, &texts(&[("1", "5"), ("1.3", "0")]));
    assert!(!status(&folder).contains("để trống"), "{}", status(&folder));
}

/// One doubt about several forms is one sentence, everywhere.
#[test]
fn forms_with_one_doubt_are_named_together() {
    let folder = round("[\"tthc-06a\", \"cchc-hue-03\"]");
    let both = |total, texts| {
        workbook("Xã Ví dụ 01").tthc(&[total]).printed("cchc-hue-03", &[("1", texts), ("1.3", texts)]).bytes()
    };
    for (name, bytes) in [("1", both(TOTAL, "4")), ("2", both(MORE, "5"))] {
        folder.put(&format!("den/{name}.xlsx"), &bytes);
    }
    let (_, received) = folder.run("nhan", &[&folder.path("den"), "--at", "2024-03-15 10:00"]);
    let doubt = "Biểu 06a, Phụ lục 3 có ở cả lần gửi 2 và lần gửi 1, nhận cùng một lượt mà số khác nhau";
    assert!(received.contains(doubt) && !received.contains("cũ hơn"), "{received}");
    assert_eq!(status(&folder).matches(doubt).count(), 1, "{}", status(&folder));
    let (_, said) = folder.run("chot-so-lieu", &["--by", "A", "--at", "2024-03-19 10:00"]);
    assert_eq!(said.matches("nhận cùng một lượt").count(), 1, "{said}");
}

/// A decision about a sending that does not count is recorded, and said to change nothing.
#[test]
fn a_decision_about_a_sending_that_does_not_count_is_said_to_change_nothing() {
    let folder = contested();
    let nothing =
        "Biểu 06a của lần gửi 2 hiện không được tính (đang tính lần gửi 1), nên số liệu và phiếu không đổi.";
    let (_, found) = folder.run("kiem-tra", &[&folder.path("nhan/xa-vi-du-01_lan-2.xlsx")]);
    let rule = found.split("Lỗi [").nth(1).unwrap().split(']').next().unwrap().to_owned();
    let (code, said) = decide(&folder, &["giai-trinh", "--rule", &rule, "--sending", "2"]);
    assert!(code == 0 && said.contains(nothing), "{said}");
    let (code, said) = decide(&folder, &["yeu-cau-sua", "--sending", "2"]);
    assert!(code == 0 && said.contains(nothing), "{said}");
    let (code, said) = decide(&folder, &["yeu-cau-sua", "--sending", "1"]);
    assert!(code == 0 && !said.contains("không được tính"), "{said}");
    // so is one about the form that does not count, though another form of the sending does
    let folder = round("[\"tthc-06a\", \"cchc-hue-03\"]");
    let both = |total| {
        workbook("Xã Ví dụ 01").tthc(&[total]).printed("cchc-hue-03", &[("1", "4"), ("1.3", "4")]).bytes()
    };
    send(&folder, 15, &both(TOTAL));
    send(&folder, 16, &both(WRONG));
    let (code, said) = decide(&folder, &["giai-trinh", "--rule", &rule]);
    assert!(
        code == 0 && said.contains("Biểu 06a của lần gửi 2 hiện không được tính (đang tính lần gửi 1)"),
        "{said}"
    );
}
