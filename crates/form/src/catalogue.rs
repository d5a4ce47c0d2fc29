//! The catalogue: all known forms in all their versions, and the calendar.
//!
//! It takes the definitions compiled into the program and those that `--forms` or a pack adds. It gives forms by id,
//! by name and by the day on which they are in force.

use crate::calendar;
use crate::calendar::Calendar;
use crate::form::definition::Definition;
use crate::form::definition_problems::{Fault, Problem, Problems, near};
use crate::form::{Form, FormId, definition};
use crate::form_name;
use crate::normalise::match_key;
use crate::pack;
use crate::pack::Pack;
use crate::rule::Rule;
use chrono::NaiveDate;
use std::sync::Arc;

/// The definitions in `templates` by path, as they were when the program was built.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/definitions.rs"));

/// Forms by id and version, the older version first.
#[derive(Clone, Debug)]
pub struct Catalogue {
    definitions: Vec<Definition>,
    calendar: Calendar,
    packs: Vec<Pack>,
}

impl Catalogue {
    /// The forms compiled into the program.
    ///
    /// # Errors
    /// The problems of each definition that has any; a test keeps this from happening in a release.
    pub fn built_in() -> Result<Self, Vec<Problems>> {
        Self::with([])
    }

    /// The forms compiled into the program, and those of the given files (path and text), which
    /// replace a compiled one of the same id and version. A file called `lich.toml` adds to the calendar.
    ///
    /// # Errors
    /// The problems of each definition that has any.
    pub fn with(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<Problems>> {
        let mut bad = Vec::new();
        let mut definitions = Vec::new();
        for (path, text) in BUILT_IN {
            take(definition::read(path, text), &mut definitions, &mut bad);
        }
        let mut calendar = take_calendar(Calendar::built_in(), Calendar::default(), &mut bad);
        let mut added = Vec::new();
        for (path, text) in files {
            if pack::name(&path) == calendar::FILE {
                calendar = take_calendar(Calendar::read(&path, &text), calendar, &mut bad);
            } else {
                take(definition::read(&path, &text), &mut added, &mut bad);
            }
        }
        reject_duplicates(&added, &mut bad);
        definitions.retain(|old| !added.iter().any(|new| is_same_version(old, new)));
        definitions.extend(added);
        definitions.sort_by(|a, b| (&a.form.id, a.form.from).cmp(&(&b.form.id, b.form.from)));
        let catalogue = Self { definitions, calendar, packs: Vec::new() };
        let mut elsewhere = catalogue.check_other_forms();
        // a form with mistakes of its own is no unknown form to the others
        for problems in &mut elsewhere {
            problems.list.retain(|problem| !is_about_one_of(problem, &problems.text, &bad));
        }
        bad.extend(elsewhere.into_iter().filter(|problems| !problems.is_empty()));
        if bad.is_empty() { Ok(catalogue) } else { Err(bad) }
    }

    /// The forms compiled into the program, and those of packs.
    ///
    /// # Errors
    /// The problems of each definition and each pack that has any.
    pub fn of_packs(packs: Vec<Pack>) -> Result<Self, Vec<Problems>> {
        let files = packs.iter().flat_map(Pack::shown_files);
        let mut catalogue = Self::with(files.filter(|(path, _)| pack::name(path) != pack::FILE))?;
        let bad: Vec<Problems> =
            packs.iter().flat_map(|pack| pack.check_list(&catalogue.definitions)).collect();
        catalogue.packs = packs;
        if bad.is_empty() { Ok(catalogue) } else { Err(bad) }
    }

    /// The catalogue with one more definition, which replaces the version of the same id if there is one.
    ///
    /// # Errors
    /// The problems of the definition, and of those that name places in it.
    pub fn replacing(mut self, path: &str, text: &str) -> Result<Self, Vec<Problems>> {
        let new = definition::read(path, text).map_err(|problems| vec![problems])?;
        self.definitions.retain(|old| !is_same_version(old, &new));
        self.definitions.push(new);
        self.definitions.sort_by(|a, b| (&a.form.id, a.form.from).cmp(&(&b.form.id, b.form.from)));
        let bad = self.check_other_forms();
        if bad.is_empty() { Ok(self) } else { Err(bad) }
    }

    /// The packs that were added to the forms compiled into the program.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Holidays, and the reporting regimes.
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// All forms, by id and version.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.definitions.iter().map(|definition| &definition.form)
    }

    /// The version of a form in force on a day; the newest one if no day is known.
    pub fn in_force(&self, id: &FormId, day: Option<NaiveDate>) -> Option<&Arc<Form>> {
        self.forms().filter(|form| form.id == *id && day.is_none_or(|day| form.in_force(day))).last()
    }

    /// The forms to use on a day in place of a form that is not in force: another version of it, or its successors.
    /// names.
    pub fn in_place_of(&self, form: &Form, day: NaiveDate) -> Vec<&Arc<Form>> {
        match self.in_force(&form.id, Some(day)) {
            Some(version) => vec![version],
            None => form.replaced_by.iter().filter_map(|id| self.in_force(id, Some(day))).collect(),
        }
    }

