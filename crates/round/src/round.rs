//! A round (đợt báo cáo): the units that report, their forms, the period, and the deadlines.
//!
//! It takes the text of `round.toml` and the sheets of `don-vi.xlsx`. It gives a [`Round`], or all problems of the
//! two files at once. Units form a tree of any depth and of mixed levels: a unit names its parent by code. Some units
//! only group others and owe nothing themselves.
//! unit names the one above it by its code. Some only group others and owe nothing themselves.

pub mod decisions;
pub mod general_rules;
pub mod imported_units;
pub mod outside;
mod packs;
pub mod roster;
mod source;
pub mod template;

use chrono::{FixedOffset, NaiveDate};
use phuluc_form::{Catalogue, FormId, Level, Moment, Period, Problems, unit};
use phuluc_grid::{ListNotices, ListProblems, Sheet};

pub use packs::{OtherPacks, UsedPack};

/// The name of the file that makes a folder a round.
pub const FILE: &str = "round.toml";
/// The name of the list of units beside it.
pub const ROSTER: &str = "don-vi.xlsx";

/// A round, valid by construction.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its title.
    pub title: String,
    /// The unit that consolidates.
    pub receiver: Option<String>,
    /// The level of that unit.
    pub level: Option<Level>,
    /// The period. Without one, units may report on different periods, which is useful only for tests.
    pub period: Option<Period>,
    /// The last moment whose data counts (thời gian chốt số liệu): the first clock.
    pub cut_off: Option<Moment>,
    /// The moment by which reports must have arrived (thời hạn gửi báo cáo): the second clock.
    pub due: Option<Moment>,
    /// The time zone of both clocks.
    pub zone: FixedOffset,
    /// The official numbers to print.
    pub documents: Documents,
    /// The packs of forms that were in use when it began.
    pub packs: Vec<UsedPack>,
    /// The folder of the round of the period before, relative to this round's folder.
    pub previous: Option<String>,
    /// The folder of the round of the year before, relative to this round's folder.
    pub last_year: Option<String>,
    /// The forms that every unit owes if its line does not name others.
    pub forms: Vec<FormId>,
    /// Its units, in the order of the file.
    pub units: Vec<Unit>,
    /// The notices about the list of its units.
    pub notices: ListNotices,
}

/// The official numbers that a round prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// The number of the letter that asked for the reports.
    pub request: Option<String>,
    /// The number of the letter that returns them.
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
    /// Its level, if it is stated or part of the name.
    pub level: Option<Level>,
    /// The first and the last day on which it exists.
    pub exists: Days,
    /// The units that it took over, wholly or in part.
    pub successions: Vec<Succession>,
    /// Its own later due time, if it has an extension.
    pub extension: Option<Extension>,
    /// Files that `round.toml` names for it, relative to the round's folder.
    pub files: Vec<String>,
    /// The forms that it owes; none if it only groups others or does not exist within the period.
    pub forms: Vec<FormId>,
    /// The text under “Biểu phải gửi” in the list of units.
    pub forms_listed: String,
    /// The note of staff in the list of units.
    pub remark: String,
}

/// The takeover of another unit (kế thừa).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The name of the other unit.
    pub name: String,
    /// The code of the other unit.
    pub code: Option<String>,
    /// The first day of the takeover; `None` means the first day of this unit.
    pub from: Option<NaiveDate>,
}

/// The part of a round's period in which a unit exists, or the units that join it within the period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartOfPeriod {
    /// Its first day, if that is within the period.
    pub from: Option<NaiveDate>,
    /// Its last day, if that is within the period.
    pub to: Option<NaiveDate>,
    /// The units that it took over within the period, each with the day.
    pub of: Vec<(String, Option<NaiveDate>)>,
    /// The units that took it over.
    pub by: Vec<String>,
}

/// A later due time of one unit (gia hạn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The later due time.
    pub until: Moment,
    /// The document that grants it.
    pub by: Option<String>,
}

/// All problems of one file of a round.
#[derive(Clone, Debug)]
pub enum RoundError {
    /// The problems of `round.toml`.
    Definition(Problems),
    /// The problems of `don-vi.xlsx`.
    Roster(ListProblems),
}

