//! A round (đợt báo cáo): which units report which forms for which period, and until when.
//!
//! Takes the text of `round.toml` and the sheets of `don-vi.xlsx`; gives a [`Round`], or everything
//! that is wrong with the two files at once. Units are a tree of any depth and of mixed levels: a
//! unit names the one above it by its code. Some only group others and owe nothing themselves.

pub mod decisions;
pub mod general_rules;
mod packs;
pub mod roster;
mod source;
pub mod template;
pub mod unit_list;

use chrono::{FixedOffset, NaiveDate};
use phuluc_form::{FormId, Level, Moment, Period, Problems, unit};
use phuluc_grid::{ListNotices, ListProblems, Sheet};

pub use packs::{OtherPacks, UsedPack};

/// The file that makes a folder a round.
pub const FILE: &str = "round.toml";
/// The list of units beside it.
pub const ROSTER: &str = "don-vi.xlsx";

/// A round, valid by construction.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its title.
    pub title: String,
    /// The unit that consolidates.
    pub receiver: Option<String>,
    /// That unit's level.
    pub level: Option<Level>,
    /// The period; without one, units may report on different periods, for tests only.
    pub period: Option<Period>,
    /// Up to when data counts (thời gian chốt số liệu): the first clock.
    pub cut_off: Option<Moment>,
    /// Until when reports must have come (thời hạn gửi báo cáo): the second clock.
    pub due: Option<Moment>,
    /// The zone of the round's clocks.
    pub zone: FixedOffset,
    /// The official numbers to print.
    pub documents: Documents,
    /// The packs of forms that it was begun with.
    pub packs: Vec<UsedPack>,
    /// The folder of the round before, relative to this one's.
    pub previous: Option<String>,
    /// The folder of the round of the year before, relative to this one's.
    pub last_year: Option<String>,
    /// The forms asked of every unit that does not say otherwise.
    pub forms: Vec<FormId>,
    /// Its units, in the order of the files.
    pub units: Vec<Unit>,
    /// What is to be said about the list of its units.
    pub notices: ListNotices,
}

/// The official numbers that a round prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// Of the letter that asked for the reports.
    pub request: Option<String>,
    /// Of the letter that sends them back.
    pub returning: Option<String>,
}

/// The first and the last day of a unit, as far as they are known.
pub type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// A unit of a round.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its code, as text.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Other names and spellings.
    pub other_names: Vec<String>,
    /// The unit above it, by index.
    pub parent: Option<usize>,
    /// Its level, if it is said or stands in the name.
    pub level: Option<Level>,
    /// The first and the last day on which it exists.
    pub exists: Days,
    /// The units that it took over, wholly or in part.
    pub successions: Vec<Succession>,
    /// A later due time of its own.
    pub extension: Option<Extension>,
    /// Files that `round.toml` names for it, relative to the round's folder.
    pub files: Vec<String>,
    /// The forms it owes; none if it only groups others or exists on no day of the period.
    pub forms: Vec<FormId>,
}

/// That a unit took over another one (kế thừa).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The other unit's name.
    pub name: String,
    /// Its code.
    pub code: Option<String>,
    /// The day from which it is taken over; that from which the unit exists if nothing is said.
    pub from: Option<NaiveDate>,
}

/// A unit that exists, or is joined by another one, in a part of a round's period only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartOfPeriod {
    /// Its first day, if it did not exist before.
    pub from: Option<NaiveDate>,
    /// Its last day, if it ends within the period.
    pub to: Option<NaiveDate>,
    /// The units that it took over within the period, each with the day.
    pub of: Vec<(String, Option<NaiveDate>)>,
    /// The units that took it over.
    pub by: Vec<String>,
}

/// A later due time of one unit (gia hạn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Until when.
    pub until: Moment,
    /// By which document.
    pub by: Option<String>,
}

/// All that is wrong with the files of a round.
#[derive(Clone, Debug)]
pub enum RoundError {
    /// With `round.toml`.
    Definition(Problems),
    /// With `don-vi.xlsx`.
    Roster(ListProblems),
}

impl Round {
    /// The packs that the text of a `round.toml` remembers, which must be known before it can be read.
    pub fn packs_of(text: &str) -> Vec<UsedPack> {
        source::packs(text)
    }

