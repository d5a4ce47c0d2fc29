//! Handing out: a workbook to fill in for every unit of a round, in the round's folder.

use super::open_round::HANDED_OUT;
use super::{Error, OpenRound, Over, Tools, refuse_closed};
use phuluc_author::{Blank, CarryError, Order};
use phuluc_book as book;
use phuluc_form::{Catalogue, unit};
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
        let mut count = 0;
        for before in &self.previous {
            let Some(name) = &before.unit else { continue };
            if !unit.names().any(|own| unit::key(own) == unit::key(name)) {
                continue;
            }
            match blank.carry(before) {
                Ok(carried) => count += carried,
                // a file with other forms, or a round before that is not the period before
                Err(CarryError::Nothing | CarryError::NotBefore(_) | CarryError::OtherUnit(_)) => {}
            }
        }
        Ok((blank, count))
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