    /// The form that somebody means by its id, its printed name, its title, the name of its sheet, its code or its number.
    /// Gives the version in force on the day, or the newest one if none is.
    ///
    /// # Errors
    /// The names that may be meant, if no form or more than one form has this name.
    pub fn called(&self, name: &str, day: Option<NaiveDate>) -> Result<&Arc<Form>, Vec<String>> {
        // an id is nobody else's name
        let exact = self.forms().find(|form| form.id.as_str() == name);
        let called = exact.map_or_else(|| self.all_called(name), |form| vec![form]);
        match called.as_slice() {
            [form] => Ok(self.in_force(&form.id, day).unwrap_or(form)),
            [] => {
                let names = self
                    .forms()
                    .flat_map(|form| [form.id.as_str(), form.short.as_str(), form.sheet.as_str()]);
                Err(near(name, names).into_iter().collect())
            }
            several => Err(several.iter().map(|form| self.told_apart(form)).collect()),
        }
    }

    /// The newest version of each form that a name may mean: those called so, else those that have it as their number.
    fn all_called(&self, name: &str) -> Vec<&Arc<Form>> {
        let newest = || {
            self.forms().filter(|form| {
                self.in_force(&form.id, None).is_some_and(|newest| newest.version == form.version)
            })
        };
        let versions = |form: &Arc<Form>, is_name: &dyn Fn(&str) -> bool| {
            self.versions(&form.id).any(|version| form_name::all(version).any(is_name))
        };
        let key = match_key(name);
        let called: Vec<&Arc<Form>> =
            newest().filter(|form| versions(form, &|known| match_key(known) == key)).collect();
        if !called.is_empty() {
            return called;
        }
        newest().filter(|form| versions(form, &|known| form_name::is_short_for(name, known))).collect()
    }

    /// The printed name of a form; its id where another form is printed so, too.
    fn told_apart(&self, form: &Form) -> String {
        let is_only = self.forms().all(|other| other.id == form.id || other.short != form.short);
        if is_only { form.short.clone() } else { form.id.to_string() }
    }

    /// All versions of a form.
    pub fn versions(&self, id: &FormId) -> impl Iterator<Item = &Arc<Form>> {
        self.forms().filter(move |form| form.id == *id)
    }

    /// The rule of that id, in every version of its form that has it.
    pub fn rules(&self, id: &str) -> Vec<(&Form, &Rule)> {
        let rules = self.forms().flat_map(|form| form.rules.iter().map(move |rule| (form.as_ref(), rule)));
        rules.filter(|(_, rule)| rule.id.as_str() == id).collect()
    }

    fn check_other_forms(&self) -> Vec<Problems> {
        let forms: Vec<&Form> = self.forms().map(Arc::as_ref).collect();
        let problems = self.definitions.iter().map(|definition| {
            let mut list = definition.check_other_forms(&forms);
            list.extend(definition.check_regime(&self.calendar));
            Problems { path: definition.path.clone(), text: definition.text.clone(), list }
        });
        problems.filter(|problems| !problems.is_empty()).collect()
    }
}

/// Whether a problem is that another form is unknown, while that form has mistakes of its own.
fn is_about_one_of(problem: &Problem, text: &str, bad: &[Problems]) -> bool {
    let named = text.get(problem.span.clone()).unwrap_or_default();
    let mut ids = bad.iter().filter_map(|problems| {
        let written = problems.text.lines().find_map(|line| {
            let (key, value) = line.split_once('=')?;
            (key.trim() == "id").then(|| value.split(['"', '“', '”', '\'']).nth(1)).flatten()
        });
        written.filter(|id| !id.is_empty())
    });
    let is_named = |id: &str| {
        named.match_indices(id).any(|(at, _)| {
            let after = named[at + id.len()..].chars().next();
            named[..at].ends_with(['@', '"']) && after.is_none_or(|c| !c.is_alphanumeric() && c != '-')
        })
    };
    matches!(problem.fault, Fault::UnknownForm { .. }) && ids.any(is_named)
}

fn take(read: Result<Definition, Problems>, good: &mut Vec<Definition>, bad: &mut Vec<Problems>) {
    match read {
        Ok(definition) => good.push(definition),
        Err(problems) => bad.push(problems),
    }
}

fn take_calendar(read: Result<Calendar, Problems>, known: Calendar, bad: &mut Vec<Problems>) -> Calendar {
    match read {
        Ok(added) => known.with(added),
        Err(problems) => {
            bad.push(problems);
            known
        }
    }
}

fn is_same_version(a: &Definition, b: &Definition) -> bool {
    a.form.id == b.form.id && a.form.version == b.form.version
}

/// Notes two files that define the same version, since nobody could tell which one counts.
fn reject_duplicates(added: &[Definition], bad: &mut Vec<Problems>) {
    for (i, definition) in added.iter().enumerate() {
        if let Some(other) = added[..i].iter().find(|earlier| is_same_version(earlier, definition)) {
            let mut problems = Problems::new(&definition.path, &definition.text);
            let name = format!("{} {} ({})", other.form.id, other.form.version, other.path);
            problems.add(0..definition.text.find('\n').unwrap_or(0), Fault::Duplicate(name));
            bad.push(problems);
        }
    }
}
