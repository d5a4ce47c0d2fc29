//! Deciding: adds a decision to the list or takes one back, after checking that it matches something, and tells its
//! effect.

use super::folder::FileState;
use super::out_of_order::OutOfOrder;
use super::{Error, Folder, OpenRound, Paths, StatedOrNow, Tools, lock, when};
use chrono::FixedOffset;
use phuluc_book::list_sheet;
use phuluc_check::{Decision, Ruling, SheetCell, TakenBack};
use phuluc_form::{Moment, near, number};
use phuluc_grid::At;
use phuluc_round::{
    Consolidation, Effect, Material, Member, Unit, UnitNames, WithoutEffect, consolidate, decisions, effect,
    peers,
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A decision as it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The unit, by name or code.
    pub unit: &'r str,
    /// The number of the sending. If it is missing, an acceptance is about the sending that counts, a return or
    /// setting aside about the last one.
    pub sending: Option<u32>,
    /// The decision.
    pub ruling: RulingWanted<'r>,
    /// The person who decides.
    pub who: &'r str,
    /// The moment of the decision.
    pub when: StatedOrNow<'r>,
    /// The basis of the decision.
    pub basis: &'r str,
}

/// A decision as it was typed.
#[derive(Clone, Copy, Debug)]
pub enum RulingWanted<'r> {
    /// The report is accepted.
    Accept,
    /// The report goes back.
    Return,
    /// A finding is accepted as explained.
    Explain {
        /// The rule of the finding.
        rule: &'r str,
        /// The sheet and cell of the finding, if only that one is meant.
        place: Option<(&'r str, &'r str)>,
    },
    /// A figure is adjusted.
    Adjust {
        /// The sheet and cell of the figure.
        place: (&'r str, &'r str),
        /// The figure that stands there; `None` if the cell is blank.
        from: Option<&'r str>,
        /// The figure that counts instead.
        to: &'r str,
    },
    /// The unit may send until this moment.
    Extend(&'r str),
    /// The sending is set aside.
    SetAside,
    /// A decision is taken back: the one on this line of the list, or else the unit's last one.
    TakeBack(Option<usize>),
}

/// A decision that was recorded, with its effect.
#[derive(Debug)]
pub struct Decided {
    /// The name of the unit.
    pub unit: String,
    /// The decision that was added or taken back.
    pub decision: Arc<Decision>,
    /// The number of the sending that it is about, if it is about one, and when it was received.
    pub sending: Option<(u32, Option<Moment>)>,
    /// The figures that count now, and the change of the totals.
    pub effect: Effect,
    /// What the decision touches, if nothing of it counts.
    pub without_effect: Option<WithoutEffect>,
}

impl RulingWanted<'_> {
    /// The ruling; `None` if a decision is taken back.
    fn ruling(self, zone: FixedOffset) -> Result<Option<Ruling>, Error> {
        Ok(Some(match self {
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
            Self::SetAside => Ruling::SetAside,
            Self::TakeBack(_) => return Ok(None),
        }))
    }
}

/// Adds a decision to the round's list, or takes one back. Gives the decision and its effect.
///
/// # Errors
/// If it matches nothing, or cannot be written.
pub fn decide(folder: &dyn Folder, request: &Request<'_>, tools: &Tools<'_>) -> Result<Decided, Error> {
    OpenRound::open(folder, tools)?;
    let _lock = lock(folder)?;
    let seen = FileState::new(folder, decisions::FILE)?;
    // open it again, because somebody else may have written before the lock
    let open = OpenRound::open(folder, tools)?;
    seen.refuse_own_sheets(folder, &open.decisions.other_sheets)?;
    let unit = unit(request.unit, &open)?;
    // the list is written with the decisions about all units
    let mut list = open.decisions.clone();
    // findings that compare units are raised only if all units are read
    let is_about_peers =
        matches!(request.ruling, RulingWanted::Explain { rule, .. } if peers::RULES.contains(&rule));
    let mut open = open.only(|other| other == unit || is_about_peers);
    let members = open.members(tools, &open.previous, Paths::InRound);
    let before = consolidated(&open, members.clone(), tools);
    let member = member(&members, &open.round.units[unit]);
    let decision = match request.ruling.ruling(open.round.zone)? {
        Some(ruling) => {
            // without its basis, the list could not be read again
            if ruling.kind().needs_basis() && request.basis.trim().is_empty() {
                return Err(Error::NoBasis(ruling.kind()));
            }
            let decision = Arc::new(asked(request, ruling, unit, member, &open)?);
            if request.when.said.is_some() || matches!(decision.ruling, Ruling::Extended(_)) {
                refuse_moments(&decision, member, open.round.due)?;
            }
            list.list.push(Arc::clone(&decision));
            decision
        }
        None => take_back(request, unit, &mut list.list, &open)?,
    };
    open.decisions = list;
    let bytes = list_sheet::write(&[open.decisions.list(&open.round)])?;
    let after = consolidated(&open, open.members(tools, &open.previous, Paths::InRound), tools);
    if let Some((_, why)) = after.unmatched.iter().find(|(other, _)| Arc::ptr_eq(other, &decision)) {
        let unit = open.round.units[unit].name.clone();
        return Err(Error::NothingToDecide { unit, why: Box::new(why.clone()) });
    }
    seen.replace(folder, &bytes)?;
    let name = open.round.units[unit].name.clone();
    let sendings = member.iter().flat_map(|member| &member.sendings);
    let sending = decision.sending.and_then(|number| sendings.into_iter().find(|it| it.number == number));
    let touched = after.members.iter().find(|member| member.unit.name == name);
    Ok(Decided {
        without_effect: touched.and_then(|member| member.without_effect(&decision)),
        effect: effect::between(&before, &after, &name),
        sending: sending.map(|sending| (sending.number, sending.received)),
        unit: name,
        decision,
    })
}

