//! Returning reports: a page to print, and the sender's own sheets with marks, which are read again as if they had
//! never been away.

use crate::round::returned_workbook_keeps_its_content::count;
use crate::support::builder::{FINDER, lines, workbook};
use crate::support::files::Package;
use crate::support::round_folder::{Folder, WRONG, phuluc, report};
use phuluc::check::{Submission, rule_check};
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, RETURN_SHEET, Sheet};
use std::fs;
use std::io::{Cursor, Read};

const NAME: &str = "tra-lai/phieu-chinh-sua_xa-vi-du-01.xlsx";

fn returned() -> Folder {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    let wrong = workbook("Xã Ví dụ 01").tthc(&[("Đất đai", "31 16 13 1  27 13 13 1  3 2 1"), WRONG]);
    let wrong = wrong.printed("cchc-hue-02", &[("1", "6"), ("2", "%"), ("7", "1")]);
    let first = folder.put("a.xlsx", &wrong.bytes());
    let second = folder.put("b.xlsx", &report("Xã Ví dụ 02"));
    folder.run("nhan", &[&first, &second, "--at", "2024-03-15 10:00"]);
    let (_, said) = folder.run("kiem-tra", &["--return", "--at", "2024-03-15 11:00"]);
    assert!(
        said.contains("Đã lập 1 phiếu yêu cầu chỉnh sửa, bổ sung số liệu trong thư mục [round]/tra-lai."),
        "{said}"
    );
    assert_eq!(folder.files("tra-lai"), ["phieu-chinh-sua_xa-vi-du-01.xlsx"]);
    folder
}

fn sheets(folder: &Folder, name: &str) -> Vec<Sheet> {
    grid::read(&fs::read(folder.path(name)).unwrap()).unwrap()
}

