//! Handing out: a workbook to fill in for every unit of a round, in the round's folder.

use super::open_round::HANDED_OUT;
use super::{Error, OpenRound, Over, Tools, refuse_closed};
use phuluc_author::{Blank, Order};
use phuluc_book as book;
use phuluc_check::Submission;
use phuluc_form::Catalogue;
use phuluc_round::{Round, Unit, file_name, status};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandedOut {
    /// Workbooks that were written.
    pub written: usize,
    /// Workbooks that were there before: somebody may have begun to fill them in.
    pub there_before: usize,
    /// Figures carried over from the round before.
    pub carried: usize,
}

impl OpenRound<'_> {
    /// Writes a workbook for every unit that owes forms, unless there is one.
    ///
    /// # Errors
    /// If one cannot be made or written.
    pub fn hand_out(&self, tools: &Tools<'_>) -> Result<HandedOut, Error> {
        refuse_closed(self.folder)?;
        let mut count = HandedOut::default();
        let mut names: Vec<String> = Vec::new();
        for unit in self.round.reporters() {
            let code = unit.code.as_deref().unwrap_or_default();
            let name =
                file_name::safe(&[&unit.name, code], "xlsx", |name| names.iter().any(|other| other == name));
            let path = format!("{HANDED_OUT}/{name}");
            if self.folder.exists(&path) {
                count.there_before += 1;
            } else {
                let (blank, carried) = self.blank(unit, tools.catalogue())?;
                self.folder.write(&path, &book::blank::write(&blank)?, Over::Only(None))?;
                count.written += 1;
                count.carried += carried;
            }
            names.push(name);
        }
        Ok(count)
    }

    /// A unit's workbook, and how many figures were carried over into it.
    fn blank(&self, unit: &Unit, catalogue: &Catalogue) -> Result<(Blank, usize), Error> {
        let mut blank = Blank::new(order(&self.round, unit, catalogue))?;
        let sources = self.sources(unit);
        let count = if sources.is_empty() { 0 } else { blank.carry_together(&sources) };
        Ok((blank, count))
    }

    /// Whose reports of the period before open this one for a unit: its own, and those of the units that it took over
    /// since. None of them if one was split, for nobody knows which part of it this unit has.
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
            // who was taken over earlier is in the unit's own report, and who is taken over later sends one of its own
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

    /// What a unit sent in the rounds before.
    fn sent_before(&self, unit: &Unit) -> Vec<&Submission> {
        let is_own = |before: &&Submission| before.unit.as_deref().is_some_and(|name| unit.is_called(name));
        self.previous.iter().filter(is_own).collect()
    }
}

fn order(round: &Round, unit: &Unit, catalogue: &Catalogue) -> Order {
    let day = round.period.map(|period| period.to);
    let forms = unit.forms.iter();
    let forms = forms.filter_map(|id| catalogue.in_force(id, day).or_else(|| catalogue.in_force(id, None)));
    Order {
        forms: forms.cloned().collect(),
        unit: Some(status::formal(unit)),
        level: unit.level,
        receiver: round.receiver.clone(),
        period: round.period.map(|period| unit.within(period).unwrap_or(period)),
    }
}
