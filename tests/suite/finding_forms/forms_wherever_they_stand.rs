//! Forms are found by the content of a sheet, wherever they stand, and everything that is not read is reported.

use crate::support::builder::{CATALOGUE, FINDER, lines, put, workbook};
use crate::support::cells_as_xml::Drawn;
use phuluc::book::{Look, SheetRow};
use phuluc::check::{Answer, AnswerState, Submission};
use phuluc::grid;
use phuluc::grid::{At, Cell, CellValue, Content, NumberFormat, Sheet};
use phuluc::round::FileReport;
use phuluc::say::{Lang, csv, json};

const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

fn sheets(workbook: &crate::support::builder::Workbook) -> Vec<Sheet> {
    grid::read(&workbook.bytes()).unwrap()
}

/// The sheet, moved down and right, under another name.
fn moved(sheet: &Sheet, down: u32, right: u32, name: &str) -> Sheet {
    let cells =
        sheet.cells().map(|(at, cell)| (At { row: at.row + down, column: at.column + right }, cell.clone()));
    Sheet::new(name, cells)
}

#[test]
fn a_form_is_found_whatever_its_sheet_is_called_and_wherever_it_stands() {
    // this form has few merged cells in its header, which the move loses
    let workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1", "2"), ("1.3", "2")]);
    let original = &sheets(&workbook)[0];
    let mut cells: Vec<(At, Cell)> =
        moved(original, 5, 2, "Sheet1").cells().map(|(at, cell)| (at, cell.clone())).collect();
    // the cells that the merged header cell covered are filled instead
    for column in [4, 5] {
        cells.push((At { row: 12, column }, Cell::plain(Content::Text("Kết quả thống kê".into()))));
    }
    let other =
        Sheet::new("Ghi chép", [(At { row: 0, column: 0 }, Cell::plain(Content::Text("STT".into())))]);
    let submission = Submission::read(&[other, Sheet::new("Sheet1", cells)], &FINDER);
    let form = submission.form(&"cchc-hue-03".into()).expect("found by its header and rows");
    assert_eq!(form.sheet, "Sheet1");
    let entry = &form.rows[0].entries.get(3);
    assert_eq!(
        (entry.value().unwrap().to_string(), entry.at.unwrap().to_string()),
        ("2".into(), "F15".into())
    );
}

#[test]
fn headings_suffice_without_an_identity_sheet() {
    let mut workbook = workbook("UBND xã Ví dụ 01").tthc(&[TOTAL]);
    workbook.with_identity = false;
    let submission = workbook.submission();
    assert_eq!(submission.unit.as_deref(), Some("UBND xã Ví dụ 01"));
    assert_eq!(submission.period, crate::support::builder::period("2023-12-15", "2024-03-14"));
    assert_eq!(submission.level, Some(phuluc::form::Level::Commune));
    assert!(submission.notices.is_empty());
}

#[test]
fn the_version_follows_from_the_columns() {
    let old = CATALOGUE.versions(&"tthc-06a".into()).next().unwrap();
    let workbook = workbook("Xã Ví dụ 01")
        .period("2018-12-15", "2019-12-14")
        .open(old, &[("Tổng cộng", "30 16 1 13  27 26 1  3 2 1")]);
    let submission = workbook.submission();
    assert_eq!(submission.forms[0].form.version, "2017");
    assert!(workbook.check().findings.is_empty(), "{:?}", lines(&workbook.check()));
}

#[test]
fn optional_columns_count_as_0_where_they_are_missing() {
    let without = workbook("Xã Ví dụ 01").tthc(&[TOTAL]);
    let with = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "33 19 13 1  27 13 13 1  3 2 1  1 1 1")]);
    assert!(without.check().findings.is_empty());
    assert!(with.check().findings.is_empty(), "{:?}", lines(&with.check()));
    let blank = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "33 19 13 1  27 13 13 1  3 2 1  . . 1")]);
    assert_eq!(blank.check().open.len(), 1, "a column that is there and blank is not 0");
}

