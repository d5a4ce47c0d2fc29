//! From the text of a definition to a [`Form`], or to everything that is wrong with it.

mod rules;
mod sentences_and_charts;

use super::problem::{Fault, Problems, near};
use super::toml_table::{SpannedText, TomlTable};
use super::{
    Asked, Bands, Choice, Column, ColumnId, Consolidate, Form, FormId, Holds, Kind, Name, Row, RowId, Rows,
    TotalRow,
};
use crate::normalise::{bare_code, match_key};
use crate::rule::Place;
use crate::unit::Level;
use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeTable;

pub(crate) use rules::check_other_forms;

/// A form and what must still be looked up in other forms.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The form.
    pub form: Arc<Form>,
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
        let table = TomlTable::new(document.get_ref(), start, &problems);
        Some(read_form(&table, text))
    } else {
        None
    };
    let problems = problems.into_inner();
    match form {
        Some((form, foreign)) if problems.is_empty() => {
            Ok(Definition { form: Arc::new(form), foreign, path: path.to_owned(), text: text.to_owned() })
        }
        _ => Err(problems),
    }
}

type Foreign = Vec<(Place, Range<usize>)>;

fn read_form(table: &TomlTable<'_, '_>, text: &str) -> (Form, Foreign) {
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
    let added_lines = table.flag("lines");
    if added_lines && matches!(rows, Rows::Open { .. }) {
        table.note(table.span(), Fault::LinesNeedPrintedRows);
    }

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
        places: places(&rows),
        under: under(&rows),
        rows,
        added_lines,
        sparse: table.flag("sparse"),
        bands: None,
        derived: Vec::new(),
        rules: Vec::new(),
        sentences: Vec::new(),
        charts: Vec::new(),
        fingerprint: fingerprint(text),
    };
    form.bands = read_bands(table, &form);
    let mut foreign = Vec::new();
    form.derived = rules::read_derived(table, &form, text, &mut foreign);
    form.rules = rules::read_rules(table, &form, text, &mut foreign);
    form.sentences = sentences_and_charts::read_sentences(table, &form);
    form.charts = sentences_and_charts::read_charts(table, &form);
    // a rule that could not be read may be the recipe that seems to be missing
    if !table.has_problems() && matches!(form.rows, Rows::Fixed(_)) {
        rules::check_recipes(table, &form);
    }
    if !table.has_problems() {
        rules::check_formulas(table, &form);
    }
    table.finish();
    (form, foreign)
}

/// The printed rows right under each printed row.
fn under(rows: &Rows) -> Vec<Vec<usize>> {
    let rows = match rows {
        Rows::Fixed(rows) => rows.as_slice(),
        Rows::Open { .. } => &[],
    };
    let mut under = vec![Vec::new(); rows.len()];
    for (index, row) in rows.iter().enumerate() {
        if let Some(parent) = row.parent.and_then(|parent| under.get_mut(parent)) {
            parent.push(index);
        }
    }
    under
}

/// Where each printed row stands among them; of two of one name, which is a mistake that is said, the first.
fn places(rows: &Rows) -> HashMap<RowId, usize, RandomState> {
    let rows = match rows {
        Rows::Fixed(rows) => rows.as_slice(),
        Rows::Open { .. } => &[],
    };
    rows.iter().enumerate().rev().map(|(index, row)| (row.id.clone(), index)).collect()
}

/// The first 16 hexadecimal digits of a definition's SHA-256.
fn fingerprint(text: &str) -> String {
    crate::sha256(text.as_bytes())[..16].to_owned()
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

/// What the word `blank` may say of a column; of a row all but the last.
const ASKED: [(&str, Asked); 3] =
    [("input", Asked::Input), ("formula", Asked::Formula), ("none", Asked::None)];

/// What the word `kind` may say of a row.
const KINDS: [(&str, Kind); 6] = [
    ("count", Kind::Count),
    ("money", Kind::Money),
    ("percent", Kind::Percent),
    ("score", Kind::Score),
    ("text", Kind::Text),
    ("document", Kind::Document),
];

fn plain(texts: Vec<SpannedText>) -> Vec<String> {
    texts.into_iter().map(|text| text.text).collect()
}

fn check_id(
    table: &TomlTable<'_, '_>,
    id: &SpannedText,
    allowed: impl Fn(char) -> bool,
    letters: &'static str,
) {
    if !id.text.chars().all(allowed) {
        table.note(id.span.clone(), Fault::BadId(letters));
    }
}

fn check_unique<'i>(table: &TomlTable<'_, '_>, id: &SpannedText, mut earlier: impl Iterator<Item = &'i str>) {
    if earlier.any(|other| other == id.text) {
        table.note(id.span.clone(), Fault::Duplicate(id.text.clone()));
    }
}

