//! What a clerk does on the screens: corrects a file and drops it again, drops several periods, several units, forms
//! that are wrong; and what staff do with files that nobody is known to have sent.

use crate::support::browser::{NOW, app, dropping, file, id, page, post, refused, round, upload, wrong};
use crate::support::builder::{CHECKER, report as file_report, workbook};
use crate::support::round_folder::{TOTAL, report};
use phuluc::desk::{
    Context, Delivery, Error, Folder as _, Memory, ReceiptFacts, StatedOrNow, Tools, Watch, receive,
};
use phuluc::grid;
use phuluc::page::{App, ReadReport, Request, report_file};
use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

/// The values of an attribute on a page, in their order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[track_caller]
fn every_link_leads_to_its_own_report(page: &str, reports: usize) {
    let ids = values(page, "id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is there once: {ids:?}");
    // the reports in the order of the page: each link is before the end of the report that it leads into
    let parts: Vec<&str> = page.split("<div class=\"two\">").skip(1).collect();
    assert_eq!(parts.len(), reports);
    for part in parts {
        let links: Vec<&str> =
            values(part, "href").into_iter().filter(|href| href.starts_with('#')).collect();
        assert!(links.len() > 1, "{part}");
        for link in links {
            assert!(part.contains(&format!("id=\"{}\"", &link[1..])), "{link} leads out of its report");
        }
    }
}

#[test]
fn on_a_page_of_several_reports_each_link_leads_to_its_own_report() {
    let context = Context::default();
    let reports = ["a.xlsx", "b.xlsx"].map(|name| file_report(name, wrong(), &context));
    let sheets = grid::read(&wrong()).unwrap();
    let read = reports.each_ref().map(|report| ReadReport { report, sheets: &sheets });
    every_link_leads_to_its_own_report(&report_file(&read), 2);
}

#[test]
fn each_finding_of_every_report_in_the_repository_leads_to_its_cell() {
    let context = Context::default();
    let mut links = 0;
    for round in ["five-reports", "quy-1-2026", "sample-district"] {
        for file in fs::read_dir(format!("workbooks/{round}/nhan")).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let Ok(sheets) = grid::read(&bytes) else { continue };
            let report = file_report("a.xlsx", bytes, &context);
            let page = report_file(&[ReadReport { report: &report, sheets: &sheets }]);
            let ids: BTreeSet<&str> = values(&page, "id").into_iter().collect();
            for link in values(&page, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
                assert!(ids.contains(link), "{}: #{link} leads nowhere", path.display());
                links += 1;
            }
        }
    }
    assert!(links > 100, "{links}");
}

#[test]
fn what_is_open_stays_in_sight_and_the_sample_is_not_added_to_it() {
    let app = app();
    let sample = page(app.handle(&Request::get("vi-du")));
    assert!(sample.contains("3 tệp đang mở") && sample.contains("không có thật"), "{sample}");
    app.handle(&dropping(&[("cua-toi.xlsx", &report("Xã Ví dụ 01"))]));
    for path in ["", "kiem-tra", "vi-du"] {
        let open = page(app.handle(&Request::get(path)));
        assert!(open.contains("1 tệp đang mở") && open.contains("cua-toi.xlsx"), "{path}: {open}");
        assert!(!open.contains("không có thật"), "{path}: {open}");
    }
    app.handle(&post("bo-het", &[]));
    assert!(page(app.handle(&Request::get(""))).contains("Thử với dữ liệu mẫu"));
}

#[test]
fn on_a_units_screen_with_two_files_each_link_leads_to_its_own_file() {
    let folder = round();
    let text = String::from_utf8(folder.read("round.toml").unwrap()).unwrap();
    let text = text.replacen(
        "name = \"Xã Ví dụ 01\"\n",
        "name = \"Xã Ví dụ 01\"\nfiles = [\"nhan/a.xlsx\", \"nhan/b.xlsx\"]\n",
        1,
    );
    folder.put("round.toml", text.as_bytes(), None);
    for path in ["nhan/a.xlsx", "nhan/b.xlsx"] {
        folder.put(path, &wrong(), None);
    }
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let unit = page(app.handle(&Request { now: NOW, ..Request::get("dot/don-vi/0") }));
    let shown = unit.matches("<div class=\"two\">").count();
    every_link_leads_to_its_own_report(&unit, shown);
    assert_eq!(shown, 2, "{unit}");
}

