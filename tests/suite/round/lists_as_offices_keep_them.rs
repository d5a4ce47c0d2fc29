//! Lists as offices keep them: groups, totals, notes and signatures among the units, columns of their own, codes as
//! numbers, equal names, text files; and a `round.toml` with dates as people write them.

use crate::support::builder::{CATALOGUE, CHECKER};
use crate::support::round_folder::phuluc;
use phuluc::book::list_sheet;
use phuluc::desk::{self, FileContent, Folder, Memory, NewRound, OpenRound, Tools, WantedPeriod};
use phuluc::form::{FormId, PartOfYear};
use phuluc::grid::{self, CellValue, List};
use phuluc::round::{Round, RoundError, UnitList, imported_units};
use phuluc::say::{Lang, words};
use std::fs;

/// A workbook with a title, column heads and lines. A cell that begins with `#` is a number.
pub(super) fn list(heads: &[&str], lines: &[&str]) -> Vec<u8> {
    let cell = |text: &str| match text.strip_prefix('#') {
        Some(number) => CellValue::Number(number.parse().unwrap()),
        None => text.into(),
    };
    let lines = lines.iter().map(|line| line.split('|').map(str::trim).map(cell).collect()).collect();
    let heads = heads.iter().map(|label| ((*label).to_owned(), 20)).collect();
    let list =
        List { sheet: "DS".to_owned(), title: "Danh sách xã".to_owned(), heads, lines, ..List::default() };
    list_sheet::write(&[list]).unwrap()
}

pub(super) fn import(bytes: Vec<u8>) -> Result<UnitList, Vec<String>> {
    let tools = Tools::plain(&CHECKER);
    let sheets = desk::list_sheets("ds", &FileContent::Bytes(bytes), &tools).unwrap();
    imported_units::import("ds", &sheets).map_err(|problems| words::list_problems(Lang::Vi, &problems))
}

pub(super) fn named(list: &UnitList) -> Vec<String> {
    let unit = |unit: &phuluc::round::Unit| format!("{} {}", unit.code.as_deref().unwrap_or("–"), unit.name);
    list.units.iter().map(unit).collect()
}

const HEADS: [&str; 5] = ["STT", "Mã đơn vị", "Tên đơn vị", "Cán bộ theo dõi", "Điện thoại"];
/// A list of three communes as an office prints it.
const OFFICE: [&str; 10] = [
    "KHỐI PHƯỜNG | | | |",
    "#1 | 00001 | Phường Ví dụ 01 | chuyên viên A | số máy 1",
    "II | | KHỐI XÃ | |",
    "#2 | 00002 | Xã Ví dụ 02, tỉnh Ví dụ | chuyên viên B | số máy 2",
    "#3 | 00003 | Trung tâm Phục vụ hành chính công | | số máy 3",
    " | | Tổng cộng: 3 đơn vị | |",
    "Ghi chú: danh sách sau sắp xếp | | | |",
    " | | | Ví dụ, ngày 01 tháng 7 năm 2025 |",
    " | | | NGƯỜI LẬP BIỂU |",
    " | | | Người Lập |",
];

#[test]
fn groups_totals_and_notes_are_no_units_and_each_kind_is_said_once() {
    let all = import(list(&HEADS, &OFFICE)).unwrap();
    assert_eq!(
        named(&all),
        ["00001 Phường Ví dụ 01", "00002 Xã Ví dụ 02, tỉnh Ví dụ", "00003 Trung tâm Phục vụ hành chính công"]
    );
    assert_eq!(
        words::list_notices(Lang::Vi, &all.notices),
        [
            "ds, trang tính “DS”: dòng 4 “KHỐI PHƯỜNG”, dòng 6 “KHỐI XÃ” là dòng nhóm, không lấy làm đơn vị.",
            "ds, trang tính “DS”: dòng 9 “Tổng cộng: 3 đơn vị” là dòng cộng, không lấy làm đơn vị.",
            "ds, trang tính “DS”: dòng 10 “Ghi chú: danh sách sau sắp xếp”, dòng 11 “Ví dụ, ngày 01 tháng 7 năm 2025”, \
             dòng 12 “NGƯỜI LẬP BIỂU”, dòng 13 “Người Lập” là dòng ghi chú, không lấy làm đơn vị.",
            "ds, trang tính “DS”: giữ thêm các cột “Cán bộ theo dõi”, “Điện thoại”.",
        ]
    );
}

