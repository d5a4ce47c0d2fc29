//! Wrong definitions: all problems are reported at once, with file, line, text and suggestion.

use crate::support::builder::CATALOGUE;
use phuluc::form::Catalogue;
use phuluc::say::{Lang, manual, words};
use std::fs;
use std::path::Path;

/// A small definition without problems, which the tests spoil.
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
  { code = "1", label = "Tổng số", measured_in = "Hồ sơ" },
  { code = "1.1", label = "Trong đó: trực tuyến", measured_in = "Hồ sơ" },
  { code = "2", label = "Tỷ lệ trực tuyến", measured_in = "%" },
  { code = "3", label = "Mục khác", heading = true },
]

[[rules]]
id = "ty-le"
title = "Tỷ lệ"
that = "[2] = percent([1.1], [1])"
derive = true
why = "Vì."
todo = "Tính lại."
"#;

fn with(files: &[(&str, &str)]) -> Result<Catalogue, String> {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Catalogue::with(files).map_err(|problems| {
        problems
            .iter()
            .map(|problems| words::definition_problems(Lang::Vi, problems))
            .collect::<Vec<_>>()
            .join("\n")
    })
}

#[track_caller]
fn spoilt(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    with(&[("form.toml", &GOOD.replace(from, to))]).expect_err("a definition with a problem")
}

#[test]
fn the_example_is_in_order() {
    let catalogue = with(&[("form.toml", GOOD)]).unwrap();
    assert!(catalogue.forms().any(|form| form.id.as_str() == "vi-du-01"));
    assert_eq!(catalogue.forms().count(), CATALOGUE.forms().count() + 1);
}

