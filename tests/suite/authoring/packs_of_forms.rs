//! Packs of forms: in a folder or an archive, named or found; the copy that a round keeps, and a later version.

use crate::support::archives_and_mails;
use crate::support::browser;
use phuluc::author::{Blank, Order};
use phuluc::book;
use phuluc::form::{Catalogue, Fault, Pack};
use phuluc::grid::Content;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

const LIST: &str = r#"
name     = "Bộ biểu mẫu tỉnh Ví dụ"
province = "Tỉnh Ví dụ"
from     = 2026-01-01
forms    = [{ id = "bieu-03", source = "Công văn số 125/SKHCN-CĐS ngày 10/02/2026" }]
"#;

/// A form with one figure, whose rule has this title.
fn form(title: &str) -> String {
    format!(
        r#"
id       = "bieu-03"
version  = "2026"
title    = "Kết quả chuyển đổi số"
short    = "Biểu 03"
sheet    = "Biểu 03"
basis    = "Công văn số 125/SKHCN-CĐS ngày 10/02/2026"
in_force = {{ from = 2026-01-01 }}
sent     = {{ by = "xã", to = ["tỉnh"], every = ["quý"] }}
columns = [
  {{ id = "stt", kind = "code", head = ["STT"] }},
  {{ id = "ten", kind = "label", head = ["Chỉ tiêu"] }},
  {{ id = "don_vi", kind = "measure", head = ["Đơn vị tính"] }},
  {{ id = "so", kind = "count", head = ["Số lượng"], say = "số lượng" }},
  {{ id = "ghi_chu", kind = "note", head = ["Ghi chú"] }},
]
rows = [{{ code = "1", label = "Tổng số thôn", measured_in = "Thôn" }}, {{ code = "2", label = "Số thôn có cáp quang", measured_in = "Thôn" }}]
[[rules]]
id = "mot-phan"
title = "{title}"
that = "[2].so <= [1].so"
why = "Một phần không lớn hơn toàn bộ."
todo = "Xem lại hai số."
"#
    )
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<(&[u8], &[u8])> = files.iter().map(|(name, bytes)| (name.as_bytes(), *bytes)).collect();
    archives_and_mails::archive(&files)
}

fn zipped(title: &str) -> Vec<u8> {
    archive(&[
        ("Bo bieu/forms.toml", LIST.as_bytes()),
        ("Bo bieu/bieu-03/form.toml", form(title).as_bytes()),
        ("Bo bieu/huong-dan.txt", b"not a definition".as_slice()),
    ])
}

/// A folder with a home of its own, so that the packs of whoever runs the tests are not found.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("nha")).unwrap();
        Self(folder)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    #[track_caller]
    fn phuluc(&self, args: &[&str]) -> (String, String) {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_phuluc"))
            .args(args)
            .current_dir(self.0.path())
            .env("HOME", self.path("nha"))
            .env("USERPROFILE", self.path("nha"))
            .output()
            .unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert_ne!(output.status.code(), Some(2), "{args:?}: {out}{err}");
        (out, err)
    }

    fn begin(&self, round: &str, more: &[&str]) -> String {
        self.put("ds.xlsx", units());
        let args = ["tao-dot", round, "--period", "quý II/2026", "--form", "bieu-03", "--units", "ds.xlsx"];
        self.phuluc(&[args.as_slice(), more].concat()).1
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }
}

