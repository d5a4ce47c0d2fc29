//! The style and the scripts, written by hand and compiled in.

/// What a server gives under a path besides pages: its media type and its text.
pub fn asset(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        "page.css" => Some(("text/css; charset=utf-8", STYLE)),
        "page.js" => Some(("text/javascript; charset=utf-8", PAGE)),
        _ => None,
    }
}

/// How everything looks, on the screen and on paper.
pub(crate) const STYLE: &str = include_str!("assets/page.css");
/// What pages do by themselves: drop areas, clicks between findings and cells, tabs, copying, size of the text.
pub(crate) const PAGE: &str = include_str!("assets/page.js");
/// What stands in for a server in the single file: a worker with the engine.
pub(crate) const SINGLE: &str = include_str!("assets/single.js");
/// The worker itself.
pub(crate) const WORKER: &str = include_str!("assets/worker.js");
