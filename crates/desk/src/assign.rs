//! Assigning a file to a unit: somebody names the sender of an unrecognised file, and the register keeps it.

use super::folder::FileState;
use super::{Error, Folder, OpenRound, Tools, lock};
use phuluc_book::list_sheet;
use phuluc_round::register;

/// Writes into the register that the file at `path` is the unit's with the index `unit`. Gives the unit's name. `from`
/// is the index of the unit whose the file was held to be; `None` if it was nobody's.
///
/// # Errors
/// If the round has no such unit, or the register no such file; if there is a decision about the sending; if somebody
/// else is writing, or something cannot be read or written.
pub fn assign(
    folder: &dyn Folder,
    path: &str,
    from: Option<usize>,
    unit: usize,
    tools: &Tools<'_>,
) -> Result<String, Error> {
    OpenRound::open(folder, tools)?;
    let _lock = lock(folder)?;
    let seen = FileState::new(folder, register::FILE)?;
    // open it again, because somebody else may have written before the lock
    let open = OpenRound::open(folder, tools)?;
    seen.refuse_own_sheets(folder, &open.register.other_sheets)?;
    let mut register = open.register.clone();
    let Some(known) = open.round.units.get(unit) else {
        return Err(Error::UnknownUnit { unit: unit.to_string(), near: None });
    };
    let number = register.next_number(unit, &open.round);
    let mut candidates = register.entries.iter_mut().filter(|line| line.unit == from);
    let Some(line) = candidates.find(|line| line.path == path && from != Some(unit)) else {
        return Err(Error::NotDoubtful(folder.shown(path)));
    };
    let decided = from.filter(|from| {
        let mut decisions = open.decisions.of(*from).into_iter();
        decisions.any(|decision| decision.sending == Some(line.number))
    });
    if let Some(unit) = decided.and_then(|from| open.round.units.get(from)) {
        return Err(Error::AlreadyDecided { unit: unit.name.clone(), number: line.number });
    }
    (line.unit, line.number) = (Some(unit), number);
    seen.replace(folder, &list_sheet::write(&register.lists(&open.round))?)?;
    Ok(known.name.clone())
}
