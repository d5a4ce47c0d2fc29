//! The ranking of findings by influence, in files with slips.

use crate::support::builder::{CATALOGUE, Workbook, workbook};
use crate::support::consolidation;
use phuluc::book;
use phuluc::grid;
use phuluc::round::{Consolidation, Material, consolidate, influence, peers};
use phuluc::say::{Lang, report};

const FORMS: [&str; 1] = ["tthc-06a"];

/// A commune with the figures of a field and a total that may differ from them.
fn slipped(number: usize, field: &str, total: &str) -> Workbook {
    workbook(&format!("Xã Ví dụ {number:02}")).tthc(&[("Hộ tịch", field), ("Tổng cộng", total)])
}

/// A commune's score sheet: eight parts of 10 points each, all but the last with 9, and a total that may differ.
fn scored(workbook: Workbook, last: &str, total: &str) -> Workbook {
    let parts = ["1", "2", "3", "4", "5", "6", "7"].map(|part| (part, "10 9 1"));
    let last = [("8", last), ("tong", total)];
    let rows: Vec<(&str, &str)> = parts.into_iter().chain(last).collect();
    workbook.table("chi-so-cchc-vo-nhai", &["toi_da", "tham_dinh_1", "diem_tru"], &rows)
}

fn consolidation(forms: &[&str], sent: &[Workbook]) -> Consolidation {
    let sent: Vec<Option<Workbook>> = sent.iter().cloned().map(Some).collect();
    consolidation::consolidate(forms, &sent, false)
}

fn lines(sent: &[Workbook]) -> Vec<String> {
    lines_of(&FORMS, sent)
}

fn lines_of(forms: &[&str], sent: &[Workbook]) -> Vec<String> {
    let consolidation = consolidation(forms, sent);
    report::influence::lines(&influence::of(&consolidation), Lang::Vi)
}

