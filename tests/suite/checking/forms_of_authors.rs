//! Forms that authors write: rules over columns, open rows without a total, divisions, units by row, headings with
//! printed maxima. Blanks are filled, written, read and checked, and the blank's own sheet must say the same.

use crate::support::builder;
use crate::support::engines::{self, differences};
use phuluc::author::{Blank, Order};
use phuluc::check::{Checked, Checker, Submission, rule_check};
use phuluc::form::{Catalogue, Form};
use phuluc::grid::Content;
use phuluc::round::FileReport;
use phuluc::say::{Lang, words};
use phuluc::{book, grid};
use std::sync::Arc;

/// A form of these columns, rows and rules, beside what every definition has.
fn definition(columns: &str, rows: &str, rules: &[(&str, &str)]) -> String {
    let rules = rules.iter().enumerate().map(|(number, (that, more))| {
        format!("[[rules]]\nid = \"r{number}\"\ntitle = \"Quy tắc {number}\"\nthat = '{that}'\nwhy = \"thử\"\ntodo = \"thử\"\n{more}\n")
    });
    let rules: String = rules.collect();
    format!(
        r#"
id = "tac-gia"
version = "1"
title = "Biểu của tác giả"
short = "Biểu tác giả"
sheet = "Tác giả"
basis = "Thử"
in_force = {{ from = 2020-01-01 }}
sent = {{ by = "xã" }}
{columns}
{rows}
{rules}"#
    )
}

/// A workbook of one form: what the clerk's sheet says of each rule, and what the receiver reads and finds.
struct Sent {
    blank: Blank,
    submission: Submission,
    checked: Checked,
}

impl Sent {
    /// Fills the blank at places by row and column. Open rows are named by their number.
    fn new(definition: &str, figures: &[(&str, &str)]) -> Self {
        let catalogue = Catalogue::with([("form.toml".to_owned(), definition.to_owned())]);
        let catalogue = catalogue.unwrap_or_else(|problems| {
            let said: Vec<String> =
                problems.iter().map(|problems| words::definition_problems(Lang::Vi, problems)).collect();
            panic!("{}", said.join("\n"))
        });
        let form: Arc<Form> =
            Arc::clone(catalogue.in_force(&"tac-gia".into(), None).expect("the form of the test"));
        let period = builder::period("2025-12-15", "2026-03-14");
        let unit = Some("Xã Ví dụ 01".to_owned());
        let order = Order { forms: vec![Arc::clone(&form)], unit, period, ..Order::default() };
        let mut blank = Blank::new(order).expect("one form");
        let answers = figures.iter().map(|(place, figure)| {
            let (row, column) = place.split_once(' ').expect("a row and a column");
            let index = blank.filled(0).rows.iter().position(|other| other.id.as_str() == row);
            let index = index.unwrap_or_else(|| row.parse().expect("the number of an open row"));
            let column = form.column(&column.into()).expect("a column");
            let content = figure.parse().map_or_else(|_| Content::Text((*figure).into()), Content::Number);
            ((0, index, column), content)
        });
        let answers: Vec<_> = answers.collect();
        blank.fill(answers);
        let bytes = book::blank::write(&blank).expect("a workbook that Excel allows");
        let stored = grid::read(&bytes).expect("our own workbook");
        let found = differences(&stored, &engines::ironcalc(&bytes));
        assert!(found.is_empty(), "{figures:?}: {}", found.join("\n"));
        let submission = Checker::new(catalogue).read(&stored);
        let checked = rule_check::check(&submission, None);
        Self { blank, submission, checked }
    }

    /// The worst state of each rule on the clerk's sheet: “-” where it does not apply.
    fn to_clerk(&self) -> String {
        let mut states: Vec<String> = Vec::new();
        for rule in &self.blank.filled(0).form.rules {
            let judged = self.blank.judged().into_iter().filter(|judged| judged.rule == rule.id.as_str());
            let state = judged.filter_map(|judged| judged.state).max();
            states.push(state.map_or_else(|| "-".to_owned(), |state| format!("{state:?}")));
        }
        states.join(" ")
    }

