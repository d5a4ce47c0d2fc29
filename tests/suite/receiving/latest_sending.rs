//! Which sending is the latest: by the times of archives, mails and files, in any order of intake. Drafts, and files
//! that came together, are left to people.

use crate::support::archives_and_mails::mail;
use crate::support::builder::{CHECKER, LATER, workbook};
use phuluc::desk::{
    self, Delivery, Folder, Memory, OpenRound, ReceiptFacts, RulingWanted, StatedOrNow, Tools,
};
use phuluc::form::{Moment, viet_nam};
use phuluc::round::{TimeSource, register};
use phuluc::say::{Lang, Receipt, report};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

const UNITS: [&str; 2] = ["Xã Ví dụ 01", "Xã Ví dụ 02"];

fn round() -> Memory {
    let folder = Memory::default();
    let units = UNITS.map(|unit| format!("[[units]]\nname = \"{unit}\"\n")).concat();
    let text = format!(
        "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\nperiod = {{ from = 2023-12-15, to = 2024-03-14 }}\n\
         due = 2024-03-18T17:00:00+07:00\n{units}"
    );
    folder.put("round.toml", text.as_bytes(), None);
    folder
}

/// A report of `received` dossiers.
fn sent(unit: &str, received: u32) -> Vec<u8> {
    let line = format!("{received} {received} 0 0  {received} 0 {received} 0  0 0 0");
    workbook(unit).tthc(&[("Tổng cộng", &line)]).bytes()
}

fn unix(at: &str) -> i64 {
    let epoch = Moment::from_unix(0, viet_nam()).unwrap();
    Moment::find(at, viet_nam()).unwrap().seconds_since(epoch)
}

/// Takes in files, each with its own time. `said` is the time that somebody states, if any.
fn receive(folder: &Memory, files: &[(&str, Vec<u8>, &str)], said: Option<&str>) -> String {
    let deliveries = files.iter().map(|(name, bytes, at)| Delivery {
        name: (*name).to_owned(),
        bytes: bytes.clone(),
        modified: (!at.is_empty()).then(|| unix(at)),
    });
    let coming =
        ReceiptFacts { at: StatedOrNow { said, now: unix("2024-04-01 08:00") }, via: "", document: "" };
    let tools = Tools::plain(&CHECKER);
    let all = desk::receive(folder, deliveries.collect(), &coming, &tools).unwrap();
    Receipt::new(&all.open.round, &all.register, &all.members, &all.received, register::FILE, Lang::Vi).text()
}

/// The total, and the contests that somebody should decide.
fn totals(folder: &Memory) -> (String, Vec<String>) {
    let tools = Tools::plain(&CHECKER);
    let open = OpenRound::open(folder, &tools).unwrap();
    let all = open.consolidation(&tools, false);
    let said = report::totals::text(&all, "tong-hop.xlsx", Lang::Vi);
    let total = said.lines().find_map(|line| line.trim().strip_prefix("tổng số tiếp nhận: ")).unwrap();
    let doubts = all.members.iter().flat_map(|member| &member.contested);
    let doubts = doubts.map(|contest| format!("{} {} {:?}", contest.counted, contest.other, contest.doubt));
    (total.split(' ').next().unwrap().to_owned(), doubts.collect())
}

fn lines(folder: &Memory) -> Vec<(u32, String, TimeSource)> {
    let open = OpenRound::open(folder, &Tools::plain(&CHECKER)).unwrap();
    let line = |line: &phuluc::round::RegisterLine| {
        (line.number, line.received.unwrap().written(viet_nam()), line.time_source)
    };
    open.register.entries.iter().map(line).collect()
}

fn decide(folder: &Memory, ruling: RulingWanted<'_>, sending: Option<u32>) {
    let request = desk::Request {
        unit: UNITS[0],
        sending,
        ruling,
        who: "Chuyên viên",
        when: StatedOrNow { said: Some("2024-03-20 08:00"), now: LATER },
        basis: "đã hỏi đơn vị",
    };
    desk::decide(folder, &request, &Tools::plain(&CHECKER)).unwrap();
}

