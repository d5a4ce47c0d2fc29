//! The list of shared texts of a workbook, to which written lines add theirs.

use foldhash::fast::RandomState;
use std::borrow::Cow;
use std::collections::HashMap;

/// The number of a text among the workbook's shared texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextNumber(pub(super) usize);

/// The texts that lines add to a workbook's shared texts.
#[derive(Default)]
pub(super) struct SharedTexts {
    /// The number of texts that the workbook had before.
    before: usize,
    known: HashMap<String, usize, RandomState>,
    /// The number of cells in lines that have a text.
    pub(super) used: usize,
    xml: String,
}

impl SharedTexts {
    /// An empty list of additions to the texts in the part `own`.
    pub(super) fn behind(own: &str) -> Self {
        Self { before: counted(own, "uniqueCount"), ..Self::default() }
    }

    /// The number of a text, which is added if it is new.
    pub(super) fn add(&mut self, text: &str) -> TextNumber {
        if let Some(&index) = self.known.get(text) {
            return TextNumber(index);
        }
        let index = self.before + self.known.len();
        self.known.insert(text.to_owned(), index);
        let kept = if text.trim() == text { "" } else { " xml:space=\"preserve\"" };
        self.xml += &format!("<si><t{kept}>{}</t></si>", escaped(text));
        TextNumber(index)
    }
}

/// A text as XML needs it. Control characters, and what looks like their escapes, are written as Excel writes them.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    // most texts need no escape
    if text.bytes().all(|byte| byte >= b' ' && !matches!(byte, b'_' | b'&' | b'<' | b'>')) {
        return Cow::Borrowed(text);
    }
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

fn is_control(c: char) -> bool {
    c < ' ' && c != '\t' && c != '\n'
}

/// Whether a text begins with something like `_x000D_`.
fn looks_escaped(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

impl SharedTexts {
    /// The part of shared texts with the additions after its own texts.
    pub(super) fn joined(&self, own: &str) -> String {
        let (count, unique) = (counted(own, "count"), self.before);
        let counts = [(count, unique), (count + self.used, unique + self.known.len())];
        let [before, now] =
            counts.map(|(count, unique)| format!(" count=\"{count}\" uniqueCount=\"{unique}\""));
        let all = own.replacen(&before, &now, 1);
        all.replacen("</sst>", &format!("{}</sst>", self.xml), 1)
    }
}

/// A count in the attributes of the list of texts.
fn counted(texts: &str, attribute: &str) -> usize {
    let value = texts.split_once(&format!(" {attribute}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.and_then(|(value, _)| value.parse().ok()).unwrap_or(0)
}
