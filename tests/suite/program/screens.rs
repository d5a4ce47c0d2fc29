//! The screens: requests of a browser and the pages that answer them, also with hostile names and texts.

use crate::support::browser::{NOW, app, dropping, file, id, page, post, refused, round, upload, wrong};
use crate::support::builder::{CHECKER, workbook};
use crate::support::round_folder::{Folder, TOTAL, WRONG, phuluc, report};
use phuluc::desk::{Folder as _, Memory, Tools};
use phuluc::grid;
use phuluc::page::{App, Request, Upload, single_file};
use phuluc::say::{Lang, words};
use std::fs;

/// A list in Excel with one column.
struct CellsOfList<'l> {
    head: &'l str,
    lines: &'l [&'l str],
}

impl CellsOfList<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, text) in (0..).zip(std::iter::once(&self.head).chain(self.lines)) {
            sheet.write_string(row, 0, *text).unwrap();
        }
        book.save_to_buffer().unwrap()
    }
}

#[test]
fn a_dropped_workbook_is_shown_with_what_the_check_says() {
    let bytes = wrong();
    let shown = page(app().handle(&dropping(&[("a.xlsx", &bytes)])));
    let expected = crate::support::builder::report("a.xlsx", bytes, &phuluc::desk::Context::default());
    assert!(expected.checked.findings.len() > 1);
    for finding in &expected.checked.findings {
        let message = words::message(Lang::Vi, finding).replace('"', "&quot;");
        assert!(shown.contains(&message), "{message}\n{shown}");
        if let Some(at) = finding.cell().1 {
            assert!(shown.contains(&format!("Ô {at}, ")), "the cell {at} is marked");
        }
    }
    assert!(shown.contains("Xã Ví dụ 01") && shown.contains("Tải tệp đã đánh dấu"));
}

#[test]
fn what_goes_back_and_blanks_are_the_files_of_the_command_line() {
    let app = app();
    let folder = Folder::new(&["Xã Ví dụ 01"]);
    let path = folder.put("xa.xlsx", &wrong());
    phuluc(&["kiem-tra", &path, "--return", &folder.path("ra")]);
    let list = page(app.handle(&dropping(&[(&path, &wrong())])));
    let (name, bytes) = file(app.handle(&Request::get(&format!("phieu/{}", id(&list)))));
    assert_eq!(name, "phieu-chinh-sua_xa-vi-du-01.xlsx");
    assert_eq!(bytes, fs::read(folder.path(&format!("ra/{name}"))).unwrap());

    let fields = [("bieu", "tthc-06a"), ("don-vi", "UBND xã Ví dụ 01"), ("ky", "quý I/2026")];
    let order = Request {
        path: "mau".to_owned(),
        is_post: true,
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..Request::default()
    };
    let (_, bytes) = file(app.handle(&order));
    let blank = folder.path("mau.xlsx");
    let unit = ["--unit", "UBND xã Ví dụ 01", "--period", "15/12/2025-14/3/2026"];
    phuluc(&[&["tao-mau", "tthc-06a", "-o", &blank], &unit[..]].concat());
    assert_eq!(bytes, fs::read(blank).unwrap());
}

#[test]
fn blank_cells_are_named_and_marked() {
    let app = app();
    let sent = workbook("Xã Ví dụ 01").printed("cchc-2025-03", &[("1.1.", "5")]);
    let list = page(app.handle(&dropping(&[("a.xlsx", &sent.bytes())])));
    let shown = page(app.handle(&Request::get(&format!("bao-cao/{}", id(&list)))));
    for part in ["ô chưa nhập", "href=\"#chua-nhap\"", "id=\"chua-nhap\""] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
}

#[test]
fn several_workbooks_are_listed_the_worst_first_and_consolidated() {
    let app = app();
    let good = report("Xã Ví dụ 02");
    let list = page(app.handle(&dropping(&[
        ("tot.xlsx", &good),
        ("hong.xlsx", b"%PDF-1.7"),
        ("sai.xlsx", &wrong()),
    ])));
    let order: Vec<usize> =
        ["hong.xlsx", "sai.xlsx", "tot.xlsx"].iter().map(|name| list.find(name).unwrap()).collect();
    assert!(order.is_sorted(), "{list}");
    let asked = Request { path: "tong-hop".to_owned(), is_post: true, ..Request::default() };
    let why = refused(app.handle(&asked), 422);
    assert!(why.contains("hong.xlsx"), "what nobody sent is named: {why}");

    app.handle(&Request { path: "bo-het".to_owned(), is_post: true, ..Request::default() });
    page(app.handle(&dropping(&[("tot.xlsx", &good), ("sai.xlsx", &wrong())])));
    let (name, bytes) = file(app.handle(&asked));
    let sheets = grid::read(&bytes).unwrap();
    let cells = sheets.iter().flat_map(grid::Sheet::cells).map(|(_, cell)| cell.shown().into_owned());
    let cells: Vec<String> = cells.collect();
    assert_eq!(name, "tong-hop.xlsx");
    for unit in ["Xã Ví dụ 01", "Xã Ví dụ 02"] {
        assert!(cells.iter().any(|cell| cell == unit), "{unit}");
    }
}