/// An archive whose entries have times.
fn zip(files: &[(&str, &[u8], (u8, u8))]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, (day, hour)) in files {
        let time = DateTime::from_date_and_time(2024, 3, *day, *hour, 0, 0).unwrap();
        writer.start_file(*name, SimpleFileOptions::default().last_modified_time(time)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn times_in_an_archive_go_before_a_mails_and_a_files() {
    let (old, new) = (sent(UNITS[0], 10), sent(UNITS[0], 20));
    let packed = zip(&[("moi.xlsx", &new, (16, 9)), ("cu.xlsx", &old, (15, 9))]);
    let folder = round();
    let said = receive(&folder, &[("a.zip", packed.clone(), "2024-03-17 08:00")], None);
    assert!(said.contains("Nhận 9 giờ 00 ngày 16/3/2024 (theo thời gian trong tệp nén)."), "{said}");
    let expected = [("15/03/2024 09:00:00", 1), ("16/03/2024 09:00:00", 2)];
    let expected = expected.map(|(at, number)| (number, at.to_owned(), TimeSource::Archive));
    assert_eq!(lines(&folder), expected);
    assert_eq!(totals(&folder), ("20".to_owned(), vec!["2 1 CameTogether".to_owned()]));
    // a mail says when an archive in it came; which file in the archive is the newest, the archive says
    let folder = round();
    receive(&folder, &[("thu.eml", mail("a.zip", &packed), "2024-03-20 08:00")], None);
    let at = "18/03/2024 09:15:00".to_owned();
    assert_eq!(lines(&folder), [(1, at.clone(), TimeSource::Mail), (2, at, TimeSource::Mail)]);
    assert_eq!(totals(&folder).0, "20");
    // a time that somebody states goes before all others
    let folder = round();
    receive(&folder, &[("a.zip", packed, "2024-03-17 08:00")], Some("2024-03-19 10:00"));
    let at = "19/03/2024 10:00:00".to_owned();
    assert_eq!(lines(&folder), [(1, at.clone(), TimeSource::Said), (2, at, TimeSource::Said)]);
    assert_eq!(totals(&folder), ("20".to_owned(), vec!["2 1 CameTogether".to_owned()]));
}

/// An archive from a program without a clock, or with a clock that is ahead, says nothing about time.
#[test]
fn a_clock_that_is_wrong_tells_nothing() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let ahead = DateTime::from_date_and_time(2031, 1, 1, 0, 0, 0).unwrap();
    for (name, time) in [("a.xlsx", DateTime::default()), ("b.xlsx", ahead)] {
        writer.start_file(name, SimpleFileOptions::default().last_modified_time(time)).unwrap();
        writer.write_all(&sent(if name == "a.xlsx" { UNITS[0] } else { UNITS[1] }, 10)).unwrap();
    }
    let folder = round();
    receive(&folder, &[("a.zip", writer.finish().unwrap().into_inner(), "2024-03-17 08:00")], None);
    let at = "17/03/2024 08:00:00".to_owned();
    assert_eq!(lines(&folder), [(1, at.clone(), TimeSource::File), (1, at, TimeSource::File)]);
}

#[test]
fn what_came_earlier_and_is_taken_in_later_replaces_nothing() {
    let folder = round();
    receive(&folder, &[("b.xlsx", sent(UNITS[0], 20), "")], Some("2024-03-16 10:00"));
    let said = receive(&folder, &[("a.xlsx", sent(UNITS[0], 10), "")], Some("2024-03-15 10:00"));
    assert!(
        said.contains(
            "Biểu 06a: lần này cũ hơn lần gửi 1 (nhận 10 giờ 00 ngày 16/3/2024), nên không thay số liệu của lần đó."
        ),
        "{said}"
    );
    assert_eq!(totals(&folder), ("20".to_owned(), Vec::new()));
    // if only the file's own time tells, somebody is asked
    let folder = round();
    receive(&folder, &[("b.xlsx", sent(UNITS[0], 20), "")], Some("2024-03-16 10:00"));
    receive(&folder, &[("a.xlsx", sent(UNITS[0], 10), "2024-03-15 10:00")], None);
    assert_eq!(totals(&folder), ("20".to_owned(), vec!["1 2 TimesOfFiles".to_owned()]));
    decide(&folder, RulingWanted::Accept, Some(2));
    assert_eq!(totals(&folder), ("10".to_owned(), Vec::new()));
}

#[test]
fn two_files_of_one_unit_and_form_that_come_together_are_asked_about() {
    let [a, b] = [10, 20].map(|received| sent(UNITS[0], received));
    for order in [["1.xlsx", "2.xlsx"], ["2.xlsx", "1.xlsx"]] {
        let folder = round();
        let files = [(order[0], a.clone(), ""), (order[1], b.clone(), "")];
        receive(&folder, &files, Some("2024-03-15 10:00"));
        assert_eq!(totals(&folder).1, ["2 1 CameTogether"], "{order:?}");
        let at = StatedOrNow { said: Some("2024-03-20 10:00"), now: LATER };
        let close = desk::Closing { by: "A", at, because: None, only_accepted: false, lang: Lang::Vi };
        let refused = desk::close(&folder, &close, &Tools::plain(&CHECKER)).unwrap_err();
        let desk::Error::Undecided(lines) = refused else { panic!("{refused}") };
        assert_eq!(
            lines,
            [
                "Xã Ví dụ 01: Biểu 06a có ở cả lần gửi 2 và lần gửi 1, nhận cùng một lượt mà số khác nhau; đang tính lần gửi 2; cần quyết định ở trang của đơn vị hoặc tệp xu-ly.xlsx",
                "Xã Ví dụ 02: chưa gửi báo cáo"
            ]
        );
        decide(&folder, RulingWanted::Accept, Some(1));
        assert_eq!(totals(&folder), ("10".to_owned(), Vec::new()));
        decide(&folder, RulingWanted::TakeBack(None), None);
        decide(&folder, RulingWanted::SetAside, Some(1));
        assert_eq!(totals(&folder), ("20".to_owned(), Vec::new()));
    }
    // files with the same figures need no question
    let folder = round();
    let mut again = workbook(UNITS[0]).tthc(&[("Tổng cộng", "10 10 0 0  10 0 10 0  0 0 0")]);
    again.with_identity = false;
    receive(&folder, &[("1.xlsx", a, ""), ("2.xlsx", again.bytes(), "")], Some("2024-03-15 10:00"));
    assert_eq!((lines(&folder).len(), totals(&folder)), (2, ("10".to_owned(), Vec::new())));
}

#[test]
fn a_draft_counts_only_where_nothing_else_does() {
    let (draft, good) = (sent(UNITS[0], 10), sent(UNITS[0], 20));
    let at = |day: u8| format!("2024-03-{day} 10:00");
    for name in ["du thao.xlsx", "Dự thảo/01.xlsx", "bản nháp 01.xlsx", "xa 01_nhap.xlsx"] {
        let folder = round();
        receive(&folder, &[("a.xlsx", good.clone(), "")], Some(&at(15)));
        let said = receive(&folder, &[(name, draft.clone(), "")], Some(&at(16)));
        assert!(said.contains("chưa rõ có phải bản chính thức không"), "{name}: {said}");
        assert_eq!(totals(&folder), ("20".to_owned(), vec!["1 2 NewerIsDraft".to_owned()]), "{name}");
        // a draft counts until something else comes
        let folder = round();
        receive(&folder, &[(name, draft.clone(), "")], Some(&at(15)));
        assert_eq!(totals(&folder).0, "10");
        receive(&folder, &[("a.xlsx", good.clone(), "")], Some(&at(14)));
        assert_eq!(totals(&folder).0, "20", "{name}");
        decide(&folder, RulingWanted::Accept, Some(1));
        assert_eq!(totals(&folder), ("10".to_owned(), Vec::new()));
    }
    // a draft beside the final report is no question, and neither is an older draft
    for (of_draft, of_good) in [(15, 15), (14, 15)] {
        let folder = round();
        let files = [("du thao.xlsx", draft.clone(), ""), ("a.xlsx", good.clone(), "")];
        if of_draft == of_good {
            receive(&folder, &files, Some(&at(15)));
        } else {
            receive(&folder, &files[..1], Some(&at(of_draft)));
            receive(&folder, &files[1..], Some(&at(of_good)));
        }
        assert_eq!(totals(&folder), ("20".to_owned(), Vec::new()));
    }
    let folder = round();
    receive(&folder, &[("thu nhap.xlsx", good, "")], Some(&at(15)));
    let said = receive(&folder, &[("b.xlsx", headed("DỰ THẢO LẦN 2"), "")], Some(&at(16)));
    assert!(said.contains("Tiêu đề ghi “DỰ THẢO LẦN 2”"), "{said}");
    assert_eq!(totals(&folder).0, "20");
}

/// A report with a line above its table.
fn headed(line: &str) -> Vec<u8> {
    let mut workbook = workbook(UNITS[0]).tthc(&[("Tổng cộng", "30 30 0 0  30 0 30 0  0 0 0")]);
    workbook.sheets[0].heading.mark = Some(line.to_owned());
    workbook.bytes()
}

/// Removes the line of a sending from the register, as staff may do in Excel.
pub(crate) fn without_line(folder: &Memory, number: u32) {
    let tools = Tools::plain(&CHECKER);
    let open = OpenRound::open(folder, &tools).unwrap();
    let [mut list, history] = open.register.lists(&open.round);
    let index = open.register.entries.iter().position(|line| line.number == number).unwrap();
    list.lines.remove(index);
    folder.put(register::FILE, &phuluc::book::list_sheet::write(&[list, history]).unwrap(), None);
}

#[test]
fn a_file_whose_line_was_deleted_comes_back_as_what_it_was() {
    let folder = round();
    receive(&folder, &[("a.xlsx", sent(UNITS[0], 10), "")], Some("2024-03-15 10:00"));
    receive(&folder, &[("b.xlsx", sent(UNITS[0], 20), "")], Some("2024-03-16 10:00"));
    let before = lines(&folder);
    without_line(&folder, 1);
    assert_eq!(lines(&folder).len(), 1);
    let said = receive(&folder, &[], None);
    assert!(said.contains("vẫn là lần gửi 1, nhận lần đầu 10 giờ 00 ngày 15/3/2024"), "{said}");
    let mut after = lines(&folder);
    after.sort();
    assert_eq!(after, before);
    assert_eq!(totals(&folder), ("20".to_owned(), Vec::new()));
    assert_eq!(folder.list("nhan").unwrap().len(), 2);
    // the deleted line comes back when its file comes again, and a new file gets a number that no sending had
    without_line(&folder, 2);
    receive(&folder, &[("c.xlsx", sent(UNITS[0], 30), "")], Some("2024-03-17 10:00"));
    let numbers: Vec<u32> = lines(&folder).iter().map(|line| line.0).collect();
    assert_eq!(numbers.iter().max(), Some(&3), "{numbers:?}");
    receive(&folder, &[("b lai.xlsx", sent(UNITS[0], 20), "")], Some("2024-03-18 10:00"));
    let mut after = lines(&folder);
    after.sort();
    assert_eq!(after[..2], before);
    assert_eq!(totals(&folder), ("30".to_owned(), Vec::new()));
}

/// By a time that has not come yet the report would be missing in one list and counted in the other.
#[test]
fn a_time_in_the_future_or_long_ago_is_not_when_a_file_came() {
    let mail = |year: u32| {
        let mail = String::from_utf8(mail("a.xlsx", &sent(UNITS[0], 10))).expect("base64 in ASCII");
        mail.replace("Mon, 18 Mar 2024", &format!("18 Mar {year}")).into_bytes()
    };
    for (name, bytes, time) in [
        ("a.xlsx", sent(UNITS[0], 10), "2025-03-15 09:00"),
        ("a.xlsx", sent(UNITS[0], 10), "1980-01-01 09:00"),
        ("thu.eml", mail(2025), ""),
        ("thu.eml", mail(1970), ""),
    ] {
        let folder = round();
        let said = receive(&folder, &[(name, bytes, time)], None);
        assert!(said.contains("không thể là lúc gửi"), "{name} {time}: {said}");
        let register = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap().register;
        let received = register.entries[0].received.expect("a time").to_string();
        assert_eq!(received, "8 giờ 00 ngày 01/4/2024", "{name} {time}");
    }
    let folder = round();
    let said = receive(&folder, &[("a.xlsx", sent(UNITS[0], 10), "2024-03-15 09:00")], None);
    assert!(!said.contains("không thể là lúc gửi"), "{said}");
}

#[test]
fn a_stated_time_after_today_is_refused() {
    let folder = round();
    let at = |said| StatedOrNow { said: Some(said), now: unix("2024-04-01 08:00") };
    let received = |said| {
        let delivery = Delivery { name: "a.xlsx".to_owned(), bytes: sent(UNITS[0], 10), modified: None };
        let coming = ReceiptFacts { at: at(said), via: "", document: "" };
        desk::receive(&folder, vec![delivery], &coming, &Tools::plain(&CHECKER)).map(|all| all.received.len())
    };
    let refused = received("2025-03-15 09:00").unwrap_err().said(Lang::Vi);
    assert_eq!(refused, "“9 giờ 00 ngày 15/3/2025” là sau hôm nay; xem lại ngày, năm");
    assert!(!folder.exists(register::FILE));
    // a day without a time is its end
    assert_eq!(received("2024-04-01").unwrap(), 1);
}
