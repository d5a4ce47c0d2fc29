//! Open rows under headings of groups and of times (banners), lines below and beside the total, and rules about the
//! rows of one group.

use crate::support::builder::{CHECKER, lines, put, workbook};
use phuluc::check::{Checker, rule_check};
use phuluc::form::Catalogue;
use phuluc::grid;
use std::path::Path;

/// A checker for Biểu 06a with a rule about the dossiers that came in on the ministries' systems.
fn checker() -> Checker {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/tthc-06a/form.toml");
    let mut text = std::fs::read_to_string(path).expect("a built-in form");
    text.push_str(
        r#"
[[rules]]
id = "tren-he-thong-bo"
title = "Hồ sơ trên hệ thống của các Bộ không quá 20"
that = "sum(open in [Trên Hệ thống các Bộ]) <= 20 and [tong].tiep_nhan > 0"
columns = ["tiep_nhan"]
why = "thử"
todo = "thử"
"#,
    );
    Checker::new(Catalogue::with([("form.toml".to_owned(), text)]).expect("a definition in order"))
}

#[track_caller]
fn case(table: &[(&str, &str)], broken: bool, skipped: bool) {
    let checker = checker();
    let sheets = grid::read(&workbook("Xã Ví dụ 01").tthc(table).bytes()).expect("our own workbook");
    let checked = rule_check::check(&checker.read(&sheets), None);
    let found = lines(&checked).iter().any(|line| line.contains("tren-he-thong-bo"));
    assert_eq!(found, broken, "{table:?}: {:?}", lines(&checked));
    let is_skipped = checked.skipped.iter().any(|(rule, _)| rule.ends_with("tren-he-thong-bo"));
    assert_eq!(is_skipped, skipped, "{table:?}");
}

#[test]
fn the_rows_of_a_group_are_summed_and_no_others() {
    const LAND: (&str, &str) = ("Đất đai", "30 16 13 1  27 13 13 1  3 2 1");
    const BIRTHS: (&str, &str) = ("Hộ tịch", "12 5 6 1  10 5 4 1  2 1 1");
    const TOTAL: (&str, &str) = ("Tổng cộng", "42 21 19 2  37 18 17 2  5 3 2");
    let (ministries, city) = (("Trên Hệ thống các Bộ", ""), ("Trên Hệ thống thành phố", ""));
    case(&[ministries, BIRTHS, city, LAND, TOTAL], false, false);
    case(&[ministries, LAND, city, BIRTHS, TOTAL], true, false);
    case(&[LAND, BIRTHS, TOTAL], false, true);
}

/// What is read of a table of Biểu 06a for the first quarter of 2024, and the findings. A line is a number, a label and
/// figures; the reading is the figure of dossiers received in each row.
fn read(table: &[(&str, &str, &str)]) -> (String, Vec<String>) {
    let labelled: Vec<(&str, &str)> = table.iter().map(|(_, label, figures)| (*label, *figures)).collect();
    let mut workbook = workbook("Xã Ví dụ 01").tthc(&labelled);
    for (row, (code, ..)) in workbook.sheets[0].rows.iter_mut().zip(table) {
        row.cells[0] = if code.is_empty() { put(".") } else { put(code) };
    }
    let sheets = grid::read(&workbook.bytes()).expect("our own workbook");
    let submission = CHECKER.read(&sheets);
    let rows = submission.forms[0].rows.iter().map(|row| {
        let received = row.entries.get(2).value().map(|value| value.to_string());
        format!("{}={}", row.id, received.unwrap_or_default())
    });
    let rows = rows.collect::<Vec<_>>().join(" ");
    (rows, lines(&rule_check::check(&submission, None)))
}

const LAND: (&str, &str, &str) = ("1", "Đất đai", "30 16 13 1  27 13 13 1  3 2 1");
const BIRTHS: (&str, &str, &str) = ("2", "Hộ tịch", "12 5 6 1  10 5 4 1  2 1 1");
const SUM: &str = "42 21 19 2  37 18 17 2  5 3 2";
const BEFORE: [(&str, &str, &str); 2] =
    [("1", "Đất đai", "20 10 9 1  19 9 9 1  1 1 0"), ("2", "Hộ tịch", "8 4 3 1  7 3 3 1  1 1 0")];
const SUM_BEFORE: &str = "28 14 12 2  26 12 12 2  2 2 0";

