//! The packs of forms of a round: its own copy of them, and whether other packs are in use now.

use super::open_round::text;
use super::{Error, Folder, Over};
use phuluc_form::{Catalogue, Pack};
use phuluc_round::{OtherPacks, Round, UsedPack, round};

/// The folder of a round with its copy of the packs that it was begun with.
pub const PACKS: &str = "bieu-mau";

/// Puts a copy of the packs into a new round; of several, each into a folder of its own.
pub(super) fn keep(folder: &dyn Folder, packs: &[Pack]) -> Result<(), Error> {
    for (number, pack) in (1..).zip(packs) {
        let below = if packs.len() > 1 { format!("{PACKS}/{number}") } else { PACKS.to_owned() };
        for (path, content) in &pack.files {
            folder.write(&format!("{below}/{path}"), content.as_bytes(), Over::Only(None))?;
        }
    }
    Ok(())
}

/// Whether a round remembers other packs than those in use; `None` if it remembers none, or no folder is a round.
pub fn other_packs(folder: &dyn Folder, catalogue: &Catalogue) -> Option<OtherPacks> {
    let remembered = Round::packs_of(&text(folder, round::FILE).ok()?);
    let used: Vec<UsedPack> = catalogue.packs().iter().map(UsedPack::from).collect();
    OtherPacks::between(&remembered, &used)
}
