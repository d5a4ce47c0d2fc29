//! Handing out: writes a blank for every unit of a round into the round's folder.
//!
//! It takes an open round. It gives the files that were written. Blanks that open empty and differ only in the unit's
//! name are drawn once as a series.

use super::open_round::HANDED_OUT;
use super::{Error, Expected, Folder, OpenRound, Tools, is_workbook, outdated, refuse_closed};
use phuluc_author::{Blank, Order};
use phuluc_book as book;
use phuluc_book::blank::Series;
use phuluc_check::Submission;
use phuluc_form::{Catalogue, FormId, Level, Period};
use phuluc_round::{Unit, file_name, status};
use std::collections::HashSet;

/// The counts of handing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedOut {
    /// The number of workbooks that were written.
    pub written: usize,
    /// The number of workbooks that were there before and stay, because they are current or somebody has begun to fill
    /// them in.
    pub there_before: usize,
    /// The number of figures carried over from the round before.
    pub carried: usize,
    /// The names of workbooks in the folder that are no unit's, as after a unit was renamed.
    pub of_nobody: Vec<String>,
    /// The names of units that owe nothing, and so get no workbook.
    pub owing_nothing: Vec<String>,
}

/// A workbook to write.
struct Job<'r> {
    unit: &'r Unit,
    path: String,
    /// The SHA-256 of the blank that it replaces, if there is one.
    over: Option<String>,
    /// The reports to carry over from, grouped by the unit that sent them.
    sources: Vec<Vec<&'r Submission>>,
}

impl Job<'_> {
    /// Whether nothing is carried over into it.
    fn opens_empty(&self) -> bool {
        self.sources.iter().all(Vec::is_empty)
    }
}

/// The names of workbooks in a folder's blanks that are none of these.
pub(super) fn of_nobody(folder: &dyn Folder, blanks: &[String]) -> Result<Vec<String>, Error> {
    let blanks: HashSet<&String> = blanks.iter().collect();
    let there = folder.list(HANDED_OUT)?;
    let strange = there.iter().filter(|path| is_workbook(path) && !blanks.contains(path));
    Ok(strange
        .map(|path| path.strip_prefix(HANDED_OUT).unwrap_or(path).trim_start_matches('/').to_owned())
        .collect())
}

/// Everything in a unit's workbook but the name of the unit. Units with the same share one series.
#[derive(PartialEq)]
struct Common<'r> {
    forms: &'r [FormId],
    level: Option<Level>,
    period: Option<Period>,
    /// A stand-in for the unit's name, as long as the name.
    name: String,
}

