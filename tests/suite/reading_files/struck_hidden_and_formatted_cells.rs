//! The look of a cell as it is read: struck or raised text, hidden rows, number formats.

use crate::support::files;
use phuluc::grid;
use phuluc::grid::{At, Content, Position, Sheet, Shown};
use rust_xlsxwriter::{FilterCondition, Format, Workbook};

fn at(cell: &str) -> At {
    cell.parse().unwrap()
}

/// A sheet with XML before and after its cells.
fn sheet_of(before: &str, rows: &str, behind: &str) -> Sheet {
    let sheet = format!("<worksheet>{before}<sheetData>{rows}</sheetData>{behind}</worksheet>");
    grid::read(&files::workbook(&[("Biểu", &sheet)]).bytes()).unwrap().swap_remove(0)
}

#[test]
fn text_that_is_struck_or_raised_in_part_has_its_readings() {
    let [struck, raised, plain] = [
        Format::new().set_font_strikethrough(),
        Format::new().set_font_script(rust_xlsxwriter::FormatScript::Superscript),
        Format::new(),
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_rich_string(0, 0, &[(&plain, "25"), (&raised, "1")]).unwrap();
    sheet.write_rich_string(1, 0, &[(&struck, "33"), (&plain, "23")]).unwrap();
    sheet.write_string_with_format(2, 0, "33", &struck).unwrap();
    sheet.write_number_with_format(3, 0, 33, &struck).unwrap();
    sheet.write_rich_string(4, 0, &[(&plain, "Tổng "), (&Format::new().set_bold(), "số")]).unwrap();
    let sheet = grid::read(&book.save_to_buffer().unwrap()).unwrap().swap_remove(0);
    let cell = |name: &str| sheet.get(at(name)).unwrap();
    assert_eq!(cell("A1").marks.readings(), ["25", "251"]);
    assert_eq!(cell("A1").marks.runs()[1].position, Position::Raised);
    assert_eq!((&*cell("A1").shown(), &*cell("A1").label(), &*sheet.key(at("A1"))), ("251", "25", "25"));
    assert_eq!(cell("A2").marks.readings(), ["23", "3323"]);
    assert_eq!(
        ["A1", "A2", "A3", "A4", "A5"].map(|at| cell(at).marks.is_struck()),
        [false, false, true, true, false]
    );
    assert!(!cell("A5").marks.is_any(), "letters that are bold are no mark");
}

#[test]
fn runs_of_texts_in_their_cells_look_as_the_file_says() {
    let sheet = sheet_of(
        "",
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>12</t></r><r><rPr><vertAlign val=\"superscript\"/>\
         </rPr><t>(1)</t></r></is></c><c r=\"B1\" t=\"inlineStr\"><is><r><rPr><strike val=\"0\"/></rPr><t>1</t></r>\
         <r><rPr><strike/></rPr><t>&lt;2</t></r></is></c></row>",
        "",
    );
    assert_eq!(sheet.get(at("A1")).unwrap().marks.readings(), ["12", "12(1)"]);
    assert_eq!(sheet.get(at("B1")).unwrap().marks.readings(), ["1", "1<2"]);
}

#[test]
fn what_is_hidden_is_known() {
    let rows = "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>2</v></c></row>\
                <row r=\"9\" ht=\"0\" customHeight=\"1\"><c r=\"A9\"><v>3</v></c></row>";
    let columns = "<cols><col min=\"2\" max=\"3\" width=\"9\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\"/></cols>";
    let filter = "<autoFilter ref=\"A1:C5\"><filterColumn colId=\"0\"><filters><filter val=\"1\"/></filters></filterColumn>\
                  </autoFilter>";
    let sheet = sheet_of(columns, rows, filter);
    let hidden = sheet.hidden();
    assert_eq!(
        [1, 2, 8].map(|row| (hidden.has_row(row), hidden.has_filtered(row))),
        [(false, false), (true, true), (true, false)]
    );
    assert_eq!([0, 1, 2, 3, 4].map(|column| hidden.has_column(column)), [false, true, true, false, true]);
    let open = sheet_of("", rows, "<autoFilter ref=\"A1:C5\"/>");
    assert!(open.hidden().has_row(2) && !open.hidden().has_filtered(2), "such a filter hides nothing");
}

#[test]
fn rows_without_height_and_columns_without_width_are_hidden_in_ods_too() {
    let styles = "<office:automatic-styles>\
        <style:style style:name=\"ro1\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0in\"/></style:style>\
        <style:style style:name=\"ro2\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0.18in\"/></style:style>\
        <style:style style:name=\"co1\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"0.000cm\"/></style:style>\
        </office:automatic-styles><office:body>";
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"5\"/>";
    let rows = format!(
        "<table:table-column/><table:table-column table:style-name=\"co1\"/>\
         <table:table-row table:style-name=\"ro1\">{cell}</table:table-row>\
         <table:table-row table:style-name=\"ro2\">{cell}{cell}</table:table-row>"
    );
    let package = files::ods(&rows).replaced("content.xml", "<office:body>", styles);
    let sheet = grid::read(&package.bytes()).unwrap().swap_remove(0);
    assert_eq!([0, 1].map(|row| sheet.hidden().has_row(row)), [true, false]);
    assert_eq!([0, 1].map(|column| sheet.hidden().has_column(column)), [false, true]);
}

#[test]
fn what_a_filter_of_another_writer_hides_is_known() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_column(0, 0, ["STT", "1", "2"]).unwrap();
    sheet.autofilter(0, 0, 2, 0).unwrap();
    sheet.filter_column(0, &FilterCondition::new().add_list_filter("1")).unwrap();
    sheet.set_row_hidden(2).unwrap();
    let sheet = grid::read(&book.save_to_buffer().unwrap()).unwrap().swap_remove(0);
    assert!(sheet.hidden().has_filtered(2) && !sheet.hidden().has_row(1));
}