#[test]
fn a_corrected_file_replaces_the_one_that_was_dropped_before() {
    let app = app();
    app.handle(&dropping(&[("khac.xlsx", &report("Xã Ví dụ 02")), ("sai.xlsx", &wrong())]));
    let list = page(app.handle(&Request::get("kiem-tra")));
    let first = page(app.handle(&Request::get(&format!("bao-cao/{}", id(&list)))));
    assert!(first.contains("action=\"/kiem-tra\""), "there is a place to drop it again: {first}");
    let again = page(app.handle(&dropping(&[("sai.xlsx", &report("Xã Ví dụ 01"))])));
    assert!(again.contains("thay cho bản trước") && again.contains("không có lỗi"), "{again}");
    let list = page(app.handle(&Request::get("kiem-tra")));
    assert!(list.contains("2 tệp đang mở") && list.contains("Không tệp nào có lỗi"), "{list}");
    // of another unit, it is another file
    app.handle(&dropping(&[("sai.xlsx", &report("Xã Ví dụ 03"))]));
    assert!(page(app.handle(&Request::get("kiem-tra"))).contains("3 tệp đang mở"));
}

/// The texts of all cells of the consolidated workbook of what is open.
fn cells(app: &App<'_>) -> Vec<String> {
    let (_, bytes) = file(app.handle(&post("tong-hop", &[])));
    let sheets = grid::read(&bytes).unwrap();
    sheets.iter().flat_map(grid::Sheet::cells).map(|(_, cell)| cell.shown().into_owned()).collect()
}

#[test]
fn of_two_files_with_one_form_the_later_counts_and_the_other_is_named() {
    let app = app();
    app.handle(&dropping(&[("cu.xlsx", &wrong()), ("moi.xlsx", &report("Xã Ví dụ 01"))]));
    for path in ["kiem-tra", "so-lieu"] {
        let screen = page(app.handle(&Request::get(path)));
        assert!(screen.contains("không cộng vào tổng, vì có trong moi.xlsx thả sau"), "{path}: {screen}");
    }
    let row = page(app.handle(&Request::get("so-lieu/0/0")));
    assert!(row.contains("moi.xlsx") && !row.contains("cu.xlsx"), "sources have the names of files: {row}");
    assert!(cells(&app).iter().any(|cell| cell.contains("moi.xlsx")));
}

#[test]
fn the_period_before_is_compared_with_and_not_added() {
    let now = report("Xã Ví dụ 01");
    let before = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).period("2023-09-15", "2023-12-14").bytes();
    for files in
        [[("nay.xlsx", &now), ("truoc.xlsx", &before)], [("truoc.xlsx", &before), ("nay.xlsx", &now)]]
    {
        let app = app();
        for (name, bytes) in files {
            app.handle(&dropping(&[(name, bytes)]));
        }
        app.handle(&dropping(&[("khac.xlsx", &report("Xã Ví dụ 02"))]));
        let totals = page(app.handle(&Request::get("so-lieu")));
        assert!(totals.contains("truoc.xlsx: không cộng vào tổng"), "{totals}");
        assert!(totals.contains("2/2 đơn vị"), "{totals}");
    }
}

#[test]
fn what_was_not_opened_stays_named_until_it_is_opened() {
    let app = app();
    let files = [("hong/form.toml", &b"id = 7"[..]), ("tot.xlsx", &report("Xã Ví dụ 02"))];
    let shown = refused(app.handle(&dropping(&files)), 422);
    assert!(shown.contains("hong/form.toml") && shown.contains("Xã Ví dụ 02"), "{shown}");
    let told = [("vi-sao", "quá lớn"), ("chua-mo", "lon.xlsx")];
    page(app.handle(&post("kiem-tra", &told)));
    for path in ["kiem-tra", "", &format!("bao-cao/{}", id(&shown))] {
        let screen = page(app.handle(&Request::get(path)));
        for said in ["hong/form.toml", "lon.xlsx</b>: quá lớn"] {
            assert!(screen.contains(said), "{path} {said}: {screen}");
        }
    }
    app.handle(&dropping(&[("lon.xlsx", &report("Xã Ví dụ 03"))]));
    assert!(!page(app.handle(&Request::get("kiem-tra"))).contains("quá lớn"));
    app.handle(&post("bo-het", &[]));
    assert!(!page(app.handle(&Request::get(""))).contains("Chưa mở được"));
}

