//! The ranking of findings by influence, in files with slips.

use crate::builder::{Workbook, workbook};
use crate::consolidated;
use phuluc::book;
use phuluc::grid;
use phuluc::round::{Consolidation, influence};
use phuluc::say::{Lang, report};

const FORMS: [&str; 1] = ["tthc-06a"];

/// A commune with the figures of a field and a total that may differ from them.
fn slipped(number: usize, field: &str, total: &str) -> Workbook {
    workbook(&format!("Xã Ví dụ {number:02}")).tthc(&[("Hộ tịch", field), ("Tổng cộng", total)])
}

fn consolidation(sent: &[Workbook]) -> Consolidation {
    let sent: Vec<Option<Workbook>> = sent.iter().cloned().map(Some).collect();
    consolidated::consolidate(&FORMS, &sent, false)
}

fn lines(sent: &[Workbook]) -> Vec<String> {
    let consolidation = consolidation(sent);
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
    Xem trước, theo ảnh hưởng đến số tổng hợp: sửa 1 trong 2 chỗ sau thì hết 95% chênh lệch:
      1. Xã Ví dụ 03: Biểu 06a, dòng “Tổng cộng”, ô H13 “đã giải quyết trước hạn”: 913 → 513 (số tổng hợp giảm 400, bằng 38,5% số sau khi sửa; tỷ lệ giải quyết trước hạn và đúng hạn từ 136,73% thành 99,72%)
    ");
    let consolidation = consolidation(&sent);
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
