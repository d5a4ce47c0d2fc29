//! The parts with the comments on the cells of a sheet: the old ones, and those that people answer (threaded).
//!
//! Excel writes every threaded comment a second time as an old one, for older programs, with a sentence about that in
//! front. Its author is then the id of the threaded one.

use super::relations::Relations;
use super::rich_text;
use crate::cell_address::At;
use crate::colour::Theme;
use crate::comment::{self, Comment};
use crate::package::Package;
use crate::read_error::ReadError;
use crate::text::Texts;
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::Event;

/// How the name of an author begins if the comment is a copy of a threaded one.
const COPY: &str = "tc={";

/// The comments on the cells of the sheet in this part. Parts that cannot be read have none.
pub(super) fn of_sheet(package: &mut Package<'_>, part: &str) -> Vec<Comment> {
    let Ok(Some(relations)) = Relations::of(package, part) else { return Vec::new() };
    let mut comments = Vec::new();
    for threaded in relations.targets("/threadedComment") {
        if let Ok(Some(content)) = package.part(threaded) {
            let _ = read_threaded(threaded, &content, &mut comments);
        }
    }
    let has_threads = !comments.is_empty();
    for old in relations.targets("/comments") {
        if let Ok(Some(content)) = package.part(old) {
            let _ = read_old(old, &content, has_threads, &mut comments);
        }
    }
    comment::in_order(comments)
}

/// Reads threaded comments, each with its answers.
fn read_threaded(part: &str, content: &[u8], comments: &mut Vec<Comment>) -> Result<(), ReadError> {
    let mut events = Events::new(part, content);
    let mut at = None;
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "threadedComment" => {
                at = attribute(&element, "ref").and_then(|name| At::named(&name));
            }
            Event::Start(element) if element.local_name().as_ref() == "text" => {
                let text = events.text()?.text;
                if let Some(at) = at {
                    comment::add(comments, at, "", &crate::xml_text::decoded(&text));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Reads old comments, without the copies of threaded ones if there are any.
fn read_old(
    part: &str,
    content: &[u8],
    has_threads: bool,
    comments: &mut Vec<Comment>,
) -> Result<(), ReadError> {
    let mut events = Events::new(part, content);
    events.root("comments")?;
    let mut authors: Vec<String> = Vec::new();
    while let Some(list) = events.child()? {
        let kind = list.local_name().as_ref().to_owned();
        while let Some(item) = events.child()? {
            if kind == "authors" {
                authors.push(events.text()?.text.into_owned());
                continue;
            }
            let at = attribute(&item, "ref").and_then(|name| At::named(&name));
            let author = number::<usize>(&item, "authorId").and_then(|author| authors.get(author));
            let author = author.map(String::as_str).unwrap_or_default();
            while let Some(child) = events.child()? {
                if child.local_name().as_ref() != "text" {
                    events.skip()?;
                    continue;
                }
                let text = rich_text::read(&mut events, &mut Texts::default(), &Theme::default())?.text;
                if let Some(at) = at.filter(|_| !(has_threads && author.starts_with(COPY))) {
                    comment::add(comments, at, author, &text);
                }
            }
        }
    }
    Ok(())
}
