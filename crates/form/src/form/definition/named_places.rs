//! The places that a rule names, looked up in the form.
//!
//! It takes the names as the parser left them. It gives places of the form, and notes the names that do not exist. Places
//! of other forms are kept until those are known.

use super::super::definition_problems::{Fault, Problem, near};
use super::super::toml_table::{SpannedText, TomlTable};
use super::super::{ColumnId, Form, FormId, Holds, Kind, RowId};
use crate::rule::syntax::NamedPlace;
use crate::rule::{ColumnRef, Each, Place, RowRef, WhichReport};
use std::ops::Range;

/// Places in other forms, and where they stand in the text.
pub(super) type Foreign = Vec<(Place, Range<usize>)>;

/// The place of a rule's text in the file, so that a message can point at a name in the rule.
pub(super) struct Inside {
    whole: Range<usize>,
    start: Option<usize>,
}

impl Inside {
    /// The text of a rule in the text of its definition.
    pub(super) fn new(rule: &SpannedText, text: &str) -> Self {
        let start = text[rule.span.clone()].find(&rule.text).map(|at| rule.span.start + at);
        Self { whole: rule.span.clone(), start }
    }

    /// Turns a span of the rule into a span of the file. A rule written with escapes is pointed at as a whole.
    pub(super) fn span(&self, span: &Range<usize>) -> Range<usize> {
        match self.start {
            Some(start) => start + span.start..start + span.end,
            None => self.whole.clone(),
        }
    }
}

/// Turns the names in a rule into places of the form, and notes the names that do not exist.
pub(super) struct Names<'n, 't, 'p> {
    pub(super) form: &'n Form,
    pub(super) each: Each,
    /// Whether the rule runs over columns.
    pub(super) repeated: bool,
    /// The spans of places that appear only in `given(…)`.
    pub(super) given: Vec<Range<usize>>,
    /// Where the places stand whose words are asked for.
    pub(super) read: Vec<Range<usize>>,
    pub(super) table: &'n TomlTable<'t, 'p>,
    pub(super) base: Inside,
    pub(super) foreign: &'n mut Foreign,
}

impl Names<'_, '_, '_> {
    /// The place of a name, as good as the form has it.
    pub(super) fn place(&mut self, named: &NamedPlace) -> Place {
        let span = self.base.span(&named.span);
        let row = named.row.as_deref().map_or(RowRef::Each, |row| RowRef::Id(RowId::from(row)));
        let column = match named.columns.as_slice() {
            [] => ColumnRef::Each,
            [value] if value == "value" => ColumnRef::Each,
            [column] => ColumnRef::Id(ColumnId::from(column.as_str())),
            columns => ColumnRef::First(columns.iter().map(|id| ColumnId::from(id.as_str())).collect()),
        };
        let form = named.form.as_deref().map(FormId::from);
        let place = Place { form, which: named.which, row, column };
        if self.read.contains(&named.span) {
            self.check_words(&place, span);
            return place;
        }
        if place.form.is_some() {
            self.foreign.push((place.clone(), span));
            return place;
        }
        let at_rows = self.each.is_over_rows();
        if place.row == RowRef::Each && !at_rows && !named.in_set {
            self.table.note(span.clone(), Fault::NeedsEachRow);
        }
        if place.column == ColumnRef::Each
            && !self.repeated
            && !named.ends_range
            && let Some(several) = several_value_columns(self.form)
        {
            self.table.note(span, several);
            return place;
        }
        let is_of_sum = named.ends_range && named.columns.is_empty();
        let place = if is_of_sum { place } else { self.with_value_column(place, &span) };
        // `given(…)` may also ask for a text
        let may_be_text = self.given.contains(&named.span);
        let fault = fault_of(self.form, &place).filter(|fault| !may_be_text || *fault != Fault::NotAFigure);
        if let Some(fault) = fault {
            self.table.note(span, fault);
        }
        place
    }

    /// Words are compared with a column of labels or texts at the row that may be counted.
    fn check_words(&self, place: &Place, span: Range<usize>) {
        let is_at_hand = place.row == RowRef::Each && place.form.is_none() && place.which == WhichReport::Now;
        let fault = match &place.column {
            ColumnRef::Id(id) if is_at_hand => match self.form.column(id) {
                Some(column) => match self.form.columns[column].holds {
                    Holds::Label | Holds::Value(Kind::Text) => return,
                    _ => Fault::NotWords,
                },
                None => {
                    let known = self.form.columns.iter().map(|column| column.id.as_str());
                    Fault::UnknownColumn { near: near(id.as_str(), known) }
                }
            },
            _ => Fault::NotWords,
        };
        self.table.note(span, fault);
    }

    /// Adds the column to a place that names only a row: the column that the rule runs over, else the form's value
    /// column.
    fn with_value_column(&self, place: Place, span: &Range<usize>) -> Place {
        if place.column != ColumnRef::Each || self.repeated {
            return place;
        }
        match self.form.value_column() {
            Some(column) => Place { column: ColumnRef::Id(self.form.columns[column].id.clone()), ..place },
            None => {
                self.table.note(span.clone(), Fault::NoValueColumn);
                place
            }
        }
    }
}

