//! Intake of files: odd names, archives, mails, doubtful senders, the same file twice.

use crate::support::archives_and_mails::{archive, forwarded, mail};
use crate::support::builder::workbook;
use crate::support::round_folder::{Folder, TOTAL, WRONG, report};
use std::fs;
use std::path::Path;

/// A report with figures of its own, and so with bytes of its own.
fn numbered(unit: &str, number: usize) -> Vec<u8> {
    let line = format!("{0} {0} 0 0  {0} 0 {0} 0  0 0 0", 10 + number);
    workbook(unit).tthc(&[("Tổng cộng", &line)]).bytes()
}

#[test]
fn mails_attached_to_mails_are_read() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let packed = archive(&[(b"02.xlsx", report("Xã Ví dụ 02").as_slice())]);
    let once = folder.put("den/1.eml", &forwarded(&mail("01.xlsx", &report("Xã Ví dụ 01"))));
    let twice = folder.put("den/2.eml", &forwarded(&forwarded(&mail("goi.zip", &packed))));
    let (code, said) = folder.run("nhan", &[&once, &twice]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Đã nhận 2 tệp của 2 đơn vị"), "{said}");
    // the inner mail says when the report was sent
    assert!(
        said.contains("(tệp gốc “1.eml/1.eml/01.xlsx”)\n  Nhận 9 giờ 15 ngày 18/3/2024 (theo thư điện tử)."),
        "{said}"
    );
}

#[test]
fn an_archive_of_many_files_with_odd_names_is_taken_in() {
    let names: Vec<String> = (1..=23).map(|number| format!("Xã Ví dụ {number:02}")).collect();
    let folder = Folder::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let files: Vec<(Vec<u8>, Vec<u8>)> = (1..=23)
        .map(|number| {
            let name = match number % 4 {
                0 => format!("UBND xã Ví dụ {number:02} (bản cuối).xlsx").into_bytes(),
                // code page 1258 without the UTF-8 flag: ã is a + 0xDE, ụ is u + 0xF2
                1 => [b"Xa\xDE V\xED du\xF2 ", format!("{number:02}.xlsx").as_bytes()].concat(),
                2 => format!("thu muc/xa_vi_du_{number:02}/phu luc.XLSX").into_bytes(),
                _ => format!("a\u{300}/{number}.xlsx").into_bytes(),
            };
            (name, numbered(&format!("Xã Ví dụ {number:02}"), number))
        })
        .collect();
    let files: Vec<(&[u8], &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_slice(), bytes.as_slice())).collect();
    let packed = folder.put("../tat ca.zip", &archive(&files));
    let (code, said) = folder.run("nhan", &[&packed, "--at", "2024-03-18 10:00", "--via", "Zalo"]);
    fs::remove_file(&packed).unwrap();
    assert_eq!(code, 0, "{said}");
    assert!(said.starts_with("Đã nhận 23 tệp của 23 đơn vị, ghi vào [round]/so-theo-doi.xlsx."), "{said}");
    assert!(said.contains("tệp gốc “tat ca.zip/Xã Ví dụ 21.xlsx”"), "{said}");
    let kept = folder.files("nhan");
    assert_eq!(kept.len(), 23);
    assert_eq!(kept[0], "xa-vi-du-01_lan-1.xlsx");
    assert!(kept.iter().all(|name| name.is_ascii()));
    assert_eq!(fs::read(folder.path("nhan/xa-vi-du-07_lan-1.xlsx")).unwrap(), numbered("Xã Ví dụ 07", 7));
    let register = folder.text("so-theo-doi.xlsx");
    for part in
        ["18/03/2024 10:00:00", "người nhận ghi", "Zalo", &phuluc::form::sha256(&numbered("Xã Ví dụ 07", 7))]
    {
        assert!(register.contains(part), "{part}");
    }
    // a second run takes no file twice
    let packed = folder.put("../tat ca.zip", &archive(&files));
    let (code, said) = folder.run("nhan", &[&packed]);
    fs::remove_file(&packed).unwrap();
    assert_eq!((code, folder.files("nhan").len()), (0, 23), "{said}");
    assert!(said.contains("Tệp này đã nhận ở lần gửi 1 (nhan/xa-vi-du-07_lan-1.xlsx)"), "{said}");
}

