//! No unit of a list is lost, and no line that is none becomes one, without a word: what a new round writes is what it
//! reads, lines that offices add are told from units, and parts of a list that are not read are named.

use super::lists_as_offices_keep_them::{begun, import, list, named};
use crate::support::builder::CHECKER;
use phuluc::desk::{Folder, OpenRound, Tools};
use phuluc::grid::{CellValue, List};
use phuluc::round::{Unit, UnitList};
use phuluc::say::{Lang, words};
use proptest::prelude::*;

/// Names of departments, agencies and communes, some of which sound like totals, headings or notes.
const NAMES: [&str; 30] = [
    "Xã Ví dụ 01",
    "Sở Nội vụ",
    "Thanh tra tỉnh",
    "Văn phòng UBND tỉnh",
    "Văn phòng HĐND và UBND",
    "Ban Quản lý Khu kinh tế",
    "Ban Dân tộc",
    "Cục Thuế",
    "Công an tỉnh",
    "Cong an huyen",
    "Công ty Ví dụ",
    "Bảo hiểm xã hội tỉnh",
    "Trung tâm Phục vụ hành chính công",
    "Chi cục Thống kê",
    "Kho bạc Nhà nước",
    "Phòng Tư pháp",
    "Phòng Kinh tế",
    "Đặc khu Ví dụ",
    "Thị trấn Ví dụ",
    "Thị xã Ví dụ",
    "Huyện Ví dụ",
    "Thành phố Ví dụ",
    "Tỉnh Ví dụ",
    "Khối Đảng",
    "Cụm Công nghiệp Ví dụ",
    "Vũng Tàu",
    "Tổng công ty Ví dụ",
    "UBND tỉnh",
    "Các cơ quan Đảng",
    "Người lập nghiệp trẻ",
];

fn read_back(folder: &dyn Folder) -> Vec<String> {
    let open = OpenRound::open(folder, &Tools::plain(&CHECKER)).unwrap();
    named(&UnitList::of(open.round.units))
}

fn notices(list: &UnitList) -> Vec<String> {
    words::list_notices(Lang::Vi, &list.notices)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Every numbered line of a list is a unit, and so it is in the round's own list, with a code or without.
    #[test]
    fn a_new_round_reads_the_units_that_it_wrote(
        names in prop::sample::subsequence(NAMES.to_vec(), 1..=NAMES.len()).prop_shuffle(),
        coded in any::<bool>(),
    ) {
        let lines: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(index, name)| format!("#{} | {} | {name}", index + 1, if coded { format!("A{index}") } else { String::new() }))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let all = import(list(&["STT", "Mã đơn vị", "Tên đơn vị"], &lines)).unwrap();
        prop_assert_eq!(all.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), names);
        let (folder, made) = begun(&all);
        prop_assert!(made.is_ok(), "{:?}", made.err());
        prop_assert_eq!(read_back(&folder), named(&all));
    }
}

/// Staff add lines to the round's list without numbering them.
#[test]
fn a_line_that_staff_add_is_a_unit_and_said_if_it_stands_out() {
    let (folder, made) =
        begun(&import(list(&["STT", "Tên đơn vị"], &["#1 | Khối Đảng", "#2 | Cục Thuế"])).unwrap());
    made.unwrap();
    let mut units = phuluc::round::template::roster(&[], phuluc::form::viet_nam());
    let line = |order: Option<u32>, name: &str| -> Vec<CellValue> {
        let mut cells = vec![CellValue::Empty; units.heads.len()];
        cells[1] = name.into();
        *cells.last_mut().unwrap() = order.into();
        cells
    };
    units.lines = vec![
        line(Some(2), "Khối Đảng"),
        line(Some(1), "Cục Thuế"),
        line(None, "Phòng Tư pháp"),
        line(None, "Xã Ví dụ 03"),
        line(None, "KHỐI XÃ"),
    ];
    folder.put("don-vi.xlsx", &phuluc::book::list_sheet::write(&[units]).unwrap(), None);
    assert_eq!(read_back(&folder), ["– Khối Đảng", "– Cục Thuế", "– Phòng Tư pháp", "– Xã Ví dụ 03"]);
    let open = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap();
    assert_eq!(
        words::list_notices(Lang::Vi, &open.round.notices),
        [
            "don-vi.xlsx, trang tính “Đơn vị”: dòng 13 “KHỐI XÃ” là dòng nhóm, không lấy làm đơn vị.",
            "don-vi.xlsx, trang tính “Đơn vị”: dòng 11 “Phòng Tư pháp” được lấy làm đơn vị dù có thể không phải; không \
             phải thì xóa dòng, đúng thì đánh số như các dòng khác.",
        ]
    );
}

