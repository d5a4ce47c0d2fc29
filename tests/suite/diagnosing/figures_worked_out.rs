//! Slips in the inputs of figures that are worked out: by the formulas of a blank, or by the sender after the slip.
//!
//! Whoever corrects the input corrects them, too, so that they are neither suspected nor evidence.

use crate::support::builder::{CATALOGUE, FINDER, workbook};
use crate::support::diagnoses::{says, told};
use phuluc::author::{Blank, Order};
use phuluc::book;
use phuluc::check::{Checked, Submission, rule_check};
use phuluc::form::FormId;
use phuluc::grid::{self, Content};
use std::sync::Arc;

/// The check of a blank of ours with these figures in its printed rows.
fn checked_blank(id: &str, figures: &[(&str, i64)]) -> Checked {
    let form = Arc::clone(CATALOGUE.in_force(&FormId::from(id), None).unwrap());
    let (unit, period) = (Some("Xã Ví dụ 01".to_owned()), workbook("").period);
    let mut blank = Blank::new(Order { forms: vec![form], unit, period, ..Order::default() }).unwrap();
    let filled = &blank.submission.forms[0];
    let column = filled.form.value_column().unwrap();
    let answers: Vec<_> = figures
        .iter()
        .map(|(row, figure)| {
            let row = filled.row(&(*row).into()).expect(row);
            ((0, row, column), Content::Number((*figure).into()))
        })
        .collect();
    blank.fill(answers);
    let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
    rule_check::check(&Submission::read(&sheets, &FINDER), None)
}

#[track_caller]
fn says_of_blank(id: &str, figures: &[(&str, i64)], expected: &str) {
    let checked = checked_blank(id, figures);
    assert!(told(&checked).iter().any(|told| told.starts_with(expected)), "{:#?}", told(&checked));
    // what a formula gives is locked, and a sentence that asks to change it helps nobody
    let suspects = checked.diagnoses.iter().flat_map(phuluc::check::Diagnosis::suspects);
    assert!(suspects.into_iter().all(|place| !place.shown.percent), "{:#?}", told(&checked));
}

#[test]
fn in_a_blank_the_input_of_a_locked_percentage_is_named() {
    says_of_blank(
        "cchc-2025-02",
        &[("2.2.1", 3), ("2.2.2", 30)],
        "Biểu mẫu 2, mục 2.2.2, ô D17 “Số VBQPPL có kiến nghị xử lý đã được xử lý xong”: 30 → 3, ghi lớn gấp 10 lần; khi đó hết cả 2 nội dung.",
    );
    says_of_blank(
        "cchc-2025-01",
        &[("2.1", 29), ("2.2", 90)],
        "Biểu mẫu 1: không phân biệt được mục 2.1 (ô D12): 29 → 92, hai chữ số đổi chỗ (hoặc ít nhất 90); hoặc mục 2.2 (ô D13): 90 → 9, ghi lớn gấp 10 lần;",
    );
    says_of_blank(
        "cchc-2025-03",
        &[("3.3.1", 3), ("3.3.2", 30)],
        "Biểu mẫu 3, mục 3.3.2, ô D30 “Số PAKN đã giải quyết xong”: 30 → 3, ghi lớn gấp 10 lần; khi đó hết cả 2 nội dung.",
    );
}

#[test]
fn a_percentage_that_follows_a_slip_is_typed_again() {
    let law = |share, all, done| [("2.2", share), ("2.2.1", all), ("2.2.2", done)];
    says(
        &workbook("Xã Ví dụ 01").printed("cchc-2025-02", &law("1000", "3", "30")),
        &[
            "Biểu mẫu 2, mục 2.2.2, ô D17 “Số VBQPPL có kiến nghị xử lý đã được xử lý xong”: 30 → 3, ghi lớn gấp 10 lần, rồi tính lại mục 2.2 (ô D15); khi đó hết cả 2 nội dung. Cũng có thể: mục 2.2.1 (ô D16): 3 → ít nhất 30, rồi tính lại mục 2.2 (ô D15); hoặc mục 2.2.1 (ô D16) và mục 2.2.2 (ô D17) ghi đổi chỗ cho nhau.",
        ],
    );
    // a percentage that was typed before the slip bears out both figures beside it
    says(
        &workbook("Xã Ví dụ 01").printed("cchc-2025-02", &law("100", "3", "30")),
        &[
            "Biểu mẫu 2: không phân biệt được mục 2.2.1 (ô D16): 3 → 30, ghi nhỏ đi 10 lần; hoặc mục 2.2.2 (ô D17): 30 → 3, ghi lớn gấp 10 lần; sửa một trong các chỗ này thì hết cả 2 lỗi.",
        ],
    );
}