#[test]
fn a_mail_says_when_it_was_sent() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let mail = folder.put("thu.eml", &mail("B%C3%A1o%20c%C3%A1o.xlsx", &report("Xã Ví dụ 01")));
    let (code, said) = folder.run("nhan", &[&mail]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("tệp gốc “thu.eml/Báo cáo.xlsx”"), "{said}");
    let register = folder.text("so-theo-doi.xlsx");
    assert!(register.contains("18/03/2024 09:15:00\ntheo thư điện tử\nthư điện tử"), "{register}");
}

#[test]
fn whose_file_is_not_certain_is_said_and_not_guessed() {
    let folder = Folder::new(&["Xã Phú Tiến", "Xã Phú Đình"]);
    let nearly = folder.put("a.xlsx", &report("Xã Phú Tiếng"));
    let mut nobody = workbook("").tthc(&[TOTAL]);
    nobody.with_identity = false;
    nobody.sheets[0].heading.right[0] = String::new();
    let nobody = folder.put("phu luc.xlsx", &nobody.bytes());
    let (code, said) = folder.run("nhan", &[&nearly, &nobody, "--at", "2024-03-18 10:00"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(said.replace('\t', "→"), @"
    Không có tệp mới nào của đơn vị trong danh sách.

    Chưa rõ đơn vị (2 tệp, đã lưu trong thư mục nhan, chưa tính cho đơn vị nào):
      - “a.xlsx”: Chưa rõ đơn vị; tệp ghi “Xã Phú Tiếng”, có thể là Xã Phú Tiến.
        Dòng để dán vào don-vi.xlsx (chọn một; dán đè lên dòng của đơn vị, hoặc thêm dòng mới):
        →Xã Phú Tiến→Xã Phú Tiếng→→→→→→→→→→
        →Xã Phú Tiếng
      - “phu luc.xlsx”: Chưa rõ đơn vị; cả tệp và tên tệp không ghi đơn vị nào trong danh sách.
    Tiếp theo: ghi đơn vị của 2 tệp vào cột “Đơn vị” của so-theo-doi.xlsx, rồi chạy: phuluc nhan [round].
    ");
    assert_eq!(folder.files("nhan"), ["chua-ro_a.xlsx", "chua-ro_phu-luc.xlsx"]);
    let (code, said) = folder.run("kiem-tra", &[]);
    assert_eq!(code, 1);
    assert!(said.contains("Lỗi [unit-doubtful]"), "{said}");
    // staff correct the name in the list, and the next run knows the unit
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("Xã Phú Tiến", "Xã Phú Tiếng").as_bytes());
    let (_, said) = folder.run("nhan", &[]);
    assert!(said.contains("Xã Phú Tiếng, lần gửi 1: nhan/chua-ro_a.xlsx"), "{said}");
}

#[test]
fn what_holds_no_figures_is_named_with_what_to_do() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let files: Vec<String> = [
        ("a.rar", &b"Rar!\x1a\x07\x00"[..]),
        ("b.7z", b"7z\xbc\xaf\x27\x1c"),
        ("c.pdf", b"%PDF-1.7"),
        ("d.docx", &archive(&[(b"[Content_Types].xml", b""), (b"word/document.xml", b"")])),
        ("e.jpg", b"\xff\xd8\xff\xe0"),
        ("f.zip", b"PK\x03\x04 half a download"),
        ("g.msg", b"\xd0\xcf\x11\xe0\0\0\0\0"),
        ("h.txt", b"text"),
    ]
    .iter()
    .map(|(name, bytes)| folder.put(&format!("den/{name}"), bytes))
    .collect();
    let mut args: Vec<&str> = files.iter().map(String::as_str).collect();
    args.extend(["--at", "2024-03-18 10:00"]);
    let (code, said) = folder.run("nhan", &args);
    assert_eq!(code, 1);
    insta::assert_snapshot!(said, @"
    Không có tệp mới nào của đơn vị trong danh sách.

    Không nhận (8 tệp):
      - “a.rar”: Tệp nén .rar, chưa mở được; giải nén rồi nhận lại.
      - “b.7z”: Tệp nén .7z, chưa mở được; giải nén rồi nhận lại.
      - “c.pdf”: Tệp .pdf (bản in hoặc bản scan), không có số liệu để đọc; cần tệp Excel.
      - “d.docx”: Văn bản Word, không có số liệu để đọc; cần tệp Excel.
      - “e.jpg”: Ảnh, không có số liệu để đọc; cần tệp Excel.
      - “f.zip”: Tệp nén .zip hỏng hoặc có mật khẩu; giải nén rồi nhận lại.
      - “g.msg”: Thư .msg của Outlook, chưa mở được; lưu tệp đính kèm ra rồi nhận lại.
      - “h.txt”: Không phải tệp Excel.
    Tiếp theo: xem tình hình: phuluc tinh-hinh [round].
    ");
}

#[test]
fn a_file_put_into_the_folder_by_hand_is_taken_where_it_is() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    folder.put("nhan/Xã Ví dụ 01.xlsx", &report("Xã Ví dụ 02"));
    let (code, said) = folder.run("nhan", &[]);
    assert_eq!(code, 1, "{said}");
    let named = "Tên tệp ghi “Xã Ví dụ 01”, trong tệp ghi “Xã Ví dụ 02”; chưa tính cho đơn vị nào.";
    assert!(said.contains(named), "{said}");
    assert!(folder.text("so-theo-doi.xlsx").contains("theo thời gian của tệp"));
    assert_eq!(folder.files("nhan"), ["Xã Ví dụ 01.xlsx"]);
    // a file that somebody changed is reported
    folder.put("nhan/Xã Ví dụ 01.xlsx", &workbook("Xã Ví dụ 02").tthc(&[WRONG]).bytes());
    let (_, said) = folder.run("kiem-tra", &[]);
    assert!(said.contains("Lỗi [file-changed]"), "{said}");
}

#[test]
fn a_later_sending_replaces_an_earlier_one_unless_it_is_worse() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let first = folder.put("a.xlsx", &workbook("Xã Ví dụ 01").tthc(&[WRONG]).bytes());
    let second = folder.put("b.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&first, "--at", "2024-03-15 10:00"]);
    let (code, said) = folder.run("nhan", &[&second, "--at", "2024-03-16 10:00"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Biểu 06a: 1 ô khác lần gửi 1:"), "{said}");
    assert!(said.contains("31 → 30"), "{said}");
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("tổng số tiếp nhận: 30 (1/1 đơn vị)"), "{said}");
    // a third sending has an error, so the second still counts
    let third = folder.put(
        "c.xlsx",
        &workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "40 16 13 1  27 13 13 1  3 2 1")]).bytes(),
    );
    folder.run("nhan", &[&third, "--at", "2024-03-17 10:00"]);
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("tổng số tiếp nhận: 30 (1/1 đơn vị)"), "{said}");
}

