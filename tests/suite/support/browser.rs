//! Requests as a browser sends them, and what answers them.

use crate::support::builder::{CHECKER, workbook};
use crate::support::round_folder::WRONG;
use phuluc::desk::{Memory, Tools};
use phuluc::page::{App, Request, Response, Upload};

pub(crate) fn app() -> App<'static> {
    App::new(Tools::plain(&CHECKER))
}

pub(crate) fn upload(name: &str, bytes: &[u8]) -> Upload {
    Upload { field: "tep".to_owned(), name: name.to_owned(), bytes: bytes.to_vec() }
}

pub(crate) fn dropping(files: &[(&str, &[u8])]) -> Request {
    let files = files.iter().map(|(name, bytes)| upload(name, bytes)).collect();
    Request { path: "kiem-tra".to_owned(), is_post: true, files, ..Request::default() }
}

/// The HTML of a page with status 200.
#[track_caller]
pub(crate) fn page(response: Response) -> String {
    match response {
        Response::Page { status: 200, html } => html,
        other => panic!("{other:?}"),
    }
}

/// The HTML of a page with status `because`.
#[track_caller]
pub(crate) fn refused(response: Response, because: u16) -> String {
    match response {
        Response::Page { status, html } if status == because => html,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub(crate) fn file(response: Response) -> (String, Vec<u8>) {
    match response {
        Response::File { name, bytes, .. } => (name, bytes),
        Response::Page { html, .. } => panic!("{html}"),
    }
}

/// The id of a report in the links of a page.
pub(crate) fn id(list: &str) -> &str {
    let at = list.find("/phieu/").or_else(|| list.find("/bao-cao/")).expect("a report is linked");
    list[at..].split(['"', '/']).nth(2).unwrap()
}

pub(crate) fn wrong() -> Vec<u8> {
    workbook("Xã Ví dụ 01").tthc(&[("Đất đai", "31 16 13 1  27 13 13 1  3 2 1"), WRONG]).bytes()
}

/// A round of two units in memory.
pub(crate) fn round() -> Memory {
    let folder = Memory::default();
    let text = "title = \"Báo cáo quý I/2024\"\nforms = [\"tthc-06a\"]\n\
                period = { from = 2023-12-15, to = 2024-03-14 }\ndue = 2024-03-18T17:00:00+07:00\n\
                [[units]]\nname = \"Xã Ví dụ 01\"\n[[units]]\nname = \"Xã Ví dụ 02\"\n";
    folder.put("round.toml", text.as_bytes(), None);
    folder
}

/// 9 o'clock on 16 March 2024 in Viet Nam.
pub(crate) const NOW: i64 = 1_710_554_400;

/// A form that a browser sends.
pub(crate) fn post(path: &str, fields: &[(&str, &str)]) -> Request {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Request { path: path.to_owned(), is_post: true, fields, now: NOW, ..Request::default() }
}
