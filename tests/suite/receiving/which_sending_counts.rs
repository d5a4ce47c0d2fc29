//! Resubmission: which sending of a unit counts for which form, and which one a decision is about.

use crate::support::builder::{CATALOGUE, FIRST_SENDING, Workbook, report, workbook};
use crate::support::round_folder::{Folder, TOTAL, WRONG};
use phuluc::book::list_sheet;
use phuluc::form::{Moment, viet_nam};
use phuluc::grid;
use phuluc::grid::{CellValue, Sheet};
use phuluc::round::{Member, Register, RegisterLine, Round, Sending, Sent, TimeSource, consolidate};
use std::fs;

/// Other figures without a mistake.
const MORE: (&str, &str) = ("Tổng cộng", "40 26 13 1  37 13 23 1  3 2 1");
const BY: [&str; 6] = ["--by", "Chuyên viên", "--at", "2024-03-18 15:00", "--basis", "Công văn số 5/UBND"];

/// Takes in the lines of `tthc-06a` as the sending of a day in March 2024. Gives the output.
fn send(folder: &Folder, day: u32, lines: &[(&str, &str)]) -> String {
    send_workbook(folder, day, &workbook("Xã Ví dụ 01").tthc(lines).bytes())
}

fn send_workbook(folder: &Folder, day: u32, bytes: &[u8]) -> String {
    let file = folder.put(&format!("den/{day}.xlsx"), bytes);
    folder.run("nhan", &[&file, "--at", &format!("2024-03-{day} 10:00")]).1
}

fn decide(folder: &Folder, what: &[&str]) -> (i32, String) {
    folder.run("xu-ly", &[&["Xã Ví dụ 01"][..], what, &BY].concat())
}

/// Checks the consolidated total of received dossiers, and whether a decision between two sendings is awaited.
#[track_caller]
fn counts(folder: &Folder, received: u32, is_contested: bool) {
    let (_, said) = folder.run("tong-hop", &[]);
    assert!(said.contains(&format!("tổng số tiếp nhận: {received} (1/1 đơn vị)")), "{said}");
    let text = folder.text("tong-hop/tong-hop.xlsx");
    assert_eq!(text.contains("lần gửi 2 còn lỗi, lần gửi 1 không có lỗi"), is_contested, "{said}");
}

#[test]
fn an_error_on_one_form_does_not_hold_back_another() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let text = fs::read_to_string(folder.path("round.toml")).unwrap();
    folder.put("round.toml", text.replace("[\"tthc-06a\"]", "[\"tthc-06a\", \"cchc-hue-03\"]").as_bytes());
    let texts = |total| workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1", total), ("1.3", "4")]);
    send_workbook(&folder, 15, &texts("4").tthc(&[TOTAL]).bytes());
    send_workbook(&folder, 16, &texts("5").tthc(&[MORE]).bytes());
    // Phụ lục 3 counts as it came first, Biểu 06a as it came last
    counts(&folder, 40, true);
}

#[test]
fn an_error_that_was_explained_does_not_hold_a_sending_back() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[TOTAL]);
    send(&folder, 16, &[WRONG]);
    counts(&folder, 30, true);
    for rule in ["tthc-06a/tiep-nhan", "tthc-06a/can-doi"] {
        // the first sending has nothing to explain
        assert_eq!(decide(&folder, &["explain", "--rule", rule, "--sending", "1"]).0, 2);
        assert_eq!(decide(&folder, &["explain", "--rule", rule, "--sending", "2"]).0, 0);
    }
    counts(&folder, 31, false);
}

#[test]
fn what_was_explained_for_one_sending_is_open_in_the_next() {
    for (sending, received) in [(&["--sending", "1"][..], 31), (&[], 32)] {
        let folder = Folder::new(&["Xã Ví dụ 01"]);
        send(&folder, 15, &[WRONG]);
        for rule in ["tthc-06a/tiep-nhan", "tthc-06a/can-doi"] {
            let (code, said) = decide(&folder, &[&["explain", "--rule", rule], sending].concat());
            assert_eq!(code, 0, "{said}");
        }
        send(&folder, 16, &[("Tổng cộng", "32 16 13 1  27 13 13 1  3 2 1")]);
        counts(&folder, received, received == 31);
    }
}