/// A list of units that the round would not read back is refused, and nothing is written.
#[test]
fn a_round_that_would_lose_units_is_not_begun() {
    let (folder, made) = begun(&UnitList::of(vec![Unit::named("Xã Ví dụ 01"), Unit::named("Tổng cộng")]));
    let error = made.unwrap_err();
    assert!(error.said(Lang::Vi).contains("đọc lại bị thiếu: Tổng cộng"), "{}", error.said(Lang::Vi));
    assert!(!folder.exists("round.toml") && !folder.exists("don-vi.xlsx"));
}

#[track_caller]
fn case(heads: &[&str], lines: &[&str], units: &[&str], said: &[&str]) {
    let all = import(list(heads, lines)).unwrap();
    let names: Vec<&str> = all.units.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(names, units);
    let notices = notices(&all);
    for part in said {
        assert!(notices.iter().any(|notice| notice.contains(part)), "“{part}” in {notices:#?}");
    }
    assert!(!said.is_empty() || notices.is_empty(), "{notices:#?}");
}

#[test]
fn totals_are_no_units_whatever_stands_beside_them() {
    let heads = ["TT", "Tên đơn vị", "Mã đơn vị"];
    case(
        &heads,
        &["#1 | Xã Ví dụ 01 | X1", "#2 | Xã Ví dụ 02 | X2", " | Cộng | #2"],
        &["Xã Ví dụ 01", "Xã Ví dụ 02"],
        &["dòng 6 “Cộng” là dòng cộng"],
    );
    case(
        &heads,
        &[
            "A | CỤM 1: 2 xã | ",
            "#1 | Xã Ví dụ 01 | #1",
            "#2 | Xã Ví dụ 02 | #2",
            " | Cộng | #2",
            "B | CỤM 2 | #1",
            "#3 | Xã Ví dụ 03 | #3",
            " | Cộng | #1",
            " | TỔNG CỘNG (1+2) | #3",
        ],
        &["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03"],
        &[
            "dòng 4 “CỤM 1: 2 xã”, dòng 8 “CỤM 2” là dòng nhóm",
            "dòng 7 “Cộng”, dòng 10 “Cộng”, dòng 11 “TỔNG CỘNG (1+2)” là dòng cộng",
        ],
    );
    case(
        &heads,
        &["#1 | Xã Ví dụ 01 | ", "#2 | Công an tỉnh | ", "#3 | Tổng số: 2 đơn vị | #2"],
        &["Xã Ví dụ 01", "Công an tỉnh"],
        &["dòng 6 “Tổng số: 2 đơn vị” là dòng cộng"],
    );
}

#[test]
fn former_districts_head_groups() {
    case(
        &["TT", "Tên đơn vị", "Ghi chú"],
        &[
            "Huyện Ví dụ cũ (2 xã)",
            "#1 | Xã Ví dụ 01",
            "#2 | Xã Ví dụ 02",
            " | HUYỆN VÍ DỤ HAI | đã kết thúc",
            "#3 | Xã Ví dụ 03",
            " | Thành phố Ví dụ",
            "#4 | Phường Ví dụ 04",
            " | Thị xã Ví dụ (cũ): 1 phường",
            "#5 | Phường Ví dụ 05",
            " | Cộng: 05 đơn vị",
        ],
        &["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03", "Phường Ví dụ 04", "Phường Ví dụ 05"],
        &["“HUYỆN VÍ DỤ HAI”, dòng 9 “Thành phố Ví dụ”, dòng 11 “Thị xã Ví dụ (cũ): 1 phường” là dòng nhóm"],
    );
    // groups that are numbered themselves, in two ways
    for second in ["#1", "2.1"] {
        case(
            &["STT", "Xã, phường"],
            &[
                "#1 | Huyện Ví dụ",
                "1.1 | Xã Ví dụ 01",
                "#2 | Khối các sở",
                &format!("{second} | Sở Nội vụ"),
                "3 | Cục Thuế",
            ],
            &["Xã Ví dụ 01", "Sở Nội vụ", "Cục Thuế"],
            &["“Huyện Ví dụ”, dòng 6 “Khối các sở” là dòng nhóm"],
        );
    }
    // a district among units that nothing marks may be either
    case(
        &["Tên đơn vị"],
        &["Huyện Ví dụ", "Xã Ví dụ 01", "Vũng Tàu"],
        &["Huyện Ví dụ", "Xã Ví dụ 01", "Vũng Tàu"],
        &["dòng 4 “Huyện Ví dụ” được lấy làm đơn vị dù có thể không phải; không phải thì xóa dòng."],
    );
}

