//! A text in the list of shared texts (`<si>`) or in a cell (`<is>`), with its runs.

use super::letters::Letters;
use super::plain_cell::PlainText;
use super::styles::is_on;
use crate::colour::Theme;
use crate::limits::MAX_TEXT;
use crate::marks::{Marks, Position, Run};
use crate::read_error::{Malformed, ReadError};
use crate::survey::CellFormat;
use crate::text::{Text, Texts};
use crate::xml_events::{Events, attribute};
use crate::xml_text::{decoded, trimmed};
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// A text, and its runs if it has several looks.
#[derive(Clone, Debug)]
pub(super) struct SharedText {
    pub text: Text,
    runs: Vec<WrittenRun>,
}

/// A run, and the look that it sets instead of taking that of its cell.
type WrittenRun = (Run, Option<Letters>);

impl SharedText {
    /// The marks of the text in a cell of a format.
    pub fn marks(&self, format: &CellFormat) -> Marks {
        if self.runs.is_empty() {
            return Marks::whole(format.struck, format.unseen);
        }
        let runs = self.runs.iter().map(|(run, letters)| match letters {
            Some(letters) => Run { unseen: letters.are_unseen(format.appearance.fill), ..run.clone() },
            None => Run { struck: format.struck, unseen: format.unseen, ..run.clone() },
        });
        Marks::of_runs(runs.collect())
    }
}

/// A text that is a single `<t>`.
pub(super) fn plain(text: &PlainText<'_>, known: &mut Texts) -> Result<SharedText, ReadError> {
    let text = if text.keeps_space { text.written } else { trimmed(text.written) };
    Ok(SharedText { text: short_enough(text, known)?, runs: Vec::new() })
}

/// Reads a text up to its end. Phonetic hints (`<rPh>`) are skipped.
pub(super) fn read(
    events: &mut Events<'_>,
    known: &mut Texts,
    theme: &Theme,
) -> Result<SharedText, ReadError> {
    let (mut whole, mut pieces, mut runs) = (None::<Text>, String::new(), Vec::new());
    while let Some(child) = events.child()? {
        match child.local_name().as_ref() {
            // nearly all texts are one piece
            "t" if whole.is_none() && pieces.is_empty() => whole = Some(only_text(events, &child, known)?),
            "t" => pieces.push_str(&text(events, &child)?),
            "r" => {
                let run = run(events, theme)?;
                pieces.push_str(&run.0.text);
                runs.push(run);
            }
            "rPh" | "phoneticPr" | "extLst" => events.skip()?,
            _ => return Err(events.unknown(&child)),
        }
        if pieces.len() > MAX_TEXT {
            return Err(ReadError::Malformed(Malformed::LongText(pieces.len())));
        }
    }
    let text = match whole {
        Some(whole) if pieces.is_empty() => whole,
        Some(whole) => known.get(&format!("{whole}{pieces}")),
        None => known.get(&pieces),
    };
    Ok(SharedText { text, runs })
}

/// The text of a `<t>` that may be the whole text.
fn only_text(
    events: &mut Events<'_>,
    element: &BytesStart<'_>,
    known: &mut Texts,
) -> Result<Text, ReadError> {
    let keeps = keeps_space(element);
    let written = events.text()?.text;
    short_enough(if keeps { &written } else { trimmed(&written) }, known)
}

/// The text for a written form, unless it is too long. The same form may have been seen before.
pub(super) fn short_enough(written: &str, known: &mut Texts) -> Result<Text, ReadError> {
    if written.len() > MAX_TEXT {
        return Err(ReadError::Malformed(Malformed::LongText(written.len())));
    }
    Ok(known.read(written, decoded))
}

/// The text of a `<t>`.
fn text<'b>(events: &mut Events<'b>, element: &BytesStart<'_>) -> Result<Cow<'b, str>, ReadError> {
    let keeps = keeps_space(element);
    let written = events.text()?.text;
    Ok(Cow::Owned(decoded(if keeps { &written } else { trimmed(&written) }).into_owned()))
}

fn keeps_space(element: &BytesStart<'_>) -> bool {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.any(|attribute| attribute.key.as_ref() == "xml:space" && attribute.value == "preserve")
}

/// Reads a run up to its end.
fn run(events: &mut Events<'_>, theme: &Theme) -> Result<WrittenRun, ReadError> {
    let mut run = Run { text: String::new(), struck: false, position: Position::Level, unseen: false };
    let mut letters = None;
    while let Some(child) = events.child()? {
        match child.local_name().as_ref() {
            "t" => run.text.push_str(&text(events, &child)?),
            "rPr" => {
                letters = Some(look(events, &mut run, theme)?);
            }
            "extLst" => events.skip()?,
            _ => return Err(events.unknown(&child)),
        }
    }
    Ok((run, letters))
}

/// Reads the look of a run up to its end.
fn look(events: &mut Events<'_>, run: &mut Run, theme: &Theme) -> Result<Letters, ReadError> {
    let mut letters = Letters::default();
    while let Some(child) = events.child()? {
        match child.local_name().as_ref() {
            "strike" => run.struck = is_on(&child),
            "vertAlign" => {
                run.position = match attribute(&child, "val").as_deref() {
                    Some("superscript") => Position::Raised,
                    Some("subscript") => Position::Lowered,
                    _ => Position::Level,
                };
            }
            name => letters.read(name, &child, theme),
        }
        events.skip()?;
    }
    Ok(letters)
}
