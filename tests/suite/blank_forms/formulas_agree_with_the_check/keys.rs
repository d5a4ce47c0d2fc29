//! Parity of every key of a definition about figures: printed figures, steps, decimals, headings with figures, cells
//! that others fill in, ranges of rows, sums under a condition.

use super::sums_under_a_condition::by_words;
use crate::support::engines::{self, differences};
use crate::support::filling::Filling;
use phuluc::author::{Blank, Order, RuleResult};
use phuluc::check::{Submission, rule_check};
use phuluc::form::{Catalogue, Form};
use phuluc::grid::Content;
use phuluc::say::words::RuleMessage;
use phuluc::say::{Lang, words};
use phuluc::{book, grid};
use std::sync::{Arc, LazyLock};

const SCORES: &str = r#"
id = "thang-diem"
version = "1"
title = "Bảng điểm thử"
short = "Bảng điểm"
sheet = "Bảng điểm"
basis = "Thử"
in_force = { from = 2020-01-01 }
sent = { by = "xã" }
bands = { row = "tong", score = ["tu_cham"], maximum = "toi_da", unconfirmed = true, steps = [{ from = 0, say = "Đạt" }] }
columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Tiêu chí"] },
  { id = "toi_da", kind = "score", head = ["Điểm tối đa"], consolidate = "same" },
  { id = "tu_cham", kind = "score", head = ["Điểm tự chấm"], decimals = 2 },
  { id = "tham_dinh", kind = "score", head = ["Điểm thẩm định"], asked = false },
  { id = "da_lam", kind = "count", head = ["Đã làm"], asked = ["1.2"] },
  { id = "phai_lam", kind = "count", head = ["Phải làm"], asked = ["1.2"] },
]
rows = [
  { code = "1", label = "Lĩnh vực 1", heading = true, asked = ["toi_da", "tu_cham"], fixed = { toi_da = 6 }, parent = "tong" },
  { code = "1.1", label = "Tiêu chí 1.1", fixed = { toi_da = 1.5 }, steps = { 0 = "Chưa đạt", "0.75" = "Đạt một phần", "1.5" = "Đạt" } },
  { code = "1.2", label = "Tiêu chí 1.2", fixed = { toi_da = 3 } },
  { code = "1.3", label = "Tiêu chí 1.3", fixed = { toi_da = 1.5 }, may_not_apply = true, consolidate = { tu_cham = "list" } },
  { code = "2", label = "Lĩnh vực 2", heading = true },
  { code = "2.1", label = "Điều tra xã hội học", asked = false, parent = "tong" },
  { id = "tong", label = "Tổng điểm" },
]
[[rules]]
id = "cong-len"
title = "Mục bằng tổng các mục con"
each = "parent"
columns = ["toi_da", "tu_cham"]
except = ["tong"]
that = "value = sum(children)"
why = "thử"
todo = "thử"
[[rules]]
id = "khong-qua"
title = "Không quá điểm tối đa"
each = "leaf"
except = ["tong"]
that = "tu_cham <= toi_da"
why = "thử"
todo = "thử"
[[rules]]
id = "theo-ty-le"
title = "Điểm theo tỷ lệ"
that = "[1.2].tu_cham = if [1.2].da_lam / [1.2].phai_lam < 0.6 then 0 else [1.2].da_lam / [1.2].phai_lam * [1.2].toi_da"
why = "thử"
todo = "thử"
[[rules]]
id = "khoang"
title = "Khoảng dòng"
that = "[1].tu_cham >= sum([1.1]..[1.3])"
why = "thử"
todo = "thử"
[[rules]]
id = "co-tham-dinh"
title = "Thẩm định có điểm thì tự chấm có điểm"
that = "[1.1].tham_dinh > 0 implies [1.2].tham_dinh > 0 or [1.3].tham_dinh > 0"
why = "thử"
todo = "thử"
[[rules]]
id = "tham-dinh"
title = "Thẩm định không quá tự chấm"
each = "leaf"
that = "tham_dinh <= tu_cham"
why = "thử"
todo = "thử"
"#;

