//! What goes wrong where the round is kept: lines of the register copied, files of the folder lost, moved or changed.
//! The units are not asked for it, and nothing counts twice.

use crate::support::archives_and_mails::archive;
use crate::support::builder::{CHECKER, LATER, workbook};
use crate::support::round_folder::{Folder, TOTAL, WRONG, report};
use phuluc::book::list_sheet;
use phuluc::desk::{
    self, Delivery, Folder as _, Memory, OpenRound, ReceiptFacts, Request, RulingWanted, StatedOrNow, Tools,
};
use phuluc::grid::{self, CellValue, List};
use phuluc::round::{decisions, register};
use phuluc::say::Lang;
use std::fs;

const AT: [&str; 2] = ["--at", "2024-03-15 10:00"];

/// A round in which two of three communes have sent.
fn round() -> Folder {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03"]);
    folder.put("den/1.xlsx", &report("Xã Ví dụ 01"));
    folder.put("den/2.xlsx", &report("Xã Ví dụ 02"));
    let (code, said) = folder.run("nhan", &[&[folder.path("den").as_str()][..], &AT].concat());
    assert_eq!(code, 0, "{said}");
    folder
}

/// Changes the lines of the register that people see, as somebody does in Excel. The hidden sheet stays as it is.
fn edited(folder: &Folder, edit: impl Fn(&mut Vec<Vec<CellValue>>)) {
    let sheets = grid::read(&fs::read(folder.path("so-theo-doi.xlsx")).unwrap()).unwrap();
    let lists = sheets.iter().map(|sheet| {
        let first = sheet.cells().find(|(_, cell)| cell.shown() == "STT").unwrap().0;
        let texts = |row: u32| -> Vec<String> {
            let last = sheet.row(row).map(|(at, _)| at.column).max().unwrap_or(0);
            (0..=last).map(|column| sheet.text(grid::At { row, column }).into_owned()).collect()
        };
        let heads = texts(first.row).into_iter().map(|head| (head, 12)).collect();
        let rows = first.row + 1..=sheet.last_row().unwrap();
        let lines = rows.map(|row| texts(row).iter().map(|text| text.as_str().into()).collect());
        let mut lines: Vec<Vec<CellValue>> = lines.collect();
        if sheet.visible {
            edit(&mut lines);
        }
        List { sheet: sheet.name.clone(), heads, lines, hidden: !sheet.visible, ..List::default() }
    });
    let lists: Vec<List> = lists.collect();
    folder.put("so-theo-doi.xlsx", &list_sheet::write(&lists).unwrap());
}

/// The columns of the register.
const UNIT: usize = 2;
const PATH: usize = 4;
const SHA256: usize = 10;

fn status(folder: &Folder) -> String {
    folder.run("tinh-hinh", &["--at", "2024-03-19 10:00"]).1
}

fn total(folder: &Folder) -> String {
    let (_, said) = folder.run("tong-hop", &[]);
    let line = said.lines().find(|line| line.contains("tổng số tiếp nhận"));
    line.unwrap_or_else(|| panic!("{said}")).trim().to_owned()
}

/// How often the workbook names the unit in its data and its sources.
fn lines_in_book(folder: &Folder, sheet: &str, unit: &str) -> usize {
    let sheets = grid::read(&fs::read(folder.path("tong-hop/tong-hop.xlsx")).unwrap()).unwrap();
    let sheet = sheets.iter().find(|other| other.name == sheet).unwrap();
    sheet.cells().filter(|(_, cell)| cell.shown() == unit).count()
}

#[test]
fn a_copied_line_of_the_register_counts_once() {
    let folder = round();
    let before = total(&folder);
    let data = lines_in_book(&folder, "Dữ liệu", "Xã Ví dụ 01");
    edited(&folder, |lines| lines.push(lines[0].clone()));
    let said = status(&folder);
    let notice = "ghi lại tệp của dòng 4 (nhan/xa-vi-du-01_lan-1.xlsx), chỉ tính một lần, bỏ dòng 6.";
    assert!(said.contains(notice), "{said}");
    assert!(said.contains("- Xã Ví dụ 01: đã kiểm tra, không có lỗi\n"), "{said}");
    assert_eq!(total(&folder), before);
    assert_eq!(lines_in_book(&folder, "Dữ liệu", "Xã Ví dụ 01"), data);
    assert_eq!(lines_in_book(&folder, "Nguồn số liệu", "Xã Ví dụ 01"), 1);
    // the unit is told nothing
    let (code, said) = folder.run("kiem-tra", &["--return"]);
    assert!(code == 0 && !said.contains("Lỗi"), "{said}");
    // receiving says it once more, and leaves one line
    let (_, said) = folder.run("nhan", &AT);
    assert!(said.contains(notice), "{said}");
    assert!(!status(&folder).contains("ghi lại tệp"));
}

