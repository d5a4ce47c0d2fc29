//! Rankings and charts of units: who is not in them and why, and how equal units stand.

use crate::support::builder::{Workbook, workbook};
use crate::support::consolidation::consolidate;
use phuluc::book::consolidated;
use phuluc::grid;
use phuluc::round::Consolidation;
use std::io::{Cursor, Read};

const RIGHT: &str = "330 316 13 1  327 314 13 0  3 2 1";

/// A commune that gives the same figures for its only field as for the total row.
#[expect(clippy::unnecessary_wraps, reason = "a unit may not have sent its workbook")]
fn dossiers(number: usize, figures: &str) -> Option<Workbook> {
    let unit = workbook(&format!("Xã Ví dụ {number:02}"));
    Some(unit.tthc(&[("Hộ tịch", figures), ("Tổng cộng", figures)]))
}

/// A commune's score sheet of eight items, all but the last with 9 of 10 points.
#[expect(clippy::unnecessary_wraps, reason = "a unit may not have sent its workbook")]
fn scored(number: usize, last: &str, total: &str) -> Option<Workbook> {
    let parts = ["1", "2", "3", "4", "5", "6", "7"].map(|part| (part, "10 9 1"));
    let rows: Vec<(&str, &str)> = parts.into_iter().chain([("8", last), ("tong", total)]).collect();
    let unit = workbook(&format!("Xã Ví dụ {number:02}"));
    Some(unit.table("chi-so-cchc-vo-nhai", &["toi_da", "tham_dinh_1", "diem_tru"], &rows))
}

/// What the cells of a sheet of the consolidated workbook show.
fn shown(all: &Consolidation, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let sheets = grid::read(&consolidated::write(all).unwrap()).unwrap();
    let sheet = sheets.iter().find(|sheet| is_meant(&sheet.name)).expect("a sheet");
    sheet.cells().map(|(_, cell)| cell.shown().into_owned()).collect()
}

#[track_caller]
fn holds(cells: &[String], text: &str) {
    assert!(cells.iter().any(|cell| cell == text), "{text}\n{}", cells.join("\n"));
}

#[test]
fn a_ranking_by_scores_names_who_is_not_in_it() {
    let sent = [
        scored(1, "10 7 3", "80 70 10"),
        // no total, but all items
        scored(2, "10 6 4", "80 . ."),
        // neither
        scored(3, "10 . .", "80 bảy 10"),
        scored(4, "10 . .", "80 . ."),
        None,
    ];
    let all = consolidate(&["chi-so-cchc-vo-nhai"], &sent, false);
    let cells = shown(&all, |name| name == "Chỉ số CCHC");
    holds(
        &cells,
        "* Không có tổng điểm, xếp hạng theo các mục: Xã Ví dụ 02 (chưa nhập tổng điểm) cộng các mục được 69.",
    );
    holds(
        &cells,
        "Chưa xếp hạng: Xã Ví dụ 05 (chưa báo cáo); Xã Ví dụ 04 (chưa nhập tổng điểm); Xã Ví dụ 03 (tổng điểm không \
         đọc được).",
    );
}

/// A round in which the third commune left out how many dossiers came online, and the fourth sent nothing.
fn with_gaps() -> Consolidation {
    let sent = [
        dossiers(1, RIGHT),
        dossiers(2, "530 506 23 1  527 513 13 1  3 2 1"),
        dossiers(3, "230 . . 1  227 213 13 1  3 2 1"),
        None,
    ];
    consolidate(&["tthc-06a"], &sent, false)
}

#[test]
fn a_ranking_by_rates_names_who_has_none() {
    let cells = shown(&with_gaps(), |name| name == "Tổng quan");
    holds(&cells, "Chưa xếp hạng: Xã Ví dụ 03 (chưa nhập); Xã Ví dụ 04 (chưa báo cáo).");
    holds(&cells, "Chưa xếp hạng: Xã Ví dụ 04 (chưa báo cáo).");
}

