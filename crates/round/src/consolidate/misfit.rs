//! Misfits: the reasons why a decision matches nothing, each with what is there instead.
//!
//! It takes a decision and the sendings of its unit. It looks for the sending, the sheet, the cell, the figure and
//! the finding that the decision names.

use super::member::Member;
use crate::round::general_rules;
use crate::sending::{Sending, Unusable};
use phuluc_check::{AdjustedBy, Decision, FilledForm, Finding, Location, Ruling, SheetCell};
use phuluc_form::{Catalogue, Moment, near};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The reason why a decision matches nothing.
#[derive(Clone, Debug)]
pub enum Misfit {
    /// Nothing has come from the unit.
    NothingReceived,
    /// The unit owes nothing in the round.
    OwesNothing,
    /// Nothing had come before the decision.
    NotYetReceived(Moment),
    /// Every sending that had come before the decision was set aside. It has their numbers.
    OnlySetAside(Vec<u32>),
    /// The unit has no such sending.
    NoSuchSending {
        /// The number that the decision names.
        number: u32,
        /// The numbers of the unit's sendings.
        there: Vec<u32>,
    },
    /// Nothing of the sending can count, so it cannot be accepted.
    CannotCount {
        /// The number of the sending.
        number: u32,
        /// The reason.
        why: Unusable,
    },
    /// No form of the sending stands on a sheet of this name.
    UnknownSheet {
        /// The name in the decision.
        sheet: String,
        /// The names of the sheets with forms.
        there: Vec<String>,
    },
    /// The cell belongs to no figure of a form.
    NoFigureThere(SheetCell),
    /// The cell holds another figure.
    OtherFigure(Box<Location>),
    /// No rule has this id.
    UnknownRule {
        /// The id in the decision.
        rule: String,
        /// The most similar id.
        near: Option<String>,
    },
    /// The rule has no finding in the sending.
    NothingFound {
        /// The rules that have findings there.
        open: Vec<String>,
    },
    /// The rule has findings only in other cells.
    FoundElsewhere(Vec<SheetCell>),
    /// The findings of the rule were explained before.
    ExplainedBefore,
}

impl Member {
    /// The reason why a decision about this unit matches nothing, if it does.
    pub fn misfit(&self, decision: &Arc<Decision>, catalogue: &Catalogue) -> Option<Misfit> {
        if matches!(decision.ruling, Ruling::Extended(_)) {
            return None;
        }
        if self.sendings.is_empty() {
            return Some(Misfit::NothingReceived);
        }
        let there: Vec<u32> = self.sendings.iter().map(|sending| sending.number).collect();
        if let Some(number) = decision.sending.filter(|number| !there.contains(number)) {
            return Some(Misfit::NoSuchSending { number, there });
        }
        match &decision.ruling {
            Ruling::Extended(_) => None,
            Ruling::Accepted | Ruling::Returned | Ruling::SetAside => match self.sending_of(decision) {
                None => {
                    let came = |sending: &&Sending| sending.received.is_none_or(|at| at <= decision.when);
                    let came = self.sendings.iter().filter(came).map(|sending| sending.number);
                    let came: Vec<u32> = came.collect();
                    Some(if came.is_empty() {
                        Misfit::NotYetReceived(decision.when)
                    } else {
                        Misfit::OnlySetAside(came)
                    })
                }
                // what was accepted and set aside later is plain
                Some(sending)
                    if decision.ruling == Ruling::Accepted && !self.was_set_aside_since(decision) =>
                {
                    self.unusable(sending).map(|why| Misfit::CannotCount { number: sending.number, why })
                }
                Some(_) => None,
            },
            Ruling::Explained { rule, cell } => self.unexplained(decision, rule, cell.as_ref(), catalogue),
            Ruling::Adjusted { cell, from, .. } => self.not_adjusted(decision, cell, *from),
        }
    }

    fn sendings_of<'m>(&'m self, decision: &'m Decision) -> impl Iterator<Item = &'m Sending> {
        self.sendings.iter().filter(|sending| decision.is_about(sending.number))
    }