/// Excel counts on where it fills a cell down, so that the copy may have another SHA-256.
#[test]
fn a_line_that_was_filled_down_or_copied_for_another_unit_is_said() {
    let folder = round();
    edited(&folder, |lines| {
        let mut copy = lines[0].clone();
        copy[SHA256] = "0123".into();
        lines.push(copy);
        let mut copy = lines[1].clone();
        copy[UNIT] = "Xã Ví dụ 03".into();
        lines.push(copy);
    });
    let said = status(&folder);
    assert!(said.contains("dòng 6 ghi lại tệp của dòng 4"), "{said}");
    assert!(
        said.contains(
            "dòng 7 (Xã Ví dụ 03) ghi lại tệp của dòng 5 (Xã Ví dụ 02: nhan/xa-vi-du-02_lan-1.xlsx)"
        ),
        "{said}"
    );
    assert!(said.contains("- Xã Ví dụ 03: chưa gửi báo cáo"), "{said}");
    assert!(total(&folder).starts_with("tổng số tiếp nhận: 60 (2/3"), "{}", total(&folder));
}

const FIRST: &str = "nhan/xa-vi-du-01_lan-1.xlsx";

#[track_caller]
fn is_lost(folder: &Folder) {
    let said = status(folder);
    assert!(
        said.contains(&format!(
            "- Xã Ví dụ 01: tệp đã nhận bị mất hoặc bị sửa trong thư mục nhan; tìm lại bản gốc của {FIRST}"
        )),
        "{said}"
    );
    assert!(
        said.contains(&format!("tìm lại bản gốc của {FIRST} (thư, Zalo, trục văn bản) rồi nhận lại")),
        "{said}"
    );
    assert!(said.contains("Tiếp theo: tìm lại bản gốc của 1 đơn vị"), "{said}");
    // the unit is asked for nothing
    assert!(!said.contains("UBND xã Ví dụ 01"), "{said}");
    let (_, said) = folder.run("kiem-tra", &["--return"]);
    assert!(said.contains("Không có báo cáo nào") || said.contains("Đã lập 0 phiếu"), "{said}");
}

