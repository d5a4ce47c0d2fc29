//! Slips that are easily taken for several, or for one of another cell: figures inside an interval, neighbours of
//! different kinds exchanged, columns and tables a line too low, whole rows wrong by one slip, two slips in one row.

use crate::support::builder::{Workbook, workbook};
use crate::support::diagnoses::{dossiers, says, told};
use phuluc::check::rule_check;

fn commune() -> Workbook {
    workbook("Xã Ví dụ 01")
}

#[test]
fn a_slip_of_typing_comes_before_an_interval() {
    let online = |received, online| [("1", "15"), ("1.1", received), ("1.2", online)];
    says(
        &commune().printed("cchc-2025-06", &online("15391", "2038")),
        &[
            "Biểu mẫu 6: không phân biệt được mục 1 (ô D10): 15% → 13%, sai một chữ số; mục 1.1 (ô D11): 15.391 → 13.591, hai chữ số đổi chỗ (hoặc từ 13.149 đến 14.055); hoặc mục 1.2 (ô D12): 2.038 → 2.308, hai chữ số đổi chỗ (hoặc từ 2.232 đến 2.385); sửa một trong các chỗ này thì hết lỗi này.",
        ],
    );
}

#[test]
fn a_bound_is_no_figure() {
    says(
        &commune().printed("cchc-2025-01", &[("4.1", "13"), ("4.1.1", "99")]),
        &[
            "Biểu mẫu 1: không phân biệt được mục 4.1 (ô D21): 13 → ít nhất 99; hoặc mục 4.1.1 (ô D22): 99 → 9, thừa một chữ số (hoặc nhiều nhất 13); sửa một trong các chỗ này thì hết lỗi này. Cũng có thể: mục 4.1 (ô D21) và mục 4.1.1 (ô D22) ghi đổi chỗ cho nhau.",
        ],
    );
    says(
        &commune().printed("cchc-2025-07", &[("4.2", "0"), ("4.2.1", "96"), ("4.2.2", "88")]),
        &[
            "Biểu mẫu 7, mục 4.2, ô D23 “Tỷ lệ DVC có phát sinh hồ sơ nộp trực tuyến”: 0% → 91,67%; khi đó hết lỗi này. Cũng có thể: mục 4.2.2 (ô D25): 88 → 0; hoặc mục 4.2.1 (ô D24): 96 → ít nhất 17.600.",
        ],
    );
}

#[test]
fn a_percentage_gets_the_rounded_figure() {
    let plan = commune().printed("cchc-hue-02", &[("2", "86.76"), ("2.1", "30"), ("2.2", "26")]);
    says(
        &plan.printed("so-lieu-bao-cao", &[("1.3", "86.67")]),
        &[
            "Phụ lục 2, mục 2, ô D11 “Tỷ lệ hoàn thành Kế hoạch CCHC năm”: 86,76% → 86,67%, hai chữ số đổi chỗ; khi đó hết cả 2 nội dung.",
        ],
    );
    let online = commune().printed("cchc-thai-nguyen-01", &[("7.8.3", "20")]);
    says(
        &online.printed("so-lieu-bao-cao", &[("4.3", "94.28")]),
        &[
            "Không phân biệt được Phụ lục 01 mục 7.8.3 (ô D123): 20% → 94,28%; hoặc Số liệu trong lời văn mục 4.3 (ô D30): 94,28% → 20%; sửa một trong các chỗ này thì hết nội dung này.",
        ],
    );
}

#[test]
fn a_percentage_and_its_part_in_each_others_place_are_one_mistake() {
    // no rule is broken, since 99,74 is no number of dossiers
    let done = |share, all| [("3.3", share), ("3.3.1", all), ("3.3.2", "1548")];
    says(
        &commune().printed("cchc-hue-04", &done("1552", "99.74")),
        &[
            "Phụ lục 4: mục 3.3 (ô D29) và mục 3.3.1 (ô D30) có lẽ ghi đổi chỗ cho nhau (1.552% và “99.74”); khi đó hết cả 2 nội dung.",
        ],
    );
    says(&commune().printed("cchc-hue-04", &done("99.74", "1552")), &[]);
}

