//! Our blanks: the ones in the repository are current, hold the identity twice, and carry over what was in process at
//! the end of the period before.

use crate::support::builder::{CATALOGUE, FINDER, period, workbook};
use phuluc::author::{Blank, BlankError, CarryError, Order};
use phuluc::check::{Checker, Submission};
use phuluc::form::{Catalogue, Form, Holds, Kind};
use phuluc::grid::{At, Content, Identity};
use phuluc::{book, grid};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::Arc;

fn form(id: &str) -> Arc<Form> {
    Arc::clone(CATALOGUE.in_force(&id.into(), None).expect("a built-in form"))
}

fn order(ids: &[&str]) -> Order {
    Order {
        forms: ids.iter().map(|id| form(id)).collect(),
        unit: Some("UBND xã Ví dụ 01".to_owned()),
        period: period("2024-03-15", "2024-06-14"),
        ..Order::default()
    }
}

/// To renew the blanks, run `cargo run --example blanks`.
#[test]
fn blanks_in_the_repository_are_current() {
    for form in CATALOGUE.forms() {
        let newest = CATALOGUE.in_force(&form.id, None).is_some_and(|newest| newest.version == form.version);
        let name = if newest { "blank.xlsx".to_owned() } else { format!("blank-{}.xlsx", form.version) };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(form.id.as_str()).join(name);
        let forms = vec![Arc::clone(form)];
        let periods = CATALOGUE.calendar().periods_of(&forms);
        let names = Order::names(&CATALOGUE);
        let blank = Blank::new(Order { forms, periods, names, ..Order::default() }).unwrap();
        let bytes = book::blank::write(&blank).unwrap();
        let kept = std::fs::read(&path).unwrap_or_default();
        assert!(kept == bytes, "{} is not current: cargo run --example blanks", path.display());
    }
}

#[test]
fn a_blank_is_read_as_a_form_that_nobody_filled() {
    for form in CATALOGUE.forms() {
        let order = Order { forms: vec![Arc::clone(form)], ..order(&[]) };
        let bytes = book::blank::write(&Blank::new(order).unwrap()).unwrap();
        let submission = Submission::read(&grid::read(&bytes).unwrap(), &FINDER);
        let found = submission.form(&form.id).unwrap_or_else(|| panic!("{} is not found", form.id));
        assert!(found.is_blank(), "{}", form.id);
        assert_eq!(submission.unit.as_deref(), Some("UBND xã Ví dụ 01"));
        assert_eq!(submission.period, period("2024-03-15", "2024-06-14"));
        let rules: Vec<&str> = submission.notices.iter().map(|finding| finding.rule.as_str()).collect();
        let in_force = submission.period.is_some_and(|period| form.in_force(period.to));
        let wanted: &[&str] = if in_force { &["form-blank"] } else { &["form-blank", "not-in-force"] };
        assert!(rules.iter().all(|rule| wanted.contains(rule)), "{}: {rules:?}", form.id);
    }
}

