//! A form that somebody wrote from an authority's blank: columns of a plan, of the period before and of this period,
//! percentages in some columns, maxima printed with their steps. It is drafted, handed out, filled in and consolidated.

use crate::support::builder::{Workbook, lines, sheet, workbook};
use crate::support::consolidation::said;
use phuluc::author::{Blank, Draft, Order, draft, review};
use phuluc::check::{Checker, Submission, rule_check};
use phuluc::desk::{Context, FileContent, Tools};
use phuluc::form::{Catalogue, Doubt, Fault, Form, FormId, definition};
use phuluc::round::{Consolidation, FileReport, Material, Round, consolidate};
use phuluc::say::{Lang, words};
use phuluc::{desk, grid};
use std::process::Command;
use std::sync::LazyLock;

const TEXT: &str = r#"id = "tiep-dan"
version = "2026"
title = "Kết quả tiếp công dân, giải quyết đơn"
short = "Phụ lục 5"
sheet = "PL5"
basis = "Tự đặt, để kiểm thử"
in_force = { from = 2023-01-01 }
sent = { by = "xã", to = ["tỉnh"], every = ["quý"] }
columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Chỉ tiêu"] },
  { id = "ke_hoach", kind = "by row", head = ["Kế hoạch năm"], say = "kế hoạch năm", asked = ["6"] },
  { id = "ky_truoc", kind = "by row", head = ["Kỳ trước"], say = "kỳ trước" },
  { id = "tong_so", kind = "by row", head = ["Kỳ này"], say = "kỳ này" },
  { id = "toi_da", kind = "score", head = ["Điểm tối đa"], say = "điểm tối đa", consolidate = "same", asked = ["6"] },
  { id = "tu_cham", kind = "score", head = ["Điểm tự chấm"], say = "điểm tự chấm", consolidate = "list", asked = ["6"] },
]
rows = [
  { code = "4", label = "Tổng số đơn phải giải quyết", measured_in = "Đơn" },
  { code = "4.1", label = "Đơn kỳ trước chuyển sang", measured_in = "Đơn" },
  { code = "5", label = "Số đơn đã giải quyết", measured_in = "Đơn" },
  { code = "5.1", label = "Đúng hạn", measured_in = "Đơn" },
  { code = "6", label = "Giải quyết đúng hạn", measured_in = "%", fixed = { toi_da = 4 }, steps = { 0 = "dưới 80%", 2 = "từ 80% đến dưới 95%", 4 = "từ 95% trở lên" } },
  { code = "7", label = "Số đơn đang giải quyết", measured_in = "Đơn" },
]

[[rules]]
id = "ty-le"
title = "Mục 6 bằng mục 5.1 trên mục 5"
each = "column"
columns = ["ky_truoc", "tong_so"]
that = "[6] = percent([5.1], [5])"
derive = true
why = "Tỷ lệ phải tính được từ hai số đã ghi."
todo = "Tính lại."
"#;

/// The form with one more rule.
fn with_rule(rule: &str) -> Catalogue {
    let text = format!(
        "{TEXT}\n[[rules]]\nid = \"them\"\ntitle = \"Thêm\"\n{rule}\nwhy = \"Vì.\"\ntodo = \"Xem.\"\n"
    );
    Catalogue::with([("tiep-dan/form.toml".to_owned(), text)]).expect("a definition in order")
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::with([("tiep-dan/form.toml".to_owned(), TEXT.to_owned())]).expect("in order")
});
static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(CATALOGUE.clone()));

fn form() -> &'static Form {
    CATALOGUE.in_force(&FormId::from("tiep-dan"), None).expect("the form")
}

const COLUMNS: [&str; 5] = ["ke_hoach", "ky_truoc", "tong_so", "toi_da", "tu_cham"];
const FILLED: [(&str, &str); 6] = [
    ("4", ". 20 30"),
    ("4.1", ". 4 5"),
    ("5", ". 16 20"),
    ("5.1", ". 12 18"),
    ("6", "95 75 90 4 2"),
    ("7", ". 4 10"),
];

fn filled(unit: &str, maximum: &str) -> Workbook {
    let mut workbook = workbook(unit).table_of(form(), &COLUMNS, &FILLED);
    let row = &mut workbook.sheets[0].rows[4];
    if !maximum.is_empty() {
        row.cells[5] = phuluc::grid::CellValue::Text(maximum.to_owned());
    }
    workbook
}

