//! From the text of a definition to a [`Form`], or to everything that is wrong with it.

use super::problem::{Fault, Problem, Problems, near};
use super::table::{Table, Text};
use super::{
    Choice, Column, ColumnId, Consolidate, Derived, Form, FormId, Holds, Kind, Row, RowId, Rows, TotalRow,
};
use crate::rule::syntax::{self, NamedPlace, SyntaxError};
use crate::rule::{ColumnRef, Each, Place, RowRef, Rule, Sentence, Set, Severity};
use crate::unit::Level;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::ops::Range;
use toml::de::DeTable;

/// A form and what must still be looked up in other forms.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The form.
    pub form: Form,
    /// Its places in other forms, and where they stand in the text.
    pub foreign: Vec<(Place, Range<usize>)>,
    /// The file, as its reader will find it.
    pub path: String,
    /// The text it was read from.
    pub text: String,
}

/// Reads a definition.
///
/// # Errors
/// All problems of the text at once.
pub fn read(path: &str, text: &str) -> Result<Definition, Problems> {
    let problems = RefCell::new(Problems::new(path, text));
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        problems.borrow_mut().add(span, Fault::Toml(error.message().to_owned()));
    }
    // with broken TOML, missing keys and the like would only be echoes
    let form = if problems.borrow().is_empty() {
        let start = 0..text.find('\n').unwrap_or(text.len());
        let table = Table::new(document.get_ref(), start, &problems);
        read_form(&table, text)
    } else {
        None
    };
    let problems = problems.into_inner();
    match form {
        Some((form, foreign)) if problems.is_empty() => {
            Ok(Definition { form, foreign, path: path.to_owned(), text: text.to_owned() })
        }
        _ => Err(problems),
    }
}

type Foreign = Vec<(Place, Range<usize>)>;

fn read_form(table: &Table<'_, '_>, text: &str) -> Option<(Form, Foreign)> {
    let id = table.required("id");
    if let Some(id) = &id {
        check_id(table, id, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-', "a-z 0-9 -");
    }
    let version = table.required("version");
    let title = table.required("title");
    let short = table.required("short");
    let sheet = table.required("sheet");
    let basis = table.required("basis");
    table.require("in_force");
    let in_force = table.table("in_force").map(|t| {
        t.require("from");
        let (from, to) = (t.date("from"), t.date("to"));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            t.note(t.span(), Fault::DateOrder);
        }
        t.finish();
        (from, to)
    });
    table.require("sent");
    let sent = table.table("sent").map(|t| {
        t.require("by");
        let sent = (t.word("by", &LEVELS), plain(t.texts("to")), plain(t.texts("every")));
        t.finish();
        sent
    });

    table.require("columns");
    let columns = read_columns(table);
    table.require("rows");
    let rows = read_rows(table, &columns);

    let (sent_by, sent_to, every) = sent.unwrap_or_default();
    let (from, to) = in_force.unwrap_or_default();
    let mut form = Form {
        id: FormId::from(id.as_ref().map_or("", |id| &id.text)),
        version: version.map(|t| t.text).unwrap_or_default(),
        code: table.text("code").map(|t| t.text),
        title: title.map(|t| t.text).unwrap_or_default(),
        short: short.map(|t| t.text).unwrap_or_default(),
        sheet: sheet.map(|t| t.text).unwrap_or_default(),
        column_numbers: table.flag("column_numbers"),
        measure: table.text("measure").map(|t| t.text),
        basis: basis.map(|t| t.text).unwrap_or_default(),
        from: from.unwrap_or_default(),
        to,
        sent_by: sent_by.unwrap_or(Level::Commune),
        sent_to,
        every,
        columns,
        rows,
        derived: Vec::new(),
        rules: Vec::new(),
        fingerprint: fingerprint(text),
    };
    let mut foreign = Vec::new();
    form.derived = read_derived(table, &form, text, &mut foreign);
    form.rules = read_rules(table, &form, text, &mut foreign);
    check_recipes(table, &form);
    table.finish();
    Some((form, foreign))
}

/// The first 16 hexadecimal digits of a definition's SHA-256.
fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

const LEVELS: [(&str, Level); 4] = [
    ("xã", Level::Commune),
    ("huyện", Level::District),
    ("tỉnh", Level::Province),
    ("sở", Level::Department),
];

const CONSOLIDATIONS: [(&str, Consolidate); 7] = [
    ("sum", Consolidate::Sum),
    ("recompute", Consolidate::Recompute),
    ("distribution", Consolidate::Distribution),
    ("same", Consolidate::Same),
    ("max", Consolidate::Max),
    ("list", Consolidate::List),
    ("none", Consolidate::None),
];

