//! Finds the packs of forms: from `--forms`, in the round's own copy, beside the round, or in the user's folder.

use super::disk::{Disk, shown, walk};
use super::{Error, inputs, output};
use phuluc::desk::{self, PACKS};
use phuluc::form::{Pack, pack};
use phuluc::round::{Round, UsedPack, round};
use phuluc::say::{DefinitionMessage, Lang, words};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::{env, fs};
use zip::ZipArchive;

/// The folder in the user's home that may hold packs.
const OF_USER: &str = ".phuluc";

/// The packs to work with: those named on the command line; else the round's own; else those beside the round; else
/// the user's. The use of packs that nobody named is said.
pub(crate) fn packs(named: Option<&Path>, round: Option<&Path>, lang: Lang) -> Result<Vec<Pack>, Error> {
    if let Some(path) = named {
        return read(path);
    }
    if let Some(round) = round {
        let own = Disk::of_round(round).path(PACKS);
        if own.is_dir() {
            let own = read(&own)?;
            for changed in changed_since(round, &own) {
                output::print_message(&words::say(lang, DefinitionMessage::PackChanged(&changed)));
            }
            return Ok(own);
        }
    }
    let mut found = round.map_or_else(|| Ok(Vec::new()), beside)?;
    if found.is_empty() {
        found = of_user()?;
    }
    // of several packs, use those that the round was begun with
    let remembered = round.map(remembered).unwrap_or_default();
    let is_remembered = |pack: &Pack| remembered.iter().any(|known| known.fingerprint == pack.fingerprint);
    if found.iter().any(is_remembered) {
        found.retain(is_remembered);
    }
    // an archive often lies beside the folder that came out of it
    let mut seen = BTreeSet::new();
    found.retain(|pack| seen.insert(pack.fingerprint.clone()));
    for pack in &found {
        output::print_message(&words::say(lang, DefinitionMessage::PackUsed(pack)));
    }
    Ok(found)
}

/// The packs in a folder or an archive, which must exist.
pub(crate) fn read(path: &Path) -> Result<Vec<Pack>, Error> {
    let files = if path.is_dir() { of_folder(path)? } else { of_archive(path)? };
    Pack::read_all(&shown(path), files).map_err(Error::Definitions)
}

/// The packs that a round was begun with, if its `round.toml` can be read.
fn remembered(round: &Path) -> Vec<UsedPack> {
    let text = fs::read_to_string(Disk::of_round(round).path(round::FILE));
    text.map(|text| Round::packs_of(&text)).unwrap_or_default()
}

/// The packs beside a round that it was begun with, and that are no longer like its own copy.
fn changed_since(round: &Path, own: &[Pack]) -> Vec<Pack> {
    let (remembered, fingerprints): (Vec<String>, Vec<String>) =
        remembered(round).into_iter().map(|pack| (pack.name, pack.fingerprint)).unzip();
    // packs that cannot be read are no concern of a round with a copy
    let mut there = beside(round).unwrap_or_default();
    for name in remembered.iter().filter(|name| !name.is_empty()) {
        let folder = above(round).map(|above| above.join(name));
        let folder = folder.filter(|folder| folder.is_dir() && !folder.join(pack::FILE).is_file());
        there.extend(folder.and_then(|folder| read(&folder).ok()).into_iter().flatten());
    }
    there.retain(|pack| remembered.contains(&pack.name));
    // what was handed out is not changed when the round's own copy is, nor by what was handed out since
    let own = own.iter().map(|pack| &pack.fingerprint);
    let handed_out: Vec<&String> = own.chain(&fingerprints).collect();
    let is_there = there.iter().any(|pack| handed_out.contains(&&pack.fingerprint));
    if is_there { Vec::new() } else { there }
}

/// The folder that holds the round's folder.
fn above(round: &Path) -> Option<PathBuf> {
    let folder = Disk::of_round(round).path("");
    let absolute = std::path::absolute(&folder).unwrap_or(folder);
    absolute.parent().map(Path::to_owned)
}

/// The packs in the folder that holds the round's folder.
fn beside(round: &Path) -> Result<Vec<Pack>, Error> {
    let Some(above) = above(round) else { return Ok(Vec::new()) };
    let mut packs = Vec::new();
    for path in entries(&above) {
        if path.join(pack::FILE).is_file() || (is_archive(&path) && has_list(&path)) {
            packs.extend(read(&path)?);
        }
    }
    Ok(packs)
}

/// The packs in the user's folder `.phuluc`: the folder itself, and the archives in it.
fn of_user() -> Result<Vec<Pack>, Error> {
    let Some(folder) = env::home_dir().map(|home| home.join(OF_USER)).filter(|folder| folder.is_dir()) else {
        return Ok(Vec::new());
    };
    let mut packs = read(&folder)?;
    for path in entries(&folder).into_iter().filter(|path| is_archive(path)) {
        packs.extend(read(&path)?);
    }
    Ok(packs)
}

/// The paths in a folder, sorted; none if it cannot be read, because nobody asked for it.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn is_archive(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// Whether an archive has the list of a pack. An archive that cannot be read is no pack: archives of reports lie
/// here, too.
fn has_list(path: &Path) -> bool {
    let archive = File::open(path).ok().and_then(|file| ZipArchive::new(file).ok());
    archive.is_some_and(|archive| {
        let is_list =
            |name: &str| name.rsplit('/').next() == Some(pack::FILE) && !desk::is_of_mac(Path::new(name));
        archive.file_names().any(|name| name.is_ok_and(|name| is_list(&name)))
    })
}

/// The definitions in a folder, with their paths in it.
fn of_folder(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    // a folder that cannot be looked into may hold some: reading it reports the error
    for path in walk(folder)?.files.into_iter().filter(|path| inputs::is_toml(path) || path.is_dir()) {
        if desk::is_of_mac(path.strip_prefix(folder).unwrap_or(&path)) {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|source| inputs::not_read(&path, source))?;
        files.push((shown(path.strip_prefix(folder).unwrap_or(&path)), text));
    }
    Ok(files)
}

/// The definitions in an archive, with their paths in it.
fn of_archive(path: &Path) -> Result<Vec<(String, String)>, Error> {
    let bytes = fs::read(path).map_err(|source| inputs::not_read(path, source))?;
    desk::texts_of_archive(&bytes).ok_or_else(|| Error::BadPack(path.to_owned()))
}
