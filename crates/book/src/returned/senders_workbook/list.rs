//! Adds our sheets to the front of a workbook's list of sheets.

use crate::parts::{Parts, RELATIONS};
use crate::returned::material::{FORBIDDEN, LONGEST_NAME};
use crate::xml::{Edits, Element, elements};
use quick_xml::escape::escape;

/// A sheet to add to a workbook's list.
pub(super) struct NewSheet<'n> {
    pub name: &'n str,
    /// The name of its part, which exists already.
    pub part: &'n str,
    /// Whether it is hidden for good.
    pub is_hidden: bool,
}

/// A sheet in the list of a workbook: its name and its part.
pub(super) struct Listed {
    pub name: String,
    pub part: String,
}

impl Listed {
    /// Whether Excel opens a workbook with this sheet name without repair.
    pub fn is_allowed(&self) -> bool {
        self.name.encode_utf16().count() <= LONGEST_NAME && !self.name.contains(FORBIDDEN)
    }
}

/// The sheets of a workbook in their order.
pub(super) fn sheets(parts: &mut Parts<'_>, book: &str) -> Option<Vec<Listed>> {
    let text = parts.known(book)?;
    let relations = parts.relations(book)?;
    let listed = |sheet: &Element<'_>| {
        let (name, id) = (sheet.attribute("name")?, sheet.attribute("id")?);
        let part = relations.iter().find(|relation| relation.id == id)?.target.clone();
        Some(Listed { name, part })
    };
    elements(&text, 2)?.iter().filter(|it| it.depth == 2 && it.name == "sheet").map(listed).collect()
}

/// Adds sheets to the list: the page in front and active, hidden ones at the end. If the workbook has a page already,
/// `has_page` is its index. `names` is the XML of the defined names of the page.
pub(super) fn add(
    parts: &mut Parts<'_>,
    book: &str,
    new: &[NewSheet<'_>],
    has_page: Option<usize>,
    names: &str,
) -> Option<()> {
    let text = parts.known(book)?;
    let all = elements(&text, 2)?;
    let mut edits = Edits::default();
    let list = all.iter().find(|it| it.depth == 1 && it.name == "sheets")?;
    let mut number = all.iter().filter_map(|it| it.number("sheetId")).max()?;
    for sheet in new {
        number += 1;
        let id = parts.relate(book, "worksheet", sheet.part)?;
        let state = if sheet.is_hidden { " state=\"veryHidden\"" } else { "" };
        let entry = format!(
            "<sheet xmlns:r=\"{RELATIONS}\" name=\"{}\" sheetId=\"{number}\"{state} r:id=\"{id}\"/>",
            escape(sheet.name)
        );
        edits.insert(if sheet.is_hidden { list.end() } else { list.tag.end }, entry);
    }
    let shift = u32::from(has_page.is_none());
    let page = has_page.unwrap_or(0).to_string();
    for name in all.iter().filter(|it| it.name == "definedName") {
        match name.number("localSheetId") {
            // names on an earlier page are replaced
            Some(sheet) if has_page.is_some() && sheet.to_string() == page => {
                edits.replace(name.whole.clone(), "");
            }
            Some(sheet) => {
                edits.replace(name.tag.clone(), name.tag_with("localSheetId", &(sheet + shift).to_string()));
            }
            None => {}
        }
    }
    let names = names.replace("localSheetId=\"0\"", &format!("localSheetId=\"{page}\""));
    match all.iter().find(|it| it.depth == 1 && it.name == "definedNames") {
        Some(known) if known.tag != known.whole => edits.insert(known.end(), names),
        Some(known) => edits.replace(known.whole.clone(), format!("<definedNames>{names}</definedNames>")),
        None => {
            // external references stand between the sheets and the defined names
            let before = ["externalReferences", "functionGroups"];
            let last = all.iter().rfind(|it| it.depth == 1 && before.contains(&it.name));
            let at = last.unwrap_or(list).whole.end;
            edits.insert(at, format!("<definedNames>{names}</definedNames>"));
        }
    }
    for view in all.iter().filter(|it| it.name == "workbookView") {
        let tag = crate::xml::with(&view.tag_with("activeTab", &page), "firstSheet", &page);
        edits.replace(view.tag.clone(), tag);
    }
    parts.put(book, edits.done(&text));
    Some(())
}
