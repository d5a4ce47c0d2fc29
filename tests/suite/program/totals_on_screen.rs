//! Totals on the screen: every total leads to its units, and every unit's figure to its cell.

use crate::support::browser::{NOW, app, dropping, page, refused, round, wrong};
use crate::support::builder::CHECKER;
use crate::support::round_folder::{Folder, phuluc, report};
use phuluc::desk::Tools;
use phuluc::page::{App, Request};

/// The links of a page that begin with `begin`.
fn links<'p>(page: &'p str, begin: &str) -> Vec<&'p str> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with(begin)).collect()
}

/// Follows the links from the list of forms to a unit's figures, and gives the links to their cells.
fn opened(app: &App<'_>, base: &str, cells: &str) -> Vec<(String, String)> {
    let forms = page(app.handle(&Request { now: NOW, ..Request::get(base) }));
    let form = links(&forms, &format!("/{base}/"))[0].trim_start_matches('/').to_owned();
    let table = page(app.handle(&Request { now: NOW, ..Request::get(&form) }));
    assert!(table.contains("Tổng số") && table.contains("2/2 đơn vị"), "{table}");
    let row = links(&table, &format!("/{form}/"))[0].trim_start_matches('/').to_owned();
    let units = page(app.handle(&Request { now: NOW, ..Request::get(&row) }));
    assert!(units.contains("Xã Ví dụ 01") && units.contains("Xã Ví dụ 02"), "{units}");
    assert!(units.contains("trang tính “"), "the source is named: {units}");
    let cells = links(&units, cells).into_iter().map(|link| {
        let (screen, cell) = link.split_once('#').expect("a figure leads to a cell");
        (screen.trim_start_matches('/').to_owned(), cell.to_owned())
    });
    let cells: Vec<(String, String)> = cells.collect();
    assert!(!cells.is_empty(), "{units}");
    cells
}

#[track_caller]
fn all_are_there(app: &App<'_>, cells: &[(String, String)]) {
    for (screen, cell) in cells {
        let shown = page(app.handle(&Request { now: NOW, ..Request::get(screen) }));
        assert!(shown.contains(&format!("id=\"{cell}\"")), "{screen} {cell}");
    }
}

#[test]
fn a_total_of_dropped_files_leads_to_the_cells_behind_it() {
    let app = app();
    app.handle(&dropping(&[("sai.xlsx", &wrong()), ("tot.xlsx", &report("Xã Ví dụ 02"))]));
    all_are_there(&app, &opened(&app, "so-lieu", "/bao-cao/"));
    let table = page(app.handle(&Request::get("so-lieu/0")));
    let lines = table.split(" số chưa khớp</h3>").nth(1).and_then(|rest| rest.split("</div>").next());
    let lines: Vec<&str> = lines.expect("the wrong sum is said").split("<li>").skip(1).collect();
    assert!(lines[0].contains("(thừa 1); Xã Ví dụ 01 thừa 1"), "{table}");
    // a total may disagree with two sets of parts
    let cells = table.split("<td class=\"figure marked warning\" title=\"").skip(1);
    let titles: Vec<&str> = cells.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(
        titles.iter().map(|title| title.matches("ghi").count()).sum::<usize>(),
        lines.len(),
        "{titles:?}"
    );
    refused(app.handle(&Request::get("so-lieu/9")), 404);
    refused(app.handle(&Request::get("so-lieu/0/999")), 404);
    refused(app.handle(&Request::get("so-lieu/a/b/c")), 404);
}

#[test]
fn nothing_dropped_has_no_totals_and_that_is_said() {
    assert!(refused(app().handle(&Request::get("so-lieu")), 422).contains("Chưa có tệp nào"));
}

#[test]
fn a_total_of_a_round_leads_to_the_cells_behind_it() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let files = dropping(&[("a.xlsx", &wrong()), ("b.xlsx", &report("Xã Ví dụ 02"))]);
    app.handle(&Request { path: "dot/nhan".to_owned(), now: NOW, ..files });
    all_are_there(&app, &opened(&app, "dot/so-lieu", "/dot/don-vi/"));
}

#[test]
fn who_is_not_in_the_totals_is_named() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    app.handle(&Request { path: "dot/nhan".to_owned(), now: NOW, ..dropping(&[("a.xlsx", &wrong())]) });
    let all = page(app.handle(&Request { now: NOW, ..Request::get("dot/so-lieu") }));
    assert!(all.contains("Xã Ví dụ 02: chưa gửi báo cáo") && all.contains("1/2 đơn vị"), "{all}");
}

#[test]
fn board_and_totals_are_pages_to_mail() {
    let folder = Folder::new(&["Xã Ví dụ 01", "Xã Ví dụ 02"]);
    folder.put("nhan/a.xlsx", &wrong());
    folder.run("nhan", &[]);
    let out = folder.path("ra.xlsx");
    for command in [["tinh-hinh"].as_slice(), &["tong-hop", "-o", &out]] {
        let told = phuluc(&[command, &[&folder.path(""), "--format", "html"]].concat());
        let told = String::from_utf8(told.stdout).unwrap();
        assert!(told.starts_with("<!DOCTYPE html>"), "{told}");
        assert!(told.contains("Xã Ví dụ 01") && told.contains("Xã Ví dụ 02"), "{told}");
        let alone = !told.contains("href=\"/") && !told.contains("<form") && !told.contains("src=\"");
        assert!(alone, "nothing in it leads to a server: {told}");
    }
}
