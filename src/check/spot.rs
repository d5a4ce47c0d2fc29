//! Rules set down on the forms at hand: every place a definite entry, every set of rows written out.

use super::layout::{Layout, Line};
use crate::finding::Location;
use crate::form::{Form, FormId};
use crate::interval::Interval;
use crate::rule::{Atom, ColumnRef, Each, Expr, Place, RowRef, Rule, Sentence, Set};
use crate::submission::{Entry, FilledForm, Role, Submission};
use crate::unit::Level;
use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::rc::Rc;

/// A definite place: an entry of a form of this submission or of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spot {
    pub previous: bool,
    pub form: usize,
    pub row: usize,
    pub column: usize,
}

/// The submissions that rules look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World<'s> {
    pub current: &'s Submission,
    pub previous: Option<&'s Submission>,
    /// What blanks must hold because the figures beside them leave no other choice.
    pub implied: Option<&'s Implied>,
    /// Set for a workbook that is yet to be filled: of columns joined by `|` the one at this index is
    /// meant, and columns without any answer are not passed over.
    pub unfilled: Option<usize>,
    /// How its forms are laid out, if rules set down before on such a layout will do.
    layout: Option<Layout>,
}

/// What follows for blank places from rules that solve for them.
pub(crate) type Implied = HashMap<Spot, Interval, RandomState>;

/// A rule at one row or column.
#[derive(Clone, Debug)]
pub(crate) struct Instance<'s> {
    pub rule: &'s Rule,
    pub form: usize,
    /// The row that the rule is at, if it runs over rows.
    pub row: Option<usize>,
    /// The column that it is repeated for.
    pub column: Option<usize>,
    pub sentence: Rc<Sentence<Spot>>,
}

/// Why a rule cannot be looked at here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It needs a form that is not in the submission.
    NoForm(FormId),
    /// It needs the submission of the period before.
    NoPrevious,
    /// The form has no row that it speaks of: no open rows, no total row.
    NoRow,
    /// Nobody filled in anything in the column that it is repeated for.
    EmptyColumn(String),
}

impl<'s> World<'s> {
    /// A submission as it was read, and the one of the period before.
    pub fn new(current: &'s Submission, previous: Option<&'s Submission>) -> Self {
        let layout = Some(Layout::of(current));
        Self { current, previous, implied: None, unfilled: None, layout }
    }

    /// A workbook that is yet to be filled; of columns joined by `|` the one at an index is meant.
    pub const fn unfilled(current: &'s Submission, previous: Option<&'s Submission>, choice: usize) -> Self {
        Self { current, previous, implied: None, unfilled: Some(choice), layout: None }
    }

