//! Rival forms: several forms, or versions of one form, to which the lines of a sheet may belong.
//!
//! One of them is taken, whatever the order of the catalogue, and everything that is not read with it is reported.

use phuluc::check::{Finder, Submission, rule_check};
use phuluc::form::Catalogue;
use phuluc::grid;
use phuluc::grid::{At, Cell, Content};
use phuluc::say::{Lang, words};

const ROWS: [&str; 6] = [
    "Hồ sơ đã nhận",
    "Hồ sơ đã trả",
    "Cuộc họp đã tổ chức",
    "Lớp tập huấn đã mở",
    "Buổi tuyên truyền lưu động",
    "Đoàn kiểm tra đã lập",
];
const HEADS: [&str; 3] = ["STT", "Chỉ tiêu thống kê", "Số liệu thực hiện"];

/// The definition of a form with numbered rows.
fn definition(id: &str, version: &str, in_force: &str, heads: [&str; 3], rows: &[&str]) -> String {
    let rows = rows.iter().enumerate().map(|(index, label)| {
        format!("  {{ code = \"{}\", label = \"{label}\", measured_in = \"Hồ sơ\" }},\n", index + 1)
    });
    format!(
        "id = \"{id}\"\nversion = \"{version}\"\ntitle = \"Biểu {id}\"\nshort = \"Biểu {id}\"\n\
         sheet = \"Biểu\"\nbasis = \"Tự đặt, để kiểm thử\"\nin_force = {{ {in_force} }}\n\
         sent = {{ by = \"xã\", to = [\"tỉnh\"], every = [\"năm\"] }}\ncolumns = [\n\
         {{ id = \"stt\", kind = \"code\", head = [\"{}\"] }},\n\
         {{ id = \"ten\", kind = \"label\", head = [\"{}\"] }},\n\
         {{ id = \"so_lieu\", kind = \"by row\", head = [\"{}\"], say = \"số liệu\" }},\n]\nrows = [\n{}]\n",
        heads[0],
        heads[1],
        heads[2],
        rows.collect::<String>()
    )
}

fn forms_of(definitions: &[String]) -> Finder {
    let files = definitions.iter().enumerate().map(|(index, text)| (format!("{index}.toml"), text.clone()));
    Finder::new(Catalogue::with(files).expect("definitions without problems"))
}

/// A workbook with one table: a header with these labels, and below it numbered lines with the figures 1, 2, 3 …
fn workbook(period: &str, heads: [&str; 3], rows: &[&str]) -> Vec<u8> {
    below_headers(period, &[heads], rows)
}

