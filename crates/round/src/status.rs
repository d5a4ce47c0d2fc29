//! The status of a round (tình hình gửi): what each unit owes and has sent, and what happens next.
//!
//! It takes the members of a round and a moment. It gives the state of each unit and its delay, the rates of
//! completeness and timeliness, and the reminders.

use crate::consolidate::{Member, NotCounted, Standing};
use crate::round::{PartOfPeriod, Round, Unit};
use crate::unit_state::UnitState;
use phuluc_form::{Catalogue, FormId, Moment, number};
use rust_decimal::Decimal;

/// The status of a round at a moment.
#[derive(Clone, Debug)]
pub struct Status<'s> {
    /// The round.
    pub round: &'s Round,
    /// The moment.
    pub at: Moment,
    /// The units that owe a form, in the order of the round.
    pub units: Vec<UnitStatus<'s>>,
    /// The files of units that owe nothing.
    pub not_asked: Vec<NotCounted>,
    /// The moment at which the first file of all came, even if it is later than `at`.
    pub first: Option<Moment>,
}

/// The status of a unit at a moment.
#[derive(Clone, Debug)]
pub struct UnitStatus<'s> {
    /// The unit.
    pub unit: &'s Unit,
    /// Its sendings.
    pub member: &'s Member,
    /// The part of the period in which it exists, if it is not the whole period or a takeover falls into it.
    pub part: Option<PartOfPeriod>,
    /// Its state.
    pub state: UnitState,
    /// The forms that are missing or came empty, each with its short name.
    pub missing: Vec<(FormId, String)>,
    /// The short names of those that came empty.
    pub empty: Vec<String>,
    /// The moment at which the last owed form arrived; `None` if forms are missing or drafts, or it is unknown.
    pub complete: Option<Moment>,
    /// The moment of its last sending.
    pub received: Option<Moment>,
    /// Its due time.
    pub due: Option<Moment>,
    /// Its delay in seconds, if it is late: up to completion, or up to now.
    pub late: Option<i64>,
    /// The reminder, if one is due.
    pub reminder: Option<Reminder>,
}

/// The time by which a unit is asked to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The round has no due time.
    Soon,
    /// The due time has passed.
    AtOnce,
    /// The due time lies ahead.
    Before(Moment),
}

/// A reminder to a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// Forms are missing or came empty.
    Missing {
        /// The moment of the reminder.
        at: Moment,
        /// The missing forms.
        forms: Vec<String>,
        /// The forms that came empty.
        empty: Vec<String>,
        /// The unit, as letters address it.
        unit: String,
        /// The time by which it is asked to send.
        until: Until,
    },
    /// Whatever came was set aside.
    SetAside {
        /// The forms.
        forms: Vec<String>,
        /// The unit, as letters address it.
        unit: String,
        /// The time by which it is asked to send.
        until: Until,
    },
    /// Its files cannot be used.
    Unusable {
        /// The reason.
        standing: Standing,
        /// The forms.
        forms: Vec<String>,
        /// The unit, as letters address it.
        unit: String,
        /// The time by which it is asked to send.
        until: Until,
    },
    /// The file that it sent last cannot be read, and an earlier one counts.
    Unopened {
        /// The unit, as letters address it.
        unit: String,
        /// The time by which it is asked to send.
        until: Until,
    },
    /// Its report was returned.
    Returned {
        /// The moment of the return.
        when: Moment,
        /// The unit, as letters address it.
        unit: String,
        /// The time by which it is asked to send.
        until: Until,
    },
    /// It sent a draft.
    Draft {
        /// The number of other errors.
        errors: usize,
        /// The unit, as letters address it.
        unit: String,
        /// The time by which it is asked to send.
        until: Until,
    },
    /// Its report has errors.
    Errors {
        /// The number of errors.
        errors: usize,
        /// The moment at which the report came.
        received: Option<Moment>,
        /// The unit, as letters address it.
        unit: String,
        /// The time by which it is asked to send.
        until: Until,
    },
}

impl Reminder {
    /// The time by which the unit is asked to send.
    pub const fn until(&self) -> Until {
        match self {
            Self::Missing { until, .. }
            | Self::SetAside { until, .. }
            | Self::Unusable { until, .. }
            | Self::Returned { until, .. }
            | Self::Draft { until, .. }
            | Self::Errors { until, .. }
            | Self::Unopened { until, .. } => *until,
        }
    }
}

/// A share of the units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The number of units that count.
    pub given: usize,
    /// The number of all units.
    pub of: usize,
}

impl Rate {
    /// The share as a percentage with two decimals; `None` without units.
    pub fn percent(self) -> Option<Decimal> {
        let part = Decimal::from(self.given).checked_mul(Decimal::ONE_HUNDRED)?;
        part.checked_div(Decimal::from(self.of)).map(|share| number::round(share, 2).normalize())
    }
}

