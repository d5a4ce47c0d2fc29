//! The print areas of a consolidated workbook: the official appendices, and nothing that staff only work with.

use crate::support::builder::{CATALOGUE, workbook};
use crate::support::consolidation::{self as many, TOTAL, round};
use phuluc::author::{Blank, Order};
use phuluc::book::consolidated;
use phuluc::round::{Consolidation, Material, consolidate};
use std::io::{Cursor, Read};
use std::sync::Arc;

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn example() -> Consolidation {
    let sent = |number: u32| {
        let unit = workbook(&format!("Xã Ví dụ {number:02}")).tthc(&[TOTAL]);
        let unit = unit.printed("cchc-hue-02", &[("1", "6"), ("2", "75"), ("2.1", "20"), ("2.2", "15")]);
        Some(unit.printed("so-lieu-bao-cao", &[("1.1", "20"), ("1.2", "15")]))
    };
    many::consolidate(&["tthc-06a", "cchc-hue-02", "so-lieu-bao-cao"], &[sent(1), sent(2), None], false)
}

/// The value of an attribute of an element.
fn value(element: &str, name: &str) -> String {
    let (_, rest) = element.split_once(&format!("{name}=\"")).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// The names of the sheets, in order.
fn names(bytes: &[u8]) -> Vec<String> {
    let book = part(bytes, "xl/workbook.xml");
    book.split("<sheet ").skip(1).map(|sheet| value(sheet, "name")).collect()
}

/// The number of a sheet, counted from 1.
fn number(bytes: &[u8], name: &str) -> usize {
    names(bytes).iter().position(|sheet| sheet == name).unwrap_or_else(|| panic!("{name}")) + 1
}

/// The names of sheets, each with its print area.
fn printed(bytes: &[u8]) -> Vec<(String, String)> {
    let (book, names) = (part(bytes, "xl/workbook.xml"), names(bytes));
    let areas = book.split("<definedName ").skip(1).filter(|name| name.contains("Print_Area"));
    let areas = areas.map(|area| {
        let index: usize = value(area, "localSheetId").parse().unwrap();
        let text = area.split_once('>').unwrap().1.split_once("</").unwrap().0;
        (names[index].clone(), text.rsplit_once('!').unwrap().1.to_owned())
    });
    areas.collect()
}

#[test]
fn forms_print_without_what_staff_work_with() {
    let bytes = consolidated::write(&example()).unwrap();
    let printed = printed(&bytes);
    let area = |sheet: &str| {
        &printed.iter().find(|(name, _)| name == sheet).unwrap_or_else(|| panic!("{sheet}: {printed:?}")).1
    };
    assert_eq!(area("PL2").split(':').next(), Some("$A$1"));
    assert!(area("PL2").contains(":$E$"), "the form's own five columns: {}", area("PL2"));
    assert!(area("Biểu 06a").starts_with("$A$1:$M$"), "{}", area("Biểu 06a"));
    assert!(area("Tổng quan").starts_with("$A$1:$F$"), "{}", area("Tổng quan"));
    // the other sheets print one empty cell in a hidden column
    let one_cell = |area: &str| area.split(':').collect::<std::collections::BTreeSet<_>>().len() == 1;
    for sheet in
        ["Lời văn báo cáo", "Diễn giải", "Câu văn", "Theo đơn vị", "Dữ liệu", "Cần sửa", "Nguồn số liệu"]
    {
        assert!(one_cell(area(sheet)), "{sheet}: {}", area(sheet));
    }
    let areas = printed.iter().filter(|(_, area)| !one_cell(area));
    assert_eq!(areas.count(), 3, "{printed:?}");
}

#[test]
fn pages_are_a4_with_the_margins_of_the_decree_and_repeat_their_heads() {
    let bytes = consolidated::write(&example()).unwrap();
    let book = part(&bytes, "xl/workbook.xml");
    // a form of 13 columns is printed in landscape, one of five in portrait
    for (name, orientation) in [("Biểu 06a", "landscape"), ("PL2", "portrait")] {
        let sheet = number(&bytes, name);
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        let setup = xml.split_once("<pageSetup ").unwrap().1.split_once("/>").unwrap().0;
        assert!(setup.contains("paperSize=\"9\""), "{setup}");
        assert!(setup.contains(&format!("orientation=\"{orientation}\"")), "{setup}");
        let margins = xml.split_once("<pageMargins ").unwrap().1.split_once("/>").unwrap().0;
        for (side, least, most) in [("left", 30.0, 35.0), ("right", 15.0, 20.0), ("top", 20.0, 25.0)] {
            let inches = margins.split_once(&format!("{side}=\"")).unwrap().1.split_once('"').unwrap().0;
            let millimetres = inches.parse::<f64>().unwrap() * 25.4;
            assert!((least - 0.1..most + 0.1).contains(&millimetres), "{side}: {millimetres}");
        }
        let titles = format!("name=\"_xlnm.Print_Titles\" localSheetId=\"{}\"", sheet - 1);
        assert!(book.contains(&titles), "{titles}: {book}");
    }
}

#[test]
fn rows_that_nobody_filled_are_folded_away() {
    let bytes = consolidated::write(&example()).unwrap();
    let xml = part(&bytes, &format!("xl/worksheets/sheet{}.xml", number(&bytes, "PL2")));
    let rows: Vec<&str> = xml.split("<row ").skip(1).collect();
    let hidden = |label: &str| {
        let strings = part(&bytes, "xl/sharedStrings.xml");
        let index = strings.split("<si>").skip(1).position(|text| text.contains(label)).unwrap();
        let cell = format!("t=\"s\"><v>{index}</v>");
        let row = rows.iter().find(|row| row.contains(&cell)).unwrap_or_else(|| panic!("{label}"));
        row.split_once('>').unwrap().0.contains("hidden=\"1\"")
    };
    assert!(!hidden("Số nhiệm vụ đề ra trong kế hoạch"));
    assert!(hidden("Tổng số nhiệm vụ được giao"));
    // a heading is folded together with the rows below it
    assert!(hidden("Kiểm tra CCHC"));
}

/// The pictures of a chart: the units in order, names with special characters, and the size that the file states.
#[test]
fn charts_are_pictures() {
    let more = ("Tổng cộng", "33 19 13 1  27 13 13 1  6 5 1");
    let sent = [("Xã Ví dụ 01", TOTAL), ("Xã A & B <2>", more)];
    let sent = sent.map(|(unit, line)| Some(workbook(unit).tthc(&[line])));
    let (mut round, reports) = round(&["tthc-06a"], true, &sent);
    round.units[1].name = "Xã A & B <2>".to_owned();
    let members = consolidate::gather(&round, reports, &CATALOGUE);
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let pictures = consolidated::charts(&all);
    let names: Vec<&str> = pictures.iter().map(|(name, _)| name.as_str()).collect();
    // the third chart, of late dossiers, shows no difference, so that it is not drawn
    assert!(names.starts_with(&["bieu-do-1.svg", "bieu-do-1.png"]), "{names:?}");
    let svg = String::from_utf8(pictures[0].1.clone()).unwrap();
    let place = |text: &str| svg.find(text).unwrap_or_else(|| panic!("{text}: {svg}"));
    assert!(place(">Xã A &amp; B &lt;2&gt;<") < place(">Xã Ví dụ 01<"), "the greater first");
    assert!(place(">33<") < place(">30<"));
    let png = &pictures[1].1;
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    let height: u32 = svg.split_once("height=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap();
    assert_eq!((side(16), side(20)), (1600, height * 2));
}

#[test]
fn no_chart_shows_units_that_are_all_alike() {
    let sent = [1, 2].map(|number| Some(workbook(&format!("Xã Ví dụ {number:02}")).tthc(&[TOTAL])));
    assert!(consolidated::charts(&many::consolidate(&["tthc-06a"], &sent, false)).is_empty());
}

/// The width of columns is counted in digits of the workbook's own font, which must be one that every program has.
#[test]
fn widths_are_counted_in_the_font_of_the_cells() {
    let blank = Blank::new(Order {
        forms: vec![Arc::clone(CATALOGUE.in_force(&"tthc-06a".into(), None).unwrap())],
        ..Order::default()
    });
    for bytes in [
        consolidated::write(&example()).unwrap(),
        phuluc::book::blank::write(&blank.unwrap()).unwrap(),
        workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes(),
    ] {
        let styles = part(&bytes, "xl/styles.xml");
        let font = styles.split_once("<font>").unwrap().1.split_once("</font>").unwrap().0;
        assert_eq!(value(font, "name val"), "Times New Roman", "{font}");
    }
}
