//! Reading a definition: the text of a `form.toml` becomes a [`Form`], or the list of all mistakes in it.
//!
//! The files beside this one read one part of a definition each: columns, rows, rules, bands, sentences and charts.

mod bands;
mod columns;
mod named_places;
mod recomputed;
mod rows;
mod rules;
mod sentences_and_charts;
mod vocabulary;

use super::definition_problems::{Fault, Problem, Problems, near};
use super::toml_table::{SpannedText, TomlTable};
use super::{Form, FormId, RowId, Rows};
use crate::calendar::{Calendar, read_clocks};
use crate::rule::Place;
use crate::unit::Level;
use foldhash::fast::RandomState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeTable;
use vocabulary::{LEVELS, check_id, strings};

/// A form, with what its definition says about other forms and the calendar.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The form.
    pub form: Arc<Form>,
    /// The places in other forms that its rules name, and where they stand in the text.
    pub foreign: Vec<(Place, Range<usize>)>,
    /// The forms that replace it, and where they stand in the text.
    pub successors: Vec<(FormId, Range<usize>)>,
    /// The reporting regime that it names, if any.
    pub regime: Option<SpannedText>,
    /// The path of the file, as people are shown it.
    pub path: String,
    /// The text of the file.
    pub text: String,
}

/// Reads a definition.
///
/// # Errors
/// All problems of the text at once.
pub fn read(path: &str, text: &str) -> Result<Definition, Problems> {
    let problems = RefCell::new(Problems::new(path, text));
    let (document, errors) = DeTable::parse_recoverable(text);
    // what follows a slip of writing is often misread, so only the first is said
    if let Some(error) = errors.into_iter().next() {
        let span = error.span().unwrap_or(0..0);
        problems.borrow_mut().add(span, Fault::Toml(error.message().to_owned()));
    }
    // broken TOML would only lead to more problems, such as missing keys
    let form = if problems.borrow().is_empty() {
        let start = 0..text.find('\n').unwrap_or(text.len());
        let table = TomlTable::new(document.get_ref(), start, &problems);
        Some(read_form(&table, text))
    } else {
        None
    };
    let problems = problems.into_inner();
    match form {
        Some((form, others)) if problems.is_empty() => Ok(Definition {
            form: Arc::new(form),
            foreign: others.places,
            successors: others.successors,
            regime: others.regime,
            path: path.to_owned(),
            text: text.to_owned(),
        }),
        _ => Err(problems),
    }
}

impl Definition {
    /// The problems in what it says about other forms: unknown forms, and places that no version of the other form
    /// has.
    pub(crate) fn check_other_forms(&self, forms: &[&Form]) -> Vec<Problem> {
        let mut problems = named_places::check_other_forms(&self.foreign, forms);
        for (id, span) in &self.successors {
            if !forms.iter().any(|form| form.id == *id) {
                let near = near(id.as_str(), forms.iter().map(|form| form.id.as_str()));
                problems.push(Problem { span: span.clone(), fault: Fault::UnknownForm { near } });
            }
        }
        problems
    }

    /// The problem if it names a regime that the calendar does not have.
    pub(crate) fn check_regime(&self, calendar: &Calendar) -> Option<Problem> {
        let regime = self.regime.as_ref().filter(|regime| calendar.regime(Some(&regime.text)).is_none())?;
        let allowed: Vec<String> = calendar.regimes.iter().map(|regime| regime.id.clone()).collect();
        let near = near(&regime.text, allowed.iter().map(String::as_str));
        Some(Problem { span: regime.span.clone(), fault: Fault::UnknownWord { allowed, near } })
    }
}

/// What a definition says about other forms, and where it says so in the text.
#[derive(Default)]
struct OtherForms {
    places: Vec<(Place, Range<usize>)>,
    successors: Vec<(FormId, Range<usize>)>,
    regime: Option<SpannedText>,
}

/// Reads a form, and what it says about other forms.
fn read_form(table: &TomlTable<'_, '_>, text: &str) -> (Form, OtherForms) {
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
        let by: Vec<Level> =
            t.text_or_texts("by").iter().filter_map(|level| t.one_of(level, &LEVELS)).collect();
        let sent = (by, strings(t.texts("to")), strings(t.texts("every")));
        t.finish();
        sent
    });

    table.require("columns");
    let columns = columns::read_columns(table);
    table.require("rows");
    let rows = rows::read_rows(table, &columns);
    let added_lines = table.flag("lines");
    if added_lines && matches!(rows, Rows::Open { .. }) {
        table.note(table.span(), Fault::LinesNeedPrintedRows);
    }

    let (sent_by, sent_to, every) = sent.unwrap_or_default();
    let (from, to) = in_force.unwrap_or_default();
    let successors: Vec<_> = table
        .text_or_texts("replaced_by")
        .into_iter()
        .map(|id| (FormId::from(id.text.as_str()), id.span))
        .collect();
    let (clocks, regime) = read_clocks(table);
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
        replaced_by: successors.iter().map(|(id, _)| id.clone()).collect(),
        sent_by: if sent_by.is_empty() { vec![Level::Commune] } else { sent_by },
        sent_to,
        every,
        clocks,
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
    form.bands = bands::read_bands(table, &form);
    rows::check_steps(table, &form);
    let mut others = OtherForms { places: Vec::new(), successors, regime };
    form.derived = rules::read_derived(table, &form, text, &mut others.places);
    form.rules = rules::read_rules(table, &form, text, &mut others.places);
    recomputed::settle(&mut form);
    form.sentences = sentences_and_charts::read_sentences(table, &form);
    form.charts = sentences_and_charts::read_charts(table, &form);
    // a recipe may only seem to be missing when its rule could not be read
    if !table.has_problems() && matches!(form.rows, Rows::Fixed(_)) {
        rules::check_recipes(table, &form);
    }
    if !table.has_problems() {
        rules::check_formulas(table, &form);
    }
    table.finish();
    (form, others)
}

/// The indices of the printed rows directly under each printed row.
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

/// The index of each printed row by its id. If two rows have the same id, which is a problem, the first counts.
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