    /// What the receiver is told: each finding as a message, each rule that is open, and the blank cells.
    fn to_receiver(&self) -> Vec<String> {
        let mut said: Vec<String> =
            self.checked.findings.iter().map(|finding| words::message(Lang::Vi, finding)).collect();
        said.extend(self.checked.open.iter().map(|open| format!("open {}", open.rule)));
        let report = FileReport::read("x.xlsx", String::new(), self.submission.clone(), self.checked.clone());
        for (_, cells) in report.blank_cells() {
            said.extend(cells.iter().map(|cell| format!("blank {cell}")));
        }
        said
    }

    /// The ids of the findings.
    fn found(&self) -> Vec<&str> {
        self.checked.findings.iter().map(|finding| finding.rule.as_str()).collect()
    }

    fn skipped(&self) -> Vec<String> {
        let skipped = self.checked.skipped.iter();
        skipped
            .map(|(rule, why)| format!("{rule}: {}", words::say(Lang::Vi, words::CheckMessage::Skipped(why))))
            .collect()
    }
}

const BY_ROW: &str = r#"columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Nội dung"] },
  { id = "dvt", kind = "measure", head = ["Đơn vị tính"] },
  { id = "ke_hoach", kind = "by row", head = ["Kế hoạch"], say = "kế hoạch" },
  { id = "ky_nay", kind = "by row", head = ["Kỳ này"], say = "kỳ này" },
]"#;
const SUMS: &str = r#"rows = [
  { code = "1", label = "Tổng số", measured_in = "Hồ sơ" },
  { code = "1.1", label = "Trực tuyến", measured_in = "Hồ sơ" },
  { code = "1.2", label = "Trực tiếp", measured_in = "Hồ sơ" },
  { code = "2", label = "Tỷ lệ trực tuyến", measured_in = "%", consolidate = "list" },
]"#;

#[test]
fn a_rule_for_each_column_runs_in_columns_whose_kind_depends_on_the_row() {
    let figures = [
        ("1 ke_hoach", "60"),
        ("1.1 ke_hoach", "40"),
        ("1.2 ke_hoach", "20"),
        ("1 ky_nay", "60"),
        ("1.1 ky_nay", "40"),
        ("1.2 ky_nay", "25"),
    ];
    let sum = "[1] = [1.1] + [1.2]";
    let each = |more: &str| definition(BY_ROW, SUMS, &[(sum, &format!("each = \"column\"\n{more}"))]);
    for more in ["", "columns = [\"ky_nay\"]", "except = [\"ke_hoach\"]"] {
        let sent = Sent::new(&each(more), &figures);
        assert_eq!((sent.to_clerk().as_str(), sent.found()), ("Error", vec!["tac-gia/r0"]), "{more}");
    }
    for more in ["except = [\"ky_nay\"]", "columns = [\"ke_hoach\", \"ky_nay\"]\nexcept = [\"ky_nay\"]"] {
        let sent = Sent::new(&each(more), &figures);
        assert_eq!((sent.to_clerk().as_str(), sent.checked.rules_that_hold), ("Holds", 1), "{more}");
    }
    // a percentage is worked out in both columns
    let share = definition(
        BY_ROW,
        &SUMS.replace("consolidate = \"list\"", "blank = \"formula\""),
        &[("[2] = percent([1.1], [1])", "each = \"column\"\nderive = true")],
    );
    let sent = Sent::new(&share, &figures);
    let of_row = |column: usize| sent.submission.forms[0].rows[3].entries.get(column).value();
    assert_eq!(
        [3, 4].map(|column| of_row(column).map(|value| value.to_string())),
        [Some("66.67".to_owned()), Some("66.67".to_owned())]
    );
    assert_eq!(sent.to_clerk(), "Holds");
    let derived = phuluc::check::derived_figures::derive(&sent.submission);
    assert_eq!(derived.iter().filter(|figure| figure.row == 3).count(), 2, "{derived:?}");
}