#[test]
fn the_page_says_to_whom_what_and_until_when() {
    let folder = returned();
    let sheets = sheets(&folder, NAME);
    assert_eq!(sheets[0].name, RETURN_SHEET);
    let page: Vec<String> = sheets[0].cells().map(|(_, cell)| cell.shown().into_owned()).collect();
    let page = page.join("\n");
    for part in [
        "SỞ NỘI VỤ TỈNH VÍ DỤ",
        "Kính gửi: UBND xã Ví dụ 01",
        "Báo cáo quý I/2024. Kỳ báo cáo: từ ngày 15/12/2023 đến ngày 14/3/2024.",
        "Đề nghị gửi lại trước 17 giờ 00 ngày 18/3/2024.",
        "Biểu 06a, ô C12",
        "Cách xử lý: ",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

/// Neither the row's sum nor the column's total is wrong, but the cell that both add up.
#[test]
fn the_cell_to_correct_is_marked_and_named_first() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let wrong = workbook("Xã Ví dụ 01").tthc(&[
        ("Đất đai", "30 16 13 1  27 31 13 1  3 2 1"),
        ("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1"),
        ("Tổng cộng", "60 32 26 2  54 26 26 2  6 4 2"),
    ]);
    let sent = folder.put("a.xlsx", &wrong.bytes());
    folder.run("nhan", &[&sent, "--at", "2024-03-15 10:00"]);
    folder.run("kiem-tra", &["--return", "--at", "2024-03-15 11:00"]);
    let page = &sheets(&folder, NAME)[0];
    let items: Vec<[String; 3]> = (0..=page.last_row().unwrap_or(0))
        .map(|row| [2, 4, 5].map(|column| page.text(At { row, column }).into_owned()))
        .filter(|[place, ..]| place.contains(", ô "))
        .collect();
    let places: Vec<&str> = items.iter().map(|[place, ..]| place.as_str()).collect();
    assert_eq!(places, ["Biểu 06a, ô H12", "Biểu 06a, ô G12", "Biểu 06a, ô H14"]);
    assert_eq!(items[0][1..], ["31", "13"]);
    let marked = fs::read(folder.path(NAME)).unwrap();
    for cell in ["H12", "G12", "H14"] {
        assert_eq!(count(&marked, &format!("<comment ref=\"{cell}\"")), 1, "{cell}");
    }
}

#[test]
fn a_due_time_that_is_past_is_not_asked_for() {
    let folder = returned();
    folder.run("kiem-tra", &["--return", "--at", "2024-03-18 17:00"]);
    let until = |text: &str| {
        let page = &sheets(&folder, NAME)[0];
        page.cells().any(|(_, cell)| cell.shown().contains(text))
    };
    assert!(until("Thời hạn gửi báo cáo (17 giờ 00 ngày 18/3/2024) đã qua, đề nghị gửi lại ngay."));
    folder.run("kiem-tra", &["--return", "--resend-by", "20/3/2024", "--at", "2024-03-18 17:00"]);
    assert!(until("Đề nghị gửi lại chậm nhất hết ngày 20/3/2024."));
}

#[test]
fn the_senders_forms_stand_cell_by_cell_where_they_were() {
    let folder = returned();
    let (before, after) = (sheets(&folder, "nhan/xa-vi-du-01_lan-1.xlsx"), sheets(&folder, NAME));
    for sheet in before.iter().filter(|sheet| sheet.visible) {
        let copied = after.iter().find(|other| other.name == sheet.name).expect("the sheet is there");
        let cells = |sheet: &Sheet| {
            let cells = sheet.cells().map(|(at, cell)| (at, cell.content.clone()));
            cells.filter(|(_, content)| *content != Content::Text("".into())).collect::<Vec<_>>()
        };
        assert_eq!(cells(sheet), cells(copied), "{}", sheet.name);
        assert_eq!(sheet.merges().len(), copied.merges().len());
    }
}

#[test]
fn what_goes_back_is_read_again_with_the_same_findings() {
    let folder = returned();
    let check = |name: &str| {
        let submission = Submission::read(&sheets(&folder, name), &FINDER);
        assert_eq!(submission.unit.as_deref(), Some("Xã Ví dụ 01"));
        lines(&rule_check::check(&submission, None))
    };
    assert_eq!(check(NAME), check("nhan/xa-vi-du-01_lan-1.xlsx"));
}

#[test]
fn the_corrected_workbook_is_taken_in_as_the_next_sending() {
    let folder = returned();
    let number = |value: u32| Cell::plain(Content::Number(value.into()));
    let mended: Vec<Sheet> = sheets(&folder, NAME)
        .into_iter()
        .map(|sheet| match sheet.name.as_str() {
            "Biểu 06a" => sheet.with([11, 12].map(|row| (At { row, column: 2 }, number(30)))),
            _ => sheet,
        })
        .collect();
    let checked = rule_check::check(&Submission::read(&mended, &FINDER), None);
    assert!(!lines(&checked).iter().any(|line| line.contains("tthc-06a/")), "{:?}", lines(&checked));
    // the phiếu itself comes back unchanged, as a file
    let (code, said) = folder.run("nhan", &[&folder.path(NAME), "--at", "2024-03-17 10:00"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Xã Ví dụ 01, lần gửi 2: nhan/xa-vi-du-01_lan-2.xlsx"), "{said}");
    assert!(said.contains("Biểu 06a: không có số nào khác lần gửi 1."), "{said}");
}

#[test]
fn several_files_of_a_sender_go_back_as_one() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("[\"tthc-06a\"]", "[\"tthc-06a\", \"cchc-hue-02\"]").as_bytes());
    let wrong = workbook("Xã Ví dụ 01").tthc(&[WRONG]);
    let other = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6"), ("2", "9"), ("7", "1")]);
    let files = [folder.put("a.xlsx", &wrong.bytes()), folder.put("b.xlsx", &other.bytes())];
    folder.run("nhan", &[&files[0], &files[1], "--at", "2024-03-15 10:00"]);
    folder.run("kiem-tra", &["--return"]);
    assert_eq!(folder.files("tra-lai"), ["phieu-chinh-sua_xa-vi-du-01.xlsx"]);
    let sheets = sheets(&folder, NAME);
    let page: Vec<String> = sheets[0].cells().map(|(_, cell)| cell.shown().into_owned()).collect();
    for file in ["xa-vi-du-01_lan-1.xlsx", "xa-vi-du-01_lan-1_2.xlsx"] {
        assert!(page.iter().any(|text| *text == format!("Tệp {file}")), "{file}: {page:?}");
    }
    let submission = Submission::read(&sheets, &FINDER);
    let forms: Vec<&str> = submission.forms.iter().map(|form| form.form.id.as_str()).collect();
    assert_eq!(forms, ["tthc-06a", "cchc-hue-02"]);
}

#[test]
fn a_report_without_findings_or_outside_a_round() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.xlsx"), report("Xã Ví dụ 01")).unwrap();
    fs::write(path("b.xlsx"), workbook("Xã Ví dụ 02").tthc(&[WRONG]).bytes()).unwrap();
    let output = phuluc(&[
        "check",
        &path("a.xlsx"),
        &path("b.xlsx"),
        "--return",
        &path("tra"),
        "--resend-by",
        "20/3/2024 11:00",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(fs::exists(path("tra/phieu-chinh-sua_xa-vi-du-02.xlsx")).unwrap());
    assert!(!fs::exists(path("tra/phieu-chinh-sua_xa-vi-du-01.xlsx")).unwrap());
    let output = phuluc(&["check", &path("b.xlsx"), "--return"]);
    assert_eq!(output.status.code(), Some(2));
}

/// Figures from 1,000 to 999,999 have a dot in Vietnamese notation, as decimals have in a program.
#[test]
fn the_figure_of_a_suspected_cell_is_the_one_that_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let lines = [
        ("Hộ tịch", "110 1000 10 0  110 110 0 0  0 0 0"),
        ("Chứng thực", "360 3500 10 0  360 360 0 0  0 0 0"),
        ("Đất đai", "100000 999990 1 0  100000 100000 0 0  0 0 0"),
        ("Tổng cộng", "100470 100449 21 0  100470 100470 0 0  0 0 0"),
    ];
    let money = [("5.1", "120000000"), ("5.2", "95000"), ("5.3", "79.17")];
    let sent = workbook("Xã Ví dụ 01").tthc(&lines).printed("so-lieu-bao-cao", &money).bytes();
    fs::write(path("a.xlsx"), &sent).unwrap();
    phuluc(&["check", &path("a.xlsx"), "--return", &path("tra")]);
    let back = fs::read(path("tra/phieu-chinh-sua_xa-vi-du-01.xlsx")).unwrap();
    let page = &grid::read(&back).unwrap()[0];
    let mut shown: Vec<[String; 3]> = Vec::new();
    for row in 0..=page.last_row().unwrap_or(0) {
        let [place, figures @ ..] = [2, 4, 5, 6].map(|column| page.text(At { row, column }).into_owned());
        if let Some((_, "D12" | "D13" | "D14" | "D51")) = place.split_once(", ô ") {
            shown.push(figures);
        }
    }
    shown.sort();
    let expected = [
        ["1.000", "100", "900"],
        ["3.500", "350", "3.150"],
        ["95.000", "95.000.000", "-94.905.000"],
        ["999.990", "99.999", "899.991"],
    ];
    assert_eq!(shown, expected);
}

/// The XML of the printed page of a slip, which is added to the sender's own sheets.
fn printed_page(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("xl/worksheets/phuluc-phieu.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    text
}

/// The slip of a unit whose score sheet has a wrong total.
fn of_scores() -> Vec<u8> {
    let folder = Folder::of(&["chi-so-cchc-vo-nhai"], &["Xã Ví dụ 01"]);
    let parts = ["1", "2", "3", "4", "5", "6", "7", "8"].map(|part| (part, "10 9 1"));
    let rows: Vec<(&str, &str)> = parts.into_iter().chain([("tong", "80 79 8")]).collect();
    let wrong = workbook("Xã Ví dụ 01");
    let wrong = wrong.table("chi-so-cchc-vo-nhai", &["toi_da", "tham_dinh_1", "diem_tru"], &rows);
    let sent = folder.put("a.xlsx", &wrong.bytes());
    folder.run("nhan", &[&sent, "--at", "2024-03-15 10:00"]);
    folder.run("kiem-tra", &["--return", "--at", "2024-03-15 11:00"]);
    fs::read(folder.path(NAME)).unwrap()
}

/// LibreOffice breaks no link into lines, so its column is as wide as it.
#[test]
fn a_place_is_printed_whole() {
    let bytes = of_scores();
    let sheets = grid::read(&bytes).unwrap();
    let place = sheets[0].cells().find(|(at, cell)| at.column == 2 && cell.shown().contains(", ô "));
    let place = place.expect("a place").1.shown().into_owned();
    let sheet = printed_page(&bytes);
    let width = sheet.split_once("<col min=\"3\"").unwrap().1.split_once("width=\"").unwrap().1;
    let width: f64 = width.split_once('"').unwrap().0.parse().unwrap();
    assert!(place.starts_with("Chỉ số CCHC, ô "), "{place}");
    // its letters are 130 pixels wide, the cell is indented by 9, and a character of the column is 7
    assert!(width > 20.0, "{width}");
}

/// Every page repeats the head of the table, so a page break stands above a row of it.
#[test]
fn the_last_page_of_a_slip_has_a_row_of_the_table() {
    let folder = Folder::of(&["tthc-06a"], &["Xã Ví dụ 01"]);
    let fields =
        ["Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội", "Người có công", "Xây dựng", "Môi trường"];
    let mut breaks = 0;
    for wrong in 1..=fields.len() {
        let lines: Vec<(&str, &str)> = fields
            .iter()
            .enumerate()
            .map(|(index, field)| {
                (
                    *field,
                    if index < wrong {
                        "31 16 13 1  28 14 13 1  5 2 1"
                    } else {
                        "30 16 13 1  27 13 13 1  3 2 1"
                    },
                )
            })
            .collect();
        let sent = folder.put(&format!("{wrong}.xlsx"), &workbook("Xã Ví dụ 01").tthc(&lines).bytes());
        folder.run("nhan", &[&sent, "--at", &format!("2024-03-15 10:{wrong:02}")]);
        let (_, said) = folder.run("kiem-tra", &["--return", "--at", "2024-03-15 11:00"]);
        let slips = folder.files("tra-lai").into_iter().find(|name| name.starts_with("phieu")).expect(&said);
        let bytes = fs::read(folder.path(&format!("tra-lai/{slips}"))).unwrap();
        let page = &grid::read(&bytes).unwrap()[0];
        let guide = page.cells().find(|(_, cell)| cell.shown().starts_with("Sửa trực tiếp")).unwrap().0.row;
        let sheet = printed_page(&bytes);
        for rest in sheet.split("<brk id=\"").skip(1) {
            let row: u32 = rest.split_once('"').unwrap().0.parse().unwrap();
            breaks += 1;
            // an empty row stands between the table and the guide
            assert!(row < guide - 1, "{wrong}: a page begins at row {row}, the table ends above row {guide}");
        }
    }
    assert!(breaks > 0);
}

/// The parts of a workbook.
fn package(bytes: &[u8]) -> Package {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut package = Package::default();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut content) = (part.name().map(std::borrow::Cow::into_owned), Vec::new());
        part.read_to_end(&mut content).unwrap();
        package = package.with(&name.unwrap(), content);
    }
    package
}

