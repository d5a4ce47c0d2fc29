//! Slips that occurred in real reports, and blocks of figures one line off: the diagnosis names each as what it is.

use crate::support::builder::{FINDER, Workbook, workbook};
use phuluc::check::{Checked, Submission, rule_check};
use phuluc::grid;
use phuluc::say::{Lang, words};
use std::fs;
use std::path::Path;

const REAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/five-reports/nhan");

/// The sentences of the diagnoses of a real report.
fn of_real(name: &str) -> Vec<String> {
    let bytes = fs::read(Path::new(REAL).join(name)).unwrap();
    told(&rule_check::check(&Submission::read(&grid::read(&bytes).unwrap(), &FINDER), None))
}

fn told(checked: &Checked) -> Vec<String> {
    let stories = checked.stories();
    let told = stories.iter().filter_map(|story| {
        Some(words::diagnosis(Lang::Vi, story.diagnosis?, story.findings.iter().copied()))
    });
    told.collect()
}

#[track_caller]
fn says(told: &[String], expected: &str) {
    assert!(told.iter().any(|told| told == expected), "{told:#?}");
}

#[test]
fn slips_of_real_reports_are_told() {
    says(
        &of_real("phu-tien.xlsx"),
        "Biểu 06a, dòng “Tổng cộng”, ô E12 “trực tiếp, dịch vụ bưu chính”: 254 → 204, sai một chữ số; khi đó hết lỗi này.",
    );
    says(
        &of_real("pho-phong.xlsx"),
        "Biểu 06a, dòng “Tổng cộng”, ô I12 “đã giải quyết đúng hạn”: 3.008 → 3.905; khi đó hết lỗi này. Cũng có thể: ô H12 “đã giải quyết trước hạn”: chưa nhập, điền 897; hoặc ô J12 “đã giải quyết quá hạn”: 22 → 919.",
    );
    let scores = of_real("phu-thuong.xlsx");
    says(
        &scores,
        "Bảng điểm Chỉ số CCHC, mục 1, ô D10 “Công tác chỉ đạo, điều hành CCHC”, cột “điểm thẩm định lần 1”: 8,5 → 8, sai một chữ số; khi đó hết cả 2 lỗi.",
    );
    says(
        &scores,
        "Bảng điểm Chỉ số CCHC, mục 4.2: có lẽ thiếu một dòng (điểm tối đa: 1; điểm thẩm định lần 1: 0,5; điểm trừ: 0,5); thêm dòng đó thì hết cả 3 lỗi.",
    );
    says(
        &scores,
        "Bảng điểm Chỉ số CCHC, mục 4.1: có lẽ một dòng thừa hoặc sai, không phân biệt được dòng 64 (thừa); dòng 65 (C65: 1,5 → 0,5, D65: 1,5 → 0,5); hoặc dòng 66 (C66: 1,5 → 0,5, D66: 1,5 → 0,5); sửa dòng đó thì hết cả 2 lỗi.",
    );
    says(
        &scores,
        "Bảng điểm Chỉ số CCHC, mục 4.3.2: có lẽ một dòng thừa hoặc sai, không phân biệt được dòng 80 (thừa); hoặc dòng 79 (C79: 1,5 → 0,5, D79: 1,5 → 0,5); sửa dòng đó thì hết cả 2 lỗi.",
    );
}

/// The dossiers of a commune without a mistake. The columns are: received, online, in person, carried over; resolved,
/// early, on time, late; in process and its two parts.
const FIELDS: [(&str, [&str; 11]); 6] = [
    ("Hộ tịch", ["513", "480", "28", "5", "507", "466", "40", "1", "6", "5", "1"]),
    ("Chứng thực", ["763", "750", "13", "0", "760", "450", "310", "0", "3", "3", "0"]),
    ("Đất đai", ["193", "175", "15", "3", "189", "147", "42", "0", "4", "4", "0"]),
    ("Bảo trợ xã hội", ["101", "87", "9", "5", "100", "70", "30", "0", "1", "0", "1"]),
    ("Người có công", ["28", "24", "3", "1", "22", "19", "3", "0", "6", "6", "0"]),
    ("Tổng cộng", ["1598", "1516", "68", "14", "1578", "1152", "425", "1", "20", "18", "2"]),
];