#[test]
fn a_number_is_shown_by_its_format() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let formats = ["0\"000\"", "[=0]\"-\";0.00%", ";;;", "0.0,,\" triệu\""];
    for (row, format) in (0..).zip(formats) {
        sheet.write_number_with_format(row, 0, 33, &Format::new().set_num_format(format)).unwrap();
    }
    let sheet = grid::read(&book.save_to_buffer().unwrap()).unwrap().swap_remove(0);
    let shown = [0, 1, 2, 3].map(|row| {
        let cell = sheet.get(At { row, column: 0 }).unwrap();
        let Content::Number(value) = cell.content else { panic!("a number") };
        (cell.format.shown(value), cell.is_percent(), cell.format.words(value))
    });
    assert_eq!(
        shown,
        [
            (Shown::Figure(33_000.into()), false, vec![]),
            (Shown::Figure(3_300.into()), true, vec![]),
            (Shown::Nothing, false, vec![]),
            (Shown::Figure(0.into()), false, vec!["triệu".to_owned()]),
        ]
    );
}

/// A bar or a sign that is shown alone stands in place of the figure, in the words of old programs and of new ones.
#[test]
fn a_bar_or_a_sign_in_place_of_a_figure_hides_it() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>5</v></c><c r=\"B1\"><v>6</v></c></row>\
                <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>năm</t></is></c></row>";
    let old = |kind: &str, shows: &str| {
        format!(
            "<conditionalFormatting sqref=\"A1:A2\"><cfRule type=\"{kind}\" priority=\"1\"><{kind}{shows}><cfvo type=\"min\"/>\
             <cfvo type=\"max\"/></{kind}></cfRule></conditionalFormatting>"
        )
    };
    let new = |kind: &str, shows: &str| {
        format!(
            "<extLst><ext uri=\"{{78C0D931}}\"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type=\"{kind}\">\
             <x14:{kind}{shows}><x14:cfvo type=\"num\"><xm:f>0</xm:f></x14:cfvo></x14:{kind}></x14:cfRule>\
             <xm:sqref>A1:A2</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
        )
    };
    let unseen = |behind: &str| {
        let sheet = sheet_of("", rows, behind);
        ["A1", "B1", "A2"].map(|cell| sheet.get(at(cell)).unwrap().marks.is_unseen())
    };
    for kind in ["dataBar", "iconSet"] {
        for hides in [" showValue=\"0\"", " iconSet=\"3Stars\" showValue=\"false\""] {
            assert_eq!(unseen(&old(kind, hides)), [true, false, false], "{kind}");
            assert_eq!(unseen(&new(kind, hides)), [true, false, false], "{kind}");
        }
        for shows in ["", " showValue=\"1\""] {
            assert_eq!(unseen(&old(kind, shows)), [false; 3], "{kind}");
            assert_eq!(unseen(&new(kind, shows)), [false; 3], "{kind}");
        }
    }
}
