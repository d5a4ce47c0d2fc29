//! Damaged and hostile files: each is refused, and the error says what it is.

use crate::support::builder::workbook;
use crate::support::files::{self, Package, xlsx};
use crate::support::xls_files::{self, biff};
use phuluc::check::wording;
use phuluc::grid;
use phuluc::grid::{Foreign, Malformed, ReadError};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

/// An `.xlsx` with two cells.
fn plain() -> Package {
    xlsx("<row r=\"1\"><c r=\"A1\"><v>1232</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>")
}

fn with_cell(cell: &str) -> Vec<u8> {
    xlsx(&format!("<row r=\"1\">{cell}</row>")).bytes()
}

/// Files by name, with the reason for refusing them. Files that may harm the reader of their format are tested only
/// through the program; see [`crate::reading_files::second_process`].
#[expect(clippy::too_many_lines, reason = "a table, one entry a file")]
pub(crate) fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let odd = |package: Package| package.bytes();
    let word = Package::default().with("[Content_Types].xml", "<Types/>").with("word/document.xml", "<w/>");
    vec![
        ("empty.xlsx", Vec::new(), "Empty"),
        ("zeros.xlsx", vec![0; 4096], "Foreign(Zeros)"),
        ("page.xls", b"<html><table><tr><td>STT</td></tr></table></html>".to_vec(), "Foreign(Html)"),
        ("csv.xlsx", "STT;Chỉ tiêu\n1;Tổng số\n".as_bytes().to_vec(), "Foreign(Text)"),
        ("scan.xlsx", b"%PDF-1.7".to_vec(), "Foreign(Pdf)"),
        ("letter.xlsx", odd(word), "Foreign(Word)"),
        ("packed.xlsx", odd(Package::default().with("a.xlsx", plain().bytes())), "Foreign(Archive)"),
        ("letter.xls", xls_files::ole(&[("WordDocument", b"")]), "Foreign(Word)"),
        ("locked.xlsx", xls_files::ole(&[("EncryptionInfo", b""), ("EncryptedPackage", b"")]), "Password"),
        ("locked.xls", xls_files::xls(&biff(0x002F, &[0, 0, 1, 2, 3, 4]), &[]), "Password"),
        ("half.xlsx", plain().bytes()[..900].to_vec(), "CutShort"),
        ("half.xls", xls_files::xls(&[], &[])[..3000].to_vec(), "CutShort"),
        ("crc.xlsx", odd(plain().damaged(SHEET)), "Damaged(\"xl/worksheets/sheet1.xml: Invalid checksum\")"),
        (
            "twins.xlsx",
            odd(plain().with("XL/Worksheets/Sheet1.xml", "<worksheet/>")),
            "Malformed(TwinParts(\"XL/Worksheets/Sheet1.xml\"))",
        ),
        ("same.xlsx", odd(plain().with(SHEET, "<worksheet/>")), "Malformed(TwinParts(\"?\"))"),
        (
            "parts.xlsx",
            odd((0..2000).fold(plain(), |package, n| package.with(&format!("xl/media/{n}.png"), ""))),
            "Malformed(ManyParts(2007))",
        ),
        ("bomb.xlsx", bomb(), "Malformed(Bomb(\"xl/media/a.png\"))"),
        (
            "doctype.xlsx",
            odd(plain().replaced(
                "xl/sharedStrings.xml",
                "<sst",
                "<!-- --><!DOCTYPE a [<!ENTITY b \"c\">]><sst",
            )),
            "Malformed(DocType(\"xl/sharedstrings.xml\"))",
        ),
        (
            "long.xlsx",
            with_cell(&format!("<c r=\"A1\" t=\"str\"><v>{}</v></c>", "a".repeat(300_000))),
            "Malformed(LongText(300000))",
        ),
        ("beyond.xlsx", with_cell("<c r=\"XFE1\"><v>1</v></c>"), "Malformed(OutsideGrid(\"XFE1\"))"),
        (
            "below.xlsx",
            xlsx("<row r=\"1048577\"><c><v>1</v></c></row>").bytes(),
            "Malformed(OutsideGrid(\"1048577\"))",
        ),
        (
            "merge.xlsx",
            odd(plain().replaced(
                SHEET,
                "</sheetData>",
                "</sheetData><mergeCells><mergeCell ref=\"A1:ZZZZ9\"/></mergeCells>",
            )),
            "Malformed(OutsideGrid(\"A1:ZZZZ9\"))",
        ),
        (
            "twice.xlsx",
            with_cell("<c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>"),
            "Malformed(TwinCells(\"Biểu\", At { row: 0, column: 0 }))",
        ),
        (
            "comment.xlsx",
            with_cell("<c r=\"A1\"><v>12<!-- -->34</v></c>"),
            "Malformed(Pieces(\"Biểu\", At { row: 0, column: 0 }))",
        ),
        (
            "entity.xlsx",
            with_cell("<c r=\"A1\"><v>1&#50;</v></c>"),
            "Malformed(Pieces(\"Biểu\", At { row: 0, column: 0 }))",
        ),
        (
            "values.xlsx",
            with_cell("<c r=\"A1\"><v>1</v><v>2</v></c>"),
            "Malformed(Pieces(\"Biểu\", At { row: 0, column: 0 }))",
        ),
        (
            "index.xlsx",
            with_cell("<c r=\"A1\" t=\"s\"><v>x</v></c>"),
            "Malformed(Pieces(\"Biểu\", At { row: 0, column: 0 }))",
        ),
        (
            "order.xlsx",
            with_cell("<c r=\"A1\"><v>5</v><f>2+3</f></c>"),
            "Lost { sheet: \"Biểu\", at: At { row: 0, column: 0 } }",
        ),
        (
            "tables.xlsx",
            odd(plain().replaced(SHEET, "</sheetData>", "</sheetData><sheetData><row/></sheetData>")),
            "Damaged(\"Biểu: two tables of cells\")",
        ),
        (
            "sheets.xlsx",
            files::workbook(&[
                ("Biểu", "<worksheet><sheetData/></worksheet>"),
                ("BIỂU", "<worksheet><sheetData/></worksheet>"),
            ])
            .bytes(),
            "TwinSheets(\"BIỂU\")",
        ),
        ("missing.xlsx", odd(plain().without(SHEET)), "Damaged(\"xl/worksheets/sheet1.xml is missing\")"),
        ("open.xlsx", odd(plain().replaced(SHEET, "</c></row></sheetData></worksheet>", "")), "CutShort"),
    ]
}