#[track_caller]
fn reads(table: &[(&str, &str, &str)], expected: &str, findings: &[&str]) {
    let (rows, found) = read(table);
    assert_eq!(rows, expected, "{table:?}: {found:?}");
    let rules: Vec<&str> = found.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(rules, findings, "{table:?}: {found:?}");
}

/// The total is the total whatever short or long words name it, wherever it stands; it is no row.
#[test]
fn the_total_of_a_commune_is_known_by_its_names() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    for name in [
        "TC toàn xã",
        "TC",
        "T.C",
        "T/C (1+2)",
        "TC: toàn xã",
        "T.Cộng toàn xã",
        "Toàn xã",
        "TOÀN XÃ:",
        "Toàn phường",
        "Toàn xã Ví dụ 01",
        "Toàn xã (1+2)",
        "Cả xã",
        "Cộng toàn xã",
        "Cộng",
        "Tổng toàn xã",
        "Tổng cộng toàn xã",
        "Tổng số toàn xã",
        "Tổng số",
    ] {
        for table in [[LAND, BIRTHS, ("", name, SUM)], [("", name, SUM), LAND, BIRTHS]] {
            let (rows, found) = read(&table);
            assert_eq!(rows, READ, "{name}: {found:?}");
            let told: Vec<&str> = found.iter().filter_map(|line| line.split(' ').nth(1)).collect();
            assert!(told.is_empty() || told == ["total-reworded"], "{name}: {found:?}");
        }
        // what is called the whole and is not the sum is read with an error, or refused with one
        let wrong = "42 21 19 2  37 18 17 2  5 4 2";
        let (rows, found) = read(&[LAND, BIRTHS, ("", name, wrong)]);
        assert!(
            !rows.contains("toan") && found.iter().any(|line| line.starts_with("error")),
            "{name}: {rows}"
        );
    }
}

#[test]
fn rows_under_a_banner_of_another_time_are_left_out_and_named() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    let banners = [
        ("Quý I/2024", "Quý I/2023"),
        ("Kỳ này", "Cùng kỳ năm trước"),
        ("Năm 2024", "Năm 2023"),
        ("Trong kỳ", "Lũy kế từ đầu năm"),
        ("Từ 15/12/2023 đến 14/3/2024", "Từ 15/12/2022 đến 14/3/2023"),
        ("Thực hiện", "Kế hoạch"),
        ("Quý I/2024", "Tháng 3"),
    ];
    for (now, before) in banners {
        let (now, other) = (("I", now, ""), ("II", before, ""));
        let [land, births] = BEFORE;
        let total = ("", "Tổng cộng", SUM);
        let of_before = ("", "Tổng cộng", SUM_BEFORE);
        reads(&[now, LAND, BIRTHS, total, other, land, births, of_before], READ, &["other-period-left-out"]);
        reads(&[now, LAND, BIRTHS, other, land, births, total], READ, &["other-period-left-out"]);
        reads(&[other, land, births, of_before, now, LAND, BIRTHS, total], READ, &["other-period-left-out"]);
        // the total of both is no total of this period
        let both = ("", "Tổng cộng", "70 35 31 4  63 30 29 4  7 5 2");
        let (rows, found) = read(&[now, LAND, BIRTHS, other, land, births, both]);
        assert_eq!(rows, "dat dai=30 ho tich=12 tong=70");
        assert!(found.iter().any(|line| line.starts_with("error tthc-06a/tong-linh-vuc")), "{found:?}");
    }
    // the months of the quarter make it up
    let total = ("", "Tổng cộng", SUM);
    reads(
        &[("I", "Tháng 1", ""), LAND, ("II", "Tháng 2", ""), BIRTHS, total],
        "dat dai=30 ho tich=12 tong=42",
        &[],
    );
}

#[test]
fn what_stands_below_the_total_changes_nothing_and_is_named() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    let below = |code, label, figures, findings: &[&str]| {
        reads(&[LAND, BIRTHS, ("", "Tổng cộng", SUM), (code, label, figures)], READ, findings);
    };
    for label in
        ["Cùng kỳ năm 2023", "Lũy kế từ đầu năm", "Kỳ trước", "Tổng cộng quý IV/2023", "Tổng cộng năm 2023"]
    {
        below("", label, SUM_BEFORE, &["other-period-left-out"]);
    }
    for label in ["So với kỳ trước", "Trung bình/tháng", "Kiểm tra", "Tỷ lệ (%)"] {
        below("", label, "1 1 1 1  1 1 1 1  1 1 1", &["rows-not-counted"]);
    }
    below("", "Đã nhập phần mềm", SUM, &["rows-not-counted"]);
    below("", "Trong đó: liên thông", "4 2 1 1  3 1 1 1  1 1 0", &["rows-not-counted"]);
    let figures = "8 4 3 1  7 3 3 1  1 1 0";
    let (rows, found) = read(&[LAND, BIRTHS, ("", "Tổng cộng", SUM), ("3", "Nông nghiệp", figures)]);
    assert_eq!(rows, "dat dai=30 ho tich=12 nong nghiep=8 tong=42");
    assert!(found.contains(&"warning row-after-total – A15 – – – –".to_owned()), "{found:?}");
    // a line without a name is no row, and the total stays the total
    let (rows, found) = read(&[LAND, BIRTHS, ("", "Tổng cộng", SUM), ("", "", figures)]);
    assert_eq!(rows, READ);
    assert_eq!(found, ["warning unknown-row – A15 – – – –"]);
}

