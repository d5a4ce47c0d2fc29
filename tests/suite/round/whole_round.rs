//! A whole round of 23 communes as the README describes it: begun, received from an archive with odd names, reminded,
//! returned, corrected, decided, consolidated, closed.

use crate::support::archives_and_mails::archive;
use crate::support::builder::workbook;
use crate::support::desk::{Desk, corrected};
use crate::support::round_folder::{WRONG, report};
use phuluc::book::list_sheet;
use phuluc::grid::{CellValue, List};
use std::fs;

/// The province's list of communes, with another name for the last one.
fn communes(other_name: &str) -> Vec<u8> {
    let text = |text: String| CellValue::Text(text);
    let lines = (1..=23).map(|number| {
        let other = if number == 23 { other_name } else { "" };
        vec![text(format!("{number:05}")), text(format!("Xã Ví dụ {number:02}")), text(other.to_owned())]
    });
    let list = List {
        sheet: "Danh sách".to_owned(),
        heads: ["Mã đơn vị", "Tên đơn vị", "Tên gọi khác"].map(|label| (label.to_owned(), 20)).to_vec(),
        lines: lines.collect(),
        ..List::default()
    };
    list_sheet::write(&[list]).unwrap()
}

#[test]
fn a_round_from_please_report_to_accepted() {
    let desk = Desk::new();
    fs::write(desk.path("danh-sach-xa.xlsx"), communes("")).unwrap();
    let said = desk.begin("danh-sach-xa.xlsx", &["--receiver", "Sở Nội vụ tỉnh Ví dụ"]);
    assert!(said.contains("thời hạn gửi 17 giờ 00 ngày 18/3/2024") && said.contains("23 đơn vị"), "{said}");
    assert!(said.contains("Đã lập 23 tệp mẫu, mỗi đơn vị một tệp, trong thư mục"), "{said}");

    // 22 come in one archive: two with a mistake, one under an unknown name, and a scan
    let wrong = |unit: &str| workbook(unit).tthc(&[WRONG]).bytes();
    let mut files: Vec<(String, Vec<u8>)> = (1..=21)
        .map(|number| {
            let unit = format!("Xã Ví dụ {number:02}");
            let bytes = if number < 3 { wrong(&unit) } else { report(&unit) };
            (format!("UBND xã Ví dụ {number:02}.xlsx"), bytes)
        })
        .collect();
    files.push(("Zalo_2024 (1).xlsx".to_owned(), report("Xã Ví dụ Hai Mươi Ba")));
    files.push(("ban ky.pdf".to_owned(), b"%PDF-1.7".to_vec()));
    let files: Vec<(&[u8], &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_bytes(), bytes.as_slice())).collect();
    fs::write(desk.path("bao-cao.zip"), archive(&files)).unwrap();
    let receive = |file: &str, at: &str| desk.run(&["nhan", "quy-1", file, "--at", at, "--via", "Zalo"]);
    let (code, said) = receive("bao-cao.zip", "2024-03-15 09:00");
    assert_eq!(code, 1, "{said}");
    assert!(said.starts_with("Đã nhận 21 tệp của 21 đơn vị"), "{said}");
    assert!(said.contains("Chưa rõ đơn vị (1 tệp") && said.contains("Không nhận (1 tệp)"), "{said}");
    // staff write that name into the list of units, and the file is recognised
    fs::write(desk.path("quy-1/don-vi.xlsx"), communes("Xã Ví dụ Hai Mươi Ba")).unwrap();
    let (_, said) = desk.run(&["nhan", "quy-1"]);
    assert!(said.contains("Xã Ví dụ 23, lần gửi 1"), "{said}");

    let (_, said) = desk.run(&["tinh-hinh", "quy-1", "--at", "2024-03-16 10:00"]);
    assert!(said.contains("Gửi đủ biểu: 22/23 đơn vị (95,65%)"), "{said}");
    assert!(
        said.contains(
            "chưa nhận được Biểu 06a của UBND xã Ví dụ 22. Đề nghị gửi trước 17 giờ 00 ngày 18/3/2024."
        ),
        "{said}"
    );

    // two units get their workbooks back, and one corrects the workbook that it got
    let (code, said) = desk.run(&["kiem-tra", "quy-1", "--return"]);
    assert_eq!(code, 1);
    assert!(said.contains("Đã lập 2 phiếu"), "{said}");
    let sheet = desk.path("quy-1/tra-lai/phieu-chinh-sua_xa-vi-du-01.xlsx");
    fs::write(desk.path("gui lai.xlsx"), corrected(&fs::read(&sheet).unwrap(), "31", "30")).unwrap();
    let (code, said) = receive("gui lai.xlsx", "2024-03-17 08:00");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Xã Ví dụ 01, lần gửi 2") && said.contains("31 → 30"), "{said}");
    fs::write(desk.path("xa 22.xlsx"), report("Xã Ví dụ 22")).unwrap();
    assert_eq!(receive("xa 22.xlsx", "2024-03-18 16:59").0, 0);

    // the other one explains
    let close = ["chot-so-lieu", "quy-1", "--by", "Trưởng phòng", "--at", "2024-03-20 10:00"];
    let (code, said) = desk.run(&close);
    assert_eq!(code, 2);
    assert!(said.contains("  - Xã Ví dụ 02: đã kiểm tra, còn 2 lỗi"), "{said}");
    for rule in ["tthc-06a/tiep-nhan", "tthc-06a/can-doi"] {
        let (code, said) = desk.run(&[
            "xu-ly",
            "quy-1",
            "Xã Ví dụ 02",
            "explain",
            "--rule",
            rule,
            "--by",
            "Chuyên viên",
            "--at",
            "2024-03-19 08:00",
            "--basis",
            "Công văn số 5/UBND",
        ]);
        assert_eq!(code, 0, "{said}");
    }
    let (_, said) = desk.run(&["tong-hop", "quy-1"]);
    assert!(said.contains("tổng số tiếp nhận: 691 (23/23 đơn vị)"), "22 × 30 + 31: {said}");
    let (code, said) = desk.run(&close);
    assert_eq!(code, 0, "{said}");
    let (code, said) = desk.run(&["kiem-chung", "quy-1"]);
    assert_eq!(code, 0, "{said}");
    let (_, said) = desk.run(&["tinh-hinh", "quy-1", "--at", "2024-03-20 11:00"]);
    assert!(said.contains("Gửi đủ và đúng thời hạn: 23/23 đơn vị (100%)"), "{said}");
}