/// A text that is longer than a cell or a note of Excel holds costs the sender no phiếu.
#[test]
fn texts_that_are_too_long_are_cut() {
    for letters in [32_700, 32_713, 32_767, 32_768, 40_000] {
        let folder = Folder::new(&["Xã Ví dụ 01"]);
        let wrong =
            workbook("Xã Ví dụ 01").tthc(&[("Rất dài", "31 16 13 x  27 13 13 1  3 2 1"), WRONG]).bytes();
        let long = "x".repeat(letters);
        let packed = package(&wrong).replaced("xl/sharedStrings.xml", "Rất dài", &long).replaced(
            "xl/sharedStrings.xml",
            ">x<",
            &format!(">{long}<"),
        );
        let file = folder.put("a.xlsx", &packed.bytes());
        folder.run("nhan", &[&file, "--at", "2024-03-15 10:00"]);
        let (_, said) = folder.run("kiem-tra", &["--return", "--at", "2024-03-15 11:00"]);
        assert!(
            said.contains("Đã lập 1 phiếu"),
            "{letters}: {}",
            said.chars().take(2_000).collect::<String>()
        );
        let cells = sheets(&folder, NAME).into_iter().flat_map(|sheet| {
            sheet.cells().map(|(_, cell)| cell.shown().encode_utf16().count()).collect::<Vec<_>>()
        });
        let longest = cells.max().unwrap();
        assert!(longest <= letters.max(32_767), "{longest}");
    }
}
