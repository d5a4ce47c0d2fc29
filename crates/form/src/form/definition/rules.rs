//! Reads the rules and derived figures of a definition.
//!
//! It also checks what a single rule cannot show: ranges and sets of rows, recipes for percentages that are
//! recomputed, and rules for cells with formulas in the blank form.

use super::super::definition_problems::{Fault, near};
use super::super::toml_table::{SpannedText, TomlTable};
use super::super::{ColumnId, Consolidate, Derived, Form, InBlank, RowId, Rows};
use super::named_places::{Foreign, Inside, Names, several_value_columns};
use super::vocabulary::{check_id, check_unique};
use crate::rule::syntax::{NamedPlace, SyntaxError};
use crate::rule::{Atom, Each, Expr, RowRef, Rule, Set, Severity, Statement, syntax};
use std::collections::BTreeSet;
use std::ops::Range;

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
                base: Inside::new(&is, text),
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
            && let Some(statement) = parsed(&t, &that, text, syntax::parse)
        {
            let base = Inside::new(&that, text);
            check_sets(&t, form, each, &statement, &that.span);
            let repeated = each == Each::Column || !columns.is_empty();
            check_ranges(&t, form, &statement, &base, repeated);
            if statement.places().is_empty() {
                t.note(that.span.clone(), Fault::NoPlace);
            }
            let spans =
                |places: Vec<&NamedPlace>| places.into_iter().map(|place| place.span.clone()).collect();
            let (given, read) = (spans(statement.given()), spans(statement.read()));
            let mut names = Names { form, each, repeated, given, read, table: &t, base, foreign };
            let statement = statement.map(&mut |place| names.place(&place));
            if derive && statement.equation().is_none() {
                t.note(that.span.clone(), Fault::NotARecipe);
            }
            if solve && statement.equation().is_none_or(|(_, sum)| sum.addends().is_none()) {
                t.note(that.span.clone(), Fault::NotSolvable);
            }
            rules.push(Rule {
                id: format!("{}/{}", form.id, name.map(|t| t.text).unwrap_or_default()).as_str().into(),
                title: title.map(|t| t.text).unwrap_or_default(),
                each,
                columns: columns.iter().map(|t| ColumnId::from(t.text.as_str())).collect(),
                rows: rows.iter().map(|row| RowId::from(row.text.as_str())).collect(),
                except: except.into_iter().map(|except| except.text).collect(),
                that: statement,
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
    statement: &Statement<NamedPlace>,
    span: &Range<usize>,
) {
    for set in statement.sets() {
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

/// Checks that both ends of every range are rows of one parent, in their order, and that it is known in which column
/// they are summed.
fn check_ranges(
    t: &TomlTable<'_, '_>,
    form: &Form,
    statement: &Statement<NamedPlace>,
    base: &Inside,
    repeated: bool,
) {
    let places = statement.places();
    let mut compared = BTreeSet::new();
    for atom in statement.when.iter().chain(&statement.then) {
        note_compared(atom, &mut compared);
    }
    let ends: Vec<&&NamedPlace> = places.iter().filter(|place| place.ends_range).collect();
    for pair in ends.chunks(2) {
        let [first, last] = pair else { continue };
        let span = base.span(&(first.span.start..last.span.end));
        if !first.columns.is_empty() && first.columns != last.columns {
            t.note(span.clone(), Fault::RangeOfColumns);
        }
        let has_column = !last.columns.is_empty() || repeated || compared.contains(&last.span.start);
        if !has_column && let Some(several) = several_value_columns(form) {
            t.note(span.clone(), several);
        }
        let row_of = |place: &NamedPlace| form.fixed_row(&RowId::from(place.row.as_deref()?));
        // an unknown row is reported elsewhere
        let (Some(from), Some(to)) = (row_of(first), row_of(last)) else { continue };
        let rows = form.fixed_rows();
        if from >= to || rows[from].parent != rows[to].parent || first.form.is_some() || last.form.is_some() {
            t.note(span, Fault::NoRange);
        }
    }
}

/// Notes where the ends of the ranges stand that are summed in the column of the place that they are compared with.
fn note_compared(atom: &Atom<NamedPlace>, compared: &mut BTreeSet<usize>) {
    match atom {
        Atom::Compare { left, right, .. } => {
            if let Expr::Place(NamedPlace { columns, form: None, ends_range: false, .. }) = left
                && let [column] = columns.as_slice()
                && column != "value"
            {
                compared.extend(right.places().into_iter().map(|place| place.span.start));
            }
        }
        Atom::Any(alternatives) => {
            alternatives.iter().flatten().for_each(|atom| note_compared(atom, compared));
        }
        Atom::Given(_) | Atom::Missing(_) | Atom::Reads { .. } => {}
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
            if row.in_blank == InBlank::Formula
                && !columns.iter().any(|column| form.recipe(&row.id, column).is_some())
            {
                t.note(t.span(), Fault::NoFormula(row.id.to_string()));
            }
        }
    }
    for (column, t) in form.columns.iter().zip(table.tables("columns")) {
        let mut rows =
            form.fixed_rows().iter().map(|row| &row.id).chain(form.total_row().map(|total| &total.id));
        if column.in_blank == InBlank::Formula && !rows.any(|row| form.recipe(row, &column.id).is_some()) {
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
            let base = Inside::new(rule, text);
            t.note(base.span(&span), Fault::Syntax { expected, slip });
            None
        }
    }
}