fn read_columns(table: &TomlTable<'_, '_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for t in table.tables("columns") {
        let id = t.required("id");
        if let Some(id) = &id {
            check_id(&t, id, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_', "a-z 0-9 _");
            check_unique(&t, id, columns.iter().map(|column| column.id.as_str()));
        }
        t.require("head");
        let head = plain(t.texts("head"));
        if columns.iter().any(|column| !head.is_empty() && column.head == head) {
            t.note(t.span(), Fault::Duplicate(head.join(" / ")));
        }
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
        let optional = t.flag("optional");
        columns.push(Column {
            id: ColumnId::from(id.as_ref().map_or("", |id| &id.text)),
            holds: holds.unwrap_or(Holds::Note),
            say: say.unwrap_or_default(),
            head_keys: head.iter().map(|label| match_key(label)).collect(),
            head,
            blank: t.word("blank", &ASKED).unwrap_or(if optional { Asked::None } else { Asked::Input }),
            optional,
            consolidate: t.word("consolidate", &CONSOLIDATIONS).unwrap_or(default),
        });
        t.finish();
    }
    columns
}

fn read_holds(t: &TomlTable<'_, '_>, kind: &SpannedText, choices: Option<Vec<Choice>>) -> Option<Holds> {
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
fn read_choices(t: &TomlTable<'_, '_>) -> Option<Vec<Choice>> {
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

fn read_rows(table: &TomlTable<'_, '_>, columns: &[Column]) -> Rows {
    if table.holds_table("rows") {
        return table.table("rows").map_or(Rows::Fixed(Vec::new()), |t| read_open_rows(&t, columns));
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut parents: Vec<Option<SpannedText>> = Vec::new();
    let tables = table.tables("rows");
    for t in &tables {
        let (row, parent) = read_row(t, &rows);
        rows.push(row);
        parents.push(parent);
    }
    // a named parent may stand further down, as a total does
    for (index, named) in parents.into_iter().enumerate() {
        let Some(named) = named else { continue };
        let position = rows.iter().position(|row| row.id.as_str() == named.text);
        if position.is_none() || position == Some(index) {
            let near = near(&named.text, rows.iter().map(|row| row.id.as_str()));
            table.note(named.span, Fault::UnknownRow { near });
        }
        rows[index].parent = position;
    }
    for (index, t) in tables.iter().enumerate() {
        if is_own_ancestor(&rows, index) {
            t.note(t.span(), Fault::OwnAncestor);
        }
    }
    Rows::Fixed(rows)
}

fn is_own_ancestor(rows: &[Row], index: usize) -> bool {
    let mut above = rows[index].parent;
    for _ in 0..rows.len() {
        match above {
            Some(parent) if parent == index => return true,
            Some(parent) => above = rows[parent].parent,
            None => return false,
        }
    }
    false
}

fn read_bands(table: &TomlTable<'_, '_>, form: &Form) -> Option<Bands> {
    let t = table.table("bands")?;
    let row = t.required("row");
    if let Some(row) = &row
        && form.fixed_row(&RowId::from(row.text.as_str())).is_none()
    {
        let near = near(&row.text, form.fixed_rows().iter().map(|row| row.id.as_str()));
        t.note(row.span.clone(), Fault::UnknownRow { near });
    }
    t.require("score");
    let (score, maximum) = (t.texts("score"), t.required("maximum"));
    for column in score.iter().chain(&maximum) {
        let id = ColumnId::from(column.text.as_str());
        let near = near(&column.text, form.columns.iter().map(|column| column.id.as_str()));
        match form.column(&id).map(|column| &form.columns[column].holds) {
            Some(Holds::Value(Kind::Score)) => {}
            Some(_) => t.note(column.span.clone(), Fault::NotAFigure),
            None => t.note(column.span.clone(), Fault::UnknownColumn { near }),
        }
    }
    let ties = t.texts("ties");
    for tie in &ties {
        if form.fixed_row(&RowId::from(tie.text.as_str())).is_none() {
            let near = near(&tie.text, form.fixed_rows().iter().map(|row| row.id.as_str()));
            t.note(tie.span.clone(), Fault::UnknownRow { near });
        }
    }
    t.require("steps");
    let mut steps: Vec<(Decimal, String)> = Vec::new();
    for step in t.tables("steps") {
        step.require("from");
        let (from, say) = (step.whole("from"), step.required("say"));
        let from = Decimal::from(from.unwrap_or_default());
        if steps.last().is_some_and(|(higher, _)| *higher <= from) {
            step.note(step.span(), Fault::BandOrder);
        }
        steps.push((from, say.map(|t| t.text).unwrap_or_default()));
        step.finish();
    }
    if steps.last().is_some_and(|(lowest, _)| !lowest.is_zero()) {
        t.note(t.span(), Fault::BandOrder);
    }
    let bands = Bands {
        row: RowId::from(row.map(|t| t.text).unwrap_or_default().as_str()),
        score: score.iter().map(|t| ColumnId::from(t.text.as_str())).collect(),
        maximum: ColumnId::from(maximum.map(|t| t.text).unwrap_or_default().as_str()),
        ties: ties.iter().map(|t| RowId::from(t.text.as_str())).collect(),
        unconfirmed: t.flag("unconfirmed"),
        steps,
    };
    t.finish();
    Some(bands)
}

fn read_open_rows(t: &TomlTable<'_, '_>, columns: &[Column]) -> Rows {
    let key = t.required("open");
    if let Some(key) = &key
        && !columns.iter().any(|column| column.id.as_str() == key.text)
    {
        let near = near(&key.text, columns.iter().map(|column| column.id.as_str()));
        t.note(key.span.clone(), Fault::UnknownColumn { near });
    }
    let total = t.table("total").map(|total| {
        let (id, label) = (total.required("id"), total.required("label"));
        let also = plain(total.texts("also"));
        total.finish();
        let label = label.map(|t| t.text).unwrap_or_default();
        TotalRow {
            id: RowId::from(id.map(|t| t.text).unwrap_or_default().as_str()),
            keys: also.iter().chain([&label]).map(|called| match_key(called)).collect(),
            label: label.into(),
            also,
        }
    });
    t.finish();
    Rows::Open { key: ColumnId::from(key.map(|t| t.text).unwrap_or_default().as_str()), total }
}

/// A row, and the parent that it names itself.
fn read_row(t: &TomlTable<'_, '_>, earlier: &[Row]) -> (Row, Option<SpannedText>) {
    let code = t.text("code");
    let label = t.required("label");
    // a row without a printed code is named under its parent: `7.6.2/a`
    let id = t.text("id").or_else(|| {
        if code.is_none() {
            t.require("code");
        }
        code.clone()
    });
    let id = id.map(|id| SpannedText { text: id.text.trim_end_matches('.').to_owned(), ..id });
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
    let named = t.text("parent");
    let plan = t.text("plan").and_then(|plan| {
        let position = earlier.iter().position(|row| row.id.as_str() == plan.text);
        if position.is_none() {
            let near = near(&plan.text, earlier.iter().map(|row| row.id.as_str()));
            t.note(plan.span, Fault::UnknownRow { near });
        }
        position
    });
    let label: Arc<str> = label.map(|t| t.text).unwrap_or_default().into();
    let name = Name { id: RowId::from(id.as_str()), label: Arc::clone(&label) };
    let row = Row {
        parent: parent(&id, earlier),
        id: name.id.clone(),
        bare: code.as_ref().map(|t| bare_code(&t.text)),
        code: code.map(|t| t.text),
        key: match_key(&label),
        label,
        name: Arc::new(name),
        measured_in,
        heading: t.flag("heading"),
        not_for: not_for.iter().filter_map(|level| t.one_of(level, &LEVELS)).collect(),
        consolidate: t.word("consolidate", &CONSOLIDATIONS).unwrap_or(kind.default_consolidation()),
        cumulative: t.flag("cumulative"),
        plan,
        blank: t.word("blank", &ASKED[..2]).unwrap_or_default(),
        nil: plain(t.texts("nil")),
        kind,
    };
    t.finish();
    (row, named)
}

/// The row whose id is `id` without its last part: `2.1` for `2.1.3` and for `2.1/a`.
fn parent(id: &str, rows: &[Row]) -> Option<usize> {
    let end = id.rfind(['.', '/'])?;
    rows.iter().position(|row| row.id.as_str() == &id[..end])
}