#[test]
fn figures_of_two_lines_in_each_others_place_are_one_mistake() {
    let lists = |commune_list, other| {
        [("1.4", "129"), ("1.4.1", "0"), ("1.4.2", "0"), ("1.4.3", commune_list), ("2.1", other)]
    };
    says(
        &commune().printed("cchc-hue-04", &lists("47", "129")),
        &[
            "Phụ lục 4: mục 1.4.3 (ô D17) và mục 2.1 (ô D19) có lẽ ghi đổi chỗ cho nhau (47 và 129); khi đó hết lỗi này. Cũng có thể: mục 1.4 (ô D14): 129 → 47; hoặc mục 1.4.3 (ô D17): 47 → 129.",
        ],
    );
}

#[test]
fn a_column_one_line_too_low_is_one_mistake() {
    says(
        &dossiers(&[
            ("Hộ tịch", "513 0 28 5  507 466 40 1  6 5 1"),
            ("Chứng thực", "763 480 13 0  760 450 310 0  3 3 0"),
            ("Đất đai", "193 750 15 3  189 147 42 0  4 4 0"),
            ("Bảo trợ xã hội", "101 175 9 5  100 70 30 0  1 0 1"),
            ("Người có công", "28 87 3 1  22 19 3 0  6 6 0"),
        ]),
        &[
            "Biểu 06a: cột “trực tuyến”, các số ở D13:D16 có lẽ ghi lệch xuống một dòng; chuyển lên một dòng, nhập lại ô D16; khi đó hết cả 6 lỗi.",
        ],
    );
}

#[test]
fn a_table_one_line_too_low_names_the_line_that_is_blank() {
    let lines = [
        ("Hộ tịch", ""),
        ("Chứng thực", "513 480 28 5  507 466 40 1  6 5 1"),
        ("Đất đai", "763 750 13 0  760 450 310 0  3 3 0"),
        ("Bảo trợ xã hội", "193 175 15 3  189 147 42 0  4 4 0"),
        ("Người có công", "101 87 9 5  100 70 30 0  1 0 1"),
        ("Tổng cộng", "1598 1516 68 14  1578 1152 425 1  20 18 2"),
    ];
    says(
        &commune().tthc(&lines),
        &[
            "Biểu 06a, dòng “Tổng cộng”: có lẽ thiếu số của một dòng (tổng số tiếp nhận: 28; trực tuyến: 24; trực tiếp, dịch vụ bưu chính: 3; và 6 cột khác), mà dòng 12 “Hộ tịch” để trống; điền số vào dòng đó, hoặc chuyển các số bên dưới lên một dòng nếu ghi lệch, thì hết cả 9 lỗi.",
        ],
    );
}

#[test]
fn a_row_a_thousand_times_too_large_is_one_mistake() {
    says(
        &dossiers(&[("Chứng thực", "763000 750000 13000 0  760000 450000 310000 0  3000 3000 0")]),
        &[
            "Biểu 06a, dòng “Chứng thực”: 8 ô đều ghi lớn gấp 1.000 lần: C13: 763.000 → 763, D13: 750.000 → 750, E13: 13.000 → 13, G13: 760.000 → 760, H13: 450.000 → 450, I13: 310.000 → 310, K13: 3.000 → 3, L13: 3.000 → 3; khi đó hết cả 8 lỗi.",
        ],
    );
}

#[test]
fn a_total_of_the_subtotals_too_is_one_mistake() {
    let report = dossiers(&[("Tổng cộng", "3196 3032 136 28  3156 2304 850 2  40 36 4")]);
    says(
        &report,
        &[
            "Biểu 06a, dòng “Tổng cộng”: 11 ô đều gấp đôi, có lẽ cộng cả dòng cộng: C17: 3.196 → 1.598, D17: 3.032 → 1.516, E17: 136 → 68, F17: 28 → 14, G17: 3.156 → 1.578, H17: 2.304 → 1.152, I17: 850 → 425, J17: 2 → 1, K17: 40 → 20, L17: 36 → 18, M17: 4 → 2; khi đó hết cả 11 lỗi.",
        ],
    );
}

#[test]
fn a_total_without_one_of_its_lines_names_the_line() {
    let report = dossiers(&[("Tổng cộng", "835 766 55 14  818 702 115 1  17 15 2")]);
    says(
        &report,
        &[
            "Biểu 06a: số tổng chưa cộng dòng 13 “Chứng thực”; cộng dòng này, hoặc bỏ nếu thừa, thì hết cả 8 lỗi.",
        ],
    );
    says(
        &report
            .printed("so-lieu-bao-cao", &[("4.1", "1598"), ("4.2", "1516"), ("4.4", "1578"), ("4.8", "20")]),
        &[
            "Biểu 06a, dòng “Tổng cộng”: có lẽ cộng thiếu dòng 13 “Chứng thực”: C17: 835 → 1.598, D17: 766 → 1.516, E17: 55 → 68, G17: 818 → 1.578, H17: 702 → 1.152, I17: 115 → 425, K17: 17 → 20, L17: 15 → 18; khi đó hết cả 12 nội dung.",
        ],
    );
}

