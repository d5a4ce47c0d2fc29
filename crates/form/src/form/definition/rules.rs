//! Reads the rules and derived figures of a definition, and looks up every place that they name in the form.
//!
//! It also checks what a single rule cannot show: ranges and sets of rows, recipes for percentages that are
//! recomputed, and rules for cells with formulas in the blank form.

use super::super::problem::{Fault, Problem, near};
use super::super::toml_table::{SpannedText, TomlTable};
use super::super::{Asked, ColumnId, Consolidate, Derived, Form, FormId, Holds, Kind, RowId, Rows};
use super::vocabulary::{check_id, check_unique};
use crate::rule::syntax::{NamedPlace, SyntaxError};
use crate::rule::{ColumnRef, Each, Place, RowRef, Rule, Sentence, Set, Severity, WhichReport, syntax};
use std::ops::Range;

/// Places in other forms, and where they stand in the text.
type Foreign = Vec<(Place, Range<usize>)>;

/// Reads the derived figures: percentages that the form has no column for.
pub(super) fn read_derived(
    table: &TomlTable<'_, '_>,
    form: &Form,
    text: &str,
    foreign: &mut Foreign,
) -> Vec<Derived> {
    let mut derived: Vec<Derived> = Vec::new();
    for t in table.tables("derive") {
        let id = t.required("id");
        if let Some(id) = &id {
            let known = form.columns.iter().map(|column| column.id.as_str());
            check_unique(&t, id, known.chain(derived.iter().map(|derived| derived.id.as_str())));
        }
        let say = t.required("say");
        let decimals = t.whole("decimals").unwrap_or(2);
        if let Some(is) = t.required("is")
            && let Some(sum) = parsed(&t, &is, text, syntax::parse_sum)
        {
            let mut names = Names {
                form,
                each: Each::Row,
                repeated: false,
                given: Vec::new(),
                read: sum.read().into_iter().map(|place| place.span.clone()).collect(),
                table: &t,
                base: inside(&is, text),
                foreign,
            };
            let is = sum.map(&mut |place| names.place(&place));
            derived.push(Derived {
                id: ColumnId::from(id.map(|t| t.text).unwrap_or_default().as_str()),
                say: say.map(|t| t.text).unwrap_or_default(),
                decimals,
                is,
            });
        }
        t.finish();
    }
    derived
}

/// Reads the rules with their manuals.
pub(super) fn read_rules(
    table: &TomlTable<'_, '_>,
    form: &Form,
    text: &str,
    foreign: &mut Foreign,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for t in table.tables("rules") {
        let name = t.required("id");
        if let Some(name) = &name {
            check_id(&t, name, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-', "a-z 0-9 -");
            let prefix = form.id.as_str().len() + 1;
            check_unique(&t, name, rules.iter().map(|rule| &rule.id.as_str()[prefix..]));
        }
        let each = t.word(
            "each",
            &[
                ("once", Each::Once),
                ("row", Each::Row),
                ("parent", Each::Parent),
                ("leaf", Each::Leaf),
                ("column", Each::Column),
            ],
        );
        let severity = t.word(
            "severity",
            &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)],
        );
        let trial = t.flag("trial");
        let title = t.required("title");
        let (why, todo, example) = (t.required("why"), t.required("todo"), t.text("example"));
        let (derive, solve) = (t.flag("derive"), t.flag("solve"));
        let columns = t.texts("columns");
        for column in &columns {
            check_column(&t, form, column);
        }
        let each = each.unwrap_or(Each::Once);
        let (rows, except) = (t.texts("rows"), t.text_or_texts("except"));
        check_scope(&t, form, each, &rows, &except);
        if let Some(that) = t.required("that")
            && let Some(sentence) = parsed(&t, &that, text, syntax::parse)
        {
            let base = inside(&that, text);
            check_sets(&t, form, each, &sentence, &that.span);
            check_ranges(&t, form, &sentence, &base);
            if sentence.places().is_empty() {
                t.note(that.span.clone(), Fault::NoPlace);
            }
            let repeated = each == Each::Column || !columns.is_empty();
            let spans =
                |places: Vec<&NamedPlace>| places.into_iter().map(|place| place.span.clone()).collect();
            let (given, read) = (spans(sentence.given()), spans(sentence.read()));
            let mut names = Names { form, each, repeated, given, read, table: &t, base, foreign };
            let sentence = sentence.map(&mut |place| names.place(&place));
            if derive && sentence.equation().is_none() {
                t.note(that.span.clone(), Fault::NotARecipe);
            }
            if solve && sentence.equation().is_none_or(|(_, sum)| sum.addends().is_none()) {
                t.note(that.span.clone(), Fault::NotSolvable);
            }
            rules.push(Rule {
                id: format!("{}/{}", form.id, name.map(|t| t.text).unwrap_or_default()).as_str().into(),
                title: title.map(|t| t.text).unwrap_or_default(),
                each,
                columns: columns.iter().map(|t| ColumnId::from(t.text.as_str())).collect(),
                rows: rows.iter().map(|row| RowId::from(row.text.as_str())).collect(),
                except: except.into_iter().map(|except| except.text).collect(),
                that: sentence,
                text: that.text,
                severity: if trial { Severity::Note } else { severity.unwrap_or(Severity::Error) },
                trial,
                derive,
                solve,
                why: why.map(|t| t.text).unwrap_or_default(),
                todo: todo.map(|t| t.text).unwrap_or_default(),
                example: example.map(|t| t.text),
            });
        }
        t.finish();
    }
    rules
}

