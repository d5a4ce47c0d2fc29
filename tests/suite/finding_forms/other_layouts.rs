//! Forms in other layouts: typed by hand, moved to another sheet, merged differently, hidden, or beside another
//! table. Each is read alike, or refused with the reason.

use crate::support::builder::{CATALOGUE, FINDER, Workbook, put, report_of_sheets, workbook};
use crate::support::damage::beneath;
use phuluc::book::consolidated;
use phuluc::check::{Submission, rule_check};
use phuluc::desk::Context;
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Sheet};
use phuluc::round::{Consolidation, Material, Round, consolidate};
use phuluc::say::{Lang, words};

const OPEN: [(&str, &str); 2] =
    [("Đất đai", "30 16 13 1  27 13 13 1  3 2 1"), ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")];
const PRINTED: [(&str, &str); 5] = [("1", "6"), ("2", "75"), ("2.1", "20"), ("2.2", "15"), ("7", "1")];

/// A workbook without the identity that tells it comes from our program.
fn by_hand() -> Workbook {
    Workbook { with_identity: false, ..workbook("Xã Ví dụ 01") }
}

fn sheets(workbook: &Workbook) -> Vec<Sheet> {
    grid::read(&workbook.bytes()).unwrap().into_iter().filter(|sheet| sheet.visible).collect()
}

pub(crate) fn printed() -> Sheet {
    sheets(&by_hand().printed("cchc-hue-02", &PRINTED)).swap_remove(0)
}

fn text(text: &str) -> Cell {
    Cell::plain(Content::Text(text.into()))
}

fn at(name: &str) -> At {
    name.parse().unwrap()
}

/// The figures that were read, by form, row and column.
fn figures(sheets: &[Sheet]) -> Vec<String> {
    let read = Submission::read(sheets, &FINDER);
    let mut figures = Vec::new();
    for form in &read.forms {
        for row in form.rows.iter() {
            let given = form.form.columns.iter().zip(row.entries.iter());
            let given = given.filter_map(|(column, entry)| Some((column, entry.value()?)));
            figures.extend(
                given.map(|(column, value)| format!("{} {} {} {value}", form.form.id, row.id, column.id)),
            );
        }
    }
    figures.sort();
    figures
}

fn messages(sheets: &[Sheet]) -> Vec<String> {
    let findings = rule_check::check(&Submission::read(sheets, &FINDER), None).findings;
    findings.iter().map(|finding| words::message(Lang::Vi, finding)).collect()
}

/// The first cell with this text.
pub(crate) fn find(sheet: &Sheet, wanted: &str) -> At {
    sheet.cells().map(|(at, _)| at).find(|at| sheet.text(*at) == wanted).unwrap()
}

#[test]
fn sheets_may_have_any_name_and_order_and_others_between_them() {
    let all =
        sheets(&by_hand().printed("cchc-hue-02", &PRINTED).printed("cchc-hue-03", &[("1", "4")]).tthc(&OPEN));
    let before = figures(&all);
    assert_eq!(before.len(), PRINTED.len() + 1 + 22);
    let renamed = |(n, mut sheet): (usize, Sheet)| {
        sheet.name = format!("Trang tính{n}");
        sheet
    };
    let mut moved: Vec<Sheet> = all.into_iter().rev().enumerate().map(renamed).collect();
    let contacts = [("A1", "Họ và tên"), ("B1", "Điện thoại"), ("A2", "Nguyễn Văn A"), ("B2", "0912345678")];
    moved.insert(1, Sheet::new("Danh bạ", contacts.map(|(place, label)| (at(place), text(label)))));
    moved.insert(0, Sheet::new("Sheet1", []));
    assert_eq!(figures(&moved), before);
}

#[test]
fn forms_below_each_other_are_all_read() {
    let all = sheets(
        &by_hand().printed("cchc-hue-02", &PRINTED).tthc(&OPEN).printed("cchc-hue-04", &[("1.1", "9")]),
    );
    let one = all.iter().skip(1).fold(all[0].clone(), |above, below| beneath(&above, below));
    assert_eq!(figures(&[one]), figures(&all));
}

/// If two tables with the same labels stand side by side, nobody can tell which one is meant.
#[test]
fn forms_beside_each_other_are_refused() {
    let (left, right) = (printed(), sheets(&by_hand().printed("cchc-hue-03", &[("1", "4")])).swap_remove(0));
    let moved = |at: At| At { column: at.column + 7, ..at };
    let cells = right.cells().map(|(at, cell)| (moved(at), cell.clone()));
    let merges: Vec<(At, At)> = right.merges().iter().map(|(from, to)| (moved(*from), moved(*to))).collect();
    let both = left.cells().map(|(at, cell)| (at, cell.clone())).chain(cells);
    let both =
        Sheet::new("Sheet1", both).merged(left.merges().iter().copied().chain(merges).collect::<Vec<_>>());
    assert_eq!(figures(std::slice::from_ref(&both)), Vec::<String>::new());
    insta::assert_snapshot!(messages(&[both]).join("\n"), @"Trang tính “Sheet1”: có 27/27 chỉ tiêu của Phụ lục 2 nhưng cột “Số liệu” có ở nhiều chỗ (ô D9 đang ghi “Số liệu”, ô K9 đang ghi “Số liệu”), không biết cột nào, nên Phụ lục 2 chưa được đọc.");
}

#[test]
fn headers_may_be_merged_otherwise() {
    let form = printed();
    let before = figures(std::slice::from_ref(&form));
    let (group, label) = (find(&form, "Kết quả thống kê"), find(&form, "Số liệu"));
    let remark = find(&form, "Ghi chú");
    let unmerged = || Sheet::new("Sheet1", form.cells().map(|(at, cell)| (at, cell.clone())));
    // the group's label stands above each of its columns
    let repeated = unmerged().with([(At { column: group.column + 1, ..group }, text("Kết quả thống kê"))]);
    assert_eq!(figures(&[repeated]), before);
    // there is one row of labels, each with that of its group
    let one_row = unmerged().with([
        (group, text("Đơn vị tính")),
        (At { column: group.column, ..label }, text("")),
        (label, text("")),
        (At { row: group.row, ..label }, text("Kết quả thống kê - Số liệu")),
    ]);
    assert_eq!(figures(&[one_row]), before);
    // the labels are merged over the empty column of remarks
    let too_far = unmerged().with([(remark, text(""))]).merged([
        (group, At { column: remark.column, ..group }),
        (label, At { column: remark.column, ..label }),
    ]);
    assert_eq!(figures(&[too_far]), before);
}

/// If two columns have the same label and both are filled, the form is refused, whichever comes first.
#[test]
fn of_two_columns_of_one_label_none_is_read() {
    let form = printed();
    let label = find(&form, "Số liệu");
    let twice = form.cells().filter(|(at, _)| at.column == label.column && at.row >= label.row);
    let twice: Vec<(At, Cell)> = twice.map(|(at, cell)| (At { column: 6, ..at }, cell.clone())).collect();
    let group = (At { row: label.row - 1, column: 6 }, text("Kết quả thống kê"));
    let both = [form.with(twice).with([group])];
    assert_eq!(figures(&both), Vec::<String>::new());
    insta::assert_snapshot!(messages(&both).join("\n"), @"Trang tính “PL2”: có 27/27 chỉ tiêu của Phụ lục 2 nhưng cột “Số liệu” có ở nhiều chỗ (ô D9 đang ghi “Số liệu”, ô G9 đang ghi “Số liệu”), không biết cột nào, nên Phụ lục 2 chưa được đọc.");
}

/// The printed form on two sheets, both with heading and header. `first` and `second` say which rows each sheet has.
pub(crate) fn split(form: &Sheet, first: impl Fn(u32) -> bool, second: impl Fn(u32) -> bool) -> [Sheet; 2] {
    let body = find(form, "Số liệu").row + 1;
    let half = |name: &str, holds: &dyn Fn(u32) -> bool| {
        let cells = form.cells().filter(|(at, _)| at.row < body || holds(at.row));
        let cells: Vec<(At, Cell)> = cells.map(|(at, cell)| (at, cell.clone())).collect();
        Sheet::new(name, cells).merged(form.merges().to_vec())
    };
    [half("Trang 1", &first), half("Trang 2", &second)]
}

pub(crate) const MIDDLE: &str = "Thực hiện nhiệm vụ UBND huyện giao";

#[test]
fn a_form_on_two_sheets_is_put_together() {
    let form = printed();
    // split in the middle, and split where the longer part alone would be the form with rows missing
    for label in [MIDDLE, "Khảo sát sự hài lòng của người dân, tổ chức"] {
        let middle = find(&form, label).row;
        let halves = split(&form, |row| row < middle, |row| row >= middle);
        assert_eq!(figures(&halves), figures(std::slice::from_ref(&form)));
        let joined = "Phụ lục 2 (trang tính “Trang 1”): các dòng của biểu nằm trên các trang tính “Trang 1”, “Trang 2”, đã ghép thành một biểu.";
        let survey = "Phụ lục 2, mục 7, ô D33 trang tính “Trang 2” “Khảo sát sự hài lòng của người dân, tổ chức”: ghi 1 (Có) nhưng mục 7.1 (ô D34 trang tính “Trang 2”), mục 7.2 (ô D35 trang tính “Trang 2”) chưa nhập.";
        assert_eq!(messages(&halves), [joined, survey]);
    }
}

/// Every finding and every figure names the sheet of its cell, although row numbers repeat.
#[test]
fn what_was_put_together_keeps_its_sheets() {
    let form = sheets(&by_hand().printed("cchc-hue-02", &[("1", "-6"), ("7", "-1")])).swap_remove(0);
    let middle = find(&form, MIDDLE).row;
    let halves = split(&form, |row| row < middle, |row| row >= middle);
    let read = Submission::read(&halves, &FINDER);
    let checked = rule_check::check(&read, None);
    let negative = checked.findings.iter().filter(|finding| finding.rule == "negative-number");
    let places: Vec<String> = negative
        .map(|finding| match finding.cell() {
            (Some(sheet), Some(at)) => format!("{sheet} {at} {}", finding.row().unwrap()),
            cell => panic!("{cell:?}"),
        })
        .collect();
    let at = |row: &str| {
        let filled = &read.forms[0];
        let row = filled.row(&row.into()).unwrap();
        filled.rows[row].entries.iter().rev().find_map(|entry| entry.value().and(entry.at)).unwrap()
    };
    assert_eq!(places, [format!("Trang 1 {} 1", at("1")), format!("Trang 2 {} 7", at("7"))]);
}

/// A form joined from two sheets is traced to them in the consolidated workbook, and one level up.
#[test]
fn what_was_put_together_is_traced_to_its_sheets() {
    let form = printed();
    let middle = find(&form, MIDDLE).row;
    let halves = split(&form, |row| row < middle, |row| row >= middle);
    let report = report_of_sheets("nhan/01.xlsx", Vec::new(), &halves, &Context::default());
    let text = "title = \"a\"\nreceiver = \"Huyện Ví dụ\"\nforms = [\"cchc-hue-02\"]\n[[units]]\nname = \"Xã Ví dụ 01\"\n";
    let round = Round::read(text, &CATALOGUE).unwrap();
    let members = consolidate::gather(&round, vec![vec![report]], &CATALOGUE);
    let below = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let written = |all: &Consolidation| grid::read(&consolidated::write(all).unwrap()).unwrap();
    let data = |sheets: &[Sheet]| {
        let data = sheets.iter().find(|sheet| sheet.name == consolidated::DATA).unwrap();
        let line = |row| [2, 6, 10, 11].map(|column| data.text(At { row, column })).join(" ");
        (5..=data.last_row().unwrap()).map(line).collect::<Vec<_>>()
    };
    let sheets = written(&below);
    let lines = data(&sheets);
    assert!(lines.contains(&"7 1 Trang 2 D33".to_owned()), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("Trang 1")), "{lines:#?}");
    let passed = consolidated::read_back(&sheets, &CATALOGUE).unwrap();
    let again = consolidate::consolidate(Material::new(&passed.round, passed.members), &CATALOGUE);
    assert_eq!(data(&written(&again)), lines);
}

