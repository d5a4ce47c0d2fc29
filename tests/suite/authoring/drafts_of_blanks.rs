//! Drafts of definitions, made from our own blanks without their identity, and from blanks like those of authorities.

use crate::support::builder::{CATALOGUE, sheet, workbook};
use phuluc::author::{Blank, Draft, Order, draft, review};
use phuluc::form::{ColumnRef, Form, Place, Row, Statement, definition};
use phuluc::grid::{AIDS, SHEET, Sheet, WORKINGS};
use phuluc::say::{Lang, words};
use phuluc::{book, grid};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// The blank of a form as an authority would issue it: only the form's own sheet.
fn issued(form: &Arc<Form>) -> Vec<Sheet> {
    let blank = Blank::new(Order { forms: vec![Arc::clone(form)], ..Order::default() }).unwrap();
    let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
    let ours = |sheet: &Sheet| [SHEET, WORKINGS].into_iter().chain(AIDS).any(|name| name == sheet.name);
    sheets.into_iter().filter(|sheet| !ours(sheet)).collect()
}

#[track_caller]
fn drafted(sheets: &[Sheet]) -> (Draft, Arc<Form>) {
    let mut drafts = draft::drafts(sheets, None).unwrap().list;
    assert_eq!(drafts.len(), 1);
    let draft = drafts.remove(0);
    let form = [Lang::Vi, Lang::En].map(|lang| {
        let text = words::draft(lang, &draft);
        definition::read("form.toml", &text)
            .unwrap_or_else(|problems| panic!("{text}\n{}", words::definition_problems(Lang::En, &problems)))
    });
    let review = review(&form[0]);
    assert!(review.errors.is_empty(), "{}", words::definition_problems(Lang::En, &review.errors));
    assert!(!review.advice.is_empty(), "what is to be filled in and confirmed is said");
    (draft, Arc::clone(&form[0].form))
}

/// How much of a hand-written definition its draft recovers: of columns the headers and contents; of rows the code,
/// label, unit of measure, kind, whether it is a heading, and the row above.
fn recovered(form: &Arc<Form>) -> String {
    let (_, drafted) = drafted(&issued(form));
    let asked = form
        .columns
        .iter()
        .filter(|column| !column.optional || column.in_blank != phuluc::form::InBlank::None);
    let (mut heads, mut held, mut columns) = (0, 0, 0);
    for column in asked {
        let twin = drafted.columns.iter().find(|other| other.head == column.head);
        columns += 1;
        heads += usize::from(twin.is_some());
        held += usize::from(twin.is_some_and(|twin| twin.holds == column.holds));
    }
    let rows = form.fixed_rows();
    let twins: Vec<(&Row, Option<&Row>)> = rows
        .iter()
        .map(|row| {
            let is_twin = |other: &&Row| {
                other.code == row.code
                    && other.label == row.label
                    && above(form, row).0 == above(&drafted, other).0
            };
            (row, drafted.fixed_rows().iter().find(is_twin))
        })
        .collect();
    let count = |same: &dyn Fn(&Row, &Row) -> bool| {
        twins.iter().filter(|(row, twin)| twin.is_some_and(|twin| same(row, twin))).count()
    };
    let found = count(&|_, _| true);
    let measures = count(&|row, twin| row.measured_in == twin.measured_in && row.kind == twin.kind);
    let headings = count(&|row, twin| row.heading == twin.heading);
    let parents = count(&|row, twin| above(form, row).1 == above(&drafted, twin).1);
    let said: Vec<Statement<Place>> = drafted
        .rules
        .iter()
        .map(|rule| rule.that.clone().map(&mut |place| called(form, &drafted, place)))
        .collect();
    let sums = form.rules.iter().filter(|rule| said.contains(&rule.that)).count();
    format!(
        "{} {}: columns {heads}, held {held} of {columns}; rows {found}, kinds {measures}, headings {headings}, parents {parents} of {}; rules {sums} of {}, suggested {}",
        form.id,
        form.version,
        rows.len(),
        form.rules.len(),
        drafted.rules.len(),
    )
}