/// What a blank of the next quarter carries over from a report of this one, by row and column.
#[track_caller]
fn carried(rule: &str, expected: &[(&str, &str, &str)]) {
    let catalogue = with_rule(rule);
    let sheets = grid::read(&filled("Xã Ví dụ 01", "").bytes()).unwrap();
    let before = Submission::read(&sheets, Checker::new(catalogue.clone()).finder());
    let form = catalogue.called("tiep-dan", None).unwrap();
    let mut blank = Blank::new(Order {
        forms: vec![std::sync::Arc::clone(form)],
        period: crate::support::builder::period("2024-03-15", "2024-06-14"),
        ..Order::default()
    })
    .unwrap();
    assert_eq!(blank.carry(&before), Ok(expected.len()), "{rule}");
    let mut found: Vec<(String, String, String)> = Vec::new();
    for (row, filled) in blank.filled(0).rows.iter().enumerate() {
        for (column, of) in form.columns.iter().enumerate() {
            if blank.is_carried(0, row, column) {
                let figure = filled.entries.get(column).value().map(|figure| figure.to_string());
                found.push((filled.id.to_string(), of.id.to_string(), figure.unwrap_or_default()));
            }
        }
    }
    let expected: Vec<(String, String, String)> = expected
        .iter()
        .map(|(row, column, figure)| ((*row).to_owned(), (*column).to_owned(), (*figure).to_owned()))
        .collect();
    assert_eq!(found, expected, "{rule}");
}

#[test]
fn a_rule_carries_over_what_it_names_and_nothing_else() {
    carried(r#"that = "[4.1].tong_so = prev([7].tong_so)""#, &[("4.1", "tong_so", "10")]);
    carried(
        "each = \"column\"\ncolumns = [\"tong_so\"]\nthat = \"[4.1] = prev([7])\"",
        &[("4.1", "tong_so", "10")],
    );
    carried(
        "each = \"row\"\nrows = [\"4\", \"5\"]\nthat = \"ky_truoc = prev(tong_so)\"",
        &[("4", "ky_truoc", "30"), ("5", "ky_truoc", "20")],
    );
    carried(
        "each = \"row\"\nexcept = [\"4\", \"6\"]\nthat = \"ky_truoc = prev(tong_so)\"",
        &[
            ("4.1", "ky_truoc", "5"),
            ("5", "ky_truoc", "20"),
            ("5.1", "ky_truoc", "18"),
            ("7", "ky_truoc", "10"),
        ],
    );
    carried("each = \"column\"\nthat = \"[4] >= [5]\"", &[]);
}

#[test]
fn a_blank_without_anything_to_carry_over_is_written_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let before = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "1")]);
    std::fs::write(path("truoc.xlsx"), before.bytes()).unwrap();
    let args = ["tao-mau", "cchc-hue-02", "-o", &path("mau.xlsx"), "--previous", &path("truoc.xlsx")];
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc")).args(args).output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("Không có số nào chuyển từ báo cáo kỳ trước"), "{said}");
    assert!(folder.path().join("mau.xlsx").is_file());
}

fn consolidated(reports: &[Workbook]) -> Consolidation {
    let mut text = "title = \"Đợt ví dụ\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = [\"tiep-dan\"]\n".to_owned();
    for number in 1..=reports.len() {
        text += &format!("[[units]]\nname = \"Xã Ví dụ {number:02}\"\n");
    }
    let round = Round::read(&text, &CATALOGUE).unwrap();
    let report = |workbook: &Workbook| -> Vec<FileReport> {
        let bytes = FileContent::Bytes(workbook.bytes());
        vec![desk::report("a.xlsx", &bytes, &Context::default(), &Tools::plain(&CHECKER))]
    };
    let members = consolidate::gather(&round, reports.iter().map(report).collect(), &CATALOGUE);
    consolidate::consolidate(Material::new(&round, members), &CATALOGUE)
}

#[test]
fn a_percentage_that_was_entered_is_never_said_to_be_missing() {
    let mut without_parts = filled("Xã Ví dụ 02", "");
    for row in [2, 3] {
        without_parts.sheets[0].rows[row].cells[4] = phuluc::grid::CellValue::Empty;
    }
    let totals = consolidated(&[filled("Xã Ví dụ 01", ""), without_parts]);
    let at = |column: &str| said(crate::support::consolidation::cell(&totals, "6", column));
    // no rule works out the plan's percentage, so the units are listed
    assert_eq!(at("ke_hoach"), "List 2/2 []");
    assert_eq!(at("ky_truoc"), "24/32=75 2/2 []");
    assert_eq!(at("tong_so"), "18/20=90 1/2 [1 NoParts]");
}

