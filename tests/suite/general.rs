//! Every general rule: a file that breaks it, and the one line that is found.

use crate::builder::{CATALOGUE, FINDER, Workbook, line, lines, put, workbook};
use phuluc::attachments::OtherFile;
use phuluc::book::{Look, SheetRow};
use phuluc::check;
use phuluc::consolidate;
use phuluc::consolidate::Refusal;
use phuluc::finding::{Finding, GeneralFinding};
use phuluc::form::FormId;
use phuluc::general_rules::file_not_found::FileNotFound;
use phuluc::general_rules::form_joined::FormJoined;
use phuluc::general_rules::form_split::FormSplit;
use phuluc::general_rules::no_known_form::NoKnownForm;
use phuluc::general_rules::own_output::OwnOutput;
use phuluc::general_rules::same_as_before::SameAsBefore;
use phuluc::general_rules::unreadable_file::UnreadableFile;
use phuluc::grid::{self, At, Cell, Content, Formula, NumberFormat, ReadError, Sheet};
use phuluc::legacy_encoding::Encoding;
use phuluc::list::CellValue;
use phuluc::round::general_rules::consolidated_not_taken_over::ConsolidatedNotTakenOver;
use phuluc::round::general_rules::file_changed::FileChanged;
use phuluc::round::general_rules::file_not_taken::FileNotTaken;
use phuluc::round::general_rules::file_repeated::FileRepeated;
use phuluc::round::general_rules::named_for_other::NamedForOther;
use phuluc::round::general_rules::unit_came_twice::UnitCameTwice;
use phuluc::round::general_rules::unit_doubtful::UnitDoubtful;
use phuluc::round::{Round, general_rules};

use phuluc::submission::Submission;
use std::collections::BTreeSet;

const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

fn hue(filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").printed("cchc-hue-02", filled)
}

/// The findings of workbooks sent in a round for `tthc-06a` of the first quarter.
fn in_round(workbooks: &[Workbook]) -> Vec<Finding> {
    let text = r#"
        title = "Quý I/2024"
        forms = ["tthc-06a"]
        period = { from = 2023-12-15, to = 2024-03-14 }
        [[units]]
        name = "Xã Ví dụ 01"
    "#;
    let round = Round::read(text, &[&FormId::from("tthc-06a")]).unwrap();
    let reports = workbooks.iter().enumerate().map(|(i, workbook)| workbook.report(&format!("{i}.xlsx")));
    let members = consolidate::gather(&round, vec![reports.collect()], &CATALOGUE);
    members
        .into_iter()
        .flat_map(|member| member.reports)
        .flat_map(|report| report.checked.findings.clone())
        .collect()
}

fn of_file(found: impl GeneralFinding) -> Vec<String> {
    vec![line(&Finding::of_file(found))]
}

