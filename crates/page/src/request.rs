//! The requests of a browser, and the responses to them.

/// A request of a browser.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The path without the leading slash: `kiem-tra`, `bao-cao/0a1b…`.
    pub path: String,
    /// Whether the request may change something (POST), rather than only show it.
    pub is_post: bool,
    /// The fields of a form by name, in their order.
    pub fields: Vec<(String, String)>,
    /// The files that were sent with it.
    pub files: Vec<Upload>,
    /// The moment of the request, in seconds since 1970.
    pub now: i64,
}

/// A file that was dropped or chosen.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name of the form's field that it was sent in.
    pub field: String,
    /// The name of the file. It is a label, never used as a path.
    pub name: String,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

/// The response to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// A page.
    Page {
        /// The HTTP status: 200, or the reason why it is not what was asked for.
        status: u16,
        /// The HTML of the screen, without the document around it.
        html: String,
    },
    /// A file to download.
    File {
        /// The name under which to save it.
        name: String,
        /// The media type.
        kind: &'static str,
        /// The content of the file.
        bytes: Vec<u8>,
    },
}

impl Request {
    /// A request that only shows a page.
    pub fn get(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// The first value of a field; empty if it was not sent.
    pub(crate) fn field<'r>(&'r self, name: &'r str) -> &'r str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a field.
    pub(crate) fn all<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.fields.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.trim())
    }
}

impl Response {
    /// The media type of .xlsx workbooks.
    pub(crate) const XLSX: &'static str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// A workbook to download.
    pub(crate) fn workbook(name: String, bytes: Vec<u8>) -> Self {
        Self::File { name, kind: Self::XLSX, bytes }
    }
}
