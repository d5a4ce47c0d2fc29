//! Workbooks with a trait that some programs trip over and that costs no figure: each is read, and what cannot be
//! told is said or shown as unknown.

use crate::support::files::{self, Package};
use crate::support::xls_files::{self, biff, cell};
use crate::support::xlsb_files::{self, record, wide};
use phuluc::grid;
use phuluc::grid::{LeftOut, Sheet};

/// An `.xlsx` with two cells.
fn plain() -> Package {
    files::xlsx("<row r=\"1\"><c r=\"A1\"><v>1232</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>")
}

fn read(bytes: &[u8]) -> Vec<Sheet> {
    grid::read(bytes).unwrap()
}

/// What the cells of the first sheet show.
fn shown(bytes: &[u8]) -> String {
    let cells = read(bytes).remove(0);
    cells.cells().map(|(at, cell)| format!("{at} {}", cell.shown())).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_damaged_preview_costs_nothing_and_any_other_damaged_part_the_file() {
    for preview in ["docProps/thumbnail.wmf", "docProps/thumbnail.jpeg", "Thumbnails/thumbnail.png"] {
        let package = plain().with(preview, "picture 1").damaged(preview);
        assert_eq!(shown(&package.bytes()), "A1 1232 B1 Chỉ tiêu", "{preview}");
    }
    let other = plain().with("xl/media/image1.png", "picture 1").damaged("xl/media/image1.png");
    assert!(grid::read(&other.bytes()).is_err());
}

#[test]
fn whole_columns_and_rows_may_be_merged() {
    let merged = |range: &str| {
        let merges = format!("</sheetData><mergeCells><mergeCell ref=\"{range}\"/></mergeCells>");
        let package = plain().replaced("xl/worksheets/sheet1.xml", "</sheetData>", &merges);
        let sheets = grid::read(&package.bytes());
        sheets.map(|sheets| {
            sheets[0].merges().iter().map(|(from, to)| format!("{from} {to}")).collect::<Vec<_>>().concat()
        })
    };
    assert_eq!(merged("D:D").unwrap(), "D1 D1048576");
    assert_eq!(merged("4:5").unwrap(), "A4 XFD5");
    assert_eq!(merged("B5:A4").unwrap(), "A4 B5");
    assert!(merged("tất cả").is_err());
}

#[test]
fn a_format_that_the_file_does_not_have_shows_the_number_as_stored() {
    let cells = "<row r=\"1\"><c r=\"A1\" s=\"99\"><v>0.75</v></c><c r=\"B1\" s=\"1\"><v>0.75</v></c></row>";
    let missing = |bytes: &[u8]| {
        let sheet = read(bytes).remove(0);
        let cells =
            sheet.cells().map(|(at, cell)| format!("{at} {} {}", cell.shown(), cell.format.is_missing()));
        cells.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(missing(&files::xlsx(cells).bytes()), "A1 0.75 true, B1 75% false");
    // where there are no styles at all, every cell is unformatted
    let without = files::xlsx(cells).without("xl/styles.xml");
    assert_eq!(missing(&without.bytes()), "A1 0.75 false, B1 0.75 false");
    let number = 0.75_f64.to_le_bytes();
    let in_xlsb: [(u32, u32, u32, u16, &[u8]); 2] = [(0, 0, 99, 5, &number), (0, 1, 1, 5, &number)];
    assert_eq!(missing(&xlsb_files::xlsb(&in_xlsb).bytes()), "A1 0.75 true, B1 75% false");
    let in_xls = [cell(0x0203, 0, 0, 99, &number), cell(0x0203, 0, 1, 1, &number)].concat();
    assert_eq!(missing(&xls_files::xls(&[], &in_xls)), "A1 0.75 true, B1 75% false");
}

/// An `.xlsb` with a figure, and a second sheet that stands in this part.
fn xlsb_with_sheet(kind: &str, part: &str) -> Package {
    let number = 5_f64.to_le_bytes();
    let relation = format!("<Relationship Id=\"r2\" Type=\"x/{kind}\" Target=\"{part}\"/></Relationships>");
    let listed = [vec![0; 8], wide("r2"), wide("Khác")].concat();
    xlsb_files::xlsb(&[(0, 0, 0, 5, &number)])
        .mutated("xl/workbook.bin", |book| {
            let end = record(0x0090, &[]);
            let at = book.windows(end.len()).position(|window| window == end).unwrap();
            [&book[..at], &record(0x009C, &listed), &book[at..]].concat()
        })
        .replaced("xl/_rels/workbook.bin.rels", "</Relationships>", &relation)
        .with(&format!("xl/{part}"), record(0x0081, &[]))
}

#[test]
fn sheets_of_macros_and_dialogs_of_an_xlsb_are_left_out_and_said() {
    for (kind, part, why) in [
        ("xlMacrosheet", "macrosheets/sheet1.bin", LeftOut::Macro),
        ("xlIntlMacrosheet", "macrosheets/intlsheet1.bin", LeftOut::Macro),
        ("dialogsheet", "dialogsheets/sheet1.bin", LeftOut::Dialog),
        ("chartsheet", "chartsheets/sheet1.bin", LeftOut::Chart),
    ] {
        let bytes = xlsb_with_sheet(kind, part).bytes();
        let left_out: Vec<_> =
            read(&bytes).iter().map(|sheet| (sheet.name.clone(), sheet.left_out())).collect();
        assert_eq!(left_out, [("Biểu".to_owned(), None), ("Khác".to_owned(), Some(why))], "{kind}");
        assert_eq!(shown(&bytes), "A1 5");
    }
}

#[test]
fn the_list_of_parts_of_an_xlsb_may_be_written_in_any_way_that_the_standard_allows() {
    const LIST: &str = "xl/_rels/workbook.bin.rels";
    let number = 5_f64.to_le_bytes();
    let plain = || xlsb_files::xlsb(&[(0, 0, 0, 5, &number)]);
    for target in ["/xl/worksheets/sheet1.bin", "./worksheets/sheet1.bin", "worksheets\\sheet1.bin"] {
        let package = plain().replaced(LIST, "worksheets/sheet1.bin", target);
        assert_eq!(shown(&package.bytes()), "A1 5", "{target}");
    }
    let named = plain().mutated(LIST, |list| {
        let list =
            String::from_utf8(list.to_vec()).unwrap().replace('<', "<ns0:").replace("<ns0:/", "</ns0:");
        list.into_bytes()
    });
    assert_eq!(shown(&named.bytes()), "A1 5");
}

/// An `.xls` of Excel 95 with a text and a figure, in a code page.
fn of_excel_95(page: u16, text: &[u8]) -> Vec<u8> {
    const BEGIN: [u8; 8] = [0, 5, 5, 0, 0, 0, 0, 0];
    let mut book = biff(0x0809, &BEGIN);
    book.extend(biff(0x0042, &page.to_le_bytes()));
    book.extend(biff(0x00E0, &[0; 16]));
    let start = u32::try_from(book.len() + 12 + 4).unwrap();
    book.extend(biff(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 1, b'B']].concat()));
    book.extend(biff(0x000A, &[]));
    book.extend(biff(0x0809, &BEGIN));
    let length = u16::try_from(text.len()).unwrap().to_le_bytes();
    book.extend(cell(0x0204, 0, 0, 0, &[&length[..], text].concat()));
    book.extend(cell(0x0203, 0, 1, 0, &1232_f64.to_le_bytes()));
    book.extend(biff(0x000A, &[]));
    xls_files::ole(&[("Book", &book)])
}

