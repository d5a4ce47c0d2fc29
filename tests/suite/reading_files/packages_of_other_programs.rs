//! Packages as other programs write them: each is read, or refused with the right reason.

use crate::support::files::{self, Package};
use crate::support::xls_files::{self, biff, cell};
use crate::support::xlsb_files::{self, wide};
use phuluc::grid;
use phuluc::grid::{Content, LeftOut, ReadError, Sheet};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const LIST: &str = "xl/_rels/workbook.xml.rels";

/// An `.xlsx` with two cells.
fn plain() -> Package {
    files::xlsx("<row r=\"1\"><c r=\"A1\"><v>1232</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>")
}

/// The cells of the first sheet with what they show.
#[track_caller]
fn shown(bytes: &[u8]) -> String {
    let sheets = grid::read(bytes).unwrap();
    let cells = sheets[0].cells().map(|(at, cell)| match &cell.content {
        Content::NotCalculated => format!("{at} ?"),
        _ => format!("{at} {}", cell.shown()),
    });
    cells.collect::<Vec<_>>().join(" ")
}

#[test]
fn targets_are_found_as_the_packaging_standard_says() {
    for target in [
        "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
        "\\xl\\worksheets\\sheet1.xml",
        "WORKSHEETS/Sheet1.xml",
    ] {
        let package = plain().replaced(LIST, "worksheets/sheet1.xml", target);
        assert_eq!(shown(&package.bytes()), "A1 1232 B1 Chỉ tiêu", "{target}");
    }
}