/// The fault of a place without a column, if the form has several that it may mean.
pub(super) fn several_value_columns(form: &Form) -> Option<Fault> {
    let columns: Vec<String> = form.value_columns().map(ToString::to_string).collect();
    (columns.len() > 1).then_some(Fault::SeveralValueColumns(columns))
}

/// The reason why a place does not exist in the form or holds no figure, if so.
fn fault_of(form: &Form, place: &Place) -> Option<Fault> {
    let mut row = None;
    if let RowRef::Id(id) = &place.row {
        row = form.fixed_row(id);
        if row.is_none() && form.total_row().is_none_or(|total| total.id != *id) {
            let rows = form.fixed_rows().iter().map(|row| row.id.as_str());
            let total = form.total_row().map(|total| total.id.as_str());
            return Some(Fault::UnknownRow { near: near(id.as_str(), rows.chain(total)) });
        }
        if row.is_some_and(|row| form.takes_nothing(row)) {
            return Some(Fault::Heading);
        }
    }
    let columns = match &place.column {
        ColumnRef::Each => &[],
        ColumnRef::Id(id) => std::slice::from_ref(id),
        ColumnRef::First(ids) => ids.as_slice(),
    };
    for id in columns {
        let Some(column) = form.column(id) else {
            let near = near(id.as_str(), form.columns.iter().map(|column| column.id.as_str()));
            return Some(Fault::UnknownColumn { near });
        };
        let by_row_at_hand = row.is_none() && form.columns[column].holds == Holds::ByRow;
        if !by_row_at_hand && !form.kind(row, column).is_some_and(Kind::is_figure) {
            return Some(Fault::NotAFigure);
        }
    }
    None
}

/// The problems of places that do not exist in the other form that they name.
pub(super) fn check_other_forms(places: &[(Place, Range<usize>)], known: &[&Form]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, span) in places {
        let Some(id) = &place.form else { continue };
        let versions: Vec<&&Form> = known.iter().filter(|form| form.id == *id).collect();
        // one version of the other form with the place is enough; the rule is silent on the other versions
        let faults: Vec<Fault> = versions
            .iter()
            .map_while(|form| match (&place.column, form.value_column()) {
                (ColumnRef::Each, None) => Some(Fault::NoValueColumn),
                (ColumnRef::Each, Some(_)) => several_value_columns(form).or_else(|| fault_of(form, place)),
                _ => fault_of(form, place),
            })
            .collect();
        if versions.is_empty() {
            let near = near(id.as_str(), known.iter().map(|form| form.id.as_str()));
            problems.push(Problem { span: span.clone(), fault: Fault::UnknownForm { near } });
        } else if faults.len() == versions.len() {
            problems.extend(faults.into_iter().take(1).map(|fault| Problem { span: span.clone(), fault }));
        }
    }
    problems
}