/// A place of a draft, with the id that the definition gives to the column of the same header.
fn called(form: &Form, drafted: &Form, place: Place) -> Place {
    let ColumnRef::Id(id) = &place.column else { return place };
    let head = &drafted.columns[drafted.column(id).unwrap()].head;
    let twin = form.columns.iter().find(|column| column.head == *head).map(|column| column.id.clone());
    Place { column: ColumnRef::Id(twin.unwrap_or_else(|| id.clone())), ..place }
}

/// The labels of the row before a row and of the row above it, which tell twins apart.
fn above<'f>(form: &'f Form, row: &Row) -> (Option<&'f str>, Option<&'f str>) {
    let rows = form.fixed_rows();
    let index = form.fixed_row(&row.id).unwrap();
    let label = |row: &'f Row| &*row.label;
    (index.checked_sub(1).map(|before| label(&rows[before])), row.parent.map(|parent| label(&rows[parent])))
}

#[test]
fn our_own_blanks_give_nearly_the_definitions_they_were_made_of() {
    let said: Vec<String> = CATALOGUE.forms().map(recovered).collect();
    insta::assert_snapshot!(said.join("\n"), @"
    bo-chi-so-766 2022: columns 4, held 4 of 4; rows 7, kinds 7, headings 7, parents 7 of 7; rules 0 of 5, suggested 2
    cchc-2025-01 2025: columns 5, held 5 of 5; rows 19, kinds 19, headings 19, parents 19 of 19; rules 6 of 7, suggested 6
    cchc-2025-02 2025: columns 5, held 5 of 5; rows 13, kinds 13, headings 13, parents 13 of 13; rules 5 of 7, suggested 5
    cchc-2025-03 2025: columns 5, held 5 of 5; rows 21, kinds 21, headings 21, parents 21 of 21; rules 6 of 9, suggested 7
    cchc-2025-04 2025: columns 5, held 5 of 5; rows 19, kinds 19, headings 19, parents 19 of 19; rules 1 of 3, suggested 1
    cchc-2025-05 2025: columns 5, held 5 of 5; rows 13, kinds 13, headings 12, parents 13 of 13; rules 0 of 1, suggested 0
    cchc-2025-06 2025: columns 5, held 5 of 5; rows 13, kinds 13, headings 13, parents 13 of 13; rules 3 of 4, suggested 3
    cchc-2025-07 2025: columns 5, held 5 of 5; rows 25, kinds 25, headings 25, parents 25 of 25; rules 10 of 10, suggested 10
    cchc-hue-02 2022: columns 5, held 5 of 5; rows 27, kinds 27, headings 27, parents 27 of 27; rules 7 of 8, suggested 7
    cchc-hue-03 2022: columns 5, held 5 of 5; rows 14, kinds 14, headings 14, parents 14 of 14; rules 5 of 7, suggested 5
    cchc-hue-04 2022: columns 5, held 5 of 5; rows 25, kinds 25, headings 25, parents 25 of 25; rules 9 of 11, suggested 9
    cchc-thai-nguyen-01 2022: columns 5, held 5 of 5; rows 114, kinds 114, headings 114, parents 114 of 114; rules 2 of 17, suggested 3
    chi-so-cchc-vo-nhai 2017: columns 7, held 7 of 7; rows 99, kinds 99, headings 99, parents 98 of 99; rules 3 of 7, suggested 2
    so-lieu-bao-cao 1: columns 5, held 5 of 5; rows 109, kinds 109, headings 109, parents 106 of 109; rules 13 of 68, suggested 22
    tthc-06a 2017: columns 12, held 12 of 12; rows 0, kinds 0, headings 0, parents 0 of 0; rules 4 of 6, suggested 4
    tthc-06a 2020: columns 13, held 13 of 13; rows 0, kinds 0, headings 0, parents 0 of 0; rules 2 of 6, suggested 4
    van-ban-chi-dao 2022: columns 4, held 4 of 4; rows 16, kinds 16, headings 16, parents 16 of 16; rules 0 of 0, suggested 0
    ");
}

fn phuluc(args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc")).args(args).output().unwrap();
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn a_draft_is_written_beside_nothing_and_over_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.xlsx"), workbook("Xã Ví dụ 01").tthc(&[]).bytes()).unwrap();
    let (code, said) = phuluc(&["bieu-mau", "draft", &path("a.xlsx"), "-o", &path("bieu")]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("13 cột, dòng để đơn vị tự thêm, 3 quy tắc gợi ý"), "{said}");
    let (code, said) = phuluc(&["bieu-mau", "check", &path("bieu")]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = phuluc(&["bieu-mau", "draft", &path("a.xlsx"), "-o", &path("bieu")]);
    assert!(code == Some(2) && said.contains("không ghi đè"), "{said}");
    let (code, said) = phuluc(&["bieu-mau", "draft", &path("a.xlsx"), "-o", &path("khac"), "--sheet", "PL9"]);
    assert!(code == Some(2) && said.contains("không có trang tính “PL9”"), "{said}");
}

/// Sections that count anew, a question with codes, money, a remark at the foot, a signature.
#[test]
fn a_blank_as_offices_type_it() {
    let blank = sheet(&[
        &["UBND TỈNH VÍ DỤ", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        &["Biểu số 02/VD"],
        &["KẾT QUẢ CHUYỂN ĐỔI SỐ"],
        &["(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh Ví dụ)"],
        &["TT", "Nội dung", "ĐVT", "Số liệu", "Ghi chú"],
        &["A", "B", "C", "1", "D"],
        &["I", "Hạ tầng số"],
        &["1", "Tổng số thôn", "Thôn"],
        &["", "- Có mạng di động", "Thôn"],
        &["", "- Chưa có mạng di động", "Thôn"],
        &["2", "Tỷ lệ thôn có mạng di động", "%"],
        &["II. Kinh phí"],
        &["1", "Kinh phí đã chi", "Triệu đồng"],
        &["2", "Có trang thông tin điện tử (Có = 1; Không = 0)", "Mã"],
        &["…", "…"],
        &["Ghi chú: Số liệu lũy kế từ đầu năm."],
        &["Ví dụ, ngày … tháng … năm …"],
        &["NGƯỜI LẬP BIỂU", "", "", "CHỦ TỊCH"],
    ]);
    let (draft, form) = drafted(&[blank]);
    assert_eq!((form.code.as_deref(), form.title.as_str()), (Some("02/VD"), "Kết quả chuyển đổi số"));
    assert_eq!(form.from.to_string(), "2026-01-05");
    let rows: Vec<String> = form
        .fixed_rows()
        .iter()
        .map(|row| {
            let parent = row.parent.map_or("", |parent| form.fixed_rows()[parent].id.as_str());
            let kind = if row.heading { "heading".to_owned() } else { format!("{:?}", row.kind) };
            format!("{} < {parent}: {kind}", row.id)
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    I < : heading
    I.1 < I: Count
    I.1/a < I.1: Count
    I.1/b < I.1: Count
    I.2 < I: Percent
    II < : heading
    II.1 < II: Money
    II.2 < II: Choice([Choice { code: 0, label: "Không" }, Choice { code: 1, label: "Có" }])
    "#);
    let rules: Vec<&str> = form.rules.iter().map(|rule| rule.text.as_str()).collect();
    let share = ["[I.2] = percent([I.1/a], [I.1])", "[I.1/a] <= [I.1]"];
    assert_eq!(rules, [&["[I.1] = [I.1/a] + [I.1/b]"], share.as_slice()].concat());
    assert!(form.added_lines);
    let left_out: Vec<u32> = draft.left_out.iter().map(|line| line.line).collect();
    assert_eq!(left_out, [16]);
}

/// Formulas in the row of column numbers, a column of percentages, example rows with dots, a total.
#[test]
fn columns_that_say_what_they_are_made_of() {
    let blank = sheet(&[
        &["TT", "Lĩnh vực", "Tổng số", "Đúng hạn", "Quá hạn", "Tỷ lệ đúng hạn (%)"],
        &["A", "B", "(1)=(2)+(3)", "(2)", "(3)", "(4)=(2)/(1)*100"],
        &["1", "Đất đai"],
        &["…", "…"],
        &["", "Tổng cộng"],
    ]);
    let (draft, form) = drafted(&[blank]);
    let rules: Vec<&str> = form.rules.iter().map(|rule| rule.text.as_str()).collect();
    assert_eq!(
        rules,
        ["[tong] = sum(open)", "tong_so = dung_han + qua_han", "ty_le_dung_han = percent(dung_han, tong_so)"]
    );
    assert_eq!(draft.left_out.len(), 1, "the example is named");
}

#[test]
fn a_draft_does_not_take_the_id_of_a_known_form() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("bieu");
    let blank = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/bo-chi-so-766/blank.xlsx");
    let (code, said) = phuluc(&["bieu-mau", "draft", blank, "--output", out.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(out.join("bo-chi-so-766-moi/form.toml").is_file(), "{said}");
    let (code, said) = phuluc(&["bieu-mau", "check", out.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn what_is_no_form_is_said() {
    let letter = sheet(&[&["Kính gửi: UBND các xã"], &["Đề nghị báo cáo trước ngày 15/12."]]);
    let failed = draft::drafts(&[letter], None).unwrap_err();
    assert_eq!(failed, draft::NoForm::Nothing { sheets: vec!["Biểu 2".to_owned()] });
}

/// Whatever stands on a sheet, its drafts can be read as definitions, and reviewing them does not panic.
#[track_caller]
fn loads(sheets: &[Sheet]) -> usize {
    let drafts = draft::drafts(sheets, None).map_or_else(|_| Vec::new(), |drafts| drafts.list);
    for draft in &drafts {
        for lang in [Lang::Vi, Lang::En] {
            let text = words::draft(lang, draft);
            let read = definition::read("form.toml", &text);
            review(&read.unwrap_or_else(|problems| {
                panic!("{text}\n{}", words::definition_problems(Lang::En, &problems))
            }));
        }
    }
    drafts.len()
}

#[test]
fn drafts_of_filled_workbooks_load_too() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks/five-reports/nhan");
    let drafted = fs::read_dir(folder).unwrap().map(|entry| {
        let sheets = grid::read(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
        loads(&sheets)
    });
    let drafted: usize = drafted.sum();
    assert!(drafted > 9, "{drafted} drafts");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drafts_of_any_table_load(
        head in select(vec![
            ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
            ["TT", "Tiêu chí", "Điểm tối đa", "Điểm đạt", "Lý do"],
            ["STT", "Lĩnh vực", "Tổng số", "Tổng số", "Tỷ lệ (%)"],
            ["STT", "value", "1 tháng", "ĐVT", "Kinh phí (đồng)"],
        ]),
        rows in vec((
            select(vec!["", "A", "I", "II.", "1", "1.", "1.1", "1.2.", "2", "2.1 Trong đó", "a)", "-", "1.1.1.1"]),
            select(vec!["", "Tổng số", "Tổng cộng", "Tỷ lệ nộp", "Số “đã” nộp", "- Cấp \"xã\"", "+ Cấp tỉnh", "Trong đó:", "…", "Có = 1 Không = 0"]),
            select(vec!["", "%", "Hồ sơ", "Triệu đồng", "Có = 1; Không = 0", "Có/Không", "Điểm", "10"]),
        ), 0..24),
    ) {
        let body = rows.iter().map(|(code, label, third)| vec![*code, *label, *third]);
        let lines: Vec<Vec<&str>> = [vec!["BIỂU \"MẪU\""], head.to_vec()].into_iter().chain(body).collect();
        let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
        loads(&[sheet(&lines)]);
    }
}
