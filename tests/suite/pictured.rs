//! Pictures on the screens: a sheet with its sender's widths, fills and bold letters; the charts of totals.

use crate::builder::{CHECKER, workbook};
use crate::intake::base64;
use crate::screens::{NOW, app, dropping, page, round};
use phuluc::book::consolidated;
use phuluc::desk::{OpenRound, Tools};
use phuluc::grid;
use phuluc::grid::{At, Colour, Side};
use phuluc::page::{App, Request};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook};
use std::fs;

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

#[test]
fn a_sheet_is_drawn_as_its_sender_sees_it() {
    let shown = page(app().handle(&dropping(&[("a.xlsx", &made_up())])));
    assert!(shown.contains("<table class=\"sized\" width="), "{shown}");
    assert!(shown.contains("<td class=\"middle bold\" bgcolor=\"#ffeb9c\""), "{shown}");
    assert!(shown.contains("<td class=\"runs-on\""), "a title goes over the empty cells behind it: {shown}");
    assert_eq!(shown.matches("class=\"on-dark\"").count(), 2, "{shown}");
    assert!(shown.contains("<td class=\"figure\""), "{shown}");
    assert!(!shown.contains("style="), "the policy of pages allows no styles in them");
}

#[test]
fn a_sheet_without_widths_is_drawn_by_its_contents() {
    let bytes = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/chi-doc-97.xls")).unwrap();
    let shown = page(app().handle(&dropping(&[("a.xls", &bytes)])));
    assert!(shown.contains("<div class=\"sheet\"") && !shown.contains("class=\"sized\""), "{shown}");
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
        written.iter().filter(|(name, _)| name.ends_with(".svg")).map(|(_, picture)| picture).collect();
    assert!(!pictures.is_empty());
    assert_eq!(shown.matches("<img").count(), pictures.len());
    for picture in pictures {
        assert!(
            shown.contains(&format!("data:image/svg+xml;base64,{}\"", base64(picture).replace('\n', ""))),
            "{shown}"
        );
    }
}