impl OpenRound<'_> {
    /// Writes a workbook for every unit that owes forms, unless it exists. One that exists is written anew if its forms
    /// were changed since and nobody has begun to fill it in.
    ///
    /// # Errors
    /// If a workbook cannot be made or written.
    pub fn hand_out(&self, tools: &Tools<'_>) -> Result<HandedOut, Error> {
        refuse_closed(self.folder)?;
        let mut count = HandedOut::default();
        let mut jobs: Vec<Job<'_>> = Vec::new();
        for (unit, path) in self.round.reporters().zip(self.blanks()) {
            let sources = self.sources(unit);
            if !self.folder.exists(&path) {
                jobs.push(Job { unit, path, over: None, sources });
            } else if let Some(over) = self.outdated(unit, &path, &sources, tools) {
                jobs.push(Job { unit, path, over: Some(over), sources });
            } else {
                count.there_before += 1;
            }
        }
        let series = self.series(&jobs, tools)?;
        let written = tools.map(&jobs, |job| {
            let (bytes, carried) = self.workbook(job, &series, tools.catalogue())?;
            self.folder.write(&job.path, &bytes, Expected::Only(job.over.as_deref()))?;
            Ok::<usize, Error>(carried)
        });
        for carried in written {
            count.carried += carried?;
            count.written += 1;
        }
        count.of_nobody = self.blanks_of_nobody()?;
        count.owing_nothing = self.round.owing_nothing().map(|unit| unit.name.clone()).collect();
        Ok(count)
    }

    /// The SHA-256 of a unit's blank, if its forms were changed since and nobody has begun to fill it in.
    fn outdated(
        &self,
        unit: &Unit,
        path: &str,
        sources: &[Vec<&Submission>],
        tools: &Tools<'_>,
    ) -> Option<String> {
        let bytes = self.folder.read(path).ok()?;
        let forms = self.order(&self.common(unit), tools.catalogue()).forms;
        let is_outdated = outdated::is_outdated_blank(&bytes, &forms, sources, tools);
        is_outdated.then(|| phuluc_form::sha256(&bytes))
    }

    /// The names of workbooks in the folder of blanks that are no unit's, as after a unit was renamed.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub fn blanks_of_nobody(&self) -> Result<Vec<String>, Error> {
        of_nobody(self.folder, &self.blanks())
    }

    /// The paths of the blanks of all units that owe forms, in the order of the round.
    fn blanks(&self) -> Vec<String> {
        let mut names: HashSet<String> = HashSet::new();
        let mut paths = Vec::new();
        for unit in self.round.reporters() {
            let code = unit.code.as_deref().unwrap_or_default();
            let name = file_name::safe(&[&unit.name, code], "xlsx", |name| names.contains(name));
            paths.push(format!("{HANDED_OUT}/{name}"));
            names.insert(name);
        }
        paths
    }

    /// The reports of the period before that a unit's figures are carried over from: its own, and those of units that
    /// it has taken over since. Empty if one of these was split among several units, because nobody knows which part
    /// this unit has.
    pub(super) fn sources(&self, unit: &Unit) -> Vec<Vec<&Submission>> {
        let begins = self.round.period.map(|period| period.from);
        let before = self.previous.iter().filter_map(|submission| submission.period);
        let began_before = before.map(|period| period.from).max();
        let mut sources = Vec::new();
        if unit.exists.0.is_none_or(|from| begins.is_none_or(|begins| from < begins)) {
            sources.push(self.sent_before(unit));
        }
        for succession in &unit.successions {
            let from = succession.from.or(unit.exists.0);
            // a unit taken over before is in the unit's own report; one taken over later sends a report of its own
            let is_new = from.is_some_and(|from| {
                begins.is_none_or(|begins| from <= begins) && began_before.is_none_or(|began| from > began)
            });
            if !is_new {
                continue;
            }
            let taken_over = self.round.units.iter().find(|other| other.is_meant(succession));
            let Some(taken_over) = taken_over else { return Vec::new() };
            let successors =
                self.round.units.iter().filter(|other| {
                    other.successions.iter().any(|succession| taken_over.is_meant(succession))
                });
            if successors.count() > 1 {
                return Vec::new();
            }
            sources.push(self.sent_before(taken_over));
        }
        sources
    }

    /// The reports of a unit in the rounds before.
    fn sent_before(&self, unit: &Unit) -> Vec<&Submission> {
        self.previous
            .iter()
            .filter(|before| before.unit.as_deref().is_some_and(|name| unit.is_called(name)))
            .collect()
    }

    /// Draws the workbooks that many units share, once for each series.
    fn series<'r>(&'r self, jobs: &[Job<'r>], tools: &Tools<'_>) -> Result<Vec<(Common<'r>, Series)>, Error> {
        let mut all: Vec<Common<'_>> = Vec::new();
        for job in jobs.iter().filter(|job| job.opens_empty()) {
            let common = self.common(job.unit);
            if !all.contains(&common) {
                all.push(common);
            }
        }
        let drawn = tools.map(&all, |common| {
            let order = Order { unit: Some(common.name.clone()), ..self.order(common, tools.catalogue()) };
            Ok::<Series, Error>(Series::draw(&Blank::new(order)?)?)
        });
        all.into_iter().zip(drawn).map(|(common, drawn)| Ok((common, drawn?))).collect()
    }

    /// What a unit's workbook has in common with those of other units.
    fn common<'r>(&'r self, unit: &'r Unit) -> Common<'r> {
        let name = status::formal(unit);
        Common {
            forms: &unit.forms,
            level: unit.level.or(Level::of_unit(&name)),
            period: self.round.period.map(|period| unit.within(period).unwrap_or(period)),
            name: Series::stand_in(&name),
        }
    }

    fn order(&self, common: &Common<'_>, catalogue: &Catalogue) -> Order {
        let day = self.round.period.map(|period| period.to);
        let forms = common.forms.iter();
        let forms =
            forms.filter_map(|id| catalogue.in_force(id, day).or_else(|| catalogue.in_force(id, None)));
        Order {
            forms: forms.cloned().collect(),
            unit: None,
            level: common.level,
            receiver: self.round.receiver.clone(),
            period: common.period,
            names: Order::names(catalogue),
            ..Order::default()
        }
    }

    /// The workbook of a unit, and the number of figures carried over into it.
    fn workbook(
        &self,
        job: &Job<'_>,
        series: &[(Common<'_>, Series)],
        catalogue: &Catalogue,
    ) -> Result<(Vec<u8>, usize), Error> {
        let (name, common) = (status::formal(job.unit), self.common(job.unit));
        if let Some((_, series)) = series.iter().find(|(other, _)| job.opens_empty() && *other == common) {
            return Ok((series.of(&name)?, 0));
        }
        let mut blank = Blank::new(Order { unit: Some(name), ..self.order(&common, catalogue) })?;
        let count = if job.sources.is_empty() { 0 } else { blank.carry_together(&job.sources) };
        Ok((book::blank::write(&blank)?, count))
    }
}
