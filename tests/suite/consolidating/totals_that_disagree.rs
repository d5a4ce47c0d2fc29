//! Totals that disagree with their parts: the sentences about them, and the ranking of units.

use crate::support::builder::{Workbook, workbook};
use crate::support::consolidation::{TOTAL, consolidate, tthc};
use phuluc::book::consolidated;
use phuluc::grid;
use phuluc::round::agreement::disagreements;
use phuluc::round::{Consolidation, Footing, Ranked};
use phuluc::say::{Lang, report};
use std::io::{Cursor, Read};

/// The sentences about the totals of the first form.
fn said(all: &Consolidation) -> Vec<String> {
    let total = &all.forms[0];
    let found = disagreements(total, &all.members);
    let lines = report::agreement::lines(all, total, found, Lang::Vi);
    lines.into_iter().map(|line| line.text).collect()
}

/// A row whose columns are: received (of which online, in person, carried over), resolved (early, on time, late), in
/// process.
const FIELD: (&str, &str) = ("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1");
/// A total with one dossier too many received.
const ONE_MORE: (&str, &str) = ("Tổng cộng", "31 16 13 1  27 13 13 1  3 2 1");
const ONE_LESS: (&str, &str) = ("Tổng cộng", "29 16 13 1  27 13 13 1  3 2 1");

#[test]
fn totals_that_agree_need_no_word() {
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, TOTAL]), tthc(2, &[FIELD, TOTAL])], false);
    assert_eq!(said(&all), Vec::<String>::new());
}

/// A unit that sent only a total made no mistake, but the rows do not add up to the total.
#[test]
fn units_with_nothing_but_a_total_are_named_as_such() {
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, TOTAL]), tthc(2, &[TOTAL])], false);
    let said = said(&all);
    assert_eq!(said.len(), 11, "{said:?}");
    insta::assert_snapshot!(said[0], @"Tổng cộng, tổng số tiếp nhận: ghi 60, cộng các dòng được 30 (thừa 30); Xã Ví dụ 02 thừa 30 (chỉ có dòng tổng cộng).");
}

#[test]
fn a_total_names_the_units_and_the_amount_by_which_it_is_apart() {
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, TOTAL]), tthc(2, &[FIELD, ONE_MORE])], false);
    insta::assert_snapshot!(said(&all).join("\n"), @"Tổng cộng, tổng số tiếp nhận: ghi 61, cộng các cột (4)+(5)+(6) và cộng các dòng được 60 (thừa 1); Xã Ví dụ 02 thừa 1.");
    let text = report::totals::text(&all, "tong-hop.xlsx", Lang::Vi);
    for line in said(&all) {
        assert!(text.contains(&format!("  * {line}\n")), "{text}");
    }
    let english = report::totals::text(&all, "tong-hop.xlsx", Lang::En);
    assert!(english.contains("(too much by 1); Xã Ví dụ 02 too much by 1."), "{english}");
}

/// Two opposite mistakes cancel each other out in the totals.
#[test]
fn mistakes_that_make_up_for_each_other_are_not_seen_in_totals_but_in_ranks() {
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, ONE_MORE]), tthc(2, &[FIELD, ONE_LESS])], false);
    assert_eq!(said(&all), Vec::<String>::new());
    let ranked = Ranked::new(&all.forms[0], &all.members);
    let row = all.forms[0].rows.iter().position(|row| row.id.as_str() == "tong").unwrap();
    let column = all.forms[0].form.column(&"tiep_nhan".into()).unwrap();
    for unit in [0, 1] {
        assert_eq!(ranked.figure(unit, row, column), Some((30.into(), Footing::Items)), "{unit}");
    }
}

fn printed(number: u32, id: &str, filled: &[(&str, &str)]) -> Workbook {
    workbook(&format!("Xã Ví dụ {number:02}")).printed(id, filled)
}

#[test]
fn a_percentage_of_other_units_than_the_totals_beside_it_says_so() {
    let sent = [
        printed(1, "cchc-hue-02", &[("2", "50"), ("2.1", "20"), ("2.2", "10")]),
        printed(2, "cchc-hue-02", &[("2.1", "5")]),
    ]
    .map(Some);
    insta::assert_snapshot!(said(&consolidate(&["cchc-hue-02"], &sent, false)).join("\n"), @"Mục 2: tính từ 10/20 của các đơn vị có đủ hai số, không phải 10/25 ở các dòng bên cạnh; chưa có đủ hai số: Xã Ví dụ 02.");
}