#[test]
fn characters_that_turn_the_direction_of_text_are_shown() {
    let turned = "Xã \u{202E}288";
    let sent = workbook(turned).tthc(&[("Đất \u{202E}đai", "30 16 13 1  27 13 13 1  3 2 1"), TOTAL]).bytes();
    let context = Context::default();
    let mailed = file_report("a.xlsx", sent.clone(), &context);
    let sheets = grid::read(&sent).unwrap();
    let app = app();
    let screen = page(app.handle(&dropping(&[("a\u{202E}.xlsx", &sent)])));
    for page in [screen, report_file(&[ReadReport { report: &mailed, sheets: &sheets }])] {
        assert!(!page.contains('\u{202E}') && page.contains("Xã \\u202e288"), "{page}");
        assert!(page.contains("Đất \\u202eđai"), "{page}");
    }
}

#[test]
fn a_doubtful_file_can_be_looked_at_and_its_unit_corrected() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let sent = report("Xã Ví dụ 77");
    let request = Request { path: "dot/nhan".to_owned(), now: NOW, ..dropping(&[("cua ai.xlsx", &sent)]) };
    let board = page(app.handle(&request));
    let asked = board.find("cua ai.xlsx</b></a>").expect("its own name leads to it");
    assert!(asked < board.find("class=\"counts\"").unwrap() && !board.contains("don-vi.xlsx"), "{board}");
    let link = values(&board, "href").into_iter().find(|href| href.starts_with("/dot/tep/")).unwrap();
    let look = page(app.handle(&Request { now: NOW, ..Request::get(link.trim_start_matches('/')) }));
    assert!(look.contains("Trang tính") && look.contains("/dot/cua-ai"), "{look}");

    let path = values(&board, "value").into_iter().find(|value| value.starts_with("nhan/")).unwrap();
    page(app.handle(&post("dot/cua-ai", &[("tep", path), ("don-vi", "1")])));
    let unit = page(app.handle(&Request { now: NOW, ..Request::get("dot/don-vi/1") }));
    assert!(unit.contains("Không phải của đơn vị này") && !unit.contains("chưa rõ đơn vị"), "{unit}");
    let move_it =
        |from: &str, to: &str| post("dot/cua-ai", &[("tep", path), ("dang-la-cua", from), ("don-vi", to)]);
    refused(app.handle(&move_it("0", "1")), 422);
    page(app.handle(&move_it("1", "0")));
    let unit = page(app.handle(&Request { now: NOW, ..Request::get("dot/don-vi/0") }));
    assert!(unit.contains(path), "{unit}");
    // what was decided about a sending stays about that sending
    let accept =
        [("quyet-dinh", "chap-nhan"), ("ai", "Chuyên viên"), ("can-cu", "Công văn 1"), ("lan-gui", "1")];
    page(app.handle(&post("dot/don-vi/0", &accept)));
    assert!(refused(app.handle(&move_it("0", "1")), 422).contains("đã có quyết định"));

    let take_back = |basis: &str| {
        let fields = [("quyet-dinh", "thu-hoi"), ("ai", "Chuyên viên"), ("can-cu", basis)];
        Request { now: NOW + 60, ..post("dot/don-vi/0", &fields) }
    };
    assert!(refused(app.handle(&take_back("")), 422).contains("Ghi căn cứ thu hồi"));
    page(app.handle(&take_back("Công văn 2")));
    let silent = page(app.handle(&Request { now: NOW + 60, ..Request::get("dot/don-vi/1") }));
    assert!(!silent.contains("Chấp nhận số liệu") && silent.contains("Gia hạn"), "{silent}");
}