pub(super) fn begun(list: &UnitList) -> (Memory, Result<desk::Begun, desk::Error>) {
    let folder = Memory::default();
    let begun = begun_in(&folder, list);
    (folder, begun)
}

pub(super) fn begun_in(folder: &Memory, list: &UnitList) -> Result<desk::Begun, desk::Error> {
    let new = NewRound {
        period: WantedPeriod::Part(PartOfYear::named("quý I/2024").unwrap()),
        period_name: None,
        due: None,
        title: None,
        receiver: None,
        forms: &["tthc-06a".to_owned()],
        previous: None,
        list,
    };
    desk::begin(folder, &new, &Tools::plain(&CHECKER))
}

/// A round keeps the columns of the imported list, and its own list may be edited in the same way.
#[test]
fn columns_of_the_keepers_stay_in_the_rounds_list() {
    let (folder, begun) = begun(&import(list(&HEADS, &OFFICE)).unwrap());
    begun.unwrap();
    let sheets = grid::read(&folder.read("don-vi.xlsx").unwrap()).unwrap();
    let texts: Vec<String> = sheets[0].cells().map(|(_, cell)| cell.shown().into_owned()).collect();
    for text in ["Cán bộ theo dõi", "Điện thoại", "chuyên viên B", "số máy 3"] {
        assert!(texts.iter().any(|other| other == text), "{text}");
    }
    assert_eq!(texts.iter().filter(|text| *text == "STT").count(), 1, "the round numbers its units itself");
    // edited in Excel: a group, a total, a code that became a number
    let edited = list(
        &["Mã đơn vị", "Tên đơn vị", "Điện thoại"],
        &["KHỐI XÃ | | ", "#1 | Xã Ví dụ 01 | số máy", "00002 | X. Ví dụ 02 | ", " | Tổng cộng | #2"],
    );
    folder.put("don-vi.xlsx", &edited, None);
    let open = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap();
    assert_eq!(open.round.units.len(), 2);
    let said = words::list_notices(Lang::Vi, &open.round.notices);
    assert_eq!(
        said,
        [
            "don-vi.xlsx, trang tính “DS”: dòng 4 “KHỐI XÃ” là dòng nhóm, không lấy làm đơn vị.",
            "don-vi.xlsx, trang tính “DS”: dòng 7 “Tổng cộng” là dòng cộng, không lấy làm đơn vị.",
            "don-vi.xlsx, trang tính “DS”: 1 mã đang là con số (từ ô A5), đã lấy như văn bản; nếu mã có số 0 ở đầu thì xem lại.",
        ]
    );
}

#[test]
fn codes_that_are_numbers_are_taken_as_text_with_one_warning() {
    let lines: Vec<String> = (1..=23).map(|n| format!("#{n} | #{} | Xã Ví dụ {n:02}", 10_000 + n)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let all = import(list(&HEADS[..3], &lines)).unwrap();
    assert_eq!(named(&all)[22], "10023 Xã Ví dụ 23");
    assert_eq!(
        words::list_notices(Lang::Vi, &all.notices),
        [
            "ds, trang tính “DS”: 23 mã đang là con số (từ ô B4), đã lấy như văn bản; nếu mã có số 0 ở đầu thì xem lại."
        ]
    );
}

#[test]
fn twins_are_named_with_their_lines() {
    let lines = ["#1 | 01a | Xã Ví dụ 01", "#2 | 02a | Xã Ví dụ 02", "#3 | 03a | Xã Ví dụ 01"];
    let problems = import(list(&HEADS[..3], &lines)).unwrap_err();
    assert_eq!(problems, ["ds, trang tính “DS”, ô C6: “Xã Ví dụ 01” đã có ở ô C4."]);
}

#[test]
fn lists_that_were_saved_as_text_are_read() {
    let text = "DANH SÁCH XÃ\r\nSTT;Mã đơn vị;Tên đơn vị\r\n1;00001;Xã Ví dụ 01\r\n2;00002;Xã Ví dụ 02\r\n;;Tổng: 2\r\n";
    let tabs: Vec<u8> = text.replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        [b"\xFF\xFE", tabs.as_slice()].concat(),
        text.replace(';', ",").into_bytes(),
    ] {
        assert_eq!(named(&import(bytes).unwrap()), ["00001 Xã Ví dụ 01", "00002 Xã Ví dụ 02"]);
    }
}

