//! Finds the elements of a part by their positions in its text, for editing. Only the edited element is cut out, so
//! that everything else of the sender's file stays byte for byte.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use std::ops::Range;

/// An element of a part.
#[derive(Clone, Debug)]
pub(crate) struct Element<'t> {
    text: &'t str,
    /// The depth of the element; the root has 0.
    pub depth: usize,
    /// Its name, with its prefix if it has one.
    pub name: &'t str,
    /// The range of its first tag.
    pub tag: Range<usize>,
    /// The range from its first tag to its last.
    pub whole: Range<usize>,
}

/// The elements of a part down to the depth `deepest`, in their order. `None` if the XML is incomplete, or if its own
/// elements have a prefix, because our elements would then mean nothing.
pub(crate) fn elements(text: &str, deepest: usize) -> Option<Vec<Element<'_>>> {
    let mut reader = Reader::from_str(text);
    let mut list: Vec<Element<'_>> = Vec::new();
    let mut open: Vec<Option<usize>> = Vec::new();
    loop {
        let from = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let to = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(_) | Event::Empty(_) => {
                let depth = open.len();
                let is_kept = depth <= deepest;
                if is_kept {
                    let name = text.get(from..to)?.trim_start_matches('<');
                    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
                    list.push(Element { text, depth, name, tag: from..to, whole: from..to });
                }
                if matches!(event, Event::Start(_)) {
                    open.push(is_kept.then(|| list.len() - 1));
                }
            }
            Event::End(_) => {
                if let Some(element) = open.pop()?.and_then(|index| list.get_mut(index)) {
                    element.whole.end = to;
                }
            }
            Event::DocType(_) => return None,
            Event::Eof => break,
            _ => {}
        }
    }
    let is_plain = list.first().is_some_and(|root| !root.name.contains(':'));
    (open.is_empty() && is_plain).then_some(list)
}

impl<'t> Element<'t> {
    /// Its text, with its tags.
    pub fn whole(&self) -> &'t str {
        self.text.get(self.whole.clone()).unwrap_or_default()
    }

    /// The text between its tags.
    pub fn inner(&self) -> &'t str {
        self.text.get(self.tag.end..self.end()).unwrap_or_default()
    }

    /// The position of its last tag; its own end if it has only one tag.
    pub fn end(&self) -> usize {
        let inner = self.text.get(self.tag.end..self.whole.end).unwrap_or_default();
        inner.rfind("</").map_or(self.whole.end, |at| self.tag.end + at)
    }

    /// The value of an attribute, given its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let tag = self.text.get(self.tag.clone())?;
        let found = attributes(tag).into_iter().find(|(known, _)| {
            let known = tag.get(known.clone()).unwrap_or_default();
            known.rsplit(':').next() == Some(name)
        });
        Some(unescape(tag.get(found?.1)?).ok()?.into_owned())
    }

    /// The value of an attribute that is a whole number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Its first tag with an attribute set.
    pub fn tag_with(&self, name: &str, value: &str) -> String {
        with(self.text.get(self.tag.clone()).unwrap_or_default(), name, value)
    }
}

/// A tag with an attribute set.
pub(crate) fn with(tag: &str, name: &str, value: &str) -> String {
    match attributes(tag).into_iter().find(|(known, _)| tag.get(known.clone()) == Some(name)) {
        Some((_, old)) => format!("{}{value}{}", &tag[..old.start], &tag[old.end..]),
        None => {
            let end = tag.trim_end_matches('>').trim_end_matches('/').trim_end().len();
            format!("{} {name}=\"{value}\"{}", &tag[..end], &tag[end..])
        }
    }
}

/// The attributes of a tag: the ranges of their names and of their values.
fn attributes(tag: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut list = Vec::new();
    let mut at = tag.find(char::is_whitespace).unwrap_or(tag.len());
    while let Some(equals) = tag[at..].find('=').map(|found| at + found) {
        let name = tag[at..equals].trim();
        let from = at + tag[at..equals].find(|c: char| !c.is_whitespace()).unwrap_or(0);
        let Some(open) = tag[equals..].find(['"', '\'']).map(|found| equals + found) else { break };
        let quote = if tag[open..].starts_with('"') { '"' } else { '\'' };
        let Some(close) = tag[open + 1..].find(quote).map(|found| open + 1 + found) else { break };
        list.push((from..from + name.len(), open + 1..close));
        at = close + 1;
    }
    list
}

/// Replacements in a text, each with its range.
#[derive(Debug, Default)]
pub(crate) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Replaces a range.
    pub fn replace(&mut self, range: Range<usize>, by: impl Into<String>) {
        self.0.push((range, by.into()));
    }

    /// Inserts a text at a position.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Adds elements at the end of a list. `count` is the new number for its tag.
    pub fn append(&mut self, list: &Element<'_>, more: &str, count: usize) {
        let tag = list.tag_with("count", &count.to_string());
        if list.tag == list.whole {
            let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
            self.replace(list.whole.clone(), format!("{open}>{more}</{}>", list.name));
        } else {
            self.replace(list.tag.clone(), tag);
            self.insert(list.end(), more);
        }
    }

    /// The text with all replacements done.
    pub fn done(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut edited = String::with_capacity(text.len() + 1024);
        let mut at = 0;
        for (range, by) in &self.0 {
            edited.push_str(text.get(at..range.start).unwrap_or_default());
            edited.push_str(by);
            at = at.max(range.end);
        }
        edited.push_str(text.get(at..).unwrap_or_default());
        edited
    }
}

#[cfg(test)]
mod tests {
    use super::{Edits, elements, with};

    #[test]
    fn an_element_is_known_by_its_place_and_the_rest_stays() {
        let text = "<?xml version=\"1.0\"?>\n<a x='1'><b  y=\"&lt;2\" r:id='i'/><c>t<d/></c></a>";
        let all = elements(text, 1).unwrap();
        let names: Vec<(&str, usize)> = all.iter().map(|element| (element.name, element.depth)).collect();
        assert_eq!(names, [("a", 0), ("b", 1), ("c", 1)]);
        assert_eq!(all[1].attribute("y").as_deref(), Some("<2"));
        assert_eq!(all[1].attribute("id").as_deref(), Some("i"));
        assert_eq!((all[2].inner(), all[2].whole()), ("t<d/>", "<c>t<d/></c>"));
        let mut edits = Edits::default();
        edits.replace(all[1].tag.clone(), all[1].tag_with("y", "3"));
        edits.append(&all[2], "<e/>", 2);
        assert_eq!(
            edits.done(text),
            "<?xml version=\"1.0\"?>\n<a x='1'><b  y=\"3\" r:id='i'/><c count=\"2\">t<d/><e/></c></a>"
        );
    }

    #[test]
    fn what_is_not_whole_or_has_prefixes_is_not_edited() {
        for text in ["", "<a><b></a>", "<a><b>", "<x:a/>", "<!DOCTYPE a []><a/>"] {
            assert!(elements(text, 1).is_none(), "{text}");
        }
    }

    #[test]
    fn an_attribute_is_set_or_added() {
        assert_eq!(with("<a b='1'/>", "b", "2"), "<a b='2'/>");
        assert_eq!(with("<a/>", "b", "2"), "<a b=\"2\"/>");
        assert_eq!(with("<a c=\"b=1\" >", "b", "2"), "<a c=\"b=1\" b=\"2\" >");
    }
}
