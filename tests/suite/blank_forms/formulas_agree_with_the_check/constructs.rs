//! Parity of every construct of the rule language: for each there is a form, the result of the check, that of the
//! formulas in two engines, and the sentence.

use crate::support::engines::{self, differences};
use crate::support::filling::Filling;
use phuluc::author::{Blank, Order, RuleResult};
use phuluc::form::{Catalogue, Form};
use phuluc::grid::Content;
use phuluc::say::words::RuleMessage;
use phuluc::say::{Lang, words};
use phuluc::{book, grid};
use std::sync::{Arc, LazyLock};

const HEAD: &str = r#"
id = "ngon-ngu"
version = "1"
title = "Biểu thử"
short = "Biểu thử"
sheet = "Biểu thử"
basis = "Thử"
in_force = { from = 2020-01-01 }
sent = { by = "xã" }
columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Nội dung"] },
  { id = "don_vi", kind = "measure", head = ["Đơn vị tính"] },
  { id = "so_lieu", kind = "by row", head = ["Số liệu"], say = "số liệu" },
  { id = "ghi_chu", kind = "note", head = ["Ghi chú"] },
]
rows = [
  { code = "1", label = "Tử số" },
  { code = "2", label = "Mẫu số" },
  { code = "3", label = "Thương", kind = "score" },
  { code = "4", label = "Điểm tối đa", kind = "score" },
  { code = "5", label = "Điểm đạt", kind = "score", blank = "formula" },
  { code = "6", label = "Số nhỏ" },
  { code = "7", label = "Số lớn" },
  { code = "8", label = "Chênh lệch" },
  { code = "9", label = "Có hay không", codes = { 0 = "Không", 1 = "Có" } },
  { code = "10", label = "Tỷ lệ", measured_in = "%", consolidate = "list" },
  { code = "11", label = "Diện tích", measured_in = "Ha", kind = "quantity" },
]
"#;

/// The id, the text and the further keys of each rule.
const RULES: [(&str, &str, &str); 15] = [
    ("thuong", "[3] = [1] / [2]", ""),
    ("diem", "[5] = round(if [2] = 0 then [4] else if [1] / [2] < 0.6 then 0 else [1] / [2] * [4], 2)", ""),
    ("nho-nhat", "[6] = min([1], [2], [7])", ""),
    ("lon-nhat", "[7] >= max([1], [2])", ""),
    ("tri-tuyet-doi", "[8] = abs([1] - [2])", ""),
    ("mot-trong-hai", "[9] = 1 or [1] = 0 and [2] = 0", ""),
    ("khong", "not([9] = 0 and given([3]))", ""),
    ("neu-thi", "[9] = 0 or not(given([9])) implies [8] = 0 or [6] = [7]", ""),
    ("lam-tron", "[3] = round([1] / [2], 1)", ""),
    ("lon-hon-phan", "if [9] = 1 then [1] else 0 <= [7]", ""),
    ("ty-le", "[10] = percent([1], [2]) or [2] = 0", ""),
    ("theo-ty-le", "if [10] < 60 then [6] else [7] >= 1", ""),
    ("vai-dong", "value <= 100", "each = \"row\"\nrows = [\"1\", \"2\"]"),
    ("dien-tich", "[11] <= 50.5", ""),
    ("tru-dong", "value >= 0", "each = \"row\"\nexcept = [\"9\", \"10\"]"),
];

static FORM: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let rules = RULES.map(|(id, that, more)| {
        format!("[[rules]]\nid = \"{id}\"\ntitle = \"{id}\"\nthat = \"{that}\"\nwhy = \"thử\"\ntodo = \"thử\"\n{more}\n")
    });
    let text = format!("{HEAD}{}", rules.concat());
    let catalogue = Catalogue::with([("ngon-ngu.toml".to_owned(), text)]).expect("a definition in order");
    Arc::clone(catalogue.in_force(&"ngon-ngu".into(), None).expect("the form"))
});

