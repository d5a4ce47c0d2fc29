//! Assigning a file to a unit: somebody names the sender of an unrecognised file, and the register keeps it.

use super::folder::FileState;
use super::{Error, Folder, OpenRound, Tools, lock};
use phuluc_book::list_sheet;
use phuluc_round::register;

/// Writes into the register that the file at `path` is the unit's with the index `unit`. Gives the unit's name.
///
/// # Errors
/// If the round has no such unit, or the register no such file without a unit; if somebody else is writing, or
/// something cannot be read or written.
pub fn assign(folder: &dyn Folder, path: &str, unit: usize, tools: &Tools<'_>) -> Result<String, Error> {
    OpenRound::open(folder, tools)?;
    let _lock = lock(folder)?;
    let seen = FileState::new(folder, register::FILE)?;
    // open it again, because somebody else may have written before the lock
    let open = OpenRound::open(folder, tools)?;
    let mut register = open.register.clone();
    let Some(known) = open.round.units.get(unit) else {
        return Err(Error::UnknownUnit { unit: unit.to_string(), near: None });
    };
    let number = register.next_number(unit, &open.round);
    let mut files_without_unit = register.entries.iter_mut().filter(|line| line.unit.is_none());
    let Some(line) = files_without_unit.find(|line| line.path == path) else {
        return Err(Error::NotDoubtful(folder.shown(path)));
    };
    (line.unit, line.number) = (Some(unit), number);
    seen.replace(folder, &list_sheet::write(&register.lists(&open.round))?)?;
    Ok(known.name.clone())
}
