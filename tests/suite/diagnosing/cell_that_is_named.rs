//! Diagnoses of slips: the cell that is named, and the figure that is suggested. Officers used to search for these
//! slips by hand.

use crate::support::builder::report;
use crate::support::diagnoses::{FIELDS, commune, dossiers, says, told};
use phuluc::check::rule_check;
use phuluc::desk::Context;
use phuluc::grid::CellValue;
use phuluc::say::{Lang, words};
use std::path::Path;

#[test]
fn a_report_that_agrees_with_itself_has_nothing_to_explain() {
    let checked = dossiers(&[]).check();
    assert!(checked.findings.is_empty() && checked.diagnoses.is_empty());
}

#[test]
fn a_part_above_its_base_is_told_by_its_rate() {
    let law = |part, base| [("2.1", "39"), ("2.2", "63.64"), ("2.2.1", base), ("2.2.2", part), ("3.1", "34")];
    says(
        &commune().printed("cchc-hue-03", &law("70", "11")),
        &[
            "Phụ lục 3, mục 2.2.2, ô D18 “Số VBQPPL có kiến nghị xử lý đã được xử lý xong”: 70 → 7, ghi lớn gấp 10 lần; khi đó hết cả 2 lỗi.",
        ],
    );
    says(
        &commune().printed("cchc-hue-03", &law("7", "110")),
        &[
            "Phụ lục 3, mục 2.2.1, ô D17 “Tổng số VBQPPL cần phải xử lý sau kiểm tra”: 110 → 11, ghi lớn gấp 10 lần; khi đó hết cả 2 nội dung.",
        ],
    );
}

#[test]
fn between_the_text_and_an_appendix_neither_is_blamed() {
    let report = commune().printed("cchc-hue-04", &[("2.2", "170")]);
    says(
        &report.printed("so-lieu-bao-cao", &[("3.5", "17")]),
        &[
            "Không phân biệt được Phụ lục 4 mục 2.2 (ô D20): 170 → 17, ghi lớn gấp 10 lần; hoặc Số liệu trong lời văn mục 3.5 (ô D24): 17 → 170, ghi nhỏ đi 10 lần; sửa một trong các chỗ này thì hết nội dung này.",
        ],
    );
}

#[test]
fn a_negative_figure_bears_out_nothing() {
    let text = [("4.1", "-1598"), ("4.2", "1516"), ("4.3", "94.87"), ("4.4", "1578"), ("4.8", "20")];
    says(
        &dossiers(&[]).printed("so-lieu-bao-cao", &text),
        &[
            "Số liệu trong lời văn, mục 4.1, ô D28 “Tổng số hồ sơ tiếp nhận”: -1.598 → 1.598, sai dấu; khi đó hết cả 3 nội dung.",
        ],
    );
}

#[test]
fn what_cannot_be_read_follows_from_the_figures_beside_it() {
    says(
        &dossiers(&[("Chứng thực", "763 '75O 13 0  760 450 310 0  3 3 0")]),
        &["Biểu 06a, dòng “Chứng thực”, ô D13 “trực tuyến”: ghi “75O”; theo các số liên quan thì là 750."],
    );
}

#[test]
fn one_slip_that_went_into_the_totals_is_one_mistake() {
    let otherwise = [
        ("Bảo trợ xã hội", "101 87 9 5  100 70 30 0  10 9 1"),
        ("Tổng cộng", "1598 1516 68 14  1578 1152 425 1  29 27 2"),
    ];
    says(
        &dossiers(&otherwise).printed("so-lieu-bao-cao", &[("4.1", "1598"), ("4.4", "1578"), ("4.8", "20")]),
        &[
            "Biểu 06a: có thể sửa cùng lúc bốn ô: K15 và L15 bớt 9, K17 và L17 bớt 9; khi đó hết cả 3 nội dung.",
        ],
    );
}

#[test]
fn a_row_written_twice_is_one_mistake() {
    let mut lines = FIELDS.to_vec();
    lines.insert(5, FIELDS[3]);
    let workbook = commune().tthc(&lines);
    says(
        &workbook,
        &[
            "Biểu 06a: “Bảo trợ xã hội” ghi hai lần, ở dòng 15 và dòng 17, số như nhau. Vì vậy 9 ô của dòng tổng không khớp; xóa dòng 17 thì hết cả 10 lỗi.",
        ],
    );
    // one finding for the row, and one for each column in which the row has a figure
    assert_eq!(workbook.check().findings.len(), 10);
}

#[test]
fn two_neighbours_in_each_others_place_are_one_mistake() {
    says(
        &dossiers(&[("Đất đai", "193 15 175 3  189 147 42 0  4 4 0")]),
        &[
            "Biểu 06a: ô D14 “trực tuyến” và ô E14 “trực tiếp, dịch vụ bưu chính” có lẽ ghi đổi chỗ cho nhau (15 và 175); khi đó hết cả 2 lỗi.",
        ],
    );
}