#[test]
fn a_figure_is_adjusted_where_nothing_is_suggested() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let sent = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 4 -1")]).bytes();
    app.handle(&Request { path: "dot/nhan".to_owned(), now: NOW, ..dropping(&[("a.xlsx", &sent)]) });
    let unit = page(app.handle(&Request { now: NOW, ..Request::get("dot/don-vi/0") }));
    let form = unit.split("<form").find(|form| form.contains("Điều chỉnh số liệu")).expect(&unit);
    let fields: Vec<(&str, &str)> = form
        .split("type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|rest| {
            rest.split_once("\" value=\"").map(|(name, value)| (name, value.split('"').next().unwrap()))
        })
        .collect();
    let more = [("quyet-dinh", "dieu-chinh"), ("ai", "Chuyên viên"), ("can-cu", "Công văn"), ("thanh", "1")];
    let told =
        page(app.handle(&Request { now: NOW + 60, ..post("dot/don-vi/0", &[&fields[..], &more].concat()) }));
    assert!(told.contains("điều chỉnh"), "{told}");
}

/// Somebody who has all work stopped.
struct Stopping;

impl Watch for Stopping {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn is_stopped(&self) -> bool {
        true
    }
}

#[test]
fn what_waits_is_told_how_far_it_is_and_stops_before_anything_is_written() {
    let app = app();
    let said = |request: &Request| {
        let screen = page(app.handle(request));
        screen.split("id=\"tien-do\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(said(&Request::get("tien-do")), "", "nothing is done");
    assert_eq!(said(&post("tien-do", &[])), "");
    // a request that comes later is not stopped
    assert!(page(app.handle(&dropping(&[("a.xlsx", &wrong())]))).contains("Xã Ví dụ 01"));

    let folder = round();
    let tools = Tools { watch: &Stopping, ..Tools::plain(&CHECKER) };
    let coming = ReceiptFacts { at: StatedOrNow { said: None, now: NOW }, via: "", document: "" };
    let sent = upload("a.xlsx", &wrong());
    let sent = Delivery { name: sent.name, bytes: sent.bytes, modified: None };
    let stopped = receive(&folder, vec![sent], &coming, &tools);
    assert!(matches!(stopped, Err(Error::Stopped)));
    assert_eq!(folder.list("").unwrap(), ["round.toml"]);
}

#[test]
fn a_round_is_opened_by_the_path_that_somebody_types() {
    fn finder(path: &str) -> Option<&'static dyn phuluc::desk::Folder> {
        static ROUND: LazyLock<Memory> = LazyLock::new(round);
        (path == "D:\\quy-4").then(|| -> &'static dyn phuluc::desk::Folder { &*ROUND })
    }
    assert!(!page(app().handle(&Request::get(""))).contains("/mo-dot"), "only where a folder can be found");
    let app = app().finding(finder);
    assert!(page(app.handle(&Request::get(""))).contains("action=\"/mo-dot\""));
    let wrong = refused(app.handle(&post("mo-dot", &[("thu-muc", "D:\\quy-5")])), 422);
    assert!(wrong.contains("Không có thư mục “D:\\quy-5”"), "{wrong}");
    let board = page(app.handle(&post("mo-dot", &[("thu-muc", "\"D:\\quy-4\"")])));
    assert!(board.contains("Xã Ví dụ 02") && board.contains("data-address=\"/dot\""), "{board}");
    assert!(!page(app.handle(&Request::get(""))).contains("/mo-dot"));
}

#[test]
fn all_forms_in_force_are_ordered_by_one_click() {
    let screen = page(app().handle(&Request::get("mau")));
    let in_force = screen
        .split("name=\"bieu\"")
        .skip(1)
        .filter(|rest| rest.split('>').next().unwrap().contains("data-in-force"));
    let in_force: Vec<&str> =
        in_force.map(|rest| rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap()).collect();
    assert!(in_force.len() > 8 && screen.contains("data-all=\"bieu\""));
    let mut fields: Vec<(&str, &str)> = in_force.into_iter().map(|id| ("bieu", id)).collect();
    fields.extend([("don-vi", "UBND xã Ví dụ 01"), ("ky", "quý IV/2026")]);
    file(app().handle(&post("mau", &fields)));
}