#[test]
fn parts_may_be_in_utf_16() {
    for (mark, order) in [
        (&[0xFF, 0xFE][..], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        (&[], u16::to_le_bytes),
        (&[0xFE, 0xFF], u16::to_be_bytes),
    ] {
        let package = ["xl/sharedStrings.xml", SHEET, LIST].into_iter().fold(plain(), |package, part| {
            package.mutated(part, |content| {
                let text = String::from_utf8(content.to_vec()).unwrap();
                let units = text.encode_utf16().flat_map(order);
                mark.iter().copied().chain(units).collect()
            })
        });
        assert_eq!(shown(&package.bytes()), "A1 1232 B1 Chỉ tiêu");
    }
}

#[test]
fn styles_may_be_missing_or_few() {
    assert_eq!(shown(&plain().without("xl/styles.xml").bytes()), "A1 1232 B1 Chỉ tiêu");
    let few = plain().mutated("xl/styles.xml", |_| b"<styleSheet/>".to_vec());
    assert_eq!(shown(&few.bytes()), "A1 1232 B1 Chỉ tiêu");
    let named = "<Relationship Id=\"r5\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let lost = plain().without("xl/styles.xml").replaced(LIST, "</Relationships>", named);
    assert_eq!(shown(&lost.bytes()), "A1 1232 B1 Chỉ tiêu");
}

#[test]
fn a_style_that_is_written_in_two_ways_is_read_as_others_know_it() {
    let fonts = "<fonts><mc:AlternateContent><mc:Choice Requires=\"hs\"><font hs:extension=\"1\"><strike/></font>\
                 </mc:Choice><mc:Fallback><font><name val=\"Arial\"/></font></mc:Fallback></mc:AlternateContent>\
                 <font><strike/></font></fonts>";
    let formats = "<cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs>";
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>5</v></c><c r=\"B1\" s=\"1\"><v>6</v></c><c r=\"C1\" s=\"\"><v>7</v></c></row>";
    let package = files::xlsx(rows)
        .mutated("xl/styles.xml", |_| format!("<styleSheet>{fonts}{formats}</styleSheet>").into_bytes());
    let sheets = grid::read(&package.bytes()).unwrap();
    let struck = sheets[0].cells().map(|(_, cell)| cell.marks.is_struck());
    assert_eq!(struck.collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_list_of_texts_may_be_missing_where_no_cell_refers_to_it() {
    let strings = "xl/sharedStrings.xml";
    let figures = files::xlsx("<row r=\"1\"><c r=\"A1\"><v>5</v></c></row>").without(strings);
    assert_eq!(shown(&figures.bytes()), "A1 5");
    assert!(grid::read(&plain().without(strings).bytes()).is_err(), "a text is lost");
}

#[test]
fn a_text_of_a_cell_counts_and_not_the_value_beside_it() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><v>1.0</v><is><r><t>1.</t></r></is></c></row>";
    assert_eq!(shown(&files::xlsx(rows).bytes()), "A1 1.");
    let behind = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>1.</t></is><v>1.0</v></c></row>";
    assert!(grid::read(&files::xlsx(behind).bytes()).is_err(), "programs differ in what they read");
}

#[test]
fn an_ods_may_state_its_kind_in_the_list_of_its_parts_alone() {
    let entry = "<manifest:manifest><manifest:file-entry manifest:full-path=\"/\" \
                 manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/></manifest:manifest>";
    let rows = "<table:table-row><table:table-cell table:style-name=\"ce1\" office:value-type=\"float\" \
                office:value=\"5\"/></table:table-row>";
    let styles = "<office:document-styles><office:styles><style:style style:name=\"ce1\" style:family=\"table-cell\">\
                  <style:text-properties style:text-line-through-style=\"solid\"/></style:style></office:styles>\
                  </office:document-styles>";
    let package = files::ods(rows).without("mimetype").mutated("META-INF/manifest.xml", |_| entry.into());
    let sheets = grid::read(&package.with("styles.xml", styles).bytes()).unwrap();
    let cells =
        sheets[0].cells().map(|(at, cell)| format!("{at} {} {}", cell.shown(), cell.marks.is_struck()));
    assert_eq!(cells.collect::<Vec<_>>(), ["A1 5 true"]);
}

#[test]
fn a_chart_of_an_xls_that_has_a_sheet_of_its_own_is_left_out() {
    let cells = cell(0x0203, 0, 0, 0, &5.0_f64.to_le_bytes());
    // a chart stores the figures of each series from A1 on
    let of_chart =
        [cell(0x0203, 0, 0, 0, &1.0_f64.to_le_bytes()), cell(0x0203, 0, 0, 0, &2.0_f64.to_le_bytes())];
    let begin = biff(0x0809, &[0, 6, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let records = [cells.clone(), biff(0x000A, &[]), begin, of_chart.concat()].concat();
    // the sizes of the workbook's beginning, of the records before its formats, of two formats, of the list of
    // sheets, of its end
    let first_sheet = 20 + 19 + 2 * 24 + 13 + 4;
    let start = u32::try_from(first_sheet + 20 + cells.len() + 4).unwrap();
    let listed = [&start.to_le_bytes()[..], &[0, 2, 7, 0], b"Bieu do"].concat();
    let sheets = grid::read(&xls_files::xls(&biff(0x0085, &listed), &records)).unwrap();
    assert_eq!(sheets.iter().map(Sheet::left_out).collect::<Vec<_>>(), [Some(LeftOut::Chart), None]);
    let cells = sheets[1].cells().map(|(at, cell)| format!("{at} {}", cell.shown()));
    assert_eq!(cells.collect::<Vec<_>>(), ["A1 5"]);
}

#[test]
fn space_around_values_does_not_count() {
    let rows = "<row r=\"1\">\n  <c r=\"A1\">\n<v>\n 5 \n</v></c> <c r=\"B1\" t=\"s\"><v>\n1\n</v></c></row>";
    assert_eq!(shown(&files::xlsx(rows).bytes()), "A1 5 B1 Chỉ tiêu");
}

#[test]
fn an_error_that_only_newer_programs_know_costs_its_cell() {
    for error in ["#SPILL!", "#GETTING_DATA", "#CALC!", "#FIELD!", "#BUSY!"] {
        let rows =
            format!("<row r=\"1\"><c r=\"A1\" t=\"e\"><v>{error}</v></c><c r=\"B1\"><v>5</v></c></row>");
        assert_eq!(shown(&files::xlsx(&rows).bytes()), format!("A1 {error} B1 5"));
    }
}

#[test]
fn how_many_texts_there_are_is_counted_and_not_believed() {
    let lie = plain().replaced("xl/sharedStrings.xml", "uniqueCount=\"2\"", "uniqueCount=\"4294967295\"");
    assert_eq!(shown(&lie.bytes()), "A1 1232 B1 Chỉ tiêu");
}

#[test]
fn a_document_type_is_refused_only_where_it_is_read() {
    let beside = plain().with("xl/comments1.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><comments/>");
    assert_eq!(shown(&beside.bytes()), "A1 1232 B1 Chỉ tiêu");
}

#[test]
fn what_is_not_known_among_cells_is_refused_by_name() {
    for (cell, name) in [
        ("<c r=\"A1\"><w>5</w></c>", "<w>"),
        ("<d r=\"A1\"><v>5</v></d>", "<d>"),
        ("<c r=\"A1\" t=\"q\"><v>5</v></c>", "t=\"q\""),
        ("<c r=\"A1\" t=\"inlineStr\"><is><u>5</u></is></c>", "<u>"),
        ("<c r=\"A1\"><v>5</v></c>5", "5"),
    ] {
        let read = grid::read(&files::xlsx(&format!("<row r=\"1\">{cell}</row>")).bytes());
        assert_eq!(read, Err(ReadError::Damaged(format!("{SHEET}: {name}"))));
    }
}

#[test]
fn sheets_without_cells_are_left_out_and_said() {
    let added = |id: &str, relation: &str| {
        let listed = format!("<sheet name=\"Khác\" sheetId=\"9\" r:id=\"{id}\"/></sheets>");
        let package = plain().replaced("xl/workbook.xml", "</sheets>", &listed).replaced(
            LIST,
            "</Relationships>",
            &format!("{relation}</Relationships>"),
        );
        let sheets = grid::read(&package.bytes()).unwrap();
        sheets.iter().map(Sheet::left_out).collect::<Vec<_>>()
    };
    let related = |kind: &str| format!("<Relationship Id=\"r9\" Type=\"x/{kind}\" Target=\"a.xml\"/>");
    assert_eq!(added("r9", &related("chartsheet")), [None, Some(LeftOut::Chart)]);
    assert_eq!(added("r9", &related("dialogsheet")), [None, Some(LeftOut::Dialog)]);
    assert_eq!(added("r9", &related("xlMacrosheet")), [None, Some(LeftOut::Macro)]);
    assert_eq!(added("", ""), [None, Some(LeftOut::Missing)]);
    // a workbook without any sheet of cells cannot be read
    let none = plain().replaced(LIST, "/worksheet\"", "/chartsheet\"");
    assert!(matches!(grid::read(&none.bytes()), Err(ReadError::Damaged(_))));
}

#[test]
fn a_part_that_is_not_as_long_as_it_says_is_refused() {
    let mut bytes = plain().bytes();
    // the offset of the last part's size in the directory at the end
    let at = bytes.windows(SHEET.len()).rposition(|name| name == SHEET.as_bytes()).unwrap() - 46 + 24;
    bytes[at] ^= 1;
    assert!(grid::read(&bytes).is_err());
}

#[test]
fn xlsb_may_have_short_cells_and_texts_in_runs() {
    let short = |content: &[u8]| [&0_u32.to_le_bytes(), content].concat();
    let of = |kind: u16, content: &[u8]| {
        let mut sheet = vec![(0, 0, 0, 5, 7.0_f64.to_le_bytes().to_vec())];
        sheet.push((0, 1, 0, kind, content.to_vec()));
        sheet
    };
    let runs = [&[1_u8][..], &wide("Tổng"), &1_u32.to_le_bytes(), &[0, 0, 1, 0]].concat();
    let cells = of(62, &runs);
    let cells: Vec<_> =
        cells.iter().map(|(a, b, c, d, content)| (*a, *b, *c, *d, content.as_slice())).collect();
    assert_eq!(shown(&xlsb_files::xlsb(&cells).bytes()), "A1 7 B1 Tổng");
    for (kind, content, expected) in [
        (13, short(&((75_u32 << 2) | 3).to_le_bytes()), "0.75"),
        (14, short(&[0x07]), "#DIV/0!"),
        (15, short(&[1]), "TRUE"),
        (16, short(&0.1_f64.to_le_bytes()), "0.1"),
        (17, short(&wide("Tổng")), "Tổng"),
    ] {
        let bytes = xlsb_files::xlsb_rows(&[&[
            (5, &[&[0; 8][..], &7.0_f64.to_le_bytes()].concat()),
            (kind, &content),
        ]]);
        assert_eq!(shown(&bytes), format!("A1 7 B1 {expected}"), "{kind}");
    }
    // a cell with an index into the shared texts, and an unknown record
    for kind in [18, 19] {
        let bytes = xlsb_files::xlsb_rows(&[&[(kind, &short(&[0; 4]))]]);
        assert!(grid::read(&bytes).is_err(), "{kind}");
    }
}

#[test]
fn xls_may_have_formulas_of_older_programs() {
    for kind in [0x0206, 0x0406] {
        let record = |row, result: [u8; 8]| cell(kind, row, 0, 0, &[result.as_slice(), &[0; 8]].concat());
        let mut records = record(0, 30.5_f64.to_le_bytes());
        records.extend(record(1, [2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF]));
        assert_eq!(shown(&xls_files::xls(&[], &records)), "A1 30.5 A2 #DIV/0!", "{kind:#x}");
        // the text of such a formula cannot be told from that of another one
        let text = record(0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
        assert!(grid::read(&xls_files::xls(&[], &text)).is_err());
    }
    let old = biff(0x0003, &[0; 15]);
    assert!(grid::read(&xls_files::xls(&[], &old)).is_err(), "a cell of Excel 2");
}

#[test]
fn formulas_without_results_are_not_calculated() {
    let empty = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let formula = |row, result: [u8; 8]| cell(0x0006, row, 0, 0, &[result.as_slice(), &[0; 8]].concat());
    assert_eq!(shown(&xls_files::xls(&[], &formula(0, empty))), "A1 ?");
    // if other formulas have results, an empty text is one, too
    let both = [formula(0, empty), formula(1, 5.0_f64.to_le_bytes())].concat();
    assert_eq!(shown(&xls_files::xls(&[], &both)), "A1  A2 5");
}

#[test]
fn ods_may_be_indented_and_have_cells_of_spaces_and_programs() {
    let rows = "\n <table:table-row>\n  <table:table-cell office:value-type=\"string\">\n   <text:p>STT</text:p>\n  \
                </table:table-cell>\n  <table:table-cell office:value-type=\"string\"><text:p><text:s/></text:p>\
                </table:table-cell>\n  <table:table-cell office:value-type=\"string\"><text:p>  </text:p>\
                </table:table-cell>\n </table:table-row>\n";
    let basic = "<!DOCTYPE library:libraries PUBLIC \"-//OpenOffice.org//DTD\" \"libraries.dtd\"><a/>";
    let package = files::ods(rows).with("Basic/script-lc.xml", basic);
    assert_eq!(shown(&package.bytes()), "A1 STT");
}

#[test]
fn a_workbook_in_one_xml_file_is_read() {
    let content = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document \
                   office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>\
                   <table:table table:name=\"Biểu\"><table:table-row><table:table-cell office:value-type=\"float\" \
                   office:value=\"7\"><text:p>7</text:p></table:table-cell></table:table-row></table:table>\
                   </office:spreadsheet></office:body></office:document>";
    assert_eq!(shown(content.as_bytes()), "A1 7");
}