#[test]
fn the_review_names_the_column_in_which_no_rule_works_a_percentage_out() {
    let definition = definition::read("form.toml", TEXT).unwrap();
    let review = review(&definition);
    let doubts: Vec<&Fault> = review.advice.list.iter().map(|problem| &problem.fault).collect();
    let wanted = Fault::Review(Doubt::SharesNotIn {
        rows: vec!["6".to_owned()],
        columns: vec!["kế hoạch năm".to_owned()],
    });
    assert!(doubts.contains(&&wanted), "{doubts:?}");
    let of_nothing = |fault: &&Fault| matches!(fault, Fault::Review(Doubt::SharesOfNothing(_)));
    assert!(!doubts.iter().any(of_nothing), "{doubts:?}");
    let average = TEXT.replace("label = \"Đúng hạn\"", "label = \"Số ngày giải quyết trung bình\"");
    let review = phuluc::author::review(&definition::read("form.toml", &average).unwrap());
    let summed = Fault::Review(Doubt::AverageSummed("5.1".to_owned()));
    assert!(review.advice.list.iter().any(|problem| problem.fault == summed));
}

/// The findings where the authority's own text stands in a cell with a printed maximum.
fn found(maximum: &str) -> Vec<String> {
    let sheets = grid::read(&filled("Xã Ví dụ 01", maximum).bytes()).unwrap();
    let submission = Submission::read(&sheets, CHECKER.finder());
    lines(&rule_check::check(&submission, None))
}

#[test]
fn the_authoritys_own_text_of_a_maximum_is_right() {
    assert_eq!(found("4 (từ 95% trở lên: 4; từ 80% đến dưới 95%: 2; dưới 80%: 0)"), [""; 0]);
    assert_eq!(found("4 (0; 2; 4)"), [""; 0]);
    // another maximum, other steps, and words that nobody can read are findings
    for other in ["5 (0; 2; 4)", "4 (0; 1; 4)", "4 (theo tỷ lệ)"] {
        assert_eq!(found(other).len(), 1, "{other}: {:?}", found(other));
    }
}

#[track_caller]
fn drafted(lines: &[&[&str]]) -> (Draft, String) {
    let mut drafts = draft::drafts(&[sheet(lines)], None).unwrap().list;
    assert_eq!(drafts.len(), 1);
    let draft = drafts.remove(0);
    let text = words::draft(Lang::Vi, &draft);
    let read = definition::read("form.toml", &text);
    let read =
        read.unwrap_or_else(|problems| panic!("{text}\n{}", words::definition_problems(Lang::Vi, &problems)));
    let review = review(&read);
    assert!(review.errors.is_empty(), "{}", words::definition_problems(Lang::Vi, &review.errors));
    (draft, text)
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "“{part}” is not in\n{text}");
    }
}

