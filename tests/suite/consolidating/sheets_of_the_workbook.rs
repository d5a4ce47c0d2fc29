//! The consolidated workbook: the texts, ranks, charts and links on its sheets.

use crate::support::builder::{Workbook, workbook};
use crate::support::consolidation::{TOTAL, changed, consolidate, round, tthc};
use phuluc::book::consolidated;
use phuluc::grid;
use phuluc::grid::{At, Sheet};
use phuluc::round::Consolidation;
use std::io::{Cursor, Read};

/// All cells of a sheet as text, one row a line.
fn grid_text(sheet: &Sheet) -> String {
    let mut text = String::new();
    for row in 0..=sheet.last_row().unwrap_or(0) {
        let cells: Vec<String> = sheet.row(row).map(|(at, _)| format!("{at} {}", sheet.text(at))).collect();
        if !cells.is_empty() {
            text += &cells.join(" | ");
            text.push('\n');
        }
    }
    text
}

fn example() -> Consolidation {
    let wrong = ("Tổng cộng", "31 16 13 1  28 14 13 1  3 2 1");
    consolidate(&["tthc-06a"], &[tthc(1, &[TOTAL]), tthc(2, &[wrong]), None], false)
}

#[test]
fn the_workbook_says_what_the_consolidation_says() {
    let sheets = grid::read(&consolidated::write(&example()).unwrap()).unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let all = [
        "Tổng quan",
        "Biểu 06a",
        "Diễn giải",
        "Câu văn",
        "Biểu đồ",
        "Theo đơn vị",
        "Dữ liệu",
        "Cần sửa",
        "Nguồn số liệu",
        "_phuluc",
        "_ma",
    ];
    assert_eq!(names, all);
    let sheet = |name: &str| grid_text(sheets.iter().find(|sheet| sheet.name == name).unwrap());
    insta::assert_snapshot!("consolidated_overview", sheet("Tổng quan"));
    insta::assert_snapshot!("consolidated_form", sheet("Biểu 06a"));
    insta::assert_snapshot!("consolidated_explained", sheet("Diễn giải"));
    insta::assert_snapshot!("consolidated_sentences", sheet("Câu văn"));
    insta::assert_snapshot!("consolidated_by_unit", sheet("Theo đơn vị"));
    insta::assert_snapshot!("consolidated_data", sheet("Dữ liệu"));
    insta::assert_snapshot!("consolidated_findings", sheet("Cần sửa"));
    let sources = sheet("Nguồn số liệu");
    assert!(sources.contains("Xã Ví dụ 03 | D8 xã | F8 chưa gửi báo cáo | H8 không"), "{sources}");
    assert!(sources.contains("nhan/01.xlsx"), "{sources}");
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    assert!(consolidated::write(&example()).unwrap() == consolidated::write(&example()).unwrap());
}

#[test]
fn units_on_different_periods_are_marked_as_a_test() {
    let sent =
        [tthc(1, &[TOTAL]), tthc(2, &[TOTAL]).map(|workbook| workbook.period("2022-12-15", "2023-12-14"))];
    let all = changed(round(&["tthc-06a"], false, &sent), |_| {});
    let sheets = grid::read(&consolidated::write(&all).unwrap()).unwrap();
    for sheet in sheets.iter().filter(|sheet| sheet.visible) {
        assert!(grid_text(sheet).to_lowercase().contains(consolidated::MIXED_PERIODS), "{}", sheet.name);
    }
}

/// A score sheet with the points of its third task, and with all points as appraised.
fn scored(number: u32, own: &str, appraised: &str) -> Workbook {
    let columns = ["toi_da", "tu_cham", "tham_dinh_1"];
    let rows = [("3", format!("20 . {own}")), ("tong", format!("100 90 {appraised}"))];
    let rows: Vec<(&str, &str)> = rows.iter().map(|(row, figures)| (*row, figures.as_str())).collect();
    workbook(&format!("Xã Ví dụ {number:02}")).table("chi-so-cchc-vo-nhai", &columns, &rows)
}