#[test]
fn columns_that_senders_add_are_in_the_balances_or_beside_them() {
    // after the printed ones: withdrawn, returned, waiting, by post, one figure for two of these, stopped; then parts
    let all = "40 19 13 1  27 13 13 1  3 2 1  1 1 1 7 5 2  12 5 2 3 1 0 4 1";
    let found = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", all)]);
    assert!(found.check().findings.is_empty(), "{:?}", lines(&found.check()));
    let without_post = all.replacen("1 7 5", "1 6 5", 1);
    let found = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", &without_post)]);
    assert_eq!(lines(&found.check()).len(), 1, "{:?}", lines(&found.check()));
}

#[test]
fn a_figure_under_a_merged_cell_is_counted_and_said_once() {
    let found = |figures: &[(&str, &str)]| {
        let merged = Drawn { merges: &["D12:D13"], ..Drawn::default() };
        merged.lines(&workbook("Xã Ví dụ 01").printed("cchc-hue-02", figures))
    };
    assert_eq!(found(&[("2", "75"), ("2.1", "20"), ("2.2", "15")]), ["warning out-of-sight – – – – – –"]);
    assert_eq!(found(&[("2.1", "20")]), ["warning merged-figure – – – – – –"]);
}

#[test]
fn a_figure_under_a_merged_cell_is_named_in_a_hidden_column_too() {
    let around = ["<cols><col min=\"4\" max=\"4\" width=\"9\" hidden=\"1\"/></cols>", ""];
    let hidden = Drawn { merges: &["D24:D25"], around, ..Drawn::default() };
    let figures = [
        ("1", "9"),
        ("2.1", "20"),
        ("2.2", "20"),
        ("3.2", "1"),
        ("3.3.1", "2"),
        ("3.3.2", "2"),
        ("4.1", "7"),
    ];
    let figures = [&figures[..], &[("5.1", "3"), ("5.2", "2")]].concat();
    let said = hidden.messages(&workbook("Xã Ví dụ 01").printed("cchc-hue-02", &figures));
    assert!(said.iter().any(|line| line.contains("dưới ô gộp (ô D25)")), "{said:?}");
}

#[test]
fn rows_that_are_not_the_forms_are_reported() {
    let mut workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
    let cells = [".", "Số văn bản khác", "Văn bản", "4", "."].map(put).to_vec();
    workbook.sheets[0].rows.insert(1, SheetRow { cells, look: Look::Plain });
    // a signature below the table is no row
    workbook.sheets[0].below = vec![vec![CellValue::Empty, CellValue::Text("Người lập biểu".to_owned())]];
    let found = lines(&workbook.check());
    assert_eq!(found, ["note rows-aligned – – – – – –", "warning unknown-row – A11 – – – –"]);
}

#[test]
fn a_label_with_a_slip_is_still_the_row_and_another_label_is_not() {
    let mut workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6"), ("2.1", "20")]);
    workbook.sheets[0].rows[2].cells[1] = CellValue::Text("Số nhiệm vụ đề ra trong kê hoạch năm".to_owned());
    assert_eq!(lines(&workbook.check()), ["warning label-reworded – B12 – – – –"]);
    workbook.sheets[0].rows[2].cells[1] = CellValue::Text("Số nhiệm vụ đề ra trong kê hoạch".to_owned());
    assert!(lines(&workbook.check()).is_empty());
    workbook.sheets[0].rows[2].cells[1] = CellValue::Text("Số cuộc họp đã tổ chức".to_owned());
    assert_eq!(lines(&workbook.check()), ["error label-contradicts 2.1 B12 – – – –"]);
}

#[test]
fn the_total_row_is_known_by_its_usual_names_wherever_it_stands() {
    let field = ("Đất đai", "30 16 13 1  27 13 13 1  3 2 1");
    for name in ["TỔNG CỘNG:", "Tổng số", "Tổng", "Cộng"] {
        let total = (name, "30 16 13 1  27 13 13 1  3 2 1");
        for lines_of_sheet in [[field, total], [total, field]] {
            let workbook = workbook("Xã Ví dụ 01").tthc(&lines_of_sheet);
            assert!(lines(&workbook.check()).is_empty(), "{name}: {:?}", lines(&workbook.check()));
            let form = workbook.submission().forms.swap_remove(0);
            assert_eq!(form.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["dat dai", "tong"]);
        }
    }
}