#[test]
fn an_amount_in_thousands_is_told_by_its_rate() {
    says(
        &commune().printed("so-lieu-bao-cao", &[("5.1", "120000000"), ("5.2", "95000"), ("5.3", "79.17")]),
        &[
            "Số liệu trong lời văn, mục 5.2, ô D51 “Phí, lệ phí đã thu”: 95.000 → 95.000.000, có lẽ ghi theo nghìn đồng; ghi đủ số đồng: 95000000; khi đó hết cả 2 nội dung. Cũng có thể: mục 5.1 (ô D50): 120.000.000 → từ 119.988 đến 120.002; hoặc mục 5.3 (ô D52): 79,17% → 0,08%.",
        ],
    );
}

#[test]
fn between_two_periods_neither_is_blamed() {
    let before = dossiers(&[
        ("Hộ tịch", "513 480 28 5  504 463 40 1  9 8 1"),
        ("Tổng cộng", "1598 1516 68 14  1575 1149 425 1  23 21 2"),
    ]);
    let now = commune()
        .tthc(&[("Hộ tịch", "40 30 5 5  40 40 0 0  0 0 0"), ("Tổng cộng", "40 30 5 5  40 40 0 0  0 0 0")]);
    let before = before.submission();
    let checked = rule_check::check(&now.submission(), Some(&before));
    assert_eq!(
        told(&checked)[0],
        "Biểu 06a, dòng “Hộ tịch”, ô F12 “từ kỳ trước”: ghi 5; kỳ trước ô K12 “tổng số đang giải quyết” ghi 9 \
         (chênh lệch 4). Hai báo cáo đều khớp trong từng biểu nên chưa biết bên nào sai: kỳ trước đúng thì sửa F12 thành 9 rồi xem lại C12, D12, E12; kỳ này đúng thì giải trình."
    );
}

#[test]
fn two_slips_are_two_mistakes() {
    says(
        &dossiers(&[
            ("Hộ tịch", "513 480 82 5  507 466 40 1  6 5 1"),
            ("Đất đai", "193 175 15 3  189 147 42 0  4 3 0"),
        ]),
        &[
            "Biểu 06a, dòng “Hộ tịch”, ô E12 “trực tiếp, dịch vụ bưu chính”: 82 → 28, hai chữ số đổi chỗ; khi đó hết cả 2 lỗi.",
            "Biểu 06a, dòng “Đất đai”, ô L14 “đang giải quyết trong hạn”: 3 → 4, sai một chữ số; khi đó hết cả 2 lỗi.",
        ],
    );
}

#[test]
fn a_column_that_the_form_does_not_have_is_compared_with_nothing() {
    let report = commune().printed("so-lieu-bao-cao", &[("4.9", "711"), ("4.10", "223"), ("4.11", "31.36")]);
    let report = report.table("bo-chi-so-766", &["toi_da", "diem"], &[("3", "12 8")]);
    let found = crate::support::builder::lines(&report.check());
    assert!(!found.iter().any(|line| line.contains("toan-trinh-theo-766")), "{found:?}");
}

#[test]
fn no_explanation_breaks_a_rule() {
    // 975 online would mend the row of the total, but not its column
    let checked = dossiers(&[("Tổng cộng", "1598 1566 68 14  1578 1152 425 1  20 18 2")]).check();
    let explanations: Vec<_> =
        checked.diagnoses.iter().flat_map(|diagnosis| &diagnosis.explanations).collect();
    assert_eq!(explanations.len(), 1, "{explanations:?}");
    assert_eq!(explanations[0].changes[0].to, Some(1516.into()));
}

#[test]
fn a_form_in_which_every_row_is_broken_costs_no_day() {
    let names: Vec<String> = (0..400).map(|number| format!("Lĩnh vực {number}")).collect();
    let mut rows: Vec<(&str, &str)> =
        names.iter().map(|name| (name.as_str(), "9 1 0 0  7 1 0 0  3 0 0")).collect();
    rows.push(("Tổng cộng", "401 400 0 0 400 400 0 0 0 0 0"));
    let checked = commune().tthc(&rows).check();
    assert!(checked.findings.len() > 1200);
}

/// The columns of the score sheet that are filled in: maximum, points, deduction.
const SCORED: [&str; 3] = ["toi_da", "tham_dinh_1", "diem_tru"];

