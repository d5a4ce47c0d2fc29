//! The review of definitions (`forms check`): it finds each kind of flaw in definitions that are broken on purpose,
//! and none in the definitions of the program.

use crate::support::builder::CATALOGUE;
use phuluc::author::{Review, review};
use phuluc::form::{Doubt, Fault, Problems, definition};
use phuluc::say::{Lang, words};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A definition without doubts, to which the tests add spoilt rules.
const GOOD: &str = r#"id = "vi-du-01"
version = "2024"
title = "Biểu ví dụ"
short = "Biểu ví dụ"
sheet = "Ví dụ"
basis = "Tự đặt, để kiểm thử"
in_force = { from = 2024-01-01 }
sent = { by = "xã", to = ["tỉnh"], every = ["năm"] }
columns = [
  { id = "stt", kind = "code", head = ["STT"] },
  { id = "ten", kind = "label", head = ["Chỉ tiêu"] },
  { id = "so_lieu", kind = "by row", head = ["Số liệu"] },
]
rows = [
  { code = "1", label = "Tổng số hồ sơ", measured_in = "Hồ sơ" },
  { code = "1.1", label = "Trực tuyến", measured_in = "Hồ sơ" },
  { code = "1.2", label = "Trực tiếp", measured_in = "Hồ sơ" },
  { code = "2", label = "Tỷ lệ trực tuyến", measured_in = "%" },
  { code = "3", label = "Hình thức", codes = { 0 = "Không", 1 = "Có" } },
]

[[rules]]
id = "tong"
title = "Tổng số"
that = "[1] = [1.1] + [1.2]"
why = "Vì."
todo = "Cộng lại."

[[rules]]
id = "ty-le"
title = "Tỷ lệ"
that = "[2] = percent([1.1], [1])"
derive = true
why = "Vì."
todo = "Tính lại."
"#;

/// The definition with one more rule, of this text.
fn with_rule(that: &str) -> String {
    format!(
        "{GOOD}\n[[rules]]\nid = \"them\"\ntitle = \"Thêm\"\nthat = \"{that}\"\nwhy = \"Vì.\"\ntodo = \"Xem lại.\"\n"
    )
}

#[track_caller]
fn reviewed(text: &str) -> Review {
    match definition::read("form.toml", text) {
        Ok(definition) => review(&definition),
        Err(problems) => panic!("{}", words::definition_problems(Lang::En, &problems)),
    }
}

fn doubts(problems: &Problems) -> Vec<Doubt> {
    let doubt = |fault: &Fault| match fault {
        Fault::Review(doubt) => doubt.clone(),
        other => panic!("{other:?}"),
    };
    problems.list.iter().map(|problem| doubt(&problem.fault)).collect()
}

/// Reviews one more rule, and compares its errors and its advice.
#[track_caller]
fn case(that: &str, errors: &[Doubt], advice: &[Doubt]) {
    let review = reviewed(&with_rule(that));
    assert_eq!(
        (doubts(&review.errors), doubts(&review.advice)),
        (errors.to_vec(), advice.to_vec()),
        "{that}"
    );
}

