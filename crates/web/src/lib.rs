//! The engine in a browser: the screens of the crate `page`, with requests and responses as bytes in this module's
//! memory.
//!
//! The page calls [`room`] for the address of a request, writes the request there, and calls [`answer`] for the
//! address of the response, whose length is given by [`length`]. A request is the length of its head (four bytes, the
//! lowest first), the head as JSON, and the bytes of its files. A response is the same with a single body.
//!
//! The module touches nothing outside this memory. If it stops with an error, the page starts a new one.

use phuluc_check::Checker;
use phuluc_desk::Tools;
use phuluc_form::Catalogue;
use phuluc_page::{App, Request, Response, Upload};
use serde::{Deserialize, Serialize};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// The request while it is written, then the response.
static BYTES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

static CHECKER: LazyLock<Checker> =
    LazyLock::new(|| Checker::new(Catalogue::built_in().expect("a test reads all built-in forms")));

static APP: LazyLock<App<'static>> = LazyLock::new(|| App::new(Tools::plain(&CHECKER)));

/// The head of a request.
#[derive(Deserialize)]
struct RequestHead {
    path: String,
    is_post: bool,
    fields: Vec<(String, String)>,
    files: Vec<FileHead>,
    now: i64,
}

/// A file in the head of a request. The bytes of the files follow the head in the same order.
#[derive(Deserialize)]
struct FileHead {
    field: String,
    name: String,
    length: usize,
}

/// The head of a response.
#[derive(Serialize)]
struct ResponseHead<'r> {
    status: u16,
    /// The name of a file to download; `None` for a page.
    name: Option<&'r str>,
    kind: &'r str,
}

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

/// The response to a request, both as bytes.
fn answered(request: &[u8]) -> Vec<u8> {
    match unpacked(request) {
        Some(request) => packed(&APP.handle(&request)),
        None => packed(&Response::Page { status: 400, html: String::new() }),
    }
}

fn unpacked(bytes: &[u8]) -> Option<Request> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (head, mut rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let head: RequestHead = serde_json::from_slice(head).ok()?;
    let mut files = Vec::new();
    for FileHead { field, name, length } in head.files {
        let (content, after) = rest.split_at_checked(length)?;
        files.push(Upload { field, name, bytes: content.to_vec() });
        rest = after;
    }
    Some(Request { path: head.path, is_post: head.is_post, fields: head.fields, files, now: head.now })
}

fn packed(response: &Response) -> Vec<u8> {
    let (head, body) = match response {
        Response::Page { status, html } => {
            (ResponseHead { status: *status, name: None, kind: "text/html" }, html.as_bytes())
        }
        Response::File { name, kind, bytes } => {
            (ResponseHead { status: 200, name: Some(name), kind }, bytes.as_slice())
        }
    };
    let head = serde_json::to_vec(&head).expect("a head has nothing that JSON cannot say");
    let length = u32::try_from(head.len()).expect("a head is short");
    [&length.to_le_bytes(), head.as_slice(), body].concat()
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