/// The same dossiers with some columns of the five fields shifted: `from` gives the line whose figure stands in each
/// line.
fn shifted(columns: std::ops::Range<usize>, from: impl Fn(usize) -> Option<usize>) -> Workbook {
    let mut lines: Vec<(&str, [&str; 11])> = FIELDS.to_vec();
    for (line, (_, figures)) in lines.iter_mut().enumerate().take(5) {
        for column in columns.clone() {
            figures[column] = from(line).map_or(".", |from| FIELDS[from].1[column]);
        }
    }
    let lines: Vec<(&str, String)> =
        lines.into_iter().map(|(label, figures)| (label, figures.join(" "))).collect();
    let lines: Vec<(&str, &str)> = lines.iter().map(|(label, figures)| (*label, figures.as_str())).collect();
    workbook("Xã Ví dụ 01").tthc(&lines)
}

#[test]
fn a_column_a_line_too_low_is_one_mistake() {
    let low = shifted(1..2, |line| line.checked_sub(1)).check();
    assert_eq!(
        told(&low),
        [
            "Biểu 06a: cột “trực tuyến”, các số ở D13:D16 có lẽ ghi lệch xuống một dòng; chuyển lên một dòng, nhập lại ô D16; khi đó hết cả 4 lỗi."
        ],
    );
}

#[test]
fn a_column_a_line_too_high_is_one_mistake() {
    let high = shifted(1..2, |line| (line < 4).then_some(line + 1)).check();
    assert_eq!(
        told(&high),
        [
            "Biểu 06a: cột “trực tuyến”, các số ở D12:D15 có lẽ ghi lệch lên một dòng; chuyển xuống một dòng, nhập lại ô D12; khi đó hết cả 4 lỗi."
        ],
    );
}

#[test]
fn several_columns_a_line_too_low_are_one_mistake() {
    let low = shifted(1..4, |line| line.checked_sub(1)).check();
    assert_eq!(
        told(&low),
        [
            "Biểu 06a: các số ở D13:F16 có lẽ ghi lệch xuống một dòng; chuyển lên một dòng, nhập lại ô D16, E16, F16; khi đó hết cả 4 lỗi."
        ],
    );
}

#[test]
fn a_row_written_twice_is_one_mistake_beside_the_period_before_too() {
    let before = workbook("Xã Ví dụ 01").tthc(&[
        ("Hộ tịch", "513 480 28 5  508 467 40 1  5 4 1"),
        ("Chứng thực", "763 750 13 0  763 453 310 0  0 0 0"),
        ("Đất đai", "193 175 15 3  190 148 42 0  3 3 0"),
        ("Bảo trợ xã hội", "101 87 9 5  96 66 30 0  5 5 0"),
        ("Người có công", "28 24 3 1  27 24 3 0  1 1 0"),
        ("Tổng cộng", "1598 1516 68 14  1584 1158 425 1  14 13 1"),
    ]);
    let mut lines: Vec<(&str, String)> =
        FIELDS.iter().map(|(label, figures)| (*label, figures.join(" "))).collect();
    lines.insert(5, lines[3].clone());
    let lines: Vec<(&str, &str)> = lines.iter().map(|(label, figures)| (*label, figures.as_str())).collect();
    let now = workbook("Xã Ví dụ 01").tthc(&lines).submission();
    assert_eq!(
        told(&rule_check::check(&now, Some(&before.submission()))),
        [
            "Biểu 06a: “Bảo trợ xã hội” ghi hai lần, ở dòng 15 và dòng 17, số như nhau. Vì vậy 9 ô của dòng tổng không khớp; xóa dòng 17 thì hết cả 10 lỗi."
        ],
    );
}

/// The figures of a field copied below the total under the name of another one are no row that stands twice.
#[test]
fn figures_copied_under_another_name_are_no_row_written_twice() {
    let mut lines: Vec<(&str, String)> =
        FIELDS.iter().map(|(label, figures)| (*label, figures.join(" "))).collect();
    lines.push(("Môi trường", lines[4].1.clone()));
    let lines: Vec<(&str, &str)> = lines.iter().map(|(label, figures)| (*label, figures.as_str())).collect();
    let told = told(&workbook("Xã Ví dụ 01").tthc(&lines).check());
    assert!(!told.is_empty() && told.iter().all(|told| !told.contains("ghi hai lần")), "{told:#?}");
}