fn rules(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn nothing_is_said_of_what_is_in_order() {
    let review = reviewed(GOOD);
    assert_eq!((doubts(&review.errors), doubts(&review.advice)), (vec![], vec![]));
    for that in ["[1.1] <= 5000", "[1] > [1.1]", "[3] = 1 implies [1.1] > 0", "[1.1] >= [1.2]", "[2] <= 100"]
    {
        case(that, &[], &[]);
    }
}

#[test]
fn rules_that_contradict_each_other_are_errors() {
    let clash = |others: &[&str]| [Doubt::Contradicts(rules(others))];
    case("[1] = [1.1] + [1.2] + 1", &clash(&["tong"]), &[]);
    case("[1.1] > [1]", &clash(&["tong"]), &[]);
    case("[1.1] + [1.2] >= [1] + 10", &clash(&["tong"]), &[]);
    case("[2] = percent([1.2], [1])", &clash(&["ty-le"]), &[]);
    let three = with_rule("[1.1] >= [1.2] + 1").replace("[1] = [1.1] + [1.2]", "[1.1] + 1 <= [1]");
    let text = format!(
        "{three}\n[[rules]]\nid = \"cuoi\"\ntitle = \"C\"\nthat = \"[1.2] > [1]\"\nwhy = \"Vì.\"\ntodo = \"Xem.\"\n"
    );
    assert_eq!(doubts(&reviewed(&text).errors), clash(&["tong", "them"]));
}

#[test]
fn rules_that_no_figures_meet_are_errors() {
    case("[1.1] < 0", &[Doubt::NeverHolds(None)], &[]);
    case("[3] = 2", &[Doubt::NeverHolds(None)], &[]);
    case("[1.1] + 1 <= [1.1]", &[Doubt::NeverHolds(None)], &[]);
}

#[test]
fn rules_that_run_nowhere_are_errors() {
    let with = |more: &str| format!("{}{more}\n", with_rule("value >= 0"));
    for more in [
        "each = \"row\"\nrows = [\"1\"]\nexcept = [\"1\"]",
        "each = \"parent\"\nrows = [\"2\"]",
        "each = \"leaf\"\nrows = [\"1\"]",
    ] {
        assert_eq!(doubts(&reviewed(&with(more)).errors), [Doubt::RunsNowhere], "{more}");
    }
    let by_column = with_rule("[1] >= [1.1]");
    let by_column = format!("{by_column}each = \"column\"\n");
    assert!(doubts(&reviewed(&by_column).errors).is_empty());
    assert_eq!(
        doubts(&reviewed(&format!("{by_column}except = [\"so_lieu\"]\n")).errors),
        [Doubt::RunsNowhere]
    );
}

#[test]
fn rules_that_only_noughts_meet_are_advised_of() {
    case("[1.1] >= [1]", &[], &[Doubt::OnlyWithNought(rules(&["tong"]))]);
    case("[1.2] = [1] + [1.1]", &[], &[Doubt::OnlyWithNought(rules(&["tong"]))]);
}

#[test]
fn rules_that_can_never_fail_are_advised_of() {
    for that in ["[1.1] >= 0", "[1.1] <= [1.1] + [1.2]", "[1] = [1]", "[3] <= 1", "[3] = 0 implies [3] < 1"] {
        case(that, &[], &[Doubt::NeverFails]);
    }
    case("[3] = 2 implies [1] > 0", &[], &[Doubt::NeverApplies]);
    case("[1] < 0 implies given([3])", &[], &[Doubt::NeverApplies]);
}

#[test]
fn rules_over_rows_columns_and_children_are_laid_out() {
    let open = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/tthc-06a/form.toml"))
        .unwrap();
    let with = |each: &str, that: &str| {
        format!(
            "{open}\n[[rules]]\nid = \"them\"\ntitle = \"T\"\neach = \"{each}\"\nthat = \"{that}\"\nwhy = \"Vì.\"\ntodo = \"Xem.\"\n"
        )
    };
    let said = |each: &str, that: &str| {
        let review = reviewed(&with(each, that));
        (doubts(&review.errors), doubts(&review.advice))
    };
    assert_eq!(said("row", "truc_tuyen <= tiep_nhan"), (vec![], vec![]));
    let clash = vec![Doubt::Contradicts(rules(&["tiep-nhan"]))];
    assert_eq!(said("row", "truc_tuyen > tiep_nhan"), (clash, vec![]));
    assert_eq!(
        said("column", "[tong] > sum(open)"),
        (vec![Doubt::Contradicts(rules(&["tong-linh-vuc"]))], vec![])
    );
    assert_eq!(said("column", "[tong] <= [tong] + sum(open)"), (vec![], vec![Doubt::NeverFails]));
}

#[test]
fn codes_that_stand_twice_are_errors() {
    // sections that count anew are told apart by their place
    let text = GOOD.replace(
        "codes = { 0 = \"Không\", 1 = \"Có\" } },",
        "heading = true },\n  { id = \"3.1\", code = \"1\", label = \"Số khác\", kind = \"text\" },",
    );
    assert_eq!(doubts(&reviewed(&text).errors), []);
    let twice = GOOD.replace(
        "  { code = \"3\"",
        "  { id = \"1.2-b\", parent = \"1\", code = \"1.2.\", label = \"Qua bưu chính\", kind = \"text\" },\n  { code = \"3\"",
    );
    let review = reviewed(&twice);
    assert_eq!(
        doubts(&review.errors),
        [Doubt::CodeTwice { code: "1.2.".to_owned(), first: "1.2".to_owned() }]
    );
}

#[test]
fn shares_without_parts_and_figures_that_nobody_looks_at_are_advised_of() {
    let text = GOOD.replace(
        "  { code = \"3\"",
        "  { code = \"4\", label = \"Tỷ lệ hài lòng\", measured_in = \"%\", consolidate = \"list\" },\n  { code = \"5\", label = \"Số phiếu\", measured_in = \"Phiếu\" },\n  { code = \"3\"",
    );
    let advice = doubts(&reviewed(&text).advice);
    assert_eq!(
        advice,
        [
            Doubt::SharesOfNothing(rules(&["4"])),
            Doubt::Unwatched { rows: rules(&["5"]), columns: Vec::new() }
        ]
    );
}

#[test]
fn remarks_of_a_draft_are_advised_of_until_they_are_settled() {
    let text = GOOD.replace("basis = ", "# CẦN ĐIỀN: văn bản ban hành mẫu\nbasis = ").replacen(
        "\n[[rules]]",
        "\n# GỢI Ý: dòng mẹ có các dòng con\n[[rules]]",
        2,
    );
    assert_eq!(doubts(&reviewed(&text).advice), [Doubt::ToFill(vec![6]), Doubt::ToConfirm(vec![23, 31])]);
}

/// Each rule of the built-in forms can fail, can apply, and agrees with the others.
#[test]
fn the_built_in_definitions_are_in_order() {
    for form in CATALOGUE.forms() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(form.id.as_str());
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let review = reviewed(&fs::read_to_string(&path).unwrap());
                let is_mild =
                    |doubt: &Doubt| matches!(doubt, Doubt::SharesOfNothing(_) | Doubt::Unwatched { .. });
                assert_eq!(doubts(&review.errors), [], "{}", path.display());
                assert!(
                    doubts(&review.advice).iter().all(is_mild),
                    "{}",
                    words::advice(Lang::En, &review.advice)
                );
            }
        }
    }
}

