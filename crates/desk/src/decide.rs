//! Deciding: a decision is added to the list of decisions, after making sure that it is about something.

use super::folder::Seen;
use super::{Error, Folder, OpenRound, Paths, Tools, When, lock, when};
use chrono::FixedOffset;
use phuluc_book::list_sheet;
use phuluc_check::{Decision, Ruling, SheetCell};
use phuluc_form::near;
use phuluc_grid::At;
use phuluc_round::{UnitNames, consolidate, decisions};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A decision as somebody asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The unit, by name or code.
    pub unit: &'r str,
    /// The sending; else the last that had come by then.
    pub sending: Option<u32>,
    /// What is decided.
    pub ruling: RulingAsked<'r>,
    /// Who decides.
    pub who: &'r str,
    /// When.
    pub when: When<'r>,
    /// On which basis.
    pub basis: &'r str,
}

/// What is decided, as it was typed.
#[derive(Clone, Copy, Debug)]
pub enum RulingAsked<'r> {
    /// The report is accepted.
    Accept,
    /// The report goes back.
    Return,
    /// A finding is accepted as explained.
    Explain {
        /// The rule that it comes from.
        rule: &'r str,
        /// Its sheet and cell, if only that one is meant.
        place: Option<(&'r str, &'r str)>,
    },
    /// A figure is adjusted.
    Adjust {
        /// Its sheet and cell.
        place: (&'r str, &'r str),
        /// What stands there; nothing if it is blank.
        from: Option<&'r str>,
        /// What counts instead.
        to: &'r str,
    },
    /// The unit may send until then.
    Extend(&'r str),
}

impl RulingAsked<'_> {
    fn ruling(self, zone: FixedOffset) -> Result<Ruling, Error> {
        Ok(match self {
            Self::Accept => Ruling::Accepted,
            Self::Return => Ruling::Returned,
            Self::Explain { rule, place } => {
                Ruling::Explained { rule: rule.to_owned(), cell: place.map(cell_ref).transpose()? }
            }
            Self::Adjust { place, from, to } => Ruling::Adjusted {
                cell: cell_ref(place)?,
                from: from.map(figure).transpose()?,
                to: figure(to)?,
            },
            Self::Extend(until) => Ruling::Extended(when::moment(until, zone)?),
        })
    }
}

/// Adds a decision to the round's list; gives it, and the name of the unit.
///
/// # Errors
/// If it is about nothing, or cannot be written.
pub fn decide(
    folder: &dyn Folder,
    request: &Request<'_>,
    tools: &Tools<'_>,
) -> Result<(Arc<Decision>, String), Error> {
    OpenRound::open(folder, tools)?;
    let _lock = lock(folder)?;
    let seen = Seen::new(folder, decisions::FILE)?;
    // once more, now that nobody else writes
    let mut open = OpenRound::open(folder, tools)?;
    let decision = Arc::new(asked(request, &open)?);
    open.decisions.list.push(Arc::clone(&decision));
    let list = list_sheet::write(&[open.decisions.list(&open.round)])?;
    let open = open.only(|unit| unit == decision.unit);
    let members = open.members(tools, &open.previous, Paths::InRound);
    if consolidate::unmatched(&members, &open.decisions).iter().any(|other| Arc::ptr_eq(other, &decision)) {
        return Err(Error::NothingToDecide);
    }
    seen.replace(folder, &list)?;
    let unit = open.round.units.get(decision.unit).map(|unit| unit.name.clone());
    Ok((decision, unit.unwrap_or_default()))
}

fn asked(request: &Request<'_>, open: &OpenRound<'_>) -> Result<Decision, Error> {
    let zone = open.round.zone;
    let found = UnitNames::of(&open.round).named(request.unit);
    let [unit] = found.as_slice() else {
        let names = open.round.units.iter().map(|unit| unit.name.as_str());
        return Err(Error::UnknownUnit { unit: request.unit.to_owned(), near: near(request.unit, names) });
    };
    Ok(Decision {
        unit: *unit,
        sending: request.sending,
        ruling: request.ruling.ruling(zone)?,
        who: request.who.to_owned(),
        when: request.when.moment(zone)?,
        basis: request.basis.to_owned(),
        remark: String::new(),
        extra: Vec::new(),
    })
}

/// A sheet and a cell such as C12.
fn cell_ref((sheet, cell): (&str, &str)) -> Result<SheetCell, Error> {
    let at = At::named(cell).ok_or_else(|| Error::NotACell(cell.to_owned()))?;
    Ok(SheetCell { sheet: sheet.to_owned(), at })
}

/// A figure in Vietnamese writing: 1232, 1.232, 83,19.
fn figure(text: &str) -> Result<Decimal, Error> {
    let plain = text.replace('.', "").replace(',', ".");
    plain.parse().map_err(|_| Error::NotANumber(text.to_owned()))
}
