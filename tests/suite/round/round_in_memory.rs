//! A whole round over a folder in memory gives the same bytes as the program gives over a folder on disk.

use crate::support::archives_and_mails::archive;
use crate::support::builder::{CHECKER, LATER, workbook};
use crate::support::round_folder::{Folder as OnDisk, TOTAL, WRONG, phuluc, report};
use phuluc::desk;
use phuluc::desk::{
    Closing, Delivery, Error, Folder, Memory, NewRound, ReceiptFacts, Request, RulingWanted, StatedOrNow,
    Tools, WantedPeriod,
};
use phuluc::form::PartOfYear;
use phuluc::round::{Difference, Unit, UnitList};
use phuluc::say::Lang;
use std::fs;
use std::time::{Duration, SystemTime};

const UNITS: [&str; 3] = ["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03"];
/// The files that the program writes in a round.
const WRITTEN: [&str; 5] = [
    "so-theo-doi.xlsx",
    "xu-ly.xlsx",
    "tong-hop/tong-hop.xlsx",
    "chot-so-lieu.json",
    "nhan/xa-vi-du-01_lan-1.xlsx",
];

fn when(said: &'static str) -> StatedOrNow<'static> {
    StatedOrNow { said: Some(said), now: LATER }
}

/// The time of the last change of every file that comes. Files of one reception are ordered by it.
const CHANGED: i64 = 1_710_000_000;

fn delivery(name: &str, bytes: Vec<u8>) -> Delivery {
    Delivery { name: name.to_owned(), bytes, modified: Some(CHANGED) }
}

/// Puts a file on the disk as one that was last changed at `CHANGED`.
fn put_on_disk(disk: &OnDisk, path: &str, bytes: &[u8]) -> String {
    let path = disk.put(path, bytes);
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(CHANGED.unsigned_abs())).unwrap();
    path
}

/// The consolidated workbook of the quarter before.
fn before() -> Vec<u8> {
    let round = OnDisk::new(&UNITS);
    let text = fs::read_to_string(round.path("round.toml")).unwrap();
    let text = text.replace("2023-12-15", "2023-09-15").replace("2024-03-14", "2023-12-14");
    round.put("round.toml", text.as_bytes());
    let bytes = workbook(UNITS[0]).tthc(&[WRONG]).period("2023-09-15", "2023-12-14").bytes();
    let file = round.put("a.xlsx", &bytes);
    round.run("nhan", &[&file, "--at", "2023-12-16 10:00"]);
    round.run("tong-hop", &[]);
    fs::read(round.path("tong-hop/tong-hop.xlsx")).unwrap()
}

