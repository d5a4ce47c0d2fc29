//! Marks a sender's sheet with conditional formats, so that no cell changes its own style, lock or number format.
//! Marks of an earlier phiếu can be told from the sender's formats, and are removed.

use crate::parts::RELATIONS;
use crate::returned::material::Marks;
use crate::xml::{Edits, Element};
use phuluc_form::Severity;

/// The condition of every mark. It is always true, and nobody else writes it.
const CONDITION: &str = "N(\"phuluc\")=0";
/// The severities in the order of their styles, the most severe first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];
/// The elements that follow conditional formats in a sheet, in the order of the standard (ECMA-376-1, 18.3.1.99).
const BEHIND_LOOKS: [&str; 22] = [
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];
/// The index of the boxes of notes among these elements.
const BOXES: usize = 13;

/// The sheet with marks in place of earlier ones, and with a relation to the boxes of its notes if they are new. It
/// is no longer selected, because Excel writes into all sheets that are selected together.
pub(super) fn marked(
    text: &str,
    all: &[Element<'_>],
    marks: &Marks,
    first_mark: usize,
    boxes: Option<&str>,
) -> Option<String> {
    let mut edits = Edits::default();
    let mut looks = String::new();
    let mut priority = 0;
    for (index, severity) in SEVERITIES.iter().enumerate() {
        let cells = marks.iter().filter(|(_, (worst, _))| worst == severity);
        let cells: Vec<String> = cells.map(|(at, _)| at.to_string()).collect();
        if cells.is_empty() {
            continue;
        }
        priority += 1;
        let (look, condition) = (first_mark + index, CONDITION.replace('"', "&quot;"));
        looks.push_str(&format!(
            "<conditionalFormatting sqref=\"{}\"><cfRule type=\"expression\" dxfId=\"{look}\" priority=\"{priority}\"><formula>{condition}</formula></cfRule></conditionalFormatting>",
            cells.join(" ")
        ));
    }
    for list in all.iter().filter(|element| element.depth == 1 && element.name == "conditionalFormatting") {
        if is_ours(list) {
            edits.replace(list.whole.clone(), "");
        }
    }
    let earlier: Vec<_> = all.iter().filter(|element| element.depth == 1 && is_ours(element)).collect();
    for rule in all.iter().filter(|element| element.name == "cfRule") {
        let is_earlier = earlier.iter().any(|list| list.whole.contains(&rule.tag.start));
        if let Some(own) = rule.number("priority").filter(|_| !is_earlier) {
            edits.replace(rule.tag.clone(), rule.tag_with("priority", &(own + priority).to_string()));
        }
    }
    edits.insert(place(all, 0)?, looks);
    if let Some(boxes) = boxes {
        let element = format!("<legacyDrawing xmlns:r=\"{RELATIONS}\" r:id=\"{boxes}\"/>");
        edits.insert(place(all, BOXES)?, element);
    }
    unchoose(all, &mut edits);
    Some(edits.done(text))
}

/// The sheet, no longer selected.
pub(super) fn not_chosen(text: &str, all: &[Element<'_>]) -> String {
    let mut edits = Edits::default();
    unchoose(all, &mut edits);
    edits.done(text)
}

/// Deselects the sheet in all its views.
fn unchoose(all: &[Element<'_>], edits: &mut Edits) {
    for view in all.iter().filter(|element| element.name == "sheetView") {
        if view.attribute("tabSelected").is_some() {
            edits.replace(view.tag.clone(), view.tag_with("tabSelected", "0"));
        }
    }
}

/// Whether a conditional format is a mark of an earlier phiếu.
fn is_ours(list: &Element<'_>) -> bool {
    list.name == "conditionalFormatting" && list.inner().replace("&quot;", "\"").contains(CONDITION)
}

/// The position for an element: before the first one that follows `from` in the standard's order, or at the end of
/// the sheet.
fn place(all: &[Element<'_>], from: usize) -> Option<usize> {
    let behind = &BEHIND_LOOKS[from..];
    let next = all
        .iter()
        .find(|element| element.depth == 1 && (behind.contains(&element.name) || element.name.contains(':')));
    next.map_or_else(|| all.first().map(Element::end), |element| Some(element.whole.start))
}