impl Round {
    /// The short name of a form in the round's period; its id if the catalogue does not know it.
    pub fn short_name(&self, id: &FormId, catalogue: &Catalogue) -> String {
        let day = self.period.map(|period| period.to);
        let form = catalogue.in_force(id, day).or_else(|| catalogue.in_force(id, None));
        form.map_or_else(|| id.to_string(), |form| form.short.clone())
    }

    /// The packs that the text of a `round.toml` names. They must be loaded before the rest can be read.
    pub fn packs_of(text: &str) -> Vec<UsedPack> {
        source::packs(text)
    }

    /// Reads a `round.toml` that lists its own units.
    ///
    /// # Errors
    /// All problems of the text.
    pub fn read(text: &str, known: &Catalogue) -> Result<Self, Vec<RoundError>> {
        Self::open(text, None, known)
    }

    /// Reads a `round.toml` and, if there is one, the list of units beside it.
    ///
    /// # Errors
    /// All problems of both files.
    pub fn open(text: &str, roster: Option<&[Sheet]>, known: &Catalogue) -> Result<Self, Vec<RoundError>> {
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

    /// The units that owe a form, in their order.
    pub fn reporters(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| !unit.forms.is_empty())
    }

    /// The units that owe nothing in this round. Those that only have others below them are no reporting units.
    pub fn owing_nothing(&self) -> impl Iterator<Item = &Unit> {
        let idle = self.units.iter().enumerate().filter(|(_, unit)| unit.forms.is_empty());
        let idle = idle.filter(|(index, _)| self.units.iter().all(|other| other.parent != Some(*index)));
        idle.map(|(_, unit)| unit)
    }

    /// The moment by which a unit's report must have arrived.
    pub fn due_of(&self, unit: &Unit) -> Option<Moment> {
        unit.extension.as_ref().map(|extension| extension.until).or(self.due)
    }

    /// The part of the period in which a unit exists, if it is not the whole period or a takeover falls into it.
    pub fn part_of_period(&self, unit: &Unit) -> Option<PartOfPeriod> {
        let period = self.period?;
        let taken_over = unit.successions.iter().filter(|succession| {
            succession
                .from
                .or(unit.exists.0)
                .as_ref()
                .is_none_or(|day| (period.from..=period.to).contains(day))
        });
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

    /// The ancestors of a unit, the nearest first.
    pub fn above(&self, unit: &Unit) -> Vec<&Unit> {
        let mut path: Vec<&Unit> = Vec::new();
        let mut next = unit.parent;
        // without cycles there are no more ancestors than units
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
    /// A unit of which only the name is known.
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
            forms_listed: String::new(),
            remark: String::new(),
        }
    }

    /// Its name and its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.other_names.iter().map(String::as_str))
    }

    /// Whether a name is one of its own, in any spelling.
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

    /// Whether a takeover names this unit.
    pub fn is_meant(&self, succession: &Succession) -> bool {
        let same_code = self.code.as_ref().zip(succession.code.as_ref()).is_none_or(|(a, b)| a == b);
        same_code && self.is_called(&succession.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Round, RoundError};
    use phuluc_form::{Catalogue, Fault};

    #[track_caller]
    fn fails(text: &str, fault: &Fault) {
        let errors = Round::read(text, &Catalogue::built_in().unwrap()).unwrap_err();
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
        let errors = Round::read(text, &Catalogue::built_in().unwrap()).unwrap_err();
        let [RoundError::Definition(problems)] = errors.as_slice() else { panic!("{errors:?}") };
        assert_eq!(problems.list.len(), 5, "{:?}", problems.list);
    }

    #[test]
    fn the_two_clocks_have_a_zone() {
        let text = "title = \"a\"\nforms = [\"tthc-06a\"]\ncut_off = 2026-12-14\n\
                    due = 2026-12-16T17:00:00+07:00\n[[units]]\nname = \"Xã Ví dụ 01\"\n";
        let round = Round::read(text, &Catalogue::built_in().unwrap()).unwrap();
        assert_eq!(round.cut_off.unwrap().to_string(), "hết ngày 14/12/2026");
        assert_eq!(round.due.unwrap().iso(), "2026-12-16T17:00:00+07:00");
    }
}
