//! The parts of a workbook package and their relations, for editing. Unchanged parts are copied as they were packed.

use crate::xml::{Edits, elements};
use phuluc_grid::package;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{System, ZipArchive, ZipWriter};

/// The beginnings of the kinds of relations and of parts, and the namespaces.
pub(crate) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES: &str = "[Content_Types].xml";

/// A workbook package with changed parts.
pub(crate) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The names of the parts as they were packed.
    names: Vec<String>,
    changed: BTreeMap<String, String>,
}

/// A relation of a part to another one.
pub(crate) struct Relation {
    /// The name of the relation within the part.
    pub id: String,
    /// The last segment of the relation's type, such as `worksheet`.
    pub kind: String,
    /// The name of the related part.
    pub target: String,
}

/// The name of a part however a program spelled it.
fn tidy_name(part: &str) -> String {
    part.replace('\\', "/").trim_start_matches(['.', '/']).to_lowercase()
}

impl<'b> Parts<'b> {
    pub fn open(bytes: &'b [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let names: Option<Vec<String>> =
            archive.file_names().map(|name| Some(name.ok()?.into_owned())).collect();
        Some(Self { archive, names: names?, changed: BTreeMap::new() })
    }

    /// The name under which a part was packed.
    fn packed(&self, part: &str) -> Option<&String> {
        self.names.iter().find(|name| tidy_name(name) == tidy_name(part))
    }

    pub fn has(&self, part: &str) -> bool {
        self.packed(part).is_some() || self.changed.contains_key(part)
    }

    /// The names of the parts as they were packed.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether the name of any part begins with `folder`.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(folder))
    }

    /// The text of a part as it is now; `None` if it does not exist or is not UTF-8.
    pub fn text(&mut self, part: &str) -> Option<String> {
        let name = self.packed(part).cloned().unwrap_or_else(|| part.to_owned());
        if let Some(text) = self.changed.get(&name) {
            return Some(text.clone());
        }
        let mut text = String::new();
        self.archive.by_name(&name).ok()?.read_to_string(&mut text).ok()?;
        Some(text.trim_start_matches('\u{FEFF}').to_owned())
    }

    /// Changes a part, or adds one.
    pub fn put(&mut self, part: &str, text: String) {
        let name = self.packed(part).cloned().unwrap_or_else(|| part.to_owned());
        self.changed.insert(name, text);
    }

    /// The text of a part in the main namespace, in which we know what may be added where; `None` for other parts.
    pub fn known(&mut self, part: &str) -> Option<String> {
        let text = self.text(part)?;
        let root = elements(&text, 0)?.into_iter().next()?;
        (root.attribute("xmlns").as_deref() == Some(MAIN)).then_some(text)
    }

    /// The relations of a part. The empty name stands for the package itself.
    pub fn relations(&mut self, part: &str) -> Option<Vec<Relation>> {
        let Some(text) = self.text(&list_of(part)) else { return Some(Vec::new()) };
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let read = |relation: crate::xml::Element<'_>| {
            let kind = relation.attribute("Type")?;
            Some(Relation {
                id: relation.attribute("Id")?,
                kind: kind.rsplit('/').next()?.to_owned(),
                target: package::resolve(folder, &relation.attribute("Target")?),
            })
        };
        elements(&text, 1)?.into_iter().filter(|element| element.depth == 1).map(read).collect()
    }

    /// Relates a part to another one. Gives the name of the relation.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Option<String> {
        let list = list_of(part);
        let known = self.relations(part)?;
        let id = (1..).map(|number| format!("rIdPhuluc{number}"));
        let id = id.into_iter().find(|id| known.iter().all(|other| other.id != *id))?;
        let relation =
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"/{target}\"/>");
        let text = self.text(&list).unwrap_or_else(|| {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{PACKAGE_RELATIONS}\"></Relationships>"
            )
        });
        let edited = added(&text, &relation)?;
        self.put(&list, edited);
        Some(id)
    }

    /// Adds a part, with the kind that its content type ends with.
    pub fn add(&mut self, part: &str, kind: &str, text: String) -> Option<()> {
        self.put(part, text);
        let kinds = self.text(CONTENT_TYPES)?;
        let edited =
            added(&kinds, &format!("<Override PartName=\"/{part}\" ContentType=\"{KIND}.{kind}+xml\"/>"))?;
        self.put(CONTENT_TYPES, edited);
        Some(())
    }

    /// Adds a VML drawing with the boxes of notes.
    pub fn add_drawing(&mut self, part: &str, text: String) -> Option<()> {
        self.put(part, text);
        let kinds = self.text(CONTENT_TYPES)?;
        let is_known = elements(&kinds, 1)?.iter().any(|kind| {
            kind.name == "Default"
                && kind.attribute("Extension").is_some_and(|it| it.eq_ignore_ascii_case("vml"))
        });
        if !is_known {
            let kind = "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>";
            let edited = added(&kinds, kind)?;
            self.put(CONTENT_TYPES, edited);
        }
        Some(())
    }

    /// Whether the package says that a part is of a kind.
    pub fn is_of_kind(&mut self, part: &str, kind: &str) -> bool {
        let (part, kind) = (format!("/{part}"), format!("{KIND}.{kind}+xml"));
        let Some(kinds) = self.text(CONTENT_TYPES) else { return false };
        elements(&kinds, 1).into_iter().flatten().any(|element| {
            element.attribute("PartName").is_some_and(|name| name.eq_ignore_ascii_case(&part))
                && element.attribute("ContentType").as_deref() == Some(&*kind)
        })
    }

    /// The bytes of the workbook with the changed parts.
    pub fn saved(mut self) -> io::Result<Vec<u8>> {
        let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().system(System::Unix);
        for name in &self.names {
            match self.changed.remove(name) {
                Some(text) => {
                    whole.start_file(name.as_str(), options)?;
                    whole.write_all(text.as_bytes())?;
                }
                None => whole.raw_copy_file(self.archive.by_name(name)?)?,
            }
        }
        for (name, text) in self.changed {
            whole.start_file(name, options)?;
            whole.write_all(text.as_bytes())?;
        }
        Ok(whole.finish()?.into_inner())
    }
}

/// The text of a list with one more element at its end.
fn added(text: &str, element: &str) -> Option<String> {
    let mut edits = Edits::default();
    let all = elements(text, 0)?;
    let root = all.first()?;
    if root.tag == root.whole {
        let open = root.whole().trim_end_matches('>').trim_end_matches('/');
        edits.replace(root.whole.clone(), format!("{open}>{element}</{}>", root.name));
    } else {
        edits.insert(root.end(), element);
    }
    Some(edits.done(text))
}

/// The name of the part that lists a part's relations.
fn list_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned()
}