    pub fn submission(&self, previous: bool) -> &'s Submission {
        // spots of the period before are only made when there is one
        if previous { self.previous.unwrap_or(self.current) } else { self.current }
    }

    pub fn form(&self, spot: Spot) -> &'s FilledForm {
        &self.submission(spot.previous).forms[spot.form]
    }

    pub fn entry(&self, spot: Spot) -> Entry<'s> {
        self.form(spot).rows[spot.row].entries.get(spot.column)
    }

    pub fn level(&self) -> Option<Level> {
        self.current.level
    }

    pub fn is_out_of_scope(&self, spot: Spot) -> bool {
        self.form(spot).is_out_of_scope(spot.row, self.level())
    }

    /// The place of a spot as a rule of the form `home` sees it.
    pub fn location(&self, spot: Spot, home: usize) -> Location {
        let form = self.form(spot);
        let location = Location::of(form, spot.row, spot.column, self.level(), spot.previous);
        Location {
            foreign: form.form.id != self.current.forms[home].form.id,
            implied: self.implied(spot).and_then(Interval::exact),
            ..location
        }
    }

    /// The same world with what blanks must hold.
    pub const fn knowing(self, implied: &'s Implied) -> Self {
        Self { implied: Some(implied), ..self }
    }

    /// The world as a rule is judged in: what solves for a blank must not be judged by its own solution.
    pub fn judging(self, rule: &Rule) -> Self {
        Self { implied: self.implied.filter(|_| !rule.solve), ..self }
    }

    pub fn implied(&self, spot: Spot) -> Option<Interval> {
        self.implied.and_then(|implied| implied.get(&spot)).copied()
    }

    /// What blanks must hold by the rules that solve for them: of score, deduction and maximum, two
    /// give the third, and one still bounds it.
    pub fn solved(&self) -> Implied {
        let mut implied = Implied::default();
        for (index, filled) in self.current.forms.iter().enumerate() {
            for rule in filled.form.rules.iter().filter(|rule| rule.solve) {
                for instance in self.instances(index, rule).into_iter().flatten() {
                    self.solve_blanks(&instance, &mut implied);
                }
            }
        }
        implied
    }

    fn solve_blanks(&self, instance: &Instance<'_>, implied: &mut Implied) {
        let Some((left, right)) = instance.sentence.equation() else { return };
        let Some(addends) = right.addends() else { return };
        let range = |spot: Spot| self.value(&Expr::Place(spot), None);
        let sum = |without: Option<usize>| {
            let mut terms = addends.iter().enumerate().filter(|(index, _)| Some(*index) != without);
            terms.try_fold(Interval::ZERO, |sum, (_, spot)| Some(sum.plus(range(**spot).range?)))
        };
        let whole = range(*left);
        for (index, addend) in addends.iter().enumerate() {
            if !range(**addend).unknown.is_empty()
                && let (Some(whole), Some(others)) = (whole.range, sum(Some(index)))
                && let Some(rest) = whole.minus(others).from_nought_up()
            {
                implied.insert(**addend, rest);
            }
        }
        if !whole.unknown.is_empty()
            && let Some(sum) = sum(None)
        {
            implied.insert(*left, sum);
        }
    }

    /// A rule at every row or column that it runs over, or why not.
    pub fn instances(&self, form: usize, rule: &'s Rule) -> Vec<Result<Instance<'s>, Skipped>> {
        let filled = &self.current.forms[form];
        let (columns, empty): (Vec<_>, Vec<_>) = columns(filled, rule).into_iter().partition(|column| {
            let may_be_filled = self.unfilled.is_some() && column.is_some_and(|at| filled.present[at]);
            rule.columns.is_empty() || may_be_filled || holds_any(filled, *column)
        });
        let here = |row, column| Here { world: *self, form, row, column };
        let at = |row: Option<usize>| columns.iter().map(move |&column| Line::new(here(row, column), rule));
        let lines = || match rule.each {
            Each::Once | Each::Column => at(None).collect(),
            Each::Row => rows(filled, |_| true).flat_map(|row| at(Some(row))).collect(),
            Each::Parent => rows(filled, |row| children(filled, row).next().is_some())
                .flat_map(|row| at(Some(row)))
                .collect(),
        };
        let lines = match self.layout {
            Some(layout) => layout.lines(form, rule, &columns, lines),
            None => Rc::new(lines()),
        };
        let instance = |line: &Line| {
            let (row, column) = (line.row, line.column);
            let sentence = line.set_down(here(row, column), rule)?;
            Ok(Instance { rule, form, row, column, sentence })
        };
        let mut instances: Vec<Result<Instance<'s>, Skipped>> = lines.iter().map(instance).collect();
        let said = empty.into_iter().flatten().map(|column| filled.form.columns[column].say.clone());
        instances.extend(said.map(|say| Err(Skipped::EmptyColumn(say))));
        instances
    }

    /// The recipe of a derived figure at a row, or why it cannot be followed there.
    pub fn recipe(&self, form: usize, row: usize, is: &Expr<Place>) -> Result<Expr<Spot>, Skipped> {
        let column = self.current.forms[form].form.value_column();
        Here { world: *self, form, row: Some(row), column }.expr(is)
    }
}

/// The columns that a rule is repeated for; the value column, if any, for a rule that is not.
fn columns(filled: &FilledForm, rule: &Rule) -> Vec<Option<usize>> {
    let form = &filled.form;
    if !rule.columns.is_empty() {
        return rule.columns.iter().map(|column| form.column(column)).collect();
    }
    if rule.each != Each::Column {
        return vec![form.value_column()];
    }
    let figures = |column: &usize| {
        filled.present[*column] && form.kind(None, *column).is_some_and(crate::form::Kind::is_figure)
    };
    (0..form.columns.len()).filter(figures).map(Some).collect()
}

/// Whether anything was filled in in a column.
fn holds_any(filled: &FilledForm, column: Option<usize>) -> bool {
    column.is_some_and(|column| filled.rows.iter().any(|row| row.entries.get(column).answer.is_given()))
}

