//! Lines of a sheet by the hundred thousand, which the writer of workbooks would keep in memory cell by cell.
//!
//! A workbook is drawn as always, with the sheets' other parts. Then the lines are written behind the last
//! row of their sheets, compressed as they come; their texts join the workbook's own list of texts.

use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part with a workbook's texts.
const TEXTS: &str = "xl/sharedStrings.xml";
/// How hard lines are compressed: they repeat themselves so much that a little is nearly all.
const LEVEL: i64 = 3;
/// How many bytes are compressed at once.
const CHUNK: usize = 64 * 1024;

/// A sheet with lines to come.
pub(super) struct Long<'d> {
    /// Its place in the workbook, from 1.
    pub sheet: usize,
    /// The name of the table that holds the lines, which was drawn with a single one.
    pub table: String,
    /// The first line's row, from 0.
    pub first: u32,
    /// How many there are.
    pub count: u32,
    /// The last column's letter.
    pub last_column: String,
    /// Writes them.
    pub draw: Box<Draw<'d>>,
}

/// Writes lines.
type Draw<'d> = dyn FnOnce(&mut Lines<'_>) -> io::Result<()> + 'd;

/// What stands in a cell of a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    Empty,
    Text(Text),
    Number(Decimal),
    Count(usize),
}

/// A text of the workbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text(usize);

/// Takes the lines of a sheet.
pub(super) struct Lines<'l> {
    out: &'l mut dyn Write,
    texts: &'l mut Texts,
    row: u32,
    buffer: Vec<u8>,
}

impl Lines<'_> {
    /// A text to be put into cells.
    pub fn text(&mut self, text: &str) -> Text {
        self.texts.add(text)
    }

    /// Writes the next line, in columns up to `Z`.
    pub fn put(&mut self, items: &[Item]) -> io::Result<()> {
        self.row += 1;
        self.buffer.extend_from_slice(b"<row r=\"");
        self.digits(self.row as usize);
        self.buffer.extend_from_slice(b"\">");
        for (letter, item) in (b'A'..=b'Z').zip(items) {
            if matches!(item, Item::Empty) {
                continue;
            }
            self.buffer.extend_from_slice(b"<c r=\"");
            self.buffer.push(letter);
            self.digits(self.row as usize);
            match item {
                Item::Empty => {}
                Item::Text(Text(index)) => {
                    self.texts.used += 1;
                    self.buffer.extend_from_slice(b"\" t=\"s\"><v>");
                    self.digits(*index);
                }
                Item::Count(count) => {
                    self.buffer.extend_from_slice(b"\"><v>");
                    self.digits(*count);
                }
                Item::Number(value) => write!(self.buffer, "\"><v>{}", value.normalize())?,
            }
            self.buffer.extend_from_slice(b"</v></c>");
        }
        self.buffer.extend_from_slice(b"</row>");
        if self.buffer.len() < CHUNK { Ok(()) } else { self.flush() }
    }

    /// Most of what is written are numbers of texts; they need none of what formatting can do.
    fn digits(&mut self, number: usize) {
        let start = self.buffer.len();
        let mut rest = number;
        loop {
            self.buffer.push(b"0123456789"[rest % 10]);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.buffer[start..].reverse();
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// The texts that lines add to a workbook's.
#[derive(Default)]
struct Texts {
    /// How many the workbook has without them.
    before: usize,
    known: HashMap<String, usize>,
    used: usize,
    xml: String,
}

impl Texts {
    fn add(&mut self, text: &str) -> Text {
        if let Some(&index) = self.known.get(text) {
            return Text(index);
        }
        let index = self.before + self.known.len();
        self.known.insert(text.to_owned(), index);
        let kept = if text.trim() == text { "" } else { " xml:space=\"preserve\"" };
        self.xml += &format!("<si><t{kept}>{}</t></si>", escaped(text));
        Text(index)
    }
}

/// A text as XML takes it. Control characters, and what looks like them, are written as Excel does.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c < ' ' && c != '\t' && c != '\n';
    if !text.contains(is_control) && !text.contains("_x") {
        return quick_xml::escape::partial_escape(text);
    }
    let mut written = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if is_control(c) || (c == '_' && looks_escaped(&text.as_bytes()[at..])) {
            written += &format!("_x{:04X}_", u32::from(c));
        } else {
            written.push(c);
        }
    }
    Cow::Owned(quick_xml::escape::partial_escape(&written).into_owned())
}