/// Checks that the rows that a rule names or leaves out exist, and that a rule with rows runs over rows.
fn check_scope(t: &TomlTable<'_, '_>, form: &Form, each: Each, rows: &[SpannedText], except: &[SpannedText]) {
    let over_rows = each.is_over_rows();
    for row in rows.iter().chain(except.iter().filter(|_| over_rows)) {
        let id = RowId::from(row.text.as_str());
        if !over_rows {
            t.note(row.span.clone(), Fault::NeedsEachRow);
        } else if form.fixed_row(&id).is_none() && form.total_row().is_none_or(|total| total.id != id) {
            let known = form.fixed_rows().iter().map(|row| row.id.as_str());
            let near = near(&row.text, known.chain(form.total_row().map(|total| total.id.as_str())));
            t.note(row.span.clone(), Fault::UnknownRow { near });
        }
    }
    for column in except.iter().filter(|_| !over_rows) {
        if each == Each::Column {
            check_column(t, form, column);
        } else {
            t.note(column.span.clone(), Fault::NeedsEachRow);
        }
    }
}

fn check_column(t: &TomlTable<'_, '_>, form: &Form, column: &SpannedText) {
    if form.column(&ColumnId::from(column.text.as_str())).is_none() {
        let near = near(&column.text, form.columns.iter().map(|column| column.id.as_str()));
        t.note(column.span.clone(), Fault::UnknownColumn { near });
    }
}

fn check_sets(
    t: &TomlTable<'_, '_>,
    form: &Form,
    each: Each,
    sentence: &Sentence<NamedPlace>,
    span: &Range<usize>,
) {
    for set in sentence.sets() {
        match set {
            Set::Open if !matches!(form.rows, Rows::Open { .. }) => {
                t.note(span.clone(), Fault::NeedsOpenRows);
            }
            Set::Children if each != Each::Parent => t.note(span.clone(), Fault::NeedsEachParent),
            Set::Lines if !form.added_lines || each != Each::Row => {
                t.note(span.clone(), Fault::NeedsLines);
            }
            Set::Open | Set::Children | Set::Lines | Set::Range => {}
        }
    }
}

