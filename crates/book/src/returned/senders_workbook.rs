//! Edits a sender's own workbook: its formulas, lists, validation, conditional formats and protection stay, because
//! nothing is drawn anew.
//!
//! It takes the bytes of an `.xlsx` and adds the page, the styles that it needs, the marks with their notes, and the
//! identity sheet if there is none. The result is read again, and every cell of the sender must stand where it was. A
//! workbook with any unknown structure gives nothing; its sheets are then drawn anew.

mod list;
mod notes;
mod ours;
mod sheet;
mod styles;

use super::material::{Copied, Marks, Returned, ReturnedFile, identity, marks};
use crate::WriteError;
use crate::parts::Parts;
use crate::xml::elements;
use list::{Listed, NewSheet};
use notes::Notes;
use phuluc_form::match_key;
use phuluc_grid::{FileKind, Identity, RETURN_SHEET, SHEET, Sheet, inflated_size, read};

/// The largest inflated size of a workbook that is edited. A larger one is no report that people fill in.
const LARGEST: usize = 20 * 1024 * 1024;
/// The colours of marks, for the most severe first.
const COLOURS: [&str; 3] = ["F8CBAD", "FFE699", "DDEBF7"];

/// A sheet of the sender with its marks.
struct Marked {
    part: String,
    marks: Marks,
    /// The notes of the sheet; `None` if notes cannot be added.
    notes: Option<Notes>,
}

/// Writes the workbook; `None` if it has a structure that we do not know how to edit.
pub(super) fn write(returned: &Returned<'_>) -> Result<Option<Vec<u8>>, WriteError> {
    let [file] = returned.files.as_slice() else { return Ok(None) };
    let Some(bytes) = file.bytes else { return Ok(None) };
    if FileKind::of(bytes) != Ok(FileKind::Xlsx) || inflated_size(bytes) > LARGEST {
        return Ok(None);
    }
    let Some((mut parts, book)) = opened(bytes) else { return Ok(None) };
    let Some(listed) = list::sheets(&mut parts, &book).filter(|all| all.iter().all(Listed::is_allowed))
    else {
        return Ok(None);
    };
    let Some(marked) = to_mark(&mut parts, &listed, file) else { return Ok(None) };
    let has_identity = Identity::find(file.sheets).is_some();
    let identity = (!has_identity).then(|| identity(returned));
    let copied = file.sheets.iter().filter(|sheet| sheet.name != RETURN_SHEET);
    let copied: Vec<Copied<'_>> =
        copied.map(|sheet| Copied { file: 0, sheet, name: sheet.name.clone() }).collect();
    let noted = marked.iter().filter_map(|sheet| Some((&sheet.marks, sheet.notes.as_ref()?)));
    let noted = noted.filter(|(marks, notes)| notes.are_drawn_with(marks));
    let ours = ours::drawn(returned, &copied, identity.as_ref(), &noted.collect::<Vec<_>>())?;
    let Some(()) = put(&mut parts, &book, &listed, &marked, &ours, !has_identity) else { return Ok(None) };
    let living = parts.saved()?;
    Ok(is_as_it_was(&living, file.sheets).then_some(living))
}

/// The parts of a workbook without macros and signatures, and the name of its main part.
fn opened(bytes: &[u8]) -> Option<(Parts<'_>, String)> {
    let mut parts = Parts::open(bytes)?;
    let book = parts.relations("")?.into_iter().find(|relation| relation.kind == "officeDocument")?.target;
    let is_plain = parts.is_of_kind(&book, "sheet.main") && !parts.has_folder("_xmlsignatures/");
    is_plain.then_some((parts, book))
}

/// The sheets that have something to mark.
fn to_mark(parts: &mut Parts<'_>, listed: &[Listed], file: &ReturnedFile<'_>) -> Option<Vec<Marked>> {
    let mut list = Vec::new();
    // marks of an earlier phiếu are removed, also on sheets that get no new ones
    let came_back = file.sheets.iter().any(|sheet| sheet.name == RETURN_SHEET);
    for sheet in file.sheets.iter().filter(|sheet| !Identity::is_on(sheet)) {
        let marks = marks(file, sheet);
        if marks.is_empty() && !(came_back && sheet.left_out().is_none()) {
            continue;
        }
        let part = listed.iter().find(|other| other.name == sheet.name)?.part.clone();
        let text = parts.known(&part)?;
        let notes = Notes::of(parts, &part, &elements(&text, 2)?);
        list.push(Marked { part, marks, notes });
    }
    Some(list)
}

