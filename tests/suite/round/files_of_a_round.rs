//! The files of a round, `round.toml` and `don-vi.xlsx`: written, read, and refused with the place of each mistake.

use crate::support::builder::CATALOGUE;
use phuluc::book::list_sheet;
use phuluc::grid;
use phuluc::grid::{CellValue, List};
use phuluc::round::{By, Clues, Round, RoundError, UnitNames, imported_units, roster};
use phuluc::say::{Lang, words};

const HEAD: &str = r#"
    title = "Quý I/2024"
    forms = ["tthc-06a"]
    period = { from = 2023-12-15, to = 2024-03-14 }
    due = 2024-03-16T17:00:00+07:00
"#;

/// A list of units as staff write it: the columns of `roster::RosterColumn`, with `|` between cells.
fn units(lines: &[&str]) -> Vec<grid::Sheet> {
    let put = |text: &str| match (text.trim(), text.trim().strip_prefix('#')) {
        ("", _) => CellValue::Empty,
        (_, Some(number)) => CellValue::Number(number.parse().unwrap()),
        (text, None) => CellValue::Text(text.to_owned()),
    };
    let list = List {
        sheet: roster::SHEET.to_owned(),
        heads: List::heads_of::<roster::RosterColumn>(&[]),
        lines: lines.iter().map(|line| line.split('|').map(put).collect()).collect(),
        ..List::default()
    };
    grid::read(&list_sheet::write(&[list]).unwrap()).unwrap()
}

fn open(lines: &[&str]) -> Result<Round, Vec<RoundError>> {
    Round::open(HEAD, Some(&units(lines)), &CATALOGUE)
}

#[test]
fn units_are_a_tree_of_mixed_levels() {
    let round = open(&[
        "T01 | Tỉnh Ví dụ | | | | | | | | không",
        "H01 | Cụm số 1 | | T01 | huyện | | | | | không",
        "00001 | Xã Ví dụ 01 | Ví dụ Một; Xã VD1 | H01",
        "00002 | Xã Ví dụ 02 | | T01 | | | | 18/3/2024 11:00 | Công văn số 5 | cchc-hue-02; tthc-06a",
        "00003 | Xã Ví dụ 03 | | H01 | | | 14/12/2023",
        "00004 | Xã Ví dụ 04 | | H01 | | | 15/12/2023",
    ])
    .unwrap();
    let reporters: Vec<&str> = round.reporters().map(|unit| unit.name.as_str()).collect();
    assert_eq!(
        reporters,
        ["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 04"],
        "a group and a unit of the past owe nothing"
    );
    let above: Vec<&str> = round.above(&round.units[2]).iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(above, ["Cụm số 1", "Tỉnh Ví dụ"]);
    assert!(round.units[2].is_called("UBND XÃ VD1"));
    assert_eq!(round.units[3].forms.len(), 2);
    assert_eq!(round.due_of(&round.units[2]).unwrap().to_string(), "17 giờ 00 ngày 16/3/2024");
    assert_eq!(round.due_of(&round.units[3]).unwrap().to_string(), "11 giờ 00 ngày 18/3/2024");
}

#[test]
fn every_mistake_in_the_list_is_named_with_its_cell() {
    let errors = open(&[
        "#1 | Xã Ví dụ 01",
        "A | | | | thôn",
        "A | xã ví dụ 01 | | B",
        "C | Xã Ví dụ 04 | | D | | 2024-05-01 | 30/02/2024 | mai",
        "D | Xã Ví dụ 05 | | C | | | | | | tthc-06",
    ])
    .unwrap_err();
    let [RoundError::Roster(problems)] = errors.as_slice() else { panic!("{errors:?}") };
    insta::assert_snapshot!(words::list_problems(Lang::Vi, problems).join("\n"), @"
    don-vi.xlsx, trang tính “Đơn vị”, ô B5: chưa ghi “Tên đơn vị”.
    don-vi.xlsx, trang tính “Đơn vị”, ô E5: ghi “thôn”, chỉ nhận: xã, huyện, tỉnh, sở.
    don-vi.xlsx, trang tính “Đơn vị”, ô A6: “A” đã có ở ô A5.
    don-vi.xlsx, trang tính “Đơn vị”, ô B6: “xã ví dụ 01” đã có ở ô B4.
    don-vi.xlsx, trang tính “Đơn vị”, ô D6: không có đơn vị “B” trong danh sách.
    don-vi.xlsx, trang tính “Đơn vị”, ô D7: đơn vị không thể là cấp trên của chính mình.
    don-vi.xlsx, trang tính “Đơn vị”, ô G7: “30/02/2024” không phải một ngày, ghi như 31/12/2026.
    don-vi.xlsx, trang tính “Đơn vị”, ô H7: “mai” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026.
    don-vi.xlsx, trang tính “Đơn vị”, ô D8: đơn vị không thể là cấp trên của chính mình.
    don-vi.xlsx, trang tính “Đơn vị”, ô J8: không có biểu “tthc-06”; có phải “tthc-06a” không?
    ");
}

#[test]
fn accents_tell_two_units_apart() {
    let round = open(&["00001 | Xã Phú Tiên", "00002 | Xã Phú Tiến"]).unwrap();
    let heading = |heading| Clues { heading: Some(heading), file_name: "a.xlsx", ..Clues::default() };
    let names = UnitNames::of(&round);
    assert_eq!(names.recognise(heading("UBND xã Phú Tiến")), Ok((1, By::Heading)));
    assert_eq!(names.recognise(heading("XÃ PHÚ TIÊN")), Ok((0, By::Heading)));
    assert_eq!(names.recognise(heading("xa phu tien")).unwrap_err().may_be, [0, 1]);
}

/// A code of only two digits in a file name may be a day or a quarter.
#[test]
fn a_code_in_a_file_name_is_a_unit_if_it_is_long_enough() {
    let round = open(&["01 | Xã Ví dụ Một", "00002 | Xã Ví dụ Hai"]).unwrap();
    let by_name = |file_name| UnitNames::of(&round).recognise(Clues { file_name, ..Clues::default() }).ok();
    assert_eq!(by_name("quy 01.xlsx"), None);
    assert_eq!(by_name("bc 00002.xlsx"), Some((1, By::FileName)));
}

#[test]
fn a_round_needs_one_list_of_units_and_only_one() {
    let both = format!("{HEAD}[[units]]\nname = \"Xã Ví dụ 01\"\n");
    let errors = Round::open(&both, Some(&units(&["1a | Xã Ví dụ 01"])), &CATALOGUE).unwrap_err();
    let [RoundError::Definition(problems)] = errors.as_slice() else { panic!("{errors:?}") };
    assert!(words::definition_problems(Lang::Vi, problems).contains("chỉ giữ một danh sách đơn vị"));
}

#[test]
fn another_offices_list_is_taken_over() {
    let list = List {
        sheet: "DS".to_owned(),
        title: "Danh sách xã".to_owned(),
        heads: ["STT", "Mã", "Đơn vị"].map(|label| (label.to_owned(), 10)).to_vec(),
        lines: vec![vec![
            CellValue::Number(1.into()),
            CellValue::Text("00123".to_owned()),
            CellValue::Text("Xã Ví dụ 01".to_owned()),
        ]],
        ..List::default()
    };
    let sheets = grid::read(&list_sheet::write(&[list]).unwrap()).unwrap();
    let units = imported_units::import("a.xlsx", &sheets).unwrap().units;
    assert_eq!((units[0].code.as_deref(), units[0].name.as_str()), (Some("00123"), "Xã Ví dụ 01"));
}