/// Two parts are not joined if a row stands on both, or if their rows alternate.
#[test]
fn parts_of_a_form_that_are_not_certain_are_not_put_together() {
    let form = printed();
    let middle = find(&form, MIDDLE).row;
    let refused = |halves: &[Sheet]| {
        assert_eq!(figures(halves), Vec::<String>::new());
        messages(halves)
    };
    let overlapping = split(&form, |row| row < middle, |row| row >= middle - 1);
    insta::assert_snapshot!(refused(&overlapping).join("\n"), @"
    Trang tính “Trang 1”: không có biểu nào đã biết nên chưa đọc, gần nhất là Phụ lục 2: chỉ thấy 13/27 chỉ tiêu của mẫu.
    Trang tính “Trang 2”: không có biểu nào đã biết nên chưa đọc, gần nhất là Phụ lục 2: chỉ thấy 15/27 chỉ tiêu của mẫu.
    ");
    let interleaved = split(&form, |row| row % 2 == 0, |row| row % 2 == 1);
    assert!(refused(&interleaved).iter().all(|said| !said.contains("đã ghép")));
    // some figures belong to no row of the form
    let [first, second] = split(&form, |row| row < middle, |row| row >= middle);
    let figure = Cell::plain(Content::Number(25.into()));
    let said = refused(&[first, second.with([(At { row: 60, column: 9 }, figure)])]);
    assert!(said.iter().any(|said| said.contains("Trang 2”: có các dòng của Phụ lục 2")), "{said:?}");
    // less than the whole form is not enough
    let end = find(&form, "Khảo sát sự hài lòng của người dân, tổ chức").row;
    let too_few = split(&form, |row| row < middle - 4, |row| row > end);
    assert!(refused(&too_few).iter().all(|said| !said.contains("đã ghép")));
}

/// Both readings are shown, whether the rows are printed or the sender's own.
#[test]
fn a_row_that_stands_twice_is_shown_with_both_readings() {
    let said = |workbook: Workbook| {
        let said = messages(&sheets(&workbook));
        said.into_iter().filter(|said| said.contains("cùng là một")).collect::<Vec<_>>().join("\n")
    };
    let again = |figure: &str| {
        let mut workbook = by_hand().printed("cchc-hue-02", &PRINTED);
        let mut row = workbook.sheets[0].rows[0].clone();
        row.cells[3] = put(figure);
        workbook.sheets[0].rows.insert(5, row);
        workbook
    };
    let open = by_hand().tthc(&[OPEN[0], ("đất đai", "31 17 13 1  27 13 13 1  4 2 ."), OPEN[1]]);
    insta::assert_snapshot!([said(again("6")), said(again("8")), said(open)].join("\n"), @"
    Phụ lục 2 (trang tính “PL2”), ô A15: dòng 10 và dòng 15 của trang tính cùng là một chỉ tiêu, ghi như nhau.
    Phụ lục 2 (trang tính “PL2”), ô A15: dòng 10 và dòng 15 của trang tính cùng là một chỉ tiêu nhưng ghi khác nhau: dòng 10 ghi “6”, dòng 15 ghi “8”.
    Biểu 06a (trang tính “Biểu 06a”), ô A13: dòng 12 và dòng 13 của trang tính cùng là một chỉ tiêu nhưng ghi khác nhau: dòng 12 ghi “30 | 16 | 13 | 1 | 27 | 13 | 13 | 1 | 3 | 2 | 1”, dòng 13 ghi “31 | 17 | 13 | 1 | 27 | 13 | 13 | 1 | 4 | 2 | trống”.
    ");
}

#[test]
fn hidden_rows_and_columns_are_read_like_any_other() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let column = |at: At| u16::try_from(at.column).unwrap();
    for (from, to) in printed().merges().iter().filter(|(from, to)| from != to) {
        let format = rust_xlsxwriter::Format::new();
        sheet.merge_range(from.row, column(*from), to.row, column(*to), "", &format).unwrap();
    }
    for (at, cell) in printed().cells() {
        match &cell.content {
            Content::Number(number) => {
                sheet.write(at.row, column(at), number.to_string().parse::<f64>().unwrap())
            }
            _ => sheet.write(at.row, column(at), cell.shown()),
        }
        .unwrap();
    }
    sheet.set_column_hidden(2).unwrap();
    sheet.set_row_hidden(11).unwrap();
    let read = grid::read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(figures(&read), figures(&[printed()]));
    let said = messages(&read);
    assert!(said[0].contains("đang ẩn"), "{said:?}");
    assert_eq!(said[1..], messages(&[printed()]), "and nothing else");
}
