//! Requests and responses as bytes: the length of a head (four bytes, the lowest first), the head as JSON, and the
//! bytes of files.

use phuluc_desk::Change;
use phuluc_page::{Request, Response, Upload};
use serde::{Deserialize, Serialize};

/// What the page asks for.
pub(super) enum WebRequest {
    /// A screen or a file.
    Screen(Request),
    /// That files of the round's folder be held as they are now.
    Folder(LentFolder),
}

/// Files of the round's folder, lent for the requests to come.
pub(super) struct LentFolder {
    /// The name of the folder.
    pub name: String,
    /// The paths of files that are no longer there.
    pub gone: Vec<String>,
    /// Files that are new or changed: path, content, and the time of the last change in seconds since 1970.
    pub files: Vec<(String, Vec<u8>, i64)>,
}

/// The head of what the page asks for.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Head {
    Screen(RequestHead),
    Folder(FolderHead),
}

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

/// The head of files of a folder. Their bytes follow the head in the same order.
#[derive(Deserialize)]
struct FolderHead {
    name: String,
    gone: Vec<String>,
    files: Vec<LentHead>,
}

#[derive(Deserialize)]
struct LentHead {
    path: String,
    length: usize,
    modified: i64,
}

/// The head of a response.
#[derive(Serialize)]
struct ResponseHead<'r> {
    status: u16,
    /// The name of a file to download; `None` for a page.
    name: Option<&'r str>,
    kind: &'r str,
    /// The length of the body, which follows the head.
    length: usize,
    /// The changes to make in the round's folder. The bytes of written files follow the body in the same order.
    changes: Vec<ChangeHead<'r>>,
}

/// A change in the head of a response.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum ChangeHead<'r> {
    Folder { path: &'r str },
    Written { path: &'r str, length: usize },
    Gone { path: &'r str },
}

/// Reads what the page asks for; `None` if it is not written as it should be.
pub(super) fn unpacked(bytes: &[u8]) -> Option<WebRequest> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (head, mut rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let mut next = |length: usize| {
        let (content, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(content.to_vec())
    };
    Some(match serde_json::from_slice(head).ok()? {
        Head::Screen(head) => {
            let files = head
                .files
                .into_iter()
                .map(|FileHead { field, name, length }| Some(Upload { field, name, bytes: next(length)? }));
            let files = files.collect::<Option<_>>()?;
            let RequestHead { path, is_post, fields, now, .. } = RequestHead { files: Vec::new(), ..head };
            WebRequest::Screen(Request { path, is_post, fields, files, now })
        }
        Head::Folder(FolderHead { name, gone, files }) => {
            let files = files
                .into_iter()
                .map(|LentHead { path, length, modified }| Some((path, next(length)?, modified)));
            WebRequest::Folder(LentFolder { name, gone, files: files.collect::<Option<_>>()? })
        }
    })
}

/// Writes a response with the changes that it made in the round's folder.
pub(super) fn packed(response: &Response, changes: &[Change]) -> Vec<u8> {
    let (status, name, kind, body) = match response {
        Response::Page { status, html } => (*status, None, "text/html", html.as_bytes()),
        Response::File { name, kind, bytes } => (200, Some(name.as_str()), *kind, bytes.as_slice()),
    };
    let heads = changes.iter().map(|change| match change {
        Change::Folder(path) => ChangeHead::Folder { path },
        Change::Written { path, bytes } => ChangeHead::Written { path, length: bytes.len() },
        Change::Gone(path) => ChangeHead::Gone { path },
    });
    let head = ResponseHead { status, name, kind, length: body.len(), changes: heads.collect() };
    let head = serde_json::to_vec(&head).expect("a head has nothing that JSON cannot say");
    let length = u32::try_from(head.len()).expect("a head is short");
    let mut all = [&length.to_le_bytes(), head.as_slice(), body].concat();
    for change in changes {
        if let Change::Written { bytes, .. } = change {
            all.extend_from_slice(bytes);
        }
    }
    all
}