/// What the word `kind` may say of a row.
const KINDS: [(&str, Kind); 5] = [
    ("count", Kind::Count),
    ("money", Kind::Money),
    ("percent", Kind::Percent),
    ("score", Kind::Score),
    ("text", Kind::Text),
];

fn plain(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.text).collect()
}

fn check_id(table: &Table<'_, '_>, id: &Text, allowed: impl Fn(char) -> bool, letters: &'static str) {
    if !id.text.chars().all(allowed) {
        table.note(id.span.clone(), Fault::BadId(letters));
    }
}

fn check_unique<'i>(table: &Table<'_, '_>, id: &Text, mut earlier: impl Iterator<Item = &'i str>) {
    if earlier.any(|other| other == id.text) {
        table.note(id.span.clone(), Fault::Duplicate(id.text.clone()));
    }
}

fn read_columns(table: &Table<'_, '_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for t in table.tables("columns") {
        let id = t.required("id");
        if let Some(id) = &id {
            check_id(&t, id, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_', "a-z 0-9 _");
            check_unique(&t, id, columns.iter().map(|column| column.id.as_str()));
        }
        t.require("head");
        let head = plain(t.texts("head"));
        let choices = read_choices(&t);
        let holds = match t.required("kind") {
            Some(kind) => read_holds(&t, &kind, choices),
            None => None,
        };
        let default = match &holds {
            Some(Holds::Value(kind)) => kind.default_consolidation(),
            _ => Consolidate::None,
        };
        let say = t.text("say").map(|t| t.text).or_else(|| head.last().cloned());
        columns.push(Column {
            id: ColumnId::from(id.as_ref().map_or("", |id| &id.text)),
            holds: holds.unwrap_or(Holds::Note),
            say: say.unwrap_or_default(),
            head,
            optional: t.flag("optional"),
            consolidate: t.word("consolidate", &CONSOLIDATIONS).unwrap_or(default),
        });
        t.finish();
    }
    columns
}

fn read_holds(t: &Table<'_, '_>, kind: &Text, choices: Option<Vec<Choice>>) -> Option<Holds> {
    let mut words = vec![
        ("code", Holds::Code),
        ("label", Holds::Label),
        ("measure", Holds::Measure),
        ("note", Holds::Note),
        ("by row", Holds::ByRow),
        ("choice", Holds::Value(Kind::Choice(choices.unwrap_or_default()))),
    ];
    words.extend(KINDS.into_iter().map(|(word, kind)| (word, Holds::Value(kind))));
    let names: Vec<(&str, usize)> = words.iter().enumerate().map(|(i, (word, _))| (*word, i)).collect();
    t.one_of(kind, &names).map(|i| words.swap_remove(i).1)
}

/// `codes = { 0 = "Không", 1 = "Có" }`, in the order of the codes.
fn read_choices(t: &Table<'_, '_>) -> Option<Vec<Choice>> {
    let codes = t.table("codes")?;
    let mut choices: Vec<Choice> = Vec::new();
    for (key, label) in codes.entries() {
        match Decimal::from_str_exact(&key.text) {
            Ok(code) => choices.push(Choice { code, label: label.text }),
            Err(_) => codes.note(key.span, Fault::WrongType { expected: "number", found: key.text }),
        }
    }
    choices.sort_by_key(|choice| choice.code);
    Some(choices)
}

fn read_rows(table: &Table<'_, '_>, columns: &[Column]) -> Rows {
    if table.holds_table("rows") {
        return table.table("rows").map_or(Rows::Fixed(Vec::new()), |t| read_open_rows(&t, columns));
    }
    let mut rows: Vec<Row> = Vec::new();
    for t in table.tables("rows") {
        rows.push(read_row(&t, &rows));
    }
    Rows::Fixed(rows)
}

fn read_open_rows(t: &Table<'_, '_>, columns: &[Column]) -> Rows {
    let key = t.required("open");
    if let Some(key) = &key
        && !columns.iter().any(|column| column.id.as_str() == key.text)
    {
        let near = near(&key.text, columns.iter().map(|column| column.id.as_str()));
        t.note(key.span.clone(), Fault::UnknownColumn { near });
    }
    let total = t.table("total").map(|total| {
        let (id, label) = (total.required("id"), total.required("label"));
        total.finish();
        TotalRow {
            id: RowId::from(id.map(|t| t.text).unwrap_or_default().as_str()),
            label: label.map(|t| t.text).unwrap_or_default(),
        }
    });
    t.finish();
    Rows::Open { key: ColumnId::from(key.map(|t| t.text).unwrap_or_default().as_str()), total }
}

fn read_row(t: &Table<'_, '_>, earlier: &[Row]) -> Row {
    let code = t.text("code");
    let label = t.required("label");
    // a row without a printed code is named under its parent: `7.6.2/a`
    let id = t.text("id").or_else(|| {
        if code.is_none() {
            t.require("code");
        }
        code.clone()
    });
    let id = id.map(|id| Text { text: id.text.trim_end_matches('.').to_owned(), ..id });
    if let Some(id) = &id {
        check_unique(t, id, earlier.iter().map(|row| row.id.as_str()));
    }
    let id = id.map(|id| id.text).unwrap_or_default();
    let measured_in = t.text("measured_in").map(|t| t.text);
    let kind = match (read_choices(t), t.word("kind", &KINDS.each_ref().map(|(word, kind)| (*word, kind)))) {
        (Some(choices), _) => Kind::Choice(choices),
        (None, Some(kind)) => kind.clone(),
        (None, None) if measured_in.as_deref() == Some("%") => Kind::Percent,
        (None, None) => Kind::Count,
    };
    let not_for = t.texts("not_for");
    let row = Row {
        parent: parent(&id, earlier),
        id: RowId::from(id.as_str()),
        code: code.map(|t| t.text),
        label: label.map(|t| t.text).unwrap_or_default(),
        measured_in,
        heading: t.flag("heading"),
        not_for: not_for.iter().filter_map(|level| t.one_of(level, &LEVELS)).collect(),
        consolidate: t.word("consolidate", &CONSOLIDATIONS).unwrap_or(kind.default_consolidation()),
        cumulative: t.flag("cumulative"),
        nil: plain(t.texts("nil")),
        kind,
    };
    t.finish();
    row
}

/// The row whose id is `id` without its last part: `2.1` for `2.1.3` and for `2.1/a`.
fn parent(id: &str, rows: &[Row]) -> Option<usize> {
    let end = id.rfind(['.', '/'])?;
    rows.iter().position(|row| row.id.as_str() == &id[..end])
}

fn read_derived(table: &Table<'_, '_>, form: &Form, text: &str, foreign: &mut Foreign) -> Vec<Derived> {
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
            let mut names = Names { form, each: Each::Row, table: &t, base: inside(&is, text), foreign };
            let is = sum.map(&mut |place| names.place(place));
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

fn read_rules(table: &Table<'_, '_>, form: &Form, text: &str, foreign: &mut Foreign) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for t in table.tables("rules") {
        let name = t.required("id");
        if let Some(name) = &name {
            check_id(&t, name, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-', "a-z 0-9 -");
            let prefix = form.id.as_str().len() + 1;
            check_unique(&t, name, rules.iter().map(|rule| &rule.id[prefix..]));
        }
        let each = t.word(
            "each",
            &[("once", Each::Once), ("row", Each::Row), ("parent", Each::Parent), ("column", Each::Column)],
        );
        let severity = t.word(
            "severity",
            &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)],
        );
        let title = t.required("title");
        let (why, todo, example) = (t.required("why"), t.required("todo"), t.text("example"));
        let derive = t.flag("derive");
        let columns = t.texts("columns");
        for column in &columns {
            check_column(&t, form, column);
        }
        let each = each.unwrap_or(Each::Once);
        if let Some(that) = t.required("that")
            && let Some(sentence) = parsed(&t, &that, text, syntax::parse)
        {
            let base = inside(&that, text);
            check_sets(&t, form, each, &sentence, &that.span);
            let mut names = Names { form, each, table: &t, base, foreign };
            let sentence = sentence.map(&mut |place| names.place(place));
            if derive && sentence.equation().is_none() {
                t.note(that.span.clone(), Fault::NotARecipe);
            }
            rules.push(Rule {
                id: format!("{}/{}", form.id, name.map(|t| t.text).unwrap_or_default()),
                title: title.map(|t| t.text).unwrap_or_default(),
                each,
                columns: columns.iter().map(|t| ColumnId::from(t.text.as_str())).collect(),
                that: sentence,
                text: that.text,
                severity: severity.unwrap_or(Severity::Error),
                derive,
                why: why.map(|t| t.text).unwrap_or_default(),
                todo: todo.map(|t| t.text).unwrap_or_default(),
                example: example.map(|t| t.text),
            });
        }
        t.finish();
    }
    rules
}