/// Adds all that is ours to a sender's workbook.
fn put(
    parts: &mut Parts<'_>,
    book: &str,
    listed: &[Listed],
    marked: &[Marked],
    ours: &[u8],
    with_identity: bool,
) -> Option<()> {
    let mut ours = Parts::open(ours)?;
    let styles = parts.relations(book)?.into_iter().find(|relation| relation.kind == "styles")?.target;
    let looks = styles::joined(&parts.known(&styles)?, &ours.text("xl/styles.xml")?, &COLOURS)?;
    parts.put(&styles, looks.text);
    let mut number = 0;
    for sheet in marked {
        let mut boxes = None;
        match &sheet.notes {
            Some(notes) if notes.are_drawn_with(&sheet.marks) => {
                number += 1;
                let texts = ours.text(&format!("xl/comments{number}.xml"))?;
                let drawn = ours.text(&format!("xl/drawings/vmlDrawing{number}.vml"))?;
                notes.put(parts, &sheet.part, &texts, drawn, &mut boxes)?;
            }
            Some(notes) => notes.clear(parts)?,
            None => {}
        }
        let text = parts.known(&sheet.part)?;
        let all = elements(&text, 2)?;
        let edited = sheet::marked(&text, &all, &sheet.marks, looks.first_mark, boxes.as_deref())?;
        parts.put(&sheet.part, edited);
    }
    for other in listed.iter().filter(|other| marked.iter().all(|sheet| sheet.part != other.part)) {
        // a sheet that is listed without a part stays so
        let Some(text) = parts.text(&other.part) else { continue };
        let edited = sheet::not_chosen(&text, &elements(&text, 2)?);
        parts.put(&other.part, edited);
    }
    let has_page = listed.iter().position(|sheet| match_key(&sheet.name) == match_key(RETURN_SHEET));
    let page = ours::sheet(&mut ours, 1, looks.before)?;
    let free = |name: &str| Some(format!("xl/worksheets/{name}.xml")).filter(|part| !parts.has(part));
    let (page_part, identity_part) = (free("phuluc-phieu"), free("phuluc-nhan-dang"));
    let mut new = Vec::new();
    match has_page {
        Some(at) => parts.put(&listed.get(at)?.part, page),
        None => {
            parts.add(page_part.as_deref()?, "worksheet", page)?;
            new.push(NewSheet { name: RETURN_SHEET, part: page_part.as_deref()?, is_hidden: false });
        }
    }
    if with_identity {
        let sheet = ours::sheet(&mut ours, 2, looks.before)?;
        parts.add(identity_part.as_deref()?, "worksheet", sheet)?;
        new.push(NewSheet { name: SHEET, part: identity_part.as_deref()?, is_hidden: true });
    }
    let names = ours.text("xl/workbook.xml")?;
    let names = elements(&names, 2)?
        .iter()
        .filter(|it| it.name == "definedName")
        .map(crate::xml::Element::whole)
        .collect::<String>();
    list::add(parts, book, &new, has_page, &names)
}

/// Whether all cells of the sender are where they were in the edited workbook, and our page is there.
fn is_as_it_was(living: &[u8], sheets: &[Sheet]) -> bool {
    let Ok(read) = read(living) else { return false };
    let same = |sheet: &Sheet| {
        let again = read.iter().find(|other| other.name == sheet.name);
        again.is_some_and(|again| again.cells().eq(sheet.cells()) && again.merges() == sheet.merges())
    };
    Identity::find(&read).is_some()
        && read.iter().any(|sheet| sheet.name == RETURN_SHEET)
        && sheets.iter().filter(|sheet| sheet.name != RETURN_SHEET).all(same)
}