#[test]
fn the_total_is_known_by_other_names() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    for label in [
        "Tổng cộng (I+II)",
        "TỔNG CỘNG TOÀN XÃ",
        "Tổng cộng quý I/2024",
        "Tổng cộng 2 lĩnh vực",
        "Tổng số hồ sơ",
        "Cộng chung",
        "Cộng kỳ này",
        "Toàn xã",
        "TC",
        "T.Cộng",
        "Σ",
        "Tổng hợp",
    ] {
        reads(&[LAND, BIRTHS, ("", label, SUM)], READ, &["total-reworded"]);
    }
    let others = [("Tổng số TTHC", SUM), ("Tổng cộng (trừ liên thông)", SUM), ("Toàn xã", SUM_BEFORE)];
    for (label, figures) in others {
        let (rows, found) = read(&[LAND, BIRTHS, ("", label, figures)]);
        assert_eq!(rows, "dat dai=30 ho tich=12", "{label}");
        assert!(found.iter().any(|line| line == "error row-missing tong A14 – – – –"), "{label}: {found:?}");
    }
    for label in ["Tổng lũy kế", "Tổng kỳ trước"] {
        let (rows, found) = read(&[LAND, BIRTHS, ("", label, SUM)]);
        assert_eq!(rows, "dat dai=30 ho tich=12", "{label}");
        assert!(found.iter().any(|line| line.starts_with("error row-missing tong")), "{label}: {found:?}");
    }
}

#[test]
fn parts_and_headings_with_sums_are_not_counted() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    let total = ("", "Tổng cộng", SUM);
    let part = "10 5 4 1  9 4 4 1  1 1 0";
    for (code, label) in [
        ("1.1", "Cấp đổi"),
        ("a", "Cấp đổi"),
        ("a", "a) Cấp đổi"),
        ("1a", "Cấp đổi"),
        ("-", "Cấp đổi"),
        ("", "Bao gồm cấp đổi"),
        ("", "(Cấp đổi)"),
        ("", "Tr.đó: cấp đổi"),
        ("", "Riêng cấp đổi"),
        ("", "Cấp đổi"),
    ] {
        reads(&[LAND, (code, label, part), BIRTHS, total], READ, &["rows-not-counted"]);
    }
    // a lĩnh vực that begins like a part
    let single = ("1", "Riêng lẻ - cấp phép xây dựng", LAND.2);
    reads(&[single, BIRTHS, total], "rieng le - cap phep xay dung=30 ho tich=12 tong=42", &[]);
    // headings that hold the sums of their rows
    let [land, births] = BEFORE;
    let all = ("", "Tổng cộng", "70 35 31 4  63 30 29 4  7 5 2");
    for codes in [["1", "2"], ["", ""], ["I", "II"]] {
        let (first, second) = ((codes[0], "Cộng Phòng Kinh tế", SUM), (codes[1], "Tư pháp", SUM_BEFORE));
        let first = if codes[0] == "I" { first } else { (codes[0], "Phòng Kinh tế", SUM) };
        reads(
            &[first, LAND, BIRTHS, second, (land.0, "Chứng thực", land.2), (births.0, "Y tế", births.2), all],
            "dat dai=30 ho tich=12 chung thuc=20 y te=8 tong=70",
            &["rows-not-counted"],
        );
    }
}