#[test]
fn a_total_with_a_line_twice_names_the_line() {
    let report = dossiers(&[("Tổng cộng", "1791 1691 83 17  1767 1299 467 1  24 22 2")]);
    says(
        &report
            .printed("so-lieu-bao-cao", &[("4.1", "1598"), ("4.2", "1516"), ("4.4", "1578"), ("4.8", "20")]),
        &[
            "Biểu 06a, dòng “Tổng cộng”: có lẽ cộng dòng 14 “Đất đai” hai lần: C17: 1.791 → 1.598, D17: 1.691 → 1.516, E17: 83 → 68, F17: 17 → 14, G17: 1.767 → 1.578, H17: 1.299 → 1.152, I17: 467 → 425, K17: 24 → 20, L17: 22 → 18; khi đó hết cả 13 nội dung.",
        ],
    );
}

#[test]
fn a_row_written_over_another_is_one_mistake() {
    let lines = [
        ("Hộ tịch", "513 480 28 5  507 466 40 1  6 5 1"),
        ("Chứng thực", "763 750 13 0  760 450 310 0  3 3 0"),
        ("Đất đai", "193 175 15 3  189 147 42 0  4 4 0"),
        ("Hộ tịch", "513 480 28 5  507 466 40 1  6 5 1"),
        ("Tổng cộng", "1570 1492 65 13  1556 1133 422 1  14 12 2"),
    ];
    let report = commune().tthc(&lines);
    says(
        &report,
        &[
            "Biểu 06a: “Hộ tịch” ghi hai lần, ở dòng 12 và dòng 15, số như nhau; có lẽ dòng 15 ghi đè lên một dòng khác. Theo dòng tổng thì dòng đó có C15: 513 → 101, D15: 480 → 87, E15: 28 → 9, G15: 507 → 100, H15: 466 → 70, I15: 40 → 30, J15: 1 → 0, K15: 6 → 1, L15: 5 → 0; khi đó hết cả 10 lỗi.",
        ],
    );
    let checked = report.check();
    assert!(checked.findings.iter().all(|finding| finding.diagnosis == Some(0)), "{:?}", told(&checked));
}

#[test]
fn a_row_written_over_another_is_one_mistake_beside_the_period_before_too() {
    let before = commune().tthc(&[
        ("Hộ tịch", "10 10 0 0  5 5 0 0  5 5 0"),
        ("Chứng thực", "10 10 0 0  10 10 0 0  0 0 0"),
        ("Đất đai", "10 10 0 0  7 7 0 0  3 3 0"),
        ("Bảo trợ xã hội", "10 10 0 0  6 6 0 0  4 4 0"),
        ("Tổng cộng", "40 40 0 0  28 28 0 0  12 12 0"),
    ]);
    let now = commune().tthc(&[
        ("Hộ tịch", "513 480 28 5  507 466 40 1  6 5 1"),
        ("Chứng thực", "763 750 13 0  760 450 310 0  3 3 0"),
        ("Đất đai", "193 175 15 3  189 147 42 0  4 4 0"),
        ("Hộ tịch", "513 480 28 5  507 466 40 1  6 5 1"),
        ("Tổng cộng", "1570 1493 65 12  1556 1133 422 1  14 12 2"),
    ]);
    let checked = rule_check::check(&now.submission(), Some(&before.submission()));
    let told = told(&checked);
    assert!(told[0].contains("có lẽ dòng 15 ghi đè lên một dòng khác"), "{told:?}");
    assert!(told[0].contains("F15: 5 → 4"), "{told:?}");
}

#[test]
fn two_slips_in_one_row_are_two_mistakes() {
    says(
        &dossiers(&[("Hộ tịch", "513 480 28 5  570 566 40 1  6 5 1")]),
        &[
            "Biểu 06a, dòng “Hộ tịch”, ô H12 “đã giải quyết trước hạn”: 566 → 466, sai một chữ số; cùng với ô G12 thì hết 2 lỗi.",
            "Biểu 06a, dòng “Hộ tịch”, ô G12 “tổng số đã giải quyết”: 570 → 507, hai chữ số đổi chỗ; khi đó hết cả 2 lỗi.",
        ],
    );
}