#[test]
fn staffs_own_columns_and_remarks_stay() {
    use phuluc::book::list_sheet;
    use phuluc::grid::{CellValue, List};
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let first = folder.put("a.xlsx", &report("Xã Ví dụ 01"));
    folder.run("nhan", &[&first, "--at", "2024-03-15 10:00"]);
    let text = |text: &str| CellValue::Text(text.to_owned());
    let hash = phuluc::form::sha256(&report("Xã Ví dụ 01"));
    let register = List {
        sheet: "Sổ".to_owned(),
        heads: ["Đơn vị", "Điện thoại", "Tệp", "SHA-256", "Ghi chú"]
            .map(|label| (label.to_owned(), 9))
            .to_vec(),
        lines: vec![vec![
            text("ubnd xa vi du 01"),
            text("số máy"),
            text("nhan/xa-vi-du-01_lan-1.xlsx"),
            text(&hash),
            text("đã gọi"),
        ]],
        ..List::default()
    };
    folder.put("so-theo-doi.xlsx", &list_sheet::write(&[register]).unwrap());
    let second = folder.put("b.xlsx", &report("Xã Ví dụ 02"));
    let (code, said) = folder.run("nhan", &[&second, "--at", "2024-03-15 10:00"]);
    assert_eq!(code, 0, "{said}");
    let register = folder.text("so-theo-doi.xlsx");
    for part in ["Điện thoại", "số máy", "đã gọi", "nhan/xa-vi-du-02_lan-1.xlsx"] {
        assert!(register.contains(part), "{part}");
    }
}