#[test]
fn a_round_is_begun_whole_or_not_at_all() {
    let room = tempfile::tempdir().unwrap();
    let path = |name: &str| room.path().join(name).to_str().unwrap().to_owned();
    let twins = list(&HEADS[..3], &["#1 | 01a | Xã Ví dụ 01", "#2 | 02a | Xã Ví dụ 01"]);
    fs::write(path("ds.xlsx"), twins).unwrap();
    let begin = |form: &str| {
        let output = phuluc(&[
            "tao-dot",
            &path("dot"),
            "--period",
            "quý I/2024",
            "--form",
            form,
            "--units",
            &path("ds.xlsx"),
        ]);
        (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (code, said) = begin("tthc-06a");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("ô C5: “Xã Ví dụ 01” đã có ở ô C4"), "{said}");
    assert!(!fs::exists(path("dot/round.toml")).unwrap() && !fs::exists(path("dot/don-vi.xlsx")).unwrap());
    fs::write(path("ds.xlsx"), list(&HEADS[..3], &["#1 | 01a | Xã Ví dụ 01", "#2 | 02a | Xã Ví dụ 02"]))
        .unwrap();
    assert_eq!(begin("khong-co").0, 2);
    assert!(!fs::exists(path("dot/round.toml")).unwrap());
    // if the disk refuses a file, the same command goes on once that is fixed
    fs::create_dir_all(path("dot/don-vi.xlsx/x")).unwrap();
    assert_eq!(begin("tthc-06a").0, 2);
    assert!(!fs::exists(path("dot/round.toml")).unwrap(), "what makes a folder a round is written last");
    fs::remove_dir_all(path("dot/don-vi.xlsx")).unwrap();
    let (code, said) = begin("tthc-06a");
    assert_eq!(code, 0, "{said}");
    let (code, said) = begin("tthc-06a");
    assert_eq!(code, 2);
    assert!(said.contains("đợt này đã lập rồi nên không ghi đè; làm tiếp bằng"), "{said}");
}

fn read(text: &str) -> Round {
    Round::read(text, &CATALOGUE).unwrap()
}

#[test]
fn dates_in_a_rounds_definition_are_written_as_people_do() {
    let unit = "[[units]]\nname = \"Xã Ví dụ 01\"\n";
    let of = |period: &str, cut_off: &str, due: &str| {
        read(&format!(
            "title = \"a\"\nforms = [\"tthc-06a\"]\nperiod = {period}\ncut_off = {cut_off}\ndue = {due}   # hạn\n{unit}"
        ))
    };
    let toml = of("{ from = 2023-12-15, to = 2024-03-14 }", "2024-03-14", "2024-03-18T17:00:00+07:00");
    for (period, cut_off, due) in [
        ("{ from = 15/12/2023, to = 14/03/2024 }", "14/3/2024", "18/3/2024 17:00"),
        ("{ from = \"15/12/2023\", to = \"14/3/2024\" }", "\"14/03/2024\"", "\"17 giờ 00 ngày 18/3/2024\""),
        ("{ from = 15-12-2023, to = 14.3.2024 }", "\"hết ngày 14/3/2024\"", "\"18/03/2024 17:00:00\""),
    ] {
        let round = of(period, cut_off, due);
        assert_eq!((round.period, round.cut_off, round.due), (toml.period, toml.cut_off, toml.due), "{due}");
    }
    // Notepad saves it as UTF-16, or with a byte order mark
    let text = format!(
        "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\nperiod = {{ from = 15/12/2023, to = 14/3/2024 }}\n{unit}"
    );
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [[b"\xEF\xBB\xBF", text.as_bytes()].concat(), [b"\xFF\xFE", utf16.as_slice()].concat()] {
        let folder = Memory::default();
        folder.put("round.toml", &bytes, None);
        assert_eq!(OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap().round.title, "Đợt ví dụ");
    }
}

#[test]
fn a_unit_may_owe_some_forms_for_some_periods() {
    let owed = |from: &str, to: &str| {
        let text = format!(
            "title = \"a\"\nforms = [\"tthc-06a\", \"cchc-hue-03\"]\nperiod = {{ from = {from}, to = {to} }}\n"
        );
        let lines = [
            "Xã Ví dụ 01 | ",
            "Xã Ví dụ 02 | tthc-06a",
            "Xã Ví dụ 03 | tthc-06a; cchc-hue-03 (6 tháng, năm)",
            "Xã Ví dụ 04 | cchc-hue-03 (quý IV), tthc-06a (năm)",
        ];
        let sheets = grid::read(&list(&["Tên đơn vị", "Biểu phải gửi"], &lines)).unwrap();
        let round = Round::open(&text, Some(&sheets), &CATALOGUE).unwrap();
        round.units.iter().map(|unit| unit.forms.len()).collect::<Vec<_>>()
    };
    assert_eq!(owed("15/12/2023", "14/3/2024"), [2, 1, 1, 0]);
    assert_eq!(owed("15/12/2023", "14/6/2024"), [2, 1, 2, 0]);
    assert_eq!(owed("15/9/2024", "14/12/2024"), [2, 1, 1, 1]);
    assert_eq!(owed("15/12/2023", "14/12/2024"), [2, 1, 2, 1]);
    let sheets =
        grid::read(&list(&["Tên đơn vị", "Biểu phải gửi"], &["Xã Ví dụ 01 | tthc-06a (tuần)"])).unwrap();
    let text = "title = \"a\"\nforms = [\"tthc-06a\"]\nperiod = { from = 15/12/2023, to = 14/3/2024 }\n";
    assert!(Round::open(text, Some(&sheets), &CATALOGUE).is_err());
}

#[test]
fn forms_that_a_unit_owes_are_called_as_people_call_them() {
    let owed = |lines: &[&str]| {
        let sheets = grid::read(&list(&["Tên đơn vị", "Biểu phải gửi"], lines)).unwrap();
        let text = "title = \"a\"\nforms = [\"Biểu 06a\"]\nperiod = { from = 15/12/2023, to = 14/3/2024 }\n";
        Round::open(text, Some(&sheets), &CATALOGUE)
    };
    let round = owed(&[
        "Xã Ví dụ 01 | ",
        "Xã Ví dụ 02 | Biểu số 06a, PL2",
        "Xã Ví dụ 03 | Phụ lục 3 (quý), Phụ lục 4 (năm)",
        "Xã Ví dụ 04 | Phụ lục 3 (văn bản) và Thống kê số liệu kết quả thực hiện cải cách hành chính",
    ]);
    let units = round.unwrap().units;
    let forms: Vec<Vec<&str>> =
        units.iter().map(|unit| unit.forms.iter().map(FormId::as_str).collect()).collect();
    assert_eq!(
        forms,
        [
            vec!["tthc-06a"],
            vec!["tthc-06a", "cchc-hue-02"],
            vec!["cchc-hue-03"],
            vec!["van-ban-chi-dao", "cchc-thai-nguyen-01"],
        ]
    );
    let refused = owed(&["Xã Ví dụ 01 | Biểu 06b", "Xã Ví dụ 02 | 2, biểu tờ trình"]).unwrap_err();
    let [RoundError::Roster(problems)] = refused.as_slice() else { panic!("{refused:?}") };
    let mut problems = problems.clone();
    problems.file = "don-vi.xlsx".to_owned();
    assert_eq!(
        words::list_problems(Lang::Vi, &problems),
        [
            "don-vi.xlsx, trang tính “DS”, ô B4: không có biểu “Biểu 06b”; có phải “Biểu 06a” không?",
            "don-vi.xlsx, trang tính “DS”, ô B5: “2” là tên của nhiều biểu, ghi rõ “Biểu mẫu 2” hoặc “Phụ lục 2”.",
            "don-vi.xlsx, trang tính “DS”, ô B5: không có biểu “biểu tờ trình”; xem tên các biểu bằng lệnh “phuluc bieu-mau”.",
        ]
    );
}