#[test]
fn rows_that_end_with_another_time_are_left_out_and_named() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    let total = ("", "Tổng cộng", SUM);
    let [_, before] = BEFORE;
    for end in
        [" cùng kỳ", " (2023)", " năm trước", " (lũy kế)", " Quý IV/2023", " (kế hoạch)", " - kỳ trước"]
    {
        let label = format!("Đất đai{end}");
        for code in ["", "2"] {
            reads(&[LAND, (code, &label, before.2), BIRTHS, total], READ, &["other-period-left-out"]);
        }
    }
    // a total that counts them is wrong
    let all = ("", "Tổng cộng", "50 25 22 3  44 21 20 3  6 4 2");
    let (rows, found) = read(&[LAND, ("2", "Hộ tịch cùng kỳ", before.2), BIRTHS, all]);
    assert_eq!(rows, "dat dai=30 ho tich=12 tong=50");
    assert!(found.iter().any(|line| line.starts_with("error ")), "{found:?}");
    // the parts of a year in the report of a quarter
    let (rows, found) = read(&[("1", "Quý I", LAND.2), ("2", "Quý II", BIRTHS.2), total]);
    assert_eq!(rows, "quy i=30 tong=42");
    assert!(found.iter().any(|line| line.starts_with("error ")), "{found:?}");
    // names that end in the same way
    let own = ("3", "Hương ước, quy ước", before.2);
    let all = ("", "Tổng cộng", "50 25 22 3  44 21 20 3  6 4 2");
    reads(&[LAND, BIRTHS, own, all], "dat dai=30 ho tich=12 huong uoc, quy uoc=8 tong=50", &[]);
}

#[test]
fn rows_of_communes_are_none_of_the_form() {
    let total = ("", "Tổng cộng", SUM);
    let (_, found) = read(&[("1", "UBND xã Ví dụ 01", LAND.2), ("2", "Xã Ví dụ 02", BIRTHS.2), total]);
    assert!(found.iter().any(|line| line.starts_with("error rows-are-units")), "{found:?}");
    let (_, found) = read(&[("1", "Xã A (cũ)", LAND.2), ("2", "Xã B (cũ)", BIRTHS.2), total]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_sum_above_the_rows_is_held_against_them() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    let total = ("", "Tổng cộng", SUM);
    for label in ["Tổng số", "Tổng", "Cộng"] {
        reads(&[("", label, SUM), LAND, BIRTHS, total], READ, &["rows-not-counted"]);
        let higher = "47 26 19 2  42 23 17 2  5 3 2";
        reads(&[("", label, higher), LAND, BIRTHS, total], READ, &["subtotal-differs"]);
    }
}

#[test]
fn a_heading_ends_at_the_next_number() {
    let (births, deaths) = ("18 10 7 1  16 8 7 1  2 1 1", "12 6 6 0  11 5 6 0  1 1 0");
    let total = ("", "Tổng cộng", SUM);
    for [first, second] in [
        ["Khai sinh", "Khai tử"],
        ["1.1 Khai sinh", "1.2 Khai tử"],
        ["a) Khai sinh", "b) Khai tử"],
        ["* Khai sinh", "* Khai tử"],
    ] {
        reads(
            &[LAND, ("", first, births), ("", second, deaths), BIRTHS, total],
            "dat dai=30 ho tich=12 tong=42",
            &["rows-not-counted"],
        );
    }
}

#[test]
fn comparisons_before_the_total_and_signatures_are_no_rows() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    let total = ("", "Tổng cộng", SUM);
    for label in ["So với cùng kỳ (%)", "Tăng, giảm", "Tỷ lệ (%)"] {
        let compared = ("", label, "100 101 102 103  104 105 106 107  108 109 110");
        reads(&[LAND, BIRTHS, compared, total], READ, &["rows-not-counted"]);
    }
    for label in ["Người lập biểu", "CHỦ TỊCH", "Thủ trưởng đơn vị"] {
        let signed = ("", label, ". . . .  . . 'TM.UBND");
        let (rows, found) = read(&[LAND, BIRTHS, signed]);
        assert_eq!(rows, "dat dai=30 ho tich=12", "{label}");
        assert!(!found.iter().any(|line| line.contains("not-a-number")), "{label}: {found:?}");
    }
}

#[test]
fn columns_may_be_numbered_by_letters_or_without_the_first_ones() {
    const READ: &str = "dat dai=30 ho tich=12 tong=42";
    let total = ("", "Tổng cộng", SUM);
    for numbers in [
        ("a", "b", "'c 'd 'e 'f  'g 'h 'i 'j  'k 'l 'm"),
        ("", "", "1 2 3 4  5 6 7 8  9 10 11"),
        ("I", "II", "3 4 5 6  7 8 9 10  11 12 13"),
    ] {
        reads(&[numbers, LAND, BIRTHS, total], READ, &[]);
    }
}