#[test]
fn last_periods_file_is_compared_with_whichever_is_dropped_first() {
    let now = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "31 16 13 2  27 13 13 1  4 3 1")]);
    let before = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).period("2023-09-15", "2023-12-14");
    for files in [[("now", &now), ("before", &before)], [("before", &before), ("now", &now)]] {
        let app = app();
        for (name, workbook) in files {
            app.handle(&dropping(&[(name, &workbook.bytes())]));
        }
        let list = page(app.handle(&Request::get("kiem-tra")));
        let at = list.find("<td>now</td>").unwrap();
        let line = &list[list[..at].rfind("<tr>").unwrap()..at];
        let shown = page(app.handle(&Request::get(&format!("bao-cao/{}", id(line)))));
        assert!(shown.contains("kỳ trước"), "{shown}");
    }
}

#[test]
fn senders_texts_are_never_a_part_of_the_page() {
    let evil = "<img src=x onerror=alert(1)>";
    let bytes =
        workbook(&format!("Xã {evil}")).tthc(&[(evil, "31 16 13 1  27 13 13 1  3 2 1"), WRONG]).bytes();
    let shown = page(app().handle(&dropping(&[(&format!("{evil}.xlsx"), &bytes)])));
    assert!(!shown.contains("<img"), "{shown}");
    assert!(shown.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn two_files_of_the_same_bytes_are_both_listed() {
    let (app, bytes) = (app(), report("Xã Ví dụ 02"));
    let list = page(app.handle(&dropping(&[("a.xlsx", &bytes), ("b.xlsx", &bytes), ("a.xlsx", &bytes)])));
    assert!(
        list.contains("2 tệp đang mở")
            && list.contains("<td>a.xlsx</td>")
            && list.contains("<td>b.xlsx</td>")
    );
}

#[test]
fn what_is_not_there_is_said() {
    let app = app();
    for path in ["bao-cao/0000", "phieu/0000", "bieu/tthc-06a/1900", "../etc/passwd", "kiem-tra/a"] {
        refused(app.handle(&Request::get(path)), 404);
    }
    let empty = Request { path: "mau".to_owned(), is_post: true, ..Request::default() };
    assert!(refused(app.handle(&empty), 422).contains("Chọn ít nhất một biểu."));
    assert!(page(app.handle(&dropping(&[]))).contains("Kéo thả tệp Excel vào đây"));
}

#[test]
fn forms_that_are_out_of_use_come_last_and_say_so() {
    let screen = page(app().handle(&Request::get("mau")));
    let at = |id: &str| screen.find(&format!("value=\"{id}\"")).unwrap();
    assert!(at("cchc-2025-01") < at("cchc-hue-02") && at("tthc-06a") < at("cchc-hue-02"));
    assert!(screen[at("cchc-hue-02")..].contains("(chỉ dùng đến ngày 30/6/2025)"));
    assert!(!screen[..at("cchc-hue-02")].contains("chỉ dùng đến ngày"));
}

#[test]
fn every_form_has_a_screen_with_all_its_rules() {
    let app = app();
    let list = page(app.handle(&Request::get("bieu")));
    for form in CHECKER.catalogue().forms() {
        let path = format!("bieu/{}/{}", form.id, form.version);
        assert!(list.contains(&path), "{path}");
        let manual = page(app.handle(&Request::get(&path)));
        assert_eq!(manual.matches("<details").count(), form.rules.len());
    }
}

#[test]
fn what_is_dropped_on_the_board_is_received() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let before = page(app.handle(&Request { now: NOW, ..Request::get("dot") }));
    assert_eq!(before.matches("– chưa gửi báo cáo").count(), 2, "{before}");
    let request = dropping(&[("a.xlsx", &wrong()), ("b.txt", b"xin chao")]);
    let after = page(app.handle(&Request { path: "dot/nhan".to_owned(), now: NOW, ..request }));
    assert_eq!(after.matches("– chưa gửi báo cáo").count(), 1, "{after}");
    assert!(after.contains("b.txt"), "what was not taken is said");
    let (exceptions, files) =
        after.split_once("Từng tệp đã nhận: 1").expect("files that came well are folded");
    assert!(exceptions.contains("b.txt") && files.contains("xa-vi-du-01_lan-1.xlsx"), "{after}");
    assert!(folder.exists("nhan/xa-vi-du-01_lan-1.xlsx") && folder.exists("so-theo-doi.xlsx"));

    let unit = page(app.handle(&Request { now: NOW, ..Request::get("dot/don-vi/0") }));
    assert!(unit.contains("Lần gửi 1</b>, nhận lúc 9 giờ 00 ngày 16/3/2024"), "{unit}");
    let decide = |who: &str| Request {
        path: "dot/don-vi/0".to_owned(),
        is_post: true,
        fields: [("quyet-dinh", "yeu-cau-sua"), ("ai", who), ("lan-gui", "1")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        now: NOW + 60,
        ..Request::default()
    };
    let nameless = refused(app.handle(&decide("")), 422);
    assert!(
        nameless.contains("Ghi tên người quyết định") && nameless.contains("Lần gửi 1</b>"),
        "{nameless}"
    );
    let late =
        [("quyet-dinh", "gia-han"), ("ai", "Chuyên viên"), ("can-cu", "Công văn 12"), ("den", "32/13/2024")];
    let kept = refused(app.handle(&post("dot/don-vi/0", &late)), 422);
    for said in ["“32/13/2024” không phải", "value=\"Công văn 12\"", "value=\"32/13/2024\""] {
        assert!(kept.contains(said), "{said}: {kept}");
    }
    assert!(!page(app.handle(&Request { now: NOW, ..Request::get("dot/don-vi/0") })).contains("Chuyên viên"));
    let decided = page(app.handle(&decide("Chuyên viên theo dõi")));
    assert!(decided.contains("Chuyên viên theo dõi"), "{decided}");
    assert!(decided.contains("data-address=\"/dot/don-vi/0\"") && !unit.contains("data-address"));
    refused(app.handle(&Request { now: NOW, ..Request::get("dot/don-vi/2") }), 404);
}

#[test]
fn what_a_second_sending_changed_is_shown_cell_by_cell() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    for (bytes, now) in [(wrong(), NOW), (report("Xã Ví dụ 01"), NOW + 60)] {
        app.handle(&Request { path: "dot/nhan".to_owned(), now, ..dropping(&[("a.xlsx", &bytes)]) });
    }
    let unit = page(app.handle(&Request { now: NOW + 60, ..Request::get("dot/don-vi/0") }));
    let told = unit.split("Khác lần gửi 1: ").nth(1).expect(&unit);
    assert!(told.contains("<td class=\"figure\">31</td><td class=\"figure\">30</td>"), "{told}");
}

#[test]
fn whose_a_doubtful_file_is_is_said_by_a_click() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let request = dropping(&[("a.xlsx", &report("Xã Ví dụ 77"))]);
    let board = page(app.handle(&Request { path: "dot/nhan".to_owned(), now: NOW, ..request }));
    assert!(board.contains("Chưa rõ của đơn vị nào: 1 tệp"), "{board}");
    let path = "nhan/chua-ro_a.xlsx";
    refused(app.handle(&post("dot/cua-ai", &[("tep", "nhan/khac.xlsx"), ("don-vi", "1")])), 422);
    refused(app.handle(&post("dot/cua-ai", &[("tep", path), ("don-vi", "9")])), 422);
    let board = page(app.handle(&post("dot/cua-ai", &[("tep", path), ("don-vi", "1")])));
    assert!(board.contains("là của Xã Ví dụ 02") && !board.contains("Chưa rõ của đơn vị nào"), "{board}");
    assert_eq!(board.matches("– chưa gửi báo cáo").count(), 1);
    refused(app.handle(&post("dot/cua-ai", &[("tep", path), ("don-vi", "0")])), 422);
}