fn check_column(t: &Table<'_, '_>, form: &Form, column: &Text) {
    if form.column(&ColumnId::from(column.text.as_str())).is_none() {
        let near = near(&column.text, form.columns.iter().map(|column| column.id.as_str()));
        t.note(column.span.clone(), Fault::UnknownColumn { near });
    }
}

fn check_sets(
    t: &Table<'_, '_>,
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
            Set::Open | Set::Children => {}
        }
    }
}

/// A percentage that is recomputed when consolidating needs a rule that says from what.
fn check_recipes(table: &Table<'_, '_>, form: &Form) {
    for row in form.fixed_rows().iter().filter(|row| !row.heading) {
        let is_left = |rule: &Rule| {
            let left = rule.that.equation().map(|(place, _)| &place.row);
            rule.derive && left == Some(&RowRef::Id(row.id.clone()))
        };
        if row.consolidate == Consolidate::Recompute && !form.rules.iter().any(is_left) {
            table.note(table.span(), Fault::NoRecipe(row.id.to_string()));
        }
    }
}

fn parsed<T>(
    t: &Table<'_, '_>,
    rule: &Text,
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, SyntaxError>,
) -> Option<T> {
    match parse(&rule.text) {
        Ok(parsed) => Some(parsed),
        Err(SyntaxError { expected, span }) => {
            let base = inside(rule, text);
            t.note(base.span(&span), Fault::Syntax(expected));
            None
        }
    }
}

