//! A whole round of 23 units under real conditions: a printed list, a mail with an archive of odd names, a draft, two
//! files of one unit, a blank, a scan, two people at once, the wrong order, an edited register. Each step is counted.

use crate::support::archives_and_mails::{archive, mail};
use crate::support::builder::{CATALOGUE, workbook};
use crate::support::desk::Desk;
use crate::support::round_folder::phuluc;
use phuluc::book::list_sheet;
use phuluc::grid::{self, CellValue, List};
use phuluc::round::{Register, Round, register};
use std::fs;
use std::process::{Command, Stdio};

/// The name of a unit in the list.
fn unit(number: u32) -> String {
    if number < 6 { format!("Phường Ví dụ {number:02}") } else { format!("Xã Ví dụ {number:02}") }
}

/// The list as an office prints it: groups, codes as numbers, a total, a note, the responsible officer.
fn printed_list() -> Vec<u8> {
    let text = |text: &str| CellValue::from(text);
    let group = |name: &str| vec![text(name), CellValue::Empty, CellValue::Empty, CellValue::Empty];
    let line = |number: u32| {
        let [order, code] = [number, 10_000 + number].map(|number| CellValue::Number(number.into()));
        vec![order, code, CellValue::Text(unit(number)), text("chuyên viên A")]
    };
    let mut lines = vec![group("KHỐI PHƯỜNG")];
    lines.extend((1..6).map(line));
    lines.push(group("KHỐI XÃ"));
    lines.extend((6..=23).map(line));
    lines.extend([group("Tổng cộng: 23 đơn vị"), group("Ghi chú: sau sắp xếp")]);
    let heads = ["STT", "Mã đơn vị", "Tên đơn vị", "Cán bộ theo dõi"].map(|label| (label.to_owned(), 20));
    let list = List { sheet: "DS".to_owned(), heads: heads.to_vec(), lines, ..List::default() };
    list_sheet::write(&[list]).unwrap()
}

/// A report of `received` dossiers, whose unit only the heading names.
fn headed(heading: &str, received: u32) -> Vec<u8> {
    let line = format!("{received} {received} 0 0  {received} 0 {received} 0  0 0 0");
    let mut workbook = workbook(heading).tthc(&[("Tổng cộng", &line)]);
    workbook.with_identity = false;
    workbook.bytes()
}

/// Edits the list of the register, as staff do in Excel.
fn edited(desk: &Desk, edit: impl Fn(&Register, &mut List)) {
    let sheets = |name: &str| grid::read(&fs::read(desk.path(name)).unwrap()).unwrap();
    let text = fs::read_to_string(desk.path("quy-1/round.toml")).unwrap();
    let round = Round::open(&text, Some(&sheets("quy-1/don-vi.xlsx")), &CATALOGUE).unwrap();
    let read = Register::read(&sheets("quy-1/so-theo-doi.xlsx"), &round).unwrap();
    let [mut list, history] = read.lists(&round);
    edit(&read, &mut list);
    fs::write(desk.path("quy-1") + "/" + register::FILE, list_sheet::write(&[list, history]).unwrap())
        .unwrap();
}

#[track_caller]
fn says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

/// Puts a file beside the round. Gives its path.
fn put(desk: &Desk, name: &str, bytes: Vec<u8>) -> String {
    fs::create_dir_all(desk.path(name.rsplit_once('/').map_or("", |(folder, _)| folder))).unwrap();
    fs::write(desk.path(name), bytes).unwrap();
    desk.path(name)
}

/// Begins the round from the printed list.
fn begin(desk: &Desk) {
    fs::write(desk.path("danh-sach.xlsx"), printed_list()).unwrap();
    let said = desk.begin("danh-sach.xlsx", &[]);
    says(
        &said,
        &[
            "dòng 4 “KHỐI PHƯỜNG”, dòng 10 “KHỐI XÃ” là dòng nhóm",
            "23 mã đang là con số",
            "giữ thêm các cột “Cán bộ theo dõi”",
            "23 đơn vị",
            "Đã lập 23 tệp mẫu",
        ],
    );
}

/// A mail with an archive of ten units, one of them twice: a draft, a mistake, a blank, a scan, an unknown sender.
fn letter(blank: Vec<u8>) -> Vec<u8> {
    let wrong = workbook("Xã Ví dụ 09").tthc(&[("Tổng cộng", "10 9 0 0  10 0 10 0  0 0 0")]).bytes();
    let mut files: Vec<(Vec<u8>, Vec<u8>)> = (2..6)
        .map(|number| {
            let name = format!("P.Vi du {number:02}/phu luc.xlsx").into_bytes();
            (name, headed(&format!("UBND P. Ví dụ {number:02}"), number))
        })
        .collect();
    files.extend([
        (b"P. Vi du 01.xlsx".to_vec(), headed("……", 1)),
        (b"06.xlsx".to_vec(), headed("HĐND-UBND X. Ví dụ 06, tỉnh Ví dụ", 6)),
        // code page 1258: ã is a and a tone mark
        (b"Xa\xDE V\xED du\xF2 07.xlsx".to_vec(), headed("UBND xã ……", 7)),
        ("Dự thảo xã Ví dụ 08.xlsx".as_bytes().to_vec(), headed("Xã Ví dụ 08", 800)),
        (b"09.xlsx".to_vec(), wrong),
        (b"10 moi.xlsx".to_vec(), headed("Xã Ví dụ 10", 10)),
        (b"10 cu.xlsx".to_vec(), headed("Xã Ví dụ 10", 1000)),
        (b"11.xlsx".to_vec(), blank),
        (b"12.pdf".to_vec(), b"%PDF-1.7".to_vec()),
        (b"khac.xlsx".to_vec(), headed("Xã Ví dụ Mười Ba", 13)),
    ]);
    let files: Vec<(&[u8], &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_slice(), bytes.as_slice())).collect();
    mail("bao-cao.zip", &archive(&files))
}

