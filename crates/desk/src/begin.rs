//! Beginning a round: writes its folder with `round.toml`, the list of units, and a blank for each unit.

mod proposed_deadline;
mod title;

use super::hand_out::{HandedOut, of_nobody};
use super::open_round::{CONSOLIDATED, HANDED_OUT, RECEIVED, RETURNED};
use super::packs::PACKS;
use super::{Error, Expected, Folder, Memory, OpenRound, Tools, packs, when};
use phuluc_book::list_sheet;
use phuluc_form::{Catalogue, Deadline, Form, Level, PartOfYear, Period, moment, same_words};
use phuluc_round::{Beginning, RoundError, Unit, UnitList, outside, round, template};
use proposed_deadline::Proposal;
use std::sync::Arc;

/// The order for a new round.
#[derive(Clone, Copy, Debug)]
pub struct NewRound<'n> {
    /// Its period.
    pub period: WantedPeriod,
    /// The name of the period, or its days if there is none.
    pub period_name: Option<&'n str>,
    /// The due time; otherwise the regime of the forms sets it.
    pub due: Option<&'n str>,
    /// Its title; otherwise a title that names what the forms report, and the period.
    pub title: Option<&'n str>,
    /// The consolidating unit.
    pub receiver: Option<&'n str>,
    /// The ids or names of the forms; all forms in force if there are none.
    pub forms: &'n [String],
    /// The folder of the round of the period before, relative to the new one, from which figures are carried over.
    pub previous: Option<&'n str>,
    /// The units, with what is known of each.
    pub list: &'n UnitList,
}

/// The period of a new round, as it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedPeriod {
    /// A part of a year. The regime of the forms says which days it has.
    Part(PartOfYear),
    /// The days of the period.
    Days(Period),
}

/// The result of beginning a round.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The period and the due time.
    pub deadline: Deadline,
    /// The forms with other deadlines, each with its own.
    pub others: Vec<(String, Deadline)>,
    /// The years whose holidays are unknown although the due time was worked out in them.
    pub unknown_years: Vec<i32>,
    /// The number of forms that it asks for.
    pub forms: usize,
    /// The count of workbooks to hand out; `None` if the round has no units yet.
    pub handed_out: Option<HandedOut>,
    /// The number of figures that others are to give, for which a list was written.
    pub outside: usize,
}

/// Refuses a folder that holds a round already.
///
/// # Errors
/// If it holds one.
pub fn refuse_round(folder: &dyn Folder) -> Result<(), Error> {
    if folder.exists(round::FILE) { Err(Error::RoundThere(folder.shown(round::FILE))) } else { Ok(()) }
}

/// Begins a round in a folder that holds none.
///
/// Everything is made in memory before anything is written into the folder. `round.toml`, which makes the folder a
/// round, is written last. So an interruption leaves no half-made round, and the same order can be given again.
///
/// # Errors
/// If there is a round, a name is unknown, or something cannot be written.
pub fn begin(folder: &dyn Folder, new: &NewRound<'_>, tools: &Tools<'_>) -> Result<Begun, Error> {
    refuse_round(folder)?;
    let (catalogue, zone) = (tools.catalogue(), moment::viet_nam());
    let calendar = catalogue.calendar();
    let forms = wanted(new.forms, catalogue, new.period)?;
    let Proposal { mut deadline, others } = proposed_deadline::proposal(&forms, new.period, calendar)?;
    if let Some(due) = new.due {
        let said = when::moment(due, zone)?;
        (deadline.due, deadline.moved) =
            calendar.on_working_day(said).ok_or_else(|| Error::NoSuchMoment(due.to_owned()))?;
    }
    let unknown_years = calendar.unknown_years(deadline.cut_off, deadline.due);
    let named = new.period_name.map_or_else(|| deadline.period.to_string(), str::to_owned);
    let beginning = Beginning {
        title: new.title.map_or_else(|| title::of(&forms, &named), str::to_owned),
        receiver: new.receiver.map(str::to_owned),
        level: new.receiver.and_then(Level::of_unit),
        deadline: &deadline,
        is_proposed: new.due.is_none(),
        unknown_years: &unknown_years,
        forms,
        packs: catalogue.packs(),
        previous: new.previous,
    };
    let made = Memory::default();
    packs::keep(&made, catalogue.packs())?;
    made.put(round::FILE, beginning.text().as_bytes(), None);
    let roster = list_sheet::write(&[template::roster_of(new.list, zone)])?;
    made.put(round::ROSTER, &roster, None);
    let (mut handed_out, mut outside) = (None, None);
    if !new.list.units.is_empty() {
        let open = OpenRound::open_as_in(&made, folder, tools)
            .map_err(|error| at_origin(error, new.list, folder))?;
        refuse_lost(&open.round.units, &new.list.units)?;
        handed_out = Some(open.hand_out(tools)?);
        outside = outside::list(&open.round, catalogue);
    }
    if let Some(list) = &outside {
        made.put(outside::FILE, &list_sheet::write(std::slice::from_ref(list))?, None);
    }
    let there_before = put(folder, &made)?;
    // the folder may hold blanks of an earlier list, in which a unit had another name
    let of_nobody = of_nobody(folder, &made.list(HANDED_OUT)?)?;
    let handed_out = handed_out.map(|count| HandedOut {
        written: count.written.saturating_sub(there_before),
        there_before,
        of_nobody,
        ..count
    });
    let forms = beginning.forms.len();
    let outside = outside.map_or(0, |list| list.lines.len());
    Ok(Begun { deadline, others, unknown_years, forms, handed_out, outside })
}