pub(super) const OPEN: &str = r#"
id = "dong-mo"
version = "1"
title = "Biểu dòng mở thử"
short = "Dòng mở"
sheet = "Dòng mở"
basis = "Thử"
in_force = { from = 2020-01-01 }
sent = { by = "xã" }
columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "linh_vuc", kind = "label", head = ["Lĩnh vực"] },
  { id = "cap", kind = "choice", head = ["Cấp"], codes = { 1 = "Tỉnh", 2 = "Xã" } },
  { id = "nhan", kind = "count", head = ["Tiếp nhận"] },
  { id = "qua_han", kind = "count", head = ["Quá hạn"] },
  { id = "cua_xa", kind = "count", head = ["Của cấp xã"], asked = false },
  { id = "noi", kind = "text", head = ["Nơi giải quyết"], optional = true, blank = "input" },
]
rows = { open = "linh_vuc", total = { id = "tong", label = "Tổng cộng" } }
[[rules]]
id = "tong"
title = "Tổng cộng"
that = "[tong].nhan = sum(open)"
why = "thử"
todo = "thử"
[[rules]]
id = "cua-xa"
title = "Tổng của cấp xã"
that = "[tong].cua_xa >= 0 implies [tong].nhan >= sum(open where cap = 2 and not(qua_han = 0))"
why = "thử"
todo = "thử"
[[rules]]
id = "qua-han"
title = "Quá hạn của cấp xã"
that = "[tong].qua_han = sum(open where cap = 2)"
why = "thử"
todo = "thử"
[[rules]]
id = "theo-ten"
title = "Của cấp xã gồm lĩnh vực 1"
that = '[tong].cua_xa >= 0 implies [tong].nhan >= sum(open where linh_vuc = "lĩnh  vực 1" or linh_vuc != "Lĩnh vực 2" and qua_han > 2)'
why = "thử"
todo = "thử"
[[rules]]
id = "theo-noi"
title = "Của cấp xã là số giải quyết ở xã"
that = '[tong].cua_xa = sum(open where noi = "Ủy ban nhân dân xã")'
why = "thử"
todo = "thử"
[[rules]]
id = "gap-doi"
title = "Không ít hơn hai lần của cấp tỉnh"
that = "[tong].nhan >= sum(open where cap = 1) * 2"
why = "thử"
todo = "thử"
[[rules]]
id = "con-lai"
title = "Không quá phần còn lại"
that = "[tong].qua_han <= sum(open) - sum(open where cap = 1)"
why = "thử"
todo = "thử"
"#;

fn form(text: &str) -> Arc<Form> {
    let catalogue = Catalogue::with([("thu.toml".to_owned(), text.to_owned())]);
    let catalogue = catalogue.unwrap_or_else(|problems| panic!("{problems:?}"));
    let form = catalogue.forms().find(|form| text.contains(&format!("id = \"{}\"", form.id)));
    Arc::clone(form.expect("the form"))
}

static SCORE_SHEET: LazyLock<Arc<Form>> = LazyLock::new(|| form(SCORES));
pub(super) static OPEN_ROWS: LazyLock<Arc<Form>> = LazyLock::new(|| form(OPEN));

fn blank(form: &Arc<Form>) -> Blank {
    let unit = Some("Xã Ví dụ 01".to_owned());
    let period = crate::support::builder::period("2025-12-15", "2026-03-14");
    Blank::new(Order { forms: vec![Arc::clone(form)], unit, period, ..Order::default() }).expect("one form")
}

/// The form with figures at some places. Open rows are named by their number.
fn filled(form: &Arc<Form>, figures: &[(&str, &str)]) -> Blank {
    let mut blank = blank(form);
    let mut answers = Vec::new();
    for (place, figure) in figures {
        let (row, column) = place.split_once(' ').expect("a row and a column");
        let index = blank.filled(0).rows.iter().position(|other| other.id.as_str() == row);
        let index = index.unwrap_or_else(|| row.parse().expect("the number of an open row"));
        let column = form.column(&column.into()).expect("a column");
        let content = figure.parse().map_or_else(|_| Content::Text((*figure).into()), Content::Number);
        answers.push(((0, index, column), content));
    }
    blank.fill(answers);
    blank
}

/// Checks the worst state of a rule over its places.
#[track_caller]
pub(super) fn case(form: &Arc<Form>, rule: &str, figures: &[(&str, &str)], expected: Option<RuleResult>) {
    let id = format!("{}/{rule}", form.id);
    let judged = filled(form, figures).judged();
    let states = judged.iter().filter(|judged| judged.rule == id).filter_map(|judged| judged.state);
    assert_eq!(states.max(), expected, "{rule} {figures:?}");
}

/// The findings after a workbook was filled, written and read.
fn said(form: &Arc<Form>, figures: &[(&str, &str)]) -> Vec<String> {
    let bytes = book::blank::write(&filled(form, figures)).expect("a workbook that Excel allows");
    let catalogue = Catalogue::with([(
        "thu.toml".to_owned(),
        if form.id.as_str() == "thang-diem" { SCORES } else { OPEN }.to_owned(),
    )]);
    let checker = phuluc::check::Checker::new(catalogue.expect("in order"));
    let submission: Submission = checker.read(&grid::read(&bytes).expect("our own workbook"));
    let checked = rule_check::check(&submission, None);
    let mut said: Vec<String> = checked.findings.iter().map(|finding| finding.rule.clone()).collect();
    let blanks = submission.forms[0].blanks(None).len();
    said.push(format!("{blanks} blank, {} open", checked.open.len()));
    said
}

