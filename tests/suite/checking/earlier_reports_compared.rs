//! A report compared with earlier ones of its unit: the period before, the same period a year ago, and all periods
//! since the year began.

use crate::support::builder::{lines, workbook};
use phuluc::check::{Checker, Submission};
use phuluc::desk::{self, Context, FileContent, Tools};
use phuluc::form::{Catalogue, Form};
use std::sync::LazyLock;

static FORM: LazyLock<(Checker, &'static Form)> = LazyLock::new(|| {
    let text = r#"
        id = "luy-ke"
        version = "1"
        title = "Biểu thử"
        short = "Biểu thử"
        sheet = "Biểu thử"
        basis = "Thử"
        in_force = { from = 2020-01-01 }
        sent = { by = "xã" }
        columns = [
          { id = "ten", kind = "label", head = ["Nội dung"] },
          { id = "ky_nay", kind = "count", head = ["Kỳ này"] },
          { id = "cung_ky", kind = "count", head = ["Cùng kỳ năm trước"] },
          { id = "luy_ke", kind = "count", head = ["Lũy kế từ đầu năm"] },
        ]
        rows = [{ id = "don", label = "Số đơn" }, { id = "vu", label = "Số vụ việc" }]
        [[rules]]
        id = "cung-ky"
        title = "Cột cùng kỳ là số đã báo cáo năm trước"
        each = "row"
        that = "cung_ky = last_year(ky_nay)"
        why = "thử"
        todo = "thử"
        [[rules]]
        id = "luy-ke"
        title = "Lũy kế là các kỳ từ đầu năm cộng lại"
        each = "row"
        that = "luy_ke = year(ky_nay)"
        why = "thử"
        todo = "thử"
    "#;
    let catalogue = Catalogue::with([("luy-ke.toml".to_owned(), text.to_owned())]).unwrap();
    let form = Form::clone(catalogue.in_force(&"luy-ke".into(), None).unwrap());
    (Checker::new(catalogue), Box::leak(Box::new(form)))
});

fn sent(period: (&str, &str), figures: &str) -> Vec<u8> {
    let (_, form) = &*FORM;
    let workbook = workbook("Xã Ví dụ 01").period(period.0, period.1);
    workbook.table_of(form, &["ky_nay", "cung_ky", "luy_ke"], &[("don", figures)]).bytes()
}

const QUARTERS: [(&str, &str); 3] =
    [("2025-12-15", "2026-03-14"), ("2026-03-15", "2026-06-14"), ("2025-03-15", "2025-06-14")];

/// Compares the findings in the report of the second quarter, given earlier reports, with `expected`.
#[track_caller]
fn case(figures: &str, before: &[((&str, &str), &str)], expected: &[&str]) {
    let (checker, _) = &*FORM;
    let tools = Tools::plain(checker);
    let read = |period, figures: &str, context: &Context<'_>| {
        desk::report("a.xlsx", &FileContent::Bytes(sent(period, figures)), context, &tools)
    };
    let earlier: Vec<Submission> = before
        .iter()
        .filter_map(|(period, figures)| read(*period, figures, &Context::default()).submission)
        .collect();
    let report = read(QUARTERS[1], figures, &Context { previous: &earlier, ..Context::default() });
    let mut found = lines(&report.checked);
    found.extend(report.checked.skipped.iter().map(|(rule, why)| format!("{rule} {why:?}")));
    assert_eq!(found, expected, "{figures}");
}

#[test]
fn last_year_and_the_year_so_far_are_compared() {
    let all = [(QUARTERS[0], "10 8 10"), (QUARTERS[2], "7 5 12")];
    case("6 7 16", &all, &[]);
    case("6 9 16", &all, &["error luy-ke/cung-ky don C9 9 = 7 2"]);
    case("6 7 15", &all, &["error luy-ke/luy-ke don D9 15 = 16 -1"]);
}

#[test]
fn what_was_not_sent_is_not_compared() {
    case("6 9 16", &[(QUARTERS[0], "10 8 10")], &["luy-ke/cung-ky NoLastYear"]);
    case("6 7 15", &[(QUARTERS[2], "7 5 12")], &["luy-ke/luy-ke NoYear"]);
    case("6 7 15", &[], &["luy-ke/cung-ky NoLastYear", "luy-ke/luy-ke NoYear"]);
}

/// A report that begins with the year, as a cumulative one does, covers the year so far.
#[test]
fn a_report_that_begins_the_year_is_all_of_it() {
    let (checker, _) = &*FORM;
    let report = desk::report(
        "a.xlsx",
        &FileContent::Bytes(sent(("2025-12-15", "2026-06-14"), "6 7 7")),
        &Context::default(),
        &Tools::plain(checker),
    );
    assert_eq!(lines(&report.checked), ["error luy-ke/luy-ke don D9 7 = 6 1"]);
}
