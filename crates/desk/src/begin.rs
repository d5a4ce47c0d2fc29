//! Beginning a round: its folder with `round.toml`, the list of units, and a workbook for each unit.

use super::hand_out::HandedOut;
use super::open_round::{CONSOLIDATED, RECEIVED, RETURNED};
use super::{Error, Folder, OpenRound, Over, Tools, when};
use chrono::NaiveTime;
use phuluc_book::list_sheet;
use phuluc_form::{Catalogue, Form, Level, Moment, Period, moment, near, working_days_after};
use phuluc_round::{Beginning, Unit, round, template};
use std::sync::Arc;

/// How many working days after the cut-off reports are due, unless the round says otherwise.
const WORKING_DAYS: u32 = 2;

/// A round to begin.
#[derive(Clone, Copy, Debug)]
pub struct NewRound<'n> {
    /// Its period.
    pub period: Period,
    /// What the period was called; its days if nothing is said.
    pub period_name: Option<&'n str>,
    /// Until when reports must come; else at 17:00, two working days after the cut-off.
    pub due: Option<&'n str>,
    /// Its title; else one that names the period.
    pub title: Option<&'n str>,
    /// The unit that consolidates.
    pub receiver: Option<&'n str>,
    /// The forms by id; all that are in force if none is named.
    pub forms: &'n [String],
    /// The units.
    pub units: &'n [Unit],
}

/// A round that was begun.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    /// Until when reports must come.
    pub due: Moment,
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
    match [round::FILE, round::ROSTER].into_iter().find(|path| folder.exists(path)) {
        Some(there) => Err(Error::AlreadyThere(folder.shown(there))),
        None => Ok(()),
    }
}

/// Begins a round in a folder that holds none.
///
/// # Errors
/// If there is one, something named is unknown, or something cannot be written.
pub fn begin(folder: &dyn Folder, new: &NewRound<'_>, tools: &Tools<'_>) -> Result<Begun, Error> {
    refuse_round(folder)?;
    let (period, zone) = (new.period, moment::viet_nam());
    let due = match new.due {
        Some(due) => when::moment(due, zone)?,
        None => due_after(period).ok_or_else(|| Error::NoSuchMoment(period.to.to_string()))?,
    };
    let named = new.period_name.map_or_else(|| period.to_string(), str::to_owned);
    let beginning = Beginning {
        title: new.title.map_or_else(|| format!("Báo cáo cải cách hành chính {named}"), str::to_owned),
        receiver: new.receiver.map(str::to_owned),
        level: new.receiver.and_then(Level::of_unit),
        period,
        cut_off: Moment::end_of(period.to, zone).unwrap_or(due),
        due,
        forms: wanted(new.forms, tools.catalogue(), period)?,
    };
    for path in [RECEIVED, RETURNED, CONSOLIDATED] {
        folder.make_folder(path)?;
    }
    folder.write(round::FILE, beginning.text().as_bytes(), Over::Only(None))?;
    let roster = list_sheet::write(&[template::roster(new.units, zone)])?;
    folder.write(round::ROSTER, &roster, Over::Only(None))?;
    let handed_out = match new.units {
        [] => None,
        _ => Some(OpenRound::open(folder, tools)?.hand_out(tools)?),
    };
    Ok(Begun { due, forms: beginning.forms.len(), handed_out })
}

fn due_after(period: Period) -> Option<Moment> {
    let day = working_days_after(period.to, WORKING_DAYS)?;
    Moment::local(day, NaiveTime::from_hms_opt(17, 0, 0)?, moment::viet_nam())
}

/// The forms named, or all that are in force when the period ends.
fn wanted<'c>(names: &[String], catalogue: &'c Catalogue, period: Period) -> Result<Vec<&'c Form>, Error> {
    let all: Vec<&Form> =
        catalogue.forms().filter(|form| form.in_force(period.to)).map(Arc::as_ref).collect();
    if names.is_empty() {
        return Ok(all);
    }
    let mut wanted: Vec<&Form> = Vec::new();
    for name in names {
        let Some(form) = all.iter().find(|form| form.id.as_str() == name) else {
            let near = near(name, all.iter().map(|form| form.id.as_str()));
            return Err(Error::UnknownForm { form: name.clone(), near });
        };
        wanted.push(form);
    }
    Ok(wanted)
}