#[test]
fn signatures_below_open_rows_are_no_rows() {
    let columns = |kinds: [&str; 2]| {
        let [first, second] = kinds;
        format!(
            r#"columns = [
  {{ id = "stt", kind = "code", head = ["STT"] }},
  {{ id = "ten", kind = "label", head = ["Tên văn bản"] }},
  {{ id = "so", kind = "{first}", head = ["Số, ký hiệu"] }},
  {{ id = "luot", kind = "{second}", head = ["Lượt"] }},
]"#
        )
    };
    let rows = "rows = { open = \"ten\" }";
    for kinds in [["text", "text"], ["text", "count"], ["count", "count"]] {
        let figure = |kind: &str| if kind == "text" { "12/KH-UBND" } else { "12" };
        let [first, second] = kinds.map(figure);
        let sent = Sent::new(&definition(&columns(kinds), rows, &[]), &[("0 so", first), ("0 luot", second)]);
        let read: Vec<&str> = sent.submission.forms[0].rows.iter().map(|row| &*row.label).collect();
        assert_eq!(read, ["Lĩnh vực 1"], "{kinds:?}");
        assert_eq!(sent.to_receiver(), Vec::<String>::new(), "{kinds:?}");
    }
}

/// Lines below the signatures that have answers are rows; those with names of persons are not.
#[test]
fn rows_below_signatures_are_not_lost() {
    let columns = r#"columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Tên văn bản"] },
  { id = "so", kind = "text", head = ["Số, ký hiệu"] },
  { id = "kq", kind = "text", head = ["Kết quả"] },
]"#;
    let definition = definition(columns, "rows = { open = \"ten\" }", &[]);
    let catalogue = Catalogue::with([("form.toml".to_owned(), definition)]).unwrap();
    let lines = [
        "STT|Tên văn bản|Số, ký hiệu|Kết quả",
        "1|Kế hoạch|12/KH-UBND|Đã ban hành",
        "|Người lập biểu||CHỦ TỊCH",
        "|(Ký, ghi rõ họ tên)||(Đã ký)",
        "|Nguyễn Văn A||Trần Thị B",
        "|Niêm yết thủ tục||Đã làm",
        "|Tập huấn||Không",
    ];
    let lines: Vec<Vec<&str>> = lines.iter().map(|line| line.split('|').collect()).collect();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    let submission = Checker::new(catalogue).read(&[builder::sheet(&lines)]);
    let read: Vec<&str> = submission.forms[0].rows.iter().map(|row| &*row.label).collect();
    assert_eq!(read, ["Kế hoạch", "Niêm yết thủ tục", "Tập huấn"]);
}

const QUOTIENTS: &str = r#"rows = [
  { code = "1", label = "Sản lượng", measured_in = "Kg", kind = "quantity" },
  { code = "2", label = "Số người", measured_in = "Người" },
  { code = "3", label = "Bình quân", measured_in = "Kg/người", kind = "quantity", decimals = 2, consolidate = "list" },
  { code = "4", label = "Bình quân đủ số lẻ", measured_in = "Kg/người", kind = "quantity", consolidate = "list" },
  { code = "5", label = "Điểm", measured_in = "Điểm", kind = "score", decimals = 2 },
]"#;
const ONE: &str = r#"columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Nội dung"] },
  { id = "dvt", kind = "measure", head = ["Đơn vị tính"] },
  { id = "so", kind = "by row", head = ["Số liệu"], say = "số liệu" },
]"#;

fn quotients(figures: &[(&str, &str)]) -> Sent {
    let rules = [("[3] = [1] / [2]", ""), ("[5] = [2] / [1] * 10", ""), ("[1] / [2] <= 100", "")];
    Sent::new(&definition(ONE, QUOTIENTS, &rules), figures)
}

#[test]
fn a_quotient_that_was_cut_is_no_percentage() {
    let right = quotients(&[("1 so", "8"), ("2 so", "3"), ("3 so", "2.67"), ("4 so", "1"), ("5 so", "3.75")]);
    assert_eq!(right.to_clerk(), "Holds Holds Holds");
    let cut = quotients(&[("1 so", "8"), ("2 so", "3"), ("3 so", "2.66"), ("4 so", "1"), ("5 so", "3.74")]);
    assert_eq!(cut.to_clerk(), "Error Error Holds");
    assert_eq!(cut.found(), ["tac-gia/r0", "tac-gia/r1"]);
    let said = cut.to_receiver().join("\n");
    assert!(said.contains("2,67") && !said.contains("2,67%"), "{said}");
}

