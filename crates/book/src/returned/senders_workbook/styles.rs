//! Adds our styles after those of a sender's workbook.

use crate::xml::{Edits, Element, elements, with};

/// The styles of a workbook with ours added.
pub(super) struct Looks {
    /// The text of the part.
    pub text: String,
    /// The number of cell styles before ours.
    pub before: u32,
    /// The index of the first style of marks. They are ordered from the most severe.
    pub first_mark: usize,
}

/// The elements that follow the differential styles in the part.
const BEHIND_MARKS: [&str; 3] = ["tableStyles", "colors", "extLst"];

/// Adds the styles of our own workbook, and styles of marks in these colours, after the sender's.
pub(super) fn joined(own: &str, ours: &str, colours: &[&str]) -> Option<Looks> {
    let (all, more) = (elements(own, 2)?, elements(ours, 2)?);
    let mut edits = Edits::default();
    let mut shifts = Vec::new();
    for name in ["fonts", "fills", "borders"] {
        let (list, added) = (list(&all, name)?, list(&more, name)?);
        edits.append(list.0, added.0.inner(), list.1.len() + added.1.len());
        shifts.push((name.trim_end_matches('s'), list.1.len()));
    }
    let formats = number_formats(&all, &more, &mut edits);
    let (cells, added) = (list(&all, "cellXfs")?, list(&more, "cellXfs")?);
    let mut looks = String::new();
    for look in &added.1 {
        let mut tag = look.tag_with("xfId", "0");
        for (name, shift) in &shifts {
            let name = format!("{name}Id");
            let number = usize::try_from(look.number(&name).unwrap_or(0)).ok()? + shift;
            tag = with(&tag, &name, &number.to_string());
        }
        let format = look.number("numFmtId").unwrap_or(0);
        let moved = formats.iter().find(|(old, _)| *old == format).map_or(format, |(_, new)| *new);
        looks.push_str(&with(&tag, "numFmtId", &moved.to_string()));
        looks.push_str(look.whole().get(look.tag.len()..).unwrap_or_default());
    }
    edits.append(cells.0, &looks, cells.1.len() + added.1.len());
    let marks: String = colours.iter().map(|colour| mark(colour)).collect();
    let first_mark = match list(&all, "dxfs") {
        Some((known, each)) => {
            edits.append(known, &marks, each.len() + colours.len());
            each.len()
        }
        None => {
            let behind =
                all.iter().find(|element| element.depth == 1 && BEHIND_MARKS.contains(&element.name));
            let at =
                behind.map_or_else(|| all.first().map(Element::end), |element| Some(element.whole.start))?;
            edits.insert(at, format!("<dxfs count=\"{}\">{marks}</dxfs>", colours.len()));
            0
        }
    };
    Some(Looks { text: edits.done(own), before: u32::try_from(cells.1.len()).ok()?, first_mark })
}

/// A list of the part with its elements.
fn list<'e, 't>(all: &'e [Element<'t>], name: &str) -> Option<(&'e Element<'t>, Vec<&'e Element<'t>>)> {
    let list = all.iter().find(|element| element.depth == 1 && element.name == name)?;
    let within = all.iter().filter(|element| element.depth == 2 && list.whole.contains(&element.tag.start));
    Some((list, within.collect()))
}

/// Adds our number formats under free numbers. Gives the old and the new number of each.
fn number_formats(all: &[Element<'_>], more: &[Element<'_>], edits: &mut Edits) -> Vec<(u32, u32)> {
    const FIRST_FREE: u32 = 164;
    let Some((_, added)) = list(more, "numFmts") else { return Vec::new() };
    let known = list(all, "numFmts");
    let numbers = known.iter().flat_map(|(_, each)| each).filter_map(|format| format.number("numFmtId"));
    let free = numbers.map(|number| number.saturating_add(1)).max().unwrap_or(0).max(FIRST_FREE);
    let (mut moved, mut texts) = (Vec::new(), String::new());
    for (new, format) in (free..).zip(&added) {
        moved.extend(format.number("numFmtId").map(|old| (old, new)));
        texts.push_str(&format.tag_with("numFmtId", &new.to_string()));
    }
    match known {
        Some((list, each)) => edits.append(list, &texts, each.len() + added.len()),
        None => {
            if let Some(root) = all.first() {
                edits.insert(root.tag.end, format!("<numFmts count=\"{}\">{texts}</numFmts>", added.len()));
            }
        }
    }
    moved
}

/// The style of a marked cell: filled, framed and bold, so that it can be seen on paper, too.
fn mark(colour: &str) -> String {
    let sides = ["left", "right", "top", "bottom"]
        .map(|side| format!("<{side} style=\"thin\"><color rgb=\"FFC00000\"/></{side}>"))
        .concat();
    format!(
        "<dxf><font><b/></font><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor rgb=\"FF{colour}\"/></patternFill></fill><border>{sides}</border></dxf>"
    )
}