/// The rows of a form that take figures.
fn rows(filled: &FilledForm, wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = usize> {
    let is_heading = |row: usize| {
        let fixed = filled.rows[row].fixed();
        fixed.is_some_and(|index| filled.form.fixed_rows()[index].heading)
    };
    (0..filled.rows.len()).filter(move |&row| !is_heading(row) && wanted(row))
}

/// The printed rows right under a printed row.
fn children(filled: &FilledForm, row: usize) -> impl Iterator<Item = usize> {
    let parent = filled.rows[row].fixed();
    let printed = parent.map(|parent| filled.form.rows_under(parent)).unwrap_or_default();
    printed.iter().filter_map(|index| filled.printed(*index))
}

/// The lines that the sender added below a printed row.
fn lines(filled: &FilledForm, row: usize) -> Vec<usize> {
    if filled.rows.len() == filled.form.fixed_rows().len() {
        return Vec::new();
    }
    let parent = filled.rows[row].role;
    let is_below = |line: &usize| match (filled.rows[*line].role, parent) {
        (Role::Line(below), Role::Fixed(index)) => below == index,
        _ => false,
    };
    (0..filled.rows.len()).filter(is_below).collect()
}

/// Where a rule stands while it is set down.
#[derive(Clone, Copy)]
pub(super) struct Here<'s> {
    world: World<'s>,
    form: usize,
    pub row: Option<usize>,
    pub column: Option<usize>,
}