#[test]
fn a_division_by_nought_leaves_nothing_to_fill_in() {
    let sent = quotients(&[("1 so", "8"), ("2 so", "0"), ("3 so", "1"), ("4 so", "1"), ("5 so", "0")]);
    assert_eq!(sent.to_clerk(), "- Holds -");
    assert_eq!(sent.to_receiver(), Vec::<String>::new());
    assert_eq!(sent.skipped(), ["tac-gia/r0: số chia bằng 0 (D10)", "tac-gia/r2: số chia bằng 0 (D10)"]);
    // nor is the result of the division asked for
    let blank = quotients(&[("1 so", "8"), ("2 so", "0"), ("4 so", "1"), ("5 so", "0")]);
    assert_eq!(blank.to_clerk(), "- Holds -");
    assert_eq!(blank.to_receiver(), Vec::<String>::new());
    assert_eq!(blank.skipped(), sent.skipped());
    let wanted = quotients(&[("1 so", "8"), ("2 so", "2"), ("4 so", "1"), ("5 so", "2.5")]);
    assert_eq!(wanted.to_clerk(), "NotFilled Holds Holds");
    assert!(wanted.to_receiver().contains(&"blank D11".to_owned()), "{:?}", wanted.to_receiver());
    // while a figure is missing, it is that figure that is asked for
    let open = quotients(&[("2 so", "0"), ("3 so", "1"), ("4 so", "1"), ("5 so", "0")]);
    assert_eq!(open.to_clerk(), "NotFilled NotFilled NotFilled");
}

#[test]
fn a_quotient_is_said_with_the_decimals_that_people_read() {
    let rules = [("[4] = [1] / [2]", ""), ("[1] / [2] <= 2", "")];
    let figures = [("1 so", "10"), ("2 so", "3"), ("3 so", "1"), ("4 so", "3"), ("5 so", "1")];
    let said = Sent::new(&definition(ONE, QUOTIENTS, &rules), &figures).to_receiver().join("\n");
    assert!(said.contains("3,33") && !said.contains("3,333"), "{said}");
}

#[test]
fn the_unit_printed_in_a_row_counts_before_that_of_the_form() {
    let rows = r#"rows = [
  { code = "1", label = "Số người", measured_in = "Người" },
  { code = "2", label = "Số tiền xử phạt", measured_in = "Nghìn đồng", kind = "money" },
  { code = "3", label = "Tổng kinh phí", kind = "money" },
]"#;
    for amount in ["41", "500", "98000"] {
        let text = definition(&format!("measure = \"Triệu đồng\"\n{ONE}"), rows, &[]);
        let sent = Sent::new(&text, &[("1 so", "7"), ("2 so", amount), ("3 so", "250")]);
        let values: Vec<String> = sent.submission.forms[0]
            .rows
            .iter()
            .map(|row| row.entries.get(3).value().map(|value| value.to_string()).unwrap_or_default())
            .collect();
        assert_eq!(values, ["7", amount, "250"], "{:?}", sent.to_receiver());
        // hardly a banknote: it counts, and is to be looked at
        let expected: &[&str] = if amount == "41" { &["amount-too-small"] } else { &[] };
        assert_eq!(sent.found(), expected);
    }
}

/// On a sheet of the sender's own, the unit above the table is the sender's, unless the row has its own beside it.
#[test]
fn the_unit_above_a_foreign_table_counts_where_a_row_has_none() {
    let rows = r#"rows = [
  { code = "1", label = "Số người", measured_in = "Người" },
  { code = "2", label = "Số tiền xử phạt", measured_in = "Nghìn đồng", kind = "money" },
  { code = "3", label = "Tổng kinh phí", kind = "money" },
]"#;
    let text = definition(&format!("measure = \"Triệu đồng\"\n{ONE}"), rows, &[]);
    let read = |unit: &str, below: &str| {
        let lines: [&[&str]; 6] = [
            &["", "", "ĐVT: Triệu đồng"],
            &["STT", "Nội dung", "Đơn vị tính", "Số liệu"],
            &["1", "Số người", "", "7"],
            &["2", "Số tiền xử phạt", unit, "250"],
            &["3", "Tổng kinh phí", "", "300"],
            &["", below],
        ];
        let catalogue = Catalogue::with([("form.toml".to_owned(), text.clone())]).expect("a form");
        let submission = Checker::new(catalogue).read(&[builder::sheet(&lines)]);
        let amounts = [1, 2].map(|row| submission.forms[0].rows[row].entries.get(3).value());
        let amounts = amounts.map(|value| value.map(|value| value.normalize().to_string()));
        let told = submission.notices.iter().any(|notice| notice.rule == "measure-converted");
        (amounts.map(Option::unwrap_or_default), told)
    };
    let said = |fine: &str, all: &str, told: bool| ([fine.to_owned(), all.to_owned()], told);
    assert_eq!(read("Nghìn đồng", ""), said("250", "300", false));
    assert_eq!(read("", ""), said("250000", "300", true));
    assert_eq!(read("Triệu đồng", ""), said("250000", "300", true));
}