#[test]
fn a_stated_number_of_units_is_compared() {
    let heads = ["STT", "Tên đơn vị"];
    case(
        &heads,
        &["#1 | Xã Ví dụ 01", "#2 | Xã Ví dụ 02", " | Tổng số: 6 đơn vị (04 xã, 02 sở)"],
        &["Xã Ví dụ 01", "Xã Ví dụ 02"],
        &[
            "dòng 6 “Tổng số: 6 đơn vị (04 xã, 02 sở)” ghi 6 đơn vị, danh sách lấy được 2; xem lại các dòng đơn vị.",
        ],
    );
    case(
        &heads,
        &[
            "KHỐI XÃ (3 xã)",
            "#1 | Xã Ví dụ 01",
            "#2 | Xã Ví dụ 02",
            "KHỐI PHƯỜNG (1 phường)",
            "#3 | Phường Ví dụ 03",
        ],
        &["Xã Ví dụ 01", "Xã Ví dụ 02", "Phường Ví dụ 03"],
        // the two headings together have three units, but only two of them stand below the first
        &["là dòng nhóm"],
    );
    let all = import(list(&heads, &["KHỐI XÃ (4 xã)", "#1 | Xã Ví dụ 01", "#2 | Xã Ví dụ 02"])).unwrap();
    assert!(notices(&all).iter().any(|notice| notice.contains("ghi 4 đơn vị, danh sách lấy được 2")));
}

/// A workbook with several sheets of lists.
fn sheets(sheets: &[(&str, bool, &[&str], &[&str])]) -> Vec<u8> {
    let lists: Vec<List> = sheets
        .iter()
        .map(|(name, hidden, heads, lines)| List {
            sheet: (*name).to_owned(),
            title: "Danh sách".to_owned(),
            heads: heads.iter().map(|head| ((*head).to_owned(), 20)).collect(),
            lines: lines
                .iter()
                .map(|line| line.split('|').map(|text| text.trim().into()).collect())
                .collect(),
            hidden: *hidden,
            ..List::default()
        })
        .collect();
    phuluc::book::list_sheet::write(&lists).unwrap()
}

#[test]
fn other_sheets_and_second_columns_of_a_list_are_named() {
    let heads = ["STT", "Tên đơn vị"];
    let refused = import(sheets(&[
        ("Xã", false, &heads, &["1 | Xã Ví dụ 01", "2 | Xã Ví dụ 02"]),
        ("Phường", false, &["TT", "Đơn vị hành chính"], &["1 | Phường Ví dụ 03", "2 | Xã Ví dụ 01"]),
    ]));
    assert_eq!(
        refused.unwrap_err(),
        [
            "ds, trang tính “Xã”: trang tính “Phường” cũng có danh sách, 1 đơn vị chưa có ở đây (“Phường Ví dụ 03”); chép \
          chung vào một trang tính; không phải danh sách của đợt thì xóa hoặc ẩn trang tính đó."
        ]
    );
    let taken = import(sheets(&[
        ("DS", false, &heads, &["1 | Xã Ví dụ 01", "2 | Xã Ví dụ 02"]),
        ("Bản in", false, &heads, &["1 | Xã Ví dụ 01"]),
        ("Cũ", true, &heads, &["1 | Xã Ví dụ 09"]),
        ("Ghi nhớ", false, &["Việc"], &["họp"]),
    ]));
    assert_eq!(
        notices(&taken.unwrap()),
        [
            "ds, trang tính “DS”: không đọc trang tính “Bản in”, “Cũ” (1 đơn vị chưa có trong danh sách: “Xã Ví dụ 09”), “Ghi nhớ”."
        ]
    );
    let beside = import(list(
        &["STT", "Tên đơn vị", "", "STT", "Tên đơn vị"],
        &["#1 | Xã Ví dụ 01 | | #2 | Xã Ví dụ 02"],
    ));
    let beside = beside.unwrap_err();
    assert_eq!(beside.len(), 2, "{beside:#?}");
    assert!(
        beside[1]
            .starts_with("ds, trang tính “DS”, ô E3: tiêu đề “Tên đơn vị” đã có ở ô B3; danh sách chia hai"),
        "{beside:#?}"
    );
    // a second block that is empty, or a column of another name, is nothing
    import(list(&["STT", "Tên đơn vị", "Tên đơn vị"], &["#1 | Xã Ví dụ 01"])).unwrap();
}

