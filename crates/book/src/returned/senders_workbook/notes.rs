//! The notes (ghi chú) of a sender's sheet: keeps those of other people, and adds ours.

use crate::parts::Parts;
use crate::returned::cell_note::AUTHOR;
use crate::returned::material::Marks;
use crate::xml::{Edits, Element, elements, with};
use phuluc_grid::At;
use std::collections::BTreeMap;

/// The VML of a sheet without notes.
const NO_BOXES: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"></xml>";

/// The notes of a sheet, and the sizes of its columns and rows.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The parts with the texts and with the boxes of notes; `None` if the sheet has no notes.
    parts: Option<(String, String)>,
    /// The cells with notes of other people.
    others: Vec<At>,
    /// The widths of columns that have one of their own.
    pub widths: BTreeMap<u16, f64>,
    /// The heights of rows that have one of their own.
    pub heights: BTreeMap<u32, f64>,
}

impl Notes {
    /// Reads the notes of a sheet; `None` if it has boxes that are no notes, because these cannot be drawn anew.
    pub fn of(parts: &mut Parts<'_>, sheet: &str, all: &[Element<'_>]) -> Option<Self> {
        let mut notes = Self::default();
        for element in all {
            match element.name {
                "col" => {
                    let (Some(first), Some(last)) = (element.number("min"), element.number("max")) else {
                        continue;
                    };
                    let Some(width) = size(element, "width") else { continue };
                    // a width for all columns to the end is taken for a hundred of them, which is more than have
                    // notes
                    let columns = first.saturating_sub(1)..last.min(first.saturating_add(100));
                    notes
                        .widths
                        .extend(columns.filter_map(|column| Some((u16::try_from(column).ok()?, width))));
                }
                "row" => {
                    let row = element.number("r").and_then(|row| row.checked_sub(1));
                    notes.heights.extend(row.zip(size(element, "ht")));
                }
                _ => {}
            }
        }
        let relations = parts.relations(sheet)?;
        let of_kind =
            |kind: &str| relations.iter().filter(|relation| relation.kind == kind).collect::<Vec<_>>();
        let drawing = all.iter().find(|element| element.depth == 1 && element.name == "legacyDrawing");
        let drawing = drawing.and_then(|element| element.attribute("id"));
        match (of_kind("comments").as_slice(), of_kind("vmlDrawing").as_slice(), drawing) {
            ([], _, None) => Some(notes),
            ([texts], boxes, Some(id)) => {
                let boxes = boxes.iter().find(|relation| relation.id == id)?;
                if !has_only_notes(&parts.text(&boxes.target)?) {
                    return None;
                }
                let text = parts.known(&texts.target)?;
                let (all, own) = (elements(&text, 2)?, own_author(&text));
                let others = all.iter().filter(|it| it.name == "comment" && it.number("authorId") != own);
                notes.others = others.filter_map(|it| At::named(&it.attribute("ref")?)).collect();
                notes.parts = Some((texts.target.clone(), boxes.target.clone()));
                Some(notes)
            }
            _ => None,
        }
    }

    /// Whether another person's note is on a cell.
    pub fn has(&self, at: At) -> bool {
        self.others.contains(&at)
    }

    /// The cells with notes of other people.
    pub fn kept(&self) -> impl Iterator<Item = At> {
        self.others.iter().copied()
    }

    /// Whether the sheet has any notes once ours are added for these marks.
    pub fn are_drawn_with(&self, marks: &Marks) -> bool {
        !marks.is_empty() || !self.others.is_empty()
    }

    /// Removes all notes; they were all ours.
    pub fn clear(&self, parts: &mut Parts<'_>) -> Option<()> {
        let Some((texts, boxes)) = &self.parts else { return Some(()) };
        let text = parts.text(texts)?;
        parts.put(texts, joined(&text, "<comments/>", self)?);
        parts.put(boxes, NO_BOXES.to_owned());
        Some(())
    }

    /// Puts our notes in place of those that we wrote before. `texts` and `boxes` are the parts of ours as they were
    /// drawn. `new_boxes` gets the name of the relation to the boxes if the sheet had none.
    pub fn put(
        &self,
        parts: &mut Parts<'_>,
        sheet: &str,
        texts: &str,
        boxes: String,
        new_boxes: &mut Option<String>,
    ) -> Option<()> {
        if let Some((own_texts, own_boxes)) = &self.parts {
            let text = parts.text(own_texts)?;
            parts.put(own_texts, joined(&text, texts, self)?);
            parts.put(own_boxes, boxes);
            return Some(());
        }
        let own_texts = free_name("ghi-chu", "xml", parts)?;
        parts.add(&own_texts, "comments", texts.to_owned())?;
        parts.relate(sheet, "comments", &own_texts)?;
        let own_boxes = free_name("khung", "vml", parts)?;
        parts.add_drawing(&own_boxes, boxes)?;
        *new_boxes = Some(parts.relate(sheet, "vmlDrawing", &own_boxes)?);
        Some(())
    }
}