#[test]
fn of_a_code_page_that_nobody_knows_only_the_letters_that_all_share_are_read() {
    assert_eq!(shown(&of_excel_95(1252, b"Caf\xE9 1.232")), "A1 Café 1.232 B1 1232");
    // names of the pages of Windows and Mac that only workbooks have
    assert_eq!(shown(&of_excel_95(0x8001, b"Caf\xE9 1.232")), "A1 Café 1.232 B1 1232");
    assert_eq!(shown(&of_excel_95(0x8000, b"Caf\x8E 1.232")), "A1 Café 1.232 B1 1232");
    // Central European Mac
    assert_eq!(shown(&of_excel_95(10_029, b"Caf\x8E 1.232")), "A1 Caf\u{FFFD} 1.232 B1 1232");
}

#[test]
fn an_xls_since_excel_97_is_unicode_whatever_code_page_it_names() {
    let texts = [
        cell(0x0204, 0, 0, 0, &[&[4, 0, 0][..], b"T\xEAte"].concat()),
        cell(0x0204, 0, 1, 0, &[2, 0, 1, 0xD5, 0x1E, 0x6E, 0]),
    ];
    for page in [1200_u16, 1252, 10_029, 0x8001] {
        let page = biff(0x0042, &page.to_le_bytes());
        assert_eq!(shown(&xls_files::xls(&page, &texts.concat())), "A1 Tête B1 ổn");
    }
}