impl Here<'_> {
    pub fn set_down(self, rule: &Rule) -> Result<Sentence<Spot>, Skipped> {
        let atoms = |atoms: &[Atom<Place>]| -> Result<Vec<Atom<Spot>>, Skipped> {
            let mut set_down = Vec::with_capacity(atoms.len());
            for atom in atoms {
                set_down.push(self.atom(atom)?);
            }
            Ok(set_down)
        };
        let sentence = Sentence { when: atoms(&rule.that.when)?, then: atoms(&rule.that.then)? };
        // all its columns may have been left out
        if sentence.first_place().is_none() {
            return Err(Skipped::NoRow);
        }
        Ok(sentence)
    }

    fn atom(self, atom: &Atom<Place>) -> Result<Atom<Spot>, Skipped> {
        Ok(match atom {
            Atom::Given(place) => match self.spot(place)? {
                Some(spot) => Atom::Given(spot),
                None => return Err(Skipped::NoRow),
            },
            Atom::Compare { left, cmp, right } => {
                // a set is summed in the column of the place that it is compared with
                let named = match left {
                    Expr::Place(Place { column: ColumnRef::Id(id), form: None, .. }) => {
                        self.world.current.forms[self.form].form.column(id)
                    }
                    _ => None,
                };
                let here = Self { column: named.or(self.column), ..self };
                Atom::Compare { left: here.expr(left)?, cmp: *cmp, right: here.expr(right)? }
            }
        })
    }

    fn expr(self, expr: &Expr<Place>) -> Result<Expr<Spot>, Skipped> {
        let pair = |a, b| Ok((Box::new(self.expr(a)?), Box::new(self.expr(b)?)));
        Ok(match expr {
            Expr::Number(number) => Expr::Number(*number),
            Expr::Place(place) => self.spot(place)?.map_or(NOUGHT, Expr::Place),
            Expr::Zero(place) => self.spot(place)?.map_or(NOUGHT, Expr::Zero),
            Expr::Add(a, b) => match (self.expr(a)?, self.expr(b)?) {
                // columns that the sender left out would only clutter the sum
                (a, Expr::Number(nought)) if nought.is_zero() => a,
                (Expr::Number(nought), b) if nought.is_zero() => b,
                (a, b) => Expr::Add(Box::new(a), Box::new(b)),
            },
            Expr::Sub(a, b) => {
                let (a, b) = pair(a, b)?;
                Expr::Sub(a, b)
            }
            Expr::Mul(a, b) => {
                let (a, b) = pair(a, b)?;
                Expr::Mul(a, b)
            }
            Expr::Percent(a, b) => {
                let (a, b) = pair(a, b)?;
                Expr::Percent(a, b)
            }
            Expr::Base(a, b) => {
                let (a, b) = pair(a, b)?;
                Expr::Base(a, b)
            }
            Expr::Sum(set) => self.sum(*set)?,
        })
    }

    fn sum(self, set: Set) -> Result<Expr<Spot>, Skipped> {
        let filled = &self.world.current.forms[self.form];
        let rows: Vec<usize> = match (set, self.row) {
            (Set::Open, _) => rows(filled, |row| filled.rows[row].role == Role::Open).collect(),
            (Set::Children, Some(row)) => children(filled, row).collect(),
            (Set::Lines, Some(row)) => lines(filled, row),
            (Set::Children | Set::Lines, None) => Vec::new(),
        };
        let column = self.column.ok_or(Skipped::NoRow)?;
        let spots =
            rows.into_iter().map(|row| Expr::Place(Spot { previous: false, form: self.form, row, column }));
        added_up(spots.collect()).ok_or(Skipped::NoRow)
    }

    /// The entry meant by a place; `None` for a column that the sender left out.
    fn spot(self, place: &Place) -> Result<Option<Spot>, Skipped> {
        let (form, row) = self.row_of(place)?;
        let filled = &self.world.submission(place.previous).forms[form];
        let column = self.column_of(place, filled, row).ok_or(Skipped::NoRow)?;
        let spot = Spot { previous: place.previous, form, row, column };
        Ok(filled.present[column].then_some(spot))
    }

    /// The form and the row meant by a place.
    fn row_of(self, place: &Place) -> Result<(usize, usize), Skipped> {
        if place.previous && self.world.previous.is_none() {
            return Err(Skipped::NoPrevious);
        }
        let submission = self.world.submission(place.previous);
        let own = &self.world.current.forms[self.form].form.id;
        let id = place.form.as_ref().unwrap_or(own);
        let form = if place.form.is_none() && !place.previous {
            self.form
        } else {
            let position = submission.forms.iter().position(|form| form.form.id == *id);
            let absent = if place.previous { Skipped::NoPrevious } else { Skipped::NoForm(id.clone()) };
            position.ok_or(absent)?
        };
        let filled = &submission.forms[form];
        let row = match &place.row {
            RowRef::Id(row) => filled.row(row),
            RowRef::Each if form == self.form && !place.previous => self.row,
            // the same row of the period before
            RowRef::Each => {
                let here = self.row.map(|row| &self.world.current.forms[self.form].rows[row].id);
                here.and_then(|id| filled.row(id))
            }
        };
        Ok((form, row.ok_or(Skipped::NoRow)?))
    }

    fn column_of(self, place: &Place, filled: &FilledForm, row: usize) -> Option<usize> {
        let form: &Form = &filled.form;
        match &place.column {
            ColumnRef::Id(column) => form.column(column),
            ColumnRef::First(_) => {
                let columns = choice_of(place, form);
                columns.get(self.choice(filled, row, &columns)).copied()
            }
            ColumnRef::Each if place.form.is_some() => form.value_column(),
            ColumnRef::Each => self.column,
        }
    }

    /// Which of some columns is meant: the first in which something is given, or the last one.
    fn choice(self, filled: &FilledForm, row: usize, columns: &[usize]) -> usize {
        let last = columns.len().saturating_sub(1);
        if let Some(choice) = self.world.unfilled {
            return choice.min(last);
        }
        let is_given = |column: &usize| filled.rows[row].entries.get(*column).answer.is_given();
        columns.iter().position(is_given).unwrap_or(last)
    }

    /// Where a rule means one of some columns of a row.
    pub fn choices(self, rule: &Rule) -> Vec<Choice> {
        let places = rule.that.places();
        let chosen = places.iter().filter(|place| matches!(place.column, ColumnRef::First(_)));
        let choice = |place: &&Place| {
            let (form, row) = self.row_of(place).ok()?;
            let filled = &self.world.submission(place.previous).forms[form];
            Some(Choice { previous: place.previous, form, row, columns: choice_of(place, &filled.form) })
        };
        chosen.filter_map(choice).collect()
    }

    /// Which of the columns is meant there.
    pub fn chosen(self, choice: &Choice) -> usize {
        let filled = &self.world.submission(choice.previous).forms[choice.form];
        self.choice(filled, choice.row, &choice.columns)
    }
}

/// Some columns of a row, of which one is meant.
pub(super) struct Choice {
    previous: bool,
    form: usize,
    row: usize,
    pub columns: Vec<usize>,
}

/// The columns of which a place means one.
fn choice_of(place: &Place, form: &Form) -> Vec<usize> {
    match &place.column {
        ColumnRef::First(columns) => columns.iter().filter_map(|column| form.column(column)).collect(),
        ColumnRef::Id(_) | ColumnRef::Each => Vec::new(),
    }
}

/// The sum of many terms as a tree of little depth: ten thousand rows must not cost the stack.
fn added_up(mut terms: Vec<Expr<Spot>>) -> Option<Expr<Spot>> {
    if terms.len() < 2 {
        return terms.pop();
    }
    let right = terms.split_off(terms.len() / 2);
    let (left, right) = (added_up(terms)?, added_up(right)?);
    Some(Expr::Add(Box::new(left), Box::new(right)))
}

const NOUGHT: Expr<Spot> = Expr::Number(Decimal::ZERO);