/// The first name for a part of a kind that no part has.
fn free_name(kind: &str, ending: &str, parts: &Parts<'_>) -> Option<String> {
    let mut names = (1..).map(|number| format!("xl/phuluc-{kind}-{number}.{ending}"));
    names.find(|name| !parts.has(name))
}

/// The texts of a sheet's notes, with ours in place of those that we wrote before.
fn joined(text: &str, ours: &str, notes: &Notes) -> Option<String> {
    let (all, more) = (elements(text, 2)?, elements(ours, 2)?);
    let mut edits = Edits::default();
    let authors = all.iter().find(|it| it.depth == 1 && it.name == "authors")?;
    let own = own_author(text);
    let author = match own {
        Some(own) => own,
        None => {
            let added = format!("<author>{AUTHOR}</author>");
            if authors.tag == authors.whole {
                edits.replace(authors.whole.clone(), format!("<authors>{added}</authors>"));
            } else {
                edits.insert(authors.end(), added);
            }
            u32::try_from(all.iter().filter(|it| it.depth == 2 && it.name == "author").count()).ok()?
        }
    };
    for comment in
        all.iter().filter(|it| it.name == "comment" && own.is_some() && it.number("authorId") == own)
    {
        edits.replace(comment.whole.clone(), "");
    }
    let mut added = String::new();
    for comment in more.iter().filter(|it| it.name == "comment") {
        if At::named(&comment.attribute("ref")?).is_some_and(|at| !notes.has(at)) {
            added.push_str(&with(ours.get(comment.tag.clone())?, "authorId", &author.to_string()));
            added.push_str(comment.whole().get(comment.tag.len()..)?);
        }
    }
    let list = all.iter().find(|it| it.depth == 1 && it.name == "commentList")?;
    if list.tag == list.whole {
        edits.replace(list.whole.clone(), format!("<commentList>{added}</commentList>"));
    } else {
        edits.insert(list.end(), added);
    }
    Some(edits.done(text))
}

/// The index of our name among the authors of notes.
fn own_author(text: &str) -> Option<u32> {
    let all = elements(text, 2)?;
    let mut authors = all.iter().filter(|it| it.depth == 2 && it.name == "author");
    authors.position(|author| author.inner() == AUTHOR).and_then(|at| u32::try_from(at).ok())
}

/// Whether all boxes of a sheet are notes, without buttons and pictures.
fn has_only_notes(boxes: &str) -> bool {
    let kinds = boxes.split("ObjectType=").skip(1);
    kinds.into_iter().all(|kind| kind.starts_with("\"Note\"") || kind.starts_with("'Note'"))
        && !boxes.contains("imagedata")
}

fn size(element: &Element<'_>, name: &str) -> Option<f64> {
    let size: f64 = element.attribute(name)?.parse().ok()?;
    (0.0..=255.0).contains(&size).then_some(size)
}
