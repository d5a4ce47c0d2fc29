//! Definitions that were dropped on the page: a pack as an archive, an archive of a round with its copy in
//! `bieu-mau`, or single files.
//!
//! It takes the dropped files; it gives a checker with the forms that are known from then on, and all files that are
//! no definitions.

use crate::Upload;
use phuluc_check::Checker;
use phuluc_desk::{Folder, PACKS, texts_of_archive};
use phuluc_form::{Catalogue, Pack, Problems, calendar, pack};
use phuluc_round::round;

/// The dropped files, sorted into definitions and others.
#[derive(Debug, Default)]
pub(crate) struct Dropped<'u> {
    /// Texts of definitions with their paths. Each archive is a pack under its name; all loose files together are a
    /// pack under an empty name.
    pub packs: Vec<(String, Vec<(String, String)>)>,
    /// All files that are no definitions.
    pub others: Vec<&'u Upload>,
    names: Vec<String>,
}

impl<'u> Dropped<'u> {
    /// Sorts the dropped files.
    pub fn of(files: &'u [Upload]) -> Self {
        let mut dropped = Self::default();
        let mut loose: Vec<(String, String)> = Vec::new();
        for upload in files.iter().filter(|upload| !upload.name.is_empty()) {
            if let Some(texts) = in_archive(upload) {
                dropped.names.push(upload.name.clone());
                dropped.packs.push((upload.name.clone(), texts));
            } else if let Some(text) = definition(upload) {
                dropped.names.push(upload.name.clone());
                // a browser gives only file names, and all definitions have the same
                let is_of_pack = [pack::FILE, calendar::FILE].contains(&upload.name.as_str());
                let path =
                    if is_of_pack { upload.name.clone() } else { format!("{}/{}", loose.len(), upload.name) };
                loose.push((path, text));
            } else {
                dropped.others.push(upload);
            }
        }
        if !loose.is_empty() {
            dropped.packs.push((String::new(), loose));
        }
        dropped
    }

    /// The names of the files with definitions.
    pub fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    /// A checker with the forms of `known` and those that were dropped.
    ///
    /// # Errors
    /// The problems of the definitions.
    pub fn checker(self, known: &Catalogue) -> Result<Checker, Vec<Problems>> {
        let mut packs = known.packs().to_vec();
        for (place, texts) in self.packs {
            let own = Pack::read_all(&place, texts)?;
            // a pack that is dropped again replaces its older state
            packs.retain(|known| own.iter().all(|own| own.name != known.name));
            packs.extend(own);
        }
        Catalogue::of_packs(packs).map(Checker::new)
    }
}

/// A checker with the forms of a round's own copy; `None` if the round has no copy.
///
/// # Errors
/// The problems of the definitions.
pub(crate) fn of_round(round: &dyn Folder) -> Result<Option<Checker>, Vec<Problems>> {
    let paths = round.list(PACKS).unwrap_or_default().into_iter();
    let texts = paths.filter(|path| path.to_lowercase().ends_with(".toml")).filter_map(|path| {
        let text = String::from_utf8(round.read(&path).ok()?).ok()?;
        Some((path.strip_prefix(PACKS)?.trim_start_matches('/').to_owned(), text))
    });
    let texts: Vec<(String, String)> = texts.collect();
    if texts.is_empty() {
        return Ok(None);
    }
    let packs = Pack::read_all(&round.shown(PACKS), texts)?;
    Catalogue::of_packs(packs).map(Checker::new).map(Some)
}

/// The definitions in an archive; `None` if it holds none. Of a round's archive, only the round's own copy is taken.
fn in_archive(upload: &Upload) -> Option<Vec<(String, String)>> {
    let is_archive = upload.name.to_lowercase().ends_with(".zip");
    let mut texts = texts_of_archive(&upload.bytes).filter(|_| is_archive)?;
    let is_copy = |path: &str| path.split('/').any(|part| part == PACKS);
    if texts.iter().any(|(path, _)| is_copy(path)) {
        texts.retain(|(path, _)| is_copy(path));
    }
    texts.retain(|(path, _)| path.rsplit('/').next() != Some(round::FILE));
    (!texts.is_empty()).then_some(texts)
}

/// The text of a file that defines a form, a pack or a calendar.
fn definition(upload: &Upload) -> Option<String> {
    let is_definition = upload.name.to_lowercase().ends_with(".toml") && upload.name != round::FILE;
    String::from_utf8(upload.bytes.clone()).ok().filter(|_| is_definition)
}
