//! Recognition of senders: spellings of names, dots in place of a name, names of other units, and corrections by
//! staff.

use crate::support::builder::{CHECKER, LATER, workbook};
use phuluc::book::list_sheet;
use phuluc::desk::{self, Delivery, Memory, OpenRound, Paths, ReceiptFacts, SendBack, StatedOrNow, Tools};
use phuluc::form::viet_nam;
use phuluc::grid;
use phuluc::round::{Unit, register, template};
use phuluc::say::{Lang, Receipt, report};

/// A round for two forms with a list of units, each with its other names.
fn round(units: &[(&str, &[&str])]) -> Memory {
    let folder = Memory::default();
    let text = "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\", \"cchc-hue-03\"]\n\
                period = { from = 2023-12-15, to = 2024-03-14 }\n";
    folder.put("round.toml", text.as_bytes(), None);
    let units = units.iter().map(|(name, others)| Unit {
        other_names: others.iter().map(|name| (*name).to_owned()).collect(),
        ..Unit::named(name)
    });
    let units: Vec<Unit> = units.collect();
    let roster = list_sheet::write(&[template::roster(&units, viet_nam())]).unwrap();
    folder.put("don-vi.xlsx", &roster, None);
    folder
}

/// A report whose unit only its heading names.
fn headed(name: &str, received: u32) -> Vec<u8> {
    let line = format!("{received} {received} 0 0  {received} 0 {received} 0  0 0 0");
    let mut workbook = workbook(name).tthc(&[("Tổng cộng", &line)]);
    workbook.with_identity = false;
    workbook.bytes()
}

fn receive(folder: &Memory, files: &[(&str, Vec<u8>)]) -> String {
    let deliveries = files.iter().map(|(name, bytes)| Delivery {
        name: (*name).to_owned(),
        bytes: bytes.clone(),
        modified: None,
    });
    let coming = ReceiptFacts {
        at: StatedOrNow { said: Some("2024-03-15 10:00"), now: LATER },
        via: "",
        document: "",
    };
    let all = desk::receive(folder, deliveries.collect(), &coming, &Tools::plain(&CHECKER)).unwrap();
    let (round, register) = (&all.open.round, &all.register);
    Receipt::new(round, register, &all.members, &all.received, register::FILE, Lang::Vi).text()
}

fn units(folder: &Memory) -> Vec<Option<usize>> {
    let open = OpenRound::open(folder, &Tools::plain(&CHECKER)).unwrap();
    open.register.entries.iter().map(|line| line.unit).collect()
}

#[test]
fn names_are_known_as_offices_write_them() {
    #[track_caller]
    fn case(listed: &str, headed_with: &str) {
        let folder = round(&[(listed, &[]), ("Xã Ví dụ 99", &[])]);
        let said = receive(&folder, &[("a.xlsx", headed(headed_with, 1))]);
        assert_eq!(units(&folder), [Some(0)], "{said}");
    }
    for listed in
        ["Xã Phú Tiến", "X. Phú Tiến", "UBND xã Phú Tiến, tỉnh Thái Nguyên", "HĐND-UBND xã Phú Tiến"]
    {
        for heading in [
            "UBND XÃ PHÚ TIẾN",
            "X.Phú Tiến",
            "Ủy ban nhân dân xã Phú Tiến, tỉnh Thái Nguyên",
            "HĐND-UBND xã Phú Tiến - tỉnh Thái Nguyên",
            "Văn phòng HĐND và UBND xã Phú Tiến",
        ] {
            case(listed, heading);
        }
    }
    case("Phường Phổ Phong", "P. Phổ Phong");
    case("P.Phổ Phong", "UBND phường Phổ Phong");
}

#[test]
fn dots_are_nobody() {
    let folder = round(&[("Xã Ví dụ 01", &[]), ("Xã Ví dụ 02", &[])]);
    let dots = ["……", ". . . . .", "UBND xã ……", "_____"];
    let files: Vec<(String, Vec<u8>)> =
        (1..).zip(dots).map(|(n, dots)| (format!("xa vi du 02 - {n}.xlsx"), headed(dots, n))).collect();
    let files: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    receive(&folder, &files);
    assert_eq!(units(&folder), [Some(1); 4]);
    let said = receive(&folder, &[("phu luc.xlsx", headed("……", 9))]);
    assert!(said.contains("cả tệp và tên tệp không ghi đơn vị nào trong danh sách"), "{said}");
}