#[test]
fn a_chart_names_who_is_not_in_it() {
    let all = with_gaps();
    let missing = "hông có trong biểu đồ: Xã Ví dụ 03 (chưa nhập); Xã Ví dụ 04 (chưa báo cáo)";
    let pictures = consolidated::charts(&all);
    let svgs: Vec<String> = pictures
        .into_iter()
        .filter(|(name, _)| name.contains(".svg"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    assert!(svgs.iter().any(|svg| svg.contains(missing)), "{svgs:?}");
    let mut book = zip::ZipArchive::new(Cursor::new(consolidated::write(&all).unwrap())).unwrap();
    let mut charts = String::new();
    for number in 1..=svgs.len() {
        book.by_name(&format!("xl/charts/chart{number}.xml")).unwrap().read_to_string(&mut charts).unwrap();
    }
    assert!(charts.contains(missing), "{charts}");
}

/// Of rates all of which are above 96 percent, the longest bar ends before the frame does, for its figure stands behind
/// it.
#[test]
fn the_figure_at_the_longest_bar_has_room() {
    let mut book = zip::ZipArchive::new(Cursor::new(consolidated::write(&with_gaps()).unwrap())).unwrap();
    let mut charts = String::new();
    book.by_name("xl/charts/chart2.xml").unwrap().read_to_string(&mut charts).unwrap();
    let end: f64 = charts.split_once("<c:max val=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap();
    assert!(end > 100.0, "{end}");
}

#[test]
fn units_with_equal_rates_are_counted_where_a_ranking_cuts_them_off() {
    let late = |number: usize| dossiers(number, "330 316 13 1  327 313 12 2  3 2 1");
    let sent: Vec<_> = (1..=9).map(|number| dossiers(number, "330 316 13 1  327 314 13 0  3 2 1")).collect();
    let sent: Vec<_> = sent.into_iter().chain([late(10), late(11)]).collect();
    let cells = shown(&consolidate(&["tthc-06a"], &sent, false), |name| name == "Tổng quan");
    holds(
        &cells,
        "9 đơn vị cùng 100,00%: Xã Ví dụ 01, Xã Ví dụ 02, Xã Ví dụ 03, Xã Ví dụ 04, Xã Ví dụ 05, Xã Ví dụ 06, Xã Ví dụ 07, \
         Xã Ví dụ 08, Xã Ví dụ 09.",
    );
    holds(
        &cells,
        "Bằng tỷ lệ thì đơn vị có mẫu số lớn hơn đứng trước; mẫu số cũng bằng thì theo thứ tự danh sách đơn vị.",
    );
}

/// The chart shows the same first units as the table of the best.
#[test]
fn a_chart_sorts_equal_rates_by_their_bases_and_counts_those_that_it_does_not_show() {
    let sent = (1..=30).map(|number| {
        let online = if number > 28 { 300 } else { 300 + number };
        let (all, solved) = (online + 14, online + 11);
        let late = usize::from(number > 28);
        dossiers(number, &format!("{all} {online} 13 1  {solved} {} 13 {late}  3 2 1", solved - 13 - late))
    });
    let all = consolidate(&["tthc-06a"], &sent.collect::<Vec<_>>(), false);
    let pictures = consolidated::charts(&all);
    let of_time = pictures.iter().filter(|(name, _)| name.contains(".svg"));
    let of_time = of_time.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap());
    let of_time = of_time.into_iter().find(|svg| svg.contains("trước hạn và đúng hạn")).expect("a chart");
    let place = |text: &str| of_time.find(text).unwrap_or_else(|| panic!("{text}: {of_time}"));
    assert!(place(">Xã Ví dụ 28<") < place(">Xã Ví dụ 27<"));
    assert!(of_time.contains("28 đơn vị cùng 100,00%"), "{of_time}");
}

#[test]
fn a_picture_is_as_wide_as_the_longest_name_needs() {
    let long = "Ủy ban nhân dân phường Hương Thủy Thượng Ngoại thành phố Ví dụ";
    let sent = [("Xã Ví dụ 01", RIGHT), (long, "530 506 23 1  527 513 13 1  3 2 1")]
        .map(|(unit, line)| Some(workbook(unit).tthc(&[("Tổng cộng", line)])));
    let (mut round, reports) = crate::support::consolidation::round(&["tthc-06a"], true, &sent);
    round.units[1].name = long.to_owned();
    let catalogue = &*crate::support::builder::CATALOGUE;
    let members = phuluc::round::consolidate::gather(&round, reports, catalogue);
    let all =
        phuluc::round::consolidate::consolidate(phuluc::round::Material::new(&round, members), catalogue);
    let svg = String::from_utf8(consolidated::charts(&all)[0].1.clone()).unwrap();
    let width: u32 = svg.split_once("width=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap();
    // 62 letters of 14 pixels are about 390 pixels wide
    assert!(width > 950, "{width}");
}

#[test]
fn a_rate_of_a_figure_that_cannot_be_read_is_not_said_to_be_left_blank() {
    let sent = [dossiers(1, RIGHT), dossiers(2, "530 506 23 1  'năm 513 13 1  3 2 1")];
    let cells = shown(&consolidate(&["tthc-06a"], &sent, false), |name| name == "Diễn giải");
    holds(&cells, "số không đọc được: Xã Ví dụ 02");
    assert!(!cells.iter().any(|cell| cell.contains("chưa nhập: Xã Ví dụ 02")), "{}", cells.join("\n"));
}