#[test]
fn all_problems_are_shown_at_once() {
    let text = GOOD
        .replace("[1.1], [1]", "[1.1], [4]")
        .replace("sheet = ", "sheets = ")
        .replace("kind = \"label\"", "kind = \"lable\"")
        .replace("by = \"xã\"", "by = \"xa\"")
        .replace("from = 2024-01-01", "from = \"2024\"");
    insta::assert_snapshot!(with(&[("bieu/form.toml", &text)]).unwrap_err(), @r#"
    lỗi định nghĩa: thiếu khóa “sheet”
     --> bieu/form.toml:1:1
      |
    1 | id = "vi-du-01"
      | ^^^^^^^^^^^^^^^

    lỗi định nghĩa: khóa này không có nghĩa ở đây; có phải “sheet” không?
     --> bieu/form.toml:5:1
      |
    5 | sheets = "Ví dụ"
      | ^^^^^^

    lỗi định nghĩa: ở đây cần ghi ngày (2024-12-31), đang ghi chữ trong ngoặc kép ("…")
     --> bieu/form.toml:7:21
      |
    7 | in_force = { from = "2024" }
      |                     ^^^^^^

    lỗi định nghĩa: chỉ nhận: xã, huyện, tỉnh, sở; có phải “xã” không?
     --> bieu/form.toml:8:15
      |
    8 | sent = { by = "xa", to = ["tỉnh"], every = ["năm"] }
      |               ^^^^

    lỗi định nghĩa: chỉ nhận: code, label, measure, note, by row, choice, count, quantity, money, percent, score, text, document; có phải “label” không?
      --> bieu/form.toml:11:24
       |
    11 |   { id = "ten", kind = "lable", head = ["Chỉ tiêu"] },
       |                        ^^^^^^^

    lỗi định nghĩa: biểu không có dòng này; có phải “1” không?
      --> bieu/form.toml:24:30
       |
    24 | that = "[2] = percent([1.1], [4])"
       |                              ^^^
    "#);
}

/// A slip in one form makes it no unknown form to another, and what follows a slip of writing is not said.
#[test]
fn only_the_cause_is_said() {
    let other = GOOD
        .replace("id = \"vi-du-01\"", "id = \"vi-du-02\"")
        .replace("short = \"Biểu ví dụ\"", "short = \"Biểu hai\"")
        .replace("sheet = \"Ví dụ\"", "sheet = \"Hai\"")
        .replace("percent([1.1], [1])", "@vi-du-01[1]");
    let broken = GOOD.replace("head = [\"STT\"] },", "head = [\"STT\"] ");
    assert_ne!(broken, GOOD);
    let said = with(&[("a/form.toml", &broken), ("b/form.toml", &other)]).unwrap_err();
    assert_eq!(said.matches("lỗi định nghĩa").count(), 1, "{said}");
    assert!(said.contains("a/form.toml") && said.contains("ngoặc { … } chưa đóng"), "{said}");
    // a form that nobody has is still unknown
    let said = with(&[("b/form.toml", &other)]).unwrap_err();
    assert!(said.contains("không có biểu này"), "{said}");
}

#[test]
fn every_slip_is_named() {
    let first = |text: String| text.lines().next().unwrap_or_default().to_owned();
    let slips = [
        ("id = \"ty-le\"", "id = \"Tỷ lệ\""),
        ("code = \"1.1\"", "code = \"1\""),
        ("title = \"Biểu ví dụ\"", "title = \"\""),
        ("percent([1.1], [1])", "percent([1.1] / [1])"),
        ("percent([1.1], [1])", "percent([1.1], [3])"),
        ("percent([1.1], [1])", "percent([1.1].so_luong, [1])"),
        ("percent([1.1], [1])", "percent([1.1], stt)"),
        ("percent([1.1], [1])", "percent([1.1], [1].ten)"),
        ("percent([1.1], [1])", "sum(open)"),
        ("percent([1.1], [1])", "sum(children)"),
        ("percent([1.1], [1])", "@tthc-06b[tong].tiep_nhan"),
        ("percent([1.1], [1])", "@tthc-06a[tong].tiep_nhn"),
        ("[2] = percent([1.1], [1])", "[2] <= 100"),
        ("[2] = percent([1.1], [1])", "1 = 2"),
        ("derive = true", "derive = false"),
        ("derive = true", "derived = true"),
        ("from = 2024-01-01", "from = 2024-01-01, to = 2023-01-01"),
        ("kind = \"by row\"", "kind = \"count\""),
        ("id = \"so_lieu\"", "id = \"ten\""),
    ];
    let said = slips.iter().map(|(from, to)| format!("{to} → {}", first(spoilt(from, to))));
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"), @r#"
    id = "Tỷ lệ" → lỗi định nghĩa: mã chỉ gồm các ký tự a-z 0-9 -
    code = "1" → lỗi định nghĩa: “1” đã được dùng
    title = "" → lỗi định nghĩa: không được để trống
    percent([1.1] / [1]) → lỗi định nghĩa: quy tắc viết sai: hàm này viết là percent(a, b)
    percent([1.1], [3]) → lỗi định nghĩa: dòng tiêu đề không nhận số liệu
    percent([1.1].so_luong, [1]) → lỗi định nghĩa: biểu không có cột này
    percent([1.1], stt) → lỗi định nghĩa: chỉ ghi cột thì quy tắc phải có each = "row"
    percent([1.1], [1].ten) → lỗi định nghĩa: ô này không chứa số, không tính toán được
    sum(open) → lỗi định nghĩa: sum(open) cần biểu có dòng mở: rows = { open = … }
    sum(children) → lỗi định nghĩa: sum(children) cần each = "parent"
    @tthc-06b[tong].tiep_nhan → lỗi định nghĩa: không có biểu này; có phải “tthc-06a” không?
    @tthc-06a[tong].tiep_nhn → lỗi định nghĩa: biểu không có cột này; có phải “tiep_nhan” không?
    [2] <= 100 → lỗi định nghĩa: derive = true cần quy tắc dạng “ô = công thức”
    1 = 2 → lỗi định nghĩa: quy tắc không nói đến ô nào
    derive = false → lỗi định nghĩa: tỷ lệ ở mục 2 cần quy tắc derive = true cho biết tính từ đâu, hoặc consolidate = "list"
    derived = true → lỗi định nghĩa: khóa này không có nghĩa ở đây; có phải “derive” không?
    from = 2024-01-01, to = 2023-01-01 → lỗi định nghĩa: ngày cuối trước ngày đầu
    kind = "count" → lỗi định nghĩa: biểu không có cột kiểu “by row” nên phải ghi rõ cột: [dòng].cột
    id = "ten" → lỗi định nghĩa: “ten” đã được dùng
    "#);
}

#[test]
fn broken_toml_is_shown_where_it_breaks() {
    let said = spoilt("version = \"2024\"", "version = 2024\"");
    assert!(said.contains("form.toml:2:"), "{said}");
    assert_eq!(said.matches("lỗi định nghĩa").count(), 1, "no echoes of missing keys: {said}");
}

#[test]
fn a_file_replaces_the_built_in_version_of_the_same_form() {
    let text = GOOD.replace("vi-du-01", "cchc-hue-03").replace("\"2024\"", "\"2022\"");
    let catalogue = with(&[("form.toml", &text)]).unwrap();
    assert_eq!(catalogue.forms().count(), CATALOGUE.forms().count());
    let form = catalogue.in_force(&"cchc-hue-03".into(), None).unwrap();
    assert_eq!(form.title, "Biểu ví dụ");
    assert!(with(&[("a.toml", GOOD), ("b.toml", GOOD)]).unwrap_err().contains("a.toml"));
}

#[test]
fn the_version_in_force_is_chosen_by_the_day() {
    let version = |day: &str| {
        let form = CATALOGUE.in_force(&"tthc-06a".into(), Some(day.parse().unwrap()));
        form.map(|form| form.version.clone())
    };
    assert_eq!(version("2020-10-20").as_deref(), Some("2017"));
    assert_eq!(version("2020-10-21").as_deref(), Some("2020"));
    assert_eq!(version("2016-01-01"), None);
}

#[test]
fn forms_are_complete_to_the_last_row() {
    let rows = |id: &str| crate::support::builder::form(id).fixed_rows().len();
    assert_eq!((rows("cchc-hue-02"), rows("cchc-hue-03"), rows("cchc-hue-04")), (27, 14, 25));
    let columns: Vec<usize> = CATALOGUE
        .versions(&"tthc-06a".into())
        .map(|form| form.columns.iter().filter(|column| !column.optional).count())
        .collect();
    assert_eq!(columns, [12, 13]);
}

/// To renew the page of forms, run `cargo run --example templates_readme`.
#[test]
fn the_page_of_forms_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/README.md");
    let kept = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let (_, kept) = kept.split_once(manual::GENERATED).expect("the marker");
    assert!(kept == manual::catalogue_page(&CATALOGUE), "run `cargo run --example templates_readme`");
}