/// Where a rule's text begins in the file, so that a name in it can be pointed at.
struct Inside {
    whole: Range<usize>,
    start: Option<usize>,
}

fn inside(rule: &Text, text: &str) -> Inside {
    let start = text[rule.span.clone()].find(&rule.text).map(|at| rule.span.start + at);
    Inside { whole: rule.span.clone(), start }
}

impl Inside {
    /// A span of the rule as a span of the file; all of the rule if it is written with escapes.
    fn span(&self, span: &Range<usize>) -> Range<usize> {
        match self.start {
            Some(start) => start + span.start..start + span.end,
            None => self.whole.clone(),
        }
    }
}

/// Turns the names in a rule into places of the form, noting those that do not exist.
struct Names<'n, 't, 'p> {
    form: &'n Form,
    each: Each,
    table: &'n Table<'t, 'p>,
    base: Inside,
    foreign: &'n mut Foreign,
}

impl Names<'_, '_, '_> {
    fn place(&mut self, named: NamedPlace) -> Place {
        let span = self.base.span(&named.span);
        let row = named.row.as_deref().map_or(RowRef::Each, |row| RowRef::Id(RowId::from(row)));
        let column = match named.column.as_deref() {
            None | Some("value") => ColumnRef::Each,
            Some(column) => ColumnRef::Id(ColumnId::from(column)),
        };
        let form = named.form.as_deref().map(FormId::from);
        let place = Place { form, previous: named.previous, row, column };
        if place.form.is_some() {
            self.foreign.push((place.clone(), span));
            return place;
        }
        let at_rows = matches!(self.each, Each::Row | Each::Parent);
        if place.row == RowRef::Each && !at_rows {
            self.table.note(span.clone(), Fault::NeedsEachRow);
        }
        let place = self.with_value_column(place, &span);
        if let Some(fault) = fault_of(self.form, &place) {
            self.table.note(span, fault);
        }
        place
    }

    /// A row alone means the column that the rule runs over, else the form's value column.
    fn with_value_column(&self, place: Place, span: &Range<usize>) -> Place {
        if place.column != ColumnRef::Each || self.each == Each::Column {
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

/// Why a place does not exist in the form or cannot be reckoned with, if so.
pub(crate) fn fault_of(form: &Form, place: &Place) -> Option<Fault> {
    let mut row = None;
    if let RowRef::Id(id) = &place.row {
        row = form.fixed_row(id);
        if row.is_none() && form.total_row().is_none_or(|total| total.id != *id) {
            let rows = form.fixed_rows().iter().map(|row| row.id.as_str());
            let total = form.total_row().map(|total| total.id.as_str());
            return Some(Fault::UnknownRow { near: near(id.as_str(), rows.chain(total)) });
        }
        if row.is_some_and(|row| form.fixed_rows()[row].heading) {
            return Some(Fault::Heading);
        }
    }
    if let ColumnRef::Id(id) = &place.column {
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

/// Notes what places in other forms do not exist there.
pub(crate) fn check_foreign(definition: &Definition, known: &[&Form]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, span) in &definition.foreign {
        let Some(id) = &place.form else { continue };
        let versions: Vec<&&Form> = known.iter().filter(|form| form.id == *id).collect();
        // a version of the other form that has the place is enough; the rule is silent on the rest
        let faults: Vec<Fault> = versions
            .iter()
            .map_while(|form| match (&place.column, form.value_column()) {
                (ColumnRef::Each, None) => Some(Fault::NoValueColumn),
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