/// Whether a text begins with something like `_x000D_`.
fn looks_escaped(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

/// Puts the lines into a workbook that was drawn without them.
pub(super) fn put(book: &[u8], long: Vec<Long<'_>>) -> io::Result<Vec<u8>> {
    if long.is_empty() {
        return Ok(book.to_vec());
    }
    let mut book = ZipArchive::new(Cursor::new(book))?;
    let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
    let mut parts = Vec::with_capacity(book.len());
    for name in book.file_names() {
        parts.push(name?.into_owned());
    }
    let own = part(&mut book, TEXTS)?;
    let mut texts = Texts { before: counted(&own, "uniqueCount"), ..Texts::default() };
    let changed: Vec<String> =
        long.iter().map(|long| format!("xl/worksheets/sheet{}.xml", long.sheet)).collect();
    for name in &parts {
        if name.starts_with("xl/tables/") {
            let table = long.iter().fold(part(&mut book, name)?, |table, long| long.lengthen(table));
            whole.start_file(name.as_str(), SimpleFileOptions::default())?;
            whole.write_all(table.as_bytes())?;
        } else if name != TEXTS && !changed.contains(name) {
            whole.raw_copy_file(book.by_name(name)?)?;
        }
    }
    for (long, name) in long.into_iter().zip(&changed) {
        let sheet = long.lengthen(part(&mut book, name)?);
        let end = sheet.find("</sheetData>").ok_or_else(|| io::Error::other("a sheet without cells"))?;
        // never as a large file of 4 GB: LibreOffice does not open a workbook that has one
        whole.start_file(name.as_str(), SimpleFileOptions::default().compression_level(Some(LEVEL)))?;
        whole.write_all(&sheet.as_bytes()[..end])?;
        let mut lines = Lines { out: &mut whole, texts: &mut texts, row: long.first, buffer: Vec::new() };
        (long.draw)(&mut lines)?;
        lines.flush()?;
        whole.write_all(&sheet.as_bytes()[end..])?;
    }
    whole.start_file(TEXTS, SimpleFileOptions::default())?;
    whole.write_all(texts.joined(&own).as_bytes())?;
    Ok(whole.finish()?.into_inner())
}

impl Long<'_> {
    /// A part with the range of its sheet, or of its table, made as long as there are lines: the sheet was
    /// drawn without any, and the table with a single one.
    fn lengthen(&self, part: String) -> String {
        let range = |count: u32| format!("{}{}\"", self.last_column, self.first + count);
        let drawn = match &part {
            sheet if sheet.contains("<worksheet") => format!("<dimension ref=\"A1:{}", range(0)),
            table if table.contains(&format!("name=\"{}\"", self.table)) => range(1),
            _ => return part,
        };
        part.replace(&drawn, &drawn.replace(&range(u32::from(drawn == range(1))), &range(self.count)))
    }
}

impl Texts {
    /// The part of a workbook's texts with these behind its own.
    fn joined(&self, own: &str) -> String {
        let head = |count, unique| format!(" count=\"{count}\" uniqueCount=\"{unique}\"");
        let (count, unique) = (counted(own, "count"), self.before);
        let all = own.replacen(&head(count, unique), &head(count + self.used, unique + self.known.len()), 1);
        all.replacen("</sst>", &format!("{}</sst>", self.xml), 1)
    }
}

/// A number that the list of texts says of itself.
fn counted(texts: &str, attribute: &str) -> usize {
    let value = texts.split_once(&format!(" {attribute}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.and_then(|(value, _)| value.parse().ok()).unwrap_or(0)
}

fn part(book: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> io::Result<String> {
    let mut text = String::new();
    book.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}
