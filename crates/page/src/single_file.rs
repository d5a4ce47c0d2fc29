//! The single file: everything that a browser needs, opened from the disk without a server or a network.

use crate::assets::{FOLDER, PAGE, SINGLE, STYLE, WORKER};
use crate::{frame, start};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{PreEscaped, html};
use sha2::{Digest, Sha256};

/// One HTML file with the engine in it. `engine` is the WebAssembly packed by gzip.
pub fn single_file(engine: &[u8]) -> String {
    let first = start::screen(&html! {}, false);
    let body = html! {
        div id="man-hinh" { (first.html(false, None)) }
        div.off-screen id="bao" role="status" aria-live="polite" {}
        // browsers do not run scripts of this type; the page's script takes their text
        script type="text/plain" id="worker" { (PreEscaped(WORKER)) }
        script type="text/plain" id="engine" { (PreEscaped(STANDARD.encode(engine))) }
    };
    let scripts = [PAGE, FOLDER, SINGLE];
    frame::self_contained("phuluc", &policy(&scripts, true), STYLE, &scripts, &body).into_string()
}

/// The Content-Security-Policy of a page: it may run its own scripts, given by their hashes, and load nothing from
/// elsewhere.
pub(crate) fn policy(scripts: &[&str], has_engine: bool) -> String {
    let hashes =
        scripts.iter().map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))));
    let hashes: String = hashes.collect();
    let engine = if has_engine { " 'wasm-unsafe-eval'" } else { "" };
    let worker = if has_engine { "; worker-src blob:" } else { "" };
    format!(
        "default-src 'none'; script-src{hashes}{engine}{worker}; style-src 'unsafe-inline'; img-src data:; \
         connect-src 'none'; form-action 'none'; base-uri 'none'"
    )
}