/// Parts may add up to less than the whole, but not to more.
#[test]
fn parts_of_which_some_may_be_left_are_too_many_only_above_the_whole() {
    let tasks = |whole| [("5.1", whole), ("5.2", "20"), ("5.3", "3"), ("5.4", "1")];
    let one = |whole| consolidate(&["cchc-hue-02"], &[Some(printed(1, "cchc-hue-02", &tasks(whole)))], false);
    assert_eq!(said(&one("30")), Vec::<String>::new());
    insta::assert_snapshot!(said(&one("22")).join("\n"), @"Mục 5.1: ghi 22, cộng các mục thành phần 5.2+5.3+5.4 được 24 (thiếu 2); Xã Ví dụ 01 thiếu 2.");
}

#[test]
fn what_is_left_of_tasks_is_told_only_where_it_can_be() {
    let sentence = |whole: &str| {
        let tasks = [("5.1", whole), ("5.2", "20"), ("5.3", "3"), ("5.4", "1")];
        let all = consolidate(&["cchc-hue-02"], &[Some(printed(1, "cchc-hue-02", &tasks))], false);
        let sheets = grid::read(&consolidated::write(&all).unwrap()).unwrap();
        let sentences = sheets.iter().find(|sheet| sheet.name == "Câu văn").unwrap();
        let texts = sentences.cells().map(|(_, cell)| cell.shown().to_string());
        texts.into_iter().find(|text| text.contains("nhiệm vụ")).unwrap_or_default()
    };
    insta::assert_snapshot!(sentence("30"), @"Quý I/2024, 1 đơn vị: được UBND huyện giao 30 nhiệm vụ, trong đó hoàn thành đúng hạn 20, hoàn thành quá hạn 3, quá hạn chưa hoàn thành 1, đang thực hiện chưa đến hạn 6.");
    insta::assert_snapshot!(sentence("22"), @"Quý I/2024, 1 đơn vị: được UBND huyện giao 22 nhiệm vụ, trong đó hoàn thành đúng hạn 20, hoàn thành quá hạn 3, quá hạn chưa hoàn thành 1, đang thực hiện chưa đến hạn không tính được. Tổng số nhiệm vụ được giao ít hơn 2 so với số nhiệm vụ đã hoàn thành đúng hạn + số nhiệm vụ đã hoàn thành nhưng quá hạn + số nhiệm vụ quá hạn nhưng chưa hoàn thành, do số liệu của Xã Ví dụ 01.");
}