/// A blank without a unit and a period asks for both in its heading. The period comes from a list, and every choice
/// can be read.
#[test]
fn the_heading_of_a_blank_is_asked_for_with_a_list_of_periods() {
    let forms = vec![form("cchc-2025-06")];
    let periods = CATALOGUE.calendar().periods_of(&forms);
    let first = "Quý III/2025 (từ ngày 15/6/2025 đến ngày 14/9/2025)";
    assert_eq!((periods.len(), periods[0].as_str()), (18, first));
    let bytes =
        book::blank::write(&Blank::new(Order { forms, periods, ..Order::default() }).unwrap()).unwrap();
    let part = |name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet2.xml");
    let asked = |cell: &str| {
        let mut all = sheet.split("<dataValidation ").skip(1);
        all.find(|one| one.contains(&format!(r#"sqref="{cell}""#)))
            .expect("a validation of the cell")
            .to_owned()
    };
    assert!(asked("A5").contains("type=\"list\"") && asked("A5").contains("$S$2:$S$19"), "{}", asked("A5"));
    // somebody who reports on other days can still type them
    assert!(!asked("A5").contains("showErrorMessage"), "{}", asked("A5"));
    assert!(asked("C1").contains("“Đơn vị báo cáo: UBND xã Ví dụ 01”"), "{}", asked("C1"));
    assert!(part("xl/sharedStrings.xml").contains(first));

    let chosen = with(&bytes, "xl/sharedStrings.xml", "(Từ ngày …/…/20… đến ngày …/…/20…)", first);
    let submission = Submission::read(&grid::read(&chosen).unwrap(), &FINDER);
    assert_eq!(submission.period, period("2025-06-15", "2025-09-14"));
    let monthly = CATALOGUE.calendar().periods_of(&[form("bo-chi-so-766")]);
    assert_eq!(monthly[0], "Tháng 1/2025 (từ ngày 01/01/2025 đến ngày 31/01/2025)");
}

/// The prompt for an amount names the form's own unit of money.
#[test]
fn figures_are_asked_for_in_the_unit_of_measure_of_the_form() {
    let bytes = book::blank::write(&Blank::new(order(&["cchc-2025-06"])).unwrap()).unwrap();
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    archive.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("Kế hoạch được giao: Số tiền tính bằng triệu đồng"), "{text}");
    assert!(!text.contains("Gõ đủ số đồng"));
}

/// An amount with decimals shows them, in the blank and in the report. A whole amount shows no stray decimal sign.
#[test]
fn an_amount_in_millions_shows_its_decimals() {
    let mut blank = Blank::new(order(&["cchc-2025-06"])).unwrap();
    let spot = blank
        .inputs()
        .into_iter()
        .find(|input| blank.filled(input.form).kind(input.row, input.column) == Some(&Kind::Money));
    let spot = spot.expect("an amount");
    let amount = Content::Number("200.5".parse().unwrap());
    blank.fill(vec![((spot.form, spot.row, spot.column), amount)]);
    let bytes = book::blank::write(&blank).unwrap();
    let submission = Submission::read(&grid::read(&bytes).unwrap(), &FINDER);
    let read = submission.forms[0].rows[spot.row].entries.get(spot.column).answer.figure().map(|f| f.value);
    assert_eq!(read, Some("200.5".parse().unwrap()));
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    archive.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("=INT(N("), "whole amounts have a format of their own");
}

/// Yellow marks cells that must be filled in. Remarks, and cells that the form does not ask for, are not yellow.
#[test]
fn only_what_is_asked_for_is_yellow() {
    let form = form("cchc-2025-06");
    let note = form.column_holding(&Holds::Note).expect("a column of remarks");
    let blank = Blank::new(order(&["cchc-2025-06"])).unwrap();
    let at = u8::try_from(blank.sheet_column(0, note).expect("it is drawn")).unwrap();
    let letter = char::from(b'A' + at);
    let bytes = book::blank::write(&blank).unwrap();
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    archive.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut text).unwrap();
    let open: Vec<&str> = text
        .split("<conditionalFormatting ")
        .skip(1)
        .filter(|one| one.contains("CELL(&quot;protect&quot;") || one.contains("CELL(\"protect\""))
        .filter_map(|one| one.split('"').nth(1))
        .collect();
    assert!(!open.is_empty());
    assert!(open.iter().all(|area| !area.contains(letter)), "{letter}: {open:?}");
}

