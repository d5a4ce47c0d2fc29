//! Reading an `.xlsx` that is written as programs write most of them: each part is inflated once and gone
//! through once.
//!
//! It knows a few shapes of a row, a cell and a text, and takes a file only if every byte of its cells has
//! one of them: then nothing can be passed over, and no second reader is needed to notice it. Anything
//! else, be it rich text, a date, a row without a number or mere space between two cells, is left to the
//! long way of survey and calamine, and so is whatever may be wrong. A test holds the two ways together.

mod outline;
mod tag;

use super::cell_address::{At, LAST};
use super::cell_values;
use super::formula::Formula;
use super::hidden::Hidden;
use super::limits::MAX_CELLS;
use super::marks::Marks;
use super::package::Package;
use super::reader_cache::ReaderCache;
use super::sheet::{Cell, Content, Sheet};
use super::survey::CellFormat;
use super::text::{Text, Texts};
use crate::identity;
use outline::Listed;
pub(super) use outline::Outline;
use phuluc_form::Encoding;
use rust_decimal::Decimal;
use std::borrow::Cow;
use tag::Tag;

/// All sheets, if the file is plain throughout.
pub(super) fn sheets(package: &mut Package<'_>, cache: &mut ReaderCache) -> Option<Vec<Sheet>> {
    let outline = cache.outline(package)?;
    let Outline { listed, formats, dates } = &*outline;
    if !listed.iter().any(|listed| listed.name == identity::SHEET) && package.has("docprops/custom.xml") {
        return None;
    }
    let known = &mut cache.texts;
    let texts = match package.part("xl/sharedStrings.xml").ok()? {
        Some(part) => texts(&part, known)?,
        None => Vec::new(),
    };
    let mut left = MAX_CELLS;
    let mut sheets: Vec<Sheet> = Vec::with_capacity(listed.len());
    for Listed { name, visible, part } in listed {
        let part = package.part(part).ok()??;
        let mut reader = Plain { texts: &texts, known, formats, dates, encoding: Encoding::Unicode };
        let (mut cells, merges) = reader.sheet(std::str::from_utf8(&part).ok()?)?;
        left = left.checked_sub(cells.len())?;
        let mut encoding = reader.encoding;
        if encoding == Encoding::Unicode {
            encoding = cell_values::decode_without_font(&mut cells);
        }
        sheets.push(Sheet {
            name: name.clone(),
            visible: *visible,
            encoding,
            cells,
            merges,
            hidden: Hidden::default(),
        });
    }
    Some(sheets)
}

/// The workbook's texts.
fn texts(part: &[u8], known: &mut Texts) -> Option<Vec<Text>> {
    // an item begins behind a whole sign, and so the texts are all that has to be looked at for wrong ones
    let head = part.windows(5).position(|five| five == b"<si><").unwrap_or(part.len());
    let (head, mut rest) = part.split_at(head);
    let head = begun(std::str::from_utf8(head).ok()?)?;
    let (attributes, end) = head.strip_prefix("<sst")?.split_once('>')?;
    if attributes.ends_with('/') {
        return None;
    }
    if rest.is_empty() {
        return (end.trim_ascii() == "</sst>").then(Vec::new);
    }
    if !end.is_empty() {
        return None;
    }
    let mut texts = Vec::new();
    loop {
        if let Some(end) = rest.strip_prefix(b"</sst>") {
            return end.trim_ascii().is_empty().then_some(texts);
        }
        let item = rest.strip_prefix(b"<si><t")?;
        let (kept, item) = match item.strip_prefix(b" xml:space=\"preserve\">") {
            Some(item) => (true, item),
            None => (false, item.strip_prefix(b">")?),
        };
        let (written, behind) = item.split_at(memchr::memchr(b'<', item)?);
        if !kept && written.trim_ascii() != written {
            return None;
        }
        texts.push(known.read(written, |written| text(std::str::from_utf8(written).ok()?))?);
        rest = behind.strip_prefix(b"</t></si>")?;
    }
}