/// A file with a picture of 129 MB that packs into 130 KB.
fn bomb() -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["[Content_Types].xml", "xl/media/a.png"] {
        archive.start_file(name, options).unwrap();
    }
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..129 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn every_one_is_refused_for_its_reason() {
    for (name, bytes, expected) in refused() {
        let read = grid::read(&bytes).map(|sheets| sheets.len());
        assert_eq!(format!("{:?}", read.expect_err(name)), expected, "{name}");
    }
    assert!(grid::read(&plain().bytes()).is_ok(), "but not what they are made of");
}

#[test]
fn no_part_of_a_workbook_is_taken_for_the_whole() {
    let bytes = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes();
    for cut in (0..bytes.len()).step_by(29).chain(bytes.len() - 30..bytes.len()) {
        assert!(grid::read(&bytes[..cut]).is_err(), "the first {cut} bytes");
    }
}

#[test]
fn no_changed_byte_changes_a_figure() {
    let bytes = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes();
    let whole = grid::read(&bytes).unwrap();
    for at in (0..bytes.len()).step_by(11) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        if let Ok(read) = grid::read(&changed) {
            assert!(read == whole, "byte {at}");
        }
    }
}

#[test]
fn refusals_say_what_to_do() {
    use phuluc::say::Lang;
    let said = |error: ReadError| wording::read_error(Lang::Vi, &error);
    insta::assert_snapshot!(
        [
            said(ReadError::Password),
            said(ReadError::Foreign(Foreign::Html)),
            said(ReadError::CutShort),
            said(ReadError::Malformed(Malformed::LongText(4_294_967_295))),
            said(ReadError::Lost { sheet: "Biểu 06a".to_owned(), at: "B1".parse().unwrap() }),
        ]
        .join("\n"),
        @"
    tệp có mật khẩu; trong Excel vào Tệp > Thông tin > Bảo vệ sổ làm việc, xóa mật khẩu, lưu rồi gửi lại
    đây là trang web (HTML) mang tên tệp Excel, thường do phần mềm xuất ra; mở bằng Excel, lưu thành .xlsx rồi gửi lại
    tệp tải chưa xong, thiếu phần cuối; tải lại hoặc đề nghị đơn vị gửi lại
    cấu trúc tệp bất thường (một ô chứa 4294967295 byte chữ); mở bằng Excel, chọn Lưu thành (Save As) tệp .xlsx mới rồi gửi lại
    không đọc được trọn vẹn trang tính “Biểu 06a” (từ ô B1); mở bằng Excel, chọn Lưu thành (Save As) tệp .xlsx mới rồi gửi lại
    "
    );
}