#[test]
fn what_was_adjusted_in_one_sending_is_as_it_came_in_the_next() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[WRONG]);
    let cell = ["adjust", "--sheet", "Biểu 06a", "--cell", "C12", "--from", "31", "--to", "30"];
    let (code, said) = decide(&folder, &[&cell[..], &["--sending", "1"]].concat());
    assert_eq!(code, 0, "{said}");
    send(&folder, 16, &[("Tổng cộng", "31 16 13 1  27 13 13 1  3 1 2")]);
    counts(&folder, 30, true);
}

#[test]
fn who_accepted_the_earlier_sending_is_not_asked_again() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[TOTAL]);
    send(&folder, 16, &[WRONG]);
    assert_eq!(decide(&folder, &["accept", "--sending", "1"]).0, 0);
    counts(&folder, 30, false);
}

/// What comes after an acceptance is known to nobody who accepted.
#[test]
fn what_came_after_an_acceptance_is_asked_about_once() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[TOTAL]);
    let accept = |at: &str, sending: &str| {
        let args = ["Xã Ví dụ 01", "accept", "--sending", sending, "--by", "Chuyên viên", "--at", at];
        let (code, said) = folder.run("xu-ly", &args);
        assert_eq!(code, 0, "{said}");
    };
    let status = || folder.run("tinh-hinh", &["--at", "2024-03-18 17:00"]).1;
    let asks = "lần gửi 2 đến sau khi đã chấp nhận lần gửi 1 và số khác; vẫn đang tính lần gửi 1";
    accept("2024-03-15 16:00", "1");
    assert!(!status().contains(asks), "{}", status());
    send(&folder, 16, &[MORE]);
    counts(&folder, 30, false);
    let said = status();
    assert!(said.contains(asks) && said.contains("Tiếp theo: chọn lần gửi được tính của 1 đơn vị"), "{said}");
    let (code, said) = folder.run("chot-so-lieu", &["--by", "A", "--at", "2024-03-21 10:00"]);
    assert!(code == 2 && said.contains(asks), "{said}");
    // accepting the first again, now that the second is known, settles it
    accept("2024-03-17 09:00", "1");
    assert!(!status().contains(asks), "{}", status());
    counts(&folder, 30, false);
    accept("2024-03-17 10:00", "2");
    assert!(!status().contains(asks), "{}", status());
    counts(&folder, 40, false);
}

/// A unit whose last file cannot be opened gets no marked workbook for it, and is told why.
#[test]
fn a_later_file_that_cannot_be_read_is_told_and_asked_again() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[TOTAL]);
    let file = folder.put("den/xa-vi-du-01.xlsx", b"PK\x03\x04");
    folder.run("nhan", &[&file, "--at", "2024-03-16 10:00"]);
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-17 10:00"]);
    for part in [
        "Biểu 06a: không dùng được lần gửi 2 (tệp không đọc được), đang tính lần gửi 1",
        "Tệp UBND xã Ví dụ 01 gửi sau cùng không đọc được.",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("lập phiếu"), "{said}");
    let (_, said) = folder.run("kiem-tra", &[]);
    assert!(!said.contains("Tiếp theo: lập phiếu"), "{said}");
}

/// The lines of the list may stand in any order.
#[test]
fn the_last_word_is_the_latest_not_the_lowest_in_the_list() {
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    send(&folder, 15, &[WRONG]);
    for (what, at) in [("accept", "2024-03-18 16:00"), ("return", "2024-03-18 15:00")] {
        let (code, said) = folder.run("xu-ly", &["Xã Ví dụ 01", what, "--by", "Chuyên viên", "--at", at]);
        assert_eq!(code, 0, "{said}");
    }
    let (_, said) = folder.run("tinh-hinh", &["--at", "2024-03-19 10:00"]);
    assert!(said.contains("Xã Ví dụ 01: đã chấp nhận số liệu ngày 18/3/2024"), "{said}");
}