fn blank() -> Blank {
    let unit = Some("Xã Ví dụ 01".to_owned());
    Blank::new(Order { forms: vec![Arc::clone(&FORM)], unit, ..Order::default() }).expect("one form")
}

/// The form with these figures in these rows.
fn filled(figures: &[(&str, &str)]) -> Blank {
    let mut blank = blank();
    let answers = figures.iter().map(|(row, figure)| {
        let row = FORM.fixed_row(&(*row).into()).expect("a printed row");
        ((0, row, 3), Content::Number(figure.parse().expect("a figure")))
    });
    blank.fill(answers.collect::<Vec<_>>());
    blank
}

/// Checks the worst state of a rule over its places.
#[track_caller]
fn case(rule: &str, figures: &[(&str, &str)], expected: RuleResult) {
    let id = format!("ngon-ngu/{rule}");
    let judged = filled(figures).judged();
    let states = judged.iter().filter(|judged| judged.rule == id).filter_map(|judged| judged.state);
    assert_eq!(states.max(), Some(expected), "{rule} {figures:?}");
}

#[test]
fn a_quotient_is_compared_and_nothing_is_known_of_a_division_by_nought() {
    case("thuong", &[("1", "6"), ("2", "4"), ("3", "1.5")], RuleResult::Holds);
    case("thuong", &[("1", "6"), ("2", "4"), ("3", "1.4")], RuleResult::Error);
    // with every figure given, there is nothing to fill in either
    for nought in [[("1", "6"), ("2", "0"), ("3", "1.4")], [("1", "0"), ("2", "0"), ("3", "0")]] {
        let judged = filled(&nought).judged();
        assert!(judged.iter().all(|judged| judged.rule != "ngon-ngu/thuong" || judged.state.is_none()));
    }
    case("thuong", &[("1", "6"), ("3", "1.4")], RuleResult::NotFilled);
    // 1/3 has endless decimals
    case("lam-tron", &[("1", "1"), ("2", "3"), ("3", "0.3")], RuleResult::Holds);
    case("lam-tron", &[("1", "1"), ("2", "4"), ("3", "0.3")], RuleResult::Holds);
    case("lam-tron", &[("1", "1"), ("2", "4"), ("3", "0.2")], RuleResult::Error);
}

#[test]
fn the_smallest_the_greatest_and_the_difference_are_compared() {
    case("nho-nhat", &[("1", "5"), ("2", "3"), ("7", "9"), ("6", "3")], RuleResult::Holds);
    case("nho-nhat", &[("1", "5"), ("2", "3"), ("7", "9"), ("6", "4")], RuleResult::Error);
    // whatever the third figure is, the minimum is at most 3
    case("nho-nhat", &[("1", "5"), ("2", "3"), ("6", "4")], RuleResult::Error);
    case("nho-nhat", &[("1", "5"), ("2", "3"), ("6", "2")], RuleResult::NotFilled);
    case("lon-nhat", &[("1", "5"), ("2", "3"), ("7", "5")], RuleResult::Holds);
    case("lon-nhat", &[("1", "5"), ("7", "4")], RuleResult::Error);
    case("tri-tuyet-doi", &[("1", "3"), ("2", "5"), ("8", "2")], RuleResult::Holds);
    case("tri-tuyet-doi", &[("1", "3"), ("2", "5"), ("8", "3")], RuleResult::Error);
}

#[test]
fn one_of_several_claims_will_do_and_what_is_denied_must_not_be() {
    case("mot-trong-hai", &[("9", "1"), ("1", "4")], RuleResult::Holds);
    case("mot-trong-hai", &[("9", "0"), ("1", "0"), ("2", "0")], RuleResult::Holds);
    case("mot-trong-hai", &[("9", "0"), ("1", "4")], RuleResult::Error);
    case("mot-trong-hai", &[("9", "0"), ("1", "0")], RuleResult::NotFilled);
    case("khong", &[("9", "0"), ("3", "1")], RuleResult::Error);
    case("khong", &[("9", "0")], RuleResult::Holds);
    case("khong", &[("9", "1"), ("3", "1")], RuleResult::Holds);
    case("neu-thi", &[("8", "2"), ("6", "1"), ("7", "3")], RuleResult::Error);
    case("neu-thi", &[("9", "1"), ("8", "2"), ("6", "1"), ("7", "3")], RuleResult::Holds);
}