#[test]
fn a_round_in_memory_comes_to_the_bytes_of_the_one_on_disk() {
    let (disk, before) = (OnDisk::new(&UNITS), before());
    let text = fs::read_to_string(disk.path("round.toml")).unwrap();
    let text = format!("previous = \"truoc/tong-hop.xlsx\"\n{text}");
    let folder = Memory::default().folder("dot");
    for (path, bytes) in [("round.toml", text.as_bytes()), ("truoc/tong-hop.xlsx", &before)] {
        disk.put(path, bytes);
        folder.put(path, bytes, None);
    }
    let tools = Tools::plain(&CHECKER);
    // received: two files in an archive, one put there by hand, one of an unknown unit
    let packed = archive(&[
        ("xa 01.xlsx".as_bytes(), &report(UNITS[0])),
        ("xa 02.xlsx".as_bytes(), &workbook(UNITS[1]).tthc(&[WRONG]).bytes()),
    ]);
    let (by_hand, unknown) = (workbook(UNITS[2]).tthc(&[TOTAL]).bytes(), report("Xã Khác"));
    folder.put("nhan/tay.xlsx", &by_hand, Some(CHANGED));
    let coming = ReceiptFacts { at: when("2024-03-15 10:00"), via: "Zalo", document: "12/BC" };
    let deliveries = vec![delivery("a.zip", packed.clone()), delivery("b.xlsx", unknown.clone())];
    let all = desk::receive(&folder, deliveries, &coming, &tools).unwrap();
    assert_eq!(all.received.len(), 4);
    assert!(all.has_findings());
    put_on_disk(&disk, "nhan/tay.xlsx", &by_hand);
    let (packed, unknown) = (put_on_disk(&disk, "a.zip", &packed), put_on_disk(&disk, "b.xlsx", &unknown));
    let args = ["--at", "2024-03-15 10:00", "--via", "Zalo", "--number", "12/BC"];
    disk.run("nhan", &[&[packed.as_str(), unknown.as_str()], &args[..]].concat());
    // decided
    let request = Request {
        unit: UNITS[1],
        sending: None,
        ruling: RulingWanted::Accept,
        who: "Chuyên viên",
        when: when("2024-03-19 10:00"),
        basis: "",
    };
    desk::decide(&folder, &request, &tools).unwrap();
    disk.run("xu-ly", &[UNITS[1], "accept", "--by", "Chuyên viên", "--at", "2024-03-19 10:00"]);
    // closed
    let mut closing = Closing {
        by: "Trưởng phòng",
        at: when("2024-03-20 16:00"),
        because: None,
        only_accepted: false,
        lang: Lang::Vi,
    };
    let refused = desk::close(&folder, &closing, &tools);
    assert!(matches!(&refused, Err(Error::Undecided(lines)) if lines.len() == 1), "{refused:?}");
    closing.because = Some("Hết hạn");
    desk::close(&folder, &closing, &tools).unwrap();
    let because = ["--because", "Hết hạn"];
    let (code, said) =
        disk.run("close", &[&["--by", "Trưởng phòng", "--at", "2024-03-20 16:00"], &because[..]].concat());
    assert_eq!(code, 0, "{said}");
    for file in WRITTEN {
        assert_eq!(folder.read(file).unwrap(), fs::read(disk.path(file)).unwrap(), "{file}");
    }
    let mut names = folder.list("nhan").unwrap();
    for name in &mut names {
        *name = name.replacen("nhan/", "", 1);
    }
    names.sort();
    assert_eq!(names, disk.files("nhan"));
    // verified, and verified again after changes
    assert_eq!(desk::verify(&folder, &tools).unwrap().1, []);
    folder.put("nhan/tay.xlsx", b"not what it was", None);
    folder.remove("nhan/xa-vi-du-01_lan-1.xlsx");
    let (_, differences) = desk::verify(&folder, &tools).unwrap();
    assert_eq!(
        differences,
        [
            Difference::Changed("nhan/tay.xlsx".to_owned()),
            Difference::Gone("nhan/xa-vi-du-01_lan-1.xlsx".to_owned()),
            Difference::Consolidated,
        ]
    );
}

/// A round begun in memory has the same files as one begun on disk.
#[test]
fn a_round_begun_in_memory_is_the_one_begun_on_disk() {
    let (tools, folder) = (Tools::plain(&CHECKER), Memory::default());
    let list = UnitList::of(UNITS.iter().map(|name| Unit::named(name)).collect());
    let new = NewRound {
        period: WantedPeriod::Part(PartOfYear::named("quý I/2026").unwrap()),
        period_name: Some("quý I/2026"),
        due: None,
        title: None,
        receiver: Some("Sở Nội vụ tỉnh Ví dụ"),
        forms: &["tthc-06a".to_owned()],
        previous: None,
        list: &list,
    };
    let begun = desk::begin(&folder, &new, &tools).unwrap();
    assert_eq!(begun.handed_out.unwrap().written, 3);
    assert!(matches!(desk::begin(&folder, &new, &tools), Err(Error::RoundThere(_))));
    let disk = tempfile::tempdir().unwrap();
    let (list, round) = (disk.path().join("ds.xlsx"), disk.path().join("dot"));
    fs::write(&list, folder.read("don-vi.xlsx").unwrap()).unwrap();
    let (list, round_path) = (list.to_str().unwrap(), round.to_str().unwrap());
    let output = phuluc(&[
        "tao-dot",
        round_path,
        "--period",
        "quý I/2026",
        "--receiver",
        "Sở Nội vụ tỉnh Ví dụ",
        "--form",
        "tthc-06a",
        "--units",
        list,
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for path in folder.list("").unwrap() {
        assert_eq!(folder.read(&path).unwrap(), fs::read(round.join(&path)).unwrap(), "{path}");
    }
    assert_eq!(folder.list("mau").unwrap().len(), 3);
}
