//! The style and the scripts, written by hand and compiled in.

/// The file that a server gives at a path besides pages: its media type and its text.
pub fn asset(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        "page.css" => Some(("text/css; charset=utf-8", STYLE)),
        "page.js" => Some(("text/javascript; charset=utf-8", PAGE)),
        _ => None,
    }
}

/// The style of all pages, on the screen and on paper.
pub(crate) const STYLE: &str = include_str!("assets/page.css");
/// The script of all pages: drop areas, clicks between findings and cells, tabs, copying, size of the text.
pub(crate) const PAGE: &str = include_str!("assets/page.js");
/// The script for the folder of a round in the single file.
pub(crate) const FOLDER: &str = include_str!("assets/folder.js");
/// The script that replaces the server in the single file: it runs the engine in a worker.
pub(crate) const SINGLE: &str = include_str!("assets/single.js");
/// The script of that worker.
pub(crate) const WORKER: &str = include_str!("assets/worker.js");