#[test]
fn the_slip_that_moves_the_totals_most_comes_first() {
    let sent = [
        // one digit, ten dossiers
        slipped(1, "330 316 13 1  327 313 13 1  3 2 1", "330 326 13 1  327 313 13 1  3 2 1"),
        slipped(2, "230 216 13 1  227 213 13 1  3 2 1", "230 216 13 1  227 213 13 1  3 2 1"),
        // one digit, four hundred dossiers
        slipped(3, "530 516 13 1  527 513 13 1  3 2 1", "530 516 13 1  527 913 13 1  3 2 1"),
    ];
    insta::assert_snapshot!(lines(&sent).join("\n"), @"
    Nên xem trước 1 chỗ ảnh hưởng nhiều nhất đến số tổng hợp; còn 1 chỗ khác ảnh hưởng ít hơn:
      1. Xã Ví dụ 03: Biểu 06a, dòng “Tổng cộng”, ô H13 “đã giải quyết trước hạn”: 913 → 513 (số tổng hợp từ 1.439 thành 1.039; tỷ lệ giải quyết trước hạn và đúng hạn, dòng “Tổng cộng”, từ 136,73% thành 99,72%)
    ");
    let consolidation = consolidation(&FORMS, &sent);
    let written = grid::read(&book::consolidated::write(&consolidation).unwrap()).unwrap();
    let overview = written.iter().find(|sheet| sheet.name == "Tổng quan").unwrap();
    let cells: Vec<String> = overview.cells().map(|(_, cell)| cell.shown().into_owned()).collect();
    for line in lines(&sent) {
        assert!(cells.iter().any(|cell| *cell == line.trim()), "{line}");
    }
}

#[test]
fn a_round_without_slips_has_nothing_to_mend_first() {
    let right = "330 316 13 1  327 313 13 1  3 2 1";
    assert_eq!(lines(&[slipped(1, right, right), slipped(2, right, right)]), Vec::<String>::new());
}

#[test]
fn who_is_ranked_first_comes_before_every_sum() {
    let right = "330 316 13 1  327 313 13 1  3 2 1";
    let sent = [
        // four points too many, which make it first
        scored(slipped(1, right, right), "10 9 5", "80 68 12"),
        scored(slipped(2, right, right), "10 7 3", "80 70 10"),
        scored(slipped(3, right, right), "10 6 4", "80 69 11"),
        // also four points too many, but ranked last all the same
        scored(slipped(4, right, right), "10 5 9", "80 64 16"),
        // this unit has most of the dossiers in the round
        scored(
            slipped(5, "530 516 13 1  527 513 13 1  3 2 1", "530 516 13 1  527 1513 13 1  3 2 1"),
            "10 7 3",
            "80 70 10",
        ),
    ];
    insta::assert_snapshot!(lines_of(&["tthc-06a", "chi-so-cchc-vo-nhai"], &sent).join("\n"), @"
    Nên xem trước 2 chỗ ảnh hưởng nhiều nhất đến số tổng hợp; còn 1 nội dung khác không làm thay đổi số tổng hợp hoặc chưa tính được:
      1. Xã Ví dụ 01: Bảng điểm Chỉ số CCHC, mục 8, ô D102 “Thực hiện nhiệm vụ phát triển kinh tế - xã hội ở địa phương”, cột “điểm thẩm định lần 1”: 9 → 5 (xếp hạng từ 1 thành 4)
      2. Xã Ví dụ 05: Biểu 06a, dòng “Tổng cộng”, ô H13 “đã giải quyết trước hạn”: 1.513 → 513 (số tổng hợp từ 2.765 thành 1.765; tỷ lệ giải quyết trước hạn và đúng hạn, dòng “Tổng cộng”, từ 154,22% thành 99,73%)
    ");
}

#[test]
fn only_what_is_certain_comes_first_and_cells_of_one_slip_are_one_place() {
    let right = "330 316 13 1  327 313 13 1  3 2 1";
    let sent = [
        workbook("Xã Ví dụ 01").tthc(&[
            ("Hộ tịch", right),
            ("Đất đai", "30 20 9 1  27 17 9 1  3 2 1"),
            ("Tổng cộng", "360 22 336 2  354 330 22 2  6 4 2"),
        ]),
        // any of the parts of the first figure may be wrong
        slipped(2, "331 316 13 1  328 314 13 1  3 2 1", "331 316 13 1  328 314 13 1  3 2 1"),
    ];
    insta::assert_snapshot!(lines(&sent).join("\n"), @"
    Nên xem trước 1 chỗ ảnh hưởng nhiều nhất đến số tổng hợp; còn 1 nội dung khác không làm thay đổi số tổng hợp hoặc chưa tính được:
      1. Xã Ví dụ 01: Biểu 06a, dòng “Tổng cộng”, ô D14 “trực tuyến”: 22 → 336, E14: 336 → 22 (số tổng hợp từ 349 thành 35; tỷ lệ hồ sơ trực tuyến, dòng “Tổng cộng”, từ 48,91% thành 94,36%)
    ");
    let consolidation = consolidation(&FORMS, &sent);
    let json =
        serde_json::to_value(report::influence::for_programs(&influence::of(&consolidation), "", Lang::En));
    let places = &json.unwrap()["places"];
    assert_eq!(places.as_array().map(Vec::len), Some(1), "{places}");
    assert_eq!(places[0]["together"][0]["cell"], "E14", "{places}");
}

#[test]
fn what_does_not_count_is_not_to_be_mended_first() {
    let right = "330 316 13 1  327 313 13 1  3 2 1";
    let sent = [
        slipped(1, right, right),
        slipped(2, "530 516 13 1  527 513 13 1  3 2 1", "530 516 13 1  527 1513 13 1  3 2 1"),
    ];
    let sent: Vec<Option<Workbook>> = sent.into_iter().map(Some).collect();
    // only what was accepted is added up
    let consolidation = consolidation::consolidate(&FORMS, &sent, true);
    assert!(influence::of(&consolidation).places.is_empty());
}

/// The total that cannot be read kept the whole unit out of the rate, so the whole unit comes into it.
#[test]
fn a_unit_that_was_in_no_rate_comes_into_it_with_part_and_base() {
    let figures = "530 516 13 1  427 413 13 1  103 102 1";
    let sent = [
        slipped(1, "330 316 13 1  327 313 13 1  3 2 1", "330 316 13 1  327 313 13 1  3 2 1"),
        // the computer took the dot for a decimal sign
        slipped(2, figures, "1.232 516 13 1  427 413 13 1  103 102 1"),
    ];
    let lines = lines(&sent).join("\n");
    // 327 of 330, then 754 of 860
    assert!(lines.contains("tỷ lệ đã giải quyết, dòng “Tổng cộng”, từ 99,09% thành 87,67%"), "{lines}");
}

/// A unit whose total differs from its items is ranked by the items, so correcting the total moves nothing.
#[test]
fn a_rank_that_stays_is_not_said_to_move() {
    let right = "330 316 13 1  327 313 13 1  3 2 1";
    let sent = [
        scored(slipped(1, right, right), "10 7 3", "80 78 10"),
        scored(slipped(2, right, right), "10 6 4", "80 69 11"),
        scored(slipped(3, right, right), "10 8 2", "80 71 9"),
    ];
    let lines = lines_of(&["tthc-06a", "chi-so-cchc-vo-nhai"], &sent).join("\n");
    assert!(!lines.contains("xếp hạng từ"), "{lines}");
}

/// No rule sees three zeros too many in a figure without parts, but they move the total most of all.
#[test]
fn zeros_that_other_units_do_not_have_are_to_be_looked_at_first() {
    let asked = ["185", "201", "176", "190", "183", "220", "169", "205", "188", "191000"];
    let sent: Vec<Option<Workbook>> = asked
        .iter()
        .enumerate()
        .map(|(index, asked)| {
            let figures = [("7", "1"), ("7.1", asked), ("7.2", "1")];
            Some(workbook(&format!("Xã Ví dụ {:02}", index + 1)).printed("cchc-hue-02", &figures))
        })
        .collect();
    let (round, reports) = consolidation::round(&["cchc-hue-02"], true, &sent);
    let mut members = consolidate::gather(&round, reports, &CATALOGUE);
    peers::note(&mut members, &[]);
    let consolidation = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let said = report::influence::lines(&influence::of(&consolidation), Lang::Vi).join("\n");
    assert!(said.contains("191.000 → 191 (số tổng hợp từ 192.717 thành 1.908)"), "{said}");
}