    /// Reads a `round.toml` that lists its own units.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(text: &str, known: &[&FormId]) -> Result<Self, Vec<RoundError>> {
        Self::open(text, None, known)
    }

    /// Reads a `round.toml` and, if there is one, the list of units beside it.
    ///
    /// # Errors
    /// Everything that is wrong with the two.
    pub fn open(text: &str, roster: Option<&[Sheet]>, known: &[&FormId]) -> Result<Self, Vec<RoundError>> {
        let (read, mut problems) = source::read(text, roster.is_some(), known);
        let mut errors = Vec::new();
        let mut round = read;
        if let (Some(round), Some(sheets)) = (&mut round, roster) {
            match roster::read(sheets, round, known) {
                Ok((units, notices)) => (round.units, round.notices) = (units, notices),
                Err(flaws) => errors.push(RoundError::Roster(flaws)),
            }
        }
        if let Some(round) = round.as_ref().filter(|_| problems.is_empty() && errors.is_empty())
            && round.reporters().next().is_none()
        {
            let start = 0..text.find('\n').unwrap_or(text.len());
            problems.add(start, phuluc_form::Fault::Missing("forms"));
        }
        if !problems.is_empty() {
            errors.insert(0, RoundError::Definition(problems));
        }
        match round {
            Some(round) if errors.is_empty() => Ok(round),
            _ => Err(errors),
        }
    }

    /// The units that owe something, in their order.
    pub fn reporters(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| !unit.forms.is_empty())
    }

    /// Until when a unit's report must have come.
    pub fn due_of(&self, unit: &Unit) -> Option<Moment> {
        unit.extension.as_ref().map(|extension| extension.until).or(self.due)
    }

    /// What part of the period a unit has, if that is not all of it, and who took over whom.
    pub fn part_of_period(&self, unit: &Unit) -> Option<PartOfPeriod> {
        let period = self.period?;
        let within = |day: &NaiveDate| (period.from..=period.to).contains(day);
        let taken_over = unit
            .successions
            .iter()
            .filter(|succession| succession.from.or(unit.exists.0).as_ref().is_none_or(within));
        let by = self
            .units
            .iter()
            .filter(|other| other.successions.iter().any(|succession| unit.is_meant(succession)));
        let part = PartOfPeriod {
            from: unit.exists.0.filter(|from| *from > period.from),
            to: unit.exists.1.filter(|to| *to < period.to),
            of: taken_over.map(|it| (it.name.clone(), it.from.or(unit.exists.0))).collect(),
            by: by.map(|other| other.name.clone()).collect(),
        };
        (part != PartOfPeriod::default()).then_some(part)
    }

    /// The units above one, the nearest first.
    pub fn above(&self, unit: &Unit) -> Vec<&Unit> {
        let mut path: Vec<&Unit> = Vec::new();
        let mut next = unit.parent;
        // a list without cycles cannot be longer than the units there are
        while let Some(parent) = next.and_then(|index| self.units.get(index))
            && path.len() < self.units.len()
        {
            path.push(parent);
            next = parent.parent;
        }
        path
    }
}

impl Unit {
    /// A unit of that name, of which nothing else is known.
    pub fn named(name: &str) -> Self {
        Self {
            code: None,
            level: Level::of_unit(name),
            name: name.to_owned(),
            other_names: Vec::new(),
            parent: None,
            exists: (None, None),
            successions: Vec::new(),
            extension: None,
            files: Vec::new(),
            forms: Vec::new(),
        }
    }

    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.other_names.iter().map(String::as_str))
    }

    /// Whether a name is one of its own, however it is spelled.
    pub fn is_called(&self, name: &str) -> bool {
        let key = unit::key(name);
        self.names().any(|own| unit::key(own) == key)
    }

    /// The days of a period on which it exists, if there are any.
    pub fn within(&self, period: Period) -> Option<Period> {
        let from = self.exists.0.map_or(period.from, |from| from.max(period.from));
        let to = self.exists.1.map_or(period.to, |to| to.min(period.to));
        Period::new(from, to)
    }

    /// Whether a succession is of this unit.
    pub fn is_meant(&self, succession: &Succession) -> bool {
        let same_code = self.code.as_ref().zip(succession.code.as_ref()).is_none_or(|(a, b)| a == b);
        same_code && self.is_called(&succession.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Round, RoundError};
    use phuluc_form::{Fault, FormId};

    #[track_caller]
    fn fails(text: &str, fault: &Fault) {
        let errors = Round::read(text, &[&FormId::from("tthc-06a")]).unwrap_err();
        let [RoundError::Definition(problems)] = errors.as_slice() else { panic!("{errors:?}") };
        assert!(problems.list.iter().any(|problem| problem.fault == *fault), "{:?}", problems.list);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let unit = "[[units]]\nname = \"Xã Ví dụ 01\"\n";
        let head = "title = \"a\"\nforms = [\"tthc-06a\"]\n";
        let near = |word: &str| Some(word.to_owned());
        let levels = ["xã", "huyện", "tỉnh", "sở"].map(str::to_owned).to_vec();
        fails(
            &format!("title = \"a\"\nforms = [\"tthc-06\"]\n{unit}"),
            &Fault::UnknownForm { near: near("tthc-06a") },
        );
        fails(&format!("title = \"a\"\n{unit}"), &Fault::Missing("forms"));
        fails(&format!("{head}periods = 1\n{unit}"), &Fault::UnknownKey { near: near("period") });
        fails(
            &format!("{head}{unit}{}", unit.replace("Xã", "UBND xã")),
            &Fault::Duplicate("UBND xã Ví dụ 01".to_owned()),
        );
        fails(&format!("{head}{unit}files = [\"../x.xlsx\"]\n"), &Fault::Outside);
        fails(
            &format!("{head}{unit}level = \"thôn\"\n"),
            &Fault::UnknownWord { allowed: levels, near: None },
        );
        let period = "period = { from = 2024-12-14, to = 2023-12-15 }\n";
        fails(&format!("{head}{period}{unit}"), &Fault::DateOrder);
        fails(head, &Fault::NoUnits);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let text = "titel = \"a\"\nforms = [\"x\"]\ndue = 5\n[[units]]\nname = \"\"\n";
        let errors = Round::read(text, &[&FormId::from("tthc-06a")]).unwrap_err();
        let [RoundError::Definition(problems)] = errors.as_slice() else { panic!("{errors:?}") };
        assert_eq!(problems.list.len(), 5, "{:?}", problems.list);
    }

    #[test]
    fn the_two_clocks_have_a_zone() {
        let text = "title = \"a\"\nforms = [\"tthc-06a\"]\ncut_off = 2026-12-14\n\
                    due = 2026-12-16T17:00:00+07:00\n[[units]]\nname = \"Xã Ví dụ 01\"\n";
        let round = Round::read(text, &[&FormId::from("tthc-06a")]).unwrap();
        assert_eq!(round.cut_off.unwrap().to_string(), "hết ngày 14/12/2026");
        assert_eq!(round.due.unwrap().iso(), "2026-12-16T17:00:00+07:00");
    }
}
