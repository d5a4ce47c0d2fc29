//! Beginning a round: writes its folder with `round.toml`, the list of units, and a blank for each unit.

mod clock;

use super::hand_out::HandedOut;
use super::open_round::{CONSOLIDATED, HANDED_OUT, RECEIVED, RETURNED};
use super::packs::PACKS;
use super::{Error, Folder, Memory, OpenRound, Over, Tools, packs, when};
use clock::Proposal;
use phuluc_book::list_sheet;
use phuluc_form::{Catalogue, Deadline, Form, Level, PartOfYear, Period, moment};
use phuluc_round::{Beginning, UnitList, round, template};
use std::sync::Arc;

/// A round to begin.
#[derive(Clone, Copy, Debug)]
pub struct NewRound<'n> {
    /// Its period.
    pub period: WantedPeriod,
    /// What the period was called; its days if nothing is said.
    pub period_name: Option<&'n str>,
    /// Until when reports must come; else as the regime of the forms says.
    pub due: Option<&'n str>,
    /// Its title; else one that names the period.
    pub title: Option<&'n str>,
    /// The unit that consolidates.
    pub receiver: Option<&'n str>,
    /// The forms by id; all that are in force if none is named.
    pub forms: &'n [String],
    /// The units, and what is known of them beside.
    pub list: &'n UnitList,
}

/// The period of a new round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedPeriod {
    /// A part of a year, with the days that the regime of the forms gives it.
    Part(PartOfYear),
    /// Days.
    Days(Period),
}

/// A round that was begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Its period, and until when reports must come.
    pub deadline: Deadline,
    /// The forms with other clocks, each with its own.
    pub others: Vec<(String, Deadline)>,
    /// The years that the due time was reckoned in without knowing their holidays.
    pub unknown_years: Vec<i32>,
    /// How many forms it asks for.
    pub forms: usize,
    /// The workbooks to hand out; none if it has no units yet.
    pub handed_out: Option<HandedOut>,
}

/// Makes sure that a folder holds no round yet.
///
/// # Errors
/// If it does.
pub fn refuse_round(folder: &dyn Folder) -> Result<(), Error> {
    if folder.exists(round::FILE) { Err(Error::RoundThere(folder.shown(round::FILE))) } else { Ok(()) }
}

/// Begins a round in a folder that holds none.
///
/// All of it is made before anything stands in the folder, and `round.toml`, which makes the folder a round, is written
/// last: what keeps a round from being begun leaves none half-made, and the same order goes on where it stopped.
///
/// # Errors
/// If there is one, something named is unknown, or something cannot be written.
pub fn begin(folder: &dyn Folder, new: &NewRound<'_>, tools: &Tools<'_>) -> Result<Begun, Error> {
    refuse_round(folder)?;
    let (catalogue, zone) = (tools.catalogue(), moment::viet_nam());
    let calendar = catalogue.calendar();
    let forms = wanted(new.forms, catalogue, new.period)?;
    let Proposal { mut deadline, others } = clock::proposal(&forms, new.period, calendar)?;
    if let Some(due) = new.due {
        let said = when::moment(due, zone)?;
        (deadline.due, deadline.moved) =
            calendar.on_working_day(said).ok_or_else(|| Error::NoSuchMoment(due.to_owned()))?;
    }
    let unknown_years = calendar.unknown_years(deadline.cut_off, deadline.due);
    let named = new.period_name.map_or_else(|| deadline.period.to_string(), str::to_owned);
    let beginning = Beginning {
        title: new.title.map_or_else(|| format!("Báo cáo cải cách hành chính {named}"), str::to_owned),
        receiver: new.receiver.map(str::to_owned),
        level: new.receiver.and_then(Level::of_unit),
        deadline: &deadline,
        is_proposed: new.due.is_none(),
        unknown_years: &unknown_years,
        forms,
        packs: catalogue.packs(),
    };
    let made = Memory::default();
    packs::keep(&made, catalogue.packs())?;
    made.put(round::FILE, beginning.text().as_bytes(), None);
    let roster = list_sheet::write(&[template::roster_of(new.list, zone)])?;
    made.put(round::ROSTER, &roster, None);
    let handed_out = match new.list.units.as_slice() {
        [] => None,
        _ => Some(OpenRound::open(&made, tools)?.hand_out(tools)?),
    };
    let there_before = put(folder, &made)?;
    let handed_out = handed_out.map(|count| HandedOut {
        written: count.written.saturating_sub(there_before),
        there_before,
        ..count
    });
    let forms = beginning.forms.len();
    Ok(Begun { deadline, others, unknown_years, forms, handed_out })
}

/// Puts what was made into a folder; gives how many of the workbooks to hand out were there before, and stay.
fn put(folder: &dyn Folder, made: &Memory) -> Result<usize, Error> {
    for path in [RECEIVED, RETURNED, CONSOLIDATED] {
        folder.make_folder(path)?;
    }
    let bytes = |path: &str| made.read(path).map_err(|source| Error::Read { path: made.shown(path), source });
    let mut there_before = 0;
    for path in made.list(HANDED_OUT)? {
        if folder.exists(&path) {
            there_before += 1;
        } else {
            folder.write(&path, &bytes(&path)?, Over::Only(None))?;
        }
    }
    let lists = [round::ROSTER, round::FILE].map(str::to_owned);
    for path in made.list(PACKS)?.into_iter().chain(lists) {
        let bytes = bytes(&path)?;
        // what an earlier try left there is the same
        if folder.read(&path).is_ok_and(|there| there == bytes) {
            continue;
        }
        if folder.exists(&path) {
            return Err(Error::AlreadyThere(folder.shown(&path)));
        }
        folder.write(&path, &bytes, Over::Only(None))?;
    }
    Ok(there_before)
}

/// The forms named, or all that are in force when the period ends.
fn wanted<'c>(
    names: &[String],
    catalogue: &'c Catalogue,
    period: WantedPeriod,
) -> Result<Vec<&'c Form>, Error> {
    let in_force = |form: &&Arc<Form>| {
        clock::deadline(&form.clocks, period, catalogue.calendar())
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
