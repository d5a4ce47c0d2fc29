//! Counts in another unit of measure than that of the form, wherever the sheet states it.

use crate::support::builder::{Workbook, form, put, workbook};
use crate::support::cells_as_xml::Drawn;

/// A report with 25 procedures simplified and 12 new ones.
fn report() -> Workbook {
    workbook("Xã Ví dụ 01").printed("cchc-hue-04", &[("1.1", "25"), ("1.2", "12")])
}

/// The report with a text in a column of its first row that asks for a count.
fn with(column: usize, change: impl Fn(&str) -> String) -> Workbook {
    let mut workbook = report();
    let form = form("cchc-hue-04");
    let row = form.fixed_rows().iter().position(|row| row.id.as_str() == "1.1").unwrap();
    let label = form.fixed_rows()[row].label.to_string();
    workbook.sheets[0].rows[row].cells[column] = put(&format!("'{}", change(&label)));
    workbook
}

/// What is said of units of measure in a file.
fn said(workbook: &Workbook, drawn: &Drawn<'_>) -> Vec<String> {
    let lines = drawn.lines(workbook);
    lines.into_iter().filter(|line| line.contains("measure-changed")).collect()
}

#[test]
fn a_unit_of_more_than_one_is_named_wherever_it_stands() {
    let plain = Drawn::default();
    for unit in ["nghìn", "nghìn hồ sơ", "triệu đồng", "%", "ĐVT: 1.000 hồ sơ"] {
        let in_label = with(1, |label| format!("{label} ({unit})"));
        assert_eq!(said(&in_label, &plain).len(), 1, "in the label: {unit}");
    }
    for unit in ["nghìn hồ sơ", "ĐVT: %", "1.000 hồ sơ", "Số liệu tính bằng nghìn", "ĐVT: người"]
    {
        assert_eq!(said(&with(4, |_| unit.to_owned()), &plain).len(), 1, "in the remark: {unit}");
    }
    for unit in ["Đơn vị tính: nghìn hồ sơ", "(ĐVT: 1.000 hồ sơ)", "Đơn vị tính: Trăm hồ sơ"]
    {
        let text = format!("t=\"inlineStr\"><is><t>{unit}</t></is>");
        let above = Drawn { cells: &[("D6", &text)], ..Drawn::default() };
        assert_eq!(said(&report(), &above).len(), 1, "above the table: {unit}");
    }
    let head = Drawn {
        cells: &[("D9", "t=\"inlineStr\"><is><t>Số liệu (nghìn)</t></is>")],
        ..Drawn::default()
    };
    assert!(!head.lines(&report()).is_empty(), "in the label of the column");
}

#[test]
fn open_rows_are_counted_in_the_unit_above_them() {
    let table =
        [("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1"), ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")];
    let workbook = workbook("Xã Ví dụ 01").tthc(&table);
    for unit in ["Đơn vị tính: nghìn hồ sơ", "Đơn vị tính: %", "ĐVT: 1.000 hồ sơ", "ĐVT: 100 hồ sơ"]
    {
        let text = format!("t=\"inlineStr\"><is><t>{unit}</t></is>");
        let above = Drawn { cells: &[("D6", &text)], ..Drawn::default() };
        assert_eq!(said(&workbook, &above).len(), 1, "{unit}");
    }
    let own = Drawn {
        cells: &[("D6", "t=\"inlineStr\"><is><t>Đơn vị tính: hồ sơ</t></is>")],
        ..Drawn::default()
    };
    assert_eq!(said(&workbook, &own), [""; 0]);
}

#[test]
fn an_abbreviated_unit_is_no_other_one() {
    for unit in ["TTHC", "TT", "thủ tục"] {
        assert_eq!(said(&with(2, |_| unit.to_owned()), &Drawn::default()), [""; 0], "{unit}");
    }
    assert_eq!(said(&with(2, |_| "Hồ sơ".to_owned()), &Drawn::default()).len(), 1);
}

#[test]
fn a_remark_that_mentions_a_figure_states_no_unit() {
    for remark in [
        "tăng 5%",
        "trong đó 2 nghìn hồ sơ tồn",
        "Tính theo Quyết định số 12/QĐ-UBND",
        "vấn đề",
        "xem phụ lục",
    ] {
        assert_eq!(said(&with(4, |_| remark.to_owned()), &Drawn::default()), [""; 0], "{remark}");
    }
}
