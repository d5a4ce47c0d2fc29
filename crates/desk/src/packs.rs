//! The packs of forms of a round: its own copy of them, and whether other packs are in use now.

use super::open_round::text;
use super::{Error, Expected, Folder};
use phuluc_form::{Catalogue, Pack};
use phuluc_round::{OtherPacks, Round, UsedPack, round};
use std::io::{Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

/// The folder in a round with its copy of the packs that it was begun with.
pub const PACKS: &str = "bieu-mau";

/// Copies the packs into a new round. If there are several, each gets a folder of its own.
pub(super) fn keep(folder: &dyn Folder, packs: &[Pack]) -> Result<(), Error> {
    for (number, pack) in (1..).zip(packs) {
        let below = if packs.len() > 1 { format!("{PACKS}/{number}") } else { PACKS.to_owned() };
        for (path, content) in &pack.files {
            folder.write(&format!("{below}/{path}"), content.as_bytes(), Expected::Only(None))?;
        }
    }
    Ok(())
}

/// The most bytes that the definitions in an archive may have.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Whether a file only holds what a Mac keeps beside another file: `._forms.toml`, anything in `__MACOSX`.
pub fn is_of_mac(path: &Path) -> bool {
    path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        name == "__MACOSX" || name.starts_with("._")
    })
}

/// The texts of definitions in an archive, with their paths in it; `None` if it is no readable archive, or too large.
pub fn texts_of_archive(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (mut texts, mut left) = (Vec::new(), MOST_BYTES);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).ok()?;
        // an entry whose name leads out of the archive is skipped
        let Some(path) = entry.enclosed_name() else { continue };
        if is_of_mac(&path) || path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
            continue;
        }
        let parts: Vec<String> =
            path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let mut text = String::new();
        left -= entry.take(left).read_to_string(&mut text).ok()? as u64;
        if left == 0 {
            return None;
        }
        texts.push((parts.join("/"), text));
    }
    texts.sort();
    Some(texts)
}

/// The difference between the packs that a round remembers and those in use; `None` if there is none, or the folder
/// holds no round.
pub fn other_packs(folder: &dyn Folder, catalogue: &Catalogue) -> Option<OtherPacks> {
    let remembered = Round::packs_of(&text(folder, round::FILE).ok()?);
    let used: Vec<UsedPack> = catalogue.packs().iter().map(UsedPack::from).collect();
    OtherPacks::between(&remembered, &used)
}