/// The lines to paste that the output offers.
fn offered(said: &str) -> Vec<&str> {
    said.lines().filter(|line| line.contains('\t')).map(str::trim_end).collect()
}

#[test]
fn a_name_that_a_unit_has_is_offered_to_no_other() {
    // the identity and the heading name different units
    let folder = round(&[("Xã Phú Tiến", &[]), ("Xã Phú Đình", &[])]);
    let mut borrowed = workbook("Xã Phú Tiến").tthc(&[("Tổng cộng", "1 1 0 0  1 0 1 0  0 0 0")]);
    borrowed.sheets[0].heading.right[0] = "Đơn vị báo cáo: UBND xã Phú Đình".to_owned();
    let said = receive(&folder, &[("a.xlsx", borrowed.bytes())]);
    assert!(said.contains("có thể là Xã Phú Tiến hoặc Xã Phú Đình"), "{said}");
    assert_eq!(offered(&said), [""; 0]);
    assert!(said.contains("ghi tên đơn vị vào cột “Đơn vị” của sổ theo dõi"), "{said}");
    // a name that the list gives to one unit is not taken for another unit
    let folder = round(&[("Xã Phú Tiến", &["Xã Phú Đình", "Phú Tiến cũ"]), ("Xã Phú Đình", &[])]);
    receive(&folder, &[("a.xlsx", headed("Xã Phú Đình", 1)), ("b.xlsx", headed("Phú Tiến cũ", 2))]);
    assert_eq!(units(&folder), [Some(1), Some(0)]);
}

#[test]
fn what_is_offered_to_paste_grows_by_one_name_only() {
    let folder = round(&[("Xã Phú Tiến", &["Phú Tiến cũ"]), ("Xã Khác", &[])]);
    let said = receive(&folder, &[("a.xlsx", headed("Xã Phú Tiếng", 1))]);
    let lines = offered(&said);
    assert!(lines[0].trim().starts_with("Xã Phú Tiến\tPhú Tiến cũ; Xã Phú Tiếng"), "{said}");
    // a text that the list would not read as one name is not offered, however often it comes
    for (n, text) in
        (2..).zip(["Xã Phú Tiếng; Phú Đình", &"Xã Phú Tiếng và các xã khác trong cụm ".repeat(4)])
    {
        let said = receive(&folder, &[(&format!("{n}.xlsx"), headed(text, n))]);
        assert!(offered(&said).iter().all(|line| !line.contains(text)), "{said}");
    }
}

/// A pasted line that replaces the unit's own keeps everything that stood there.
#[test]
fn what_is_offered_to_paste_has_all_that_the_list_says() {
    let folder = round(&[("Xã Phú Tiến", &[]), ("Xã Khác", &[])]);
    let open = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap();
    let mut list = template::roster(&open.round.units, open.round.zone);
    list.lines[0][9] = "Biểu 06a (quý, năm)".into();
    list.lines[0][10] = "gọi văn phòng".into();
    folder.put("don-vi.xlsx", &list_sheet::write(&[list]).unwrap(), None);
    let said = receive(&folder, &[("a.xlsx", headed("Xã Phú Tiếng", 1))]);
    let line = offered(&said).swap_remove(0);
    assert!(line.contains("\tBiểu 06a (quý, năm)\tgọi văn phòng"), "{said}");
}

/// Writes another unit into a line of the register, as staff do.
fn written(folder: &Memory, line: usize, unit: &str) {
    let open = OpenRound::open(folder, &Tools::plain(&CHECKER)).unwrap();
    let [mut list, history] = open.register.lists(&open.round);
    list.lines[line][2] = unit.into();
    folder.put(register::FILE, &list_sheet::write(&[list, history]).unwrap(), None);
}

