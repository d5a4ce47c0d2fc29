//! Reads a `lich.toml`: the text becomes a [`Calendar`], and every mistake is noted with its line.

use super::clocks::read_due;
use super::{Calendar, DaysOff, Regime, WorkedDay, Year};
use crate::form::definition_problems::{Fault, Problems};
use crate::form::toml_table::TomlTable;
use chrono::{Datelike, NaiveDate};
use std::cell::RefCell;
use toml::de::DeTable;

/// The calendar that is part of the program.
const BUILT_IN: &str = include_str!("../../../../templates/lich.toml");

impl Calendar {
    /// The calendar that is part of the program.
    ///
    /// # Errors
    /// Its problems. A test keeps a release from having any.
    pub fn built_in() -> Result<Self, Problems> {
        Self::read("templates/lich.toml", BUILT_IN)
    }

    /// Reads a calendar.
    ///
    /// # Errors
    /// All problems of the text at once.
    pub fn read(path: &str, text: &str) -> Result<Self, Problems> {
        let problems = RefCell::new(Problems::new(path, text));
        let (document, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            problems.borrow_mut().add(error.span().unwrap_or(0..0), Fault::Toml(error.message().to_owned()));
        }
        let is_toml = problems.borrow().is_empty();
        let calendar = is_toml.then(|| {
            let start = 0..text.find('\n').unwrap_or(text.len());
            let table = TomlTable::new(document.get_ref(), start, &problems);
            let mut calendar = Self::default();
            for t in table.tables("years") {
                read_year(&t, &mut calendar.years);
            }
            calendar.regimes = table.tables("regimes").iter().filter_map(read_regime).collect();
            calendar.years.sort_by_key(|year| year.year);
            table.finish();
            calendar
        });
        let problems = problems.into_inner();
        match calendar {
            Some(calendar) if problems.is_empty() => Ok(calendar),
            _ => Err(problems),
        }
    }
}

fn read_year(t: &TomlTable<'_, '_>, years: &mut Vec<Year>) {
    t.require("year");
    let number = t.whole("year").and_then(|year| i32::try_from(year).ok()).unwrap_or_default();
    if years.iter().any(|year| year.year == number) {
        t.note(t.span(), Fault::Duplicate(number.to_string()));
    }
    let mut off: Vec<DaysOff> =
        t.tables("off").iter().filter_map(|days| read_days_off(days, number)).collect();
    off.sort_by_key(|days| days.from);
    let work = t.tables("work").iter().filter_map(|day| read_worked_day(day, number)).collect();
    let missing = t.texts("missing").into_iter().map(|text| text.text).collect();
    t.finish();
    years.push(Year { year: number, off, work, missing });
}

fn read_days_off(t: &TomlTable<'_, '_>, year: i32) -> Option<DaysOff> {
    let from = day_of(t, "from", year);
    let to = t.date("to").or(from);
    let (name, source) = (t.required("name"), t.required("source"));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        t.note(t.span(), Fault::DateOrder);
    }
    t.finish();
    Some(DaysOff { from: from?, to: to?, name: name?.text, source: source?.text })
}

fn read_worked_day(t: &TomlTable<'_, '_>, year: i32) -> Option<WorkedDay> {
    let day = day_of(t, "day", year);
    let (instead_of, source) = (t.date("instead_of"), t.required("source"));
    t.finish();
    Some(WorkedDay { day: day?, instead_of, source: source?.text })
}

/// A day that is required and must lie in the year.
fn day_of(t: &TomlTable<'_, '_>, key: &'static str, year: i32) -> Option<NaiveDate> {
    t.require(key);
    let day = t.date(key)?;
    if day.year() != year {
        t.note(t.span(), Fault::OtherYear(year));
    }
    Some(day)
}

fn read_regime(t: &TomlTable<'_, '_>) -> Option<Regime> {
    let (id, name, source) = (t.required("id"), t.required("name"), t.required("source"));
    t.require("cut_off");
    t.require("due");
    let cut_off = t.whole("cut_off");
    let due = t.table("due").and_then(|due| read_due(&due));
    t.finish();
    Some(Regime { id: id?.text, name: name?.text, cut_off: cut_off?, due: due?, source: source?.text })
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::form::definition_problems::Fault;

    #[test]
    fn what_cannot_be_meant_is_refused() {
        #[track_caller]
        fn case(text: &str, expected: &Fault) {
            let problems = Calendar::read("lich.toml", text).unwrap_err();
            assert!(problems.list.iter().any(|problem| problem.fault == *expected), "{:?}", problems.list);
        }
        let day = |keys: &str| {
            format!("[[years]]\nyear = 2026\noff = [{{ {keys}, name = \"a\", source = \"b\" }}]")
        };
        case(&day("from = 2027-01-01"), &Fault::OtherYear(2026));
        case(&day("from = 2026-01-02, to = 2026-01-01"), &Fault::DateOrder);
        case(&day("to = 2026-01-01"), &Fault::Missing("from"));
        case("[[years]]\nyear = 2026\n[[years]]\nyear = 2026\n", &Fault::Duplicate("2026".to_owned()));
        case(
            "[[years]]\nyear = 2026\noff = [{ from = 2026-01-01, name = \"a\" }]",
            &Fault::Missing("source"),
        );
        case("[[regimes]]\nid = \"a\"\ndue = { at = 17:00:00 }", &Fault::NoDueDay);
    }
}