#[test]
fn a_round_is_begun_closed_and_verified_by_clicks() {
    let folder = Memory::default();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    assert!(page(app.handle(&Request::get("dot"))).contains("Lập đợt báo cáo mới"));
    let units = CellsOfList { head: "Tên đơn vị", lines: &["Xã Ví dụ 01", "Xã Ví dụ 02"] }.bytes();
    let order = |period: &str| Request {
        files: vec![Upload { field: "don-vi".to_owned(), ..upload("ds.xlsx", &units) }],
        ..post("dot/lap", &[("ky", period), ("bieu", "tthc-06a"), ("noi-nhan", "Sở Nội vụ tỉnh Ví dụ")])
    };
    let again = refused(app.handle(&order("quý V/2024")), 422);
    for said in
        ["“quý V/2024” chưa rõ", "value=\"quý V/2024\"", "value=\"tthc-06a\" checked", "Chọn lại tệp ds.xlsx"]
    {
        assert!(again.contains(said), "{said}: {again}");
    }
    let due = Request {
        fields: [order("quý I/2024").fields, vec![("han".to_owned(), "mai".to_owned())]].concat(),
        ..order("quý I/2024")
    };
    assert!(refused(app.handle(&due), 422).contains("value=\"mai\""));
    let mut of_no_form = order("quý I/2024");
    of_no_form.fields.retain(|(name, _)| name != "bieu");
    let asked = refused(app.handle(&of_no_form), 422);
    assert!(asked.contains("Chưa chọn biểu nào") && folder.list("").unwrap().is_empty(), "{asked}");
    let begun = page(app.handle(&order("quý I/2024")));
    assert!(begun.contains("2 đơn vị, 1 biểu"), "{begun}");
    assert_eq!(folder.list("mau").unwrap().len(), 2);
    refused(app.handle(&order("quý I/2024")), 422);

    refused(app.handle(&post("dot/chot", &[("ai", "")])), 422);
    let closed = page(app.handle(&post("dot/chot", &[("ai", "Trưởng phòng"), ("ly-do", "thử")])));
    assert!(closed.contains("Đã chốt số liệu"), "{closed}");
    let board = page(app.handle(&Request { now: NOW, ..Request::get("dot") }));
    assert!(board.contains("không nhận thêm tệp") && !board.contains("/dot/nhan"), "{board}");
    let verified = page(app.handle(&Request::get("dot/kiem-chung")));
    assert!(!verified.contains("<li>"), "{verified}");
    folder.put("nhan/them.xlsx", b"", None);
    assert!(page(app.handle(&Request::get("dot/kiem-chung"))).contains("them.xlsx"));
}