#[test]
fn units_are_ranked_and_banded() {
    // the second and the third unit are equal in everything; the first has more points in task 3; nobody has
    // appraised the last
    let sent = [
        scored(1, "18", "80"),
        scored(2, "15", "80"),
        scored(3, "15", "80"),
        scored(4, "20", "69.5"),
        scored(5, "20", "."),
    ]
    .map(Some);
    let all = consolidate(&["chi-so-cchc-vo-nhai"], &sent, false);
    let scores: Vec<String> = all.forms[0]
        .scores
        .iter()
        .map(|score| {
            let lacks = score.lacks.as_ref().map(|(points, band)| format!("{points} {band}"));
            let own = score.own.map_or("–".to_owned(), |own| own.to_string());
            let (rank, unit, percent) = (score.rank, score.unit, score.percent);
            format!("{rank} {unit} {percent} {own} {} {}", score.band, lacks.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        scores,
        [
            "1 4 90 – Xuất sắc ",
            "2 0 80 90 Tốt 10 Xuất sắc",
            "3 1 80 90 Tốt 10 Xuất sắc",
            "3 2 80 90 Tốt 10 Xuất sắc",
            "5 3 69.5 90 Trung bình 0.5 Khá"
        ]
    );
    let sheets = grid::read(&consolidated::write(&all).unwrap()).unwrap();
    let ranking = grid_text(sheets.iter().find(|sheet| sheet.name == "Chỉ số CCHC").unwrap());
    assert!(
        ranking.contains(
            "A13 5 | B13 Xã Ví dụ 04 | C13 69.5 | D13 69.5 | E13 100 | F13 90 | G13 Trung bình | H13 0.5 | I13 Khá"
        ),
        "{ranking}"
    );
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A preview draws a chart from the values stored in it, not from the cells.
#[test]
fn charts_keep_the_figures_that_they_show() {
    let bytes = consolidated::write(&example()).unwrap();
    let chart = part(&bytes, "xl/charts/chart1.xml");
    let kept: Vec<&str> = chart.split("<c:val>").skip(1).collect();
    assert_eq!(kept.len(), 2, "{chart}");
    // received and resolved of both units that reported, the larger figure first
    for (series, [first, second]) in kept.iter().zip([[31, 30], [28, 27]]) {
        let point = |at: usize, figure: i32| format!("<c:pt idx=\"{at}\"><c:v>{figure}</c:v></c:pt>");
        assert!(series.contains(&(point(0, first) + &point(1, second))), "{series}");
    }
}

/// Links lead from a unit's figures to its sources, from there to every value that was read, and back.
#[test]
fn figures_lead_to_their_sources_and_back() {
    let bytes = consolidated::write(&example()).unwrap();
    let sheets = grid::read(&bytes).unwrap();
    let links = |sheet: &str| {
        let index = sheets.iter().position(|other| other.name == sheet).unwrap() + 1;
        let xml = part(&bytes, &format!("xl/worksheets/sheet{index}.xml"));
        let links = xml.split("<hyperlink ").skip(1).map(|link| {
            let value = |name: &str| {
                link.split_once(&format!("{name}=\"")).unwrap().1.split_once('"').unwrap().0.to_owned()
            };
            (value("ref"), value("location"))
        });
        links.collect::<Vec<_>>()
    };
    let text = |place: &str| {
        let (sheet, at) = place.split_once('!').unwrap();
        let sheet = sheets.iter().find(|other| format!("'{}'", other.name) == sheet).unwrap();
        sheet.text(At::named(at).unwrap())
    };
    let there = links("Theo đơn vị");
    let (_, source) = there.iter().find(|(at, _)| at == "H5").unwrap();
    assert_eq!(source, "'Nguồn số liệu'!A7");
    assert!(there.iter().any(|(at, to)| at == "A7" && to == "'Biểu 06a'!A1"), "{there:?}");
    let back = links("Nguồn số liệu");
    let to = |from: &str| {
        back.iter().find(|(at, _)| at == from).unwrap_or_else(|| panic!("{from}: {back:?}")).1.clone()
    };
    assert_eq!(text(&to("C7")), "Xã Ví dụ 02");
    assert_eq!(
        (text(&to("M7")), text(&to("M7").replace("!A", "!J"))),
        ("Xã Ví dụ 02".into(), "nhan/01.xlsx".into())
    );
    assert_eq!(back.len(), 5, "{back:?}");
}