/// Consolidates the round from the files of `members`.
fn consolidated(open: &OpenRound<'_>, members: Vec<Member>, tools: &Tools<'_>) -> Consolidation {
    let material = Material { decisions: Some(&open.decisions), ..Material::new(&open.round, members) };
    consolidate::consolidate(material, tools.catalogue())
}

/// The index of the unit with this name or code.
fn unit(named: &str, open: &OpenRound<'_>) -> Result<usize, Error> {
    let found = UnitNames::of(&open.round).named(named);
    let [unit] = found.as_slice() else {
        let names = open.round.units.iter().map(|unit| unit.name.as_str());
        return Err(Error::UnknownUnit { unit: named.to_owned(), near: near(named, names) });
    };
    Ok(*unit)
}

fn member<'m>(members: &'m [Member], unit: &Unit) -> Option<&'m Member> {
    members.iter().find(|member| member.unit.name == unit.name && member.unit.code == unit.code)
}

fn asked(
    request: &Request<'_>,
    ruling: Ruling,
    unit: usize,
    member: Option<&Member>,
    open: &OpenRound<'_>,
) -> Result<Decision, Error> {
    let mut decision = Decision {
        unit,
        sending: request.sending,
        ruling,
        who: request.who.to_owned(),
        when: request.when.moment(open.round.zone)?,
        basis: request.basis.to_owned(),
        taken_back: None,
        remark: String::new(),
        extra: Vec::new(),
    };
    if let (None, Some(member)) = (request.sending, member) {
        decision.sending = match decision.ruling {
            Ruling::Accepted => {
                let counting = member.sending_that_counts();
                counting.map_err(|numbers| Error::SeveralCount { unit: member.unit.name.clone(), numbers })?
            }
            Ruling::Returned | Ruling::SetAside => None,
            Ruling::Explained { .. } | Ruling::Adjusted { .. } | Ruling::Extended(_) => return Ok(decision),
        };
        decision.sending = decision.sending.or_else(|| member.last_sending(&decision));
    }
    Ok(decision)
}

/// Refuses a decision about sendings that all came later, and an extension that extends nothing.
fn refuse_moments(decision: &Decision, member: Option<&Member>, due: Option<Moment>) -> Result<(), Error> {
    if let Ruling::Extended(until) = decision.ruling {
        return match due.filter(|due| until <= *due) {
            Some(due) => Err(OutOfOrder::NotLater { until, due }.into()),
            None => Ok(()),
        };
    }
    let is_about_last = decision.sending.is_none()
        && matches!(decision.ruling, Ruling::Accepted | Ruling::Returned | Ruling::SetAside);
    let Some(member) = member.filter(|_| !is_about_last) else { return Ok(()) };
    let about = member.sendings.iter().filter(|sending| decision.is_about(sending.number));
    let first = about.min_by_key(|sending| sending.received);
    match first.and_then(|first| Some((first.number, first.received?))) {
        Some((number, received)) if received > decision.when => {
            let unit = member.unit.name.clone();
            Err(OutOfOrder::ReceivedLater { unit, number, received, when: decision.when }.into())
        }
        _ => Ok(()),
    }
}

/// Takes back the decision on a line of the list, or else the last one about the unit.
fn take_back(
    request: &Request<'_>,
    unit: usize,
    list: &mut [Arc<Decision>],
    open: &OpenRound<'_>,
) -> Result<Arc<Decision>, Error> {
    let when = request.when.moment(open.round.zone)?;
    let RulingWanted::TakeBack(line) = request.ruling else {
        return Err(Error::NoDecision { unit: request.unit.to_owned(), line: None });
    };
    let of_unit = list.iter_mut().enumerate().filter(|(_, decision)| {
        decision.unit == unit && decision.taken_back.is_none() && decision.when <= when
    });
    let found = match line {
        Some(line) => of_unit.into_iter().find(|(index, _)| index + 1 == line),
        None => of_unit.max_by_key(|(index, decision)| (decision.when, *index)),
    };
    let Some((_, decision)) = found else {
        return Err(Error::NoDecision { unit: open.round.units[unit].name.clone(), line });
    };
    let written = when.written(open.round.zone);
    let said = format!("{written}, {}: {}", request.who, request.basis);
    Arc::make_mut(decision).taken_back = Some(TakenBack { said, when: Some(when) });
    Ok(Arc::clone(decision))
}

/// The cell with this sheet and address, such as C12.
fn cell_ref((sheet, cell): (&str, &str)) -> Result<SheetCell, Error> {
    let at = At::named(cell).ok_or_else(|| Error::NotACell(cell.to_owned()))?;
    Ok(SheetCell { sheet: sheet.to_owned(), at })
}

/// Reads a figure in Vietnamese notation: 1232, 1.232, 83,19.
///
/// # Errors
/// If the text is no figure.
pub fn figure(text: &str) -> Result<Decimal, Error> {
    number::typed(text).ok_or_else(|| Error::NotANumber(text.to_owned()))
}
