//! Resolves rules on a filled form: every place becomes a definite entry, and every set of rows is written out.

use super::entry_ref::EntryRef;
use super::form_shape::FormShape;
use super::submissions::Submissions;
use crate::submission::FilledForm;
use phuluc_form::{
    Atom, Branches, ColumnId, ColumnRef, Expr, Form, FormId, Place, RowRef, Rule, Set, Statement, Sum,
    WhichReport,
};
use phuluc_grid::At;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The cells of divisors that are 0, by the short name of their form. Those of a rule's own form come without a name.
pub type Noughts = BTreeMap<Option<String>, BTreeSet<At>>;

/// Why a rule cannot be checked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It needs a form that is not in the submission.
    NoForm(FormId),
    /// It needs the submission on the period before.
    NoPrevious,
    /// It needs the submission on the same period a year ago.
    NoLastYear,
    /// It needs every submission since the year began.
    NoYear,
    /// The form has no row that the rule names, such as open rows or a total row.
    NoRow,
    /// The column that the rule is repeated for, here by name, has no answers.
    EmptyColumn(String),
    /// It divides by 0, which stands in these cells.
    DividesByNought(Noughts),
}

/// Why a rule is not resolved to entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unresolved {
    /// It cannot be checked.
    Skipped(Skipped),
    /// The form's shape does not tell which entries it means: the rule depends on answers, on another form, or on an
    /// earlier report.
    NotByShape,
}

impl From<Skipped> for Unresolved {
    fn from(why: Skipped) -> Self {
        Self::Skipped(why)
    }
}

/// The place from which a rule is resolved: a form, and perhaps a row and a column.
///
/// A resolver without submissions knows only the shape of one form. What it resolves is then valid for every form of
/// that shape.
#[derive(Clone, Copy)]
pub(crate) struct RuleResolver<'s> {
    pub shape: &'s FormShape,
    /// The index of the form in its submission.
    pub form: usize,
    pub row: Option<usize>,
    pub column: Option<usize>,
    pub submissions: Option<Submissions<'s>>,
}