/// Checks that both ends of every range are rows of one parent, in their order.
fn check_ranges(t: &TomlTable<'_, '_>, form: &Form, sentence: &Sentence<NamedPlace>, base: &Inside) {
    let places = sentence.places();
    let ends: Vec<&&NamedPlace> = places.iter().filter(|place| place.ends_range).collect();
    for pair in ends.chunks(2) {
        let [first, last] = pair else { continue };
        let row = |place: &NamedPlace| form.fixed_row(&RowId::from(place.row.as_deref()?));
        // an unknown row is reported elsewhere
        let (Some(from), Some(to)) = (row(first), row(last)) else { continue };
        let rows = form.fixed_rows();
        if from >= to || rows[from].parent != rows[to].parent || first.form.is_some() || last.form.is_some() {
            t.note(base.span(&(first.span.start..last.span.end)), Fault::NoRange);
        }
    }
}

/// Checks that every percentage that consolidation recomputes has a rule that says how.
pub(super) fn check_recipes(table: &TomlTable<'_, '_>, form: &Form) {
    for (row, t) in form.fixed_rows().iter().zip(table.tables("rows")) {
        let needs_recipe = !row.heading && row.consolidate == Consolidate::Recompute;
        let left_side = RowRef::Id(row.id.clone());
        let mut recipes =
            form.rules.iter().filter(|rule| rule.derive).filter_map(|rule| rule.that.equation());
        if needs_recipe && !recipes.any(|(place, _)| place.row == left_side) {
            t.note(t.span(), Fault::NoRecipe(row.id.to_string()));
        }
    }
}

/// Checks that every cell with a formula in the blank form has a rule that says how.
pub(super) fn check_formulas(table: &TomlTable<'_, '_>, form: &Form) {
    let columns: Vec<&ColumnId> =
        (0..form.columns.len()).filter(|&i| form.takes_answers(i)).map(|i| &form.columns[i].id).collect();
    if !table.holds_table("rows") {
        for (row, t) in form.fixed_rows().iter().zip(table.tables("rows")) {
            if row.blank == Asked::Formula
                && !columns.iter().any(|column| form.recipe(&row.id, column).is_some())
            {
                t.note(t.span(), Fault::NoFormula(row.id.to_string()));
            }
        }
    }
    for (column, t) in form.columns.iter().zip(table.tables("columns")) {
        let mut rows =
            form.fixed_rows().iter().map(|row| &row.id).chain(form.total_row().map(|total| &total.id));
        if column.blank == Asked::Formula && !rows.any(|row| form.recipe(row, &column.id).is_some()) {
            t.note(t.span(), Fault::NoFormula(column.id.to_string()));
        }
    }
}

fn parsed<T>(
    t: &TomlTable<'_, '_>,
    rule: &SpannedText,
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, SyntaxError>,
) -> Option<T> {
    match parse(&rule.text) {
        Ok(parsed) => Some(parsed),
        Err(SyntaxError { expected, slip, span }) => {
            let base = inside(rule, text);
            t.note(base.span(&span), Fault::Syntax { expected, slip });
            None
        }
    }
}

/// The place of a rule's text in the file, so that a message can point at a name in the rule.
struct Inside {
    whole: Range<usize>,
    start: Option<usize>,
}

fn inside(rule: &SpannedText, text: &str) -> Inside {
    let start = text[rule.span.clone()].find(&rule.text).map(|at| rule.span.start + at);
    Inside { whole: rule.span.clone(), start }
}

impl Inside {
    /// Turns a span of the rule into a span of the file. A rule written with escapes is pointed at as a whole.
    fn span(&self, span: &Range<usize>) -> Range<usize> {
        match self.start {
            Some(start) => start + span.start..start + span.end,
            None => self.whole.clone(),
        }
    }
}

/// Turns the names in a rule into places of the form, and notes the names that do not exist.
struct Names<'n, 't, 'p> {
    form: &'n Form,
    each: Each,
    /// Whether the rule runs over columns.
    repeated: bool,
    /// The spans of places that appear only in `given(…)`.
    given: Vec<Range<usize>>,
    /// Where the places stand whose words are asked for.
    read: Vec<Range<usize>>,
    table: &'n TomlTable<'t, 'p>,
    base: Inside,
    foreign: &'n mut Foreign,
}

impl Names<'_, '_, '_> {
    fn place(&mut self, named: &NamedPlace) -> Place {
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
        if row.is_some_and(|row| form.fixed_rows()[row].takes_nothing()) {
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