/// A part behind its declaration.
fn begun(part: &str) -> Option<&str> {
    let part = part.trim_start_matches('\u{FEFF}');
    let Some(declared) = part.strip_prefix("<?xml ") else { return Some(part) };
    let (declaration, rest) = declared.split_once("?>")?;
    let is_utf8 = !declaration.contains("encoding") || declaration.to_ascii_lowercase().contains("\"utf-8\"");
    is_utf8.then(|| rest.trim_ascii_start())
}

/// A text as it is meant, unless it has what programs write in more than one way.
fn text(written: &str) -> Option<Cow<'_, str>> {
    // most texts have no byte that any of these begins with
    let is_plain = |byte: u8| !matches!(byte, b'\r' | b'>' | b'&' | b'_' | 0xC2 | 0xE2);
    if !written.is_empty() && written.bytes().all(is_plain) {
        return Some(Cow::Borrowed(written));
    }
    if written.is_empty() || written.contains("_x") || written.contains(['\r', '>', '\u{85}', '\u{2028}']) {
        return None;
    }
    quick_xml::escape::unescape(written).ok().filter(|text| !text.contains('\r'))
}

type Cells = Vec<(At, Cell)>;
type Merges = Vec<(At, At)>;

/// What cells refer to, and the code of old text that was met among them.
struct Plain<'w> {
    texts: &'w [Text],
    known: &'w mut Texts,
    formats: &'w [CellFormat],
    /// Whether a format may show dates.
    dates: &'w [bool],
    encoding: Encoding,
}

impl Plain<'_> {
    fn sheet(&mut self, part: &str) -> Option<(Cells, Merges)> {
        let part = begun(part)?;
        // what is hidden is noted by the survey
        if ["hidden=", "<autoFilter", "width=\"0\""]
            .iter()
            .any(|sign| memchr::memmem::find(part.as_bytes(), sign.as_bytes()).is_some())
        {
            return None;
        }
        // comments and the like may hold anything
        let mut signs = memchr::memchr2_iter(b'!', b'?', part.as_bytes());
        if !part.starts_with("<worksheet") || signs.any(|at| part.as_bytes()[at - 1] == b'<') {
            return None;
        }
        let (head, cells, tail) = match part.split_once("<sheetData>") {
            Some((head, body)) => {
                let (cells, tail) = self.rows(body)?;
                (head, cells, tail)
            }
            None => {
                let (head, tail) = part.split_once("<sheetData/>")?;
                (head, Vec::new(), tail)
            }
        };
        if head.contains("sheetData") || tail.contains("sheetData") {
            return None;
        }
        // they stand in their order, or there are twins among them
        let in_order = cells.windows(2).all(|pair| pair[0].0 < pair[1].0);
        in_order.then(|| Some((cells, merges(head, tail)?)))?
    }

    /// The cells of all rows, and what stands behind them.
    fn rows<'p>(&mut self, mut rest: &'p str) -> Option<(Cells, &'p str)> {
        let mut cells = Vec::new();
        loop {
            if let Some(tail) = rest.strip_prefix("</sheetData>") {
                return Some((cells, tail));
            }
            let tag = Tag::read(rest, "<row")?;
            let row = tag.attributes.place?.parse::<u32>().ok()?.checked_sub(1)?;
            rest = tag.rest;
            if row > LAST.row {
                return None;
            }
            if tag.empty {
                continue;
            }
            // where a cell stands that does not say so itself: after the one before
            let mut next = At { row, column: 0 };
            rest = loop {
                match rest.strip_prefix("</row>") {
                    Some(end) => break end,
                    None => rest = self.cell(rest, &mut next, &mut cells)?,
                }
            };
        }
    }

    /// Reads a cell; gives what stands behind it, and where the next one stands if it does not say so.
    fn cell<'p>(&mut self, rest: &'p str, next: &mut At, cells: &mut Cells) -> Option<&'p str> {
        let tag = Tag::read(rest, "<c")?;
        let at = match tag.attributes.place {
            Some(at) => at.parse().ok()?,
            None => *next,
        };
        let style = tag.attributes.style.map_or(Some(0), |style| style.parse::<usize>().ok())?;
        if at.row != next.row || at.column > LAST.column || (style > 0 && style >= self.formats.len()) {
            return None;
        }
        next.column = at.column + 1;
        if tag.empty {
            return Some(tag.rest);
        }
        let (formula, rest) = formula(tag.rest)?;
        let (value, rest) = match rest.strip_prefix("<v>") {
            Some(value) => {
                let (value, rest) = value.split_once('<')?;
                (Some(value), rest.strip_prefix("/v>")?)
            }
            None => (None, rest),
        };
        let rest = rest.strip_prefix("</c>")?;
        let format = self.formats.get(style).cloned().unwrap_or_default();
        let content = match value {
            Some(value) => self.content(tag.attributes.kind, value, style, &format)?,
            None if formula.is_some() => Content::NotCalculated,
            None => return Some(rest),
        };
        let marks = Marks::whole(format.struck);
        cells.push((at, Cell { content, format: format.number, formula, marks }));
        Some(rest)
    }

    fn content(
        &mut self,
        kind: Option<&str>,
        value: &str,
        style: usize,
        format: &CellFormat,
    ) -> Option<Content> {
        match kind {
            Some("s") => {
                let index: usize = value.parse().ok()?;
                Some(self.shown(self.texts.get(index)?.clone(), format))
            }
            Some("str") => {
                let text = self.known.read(value.as_bytes(), |_| text(value))?;
                Some(self.shown(text, format))
            }
            Some("b") => match value {
                "0" => Some(Content::Other("FALSE".to_owned())),
                "1" => Some(Content::Other("TRUE".to_owned())),
                _ => None,
            },
            None | Some("n") if !self.dates.get(style).is_some_and(|date| *date) => number(value),
            _ => None,
        }
    }

    /// A text as its font shows it.
    fn shown(&mut self, text: Text, format: &CellFormat) -> Content {
        if format.encoding == Encoding::Unicode {
            return Content::Text(text);
        }
        let shown = self.known.get(&format.encoding.to_unicode(&text));
        if self.encoding == Encoding::Unicode && shown != text {
            self.encoding = format.encoding;
        }
        Content::Text(shown)
    }
}