/// An error about the files that were made, as people know them: the list of units at the cells of the list that it was
/// made from.
fn at_origin(error: Error, list: &UnitList, folder: &dyn Folder) -> Error {
    let Error::Round { errors, .. } = error else { return error };
    let roster = errors.iter().find_map(|error| match error {
        RoundError::Roster(problems) => Some(problems.clone()),
        RoundError::Definition(_) => None,
    });
    match (roster, &list.origin) {
        (Some(problems), Some(origin)) => Error::List(origin.problems(problems)),
        _ => Error::Round { folder: folder.shown(""), errors },
    }
}

/// Refuses a list of units that is not the same when it is read back.
fn refuse_lost(read: &[Unit], written: &[Unit]) -> Result<(), Error> {
    let lost = written.iter().filter(|unit| {
        read.iter().all(|other| other.code != unit.code || !same_words(&other.name, &unit.name))
    });
    let lost: Vec<String> = lost.map(|unit| unit.name.clone()).collect();
    if lost.is_empty() && read.len() == written.len() { Ok(()) } else { Err(Error::UnitsLost(lost)) }
}

/// Writes what was made into a folder. Gives the number of workbooks to hand out that were there before; they stay as
/// they are.
fn put(folder: &dyn Folder, made: &Memory) -> Result<usize, Error> {
    let bytes = |path: &str| made.read(path).map_err(|source| Error::Read { path: made.shown(path), source });
    // `round.toml` comes last
    let lists = [outside::FILE, round::ROSTER, round::FILE];
    let lists = lists.into_iter().filter(|path| made.exists(path)).map(str::to_owned);
    let mut missing = Vec::new();
    for path in made.list(PACKS)?.into_iter().chain(lists) {
        let bytes = bytes(&path)?;
        // an interrupted run may have left the same file
        match folder.exists(&path) {
            true if folder.read(&path).is_ok_and(|there| there == bytes) => {}
            true => return Err(Error::OtherThere(folder.shown(&path))),
            false => missing.push((path, bytes)),
        }
    }
    for path in [RECEIVED, RETURNED, CONSOLIDATED] {
        folder.make_folder(path)?;
    }
    let mut there_before = 0;
    for path in made.list(HANDED_OUT)? {
        if folder.exists(&path) {
            there_before += 1;
        } else {
            folder.write(&path, &bytes(&path)?, Expected::Only(None))?;
        }
    }
    for (path, bytes) in missing {
        folder.write(&path, &bytes, Expected::Only(None))?;
    }
    Ok(there_before)
}

/// The forms with these names, or all that are in force at the end of the period.
fn wanted<'c>(
    names: &[String],
    catalogue: &'c Catalogue,
    period: WantedPeriod,
) -> Result<Vec<&'c Form>, Error> {
    let in_force = |form: &&Arc<Form>| {
        proposed_deadline::deadline(&form.clocks, period, catalogue.calendar())
            .is_some_and(|it| form.in_force(it.period.to))
    };
    let all: Vec<&Form> = catalogue.forms().filter(in_force).map(Arc::as_ref).collect();
    if names.is_empty() {
        return Ok(all);
    }
    let mut wanted: Vec<&Form> = Vec::new();
    for name in names {
        let unknown = |may_be| Error::UnknownForm { form: name.clone(), may_be };
        let called = catalogue.called(name, None).map_err(unknown)?;
        let Some(form) = all.iter().find(|form| form.id == called.id) else {
            let instead = called.replaced_by.iter().find(|id| all.iter().any(|form| form.id == **id));
            return Err(unknown(instead.iter().map(ToString::to_string).collect()));
        };
        wanted.push(form);
    }
    Ok(wanted)
}
