//! The sentences of the consolidated workbook: no part exceeds its whole, and what is not in it is named.

use crate::support::builder::workbook;
use crate::support::consolidation::{TOTAL, consolidate, tthc};
use phuluc::book::consolidated;
use phuluc::grid;
use phuluc::round::Consolidation;

/// Received (online, in person, carried over), resolved (early, on time, late), in process.
const FIELD: (&str, &str) = ("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1");

/// The sentences about the first form.
fn sentences(all: &Consolidation) -> Vec<String> {
    let sheets = grid::read(&consolidated::write(all).unwrap()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == "Câu văn").unwrap();
    let cells = sheet.cells().filter(|(at, _)| at.row > 3 && at.column == 1);
    cells.map(|(_, cell)| cell.shown().to_string()).collect()
}

/// The figures in a text, in their order.
fn figures(text: &str) -> Vec<u32> {
    let digits = text.split(|sign: char| !sign.is_ascii_digit() && sign != '.');
    digits.filter_map(|digits| digits.trim_matches('.').replace('.', "").parse().ok()).collect()
}

#[test]
fn parts_are_of_the_units_that_gave_the_whole() {
    let blank = ("Tổng cộng", ". 160 130 10  27 13 13 1  3 2 1");
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, TOTAL]), tthc(2, &[FIELD, blank])], false);
    let said = sentences(&all);
    insta::assert_snapshot!(said[0], @"Quý I/2024, 1/2 đơn vị (chưa có Xã Ví dụ 02): tiếp nhận 30 hồ sơ, trong đó trực tuyến 16 hồ sơ, chiếm 53,33%; trực tiếp, dịch vụ bưu chính 13 hồ sơ; từ kỳ trước chuyển sang 1 hồ sơ. Chưa kể trực tuyến 160, (trực tiếp, dịch vụ bưu chính) 130, từ kỳ trước 10 của Xã Ví dụ 02 (chưa có tổng số tiếp nhận).");
    // the whole, its parts
    let (_, after) = said[0].split_once("tiếp nhận ").unwrap();
    let of = figures(after);
    assert_eq!((of[0], of[1]), (30, 16), "{said:#?}");
    // the fraction is of those who gave both its sides
    insta::assert_snapshot!(said[1], @"Quý I/2024, 1/2 đơn vị (chưa có Xã Ví dụ 02): đã giải quyết 27/30 hồ sơ, đạt 90,00%; trong số đã giải quyết, trước hạn và đúng hạn đạt 96,30% (52/54), quá hạn 2 hồ sơ, chiếm 3,70% (2/54). Chưa kể tổng số đã giải quyết 27 của Xã Ví dụ 02 (chưa có tổng số tiếp nhận). Riêng tỷ lệ giải quyết trước hạn và đúng hạn, số đã giải quyết quá hạn, tỷ lệ giải quyết quá hạn: 2 đơn vị.");
}

/// The total of one unit is wrong, that of another is missing: only the first is told as a mistake.
#[test]
fn what_does_not_add_up_is_told_of_the_units_in_the_sentence() {
    let sent = [
        tthc(1, &[FIELD, ("Tổng cộng", "35 16 13 1  27 13 13 1  3 2 1")]),
        tthc(2, &[FIELD, ("Tổng cộng", ". 16 13 1  27 13 13 1  3 2 1")]),
    ];
    let said = sentences(&consolidate(&["tthc-06a"], &sent, false));
    assert!(said[0].contains("nhiều hơn 5 so với trực tuyến + (trực tiếp, dịch vụ bưu chính) + từ kỳ trước, do số liệu của Xã Ví dụ 01."), "{said:#?}");
    assert!(!said[1].contains("ít hơn"), "{said:#?}");
}

#[test]
fn a_clause_without_figures_is_left_out_and_named() {
    let sent = [tthc(1, &[("Tổng cộng", "30 . 13 .  27 13 13 1  3 2 1")])];
    let said = sentences(&consolidate(&["tthc-06a"], &sent, false));
    insta::assert_snapshot!(said[0], @"Quý I/2024, 1 đơn vị: tiếp nhận 30 hồ sơ, trong đó trực tiếp, dịch vụ bưu chính 13 hồ sơ. Chưa có số liệu: trực tuyến; tỷ lệ hồ sơ trực tuyến; từ kỳ trước. Tổng số tiếp nhận nhiều hơn 17 so với trực tuyến + (trực tiếp, dịch vụ bưu chính) + từ kỳ trước, do số liệu của Xã Ví dụ 01 (chưa có đủ số liệu).");
    let sent = [tthc(1, &[("Tổng cộng", ". 16 13 1  27 13 13 1  3 2 1")])];
    let said = sentences(&consolidate(&["tthc-06a"], &sent, false));
    insta::assert_snapshot!(said[0], @"Quý I/2024, 1 đơn vị: tiếp nhận … hồ sơ, trong đó trực tuyến 16 hồ sơ; trực tiếp, dịch vụ bưu chính 13 hồ sơ; từ kỳ trước chuyển sang 1 hồ sơ. Chưa có số liệu: tổng số tiếp nhận; tỷ lệ hồ sơ trực tuyến.");
}

/// “0/0, không phát sinh” says one thing twice.
#[test]
fn a_fraction_of_nothing_is_said_once() {
    let form = [("1.2", "2"), ("2.2.1", "1"), ("2.2.2", "1"), ("3.2.1", "0"), ("3.2.2", "0")];
    let sent = [Some(workbook("Xã Ví dụ 01").printed("cchc-2025-02", &form))];
    let said = sentences(&consolidate(&["cchc-2025-02"], &sent, false));
    assert!(said[1].ends_with("đạt 100,00%; sau rà soát đã xử lý xong: không phát sinh."), "{said:#?}");
}

/// Neither a rate nor a rule stands beside “có mặt/được giao”: it is said of the units that gave both.
#[test]
fn a_fraction_without_a_rate_is_of_the_units_that_gave_both() {
    let printed = |number: u32, filled: &[(&str, &str)]| {
        Some(workbook(&format!("Xã Ví dụ {number:02}")).printed("cchc-2025-04", filled))
    };
    let sent = [
        printed(1, &[("2.1", "20"), ("2.2", "18"), ("2.4", "1")]),
        printed(2, &[("2.2", "19"), ("2.4", "2")]),
    ];
    let said = sentences(&consolidate(&["cchc-2025-04"], &sent, false));
    insta::assert_snapshot!(said[0], @"Quý I/2024, 1/2 đơn vị (chưa có Xã Ví dụ 02): biên chế có mặt 18/20 người được giao; tinh giản trong kỳ 3 người. Chưa kể tổng số biên chế có mặt tại thời điểm báo cáo 19 của Xã Ví dụ 02 (chưa có tổng số biên chế được giao trong năm). Riêng số biên chế đã tinh giản trong kỳ báo cáo: 2 đơn vị.");
}
