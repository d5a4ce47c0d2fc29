//! What a browser asks for, and what it gets.

/// Something asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The path without the leading slash: `kiem-tra`, `bao-cao/0a1b…`.
    pub path: String,
    /// Whether something is sent, and not only looked at.
    pub is_post: bool,
    /// The fields of a form by name, in their order.
    pub fields: Vec<(String, String)>,
    /// The files sent.
    pub files: Vec<Upload>,
    /// When it is asked, in seconds since 1970.
    pub now: i64,
}

/// A file that was dropped or chosen.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name of the field that it was sent in.
    pub field: String,
    /// Its name. It is a label, never a path.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is given for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// A page.
    Page {
        /// Its status: 200, or why it is not what was asked for.
        status: u16,
        /// Its HTML, from the main heading on.
        html: String,
    },
    /// A file to keep.
    File {
        /// The name to keep it under.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

impl Request {
    /// A page to look at.
    pub fn get(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// The value of a field; empty if it was not sent.
    pub(crate) fn field<'r>(&'r self, name: &'r str) -> &'r str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a field.
    pub(crate) fn all<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.fields.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.trim())
    }
}

impl Response {
    /// The media type of workbooks.
    pub(crate) const XLSX: &'static str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// A workbook to keep.
    pub(crate) fn workbook(name: String, bytes: Vec<u8>) -> Self {
        Self::File { name, kind: Self::XLSX, bytes }
    }
}