impl RuleResolver<'_> {
    /// The demand of a rule at this place, with its entries.
    pub fn statement(self, rule: &Rule) -> Result<Statement<EntryRef>, Unresolved> {
        let statement = Statement { when: self.atoms(&rule.that.when)?, then: self.atoms(&rule.that.then)? };
        // the sender may have left out all its columns
        if statement.first_place().is_none() {
            return Err(Skipped::NoRow.into());
        }
        Ok(statement)
    }

    fn atoms(self, atoms: &[Atom<Place>]) -> Result<Vec<Atom<EntryRef>>, Unresolved> {
        atoms.iter().map(|atom| self.atom(atom)).collect()
    }

    fn atom(self, atom: &Atom<Place>) -> Result<Atom<EntryRef>, Unresolved> {
        Ok(match atom {
            Atom::Given(place) => Atom::Given(self.entry_ref(place)?.ok_or(Skipped::NoRow)?),
            Atom::Missing(place) => Atom::Missing(self.entry_ref(place)?.ok_or(Skipped::NoRow)?),
            Atom::Any(alternatives) => {
                let set: Result<Vec<_>, _> = alternatives.iter().map(|atoms| self.atoms(atoms)).collect();
                Atom::Any(set?)
            }
            Atom::Reads { place, words, is } => {
                Atom::Reads { place: self.words_at(place)?, words: words.clone(), is: *is }
            }
            Atom::Compare { left, cmp, right } => {
                // a set is summed in the column of the place that it is compared with
                let named = match left {
                    Expr::Place(Place { column: ColumnRef::Id(id), form: None, .. }) => {
                        self.shape.form.column(id)
                    }
                    _ => None,
                };
                let resolver = Self { column: named.or(self.column), ..self };
                Atom::Compare { left: resolver.side(left)?, cmp: *cmp, right: resolver.side(right)? }
            }
        })
    }

    /// Resolves a side of a comparison. A place whose column the sender left out is compared with nothing.
    fn side(self, expr: &Expr<Place>) -> Result<Expr<EntryRef>, Unresolved> {
        match (expr, self.expr(expr)?) {
            (Expr::Place(_), Expr::Number(_)) => Err(Skipped::NoRow.into()),
            (_, side) => Ok(side),
        }
    }

    /// Resolves an expression.
    pub fn expr(self, expr: &Expr<Place>) -> Result<Expr<EntryRef>, Unresolved> {
        Ok(match expr {
            Expr::Number(number) => Expr::Number(*number),
            Expr::Place(place) if place.which == WhichReport::Year => self.of_year(place)?,
            Expr::Place(place) => match self.entry_ref(place)? {
                Some(entry_ref) => Expr::Place(entry_ref),
                // a column that the sender's table lacks counts as 0 in a sum, but is no figure elsewhere
                None => return Err(Skipped::EmptyColumn(self.column_said(place)).into()),
            },
            Expr::Zero(place) => self.entry_ref(place)?.map_or(NOUGHT, Expr::Zero),
            Expr::Add(a, b) => match (self.addend(a)?, self.addend(b)?) {
                // a column that the sender left out would only clutter the sum
                (a, Expr::Number(nought)) if nought.is_zero() => a,
                (Expr::Number(nought), b) if nought.is_zero() => b,
                (a, b) => Expr::Add(Box::new(a), Box::new(b)),
            },
            Expr::Sub(a, b) => Expr::Sub(Box::new(self.addend(a)?), Box::new(self.addend(b)?)),
            Expr::Mul(a, b) => Expr::Mul(self.boxed(a)?, self.boxed(b)?),
            Expr::Div(a, b) => Expr::Div(self.boxed(a)?, self.boxed(b)?),
            Expr::Min(a, b) => Expr::Min(self.boxed(a)?, self.boxed(b)?),
            Expr::Max(a, b) => Expr::Max(self.boxed(a)?, self.boxed(b)?),
            Expr::Round(a, decimals) => Expr::Round(self.boxed(a)?, *decimals),
            Expr::Abs(a) => Expr::Abs(self.boxed(a)?),
            Expr::If(branches) => Expr::If(Box::new(Branches {
                when: self.atoms(&branches.when)?,
                unless: self.atoms(&branches.unless)?,
                then: self.expr(&branches.then)?,
                other: self.expr(&branches.other)?,
            })),
            Expr::Percent(a, b) => Expr::Percent(self.boxed(a)?, self.boxed(b)?),
            Expr::Base(a, b) => Expr::Base(self.boxed(a)?, self.boxed(b)?),
            Expr::Sum(sum) => self.sum(sum)?,
        })
    }

    /// Resolves a term of a sum. A column that the sender left out adds nothing.
    fn addend(self, expr: &Expr<Place>) -> Result<Expr<EntryRef>, Unresolved> {
        match expr {
            Expr::Place(place) if place.which != WhichReport::Year => {
                Ok(self.entry_ref(place)?.map_or(NOUGHT, Expr::Place))
            }
            _ => self.expr(expr),
        }
    }

    /// The name of a place's column.
    fn column_said(self, place: &Place) -> String {
        let form = match (&place.form, self.submissions) {
            (Some(id), Some(submissions)) => {
                let forms = submissions.forms(place.which == WhichReport::Before);
                forms.iter().find(|filled| filled.form.id == *id).map(|filled| &filled.form)
            }
            _ => None,
        };
        let form = form.unwrap_or(&self.shape.form);
        let column = match &place.column {
            ColumnRef::Id(id) => form.column(id),
            ColumnRef::First(ids) => ids.first().and_then(|id| form.column(id)),
            ColumnRef::Each => self.column,
        };
        column.map(|column| form.columns[column].say.clone()).unwrap_or_default()
    }

    fn boxed(self, expr: &Expr<Place>) -> Result<Box<Expr<EntryRef>>, Unresolved> {
        self.expr(expr).map(Box::new)
    }

    fn sum(self, sum: &Sum<Place>) -> Result<Expr<EntryRef>, Unresolved> {
        let rows: Vec<usize> = match (sum.set, self.row) {
            (Set::Open, _) => match &sum.group {
                Some(group) => self.shape.open_rows_in(group).collect(),
                None => self.shape.open_rows().collect(),
            },
            (Set::Children, Some(row)) => self.shape.children(row).collect(),
            (Set::Lines, Some(row)) => self.shape.lines(row).collect(),
            (Set::Range, _) => self.range(&sum.ends),
            (Set::Children | Set::Lines, None) => Vec::new(),
        };
        // a range may name its column at its end
        let named = sum.ends.last().and_then(|last| match &last.column {
            ColumnRef::Id(id) => self.shape.form.column(id),
            ColumnRef::Each | ColumnRef::First(_) => None,
        });
        let column = named.or(self.column).ok_or(Skipped::NoRow)?;
        let mut addends = Vec::new();
        for row in rows.into_iter().filter(|row| self.shape.kind(*row, column).is_some()) {
            let entry = Expr::Place(EntryRef { is_earlier: false, form: self.form, row, column });
            if sum.when.is_empty() {
                addends.push(entry);
                continue;
            }
            let at_row = Self { row: Some(row), ..self };
            let (when, unless) = (at_row.atoms(&sum.when)?, at_row.atoms(&sum.unless)?);
            addends.push(Expr::If(Box::new(Branches { when, unless, then: entry, other: NOUGHT })));
        }
        Ok(added_up(addends).ok_or(Skipped::NoRow)?)
    }

    /// The printed rows from the first to the last of two places, without rows of another parent than the first.
    fn range(self, ends: &[Place]) -> Vec<usize> {
        let form = &self.shape.form;
        let indexes: Vec<usize> = ends
            .iter()
            .filter_map(|end| match &end.row {
                RowRef::Id(id) => form.fixed_row(id),
                RowRef::Each => None,
            })
            .collect();
        let [first, last] = indexes.as_slice() else { return Vec::new() };
        let parent = form.fixed_rows()[*first].parent;
        let rows = (*first..=*last).filter(|index| form.fixed_rows()[*index].parent == parent);
        rows.filter_map(|index| self.shape.row(&form.fixed_rows()[index].id)).collect()
    }

    /// The entry that a place means; `None` if the sender left out its column.
    fn entry_ref(self, place: &Place) -> Result<Option<EntryRef>, Unresolved> {
        if place.which != WhichReport::Now || place.form.is_some() {
            return self.entry_ref_elsewhere(place);
        }
        let row = match &place.row {
            RowRef::Id(id) => self.shape.row(id),
            RowRef::Each => self.row,
        };
        let row = row.ok_or(Skipped::NoRow)?;
        let column = match &place.column {
            ColumnRef::Id(id) => self.shape.form.column(id),
            ColumnRef::First(ids) => {
                let submissions = self.submissions.ok_or(Unresolved::NotByShape)?;
                let filled = &submissions.current.forms[self.form];
                submissions.chosen_column(filled, row, &columns(&self.shape.form, ids))
            }
            ColumnRef::Each => self.column,
        };
        let column = column.ok_or(Skipped::NoRow)?;
        // a heading takes figures in some columns only, if in any
        if self.shape.kind(row, column).is_none() {
            return Err(Skipped::NoRow.into());
        }
        let entry_ref = EntryRef { is_earlier: false, form: self.form, row, column };
        Ok(self.shape.has(column).then_some(entry_ref))
    }

    /// The entry of the current row whose words a place means.
    fn words_at(self, place: &Place) -> Result<EntryRef, Unresolved> {
        let column = match &place.column {
            ColumnRef::Id(id) => self.shape.form.column(id),
            ColumnRef::Each | ColumnRef::First(_) => None,
        };
        let (row, column) = self.row.zip(column).ok_or(Skipped::NoRow)?;
        if !self.shape.has(column) {
            return Err(Skipped::EmptyColumn(self.column_said(place)).into());
        }
        Ok(EntryRef { is_earlier: false, form: self.form, row, column })
    }

    /// The sum of a place over all reports since the year began.
    fn of_year(self, place: &Place) -> Result<Expr<EntryRef>, Unresolved> {
        let submissions = self.submissions.ok_or(Unresolved::NotByShape)?;
        let reports = submissions.earlier.of_year.ok_or(Skipped::NoYear)?;
        let now = self.entry_ref(&Place { which: WhichReport::Now, ..place.clone() })?;
        let mut terms: Vec<Expr<EntryRef>> = now.map(Expr::Place).into_iter().collect();
        let mut first = submissions.earlier.first_of_year();
        for report in reports {
            let at = Report { forms: &report.forms, first, missing: Skipped::NoYear };
            terms.extend(self.entry_ref_in(place, &at)?.map(Expr::Place));
            first += report.forms.len();
        }
        Ok(added_up(terms).unwrap_or(NOUGHT))
    }

    /// Does the same as [`Self::entry_ref`] for a place of another form or of an earlier report.
    fn entry_ref_elsewhere(self, place: &Place) -> Result<Option<EntryRef>, Unresolved> {
        let submissions = self.submissions.ok_or(Unresolved::NotByShape)?;
        let earlier = submissions.earlier;
        let report = match place.which {
            WhichReport::Now | WhichReport::Year => {
                let missing = Skipped::NoForm(place.form.clone().unwrap_or(self.shape.form.id.clone()));
                Report { forms: &submissions.current.forms, first: 0, missing }
            }
            WhichReport::Before => {
                let before = earlier.before.ok_or(Skipped::NoPrevious)?;
                Report { forms: &before.forms, first: 0, missing: Skipped::NoPrevious }
            }
            WhichReport::LastYear => {
                let last_year = earlier.last_year.ok_or(Skipped::NoLastYear)?;
                let first = earlier.first_of_last_year();
                Report { forms: &last_year.forms, first, missing: Skipped::NoLastYear }
            }
        };
        self.entry_ref_in(place, &report)
    }

    /// The entry that a place means in a report; `None` if the sender left out its column.
    fn entry_ref_in(self, place: &Place, report: &Report<'_>) -> Result<Option<EntryRef>, Unresolved> {
        let submissions = self.submissions.ok_or(Unresolved::NotByShape)?;
        let id = place.form.as_ref().unwrap_or(&self.shape.form.id);
        let form = report.forms.iter().position(|filled| filled.form.id == *id);
        let form = form.ok_or_else(|| report.missing.clone())?;
        let filled = &report.forms[form];
        let is_now = place.which == WhichReport::Now;
        let row = match &place.row {
            RowRef::Id(id) => filled.row(id),
            RowRef::Each if is_now && form == self.form => self.row,
            // in another form or report, the row with the same id
            RowRef::Each => {
                let own = self.row.map(|row| &submissions.current.forms[self.form].rows[row].id);
                own.and_then(|id| filled.row(id))
            }
        };
        let row = row.ok_or(Skipped::NoRow)?;
        let column = match &place.column {
            ColumnRef::Id(id) => filled.form.column(id),
            ColumnRef::First(ids) => submissions.chosen_column(filled, row, &columns(&filled.form, ids)),
            ColumnRef::Each if place.form.is_some() => filled.form.value_column(),
            ColumnRef::Each => self.column,
        };
        let column = column.ok_or(Skipped::NoRow)?;
        let entry_ref = EntryRef { is_earlier: !is_now, form: report.first + form, row, column };
        Ok(filled.present[column].then_some(entry_ref))
    }
}

/// A report in which a place may lie.
struct Report<'s> {
    forms: &'s [FilledForm],
    /// The index of its first form among the forms of all earlier reports.
    first: usize,
    /// The reason to give if it does not have the form.
    missing: Skipped,
}

fn columns(form: &Form, ids: &[ColumnId]) -> Vec<usize> {
    ids.iter().filter_map(|id| form.column(id)).collect()
}

/// The sum of many terms as a balanced tree, so that ten thousand rows do not overflow the stack.
fn added_up(mut terms: Vec<Expr<EntryRef>>) -> Option<Expr<EntryRef>> {
    if terms.len() < 2 {
        return terms.pop();
    }
    let right = terms.split_off(terms.len() / 2);
    let (left, right) = (added_up(terms)?, added_up(right)?);
    Some(Expr::Add(Box::new(left), Box::new(right)))
}

const NOUGHT: Expr<EntryRef> = Expr::Number(Decimal::ZERO);