/// Points that a commune claims, without a mistake.
const IN_ORDER: [(&str, &str); 6] = [
    ("1 tu_cham", "4.5"),
    ("1.1 tu_cham", "0.75"),
    ("1.2 tu_cham", "2.25"),
    ("1.3 tu_cham", "1.5"),
    ("1.2 da_lam", "3"),
    ("1.2 phai_lam", "4"),
];

/// The same points with some places changed.
fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = IN_ORDER.into_iter().filter(|(place, _)| !changes.iter().any(|(other, _)| other == place));
    kept.chain(changes.iter().copied()).collect()
}

#[test]
fn a_form_that_is_filled_as_it_asks_has_nothing_left_to_fill_in() {
    let mut all = with(&[]);
    // the form asks for the total, too
    all.extend([("tong toi_da", "6"), ("tong tu_cham", "4.5")]);
    assert_eq!(said(&SCORE_SHEET, &all), ["0 blank, 0 open"]);
    let sheet = blank(&SCORE_SHEET);
    assert!(sheet.filled(0).is_blank(), "what is printed is no answer");
}

#[test]
fn points_are_one_of_the_steps_and_printed_figures_stay() {
    let judge = |changes: &[(&'static str, &'static str)], expected: &str| {
        let found = said(&SCORE_SHEET, &with(changes));
        let found: Vec<&str> = found.iter().map(String::as_str).filter(|id| !id.contains('/')).collect();
        assert_eq!(found[..found.len() - 1].join(" "), expected, "{changes:?}");
    };
    judge(&[], "");
    judge(&[("1.1 tu_cham", "1.3")], "step-not-allowed");
    judge(&[("1.1 toi_da", "2")], "printed-figure-changed");
    // a criterion that may not apply has its whole maximum or 0, and changes the maximum above it
    judge(&[("1.3 toi_da", "0"), ("1.3 tu_cham", "0"), ("1 toi_da", "4.5"), ("1 tu_cham", "3")], "");
    judge(&[("1.3 toi_da", "1")], "printed-figure-changed");
    judge(&[("1 toi_da", "7")], "printed-figure-changed");
}

#[test]
fn figures_are_compared_as_far_as_their_decimals_go() {
    // two thirds of 3 are 2, and 7/9 of 3 are 2.3333…
    let share = |points| [("1.2 tu_cham", points), ("1.2 da_lam", "7"), ("1.2 phai_lam", "9")];
    case(&SCORE_SHEET, "theo-ty-le", &with(&share("2.33")), Some(RuleResult::Holds));
    case(&SCORE_SHEET, "theo-ty-le", &with(&share("2.34")), Some(RuleResult::Error));
    case(
        &SCORE_SHEET,
        "theo-ty-le",
        &with(&[("1.2 da_lam", "2"), ("1.2 tu_cham", "0")]),
        Some(RuleResult::Holds),
    );
    case(&SCORE_SHEET, "theo-ty-le", &with(&[("1.2 da_lam", "2")]), Some(RuleResult::Error));
    case(&SCORE_SHEET, "cong-len", &with(&[("1 tu_cham", "4.51")]), Some(RuleResult::Holds));
    case(&SCORE_SHEET, "cong-len", &with(&[("1 tu_cham", "4.53")]), Some(RuleResult::Error));
}

#[test]
fn a_range_runs_over_rows_and_what_others_fill_in_is_not_missed() {
    case(&SCORE_SHEET, "khoang", &with(&[]), Some(RuleResult::Holds));
    case(&SCORE_SHEET, "khoang", &with(&[("1 tu_cham", "4")]), Some(RuleResult::Error));
    case(&SCORE_SHEET, "tham-dinh", &with(&[]), Some(RuleResult::Holds));
    case(&SCORE_SHEET, "tham-dinh", &with(&[("1.1 tham_dinh", "1")]), Some(RuleResult::Error));
}

/// A rule demands nothing if its condition depends on a blank that nobody is asked to fill in.
#[test]
fn a_condition_on_a_blank_that_nobody_asks_for_demands_nothing() {
    case(
        &SCORE_SHEET,
        "co-tham-dinh",
        &with(&[("1.2 tham_dinh", "0"), ("1.3 tham_dinh", "0")]),
        Some(RuleResult::Holds),
    );
    let given = [("1.1 tham_dinh", "1"), ("1.2 tham_dinh", "0"), ("1.3 tham_dinh", "0")];
    case(&SCORE_SHEET, "co-tham-dinh", &with(&given), Some(RuleResult::Error));
    let found = said(&SCORE_SHEET, &with(&[("1.2 tham_dinh", "0"), ("1.3 tham_dinh", "0")]));
    assert!(!found.iter().any(|rule| rule.contains("co-tham-dinh")), "{found:?}");
}