impl<'s> Status<'s> {
    /// The status of a round at a moment. Later arrivals do not count yet.
    pub fn new(round: &'s Round, members: &'s [Member], catalogue: &Catalogue, at: Moment) -> Self {
        let units = round.reporters().zip(members);
        let units = units.map(|(unit, member)| UnitStatus::new(round, unit, member, catalogue, at));
        Self { round, at, units: units.collect(), not_asked: Vec::new(), first: None }
    }

    /// Adds the moment at which the first file came, even if it is later.
    #[must_use]
    pub const fn with_first(mut self, first: Option<Moment>) -> Self {
        self.first = first;
        self
    }

    /// Whether nothing has come from any unit.
    pub fn is_before_all(&self) -> bool {
        self.not_asked.is_empty() && self.units.iter().all(|unit| unit.member.sendings.is_empty())
    }

    /// Adds the files that no unit owes. Files of unknown senders are reported elsewhere.
    #[must_use]
    pub fn with_not_counted(mut self, files: Vec<NotCounted>) -> Self {
        self.not_asked = files.into_iter().filter(|file| file.unit.is_some()).collect();
        self
    }

    /// The share of units that have sent everything.
    pub fn completeness(&self) -> Rate {
        self.rate(UnitStatus::is_complete)
    }

    /// The share of units that have sent everything in time; `None` without a due time.
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
        let missing = if has_come {
            member.missing.clone()
        } else {
            unit.forms.iter().map(|id| (id.clone(), round.short_name(id, catalogue))).collect()
        };
        let empty = missing.iter().filter(|(id, _)| member.is_empty(id));
        let empty: Vec<String> = empty.map(|(_, short)| short.clone()).collect();
        let due = round.due_of(unit);
        let state = member.state();
        let is_complete = has_sent_all(&missing, state);
        let complete = if is_complete { completed(unit, member) } else { None };
        let until = match (is_complete, complete) {
            (true, complete) => complete,
            // what staff lost had come
            (false, _) if state == UnitState::Lost => None,
            (false, _) => Some(at),
        };
        let late = due.zip(until).map(|(due, until)| until.seconds_since(due)).filter(|late| *late > 0);
        let mut status = Self {
            unit,
            member,
            part: round.part_of_period(unit),
            state,
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

    /// Whether it has sent everything that it owes. A draft is not what it owes.
    pub fn is_complete(&self) -> bool {
        has_sent_all(&self.missing, self.state)
    }
}

fn has_sent_all(missing: &[(FormId, String)], state: UnitState) -> bool {
    missing.is_empty() && !matches!(state, UnitState::Draft(_))
}

/// The moment at which the last of the owed forms had first arrived.
fn completed(unit: &Unit, member: &Member) -> Option<Moment> {
    // a consolidated workbook holds everything that the units below owe
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

/// The reminder to a unit at a moment, if one is due.
fn reminder(status: &UnitStatus<'_>, at: Moment) -> Option<Reminder> {
    let missing = status.missing.iter().map(|(_, short)| short.clone());
    let until = match status.due {
        None => Until::Soon,
        Some(due) if due <= at => Until::AtOnce,
        Some(due) => Until::Before(due),
    };
    let unit = formal(status.unit);
    match status.state {
        UnitState::Accepted(_) if status.is_complete() => None,
        // what staff lost the unit need not send again
        UnitState::Passes | UnitState::Lost => None,
        // accepting what came excuses nothing that has not come
        UnitState::Accepted(_) | UnitState::NotSent | UnitState::Empty | UnitState::InPart => {
            let empty = status.empty.clone();
            let forms = missing.filter(|short| !empty.contains(short)).collect();
            Some(Reminder::Missing { at, forms, empty, unit, until })
        }
        UnitState::SetAside => Some(Reminder::SetAside { forms: missing.collect(), unit, until }),
        UnitState::Unusable(standing) => {
            Some(Reminder::Unusable { standing, forms: missing.collect(), unit, until })
        }
        UnitState::Returned(when) => Some(Reminder::Returned { when, unit, until }),
        UnitState::Draft(errors) => Some(Reminder::Draft { errors, unit, until }),
        // nothing in it can be corrected but the file that cannot be read
        UnitState::Fails(_) if !status.member.is_to_mend() && status.member.has_unreadable() => {
            Some(Reminder::Unopened { unit, until })
        }
        UnitState::Fails(_) => {
            let errors = status.member.errors_of_unit();
            let received = status.member.received_with_errors().or(status.received);
            Some(Reminder::Errors { errors, received, unit, until })
        }
    }
}

/// The form of address of a unit in letters: “UBND xã Ví dụ 07”.
pub fn formal(unit: &Unit) -> String {
    use phuluc_form::Level;
    let name = phuluc_form::unit::spelled_out(&unit.name);
    let name = name.as_str();
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
