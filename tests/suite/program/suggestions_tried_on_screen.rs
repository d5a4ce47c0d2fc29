//! Suggestions tried on the screen: the remaining findings are shown, and the sender's file and the returned workbook
//! stay as they are.

use crate::support::browser::{NOW, app, dropping, file, id, page, post, refused, round, wrong};
use crate::support::builder::{CHECKER, workbook};
use crate::support::round_folder::{TOTAL, WRONG};
use phuluc::desk::{Folder as _, Tools};
use phuluc::page::{App, Request};

/// The hidden fields of the first form on a page that leads to `action`.
fn fields<'p>(page: &'p str, action: &str) -> Vec<(&'p str, &'p str)> {
    let form = page.split("<form").find(|form| form.contains(&format!("action=\"{action}"))).expect(page);
    let form = form.split("</form>").next().unwrap();
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    inputs
        .map(|input| {
            let (name, rest) = input.split_once('"').unwrap();
            (name, rest.split_once("value=\"").unwrap().1.split('"').next().unwrap())
        })
        .collect()
}

#[test]
fn what_a_suggestion_mends_is_seen_before_anything_is_changed() {
    let app = app();
    let shown = page(app.handle(&dropping(&[("a.xlsx", &wrong())])));
    let own = id(&shown).to_owned();
    let (_, marked) = file(app.handle(&Request::get(&format!("phieu/{own}"))));
    let asked = fields(&shown, &format!("/thu/{own}"));
    let tried = page(app.handle(&post(&format!("thu/{own}"), &asked)));
    assert!(tried.contains("Đang thử sửa") && tried.contains("31 → 30</td>"), "{tried}");
    let errors = |page: &str| page.matches("card finding error").count();
    assert!(errors(&tried) < errors(&shown), "{tried}");
    assert_eq!(file(app.handle(&Request::get(&format!("phieu/{own}")))).1, marked);

    let back = page(app.handle(&post(&format!("thoi-thu/{own}"), &[])));
    assert!(!back.contains("Đang thử sửa") && errors(&back) == errors(&shown));
}

#[test]
fn what_is_no_cell_or_no_figure_is_not_tried() {
    let app = app();
    let shown = page(app.handle(&dropping(&[("a.xlsx", &wrong())])));
    let path = format!("thu/{}", id(&shown));
    for (cell, to) in [("?", "5"), ("C12", "năm")] {
        let asked = [("trang", "Biểu"), ("o", cell), ("tu", ""), ("thanh", to)];
        refused(app.handle(&post(&path, &asked)), 422);
    }
    refused(app.handle(&post("thu/0000", &[])), 404);
}

#[test]
fn in_a_round_a_finding_is_explained_and_a_suggestion_decided_by_clicks() {
    let folder = round();
    let app = App::over(Tools::plain(&CHECKER), &folder);
    let bytes = workbook("Xã Ví dụ 01").tthc(&[("Đất đai", TOTAL.1), WRONG]).bytes();
    let files = dropping(&[("a.xlsx", &bytes)]);
    app.handle(&Request { path: "dot/nhan".to_owned(), now: NOW, ..files });
    let unit = "dot/don-vi/0";
    let shown = page(app.handle(&Request { now: NOW, ..Request::get(unit) }));
    let asked = fields(&shown, &format!("/{unit}\" method=\"post\"><input type=\"hidden\" name=\"quy-tac"));
    let decided =
        [&asked[..], &[("quyet-dinh", "giai-trinh"), ("ai", "Chuyên viên"), ("can-cu", "CV 12")]].concat();
    let after = page(app.handle(&post(unit, &decided)));
    assert!(after.contains("Chuyên viên") && after.contains("CV 12"), "{after}");
    assert!(folder.exists("xu-ly.xlsx"));

    let asked = fields(&after, &format!("/{unit}\" method=\"post\"><input type=\"hidden\" name=\"quy-tac"));
    let decided = [&asked[..], &[("quyet-dinh", "dieu-chinh"), ("ai", "Chuyên viên")]].concat();
    assert!(refused(app.handle(&post(unit, &decided)), 422).contains("phải có căn cứ"));
    let decided = [&decided[..], &[("can-cu", "Xã xác nhận qua điện thoại")]].concat();
    let after = page(app.handle(&post(unit, &decided)));
    assert!(after.contains("điều chỉnh"), "{after}");
}