#[test]
fn what_people_see_comes_before_what_is_hidden() {
    let mut all = sheets(&workbook("Xã Ví dụ 01").tthc(&[TOTAL]));
    let draft = sheets(&workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "9 9 0 0 9 9 0 0 0 0 0")]));
    let mut hidden = draft[0].clone();
    hidden.name = "Nháp".to_owned();
    hidden.visible = false;
    all.insert(0, hidden);
    let submission = Submission::read(&all, &FINDER);
    assert_eq!(submission.forms[0].rows[0].entries.get(2).value(), Some(30.into()));
}

/// Cells that Excel may write, but our own writer does not.
#[test]
fn formats_and_formulas_are_read_with_the_cell() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.00%");
    let quoted = rust_xlsxwriter::Format::new().set_num_format("0\"%\"");
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_number_with_format(0, 0, 0.5897, &percent).unwrap();
    sheet.write_number_with_format(1, 0, 75, &quoted).unwrap();
    sheet.write_number_with_format(2, 0, 46300, &day).unwrap();
    sheet.write_formula(3, 0, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_number(9, 16383, 7).unwrap();
    let sheet = grid::read(&book.save_to_buffer().unwrap()).unwrap().swap_remove(0);
    let cell = |row| sheet.get(At { row, column: 0 }).unwrap();
    assert_eq!((cell(0).is_percent(), &*cell(0).shown()), (true, "58.97%"));
    assert_eq!((cell(1).is_percent(), &*cell(1).shown()), (false, "75"));
    assert_eq!((cell(2).content.clone(), &*cell(2).shown()), (Content::Date(46300.into()), "05/10/2026"));
    assert_eq!(cell(3).formula.as_ref().map(grid::Formula::text), Some("1+1"));
    assert_eq!(cell(1).formula, None);
    assert_eq!(sheet.cells().count(), 5, "a far cell costs one cell");
}

#[test]
fn a_remark_of_none_answers_a_blank_but_not_a_figure() {
    let mut workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("5.3", "2")]);
    for row in [16, 17] {
        workbook.sheets[0].rows[row].cells[4] = CellValue::Text("Không phát sinh".to_owned());
    }
    let form = workbook.submission().forms.swap_remove(0);
    assert_eq!((form.rows[16].id.as_str(), form.rows[17].id.as_str()), ("5.3", "5.4"));
    assert_eq!(form.rows[16].entries.get(3).answer.state(), AnswerState::Number);
    assert_eq!(form.rows[17].entries.get(3).answer.state(), AnswerState::Nil);
}

#[test]
fn a_table_without_its_total_row_and_a_row_that_stands_twice_are_reported() {
    let field = ("Đất đai", "30 16 13 1  27 13 13 1  3 2 1");
    assert_eq!(lines(&workbook("Xã Ví dụ 01").tthc(&[field]).check()), ["error row-missing tong – – – – –"]);
    let mut twice = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
    let again = twice.sheets[0].rows[0].clone();
    twice.sheets[0].rows.insert(5, again);
    let found = lines(&twice.check());
    assert_eq!(found, ["note rows-aligned – – – – – –", "error row-repeated 1 A15 – – – –"]);
}

#[test]
fn a_unit_of_unknown_level_is_one_of_the_level_that_sends_the_form() {
    let nobody = crate::support::builder::Workbook { level: None, ..workbook("Đơn vị ví dụ") };
    let workbook = nobody.printed("cchc-hue-03", &[("1", "2"), ("1.3", "2")]);
    assert_eq!(workbook.submission().level, None);
    assert!(workbook.check().findings.is_empty(), "the blanks of other levels count as 0");
}

#[test]
fn a_percent_cell_is_read_as_it_is_shown() {
    let cell =
        Cell { format: NumberFormat::percent(), ..Cell::plain(Content::Number("0.75".parse().unwrap())) };
    assert_eq!(cell.shown(), "75%");
}