/// Maxima with their steps, formulas in labels and column numbers, codes in a header, percentages named by words.
#[test]
fn a_draft_takes_over_what_the_cells_print() {
    let (draft, text) = drafted(&[
        &["Phụ lục 5"],
        &["KẾT QUẢ TIẾP CÔNG DÂN"],
        &["Đơn vị báo cáo: …… Kỳ báo cáo: 6 tháng"],
        &["A. KẾT QUẢ THỰC HIỆN"],
        &[
            "STT",
            "Chỉ tiêu",
            "ĐVT",
            "Kế hoạch năm",
            "Tổng số",
            "Trực tiếp",
            "Qua mạng",
            "Lũy kế",
            "Điểm tối đa",
            "Điểm tự chấm",
            "Hình thức (Trực tiếp = 1; Trực tuyến = 2; Cả hai = 3)",
            "Ghi chú",
        ],
        &["A", "B", "C", "1", "2=3+4", "3", "4", "5", "6", "7", "8", "9"],
        &["1", "Số lượt tiếp công dân", "Lượt", "", "", "", "", "", "3 (0; 1,5; 3)"],
        &["4", "Tổng số đơn phải giải quyết", "Đơn"],
        &["5", "Số đơn đã giải quyết", "Đơn"],
        &["5.1", "Đúng hạn", "Đơn"],
        &["5.2", "Quá hạn", "Đơn"],
        &[
            "6",
            "Giải quyết đơn đúng hạn đạt … %",
            "%",
            "",
            "",
            "",
            "",
            "",
            "4 (từ 95% trở lên: 4; dưới 95%: 0)",
        ],
        &["7", "Số đơn đang giải quyết (7 = 4 - 5)", "Đơn", "", "", "", "", "", "10 (theo tỷ lệ)"],
        &["8", "Thời gian giải quyết trung bình", "Ngày", "", "", "", "", "", "Tối đa 5"],
        &["9", "Thu nhập", "Triệu đồng/người/năm", "", "", "", "", "", "theo quy định"],
        &["", "Tổng điểm"],
        &["", "Xếp loại"],
        &["Nơi nhận:"],
        &["- Như trên;"],
        &["- Lưu: VT."],
    ]);
    assert_eq!(draft.left_out, []);
    has(
        &text,
        &[
            "title    = \"Kết quả tiếp công dân\"",
            "every = [\"6 tháng\"]",
            "fixed = { diem_toi_da = 3 }, steps = [0, 1.5, 3]",
            "steps = { 0 = \"dưới 95%\", 4 = \"từ 95% trở lên\" }",
            "fixed = { diem_toi_da = 5 }",
            "consolidate = \"list\", asked = [\"1\", \"6\", \"7\", \"8\"]",
            "# CẦN ĐIỀN: cạnh điểm tối đa in “(theo tỷ lệ)” nhưng chưa đưa vào",
            "# CẦN ĐIỀN: ô điểm tối đa in “theo quy định”",
            "label = \"Số đơn đang giải quyết (7 = 4 - 5)\", measured_in = \"Đơn\", fixed = { diem_toi_da = 10 }, never_falls = false",
            "label = \"Thời gian giải quyết trung bình\", measured_in = \"Ngày\", kind = \"quantity\", fixed = { diem_toi_da = 5 }, consolidate = \"list\"",
            "measured_in = \"Triệu đồng/người/năm\", kind = \"quantity\", consolidate = \"list\"",
            "kind = \"choice\"",
            "codes = { 1 = \"Trực tiếp\", 2 = \"Trực tuyến\", 3 = \"Cả hai\" }",
            "that = \"tong_so = truc_tiep + qua_mang\"",
            "except = [\"6\", \"8\", \"9\"]",
            "that = \"[7] = [4] - [5]\"",
            "that = \"[6] = percent([5.1], [5])\"",
            "columns = [\"tong_so\", \"truc_tiep\", \"qua_mang\", \"luy_ke\"]\nthat = \"[6] =",
            "{ id = \"xep-loai\", label = \"Xếp loại\" }",
        ],
    );
}

/// Points that are taken off, steps on lines of their own, a total that names its parts.
#[test]
fn a_draft_of_a_score_sheet_can_be_met() {
    let (_, text) = drafted(&[
        &["TT", "Tiêu chí", "Thang điểm", "Tự đánh giá"],
        &["A", "NHẬN THỨC", "6"],
        &["1", "Mức độ hoàn thành kế hoạch", "6"],
        &["", "Hoàn thành 100%", "6"],
        &["", "Hoàn thành từ 80%", "3"],
        &["", "Hoàn thành dưới 80%", "0"],
        &["B", "ĐIỂM TRỪ", "-5"],
        &["2", "Mỗi lần vi phạm trừ 1 điểm", "-5"],
        &["", "Tổng cộng (A + B)", "6"],
        &["", "Xếp loại"],
    ]);
    has(
        &text,
        &[
            "steps = { 0 = \"Hoàn thành dưới 80%\", 3 = \"Hoàn thành từ 80%\", 6 = \"Hoàn thành 100%\" }",
            "except = [\"B\", \"2\"]\nthat = \"value <= thang_diem\"",
            "{ id = \"tong\", label = \"Tổng cộng (A + B)\"",
        ],
    );
    // the same rule without the exception is never met there, and the message names the row
    let text = text.replace("except = [\"B\", \"2\"]\n", "");
    let errors = review(&definition::read("form.toml", &text).unwrap()).errors;
    let said = words::definition_problems(Lang::Vi, &errors);
    assert!(said.contains("ở mục B, quy tắc này không bao giờ đúng"), "{said}");
}