/// A rule and what is found when it is broken.
#[expect(clippy::too_many_lines, reason = "a table, one entry a rule")]
fn cases() -> Vec<(&'static str, Vec<String>)> {
    let tthc = |lines: &[(&str, &str)]| workbook("Xã Ví dụ 01").tthc(lines);
    let changed = |change: &dyn Fn(&mut Workbook)| {
        let mut workbook = tthc(&[TOTAL]);
        change(&mut workbook);
        workbook
    };
    let with_cell = |row: u32, cell: Cell| {
        let sheet = grid::read(&hue(&[("1", "1")]).bytes()).unwrap().swap_remove(0);
        let sheet = sheet.with([(At { row, column: 3 }, cell)]);
        lines(&check::check(&Submission::read(&[sheet], &FINDER), None))
    };
    let bad_cell = |content: Content| with_cell(10, Cell::plain(content));
    let number = |number: &str| Content::Number(number.parse().unwrap());
    let documents = |own: &[&str]| lines(&workbook("Xã Ví dụ 01").register(&[("2", own)]).check());

    let round = |workbooks: &[Workbook]| in_round(workbooks).iter().map(line).collect::<Vec<_>>();
    vec![
        ("ambiguous-number", lines(&hue(&[("1", "1.5")]).check())),
        ("blank-total", lines(&hue(&[("2.1", "20"), ("2.2", "15")]).check())),
        ("cell-error", bad_cell(Content::Error("#REF!".to_owned()))),
        ("code-not-allowed", lines(&hue(&[("7.2", "3")]).check())),
        ("columns-aligned", {
            let sheet = grid::read(&hue(&[("1", "6")]).bytes()).unwrap().swap_remove(0);
            let label = Cell::plain(Content::Text("Các chỉ tiêu thống kê".into()));
            let sheet = sheet.with([(At { row: 7, column: 1 }, label)]);
            lines(&check::check(&Submission::read(&[sheet], &FINDER), None))
        }),
        ("consolidated-not-taken-over", {
            let refusal =
                Refusal::Lines {
                    sheet: "Dữ liệu", unit: "Xã Ví dụ 01".to_owned(), said: 120, found: 119
                };
            of_file(ConsolidatedNotTakenOver(refusal))
        }),
        ("copied-workbook", {
            let mut workbook = tthc(&[TOTAL]);
            workbook.sheets[0].heading.right[0] = String::from("Đơn vị báo cáo: UBND xã Ví dụ 02");
            lines(&workbook.check())
        }),
        ("document-number-malformed", documents(&["Kế hoạch số 109 KH-UBND ngày 10/10/2023"])),
        (
            "document-order",
            documents(&["Thông báo số 64/TB-UBND ngày 04/7/2023", "Thông báo số 63/TB-UBND ngày 24/7/2023"]),
        ),
        ("document-sign-differs", documents(&["Kế hoạch số 52/QĐ-UBND ngày 10/01/2024"])),
        ("document-without-date", documents(&["Thông báo số 29/TB-UBND về việc lấy ý kiến"])),
        ("document-without-number", documents(&["Quyết định ngày 05/01/2024 của UBND xã"])),
        ("figures-outside", {
            let sheet = grid::read(&hue(&[("1", "6")]).bytes()).unwrap().swap_remove(0);
            let sheet = sheet.with([(At { row: 45, column: 9 }, Cell::plain(number("25")))]);
            lines(&check::check(&Submission::read(&[sheet], &FINDER), None))
        }),
        ("file-changed", of_file(FileChanged)),
        ("file-not-found", of_file(FileNotFound)),
        ("file-not-taken", of_file(FileNotTaken(OtherFile::Pdf))),
        ("file-repeated", of_file(FileRepeated { first: "nhan/a.xlsx".to_owned(), number: 1 })),
        ("form-blank", lines(&hue(&[]).check())),
        ("form-joined", {
            let sheets = vec!["Trang 1".to_owned(), "Trang 2".to_owned()];
            of_file(FormJoined { sheets })
        }),
        ("form-missing", round(&[hue(&[("1", "6")])])),
        ("form-repeated", round(&[tthc(&[TOTAL]), tthc(&[TOTAL])])),
        ("form-split", {
            let (short, first) = ("Phụ lục 2".to_owned(), "Trang 1".to_owned());
            of_file(FormSplit { short, first })
        }),
        ("hidden-sheet", {
            let mut sheets = grid::read(&tthc(&[TOTAL]).bytes()).unwrap();
            sheets[0].visible = false;
            lines(&check::check(&Submission::read(&sheets, &FINDER), None))
        }),
        ("identity-differs", {
            let mut workbook = tthc(&[TOTAL]).printed("cchc-hue-02", &[("1", "6")]);
            workbook.sheets[1].heading.right[0] = String::from("Đơn vị báo cáo: UBND xã Ví dụ 02");
            lines(&workbook.check())
        }),
        ("measure-changed", {
            let mut workbook = hue(&[("3.2", "5")]);
            workbook.sheets[0].rows[6].cells[2] = CellValue::Text("Công chức".to_owned());
            lines(&workbook.check())
        }),
        (
            "more-than-shown",
            with_cell(15, Cell { format: NumberFormat::new("#,##0,"), ..Cell::plain(number("75000")) }),
        ),
        ("named-for-other", {
            let (here, file_name) = ("Xã Ví dụ 02".to_owned(), "Xã Ví dụ 01".to_owned());
            of_file(NamedForOther { here, file_name })
        }),
        ("negative-number", lines(&hue(&[("1", "-3")]).check())),
        ("no-known-form", of_file(NoKnownForm { sheets: vec!["Sheet1".to_owned()], nearest: None })),
        ("not-a-number", lines(&hue(&[("2", "%")]).check())),
        ("not-calculated", bad_cell(Content::NotCalculated)),
        ("not-in-force", lines(&tthc(&[TOTAL]).period("2018-12-15", "2019-12-14").check())),
        ("number-as-date", bad_cell(Content::Date(46_300.into()))),
        ("old-font", {
            let mut sheets = grid::read(&tthc(&[TOTAL]).bytes()).unwrap();
            sheets[0].encoding = Encoding::Tcvn3 { capitals: false };
            lines(&check::check(&Submission::read(&sheets, &FINDER), None))
        }),
        ("own-output", of_file(OwnOutput)),
        ("percent-truncated", lines(&hue(&[("2", "66.6"), ("2.1", "3"), ("2.2", "2")]).check())),
        ("period-differs", round(&[tthc(&[TOTAL]).period("2023-12-15", "2024-03-08")])),
        ("period-unknown", {
            let mut nobody = changed(&|workbook| workbook.with_identity = false);
            nobody.sheets[0].heading.period = None;
            lines(&nobody.check())
        }),
        ("row-missing", {
            let mut workbook = hue(&[("1", "6")]);
            workbook.sheets[0].rows.pop();
            lines(&workbook.check())
        }),
        (
            "row-repeated",
            lines(
                &tthc(&[
                    ("Đất đai", "30 16 13 1  27 13 13 1  3 2 1"),
                    ("đất  đai", "0 0 0 0 0 0 0 0 0 0 0"),
                    TOTAL,
                ])
                .check(),
            ),
        ),
        ("rows-aligned", {
            let mut workbook = hue(&[("1", "6")]);
            workbook.sheets[0].rows.swap(2, 3);
            lines(&workbook.check())
        }),
        ("same-as-before", {
            let (before, now) = (tthc(&[TOTAL]).submission(), tthc(&[TOTAL]).submission());
            let figures = now.repeats(&before).expect("the same figures");
            assert_eq!(
                tthc(&[("Tổng cộng", "31 16 13 1  27 13 13 1  3 2 1")]).submission().repeats(&before),
                None
            );
            of_file(SameAsBefore { figures })
        }),
        ("sheet-not-read", {
            let mut sheets = grid::read(&tthc(&[TOTAL]).bytes()).unwrap();
            let cell = Cell::plain(Content::Text("việc cần làm".into()));
            sheets.push(Sheet::new("Ghi chép", [(At { row: 0, column: 0 }, cell)]));
            lines(&check::check(&Submission::read(&sheets, &FINDER), None))
        }),
        (
            "stale-result",
            with_cell(15, Cell { formula: Some(Formula::new("2+3")), ..Cell::plain(number("4")) }),
        ),
        ("too-many-digits", with_cell(15, Cell::plain(number("1234567890123456")))),
        ("typed-over-formula", crate::values::typed_over(&["D11"]).0),
        ("unit-came-twice", {
            let (unit, counted) = ("Xã Ví dụ 01".to_owned(), "nhan/huyen-a.xlsx".to_owned());
            of_file(UnitCameTwice { unit, counted: Some(counted) })
        }),
        ("unit-doubtful", of_file(UnitDoubtful { said: None, may_be: Vec::new() })),
        ("unit-unknown", {
            let mut nobody = changed(&|workbook| workbook.with_identity = false);
            nobody.sheets[0].heading.right[0] = String::new();
            lines(&nobody.check())
        }),
        ("unknown-column", {
            let mut workbook = hue(&[("1", "6")]);
            workbook.sheets[0].beside = vec![("Hồ sơ giấy".to_owned(), vec![put("5")])];
            lines(&workbook.check())
        }),
        ("unknown-row", {
            let mut workbook = hue(&[("1", "6")]);
            let cells = ["9", "Chỉ tiêu tự thêm", ".", "7", "."].map(put).to_vec();
            workbook.sheets[0].rows.push(SheetRow { cells, look: Look::Plain });
            lines(&workbook.check())
        }),
        ("unreadable-file", of_file(UnreadableFile(ReadError::Empty))),
        ("value-in-heading", lines(&hue(&[("5", "25")]).check())),
        (
            "value-out-of-scope",
            lines(&workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1", "4"), ("1.2", "4")]).check()),
        ),
        ("wrong-unit", round(&[workbook("Xã Ví dụ 02").tthc(&[TOTAL])])),
        ("zero-of-none", lines(&hue(&[("3.3", "0"), ("3.3.1", "0"), ("3.3.2", "0")]).check())),
    ]
}

#[test]
fn every_rule_finds_its_mistake_and_nothing_else() {
    let found: Vec<String> = cases().into_iter().map(|(_, lines)| lines.join("; ")).collect();
    insta::assert_snapshot!(found.join("\n"), @"
    error ambiguous-number 1 D10 1.5 number – –
    warning blank-total 2 D11 – = 75 –
    error cell-error 2 D11 #REF! number – –
    error code-not-allowed 7.2 D35 3 in – –
    note columns-aligned – – – – – –
    error consolidated-not-taken-over – – – – – –
    warning copied-workbook – – – – – –
    warning document-number-malformed 2 C10 Kế hoạch số 109 KH-UBND ngày 10/10/2023 – – –
    warning document-order 2 C10 Thông báo số 64/TB-UBND ngày 04/7/2023 – – –
    warning document-sign-differs 2 C10 Kế hoạch số 52/QĐ-UBND ngày 10/01/2024 – – –
    warning document-without-date 2 C10 Thông báo số 29/TB-UBND về việc lấy ý kiến – – –
    warning document-without-number 2 C10 Quyết định ngày 05/01/2024 của UBND xã – – –
    warning figures-outside – – – – – –
    error file-changed – – – – – –
    error file-not-found – – – – – –
    warning file-not-taken – – – – – –
    note file-repeated – – – – – –
    error form-blank – – – – – –
    note form-joined – – – – – –
    error form-missing – – – – – –
    error form-repeated – – – – – –
    error form-split – – – – – –
    warning hidden-sheet – – – – – –
    error identity-differs – – – – – –
    warning measure-changed 3.2 D16 5 – – –
    error more-than-shown 3.2 D16 75000 number – –
    warning named-for-other – – – – – –
    error negative-number 1 D10 -3 >= 0 -3
    error no-known-form – – – – – –
    error not-a-number 2 D11 % number – –
    error not-calculated 2 D11  number – –
    warning not-in-force – – – – – –
    error number-as-date 2 D11 05/10/2026 number – –
    note old-font – – – – – –
    error own-output – – – – – –
    note percent-truncated 2 D11 66.6 = 66.7 -0.1
    warning period-differs – – – – – –
    warning period-unknown – – – – – –
    error row-missing 8 – – – – –
    error row-repeated dat dai A13 – – – –
    note rows-aligned – – – – – –
    warning same-as-before – – – – – –
    note sheet-not-read – – – – – –
    error stale-result 3.2 D16 4 number – –
    error too-many-digits 3.2 D16 1234567890123456 number – –
    note typed-over-formula 2 D11 75 – – –
    warning unit-came-twice – – – – – –
    error unit-doubtful – – – – – –
    warning unit-unknown – – – – – –
    warning unknown-column – F8 – – – –
    warning unknown-row – A37 – – – –
    error unreadable-file – – – – – –
    warning value-in-heading 5 D23 25 blank – –
    warning value-out-of-scope 1.2 D12 4 blank – –
    error wrong-unit – – – – – –
    note zero-of-none 3.3 D17 0 = – –
    ");
    for (rule, lines) in cases() {
        assert!(lines.len() == 1 && lines[0].contains(rule), "{rule}: {lines:?}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let cases: BTreeSet<&str> = cases().into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(general_rules::all().iter().map(|rule| rule.id).collect::<BTreeSet<_>>(), cases);
}

#[test]
fn a_report_of_another_period_is_not_added_up() {
    let other = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).period("2022-12-15", "2023-12-14");
    assert_eq!(in_round(&[other]).iter().map(line).collect::<Vec<_>>(), ["error period-differs – – – – – –"]);
}

#[test]
fn another_units_file_is_pointed_out() {
    let found = in_round(&[workbook("Xã Ví dụ 02").tthc(&[TOTAL])]);
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), ["error wrong-unit – – – – – –"]);
}

#[test]
fn a_file_without_a_form_fails_as_a_whole() {
    let report = workbook("Xã Ví dụ 01").report("a.xlsx");
    assert_eq!(report.status(), phuluc::file_report::FileStatus::Unreadable);
}
