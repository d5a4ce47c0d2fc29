//! The engine in a browser: the screens of the crate `page`, with requests and responses as bytes in this module's
//! memory (`packing`).
//!
//! The page calls [`room`] for the address of a request, writes the request there, and calls [`answer`] for the
//! address of the response, whose length is given by [`length`].
//!
//! A page that was given the folder of a round lends its files before a request, and makes the changes that come with
//! the response.
//!
//! The module touches nothing outside this memory. If it stops with an error, the page starts a new one.

mod packing;

use packing::{LentFolder, WebRequest};
use phuluc_check::Checker;
use phuluc_desk::{Change, Journal, Memory, PACKS, Tools};
use phuluc_form::Catalogue;
use phuluc_page::{App, Response};
use std::sync::{LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};

/// The request while it is written, then the response.
static BYTES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

static CHECKER: LazyLock<Checker> =
    LazyLock::new(|| Checker::new(Catalogue::built_in().expect("a test reads all built-in forms")));

static APP: LazyLock<App<'static>> = LazyLock::new(|| App::new(Tools::plain(&CHECKER)));

/// The files of the round's folder, once the page was given one. For another folder the page starts a new module.
static ROUND: OnceLock<Journal> = OnceLock::new();

/// Reserves memory for a request of `length` bytes. Gives its address.
#[allow(unsafe_code, reason = "what a browser calls must keep its name")]
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *const u8 {
    let mut bytes = bytes();
    bytes.clear();
    bytes.resize(length, 0);
    bytes.as_ptr()
}

/// Answers the request in the reserved memory. Gives the address of the response.
#[allow(unsafe_code, reason = "what a browser calls must keep its name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    let mut bytes = bytes();
    *bytes = answered(&bytes);
    bytes.as_ptr()
}

/// The length of the response in bytes.
#[allow(unsafe_code, reason = "what a browser calls must keep its name")]
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    bytes().len()
}

fn bytes() -> MutexGuard<'static, Vec<u8>> {
    BYTES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn empty_page(status: u16) -> Response {
    Response::Page { status, html: String::new() }
}

/// The response to a request, both as bytes.
fn answered(request: &[u8]) -> Vec<u8> {
    let response = match packing::unpacked(request) {
        Some(WebRequest::Screen(request)) => APP.handle(&request),
        Some(WebRequest::Folder(lent)) => hold(lent).unwrap_or_else(|| empty_page(200)),
        None => empty_page(400),
    };
    let changes: Vec<Change> = ROUND.get().map(Journal::changes).unwrap_or_default();
    packing::packed(&response, &changes)
}

/// Holds lent files of the round's folder. Gives the page that says what is wrong with the round's own forms, if
/// they cannot be used.
fn hold(lent: LentFolder) -> Option<Response> {
    let mut has_new_forms = ROUND.get().is_none();
    let round = ROUND.get_or_init(|| Journal::new(Memory::default().folder(&lent.name)));
    for path in lent.gone {
        has_new_forms |= path.starts_with(PACKS);
        round.held().remove(&path);
    }
    for (path, bytes, modified) in lent.files {
        has_new_forms |= path.starts_with(PACKS);
        round.held().put(&path, &bytes, Some(modified));
    }
    has_new_forms.then(|| APP.open_round(round)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{answer, length, room};

    #[test]
    fn what_is_no_request_is_refused() {
        // this test cannot write into the room: four zero bytes mean an empty head, which is no JSON
        room(4);
        answer();
        assert!(length() > 4);
    }
}