#[test]
fn a_choice_takes_the_branch_that_its_condition_tells() {
    case("lon-hon-phan", &[("9", "1"), ("1", "9"), ("7", "8")], RuleResult::Error);
    case("lon-hon-phan", &[("9", "0"), ("1", "9"), ("7", "8")], RuleResult::Holds);
    // while the condition is undecided, either branch may hold
    case("lon-hon-phan", &[("1", "9"), ("7", "8")], RuleResult::NotFilled);
    // two thirds of 1.5, and less than six tenths
    let points = |figures: &[(&str, &str)]| {
        let blank = filled(figures);
        let row = FORM.fixed_row(&"5".into()).expect("a printed row");
        blank.filled(0).rows[row].entries.get(3).value().map(|value| value.to_string())
    };
    assert_eq!(points(&[("1", "2"), ("2", "3"), ("4", "1.5")]).as_deref(), Some("1"));
    assert_eq!(points(&[("1", "1"), ("2", "3"), ("4", "1.5")]).as_deref(), Some("0"));
    assert_eq!(points(&[("1", "7"), ("2", "9"), ("4", "2")]).as_deref(), Some("1.56"));
    assert_eq!(points(&[("1", "0"), ("2", "0"), ("4", "2")]).as_deref(), Some("2"));
    assert_eq!(points(&[("1", "7"), ("4", "2")]), None);
}

#[test]
fn so_much_of_something_may_have_two_decimals() {
    case("dien-tich", &[("11", "50.5")], RuleResult::Holds);
    case("dien-tich", &[("11", "50.51")], RuleResult::Error);
    // 12,345 ha may mean 12.345 ha
    case("dien-tich", &[("11", "12.345")], RuleResult::NotFilled);
}

#[test]
fn a_rule_runs_over_the_rows_that_it_names_and_not_over_those_that_it_leaves_out() {
    let rows = |rule: &str| -> Vec<String> {
        let id = format!("ngon-ngu/{rule}");
        let judged = filled(&[("1", "1")]).judged();
        let rows = judged.into_iter().filter(|judged| judged.rule == id).filter_map(|judged| judged.row);
        rows.map(|row| row.to_string()).collect()
    };
    assert_eq!(rows("vai-dong"), ["1", "2"]);
    assert_eq!(rows("tru-dong"), ["1", "2", "3", "4", "5", "6", "7", "8", "11"]);
    case("vai-dong", &[("1", "101")], RuleResult::Error);
    case("vai-dong", &[("7", "101")], RuleResult::NotFilled);
}

#[test]
fn both_engines_reckon_every_construct_as_the_check_does() {
    let filled = fillings_of_all();
    let books: Vec<Vec<u8>> = filled
        .iter()
        .map(|(_, blank)| book::blank::write(blank).expect("a workbook that Excel allows"))
        .collect();
    for ((what, _), bytes) in filled.iter().zip(&books) {
        let found = differences(&grid::read(bytes).expect("our own workbook"), &engines::ironcalc(bytes));
        assert!(found.is_empty(), "{what}: {} differences\n{}", found.len(), found.join("\n"));
    }
    let Some(office) = engines::Office::find() else { return };
    for (((what, _), bytes), reckoned) in filled.iter().zip(&books).zip(&office.recalculate(&books)) {
        let found = differences(&grid::read(bytes).expect("our own workbook"), reckoned);
        assert!(found.is_empty(), "{what}: {} differences\n{}", found.len(), found.join("\n"));
    }
}