#[test]
fn every_rule_has_a_sentence_in_both_languages() {
    for form in CATALOGUE.forms() {
        for rule in &form.rules {
            for lang in [Lang::Vi, Lang::En] {
                let text = manual::of_form(&CATALOGUE, form, rule, lang);
                assert!(text.lines().count() >= 9, "{text}");
            }
        }
    }
}

#[test]
fn lines_parents_bands_and_solving_rules_are_checked() {
    let text = GOOD
        .replace("columns = [", "lines = true\ncolumns = [\n  { id = \"diem\", kind = \"score\", head = [\"Điểm\"] },")
        .replace("{ code = \"1.1\", ", "{ code = \"1.1\", parent = \"1.1\", ")
        .replace("{ code = \"1\", ", "{ code = \"1\", parent = \"2\", ")
        .replace("{ code = \"2\", ", "{ code = \"2\", parent = \"1\", ")
        .replace("[[rules]]", "bands = { row = \"1\", score = [\"diem\"], maximum = \"so_lieu\", steps = [{ from = 50, say = \"Khá\" }, { from = 60, say = \"Tốt\" }] }\n\n[[rules]]")
        .replace("derive = true", "derive = true\nsolve = true");
    let rule = "\n[[rules]]\nid = \"tong\"\ntitle = \"Tổng\"\nthat = \"[1] = sum(lines)\"\nwhy = \"Vì.\"\ntodo = \"Cộng.\"\n";
    let shown = with(&[("form.toml", &(text + rule))]).unwrap_err();
    let messages: Vec<&str> = shown.lines().filter(|line| line.starts_with("lỗi")).collect();
    insta::assert_snapshot!(messages.join("\n"), @r#"
    lỗi định nghĩa: dòng này nằm dưới chính nó
    lỗi định nghĩa: dòng này nằm dưới chính nó
    lỗi định nghĩa: biểu không có dòng này; có phải “1.1” không?
    lỗi định nghĩa: dòng này nằm dưới chính nó
    lỗi định nghĩa: các mức phải giảm dần và mức cuối bắt đầu từ 0
    lỗi định nghĩa: ô này không chứa số, không tính toán được
    lỗi định nghĩa: các mức phải giảm dần và mức cuối bắt đầu từ 0
    lỗi định nghĩa: solve = true cần quy tắc dạng “ô = ô + ô”
    lỗi định nghĩa: sum(lines) cần biểu có lines = true và each = "row"
    "#);
    let open = GOOD.replace("columns = [", "lines = true\ncolumns = [");
    let rows = &open[open.find("rows = [").unwrap()..open.find("\n\n[[rules]]").unwrap()];
    let open = open.replace(rows, "rows = { open = \"ten\" }");
    let shown = with(&[("form.toml", &open)]).unwrap_err();
    assert!(shown.contains("lines = true chỉ dùng cho biểu có dòng in sẵn"), "{shown}");
}

#[test]
fn sentences_and_charts_name_totals_that_exist() {
    let more = r#"
sentences = ["Đạt {[2]} trên {[1]} hồ sơ.", "Thiếu {[9]}, {[3]}, {tong}, {[1].khong_co}, {[1"]
charts = [{ title = "Hồ sơ", row = "1.1", columns = ["so_lieu", "so_lieus"] }]

[[rules]]"#;
    let shown = with(&[("form.toml", &GOOD.replacen("\n[[rules]]", more, 1))]).unwrap_err();
    let messages: Vec<&str> = shown.lines().filter(|line| line.starts_with("lỗi")).collect();
    insta::assert_snapshot!(messages.join("\n"), @"
    lỗi định nghĩa: biểu không có dòng này; có phải “1” không?
    lỗi định nghĩa: dòng tiêu đề không nhận số liệu
    lỗi định nghĩa: quy tắc viết sai, ở đây cần: {[dòng].cột}
    lỗi định nghĩa: biểu không có cột này
    lỗi định nghĩa: quy tắc viết sai, ở đây cần: {[dòng].cột}
    lỗi định nghĩa: biểu không có cột này; có phải “so_lieu” không?
    ");
}

/// In a form with several columns of figures, a place without a column would silently mean the first.
#[test]
fn a_place_without_a_column_is_refused_where_it_may_mean_several() {
    let plan = "  { id = \"ke_hoach\", kind = \"by row\", head = [\"Kế hoạch\"] },\n";
    let figures = "  { id = \"so_lieu\",";
    let several = |rule: &str| {
        let text = GOOD.replace(figures, &format!("{plan}{figures}"));
        with(&[("form.toml", &text.replace("that = \"[2] = percent([1.1], [1])\"\nderive = true", rule))])
    };
    let said = several("that = \"[1.1].so_lieu <= [1]\"").expect_err("a place without its column");
    let wanted =
        "biểu có nhiều cột số liệu nên phải ghi rõ cột: [dòng].cột, chọn một trong: ke_hoach, so_lieu";
    assert!(said.contains(wanted), "{said}");
    assert_eq!(said.matches("lỗi định nghĩa").count(), 1, "{said}");
    let recipe = "[2].so_lieu = percent([1.1].so_lieu, [1].so_lieu)";
    for every in [
        "each = \"column\"\nthat = \"[2] = percent([1.1], [1])\"\nderive = true",
        "columns = [\"ke_hoach\", \"so_lieu\"]\nthat = \"[2] = percent([1.1], [1])\"\nderive = true",
    ] {
        let said = several(every).err().unwrap_or_default();
        assert!(!said.contains("nhiều cột"), "{said}");
    }
    let said = several(&format!("that = \"{recipe}\"\nderive = true")).err().unwrap_or_default();
    assert!(!said.contains("nhiều cột"), "{said}");
}

#[test]
fn a_range_names_one_column_and_at_its_end() {
    let two = GOOD.replace(
        "head = [\"Số liệu\"] }",
        "head = [\"Số liệu\"] },\n  { id = \"nu\", kind = \"by row\", head = [\"Nữ\"] }",
    );
    let ruled = |that: &str| {
        let text = two.replace("[2] = percent([1.1], [1])", that).replace("derive = true\n", "");
        let rows = text.replace(
            "measured_in = \"%\" }",
            "measured_in = \"%\", consolidate = \"list\" },\n  { code = \"1.2\", label = \"Trực tiếp\", measured_in = \"Hồ sơ\" }",
        );
        with(&[("form.toml", &rows)]).map(|_| ()).map_err(|said| said.lines().next().unwrap_or("").to_owned())
    };
    for right in
        ["[1].nu = sum([1.1]..[1.2].nu)", "[1].nu = sum([1.1].nu..[1.2].nu)", "[1].nu = sum([1.1]..[1.2])"]
    {
        assert_eq!(ruled(right), Ok(()), "{right}");
    }
    for wrong in ["[1].nu = sum([1.1].nu..[1.2].so_lieu)", "[1].nu = sum([1.1].nu..[1.2])"] {
        assert!(ruled(wrong).unwrap_err().contains("khoảng dòng ghi cột một lần, ở cuối"), "{wrong}");
    }
    assert!(ruled("sum([1.1]..[1.2]) <= 5").unwrap_err().contains("phải ghi rõ cột"));
}