#[test]
fn staff_are_believed_by_everything() {
    let folder = round(&[("Xã Ví dụ 01", &[]), ("Xã Ví dụ 02", &[])]);
    receive(&folder, &[("a.xlsx", headed("Xã Ví dụ 01", 10)), ("b.xlsx", headed("Xã Lạ", 20))]);
    receive(&folder, &[("c.xlsx", headed("Xã Ví dụ 01", 40))]);
    assert_eq!(units(&folder), [Some(0), None, Some(0)]);
    written(&folder, 1, "X. Ví dụ 02");
    written(&folder, 2, "Xã Ví dụ 02");
    let tools = Tools::plain(&CHECKER);
    let open = OpenRound::open(&folder, &tools).unwrap();
    let numbers: Vec<(Option<usize>, u32)> =
        open.register.entries.iter().map(|line| (line.unit, line.number)).collect();
    assert_eq!(
        numbers,
        [(Some(0), 1), (Some(1), 1), (Some(1), 2)],
        "it is none of the first unit's sendings"
    );
    let all = open.consolidation(&tools, false);
    let said = report::totals::text(&all, "tong-hop.xlsx", Lang::Vi);
    assert!(said.contains("tổng số tiếp nhận: 50 (2/2 đơn vị)"), "{said}");
    let found: Vec<String> = all.members[1]
        .reports
        .iter()
        .flat_map(|report| crate::support::builder::lines(&report.checked))
        .collect();
    assert_eq!(found.iter().filter(|line| *line == "warning wrong-unit – – – – – –").count(), 1, "{found:?}");
    // what goes back to the unit does not mention the other one
    let members = open.members(&tools, &[], Paths::InRound);
    crate::receiving::recognised_senders::send_back(&folder, &open, &members, &tools);
    let phieu = grid::read(
        &phuluc::desk::Folder::read(&folder, "tra-lai/phieu-chinh-sua_xa-vi-du-02_lan-2.xlsx").unwrap(),
    )
    .unwrap();
    let texts: Vec<String> = phieu[0].cells().map(|(_, cell)| cell.shown().into_owned()).collect();
    assert!(texts.iter().any(|text| text.contains("Phụ lục 3")), "{texts:?}");
    assert!(texts.iter().all(|text| !text.contains("Ví dụ 01")), "{texts:?}");
}

/// A file whose name and whose heading name two units of the round is counted for neither until staff say whose it is.
#[test]
fn a_file_of_two_units_counts_for_nobody_until_staff_decide() {
    let folder = round(&[("Xã Ví dụ 01", &[]), ("Xã Ví dụ 02", &[])]);
    let tools = Tools::plain(&CHECKER);
    let said = receive(&folder, &[("UBND xa Vi du 01.xlsx", headed("Xã Ví dụ 02", 10))]);
    assert!(said.contains("Tên tệp ghi “Xã Ví dụ 01”, trong tệp ghi “Xã Ví dụ 02”"), "{said}");
    assert!(said.contains("ghi tên đơn vị vào cột “Đơn vị” của sổ theo dõi"), "{said}");
    assert_eq!(units(&folder), [None]);
    let counted = || {
        let open = OpenRound::open(&folder, &tools).unwrap();
        let all = open.consolidation(&tools, false);
        let sent = all.members.iter().map(|member| !member.reports.is_empty()).collect::<Vec<_>>();
        (sent, report::totals::text(&all, "tong-hop.xlsx", Lang::Vi))
    };
    assert_eq!(counted().0, [false, false], "{}", counted().1);
    // taking in again asks again
    assert!(receive(&folder, &[]).contains("chưa tính cho đơn vị nào"));
    written(&folder, 0, "Xã Ví dụ 02");
    assert_eq!(counted().0, [false, true]);
    assert!(counted().1.contains("tổng số tiếp nhận: 10 (1/2 đơn vị;"), "{}", counted().1);
    written(&folder, 0, "Xã Ví dụ 01");
    assert_eq!(counted().0, [true, false]);
    // a name that no unit of the round has is no doubt
    let said = receive(&folder, &[("UBND xa Khac.xlsx", headed("Xã Ví dụ 02", 20))]);
    assert_eq!(units(&folder), [Some(0), Some(1)], "{said}");
}

fn send_back(folder: &Memory, open: &OpenRound<'_>, members: &[phuluc::round::Member], tools: &Tools<'_>) {
    let send_back = SendBack {
        from: folder,
        to: folder,
        within: "tra-lai",
        sets_aside: false,
        resend_by: None,
        now: desk::moment("2024-03-15 10:00", open.round.zone).unwrap(),
        tools: *tools,
    };
    send_back.units(open, members).unwrap();
}

#[test]
fn what_a_file_is_and_what_is_still_missing_is_said() {
    let folder = round(&[("Xã Ví dụ 01", &[])]);
    let page = b"<html><table><tr><td>1</td></tr></table></html>".to_vec();
    let said =
        receive(&folder, &[("bieu.xls", page.clone()), ("xa vi du 01.xls", [page, b" ".to_vec()].concat())]);
    assert_eq!(said.matches("trang web").count(), 2, "{said}");
    let said = receive(&folder, &[("a.xlsx", headed("Xã Ví dụ 01", 10))]);
    assert!(said.contains("Đơn vị còn thiếu: Phụ lục 3."), "{said}");
}