#[test]
fn both_engines_reckon_what_the_keys_say() {
    let mut books: Vec<(String, Vec<u8>)> = Vec::new();
    for form in [&*SCORE_SHEET, &*OPEN_ROWS] {
        let empty = blank(form);
        let mut all = vec![("blank".to_owned(), empty.clone())];
        all.extend((0..12).map(|seed| (format!("at random {seed}"), Filling::new(seed).at_random(&empty))));
        all.extend((0..6).map(|seed| (format!("in order {seed}"), Filling::new(seed).in_order(&empty))));
        if form.id.as_str() == "thang-diem" {
            all.push(("in order".to_owned(), filled(form, &IN_ORDER)));
            let reduced = with(&[("1.3 toi_da", "0"), ("1 toi_da", "4.5"), ("1.1 tu_cham", "1.3")]);
            all.push(("reduced".to_owned(), filled(form, &reduced)));
        }
        if form.id.as_str() == "dong-mo" {
            // the tone mark may stand on either vowel
            let places = ["ủy ban nhân dân xã", "Chi nhánh “Đất đai”", "Uỷ ban nhân dân  xã "];
            for total in ["5", "12", "4"] {
                all.push((format!("by words {total}"), filled(form, &by_words(places, total))));
                let unsaid = [places[0], "", places[2]];
                all.push((format!("words missing {total}"), filled(form, &by_words(unsaid, total))));
            }
        }
        for (what, blank) in all {
            let bytes = book::blank::write(&blank).expect("a workbook that Excel allows");
            let found =
                differences(&grid::read(&bytes).expect("our own workbook"), &engines::ironcalc(&bytes));
            assert!(
                found.is_empty(),
                "{} {what}: {} differences\n{}",
                form.id,
                found.len(),
                found.join("\n")
            );
            books.push((format!("{} {what}", form.id), bytes));
        }
    }
    let Some(office) = engines::Office::find() else { return };
    let bytes: Vec<Vec<u8>> = books.iter().map(|(_, bytes)| bytes.clone()).collect();
    for ((what, bytes), reckoned) in books.iter().zip(&office.recalculate(&bytes)) {
        let found = differences(&grid::read(bytes).expect("our own workbook"), reckoned);
        assert!(found.is_empty(), "{what}: {} differences\n{}", found.len(), found.join("\n"));
    }
}

#[test]
fn no_rule_waits_for_those_who_receive_the_report() {
    for form in [&*SCORE_SHEET, &*OPEN_ROWS] {
        let sheets = grid::read(&book::blank::write(&blank(form)).expect("a workbook")).expect("our own");
        let checks = sheets.iter().find(|sheet| sheet.name == "Kiểm tra").expect("a sheet of checks");
        let waiting = checks.cells().any(|(_, cell)| cell.shown().contains("Khi tiếp nhận"));
        assert!(!waiting, "{}: a rule is too long for a sheet", form.id);
    }
}

#[test]
fn sums_and_ranges_are_said() {
    let catalogue = Catalogue::built_in().expect("the built-in forms");
    let mut said: Vec<String> = Vec::new();
    for (form, ids) in [
        (&*SCORE_SHEET, &["khoang", "khong-qua"][..]),
        (&*OPEN_ROWS, &["qua-han", "cua-xa", "theo-ten", "theo-noi"]),
    ] {
        for rule in form.rules.iter().filter(|rule| ids.iter().any(|id| rule.id.as_str().ends_with(id))) {
            said.push(words::say(Lang::Vi, RuleMessage::Demand { catalogue: &catalogue, form, rule }));
        }
    }
    insta::assert_snapshot!(said.join("\n"), @"
    Ở mỗi mục không có mục con, trừ dòng “Tổng điểm”: “Điểm tự chấm” không lớn hơn “Điểm tối đa”.
    “Điểm tự chấm” ở mục 1 không nhỏ hơn tổng từ mục 1.1 đến mục 1.3.
    Nếu “Của cấp xã” ở dòng tổng cộng không nhỏ hơn 0 thì “Tiếp nhận” ở dòng tổng cộng không nhỏ hơn tổng các dòng lĩnh vực có “Cấp” bằng 2 và “Quá hạn” khác 0.
    “Quá hạn” ở dòng tổng cộng bằng tổng các dòng lĩnh vực có “Cấp” bằng 2.
    Nếu “Của cấp xã” ở dòng tổng cộng không nhỏ hơn 0 thì “Tiếp nhận” ở dòng tổng cộng không nhỏ hơn tổng các dòng lĩnh vực có “Lĩnh vực” là “lĩnh vực 1” hoặc “Lĩnh vực” khác “Lĩnh vực 2” và “Quá hạn” lớn hơn 2.
    “Của cấp xã” ở dòng tổng cộng bằng tổng các dòng lĩnh vực có “Nơi giải quyết” là “Ủy ban nhân dân xã”.
    ");
}