    fn unexplained(
        &self,
        decision: &Arc<Decision>,
        rule: &str,
        cell: Option<&SheetCell>,
        catalogue: &Catalogue,
    ) -> Option<Misfit> {
        let files = self.sendings_of(decision).flat_map(|sending| &sending.files);
        // findings on the report as a whole are kept in the files that count
        let counted =
            self.reports.iter().zip(&self.numbers).filter(|(_, number)| decision.is_about(**number));
        let files = files.chain(counted.map(|(report, _)| report));
        let findings: Vec<&Finding> = files.flat_map(|file| &file.checked.findings).collect();
        let is_by =
            |finding: &&&Finding| finding.decided.as_ref().is_some_and(|by| Arc::ptr_eq(by, decision));
        if findings.iter().any(|finding| is_by(&finding)) {
            return None;
        }
        let of_rule: Vec<&&Finding> = findings.iter().filter(|finding| finding.rule == rule).collect();
        if of_rule.is_empty() {
            return Some(match near_rule(rule, catalogue) {
                Ok(()) => Misfit::NothingFound { open: open_rules(&findings) },
                Err(near) => Misfit::UnknownRule { rule: rule.to_owned(), near },
            });
        }
        if of_rule.iter().any(|finding| decision.explains(finding)) {
            return Some(Misfit::ExplainedBefore);
        }
        let sheets = sheets(self.sendings_of(decision));
        if let Some(cell) = cell.filter(|cell| !sheets.iter().any(|sheet| cell.is_on(sheet))) {
            return Some(Misfit::UnknownSheet { sheet: cell.sheet.clone(), there: sheets });
        }
        let mut places: Vec<SheetCell> = Vec::new();
        for finding in of_rule {
            if let (Some(sheet), Some(at)) = finding.cell()
                && !places.iter().any(|place| place.at == at && place.sheet == sheet)
            {
                places.push(SheetCell { sheet: sheet.to_owned(), at });
            }
        }
        Some(Misfit::FoundElsewhere(places))
    }

    fn not_adjusted(
        &self,
        decision: &Arc<Decision>,
        cell: &SheetCell,
        from: Option<Decimal>,
    ) -> Option<Misfit> {
        let files = self.sendings_of(decision).flat_map(|sending| &sending.files);
        let read: Vec<_> = files.filter_map(|file| file.submission.as_ref()).collect();
        let mut adjusted = read.iter().flat_map(|submission| &submission.adjusted);
        let is_of_it =
            |by: &AdjustedBy| matches!(by, AdjustedBy::Decision(own) if Arc::ptr_eq(own, decision));
        if adjusted.any(|adjusted| is_of_it(&adjusted.by)) {
            return None;
        }
        let sheets = sheets(self.sendings_of(decision));
        if !sheets.iter().any(|sheet| cell.is_on(sheet)) {
            return Some(Misfit::UnknownSheet { sheet: cell.sheet.clone(), there: sheets });
        }
        let mut there: Vec<Location> = Vec::new();
        for submission in read {
            for filled in &submission.forms {
                let places = places_at(filled, cell);
                there.extend(
                    places.map(|(row, column)| Location::of(filled, row, column, submission.level, false)),
                );
            }
        }
        // people look at the last sending
        let value = |place: &Location| place.shown.answer.figure().map(|figure| figure.value.normalize());
        let other = there.into_iter().rfind(|place| value(place) != from.map(|from| from.normalize()));
        Some(other.map_or_else(
            || Misfit::NoFigureThere(cell.clone()),
            |place| Misfit::OtherFigure(Box::new(place)),
        ))
    }
}

/// The places of a form that stand in a cell.
fn places_at<'f>(filled: &'f FilledForm, cell: &'f SheetCell) -> impl Iterator<Item = (usize, usize)> + 'f {
    let rows = (0..filled.rows.len()).filter(|&row| cell.is_on(filled.sheet_of(row)));
    let places = rows.flat_map(|row| (0..filled.form.columns.len()).map(move |column| (row, column)));
    places.filter(|&(row, column)| {
        filled.kind(row, column).is_some() && filled.rows[row].entries.get(column).at == Some(cell.at)
    })
}

/// The names of the sheets with forms, without repetition.
fn sheets<'m>(sendings: impl Iterator<Item = &'m Sending>) -> Vec<String> {
    let mut sheets: Vec<String> = Vec::new();
    let submissions = sendings.flat_map(|sending| &sending.files).filter_map(|file| file.submission.as_ref());
    for sheet in submissions.flat_map(|submission| &submission.forms).flat_map(FilledForm::sheets) {
        if !sheets.iter().any(|known| known == sheet) {
            sheets.push(sheet.to_owned());
        }
    }
    sheets
}

/// The rules with findings that nobody has explained.
fn open_rules(findings: &[&Finding]) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.decided.is_none()) {
        if !open.contains(&finding.rule) {
            open.push(finding.rule.clone());
        }
    }
    open
}

/// Whether a rule with this id exists; else the most similar id.
fn near_rule(rule: &str, catalogue: &Catalogue) -> Result<(), Option<String>> {
    let general: Vec<&str> = general_rules::all().iter().map(|rule| rule.id).collect();
    let of_forms = catalogue.forms().flat_map(|form| &form.rules).map(|rule| rule.id.as_str());
    let all: Vec<&str> = general.into_iter().chain(of_forms).collect();
    if all.contains(&rule) { Ok(()) } else { Err(near(rule, all)) }
}