/// The same with several rows of labels above the lines.
fn below_headers(period: &str, headers: &[[&str; 3]], rows: &[&str]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Đơn vị báo cáo: Xã Ví dụ 01").unwrap();
    sheet.write(1, 0, period).unwrap();
    for (row, heads) in (4 - u32::try_from(headers.len()).unwrap()..).zip(headers) {
        for (column, head) in (0..).zip(heads) {
            sheet.write(row, column, *head).unwrap();
        }
    }
    for (row, label) in (4..).zip(rows) {
        let number = row - 3;
        sheet.write(row, 0, number.to_string()).unwrap();
        sheet.write(row, 1, *label).unwrap();
        sheet.write(row, 2, number).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The forms that are read, with version and figures; and the other findings, by rule and cell.
fn read(forms: &Finder, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let submission = Submission::read(&grid::read(bytes).unwrap(), forms);
    let forms = submission.forms.iter().map(|filled| {
        let figures = filled.rows.iter().flat_map(|row| row.entries.iter().filter_map(|entry| entry.value()));
        let figures: Vec<String> = figures.map(|figure| figure.to_string()).collect();
        format!("{} {}: {}", filled.form.id, filled.form.version, figures.join(" "))
    });
    let findings = rule_check::check(&submission, None).findings;
    let said = findings.iter().map(|finding| {
        let at = finding.cell().1.map(|at| format!(" {at}")).unwrap_or_default();
        format!("{}{at}", finding.rule)
    });
    (forms.collect(), said.collect())
}

const IN_2024: &str = "Từ ngày 15/12/2023 đến ngày 14/12/2024";
const ALWAYS: &str = "from = 2000-01-01";

/// The form with more of the lines gets them all, whichever comes first in the catalogue.
#[test]
fn of_two_forms_the_one_with_more_of_the_lines_has_them_all() {
    for (long, short) in [("a", "b"), ("b", "a")] {
        let forms = forms_of(&[
            definition(long, "1", ALWAYS, HEADS, &ROWS[..5]),
            definition(short, "1", ALWAYS, HEADS, &ROWS[..3]),
        ]);
        let (read, said) = read(&forms, &workbook(IN_2024, HEADS, &ROWS[..5]));
        assert_eq!(read, [format!("{long} 1: 1 2 3 4 5")]);
        assert_eq!(said, Vec::<String>::new());
    }
}

/// Two forms each find their own header above the same lines.
#[test]
fn lines_below_two_headers_are_read_once() {
    let other = ["Mã", "Nội dung", "Kết quả đạt được"];
    for (long, short) in [("a", "b"), ("b", "a")] {
        let forms = forms_of(&[
            definition(long, "1", ALWAYS, HEADS, &ROWS[..5]),
            definition(short, "1", ALWAYS, other, &ROWS[..3]),
        ]);
        for headers in [[HEADS, other], [other, HEADS]] {
            let (read, _) = read(&forms, &below_headers(IN_2024, &headers, &ROWS[..5]));
            assert_eq!(read, [format!("{long} 1: 1 2 3 4 5")], "{headers:?}");
        }
    }
}

/// Below one header stand the lines of two forms. Those of the other form are named, one by one.
#[test]
fn lines_of_a_form_that_shares_the_header_are_not_passed_over() {
    for (first, second) in [("a", "b"), ("b", "a")] {
        let forms = forms_of(&[
            definition(first, "1", ALWAYS, HEADS, &ROWS[..4]),
            definition(second, "1", ALWAYS, HEADS, &ROWS[4..]),
        ]);
        let (read, said) = read(&forms, &workbook(IN_2024, HEADS, &ROWS));
        assert_eq!(read, [format!("{first} 1: 1 2 3 4")]);
        assert_eq!(said, ["unknown-row A9", "unknown-row A10"]);
    }
}

/// Two versions of a form with different rows.
fn versions(older: &[&str], newer: &[&str]) -> Finder {
    forms_of(&[
        definition("a", "cũ", "from = 2020-01-01, to = 2023-12-31", HEADS, older),
        definition("a", "mới", "from = 2024-01-01", HEADS, newer),
    ])
}

#[test]
fn of_two_versions_the_one_that_fits_is_read_though_another_is_in_force() {
    let forms = versions(&ROWS[..3], &[&ROWS[..2], &ROWS[3..5]].concat());
    let (older, said) = read(&forms, &workbook(IN_2024, HEADS, &ROWS[..3]));
    assert_eq!(older, ["a cũ: 1 2 3"]);
    assert_eq!(said, ["not-in-force"]);
    let (newer, said) = read(&forms, &workbook(IN_2024, HEADS, &[&ROWS[..2], &ROWS[3..5]].concat()));
    assert_eq!((newer, said), (vec!["a mới: 1 2 3 4".to_owned()], Vec::new()));
    // the newer version may be read in a year of the older one, too
    let in_2022 = "Từ ngày 15/12/2021 đến ngày 14/12/2022";
    let (newer, said) = read(&forms, &workbook(in_2022, HEADS, &[&ROWS[..2], &ROWS[3..5]].concat()));
    assert_eq!((newer, said), (vec!["a mới: 1 2 3 4".to_owned()], vec!["not-in-force".to_owned()]));
}

#[test]
fn of_two_versions_that_fit_equally_the_one_in_force_is_read() {
    let forms = versions(&ROWS[..3], &ROWS[..3]);
    let version = |period: &str| {
        let (mut read, said) = read(&forms, &workbook(period, HEADS, &ROWS[..3]));
        assert!(said.iter().all(|rule| rule == "period-unknown"), "{said:?}");
        read.swap_remove(0)
    };
    assert_eq!(version("Từ ngày 15/12/2021 đến ngày 14/12/2022"), "a cũ: 1 2 3");
    assert_eq!(version(IN_2024), "a mới: 1 2 3");
    // a report without a period gets the newer version
    assert_eq!(version(""), "a mới: 1 2 3");
}

/// A header that no version prints belongs to the version that it resembles most.
#[test]
fn of_two_versions_the_one_whose_header_is_nearer_is_read() {
    let (older, newer) = (HEADS, [HEADS[0], HEADS[1], "Số liệu đã thực hiện"]);
    let forms = forms_of(&[
        definition("a", "cũ", "from = 2020-01-01, to = 2023-12-31", older, &ROWS[..3]),
        definition("a", "mới", "from = 2024-01-01", newer, &ROWS[..3]),
    ]);
    for (heads, period, version) in
        [(older, IN_2024, "a cũ: 1 2 3"), (newer, "Từ ngày 15/12/2021 đến ngày 14/12/2022", "a mới: 1 2 3")]
    {
        let slip = heads.map(|head| if head.starts_with("Chỉ") { "Chỉ tiêu thống kế" } else { head });
        for heads in [heads, slip] {
            let (read, said) = read(&forms, &workbook(period, heads, &ROWS[..3]));
            assert_eq!(read, [version]);
            assert!(said.contains(&"not-in-force".to_owned()), "{said:?}");
        }
    }
}

/// The findings in a table with these columns of figures, and the figures that are read.
fn with_columns(heads: &[&str]) -> (Vec<String>, String) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Đơn vị báo cáo: Xã Ví dụ 01").unwrap();
    sheet.write(1, 0, "(Từ ngày 15/12/2025 đến ngày 14/3/2026)").unwrap();
    for (column, head) in (0..).zip(HEADS.iter().take(2).chain(heads)) {
        sheet.write(3, column, *head).unwrap();
    }
    for (row, label) in (4..).zip(ROWS) {
        sheet.write(row, 0, (row - 3).to_string()).unwrap();
        sheet.write(row, 1, label).unwrap();
        for (column, _) in (2..).zip(heads) {
            sheet.write(row, column, row * 10 + u32::from(column)).unwrap();
        }
    }
    let forms = forms_of(&[definition("hai-cot", "2025", "from = 2025-01-01", HEADS, &ROWS)]);
    let submission = Submission::read(&grid::read(&book.save_to_buffer().unwrap()).unwrap(), &forms);
    let found = rule_check::check(&submission, None).findings;
    let said = found.iter().filter(|finding| finding.rule == "header-changed");
    let said = said.map(|finding| words::message(Lang::Vi, finding)).collect();
    let (figures, _) = read(&forms, &book.save_to_buffer().unwrap());
    (said, figures.concat())
}

#[test]
fn two_versions_of_one_column_are_two_claimants() {
    for [first, second] in [
        ["Số liệu thực hiện", "Số liệu thực hiện điều chỉnh"],
        ["Số liệu thực hiện (sau điều chỉnh)", "Số liệu thực hiện"],
        ["Số liệu thực hiện cũ", "Số liệu thực hiện mới"],
        ["Số liệu thực hiện lần 1", "Số liệu thực hiện lần 2"],
    ] {
        let (said, figures) = with_columns(&[first, second]);
        assert_eq!(figures, "", "{first} | {second}");
        let both = |text: &String| text.contains(first) && text.contains(second);
        assert!(said.len() == 1 && said.iter().all(both), "{first} | {second}: {said:?}");
    }
    let (said, figures) = with_columns(&["Số liệu thực hiện", "Số liệu thực hiện cũ"]);
    assert!(said.is_empty() && figures.ends_with("42 52 62 72 82 92"), "{said:?} {figures}");
}

/// The labels of a group stand above its first column only, or nowhere.
#[test]
fn a_corrected_column_behind_the_remarks_is_a_claimant() {
    let filled = crate::support::builder::workbook("Xã Ví dụ 01").printed("cchc-2025-03", &[("1.1", "25")]);
    let sheet = grid::read(&filled.bytes()).unwrap().swap_remove(0);
    let (head, _) = sheet.cells().find(|(_, cell)| cell.label() == "Số liệu").expect("a column of figures");
    let at = |row| At { row, column: head.column + 2 };
    let put = |row, text: &str| (at(row), Cell::plain(Content::Text(text.into())));
    let corrected = sheet.with([put(head.row, "Số liệu điều chỉnh"), put(head.row + 2, "26")]);
    let submission = Submission::read(&[corrected], &crate::support::builder::FINDER);
    assert!(submission.forms.is_empty());
    let said: Vec<String> =
        submission.notices.iter().map(|notice| words::message(Lang::Vi, notice)).collect();
    assert!(
        said.iter().any(|said| said.contains("“Số liệu điều chỉnh”") && said.contains("có ở nhiều chỗ")),
        "{said:?}"
    );
}