#[test]
fn other_sheets_of_the_rounds_list_are_named_too() {
    let (folder, made) = begun(&import(list(&["STT", "Tên đơn vị"], &["#1 | Xã Ví dụ 01"])).unwrap());
    made.unwrap();
    let heads = ["Mã đơn vị", "Tên đơn vị"];
    let bytes = sheets(&[
        ("Đơn vị", false, &heads, &["01 | Xã Ví dụ 01"]),
        ("Thêm", false, &heads, &["02 | Xã Ví dụ 02"]),
    ]);
    folder.put("don-vi.xlsx", &bytes, None);
    let open = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap();
    assert_eq!(
        words::list_notices(Lang::Vi, &open.round.notices),
        [
            "don-vi.xlsx, trang tính “Đơn vị”: không đọc trang tính “Thêm” (1 đơn vị chưa có trong danh sách: “Xã Ví dụ 02”)."
        ]
    );
    let twice =
        sheets(&[("Đơn vị", false, &["Tên đơn vị", "Cấp", "Tên đơn vị"], &["Xã Ví dụ 01 | | Xã Ví dụ 02"])]);
    folder.put("don-vi.xlsx", &twice, None);
    assert!(OpenRound::open(&folder, &Tools::plain(&CHECKER)).is_err());
}

/// Faults that only the round's list shows are named at the cells of the list that somebody gave.
#[test]
fn faults_are_named_where_the_office_wrote_them() {
    let all = import(list(
        &["STT", "Tên đơn vị", "Biểu phải gửi", "Có từ ngày", "Kế thừa của"],
        &[
            "KHỐI XÃ",
            "#1 | Xã Ví dụ 01 | Biểu 06b | |",
            "#2 | Xã Ví dụ 02 | | tháng 2 | ",
            "#3 | Xã Ví dụ 03 | | | Xã Ví dụ 09",
        ],
    ))
    .unwrap();
    let (folder, made) = begun(&all);
    let phuluc::desk::Error::List(problems) = made.unwrap_err() else { panic!("another error") };
    assert_eq!(
        words::list_problems(Lang::Vi, &problems),
        [
            "ds, trang tính “DS”, ô C5: không có biểu “Biểu 06b”; có phải “Biểu 06a” không?",
            "ds, trang tính “DS”, ô D6: “tháng 2” không phải một ngày, ghi như 31/12/2026.",
            "ds, trang tính “DS”, ô E7: không có đơn vị “Xã Ví dụ 09” trong danh sách; có phải “Xã Ví dụ 01” không?",
        ]
    );
    assert!(!folder.exists("round.toml"));
}

#[test]
fn units_that_take_each_other_over_are_refused() {
    let ring = |lines: &[&str]| {
        let all = import(list(&["STT", "Tên đơn vị", "Kế thừa của"], lines)).unwrap();
        match begun(&all).1 {
            Err(phuluc::desk::Error::List(problems)) => words::list_problems(Lang::Vi, &problems),
            other => panic!("{:?}", other.map(|_| ())),
        }
    };
    let two = ring(&[
        "#1 | Xã Ví dụ 01 | Xã Ví dụ 02",
        "#2 | Xã Ví dụ 02 | Xã Ví dụ 01",
        "#3 | Xã Ví dụ 03 | Xã Ví dụ 01",
    ]);
    assert_eq!(
        two,
        [
            "ds, trang tính “DS”, ô C4: các đơn vị kế thừa vòng quanh (Xã Ví dụ 01 ← Xã Ví dụ 02 ← Xã Ví dụ 01); chỉ ghi \
             “Kế thừa của” ở đơn vị mới.",
            "ds, trang tính “DS”, ô C5: các đơn vị kế thừa vòng quanh (Xã Ví dụ 02 ← Xã Ví dụ 01 ← Xã Ví dụ 02); chỉ ghi \
             “Kế thừa của” ở đơn vị mới.",
        ]
    );
    let three = ring(&[
        "#1 | Xã Ví dụ 01 | Xã Ví dụ 02",
        "#2 | Xã Ví dụ 02 | Xã Ví dụ 03",
        "#3 | Xã Ví dụ 03 | Xã Ví dụ 01",
    ]);
    assert!(three[0].contains("(Xã Ví dụ 01 ← Xã Ví dụ 02 ← Xã Ví dụ 03 ← Xã Ví dụ 01)"), "{three:#?}");
}

/// A folder with a list that somebody put there is left as it was, and the message says how to go on.
#[test]
fn a_folder_with_another_list_is_left_as_it_was() {
    let folder = phuluc::desk::Memory::default();
    folder.put("don-vi.xlsx", b"another", None);
    let all = import(list(&["STT", "Tên đơn vị"], &["#1 | Xã Ví dụ 01"])).unwrap();
    let error = super::lists_as_offices_keep_them::begun_in(&folder, &all).unwrap_err().said(Lang::Vi);
    assert!(
        error.contains("don-vi.xlsx") && error.contains("chuyển tệp đó ra chỗ khác rồi chạy lại"),
        "{error}"
    );
    for path in ["nhan", "tong-hop", "tra-lai", "mau", "round.toml"] {
        assert!(!folder.exists(path) && folder.list(path).unwrap().is_empty(), "{path}");
    }
}
