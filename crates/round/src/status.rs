//! Where a round stands (tình hình gửi): who owes what, who sent when, what happens next.
//!
//! Takes the members of a round and a moment; gives each unit's state with how late it is, the
//! rates of completeness and timeliness, and what to remind the unit of.

use crate::consolidate::{Member, NotCounted, Standing};
use crate::round::{PartOfPeriod, Round, Unit};
use phuluc_form::{Catalogue, FormId, Moment, number};
use rust_decimal::Decimal;

/// A round at a moment.
#[derive(Clone, Debug)]
pub struct Status<'s> {
    /// The round.
    pub round: &'s Round,
    /// The moment.
    pub at: Moment,
    /// The units that owe something, in the order of the round.
    pub units: Vec<UnitStatus<'s>>,
    /// The files that units sent which owe nothing.
    pub not_asked: Vec<NotCounted>,
    /// When the first file came of all, be it later than this.
    pub first: Option<Moment>,
}

/// A unit at a moment.
#[derive(Clone, Debug)]
pub struct UnitStatus<'s> {
    /// The unit.
    pub unit: &'s Unit,
    /// What it sent.
    pub member: &'s Member,
    /// What part of the period it has, if that is not all of it, and who took over whom.
    pub part: Option<PartOfPeriod>,
    /// Where it stands.
    pub state: UnitState,
    /// The forms that have not come, or only empty, by id and by what people call them.
    pub missing: Vec<(FormId, String)>,
    /// Those of them that came empty, by what people call them.
    pub empty: Vec<String>,
    /// When the last of what it owes had come; `None` if not all has, or nobody knows when.
    pub complete: Option<Moment>,
    /// When its last sending came.
    pub received: Option<Moment>,
    /// Until when it may send.
    pub due: Option<Moment>,
    /// By how many seconds it is late, if it is: until all had come, or until now.
    pub late: Option<i64>,
    /// What to remind it of; nothing if nothing is owed.
    pub reminder: Option<Reminder>,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitState {
    /// Nothing has come.
    NotSent,
    /// What has come cannot be used: unreadable, another unit's, another period's.
    Unusable(Standing),
    /// Nobody has written a figure into what has come.
    Empty,
    /// Some forms have not come.
    InPart,
    /// It was sent back, and nothing has come since.
    Returned(Moment),
    /// All has come, with this many errors.
    Fails(usize),
    /// All has come, without errors.
    Passes,
    /// Somebody accepted it.
    Accepted(Moment),
}

/// Until when a unit is asked to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The round has no due time.
    Soon,
    /// The due time has passed.
    AtOnce,
    /// The due time is to come.
    Before(Moment),
}

/// What a unit is to be reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// Forms have not come, or came empty.
    Missing {
        /// Now.
        at: Moment,
        /// The forms that have not come.
        forms: Vec<String>,
        /// Those that came empty.
        empty: Vec<String>,
        /// The unit, as letters address it.
        unit: String,
        /// Until when it is asked to send.
        until: Until,
    },
    /// Its files cannot be used.
    Unusable {
        /// Why not.
        standing: Standing,
        /// The forms.
        forms: Vec<String>,
        /// The unit, as letters address it.
        unit: String,
        /// Until when it is asked to send.
        until: Until,
    },
    /// Its report was sent back.
    Returned {
        /// When.
        when: Moment,
        /// The unit, as letters address it.
        unit: String,
        /// Until when it is asked to send.
        until: Until,
    },
    /// Its report has errors.
    Errors {
        /// How many.
        errors: usize,
        /// When it came.
        received: Option<Moment>,
        /// The unit, as letters address it.
        unit: String,
        /// Until when it is asked to send.
        until: Until,
    },
}

/// A share of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub given: usize,
    /// Of how many.
    pub of: usize,
}

impl Rate {
    /// As a percentage with two decimals; none of no units.
    pub fn percent(self) -> Option<Decimal> {
        let part = Decimal::from(self.given).checked_mul(Decimal::ONE_HUNDRED)?;
        part.checked_div(Decimal::from(self.of)).map(|share| number::round(share, 2).normalize())
    }
}

impl UnitState {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Unusable(_) => "unusable",
            Self::Empty => "empty",
            Self::InPart => "in_part",
            Self::Returned(_) => "returned",
            Self::Fails(_) => "fails",
            Self::Passes => "passes",
            Self::Accepted(_) => "accepted",
        }
    }
}

impl<'s> Status<'s> {
    /// Where a round stands at a moment; what came later has not come yet.
    pub fn new(round: &'s Round, members: &'s [Member], catalogue: &Catalogue, at: Moment) -> Self {
        let units = round.reporters().zip(members);
        let units = units.map(|(unit, member)| UnitStatus::new(round, unit, member, catalogue, at));
        Self { round, at, units: units.collect(), not_asked: Vec::new(), first: None }
    }

    /// The same with the moment at which the first file came, be it later.
    #[must_use]
    pub const fn with_first(mut self, first: Option<Moment>) -> Self {
        self.first = first;
        self
    }

    /// Whether nothing has come from any unit.
    pub fn is_before_all(&self) -> bool {
        self.not_asked.is_empty() && self.units.iter().all(|unit| unit.member.sendings.is_empty())
    }

    /// The same with the files that no unit owes; those of nobody known are told with what is known of them.
    #[must_use]
    pub fn with_not_counted(mut self, files: Vec<NotCounted>) -> Self {
        self.not_asked = files.into_iter().filter(|file| file.unit.is_some()).collect();
        self
    }