/// Two people take in the reports of units 14 to 22 at once.
fn two_at_once(desk: &Desk) {
    let folders = [(14..18, "mot"), (18..23, "hai")].map(|(numbers, folder)| {
        for number in numbers {
            put(desk, &format!("{folder}/{number}.xlsx"), headed(&unit(number), number));
        }
        desk.path(folder)
    });
    let both = folders.map(|folder| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
        command.args(["nhan", &desk.path("quy-1"), &folder, "--at", "2024-03-18 10:00"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    });
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_round_as_offices_have_it_loses_nobody() {
    let desk = Desk::new();
    begin(&desk);
    let blank = fs::read(desk.path("quy-1/mau/xa-vi-du-11_10011.xlsx")).unwrap();
    let letter = put(&desk, "thu.eml", letter(blank));
    let (code, said) = desk.run(&["nhan", "quy-1", &letter]);
    assert_eq!(code, 1, "{said}");
    says(
        &said,
        &[
            "Đã nhận 12 tệp của 11 đơn vị",
            "Nhận 9 giờ 15 ngày 18/3/2024 (theo thư điện tử).",
            "chưa rõ có phải bản chính thức không",
            "Biểu trống, chưa nhập số nào nên chưa tính là đã gửi: Biểu 06a",
            "Chưa rõ đơn vị (1 tệp",
            "tệp ghi “Xã Ví dụ Mười Ba”",
            "Không nhận (1 tệp)",
        ],
    );
    let at = |time: &str| desk.run(&["tinh-hinh", "quy-1", "--at", time]);
    says(&at("2024-03-18 09:30").1, &["Gửi đủ biểu: 9/23", "Biểu 06a có ở cả lần gửi 2 và lần gửi 1"]);

    // staff write the unit of the unknown file, and delete a line by mistake
    edited(&desk, |register, list| {
        let unknown = register.entries.iter().position(|line| line.unit.is_none()).unwrap();
        list.lines[unknown][2] = "X. Ví dụ 13".into();
        let deleted = register.entries.iter().position(|line| line.original.contains("Vi du 02")).unwrap();
        list.lines.remove(deleted);
    });
    let (code, said) = desk.run(&["nhan", "quy-1"]);
    assert_eq!(code, 1, "{said}");
    says(&said, &["Phường Ví dụ 02, lần gửi 1", "vẫn là lần gửi 1, nhận lần đầu 9 giờ 15 ngày 18/3/2024"]);
    let (_, said) = at("2024-03-18 09:30");
    says(&said, &["Gửi đủ biểu: 10/23"]);

    two_at_once(&desk);
    says(&at("2024-03-18 11:00").1, &["Gửi đủ biểu: 19/23"]);

    // an older file comes later; missing and corrected files come in time
    let receive = |name: &str, bytes: Vec<u8>, at: &str| {
        let file = put(&desk, &format!("le/{name}"), bytes);
        desk.run(&["nhan", "quy-1", &file, "--at", at])
    };
    let (code, said) = receive("cu.xlsx", headed("Xã Ví dụ 14", 1400), "2024-03-17 08:00");
    assert_eq!(code, 0, "{said}");
    says(&said, &["lần này cũ hơn lần gửi 1 (nhận 10 giờ 00 ngày 18/3/2024)"]);
    for number in [8, 9, 11, 12] {
        let (code, said) =
            receive(&format!("{number}.xlsx"), headed(&unit(number), number), "2024-03-18 14:00");
        assert_eq!(code, 0, "{said}");
    }
    let (_, said) = at("2024-03-18 15:00");
    says(&said, &["Gửi đủ biểu: 22/23", "chưa nhận được Biểu 06a của UBND xã Ví dụ 23"]);

    // somebody must decide between the two files that came together
    let close = |more: &[&str]| {
        let line = ["chot-so-lieu", "quy-1", "--by", "Trưởng phòng", "--at", "2024-03-20 10:00"];
        desk.run(&[&line[..], more].concat())
    };
    let (code, said) = close(&[]);
    assert_eq!(code, 2, "{said}");
    says(
        &said,
        &["  - Xã Ví dụ 10: Biểu 06a có ở cả lần gửi 2 và lần gửi 1", "  - Xã Ví dụ 23: chưa gửi báo cáo"],
    );
    assert_eq!(said.lines().filter(|line| line.starts_with("  - ")).count(), 2, "{said}");
    let (code, said) = desk.run(&[
        "xu-ly",
        "quy-1",
        "Xã Ví dụ 10",
        "accept",
        "--sending",
        "1",
        "--by",
        "Chuyên viên",
        "--at",
        "2024-03-19 08:00",
        "--basis",
        "đã hỏi đơn vị",
    ]);
    assert_eq!(code, 0, "{said}");
    let (_, said) = desk.run(&["tong-hop", "quy-1"]);
    says(&said, &["tổng số tiếp nhận: 253 (22/23 đơn vị; chưa báo cáo: Xã Ví dụ 23)"]);
    let (code, said) = close(&["--because", "Xã Ví dụ 23 chưa gửi"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(desk.run(&["kiem-chung", "quy-1"]).0, 0);
    let kept = fs::read_dir(desk.path("quy-1/nhan")).unwrap().count();
    assert_eq!(kept, 13 + 9 + 5, "every file that came is there");
    let output = phuluc(&["nhan", &desk.path("quy-1"), &letter]);
    assert_eq!(output.status.code(), Some(2), "after closing nothing is written");
}