/// The formula before a value, and what stands behind it.
fn formula(rest: &str) -> Option<(Option<Formula>, &str)> {
    if !rest.starts_with("<f") {
        return Some((None, rest));
    }
    let tag = Tag::read(rest, "<f")?;
    // shared by cells, or of a whole range
    if tag.attributes.any {
        return None;
    }
    if tag.empty {
        return Some((Some(Formula::unknown()), tag.rest));
    }
    let (written, behind) = tag.rest.split_once('<')?;
    Some((Some(Formula::new(&without_signs(written)?)), behind.strip_prefix("/f>")?))
}

/// A formula without the signs that are written as entities; one that has them is not worked out again.
fn without_signs(written: &str) -> Option<Cow<'_, str>> {
    if !written.contains('&') {
        return Some(Cow::Borrowed(written));
    }
    let mut pieces = written.split('&');
    let mut text = pieces.next()?.to_owned();
    for piece in pieces {
        text.push('?');
        text.push_str(piece.split_once(';')?.1);
    }
    Some(Cow::Owned(text))
}

/// A number in plain digits.
fn number(value: &str) -> Option<Content> {
    // to 15 digits a double is the number that was written, and needs no detour
    if value.len() <= 16 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        if digits > 0 && digits <= 15 && value.as_bytes()[0] != b'.' && !value.ends_with('.') {
            return Decimal::from_str_exact(value).ok().map(|number| Content::Number(number.normalize()));
        }
    }
    let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    if !value.bytes().all(is_plain) {
        return None;
    }
    Some(cell_values::number(value.parse().ok()?))
}

/// The merged ranges before and behind the cells.
fn merges(head: &str, tail: &str) -> Option<Merges> {
    let mut merges = Vec::new();
    for part in [head, tail] {
        for found in part.split("<mergeCell ").skip(1) {
            let range = found.strip_prefix("ref=\"")?.split_once('"')?.0;
            let (from, to) = range.split_once(':').unwrap_or((range, range));
            merges.push((from.parse().ok()?, to.parse().ok()?));
        }
        if part.contains(":mergeCell") {
            return None;
        }
    }
    Some(merges)
}