/// Units whose share of online dossiers can be told, by the total or by the items, are ranked; others are not.
#[test]
fn rates_are_ranked_by_what_holds() {
    let field = ("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1");
    let wrong = ("Tổng cộng", "30 26 13 1  27 13 13 1  3 2 1");
    let sent = [
        tthc(1, &[FIELD, TOTAL]),
        tthc(2, &[field, wrong]),
        tthc(3, &[wrong]),
        tthc(4, &[("Tổng cộng", "30 20 9 1  27 13 13 1  3 2 1")]),
        tthc(5, &[TOTAL]),
    ];
    let all = consolidate(&["tthc-06a"], &sent, false);
    let ranked = Ranked::new(&all.forms[0], &all.members);
    let row = all.forms[0].rows.iter().position(|row| row.id.as_str() == "tong").unwrap();
    let rate = |unit| {
        let rate = ranked.rate(unit, row, &"ty_le_truc_tuyen".into()).unwrap();
        format!("{}/{} {:?} {:?}", rate.part, rate.base, rate.footing, rate.percent().unwrap())
    };
    assert_eq!(rate(0), "16/30 Stated 53.33");
    assert_eq!(rate(1), "16/30 Items 53.33");
    assert_eq!(rate(2), "26/30 Doubtful 86.67");
    // a consistent total without rows is taken as it is
    assert_eq!(rate(4), "16/30 Stated 53.33");
    let sheets = grid::read(&consolidated::write(&all).unwrap()).unwrap();
    let overview = sheets.iter().find(|sheet| sheet.name == "Tổng quan").unwrap();
    let mut lines: Vec<String> = Vec::new();
    for row in 0..=overview.last_row().unwrap_or(0) {
        let cells: Vec<String> = overview.row(row).map(|(at, _)| overview.text(at).to_string()).collect();
        lines.push(cells.join(" | "));
    }
    let from = lines.iter().position(|line| line.contains("tỷ lệ hồ sơ trực tuyến")).unwrap();
    // the first line with these words is among the figures that leaders ask for
    let from = lines.iter().skip(from).position(|line| line.contains("cao nhất")).unwrap() + from;
    insta::assert_snapshot!(lines[from..from + 6].join("\n"), @"
    1 đơn vị cao nhất | Tỷ lệ (%) | Tử số/mẫu số | 1 đơn vị thấp nhất | Tỷ lệ (%) | Tử số/mẫu số
    Xã Ví dụ 04 | 66.67 | 20/30 | Xã Ví dụ 05 | 53.33 | 16/30
    * Số tổng không khớp các mục thành phần, xếp theo các mục: Xã Ví dụ 02 ghi 86,67% (26/30).
    3 đơn vị cùng 53,33%: Xã Ví dụ 01, Xã Ví dụ 02, Xã Ví dụ 05.
    Bằng tỷ lệ thì đơn vị có mẫu số lớn hơn đứng trước; mẫu số cũng bằng thì theo thứ tự danh sách đơn vị.
    Chưa xếp vì số tổng và các mục thành phần chưa khớp: Xã Ví dụ 03.
    ");
}

/// The cells of a sheet of the consolidated workbook, row by row.
fn rows_of(all: &Consolidation, name: &str) -> Vec<String> {
    let sheets = grid::read(&consolidated::write(all).unwrap()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    for (at, cell) in sheet.cells() {
        match rows.last_mut().filter(|(row, _)| *row == at.row) {
            Some((_, cells)) => cells.push(cell.shown().into_owned()),
            None => rows.push((at.row, vec![cell.shown().into_owned()])),
        }
    }
    rows.into_iter().map(|(_, cells)| cells.join(" | ")).collect()
}

/// What was resolved is one less than its parts: every share of it may be wrong, that of online dossiers is not.
#[test]
fn a_rate_of_a_total_that_does_not_agree_is_marked_like_the_total() {
    let wrong = ("Tổng cộng", "30 16 13 1  27 14 13 1  3 2 1");
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, TOTAL]), tthc(2, &[FIELD, wrong])], false);
    let rows = rows_of(&all, "Tổng quan");
    let line =
        |start: &str| rows.iter().find(|row| row.starts_with(start)).unwrap_or_else(|| panic!("{rows:#?}"));
    for rate in ["Tỷ lệ giải quyết trước hạn và đúng hạn", "Tỷ lệ đã giải quyết"]
    {
        assert!(line(&format!("Biểu 06a: {rate}")).contains("chưa khớp, xem dưới"), "{rows:#?}");
    }
    assert!(!line("Biểu 06a: Tỷ lệ hồ sơ trực tuyến").contains("chưa khớp"), "{rows:#?}");
}

/// Of four units two wrote 100, and two wrote what nobody can read.
#[test]
fn half_of_those_who_wrote_something_are_no_majority() {
    let sent =
        ["100", "100", "'98,5 hoặc 99", "'98,5 hoặc 99"].into_iter().enumerate().map(|(index, figure)| {
            let unit = workbook(&format!("Xã Ví dụ {:02}", index + 1));
            Some(unit.printed("cchc-hue-04", &[("1.1", "5"), ("1.2", figure)]))
        });
    let all = consolidate(&["cchc-hue-04"], &sent.collect::<Vec<_>>(), false);
    let total = said_of(&all, "1.2");
    assert!(total.starts_with("Differing([(100, 2)])"), "{total}");
}

fn said_of(all: &Consolidation, row: &str) -> String {
    let line = all.forms[0].rows.iter().find(|line| line.id.as_str() == row).unwrap();
    let column = all.forms[0].form.value_column().unwrap();
    crate::support::consolidation::said(line.cells[column].as_ref().unwrap())
}