#[test]
fn a_line_that_was_dropped_is_told_with_what_it_held() {
    // as a commune printed its sheet in 2022: 4.2 counts a missing line of 1 point, half of it deducted
    let rows = [
        ("4.2", "8 6.5 1.5"),
        ("4.2.1", "0.5 0.5 ."),
        ("4.2.2", "0.5 0.5 ."),
        ("4.2.3", "0.5 0.5 ."),
        ("4.2.4", ". 0.5 0.5"),
        ("4.2.5", "1 1 ."),
        ("4.2.6", "3.5 3 0.5"),
    ];
    says(
        &commune().table("chi-so-cchc-vo-nhai", &SCORED, &rows),
        &[
            "Bảng điểm Chỉ số CCHC, mục 4.2: có lẽ thiếu một dòng (điểm tối đa: 1; điểm thẩm định lần 1: 0,5; điểm trừ: 0,5); thêm dòng đó thì hết cả 3 lỗi.",
        ],
    );
}

#[test]
fn blanks_among_the_parts_leave_the_least_that_is_too_much() {
    let rows = [
        ("4", "4 3 1"),
        ("4.1", "4 3 1"),
        ("4.1.1", "1 1 ."),
        ("4.1.2", "1.5 1.5 ."),
        ("4.1.3", "1.5 1.5 ."),
        ("4.1.4", ". . 0.5"),
        ("4.1.5", ". . 0.5"),
        ("4.2", "0 0 ."),
        ("4.3", "0 0 ."),
    ];
    says(
        &commune().table("chi-so-cchc-vo-nhai", &SCORED, &rows),
        &[
            "Bảng điểm Chỉ số CCHC, mục 4.1: có lẽ một dòng thừa hoặc sai, không phân biệt được dòng 56 (thừa); dòng 57 (C57: 1,5 → 0,5, D57: 1,5 → 0,5); hoặc dòng 58 (C58: 1,5 → 0,5, D58: 1,5 → 0,5); sửa dòng đó thì hết cả 2 lỗi.",
        ],
    );
}

#[test]
fn two_cells_of_a_line_that_no_rule_ties_to_the_others_are_one_mistake() {
    says(
        &dossiers(&[("Bảo trợ xã hội", "101 87 9 5  100 70 30 0  10 9 1")]),
        &[
            "Biểu 06a, dòng “Bảo trợ xã hội”: có thể sửa cùng lúc hai ô: K15 và L15 bớt 9; khi đó hết cả 3 lỗi.",
        ],
    );
}

#[test]
fn a_line_that_is_wrong_in_several_columns_may_be_any_that_agrees_with_itself() {
    says(
        &dossiers(&[("Đất đai", "198 180 15 3  194 152 42 0  4 4 0")]),
        &[
            "Biểu 06a, dòng “Tổng cộng”: có lẽ một dòng thừa hoặc sai, không phân biệt được dòng 12; dòng 13; dòng 14; dòng 15; dòng 16; hoặc dòng 17; sửa dòng đó thì hết cả 4 lỗi.",
        ],
    );
}

#[test]
fn a_printed_row_that_was_deleted_is_told_with_what_it_held() {
    let rows = [
        ("4.2", "4 3.25 0.75"),
        ("4.2.1", "0.5 0.5 ."),
        ("4.2.2", "0.5 0.5 ."),
        ("4.2.3", "1 0.75 0.25"),
        ("4.2.4", "0.5 0.5 ."),
        ("4.2.5", "0.5 0.5 ."),
        ("4.2.6", "1 0.5 0.5"),
    ];
    let mut report = commune().table("chi-so-cchc-vo-nhai", &SCORED, &rows);
    let code = CellValue::Text("4.2.3".to_owned());
    report.sheets[0].rows.retain(|row| row.cells[0] != code);
    says(
        &report,
        &[
            "Bảng điểm Chỉ số CCHC: thiếu mục 4.2.3 “Xây dựng, trình Hội đồng nhân dân xã quyết định các nội dung quy định”; theo các số liên quan thì dòng này có điểm tối đa: 1; điểm thẩm định lần 1: 0,75; điểm trừ: 0,25.",
        ],
    );
}

/// Messages are read on a telephone.
#[test]
fn no_message_is_longer_than_four_hundred_characters() {
    const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks");
    let mut long = Vec::new();
    for folder in ["five-reports/nhan", "sample-district/nhan"] {
        for file in std::fs::read_dir(Path::new(KEPT).join(folder)).unwrap() {
            let path = file.unwrap().path();
            let report = report("a.xlsx", std::fs::read(&path).unwrap(), &Context::default());
            let messages = report.checked.findings.iter().map(|finding| words::message(Lang::Vi, finding));
            let all = messages.chain(told(&report.checked));
            long.extend(all.filter(|message| message.chars().count() > 400));
        }
    }
    // a line was left blank in all its columns
    let told = told(&dossiers(&[("Hộ tịch", ". . . .  . . . .  . . .")]).check());
    assert!(told.iter().any(|told| told.contains("28; và 8 cột khác), mà dòng 12")), "{told:#?}");
    long.extend(told.into_iter().filter(|message| message.chars().count() > 400));
    assert_eq!(long, Vec::<String>::new());
}