/// Fillings with figures at the edges, and at random.
fn fillings_of_all() -> Vec<(String, Blank)> {
    let empty = blank();
    let mut filled = vec![("blank".to_owned(), empty.clone())];
    filled.extend((0..20).map(|seed| (format!("at random {seed}"), Filling::new(seed).at_random(&empty))));
    let edges: [&[(&str, &str)]; 6] = [
        &[("1", "1"), ("2", "3"), ("3", "0.3"), ("4", "1.5"), ("9", "1")],
        &[("1", "2"), ("2", "3"), ("4", "0.75"), ("6", "2"), ("7", "3"), ("8", "1"), ("9", "0")],
        &[("1", "0"), ("2", "0"), ("3", "0"), ("4", "2"), ("9", "0")],
        &[("1", "6"), ("2", "10"), ("4", "2.5"), ("7", "6"), ("10", "60")],
        &[("1", "599"), ("2", "1000"), ("4", "3"), ("6", "599"), ("7", "1000"), ("8", "401")],
        &[("2", "4"), ("3", "0"), ("6", "0"), ("7", "4"), ("8", "4"), ("11", "50.25")],
    ];
    filled.extend(edges.iter().map(|figures| (format!("{figures:?}"), self::filled(figures))));
    filled
}

#[test]
fn no_rule_is_too_long_for_a_sheet() {
    let blank = filled(&[]);
    for rule in blank.rules() {
        assert!(!rule.at.is_empty(), "{}", rule.rule.id);
    }
    let sheets = grid::read(&book::blank::write(&blank).expect("a workbook")).expect("our own workbook");
    let checks = sheets.iter().find(|sheet| sheet.name == "Kiểm tra").expect("a sheet of checks");
    let waiting = checks.cells().any(|(_, cell)| cell.shown().contains("Khi tiếp nhận"));
    assert!(!waiting, "a rule is left to those who receive the report");
}

#[test]
fn every_construct_is_said_in_vietnamese_and_written_out_again() {
    let catalogue = Catalogue::built_in().expect("the built-in forms");
    let said: Vec<String> = FORM
        .rules
        .iter()
        .map(|rule| words::say(Lang::Vi, RuleMessage::Demand { catalogue: &catalogue, form: &FORM, rule }))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    Mục 3 bằng mục 1 chia mục 2.
    Mục 5 bằng (mục 4 nếu mục 2 bằng 0, nếu không thì 0 nếu mục 1 chia mục 2 nhỏ hơn 0,6, nếu không thì mục 1 chia mục 2 × mục 4) làm tròn 2 chữ số thập phân.
    Mục 6 bằng số nhỏ nhất trong (mục 1; mục 2; mục 7).
    Mục 7 không nhỏ hơn số lớn nhất trong (mục 1; mục 2).
    Mục 8 bằng giá trị tuyệt đối của (mục 1 - mục 2).
    Mục 9 bằng 1 hoặc mục 1 bằng 0 và mục 2 bằng 0.
    Mục 9 khác 0 hoặc mục 3 để trống.
    Nếu mục 9 bằng 0 hoặc mục 9 để trống thì mục 8 bằng 0 hoặc mục 6 bằng mục 7.
    Mục 3 bằng mục 1 chia mục 2 làm tròn 1 chữ số thập phân.
    (mục 1 nếu mục 9 bằng 1, nếu không thì 0) không lớn hơn mục 7.
    Mục 10 bằng tỷ lệ phần trăm của mục 1 trên mục 2 hoặc mục 2 bằng 0.
    (mục 6 nếu mục 10 nhỏ hơn 60, nếu không thì mục 7) không nhỏ hơn 1.
    Ở mục 1, mục 2: số của dòng không lớn hơn 100.
    Mục 11 không lớn hơn 50,5.
    Ở mỗi dòng, trừ mục 9, mục 10: số của dòng không nhỏ hơn 0.
    ");
}
