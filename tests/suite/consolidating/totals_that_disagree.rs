//! Totals that disagree with their parts: the sentences about them, and the ranking of units.

use crate::support::builder::{Workbook, workbook};
use crate::support::consolidation::{TOTAL, consolidate, tthc};
use phuluc::book::consolidated;
use phuluc::grid;
use phuluc::round::agreement::disagreements;
use phuluc::round::{Consolidation, Footing, Ranked};
use phuluc::say::{Lang, report};

/// The sentences about the totals of the first form.
fn said(all: &Consolidation) -> Vec<String> {
    let total = &all.forms[0];
    let found = disagreements(total, &all.members);
    found.iter().map(|one| report::agreement::text(all, total, one, Lang::Vi)).collect()
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
    insta::assert_snapshot!(said(&all).join("\n"), @"
    Tổng cộng, tổng số tiếp nhận: ghi 61, cộng các cột được 60 (thừa 1); Xã Ví dụ 02 thừa 1.
    Tổng cộng, tổng số tiếp nhận: ghi 61, cộng các dòng được 60 (thừa 1); Xã Ví dụ 02 thừa 1.
    ");
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
    insta::assert_snapshot!(said(&one("22")).join("\n"), @"Mục 5.1: ghi 22, cộng các mục thành phần được 24 (thiếu 2); Xã Ví dụ 01 thiếu 2.");
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
    insta::assert_snapshot!(sentence("22"), @"Quý I/2024, 1 đơn vị: được UBND huyện giao 22 nhiệm vụ, trong đó hoàn thành đúng hạn 20, hoàn thành quá hạn 3, quá hạn chưa hoàn thành 1, đang thực hiện chưa đến hạn không tính được. Tổng số nhiệm vụ được giao ít hơn 2 so với tổng các số thành phần, do số liệu của Xã Ví dụ 01.");
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

/// The unit that left its total blank is in the first fraction of the sentence and not in its rate.
#[test]
fn a_rate_names_its_part_if_it_is_not_the_figure_beside_it() {
    let open = ("Tổng cộng", ". . . 1  27 13 13 1  3 2 1");
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[FIELD, TOTAL]), tthc(2, &[open])], false);
    let said = rows_of(&all, "Câu văn").join("\n");
    assert!(said.contains("54/30 hồ sơ, đạt 90,00% (27/30)"), "{said}");
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
