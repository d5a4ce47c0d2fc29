//! Definitions that were dropped on the page: a pack as one archive, an archive of a round with its copy in `bieu-mau`,
//! or the files of definitions by themselves.
//!
//! Takes what was dropped; gives the forms that are known from then on, and everything that is no definition.

use crate::Upload;
use phuluc_check::Checker;
use phuluc_desk::{PACKS, texts_of_archive};
use phuluc_form::{Catalogue, Pack, Problems, calendar, pack};
use phuluc_round::round;

/// What was dropped.
#[derive(Debug, Default)]
pub(crate) struct Dropped<'u> {
    /// The texts of definitions, by their paths; each archive, and all loose files together, by themselves.
    pub packs: Vec<(String, Vec<(String, String)>)>,
    /// Everything else.
    pub others: Vec<&'u Upload>,
}

impl<'u> Dropped<'u> {
    /// Parts what was dropped.
    pub fn of(files: &'u [Upload]) -> Self {
        let mut dropped = Self::default();
        let mut loose: Vec<(String, String)> = Vec::new();
        for upload in files.iter().filter(|upload| !upload.name.is_empty()) {
            if let Some(texts) = in_archive(upload) {
                dropped.packs.push((upload.name.clone(), texts));
            } else if let Some(text) = definition(upload) {
                // a browser tells the names of files, and all definitions are called alike
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

    /// What checks by the forms that are known already and those that were dropped.
    ///
    /// # Errors
    /// The problems of the definitions.
    pub fn checker(self, known: &Catalogue) -> Result<Checker, Vec<Problems>> {
        let mut packs = known.packs().to_vec();
        for (place, texts) in self.packs {
            let own = Pack::read_all(&place, texts)?;
            // what is dropped again replaces what was dropped before
            packs.retain(|known| own.iter().all(|own| own.name != known.name));
            packs.extend(own);
        }
        Catalogue::of_packs(packs).map(Checker::new)
    }
}

/// The definitions in an archive; `None` if it holds none. Of a round, those of its own copy.
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

/// The text of a file that defines a form, lists a pack, or is a calendar.
fn definition(upload: &Upload) -> Option<String> {
    let is_definition = upload.name.to_lowercase().ends_with(".toml") && upload.name != round::FILE;
    String::from_utf8(upload.bytes.clone()).ok().filter(|_| is_definition)
}