/// If only one of two sendings has a line, each cell of that line is a difference.
#[test]
fn lines_that_came_or_went_are_told() {
    let both = [("Đất đai", TOTAL.1), TOTAL];
    for (first, second) in [(&both[1..], &both[..]), (&both[..], &both[1..])] {
        let folder = Folder::new(&["Xã Ví dụ 01"]);
        send(&folder, 15, first);
        let said = send(&folder, 16, second);
        assert!(said.contains("Biểu 06a: 11 ô khác lần gửi 1:"), "{said}");
    }
}

/// A round of two units, one of them with a code.
fn two_units() -> Round {
    let text = "title = \"a\"\nforms = [\"tthc-06a\"]\nperiod = { from = 2023-12-15, to = 2024-03-14 }\n\
                [[units]]\nname = \"Xã Ví dụ 01\"\n[[units]]\nname = \"Xã Ví dụ 02\"\nfiles = [\"a.xlsx\"]\n";
    let mut round = Round::read(text, &CATALOGUE).unwrap();
    round.units[1].code = Some("00002".to_owned());
    round
}

/// The first unit after it sent these workbooks, one a sending.
fn sent(workbooks: &[Workbook]) -> Member {
    let sending = |(number, workbook): (u32, &Workbook)| Sending {
        number,
        files: vec![report(&format!("nhan/{number}.xlsx"), workbook.bytes(), &FIRST_SENDING)],
        ..Sending::default()
    };
    let sendings = (1..).zip(workbooks).map(sending).collect();
    let sent = vec![Sent { sendings, ..Sent::default() }, Sent::default()];
    consolidate::gather_sendings(&two_units(), sent, &CATALOGUE).remove(0)
}

/// A sending that does not count as a whole does not count for any of its forms.
#[test]
fn a_sending_of_another_unit_or_time_counts_only_if_there_is_no_other() {
    #[track_caller]
    fn case(workbooks: &[Workbook], counted: u32, contested: usize) {
        let member = sent(workbooks);
        assert_eq!((member.numbers.as_slice(), member.contested.len()), (&[counted][..], contested));
    }
    let good = || workbook("Xã Ví dụ 01").tthc(&[TOTAL]);
    let wrong = || workbook("Xã Ví dụ 01").tthc(&[WRONG]);
    let other_unit = || workbook("Xã Ví dụ 09").tthc(&[TOTAL]);
    let other_time = || workbook("Xã Ví dụ 01").tthc(&[TOTAL]).period("2022-12-15", "2023-12-14");
    let no_period = || {
        let mut workbook = workbook("Xã Ví dụ 01");
        workbook.period = None;
        workbook.tthc(&[TOTAL])
    };
    case(&[good(), good()], 2, 0);
    case(&[wrong(), wrong()], 2, 0);
    case(&[wrong(), good()], 2, 0);
    case(&[good(), wrong()], 1, 1);
    for other in [other_unit(), other_time()] {
        case(&[good(), other.clone()], 1, 1);
        // even errors are better than the figures of somebody else
        case(&[wrong(), other.clone()], 1, 1);
        case(&[other.clone(), wrong()], 2, 0);
        case(&[other.clone(), other], 2, 0);
    }
    case(&[good(), no_period()], 1, 1);
    case(&[no_period(), good()], 2, 0);
    case(&[no_period(), wrong()], 2, 0);
}

fn moment(text: &str) -> Moment {
    Moment::find(text, viet_nam()).unwrap()
}

/// The register, written and read back.
fn again(register: &Register, round: &Round) -> Register {
    let sheets = grid::read(&list_sheet::write(&[register.list(round)]).unwrap()).unwrap();
    Register::read(&sheets, round).unwrap()
}

