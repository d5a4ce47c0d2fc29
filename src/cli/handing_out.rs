//! The workbooks that the units of a round fill in, one each, in the round's folder `mau`.

use super::Error;
use super::inputs;
use super::open_round::OpenRound;
use super::output::{self, Target};
use phuluc::blank::{Blank, CarryError, Order};
use phuluc::book;
use phuluc::catalogue::Catalogue;
use phuluc::file_name;
use phuluc::round::{Round, Unit};
use phuluc::status;
use phuluc::unit;
use phuluc::words::{self, Lang, RoundMessage};
use std::path::Path;

/// Where the workbooks to hand out are written.
pub(super) const FOLDER: &str = "mau";

/// What was written.
#[derive(Default)]
struct Count {
    written: usize,
    /// Files that were there before: somebody may have begun to fill them in.
    kept: usize,
    /// Figures carried over from the round before.
    carried: usize,
}

/// Writes a workbook for every unit that owes forms, and says what was written.
pub(super) fn write(open: &OpenRound, catalogue: &Catalogue, lang: Lang) -> Result<(), Error> {
    let folder = open.folder.join(FOLDER);
    let mut count = Count::default();
    let mut names: Vec<String> = Vec::new();
    for unit in open.round.reporters() {
        let code = unit.code.as_deref().unwrap_or_default();
        let name =
            file_name::safe(&[&unit.name, code], "xlsx", |name| names.iter().any(|other| other == name));
        one(open, unit, &folder.join(&name), catalogue, &mut count)?;
        names.push(name);
    }
    let Count { written, kept, carried } = count;
    output::say(&words::say(
        lang,
        RoundMessage::BlanksWritten { written, kept, carried, folder: &inputs::shown(&folder) },
    ));
    Ok(())
}

fn one(
    open: &OpenRound,
    unit: &Unit,
    path: &Path,
    catalogue: &Catalogue,
    count: &mut Count,
) -> Result<(), Error> {
    if path.exists() {
        count.kept += 1;
        return Ok(());
    }
    let mut blank = Blank::new(order(&open.round, unit, catalogue))?;
    let is_its = |name: &String| unit.names().any(|own| unit::key(own) == unit::key(name));
    for before in open.previous.iter().filter(|before| before.unit.as_ref().is_some_and(is_its)) {
        match blank.carry(before) {
            Ok(carried) => count.carried += carried,
            // a file with other forms, or a round before that is not the period before
            Err(CarryError::Nothing | CarryError::NotBefore(_) | CarryError::OtherUnit(_)) => {}
        }
    }
    Target::new(path)?.write(&book::blank::write(&blank)?)?;
    count.written += 1;
    Ok(())
}

fn order(round: &Round, unit: &Unit, catalogue: &Catalogue) -> Order {
    let day = round.period.map(|period| period.to);
    let form = |id| catalogue.in_force(id, day).or_else(|| catalogue.in_force(id, None)).cloned();
    Order {
        forms: unit.forms.iter().filter_map(form).collect(),
        unit: Some(status::formal(unit)),
        level: unit.level,
        receiver: round.receiver.clone(),
        period: round.period,
    }
}