    /// The units from which everything has come.
    pub fn completeness(&self) -> Rate {
        self.rate(UnitStatus::is_complete)
    }

    /// The units from which everything is known to have come in time; nothing without a due time.
    pub fn timeliness(&self) -> Option<Rate> {
        let is_due = self.units.iter().any(|unit| unit.due.is_some());
        is_due.then(|| self.rate(|unit| unit.complete.is_some() && unit.late.is_none()))
    }

    fn rate(&self, counts: impl Fn(&UnitStatus<'s>) -> bool) -> Rate {
        Rate { given: self.units.iter().filter(|unit| counts(unit)).count(), of: self.units.len() }
    }
}

impl<'s> UnitStatus<'s> {
    fn new(round: &'s Round, unit: &'s Unit, member: &'s Member, catalogue: &Catalogue, at: Moment) -> Self {
        let has_come = member.has_reported();
        let missing = unit.forms.iter().filter(|id| !has_come || member.missing.contains(id));
        let missing: Vec<(FormId, String)> =
            missing.map(|id| (id.clone(), short_name(id, round, catalogue))).collect();
        let empty = missing.iter().filter(|(id, _)| member.is_empty(id));
        let empty: Vec<String> = empty.map(|(_, short)| short.clone()).collect();
        let due = round.due_of(unit);
        let complete = if missing.is_empty() { completed(unit, member) } else { None };
        let until = match (missing.is_empty(), complete) {
            (true, complete) => complete,
            (false, _) => Some(at),
        };
        let late = due.zip(until).map(|(due, until)| until.seconds_since(due)).filter(|late| *late > 0);
        let mut status = Self {
            unit,
            member,
            part: round.part_of_period(unit),
            state: state(member, &missing),
            missing,
            empty,
            complete,
            received: member.sendings.iter().filter_map(|sending| sending.received).max(),
            due,
            late,
            reminder: None,
        };
        status.reminder = reminder(&status, at);
        status
    }

    /// What people call the forms that have not come at all.
    pub fn absent(&self) -> Vec<&str> {
        let missing = self.missing.iter().map(|(_, short)| short.as_str());
        missing.filter(|short| !self.empty.iter().any(|empty| empty == short)).collect()
    }

    /// Whether all that it owes has come.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// What people call a form in the round's period; its id if the catalogue does not know it.
pub fn short_name(id: &FormId, round: &Round, catalogue: &Catalogue) -> String {
    let day = round.period.map(|period| period.to);
    let form = catalogue.in_force(id, day).or_else(|| catalogue.in_force(id, None));
    form.map_or_else(|| id.to_string(), |form| form.short.clone())
}

fn state(member: &Member, missing: &[(FormId, String)]) -> UnitState {
    if let Some(decision) = member.accepted() {
        return UnitState::Accepted(decision.when);
    }
    if let Some(decision) = member.returned() {
        return UnitState::Returned(decision.when);
    }
    match member.standing {
        Standing::NotSubmitted => UnitState::NotSent,
        Standing::Empty => UnitState::Empty,
        standing @ (Standing::Unreadable | Standing::OtherUnit | Standing::OtherPeriod) => {
            UnitState::Unusable(standing)
        }
        Standing::Fails(_) | Standing::Passes if !missing.is_empty() => UnitState::InPart,
        Standing::Fails(errors) => UnitState::Fails(errors),
        Standing::Passes => UnitState::Passes,
    }
}

/// When the last of the forms owed had come for the first time.
fn completed(unit: &Unit, member: &Member) -> Option<Moment> {
    // a consolidated workbook holds all that the units below owe
    let sendings = member.standing_sendings();
    if let Some(sending) = sendings.iter().find(|sending| sending.passes_on()) {
        return sending.received;
    }
    let mut last = None;
    for id in &unit.forms {
        let first = sendings.iter().find(|sending| sending.form(id).is_some())?;
        last = last.max(Some(first.received?));
    }
    last
}

/// What a unit is to be reminded of at a moment.
fn reminder(status: &UnitStatus<'_>, at: Moment) -> Option<Reminder> {
    let missing = status.missing.iter().map(|(_, short)| short.clone());
    let until = match status.due {
        None => Until::Soon,
        Some(due) if due <= at => Until::AtOnce,
        Some(due) => Until::Before(due),
    };
    let unit = formal(status.unit);
    match status.state {
        UnitState::Accepted(_) | UnitState::Passes => None,
        UnitState::NotSent | UnitState::Empty | UnitState::InPart => {
            let empty = status.empty.clone();
            let forms = missing.filter(|short| !empty.contains(short)).collect();
            Some(Reminder::Missing { at, forms, empty, unit, until })
        }
        UnitState::Unusable(standing) => {
            Some(Reminder::Unusable { standing, forms: missing.collect(), unit, until })
        }
        UnitState::Returned(when) => Some(Reminder::Returned { when, unit, until }),
        UnitState::Fails(errors) => Some(Reminder::Errors { errors, received: status.received, unit, until }),
    }
}

/// A unit as letters address it: “UBND xã Ví dụ 07”.
pub fn formal(unit: &Unit) -> String {
    use phuluc_form::Level;
    let name = unit.name.as_str();
    let is_people_committee =
        matches!(Level::of_unit(name), Some(Level::Commune | Level::District | Level::Province));
    let has_it = phuluc_form::match_key(name).starts_with("ubnd ")
        || phuluc_form::match_key(name).starts_with("uy ban");
    if !is_people_committee || has_it {
        return name.to_owned();
    }
    let mut chars = name.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("UBND {first}{}", chars.as_str())
}