#[test]
fn the_tidy_table_keeps_states_apart() {
    let filled = [("1", "0"), ("2.1", "20"), ("2.2", "15"), ("3.3", "không có"), ("5.1", "1.5"), ("7", "1")];
    let workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &filled);
    let submission = workbook.submission();
    let form = &submission.forms[0];
    let state = |row: &str| form.rows[form.row(&row.into()).unwrap()].entries.get(3).answer.state();
    assert_eq!(state("1"), AnswerState::Number);
    assert_eq!(state("2"), AnswerState::Blank);
    assert_eq!(state("3.3"), AnswerState::Nil);
    assert_eq!(state("5.1"), AnswerState::Unreadable);
    assert!(matches!(form.rows[0].entries.get(3).answer, Answer::Number(_)));

    let reports: [FileReport; 1] = [workbook.report("nhan/xa-vi-du-01.xlsx")];
    let json: serde_json::Value = serde_json::from_str(&json::read(&reports).unwrap()).unwrap();
    let derived: Vec<_> =
        json["values"].as_array().unwrap().iter().filter(|v| v["state"] == "derived").collect();
    assert_eq!(derived.len(), 1);
    assert_eq!((&derived[0]["row"], &derived[0]["value"]), (&"2".into(), &"75".into()));
    let people = csv::read(&reports, Lang::Vi).unwrap();
    assert!(
        people.starts_with("\u{FEFF}Đơn vị;Kỳ báo cáo;Biểu;Mã chỉ tiêu;Chỉ tiêu;Cột;Tình trạng;Số liệu;")
    );
    assert!(people.contains("Xã Ví dụ 01;từ ngày 15/12/2023 đến ngày 14/3/2024;Phụ lục 2;1;"), "{people}");
    assert!(people.contains(";chưa nhập;") && people.contains(";có số liệu;"));
    let table = csv::read(&reports, Lang::En).unwrap();
    assert!(table.starts_with("\u{FEFF}unit;period;form;row;label;column;state;value;raw;path;sheet;cell\n"));
    assert!(table.contains("Xã Ví dụ 01;2023-12-15/2024-03-14;cchc-hue-02;1;"));
    assert!(table.lines().all(|line| line.matches(';').count() == 11), "{table}");
}