/// A list of two units, as staff keep it.
fn units() -> Vec<u8> {
    use rust_xlsxwriter::Workbook;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, text) in (0..).zip(["Tên đơn vị", "Xã Ví dụ 01", "Xã Ví dụ 02"]) {
        sheet.write_string(row, 0, text).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_round_keeps_a_copy_of_its_pack_and_needs_no_option_any_more() {
    let place = Place::new();
    place.put("bo.zip", zipped("Có cáp quang"));
    let said = place.begin("dot", &["--forms", "bo.zip"]);
    assert!(!said.contains("Lưu ý"), "{said}");
    let round = place.read("dot/round.toml");
    assert!(
        round.contains("packs = [\n    { name = \"Bộ biểu mẫu tỉnh Ví dụ\", fingerprint = \""),
        "{round}"
    );
    assert_eq!(place.read("dot/bieu-mau/forms.toml"), LIST);
    assert_eq!(place.read("dot/bieu-mau/bieu-03/form.toml"), form("Có cáp quang"));
    fs::remove_file(place.path("bo.zip")).unwrap();
    let (out, err) = place.phuluc(&["tinh-hinh", "dot"]);
    assert!(out.contains("Xã Ví dụ 01") && !err.contains("Lưu ý"), "{out}{err}");
    let (_, err) = place.phuluc(&["tong-hop", "dot"]);
    assert!(!err.contains("bộ biểu mẫu"), "{err}");
}

#[test]
fn a_pack_that_was_changed_after_the_round_began_is_said_and_can_be_taken_over() {
    let place = Place::new();
    place.put("bieu/bieu-03/form.toml", form("a"));
    place.begin("dot", &["--forms", "bieu"]);
    let said = |place: &Place| place.phuluc(&["tinh-hinh", "dot"]).1;
    assert!(!said(&place).contains("Lưu ý"), "{}", said(&place));
    place.put("bieu/bieu-03/form.toml", form("b"));
    let changed = said(&place);
    assert!(changed.contains("“bieu” ở") && changed.contains("đã được sửa sau khi lập đợt"), "{changed}");
    assert!(place.read("dot/bieu-mau/form.toml").contains(&form("a")));
    // as the sentence says
    let fingerprint = changed.split("thành ").nth(1).unwrap().split('.').next().unwrap().to_owned();
    place.put("dot/bieu-mau/form.toml", form("b"));
    let round = place.read("dot/round.toml");
    let known = round.split("fingerprint = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    place.put("dot/round.toml", round.replace(&known, &fingerprint));
    assert!(!said(&place).contains("Lưu ý"), "{}", said(&place));
    // blanks of the old form that nobody has filled in are made anew, once
    let blank = || {
        let folder = fs::read_dir(place.path("dot/mau")).unwrap();
        let path = folder.map(|entry| entry.unwrap().path()).min().unwrap();
        fs::read(path).unwrap()
    };
    let old = blank();
    let (_, written) = place.phuluc(&["tao-mau", "--round", "dot"]);
    assert!(written.contains("Đã lập 2 tệp mẫu") && !written.contains("Giữ nguyên"), "{written}");
    let new = blank();
    assert_ne!(old, new);
    let (_, kept) = place.phuluc(&["tao-mau", "--round", "dot"]);
    assert!(kept.contains("Giữ nguyên 2 tệp đã có"), "{kept}");
    assert_eq!(blank(), new);
}

#[test]
fn consolidating_with_another_pack_is_said_and_written_down() {
    let place = Place::new();
    place.put("bo.zip", zipped("Có cáp quang"));
    place.put("moi.zip", zipped("Tên khác"));
    place.begin("dot", &["--forms", "bo.zip"]);
    for (args, is_other) in [
        (["tong-hop", "dot", "--forms", "bo.zip"], false),
        (["tong-hop", "dot", "--forms", "dot/bieu-mau"], false),
        (["tong-hop", "dot", "--forms", "moi.zip"], true),
    ] {
        let (_, err) = place.phuluc(&args);
        assert_eq!(
            err.contains("Lưu ý: đợt này lập với bộ biểu mẫu “Bộ biểu mẫu tỉnh Ví dụ”"),
            is_other,
            "{err}"
        );
        let sheets =
            phuluc::grid::read(&fs::read(place.path("dot/tong-hop/tong-hop.xlsx")).unwrap()).unwrap();
        let sources = sheets.iter().find(|sheet| sheet.name == "Nguồn số liệu").unwrap();
        let texts: Vec<String> = sources.cells().map(|(_, cell)| cell.tidy().into_owned()).collect();
        assert!(texts.iter().any(|text| text == "dùng để tổng hợp"));
        assert_eq!(
            texts.iter().any(|text| text.starts_with("dùng khi lập đợt; khác")),
            is_other,
            "{texts:?}"
        );
    }
    // without the round's own copy, the same pack beside the round is used; without that one, none
    fs::remove_dir_all(place.path("dot/bieu-mau")).unwrap();
    let (_, said) = place.phuluc(&["tinh-hinh", "dot"]);
    assert!(said.contains("bo.zip") && !said.contains("moi.zip") && !said.contains("Lưu ý"), "{said}");
    for name in ["bo.zip", "moi.zip"] {
        fs::remove_file(place.path(name)).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["tinh-hinh", "dot"])
        .current_dir(place.0.path())
        .env("HOME", place.path("nha"))
        .env("USERPROFILE", place.path("nha"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("nay không dùng bộ nào"), "{said}");
}

#[test]
fn packs_beside_a_round_and_in_the_users_own_folder_are_found_and_named() {
    for (path, bytes) in [("bo-bieu.zip", zipped("a")), ("nha/.phuluc/bo.zip", zipped("a"))] {
        let place = Place::new();
        place.put(path, bytes);
        let said = place.begin("dot", &[]);
        assert!(said.contains("Dùng bộ biểu mẫu “Bộ biểu mẫu tỉnh Ví dụ”"), "{path}: {said}");
        assert!(place.path("dot/bieu-mau/bieu-03/form.toml").is_file());
    }
    // a pack may be a folder beside the round, as the archive unpacked; other archives are no packs
    let place = Place::new();
    place.put("Bo bieu/forms.toml", LIST);
    place.put("Bo bieu/bieu-03/form.toml", form("a"));
    place.put("bao-cao.zip", archive(&[("a.xlsx", b"a report".as_slice())]));
    place.put("hong.zip", b"not an archive");
    assert!(place.begin("dot", &[]).contains("Dùng bộ biểu mẫu"));
    // outside a round, only the user's own packs are found
    assert!(!place.phuluc(&["bieu-mau"]).0.contains("bieu-03"));
}

/// A Mac puts a file of its own beside each file of an archive.
#[test]
fn what_a_mac_adds_to_an_archive_is_passed_over() {
    let place = Place::new();
    let own = b"\0\x05\x16\x07\xff\xfe".as_slice();
    let files = [
        ("Bo bieu/forms.toml", LIST.as_bytes()),
        ("__MACOSX/Bo bieu/._forms.toml", own),
        ("Bo bieu/bieu-03/form.toml", form("a").as_bytes()),
        ("Bo bieu/bieu-03/._form.toml", own),
    ]
    .map(|(name, bytes)| (name, bytes.to_vec()));
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    place.put("bo.zip", archive(&entries));
    for (name, bytes) in &files {
        place.put(&format!("thu-muc/{name}"), bytes);
    }
    for pack in ["bo.zip", "thu-muc"] {
        let (out, err) = place.phuluc(&["bieu-mau", "check", pack]);
        assert!(out.contains("1 định nghĩa, không có lỗi"), "{pack}: {out}{err}");
    }
    // found beside a round, too
    assert!(place.begin("dot", &[]).contains("Dùng bộ biểu mẫu"));
}

#[test]
fn an_archive_beside_its_own_folder_is_one_pack() {
    let place = Place::new();
    place.put("bo.zip", zipped("a"));
    place.put("Bo bieu/forms.toml", LIST);
    place.put("Bo bieu/bieu-03/form.toml", form("a"));
    let said = place.begin("dot", &[]);
    assert_eq!(said.matches("Dùng bộ biểu mẫu").count(), 1, "{said}");
    assert!(place.path("dot/bieu-mau/forms.toml").is_file());
}

#[test]
fn a_pack_beside_a_round_is_not_blamed_for_changes_of_the_rounds_copy() {
    let place = Place::new();
    place.put("bo.zip", zipped("a"));
    place.begin("dot", &["--forms", "bo.zip"]);
    // nor for a newer one beside it
    place.put("bo-moi.zip", zipped("c"));
    let (_, err) = place.phuluc(&["tinh-hinh", "dot"]);
    assert!(!err.contains("đã được sửa sau khi lập đợt"), "{err}");
    place.put("dot/bieu-mau/bieu-03/form.toml", form("b"));
    let (_, err) = place.phuluc(&["tinh-hinh", "dot"]);
    assert!(!err.contains("đã được sửa sau khi lập đợt"), "{err}");
    assert!(err.contains("Lưu ý: đợt này lập với bộ biểu mẫu"), "{err}");
}

#[test]
fn the_forms_of_a_pack_are_listed_with_their_sources() {
    let place = Place::new();
    place.put("bo.zip", zipped("a"));
    let (out, _) = place.phuluc(&["bieu-mau", "--forms", "bo.zip"]);
    assert!(out.contains("Bộ biểu mẫu tỉnh Ví dụ (Tỉnh Ví dụ, từ ngày 01/01/2026)"), "{out}");
    assert!(out.contains("bieu-03: Công văn số 125/SKHCN-CĐS ngày 10/02/2026"), "{out}");
    let (out, _) = place.phuluc(&["bieu-mau", "check", "bo.zip"]);
    assert!(out.contains("1 định nghĩa, không có lỗi"), "{out}");
}

#[test]
fn a_list_and_its_definitions_agree_or_it_is_said() {
    #[track_caller]
    fn case(list: &str, expected: &Fault) {
        let files = vec![("forms.toml".to_owned(), list.to_owned()), ("a/form.toml".to_owned(), form("a"))];
        let problems = Pack::read_all("bo", files).and_then(Catalogue::of_packs).unwrap_err();
        let faults: Vec<&Fault> = problems.iter().flat_map(|one| &one.list).map(|one| &one.fault).collect();
        assert!(faults.contains(&expected), "{faults:?}");
    }
    case(&LIST.replace("bieu-03", "bieu-3"), &Fault::UnknownForm { near: Some("bieu-03".to_owned()) });
    case("name = \"a\"\nforms = []\n", &Fault::NotInPack("bieu-03".to_owned()));
    case("forms = []\n", &Fault::Missing("name"));
    case(&LIST.replace("province", "provinz"), &Fault::UnknownKey { near: Some("province".to_owned()) });
}

#[test]
fn a_closed_round_with_another_copy_is_no_longer_what_was_closed() {
    let place = Place::new();
    place.put("bo.zip", zipped("a"));
    place.begin("dot", &["--forms", "bo.zip"]);
    place.phuluc(&["chot-so-lieu", "dot", "--by", "Người chốt", "--because", "thử"]);
    assert!(place.phuluc(&["kiem-chung", "dot"]).0.contains("còn nguyên"));
    place.put("dot/bieu-mau/bieu-03/form.toml", form("b"));
    let (out, err) = place.phuluc(&["kiem-chung", "dot"]);
    assert!(format!("{out}{err}").contains("bieu-mau/bieu-03/form.toml: đã bị sửa"), "{out}{err}");
    assert!(err.contains("Lưu ý: đợt này lập với bộ biểu mẫu"), "{err}");
}

/// Entries of an archive that lead out of its folder are skipped.
#[test]
fn names_that_lead_out_of_an_archive_are_passed_over() {
    let place = Place::new();
    let files =
        [("../form.toml", form("a")), ("bo/forms.toml", LIST.to_owned()), ("bo/a/form.toml", form("b"))];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    place.put("bo.zip", archive(&files));
    let (out, _) = place.phuluc(&["bieu-mau", "check", "bo.zip"]);
    assert!(out.contains("1 định nghĩa"), "{out}");
}

/// The page without a server learns the forms of what is dropped on it: a pack, a zipped round, or the files of a
/// round's own copy. Files that were dropped before are checked by them, too.
#[test]
fn a_pack_that_is_dropped_on_the_page_is_known_from_then_on() {
    let text = form("Có cáp quang");
    let catalogue = Catalogue::with([("form.toml".to_owned(), text.clone())]).unwrap();
    let forms = vec![Arc::clone(catalogue.in_force(&"bieu-03".into(), None).unwrap())];
    let period = crate::support::builder::period("2026-03-15", "2026-06-14");
    let order = Order { forms, unit: Some("Xã Ví dụ 01".to_owned()), period, ..Order::default() };
    let mut blank = Blank::new(order).unwrap();
    blank.fill([((0, 0, 3), Content::Number(3.into())), ((0, 1, 3), Content::Number(4.into()))]);
    let report = book::blank::write(&blank).unwrap();
    let of_round = archive(&[
        ("dot/round.toml", b"title = \"x\"".as_slice()),
        ("dot/bieu-mau/forms.toml", LIST.as_bytes()),
        ("dot/bieu-mau/bieu-03/form.toml", text.as_bytes()),
    ]);
    let dropped: [&[(&str, &[u8])]; 3] = [
        &[("bo.zip", &zipped("Có cáp quang"))],
        &[("dot.zip", &of_round)],
        &[("forms.toml", LIST.as_bytes()), ("form.toml", text.as_bytes())],
    ];
    for pack in dropped {
        let app = browser::app();
        let unknown = browser::page(app.handle(&browser::dropping(&[("a.xlsx", &report)])));
        assert!(!unknown.contains("Có cáp quang"), "{unknown}");
        let known = browser::page(app.handle(&browser::dropping(pack)));
        assert!(known.contains("Có cáp quang"), "{}: {known}", pack[0].0);
    }
    let bad = text.replace("[2].so <= [1].so", "[2].so <= [3].so");
    let refused = browser::app().handle(&browser::dropping(&[("form.toml", bad.as_bytes())]));
    let said = browser::refused(refused, 422);
    assert!(said.contains("bộ biểu mẫu có chỗ sai"), "{said}");
}