/// The package with a text replaced in one of its parts.
fn with(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == part {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{part} has no {from}");
            content = text.replace(from, to).into_bytes();
        }
        changed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(&content).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

#[test]
fn identity_survives_the_loss_of_either_copy() {
    let bytes = book::blank::write(&Blank::new(order(&["tthc-06a"])).unwrap()).unwrap();
    let whole = Identity::find(&grid::read(&bytes).unwrap()).unwrap();
    assert_eq!(whole.unit.as_deref(), Some("UBND xã Ví dụ 01"));
    let no_sheet = with(&bytes, "xl/workbook.xml", "name=\"_phuluc\"", "name=\"_khac\"");
    let no_properties = with(&bytes, "docProps/custom.xml", "name=\"phuluc.", "name=\"khac.");
    for lost in [no_sheet, no_properties] {
        assert_eq!(Identity::find(&grid::read(&lost).unwrap()), Some(whole.clone()));
    }
}

#[test]
fn what_was_in_process_is_carried_over() {
    let before = workbook("UBND xã Ví dụ 01")
        .tthc(&[("Đất đai", "10 4 5 1  8 3 4 1  2 1 1"), ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")]);
    let mut blank = Blank::new(order(&["tthc-06a"])).unwrap();
    assert_eq!(blank.carry(&before.submission()), Ok(2));
    let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == "Biểu 06a").unwrap();
    assert_eq!(sheet.text(At { row: 11, column: 1 }), "Đất đai");
    assert_eq!(sheet.text(At { row: 11, column: 5 }), "2");
    assert_eq!(sheet.text(At { row: 26, column: 5 }), "3");
}

#[test]
fn what_is_no_report_of_the_period_before_is_refused() {
    let before = workbook("UBND xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")]);
    let carried = |order: Order, before: &crate::support::builder::Workbook| {
        Blank::new(order).unwrap().carry(&before.submission()).unwrap_err()
    };
    let other = Order { unit: Some("UBND xã Ví dụ 02".to_owned()), ..order(&["tthc-06a"]) };
    assert_eq!(carried(other, &before), CarryError::OtherUnit("UBND xã Ví dụ 01".to_owned()));
    let gap = Order { period: period("2024-06-15", "2024-09-14"), ..order(&["tthc-06a"]) };
    assert_eq!(carried(gap, &before), CarryError::NotBefore(period("2023-12-15", "2024-03-14")));
    let nothing = Blank::new(order(&["cchc-hue-02"])).unwrap().carry(&before.submission());
    assert_eq!(nothing, Ok(0));
}

#[test]
fn two_forms_on_one_sheet_are_refused() {
    assert_eq!(Blank::new(Order::default()).unwrap_err(), BlankError::NoForm);
    let twice = Blank::new(order(&["tthc-06a", "tthc-06a"])).unwrap_err();
    assert_eq!(twice, BlankError::SheetTwice("Biểu 06a".to_owned()));
}

/// Even a form of two or three columns has room for its heading and its signatures.
#[test]
fn a_form_of_two_or_three_columns_has_a_blank() {
    let code = "{ id = \"stt\", kind = \"code\", head = [\"STT\"] },";
    for code in ["", code] {
        let text = format!(
            r#"
            id = "bieu-hep"
            version = "1"
            title = "Biểu hẹp"
            short = "Biểu hẹp"
            sheet = "Biểu hẹp"
            measure = "Vụ"
            basis = "Thử"
            in_force = {{ from = 2020-01-01 }}
            sent = {{ by = "xã" }}
            columns = [
              {code}
              {{ id = "ten", kind = "label", head = ["Nội dung"] }},
              {{ id = "so", kind = "count", head = ["Số"] }},
            ]
            rows = [{{ code = "1", label = "Số vụ việc" }}, {{ code = "2", label = "Số vụ việc đã xong" }}]
            "#
        );
        let catalogue = Catalogue::with([("hep.toml".to_owned(), text)]).unwrap();
        let form = Arc::clone(catalogue.in_force(&"bieu-hep".into(), None).unwrap());
        let blank = Blank::new(Order { forms: vec![form], ..order(&[]) }).unwrap();
        let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
        let submission = Submission::read(&sheets, Checker::new(catalogue).finder());
        assert_eq!(submission.unit.as_deref(), Some("UBND xã Ví dụ 01"));
        assert_eq!(submission.forms.len(), 1);
    }
}

/// A rule that needs another form says what that form is called on paper.
#[test]
fn a_form_that_a_rule_needs_is_called_by_its_printed_name() {
    let names = Order::names(&CATALOGUE);
    let blank = Blank::new(Order { names, ..order(&["so-lieu-bao-cao"]) }).unwrap();
    let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
    let checks = sheets.iter().find(|sheet| sheet.name == "Kiểm tra").unwrap();
    let cells: Vec<String> = checks.cells().map(|(_, cell)| cell.shown().into_owned()).collect();
    let needs: Vec<&String> = cells.iter().filter(|cell| cell.ends_with("không có trong tệp này.")).collect();
    assert!(needs.iter().any(|cell| **cell == "Cần “Phụ lục 2”, không có trong tệp này."), "{needs:?}");
    assert!(!needs.iter().any(|cell| cell.contains("cchc-")), "{needs:?}");
}