/// The text of a part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// One unit left its total blank, another has a wrong one: what the first causes is told once, and the cell's comment
/// holds all that is said of it.
#[test]
fn one_cause_is_told_once_and_a_comment_holds_all_causes() {
    let sent = [
        tthc(1, &[FIELD, ("Tổng cộng", "30 17 13 1  27 13 13 1  3 2 1")]),
        tthc(2, &[FIELD, ("Tổng cộng", ". 16 13 1  27 13 13 1  3 2 1")]),
    ];
    let all = consolidate(&["tthc-06a"], &sent, false);
    let said = said(&all);
    insta::assert_snapshot!(said[0], @"Tổng cộng, tổng số tiếp nhận: ghi 30, cộng các cột (4)+(5)+(6) được 61 (thiếu 31); Xã Ví dụ 01 thiếu 1; Xã Ví dụ 02 thiếu 30 (chưa nhập). Cộng các cột (7)+(11) và cộng các dòng được 60 (thiếu 30), cũng do Xã Ví dụ 02.");
    let bytes = consolidated::write(&all).unwrap();
    let comments = part(&bytes, "xl/comments1.xml");
    assert!(comments.contains("(4)+(5)+(6)") && comments.contains("(7)+(11)"), "{comments}");
}

/// All columns of a total are wrong: every marked cell has its word below the table.
#[test]
fn every_marked_cell_has_its_note_below_the_table() {
    let wrong = ("Tổng cộng", "31 17 15 2  29 14 15 2  5 3 3");
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, wrong])], false);
    let lines = said(&all);
    let notes: Vec<String> =
        rows_of(&all, "Biểu 06a").into_iter().filter(|row| row.starts_with("* ")).collect();
    assert!(lines.len() > notes.len(), "{notes:#?}");
    for line in lines {
        let (place, _) = line.split_once(':').unwrap();
        assert!(notes.iter().any(|note| note.contains(place)), "{place}: {notes:#?}");
    }
}

/// A form with nothing but a rate that is said to be of nothing came empty.
#[test]
fn a_form_without_a_figure_counts_as_empty() {
    let sent = |rate: &str, own: &str| {
        let other = printed(1, "cchc-2025-05", &[("2.1", "3"), ("2.2", "1")]);
        Some(other.printed("cchc-2025-02", &[("3.2", rate), ("1.2", own)]))
    };
    let forms = ["cchc-2025-02", "cchc-2025-05"];
    let is_empty = |rate: &str, own: &str| {
        let all = consolidate(&forms, &[sent(rate, own)], false);
        (all.members[0].is_empty(&"cchc-2025-02".into()), all.members[0].state().name())
    };
    assert_eq!(is_empty("không phát sinh", ""), (true, "in_part"));
    assert!(!is_empty("không phát sinh", "2").0);
    assert!(!is_empty("", "không phát sinh").0);
}

/// The unit that left its total blank has no error, but moves the total most.
#[test]
fn a_unit_without_errors_that_moves_a_total_needs_a_decision() {
    let blank = ("Tổng cộng", ". 16 13 1  27 13 13 1  3 2 1");
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, TOTAL]), tthc(2, &[FIELD, blank])], false);
    let rows = rows_of(&all, "Tổng quan");
    let line = |start: &str| rows.iter().find(|row| row.starts_with(start)).cloned().unwrap_or_default();
    assert!(line("Đã kiểm tra, không có lỗi").ends_with("| Xã Ví dụ 01"), "{rows:#?}");
    assert!(line("Không có lỗi nhưng có chỗ").ends_with("Xã Ví dụ 02"), "{rows:#?}");
}

#[test]
fn a_workbook_of_nothing_says_so() {
    let wrong = ("Tổng cộng", "31 16 13 1  27 13 13 1  3 2 1");
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, wrong]), None], true);
    let rows = rows_of(&all, "Tổng quan").join("\n");
    assert!(rows.contains("1/2 đơn vị đã báo cáo, chưa cộng báo cáo nào vào tổng"), "{rows}");
    let text = report::totals::text(&all, "tong-hop.xlsx", Lang::Vi);
    assert!(text.contains("chưa cộng báo cáo nào vào tổng"), "{text}");
    let none = rows_of(&consolidate(&["tthc-06a"], &[None, None], false), "Tổng quan").join("\n");
    assert!(none.contains("chưa có báo cáo nào để kiểm tra") && !none.contains("không có lỗi"), "{none}");
}