/// Errors and advice are shown to people apart from each other.
#[test]
fn errors_end_the_check_and_advice_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let check = |text: &str, lang: &str| {
        fs::write(folder.path().join("form.toml"), text).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_phuluc"))
            .args(["bieu-mau", "check", ".", "--lang", lang])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8([output.stderr, output.stdout].concat()).unwrap();
        format!("{}\n{said}", output.status.code().unwrap())
    };
    insta::assert_snapshot!(check(&with_rule("[1.1] >= 0"), "vi"), @r#"
    0
    nên xem lại: quy tắc này không bao giờ sai, dù điền số nào, nên không kiểm tra gì; sửa hoặc bỏ
      --> ./form.toml:40:8
       |
    40 | that = "[1.1] >= 0"
       |        ^^^^^^^^^^^^

    .: 1 định nghĩa, không có lỗi; 1 điều nên xem lại (không bắt buộc).
    "#);
    insta::assert_snapshot!(check(&with_rule("[1.1] > [1]"), "vi"), @r#"
    2
    lỗi định nghĩa: quy tắc này mâu thuẫn với “tong”: không có số nào đúng cả; sửa hoặc bỏ một quy tắc
      --> ./form.toml:40:8
       |
    40 | that = "[1.1] > [1]"
       |        ^^^^^^^^^^^^^

    Không thực hiện được: định nghĩa biểu mẫu có lỗi.
    "#);
    insta::assert_snapshot!(check(&with_rule("[1.1] >= [1]"), "en"), @r#"
    0
    advice: only figures with a nought among them meet this rule and `tong`; is one the wrong way round?
      --> ./form.toml:40:8
       |
    40 | that = "[1.1] >= [1]"
       |        ^^^^^^^^^^^^^^

    .: 1 checked, no problems; advice: 1
    "#);
}

/// A `consolidate` that a draft wrote is doubted once rules say more about the figure.
#[test]
fn a_consolidation_that_was_left_is_contradicted() {
    let listed = GOOD.replace(
        "label = \"Tỷ lệ trực tuyến\", measured_in = \"%\"",
        "label = \"Tỷ lệ trực tuyến\", measured_in = \"%\", consolidate = \"list\"",
    );
    assert_eq!(doubts(&reviewed(&listed).advice), [Doubt::ListedThoughWorkedOut("2".to_owned())]);
    let summed =
        GOOD.replace("label = \"Hình thức\", codes", "label = \"Hình thức\", consolidate = \"sum\", codes");
    assert_eq!(doubts(&reviewed(&summed).advice), [Doubt::NotAdditive("3".to_owned())]);
    // a percentage whose parts are not printed is rightly listed
    let lone =
        listed.replace("that = \"[2] = percent([1.1], [1])\"\nderive = true", "that = \"[1.1] <= [1]\"");
    let said = doubts(&reviewed(&lone).advice);
    assert!(!said.contains(&Doubt::ListedThoughWorkedOut("2".to_owned())), "{said:?}");
}

#[test]
fn rules_are_counted_by_column() {
    let two = GOOD
        .replace(
            "  { id = \"so_lieu\", kind = \"by row\", head = [\"Số liệu\"] },",
            "  { id = \"so_lieu\", kind = \"by row\", head = [\"Số liệu\"] },\n  \
             { id = \"ke_hoach\", kind = \"count\", head = [\"Kế hoạch\"], say = \"kế hoạch\" },",
        )
        .replace(
            "\n[[rules]]\nid = \"ty-le\"",
            "\n[[rules]]\nid = \"khong-qua\"\ntitle = \"Không quá\"\neach = \"row\"\nthat = \"zero(so_lieu) <= ke_hoach\"\n\
             why = \"Vì.\"\ntodo = \"Xem lại.\"\n\n[[rules]]\nid = \"ty-le\"",
        );
    let by_column = reviewed(&two).by_column;
    assert_eq!(by_column, [("Số liệu".to_owned(), 3), ("kế hoạch".to_owned(), 1)]);
    assert_eq!(reviewed(GOOD).by_column, [("Số liệu".to_owned(), 2)]);
}