#[test]
fn without_a_round_there_is_no_board() {
    assert!(!page(app().handle(&Request::get(""))).contains("Đợt báo cáo"));
    refused(app().handle(&Request::get("dot")), 404);
}

#[test]
fn a_round_that_cannot_be_opened_is_said_with_its_lines() {
    let folder = round();
    folder.put("round.toml", b"title = 5\nforms = [\"tthc-6a\"]\n", None);
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let why = refused(app.handle(&Request { now: NOW, ..Request::get("dot") }), 422);
    assert!(why.contains("tthc-06a"), "{why}");
}

#[test]
fn an_opened_folder_is_a_round_with_its_own_forms() {
    let folder = round();
    let app = App::new(Tools::plain(&CHECKER));
    refused(app.handle(&Request::get("dot")), 404);
    assert_eq!(app.open_round(&folder), None);
    let board = page(app.handle(&Request { now: NOW, ..Request::get("dot") }));
    assert!(board.contains("Xã Ví dụ 02") && board.contains("href=\"/dot\""), "{board}");

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/tthc-06a/form.toml");
    let own = fs::read_to_string(path).unwrap().replacen("\"tthc-06a\"", "\"bieu-rieng\"", 1);
    folder.put("bieu-mau/bieu-rieng/form.toml", own.as_bytes(), None);
    assert_eq!(app.open_round(&folder), None);
    assert!(page(app.handle(&Request::get("bieu"))).contains("/bieu/bieu-rieng/"));
    folder.put("bieu-mau/bieu-rieng/form.toml", b"id = 7", None);
    let wrong = refused(app.open_round(&folder).unwrap(), 422);
    assert!(wrong.contains("bieu-mau/bieu-rieng/form.toml"), "{wrong}");
}

/// The single file runs only its own scripts, which it names by hash, and loads nothing.
#[test]
fn the_single_file_names_nothing_outside_itself() {
    let page = single_file(b"engine");
    let policy = page.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(policy.contains("connect-src 'none'") && !policy.contains("'unsafe-inline'; script"));
    assert!(!page.contains("http://") && !page.contains("https://"), "nothing is fetched");
}