#[test]
fn two_people_do_not_write_over_each_other() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let file = folder.put("a.xlsx", &report("Xã Ví dụ 01"));
    folder.put("phuluc.khoa", b"");
    let (code, said) = folder.run("nhan", &[&file]);
    assert_eq!(code, 2);
    assert!(said.contains("có người khác đang ghi vào thư mục này"), "{said}");
    fs::remove_file(folder.path("phuluc.khoa")).unwrap();
    folder.put("~$so-theo-doi.xlsx", b"");
    let (code, said) = folder.run("nhan", &[&file]);
    assert_eq!(code, 2);
    assert!(said.contains("đang mở trong Excel"), "{said}");
    assert!(!Path::new(&folder.path("phuluc.khoa")).exists(), "the lock is given back");
}

#[test]
fn a_correction_of_one_form_leaves_the_others_as_they_are() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("[\"tthc-06a\"]", "[\"tthc-06a\", \"cchc-hue-03\"]").as_bytes());
    let texts = |total| workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1", total), ("1.3", "4")]);
    let both = folder.put("a.xlsx", &texts("5").tthc(&[TOTAL]).bytes());
    let one = folder.put("b.xlsx", &texts("4").bytes());
    folder.run("nhan", &[&both, "--at", "2024-03-15 10:00"]);
    let (_, said) = folder.run("nhan", &[&one, "--at", "2024-03-16 10:00"]);
    assert!(said.contains("Phụ lục 3: 1 ô khác lần gửi 1:"), "{said}");
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-17 10:00"]);
    assert!(said.contains("Xã Ví dụ 01: đã kiểm tra, không có lỗi"), "{said}");
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains("tổng số tiếp nhận: 30 (1/1 đơn vị)"), "{said}");
    assert!(said.contains("Phụ lục 3: 1/1 đơn vị đã báo cáo"), "{said}");
}

#[test]
fn what_came_in_any_order_counts_the_same() {
    let totals = |order: [usize; 3]| {
        let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03"]);
        for number in order {
            let name = format!("Xã Ví dụ {number:02}");
            let file = folder.put(&format!("{number}.xlsx"), &numbered(&name, number));
            folder.run("nhan", &[&file, "--at", "2024-03-15 10:00"]);
        }
        folder.run("tong-hop", &[]);
        fs::read(folder.path("tong-hop/tong-hop.xlsx")).unwrap()
    };
    assert!(totals([1, 2, 3]) == totals([3, 1, 2]));
}

#[test]
fn last_periods_figures_under_a_new_name_are_pointed_out() {
    let before = Folder::new(&["Xã Ví dụ 01"]);
    let text = fs::read_to_string(before.path("round.toml")).unwrap();
    let quarter_before =
        text.replace("from = 2023-12-15, to = 2024-03-14", "from = 2023-09-15, to = 2023-12-14");
    before.put("round.toml", quarter_before.as_bytes());
    let old = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).period("2023-09-15", "2023-12-14");
    let old = before.put("a.xlsx", &old.bytes());
    before.run("nhan", &[&old, "--at", "2023-12-16 10:00"]);

    let now = Folder::new(&["Xã Ví dụ 01"]);
    let text = fs::read_to_string(now.path("round.toml")).unwrap();
    now.put("round.toml", format!("previous = {:?}\n{text}", before.path("")).as_bytes());
    let copied = now.put("b.xlsx", &report("Xã Ví dụ 01"));
    let (_, said) = now.run("nhan", &[&copied, "--at", "2024-03-16 10:00"]);
    assert!(said.contains("số giống hệt báo cáo kỳ trước"), "{said}");
    let other = now.put("c.xlsx", &numbered("Xã Ví dụ 01", 3));
    let (_, said) = now.run("nhan", &[&other, "--at", "2024-03-17 10:00"]);
    assert!(!said.contains("giống hệt"), "{said}");
}
