//! The difficult corners of every file format: the expected cells of each file.

use crate::support::builder::{FINDER, lines, workbook};
use crate::support::files;
use crate::support::xls_files::{self, biff, cell};
use crate::support::xlsb_files::{self, wide};
use phuluc::check::{Submission, rule_check};
use phuluc::form::Encoding;
use phuluc::grid;
use phuluc::grid::{Content, FileKind};
use std::collections::HashMap;

/// The cells of the only sheet: the place, what is shown, and the kind of content.
#[track_caller]
fn cells(bytes: &[u8]) -> String {
    let sheets = grid::read(bytes).unwrap();
    assert_eq!(sheets.len(), 1);
    let lines = sheets[0].cells().map(|(at, cell)| {
        let kind = match cell.content {
            Content::Text(_) => "text",
            Content::Number(_) => "number",
            Content::Date(_) => "date",
            Content::Other(_) => "other",
            Content::Error(_) => "error",
            Content::NotCalculated => "not calculated",
        };
        let formula = if cell.formula.is_some() { " =" } else { "" };
        format!("{at} {kind}{formula} {}", cell.shown()).trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn xlsx() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>\
                <c r=\"C1\" s=\"1\"/><c r=\"D1\" t=\"str\"><f>A1&amp;\"\"</f><v></v></c></row>\
                <row><c><v>7</v></c><c s=\"1\"><v>0.125</v></c><c t=\"inlineStr\"><is><t>tệp &amp; tin</t></is></c></row>\
                <row r=\"9\"><c r=\"A9\"><f>1/0</f></c><c r=\"B9\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>\
                <c r=\"C9\" t=\"b\"><v>1</v></c><c r=\"D9\"><v>1.2320000000000001E3</v></c></row>\
                <row r=\"10\"><c r=\"A10\" s=\"2\" t=\"inlineStr\"><is><t>Tæng sè</t></is></c>\
                <c r=\"B10\" s=\"3\" t=\"inlineStr\"><is><t>Toång soá</t></is></c>\
                <c r=\"C10\" s=\"2\" t=\"inlineStr\"><is><t>Tổng số</t></is></c></row>\
                <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    insta::assert_snapshot!(cells(&files::xlsx(rows).bytes()), @"
    A1 text STT
    B1 text Chỉ tiêu
    D1 text =
    A2 number 7
    B2 number 12.5%
    C2 text tệp & tin
    A9 not calculated =
    B9 error = #DIV/0!
    C9 other TRUE
    D9 number 1232
    A10 text Tổng số
    B10 text Tổng số
    C10 text Tổng số
    XFD1048576 number 1
    ");
}

#[test]
fn xls() {
    let mut records = cell(0x0203, 0, 0, 0, &1232.0_f64.to_le_bytes());
    // 0.75 shown as a percentage, stored as an integer of hundredths
    records.extend(cell(0x027E, 0, 1, 1, &((75_i32 << 2) | 3).to_le_bytes()));
    records.extend(cell(0x0204, 1, 0, 0, &[4, 0, 1, b'T', 0, 0xD5, 0x1E, b'n', 0, b'g', 0]));
    // two numbers in one record: the first column, format and number of each, the last column
    records.extend(biff(0x00BD, &[2, 0, 0, 0, 0, 0, 22, 0, 0, 0, 0, 0, 26, 0, 0, 0, 1, 0]));
    // formulas: a number, an error, a text in the record after it, one without a result
    let formula = |row, result: &[u8; 8]| cell(0x0006, row, 0, 0, &[result.as_slice(), &[0; 8]].concat());
    records.extend(formula(3, &30.0_f64.to_le_bytes()));
    records.extend(formula(4, &[2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF]));
    records.extend(formula(5, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]));
    records.extend(biff(0x0207, &[2, 0, 0, b'o', b'k']));
    records.extend(cell(0x0205, 6, 0, 0, &[7, 1]));
    // merged: rows 0 to 1, columns 3 to 4
    records.extend(biff(0x00E5, &[1, 0, 0, 0, 1, 0, 3, 0, 4, 0]));
    insta::assert_snapshot!(cells(&xls_files::xls(&[], &records)), @"
    A1 number 1232
    B1 number 75%
    A2 text Tổng
    A3 number 5
    B3 number 6
    A4 number = 30
    A5 error = #REF!
    A6 text = ok
    A7 error #DIV/0!
    ");
}

#[test]
fn xlsb() {
    let real = 1232.0_f64.to_le_bytes();
    let percent = 0.75_f64.to_le_bytes();
    let formula = [30.0_f64.to_le_bytes().as_slice(), &[0; 10]].concat();
    let text = wide("Tổng");
    let cells_of_sheet: [(u32, u32, u32, u16, &[u8]); 6] = [
        (0, 0, 0, 5, &real),
        (0, 1, 1, 5, &percent),
        (1, 0, 0, 6, &text),
        (2, 0, 0, 9, &formula),
        (3, 0, 0, 3, &[0x2A]),
        // calamine skips formulas whose result is an error
        (4, 0, 0, 11, &[0x17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ];
    insta::assert_snapshot!(cells(&xlsb_files::xlsb(&cells_of_sheet).bytes()), @"
    A1 number 1232
    B1 number 75%
    A2 text Tổng
    A3 number = 30
    A4 error #N/A
    A5 error = #REF!
    ");
}

#[test]
fn ods() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row>\
         <table:table-row><table:table-cell/>{}{}</table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\">\
         <text:p>7</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"percentage\" office:value=\"0.75\"><text:p>75%</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2026-10-05\"><text:p>5/10</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\" \
         table:formula=\"of:=1/0\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row>",
        text("STT"),
        text("Tổng <text:span>số</text:span><office:annotation><text:p>xem lại</text:p></office:annotation>"),
    );
    insta::assert_snapshot!(cells(&files::ods(&rows).bytes()), @"
    B4 text STT
    C4 text Tổng số
    A5 number 7
    B5 number 7
    C5 number 75%
    D5 date 05/10/2026
    E5 error = #DIV/0!
    ");
}

#[test]
fn what_a_file_is_its_content_says() {
    let kind = |bytes: &[u8]| FileKind::of(bytes).unwrap();
    assert_eq!(kind(&workbook("Xã Ví dụ 01").bytes()), FileKind::Xlsx);
    assert_eq!(kind(&xls_files::xls(&[], &[])), FileKind::Xls);
    assert_eq!(kind(&xlsb_files::xlsb(&[]).bytes()), FileKind::Xlsb);
    assert_eq!(kind(&files::ods("").bytes()), FileKind::Ods);
}

/// The text as people typed it before Unicode: characters that a font of `encoding` shows as the text.
pub(crate) fn typed(text: &str, encoding: Encoding) -> String {
    let letters: Vec<char> = ('\u{A1}'..='\u{FF}').collect();
    let vowels = "aeouyôöAEOUYÔÖ".chars();
    let pairs = vowels.flat_map(|vowel| letters.iter().map(move |mark| format!("{vowel}{mark}")));
    // pairs come last and so replace single letters: á is typed as a and ù
    let keys = letters.iter().map(char::to_string).chain(pairs);
    let keyboard: HashMap<String, String> =
        keys.map(|keys| (encoding.to_unicode(&keys).into_owned(), keys)).collect();
    let key = |letter: char| {
        let small = letter.to_lowercase().to_string();
        let found = keyboard.get(&letter.to_string()).or_else(|| keyboard.get(&small));
        found.filter(|_| !letter.is_ascii()).cloned().unwrap_or_else(|| letter.to_string())
    };
    text.chars().map(key).collect()
}

/// The character of a byte in Windows-1252.
fn western(byte: u8) -> char {
    const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    let upper = byte.checked_sub(0x80).and_then(|place| UPPER.chars().nth(place.into()));
    upper.unwrap_or(byte.into())
}

#[test]
fn a_report_in_old_fonts_is_read_as_people_see_it() {
    let report = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")]);
    let sheet = grid::read(&report.bytes()).unwrap().swap_remove(0);
    let read = |bytes: &[u8]| Submission::read(&grid::read(bytes).unwrap(), &FINDER);
    for (format, encoding) in [(2, Encoding::Tcvn3 { capitals: false }), (3, Encoding::Vni)] {
        let submission = read(&files::as_xlsx(&sheet, format, &|text| typed(text, encoding)));
        assert_eq!(submission.unit.as_deref(), Some("Xã Ví dụ 01"));
        assert_eq!(&*submission.forms[0].rows[0].label, "Tổng cộng");
        assert_eq!(lines(&rule_check::check(&submission, None)), ["note old-font – – – – – –"]);
        // even if the font was lost
        let submission = read(&files::as_xlsx(&sheet, 0, &|text| typed(text, encoding)));
        assert_eq!(lines(&rule_check::check(&submission, None)), ["note old-font – – – – – –"]);
        assert_eq!(submission.forms[0].rows.len(), 1);
    }
    // UTF-8 that some program took for Windows-1252
    let submission = read(&files::as_xlsx(&sheet, 0, &|text| text.bytes().map(western).collect()));
    assert_eq!(lines(&rule_check::check(&submission, None)), ["note old-font – – – – – –"]);
    assert_eq!(submission.unit.as_deref(), Some("Xã Ví dụ 01"));
}
