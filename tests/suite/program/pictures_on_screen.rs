//! Pictures on the screens: a sheet with its sender's widths, fills and bold letters; the charts of totals.

use crate::support::archives_and_mails::base64;
use crate::support::browser::{NOW, app, dropping, page, round};
use crate::support::builder::{CHECKER, workbook};
use crate::support::files::Package;
use crate::support::round_folder::TOTAL;
use phuluc::book::consolidated;
use phuluc::desk::{OpenRound, Tools};
use phuluc::grid;
use phuluc::grid::{At, Colour, Side};
use phuluc::page::{App, Request};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A workbook with a sheet that its sender has made up.
fn made_up() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_column_width(0, 5).unwrap().set_column_width(1, 40).unwrap();
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xFF_EB9C))
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    sheet.write_string(0, 0, "ỦY BAN NHÂN DÂN XÃ VÍ DỤ 01").unwrap();
    sheet.write_string_with_format(1, 0, "STT", &head).unwrap();
    sheet.write_string_with_format(1, 1, "Lĩnh vực", &head).unwrap();
    let dark = Format::new().set_background_color(Color::Theme(4, 5));
    sheet.write_string_with_format(2, 1, "Đất đai", &dark).unwrap();
    sheet.write_blank(2, 2, &dark).unwrap();
    sheet.write_number(2, 3, 1232).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn the_appearance_of_cells_is_read() {
    let sheets = grid::read(&made_up()).unwrap();
    let looks = sheets[0].appearance();
    let head = looks.cell(At { row: 1, column: 1 });
    assert_eq!((head.fill, head.is_bold, head.wraps), (Some(Colour([0xFF, 0xEB, 0x9C])), true, true));
    assert_eq!(head.side, Some(Side::Middle));
    let [text, blank, plain] = [(2, 1), (2, 2), (2, 3)].map(|(row, column)| looks.cell(At { row, column }));
    assert!(text.fill.is_some_and(Colour::is_dark) && text == blank);
    assert_eq!(plain.fill, None);
    let [narrow, wide, usual] = [0, 1, 2].map(|column| looks.width(column));
    assert!(narrow < usual && usual < wide && wide > 250, "{narrow} {usual} {wide}");
}

/// A report with a text replaced in its styles.
fn restyled(from: &str, to: &str) -> Vec<u8> {
    let bytes = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut package = Package::default();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut content).unwrap();
        package = package.with(&name, content);
    }
    package.replaced("xl/styles.xml", from, to).bytes()
}

#[test]
fn a_sheet_is_drawn_as_its_sender_sees_it() {
    let drawn = |to| page(app().handle(&dropping(&[("a.xlsx", &restyled("FFDDEBF7", to))])));
    let shown = drawn("FFFFEB9C");
    assert!(shown.contains("<table class=\"sized\" width="), "{shown}");
    assert!(shown.contains("<td class=\"middle bold\" bgcolor=\"#ffeb9c\""), "{shown}");
    assert!(!shown.contains("on-dark"), "{shown}");
    assert!(!shown.contains("style="), "the policy of pages allows no styles in them");
    // letters stay readable on what the sender filled
    assert!(drawn("FF1F4E79").contains("<td class=\"middle bold on-dark\" bgcolor=\"#1f4e79\""));
    // what is no colour is left out
    assert!(drawn("red").contains("<td class=\"middle bold\" id="));
}

#[test]
fn the_charts_of_totals_are_those_of_the_workbook() {
    let folder = round();
    for (name, line) in [("01", "30 16 13 1  27 13 13 1  3 2 1"), ("02", "20 10 9 1  17 8 9 0  3 3 0")] {
        let report = workbook(&format!("Xã Ví dụ {name}")).tthc(&[("Tổng cộng", line)]).bytes();
        folder.put(&format!("nhan/{name}.xlsx"), &report, None);
    }
    let tools = Tools::plain(&CHECKER);
    let app = App::over(tools, &folder);
    let receive = Request { path: "dot/nhan".to_owned(), is_post: true, now: NOW, ..Request::default() };
    page(app.handle(&receive));
    let shown = page(app.handle(&Request { now: NOW, ..Request::get("dot/so-lieu") }));
    let all = OpenRound::open(&folder, &tools).unwrap().consolidation(&tools, false);
    let written = consolidated::charts(&all);
    let pictures: Vec<&Vec<u8>> =
        written.iter().map(|(_, picture)| picture).filter(|picture| picture.starts_with(b"<svg")).collect();
    assert!(!pictures.is_empty());
    assert_eq!(shown.matches("<img").count(), pictures.len());
    for picture in pictures {
        assert!(
            shown.contains(&format!("data:image/svg+xml;base64,{}\"", base64(picture).replace('\n', ""))),
            "{shown}"
        );
    }
}