#[test]
fn the_register_is_read_as_it_was_written() {
    let round = two_units();
    let entry = |unit, number, time_source, received: Option<&str>| RegisterLine {
        unit,
        number,
        path: format!("nhan/{number}.xlsx"),
        original: "phụ lục.xlsx".to_owned(),
        sha256: format!("{number:064}"),
        received: received.map(moment),
        time_source,
        via: "Zalo".to_owned(),
        document: "12/BC-UBND".to_owned(),
        reception: Some(number),
        remark: "đã gọi".to_owned(),
        extra: Vec::new(),
    };
    let mut register = Register::default();
    register.entries = vec![
        entry(Some(0), 1, TimeSource::Said, Some("15/3/2024 10:00")),
        entry(Some(0), 2, TimeSource::Mail, Some("16/3/2024 11:30")),
        entry(Some(1), 7, TimeSource::File, Some("17/3/2024 08:00")),
        entry(None, 0, TimeSource::Said, None),
    ];
    let read = again(&register, &round);
    assert_eq!(format!("{:#?}", read.entries), format!("{:#?}", register.entries));
    assert_eq!([0, 1].map(|unit| register.next_number(unit, &round)), [3, 8]);
    // a file listed in round.toml is a unit's first sending
    assert_eq!([0, 1].map(|unit| Register::default().next_number(unit, &round)), [1, 2]);
    assert_eq!(register.entries[register.position(&format!("{:064}", 2)).unwrap()].number, 2);
    assert!(register.position("").is_none());
}

/// Staff write the unit of a file by name or by code. The number of the sending follows from it.
#[test]
fn a_unit_that_staff_fill_in_gets_the_next_number() {
    let round = two_units();
    let mut register = Register::default();
    let entry = |unit, number| RegisterLine {
        unit,
        number,
        path: format!("a{number}"),
        sha256: format!("b{number}"),
        ..RegisterLine::default()
    };
    register.entries = vec![entry(Some(1), 3), entry(None, 0), entry(Some(0), 1)];
    let filled = |register: &Register, unit: &str, code: &str| {
        let mut list = register.list(&round);
        let text =
            |text: &str| if text.is_empty() { CellValue::Empty } else { CellValue::Text(text.to_owned()) };
        (list.lines[1][1], list.lines[1][2]) = (text(code), text(unit));
        let sheets: Vec<Sheet> = grid::read(&list_sheet::write(&[list]).unwrap()).unwrap();
        let read = Register::read(&sheets, &round).map_err(|problems| problems.list.len())?;
        Ok((read.entries[1].unit, read.entries[1].number))
    };
    assert_eq!(filled(&register, "xa vi du 02", ""), Ok((Some(1), 4)));
    assert_eq!(filled(&register, "", "00002"), Ok((Some(1), 4)));
    assert_eq!(filled(&register, "Xã Ví dụ 01", "00002"), Ok((Some(0), 2)), "the name goes before the code");
    assert_eq!(filled(&register, "chưa rõ đơn vị", ""), Ok((None, 0)));
    assert_eq!(filled(&register, "Xã Ví dụ 3", ""), Err::<(Option<usize>, u32), usize>(1));
    // two units of one name are told apart by their codes
    let mut round = round;
    "Xã Ví dụ 02".clone_into(&mut round.units[0].name);
    round.units[0].code = Some("00001".to_owned());
    register.entries.pop();
    let filled = |code: &str| {
        let mut list = register.list(&round);
        list.lines[0][2] = CellValue::Text("Xã Ví dụ 02".to_owned());
        list.lines[1][2] = CellValue::Text("Xã Ví dụ 02".to_owned());
        list.lines[1][1] = CellValue::Text(code.to_owned());
        let sheets: Vec<Sheet> = grid::read(&list_sheet::write(&[list]).unwrap()).unwrap();
        Register::read(&sheets, &round)
            .map(|read| read.entries[1].unit)
            .map_err(|problems| problems.list.len())
    };
    assert_eq!(filled("00001"), Ok(Some(0)));
    assert_eq!(filled("00002"), Ok(Some(1)));
    assert_eq!(filled("00003"), Err(1));
}