/// Whoever pastes a row one column too far right leaves its first cell as it was.
#[test]
fn a_row_one_column_too_far_right_is_one_mistake() {
    says(
        &dossiers(&[("Bảo trợ xã hội", ". 101 87 9  5 100 70 30  0 1 0")]),
        &[
            "Biểu 06a: dòng “Bảo trợ xã hội”, các số ở D15:M15 có lẽ ghi lệch sang phải một cột; chuyển sang trái một cột, nhập lại ô M15; khi đó hết cả 14 nội dung.",
        ],
    );
    says(
        &dossiers(&[("Bảo trợ xã hội", "101 101 87 9  5 100 70 30  0 1 0")]),
        &[
            "Biểu 06a: dòng “Bảo trợ xã hội”, các số ở D15:M15 có lẽ ghi lệch sang phải một cột; chuyển sang trái một cột, nhập lại ô M15; khi đó hết cả 14 lỗi.",
        ],
    );
}

#[test]
fn rows_one_column_too_far_left_are_one_mistake() {
    says(
        &dossiers(&[
            ("Chứng thực", "750 13 0 760  450 310 0 3  3 0 ."),
            ("Đất đai", "175 15 3 189  147 42 0 4  4 0 ."),
        ]),
        &[
            "Biểu 06a: các số ở C13:L14 có lẽ ghi lệch sang trái một cột; chuyển sang phải một cột, nhập lại ô C13, C14; khi đó hết cả 15 lỗi.",
        ],
    );
}

/// A percentage that stands where a number belongs cannot be read there.
#[test]
fn a_block_with_a_percentage_one_line_too_low_is_one_mistake() {
    let right = [
        ("4.1", "85.71"),
        ("4.1.1", "210"),
        ("4.1.2", "180"),
        ("4.2", "91.67"),
        ("4.2.1", "96"),
        ("4.2.2", "88"),
    ];
    assert!(commune().printed("cchc-2025-07", &right).check().diagnoses.is_empty());
    let low = [("4.1.1", "85.71"), ("4.1.2", "210"), ("4.2", "180"), ("4.2.1", "96"), ("4.2.2", "88")];
    says(
        &commune().printed("cchc-2025-07", &low),
        &[
            "Biểu mẫu 7: cột “số liệu”, các số ở D21:D23 có lẽ ghi lệch xuống một dòng; chuyển lên một dòng, nhập lại ô D23; khi đó hết cả 3 nội dung.",
        ],
    );
}

#[test]
fn two_figures_far_apart_that_were_exchanged_are_one_mistake() {
    // 4.1.1 and 4.2.1, which no rule has both of
    let swapped = [
        ("4.1", "85.71"),
        ("4.1.1", "96"),
        ("4.1.2", "180"),
        ("4.2", "91.67"),
        ("4.2.1", "210"),
        ("4.2.2", "88"),
    ];
    says(
        &commune().printed("cchc-2025-07", &swapped),
        &[
            "Biểu mẫu 7: mục 4.1.1 (ô D21) và mục 4.2.1 (ô D24) có lẽ ghi đổi chỗ cho nhau (96 và 210); khi đó hết cả 3 lỗi.",
        ],
    );
    // two columns, two rows
    says(
        &dossiers(&[
            ("Hộ tịch", "513 310 28 5  507 466 40 1  6 5 1"),
            ("Chứng thực", "763 750 13 0  760 450 480 0  3 3 0"),
        ]),
        &[
            "Biểu 06a: ô D12 “trực tuyến” và ô I13 “đã giải quyết đúng hạn” có lẽ ghi đổi chỗ cho nhau (310 và 480); khi đó hết cả 4 lỗi.",
        ],
    );
    // two slips of which each needs a figure of its own stay two
    says(
        &dossiers(&[
            ("Hộ tịch", "513 408 28 5  507 466 40 1  6 5 1"),
            ("Chứng thực", "763 750 13 0  760 450 301 0  3 3 0"),
        ]),
        &[
            "Biểu 06a, dòng “Hộ tịch”, ô D12 “trực tuyến”: 408 → 480, hai chữ số đổi chỗ; khi đó hết cả 2 lỗi.",
            "Biểu 06a, dòng “Chứng thực”, ô I13 “đã giải quyết đúng hạn”: 301 → 310, hai chữ số đổi chỗ; khi đó hết cả 2 lỗi.",
        ],
    );
}