#[test]
fn a_heading_prints_its_maximum_and_takes_points_where_its_column_asks_for_them() {
    let columns = r#"columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Tiêu chí"] },
  { id = "toi_da", kind = "score", head = ["Điểm tối đa"], consolidate = "same", asked = ["I", "1", "2"] },
  { id = "tu_cham", kind = "score", head = ["Xã tự chấm"], consolidate = "list", asked = ["I", "1", "2"] },
]"#;
    let rows = r#"rows = [
  { code = "I", label = "Hạ tầng", heading = true, fixed = { toi_da = 10 } },
  { code = "1", label = "Đường", fixed = { toi_da = 6 }, parent = "I" },
  { code = "2", label = "Nước", fixed = { toi_da = 4 }, parent = "I" },
  { code = "3", label = "Ghi thêm", heading = true },
]"#;
    let sum = ("value = sum(children)", "each = \"parent\"\ncolumns = [\"toi_da\", \"tu_cham\"]");
    let text = definition(columns, rows, &[sum]);
    let points = [("I tu_cham", "9"), ("1 tu_cham", "5"), ("2 tu_cham", "4")];
    let sent = Sent::new(&text, &points);
    let maximum = sent.submission.forms[0].rows[0].entries.get(2).value();
    assert_eq!(maximum.map(|value| value.to_string()).as_deref(), Some("10"));
    assert_eq!((sent.to_clerk().as_str(), sent.to_receiver()), ("Holds", Vec::new()));
    let wrong = Sent::new(&text, &[("I tu_cham", "8"), ("1 tu_cham", "5"), ("2 tu_cham", "4")]);
    assert_eq!((wrong.to_clerk().as_str(), wrong.found()), ("Error", vec!["tac-gia/r0"]));
}

#[test]
fn a_condition_about_what_nobody_is_asked_for_demands_nothing() {
    let rows = r#"rows = [
  { code = "1", label = "Của tỉnh", measured_in = "Văn bản", not_for = ["xã"] },
  { code = "2", label = "Của xã", measured_in = "Văn bản" },
  { code = "3", label = "Cả hai", measured_in = "Văn bản" },
]"#;
    let rules = [
        ("given([1]) implies [2] <= [1]", ""),
        ("so >= 0", "each = \"row\"\nrows = [\"1\"]"),
        ("[3] >= [2]", ""),
    ];
    let sent = Sent::new(&definition(ONE, rows, &rules), &[("2 so", "4"), ("3 so", "5")]);
    assert_eq!((sent.to_clerk().as_str(), sent.to_receiver()), ("- - Holds", Vec::new()));
}

#[test]
fn a_range_is_summed_in_the_column_at_its_end() {
    let figures = [
        ("1 ke_hoach", "60"),
        ("1.1 ke_hoach", "40"),
        ("1.2 ke_hoach", "20"),
        ("1 ky_nay", "60"),
        ("1.1 ky_nay", "40"),
        ("1.2 ky_nay", "25"),
    ];
    let rules = [
        ("[1].ke_hoach = sum([1.1]..[1.2].ke_hoach)", ""),
        ("[1].ky_nay = sum([1.1]..[1.2].ky_nay)", ""),
        ("[1].ky_nay = sum([1.1].ky_nay..[1.2].ky_nay)", ""),
        ("[1].ke_hoach = sum([1.1]..[1.2])", ""),
    ];
    let sent = Sent::new(&definition(BY_ROW, SUMS, &rules), &figures);
    assert_eq!(sent.to_clerk(), "Holds Error Error Holds");
}
