//! The seven forms of the periodic reports since July 2025: read beside each other, and told apart from the forms of
//! the abolished districts.

use crate::support::builder::{FINDER, Workbook, form, lines, workbook};
use crate::support::damage::beneath;
use phuluc::check::{Answer, Checked, Submission, rule_check};
use phuluc::form::Level;
use phuluc::grid;
use phuluc::grid::CellValue;
use phuluc::say::{Lang, words};

const FORMS: [&str; 7] = [
    "cchc-2025-01",
    "cchc-2025-02",
    "cchc-2025-03",
    "cchc-2025-04",
    "cchc-2025-05",
    "cchc-2025-06",
    "cchc-2025-07",
];

fn commune() -> Workbook {
    workbook("Xã Ví dụ 01").period("2025-12-15", "2026-03-14")
}

fn said(checked: &Checked) -> Vec<String> {
    checked.findings.iter().map(|finding| words::message(Lang::Vi, finding)).collect()
}

/// A workbook with only the form `id`, and a remark in one row.
fn with_note(id: &str, filled: &[(&str, &str)], row: &str, remark: &str) -> Workbook {
    let mut workbook = commune().printed(id, filled);
    let note = form(id).columns.len() - 1;
    let index = form(id).fixed_row(&row.into()).expect("a printed row");
    workbook.sheets[0].rows[index].cells[note] = CellValue::Text(remark.to_owned());
    workbook
}

#[test]
fn the_seven_forms_are_read_from_seven_sheets() {
    let filled = FORMS.iter().fold(commune(), |workbook, id| workbook.printed(id, &[]));
    let read: Vec<String> = filled.submission().forms.iter().map(|form| form.form.id.to_string()).collect();
    assert_eq!(read, FORMS);
}

#[test]
fn the_seven_forms_are_read_below_each_other_on_one_sheet() {
    let filled =
        FORMS.iter().fold(commune(), |workbook, id| workbook.printed(id, &[("1", "1"), ("1.1", "2")]));
    let by_hand = Workbook { with_identity: false, ..filled };
    let sheets = grid::read(&by_hand.bytes()).unwrap();
    let below =
        sheets.into_iter().filter(|sheet| sheet.visible).reduce(|above, sheet| beneath(&above, &sheet));
    let submission = Submission::read(&below.into_iter().collect::<Vec<_>>(), &FINDER);
    let read: Vec<String> = submission.forms.iter().map(|form| form.form.id.to_string()).collect();
    assert_eq!(read, FORMS, "{:?}", submission.notices);
}

#[test]
fn a_province_that_fills_what_it_is_asked_breaks_nothing() {
    let province = Workbook { level: Some(Level::Province), ..workbook("Tỉnh Ví dụ") };
    let filled = province
        .period("2025-12-15", "2026-03-14")
        .printed("cchc-2025-01", &[("4.1", "21"), ("4.1.1", "15"), ("4.1.2", "0"), ("4.1.3", "0")])
        .printed("cchc-2025-02", &[("1", "8"), ("1.1", "5"), ("1.2", "3")])
        .printed("cchc-2025-03", &[("1.4", "2310"), ("1.4.1", "1865"), ("1.4.2", "445"), ("1.4.3", "420")])
        .printed("cchc-2025-06", &[("1", "1,9"), ("1.1", "13203300"), ("1.2", "248415")]);
    let checked = filled.check();
    assert_eq!(lines(&checked), Vec::<String>::new(), "{:?}", said(&checked));
}

#[test]
fn rows_of_the_province_are_not_asked_of_a_commune() {
    let filled = commune().printed("cchc-2025-02", &[("1", "3"), ("1.2", "3")]);
    assert_eq!(lines(&filled.check()), Vec::<String>::new());
    let of_province = commune().printed("cchc-2025-02", &[("1", "3"), ("1.1", "1"), ("1.2", "2")]);
    assert_eq!(lines(&of_province.check()), ["warning value-out-of-scope 1.1 D11 1 blank – –"]);
}

#[test]
fn a_dash_beside_a_remark_that_nobody_knows_the_figure_is_no_nought() {
    let figures = [("2.1", "9"), ("2.2", "1"), ("2.3", "1"), ("2.4", "5"), ("2.5", "2"), ("2.4.1", "-")];
    let figures = [&figures[..], &[("2.4.2", "2"), ("2.4.3", "1")]].concat();
    // 5 is not 0 + 2 + 1, but the unknown part may be 2
    let unknown = with_note("cchc-2025-06", &figures, "2.4.1", "Chưa có số liệu cụ thể từng mức");
    let row = form("cchc-2025-06").fixed_row(&"2.4.1".into()).unwrap();
    let submission = unknown.submission();
    assert!(matches!(submission.forms[0].rows[row].entries.get(3).answer, Answer::Blank));
    assert_eq!(lines(&rule_check::check(&submission, None)), ["note remark-contradicts – – – – – –"]);
    let none = with_note("cchc-2025-06", &figures, "2.4.1", "không phát sinh");
    assert_eq!(lines(&none.check()), ["error cchc-2025-06/tu-bao-dam-mot-phan 2.4 D17 5 = 3 2"]);
}

#[test]
fn whoever_sends_a_form_of_the_districts_is_told_which_to_use() {
    let old = commune().printed("cchc-hue-03", &[("1", "2"), ("1.3", "2")]);
    assert_eq!(
        said(&old.check()),
        [
            "Phụ lục 3 (trang tính “PL3”): lập theo mẫu của Công văn 188/SNV-CCHC, chỉ dùng đến ngày 30/6/2025; \
          kỳ này dùng Biểu mẫu 2 của Công văn 4625/BNV-CCHC."
        ]
    );
    let line = ("Tổng cộng", "30 16 1 13  27 26 1  3 2 1");
    let version =
        crate::support::builder::CATALOGUE.versions(&"tthc-06a".into()).next().expect("the older version");
    let older = workbook("Xã Ví dụ 01").open(version, &[line]);
    let said = said(&older.check());
    assert!(
        said[0].contains(
            "lập theo mẫu của Thông tư 02/2017/TT-VPCP, chỉ dùng đến ngày 20/10/2020; kỳ này \
             dùng Biểu 06a (II.06a/VPCP/KSTT) của Thông tư 01/2020/TT-VPCP; \
             mẫu này không có cột “đã giải quyết trước hạn”"
        ),
        "{said:?}"
    );
}

#[test]
fn a_remark_that_gives_another_time_is_pointed_out() {
    let found =
        |remark: &str| lines(&with_note("cchc-2025-02", &[("1", "3"), ("1.2", "3")], "1.2", remark).check());
    for remark in ["Lũy kế từ 2021", "kỳ trước 9", "Tính từ 01/7/2025"] {
        assert_eq!(found(remark), ["note remark-contradicts – – – – – –"], "{remark}");
    }
    for remark in [
        "Lũy kế từ đầu năm",
        "kỳ trước chuyển sang 2",
        "Tính từ khi sáp nhập",
        // the period of the report itself
        "Tính từ 15/12/2025 đến 14/3/2026",
        "Tính từ ngày 15/12/2025",
        "Lũy kế từ năm 2026",
        "Đã xác định chính xác theo sổ",
        "Nhằm nâng cao chất lượng",
    ] {
        assert_eq!(found(remark), Vec::<String>::new(), "{remark}");
    }
}