/// A file that was deleted is staff's to find again. When it comes again, it is the sending that it was.
#[test]
fn a_lost_file_is_not_the_units_fault_and_comes_back_as_what_it_was() {
    let folder = round();
    let (before, bytes) = (status(&folder), fs::read(folder.path(FIRST)).unwrap());
    fs::remove_file(folder.path(FIRST)).unwrap();
    is_lost(&folder);
    assert!(total(&folder).starts_with("tổng số tiếp nhận: 30 (1/3"), "{}", total(&folder));
    let again = folder.put("thu/ban goc.xlsx", &bytes);
    let (code, said) = folder.run("nhan", &[&again, "--at", "2024-03-18 10:00"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains(&format!("Tệp đã nhận ({FIRST}) bị mất, nay có lại bản gốc; vẫn là lần gửi 1.")),
        "{said}"
    );
    assert_eq!(status(&folder), before);
}

#[test]
fn a_file_that_was_changed_in_the_folder_is_not_the_units_fault() {
    let folder = round();
    let (before, bytes) = (status(&folder), fs::read(folder.path(FIRST)).unwrap());
    // as it is after somebody opened and saved it
    let mut saved = workbook("Xã Ví dụ 01").tthc(&[TOTAL]);
    saved.with_identity = false;
    folder.put(FIRST, &saved.bytes());
    is_lost(&folder);
    // what cannot be read any more is no different
    folder.put(FIRST, b"PK");
    is_lost(&folder);
    // the original beside it under any name is that sending
    folder.put("nhan/ban goc.xlsx", &bytes);
    let rest = |said: &str| {
        said.lines().filter(|line| line.contains("Xã Ví dụ 01")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rest(&status(&folder)), rest(&before));
    assert!(total(&folder).starts_with("tổng số tiếp nhận: 60 (2/3"), "{}", total(&folder));
    // what was changed does not become another sending
    for _ in 0..2 {
        let (_, said) = folder.run("nhan", &AT);
        assert!(
            said.contains(&format!("({FIRST}) bị sửa trong thư mục nhan; số liệu lấy theo bản gốc này")),
            "{said}"
        );
        assert_eq!(rest(&status(&folder)), rest(&before));
        assert!(total(&folder).starts_with("tổng số tiếp nhận: 60 (2/3"), "{}", total(&folder));
    }
    fs::remove_file(folder.path(FIRST)).unwrap();
    folder.run("nhan", &AT);
    let register = folder.text("so-theo-doi.xlsx");
    assert!(register.contains("nhan/ban goc.xlsx") && !register.contains(FIRST), "{register}");
    assert_eq!(folder.run("nhan", &AT).0, 0);
    assert_eq!(status(&folder), before);
}

#[test]
fn a_file_that_was_moved_or_whose_line_names_another_place_is_found() {
    let folder = round();
    let before = status(&folder);
    fs::rename(folder.path(FIRST), folder.path("nhan/Xa 01 (goc).xlsx")).unwrap();
    assert_eq!(status(&folder), before);
    let folder = round();
    edited(&folder, |lines| lines[0][PATH] = "nhan/xa-01.xlsx".into());
    assert_eq!(status(&folder), before);
    // both lines name the place of one of the files
    let folder = round();
    edited(&folder, |lines| lines[0][PATH] = lines[1][PATH].clone());
    assert_eq!(status(&folder), before);
    assert!(total(&folder).starts_with("tổng số tiếp nhận: 60 (2/3"), "{}", total(&folder));
}

/// The newest sending is lost, and an older one is there: the older one counts, and staff look for the newer.
#[test]
fn a_lost_sending_is_looked_for_though_an_older_one_counts() {
    let folder = round();
    let wrong = folder.put("den/sua.xlsx", &workbook("Xã Ví dụ 01").tthc(&[WRONG]).bytes());
    folder.run("nhan", &[&wrong, "--at", "2024-03-16 10:00"]);
    fs::remove_file(folder.path("nhan/xa-vi-du-01_lan-2.xlsx")).unwrap();
    let said = status(&folder);
    assert!(said.contains("- Xã Ví dụ 01: tệp đã nhận bị mất"), "{said}");
    assert!(said.contains("tìm lại bản gốc của nhan/xa-vi-du-01_lan-2.xlsx"), "{said}");
    assert!(!said.contains("UBND xã Ví dụ 01"), "{said}");
    assert!(total(&folder).starts_with("tổng số tiếp nhận: 60 (2/3"), "{}", total(&folder));
}

/// The register is believed, and everything says that the file names another unit.
#[test]
fn a_unit_that_staff_wrote_into_the_register_is_believed_with_a_warning() {
    let folder = round();
    edited(&folder, |lines| lines[0][UNIT] = "Xã Ví dụ 03".into());
    let said = status(&folder);
    assert!(
        said.contains(
            "- Xã Ví dụ 03: đã kiểm tra, không có lỗi; tệp ghi “Xã Ví dụ 01”, tính theo sổ theo dõi"
        ),
        "{said}"
    );
    assert!(said.contains("- Xã Ví dụ 01: chưa gửi báo cáo"), "{said}");
}

#[test]
fn a_copy_put_into_the_folder_is_named_and_counts_no_more() {
    let folder = round();
    let before = total(&folder);
    folder.put("nhan/chep.xlsx", &fs::read(folder.path(FIRST)).unwrap());
    let copy = "Lưu ý: [round]/nhan/chep.xlsx là bản sao của [round]/nhan/xa-vi-du-01_lan-1.xlsx đã nhận, không tính thêm.";
    assert!(status(&folder).contains(copy), "{}", status(&folder));
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains(copy), "{said}");
    assert_eq!(total(&folder), before);
}

/// What came later than the moment that is asked about is in the register all the same.
#[test]
fn in_the_past_what_came_later_is_not_said_to_be_in_no_register() {
    let folder = round();
    let third = folder.put("den/3.xlsx", &report("Xã Ví dụ 03"));
    folder.run("nhan", &[&third, "--at", "2024-03-17 10:00"]);
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-16 10:00"]);
    assert!(said.contains("- Xã Ví dụ 03: chưa gửi báo cáo") && !said.contains("sổ theo dõi"), "{said}");
}

/// An archive that somebody put into the folder is named until its files are taken in.
#[test]
fn an_archive_in_the_folder_is_named_until_it_is_taken_in() {
    let folder = round();
    folder.put("nhan/goi.zip", &archive(&[(b"03.xlsx", report("Xã Ví dụ 03").as_slice())]));
    let said = status(&folder);
    assert!(said.contains("Lưu ý: [round]/nhan/goi.zip chưa có trong sổ theo dõi"), "{said}");
    assert!(said.contains("Tiếp theo: ghi sổ 1 tệp đã chép vào thư mục nhan"), "{said}");
    folder.run("nhan", &AT);
    let said = status(&folder);
    assert!(!said.contains("goi.zip") && said.contains("- Xã Ví dụ 03: đã kiểm tra, không có lỗi"), "{said}");
}

/// Writing the register again would lose what staff keep on sheets of their own.
#[test]
fn sheets_that_staff_added_to_a_list_are_named_before_anything_is_written() {
    let folder = Memory::default();
    let text = "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n\
                period = { from = 2023-12-15, to = 2024-03-14 }\n[[units]]\nname = \"Xã Ví dụ 01\"\n";
    folder.put("round.toml", text.as_bytes(), None);
    let tools = Tools::plain(&CHECKER);
    let receive = |received: &str| {
        let line = format!("{received} {received} 0 0  {received} 0 {received} 0  0 0 0");
        let bytes = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", &line)]).bytes();
        let delivery = Delivery { name: format!("{received}.xlsx"), bytes, modified: None };
        let at = StatedOrNow { said: Some("2024-03-15 10:00"), now: LATER };
        let coming = ReceiptFacts { at, via: "", document: "" };
        desk::receive(&folder, vec![delivery], &coming, &tools).map(|all| all.received.len())
    };
    assert_eq!(receive("10").unwrap(), 1);
    let open = OpenRound::open(&folder, &tools).unwrap();
    let own = List {
        sheet: "Nhắc việc".to_owned(),
        title: "Gọi lại cho xã".to_owned(),
        heads: vec![("Ghi chú".to_owned(), 20)],
        ..List::default()
    };
    let [seen, history] = open.register.lists(&open.round);
    // the list of decisions, which nobody has made yet, is as careful
    let decide = || {
        let request = Request {
            unit: "Xã Ví dụ 01",
            sending: None,
            ruling: RulingWanted::Accept,
            who: "Chuyên viên",
            when: StatedOrNow { said: Some("2024-03-16 10:00"), now: LATER },
            basis: "",
        };
        desk::decide(&folder, &request, &tools).map(|decided| decided.unit)
    };
    let decisions = list_sheet::write(&[open.decisions.list(&open.round), own.clone()]).unwrap();
    folder.put(decisions::FILE, &decisions, None);
    let refused = decide().unwrap_err().said(Lang::Vi);
    assert!(refused.contains("“Nhắc việc”") && refused.contains("xu-ly.xlsx"), "{refused}");
    assert_eq!(folder.read(decisions::FILE).unwrap(), decisions);
    folder.put(decisions::FILE, &list_sheet::write(&[open.decisions.list(&open.round)]).unwrap(), None);
    decide().unwrap();
    let edited = list_sheet::write(&[seen, own, history]).unwrap();
    folder.put(register::FILE, &edited, None);
    let refused = receive("20").unwrap_err().said(Lang::Vi);
    assert!(refused.contains("“Nhắc việc”") && !refused.contains("Đã nhận"), "{refused}");
    assert_eq!(folder.read(register::FILE).unwrap(), edited);
    assert_eq!(OpenRound::open(&folder, &tools).unwrap().register.entries.len(), 1);
}