/// Each line has one document, whether it is a row of the sheet or a line in a cell. After a gap the table has ended.
#[test]
fn documents_are_read_one_a_line() {
    let cell = "- Kế hoạch số 1/KH-UBND ngày 02/01/2024;\n\n- Kế hoạch số 2/KH-UBND ngày 03/01/2024";
    let mut workbook = workbook("Xã Ví dụ 01").register(&[
        ("2", &[cell, "Quyết định số 3/QĐ-UBND ngày 04/01/2024"]),
        ("15", &["Không có", "Kế hoạch số 4/KH-UBND ngày 05/01/2024"]),
    ]);
    let text = |text: &str| vec![CellValue::Text(text.to_owned())];
    workbook.sheets[0].below = vec![text("Nơi nhận: UBND huyện")];
    let submission = workbook.submission();
    let form = submission.form(&"van-ban-chi-dao".into()).unwrap();
    let lines: Vec<String> = form
        .rows
        .iter()
        .filter(|row| row.entries.get(2).answer.is_given())
        .map(|row| {
            let entry = &row.entries.get(2);
            let beginning: String = entry.raw().chars().take(20).collect();
            format!("{} {} {:?} {beginning}", row.id, entry.at.unwrap(), entry.answer.state())
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    2 C10 Text - Kế hoạch số 1/KH-U
    2/a C10 Text - Kế hoạch số 2/KH-U
    2/b C11 Text Quyết định số 3/QĐ-U
    15 C25 Nil Không có
    15/a C26 Text Kế hoạch số 4/KH-UBN
    ");
    assert!(lines_of_strangers(&submission).is_empty());
}

fn lines_of_strangers(submission: &Submission) -> Vec<&str> {
    submission.notices.iter().map(|notice| notice.rule.as_str()).collect()
}

/// Rows without a number are told apart by their labels. The most similar label counts, not the first that is similar
/// enough.
#[test]
fn rows_alike_are_not_mistaken_for_each_other() {
    let filled =
        [("7.6.1/a", "91"), ("7.6.1/b", "92"), ("7.6.1/c", "93"), ("4.1.2", "5"), ("3.1.3/huyen", "6")];
    let mut workbook = workbook("Tỉnh Ví dụ").printed("cchc-thai-nguyen-01", &filled);
    workbook.level = Some(phuluc::form::Level::Province);
    for row in &mut workbook.sheets[0].rows {
        // the bare number, as a sender may write it
        if row.cells[0] == CellValue::Text("4.1.2. Trong đó".to_owned()) {
            row.cells[0] = CellValue::Text("4.1.2".to_owned());
        }
        // and a slip in the label
        if let CellValue::Text(label) = &mut row.cells[1] {
            *label = label.replace("UBND cấp huyện đã kết nối", "UBND huyện kết nối");
        }
    }
    let submission = workbook.submission();
    let form = submission.form(&"cchc-thai-nguyen-01".into()).unwrap();
    for (id, figure) in filled {
        let row = &form.rows[form.row(&id.into()).unwrap()];
        assert_eq!(row.entries.get(3).raw(), figure, "{id}");
    }
    assert_eq!(lines_of_strangers(&submission), ["label-reworded"]);
}

/// “Kế hoạch” in the label of a row is mostly a kind of document, and not the plan for its figure.
#[test]
fn a_plan_in_the_label_of_a_row_is_a_document() {
    let found = |row: usize, label: &str| {
        let filled = [("1", "6"), ("3.2", "1"), ("7", "1"), ("7.1", "277"), ("7.2", "1")];
        let mut workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &filled);
        workbook.sheets[0].rows[row].cells[1] = CellValue::Text(label.to_owned());
        lines(&workbook.check())
    };
    let documents =
        "Số văn bản chỉ đạo CCHC đã ban hành (Kết luận, chỉ thị, công văn chỉ đạo, quán triệt, kế hoạch)";
    assert_eq!(found(0, documents), ["warning label-reworded – B10 – – – –"]);
    assert_eq!(found(6, "Số UBND xã đã kiểm tra (có kế hoạch)"), ["warning label-reworded – B16 – – – –"]);
    assert_eq!(
        found(23, "Khảo sát sự hài lòng của người dân, tổ chức (theo Kế hoạch)"),
        ["warning label-reworded – B33 – – – –"]
    );
    for planned in ["Số UBND xã kế hoạch giao kiểm tra", "Số UBND xã đã kiểm tra (kế hoạch năm 2025)"]
    {
        assert_eq!(found(6, planned), ["error label-contradicts 3.2 B16 – – – –"], "{planned}");
    }
}

#[test]
fn fields_named_like_a_plan_or_a_total_are_counted() {
    for field in ["Kế hoạch", "TC-KH", "TC - KH"] {
        let figures = "30 16 1 13  27 13 13 1  3 2 1";
        let found = workbook("Xã Ví dụ 01").tthc(&[(field, figures), ("Tổng cộng", figures)]);
        let submission = found.submission();
        let read: Vec<&str> = submission.forms[0].rows.iter().map(|row| &*row.label).collect();
        assert_eq!(read, [field, "Tổng cộng"]);
        assert_eq!(lines(&found.check()), Vec::<String>::new(), "{field}");
    }
}

#[test]
fn phrases_below_a_table_are_whole_words_with_their_marks() {
    let found = |line: &str| {
        let mut workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
        workbook.sheets[0].below = vec![vec![CellValue::Empty, CellValue::Text(line.to_owned())]];
        lines(&workbook.check()).into_iter().filter(|line| line.contains("remark-below-table")).count()
    };
    for line in ["Đính chính: mục 3.2 là 9 xã", "Dinh chinh: muc 3.2 la 9 xa", "Mục 3.2: số đúng là 9"]
    {
        assert_eq!(found(line), 1, "{line}");
    }
    for line in [
        "Số liệu trên được xác định chính xác theo sổ sách của xã",
        "Thực hiện theo quyết định chính thức của UBND tỉnh",
        "Hồ sơ dùng làm căn cứ lưu tại Văn phòng",
    ] {
        assert_eq!(found(line), 0, "{line}");
    }
}
